"""Form fields that many forms have: numbers as people write them, lists to choose from, hidden keys."""

from decimal import Decimal

from django import forms
from django.db.models import TextChoices

from agreements.numbers import FIGURE, NumberKind, format_for_input, parse_number


class NumberField(forms.CharField):
    """A number in Indonesian notation: cleans to a `Decimal`, or None where nothing was typed.

    The input is text, never `type=number`, which turns 49,23 into 4923. It says what it holds (`data-number`,
    `data-unit`), so that the browser can read along (static/js/numbers.js).
    """

    def __init__(self, *, kind: NumberKind, unit_of_measure: str | None = None, **options: object) -> None:
        # Before the field is built, which asks for the attributes of its input.
        self.kind = kind
        self.unit_of_measure = unit_of_measure
        super().__init__(required=False, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:  # noqa: ARG002 -- Django's signature
        """Ask phones for the keyboard with digits and a comma."""
        unit = {} if self.unit_of_measure is None else {"data-unit": self.unit_of_measure}
        return {
            "inputmode": "decimal",
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "form-control num",
            "data-number": self.kind.value,
            **unit,
        }

    def measure_in(self, unit_of_measure: str) -> None:
        """Read what is typed as a number of that satuan, which the form came to know."""
        self.unit_of_measure = unit_of_measure
        self.widget.attrs["data-unit"] = unit_of_measure

    def prepare_value(self, value: object) -> object:
        """Write a stored figure so that it reads back as the same one; typed text stays as it was typed."""
        return format_for_input(value, self.kind, self.unit_of_measure) if isinstance(value, Decimal) else value

    def clean(self, value: str | None) -> Decimal | None:
        """Return the number; a question or an error becomes the sentence beside the cell."""
        reading = parse_number(super().clean(value), self.kind, self.unit_of_measure)
        if reading.question or reading.error:
            raise forms.ValidationError(reading.question or reading.error, code="number")
        return reading.value


SELECT = {"class": "form-select form-select-sm"}


def number(label: str) -> NumberField:
    """Return a field for a measured figure."""
    return NumberField(kind=FIGURE, label=label)


def choice(label: str, options: type[TextChoices] | None = None, **more: object) -> forms.TypedChoiceField:
    """Return a list to choose from: of an enum, or of keys of rows that are offered later."""
    coerce = options or int
    choices = options.choices if options else []
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=coerce,
        empty_value=None,
        choices=choices,
        widget=forms.Select(attrs=SELECT),
        **more,
    )


def key_field() -> forms.IntegerField:
    """Return the hidden key of a stored row."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)
