"""Which approved reports print which facts: as they were issued, else as they stand, at the price of few queries."""

import pytest

from agreements.enums import Aggregation, ReportStatus
from reports.models import Report
from reports.period import Quarter
from reports.queries import approved_reports, load_unit_inputs
from reports.usage import approved
from tests import factories
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def third(place, settings, tmp_path):
    """Have the reports of two quarters issued, but for one that is final all the same, and one that is not."""
    settings.MEDIA_ROOT = tmp_path
    issue(place.report(place.kasi))
    third = factories.ReportFactory(position=place.kasi, quarter=3)
    issue(third, 2)
    factories.ReportFactory(position=place.camat, quarter=4, status=ReportStatus.RECEIVED, round=1)
    return third


def test_issued_ones_are_as_they_were_issued(place, third):
    """Under the slug by which rows are found today."""
    type(place.kasi).objects.filter(pk=place.kasi.pk).update(slug="kasi-lain", name="Kasi lain")
    place.kasi.agreements.get().items.all().delete()
    found = approved_reports(place.unit, [QUARTER.previous, Quarter(2024, 3), QUARTER])
    assert [(row.quarter.number, row.position_slug) for row in found] == [(2, "kasi-lain"), (3, "kasi-lain")]
    assert {row.position for row in found} == {"Kepala Seksi Desa"}
    assert {row.used.indicators for row in found} == {frozenset({place.direct.pk, place.ratio.pk})}


def test_others_are_as_they_are_now(place, third):
    place.camat.agreements.get().items.exclude(indicator=place.mean).delete()
    (found,) = approved_reports(place.unit, [Quarter(2024, 4)])
    assert found.position_slug == "camat"
    assert found.used.indicators == {place.direct.pk, place.ratio.pk}
    assert [row.position_slug for row in approved_reports(place.unit, QUARTER.later_in_year)] == ["kasi-desa", "camat"]


def test_one_that_was_opened_again_is_none(place, third):
    Report.objects.filter(pk=third.pk).update(status=ReportStatus.RETURNED, revision=2)
    assert approved_reports(place.unit, [Quarter(2024, 3)]) == ()


@pytest.mark.parametrize("goal", [False, True])
@pytest.mark.parametrize("aggregation", [Aggregation.CUMULATIVE, Aggregation.SUM])
def test_what_is_read_alone_is_what_the_whole_inputs_say(place, goal, aggregation):
    type(place.direct).objects.filter(pk=place.direct.pk).update(aggregation=aggregation)
    if goal:
        type(place.camat).objects.filter(pk=place.camat.pk).update(form="camat_lengkap")
        place.unit.goal_measure = place.direct
        place.unit.save()
    Report.objects.update(status=ReportStatus.APPROVED, round=1)
    found = approved_reports(place.unit, [QUARTER])
    assert found == tuple(approved(inputs) for inputs in load_unit_inputs(place.unit, QUARTER))
    assert found[0].used.indicators
    assert any(row.used.lines for row in found)


@pytest.mark.parametrize(("quarters", "count"), [([QUARTER, Quarter(2024, 3)], 2), ([Quarter(2023, 4)], 1)])
def test_nothing_is_loaded_again_of_what_was_issued(place, third, quarters, count, django_assert_num_queries):
    with django_assert_num_queries(count):
        approved_reports(place.unit, quarters)


@pytest.mark.parametrize("quarters", [[Quarter(2024, 4)], [Quarter(2024, 1), Quarter(2024, 4)]])
def test_those_never_issued_cost_a_fixed_number_of_queries(place, third, quarters, django_assert_num_queries):
    factories.ReportFactory(position=place.kasi, quarter=1, status=ReportStatus.APPROVED, round=1)
    with django_assert_num_queries(11):
        approved_reports(place.unit, quarters)
