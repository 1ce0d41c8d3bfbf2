"""Numbers spelled in Indonesian."""

import re
from decimal import Decimal

from num2words import num2words

from agreements.numbers.formatting import WIDE, to_places

# num2words 0.5.14 says "satu juta satu ribu"; Indonesian says "satu juta seribu". After puluh and ratus, "satu ribu"
# is right ("dua puluh satu ribu").
_LONE_THOUSAND = re.compile(r"\b(juta|miliar|triliun|kuadriliun|kuantiliun) satu ribu\b")


def integer_in_words(number: int) -> str:
    """Spell a whole number in small letters: 2 -> 'dua', 1_001_000 -> 'satu juta seribu', -3 -> 'minus tiga'.

    Raises:
        TypeError: not an int.
        OverflowError: 10**21 or more, beyond any amount a field can hold.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"a whole number is an int, not {type(number).__name__}")
    if abs(number) >= 10**21:
        raise OverflowError(f"too large to spell: {number}")
    words = _LONE_THOUSAND.sub(r"\1 seribu", num2words(abs(number), lang="id"))
    return f"minus {words}" if number < 0 else words


def rupiah_in_words(amount: Decimal | int) -> str:
    """Spell an amount of money: 'Tiga Ratus Dua Belas Juta Delapan Ratus Enam Puluh Dua Rupiah'.

    Sen are spoken after the rupiah ('Seribu Rupiah Lima Puluh Sen'), alone when there is no whole rupiah
    ('Lima Puluh Sen'); zero is 'Nol Rupiah'.
    """
    value = to_places(amount, 2)
    rupiah, sen = divmod(int(value.copy_abs().scaleb(2, WIDE)), 100)
    parts = []
    if rupiah or not sen:
        parts.append(f"{integer_in_words(rupiah)} rupiah")
    if sen:
        parts.append(f"{integer_in_words(sen)} sen")
    if value < 0:
        parts.insert(0, "minus")
    return " ".join(parts).title()
