"""The photographs of a report as one form: captions, dates, order, and pictures to add or put in."""

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.formsets import formset_factory
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agreements.forms.dates import WrittenDateField
from agreements.forms.rows import SMALL, RowForm, Rows, paragraph
from agreements.forms.seen import SeenForm
from agreements.images import FORMATS, MOST_BYTES, ImageRefusedError, clean_image
from reports.actions import NewPhoto, PhotoChange
from reports.models import Photo

MOST_PHOTOS = 60
MOST_AT_ONCE = 20
ACCEPTED = ",".join(f"image/{kind.lower()}" for kind in FORMATS)


def clean_upload(file: UploadedFile) -> bytes:
    """Return an uploaded picture fit for print.

    Raises:
        ValidationError: it is none; the sentence names the file.
    """
    try:
        # One byte more than is taken tells that the file is too large, however large it is.
        return clean_image(file.read(MOST_BYTES + 1))
    except ImageRefusedError as refused:
        raise forms.ValidationError(f"{file.name}: {refused}", code="image") from refused


class PictureField(forms.FileField):
    """One picture; cleans to its bytes, None where nothing was chosen."""

    def clean(self, data: UploadedFile | None, initial: object = None) -> bytes | None:
        """Return the cleaned picture."""
        file = super().clean(data, initial)
        return clean_upload(file) if file else None


class SeveralInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures. What is none is told and left out; the others are kept, since uploading them again is slow."""

    widget = SeveralInput

    def clean(self, data: Sequence[UploadedFile], initial: object = None) -> tuple[list[bytes], list[str]]:
        """Return the cleaned pictures, and a sentence for each file that is none."""
        pictures, refused = [], []
        for place, file in enumerate(data or [], 1):
            if place > MOST_AT_ONCE:
                refused.append(f"{file.name}: paling banyak {MOST_AT_ONCE} foto sekali unggah.")
                continue
            try:
                checked = super().clean(file, initial)
                pictures.append(clean_upload(checked))
            except forms.ValidationError as error:
                refused += error.messages
        return pictures, refused


class PhotoRow(RowForm):
    """A photograph that stands."""

    id = forms.IntegerField(widget=forms.HiddenInput)
    text = paragraph("Keterangan", longest=300, rows=2)
    taken_on = WrittenDateField(label="Tanggal kegiatan")
    picture = PictureField(
        label="Ganti fotonya",
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control form-control-sm", "accept": ACCEPTED}),
    )

    @property
    def filled(self) -> bool:
        """A photograph stands until it is deleted."""
        return True


PhotoRows = formset_factory(
    PhotoRow, formset=Rows, extra=0, can_order=True, max_num=MOST_PHOTOS, absolute_max=MOST_PHOTOS
)


class PhotosForm(SeenForm):
    """All photographs of a report, and files to add behind them with one caption and date."""

    pictures = PicturesField(
        label="Pilih foto",
        required=False,
        widget=SeveralInput(attrs={"class": "form-control", "accept": ACCEPTED, "multiple": True}),
        help_text=f"JPEG, PNG, atau WEBP; boleh beberapa sekaligus, paling banyak {MOST_AT_ONCE}.",
    )
    text = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text="Untuk semua foto yang dipilih; dapat diubah satu per satu sesudah disimpan.",
    )
    taken_on = WrittenDateField(label="Tanggal kegiatan")

    def __init__(
        self, standing: Sequence[Photo], data: QueryDict | None = None, files: MultiValueDict | None = None
    ) -> None:
        content = [(row.pk, row.order, row.text, row.taken_on, row.image.name) for row in standing]
        super().__init__(data, files, content=content)
        self.standing = {row.pk: row for row in standing}
        initial = [{"id": row.pk, "text": row.text, "taken_on": row.taken_on} for row in standing]
        self.rows = PhotoRows(data, files, prefix="foto", initial=initial, auto_id="id_%s")
        for form in self.rows.forms:
            shown = self.standing.get(self._id_of(form))
            form.photo = shown
            if shown is None or not shown.image:
                form.fields["picture"].label = "Pasang fotonya"
            form.fields["taken_on"].widget.attrs["class"] = SMALL["class"]

    @staticmethod
    def _id_of(form: forms.Form) -> int | None:
        value = form["id"].value()
        return int(value) if str(value).isdecimal() else None

    def is_valid(self) -> bool:
        """Check rows and new pictures, so that every sentence is there at once."""
        rows_valid = self.rows.is_valid()
        return super().is_valid() and rows_valid

    def clean(self) -> dict[str, object]:
        """Refuse more photographs than a report bears, and rows that are not the report's."""
        cleaned = super().clean()
        if {self._id_of(form) for form in self.rows.forms} != self.standing.keys():
            raise forms.ValidationError(self.conflict_sentence, code="conflict")
        if len(self.standing) + len(cleaned.get("pictures", ((), ()))[0]) > MOST_PHOTOS:
            raise forms.ValidationError(f"Satu laporan memuat paling banyak {MOST_PHOTOS} foto.")
        return cleaned

    @property
    def changes(self) -> tuple[PhotoChange, ...]:
        """The photographs that stand, in their new order; only after `is_valid`."""
        return tuple(
            PhotoChange(
                id=form.cleaned_data["id"],
                text=form.cleaned_data["text"],
                taken_on=form.cleaned_data["taken_on"],
                picture=form.cleaned_data["picture"],
            )
            for form in self.rows.written
        )

    @property
    def added(self) -> tuple[NewPhoto, ...]:
        """The new photographs; only after `is_valid`."""
        return tuple(
            NewPhoto(picture, self.cleaned_data["text"], self.cleaned_data["taken_on"])
            for picture in self.cleaned_data["pictures"][0]
        )

    @property
    def refused(self) -> list[str]:
        """A sentence for each chosen file that is no photograph."""
        return self.cleaned_data["pictures"][1]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend, in page order."""
        fields = [bound for bound in self if bound.errors] + self.rows.faulty
        found = [(bound.auto_id, bound.label, text) for bound in fields for text in bound.errors]
        return found + [("daftar-foto", "Daftar foto", text) for text in self.rows.non_form_errors()]
