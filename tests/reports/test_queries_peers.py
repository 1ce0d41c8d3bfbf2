"""Medians of the other offices of a kind: from fresh summaries alone, in a fixed number of queries."""

from decimal import Decimal

import pytest

from agreements.models import Unit
from reports.models import IndicatorRealization
from reports.outputs import check_unit, prepare
from reports.queries import load_unit_inputs, with_peers
from reports.queries import peers as peers_module
from reports.refreshing import refresh_summaries
from tests import factories
from tests.reports.reviewing import fill
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


def offices(count, regency):
    """Make offices of a kabupaten with the same indicators and codes, each a little different."""
    made = []
    for number in range(count):
        place = make_workplace()
        fill(place)
        Unit.objects.filter(pk=place.unit.pk).update(regency=regency)
        place.line.code = "7.01.03.2.03.0001"
        place.line.save()
        IndicatorRealization.objects.filter(indicator=place.direct).update(value=20 + number % 3)
        made.append(place)
    return made


@pytest.fixture
def places():
    own = make_workplace()
    fill(own)
    own.line.code = "7.01.03.2.03.0001"
    own.line.save()
    own.unit.refresh_from_db()
    return [own, *offices(5, own.unit.regency)]


def refresh(places):
    for place in places:
        refresh_summaries(place.unit, [QUARTER])


def peers(place):
    (inputs, *_) = with_peers(load_unit_inputs(place.unit, QUARTER), place.unit, QUARTER)
    return {(row.anchor, row.measure): row for row in inputs.background.peers}


def test_medians_of_the_same_indicator_and_code(places):
    refresh(places[1:])
    found = peers(places[0])
    row = found[f"indikator-{places[0].direct.pk}", "achievement"]
    # 20, 21, 22, 20, 21 of 35: 57,14 60,00 62,86 57,14 60,00.
    assert (row.median, row.deviation, row.units) == (Decimal("60.00"), Decimal("2.86"), 5)
    row = found[f"anggaran-{places[0].line.pk}", "absorption"]
    assert (row.median, row.deviation, row.units) == (Decimal("26.60"), Decimal("0.00"), 5)


def test_an_office_whose_summary_is_old_does_not_count(places):
    refresh(places[1:])
    IndicatorRealization.objects.filter(indicator=places[1].direct).update(value=1)
    assert peers(places[0]) == {}, "four are too few"


def test_offices_of_another_kabupaten_or_kind_do_not_count(places):
    Unit.objects.filter(pk=places[1].unit.pk).update(regency=factories.RegencyFactory(name="Kabupaten Lain"))
    refresh(places)
    assert peers(places[0]) == {}


def test_the_same_finding_on_the_page_in_the_command_and_in_the_json(places):
    place = places[0]
    refresh(places[1:])
    IndicatorRealization.objects.filter(indicator=place.direct).update(value=2)
    report = prepare(place.kasi, QUARTER)
    told = [row for row in report.findings if row.code == "far_from_others"]
    assert [row.link for row in told] == [f"indikator-{place.direct.pk}"]
    assert "median 5 unit lain 60,00" in told[0].message
    checked = {row.inputs.position_slug: row.findings for row in check_unit(place.unit, QUARTER)}
    assert checked["kasi-desa"] == report.findings


def test_costs_the_same_for_more_offices(places, django_assert_num_queries):
    refresh(places)
    own = places[0]
    inputs = load_unit_inputs(own.unit, QUARTER)
    for expected in (4, 3):
        with django_assert_num_queries(expected):
            with_peers(inputs, own.unit, QUARTER)
    more = offices(2, own.unit.regency)
    refresh([*places, *more])
    for expected in (4, 3):
        with django_assert_num_queries(expected):
            with_peers(inputs, own.unit, QUARTER)


def test_what_was_read_once_is_read_again_when_it_says_something_else(places):
    """Few are kept: then those of before are let go, and read again."""
    refresh(places)
    before = peers(places[0])
    IndicatorRealization.objects.filter(indicator__in=[place.direct for place in places[1:]]).update(value=7)
    refresh(places)
    anchor = f"indikator-{places[0].direct.pk}", "achievement"
    assert before[anchor].median == Decimal("60.00")
    assert peers(places[0])[anchor].median == Decimal("20.00")


def test_no_more_are_kept_than_are_allowed(places, monkeypatch):
    refresh(places)
    monkeypatch.setattr(peers_module, "_kept", {})
    monkeypatch.setattr(peers_module, "MOST_KEPT", 3)
    found = peers(places[0])
    assert len(peers_module._kept) == 3
    assert peers(places[0]) == found


def test_reports_of_an_office_are_compared_with_the_same_medians_formed_once(places, monkeypatch):
    refresh(places)
    formed = []
    monkeypatch.setattr(peers_module, "peers_of", lambda facts, known: formed.append(facts) or iter(()))
    reports = with_peers(load_unit_inputs(places[0].unit, QUARTER), places[0].unit, QUARTER)
    assert len(reports) > 1
    assert len(formed) == 1


def test_what_is_summed_up_knows_no_other_office(places):
    """Else a summary would be old whenever another office types a figure."""
    refresh(places)
    (inputs, *_) = load_unit_inputs(places[0].unit, QUARTER)
    assert inputs.background.peers == ()
