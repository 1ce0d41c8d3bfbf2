"""The board: what every unit owes in a quarter, and how the quarters of a year stand."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import ReportStatus
from agreements.models import Unit, User
from reports.board import (
    KINDS,
    MARKS,
    ORDERS,
    POSTS,
    STATE_CHOICES,
    TIMES,
    Cell,
    Counts,
    Narrowing,
    UnitRow,
    counts_of,
    in_order,
    rows_of,
    short_post,
)
from reports.period import Quarter
from reports.policies import can_close_quarter, can_open_board, can_remind
from reports.queries import (
    closing_of,
    count_cells,
    final_years,
    load_cells,
    quarter_of_the_desk,
    quarters_with_reports,
    reopened_until,
    reporting_units,
    with_findings,
)

UNITS_ON_A_PAGE = 25
"""The 21 kecamatan of Lumajang and its Bagian stand on one page, 210 units on nine."""

NAMES_UP_TO = 60
"""Reports on a page up to which each also names its official: in a whole kabupaten names hide what is late."""


@dataclass(frozen=True)
class Tile:
    """A cell as the page shows it; `choosable` where its makers may be reminded."""

    cell: Cell
    name: str
    address: str
    choosable: bool


@dataclass(frozen=True)
class BoardRow:
    """A unit with what is shown of it."""

    row: UnitRow
    address: str
    office: str
    """Where the whole office stands on one screen."""
    tiles: tuple[Tile, ...]
    reopened: datetime.date | None
    """The last day on which a closed quarter is open for it again; None for any other."""


@dataclass(frozen=True)
class Choice:
    """A field of the filter: its name in the address, label, choices and what is chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


def check_sees_board(user: User) -> None:
    """Answer 404 to whoever may not know of the board."""
    if not can_open_board(user):
        raise Http404("no board")


@require_safe
def board_newest(request: HttpRequest) -> HttpResponse:
    """Lead to the quarter that is due."""
    check_sees_board(request.user)
    quarter = quarter_of_the_desk(timezone.localdate())
    return redirect("board", year=quarter.year, quarter=quarter.number)


@require_safe
def board(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show the reports of all units in a quarter, narrowed and ordered as the address asks."""
    check_sees_board(request.user)
    when, today = Quarter(year, quarter), timezone.localdate()
    narrowing = Narrowing.of(request.GET)
    offices = tuple(reporting_units().order_by("name").values_list("pk", "slug", "name"))
    if narrowing or narrowing.order:
        sheet = narrowed_sheet(request, narrowing, when, today)
    else:
        sheet = whole_sheet(request, when, today, tuple(pk for pk, _, _ in offices))
    closing = closing_of(when)
    # Of a quarter that is closed for everybody nobody could hand in what he is reminded of.
    reopened = reopened_until(closing, today) if closing else {}
    may_remind = can_remind(request.user) and today > when.end and (closing is None or bool(reopened))
    shown = [cell for row in sheet.page for cell in row.shown]
    context = {
        "quarter": when,
        "quarters": [Quarter(year, number) for number in (4, 3, 2, 1)],
        "narrowing": narrowing,
        "fields": filter_fields(narrowing, {slug: name for _, slug, name in offices}),
        "counts": sheet.counts,
        "found": sheet.found,
        "pressing": (sheet.found or sheet.counts).pressing,
        "unreminded": (sheet.found or sheet.counts).unreminded,
        "dues": sorted(Counter(cell.due for cell in shown).items()),
        "reception_query": urlencode(
            {
                name: value
                for name, value in narrowing.parameters.items()
                if name == "unit" or value in ReportStatus.values
            }
        ),
        "page": sheet.page,
        "rows": board_rows(sheet.page, when, reopened, may_remind=may_remind),
        "with_names": len(shown) <= NAMES_UP_TO,
        "closing": closing,
        "has_ended": today > when.end,
        "may_close": can_close_quarter(request.user),
        "may_remind": may_remind,
        "open_calendar": {cell.due.year for cell in shown} - final_years({when.year, when.year + 1}),
    }
    return render(request, "reports/board/quarter.html", context)


@dataclass(frozen=True)
class Sheet:
    """A page of the board, and what is counted above it."""

    page: Page
    """Of `UnitRow`."""
    counts: Counts
    """Of all units. Findings are counted where they had to be looked at anyway."""
    found: Counts | None
    """Of what the address asks for; None where it asks for everything."""


def whole_sheet(request: HttpRequest, when: Quarter, today: datetime.date, every: Sequence[int]) -> Sheet:
    """Return a page of all units (`every`: ids by name): only its own reports are looked at, however many there are."""
    page = Paginator(every, UNITS_ON_A_PAGE).get_page(request.GET.get("halaman"))
    units = tuple(Unit.objects.filter(pk__in=page.object_list).select_related("regency", "parent"))
    cells = with_findings(load_cells([when], today, units=units)[when], when, units)
    page.object_list = rows_of(cells)
    alone = page.paginator.num_pages == 1
    return Sheet(page, counts_of(cells) if alone else count_cells([when], today)[when], None)


def narrowed_sheet(request: HttpRequest, narrowing: Narrowing, when: Quarter, today: datetime.date) -> Sheet:
    """Return a page of what the address asks for, in its order: everything is looked at."""
    cells = load_cells([when], today)[when]
    examine_all = narrowing.rests_on_findings or len({cell.post.unit_id for cell in cells}) <= UNITS_ON_A_PAGE
    if examine_all:
        cells = with_findings(cells, when)
    rows, shown = narrowed(cells, narrowing)
    page = Paginator(rows, UNITS_ON_A_PAGE).get_page(request.GET.get("halaman"))
    if not examine_all:
        page.object_list = examined_rows(page, when)
    return Sheet(page, counts_of(cells), counts_of(shown) if narrowing else None)


def narrowed(cells: Iterable[Cell], narrowing: Narrowing) -> tuple[tuple[UnitRow, ...], tuple[Cell, ...]]:
    """Return the units with what the address asks for, in its order, and all cells that it asks for."""
    rows = rows_of(cells)
    if narrowing:
        rows = tuple(replace(row, shown=narrowing.keep(row.cells)) for row in rows)
        rows = tuple(row for row in rows if row.shown)
    rows = in_order(rows, narrowing.order)
    return rows, tuple(cell for row in rows for cell in row.shown)


def examined_rows(page: Iterable[UnitRow], quarter: Quarter) -> list[UnitRow]:
    """Return the units of a page with what the checks find in what is shown: of hundreds of units only these."""
    rows = list(page)
    found = {cell.post.id: cell for cell in with_findings((cell for row in rows for cell in row.shown), quarter)}
    return [replace(row, shown=tuple(found[cell.post.id] for cell in row.shown)) for row in rows]


def filter_fields(narrowing: Narrowing, units: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the fields that narrow the board, `units` being names by slug; the search has a field of its own."""
    everything = "Semua"
    return tuple(
        Choice(name, label, ((("", everything),) if "" not in choices else ()) + tuple(choices.items()), chosen)
        for name, label, choices, chosen in (
            ("unit", "Unit kerja", units, narrowing.unit),
            ("status", "Status", STATE_CHOICES, narrowing.state),
            ("waktu", "Ketepatan", TIMES, narrowing.time),
            ("jabatan", "Jabatan", POSTS, narrowing.post),
            ("jenis", "Jenis unit", KINDS, narrowing.kind),
            ("tanda", "Tanda", MARKS, narrowing.mark),
            ("urut", "Urutan", ORDERS, narrowing.order),
        )
    )


@dataclass(frozen=True)
class Places:
    """Addresses of a quarter, put together from one of each kind: to reverse hundreds costs more than to draw them."""

    report: str
    unit: str
    office: str

    @classmethod
    def of(cls, quarter: Quarter) -> "Places":
        """Ask once for the addresses of some report and of some unit."""
        when = (quarter.year, quarter.number)
        return cls(
            reverse("report", args=["-unit-", "-post-", *when]),
            reverse("unit_quarter", args=["-unit-", *when]),
            reverse("office", args=["-unit-", *when]),
        )

    def unit_at(self, slug: str) -> str:
        """Return the address of a unit's work in the quarter."""
        return self.unit.replace("-unit-", slug)

    def office_at(self, slug: str) -> str:
        """Return the address of a unit on one screen."""
        return self.office.replace("-unit-", slug)

    def cell_at(self, cell: Cell) -> str:
        """Return the address of a report; that of its unit where nobody opened it."""
        if cell.report is None:
            return self.unit_at(cell.post.unit_slug)
        return self.report.replace("-unit-", cell.post.unit_slug).replace("-post-", cell.post.slug)


def board_rows(
    page: Iterable[UnitRow], quarter: Quarter, reopened: Mapping[int, datetime.date], *, may_remind: bool
) -> tuple[BoardRow, ...]:
    """Return the units of a page as it shows them; `reopened` are the last days of those open again, by id."""
    places = Places.of(quarter)
    return tuple(
        BoardRow(
            row,
            places.unit_at(row.slug),
            places.office_at(row.slug),
            tuple(tiles(row.shown, places, may_remind=may_remind)),
            reopened.get(row.id),
        )
        for row in page
    )


def tiles(cells: Iterable[Cell], places: Places, *, may_remind: bool = False) -> Iterator[Tile]:
    """Yield cells as pages show them."""
    for cell in cells:
        yield Tile(cell, short_post(cell.post.name), places.cell_at(cell), may_remind and cell.owed)


# -- the year ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearCell:
    """A unit in one quarter; None where it owes nothing yet."""

    quarter: Quarter
    counts: Counts | None


@dataclass(frozen=True)
class YearRow:
    """A unit over the quarters of a year."""

    slug: str
    name: str
    cells: tuple[YearCell, ...]


@require_safe
def board_year(request: HttpRequest, year: int) -> HttpResponse:
    """Show how many reports of each unit stand where, quarter by quarter."""
    check_sees_board(request.user)
    today = timezone.localdate()
    quarters = [Quarter(year, number) for number in range(1, 5)]
    begun = [quarter for quarter in quarters if quarter.start <= today]
    narrowing = Narrowing.of(request.GET)
    page, totals = year_sheet(request, begun, narrowing, today) if begun else (Paginator((), 1).get_page(1), {})
    context = {
        "year": year,
        "years": sorted({quarter.year for quarter in quarters_with_reports()} | {year}, reverse=True),
        "quarters": quarters,
        "narrowing": narrowing,
        "page": page,
        "totals": [YearCell(when, totals.get(when)) for when in quarters],
    }
    return render(request, "reports/board/year.html", context)


def year_sheet(
    request: HttpRequest, begun: Sequence[Quarter], narrowing: Narrowing, today: datetime.date
) -> tuple[Page, dict[Quarter, Counts]]:
    """Return a page of `YearRow`, and the counts of all units in each quarter that has begun."""
    number = request.GET.get("halaman")
    if narrowing:
        kept = {when: narrowing.keep(cells) for when, cells in load_cells(begun, today).items()}
        page = Paginator(year_rows(begun, kept), UNITS_ON_A_PAGE).get_page(number)
        return page, {when: counts_of(cells) for when, cells in kept.items()}
    page = Paginator(reporting_units().order_by("name"), UNITS_ON_A_PAGE).get_page(number)
    cells = load_cells(begun, today, units=tuple(page.object_list))
    page.object_list = year_rows(begun, cells)
    alone = page.paginator.num_pages == 1
    return page, {when: counts_of(cells[when]) for when in begun} if alone else count_cells(begun, today)


def year_rows(begun: Sequence[Quarter], cells: dict[Quarter, tuple[Cell, ...]]) -> tuple[YearRow, ...]:
    """Put the quarters of each unit side by side, those to come among them, units by name."""
    by_quarter = {when: {row.slug: row for row in rows_of(cells[when])} for when in cells}
    names = {row.slug: row.name for rows in by_quarter.values() for row in rows.values()}
    return tuple(
        YearRow(
            slug,
            name,
            tuple(
                YearCell(when, found.counts if (found := by_quarter.get(when, {}).get(slug)) else None)
                for when in (Quarter(begun[0].year, number) for number in range(1, 5))
            ),
        )
        for slug, name in sorted(names.items(), key=lambda item: item[1])
    )
