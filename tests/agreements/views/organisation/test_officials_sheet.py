"""Officials from a sheet: shown first, then all appointed or nobody; the template fits the import."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.forms.seen import SEEN
from agreements.models import Appointment, Official
from agreements.sheets import read_workbook
from tests import factories
from tests.agreements.organisation.keeping import NIP, admin, day, organisasi
from tests.pages import client_of, queries_of, read, text_of
from tests.sheets import workbook

pytestmark = pytest.mark.django_db
HEAD = ["Jabatan", "Nama", "NIP", "Pangkat", "Status", "Mulai"]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client():
    return client_of(organisasi())


@pytest.fixture
def unit():
    unit = factories.UnitFactory()
    for number, name in enumerate(("Camat", "Kasi"), 1):
        factories.PositionFactory(unit=unit, name=name, slug=name.lower(), order=number)
    return unit


def address(unit):
    return f"/organisasi/{unit.slug}/pejabat/impor/"


def upload(client, unit, rows, **data):
    content = rows if isinstance(rows, bytes) else workbook([HEAD, *rows])
    return client.post(address(unit), {"sheet": SimpleUploadedFile("pejabat.xlsx", content), **data})


ROWS = [["Camat", "Siti Rahayu", NIP, "Pembina", "", day(1)], ["Kasi", "Budi", "", "", "Plt.", day(2)]]


def hidden(response):
    return {name: value for name, value in read(response).fields.items() if name in {"lembar", "seen", "pindah"}}


def test_a_sheet_is_shown_and_then_applied(client, unit):
    answer = upload(client, unit, ROWS)
    assert answer.url.startswith(f"{address(unit)}?lembar=")
    shown = client.get(answer.url)
    words = text_of(shown)
    assert "2 baru" in words
    assert "Siti Rahayu" in words
    assert not Appointment.objects.exists()
    applied = client.post(address(unit), hidden(shown))
    assert applied.url == f"/organisasi/{unit.slug}/"
    assert "2 pejabat ditunjuk dari lembar" in text_of(client.get(applied.url))
    assert sorted(row.official.name for row in Appointment.objects.all()) == ["Budi", "Siti Rahayu"]
    again = client.get(upload(client, unit, ROWS).url)
    assert "sudah sama dengan yang tersimpan" in text_of(again)
    assert "Tunjuk semua" not in text_of(again)


def test_one_refused_row_keeps_everybody_out(client, unit):
    rows = [ROWS[0], ["Lurah", "Budi", "", "", "", day(1)]]
    shown = client.get(upload(client, unit, rows).url)
    assert "tidak punya jabatan “Lurah”" in text_of(shown)
    assert client.post(address(unit), hidden(shown)).status_code == 422
    assert not Official.objects.exists()


def test_what_is_no_sheet_of_officials_is_refused_with_a_sentence(client, unit):
    for content, sentence in (
        (workbook([["Kode", "Uraian"], ["1", "x"]]), "Jabatan"),
        (b"bukan excel", "bukan buku kerja Excel"),
    ):
        refused = upload(client, unit, content)
        assert (refused.status_code, sentence in text_of(refused)) == (422, True)


def test_what_changed_since_it_was_shown_is_shown_again(client, unit):
    shown = client.get(upload(client, unit, ROWS).url)
    factories.AppointmentFactory(
        position=unit.positions.get(slug="camat"), official__name="Andi", start=datetime.date(2024, 1, 1)
    )
    refused = client.post(address(unit), hidden(shown))
    assert refused.status_code == 409
    assert "baru saja diubah orang lain" in text_of(refused)
    assert "Andi berakhir 31 Desember 2025" in text_of(refused)
    assert hidden(refused)[SEEN] != hidden(shown)[SEEN]
    assert Appointment.objects.count() == 1
    client.post(address(unit), hidden(refused))
    assert Appointment.objects.count() == 3


def test_who_moves_is_told_and_moved(client, unit):
    old = factories.AppointmentFactory(official__name="Siti Rahayu", official__nip=NIP)
    shown = client.get(upload(client, unit, ROWS).url)
    assert "definitif di jabatan lain" in text_of(shown)
    shown = client.get(upload(client, unit, ROWS, move="on").url)
    assert client.post(address(unit), hidden(shown)).status_code == 302
    old.refresh_from_db()
    assert old.end == datetime.date(2025, 12, 31)


def test_a_sheet_is_its_uploaders_alone(client, unit):
    shown = client.get(upload(client, unit, ROWS).url)
    answer = client_of(admin()).post(address(unit), hidden(shown), follow=True)
    assert "Unggah sekali lagi" in text_of(answer)
    assert not Appointment.objects.exists()


def test_the_template_comes_back_as_it_is_and_takes_new_names(client, unit):
    factories.AppointmentFactory(
        position=unit.positions.get(slug="camat"), official__name="Siti", official__nip=NIP, start=day(1, year=2020)
    )
    response = client.get(f"/organisasi/{unit.slug}/pejabat/templat.xlsx")
    assert response["Content-Disposition"].endswith(f'"pejabat-{unit.slug}.xlsx"')
    [sheet] = read_workbook(response.content)
    assert sheet.rows[0].cells == ("Jabatan", "Nama dan gelar", "NIP", "Pangkat/golongan", "Status", "Mulai")
    assert sheet.rows[1].cells == ("Camat", "Siti", NIP, None, "Definitif", day(1, year=2020))
    shown = client.get(upload(client, unit, response.content).url)
    assert "sudah sama dengan yang tersimpan" in text_of(shown)


def test_the_page_costs_a_fixed_number_of_queries(client, unit):
    first = upload(client, unit, ROWS[:1]).url
    cost = queries_of(client, first)
    assert queries_of(client, upload(client, unit, ROWS).url) == cost
