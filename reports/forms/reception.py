"""Giving an approved report back, and reopening a closed quarter for a unit."""

import datetime
from collections.abc import Iterable, Mapping

from django import forms

from agreements.models import Unit
from agreements.numbers import format_date
from reports.forms.dates import WrittenDateField

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
    """For which unit a closed quarter is reopened, why, and until when."""

    unit = forms.ModelChoiceField(
        label="Unit kerja",
        queryset=Unit.objects.none(),
        to_field_name="slug",
        empty_label="Pilih unit",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "Pilih unitnya.",
            "invalid_choice": "Unit itu tidak punya laporan pada triwulan ini.",
        },
    )
    reason = _reason("Alasan dibuka kembali", "Tulis alasannya.", "Dibaca unit tersebut, dan tercatat dalam jejak.")
    until = WrittenDateField(label="Dibuka sampai")

    def __init__(self, data=None, *, units: Iterable[Unit], today: datetime.date, chosen: str = "") -> None:
        super().__init__(data, auto_id="id_%s", initial={"unit": chosen})
        self.today = today
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.name
        self.fields["until"].help_text = "Hari itu masih termasuk."

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
