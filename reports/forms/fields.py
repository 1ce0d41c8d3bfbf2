"""A form field for numbers as people write them."""

from decimal import Decimal

from django import forms

from agreements.numbers import NumberKind, format_for_input, parse_number


class NumberField(forms.CharField):
    """A number in Indonesian notation: cleans to a `Decimal`, or None where nothing was typed.

    The input is text, never `type=number`, which turns 49,23 into 4923.
    """

    def __init__(self, *, kind: NumberKind, unit_of_measure: str | None = None, **options: object) -> None:
        super().__init__(required=False, **options)
        self.kind = kind
        self.unit_of_measure = unit_of_measure

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:  # noqa: ARG002 -- Django's signature
        """Ask phones for the keyboard with digits and a comma."""
        return {"inputmode": "decimal", "autocomplete": "off", "spellcheck": "false", "class": "form-control num"}

    def prepare_value(self, value: object) -> object:
        """Write a stored figure so that it reads back as the same one; typed text stays as it was typed."""
        return format_for_input(value, self.kind) if isinstance(value, Decimal) else value

    def clean(self, value: str | None) -> Decimal | None:
        """Return the number; a question or an error becomes the sentence beside the cell."""
        reading = parse_number(super().clean(value), self.kind, self.unit_of_measure)
        if reading.question or reading.error:
            raise forms.ValidationError(reading.question or reading.error, code="number")
        return reading.value
