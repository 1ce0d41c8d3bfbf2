"""The sheet of a unit's budget, and how it is to be read."""

import datetime
from collections.abc import Mapping, Sequence

from django import forms

from agreements.enums import CeilingDocument
from agreements.forms.dates import WrittenDateField
from agreements.forms.sheets import SheetField
from agreements.numbers import format_date
from reports.period import Quarter

LONGEST_REASON = 2000


class BudgetOptionsForm(forms.Form):
    """Which document set the ceilings and from when on, and for which quarter realizations are read."""

    document = forms.ChoiceField(
        label="Dokumen pagu",
        choices=CeilingDocument.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="Bila lembarnya memuat pagu sebelum dan setelah perubahan, untuk DPA dibaca yang sebelum.",
        error_messages={"required": "Pilih dokumennya.", "invalid_choice": "Pilih dokumennya."},
    )
    from_date = WrittenDateField(
        label="Berlaku sejak", help_text="Untuk pergeseran dan DPPA: tanggal penetapan dokumennya."
    )
    quarter = forms.TypedChoiceField(
        label="Realisasi",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="Jumlah sejak 1 Januari, bila lembarnya memuat kolom realisasi.",
        error_messages={"invalid_choice": "Pilih triwulan yang terbuka, atau tanpa realisasi."},
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files: Mapping[str, object] | None = None,
        *,
        year: int,
        quarters: Sequence[Quarter],
    ) -> None:
        initial = {"document": CeilingDocument.DPA, "from_date": datetime.date(year, 1, 1)}
        super().__init__(data, files, auto_id="id_%s", initial=initial)
        self.year = year
        self.fields["quarter"].choices = [
            ("", "tidak diimpor"),
            *((quarter.number, f"s.d. {quarter.name}") for quarter in quarters),
        ]

    def clean_from_date(self) -> datetime.date:
        """Return the date, which lies in the budget's year."""
        date = self.cleaned_data["from_date"]
        if date is None:
            raise forms.ValidationError("Tulis sejak kapan pagunya berlaku, contoh: 2 Januari.", code="required")
        if date.year != self.year:
            raise forms.ValidationError(
                f"{format_date(date)} bukan tanggal tahun {self.year}. Anggaran ini anggaran {self.year}.", code="year"
            )
        return date

    @property
    def read_quarter(self) -> Quarter | None:
        """The quarter whose realizations are read."""
        number = self.cleaned_data["quarter"]
        return Quarter(self.year, number) if number else None


class BudgetSheetForm(BudgetOptionsForm):
    """The same with the file itself."""

    sheet = SheetField()
    field_order = ("sheet", "document", "from_date", "quarter")


class ReasonForm(forms.Form):
    """Why amounts that approved reports print are changed by an import."""

    reason = forms.CharField(
        label="Alasan perubahan angka yang sudah disetujui",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": "Tulis alasannya: angka ini sudah dipakai laporan yang disetujui."},
    )

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
