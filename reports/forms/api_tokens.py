"""A new key for a consumer of the JSON: whose, and what it reads."""

from collections.abc import Iterable, Mapping

from django import forms

from agreements.models import Unit

ALL, SOME = "semua", "sebagian"
SCOPES = ((ALL, "Semua unit, juga yang baru"), (SOME, "Hanya unit yang dicentang"))


class ApiTokenForm(forms.Form):
    """Who uses the key, and which units it reads; `all_units` says which of both."""

    name = forms.CharField(
        label="Pemakai",
        max_length=120,
        help_text="Siapa yang membaca dengan kunci ini, misalnya Dasbor Kominfo.",
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": "Tulis siapa yang akan memakai kunci ini."},
    )
    scope = forms.ChoiceField(
        label="Cakupan",
        choices=SCOPES,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Pilih cakupannya: semua unit, atau sebagian."},
    )
    units = forms.ModelMultipleChoiceField(
        label="Unit kerja",
        queryset=Unit.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Unit itu tidak ada di antara yang melapor."},
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, units: Iterable[Unit]) -> None:
        super().__init__(data, auto_id="id_%s")
        self.fields["units"].queryset = units
        self.fields["units"].label_from_instance = lambda unit: unit.name

    @property
    def all_units(self) -> bool:
        """Whether the key reads all units."""
        return self.cleaned_data["scope"] == ALL

    def clean(self) -> dict[str, object]:
        """Refuse a choice that says two things, or nothing."""
        found = super().clean()
        scope, units = found.get("scope"), found.get("units")
        if scope == SOME and not units and "units" not in self.errors:
            self.add_error("units", "Centang sedikitnya satu unit, atau pilih semua unit.")
        if scope == ALL and units:
            self.add_error(
                "units", f"{len(units)} unit dicentang, padahal cakupannya semua unit. Pilih salah satu saja."
            )
        return found
