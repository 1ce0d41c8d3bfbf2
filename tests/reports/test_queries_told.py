"""What reports tell, as rows: in their order, of the right quarters, in a fixed number of queries."""

import pytest

from agreements.models import Regulation
from reports.period import Quarter
from reports.queries.rows import by, plain
from reports.queries.told import read_told
from tests import factories

QUARTER = Quarter(2024, 1)

pytestmark = pytest.mark.django_db


def report(unit, quarter=QUARTER):
    position = factories.PositionFactory(unit=unit)
    factories.AgreementFactory(position=position, year=quarter.year)
    return factories.ReportFactory(position=position, year=quarter.year, quarter=quarter.number)


def test_rows_belong_to_their_report_in_their_order():
    unit = factories.UnitFactory()
    one, other = report(unit), report(unit)
    for row, order, text in ((one, 2, "second"), (other, 1, "foreign"), (one, 1, "first")):
        factories.ObstacleFactory(report=row, order=order, text=text)
    told = read_told([one.position_id, other.position_id], QUARTER)
    assert [row.text for row in told.obstacles[one.pk]] == ["first", "second"]
    assert [row.text for row in told.obstacles[other.pk]] == ["foreign"]


def test_the_quarter_before_is_read_too_and_no_other():
    unit = factories.UnitFactory()
    last = report(unit, QUARTER.previous)
    now = factories.ReportFactory(position=last.position, year=2024, quarter=1)
    factories.ReportFactory(position=last.position, year=2024, quarter=2)
    told = read_told([last.position_id], QUARTER)
    assert {row.pk for row in told.reports[last.position_id]} == {last.pk, now.pk}
    assert told.report_of(last.position_id, QUARTER).pk == now.pk
    assert told.report_of(last.position_id, QUARTER.previous).pk == last.pk
    assert told.report_of(last.position_id, Quarter(2024, 2)) is None


@pytest.mark.parametrize("posts", [1, 3])
def test_posts_cost_a_fixed_number_of_queries(django_assert_num_queries, posts):
    unit = factories.UnitFactory()
    ids = [report(unit).position_id for _ in range(posts)]
    with django_assert_num_queries(16):
        read_told(ids, QUARTER)


def test_groups_of_rows_are_not_made_by_asking():
    for short in ("b", "a", "c"):
        factories.RegulationFactory(short=short, about="x" if short == "c" else "y")
    groups = by("about", plain(Regulation.objects.order_by("short"), "short", "about"))
    assert [row.short for row in groups["y"]] == ["a", "b"]
    assert groups["z"] == ()
    assert set(groups) == {"x", "y"}
