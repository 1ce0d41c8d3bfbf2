"""A form field for a spreadsheet that somebody hands in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from agreements.sheets import MOST_MB, SheetRefusedError, check_workbook, content_of_upload

ACCEPTED = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetField(forms.FileField):
    """An .xlsx; cleans to its bytes, once the gate has let it pass."""

    def __init__(self, **options: object) -> None:
        super().__init__(
            label="Berkas Excel",
            help_text=f"Buku kerja .xlsx, paling besar {MOST_MB} MB, tanpa makro dan tanpa kata sandi.",
            widget=forms.FileInput(attrs={"class": "form-control", "accept": ACCEPTED}),
            error_messages={
                "required": "Pilih berkas Excel-nya.",
                "empty": "Berkas ini kosong. Pilih buku kerja Excel (.xlsx) yang berisi tabelnya.",
                "invalid": "Pilih berkas Excel-nya.",
            },
            **options,
        )

    def clean(self, data: UploadedFile | None, initial: object = None) -> bytes:
        """Return the bytes; what the gate found becomes the sentence beside the field."""
        upload = super().clean(data, initial)
        try:
            content = content_of_upload(upload)
            check_workbook(content)
        except SheetRefusedError as refused:
            raise forms.ValidationError(str(refused), code="sheet") from refused
        return content
