"""Figures that are missing, sums that are partial, money above its ceiling. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agreements.enums import Formula, TermRole, TermTakes
from agreements.numbers import format_date, format_rupiah, quarter_name
from reports.checks.common import Problem, due_indicators, has_target, items, link, place, quoted, reported_indicators
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs
from reports.layouts import layout_for
from reports.layouts.parts import Text
from reports.results import Kept, Reason, ReportResults

FILL_REALIZATION = "Isi realisasinya (0 bila memang belum ada hasil), atau tulis alasan mengapa angkanya belum ada."
FILL_TARGET = "Isi target tahunannya di Perjanjian Kinerja; bila sudah ditandatangani, lewat Perubahannya."
FILL_TARGET_OF_OTHERS = (
    "Perjanjian Kinerja jabatan ini tidak memuat indikator ini. Isi targetnya di perjanjian yang memuatnya, atau"
    " tambahkan ke sini beserta targetnya; bila sudah ditandatangani, lewat Perubahannya."
)
FILL_SHAPE = "Lengkapi susunannya di halaman indikator: rumus, unsur rasio, dan indikator yang didukungnya."
FILL_AMOUNT = "Isi realisasi anggarannya (0 bila belum ada belanja), atau tulis alasan mengapa angkanya belum ada."

NAMED = 3
"""So many missing figures of one sum are named; the others stand beside them in the entry grid."""


def find_missing_agreement(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find a post without an agreement, or with an empty one: there is nothing it could report on."""
    quarter = inputs.facts.quarter
    if results.counts.indicators:
        return
    if inputs.agreement is None:
        yield Problem(
            f"{inputs.position} belum mempunyai Perjanjian Kinerja tahun {quarter.year} yang berlaku pada"
            f" {format_date(quarter.end)}.",
            "Perjanjian Kinerja",
            "Siapkan Perjanjian Kinerja beserta indikatornya di halaman Perjanjian Kinerja unit ini.",
            kept=(Kept.PROMISE,),
        )
    else:
        yield Problem(
            f"Perjanjian Kinerja {inputs.position} tahun {quarter.year} belum memuat indikator yang dapat dilaporkan.",
            "Perjanjian Kinerja",
            "Tambahkan indikatornya di Perjanjian Kinerja; bila sudah ditandatangani, lewat Perubahannya.",
            kept=(Kept.PROMISE,),
        )


@dataclass(frozen=True)
class Blank:
    """What is missing of an indicator, and where it is filled in: at itself, or at the indicator it takes it from."""

    entry: IndicatorEntry
    told: str
    at: IndicatorEntry
    mend: str
    kept: tuple[Kept, ...] = ()


def find_missing_figures(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find due indicators without a realization, and named lines without an amount, where no reason was typed."""
    for blank in _missing(inputs, results):
        message, where = f"{quoted(blank.entry)}: {blank.told}.", place(blank.entry)
        yield Problem(message, where, blank.mend, link(blank.at), kept=blank.kept)
    for leaf, above in inputs.leaves:
        if above is None and _unspent(leaf, results):
            yield Problem(f"{quoted(leaf)}: realisasi anggaran belum diisi.", place(leaf), FILL_AMOUNT, link(leaf))


def find_partial_sums(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find sums of money over leaves, and means over due indicators, that nobody filled: each sum and mean once."""
    sums: dict[int, tuple[LineEntry, list[LineEntry]]] = {}
    for leaf, above in inputs.leaves:
        if above is not None and _unspent(leaf, results):
            sums.setdefault(above.id, (above, []))[1].append(leaf)
    for above, leaves in sums.values():
        first, *others = leaves
        told = (
            f"realisasi anggaran {len(leaves)} baris di bawahnya belum diisi: {_names(leaves)}"
            if others
            else f"realisasi anggaran {quoted(first)} belum diisi"
        )
        yield Problem(f"Jumlah {quoted(above)} belum lengkap: {told}.", place(above), FILL_AMOUNT, link(first))
    yield from _partial_means(inputs, results)


def _partial_means(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    due = due_indicators(inputs, results)
    seen = {entry.id for entry in due}
    told = {blank.at.id for blank in _missing(inputs, results)}
    for parent in due:
        blanks = []
        for entry in _averaged(parent, inputs, results, seen):
            blank = _blank(entry, inputs, results)
            if blank and blank.at.id not in told:
                told.add(blank.at.id)
                blanks.append(blank)
        if not blanks:
            continue
        first, *others = blanks
        rest = (
            f"{len(blanks)} indikator di bawahnya belum ada angkanya: {_names([blank.entry for blank in blanks])}"
            if others
            else f"{quoted(first.entry)}, {first.told}"
        )
        message = f"Rata-rata {quoted(parent)} belum lengkap: {rest}."
        yield Problem(message, place(parent), first.mend, link(first.at), kept=first.kept)


def find_missing_targets(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find indicators of the report without a target, or half a range: their achievement can't be computed."""
    promised = {item.indicator_id for item in items(inputs)}
    for entry in reported_indicators(inputs, results):
        if not has_target(entry):
            yield Problem(
                f"{quoted(entry)}: target tahun {inputs.facts.quarter.year} belum ditetapkan.",
                place(entry),
                FILL_TARGET if entry.id in promised else FILL_TARGET_OF_OTHERS,
                link(entry),
                kept=(Kept.TARGET,),
            )


def find_goals_without_figures(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find an indicator of the goal that the form tells of, without record of its own, target or realization.

    One that the agreement promises stands in the tables, and what it lacks is told there.
    """
    unit, key = inputs.facts.unit, inputs.facts.unit.goal_indicator_id
    if not unit.goal_indicator or Text("goal") not in layout_for(inputs.form).parts:
        return
    promised = {item.indicator_id: item.wording for item in items(inputs)}
    names = {wording or inputs.facts.indicators[own].name for own, wording in promised.items()}
    if key in promised or unit.goal_indicator.casefold() in {name.casefold() for name in names}:
        return
    entry = inputs.facts.indicators.get(key or 0)
    if entry is None:
        yield Problem(
            f"Indikator tujuan “{unit.goal_indicator}” belum dicatat sebagai indikator, jadi laporan tidak menyajikan"
            " target dan realisasinya.",
            "Tujuan",
            "Catat indikatornya di halaman Indikator unit ini, lalu hubungkan dengan tujuan unit.",
            kept=(Kept.GOAL,),
        )
        return
    result = results.facts.indicators[entry.id]
    figures = (("target", result.target), ("realisasi", result.realization))
    missing = [name for name, figure in figures if figure.value is None]
    if missing:
        yield Problem(
            f"Indikator tujuan {quoted(entry)} belum ada {' dan '.join(missing)}nya, jadi laporan tidak menyajikannya.",
            "Tujuan",
            "Isi realisasinya di halaman angka triwulan; targetnya dicatat bersama tujuan unit.",
            link(entry),
            kept=(Kept.FIGURE, Kept.GOAL) if "target" in missing else (),
        )


def find_missing_ceilings(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find lines without a ceiling in force at the quarter's end."""
    for leaf, _ in inputs.leaves:
        if results.facts.lines[leaf.id].ceiling.reason == Reason.NO_CEILING and not leaf.spent:
            yield Problem(
                f"{quoted(leaf)}: belum ada pagu yang berlaku pada {format_date(inputs.facts.quarter.end)}.",
                place(leaf),
                "Impor pagunya, dengan tanggal berlakunya, di halaman Impor anggaran.",
                link(leaf),
                kept=(Kept.CEILING,),
            )


def find_spending_over_ceiling(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find leaves that spent more than their ceiling, or spent without any."""
    for leaf, _ in inputs.leaves:
        line = results.facts.lines[leaf.id]
        spent, ceiling = line.spent.value, line.ceiling.value
        if spent is None or not spent or (ceiling is not None and spent <= ceiling):
            continue
        limit = f"pagu {format_rupiah(ceiling)}" if ceiling is not None else "pagu, karena belum ada pagu yang berlaku"
        yield Problem(
            f"{quoted(leaf)}: realisasi {format_rupiah(spent)} melebihi {limit}.",
            place(leaf),
            "Periksa angka realisasinya; bila pagunya berubah, impor pagu yang baru di halaman Impor anggaran.",
            link(leaf),
            kept=(Kept.FIGURE, Kept.CEILING),
        )


def _at(entry: IndicatorEntry, told: str, inputs: ReportInputs, results: ReportResults) -> Blank:
    """Return a missing figure with where it is filled in: a term that is taken, at the indicator it is taken from."""
    if _is_shapeless(entry, results):
        return Blank(entry, told, entry, FILL_SHAPE, (Kept.SHAPE,))
    for term in entry.terms:
        source = inputs.facts.indicators.get(term.source_id or 0)
        if source is not None and term.values.get(inputs.facts.quarter.number) is None:
            if term.takes == TermTakes.TARGET:
                return Blank(entry, told, source, FILL_TARGET, (Kept.TARGET,))
            return Blank(entry, told, source, FILL_REALIZATION)
    return Blank(entry, told, entry, FILL_REALIZATION)


def _is_shapeless(entry: IndicatorEntry, results: ReportResults) -> bool:
    """Whether nobody can fill the figure in: it is computed from something that is not there, or from itself."""
    reason = results.facts.indicators[entry.id].realization.reason
    lacks_a_side = {term.role for term in entry.terms} != set(TermRole)
    return reason in (Reason.NO_CHILDREN, Reason.CIRCULAR) or (reason == Reason.MISSING_TERM and lacks_a_side)


def _missing(inputs: ReportInputs, results: ReportResults) -> list[Blank]:
    """Return what is missing of due indicators: each missing thing once, at the indicator that it is missing of.

    What only follows from another blank (a ratio that takes its part from there, a mean of which all is blank) is not
    told beside it.
    """
    due = due_indicators(inputs, results)
    blanks = [blank for entry in due if (blank := _blank(entry, inputs, results))]
    own = {blank.entry.id for blank in blanks if blank.at is blank.entry}
    found: dict[int, Blank] = {}
    for blank in blanks:
        if blank.at is blank.entry or blank.at.id not in own:
            found.setdefault(blank.at.id, blank)
    return list(found.values())


def _blank(entry: IndicatorEntry, inputs: ReportInputs, results: ReportResults) -> Blank | None:
    told = _told(entry, inputs, results)
    if not told or _rests_on_blanks(entry, inputs, results):
        return None
    return _at(entry, told, inputs, results)


def _rests_on_blanks(entry: IndicatorEntry, inputs: ReportInputs, results: ReportResults) -> bool:
    """Whether a mean has no figure since what it rests on has none: told there, and of the mean as partial."""
    if results.facts.indicators[entry.id].realization.reason != Reason.NO_CHILDREN:
        return False
    return any(_told(below, inputs, results) for below in _averaged(entry, inputs, results, {entry.id}))


def _told(entry: IndicatorEntry, inputs: ReportInputs, results: ReportResults) -> str:
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


def _names(entries: Sequence[IndicatorEntry | LineEntry]) -> str:
    """Name the first few: '“A”, “B”, “C” dan 4 lainnya'."""
    told = ", ".join(quoted(entry) for entry in entries[:NAMED])
    left = len(entries) - NAMED
    return f"{told} dan {left} lainnya" if left > 0 else told


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
