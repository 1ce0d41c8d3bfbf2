"""A form field for dates as people write them: '1 Juli 2024', '1/7/2024'."""

import datetime

from django import forms

from agreements.numbers import UNREAD_DATE, format_date, parse_date


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
            raise forms.ValidationError(UNREAD_DATE.format(text), code="date")
        return date
