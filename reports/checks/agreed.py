"""The agreement as signed against the targets and ceilings of today. Pure."""

from collections.abc import Iterator

from agreements.enums import AgreementKind, CeilingDocument
from agreements.numbers import format_date, format_rupiah, with_unit
from reports.checks.common import Problem, items, link, place, quoted
from reports.inputs import ReportInputs
from reports.results import Kept, ReportResults

MEND_AGREEMENT = "Buat Perubahan Perjanjian Kinerja, atau perbaiki target atau pagu yang keliru."


def find_unsigned_agreement(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find a report on an agreement whose signature nobody noted: it holds, and the report can't call it signed."""
    agreement = inputs.agreement
    if agreement is not None and agreement.items and agreement.signed_on is None:
        yield Problem(
            f"{AgreementKind(agreement.kind).label} {inputs.position} tahun {agreement.year} masih draf:"
            " tanda tangannya belum dicatat.",
            "Perjanjian Kinerja",
            "Catat tanggal tanda tangannya di halaman Perjanjian Kinerja.",
            kept=(Kept.SIGNATURE,),
        )


def find_changed_targets(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find targets that are others today than those that were signed."""
    for item in items(inputs):
        entry = inputs.facts.indicators.get(item.indicator_id)
        if entry is None or item.target_signed is None or entry.target is None or entry.target.value is None:
            continue
        if item.target_signed != entry.target.value:
            signed = with_unit(item.target_signed, entry.unit_of_measure)
            yield Problem(
                f"{quoted(entry)}: target yang ditandatangani {signed}, target yang berlaku"
                f" {with_unit(entry.target.value, entry.unit_of_measure)}.",
                place(entry),
                MEND_AGREEMENT,
                link(entry),
                kept=(Kept.TARGET,),
            )


def find_changed_amounts(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find amounts of the agreement that are not the ceilings of today (Bagian Organisasi: table 2.3, Lampiran I)."""
    budgets = inputs.agreement.budgets if inputs.agreement else ()
    for budget in budgets:
        entry, line = inputs.facts.lines.get(budget.line_id), results.facts.lines.get(budget.line_id)
        ceiling = line.ceiling.value if line else None
        if entry is None or budget.amount_signed is None or ceiling is None or budget.amount_signed == ceiling:
            continue
        yield Problem(
            f"{quoted(entry)}: anggaran di Perjanjian Kinerja {format_rupiah(budget.amount_signed)}, pagu yang berlaku"
            f" {format_rupiah(ceiling)}.",
            place(entry),
            MEND_AGREEMENT,
            link(entry),
            kept=(Kept.MONEY, Kept.CEILING),
        )
    signed, total = results.signed.total.value, results.totals.ceiling.value
    everything = budgets and all(budget.amount_signed is not None for budget in budgets)
    if everything and signed is not None and total is not None and signed != total:
        yield Problem(
            f"Jumlah anggaran di Perjanjian Kinerja {format_rupiah(signed)}, jumlah pagu yang berlaku"
            f" {format_rupiah(total)}.",
            "Perjanjian Kinerja",
            MEND_AGREEMENT,
            kept=(Kept.MONEY, Kept.CEILING),
        )


def find_spending_over_agreement(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find lines that spent more than was signed for them (Bagian Organisasi: 15.323.000 of 14.654.000)."""
    for budget in inputs.agreement.budgets if inputs.agreement else ():
        entry, line = inputs.facts.lines.get(budget.line_id), results.facts.lines.get(budget.line_id)
        spent = line.spent.value if line else None
        if entry is None or budget.amount_signed is None or spent is None or spent <= budget.amount_signed:
            continue
        yield Problem(
            f"{quoted(entry)}: realisasi {format_rupiah(spent)} melebihi anggaran di Perjanjian Kinerja,"
            f" {format_rupiah(budget.amount_signed)}.",
            place(entry),
            MEND_AGREEMENT,
            link(entry),
            kept=(Kept.FIGURE, Kept.MONEY),
        )


def find_old_ceilings(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find lines whose ceiling is older than the change of budget that other lines of the unit already follow."""
    changed = [
        line.ceiling.from_date
        for line in inputs.facts.lines.values()
        if line.ceiling is not None and line.ceiling.document == CeilingDocument.DPPA
    ]
    if not changed:
        return
    for leaf, _ in inputs.leaves:
        if leaf.ceiling is not None and leaf.ceiling.from_date < min(changed):
            document = CeilingDocument(leaf.ceiling.document).label
            yield Problem(
                f"{quoted(leaf)}: pagunya masih dari {document} {format_date(leaf.ceiling.from_date)}, sedangkan baris"
                f" lain sudah memakai DPPA {format_date(min(changed))}.",
                place(leaf),
                "Impor pagu baris ini dari lembar DPPA di halaman Impor anggaran, walaupun jumlahnya tetap.",
                link(leaf),
                kept=(Kept.CEILING,),
            )
