"""The pictures of one unit: its year and its programmes, and nothing of another."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from agreements.models import Unit
from reports.comparison.choice import Sort
from reports.period import Quarter
from reports.queries import unit_summaries
from reports.refreshing import refresh_summaries
from reports.views.pictures import quarters_before, unit_pictures
from tests import factories
from tests.pages import client_of
from tests.reports.comparing import make_compared
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db


FIRST = Quarter(2024, 1)


@pytest.fixture
def unit():
    place = make_compared()
    factories.ReportFactory(position=place.camat, quarter=1)
    return Unit.objects.get(pk=place.unit.pk)


def pictures(unit, quarter=QUARTER, sort=None):
    figures = unit_summaries([unit], quarter, figures=True)[unit.pk].figures
    return unit_pictures(unit, quarter, figures, [QUARTER, FIRST], sort)


def test_the_year_and_the_programmes(unit):
    make_compared(1, 1)
    trend, budget = pictures(unit)
    assert [row.cells[0].text for row in trend.table.rows] == ["Triwulan I", "Triwulan II"]
    assert "Triwulan II: capaian 60,00\N{NO-BREAK SPACE}% dan serapan 16,67\N{NO-BREAK SPACE}%" in trend.sentence
    assert [bar.label for bar in budget.pictures[0].model.bars] == ["Program Pemberdayaan"]
    assert str(budget.table.rows[0].cells[-1].value) == "16.67"


def test_a_fixed_number_of_queries(unit, django_assert_num_queries):
    refresh_summaries()
    figures = unit_summaries([unit], QUARTER, figures=True)[unit.pk].figures
    with django_assert_num_queries(3):
        unit_pictures(unit, QUARTER, figures, [QUARTER, FIRST])
    with django_assert_num_queries(0):
        unit_pictures(unit, FIRST, figures, [QUARTER, FIRST])


def test_only_opened_quarters_of_the_year_stand_before():
    opened = [Quarter(2024, 4), Quarter(2024, 3), Quarter(2024, 1), Quarter(2023, 4)]
    assert quarters_before(Quarter(2024, 3), opened) == [FIRST]
    assert quarters_before(FIRST, opened) == []


def test_they_are_drawn_by_the_same_template(unit):
    _, budget = pictures(unit, sort=Sort.read("anggaran.nama"))
    context = {"section": budget, "query": QueryDict("a=b"), "open": False}
    html = render_to_string("_components/comparison_section.html", context)
    assert 'id="tabel-anggaran"' in html
    assert "?a=b&amp;urut=anggaran.-nama#tabel-anggaran" in html
    assert " open" in html


def test_the_office_page_shows_them_to_whoever_sees_the_unit(unit):
    operator = unit.grants.get().user
    response = client_of(operator).get(f"/unit/{unit.slug}/2024/2/ringkasan/?urut=anggaran.-serapan")
    html = response.content.decode()
    assert 'id="tren-960-judul"' in html
    assert 'id="anggaran-320-judul"' in html
    assert [section.sorted for section in response.context["pictures"]] == [False, True]
