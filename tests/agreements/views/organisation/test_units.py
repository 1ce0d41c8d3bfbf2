"""The list of units, a unit's page, a kabupaten to start with, a new unit, the profile."""

import pytest

from agreements.enums import UnitKind
from agreements.forms.seen import SEEN
from agreements.models import Position, Regency, Unit
from agreements.organisation import Issue
from agreements.queries.organisation import profile_of
from tests import factories
from tests.agreements.organisation.keeping import admin, day, head, organisasi
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(organisasi())


def make_unit():
    unit = factories.UnitFactory()
    camat = factories.PositionFactory(unit=unit, name="Camat", slug="camat", order=1)
    kasi = factories.PositionFactory(unit=unit, name="Kasi", slug="kasi", superior=camat, order=2)
    factories.AppointmentFactory(position=camat, official__name="Budi", start=day(1, year=2020), end=day(1, year=2021))
    factories.AppointmentFactory(position=camat, official__name="Siti", start=day(2, year=2021))
    factories.DutyFactory(position=kasi)
    return unit


def test_the_list_says_what_each_unit_lacks(client):
    make_unit()
    words = text_of(client.get("/organisasi/"))
    for gap in ("1 jabatan tanpa pejabat hari ini", "1 jabatan tanpa atasan langsung", "1 jabatan tanpa tugas dan fungsi",
                "belum ada akun operator", "profil belum lengkap"):  # fmt: skip
        assert gap in words


def test_the_list_and_the_page_cost_a_fixed_number_of_queries(client):
    first = make_unit()
    address = f"/organisasi/{first.slug}/"
    costs = queries_of(client, "/organisasi/"), queries_of(client, address)
    make_unit()
    make_unit()
    for number in range(3):
        post = factories.PositionFactory(unit=first, superior=first.positions.get(slug="camat"))
        factories.AppointmentFactory(position=post, start=day(1, year=2020 + number))
    assert (queries_of(client, "/organisasi/"), queries_of(client, address)) == costs


def test_a_page_of_a_unit_shows_who_holds_and_held_each_post(client):
    words = text_of(client.get(f"/organisasi/{make_unit().slug}/"))
    assert "Siti sejak 2 Januari 2021" in words
    assert "1 pejabat sebelumnya" in words
    assert "Budi, 1 Januari 2020 sampai 1 Januari 2021" in words
    assert "belum ada pejabat" in words
    assert "Yang masih kurang" in words


def test_only_administrators_are_shown_the_way_to_accounts(client):
    unit = make_unit()
    address = f"/organisasi/{unit.slug}/"
    way = f"{address}akun/"
    assert way not in read(client.get(address)).links
    assert way in read(client_of(admin()).get(address)).links


def test_a_unit_without_accounts_leads_on_to_them(client):
    unit = make_unit()
    address = f"/organisasi/{unit.slug}/"
    words = text_of(client_of(admin()).get(address))
    assert "Berikutnya: akun dan undangan. 1 dari 2 jabatan terisi; yang lain dapat menyusul." in words
    assert "Lanjut: akun dan undangan" in words
    words = text_of(client.get(address))
    assert "Akun dibuat dan diundang oleh administrator. Mintalah kepadanya" in words
    assert "Lanjut" not in words
    factories.RoleGrantFactory(unit=unit)
    assert "Berikutnya" not in text_of(client_of(admin()).get(address))


def test_a_unit_that_nobody_works_for_leads_to_its_officials(client):
    post = factories.PositionFactory()
    page = client.get(f"/organisasi/{post.unit.slug}/")
    assert "Lanjut: pejabat" in text_of(page)
    assert "Mintalah kepadanya" not in text_of(page)


def test_the_kabupaten_lacks_nothing_and_every_link_of_its_page_leads_somewhere(client):
    bupati = head()
    [row] = client.get("/organisasi/").context["rows"]
    assert row.lacks == ()
    page = read(client.get(f"/organisasi/{bupati.unit.slug}/"))
    for link in page.links:
        assert client.get(link).status_code in {200, 302}, link


def test_an_empty_house_starts_with_a_kabupaten(client):
    assert "Mulai dari kabupaten" in text_of(client.get("/organisasi/"))
    assert client.get("/organisasi/kecamatan-baru/").url == "/organisasi/kabupaten-baru/"
    typed = {"name": "Kabupaten Lumajang", "head": "Bupati Lumajang", "place": ""}
    refused = client.post("/organisasi/kabupaten-baru/", typed)
    assert refused.status_code == 422
    assert read(refused).fields["head"] == "Bupati Lumajang"
    assert not Regency.objects.exists()
    answer = client.post("/organisasi/kabupaten-baru/", typed | {"place": "Lumajang"}, follow=True)
    assert "Kabupaten Lumajang dicatat" in text_of(answer)
    assert Position.objects.get().name == "Bupati Lumajang"
    again = client.post("/organisasi/kabupaten-baru/", typed | {"place": "Lumajang"})
    assert (again.status_code, "sudah ada" in text_of(again)) == (422, True)


def test_another_unit_is_made_without_posts(client):
    factories.RegencyFactory()
    answer = client.post("/organisasi/unit-baru/", {"name": "Bagian Hukum", "kind": "bagian", "villages": ""})
    unit = Unit.objects.get()
    assert answer.url == f"/organisasi/{unit.slug}/"
    assert (unit.kind, unit.short_name, unit.place, unit.slug) == (UnitKind.BAGIAN, "Hukum", "Hukum", "bagian-hukum")
    refused = client.post("/organisasi/unit-baru/", {"name": "Bagian Hukum", "kind": "bagian", "villages": "2,5"})
    assert refused.status_code == 422
    assert "“2,5” bukan bilangan bulat" in text_of(refused)
    assert Unit.objects.count() == 1


# -- the profile -------------------------------------------------------------------------------------------------------


def typed(client, unit, **changes):
    """Return what a browser sends of the profile's page with some fields filled in."""
    return read(client.get(f"/organisasi/{unit.slug}/profil/")).fields | changes


def test_a_profile_is_saved_with_its_issues(client):
    unit = make_unit()
    data = typed(client, unit, villages="12", goal="Baris satu", **{"isu-0-group": "Akar", "isu-0-text": "Data"})
    answer = client.post(f"/organisasi/{unit.slug}/profil/", data, follow=True)
    assert f"Profil {unit.name} disimpan" in text_of(answer)
    unit.refresh_from_db()
    profile = profile_of(unit)
    assert (profile.villages, profile.goal, profile.issues) == (12, "Baris satu", (Issue("Akar", "Data"),))


def test_more_rows_keep_what_was_typed(client):
    unit = make_unit()
    answer = client.post(f"/organisasi/{unit.slug}/profil/", typed(client, unit, goal="Ketikan", add="isu"))
    assert answer.status_code == 200
    fields = read(answer).fields
    assert (fields["goal"], fields["isu-TOTAL_FORMS"]) == ("Ketikan", "5")
    unit.refresh_from_db()
    assert unit.goal == ""


def test_a_stale_profile_shows_both_and_saves_the_second_time(client):
    unit = make_unit()
    data = typed(client, unit, goal="Punya saya")
    Unit.objects.filter(pk=unit.pk).update(main_problem="Dari orang lain")
    refused = client.post(f"/organisasi/{unit.slug}/profil/", data)
    page = read(refused)
    assert refused.status_code == 409
    assert "Dari orang lain" in text_of(refused)
    assert page.fields["goal"] == "Punya saya"
    unit.refresh_from_db()
    assert unit.goal == ""
    assert client.post(f"/organisasi/{unit.slug}/profil/", data | {SEEN: page.fields[SEEN]}).status_code == 302
    unit.refresh_from_db()
    assert unit.goal == "Punya saya"


def test_the_page_says_which_reports_will_change():
    place = make_workplace()
    place.approve(place.kasi)
    words = text_of(client_of(organisasi()).get(f"/organisasi/{place.unit.slug}/profil/"))
    assert "1 laporan yang belum disetujui ikut berubah" in words
    assert "Camat, Triwulan II 2024" in words
    assert "1 laporan yang sudah disetujui tetap seperti saat disetujui" in words
