"""What every post owes in a quarter: posts without report, dates by echelon, who holds the post, in a fixed number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import AppointmentKind, Echelon, NoticeKind, ReportStatus
from agreements.models import Position
from reports.actions import submit_report
from reports.board import PostKind, Timing, counts_of
from reports.models import IndicatorRealization, Report
from reports.period import Quarter
from reports.queries import count_cells, load_cells, quarter_of_the_desk, reporting_units, with_findings
from reports.refreshing import refresh_summaries
from tests import factories
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)


def cells(today=TODAY, quarter=QUARTER, **options):
    return load_cells([quarter], today, **options)[quarter]


def test_posts_stand_by_unit_and_order_with_who_holds_them_today():
    place = make_workplace()
    plt = factories.OfficialFactory(name="ANI, SE")
    factories.AppointmentFactory(position=place.kasi, official=plt, kind=AppointmentKind.PLT, start=TODAY, end=TODAY)
    found = cells()
    assert [cell.post.slug for cell in found] == ["camat", "kasi-desa"]
    assert [cell.post.kind for cell in found] == [PostKind.CAMAT, PostKind.KASI]
    assert found[1].post.official == "ANI, SE"
    assert (
        cells(TODAY + datetime.timedelta(days=1))[1].post.official
        == place.kasi.appointments.exclude(official=plt).get().official.name
    )


def test_post_without_a_report_is_there_and_late():
    place = make_workplace(opened=False)
    assert [(cell.state, cell.timing, cell.days) for cell in cells()] == 2 * [("unopened", Timing.OVERDUE, 2)]
    Position.objects.filter(pk=place.kasi.pk).update(reports=False)
    assert [cell.post.slug for cell in cells()] == ["camat"]


def test_post_that_reports_no_more_keeps_the_report_it_had():
    place = make_workplace()
    Position.objects.filter(pk=place.kasi.pk).update(reports=False)
    assert [cell.post.slug for cell in cells()] == ["camat", "kasi-desa"]
    assert [cell.post.slug for cell in cells(quarter=Quarter(2024, 1))] == ["camat"]


def test_date_follows_echelon_and_the_post_s_own_number():
    place = make_workplace()
    Position.objects.filter(pk=place.kasi.pk).update(deadline_days=7)
    superior = factories.PositionFactory(unit=place.unit, reports=False, echelon=Echelon.II_B)
    Position.objects.filter(pk=place.camat.pk).update(superior=superior)
    assert [cell.due for cell in cells()] == [datetime.date(2024, 7, 12), datetime.date(2024, 7, 9)]


def test_holidays_put_the_date_off():
    make_workplace()
    factories.HolidayFactory(date=datetime.date(2024, 7, 5))
    assert {cell.due for cell in cells()} == {datetime.date(2024, 7, 8)}


def test_first_submission_decides_on_lateness():
    place = make_workplace()
    report = place.report(place.kasi)
    type(report).objects.filter(pk=report.pk).update(status=ReportStatus.APPROVED, round=2, changed_since_approval=True)
    factories.SubmissionFactory(report=report, round=1, late_days=4, due_on=datetime.date(2024, 7, 4))
    factories.SubmissionFactory(report=report, round=2, late_days=None)
    found = cells()[1]
    assert (found.timing, found.days, found.due) == (Timing.LATE, 4, datetime.date(2024, 7, 4))
    assert found.report.changed


def test_findings_and_what_moved_since_it_was_handed_in():
    office = make_office()
    report = office.report
    submit_report(report=report, version=report.version, by=office.users["operator"])
    before = with_findings(cells(units=[office.place.unit]), QUARTER)
    assert [cell.moved for cell in before] == [False, False]
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=22)
    refresh_summaries()
    camat, kasi = with_findings(cells(units=[office.place.unit]), QUARTER)
    assert (camat.moved, kasi.moved, kasi.changed) == (False, True, True)


def test_findings_of_drafts_are_counted_and_none_of_what_nobody_opened():
    make_workplace()
    unopened = make_workplace(opened=False)
    found = with_findings(cells(), QUARTER)
    assert {cell.errors > 0 for cell in found if cell.report} == {True}
    assert {cell.errors for cell in found if cell.post.unit_id == unopened.unit.pk} == {0}


def test_findings_of_many_cost_what_those_of_one_cost():
    def cost():
        refresh_summaries()
        rows = cells()
        with CaptureQueriesContext(connection) as captured:
            with_findings(rows, QUARTER)
        return len(captured)

    make_workplace()
    one = cost()
    make_workplace()
    make_workplace()
    assert cost() == one == 4


def test_quarters_of_a_year_are_told_apart():
    place = make_workplace()
    factories.ReportFactory(position=place.kasi, quarter=3, status=ReportStatus.SUBMITTED)
    quarters = [Quarter(2024, number) for number in (1, 2, 3)]
    found = load_cells(quarters, TODAY)
    assert [[cell.state for cell in found[when]] for when in quarters] == [
        ["unopened", "unopened"],
        ["draft", "draft"],
        ["unopened", "submitted"],
    ]


def test_units_narrow():
    place, other = make_workplace(), make_workplace()
    assert {cell.post.unit_id for cell in cells()} == {place.unit.pk, other.unit.pk}
    assert {cell.post.unit_id for cell in cells(units=[other.unit])} == {other.unit.pk}


@pytest.mark.parametrize("today", [datetime.date(2024, 7, 3), datetime.date(2024, 7, 5), TODAY])
def test_counting_in_the_database_counts_what_counting_cells_counts(today):
    place, unopened = make_workplace(), make_workplace(opened=False)
    late, in_time, old = make_workplace(), make_workplace(), make_workplace()
    superior = factories.PositionFactory(unit=place.unit, reports=False, echelon=Echelon.II_B)
    Position.objects.filter(pk=place.camat.pk).update(superior=superior)
    Position.objects.filter(pk=unopened.kasi.pk).update(deadline_days=2)
    Position.objects.filter(pk=old.kasi.pk).update(reports=False)
    for number, (other, days) in enumerate([(late, 3), (in_time, None)]):
        report = other.report(other.kasi)
        status = ReportStatus.APPROVED if number else ReportStatus.RETURNED
        type(report).objects.filter(pk=report.pk).update(status=status, round=2, changed_since_approval=bool(number))
        factories.SubmissionFactory(report=report, round=1, late_days=days)
        factories.SubmissionFactory(report=report, round=2, late_days=9)
        for days in (1, 9):
            at = datetime.datetime.combine(today, datetime.time(3), datetime.UTC) - datetime.timedelta(days=days)
            factories.NoticeFactory(report=report, kind=NoticeKind.REMINDED, key=f"pengingat-{days}", at=at)
    quarters = [Quarter(2024, number) for number in (1, 2)]
    expected = {when: counts_of(found) for when, found in load_cells(quarters, today).items()}
    assert count_cells(quarters, today) == expected
    assert expected[QUARTER].total == 10
    assert (expected[QUARTER].in_time, expected[QUARTER].came_late) == (1, 1)
    some = [in_time.unit, unopened.unit, old.unit]
    expected_of_some = {when: counts_of(found) for when, found in load_cells(quarters, today, some).items()}
    assert count_cells(quarters, today, some) == expected_of_some
    assert expected_of_some[QUARTER].total == 6
    assert expected[QUARTER].unreminded == expected[QUARTER].pressing - (today >= datetime.date(2024, 7, 5))


def test_units_of_the_board_are_those_that_report_or_did():
    place, old, none = make_workplace(), make_workplace(), make_workplace(opened=False)
    Position.objects.filter(unit__in=[old.unit, none.unit]).update(reports=False)
    assert set(reporting_units()) == {place.unit, old.unit}


def cost(**options):
    with CaptureQueriesContext(connection) as captured:
        cells(**options)
    return len(captured)


def test_many_units_cost_what_one_costs():
    make_workplace()
    one = cost()
    make_workplace()
    make_workplace()
    assert cost() == one == 5


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite says nothing of the index it would take")
def test_reminders_are_found_without_a_look_at_all_notices():
    make_workplace()
    with CaptureQueriesContext(connection) as captured:
        cells()
    (asked,) = [query["sql"] for query in captured if "reports_notice" in query["sql"]]
    with connection.cursor() as cursor:
        # Of a few rows the planner would read all, whatever index there is.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "notice_reminders" in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite says nothing of the index it would take")
@pytest.mark.parametrize(
    ("asked", "index"),
    [({"year": 2024, "quarter": 2}, "report_of_a_quarter"), ({"status": ReportStatus.SUBMITTED}, "report_that_waits")],
)
def test_reports_are_found_without_a_look_at_all_years(asked, index):
    make_workplace()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in Report.objects.filter(**asked).order_by().explain()


# -- the quarter that is due -------------------------------------------------------------------------------------------


def test_quarter_that_ended_stays_though_an_office_opened_the_next_one():
    place = make_workplace()
    factories.ReportFactory(position=place.kasi, quarter=3)
    assert quarter_of_the_desk(TODAY) == QUARTER
    assert quarter_of_the_desk(datetime.date(2024, 10, 1)) == Quarter(2024, 3)


def test_running_quarter_is_led_to_where_none_has_ended():
    place = make_workplace(opened=False)
    assert quarter_of_the_desk(TODAY) == QUARTER
    factories.ReportFactory(position=place.kasi, quarter=3)
    assert quarter_of_the_desk(TODAY) == Quarter(2024, 3)
