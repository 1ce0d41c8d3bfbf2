"""The columns that recaps are put together from, and where their values come from. Pure."""

import datetime
from collections.abc import Callable, Mapping

from agreements.enums import BudgetLevel, ObjectiveLevel, ReportStatus, Severity
from reports.checks import TITLES
from reports.document.blocks import RowStyle
from reports.narrative import REASONS
from reports.narrative.across import left_indicators
from reports.recaps.sources import Figures, ReportSource, inner
from reports.recaps.table import RecapColumn, Record, Value, ValueKind
from reports.results import Reason

Getter = Callable[[Record], Value]


# -- where values come from --------------------------------------------------------------------------------------------


def item(key: str) -> Getter:
    """Return the getter of a value of the record's item."""

    def get(record: Record) -> Value:
        return _value(record.item, key)

    return get


def nested(key: str, name: str) -> Getter:
    """Return the getter of a value in an object of the item: the text in the `reason` of a finding."""

    def get(record: Record) -> Value:
        return _value(inner(record.item, key), name)

    return get


def _value(figures: Figures, key: str) -> Value:
    value = figures.get(key)
    assert value is None or isinstance(value, bool | int | str)
    return value


def of_report(get: Callable[[ReportSource], Value]) -> Getter:
    """Return the getter of a fact of the record's report; None for a record that has none."""
    return lambda record: None if record.report is None else get(record.report)


def _unit_name(record: Record) -> Value:
    if record.style is RowStyle.TOTAL:
        return str(record.item.get("called", "Jumlah"))
    assert record.unit is not None
    return f"Jumlah {record.unit.name}" if record.style is RowStyle.SUBTOTAL else record.unit.name


def _note(record: Record) -> Value:
    """Say why figures of the row are missing, each reason once, and what a sum had to leave out."""
    codes = list(inner(record.item, "reasons").values())
    told = list(dict.fromkeys(REASONS[Reason(str(code))] for code in codes or [record.item.get("reason")] if code))
    partial = record.item.get("partial")
    # A sum without any member is missing; one that had to leave some out is there, and must say so.
    there = [key for key in partial if record.item.get(str(key)) is not None] if isinstance(partial, list) else []
    if record.item.get("told"):
        told.append(str(record.item["told"]))
    elif any(key in there for key in SUMMED):
        told.append("jumlah sementara, sebagian rinciannya belum diisi")
        if {"spent", "absorption"} <= set(there):
            told.append("serapan dan sisa memakai seluruh pagu")
    if "mean_achievement" in there:
        told.append(_left_indicators(record.item))
    if record.report is not None and record.report.changed:
        told.append("angka berubah sejak disetujui")
    return "; ".join(told) or None


SUMMED = ("ceiling", "spent", "remaining", "absorption")


def _left_indicators(item: Figures) -> str:
    """Say what a mean achievement left out; of a report nobody counted how many."""
    without, promised = item.get("without_achievement"), item.get("promised")
    if isinstance(without, int) and isinstance(promised, int):
        return left_indicators(without, promised)
    return "rata-rata capaian tanpa indikator yang belum ada angkanya"


UNOPENED = "unopened"
"""The status of a report that nobody opened."""

NO = RecapColumn("no", "No", ValueKind.COUNT, 6, lambda record: record.number)
UNIT = RecapColumn("unit_name", "Unit Kerja", ValueKind.TEXT, 22, _unit_name)
POSITION = RecapColumn("position_name", "Jabatan", ValueKind.TEXT, 26, of_report(lambda report: report.position))
OFFICIAL = RecapColumn(
    "official", "Pejabat", ValueKind.TEXT, 24, of_report(lambda report: report.official or None), under="position_name"
)
STATUS = RecapColumn(
    "status",
    "Status",
    ValueKind.CHOICE,
    12,
    of_report(lambda report: UNOPENED if report.status is None else str(report.status)),
    choices={UNOPENED: "Belum dibuka", **{status.value: str(status.label) for status in ReportStatus}},
)
NOTE = RecapColumn("note", "Keterangan", ValueKind.TEXT, 22, _note)

PUNCTUALITY: Mapping[str, str] = {
    "in_time": "Tepat waktu",
    "late": "Diajukan terlambat",
    "overdue": "Lewat batas, belum pernah diajukan",
    "waiting": "Belum diajukan",
    "unrecorded": "Tanggal pengajuan tidak tercatat",
}
"""When a report came, or that it still may come."""


def findings_of(report: ReportSource, severity: str) -> int | None:
    """Count the findings of a report that have a weight; None of one that nobody opened."""
    if report.status is None:
        return None
    found = report.figures.get("findings")
    assert isinstance(found, list)
    return sum(1 for each in found if isinstance(each, dict) and each.get("severity") == severity)


PUNCTUAL = RecapColumn(
    "punctuality",
    "Ketepatan",
    ValueKind.CHOICE,
    15,
    of_report(lambda report: report.punctuality),
    choices=PUNCTUALITY,
)


def figure(
    key: str, heading: str, kind: ValueKind, width: int, formula: str = "", get: Getter | None = None
) -> RecapColumn:
    """Return the column of a figure, by default that of the same name in the item."""
    return RecapColumn(key, heading, kind, width, get or item(key), formula)


CEILING = figure("ceiling", "Pagu (Rp)", ValueKind.MONEY, 16)
SPENT = figure("spent", "Realisasi (Rp)", ValueKind.MONEY, 16)
REMAINING = figure("remaining", "Sisa (Rp)", ValueKind.MONEY, 16, "{ceiling}-{spent}")
ABSORPTION = figure("absorption", "Serapan (%)", ValueKind.PERCENT, 10, "{spent}/{ceiling}")
TARGET = figure("target", "Target", ValueKind.QUANTITY, 10)
REALIZATION = figure("realization", "Realisasi", ValueKind.QUANTITY, 10)
ACHIEVEMENT = figure("achievement", "Capaian (%)", ValueKind.PERCENT, 10, "{realization}/{target}")

MEASURE = RecapColumn("unit_of_measure", "Satuan", ValueKind.TEXT, 12, item("unit"), total=False)

# -- capaian, anggaran -------------------------------------------------------------------------------------------------

OBJECTIVE_LEVEL = RecapColumn(
    "level",
    "Tingkat",
    ValueKind.CHOICE,
    14,
    item("level"),
    choices={level.value: str(level.label) for level in ObjectiveLevel},
)
INDICATOR = RecapColumn("indicator", "Indikator Kinerja", ValueKind.TEXT, 38, item("name"))
PREDICATE = RecapColumn("predicate", "Predikat", ValueKind.TEXT, 13, item("predicate"))
PROMISED = RecapColumn(
    "promised",
    "Diperjanjikan",
    ValueKind.CHOICE,
    13,
    lambda record: "yes" if record.item.get("promised") else "no",
    choices={"yes": "Ya", "no": "Tidak"},
)
"""Whether a post of the unit promised it: the mean achievement of a unit goes over these."""

BUDGET_LEVEL = RecapColumn(
    "level",
    "Tingkat",
    ValueKind.CHOICE,
    12,
    item("level"),
    choices={level.value: str(level.label) for level in BudgetLevel},
    total=False,
    under="name",
)
CODE = RecapColumn("code", "Kode Rekening", ValueKind.TEXT, 17, item("code"), total=False, under="name")
LINE = RecapColumn("name", "Program/Kegiatan/Sub Kegiatan", ValueKind.TEXT, 38, item("name"), total=False)
RESPONSIBLE = RecapColumn("responsible", "Penanggung Jawab", ValueKind.TEXT, 24, item("responsible_name"), total=False)

# -- laporan, kepatuhan ------------------------------------------------------------------------------------------------

DUE_ON = RecapColumn("due_on", "Batas Waktu", ValueKind.DATE, 11, of_report(lambda report: report.due_on.isoformat()))
HANDED_IN_ON = RecapColumn(
    "handed_in_on", "Diajukan", ValueKind.DATE, 11, of_report(lambda report: iso(report.handed_in_on))
)
HANDED_IN_BY = RecapColumn(
    "handed_in_by",
    "Diajukan oleh",
    ValueKind.TEXT,
    20,
    of_report(lambda report: report.handed_in_by or None),
    under="handed_in_on",
)
LATE_DAYS = RecapColumn(
    "late_days",
    "Lewat atau Terlambat (hari kerja)",
    ValueKind.COUNT,
    11,
    of_report(lambda report: report.late_days),
)
APPROVED_ON = RecapColumn(
    "approved_on", "Disetujui", ValueKind.DATE, 11, of_report(lambda report: iso(report.approved_on))
)
RECEIVED_ON = RecapColumn(
    "received_on", "Diterima", ValueKind.DATE, 11, of_report(lambda report: iso(report.received_on))
)
REVISION = RecapColumn(
    "revision",
    "Revisi",
    ValueKind.COUNT,
    8,
    of_report(lambda report: None if report.status is None else report.revision),
)


def iso(date: datetime.date | None) -> str | None:
    """Return a date as '2024-07-08'."""
    return None if date is None else date.isoformat()


# -- temuan ------------------------------------------------------------------------------------------------------------

SEVERITY = RecapColumn(
    "severity",
    "Bobot",
    ValueKind.CHOICE,
    11,
    item("severity"),
    choices={severity.value: str(severity.label) for severity in Severity},
)
CHECK = RecapColumn("code", "Kode Pemeriksaan", ValueKind.TEXT, 18, item("code"), under="title")
CHECK_TITLE = RecapColumn(
    "title", "Pemeriksaan", ValueKind.TEXT, 18, lambda record: TITLES.get(str(record.item.get("code")))
)
"""A check that the application has no more is known by its code alone."""
MESSAGE = RecapColumn("message", "Temuan", ValueKind.TEXT, 46, item("message"))
WHERE = RecapColumn("where", "Letak", ValueKind.TEXT, 24, item("where"), under="message")
MEND = RecapColumn("mend", "Cara Memperbaiki", ValueKind.TEXT, 32, item("mend"))
EXPLANATION = RecapColumn("explanation", "Alasan", ValueKind.TEXT, 28, nested("reason", "text"))
"""Why a warning stands, in the words of who was asked."""
