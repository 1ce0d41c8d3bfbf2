"""Officials for the vacant posts of a unit, all of them or none."""

import pytest

from agreements.enums import AppointmentKind as Kind
from agreements.models import Appointment, Official
from tests import factories
from tests.agreements.organisation.keeping import NIP, admin, day, organisasi
from tests.pages import client_of, queries_of, read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(organisasi())


@pytest.fixture
def unit():
    unit = factories.UnitFactory()
    for name in ("Camat", "Kasi"):
        factories.PositionFactory(unit=unit, name=name, slug=name.lower())
    return unit


def post(unit, slug):
    return unit.positions.get(slug=slug)


def row(unit, slug, **fields):
    return {f"pejabat-{post(unit, slug).pk}-{name}": value for name, value in fields.items()}


def send(client, unit, *rows, **shared):
    data = {"start": "1 Januari 2026", **shared}
    for each in rows:
        data |= each
    return client.post(f"/organisasi/{unit.slug}/pejabat/", data)


def test_named_rows_are_appointed_and_blank_ones_are_passed_over(client, unit):
    answer = send(
        client,
        unit,
        row(unit, "camat", name="Siti Rahayu", nip="19800101 200501 1 001", rank="Pembina", kind="definitive"),
        row(unit, "kasi", name="", kind="definitive"),
    )
    assert answer.url == f"/organisasi/{unit.slug}/"
    held = Appointment.objects.get()
    assert (held.position.name, held.official.nip, held.start, held.kind) == ("Camat", NIP, day(1), Kind.DEFINITIVE)
    words = text_of(client.get(answer.url))
    assert "1 pejabat ditunjuk" in words
    # With posts still vacant: the flow goes on, and says whose turn it is.
    assert "Berikutnya: akun dan undangan. Akun dibuat dan diundang oleh administrator." in words


def test_an_administrator_goes_on_to_the_accounts(unit):
    answer = send(client_of(admin()), unit, row(unit, "camat", name="Siti"))
    assert answer.url == f"/organisasi/{unit.slug}/akun/"


def test_a_unit_with_all_posts_held_leads_on(client, unit):
    for post_ in unit.positions.all():
        factories.AppointmentFactory(position=post_)
    address = f"/organisasi/{unit.slug}/pejabat/"
    assert "Lanjut: akun dan undangan" in text_of(client_of(admin()).get(address))
    words = text_of(client.get(address))
    assert f"Kembali ke {unit.name}" in words
    assert "Lanjut" not in words


def test_a_row_may_have_a_day_and_a_status_of_its_own(client, unit):
    send(client, unit, row(unit, "camat", name="Siti", kind="plt", start="5/2/2026"))
    assert (Appointment.objects.get().kind, Appointment.objects.get().start) == (Kind.PLT, day(5, 2))


@pytest.mark.parametrize(
    ("fields", "shared", "sentence"),
    [
        ({"name": "Siti", "nip": "19801301 200501 1 001"}, {}, "tanggal lahir atau bulan pengangkatan yang tidak ada"),
        ({"name": "Siti", "nip": "123"}, {}, "harus 18 angka"),
        ({"name": "Siti"}, {"start": ""}, "Tulis sejak kapan"),
        ({"name": "Siti", "start": "31 Juni 2026"}, {}, "31 Juni 2026"),
        ({"nip": "19800101 200501 1 001"}, {}, "Tulis namanya"),
        ({}, {}, "Belum ada nama"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_appointed(client, unit, fields, shared, sentence):
    rows = [row(unit, "camat", **fields), row(unit, "kasi", name="Budi" if fields else "")]
    refused = send(client, unit, *rows, **shared)
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    for name, value in fields.items():
        assert read(refused).fields[f"pejabat-{post(unit, 'camat').pk}-{name}"] == value
    assert not Appointment.objects.exists()
    assert not Official.objects.exists()


def test_who_holds_another_post_is_moved_only_when_told(client, unit):
    old = factories.AppointmentFactory(official__name="Siti", official__nip=NIP)
    refused = send(client, unit, row(unit, "camat", name="Siti", nip=NIP))
    assert (refused.status_code, "tercatat definitif sebagai" in text_of(refused)) == (422, True)
    send(client, unit, row(unit, "camat", name="Siti", nip=NIP), move="on")
    old.refresh_from_db()
    assert old.end == day(31, 12, 2025)


def test_a_post_that_somebody_took_meanwhile_is_pointed_at_with_what_was_typed(client, unit):
    data = [row(unit, "camat", name="Siti"), row(unit, "kasi", name="Budi")]
    factories.AppointmentFactory(position=post(unit, "camat"), official__name="Andi")
    refused = send(client, unit, *data)
    assert refused.status_code == 422
    assert "sudah diisi orang lain" in text_of(refused)
    assert read(refused).fields[f"pejabat-{post(unit, 'camat').pk}-name"] == "Siti"
    assert [held.official.name for held in Appointment.objects.all()] == ["Andi"]


def test_posts_that_are_held_are_not_asked_about(client, unit):
    factories.AppointmentFactory(position=post(unit, "camat"))
    page = read(client.get(f"/organisasi/{unit.slug}/pejabat/"))
    assert f"pejabat-{post(unit, 'kasi').pk}-name" in page.fields
    assert f"pejabat-{post(unit, 'camat').pk}-name" not in page.fields


def test_the_page_costs_a_fixed_number_of_queries(client, unit):
    address = f"/organisasi/{unit.slug}/pejabat/"
    cost = queries_of(client, address)
    for number in range(3):
        ended = day(2, year=2020 + number)
        factories.AppointmentFactory(position__unit=unit, start=day(1, year=2020 + number), end=ended)
    assert queries_of(client, address) == cost
