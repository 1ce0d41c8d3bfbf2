"""Photographs as one form: what is no picture is told, and costs nothing else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from PIL import Image

from agreements.forms.seen import SEEN
from reports.forms.photos import MOST_AT_ONCE, MOST_PHOTOS, PhotosForm
from reports.models import Photo


def upload(name="a.png", size=(8, 6)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def photos(count):
    return [Photo(pk=pk, order=pk, text=f"Foto {pk}", image=f"foto/{pk}.jpg") for pk in range(1, count + 1)]


def send(standing, changes=(), files=(), shown=None):
    seen = PhotosForm(standing if shown is None else shown)
    data = QueryDict(mutable=True)
    data.update({"foto-TOTAL_FORMS": str(len(seen.rows.forms)), "foto-INITIAL_FORMS": str(len(seen.rows.forms))})
    for row in seen.rows.forms:
        for name in ("id", "text", "ORDER"):
            data[row[name].html_name] = str(row[name].value())
    data[SEEN] = seen.seen
    data.update(dict(changes))
    return PhotosForm(standing, data, MultiValueDict(dict(files)))


def test_photographs_come_back_as_they_stand():
    form = send(photos(2))
    assert form.is_valid(), form.faults
    assert [(change.id, change.text, change.picture) for change in form.changes] == [
        (1, "Foto 1", None),
        (2, "Foto 2", None),
    ]
    assert form.added == ()


def test_several_new_pictures_share_caption_and_date():
    form = send([], {"text": "Rapat", "taken_on": "2/5/2024"}, {"pictures": [upload("a.png"), upload("b.png")]})
    assert form.is_valid(), form.faults
    assert [(new.text, f"{new.taken_on}") for new in form.added] == [("Rapat", "2024-05-02")] * 2
    assert all(new.picture.startswith(b"\xff\xd8\xff") for new in form.added), "cleaned to JPEG"


def test_file_that_is_no_picture_is_told_and_the_others_kept():
    text = SimpleUploadedFile("catatan.txt", b"bukan foto")
    form = send(photos(1), {"foto-0-text": "Baru"}, {"pictures": [text, upload()]})
    assert form.is_valid(), form.faults
    assert len(form.added) == 1
    assert form.refused == ["catatan.txt: Berkas ini bukan foto JPEG, PNG, atau WEBP."]
    assert form.changes[0].text == "Baru"


def test_file_of_any_size_is_not_read_whole(monkeypatch):
    monkeypatch.setattr("reports.forms.photos.MOST_BYTES", 10)
    file = upload("besar.png")
    asked = []
    read = file.file.read
    monkeypatch.setattr(type(file), "read", lambda _file, size=-1: asked.append(size) or read(size))
    assert send([], files={"pictures": [file]}).is_valid()
    assert asked == [11]


def test_too_many_at_once_are_told():
    form = send([], files={"pictures": [upload(f"{n}.png") for n in range(MOST_AT_ONCE + 1)]})
    assert form.is_valid(), form.faults
    assert len(form.added) == MOST_AT_ONCE
    assert form.refused == [f"{MOST_AT_ONCE}.png: paling banyak {MOST_AT_ONCE} foto sekali unggah."]


def test_report_does_not_bear_any_number():
    form = send(photos(MOST_PHOTOS), files={"pictures": [upload()]})
    assert not form.is_valid()
    assert "paling banyak" in form.non_field_errors()[0]


def test_picture_is_put_in_and_moved():
    form = send(photos(2), {"foto-1-ORDER": "1"}, {"foto-0-picture": [upload()]})
    assert form.is_valid(), form.faults
    assert [(change.id, change.picture is not None) for change in form.changes] == [(2, False), (1, True)]


def test_no_picture_in_a_row_stops_the_save_beside_the_row():
    form = send(photos(1), files={"foto-0-picture": [SimpleUploadedFile("x.pdf", b"%PDF")]})
    assert not form.is_valid()
    assert form.faults == [("id_foto-0-picture", "Ganti fotonya", "x.pdf: Berkas ini bukan foto JPEG, PNG, atau WEBP.")]


def test_wrong_date_stops_the_save():
    form = send(photos(1), {"foto-0-taken_on": "31 Juni 2024", "taken_on": "x"})
    assert not form.is_valid()
    assert [label for _, label, _ in form.faults] == ["Tanggal kegiatan"] * 2


@pytest.mark.parametrize("standing", [[], photos(1), photos(3)])
def test_other_photographs_than_shown_are_a_conflict(standing):
    form = send(standing, shown=photos(2))
    assert not form.is_valid()
    assert form.conflict


def test_row_of_another_report_is_refused():
    form = send(photos(1), {"foto-0-id": "77"})
    assert not form.is_valid()
    assert form.rows.forms[0].photo is None
