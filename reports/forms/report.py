"""A section's text, and the form and date of a report."""

import datetime

from django import forms

from agreements.enums import ReportForm
from agreements.forms.dates import WrittenDateField
from agreements.forms.seen import SeenForm
from agreements.numbers import format_date
from reports.document.edited import Section
from reports.models import Report
from reports.period import Quarter

LONGEST_TEXT = 20_000


class TextForm(SeenForm):
    """The text of a section; shown with what is saved and with what is generated."""

    conflict_sentence = (
        "Bagian ini berubah sejak halaman ini dibuka. Ketikan Anda masih ada; bandingkan dengan yang tersimpan dan"
        " dengan teks otomatis di sampingnya, lalu simpan lagi bila tetap perlu."
    )

    text = forms.CharField(
        label="Teks yang dicetak",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 12}),
        error_messages={
            "required": "Teksnya kosong. Untuk memakai teks otomatis lagi, tekan “Kembalikan ke teks otomatis”."
        },
        help_text="Pisahkan paragraf dengan satu baris kosong.",
    )

    def __init__(self, data=None, *, section: Section) -> None:
        super().__init__(data, content=(section.text, section.generated), initial={"text": section.printed})


class ArrangementForm(SeenForm):
    """The form of a report, and the date of its signature."""

    form = forms.ChoiceField(
        label="Bentuk laporan", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    signed_on = WrittenDateField(label="Tanggal tanda tangan")

    def __init__(self, data=None, *, report: Report, quarter: Quarter, default_form: ReportForm) -> None:
        super().__init__(
            data,
            content=(report.form, report.signed_on),
            initial={"form": report.form, "signed_on": report.signed_on},
        )
        self.quarter = quarter
        self.fields["form"].choices = [
            ("", f"Sesuai jabatan: {default_form.label}"),
            *ReportForm.choices,
        ]
        first_day = quarter.end + datetime.timedelta(days=1)
        self.fields[
            "signed_on"
        ].help_text = f"Kosongkan untuk {format_date(first_day)}, hari pertama sesudah triwulan berakhir."


def early_date_warning(date: datetime.date | None, quarter: Quarter) -> str:
    """Return the sentence on a report that is signed before its quarter has ended, '' where it is not."""
    if date is None or date >= quarter.end:
        return ""
    return (
        f"Tanggal tanda tangan, {format_date(date)}, mendahului akhir triwulan ({format_date(quarter.end)})."
        " Laporan triwulan ditandatangani sesudah triwulannya berakhir."
    )
