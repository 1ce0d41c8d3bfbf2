"""One report that is owed, and the counts over many. Pure."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from agreements.enums import Echelon, ReportForm, ReportStatus, UnitKind
from reports.layouts import default_form
from reports.usage import HANDED_IN

UNOPENED = "unopened"
"""State of a post that owes a report which nobody has opened."""

STATES: Mapping[str, str] = {UNOPENED: "Belum dibuka"} | {status.value: status.label for status in ReportStatus}
"""State -> its word, in the order of a report's life."""


class PostKind(StrEnum):
    """What kind of post reports; the value stands in addresses."""

    CAMAT = "camat"
    SEKRETARIS = "sekretaris"
    KASUBBAG = "kasubbag"
    KASI = "kasi"
    STAF = "staf"
    HEAD = "kepala"


KIND_OF_FORM: Mapping[ReportForm, PostKind] = {
    ReportForm.CAMAT_RINGKAS: PostKind.CAMAT,
    ReportForm.CAMAT_LENGKAP: PostKind.CAMAT,
    ReportForm.SEKRETARIS: PostKind.SEKRETARIS,
    ReportForm.KASUBBAG_GABUNGAN: PostKind.KASUBBAG,
    ReportForm.KASUBBAG: PostKind.KASUBBAG,
    ReportForm.KASI: PostKind.KASI,
    ReportForm.KASI_RINCI: PostKind.KASI,
    ReportForm.STAF: PostKind.STAF,
    ReportForm.KEPALA_BAGIAN: PostKind.HEAD,
}


def post_kind(form: str, unit_kind: UnitKind, echelon: Echelon) -> PostKind:
    """Return the kind of a post from the form of its report ('' for the form of its echelon)."""
    return KIND_OF_FORM[ReportForm(form) if form else default_form(unit_kind, echelon)]


class Timing(StrEnum):
    """How a report stands to its due date."""

    IN_TIME = "tepat"
    """Handed in, the first time in time."""
    LATE = "terlambat"
    """Handed in, the first time late."""
    OVERDUE = "lewat"
    """Never handed in, and the date has passed."""
    TODAY = "hari-ini"
    """Never handed in, and due today."""
    RUNNING = "berjalan"
    """Never handed in, with days to go."""
    UNKNOWN = "tidak-tercatat"
    """Handed in, and nobody knows when."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post that owes a report, and who holds it today ('' where nobody does)."""

    id: int
    slug: str
    name: str
    kind: PostKind
    official: str
    unit_id: int
    unit_slug: str
    unit: str
    unit_kind: str


@dataclass(frozen=True, slots=True)
class Handing:
    """What is known of a report that exists: how far it is, and how it was handed in first."""

    id: int
    status: str
    revision: int = 1
    changed: bool = False
    """A figure that it shares has changed since it was approved."""
    due_on: datetime.date | None = None
    """The date that counted when it was handed in first; None while it never was."""
    late_days: int | None = None
    """Working days that it came late; None in time."""
    fingerprint: str = ""
    """Of what was handed in last; '' where nobody kept it."""
    reminded_on: datetime.date | None = None
    """The day on which Bagian Organisasi reminded its makers last; None while it never did."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A post and quarter on the board. `days` are working days late, past or to go, as `timing` says."""

    post: Post
    report: Handing | None
    due: datetime.date
    timing: Timing
    days: int
    pressing: bool
    """Whether its makers still have it though its date has come or gone: who is reminded unless others are chosen."""
    errors: int = 0
    warnings: int = 0
    moved: bool = False
    """What it says has changed since it was handed in."""
    reminded: int | None = None
    """Days since its makers, who still have it, were reminded; None where they never were."""

    @property
    def state(self) -> str:
        """Where the report stands: a key of `STATES`."""
        return self.report.status if self.report else UNOPENED

    @property
    def label(self) -> str:
        """Its state in words."""
        return STATES[self.state]

    @property
    def owed(self) -> bool:
        """Whether its makers still have to hand it in."""
        return self.report is None or self.report.status not in HANDED_IN

    @property
    def changed(self) -> bool:
        """Whether a figure has changed since the report was approved, or anything since it was handed in."""
        return self.moved or (self.report is not None and self.report.changed)

    @property
    def late(self) -> bool:
        """Whether it came late, or is late now."""
        return self.timing in LATE_TIMES

    @property
    def reminded_lately(self) -> bool:
        """Whether its makers were reminded so lately that another reminder may wait."""
        return self.reminded is not None and self.reminded < REMIND_AGAIN

    @property
    def unreminded(self) -> bool:
        """Whether its date has come or gone, and nobody was reminded lately."""
        return self.pressing and not self.reminded_lately

    @property
    def told_of_reminder(self) -> str:
        """When its makers were reminded, in words; '' where they were not, or have handed it in."""
        match self.reminded:
            case None:
                return ""
            case 0:
                return "diingatkan hari ini"
            case 1:
                return "diingatkan kemarin"
        return f"diingatkan {self.reminded} hari lalu"

    @property
    def told_of_time(self) -> str:
        """How it stands to its due date, in words."""
        return _told_of_time(self.timing, self.days)


REMIND_AGAIN = 7
"""Days after which who still has a report may well be reminded again: a week."""

LATE_TIMES = frozenset({Timing.LATE, Timing.OVERDUE})


def _told_of_time(timing: Timing, days: int) -> str:
    match timing:
        case Timing.IN_TIME:
            return "tepat waktu"
        case Timing.LATE:
            return f"diajukan terlambat {days} hari kerja" if days else "diajukan terlambat, belum satu hari kerja"
        case Timing.OVERDUE:
            return f"lewat batas {days} hari kerja" if days else "baru lewat batas"
        case Timing.TODAY:
            return "batas hari ini"
        case Timing.RUNNING:
            return f"{days} hari kerja lagi"
    return "waktu tidak tercatat"


def make_cell(
    post: Post,
    report: Handing | None,
    due: datetime.date,
    left: int,
    today: datetime.date,
) -> Cell:
    """Return the cell of a post.

    Args:
        post: whose report it is.
        report: None where nobody opened it.
        due: when it is due by the calendar of today.
        left: working days from today until then, below zero when past (`period.working_days_left`).
        today: the day that is looked from.
    """
    owed = report is None or report.status not in HANDED_IN
    pressing = owed and today >= due
    # Whether a report came in time is told of its first submission; what is mended afterwards makes nobody late.
    if report is not None and report.due_on is not None:
        timing, days = (Timing.IN_TIME, 0) if report.late_days is None else (Timing.LATE, report.late_days)
        due = report.due_on
    elif not owed:
        timing, days = Timing.UNKNOWN, 0
    elif today > due:
        timing, days = Timing.OVERDUE, -left
    else:
        timing, days = (Timing.TODAY, 0) if today == due else (Timing.RUNNING, left)
    reminded = max((today - report.reminded_on).days, 0) if owed and report and report.reminded_on else None
    return Cell(post, report, due, timing, days, pressing, reminded=reminded)


def examined(cell: Cell, errors: int, warnings: int, fingerprint: str) -> Cell:
    """Return a cell with what the checks found in its report, and whether it still says what was handed in.

    `fingerprint` is that of what the report says now; '' where nobody worked it out.
    """
    then = cell.report.fingerprint if cell.report else ""
    moved = cell.state == ReportStatus.SUBMITTED and bool(then and fingerprint) and then != fingerprint
    return replace(cell, errors=errors, warnings=warnings, moved=moved)


# -- counts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """How many reports stand where."""

    total: int
    states: Mapping[str, int]
    """State -> how many, in the order of `STATES`, without those that are none."""
    in_time: int
    """Reports that were handed in, the first time in time."""
    came_late: int
    """Reports that were handed in, the first time late."""
    overdue: int
    """Reports that were never handed in though the date has passed."""
    due_today: int
    """Reports that were never handed in and are due today."""
    running: int
    """Reports that were never handed in, with days to go."""
    unrecorded: int
    """Reports that were handed in, and nobody knows when."""
    pressing: int
    """Reports that their makers still have though the date has come or gone: `overdue`, `due_today` and `again`."""
    unreminded: int
    """Those of them of which nobody was reminded lately."""
    errors: int
    """Reports with errors."""
    warnings: int
    """Reports with warnings."""
    changed: int
    """Reports whose figures or texts have changed since they were approved or handed in."""

    @property
    def late(self) -> int:
        """How many came late or are late now."""
        return self.came_late + self.overdue

    @property
    def coming(self) -> int:
        """How many were never handed in and still may come in time."""
        return self.due_today + self.running

    @property
    def again(self) -> int:
        """How many were handed in once, went back to their makers, and are pressing."""
        return self.pressing - self.overdue - self.due_today

    @property
    def received(self) -> int:
        """How many are done."""
        return self.states.get(ReportStatus.RECEIVED, 0)

    @property
    def approved(self) -> int:
        """How many wait to be received."""
        return self.states.get(ReportStatus.APPROVED, 0)

    @property
    def told(self) -> tuple[tuple[str, str, int], ...]:
        """(state, its word, how many)."""
        return tuple((state, STATES[state], number) for state, number in self.states.items())


def counts_of(cells: Iterable[Cell]) -> Counts:
    """Count cells by what they are."""
    return counts_of_alike((cell, 1) for cell in cells)


def counts_of_alike(cells: Iterable[tuple[Cell, int]]) -> Counts:
    """Count (cell, how many like it)."""
    states: Counter[str] = Counter()
    times: Counter[Timing] = Counter()
    marks: Counter[str] = Counter()
    for cell, number in cells:
        states[cell.state] += number
        times[cell.timing] += number
        for mark, found in (
            ("pressing", cell.pressing),
            ("unreminded", cell.unreminded),
            ("errors", cell.errors),
            ("warnings", cell.warnings),
            ("changed", cell.changed),
        ):
            if found:
                marks[mark] += number
    return Counts(
        total=states.total(),
        states={state: states[state] for state in STATES if states[state]},
        in_time=times[Timing.IN_TIME],
        came_late=times[Timing.LATE],
        overdue=times[Timing.OVERDUE],
        due_today=times[Timing.TODAY],
        running=times[Timing.RUNNING],
        unrecorded=times[Timing.UNKNOWN],
        pressing=marks["pressing"],
        unreminded=marks["unreminded"],
        errors=marks["errors"],
        warnings=marks["warnings"],
        changed=marks["changed"],
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit on the board: all its cells, and those that the address asks for."""

    id: int
    slug: str
    name: str
    cells: tuple[Cell, ...]
    shown: tuple[Cell, ...] = field(default=())

    @cached_property
    def counts(self) -> Counts:
        """The counts of the whole unit, whatever is shown."""
        return counts_of(self.cells)


def rows_of(cells: Iterable[Cell]) -> tuple[UnitRow, ...]:
    """Put cells together by unit, in their order, all of them shown."""
    units: dict[int, list[Cell]] = {}
    for cell in cells:
        units.setdefault(cell.post.unit_id, []).append(cell)
    return tuple(
        UnitRow(key, found[0].post.unit_slug, found[0].post.unit, tuple(found), tuple(found))
        for key, found in units.items()
    )
