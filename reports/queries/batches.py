"""Downloads of a whole quarter: what there is to download, the jobs of an account, and how far they are. Reads only."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone

from agreements.enums import ItemKind, ItemState
from agreements.models import Unit, User
from agreements.policies import standing_of
from reports.models import Batch, BatchItem, IssuedReport, Photo, Report, Worker
from reports.period import Quarter
from reports.progress import Progress, remaining
from reports.queries.lists import units_visible_to
from reports.usage import FINAL
from reports.zipping import safe_name, unique_paths

PACE = 12
"""The newest files by which the pace of a job is judged."""

ALIVE = datetime.timedelta(seconds=60)
"""How long after its last sign a worker still counts as there."""

OPEN = (ItemState.WAITING, ItemState.RUNNING)


# -- what there is -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitDownloads:
    """The reports of a unit in a quarter: how many there are, and how many of them are approved."""

    unit: Unit
    total: int
    issued: int


@dataclass(frozen=True)
class Planned:
    """A file that a ZIP of a quarter has, and where in it."""

    path: str
    kind: ItemKind
    unit: Unit
    report: Report | None


def downloadable(user: User, quarter: Quarter) -> tuple[UnitDownloads, ...]:
    """Return the units with reports in a quarter that the account may see, by name.

    Approved are those whose document is there: an office that was taken over without its documents has none to send.
    """
    issued = IssuedReport.objects.filter(report=OuterRef("pk"), revision=OuterRef("revision"))
    counts = {
        unit: (total, issued)
        for unit, total, issued in Report.objects.filter(
            position__unit__in=units_visible_to(user), year=quarter.year, quarter=quarter.number
        )
        .order_by()
        .values_list("position__unit")
        .annotate(total=Count("pk"), issued=Count("pk", filter=Q(status__in=FINAL) & Exists(issued)))
    }
    return tuple(UnitDownloads(unit, *counts[unit.pk]) for unit in Unit.objects.filter(pk__in=counts).order_by("name"))


def _reports(units: Iterable[Unit], quarter: Quarter) -> QuerySet[Report]:
    return Report.objects.filter(position__unit__in=units, year=quarter.year, quarter=quarter.number)


def planned_reports(units: Iterable[Unit], quarter: Quarter, *, workbooks: bool) -> tuple[Planned, ...]:
    """Return all files of the reports of units in a quarter, a folder for each unit, in the order of the posts."""
    kinds = (ItemKind.PDF, ItemKind.XLSX) if workbooks else (ItemKind.PDF,)
    rows = (
        _reports(units, quarter)
        .select_related("position__unit")
        .order_by("position__unit__name", "position__unit", "position__order", "position__name")
    )
    numbers: dict[int, int] = defaultdict(int)
    found = []
    for row in rows:
        unit = row.position.unit
        numbers[unit.pk] += 1
        name = f"{_folder(quarter)}/{safe_name(unit.name)}/{numbers[unit.pk]:02} {safe_name(row.position.name)}"
        found += [Planned(f"{name}.{kind}", kind, unit, row) for kind in kinds]
    return _unique(found)


PER_UNIT = {ItemKind.BUNDLE: "{}.pdf", ItemKind.RECAP: "Rekap {}.xlsx"}
"""Files of a unit as a whole, and what they are called."""


def planned_per_unit(units: Iterable[Unit], quarter: Quarter, kind: ItemKind) -> tuple[Planned, ...]:
    """Return one file of a kind of `PER_UNIT` for each unit that has reports in the quarter."""
    with_reports = Unit.objects.filter(pk__in=_reports(units, quarter).values("position__unit")).order_by("name")
    return _unique(
        [
            Planned(f"{_folder(quarter)}/{PER_UNIT[kind].format(safe_name(unit.name))}", kind, unit, None)
            for unit in with_reports
        ]
    )


def _unique(rows: Sequence[Planned]) -> tuple[Planned, ...]:
    paths = unique_paths(row.path for row in rows)
    return tuple(Planned(path, row.kind, row.unit, row.report) for path, row in zip(paths, rows, strict=True))


def _folder(quarter: Quarter) -> str:
    return f"{quarter.year}-TW-{quarter.roman}"


def current_issues(units: Iterable[Unit], quarter: Quarter) -> dict[int, IssuedReport]:
    """Return the issued revisions that the approved and received reports of units stand for, by report id."""
    rows = (
        IssuedReport.objects.filter(
            report__in=_reports(units, quarter), report__status__in=FINAL, revision=F("report__revision")
        )
        .defer("inputs", "snapshot")
        .order_by()
    )
    return {row.report_id: row for row in rows}


def pictures_of(units: Iterable[Unit], quarter: Quarter) -> dict[int, tuple[str, ...]]:
    """Return the names of the pictures in the reports of units, by report id: arms and photographs, in two queries."""
    found: dict[int, tuple[str, ...]] = {}
    for report, own, regency in _reports(units, quarter).values_list(
        "pk", "position__unit__arms", "position__unit__regency__arms"
    ):
        found[report] = (own or regency or "",)
    photos = Photo.objects.filter(report__in=_reports(units, quarter)).order_by()
    for report, name in photos.values_list("report", "image"):
        found[report] = (*found[report], name or "")
    return found


# -- jobs --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """A job of downloads with how far it is; `rest` is what it still takes, where its pace tells."""

    batch: Batch
    progress: Progress
    rest: datetime.timedelta | None = None

    @property
    def quarter(self) -> Quarter:
        """The quarter whose files it makes."""
        return Quarter(self.batch.year, self.batch.quarter)

    @property
    def open(self) -> bool:
        """Whether files are still made."""
        return self.batch.ended is None


def batches_of(user: User) -> QuerySet[Batch]:
    """Return the jobs that an account asked for, of units that it still may see, newest first."""
    allowed = Q(unit__in=units_visible_to(user))
    if standing_of(user).sees_all:
        allowed |= Q(unit=None)
    return Batch.objects.filter(allowed, by=user).select_related("unit")


def jobs_of(batches: Iterable[Batch]) -> tuple[Job, ...]:
    """Return jobs with their progress, in one query for all."""
    rows = tuple(batches)
    counts: Mapping[int, dict[str, int]] = defaultdict(dict)
    found = BatchItem.objects.filter(batch__in=rows).order_by().values_list("batch", "state").annotate(Count("pk"))
    for batch, state, number in found:
        counts[batch][state] = number
    return tuple(Job(row, Progress.of(counts[row.pk])) for row in rows)


def job_of(batch: Batch) -> Job:
    """Return one job, with what it still takes."""
    (job,) = jobs_of([batch])
    if not job.open:
        return job
    ends = batch.items.filter(state=ItemState.DONE, ended__gt=batch.at).order_by("-ended")
    newest = list(ends.values_list("ended", flat=True)[:PACE])
    return Job(batch, job.progress, remaining(job.progress.left, newest, timezone.now()))


def items_with_files(batch: Batch) -> tuple[BatchItem, ...]:
    """Return the finished files of a job, in order, with the issued reports among them."""
    return tuple(_finished(batch).order_by("order"))


def item_with_file(batch: Batch, number: int) -> BatchItem | None:
    """Return one finished file of a job by its id, None where the job has no such file."""
    return _finished(batch).filter(pk=number).first()


def _finished(batch: Batch) -> QuerySet[BatchItem]:
    rows = batch.items.filter(state=ItemState.DONE).select_related("issued", "unit", "report__position")
    return rows.defer("issued__inputs", "issued__snapshot")


def failed_items(batch: Batch) -> tuple[BatchItem, ...]:
    """Return the files of a job that could not be made, in order."""
    return tuple(
        batch.items.filter(state=ItemState.FAILED).select_related("unit", "report__position").order_by("order")
    )


def next_items(batch: int, unit: int | None, now: datetime.datetime) -> QuerySet[BatchItem]:
    """Return the files of a job that somebody may take on: waiting ones, and those whose maker is late.

    Those of `unit` come first, then those of units that nobody is at, so that few load the inputs of the same unit.
    """
    free = Q(state=ItemState.WAITING) | Q(state=ItemState.RUNNING, held__lt=now)
    rows = BatchItem.objects.filter(free, batch=batch, batch__ended=None)
    taken = BatchItem.objects.filter(batch=batch, state=ItemState.RUNNING, held__gte=now).order_by().values("unit")
    return rows.order_by(Case(When(unit=unit, then=0), When(unit__in=taken, then=2), default=1), "order")


def waiting_items(batch: Batch) -> tuple[BatchItem, ...]:
    """Return the files of reports in a job that nobody has begun with, in order."""
    rows = batch.items.filter(state=ItemState.WAITING, report__isnull=False)
    return tuple(rows.select_related("unit", "report").order_by("order"))


def open_batches() -> tuple[Batch, ...]:
    """Return the jobs that are not done, the oldest first."""
    return tuple(Batch.objects.filter(ended=None).order_by("pk"))


def is_settled(batch: Batch) -> bool:
    """Return whether no file of a job is still to be made."""
    return not batch.items.filter(state__in=OPEN).exists()


def referenced_keys() -> frozenset[str]:
    """Return the keys of all stored files that jobs hand out."""
    return frozenset(BatchItem.objects.exclude(key="").order_by().values_list("key", flat=True).distinct())


# -- workers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Background:
    """How the background work stands: when a worker last gave a sign, and since when the oldest job waits."""

    seen: datetime.datetime | None
    oldest: datetime.datetime | None

    @property
    def alive(self) -> bool:
        """Whether somebody works."""
        return self.seen is not None and timezone.now() - self.seen < ALIVE


def background() -> Background:
    """Return how the background work stands."""
    worker = Worker.objects.order_by("-seen").first()
    oldest = Batch.objects.filter(ended=None).order_by("at").first()
    return Background(worker.seen if worker else None, oldest.at if oldest else None)
