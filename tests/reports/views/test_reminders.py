"""Reminding from the board: who will be told and with what words, then once, and what is said afterwards."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, Role
from reports.models import Event, Notice, QuarterClosing, Report
from reports.views.reminders import NAMED
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)
PAGE = "/papan/2024/2/ingatkan/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi(place):
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


@pytest.fixture
def client(organisasi):
    return client_of(organisasi)


def send(client, address=PAGE):
    """Press the button of the page."""
    return client.post(PAGE, {"pilih": read(client.get(address)).fields["pilih"]}, follow=True)


def test_all_who_are_late_are_chosen_and_told_of_first(client, place):
    kasi = account_of(place.kasi)
    words = text_of(client.get(PAGE))
    assert "2 laporan akan diingatkan" in words
    assert (
        "Bagian Organisasi mengingatkan: laporan Camat Triwulan II 2024 belum diajukan, padahal batas waktunya Jumat,"
        " 5 Juli 2024." in words
    )
    assert f"kepada {kasi.official.name}" in words
    name = place.camat.appointments.get().official.name
    assert f"kepada {place.operator.username}, karena {name} belum punya akun" in words
    assert not Notice.objects.exists()


def test_one_press_tells_everybody_and_says_how_many(client, place):
    account_of(place.kasi)
    response = send(client)
    assert response.redirect_chain == [("/papan/2024/2/", 302)]
    assert "2 laporan diingatkan kepada 2 akun." in text_of(response)
    assert Notice.objects.count() == Event.objects.count() == 2


def test_reports_that_wait_for_somebody_else_are_left_out(client, place):
    Report.objects.filter(position=place.kasi).update(status=ReportStatus.SUBMITTED, round=1)
    assert "1 laporan akan diingatkan" in text_of(client.get(PAGE))


def test_ticked_ones_are_reminded_alone(client, place):
    make_workplace()
    response = client.get(PAGE, {"pilih": [place.kasi.pk]})
    assert "1 laporan akan diingatkan" in text_of(response)
    assert read(response).fields["pilih"] == str(place.kasi.pk)
    client.post(PAGE, {"pilih": str(place.kasi.pk)})
    assert [notice.report.position for notice in Notice.objects.all()] == [place.kasi]


def test_filter_of_the_board_narrows_who_is_reminded(client, place):
    make_workplace()
    assert "2 laporan akan diingatkan" in text_of(client.get(f"{PAGE}?unit={place.unit.slug}"))
    assert "1 laporan akan diingatkan" in text_of(client.get(f"{PAGE}?unit={place.unit.slug}&jabatan=kasi"))


def test_second_time_on_a_day_is_refused_and_says_so(client, place):
    chosen = read(client.get(PAGE)).fields["pilih"]
    send(client)
    words = text_of(client.get(PAGE))
    assert "Tidak ada yang perlu diingatkan" in words
    assert words.count("sudah diingatkan hari ini") == 2
    response = client.post(PAGE, {"pilih": chosen}, follow=True)
    assert "2 laporan tidak diingatkan. Camat: sudah diingatkan hari ini" in text_of(response)
    assert Notice.objects.count() == 2


def test_who_has_no_account_is_named(client, place):
    place.operator.grants.all().delete()
    official = place.kasi.appointments.get().official.name
    words = text_of(client.get(PAGE))
    assert (
        f"Kepala Seksi Desa , {place.unit.name} ({official}): belum ada pejabat atau operator yang punya akun" in words
    )


def test_unopened_quarter_is_opened_by_the_reminder_and_said_before(client):
    unopened = make_workplace(opened=False)
    address = f"{PAGE}?unit={unopened.unit.slug}"
    assert "Bersama pengingat ini 2 laporan di 1 unit yang belum dibuka siapa pun ikut dibuka" in text_of(
        client.get(address)
    )
    assert "2 laporan baru dibuka supaya dapat diisi." in text_of(send(client, address))
    assert Report.objects.filter(position__unit=unopened.unit).count() == 2


def test_many_that_were_left_out_are_counted_by_reason(client, place):
    places = [place, *(make_workplace() for _ in range(NAMED // 2 + 1))]
    chosen = ",".join(str(post.pk) for each in places for post in (each.camat, each.kasi))
    Report.objects.update(status=ReportStatus.SUBMITTED, round=1)
    words = text_of(client.post(PAGE, {"pilih": chosen}, follow=True))
    assert f"{2 * len(places)} laporan tidak diingatkan. {2 * len(places)} sudah diajukan." in words


def test_closed_quarter_reminds_nobody(client, place, organisasi):
    QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=organisasi)
    assert text_of(client.get(PAGE)).count("triwulannya sudah ditutup") == 2


def test_own_report_is_named_and_left_out(client, place, organisasi):
    official = place.kasi.appointments.get().official
    official.account = organisasi
    official.save()
    words = text_of(client.get(PAGE))
    assert "laporan Anda sendiri" in words
    assert "1 laporan akan diingatkan" in words


def test_nothing_chosen_is_said(client, place):
    for sent in ({}, {"pilih": ""}, {"pilih": "x,-1,9999999999999999999,²"}):
        assert "Belum ada laporan yang dipilih" in text_of(client.post(PAGE, sent, follow=True))


@pytest.mark.parametrize("role", [Role.INSPECTOR, None])
def test_others_remind_nobody(place, role):
    user = place.operator if role is None else factories.RoleGrantFactory(role=role, unit=None).user
    expected = 404 if role is None else 403
    assert client_of(user).get(PAGE).status_code == expected
    assert client_of(user).post(PAGE, {"pilih": str(place.kasi.pk)}).status_code == expected
    assert not Notice.objects.exists()


def test_many_units_cost_what_one_costs(client, place):
    one = queries_of(client, PAGE)
    for other in (make_workplace(), make_workplace()):
        account_of(other.kasi)
    assert queries_of(client, PAGE) == one


def test_reminder_leads_to_the_report(client, place):
    kasi = account_of(place.kasi)
    send(client)
    notice = Notice.objects.get(user=kasi)
    opened = client_of(kasi).post(f"/pemberitahuan/{notice.pk}/buka/")
    assert opened.url == place.report_address(place.kasi)
