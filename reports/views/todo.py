"""The first page's list of what is to be done in a quarter, in order, each thing with its count and its place."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from agreements.models import Unit
from reports.checks.unwritten import unwritten_lists
from reports.inputs import ReportInputs
from reports.period import Quarter
from reports.usage import HANDED_IN
from reports.views.common import QuarterWork
from reports.views.owed import Owed
from reports.views.unit import Due, ReportLine, Task, tasks


class TodoState(StrEnum):
    """How a thing stands."""

    RETURNED = "dikembalikan"
    NOW = "sekarang"
    NEXT = "berikutnya"
    LATER = "nanti"
    """It waits for the others."""
    DONE = "selesai"


@dataclass(frozen=True)
class Todo:
    """A thing to do: its name, what is left of it in words, how many that are, and the page where it is done."""

    name: str
    told: str
    count: int
    address: str
    state: TodoState


@dataclass(frozen=True)
class QuarterTodo:
    """What an account has to do in a quarter of a unit, and what of it is done."""

    unit: Unit
    quarter: Quarter
    due: Due | None
    """The first date that is still to be met; None once all is handed in."""
    open: tuple[Todo, ...]
    done: tuple[Todo, ...]


@dataclass(frozen=True)
class _Thing:
    """A thing before it is known what comes first."""

    name: str
    told: str
    done_told: str
    count: int
    address: str
    state: TodoState | None = None


def quarter_todo(
    work: QuarterWork, lines: Sequence[ReportLine], owed: Iterable[Owed], *, posts: Collection[str] | None = None
) -> QuarterTodo:
    """Return what is to be done for the reports of a unit and quarter that were opened.

    `lines` are the account's reports there; `owed` what it has to finish, of any quarter, with their remarks. `posts`
    are the slugs of its own posts, None for who enters for the whole unit.
    """
    here = [row for row in owed if (row.line.unit.pk, row.line.quarter) == (work.unit.pk, work.quarter)]
    things = tuple(_things(_Desk(work, tuple(lines), tuple(here), posts)))
    left = [line.due for line in lines if line.status not in HANDED_IN]
    return QuarterTodo(
        unit=work.unit,
        quarter=work.quarter,
        due=min(left, key=lambda due: due.date, default=None),
        open=tuple(_in_turn([thing for thing in things if thing.count])),
        done=tuple(
            Todo(thing.name, thing.done_told, 0, thing.address, TodoState.DONE)
            for thing in things
            if not thing.count and thing.done_told
        ),
    )


def _in_turn(things: Sequence[_Thing]) -> Iterator[Todo]:
    """Give the first thing that nobody has a word for yet its turn."""
    turn = next((thing for thing in things if thing.state is None), None)
    for thing in things:
        state = thing.state or (TodoState.NOW if thing is turn else TodoState.NEXT)
        yield Todo(thing.name, thing.told, thing.count, thing.address, state)


@dataclass(frozen=True)
class _Desk:
    """What the list is worked out from."""

    work: QuarterWork
    lines: tuple[ReportLine, ...]
    owed: tuple[Owed, ...]
    posts: Collection[str] | None

    @property
    def making(self) -> tuple[ReportLine, ...]:
        """Reports that are still with their makers."""
        return tuple(line for line in self.lines if line.status not in HANDED_IN)

    @property
    def inputs(self) -> Mapping[str, ReportInputs]:
        """The inputs of those, by the slug of their post."""
        made = {line.position.slug for line in self.making}
        return {row.position_slug: row for row in self.work.reports if row.position_slug in made}

    @property
    def missing(self) -> tuple[Task, ...]:
        """Figures that nobody gave yet: of the whole unit, or those that the own reports wait for."""
        own = self.inputs.keys()
        return tuple(
            task
            for task in tasks(self.work)
            if self.posts is None or any(row.position_slug in own for row in task.waiting)
        )

    def page(self, name: str, slug: str = "") -> str:
        """Return an address of the unit in the quarter, or of one of its reports."""
        where = [self.work.unit.slug, *([slug] if slug else []), self.work.quarter.year, self.work.quarter.number]
        return reverse(name, args=where)

    def checks(self, faulty: Sequence[ReportLine]) -> str:
        """Return where findings are mended: of one report on its own page, of several on the unit's."""
        if len(faulty) == 1:
            return self.page("report_check", faulty[0].position.slug)
        return self.page("unit_check")


def _things(desk: _Desk) -> Iterator[_Thing]:
    yield _returned(desk)
    missing = desk.missing
    only = f"?laporan={next(iter(desk.posts))}" if desk.posts and len(desk.posts) == 1 else ""
    yield _Thing(
        "Isi angka",
        f"{len(missing)} angka belum diisi",
        "Semua angka sudah diisi",
        len(missing),
        f"{desk.page('entry')}{only}{f'#{missing[0].anchor}' if missing else ''}",
    )
    yield from _of_texts(desk)
    yield from _of_findings(desk, bool(missing))
    yield _to_submit(desk)


def _returned(desk: _Desk) -> _Thing:
    returned = [row for row in desk.owed if row.returned]
    remarks = Counter({row.line.position.slug: row.reminder.open_remarks for row in returned}).total()
    told = f"{len(returned)} laporan dikembalikan" + (f", {remarks} catatan belum diperbaiki" if remarks else "")
    address = desk.page("report", returned[0].line.position.slug) if returned else ""
    if returned and returned[0].reminder.open_remarks:
        address += "#catatan"
    return _Thing("Perbaiki yang dikembalikan", told, "", len(returned), address, TodoState.RETURNED)


def _of_texts(desk: _Desk) -> Iterator[_Thing]:
    unread = Counter({slug: len(row.background.copied) for slug, row in desk.inputs.items() if row.background.copied})
    where = f" di {len(unread)} laporan" if len(unread) > 1 else ""
    yield _Thing(
        "Baca salinan triwulan lalu",
        f"{unread.total()} salinan belum dibaca{where}",
        "",
        unread.total(),
        desk.page("report_copies", next(iter(unread))) if unread else "",
    )
    bare = [slug for slug, row in desk.inputs.items() if unwritten_lists(row)]
    yield _Thing(
        "Tulis uraian",
        "Uraian belum lengkap" + (f" di {len(bare)} laporan" if len(desk.lines) > 1 else ""),
        "Uraian sudah lengkap",
        len(bare),
        desk.page("report_writing", bare[0]) if bare else "",
    )


def _of_findings(desk: _Desk, waits: bool) -> Iterator[_Thing]:
    known = [line for line in desk.making if line.found is not None]
    wrong = [line for line in known if line.found.errors]
    # A figure that several reports wait for is an error in each of them: reports are counted, not errors.
    told = f"{len(wrong)} laporan masih bergalat" if len(desk.lines) > 1 else "Laporan masih bergalat"
    told += ", termasuk karena angka yang belum diisi" if waits else ""
    yield _Thing("Perbaiki galat", told, "Tidak ada galat", len(wrong), desk.checks(wrong))
    asked = [line for line in known if line.found.unexplained]
    warnings = Counter({line.position.slug: line.found.unexplained for line in asked}).total()
    where = f" di {len(asked)} laporan" if len(asked) > 1 else ""
    yield _Thing(
        "Jawab peringatan",
        f"{warnings} peringatan tanpa alasan{where}",
        "Tidak ada peringatan tanpa alasan",
        warnings,
        desk.checks(asked),
    )


def _to_submit(desk: _Desk) -> _Thing:
    closed = {row.line.position.slug for row in desk.owed if row.closed}
    left = [line for line in desk.making if line.position.slug not in closed]
    filled = [line for line in left if not line.missing]
    ready = [line for line in filled if line.found is None or not line.found.errors]
    handed_in = len(desk.lines) - len(desk.making)
    done = f"{handed_in} laporan sudah diajukan" if handed_in > 1 else "Laporan sudah diajukan"
    if ready:
        told = f"{len(ready)} laporan siap diajukan" if len(desk.lines) > 1 else "Laporan siap diajukan"
        return _Thing("Ajukan", told, done, len(ready), desk.page("report_submit", ready[0].position.slug))
    # The page of submission says what still stands in its way.
    address = desk.page("report_submit", filled[0].position.slug) if filled else ""
    told = f"{len(left)} laporan, sesudah yang di atas" if len(desk.lines) > 1 else "Sesudah yang di atas"
    return _Thing("Ajukan", told, done if handed_in else "", len(left), address, TodoState.LATER)
