"""Far from the other offices, and quarters unlike those before: a case for each, and one close to it."""

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Aggregation
from reports.background import Background, PeerEntry
from reports.checks import check_report
from reports.checks.outliers import LEAST_POINTS
from reports.computation.outliers import is_far, middle
from reports.inputs import RealizationEntry, YearEntry
from reports.period import Quarter
from tests.reports.builders import compute, facts, indicator, line, realization, report, target


def peer(anchor, measure, median, deviation, units=20):
    return PeerEntry(anchor, measure, Decimal(median), Decimal(deviation), units)


def found(indicators, lines=(), *, peers=(), code="far_from_others"):
    """Return the messages of a check in a report that promises all indicators and names all lines."""
    inputs = report(
        facts(list(indicators), list(lines)),
        items=[entry.id for entry in indicators],
        budgets=[entry.id for entry in lines],
    )
    inputs = replace(inputs, background=Background(peers=tuple(peers)))
    listed = [row for row in check_report(inputs, compute(inputs)) if row.code == code]
    assert all(row.severity == "note" for row in listed)
    return [row.message.replace("\N{NO-BREAK SPACE}", " ") for row in listed]


def test_achievement_far_from_the_other_offices():
    others = [peer("indikator-1", "achievement", 90, 4)]
    (message,) = found([indicator(1, 12)], peers=others)
    assert message == "“Indikator 1”: capaiannya 12,00 %, median 20 unit lain 90,00 %."
    assert found([indicator(1, 71)], peers=others) == [], "19 points"
    assert found([indicator(1, 12)], peers=[peer("indikator-1", "achievement", 90, 20)]) == [], "all differ that much"
    assert found([indicator(1, values={2: realization(12, note="Banjir.")})], peers=others) == []
    assert found([indicator(1)], peers=others) == [], "no figure is no figure"
    assert found([indicator(1, 12)]) == [], "no other office"


def test_one_report_more_than_the_others_is_no_outlier():
    others = [peer("indikator-1", "achievement", 25, 0)]
    assert found([indicator(1, 2, target=4, unit="laporan")], peers=others) == []
    (message,) = found([indicator(1, 3, target=4, unit="laporan")], peers=others)
    assert message == "“Indikator 1”: capaiannya 75,00 %, median 20 unit lain 25,00 %."
    assert found([indicator(1, 50, unit="%")], peers=others), "per cent are not counted one by one"
    of_three = [peer("indikator-1", "achievement", "33.33", 0)]
    assert found([indicator(1, 2, target=3, unit="paket")], peers=of_three) == [], "66,67 after 33,33 is one of three"
    assert found([indicator(1, 3, target=3, unit="paket")], peers=of_three)


def test_absorption_far_from_the_other_offices():
    others = [peer("anggaran-7", "absorption", 45, 5)]
    (message,) = found([], [line(7, 100, 98)], peers=others)
    assert "serapannya 98,00 %, median 20 unit lain 45,00 %" in message
    assert found([], [line(7, 100, 64)], peers=others) == []
    assert found([], [line(7, 100, 98, note="Dibayar di muka.")], peers=others) == []


def test_cost_per_outcome_far_from_the_other_offices():
    others = [peer("anggaran-7", "cost", 200_000, 10_000)]
    indicators = [indicator(1, 10, target=20, unit="keluarga")]
    (message,) = found(indicators, [line(7, 20_000_000, 9_000_000, pays_for=[1])], peers=others)
    assert message.endswith("biayanya Rp 900.000 per keluarga, median 20 unit lain Rp 200.000.")
    assert found(indicators, [line(7, 20_000_000, 2_900_000, pays_for=[1])], peers=others) == []
    nobody_spent = [peer("anggaran-7", "cost", 0, 0)]
    assert found(indicators, [line(7, 20_000_000, 9_000_000, pays_for=[1])], peers=nobody_spent) == []
    assert found(indicators, [line(7, 20_000_000, 9_000_000, pays_for=[1])], peers=[peer("anggaran-7", "cost", 1, 0)])
    none_yet = [indicator(1, 0, target=20, unit="keluarga")]
    assert found(none_yet, [line(7, 20_000_000, 9_000_000, pays_for=[1])], peers=others) == []


def year(*values):
    return YearEntry(
        target=target(40),
        realizations={number: RealizationEntry(Decimal(value)) for number, value in enumerate(values, 1)},
    )


def grown(value, *, first=10, **more):
    options = {"target": 40, "unit": "laporan", "earlier": {2023: year(10, 20, 30, 40)}, **more}
    return indicator(1, values={1: first, 2: value}, **options)


def test_a_quarter_that_adds_far_more_than_those_before():
    (message,) = found([grown(45)], code="trend_break")
    assert message == (
        "“Indikator 1”: triwulan ini bertambah 35 laporan, biasanya 10 laporan per triwulan (median 5 triwulan)."
    )
    assert found([grown(30)], code="trend_break") == [], "20 where 10 is usual: half of the target more is worth a word"
    assert found([grown(45, earlier={})], code="trend_break") == [], "one quarter tells nothing"
    assert found([grown(45, first=None)], code="trend_break") == [], "what the quarter added is not known"
    assert found([grown(45, aggregation=Aggregation.LAST)], code="trend_break") == []


def spent(now, before, **more):
    rows = {number: Decimal(value) for number, value in before.items()}
    return [line(7, 1000, now, spent_before=rows, **more)]


def burst(now, before, quarter=3, **more):
    inputs = report(facts([], spent(now, before, **more), quarter=Quarter(2024, quarter)), budgets=[7])
    listed = check_report(inputs, compute(inputs))
    return [row.message.replace("\N{NO-BREAK SPACE}", " ") for row in listed if row.code == "trend_break"]


def test_a_year_of_money_in_one_quarter():
    (message,) = burst(700, {1: 50, 2: 100})
    assert "Rp 600 (60,00 % dari pagu) dibelanjakan pada triwulan ini saja" in message
    assert "paling banyak Rp 50." in message
    assert burst(590, {1: 50, 2: 100}) == [], "49 % of the ceiling"
    assert burst(800, {1: 150, 2: 200}) == [], "four times the most before"
    assert burst(700, {1: 50}, quarter=2) == [], "one quarter tells nothing"
    assert burst(700, {1: 50}) == [], "a quarter that nobody typed"
    assert burst(700, {1: 0, 2: 0}) == [], "the first time anything was spent"
    assert burst(700, {1: 50, 2: 100}, note="Pengadaan.") == []


COUNTED = (5, 0)
"""False alarms of 4,200 figures in order, and slips of a digit that went unseen of 200: what the documentation tells."""

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15)


@given(FIGURES, FIGURES, FIGURES.map(abs), st.integers(5, 30))
def test_no_figures_of_others_make_a_check_fail(value, median, deviation, units):
    others = [
        PeerEntry(anchor, measure, median, deviation, units)
        for anchor, measure in (("indikator-1", "achievement"), ("anggaran-7", "absorption"), ("anggaran-7", "cost"))
    ]
    found([indicator(1, value, unit="keluarga")], [line(7, 100, abs(value), pays_for=[1])], peers=others)


def test_a_kabupaten_in_order_raises_few_notes_and_one_wrong_digit_is_found():
    """21 offices whose figures differ as offices do: spread over 15 points in good years, over 30 where work is lumpy."""
    chance = random.Random(7)
    alarms, slips, missed = 0, 0, 0
    for _ in range(200):
        center, width = chance.choice((40, 55, 75, 90)), chance.choice((4, 8, 15))
        offices = [Decimal(max(0, round(chance.gauss(center, width), 2))).quantize(Decimal("0.01")) for _ in range(21)]
        for place, value in enumerate(offices):
            where = middle([*offices[:place], *offices[place + 1 :]])
            assert where is not None
            alarms += is_far(value, where, least=LEAST_POINTS)
        where = middle(offices[1:])
        assert where is not None
        slips += 1
        missed += not is_far(offices[0] * 10, where, least=LEAST_POINTS)
    assert alarms <= 200 * 21 // 200, f"{alarms} of {200 * 21}"
    assert missed <= slips // 20, f"{missed} of {slips}"
    assert (alarms, missed) == COUNTED
