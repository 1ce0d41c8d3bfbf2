"""Photographs as pages: uploaded, described, moved, deleted; shown only to those who may see the report."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agreements.enums import ReportForm, ReportStatus
from reports.actions import save_photos
from reports.models import Photo, Report
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place, page=""):
    return place.report_address(place.kasi, f"foto/{page}")


def upload(name="a.png", colour="red"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def shown(client, place):
    fields = read(client.get(address(place))).fields
    return {name: value for name, value in fields.items() if "picture" not in name}


def send(client, place, changes, page=None):
    return client.post(address(place), (page or shown(client, place)) | changes)


def add_two(client, place):
    files = {"pictures": [upload("a.png"), upload("b.png", "blue")], "text": "Rapat", "taken_on": "2 Mei 2024"}
    assert send(client, place, files).status_code == 302
    return list(Photo.objects.order_by("order"))


def test_several_files_at_once(client, place):
    first, second = add_two(client, place)
    assert (first.text, f"{first.taken_on}", second.order) == ("Rapat", "2024-05-02", 2)
    response = client.get(address(place))
    words = text_of(response)
    assert "2 foto ditambahkan." in words
    body = response.content.decode()
    assert body.count("<img class") == 2
    assert address(place, f"{first.pk}.jpg") in body
    assert read(response).fields["foto-0-taken_on"] == "2 Mei 2024"


def test_what_is_no_photograph_is_told_and_the_rest_saved(client, place):
    files = [SimpleUploadedFile("daftar hadir.pdf", b"%PDF-1.7"), upload()]
    words = text_of(client.get(send(client, place, {"pictures": files}).url))
    assert "daftar hadir.pdf: Berkas ini bukan foto" in words
    assert "1 foto ditambahkan." in words
    assert Photo.objects.count() == 1


def test_captions_dates_order_and_pictures_are_changed(client, place):
    first, second = add_two(client, place)
    changes = {
        "foto-0-text": "Kunjungan",
        "foto-0-taken_on": "",
        "foto-1-ORDER": "1",
        "foto-1-picture": upload("c.png", "green"),
    }
    assert send(client, place, changes).status_code == 302
    now = list(Photo.objects.order_by("order"))
    assert [photo.pk for photo in now] == [second.pk, first.pk]
    assert (now[1].text, now[1].taken_on) == ("Kunjungan", None)
    assert now[0].image.name != second.image.name


def test_wrong_date_saves_nothing_and_loses_nothing(client, place):
    add_two(client, place)
    response = send(client, place, {"foto-0-text": "Baru", "foto-1-taken_on": "31 Juni 2024"})
    assert response.status_code == 422
    page = read(response)
    assert (page.fields["foto-0-text"], page.fields["foto-1-taken_on"]) == ("Baru", "31 Juni 2024")
    assert "#id_foto-1-taken_on" in page.links
    assert set(Photo.objects.values_list("text", flat=True)) == {"Rapat"}


def test_caption_that_waits_for_its_picture(client, place):
    factories.PhotoFactory(report=place.report(place.kasi))
    words = text_of(client.get(address(place)))
    assert "Foto belum diunggah" in words
    assert "Pasang fotonya" in words
    assert send(client, place, {"foto-0-picture": upload()}).status_code == 302
    assert Photo.objects.get().image


@pytest.mark.parametrize(("form", "sentence"), [("kasi", "tidak mencetak foto"), ("kepala_bagian", "Foto dicetak")])
def test_page_says_whether_the_form_prints_photographs(client, place, form, sentence):
    Report.objects.update(form=ReportForm(form))
    assert sentence in text_of(client.get(address(place)))


# -- somebody else was faster --------------------------------------------------------------------------------------------


def test_photographs_changed_meanwhile_are_a_conflict(client, place):
    add_two(client, place)
    page = shown(client, place)
    send(client_of(account_of(place.kasi)), place, {"foto-0-text": "Dari Kasi"})
    response = send(client, place, {"foto-1-text": "Dari operator"}, page)
    assert response.status_code == 409
    words = text_of(response)
    assert "Yang tersimpan sekarang " + place.kasi.appointments.get().official.name in words
    assert "Dari Kasi" in words
    assert read(response).fields["foto-1-text"] == "Dari operator"
    assert not Photo.objects.filter(text="Dari operator").exists()


def test_save_between_reading_and_writing_loses_nothing(client, place, monkeypatch):
    page = shown(client, place)

    def lose_then_save(**fields):
        monkeypatch.undo()
        add_two(client_of(place.operator), place)
        return save_photos(**fields)

    monkeypatch.setattr("reports.views.photos.save_photos", lose_then_save)
    response = send(client, place, {"text": "Keterangan saya", "pictures": upload()}, page)
    assert response.status_code == 409
    assert read(response).fields["text"] == "Keterangan saya"
    assert Photo.objects.count() == 2
    assert "pilih lagi sebelum menyimpan" in text_of(response)


# -- deleting ------------------------------------------------------------------------------------------------------------


def test_deleting_asks_first(client, place):
    first, second = add_two(client, place)
    ask = address(place, f"{first.pk}/hapus/")
    assert "Hapus foto ini dari laporan?" in text_of(client.get(ask))
    assert Photo.objects.count() == 2
    assert client.post(ask).url == address(place)
    assert list(Photo.objects.all()) == [second]
    assert default_storage.exists(first.image.name)
    assert client.get(address(place, f"{first.pk}.jpg")).status_code == 404


# -- the pictures themselves ---------------------------------------------------------------------------------------------


def test_picture_is_sent_as_jpeg_and_nothing_else(client, place):
    first, _ = add_two(client, place)
    response = client.get(address(place, f"{first.pk}.jpg"))
    assert response.content.startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith("private")
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_picture_is_there_for_readers_of_the_report_alone(client, place):
    first, _ = add_two(client, place)
    for user, status in ((account_of(place.camat), 200), (make_workplace().operator, 404)):
        response = client_of(user).get(address(place, f"{first.pk}.jpg"))
        assert response.status_code == status


def test_pictures_have_no_public_address(client, place):
    first, _ = add_two(client, place)
    for path in (f"/media/{first.image.name}", f"/{first.image.name}", f"/static/{first.image.name}"):
        assert client.get(path).status_code == 404


def test_picture_of_another_report_is_not_found(client, place):
    foreign = factories.PhotoFactory(report=place.report(place.camat))
    for page in (f"{foreign.pk}.jpg", f"{foreign.pk}/hapus/"):
        assert client.get(address(place, page)).status_code == 404
    assert client.post(address(place, f"{foreign.pk}/hapus/")).status_code == 404


@pytest.mark.parametrize("image", ["", "foto/hilang.jpg"])
def test_picture_that_the_store_has_lost_is_not_found(client, place, image):
    photo = factories.PhotoFactory(report=place.report(place.kasi), image=image)
    assert client.get(address(place, f"{photo.pk}.jpg")).status_code == 404


# -- who, and at what cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["superior", "handed in"])
def test_others_and_later_only_look(client, place, who):
    first, _ = add_two(client, place)
    if who == "handed in":
        Report.objects.update(status=ReportStatus.SUBMITTED, round=1)
    reader = client_of(account_of(place.camat) if who == "superior" else place.operator)
    response = reader.get(address(place))
    assert "seen" not in read(response).fields
    assert "2 Mei 2024" in text_of(response)
    assert "Ya, hapus" not in text_of(reader.get(address(place, f"{first.pk}/hapus/")))
    assert reader.post(address(place), {}).status_code == 403
    assert reader.post(address(place, f"{first.pk}/hapus/")).status_code == 403
    assert Photo.objects.count() == 2


def test_page_costs_the_same_with_one_photograph_and_three(client, place):
    report = place.report(place.kasi)
    factories.PhotoFactory(report=report, image="foto/a.jpg")
    one = queries_of(client, address(place))
    factories.PhotoFactory(report=report, image="foto/b.jpg")
    factories.PhotoFactory(report=report, image="foto/c.jpg")
    assert queries_of(client, address(place)) == one
