"""A form field for dates as people write them: '1 Juli 2024', '1/7/2024'."""

import datetime
import re

from django import forms

from agreements.numbers import MONTHS, format_date

_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_SHORTEST_MONTH = 3


class WrittenDateField(forms.CharField):
    """A date, day first; cleans to a `date`, or None where nothing was typed.

    The input is text, never `type=date`, which shows 1 July as 07/01/2024 in a browser that speaks American.
    """

    def __init__(self, **options: object) -> None:
        super().__init__(required=False, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:  # noqa: ARG002 -- Django's signature
        """Show how a date is written."""
        return {"class": "form-control", "placeholder": "1 Juli 2024", "autocomplete": "off"}

    def prepare_value(self, value: object) -> object:
        """Write a stored date in words; typed text stays as it was typed."""
        return format_date(value) if isinstance(value, datetime.date) else value

    def clean(self, value: str | None) -> datetime.date | None:
        """Return the date; what is none becomes the sentence beside the field."""
        text = " ".join((super().clean(value) or "").split())
        if not text:
            return None
        date = parse_date(text)
        if date is None:
            raise forms.ValidationError(
                f"Tanggal “{text}” tidak terbaca. Tulis seperti 1 Juli 2024 atau 1/7/2024.", code="date"
            )
        return date


def parse_date(text: str) -> datetime.date | None:
    """Return the date that a text writes, day first or ISO; None where it writes none that exists."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _WORDS.fullmatch(text):
        day, year = int(found[1]), int(found[3])
        month = _month(found[2].casefold())
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """Return the month that a word names or begins ('Jul'); 0 where it begins none or several."""
    named = [place for place, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return named[0] if len(word) >= _SHORTEST_MONTH and len(named) == 1 else 0
