"""The trail as it stands."""

import pytest

from reports.actions.trail import Line, record
from reports.models import Event
from reports.queries import sealed_lines, units_with_a_trail
from tests import factories

pytestmark = pytest.mark.django_db


def test_only_units_with_lines_have_a_trail():
    factories.UnitFactory()
    east, west = factories.UnitFactory(slug="timur"), factories.UnitFactory(slug="barat")
    for unit in (east, west, east):
        record(unit=unit, by=None, lines=[Line("save_text", "reports.report:1")])
    assert units_with_a_trail() == (west, east)


def test_lines_come_as_they_were_written():
    unit, by = factories.UnitFactory(), factories.UserFactory()
    written = [Line("a", "reports.report:1", None, {"z": [1]}), Line("b", "reports.report:2", {"y": None})]
    record(unit=unit, by=by, lines=written)
    record(unit=factories.UnitFactory(), by=by, lines=written)
    # As it was written, whatever the numbers say.
    factories.EventFactory(unit=unit, number=9, action="d")
    factories.EventFactory(unit=unit, number=8, action="c")
    lines = list(sealed_lines(unit))
    assert [(line.number, line.action) for line in lines] == [(1, "a"), (2, "b"), (9, "d"), (8, "c")]
    first, row = lines[0], Event.objects.get(unit=unit, number=1)
    assert (first.unit, first.by, first.at, first.subject) == (unit.pk, by.pk, row.at, "reports.report:1")
    assert (first.before, first.after, first.seal) == (None, {"z": [1]}, row.seal)
    assert first.holds("")
    assert not lines[2].holds(lines[1].seal)
