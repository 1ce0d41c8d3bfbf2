"""Figures that are missing, sums that are partial, money above its ceiling. Pure."""

from collections.abc import Iterator

from agreements.enums import Formula, TermRole, TermTakes
from agreements.numbers import format_date, format_rupiah, quarter_name
from reports.checks.common import Problem, due_indicators, has_target, leaves, link, place, quoted, reported_indicators
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs
from reports.results import Reason, ReportResults

FILL_REALIZATION = "Isi realisasinya (0 bila memang belum ada hasil), atau tulis alasan mengapa angkanya belum ada."
FILL_TARGET = "Mintalah administrator mengisi target tahunan indikator ini."
FILL_AMOUNT = "Isi realisasi anggarannya (0 bila belum ada belanja), atau tulis alasan mengapa angkanya belum ada."


def find_missing_agreement(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find a post without an agreement: there is nothing it could report on."""
    year = inputs.facts.quarter.year
    if not results.counts.indicators:
        yield Problem(
            f"Perjanjian Kinerja {inputs.position} tahun {year} belum memuat indikator yang dapat dilaporkan.",
            "Perjanjian Kinerja",
            "Mintalah administrator mencatat Perjanjian Kinerja beserta indikatornya.",
        )


def find_missing_figures(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find due indicators without a realization, and named lines without an amount, where no reason was typed."""
    for entry in due_indicators(inputs, results):
        blank = _blank(entry, inputs, results)
        if blank:
            at, mend = _where(entry, inputs)
            yield Problem(f"{quoted(entry)}: {blank}.", place(entry), mend, link(at))
    for leaf, above in leaves(inputs):
        if above is None and _unspent(leaf, results):
            yield Problem(f"{quoted(leaf)}: realisasi anggaran belum diisi.", place(leaf), FILL_AMOUNT, link(leaf))


def find_partial_sums(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find sums of money over a leaf that nobody filled, and means over a due indicator that nobody filled."""
    for leaf, above in leaves(inputs):
        if above is not None and _unspent(leaf, results):
            message = f"Jumlah {quoted(above)} belum lengkap: realisasi anggaran {quoted(leaf)} belum diisi."
            yield Problem(message, place(above), FILL_AMOUNT, link(leaf))
    due = due_indicators(inputs, results)
    seen = {entry.id for entry in due}
    for parent in due:
        for entry in _averaged(parent, inputs, results, seen):
            blank = _blank(entry, inputs, results)
            if blank:
                at, mend = _where(entry, inputs)
                message = f"Rata-rata {quoted(parent)} belum lengkap: {quoted(entry)}, {blank}."
                yield Problem(message, place(parent), mend, link(at))


def find_missing_targets(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find indicators of the report without a target, or half a range: their achievement can't be computed."""
    for entry in reported_indicators(inputs, results):
        if not has_target(entry):
            yield Problem(
                f"{quoted(entry)}: target tahun {inputs.facts.quarter.year} belum ditetapkan.",
                place(entry),
                FILL_TARGET,
                link(entry),
            )


def find_missing_ceilings(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find lines without a ceiling in force at the quarter's end."""
    for leaf, _ in leaves(inputs):
        if results.facts.lines[leaf.id].ceiling.reason == Reason.NO_CEILING and not leaf.spent:
            yield Problem(
                f"{quoted(leaf)}: belum ada pagu yang berlaku pada {format_date(inputs.facts.quarter.end)}.",
                place(leaf),
                "Mintalah administrator mengisi pagu dan tanggal berlakunya.",
                link(leaf),
            )


def find_spending_over_ceiling(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find leaves that spent more than their ceiling, or spent without any."""
    for leaf, _ in leaves(inputs):
        line = results.facts.lines[leaf.id]
        spent, ceiling = line.spent.value, line.ceiling.value
        if spent is None or not spent or (ceiling is not None and spent <= ceiling):
            continue
        limit = f"pagu {format_rupiah(ceiling)}" if ceiling is not None else "pagu, karena belum ada pagu yang berlaku"
        yield Problem(
            f"{quoted(leaf)}: realisasi {format_rupiah(spent)} melebihi {limit}.",
            place(leaf),
            "Periksa angka realisasinya; bila pagunya berubah, mintalah administrator mencatat pagu yang baru.",
            link(leaf),
        )


def _where(entry: IndicatorEntry, inputs: ReportInputs) -> tuple[IndicatorEntry, str]:
    """Return where a missing figure is filled in, and how: a term that is taken, at the indicator it is taken from."""
    for term in entry.terms:
        source = inputs.facts.indicators.get(term.source_id or 0)
        if source is not None and term.values.get(inputs.facts.quarter.number) is None:
            return source, FILL_TARGET if term.takes == TermTakes.TARGET else FILL_REALIZATION
    return entry, FILL_REALIZATION


def _blank(entry: IndicatorEntry, inputs: ReportInputs, results: ReportResults) -> str:
    """Say what is missing of an indicator's realization; '' where nothing is, or a reason was typed."""
    quarter = inputs.facts.quarter
    reason = results.facts.indicators[entry.id].realization.reason
    if reason == Reason.NO_REALIZATION:
        return f"realisasi {quarter_name(quarter.number)} belum diisi"
    if reason == Reason.MISSING_QUARTER:
        absent = [quarter_name(number) for number in range(1, quarter.number) if _untold(entry, number)]
        return f"realisasi {', '.join(absent)} belum diisi" if absent else ""
    if reason == Reason.MISSING_TERM:
        for role in TermRole:
            if not any(term.role == role for term in entry.terms):
                return f"rasio ini belum mempunyai {role.label.lower()}"
        names = [f"“{term.label}”" for term in entry.terms if term.values.get(quarter.number) is None]
        return f"rasio belum lengkap, {', '.join(names) or 'unsur triwulan sebelumnya'} belum diisi"
    if reason == Reason.NO_CHILDREN:
        return "tidak ada indikator di bawahnya yang dapat dirata-rata"
    if reason == Reason.CIRCULAR:
        return "susunan indikatornya berputar kembali ke indikator ini"
    return ""


def _untold(entry: IndicatorEntry, quarter: int) -> bool:
    """Whether a quarter has neither a figure nor a reason."""
    typed = entry.realizations.get(quarter)
    if typed is not None and (typed.value is not None or typed.missing_reason.strip()):
        return False
    return not entry.terms or any(term.values.get(quarter) is None for term in entry.terms)


def _unspent(leaf: LineEntry, results: ReportResults) -> bool:
    return results.facts.lines[leaf.id].spent.reason == Reason.NO_REALIZATION


def _averaged(
    parent: IndicatorEntry, inputs: ReportInputs, results: ReportResults, seen: set[int]
) -> Iterator[IndicatorEntry]:
    """Yield the indicators with a target that a mean rests on, at any depth, each one once over all means.

    A mean whose absence was explained rests on nothing.
    """
    waiting = [parent]
    while waiting:
        above = waiting.pop()
        explained = results.facts.indicators[above.id].realization.reason == Reason.EXPLAINED
        if above.formula != Formula.MEAN_OF_CHILDREN or explained:
            continue
        for entry in inputs.facts.indicators.values():
            if entry.parent_id == above.id and entry.used and has_target(entry) and entry.id not in seen:
                seen.add(entry.id)
                waiting.append(entry)
                yield entry
