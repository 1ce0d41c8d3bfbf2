"""Closing a quarter, reopening it for a unit, and what the unit's pages say of it."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, Role
from reports.actions import close_quarter
from reports.models import Event, QuarterClosing, QuarterReopening, Report
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

CLOSE, REOPEN = "/penerimaan/2024/2/tutup/", "/penerimaan/2024/2/buka-kembali/"


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi(place):
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


@pytest.fixture
def client(organisasi):
    return client_of(organisasi)


@pytest.fixture
def closing(organisasi):
    return factories.QuarterClosingFactory(year=2024, quarter=2, by=organisasi)


def typed(place, **changes):
    until = timezone.localdate() + datetime.timedelta(days=3)
    return {"unit": place.unit.slug, "reason": "Data BPS terlambat.", "until": until.isoformat()} | changes


# -- closing -----------------------------------------------------------------------------------------------------------


def test_confirmation_says_how_many_reports_of_each_unit_are_not_received(client, place):
    other = make_workplace()
    done = make_workplace()
    Report.objects.filter(position=other.kasi).update(status=ReportStatus.RECEIVED, round=1)
    Report.objects.filter(position__unit=done.unit).update(status=ReportStatus.RECEIVED, round=1)
    words = text_of(client.get(CLOSE))
    assert f"{place.unit.name} : 2 dari 2 laporan" in words
    assert f"{other.unit.name} : 1 dari 2 laporan" in words
    assert done.unit.name not in words
    assert not QuarterClosing.objects.exists()


def test_confirmation_counts_what_nobody_opened_and_what_nobody_handed_in(client, place):
    Report.objects.filter(position=place.kasi).update(status=ReportStatus.SUBMITTED, round=1)
    idle = factories.PositionFactory(unit__name="Kecamatan Tanpa Laporan")
    words = text_of(client.get(CLOSE))
    assert f"{place.unit.name} : 2 dari 2 laporan (1 draf, 1 diajukan)" in words
    assert f"{idle.unit.name} : 1 dari 1 laporan (1 belum dibuka)" in words
    assert (
        "2 laporan belum diajukan, atau dikembalikan dan belum diajukan lagi. Sesudah ditutup laporan itu tidak dapat diajukan"
        in words
    )


@pytest.mark.parametrize(("day", "told"), [(datetime.date(2024, 7, 2), True), (datetime.date(2024, 8, 1), False)])
def test_confirmation_warns_while_reports_can_still_come_in_time(client, place, monkeypatch, day, told):
    monkeypatch.setattr("reports.views.closing.timezone.localdate", lambda: day)
    words = text_of(client.get(CLOSE))
    assert "2 laporan belum diajukan" in words
    assert ("Semuanya masih punya waktu, yang terakhir sampai Jumat, 5 Juli 2024." in words) is told


def test_closing_locks_the_quarter(client, place):
    response = client.post(CLOSE, follow=True)
    assert "Triwulan II 2024 ditutup untuk semua unit." in text_of(response)
    assert QuarterClosing.objects.get().quarter == 2
    assert client_of(place.operator).post(place.address("isian/"), {}).status_code == 403


def test_closing_twice_is_told(client, place, closing):
    assert "Triwulan II 2024 sudah ditutup" in text_of(client.get(CLOSE))
    assert "sudah ditutup sebelumnya" in text_of(client.post(CLOSE, follow=True))
    assert QuarterClosing.objects.count() == 1


def test_all_received_is_told(client, place):
    Report.objects.update(status=ReportStatus.RECEIVED, round=1)
    assert "Semua laporan sudah diterima." in text_of(client.get(CLOSE))


def test_running_quarter_is_not_closed(client, place):
    today = timezone.localdate()
    address = f"/penerimaan/{today.year}/{(today.month + 2) // 3}/tutup/"
    assert "masih berjalan" in text_of(client.get(address))
    assert "belum dimulai" in text_of(client.get(f"/penerimaan/{today.year + 1}/1/tutup/"))
    assert client.post(address).status_code == 422
    assert not QuarterClosing.objects.exists()


@pytest.mark.parametrize("address", [CLOSE, REOPEN])
def test_others_are_refused(place, closing, address):
    for user in (place.operator, account_of(place.camat)):
        for response in (client_of(user).get(address), client_of(user).post(address, typed(place))):
            assert response.status_code == 403
            assert "ditutup dan dibuka kembali oleh Bagian Organisasi" in text_of(response)
    assert not QuarterReopening.objects.exists()


# -- reopening ---------------------------------------------------------------------------------------------------------


def test_reopening_lets_one_unit_work(client, place, closing):
    response = client.post(REOPEN, typed(place), follow=True)
    assert f"Triwulan II 2024 dibuka kembali untuk {place.unit.name}." in text_of(response)
    row = QuarterReopening.objects.get()
    assert (row.unit, row.reason) == (place.unit, "Data BPS terlambat.")
    assert client_of(place.operator).post(place.address("isian/"), {}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Tulis alasannya."),
        ({"until": "1 Juli 2024"}, "1 Juli 2024 sudah lewat. Pilih hari ini atau sesudahnya."),
        ({"until": ""}, "Tulis sampai tanggal berapa triwulan ini dibuka."),
        ({"unit": ""}, "Pilih unitnya."),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(client, place, closing, changes, sentence):
    response = client.post(REOPEN, typed(place, **changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert read(response).fields["reason"].strip() == typed(place, **changes)["reason"].strip()
    assert not QuarterReopening.objects.exists()


def test_mistaken_closing_is_reopened_for_all_and_closed_again(client, place, closing):
    other = make_workplace()
    assert "Pilih unitnya." in text_of(client.post(REOPEN, typed(place, unit="")))
    response = client.post(REOPEN, typed(place, unit="", every="on"), follow=True)
    assert "Triwulan II 2024 dibuka kembali untuk semua 2 unit." in text_of(response)
    assert set(QuarterReopening.objects.values_list("unit", flat=True)) == {place.unit.pk, other.unit.pk}
    assert "Tutup lagi untuk 2 unit yang masih terbuka" in text_of(response)
    board = text_of(client.get("/papan/2024/2/"))
    assert board.count("dibuka kembali sampai") == 2
    again = f"{CLOSE[:-6]}tutup-lagi/"
    assert client_of(place.operator).post(again).status_code == 403
    response = client.post(again, {"unit": other.unit.slug}, follow=True)
    assert "Triwulan II 2024 ditutup lagi untuk 1 unit." in text_of(response)
    assert client_of(other.operator).post(other.address("isian/"), {}).status_code == 403
    assert client_of(place.operator).post(place.address("isian/"), {}).status_code == 302
    assert text_of(client.get("/papan/2024/2/")).count("dibuka kembali sampai") == 1
    assert "ditutup lagi untuk 1 unit" in text_of(client.post(again, follow=True))
    assert "Tidak ada unit yang masih terbuka" in text_of(client.post(again, follow=True))
    told = list(Event.objects.filter(unit=other.unit).order_by("pk").values_list("action", flat=True))
    assert told[-2:] == ["reopen_quarter", "close_quarter"]


def test_unit_that_opened_nothing_before_the_quarter_was_closed_is_reopened_too(client, place, closing):
    idle = factories.PositionFactory(unit__name="Kecamatan Tanpa Laporan").unit
    assert idle.name in text_of(client.get(REOPEN))
    client.post(REOPEN, typed(place, unit=idle.slug))
    assert QuarterReopening.objects.get().unit == idle


def test_unit_that_reports_nothing_is_not_offered(client, place, closing):
    other = factories.UnitFactory()
    assert other.name not in text_of(client.get(REOPEN))
    assert client.post(REOPEN, typed(place, unit=other.slug)).status_code == 422


def test_open_quarter_is_not_reopened(client, place):
    response = client.get(REOPEN)
    assert response.status_code == 403
    assert "belum ditutup" in text_of(response)


# -- what the unit sees ------------------------------------------------------------------------------------------------


def pages(place):
    client = client_of(place.operator)
    addresses = (place.address(), place.address("isian/"), place.report_address(place.kasi))
    return [text_of(client.get(address)) for address in addresses]


def test_open_quarter_says_nothing(place):
    assert not any("ditutup" in words or "dibuka kembali" in words for words in pages(place))


def test_closed_quarter_says_so_on_every_page_of_the_unit(place, organisasi):
    close_quarter(quarter=QUARTER, by=organisasi)
    for words in pages(place):
        assert words.count("Triwulan II 2024 sudah ditutup oleh Bagian Organisasi pada") == 1
        assert "mintalah kepada Bagian Organisasi" in words
    response = client_of(organisasi).get(place.address())
    assert "mintalah kepada" not in text_of(response)
    assert f"{REOPEN}?unit={place.unit.slug}" in read(response).links


@pytest.mark.parametrize(("days", "said"), [(0, "dibuka kembali untuk"), (-1, "pembukaannya kembali untuk")])
def test_reopened_quarter_says_until_when(place, closing, days, said):
    until = timezone.localdate() + datetime.timedelta(days=days)
    factories.QuarterReopeningFactory(closing=closing, unit=place.unit, until=until, reason="Data terlambat.")
    for words in pages(place):
        assert said in words
        assert ("Data terlambat." in words) is (days == 0)
