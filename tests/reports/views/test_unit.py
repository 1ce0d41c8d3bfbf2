"""The quarter's work of a unit: progress, due dates, opening the next quarter."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, Role
from reports.models import Report
from reports.period import Quarter
from reports.views.unit import due, next_quarter
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.mark.parametrize(
    ("today", "days", "late"),
    [
        (datetime.date(2024, 7, 1), 4, False),
        (datetime.date(2024, 7, 5), 0, False),
        (datetime.date(2024, 7, 6), 0, True),
        (datetime.date(2024, 7, 9), 2, True),
    ],
)
def test_due_date_seen_from_today(today, days, late):
    found = due(QUARTER, 5, ReportStatus.DRAFT, frozenset(), frozenset(), today)
    assert (found.date, found.days, found.late) == (datetime.date(2024, 7, 5), days, late)
    assert not found.done


def test_due_date_skips_holidays():
    holiday = frozenset({datetime.date(2024, 7, 3)})
    assert due(QUARTER, 5, ReportStatus.DRAFT, holiday, frozenset(), datetime.date(2024, 7, 1)).date == datetime.date(
        2024, 7, 8
    )


@pytest.mark.parametrize("status", ReportStatus)
def test_nobody_counts_the_days_of_a_report_that_was_handed_in(status):
    found = due(QUARTER, 5, status, frozenset(), frozenset(), datetime.date(2024, 9, 1))
    assert found.done is (status not in {ReportStatus.DRAFT, ReportStatus.RETURNED})


@pytest.mark.parametrize("status", ReportStatus)
@pytest.mark.parametrize(
    ("late_days", "words"),
    [(None, "tepat waktu"), (0, "terlambat, belum satu hari kerja"), (2, "terlambat 2 hari kerja")],
)
def test_lateness_is_the_fact_of_the_first_submission_whatever_today_is(place, status, late_days, words):
    report = place.report(place.kasi)
    report.status, report.round = status, 1
    report.save()
    # The date that counted then, although the calendar of today says Friday, 5 July.
    factories.SubmissionFactory(report=report, round=1, late_days=late_days, due_on=datetime.date(2024, 7, 8))
    factories.SubmissionFactory(report=report, round=2, late_days=99, due_on=datetime.date(2024, 7, 8))
    shown = text_of(client_of(place.operator).get(place.address()))
    assert f"Senin, 8 Juli 2024 ({words})" in shown
    assert "99 hari kerja" not in shown


def test_due_date_is_told_with_its_weekday(place, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 7, 2))
    assert "Jumat, 5 Juli 2024 (3 hari kerja lagi)" in text_of(client_of(place.operator).get(place.address()))


@pytest.mark.parametrize(
    ("quarter", "laid_down", "final"),
    [(QUARTER, {2024}, True), (QUARTER, {2025}, False), (Quarter(2024, 4), {2025}, True), (QUARTER, (), False)],
)
def test_due_date_may_move_until_the_holidays_of_its_year_are_laid_down(quarter, laid_down, final):
    found = due(quarter, 5, ReportStatus.DRAFT, frozenset(), frozenset(laid_down), datetime.date(2024, 7, 1))
    assert found.final is final


@pytest.mark.parametrize("where", ["unit", "report"])
def test_pages_say_where_holidays_are_not_laid_down(place, where):
    address = place.address() if where == "unit" else place.report_address(place.kasi)
    sentence = "libur 2024 belum ditetapkan"
    client = client_of(place.operator)
    year = factories.CalendarYearFactory(year=2024, final=False)
    assert sentence in text_of(client.get(address))
    year.final = True
    year.save()
    assert sentence not in text_of(client.get(address))


def test_quarter_that_is_shown_can_be_opened(place):
    """A unit that began with Triwulan II still opens Triwulan I of the same year."""
    client = client_of(place.operator)
    words = text_of(client.get(f"/unit/{place.unit.slug}/2024/1/"))
    assert "Buka TW I 2024" in words
    assert "Buka TW III 2024" not in words
    assert "Buka TW" not in text_of(client.get(f"/unit/{place.unit.slug}/2099/1/"))


def test_next_quarter_crosses_the_year():
    assert next_quarter(Quarter(2024, 2)) == Quarter(2024, 3)
    assert next_quarter(Quarter(2024, 4)) == Quarter(2025, 1)


def test_shows_reports_with_state_and_files(place):
    place.approve(place.kasi)
    response = client_of(place.operator).get(place.address())
    words = text_of(response)
    assert "Disetujui 3 angka" in words
    assert "Kinerja 0 dari 2" in words
    assert "Anggaran 0 dari 2" in words
    links = read(response).links
    assert place.report_address(place.kasi) in links
    assert place.report_address(place.kasi, "unduh.pdf") in links
    assert place.address("isian/") + "?laporan=kasi-desa" in links


def test_says_when_everything_is_there(place):
    for indicator in (place.direct, place.ratio):
        factories.IndicatorRealizationFactory(indicator=indicator, value=None, missing_reason="Menunggu.")
    for line in (place.line, place.other_line):
        factories.BudgetRealizationFactory(budget_line=line)
    words = text_of(client_of(place.operator).get(place.address()))
    assert "Semua angka sudah diisi" in words
    assert words.count("lengkap") == 2


def test_stranger_finds_nothing(place):
    client = client_of(make_workplace().operator)
    assert client.get(place.address()).status_code == 404
    assert client.post(place.address("buka/")).status_code == 404


def test_only_those_who_may_see_the_button(place):
    button = "Buka TW III 2024"
    inspector = factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user
    assert button in text_of(client_of(place.operator).get(place.address()))
    assert button not in text_of(client_of(account_of(place.kasi)).get(place.address()))
    assert button not in text_of(client_of(inspector).get(place.address()))


def test_opening_the_next_quarter(place):
    client = client_of(place.operator)
    response = client.post(f"/unit/{place.unit.slug}/2024/3/buka/", follow=True)
    assert response.redirect_chain == [(f"/unit/{place.unit.slug}/2024/3/", 302)]
    assert "Triwulan III 2024 dibuka: 2 laporan siap diisi." in text_of(response)
    assert Report.objects.filter(quarter=3).count() == 2


def test_opening_again_says_so(place):
    response = client_of(place.operator).post(place.address("buka/"), follow=True)
    assert "tidak menambah laporan" in text_of(response)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("quarter", ["2024/3", "2099/1"])
def test_opening_is_refused_to_readers_and_before_its_time(place, quarter):
    user = place.operator if quarter == "2099/1" else account_of(place.kasi)
    response = client_of(user).post(f"/unit/{place.unit.slug}/{quarter}/buka/")
    assert response.status_code == 403
    assert Report.objects.count() == 2


def test_opening_asks_first_and_says_what_it_makes(place, monkeypatch):
    address = f"/unit/{place.unit.slug}/2024/3/buka/"
    place.camat.agreements.all().delete()
    client = client_of(place.operator)
    assert address in read(client.get(place.address())).links
    response = client.get(address)
    words = text_of(response)
    assert "Buka Triwulan III 2024 untuk" in words
    assert "1 laporan dibuat Kepala Seksi Desa 1 jabatan belum punya Perjanjian Kinerja yang berlaku Camat" in words
    assert "masih berjalan" not in words
    assert not Report.objects.filter(quarter=3).exists(), "asking makes nothing"
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2024, 8, 1))
    assert "Triwulan ini masih berjalan dan baru berakhir 30 September 2024." in text_of(client.get(address))
    assert client_of(account_of(place.kasi)).get(address).status_code == 403


def test_nothing_to_open_is_said_without_a_button(place):
    words = text_of(client_of(place.operator).get(place.address("buka/")))
    assert "Tidak ada laporan yang dapat dibuka" in words
    assert "Ya, buka" not in words


def test_a_post_whose_agreement_came_late_gets_its_report(place):
    place.report(place.kasi).delete()
    client, address = client_of(place.operator), place.address("buka/")
    page = client.get(place.address())
    assert "belum punya laporan: Kepala Seksi Desa." in text_of(page)
    assert address in read(page).links
    assert address not in read(client_of(account_of(place.kasi)).get(place.address())).links
    client.post(address)
    assert place.report(place.kasi).status == "draft"
    assert address not in read(client.get(place.address())).links


def test_unopened_quarter_says_so():
    place = make_workplace(opened=False)
    assert "Triwulan ini belum dibuka" in text_of(client_of(place.operator).get(place.address()))


def test_quarter_without_agreements_says_so_and_leads_to_them():
    operator = factories.RoleGrantFactory().user
    unit = operator.grants.get().unit
    factories.PositionFactory(unit=unit)
    client, address = client_of(operator), f"/unit/{unit.slug}/2024/2/"
    page = client.get(address)
    assert "Belum ada Perjanjian Kinerja 2024, jadi belum ada laporan yang dapat dibuka." in text_of(page)
    ways = {f"/unit/{unit.slug}/2024/anggaran/impor/", f"/perjanjian/{unit.slug}/2024/"}
    assert ways <= set(read(page).links)
    words = text_of(client.post(f"{address}buka/", follow=True))
    assert "Triwulan II 2024 belum dapat dibuka: belum ada Perjanjian Kinerja 2024 yang berlaku." in words
    assert not Report.objects.exists()
    reader = client_of(factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user).get(address)
    assert "Belum ada Perjanjian Kinerja 2024" in text_of(reader)
    assert "mengimpor anggaran" not in text_of(reader)


def test_all_reports_in_one_file_are_asked_for_by_a_button_and_not_by_a_look(place):
    page = client_of(place.operator).get(place.address())
    form = f'<form method="post" action="{place.address("bundel.pdf")}">'
    assert form in page.content.decode()
    assert place.address("bundel.pdf") not in read(page).links


def test_unopened_quarter_has_no_file_and_no_button(place):
    client = client_of(place.operator)
    address = f"/unit/{place.unit.slug}/2024/3/"
    assert f"{address}bundel.pdf" not in client.get(address).content.decode()
    for response in (client.get(f"{address}bundel.pdf"), client.post(f"{address}bundel.pdf")):
        assert response.status_code == 404
        assert "belum dibuka" in text_of(response)


def test_report_whose_figures_changed_since_it_was_approved_is_marked(place):
    mark = "angka berubah sejak disetujui"
    client = client_of(place.operator)
    assert mark not in text_of(client.get(place.address()))
    Report.objects.filter(position=place.kasi).update(changed_since_approval=True)
    assert text_of(client.get(place.address())).count(mark) == 1
    assert mark in text_of(client.get(place.report_address(place.kasi)))
    assert mark not in text_of(client.get(place.report_address(place.camat)))
