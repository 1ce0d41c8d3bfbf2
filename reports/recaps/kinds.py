"""The recaps there are: for each its columns, and the records that its rows tell of. Pure.

A new recap is an entry in `RECAPS`: page, workbook, JSON and its description find it there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from agreements.enums import EfficiencyDefinition
from reports.narrative import COST_PER_OUTCOME
from reports.narrative.across import YEARLY, efficiency_notes, is_judged
from reports.period import Quarter
from reports.recaps import columns as c
from reports.recaps import records
from reports.recaps.sources import RecapSource
from reports.recaps.table import RecapColumn, Record, ValueKind


class Need(Enum):
    """What recaps are made of; each costs time and memory to load."""

    UNIT_TOTALS = auto()
    INDICATORS = auto()
    """All indicators of a unit."""
    LINES = auto()
    """All budget lines of a unit."""
    STANDING = auto()
    """Where each report stands, and when it came."""
    REPORT_FIGURES = auto()


UNIT_PARTS: Mapping[Need, str] = {Need.UNIT_TOTALS: "totals", Need.INDICATORS: "indicators", Need.LINES: "lines"}
"""Under which key the figures of a unit hold it."""


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


# -- the table ---------------------------------------------------------------------------------------------------------


def _count(key: str, heading: str) -> RecapColumn:
    return c.figure(key, heading, ValueKind.COUNT, 11)


_COUNTS = (
    _count("reports", "Laporan"),
    _count("handed_in", "Diajukan"),
    _count("in_time", "Tepat Waktu"),
    c.figure("in_time_share", "Tepat Waktu (%)", ValueKind.PERCENT, 10, "{in_time}/{reports}"),
    _count("late", "Diajukan Terlambat"),
    _count("overdue", "Lewat Batas, Belum Pernah Diajukan"),
    _count("received", "Diterima"),
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
IN_TIME_NOTE = (
    "Tepat Waktu (%) = laporan yang pertama kali diajukan tepat waktu dibagi semua laporan yang seharusnya masuk, kali"
    " 100; yang belum dibuka dan yang batas waktunya belum tiba ikut dibagi."
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
            records.units,
            notes=(HANDED_IN_NOTE, IN_TIME_NOTE, MONEY_NOTE),
            needs=frozenset({Need.UNIT_TOTALS, Need.STANDING}),
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
            records.reports,
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
            records.achievement,
            names="indicator",
            narrow="level",
            notes=(ACHIEVEMENT_NOTE,),
            needs=frozenset({Need.INDICATORS}),
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
            records.budget,
            names="name",
            narrow="level",
            notes=(MONEY_NOTE,),
            needs=frozenset({Need.UNIT_TOTALS, Need.LINES}),
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
            records.cost,
            names="name",
            narrow="level",
            notes=(COST_PER_OUTCOME, ACHIEVEMENT_NOTE),
            needs=frozenset({Need.INDICATORS, Need.LINES}),
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
            records.reports,
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
            records.findings,
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
    if "predicate" in keys and not is_judged(quarter):
        told = (*told, YEARLY)
    return (*told, BLANK_NOTE) if "note" in keys else told
