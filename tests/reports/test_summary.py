"""Summaries hold what the JSON of a report says, and a unit's own figures come from the one computation."""

from dataclasses import replace
from decimal import Decimal

from agreements.enums import BudgetLevel
from reports.checks import check_report
from reports.data import report_data
from reports.inputs import UnitFacts
from reports.summary import summarize
from tests.reports.builders import compute, facts, indicator, line, report


def place() -> UnitFacts:
    """A programme with two leaves; the one pays for indicator 1, the other for nothing; nobody gave indicator 3."""
    return facts(
        [
            indicator(1, 21, target=35, unit="keluarga"),
            indicator(2, 4, target=4, unit="laporan"),
            indicator(3, None, target=2, unit="paket"),
        ],
        [
            line(100, level=BudgetLevel.PROGRAM),
            line(110, 1000, 600, parent=100, pays_for=[1]),
            line(120, 500, 0, parent=100),
        ],
    )


def reports():
    shared = place()
    return shared, (report(shared, items=[1], budgets=[110]), report(shared, items=[1, 2, 3], budgets=[100]))


def named(*slugs: str):
    """Return the reports of `reports` under slugs of their own."""
    shared, made = reports()
    return shared, [replace(one, position_slug=slug, position=slug) for one, slug in zip(made, slugs, strict=True)]


def test_a_report_is_told_as_in_its_json():
    shared, made = named("kasi", "camat")
    summary = summarize(shared, made)
    assert list(summary.reports) == ["kasi", "camat"]
    for inputs in made:
        value, results = summary.reports[inputs.position_slug], compute(inputs)
        findings = check_report(inputs, results)
        data = report_data(inputs, results, findings)
        assert value.figures == {key: data[key] for key in data if key != "approval"}
        assert value.errors + value.warnings + value.notes == len(findings)
        assert value.achievement == results.totals.mean_achievement.value
        assert value.spent == results.totals.spent.value
    assert summary.reports["kasi"].errors == 0
    assert summary.reports["camat"].errors == 1


def test_a_unit_is_told_by_all_that_its_posts_promised_each_once():
    shared, made = named("kasi", "camat")
    unit = summarize(shared, made).unit
    # 21 / 35 = 60,00 and 4 / 4 = 100,00; the third has no figure and is in no mean.
    assert unit.achievement == Decimal("80.00")
    assert (unit.ceiling, unit.spent, unit.absorption) == (1500, 600, Decimal("40.00"))
    # One programme: its absorption is the mean.
    assert unit.efficiency == Decimal("40.00")
    assert unit.figures["totals"]["partial"] == ["mean_achievement"]
    assert unit.figures["totals"]["efficiency"] == "40.00"


def test_all_indicators_and_lines_are_there_in_order():
    shared, made = named("kasi", "camat")
    figures = summarize(shared, made[:1]).unit.figures
    assert [(row["id"], row["promised"], row["achievement"], row["reason"]) for row in figures["indicators"]] == [
        (1, True, "60.00", None),
        (2, False, "100.00", None),
        (3, False, None, "no_realization"),
    ]
    lines = {row["id"]: row for row in figures["lines"]}
    assert [(row["id"], row["depth"]) for row in figures["lines"]] == [(100, 0), (110, 1), (120, 1)]
    assert (lines[100]["spent"], lines[100]["remaining"], lines[100]["absorption"]) == ("600", "900", "40.00")
    # 600 / 21 against 1000 / 35
    assert (lines[110]["cost_per_outcome"], lines[110]["cost_planned"]) == ("28.57", "28.57")
    assert lines[120]["cost_per_outcome"] is None
    assert lines[110]["responsible"] is None


def test_a_unit_without_reports_still_has_its_budget():
    unit = summarize(place(), []).unit
    assert (unit.achievement, unit.spent) == (None, 600)
    assert unit.figures["totals"]["reasons"]["mean_achievement"] == "no_outcome"


def test_the_hash_is_that_of_all_inputs():
    shared, made = named("kasi", "camat")
    again = named("kasi", "camat")[1]
    first, second = summarize(shared, made).reports, summarize(shared, again).reports
    assert {slug: value.inputs_hash for slug, value in first.items()} == {
        slug: value.inputs_hash for slug, value in second.items()
    }
    other = summarize(shared, [replace(made[0], follow_ups=("Melengkapi data.",))]).reports["kasi"]
    assert other.inputs_hash != first["kasi"].inputs_hash


def test_others_are_compared_by_code_or_name_however_spaced():
    shared = facts(
        [replace(indicator(1, 5, target=10, unit="Paket "), name="  Jumlah\nPaket "), indicator(2, None, target=2)],
        [
            replace(line(7, 100, 50, pays_for=[1]), code="7.01"),
            replace(line(8, 100, 20, pays_for=[1, 2]), name="Rapat  Koordinasi"),
        ],
    )
    assert summarize(shared, []).peers == [
        ["achievement", "jumlah paket", "paket", "50.00"],
        ["absorption", "7.01", "50.00"],
        ["cost", "7.01", "paket ", "10.00"],
        ["absorption", "rapat koordinasi", "20.00"],
    ]
