"""Lists, photographs and editors of a report, in a fixed number of queries."""

import pytest

from reports.queries import Writing, last_change, load_photos, load_writing, text_editors
from tests import factories
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def test_report_without_lists(place):
    assert load_writing(place.report(place.kasi)) == Writing()
    assert load_photos(place.report(place.kasi)) == ()
    assert text_editors(place.report(place.kasi)) == {}
    assert last_change(place.report(place.kasi)) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_in_order_and_in_five_queries(place, rows, django_assert_num_queries):
    report = place.report(place.kasi)
    for number in reversed(range(rows)):
        strategy = factories.StrategyFactory(report=report, order=number, indicator=place.direct, months=f"{number}")
        factories.StrategyItemFactory(strategy=strategy, text="Satu", order=1)
        factories.FollowUpFactory(report=report, order=number, text=f"Lanjut {number}")
        factories.FollowUpFactory(report=report, order=number, closing=True, text=f"Tutup {number}")
        factories.ObstacleFactory(report=report, order=number, text=f"Sebab {number}", solution="Solusi")
        factories.ActivityFactory(report=report, order=number, group="Jenis", text=f"Kegiatan {number}")
    with django_assert_num_queries(5):
        writing = load_writing(report)
    assert [entry.months for entry in writing.strategies] == [f"{number}" for number in range(rows)]
    assert writing.strategies[0].items == (("Satu", ""),)
    assert writing.follow_ups == tuple(f"Lanjut {number}" for number in range(rows))
    assert writing.closing_points == tuple(f"Tutup {number}" for number in range(rows))
    assert writing.obstacles[0] == ("Sebab 0", "Solusi")
    assert writing.activities[-1] == ("Jenis", f"Kegiatan {rows - 1}")


def test_who_edited_and_who_changed_last(place):
    report, editor = place.report(place.kasi), account_of(place.kasi)
    factories.ReportTextFactory(report=report, section="cost", updated_by=editor)
    name = place.kasi.appointments.get().official.name
    assert text_editors(report)["cost"][0] == name
    factories.EventFactory(unit=place.unit, by=editor, subject=f"reports.report:{report.pk}")
    factories.EventFactory(unit=place.unit, subject=f"reports.report:{report.pk + 1}")
    assert last_change(report)[0] == name
