"""What recaps are made of: the days of a report, its timing, and the money of all units."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus
from reports.models import Report
from reports.queries.recaps import load_recap_source
from reports.recaps import RECAPS, Need, build_recap
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 12)


@pytest.fixture
def place():
    return make_workplace()


def load(*places, keys=tuple(RECAPS), today=TODAY):
    return load_recap_source([place.unit for place in places], QUARTER, [RECAPS[key] for key in keys], today)


def at(day, hour=9):
    return datetime.datetime(2024, 7, day, hour, tzinfo=timezone.get_default_timezone())


def standing(place, position):
    (unit,) = load(place, keys=["kepatuhan"]).units
    return next(report for report in unit.reports if report.position_slug == position.slug)


def hand_in(place, position, day=4, late_days=None, status=ReportStatus.SUBMITTED):
    report = place.report(position)
    Report.objects.filter(pk=report.pk).update(status=status, round=1)
    factories.SubmissionFactory(
        report=report, round=1, at=at(day), due_on=datetime.date(2024, 7, 5), late_days=late_days, by=place.operator
    )
    return report


def decide(report, stage, outcome, day, reason=""):
    factories.DecisionFactory(report=report, round=1, stage=stage, outcome=outcome, at=at(day), reason=reason)


def test_a_report_that_was_received_tells_all_its_days(place):
    report = hand_in(place, place.kasi, day=8, late_days=1, status=ReportStatus.RECEIVED)
    decide(report, DecisionStage.SUPERIOR, DecisionOutcome.APPROVED, 9)
    decide(report, DecisionStage.ORGANISASI, DecisionOutcome.RECEIVED, 10)
    found = standing(place, place.kasi)
    assert (found.punctuality, found.late_days) == ("late", 1)
    assert found.handed_in_on == datetime.date(2024, 7, 8)
    assert found.handed_in_by == place.operator.username
    assert (found.approved_on, found.received_on) == (datetime.date(2024, 7, 9), datetime.date(2024, 7, 10))


def test_a_day_is_that_of_the_office(place):
    """At 23.30 UTC it is the next day in Lumajang."""
    report = hand_in(place, place.kasi)
    moment = datetime.datetime(2024, 7, 4, 23, 30, tzinfo=datetime.UTC)
    report.submissions.update(at=moment)
    assert standing(place, place.kasi).handed_in_on == datetime.date(2024, 7, 5)


def test_an_approval_that_was_given_back_says_nothing_any_more(place):
    report = hand_in(place, place.kasi, status=ReportStatus.RETURNED)
    decide(report, DecisionStage.SUPERIOR, DecisionOutcome.APPROVED, 9)
    decide(report, DecisionStage.ORGANISASI, DecisionOutcome.RETURNED, 10, reason="Perbaiki.")
    found = standing(place, place.kasi)
    assert (found.approved_on, found.received_on) == (None, None)
    assert found.punctuality == "in_time"


def test_what_was_never_handed_in_is_overdue_or_waits(place):
    assert standing(place, place.kasi).punctuality == "overdue"
    assert standing(place, place.kasi).late_days == 5
    (unit,) = load(place, keys=["kepatuhan"], today=datetime.date(2024, 7, 2)).units
    assert {report.punctuality for report in unit.reports} == {"waiting"}


def test_a_post_whose_report_nobody_opened_is_there(place):
    post = factories.PositionFactory(unit=place.unit, name="Kasubbag", slug="kasubbag")
    found = standing(place, post)
    assert (found.status, found.punctuality) == (None, "overdue")


def test_handed_in_without_a_record_is_not_guessed(place):
    Report.objects.filter(position=place.kasi).update(status=ReportStatus.SUBMITTED, round=1)
    found = standing(place, place.kasi)
    assert (found.punctuality, found.handed_in_on, found.handed_in_by) == ("unrecorded", None, "")


def test_the_money_of_all_units_is_their_sum_and_partial_like_them(place):
    other = make_workplace()
    assert load(place, other).totals["ceiling"] == "30000000"
    assert load(place, other).totals["spent"] is None
    assert load(place, other).totals["reasons"]["spent"] == "no_realization"
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount=1_000_000)
    found = load(place, other).totals
    assert (found["spent"], found["remaining"], found["absorption"]) == ("1000000", "29000000", "3.33")
    assert "spent" in found["partial"]
    assert found["told"].startswith("realisasi 1 dari 2 unit belum ada dan realisasi 1 unit baru sebagian diisi;")
    filled = load(place, other).filled
    assert (filled["ceiling"], filled["spent"], filled["absorption"]) == ("15000000", "1000000", "6.67")
    assert filled["called"] == "Jumlah unit yang sudah ada realisasinya (1 dari 2)"
    page = build_recap(RECAPS["unit"], load(place, other))
    assert [row.values[1] for row in page.rows[2:]] == ["Jumlah", filled["called"]]
    assert page.rows[2].values[-1] == found["told"]
    for line in (place.other_line, other.line, other.other_line):
        factories.BudgetRealizationFactory(budget_line=line, quarter=2, amount=0)
    assert load(place, other).totals["partial"] == []
    assert (load(place, other).totals["told"], load(place, other).filled) == ("", None)


def test_who_came_in_time_is_counted_of_all_that_are_owed(place):
    other = make_workplace()
    hand_in(place, place.kasi)
    hand_in(place, place.camat, day=8, late_days=1)
    hand_in(other, other.kasi)
    found = load(place, other, keys=["unit"])
    by_unit = {unit.slug: unit.in_time for unit in found.units}
    assert by_unit[place.unit.slug] == {"in_time": 1, "in_time_share": "50.00", "reasons": {}}
    factories.PositionFactory(unit=other.unit)
    found = load(place, other, keys=["unit"])
    assert found.in_time == {"in_time": 2, "in_time_share": "40.00", "reasons": {}}
    assert {unit.slug: unit.in_time["in_time_share"] for unit in found.units}[other.unit.slug] == "33.33"
    empty = factories.UnitFactory()
    (without,) = load_recap_source([empty], QUARTER, [RECAPS["unit"]], TODAY).units
    assert without.in_time["reasons"] == {"in_time_share": "no_reports"}


def test_only_what_is_asked_for_is_loaded(place, django_assert_num_queries):
    kinds = [kind.key for kind in RECAPS.values() if Need.STANDING not in kind.needs]
    assert load(place, keys=kinds).units[0].reports == ()
    assert load(place, keys=["capaian"]).units[0].figures.keys() == {"indicators"}
    assert load(place, keys=["anggaran"]).units[0].figures.keys() == {"totals", "lines"}
    assert load(place, keys=["kepatuhan"]).units[0].figures["totals"] == {}


def test_no_units_give_an_empty_source():
    found = load()
    assert (found.units, found.regency, found.totals["ceiling"]) == ((), "", None)


def test_units_stand_in_the_order_of_their_names(place):
    other = make_workplace()
    assert [unit.name for unit in load(other, place).units] == sorted([place.unit.name, other.unit.name])
