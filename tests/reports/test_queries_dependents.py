"""Which reports a change of unit or post shows in."""

import pytest

from agreements.dependents import dependents_of
from agreements.enums import ReportForm
from reports.models import Report
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def names(found):
    return [report.name for report in found.open]


def test_a_profile_is_printed_by_all_open_reports_of_the_unit(place):
    make_workplace()
    found = dependents_of(place.unit)
    assert names(found) == ["Camat, Triwulan II 2024", "Kepala Seksi Desa, Triwulan II 2024"]
    assert found.open[0].address == place.report_address(place.camat)
    assert found.approved == 0


def test_a_post_is_printed_by_itself_and_by_those_below(place):
    assert names(dependents_of(place.unit, [place.camat])) == [
        "Camat, Triwulan II 2024",
        "Kepala Seksi Desa, Triwulan II 2024",
    ]
    assert names(dependents_of(place.unit, [place.kasi])) == ["Kepala Seksi Desa, Triwulan II 2024"]


def test_the_long_form_prints_all_posts(place):
    Report.objects.filter(position=place.camat).update(form=ReportForm.CAMAT_LENGKAP)
    assert names(dependents_of(place.unit, [place.kasi])) == [
        "Camat, Triwulan II 2024",
        "Kepala Seksi Desa, Triwulan II 2024",
    ]


def test_approved_reports_are_counted_and_not_said_to_change(place):
    place.approve(place.kasi)
    found = dependents_of(place.unit, [place.camat])
    assert (names(found), found.approved) == (["Camat, Triwulan II 2024"], 1)


def test_costs_two_queries(place, django_assert_num_queries):
    factories.ReportFactory(position=place.kasi, quarter=3)
    with django_assert_num_queries(2):
        dependents_of(place.unit, [place.camat])
