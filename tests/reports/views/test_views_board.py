"""The board: who sees it, what it counts and narrows to, where it leads, and what it costs."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from agreements.enums import NoticeKind, ReportStatus, Role
from agreements.models import Unit
from reports.board import counts_of
from reports.models import QuarterClosing, Report
from reports.queries import load_cells
from reports.queries.recaps import load_recap_source
from reports.recaps import RECAPS, build_recap
from reports.refreshing import refresh_summaries
from reports.views import board
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)
BOARD = "/papan/2024/2/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)


def hand_in(place, position, status=ReportStatus.SUBMITTED, late_days=None, **changes):
    report = place.report(position)
    Report.objects.filter(pk=report.pk).update(status=status, round=1, **changes)
    factories.SubmissionFactory(report=report, round=1, late_days=late_days)


def test_totals_stand_on_top_and_lead_to_what_they_count(client, place):
    hand_in(place, place.camat, ReportStatus.RECEIVED, late_days=2)
    response = client.get(BOARD)
    words = text_of(response)
    assert "1 dari 2 laporan diterima, 1 lewat batas" in words
    assert "1 lewat batas, belum pernah diajukan 1 diajukan terlambat" in words
    links = {"?status=draft", "?status=received", f"{BOARD}?waktu=lewat", f"{BOARD}?waktu=diajukan-terlambat"}
    assert links <= set(read(response).links)
    assert "Batas waktu: Jumat, 5 Juli 2024" in words


def test_home_board_recap_and_reminders_count_alike(client, place):
    other, _ = make_workplace(), make_workplace(opened=False)
    hand_in(place, place.camat, ReportStatus.APPROVED, late_days=2)
    hand_in(place, place.kasi, ReportStatus.RETURNED, late_days=3)
    hand_in(other, other.kasi, ReportStatus.RETURNED)
    counts = counts_of(load_cells([QUARTER], TODAY)[QUARTER])
    assert (counts.overdue, counts.came_late, counts.again, counts.pressing, counts.unreminded) == (3, 2, 2, 5, 5)
    late = "3 lewat batas, belum pernah diajukan 2 diajukan terlambat"
    words = text_of(client.get(BOARD))
    for page in (words, text_of(client.get("/"))):
        assert late in page
    assert "Jatuh tempo dan masih di unit: 5 (3 lewat batas dan belum pernah diajukan, 2 dikembalikan" in words
    assert "Ingatkan yang jatuh tempo (5)" in words
    for asked, found in (("waktu=lewat", 3), ("waktu=diajukan-terlambat", 2), ("tanda=belum-diingatkan", 5)):
        assert f"{found} dari 6 laporan" in text_of(client.get(f"{BOARD}?{asked}"))
    kind = RECAPS["unit"]
    recap = build_recap(kind, load_recap_source(Unit.objects.select_related("regency"), QUARTER, [kind], TODAY))
    total = dict(zip((column.key for column in recap.columns), recap.rows[-1].values, strict=True))
    assert [total[key] for key in ("reports", "handed_in", "overdue", "late")] == [6, 1, 3, 2]
    assert "5 laporan akan diingatkan" in text_of(client.get(f"{BOARD}ingatkan/"))


def test_board_shows_who_was_reminded(client, place):
    at = timezone.make_aware(datetime.datetime.combine(TODAY, datetime.time(8)))
    report = place.report(place.kasi)
    factories.NoticeFactory(report=report, kind=NoticeKind.REMINDED, key="pengingat", at=at)
    words = text_of(client.get(BOARD))
    assert words.count("diingatkan hari ini") == 1
    assert "Ingatkan yang jatuh tempo (2, 1 belum diingatkan)" in words
    assert "1 dari 2 laporan" in text_of(client.get(f"{BOARD}?tanda=belum-diingatkan"))
    factories.NoticeFactory(report=place.report(place.camat), kind=NoticeKind.REMINDED, key="pengingat", at=at)
    assert "Ingatkan yang jatuh tempo (2, semua sudah diingatkan)" in text_of(client.get(BOARD))


def test_each_unit_leads_to_its_work_and_to_its_whole_office(client, place):
    assert {place.address(), place.address("ringkasan/")} <= set(read(client.get(BOARD)).links)


def test_each_report_says_state_and_lateness_in_words_and_leads_to_itself(client, place):
    hand_in(place, place.kasi, ReportStatus.APPROVED, changed_since_approval=True)
    response = client.get(BOARD)
    assert "Camat Draf lewat batas 2 hari kerja batas 5 Jul 2024" in text_of(response).replace(
        place.camat.appointments.get().official.name + " ", ""
    )
    assert "Disetujui tepat waktu" in text_of(response)
    assert "angka berubah sejak disetujui" in text_of(response)
    assert {place.report_address(place.kasi), place.address()} <= set(read(response).links)


def test_post_that_nobody_opened_leads_to_its_unit(client):
    unopened = make_workplace(opened=False)
    response = client.get(f"{BOARD}?unit={unopened.unit.slug}")
    assert "Belum dibuka" in text_of(response)
    assert unopened.report_address(unopened.kasi) not in read(response).links
    assert unopened.address() in read(response).links


def test_address_narrows_and_keeps_the_counts_of_everything(client, place):
    other = make_workplace()
    hand_in(place, place.camat)
    response = client.get(f"{BOARD}?status=submitted")
    words = text_of(response)
    assert "1 dari 4 laporan" in words
    assert "0 dari 4 laporan diterima" in words
    links = read(response).links
    assert place.address() in links
    assert other.address() not in links


def test_search_finds_officials_and_is_kept_in_its_field(client, place):
    name = place.kasi.appointments.get().official.name
    response = client.get(BOARD, {"cari": name.lower()})
    assert read(response).fields["cari"] == name.lower()
    assert "1 dari 2 laporan" in text_of(response)
    assert name in text_of(response)


def test_nothing_found_is_said(client):
    assert "Tidak ada laporan yang cocok dengan saringan ini." in text_of(client.get(f"{BOARD}?cari=tidakada"))
    # And of nothing no date is told.
    assert "Batas waktu:" not in text_of(client.get(f"{BOARD}?cari=tidakada"))


def test_filter_goes_along_to_reception_reminders_and_other_quarters(client, place):
    links = read(client.get(f"{BOARD}?status=approved&unit={place.unit.slug}&jabatan=kasi")).links
    kept = {urlsplit(link).path: parse_qs(urlsplit(link).query) for link in links if "unit=" in link}
    assert kept["/penerimaan/2024/2/"] == {"status": ["approved"], "unit": [place.unit.slug]}
    assert kept["/papan/2024/2/ingatkan/"]["jabatan"] == ["kasi"]
    assert kept["/papan/2024/1/"]["jabatan"] == ["kasi"]


def test_units_come_in_pages_that_keep_the_filter(client, monkeypatch):
    make_workplace()
    monkeypatch.setattr(board, "UNITS_ON_A_PAGE", 1)
    response = client.get(f"{BOARD}?status=draft")
    assert "Halaman 1 dari 2" in text_of(response)
    assert "?status=draft&halaman=2" in read(response).links
    assert "Halaman 2 dari 2" in text_of(client.get(f"{BOARD}?status=draft&halaman=99"))


def test_names_stand_where_there_are_few(client, place, monkeypatch):
    name = place.kasi.appointments.get().official.name
    assert name in text_of(client.get(BOARD))
    monkeypatch.setattr(board, "NAMES_UP_TO", 1)
    assert name not in text_of(client.get(BOARD))


def test_organisasi_closes_and_reopens_from_here(client, place):
    assert "/penerimaan/2024/2/tutup/" in read(client.get(BOARD)).links
    QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=place.operator)
    response = client.get(BOARD)
    assert "/penerimaan/2024/2/buka-kembali/" in read(response).links
    assert "Triwulan II 2024 ditutup pada" in text_of(response)


def test_of_a_closed_quarter_nobody_is_reminded_until_it_is_open_for_somebody(client, place):
    remind = f"{BOARD}ingatkan/"
    assert remind in read(client.get(BOARD)).links
    closing = factories.QuarterClosingFactory(year=2024, quarter=2)
    assert remind not in read(client.get(BOARD)).links
    factories.QuarterReopeningFactory(closing=closing, unit=place.unit, until=timezone.localdate())
    assert remind in read(client.get(BOARD)).links


def test_inspector_only_reads(place):
    inspector = client_of(factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user)
    page = read(inspector.get(BOARD))
    assert not [link for link in page.links if "/penerimaan/" in link or "ingatkan" in link]
    assert "pilih" not in inspector.get(BOARD).content.decode()


@pytest.mark.parametrize("address", ["/papan/", BOARD, "/papan/2024/", f"{BOARD}ingatkan/"])
def test_who_sees_one_unit_knows_of_no_board(place, address):
    for user in (place.operator, account_of(place.camat)):
        assert client_of(user).get(address).status_code == 404
        assert client_of(user).get("/").status_code == 200
        assert "Papan" not in text_of(client_of(user).get("/"))


def test_newest_leads_to_the_quarter_that_is_due(client, place):
    factories.ReportFactory(position=place.kasi, quarter=3)
    assert client.get("/papan/").url == BOARD


def test_running_quarter_can_be_seen_and_nobody_is_chased(client, place):
    response = client.get("/papan/2024/3/")
    assert "hari kerja lagi" in text_of(response)
    assert "/papan/2024/3/ingatkan/" not in read(response).links


def test_open_calendar_is_said(client, place):
    assert "Hari libur 2024 belum ditetapkan" in text_of(client.get(BOARD))
    factories.CalendarYearFactory(year=2024, final=True)
    assert "belum ditetapkan" not in text_of(client.get(BOARD))


def test_findings_are_counted_and_asked_for(client, place, monkeypatch):
    words = text_of(client.get(BOARD))
    assert "2 dengan galat" in words
    kept = text_of(client.get(f"{BOARD}?tanda=galat"))
    assert "2 dari 2 laporan" in kept
    # Of hundreds of units only those on the page are looked into, unless the address asks for findings.
    make_workplace()
    monkeypatch.setattr(board, "UNITS_ON_A_PAGE", 1)
    words = text_of(client.get(BOARD))
    assert "dengan galat" not in words
    assert "galat" in words
    assert "4 dengan galat" in text_of(client.get(f"{BOARD}?urut=temuan"))


@pytest.mark.parametrize("address", [BOARD, "/papan/2024/"])
def test_many_units_cost_what_one_costs(client, place, address):
    # What waits for an answer on paper is counted in the navigation.
    hand_in(place, place.kasi)
    refresh_summaries()
    one = queries_of(client, address)
    for other in (make_workplace(), make_workplace()):
        hand_in(other, other.kasi)
    refresh_summaries()
    assert queries_of(client, address) == one


# -- the year ----------------------------------------------------------------------------------------------------------


def test_year_shows_units_by_quarters(client, place):
    hand_in(place, place.camat, ReportStatus.RECEIVED)
    response = client.get("/papan/2024/")
    words = text_of(response)
    assert "0 dari 2 diterima , " + f"{place.unit.name}, TW I 2024" in words
    assert "1 dari 2 diterima , " + f"{place.unit.name}, TW II 2024 1 draf 1 lewat batas" in words
    assert words.count("belum dimulai") == 2
    assert f"{BOARD}?unit={place.unit.slug}" in read(response).links


def test_year_is_narrowed_and_paged(client, place, monkeypatch):
    other = make_workplace()
    name = other.kasi.appointments.get().official.name
    links = read(client.get("/papan/2024/", {"cari": name})).links
    assert f"{BOARD}?unit={other.unit.slug}" in links
    assert f"{BOARD}?unit={place.unit.slug}" not in links
    monkeypatch.setattr(board, "UNITS_ON_A_PAGE", 1)
    assert "?halaman=2" in read(client.get("/papan/2024/")).links
    assert "Tidak ada unit yang cocok." in text_of(client.get("/papan/2024/?cari=tidakada"))
