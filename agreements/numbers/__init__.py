"""Indonesian numbers, money, words and dates: written out and read in. Pure; both apps use it.

Source: the fifteen published reports behind the golden tests, which write numbers in every way that is read here.
`formatting` and `dates` write, `words` spells, `parsing` reads what people type.
"""

from agreements.numbers.dates import (
    MONTHS,
    UNREAD_DATE,
    format_date,
    format_long_date,
    format_months,
    month_name,
    parse_date,
    quarter_name,
    roman,
)
from agreements.numbers.formatting import (
    MINUS,
    NBSP,
    format_exact,
    format_figure,
    format_money,
    format_nip,
    format_percent,
    format_rupiah,
    join_unit,
    with_unit,
)
from agreements.numbers.nip import nip_fault
from agreements.numbers.parsing import (
    COUNT,
    FIGURE,
    MONEY,
    NumberKind,
    Reading,
    format_for_input,
    is_part,
    parse_number,
    same_unit,
)
from agreements.numbers.words import integer_in_words, rupiah_in_words

__all__ = [
    "COUNT",
    "FIGURE",
    "MINUS",
    "MONEY",
    "MONTHS",
    "NBSP",
    "UNREAD_DATE",
    "NumberKind",
    "Reading",
    "format_date",
    "format_exact",
    "format_figure",
    "format_for_input",
    "format_long_date",
    "format_money",
    "format_months",
    "format_nip",
    "format_percent",
    "format_rupiah",
    "integer_in_words",
    "is_part",
    "join_unit",
    "month_name",
    "nip_fault",
    "parse_date",
    "parse_number",
    "quarter_name",
    "roman",
    "rupiah_in_words",
    "same_unit",
    "with_unit",
]
