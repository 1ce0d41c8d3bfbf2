"""Every check of figures, agreements and people beside each other: one report it must find, and one close to it.

The checks of texts have their table in `test_checks_texts.py`; a new check without a pair fails here or there.
"""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import AppointmentKind, BudgetLevel, CeilingDocument, Echelon, ReportForm
from reports.background import Background, PeerEntry, SheetSums
from reports.checks import CHECKS, check_report
from reports.checks.kinds import TextCheck
from reports.inputs import ReportInputs
from reports.period import Quarter
from tests.reports.builders import (
    agreement,
    budget,
    compute,
    facts,
    indicator,
    item,
    line,
    report,
    signer,
)

DONE = indicator(1, 5, target=5, unit="laporan")


def of(indicators=(DONE,), lines=(), *, peers=(), **more) -> ReportInputs:
    """Return a report that promises all indicators and names all lines, unless said otherwise."""
    indicators, lines = list(indicators), list(lines)
    named = {"items": [row.id for row in indicators], "budgets": [row.id for row in lines], **more}
    return replace(report(facts(indicators, lines), **named), background=Background(peers=tuple(peers)))


def agreed_with(title: str, kind: AppointmentKind) -> ReportInputs:
    party = signer("Camat", "SITI RAHAYU, S.Sos", echelon=Echelon.III_A, kind=kind)
    return of(agreement=agreement([1], superior_title=title, second_party=party))


def changed_in_may(other: int) -> ReportInputs:
    """Two lines; the second, or by its number the same one, follows the changed budget."""
    new = line(8, 100, 50, document=CeilingDocument.DPPA)
    new = replace(new, ceiling=replace(new.ceiling, from_date=datetime.date(2024, 5, 1)))
    old = line(7, 100, 50) if other == 7 else replace(new, id=7)
    return of(lines=[old, new])


def goal(measured_by: int | None) -> ReportInputs:
    """Return a report of the long form, whose goal has an indicator: by name alone, or that of the agreement."""
    told = of(form=ReportForm.CAMAT_LENGKAP)
    unit = replace(told.facts.unit, goal="Pelayanan", goal_indicator="Indeks Pelayanan", goal_indicator_id=measured_by)
    return replace(told, facts=replace(told.facts, unit=unit))


def burst(spent: int) -> ReportInputs:
    """Return a report of TW III on a line of 1000 that had spent 50 and 100 by the quarters before."""
    spender = line(7, 1000, spent, spent_before={1: Decimal(50), 2: Decimal(100)})
    return report(facts([], [spender], quarter=Quarter(2024, 3)), budgets=[7])


def imported(said: int, **more) -> ReportInputs:
    """A kegiatan of two sub kegiatan with 60 and 40, of which an imported sheet gave another sum."""
    kegiatan = line(7, level=BudgetLevel.KEGIATAN, sheet=SheetSums(3, Decimal(said), datetime.date(2024, 1, 2)))
    return of(lines=[kegiatan, line(8, 60, 1, parent=7, **more), line(9, 40, 1, parent=7)], budgets=[7])


def beside_others(reached: int) -> ReportInputs:
    return of(
        [indicator(1, reached, target=4, unit="laporan")],
        peers=[PeerEntry("indikator-1", "achievement", Decimal(25), Decimal(0), 20)],
    )


PAIRS: dict[str, tuple[ReportInputs, ReportInputs]] = {
    "missing_agreement": (of(agreement=None), of()),
    "missing_figure": (of([indicator(1)]), of([indicator(1, 0)])),
    "over_ceiling": (of(lines=[line(7, 100, 101)]), of(lines=[line(7, 100, 100)])),
    "partial_sum": (
        of(lines=[line(7), line(8, 100, None, parent=7)], budgets=[7]),
        of(lines=[line(7), line(8, 100, 0, parent=7)], budgets=[7]),
    ),
    "signer_not_appointed": (of(signer=signer(name=" ")), of(signer=signer())),
    "signed_early": (of(signed_on=datetime.date(2024, 6, 29)), of(signed_on=datetime.date(2024, 6, 30))),
    "unit_of_measure": (
        of([indicator(1, 50, unit="%", shown="5 laporan")]),
        of([indicator(1, 50, unit="%", shown="50 persen")]),
    ),
    "missing_target": (of([indicator(1, 5, target=None)]), of([indicator(1, 5)])),
    "missing_ceiling": (of(lines=[line(7, None, 0)]), of(lines=[line(7, 0, 0)])),
    "unit_wording": (
        of([indicator(1, 5, name="Persentase koordinasi", unit="dokumen")]),
        of([indicator(1, 5, name="Persentase koordinasi", unit="%")]),
    ),
    "fallen": (
        of([indicator(1, target=10, unit="laporan", values={1: 6, 2: 5})]),
        of([indicator(1, target=10, unit="laporan", values={1: 6, 2: 6})]),
    ),
    "spent_without_outcome": (
        of([indicator(1, 0)], [line(7, 100, 50, pays_for=[1])]),
        of([indicator(1, 0)], [line(7, 100, 49, pays_for=[1])]),
    ),
    "far_over": (of([indicator(1, 121)]), of([indicator(1, 120)])),
    "far_apart": (
        of([indicator(1, 100)], [line(7, 100, 39, pays_for=[1])]),
        of([indicator(1, 100)], [line(7, 100, 40, pays_for=[1])]),
    ),
    "ten_times": (
        of([indicator(1, target=99, unit="laporan", values={1: 6, 2: 60})]),
        of([indicator(1, target=99, unit="laporan", values={1: 6, 2: 59})]),
    ),
    "trend_break": (burst(700), burst(590)),
    "far_from_others": (beside_others(3), beside_others(2)),
    "unsigned_agreement": (of(agreement=agreement([1], signed_on=None)), of(agreement=agreement([1]))),
    "target_changed": (
        of([indicator(1, 50)], items=[item(1, target_signed=Decimal(90))]),
        of([indicator(1, 50)], items=[item(1, target_signed=Decimal("100.00"))]),
    ),
    "amount_changed": (
        of(lines=[line(7, 200, 50)], budgets=[budget(7, amount_signed=Decimal(100))]),
        of(lines=[line(7, 200, 50)], budgets=[budget(7, amount_signed=Decimal(200))]),
    ),
    "over_agreement": (
        of(lines=[line(7, 200, 101)], budgets=[budget(7, amount_signed=Decimal(100))]),
        of(lines=[line(7, 200, 100)], budgets=[budget(7, amount_signed=Decimal(100))]),
    ),
    "imported_sum": (imported(96), imported(100)),
    "old_ceiling": (changed_in_may(7), changed_in_may(8)),
    "acting_title": (
        agreed_with("Camat Contoh", AppointmentKind.PLT),
        agreed_with("Plt. Camat Contoh", AppointmentKind.PLT),
    ),
    "other_superior_agreed": (
        of(agreement=agreement([1], superior_title="Sekretaris Kecamatan")),
        of(agreement=agreement([1], superior_title="Plt. Camat Contoh")),
    ),
    "goal_figures": (goal(None), goal(1)),
    "faulty_nip": (of(signer=signer(nip="198030012005012001")), of(signer=signer(nip="198001012005012001"))),
}


def found(inputs: ReportInputs) -> set[str]:
    return {finding.code for finding in check_report(inputs, compute(inputs))}


def test_every_check_of_figures_has_its_pair():
    assert PAIRS.keys() == {check.code for check in CHECKS if not isinstance(check, TextCheck)}


@pytest.mark.parametrize("code", PAIRS)
def test_found(code):
    assert code in found(PAIRS[code][0])


@pytest.mark.parametrize("code", PAIRS)
def test_near_miss(code):
    assert code not in found(PAIRS[code][1])


def test_an_acting_title_is_told_with_one_stop():
    (message,) = [row.message for row in check_report(PAIRS["acting_title"][0], compute(PAIRS["acting_title"][0]))]
    assert message.endswith("sebagai Plt.")
