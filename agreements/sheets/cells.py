"""The value of a cell as the text, the number or the date that a column is for."""

import datetime
from decimal import Decimal

from agreements.numbers import UNREAD_DATE, NumberKind, Reading, format_date, parse_date, parse_number

Value = str | Decimal | datetime.date | None
"""What a cell holds: text, a number, a date, or nothing."""

THOUSANDS = 3
"""Digits after one comma that may be thousands as well."""

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def number_text(number: Decimal) -> str:
    """Write a number of a cell so that the parser can read it as this and nothing else: '49,23', '49230', '1,1250'."""
    whole, _, decimals = f"{number:f}".partition(".")
    if len(decimals) == THOUSANDS:
        decimals += "0"
    return f"{whole},{decimals}" if decimals else whole


def cell_text(value: Value) -> str:
    """Return a value as one line of text, '' for a blank cell; codes may be typed as text or as a number."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.date):
        return format_date(value)
    return " ".join(value.split())


def cell_number(value: Value, kind: NumberKind, unit_of_measure: str | None = None) -> Reading:
    """Read a cell as a number: typed as text ('1.885.065.699', 'Rp 500,-') through the parser, or held as one.

    A number of a cell is never ambiguous, since Excel has read it already: its `Reading` has the value alone, without
    an echo. What the field can't hold (below zero, too many decimals) is refused as if it had been typed.
    """
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if value.is_signed() or exponent < -2 or value.adjusted() > 14 or exponent > 15:
            return parse_number(number_text(value), kind, unit_of_measure)
        return Reading(value=value if exponent <= 0 else Decimal(int(value)))
    if isinstance(value, datetime.date):
        return Reading(
            error=f"Tertulis tanggal {format_date(value)}, bukan angka. "
            "Ubah format selnya menjadi Angka, lalu tulis lagi."
        )
    if value is None:
        return Reading()
    if value.strip().upper() in ERRORS:
        return Reading(error=f"Rumusnya gagal ({value.strip()}). Perbaiki rumusnya, atau tulis angkanya.")
    return parse_number(value, kind, unit_of_measure)


def cell_date(value: Value) -> tuple[datetime.date | None, str]:
    """Return the date in a cell, held as one or typed, and the sentence why there is none ('' for a blank cell)."""
    if value is None or isinstance(value, datetime.date):
        return value, ""
    text = cell_text(value)
    found = parse_date(text)
    return found, "" if found or not text else UNREAD_DATE.format(text)
