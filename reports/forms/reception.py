"""Giving an approved report back, and reopening a closed quarter for a unit."""

import datetime
from collections.abc import Iterable, Mapping

from django import forms

from agreements.forms.dates import WrittenDateField
from agreements.models import Unit
from agreements.numbers import format_date

LONGEST_REASON = 2000


def _reason(label: str, missing: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"required": missing},
        help_text=help_text,
    )


class SendBackForm(forms.Form):
    """Why Bagian Organisasi gives an approved report back."""

    reason = _reason(
        "Alasan dikembalikan",
        "Tulis alasannya, supaya unit tahu apa yang perlu diperbaiki.",
        "Dibaca pejabat, operator dan atasannya.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str] | None = None, *, version: int) -> None:
        super().__init__(data, auto_id="id_%s", initial={"version": version})


class ReopeningForm(forms.Form):
    """For which unit, or for all, a closed quarter is reopened, why, and until when."""

    every = forms.BooleanField(
        label="Buka untuk semua unit",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text="Misalnya karena triwulan ini keliru ditutup. Unit di bawah tidak perlu dipilih.",
    )
    unit = forms.ModelChoiceField(
        label="Unit kerja",
        required=False,
        queryset=Unit.objects.none(),
        to_field_name="slug",
        empty_label="Pilih unit",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Unit itu tidak menyusun laporan."},
    )
    reason = _reason("Alasan dibuka kembali", "Tulis alasannya.", "Dibaca unit tersebut, dan tercatat dalam jejak.")
    until = WrittenDateField(label="Dibuka sampai")

    def __init__(self, data=None, *, units: Iterable[Unit], today: datetime.date, chosen: str = "") -> None:
        super().__init__(data, auto_id="id_%s", initial={"unit": chosen})
        self.today = today
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.name
        self.fields["until"].help_text = "Hari itu masih termasuk."

    def clean(self) -> None:
        """Ask for a unit where it is not for all of them."""
        chosen = self.cleaned_data
        if not chosen.get("every") and "unit" in chosen and chosen["unit"] is None:
            self.add_error("unit", forms.ValidationError("Pilih unitnya.", code="required"))

    def clean_until(self) -> datetime.date:
        """Return the last day; it must be there, and not have passed."""
        until = self.cleaned_data["until"]
        if until is None:
            raise forms.ValidationError("Tulis sampai tanggal berapa triwulan ini dibuka.", code="required")
        if until < self.today:
            raise forms.ValidationError(
                f"{format_date(until)} sudah lewat. Pilih hari ini atau sesudahnya.", code="past"
            )
        return until
