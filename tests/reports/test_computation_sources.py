"""Terms that are other indicators' figures: typed once, current in both places."""

from dataclasses import replace

import pytest

from agreements.enums import Aggregation, Formula, TermRole, TermTakes
from reports.computation import compute_facts
from reports.computation.sources import with_sources
from reports.inputs import YearEntry
from reports.results import Reason
from tests.reports.builders import facts, figure, indicator, number, realization, target, term

SOURCE = 2


def ratio(*, numerator=SOURCE, denominator=SOURCE, **more):
    """Return a ratio (1) of what indicator 2 reached to its target; None stands for a term that is typed."""
    above = term(1, TermRole.NUMERATOR, {1: 99, 2: 99})
    below = term(101, TermRole.DENOMINATOR, {1: 50, 2: 50})
    terms = (
        replace(above, source_id=numerator),
        replace(below, source_id=denominator, takes=TermTakes.TARGET),
    )
    return indicator(1, formula=Formula.RATIO, terms=terms, **more)


def result_of(*indicators, quarter=2):
    resolved = with_sources({entry.id: entry for entry in indicators}, quarter)
    return compute_facts(facts(list(resolved.values()))).indicators[1]


def test_realization_and_target_of_another_indicator_are_the_fraction():
    """Rowokangkung 04: 21 of 35 keluarga."""
    found = result_of(ratio(), indicator(SOURCE, 21, target=35, unit="keluarga"))
    assert found.realization == figure(60)
    assert (found.fraction.numerator, found.fraction.denominator) == (21, 35)


def test_a_typed_term_stands_beside_a_taken_one():
    found = result_of(ratio(denominator=None), indicator(SOURCE, 21, target=35))
    assert (found.fraction.numerator, found.fraction.denominator) == (21, 50)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Aggregation.CUMULATIVE, 20), (Aggregation.SUM, 30), (Aggregation.LAST, 20), (Aggregation.MEAN, 15)],
)
def test_the_figure_to_date_is_taken(aggregation, expected):
    source = indicator(SOURCE, values={1: 10, 2: 20}, target=100, aggregation=aggregation)
    resolved = with_sources({1: ratio(), SOURCE: source}, 2)[1]
    assert resolved.terms[0].values == {1: 10, 2: number(expected)}


@pytest.mark.parametrize(
    "source",
    [indicator(SOURCE, None, target=35), indicator(SOURCE, 21, target=None), None],
    ids=["value", "target", "gone"],
)
def test_what_the_source_lacks_the_ratio_lacks(source):
    found = result_of(ratio(), *([source] if source else []))
    assert found.realization.value is None
    assert found.realization.reason in (Reason.MISSING_TERM, Reason.NO_REALIZATION)


def test_a_reason_given_at_the_source_explains_the_ratio():
    source = indicator(SOURCE, target=35, reason="Menunggu data desa.")
    resolved = with_sources({1: ratio(), SOURCE: source}, 2)
    assert resolved[1].realizations[2].missing_reason == "Menunggu data desa."
    assert result_of(ratio(), source).realization.reason == Reason.EXPLAINED
    partly = with_sources({1: ratio(denominator=None), SOURCE: source}, 2)
    assert partly[1].realizations == {}, "who types the rest gives the reason"


def test_a_remark_typed_at_the_ratio_stays():
    kept = {2: realization(note="Data TP PKK")}
    resolved = with_sources({1: ratio(values=kept), SOURCE: indicator(SOURCE, target=35, reason="Menunggu.")}, 2)
    assert resolved[1].realizations == kept


def test_an_earlier_year_takes_what_was_typed_then():
    held = YearEntry(target=target(40), realizations={4: realization(30)})
    then = {2023: YearEntry(target=target(100), realizations={}, terms=ratio().terms, used_in=(1, 2, 3, 4))}
    source = indicator(SOURCE, 21, target=35, earlier={2023: held})
    resolved = with_sources({1: ratio(earlier=then), SOURCE: source}, 2)[1]
    above, below = resolved.earlier[2023].terms
    assert above.values == {4: 30}
    assert below.values == {1: 40, 2: 40, 3: 40, 4: 40}
    unheld = with_sources({1: ratio(earlier=then), SOURCE: replace(source, earlier={})}, 2)[1]
    assert [row.values for row in unheld.earlier[2023].terms] == [{}, {}]


def test_what_is_no_ratio_is_left_alone():
    entered = replace(ratio(), formula=Formula.ENTERED)
    plain = indicator(SOURCE, 21, reason="")
    resolved = with_sources({1: entered, SOURCE: plain}, 2)
    assert resolved == {1: entered, SOURCE: plain}
