"""What the first page asks for, in order: each thing with its count and its place; what is done folds away."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, Role
from reports.models import FollowUp, QuarterClosing, Report
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2024, 7, 2))


@pytest.fixture
def place():
    return make_workplace()


def home(user):
    return client_of(user).get("/")


def todo(user):
    (found,) = home(user).context["todos"]
    return found


def told(user):
    return [(item.name, item.count, item.state) for item in todo(user).open]


def fill(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    fact = factories.IndicatorRealizationFactory(indicator=place.ratio, value=None)
    for term in (place.on_time, place.villages):
        factories.TermValueFactory(realization=fact, term=term, value=Decimal(7))
    for line in (place.line, place.other_line):
        factories.BudgetRealizationFactory(budget_line=line, amount=Decimal(1000))


def write(place, *posts, **more):
    for post in posts:
        report = place.report(post)
        factories.FollowUpFactory(report=report, text="Melengkapi data", **more)
        factories.StrategyItemFactory(strategy__report=report, strategy__indicator=place.direct)


def test_operator_starts_with_the_figures(place):
    found = todo(place.operator)
    assert told(place.operator) == [
        ("Isi angka", 4, "sekarang"),
        ("Tulis uraian", 2, "berikutnya"),
        ("Perbaiki galat", 2, "berikutnya"),
        ("Jawab peringatan", 4, "berikutnya"),
        ("Ajukan", 2, "nanti"),
    ]
    assert found.open[0].address == place.address("isian/") + f"#indikator-{place.direct.pk}"
    assert (found.due.date, found.due.days, found.due.late) == (datetime.date(2024, 7, 5), 3, False)
    words = text_of(home(place.operator))
    assert "Yang perlu dikerjakan, TW II 2024" in words
    assert "2 laporan masih bergalat, termasuk karena angka yang belum diisi" in words
    assert "3 hari kerja lagi" in words


def test_links_lead_to_the_very_places(place):
    fill(place)
    write(place, place.camat)
    places = {item.name: item.address for item in todo(place.operator).open}
    assert places["Tulis uraian"] == place.report_address(place.kasi, "uraian/")
    assert "Isi angka" not in places
    assert "Semua angka sudah diisi" in text_of(home(place.operator)).split("Sudah selesai")[1]


def test_unread_copies_come_before_writing_and_count(place):
    fill(place)
    write(place, place.kasi, copied_year=2024, copied_quarter=1)
    write(place, place.camat, copied_year=2024, copied_quarter=1)
    write(place, place.camat, order=90, copied_year=2024, copied_quarter=1)
    first = todo(place.operator).open[0]
    assert (first.name, first.count, first.told) == (
        "Baca salinan triwulan lalu",
        3,
        "3 salinan belum dibaca di 2 laporan",
    )
    assert first.address == place.report_address(place.camat, "salinan/")
    FollowUp.objects.update(copied_year=None, copied_quarter=None)
    assert "Baca salinan triwulan lalu" not in [name for name, *_ in told(place.operator)]


def test_official_sees_what_the_own_report_needs(place):
    kasi = account_of(place.kasi)
    assert told(kasi)[0] == ("Isi angka", 3, "sekarang")
    assert todo(kasi).open[0].address.startswith(place.address("isian/") + f"?laporan={place.kasi.slug}#")
    fill(place)
    write(place, place.kasi)
    (last,) = todo(kasi).open
    assert (last.name, last.told) == ("Ajukan", "Laporan siap diajukan")
    assert last.address == place.report_address(place.kasi, "ajukan/")


def test_warnings_without_a_reason_lead_to_the_checks(place):
    fill(place)
    write(place, place.kasi)
    factories.FollowUpFactory(report=place.report(place.kasi), text="Pada Triwulan I akan diperbaiki")
    asked = todo(account_of(place.kasi)).open[0]
    assert (asked.name, asked.count) == ("Jawab peringatan", 1)
    assert asked.address == place.report_address(place.kasi, "periksa/")


def test_returned_reports_stand_in_front_with_their_remarks(place):
    report = place.report(place.kasi)
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.RETURNED, round=1)
    factories.CommentFactory(report=report, round=1)
    first = todo(place.operator).open[0]
    assert (first.name, first.state) == ("Perbaiki yang dikembalikan", "dikembalikan")
    assert first.told == "1 laporan dikembalikan, 1 catatan belum diperbaiki"
    assert first.address == place.report_address(place.kasi) + "#catatan"
    assert todo(place.operator).open[1].state == "sekarang"


def test_everything_handed_in_folds_away(place):
    fill(place)
    Report.objects.update(status=ReportStatus.SUBMITTED, round=1)
    found = todo(place.operator)
    assert (found.open, found.due) == ((), None)
    assert "2 laporan sudah diajukan" in [item.told for item in found.done]
    assert "Triwulan II 2024: tidak ada yang perlu dikerjakan" in text_of(home(place.operator))


def test_late_quarter_says_so(place, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2024, 7, 9))
    assert "lewat 2 hari kerja" in text_of(home(place.operator))


def test_closed_quarter_asks_for_nothing(place):
    QuarterClosing.objects.create(
        year=2024, quarter=2, at=timezone.now(), by=factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    )
    assert home(place.operator).context["todos"] == ()


def test_quarter_that_nobody_opened_has_no_list():
    place = make_workplace(opened=False)
    response = home(place.operator)
    assert response.context["todos"] == ()
    assert "Buka TW II 2024" in text_of(response)


# -- those who see all units ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ORGANISASI, Role.INSPECTOR])
def test_board_leads_for_those_who_see_all(place, role):
    place.approve(place.kasi)
    response = home(factories.RoleGrantFactory(role=role, unit=None).user)
    words = text_of(response)
    assert "Triwulan II 2024: 0 dari 2 laporan diterima" in words
    assert "1 draf" in words
    assert "1 disetujui" in words
    assert "1 laporan belum diajukan" in words
    links = read(response).links
    for link in ("/papan/2024/2/", "/papan/2024/2/?status=approved", "/rekap/2024/2/", "/perbandingan/2024/2/"):
        assert link in links
    assert ("/penerimaan/2024/2/" in links) == (role == Role.ORGANISASI)
    assert words.index("laporan diterima") < words.index("Unit kerja")


def test_board_counts_what_is_late(place, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2024, 7, 20))
    response = home(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    assert "2 lewat batas, belum pernah diajukan" in text_of(response)
    assert "/papan/2024/2/?waktu=lewat" in read(response).links


def test_nobody_else_sees_the_board(place):
    assert "/papan/2024/2/" not in read(home(account_of(place.camat))).links
