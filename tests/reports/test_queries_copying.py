"""What of the quarter before may be taken over, aimed at this quarter's plan."""

import pytest

from agreements.enums import AgreementKind
from reports.inputs import StrategyEntry
from reports.period import Quarter
from reports.queries import LastReport, load_inputs, load_last
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def last(place, quarter=QUARTER):
    inputs = load_inputs(place.kasi, quarter)
    return load_last(place.report(place.kasi), inputs)


def test_post_without_a_report_then_has_nothing(place):
    assert last(place) == LastReport(Quarter(2024, 1))


def test_lists_and_texts_of_the_same_post_only(place):
    then = factories.ReportFactory(position=place.kasi, quarter=1)
    other = factories.ReportFactory(position=place.camat, quarter=1)
    for report, text in ((then, "Milik kasi"), (other, "Milik camat")):
        factories.FollowUpFactory(report=report, text=text)
        factories.ReportTextFactory(report=report, section="closing", text=text)
    found = last(place)
    assert found.writing.follow_ups == ("Milik kasi",)
    assert found.texts == {"closing": "Milik kasi"}


def test_strategies_are_aimed_at_the_agreement_in_force(place):
    then = factories.ReportFactory(position=place.kasi, quarter=1)
    old = place.kasi.agreements.get()
    items = {item.indicator_id: item for item in old.items.all()}
    changed = factories.AgreementFactory(
        position=place.kasi, kind=AgreementKind.PERUBAHAN, supersedes=old, signed_on="2024-05-02"
    )
    now = factories.AgreementItemFactory(agreement=changed, indicator=place.direct)
    for order, (name, subject) in enumerate(
        (("item", items[place.direct.pk]), ("item", items[place.ratio.pk]), ("indicator", place.mean)), 1
    ):
        row = factories.StrategyFactory(report=then, order=order, **({"indicator": None} | {name: subject}))
        factories.StrategyItemFactory(strategy=row, text=f"Butir {order}")
    found = last(place).writing.strategies
    assert [(entry.item_id, entry.indicator_id, entry.items[0][0]) for entry in found] == [
        (now.pk, None, "Butir 1"),
        (None, place.mean.pk, "Butir 3"),
    ]


def test_lines_of_another_year_are_found_by_code_and_name(place):
    then = factories.ReportFactory(position=place.kasi, quarter=1)
    old = factories.BudgetLineFactory(unit=place.unit, year=2023, code=place.line.code, name=place.line.name)
    gone = factories.BudgetLineFactory(unit=place.unit, year=2023, code="9.9", name="Tidak ada lagi")
    for order, line in enumerate((old, gone), 1):
        row = factories.StrategyFactory(report=then, order=order, indicator=None, budget_line=line)
        factories.StrategyItemFactory(strategy=row, text="Butir")
    (entry,) = last(place).writing.strategies
    assert entry == StrategyEntry(None, None, place.line.pk, entry.lead_in, entry.months, entry.items)


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_a_fixed_number_of_queries(place, rows, django_assert_num_queries):
    then = factories.ReportFactory(position=place.kasi, quarter=1)
    item = place.kasi.agreements.get().items.first()
    for order in range(1, rows + 1):
        row = factories.StrategyFactory(report=then, order=order, indicator=None, item=item)
        factories.StrategyItemFactory(strategy=row)
        factories.FollowUpFactory(report=then, order=order)
    report, inputs = place.report(place.kasi), load_inputs(place.kasi, QUARTER)
    with django_assert_num_queries(8):
        load_last(report, inputs)
