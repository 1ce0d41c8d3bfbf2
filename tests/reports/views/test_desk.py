"""A report on somebody's desk."""

from decimal import Decimal

import pytest
from django.http import Http404

from agreements.policies import Refused
from reports.views.desk import Desk, visible_report
from tests import factories
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def desk(rf, place, user):
    request = rf.get("/")
    request.user = user
    return Desk.take(request, place.unit.slug, place.kasi.slug, 2024, 2)


def test_who_may_edit_is_not_refused(rf, place):
    found = desk(rf, place, place.operator)
    assert found.refusal == ""
    assert found.check_may_edit() is None
    assert found.context()["may_edit"]
    assert found.address("report_texts") == place.report_address(place.kasi, "teks/")


def test_who_may_only_read_is_told_why(rf, place):
    found = desk(rf, place, account_of(place.camat))
    assert "hanya dapat membacanya" in found.refusal
    with pytest.raises(Refused, match="hanya dapat membacanya"):
        found.check_may_edit()


def test_stranger_finds_nothing(place):
    with pytest.raises(Http404):
        visible_report(make_workplace().operator, place.unit.slug, place.kasi.slug, QUARTER)


def test_stale_texts_with_both_versions_in_words(rf, place):
    text = next(row for row in desk(rf, place, place.operator).sections if row.key == "closing_counts")
    factories.ReportTextFactory(
        report=place.report(place.kasi), section=text.key, text="Sendiri.", generated=text.generated
    )
    assert desk(rf, place, place.operator).stale == ()
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(35))
    (stale,) = desk(rf, place, place.operator).stale
    then, now = stale.runs
    assert "".join(run.text for run in then) == text.generated
    assert "".join(run.text for run in now) == stale.section.generated
    assert any(run.changed for run in now)
    assert any(not run.changed for run in now)
