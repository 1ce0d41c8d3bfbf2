"""Arms for covers, on the pages of what bears them: shown, uploaded, taken away."""

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html

from agreements.images import FORMATS, MOST_BYTES, ImageRefusedError, clean_arms, image_source, keep_image

ARMS_FIELDS = ["standing_arms", "arms", "without_arms"]
ACCEPTED = ",".join(f"image/{kind.lower()}" for kind in FORMATS)


class ArmsField(forms.FileField):
    """A picture for a cover; cleans to the picture to keep, or to what stands where none was chosen."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: UploadedFile | None, initial: object = None) -> ContentFile | None:
        """Return the cleaned picture, or what stands.

        Raises:
            ValidationError: it is none; the sentence names the file.
        """
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        try:
            # One byte more than is taken tells that the file is too large, however large it is.
            return ContentFile(clean_arms(file.read(MOST_BYTES + 1)))
        except ImageRefusedError as refused:
            raise forms.ValidationError(f"{file.name}: {refused}", code="image") from refused


class ArmsForm(ModelForm):
    """The fields of what bears arms, with a box to take them away."""

    without_arms = forms.BooleanField(
        label="Lepas gambar ini",
        required=False,
        help_text="Laporan yang sudah disetujui tetap mencetak gambar yang dipakainya.",
    )

    def clean(self) -> dict[str, object]:
        """Refuse to take arms away and to upload new ones at once."""
        cleaned = super().clean()
        if cleaned.get("without_arms") and isinstance(cleaned.get("arms"), ContentFile):
            self.add_error("without_arms", "Pilih salah satu: unggah gambar baru, atau lepas gambar ini.")
        return cleaned


class ArmsMixin:
    """Shows and keeps the arms of a page's object. A file is never removed: an issued report may print it."""

    form = ArmsForm
    readonly_fields = ["standing_arms"]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: object
    ) -> forms.Field | None:
        """Clean arms like photographs."""
        if db_field.name == "arms":
            return db_field.formfield(form_class=ArmsField, max_length=None)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: models.Model, form: ArmsForm, change: bool) -> None:
        """Keep new arms under the name of their content."""
        picture = form.cleaned_data.get("arms")
        if form.cleaned_data.get("without_arms"):
            obj.arms = ""
        elif isinstance(picture, ContentFile):
            obj.arms = keep_image(picture.read(), obj._meta.get_field("arms").upload_to)
        super().save_model(request, obj, form, change)

    @admin.display(description="gambar sekarang")
    def standing_arms(self, obj: models.Model) -> str:
        """The arms as they stand; nobody but an administrator has an address for them."""
        image = image_source(obj.arms.name or "") if obj.arms else ""
        if image:
            return format_html('<img src="{}" alt="Lambang {}" height="140">', image, obj.name)
        return "Berkas gambar tidak ditemukan" if obj.arms else self.get_empty_value_display()
