"""A form field for an NIP, with or without the blanks that documents print in it."""

from django import forms

from agreements.models.organisation import validate_nip
from agreements.numbers import format_nip


class NipField(forms.CharField):
    """An NIP; cleans to 18 digits, or None where nothing was typed. What is wrong with one is said in a sentence."""

    default_validators = [validate_nip]

    def __init__(self, **kwargs: object) -> None:
        # A browser would cut a pasted NIP with blanks at 18 characters without a word.
        super().__init__(**kwargs | {"max_length": None, "empty_value": None})
        self.widget.attrs.setdefault("size", 24)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: object) -> str | None:
        """Return what was typed without blanks."""
        text = super().to_python(value)
        return "".join(text.split()) if text else text

    def prepare_value(self, value: object) -> object:
        """Write a stored NIP as documents print it; leave what was typed."""
        return format_nip(value) if isinstance(value, str) else value
