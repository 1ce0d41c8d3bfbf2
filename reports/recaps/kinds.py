"""The recaps there are: for each its columns, and the records that its rows tell of. Pure.

A new recap is an entry in `RECAPS`: page, workbook, JSON and its description find it there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType

from agreements.enums import EfficiencyDefinition
from reports.document.blocks import RowStyle
from reports.narrative import COST_PER_OUTCOME
from reports.narrative.across import LAST_QUARTER, YEARLY, efficiency_notes
from reports.period import Quarter
from reports.recaps import columns as c
from reports.recaps.sources import Figures, Json, RecapSource, ReportSource, inner, part
from reports.recaps.table import RecapColumn, Record, ValueKind
from reports.results import Reason
from reports.usage import HANDED_IN


class Need(Enum):
    """What recaps are made of; each costs time to load."""

    UNIT_FIGURES = auto()
    STANDING = auto()
    """Where each report stands, and when it came."""
    REPORT_FIGURES = auto()


@dataclass(frozen=True)
class RecapKind:
    """A recap: `key` stands in addresses of pages, `resource` in those of the JSON.

    `narrow` is the key of the column to whose words the recap can be narrowed, '' for none.
    """

    key: str
    resource: str
    title: str
    about: str
    columns: tuple[RecapColumn, ...]
    records: Callable[[RecapSource], Iterator[Record]]
    names: str = "unit_name"
    """The key of the column that says what a row tells of."""
    narrow: str = ""
    notes: tuple[str, ...] = ()
    needs: frozenset[Need] = frozenset()
    """What has to be loaded for it."""

    @property
    def short(self) -> str:
        """Its title without the word 'Rekap', as tabs and worksheets are called."""
        return self.title.removeprefix("Rekap ")

    @property
    def narrowing(self) -> RecapColumn | None:
        """The column to whose words the recap can be narrowed."""
        return next((column for column in self.columns if column.key == self.narrow), None)

    @property
    def narrow_label(self) -> str:
        """What the recap can be narrowed by, in a word: 'Tingkat'; '' for nothing."""
        return self.narrowing.heading if self.narrowing else ""

    @property
    def choices(self) -> Mapping[str, str]:
        """The words that the recap can be narrowed to, with their labels."""
        return (self.narrowing.choices if self.narrowing else None) or {}


# -- units and reports -------------------------------------------------------------------------------------------------


def _counted(reports: Iterable[ReportSource], where: Callable[[ReportSource], bool]) -> int:
    return sum(1 for report in reports if where(report))


def _standing(reports: tuple[ReportSource, ...]) -> dict[str, Json]:
    """Count reports: how many there are to be, were handed in, came late, are overdue, were received."""
    return {
        "reports": len(reports),
        "handed_in": _counted(reports, lambda report: report.status in HANDED_IN),
        "late": _counted(reports, lambda report: report.punctuality == "late"),
        "overdue": _counted(reports, lambda report: report.punctuality == "overdue"),
        "received": _counted(reports, lambda report: report.received_on is not None),
    }


def _units(source: RecapSource) -> Iterator[Record]:
    for number, unit in enumerate(source.units, 1):
        yield Record({**inner(unit.figures, "totals"), **_standing(unit.reports)}, unit, number=number)
    if len(source.units) > 1:
        every = tuple(report for unit in source.units for report in unit.reports)
        yield from _totals(source, _standing(every))


def _totals(source: RecapSource, standing: Mapping[str, Json] = MappingProxyType({})) -> Iterator[Record]:
    """Tell of all units, and of the money of those that have both amounts where some told nothing."""
    yield Record({**source.totals, **standing}, style=RowStyle.TOTAL)
    if source.filled is not None:
        yield Record(source.filled, style=RowStyle.TOTAL)


def _reports(source: RecapSource) -> Iterator[Record]:
    number = 0
    for unit in source.units:
        for report in unit.reports:
            number += 1
            yield Record(_report_item(report), unit, report, number)


def _report_item(report: ReportSource) -> Figures:
    totals, efficiency = inner(report.figures, "totals"), inner(report.figures, "efficiency")
    reasons = inner(totals, "reasons")
    if efficiency.get("reason"):
        reasons = {**reasons, "efficiency": efficiency["reason"]}
    return {**totals, "efficiency": efficiency.get("value"), "reasons": reasons}


# -- achievement, budget, cost per outcome -----------------------------------------------------------------------------


def _achievement(source: RecapSource) -> Iterator[Record]:
    number = 0
    for unit in source.units:
        for each in part(unit.figures, "indicators"):
            # What nothing of the year points at is no one's to reach.
            if each.get("used") is not False:
                number += 1
                yield Record({**each, "indicator_id": each.get("id")}, unit, number=number)


MONEY = ("ceiling", "spent", "remaining", "absorption")


def _budget(source: RecapSource) -> Iterator[Record]:
    number = 0
    styles = {0: RowStyle.GROUP, 1: RowStyle.SUBGROUP}
    for unit in source.units:
        lines = part(unit.figures, "lines")
        for each in lines:
            number += 1
            depth = each.get("depth")
            assert isinstance(depth, int)
            # Why there is no cost per outcome is a matter of another recap.
            reasons = {key: code for key, code in inner(each, "reasons").items() if key in MONEY}
            item = {**each, "line_id": each.get("id"), "reasons": reasons}
            yield Record(item, unit, number=number, style=styles.get(depth, RowStyle.BODY), depth=depth)
        if lines:
            yield Record(inner(unit.figures, "totals"), unit, style=RowStyle.SUBTOTAL)
    if number and len(source.units) > 1:
        yield from _totals(source)


def _cost(source: RecapSource) -> Iterator[Record]:
    """Tell of every budget line whose money pays for an outcome; where it pays for several, they have no figures."""
    number = 0
    for unit in source.units:
        indicators = {each.get("id"): each for each in part(unit.figures, "indicators")}
        for line in part(unit.figures, "lines"):
            if line.get("cost_per_outcome") is None and not line.get("cost_reason"):
                continue
            number += 1
            ids = line.get("indicators")
            assert isinstance(ids, list)
            yield Record(_cost_item(line, [indicators[key] for key in ids if key in indicators]), unit, number=number)


def _cost_item(line: Figures, outcomes: Sequence[Figures]) -> Figures:
    names = "; ".join(str(outcome["name"]) for outcome in outcomes)
    measured = ("target", "realization", "achievement")
    if len(outcomes) == 1:
        own = outcomes[0]
        reasons = {key: code for key, code in inner(own, "reasons").items() if key in measured}
        return {
            **line,
            **{key: own.get(key) for key in (*measured, "unit")},
            "line_id": line.get("id"),
            "indicator_id": own.get("id"),
            "indicator": names,
            "reasons": {**inner(line, "reasons"), **reasons},
        }
    several = dict.fromkeys(measured, str(Reason.SEVERAL_OUTCOMES))
    return {**line, "line_id": line.get("id"), "indicator": names, "reasons": {**inner(line, "reasons"), **several}}


# -- findings ----------------------------------------------------------------------------------------------------------


def _findings(source: RecapSource) -> Iterator[Record]:
    number = 0
    for unit in source.units:
        for report in unit.reports:
            # Of a report that nobody opened there is nothing to mend yet.
            for each in part(report.figures, "findings") if report.status else ():
                number += 1
                yield Record(each, unit, report, number)


# -- the table ---------------------------------------------------------------------------------------------------------

_COUNTS = tuple(
    c.figure(key, heading, ValueKind.COUNT, 11)
    for key, heading in (
        ("reports", "Laporan"),
        ("handed_in", "Diajukan"),
        ("late", "Diajukan Terlambat"),
        ("overdue", "Lewat Batas, Belum Pernah Diajukan"),
        ("received", "Diterima"),
    )
)
_MEANS = (
    replace(c.figure("mean_achievement", "Rata-rata Capaian (%)", ValueKind.PERCENT, 11), total=False),
    c.CEILING,
    c.SPENT,
    c.REMAINING,
    c.ABSORPTION,
    replace(c.figure("efficiency", "Efisiensi", ValueKind.NUMBER, 10), total=False),
)
_FINDING_COUNTS = tuple(
    replace(c.figure(key, heading, ValueKind.COUNT, 9), get=c.of_report(get))
    for key, heading, get in (
        ("errors", "Galat", lambda report: c.findings_of(report, "error")),
        ("warnings", "Peringatan", lambda report: c.findings_of(report, "warning")),
        ("notes", "Catatan", lambda report: c.findings_of(report, "note")),
    )
)

ACHIEVEMENT_NOTE = (
    "Capaian = realisasi dibagi target, kali 100; untuk indikator yang makin rendah makin baik ="
    " (2 × target − realisasi) dibagi target, kali 100, paling rendah 0."
)
HANDED_IN_NOTE = (
    "Diajukan berarti sedang di atasan atau Bagian Organisasi, atau sudah diterima; laporan yang dikembalikan atau"
    " direvisi baru dihitung lagi sesudah diajukan lagi. Tepat atau terlambatnya menurut pengajuan yang pertama."
)
MONEY_NOTE = "Realisasi dihitung sejak 1 Januari sampai akhir triwulan, dan pagu menurut dokumen yang berlaku saat itu."
BLANK_NOTE = "Sel kosong atau – berarti tidak ada angkanya, bukan nol; sebabnya ada di kolom Keterangan."

RECAPS: Mapping[str, RecapKind] = {
    kind.key: kind
    for kind in (
        RecapKind(
            "unit",
            "units",
            "Rekap per Unit Kerja",
            "berapa laporan yang masuk, capaian, dan anggaran tiap unit",
            (c.NO, c.UNIT, *_COUNTS, *_MEANS, replace(c.NOTE, under="unit_name")),
            _units,
            notes=(HANDED_IN_NOTE, MONEY_NOTE),
            needs=frozenset({Need.UNIT_FIGURES, Need.STANDING}),
        ),
        RecapKind(
            "laporan",
            "reports",
            "Rekap per Laporan",
            "status, capaian, anggaran, dan temuan tiap laporan",
            (
                c.NO,
                c.UNIT,
                c.POSITION,
                c.OFFICIAL,
                c.STATUS,
                replace(c.PUNCTUAL, under="status"),
                *_MEANS,
                *_FINDING_COUNTS,
                replace(c.NOTE, under="position_name"),
            ),
            _reports,
            names="position_name",
            narrow="status",
            notes=(MONEY_NOTE,),
            needs=frozenset({Need.STANDING, Need.REPORT_FIGURES}),
        ),
        RecapKind(
            "capaian",
            "achievement",
            "Rekap Capaian Kinerja",
            "setiap indikator: target, realisasi, capaian, predikat",
            (
                c.NO,
                c.UNIT,
                c.OBJECTIVE_LEVEL,
                c.INDICATOR,
                c.MEASURE,
                c.TARGET,
                c.REALIZATION,
                c.ACHIEVEMENT,
                c.PREDICATE,
                c.PROMISED,
                c.NOTE,
            ),
            _achievement,
            names="indicator",
            narrow="level",
            notes=(ACHIEVEMENT_NOTE,),
            needs=frozenset({Need.UNIT_FIGURES}),
        ),
        RecapKind(
            "anggaran",
            "budget",
            "Rekap Realisasi Anggaran",
            "pohon anggaran: pagu, realisasi, sisa, serapan",
            (
                c.NO,
                c.UNIT,
                c.BUDGET_LEVEL,
                c.CODE,
                c.LINE,
                c.RESPONSIBLE,
                c.CEILING,
                c.SPENT,
                c.REMAINING,
                c.ABSORPTION,
                c.NOTE,
            ),
            _budget,
            names="name",
            narrow="level",
            notes=(MONEY_NOTE,),
            needs=frozenset({Need.UNIT_FIGURES}),
        ),
        RecapKind(
            "biaya",
            "cost-per-outcome",
            "Rekap Biaya per Hasil",
            "berapa rupiah untuk satu satuan hasil, rencana dan kenyataan",
            (
                c.NO,
                c.UNIT,
                c.BUDGET_LEVEL,
                c.CODE,
                c.LINE,
                replace(c.INDICATOR, get=c.item("indicator"), width=30),
                replace(c.MEASURE, under="indicator"),
                c.TARGET,
                c.REALIZATION,
                c.ACHIEVEMENT,
                c.CEILING,
                c.SPENT,
                c.ABSORPTION,
                c.figure("cost_planned", "Rencana (Rp per satuan)", ValueKind.MONEY, 15, "{ceiling}/{target}"),
                c.figure("cost_per_outcome", "Nyata (Rp per satuan)", ValueKind.MONEY, 15, "{spent}/{realization}"),
                c.figure("cost_ratio", "Nyata : Rencana", ValueKind.NUMBER, 9, "{cost_per_outcome}/{cost_planned}"),
                replace(c.NOTE, under="name"),
            ),
            _cost,
            names="name",
            narrow="level",
            notes=(COST_PER_OUTCOME, ACHIEVEMENT_NOTE),
            needs=frozenset({Need.UNIT_FIGURES}),
        ),
        RecapKind(
            "kepatuhan",
            "compliance",
            "Rekap Kepatuhan Pelaporan",
            "siapa mengajukan kapan, terlambat berapa hari, sudah diterima atau belum",
            (
                c.NO,
                c.UNIT,
                c.POSITION,
                c.OFFICIAL,
                c.STATUS,
                c.DUE_ON,
                c.HANDED_IN_ON,
                c.HANDED_IN_BY,
                c.PUNCTUAL,
                c.LATE_DAYS,
                c.APPROVED_ON,
                c.RECEIVED_ON,
                c.REVISION,
            ),
            _reports,
            names="position_name",
            narrow="punctuality",
            needs=frozenset({Need.STANDING}),
        ),
        RecapKind(
            "temuan",
            "findings",
            "Rekap Temuan Pemeriksaan",
            "apa yang perlu diperbaiki di tiap laporan",
            (c.NO, c.UNIT, c.POSITION, c.SEVERITY, c.CHECK_TITLE, c.CHECK, c.MESSAGE, c.WHERE, c.MEND, c.EXPLANATION),
            _findings,
            names="position_name",
            narrow="severity",
            needs=frozenset({Need.STANDING, Need.REPORT_FIGURES}),
        ),
    )
}
"""By key, in the order in which they are offered."""

RESOURCES: Mapping[str, RecapKind] = {kind.resource: kind for kind in RECAPS.values()}
"""By the name that the JSON gives them."""


def notes_of(kind: RecapKind, efficiency: EfficiencyDefinition, quarter: Quarter) -> tuple[str, ...]:
    """Return what stands under the recap of a quarter."""
    keys = {column.key for column in kind.columns}
    told = (*kind.notes, *efficiency_notes(efficiency)) if "efficiency" in keys else kind.notes
    if "predicate" in keys and quarter.number < LAST_QUARTER:
        told = (*told, YEARLY)
    return (*told, BLANK_NOTE) if "note" in keys else told
