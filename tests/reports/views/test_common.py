"""What several pages share of a unit and quarter."""

from decimal import Decimal

import pytest
from django.http import Http404

from reports.usage import FactIds
from reports.views.common import QuarterWork, visible_unit
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def test_visible_unit(place):
    assert visible_unit(place.operator, place.unit.slug) == place.unit
    with pytest.raises(Http404):
        visible_unit(factories.UserFactory(), place.unit.slug)


def test_work_knows_what_is_typed_missing_and_used(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    place.approve(place.kasi)
    work = QuarterWork.load(place.unit, QUARTER)
    typed = frozenset({place.direct.pk, place.ratio.pk})
    lines = frozenset({place.line.pk, place.other_line.pk})
    assert work.entered == FactIds(typed, lines)
    assert work.missing == FactIds(frozenset({place.ratio.pk}), lines)
    assert [inputs.position for inputs in work.used_by.indicators[place.direct.pk]] == ["Camat", "Kepala Seksi Desa"]
    assert [inputs.position for inputs in work.approved.indicators[place.direct.pk]] == ["Kepala Seksi Desa"]
    assert work.results.indicators[place.direct.pk].achievement.value == 60


def test_finding_of_several_reports_is_told_once(place):
    factories.BudgetRealizationFactory(budget_line=place.line, amount=Decimal(10_000_001))
    found = QuarterWork.load(place.unit, QUARTER).findings[f"anggaran-{place.line.pk}"]
    assert [finding.code for finding in found].count("over_ceiling") == 1


def test_unit_without_posts_still_has_facts():
    work = QuarterWork.load(factories.UnitFactory(), QUARTER)
    assert work.reports == ()
    assert work.entered == FactIds(frozenset(), frozenset())
    assert work.findings == {}
