"""The pages of a post: what it is, its place, duties, citations, its end."""

import pytest

from agreements.enums import CitationPurpose, Echelon
from agreements.forms.seen import SEEN
from agreements.models import Position
from agreements.organisation import CitationText, DutyText, PostDuties
from agreements.queries.organisation import citations_of, duties_of
from tests import factories
from tests.agreements.organisation.keeping import day, organisasi
from tests.pages import client_of, queries_of, read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(organisasi())


@pytest.fixture
def camat():
    return factories.PositionFactory(name="Camat", slug="camat", echelon=Echelon.III_A)


@pytest.fixture
def kasi(camat):
    return factories.PositionFactory(unit=camat.unit, name="Kasi Desa", slug="kasi-desa", superior=camat)


def address(post, page=""):
    return f"/organisasi/{post.unit.slug}/jabatan/{post.slug}/{page}"


def typed(client, where, **changes):
    """Return what a browser sends of a page, its select boxes as they stand, with some fields changed."""
    response = client.get(where)
    form = response.context["form"]
    chosen = {name: form[name].value() for name in form.fields if hasattr(form.fields[name], "choices")}
    return read(response).fields | {name: value or "" for name, value in chosen.items()} | changes


def test_a_page_tells_all_of_a_post_in_a_fixed_number_of_queries(client, kasi):
    factories.AppointmentFactory(position=kasi, official__name="Siti", official__nip="198001012005011001")
    factories.DutyFactory(position=kasi, text="Menyusun rencana")
    factories.CitationFactory(position=kasi, article="Pasal 4")
    words = text_of(client.get(address(kasi)))
    for part in ("Siti", "NIP 19800101 200501 1 001", "Menyusun rencana", "Pasal 4", "Camat"):
        assert part in words
    cost = queries_of(client, address(kasi))
    for number in range(2):
        factories.AppointmentFactory(position=kasi, start=day(1, year=2020 + number), end=day(2, year=2020 + number))
        factories.DutyFactory(position=kasi)
        factories.PositionFactory(unit=kasi.unit, superior=kasi)
    assert queries_of(client, address(kasi)) == cost


def test_a_post_is_added(client, camat):
    where = f"/organisasi/{camat.unit.slug}/jabatan-baru/"
    data = typed(client, where, name="Kasi Baru", echelon="IV.a", superior=str(camat.pk))
    assert client.post(where, data).url == f"/organisasi/{camat.unit.slug}/jabatan/kasi-baru/"
    assert Position.objects.get(slug="kasi-baru").superior == camat
    refused = client.post(where, data)
    assert (refused.status_code, "sudah punya jabatan" in text_of(refused)) == (422, True)
    assert read(refused).fields["name"] == "Kasi Baru"


def test_a_post_moves_and_a_ring_is_refused_beside_the_field(client, camat, kasi):
    data = typed(client, address(camat, "ubah/"), superior=str(kasi.pk))
    refused = client.post(address(camat, "ubah/"), data)
    assert refused.status_code == 422
    assert "akan berputar" in text_of(refused)
    data = typed(client, address(kasi, "ubah/"), name="Kepala Seksi", superior="")
    assert client.post(address(kasi, "ubah/"), data).url == address(kasi)
    kasi.refresh_from_db()
    assert (kasi.name, kasi.superior) == ("Kepala Seksi", None)


def test_a_stale_post_shows_both_and_saves_the_second_time(client, kasi):
    data = typed(client, address(kasi, "ubah/"), name="Punya saya")
    Position.objects.filter(pk=kasi.pk).update(name="Punya orang lain")
    refused = client.post(address(kasi, "ubah/"), data)
    assert refused.status_code == 409
    assert "Punya orang lain" in text_of(refused)
    assert read(refused).fields["name"] == "Punya saya"
    client.post(address(kasi, "ubah/"), data | {SEEN: read(refused).fields[SEEN]})
    kasi.refresh_from_db()
    assert kasi.name == "Punya saya"


def test_a_post_ends(client, camat, kasi):
    refused = client.post(address(camat, "akhiri/"), {"last_day": "31 Januari 2026"})
    assert (refused.status_code, "Pindahkan dulu" in text_of(refused)) == (422, True)
    assert client.post(address(kasi, "akhiri/"), {"last_day": ""}).status_code == 422
    answer = client.post(address(kasi, "akhiri/"), {"last_day": "31 Januari 2026"}, follow=True)
    assert "Kasi Desa diakhiri" in text_of(answer)
    assert "Jabatan yang sudah berakhir" in text_of(answer)
    kasi.refresh_from_db()
    assert kasi.ended_on == day(31)
    words = text_of(client.get(address(kasi)))
    assert "Jabatan ini berakhir 31 Januari 2026" in words
    assert "Tunjuk pejabat" not in words


def test_duties_are_written_and_put_in_another_order(client, kasi):
    where = address(kasi, "tugas/")
    data = typed(client, where, main="membantu  Camat")
    data |= {"tugas-0-text": "Dua", "tugas-0-ORDER": "2", "tugas-1-text": "Satu", "tugas-1-ORDER": "1"}
    data |= {"tugas-1-items": "a\r\n\r\n b "}
    assert client.post(where, data).url == address(kasi)
    kasi.refresh_from_db()
    assert duties_of([kasi])[kasi.pk] == PostDuties("membantu Camat", (DutyText("Satu", ("a", "b")), DutyText("Dua")))
    again = client.post(where, data | {"tugas-0-text": "Tiga"})
    assert again.status_code == 409
    assert "Satu" in text_of(again)
    assert read(again).fields["tugas-0-text"] == "Tiga"
    wider = client.post(where, data | {"add": "limpahan"})
    assert (wider.status_code, read(wider).fields["tugas-0-text"]) == (200, "Dua")


def test_rows_without_a_text_are_pointed_at(client, kasi):
    where = address(kasi, "tugas/")
    refused = client.post(where, typed(client, where) | {"tugas-0-items": "rincian"})
    assert (refused.status_code, "Tulis butir induknya" in text_of(refused)) == (422, True)
    where = address(kasi, "dasar-hukum/")
    refused = client.post(where, typed(client, where) | {"kutipan-0-article": "Pasal 4", "kutipan-0-purpose": ""})
    words = text_of(refused)
    assert refused.status_code == 422
    assert "Tulis peraturannya" in words
    assert "Pilih untuk apa" in words


def test_citations_are_written_as_the_register_writes_them(client, kasi):
    factories.RegulationFactory(short="Peraturan Bupati Nomor 6 Tahun 2018")
    where = address(kasi, "dasar-hukum/")
    row = {"kutipan-0-purpose": "reporting", "kutipan-0-regulation": "peraturan bupati  nomor 6 tahun 2018"}
    data = typed(client, where) | row | {"kutipan-0-article": "Pasal 4"}
    assert client.post(where, data).url == address(kasi)
    assert citations_of([kasi])[kasi.pk] == (
        CitationText(CitationPurpose.REPORTING, "Peraturan Bupati Nomor 6 Tahun 2018", "Pasal 4"),
    )
    assert client.post(where, data).status_code == 409
