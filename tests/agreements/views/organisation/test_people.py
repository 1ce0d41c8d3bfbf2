"""The pages that appoint, correct, end and take out, and that keep an official."""

import pytest

from agreements.enums import AppointmentKind as Kind
from agreements.forms.seen import SEEN
from agreements.models import Appointment, Official
from tests import factories
from tests.agreements.organisation.keeping import NIP, day, organisasi
from tests.pages import client_of, queries_of, read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(organisasi())


@pytest.fixture
def post():
    return factories.PositionFactory(name="Camat", slug="camat")


def address(post, page=""):
    return f"/organisasi/{post.unit.slug}/jabatan/{post.slug}/{page}"


def fields(client, where, **changes):
    return read(client.get(where)).fields | {"kind": "definitive", "official": ""} | changes


def spans(post):
    rows = Appointment.objects.filter(position=post).order_by("start").select_related("official")
    return [(row.official.name, row.kind, row.start, row.end) for row in rows]


def test_a_new_official_follows_the_one_before(client, post):
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(1, year=2024))
    where = address(post, "tunjuk/")
    data = fields(client, where, name="Siti", nip="19800101 200501 1 001", start="10 Januari 2026")
    answer = client.post(where, data, follow=True)
    assert "1 penugasan sebelumnya diakhiri" in text_of(answer)
    assert spans(post) == [
        ("Budi", Kind.DEFINITIVE, day(1, year=2024), day(9)),
        ("Siti", Kind.DEFINITIVE, day(10), None),
    ]
    assert Official.objects.get(name="Siti").nip == NIP


def test_a_holder_of_another_post_is_chosen_to_act(client, post):
    kasi = factories.AppointmentFactory(position=factories.PositionFactory(unit=post.unit), official__name="Siti")
    where = address(post, "tunjuk/")
    assert "Di " + post.unit.short_name in client.get(where).content.decode()
    data = fields(client, where, official=str(kasi.official_id), kind="plt", start="1/1/2026", end="30/6/2026")
    client.post(where, data)
    assert spans(post) == [("Siti", Kind.PLT, day(1), day(30, 6))]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"start": "1 Januari 2026"}, "Pilih pejabatnya"),
        ({"name": "Siti", "start": ""}, "Tulis sejak kapan"),
        ({"name": "Siti", "start": "5 Januari 2026", "end": "1 Januari 2026"}, "mendahului"),
        ({"name": "Siti", "start": "1 Januari 2020"}, "Budi sudah ditunjuk mulai"),
        ({"name": "Siti", "kind": "plt", "start": "1 Januari 2026"}, "masih dipegang Budi"),
        ({"name": "Siti", "nip": "198002312005011001", "start": "1 Januari 2026"}, "tanggal lahir"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_appointed(client, post, changes, sentence):
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(1, year=2024))
    where = address(post, "tunjuk/")
    refused = client.post(where, fields(client, where, **changes))
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    if "name" in changes:
        assert read(refused).fields["name"] == "Siti"
    assert len(spans(post)) == 1


def test_a_page_that_did_not_show_the_newest_is_refused(client, post):
    where = address(post, "tunjuk/")
    data = fields(client, where, name="Siti", start="10 Januari 2026")
    factories.AppointmentFactory(position=post, official__name="Budi", start=day(1, year=2024))
    refused = client.post(where, data)
    assert refused.status_code == 409
    assert "Budi" in text_of(refused)
    assert len(spans(post)) == 1
    assert client.post(where, data | {SEEN: read(refused).fields[SEEN]}).status_code == 302


def test_an_appointment_is_ended(client, post):
    row = factories.AppointmentFactory(position=post, official__name="Siti", start=day(1))
    where = address(post, f"penugasan/{row.pk}/")
    data = fields(client, where, end="31 Desember 2025")
    refused = client.post(where, data)
    assert (refused.status_code, "mendahului hari pertama" in text_of(refused)) == (422, True)
    client.post(where, data | {"end": "31 Januari 2026"})
    assert spans(post) == [("Siti", Kind.DEFINITIVE, day(1), day(31))]
    stale = client.post(where, data | {"end": "28 Februari 2026"})
    assert stale.status_code == 409
    assert "31 Januari 2026" in text_of(stale)


def test_an_appointment_is_taken_out_after_a_question(client, post):
    row = factories.AppointmentFactory(position=post, official__name="Siti", start=day(1))
    where = address(post, f"penugasan/{row.pk}/hapus/")
    seen = read(client.get(where)).fields[SEEN]
    Appointment.objects.filter(pk=row.pk).update(end=day(31))
    assert client.post(where, {SEEN: seen}).status_code == 409
    answer = client.post(where, {SEEN: read(client.get(where)).fields[SEEN]}, follow=True)
    assert "Penugasan Siti dihapus" in text_of(answer)
    assert spans(post) == []
    assert client.get(where).status_code == 404


def test_an_appointment_of_another_post_is_not_found(client, post):
    other = factories.AppointmentFactory()
    assert client.get(address(post, f"penugasan/{other.pk}/")).status_code == 404


def test_an_official_is_corrected(client, post):
    row = factories.AppointmentFactory(position=post, official__name="Siti", official__nip=None)
    where = f"/organisasi/pejabat/{row.official_id}/"
    refused = client.post(where, fields(client, where, nip="19800231 200501 1 001"))
    assert (refused.status_code, "tanggal lahir" in text_of(refused)) == (422, True)
    answer = client.post(where, fields(client, where, nip="19800101 200501 1 001", rank="Pembina"))
    assert answer.url == address(post)
    row.official.refresh_from_db()
    assert (row.official.nip, row.official.rank) == (NIP, "Pembina")
    data = fields(client, where, name="Lain")
    Official.objects.filter(pk=row.official_id).update(rank="Penata")
    stale = client.post(where, data)
    assert (stale.status_code, read(stale).fields["name"]) == (409, "Lain")
    assert "Penata" in text_of(stale)


def test_the_pages_cost_a_fixed_number_of_queries(client, post):
    row = factories.AppointmentFactory(position=post)
    pages = [address(post, "tunjuk/"), f"/organisasi/pejabat/{row.official_id}/"]
    costs = [queries_of(client, page) for page in pages]
    for number in range(2):
        factories.AppointmentFactory(position=post, start=day(1, year=2020 + number), end=day(2, year=2020 + number))
        factories.AppointmentFactory(official=row.official, kind=Kind.PLT)
        factories.AppointmentFactory(position__unit=post.unit)
    assert [queries_of(client, page) for page in pages] == costs
