"""The recaps of a quarter on screen and as workbooks; what is shown stands in the address."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.models import Unit, User
from reports.document.blocks import RowStyle
from reports.period import Quarter
from reports.policies import can_keep_api_tokens
from reports.queries import quarters_with_reports, units_visible_to
from reports.queries.board import quarter_of_the_desk
from reports.queries.recaps import load_recap_source
from reports.recap_files import recap_workbook
from reports.recaps import (
    FIGURES,
    RECAPS,
    SUMS,
    Recap,
    RecapColumn,
    RecapKind,
    RecapRow,
    ValueKind,
    build_recap,
    column_numbers,
    formula_of,
    question_of,
    shown,
)
from reports.recaps.table import Value
from reports.views.asking import asking
from reports.views.common import download

ON_A_PAGE = 50
ALL = "semua"
"""What stands in the address of the workbook with every recap."""

FIRST = next(iter(RECAPS))


@dataclass(frozen=True)
class RecapCell:
    """A cell of the page."""

    heading: str
    text: str
    css: str
    names_row: bool
    link: str
    asks: bool
    """Whether the link leads to how the figure came about."""
    under: tuple[tuple[str, str], ...]
    """(heading, text) of the columns that stand under this one, as far as they hold anything."""


@dataclass(frozen=True)
class RecapLine:
    """A row of the page; `css` says what it is: part of a tree, or a sum."""

    css: str
    cells: tuple[RecapCell, ...]


@dataclass(frozen=True)
class Asked:
    """What an address asks for, of what the account may see."""

    quarter: Quarter
    kind: RecapKind
    units: tuple[Unit, ...]
    """All that the account may see."""
    chosen: tuple[Unit, ...]
    """Those that are named; none for all."""
    narrowed_to: str

    @classmethod
    def of(cls, request: HttpRequest, quarter: Quarter, key: str) -> "Asked":
        """Read the address; a recap, unit or word that is none, or a stranger's unit, is not found."""
        kind = RECAPS.get(key)
        units = _units(request.user)
        slugs = request.GET.getlist("unit")
        narrowed_to = request.GET.get("saring", "")
        if (
            kind is None
            or not {unit.slug for unit in units} >= set(slugs)
            or (narrowed_to and narrowed_to not in kind.choices)
        ):
            raise Http404("no such recap, unit or word")
        return cls(quarter, kind, units, tuple(unit for unit in units if unit.slug in slugs), narrowed_to)

    def pairs(self, **more: str) -> list[tuple[str, str]]:
        """Return names and values of an address that asks the same, and more."""
        units = [("unit", unit.slug) for unit in self.chosen]
        return [*units, *((name, value) for name, value in more.items() if value)]

    def query(self, **more: str) -> str:
        """Return the rest of an address that asks the same, and more."""
        return urlencode(self.pairs(**more))


def _units(user: User) -> tuple[Unit, ...]:
    return tuple(units_visible_to(user).select_related("regency").order_by("name"))


@require_safe
def recap_newest(request: HttpRequest) -> HttpResponse:
    """Lead to the newest quarter that has ended."""
    quarter = quarter_of_the_desk(timezone.localdate())
    return redirect(reverse("recap", args=[quarter.year, quarter.number], query=request.GET))


@require_safe
def recap(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show a page of a recap of the units that the account may see."""
    asked = Asked.of(request, Quarter(year, quarter), request.GET.get("rekap", FIRST))
    source = load_recap_source(asked.chosen or asked.units, asked.quarter, [asked.kind], timezone.localdate())
    made = build_recap(asked.kind, source, asked.narrowed_to)
    page = Paginator(made.rows, ON_A_PAGE).get_page(request.GET.get("halaman"))
    when = (year, quarter)
    context = {
        "asked": asked,
        "quarter": asked.quarter,
        "quarters": quarters_with_reports(),
        "kinds": [(kind, asked.query(rekap=kind.key)) for kind in RECAPS.values()],
        "recap": made,
        "headings": _headings(made.columns),
        "lines": tuple(_lines(asked, made, page.object_list)),
        "page": page,
        "query": asked.query(rekap=asked.kind.key, saring=asked.narrowed_to),
        "excel": reverse("recap_download", args=[*when, asked.kind.key], query=asked.pairs(saring=asked.narrowed_to)),
        "excel_all": reverse("recap_download", args=[*when, ALL], query=asked.pairs()),
        "may_keep_tokens": can_keep_api_tokens(request.user),
    }
    return render(request, "reports/recap/table.html", context)


@require_safe
def recap_download(request: HttpRequest, year: int, quarter: int, key: str) -> HttpResponse:
    """Send a recap, or all of them in one, as a workbook."""
    asked = Asked.of(request, Quarter(year, quarter), FIRST if key == ALL else key)
    if key == ALL and asked.narrowed_to:
        raise Http404("all recaps can't be narrowed to a word of one")
    file = recap_workbook(
        asked.chosen or asked.units,
        asked.quarter,
        at=timezone.now(),
        kinds=tuple(RECAPS.values()) if key == ALL else (asked.kind,),
        narrowed_to=asked.narrowed_to,
        every_unit=not asked.chosen,
    )
    return download(file)


# -- lines of the page -------------------------------------------------------------------------------------------------

CSS: Mapping[RowStyle, str] = {
    RowStyle.GROUP: "recap-group",
    RowStyle.SUBGROUP: "recap-subgroup",
    RowStyle.SUBTOTAL: "recap-sum",
    RowStyle.TOTAL: "recap-sum recap-total",
}
RIGHT = FIGURES | {ValueKind.COUNT}


TEXT, WIDE = 22, 30
"""Characters from which on a column of text keeps some room on the page, or more."""


def _css(column: RecapColumn) -> str:
    """Return how the cells of a column are set: figures flush right, long texts with room."""
    if column.kind in RIGHT:
        return "num"
    if column.width >= WIDE:
        return "recap-wide"
    return "recap-text" if column.width >= TEXT else ""


@dataclass(frozen=True)
class Heading:
    """The head of a column of the page: its own and its number with formula, and those of the columns under it."""

    text: str
    css: str
    number: str
    under: tuple[str, ...]
    numbers_under: tuple[str, ...]


def _headings(columns: Sequence[RecapColumn]) -> tuple[Heading, ...]:
    numbers = dict(zip((column.key for column in columns), column_numbers(columns), strict=True))
    beneath = _beneath(columns)
    return tuple(
        Heading(
            column.heading,
            _css(column),
            numbers[column.key],
            tuple(other.heading for other in beneath[column.key]),
            tuple(numbers[other.key] for other in beneath[column.key]),
        )
        for column in columns
        if column.key in beneath
    )


def _beneath(columns: Sequence[RecapColumn]) -> dict[str, tuple[RecapColumn, ...]]:
    """Return the columns that stand on the page, in their order, with those that stand under each."""
    hosts = [column.key for column in columns if not column.under]
    return {key: tuple(column for column in columns if column.under == key) for key in hosts}


def _lines(asked: Asked, recap: Recap, rows: Iterable[RecapRow]) -> Iterable[RecapLine]:
    beneath = _beneath(recap.columns)
    address = _calculations(asked.quarter)
    for row in rows:
        name = "unit_name" if row.style in SUMS else asked.kind.names
        values = {column.key: value for column, value in zip(recap.columns, row.values, strict=True)}
        cells = tuple(
            RecapCell(
                column.heading,
                text := _text(column, values[column.key], row),
                _css(column),
                column.key == name,
                _link(column, row, asked.quarter) or (_asking(column, row, address) if text else ""),
                bool(question_of(row, column.key)),
                tuple(
                    (other.heading, shown(other, values[other.key]))
                    for other in beneath[column.key]
                    if values[other.key] not in (None, "")
                ),
            )
            for column in recap.columns
            if column.key in beneath
        )
        yield RecapLine(f"{CSS.get(row.style, '')} recap-depth-{row.depth}".strip(), cells)


def _text(column: RecapColumn, value: Value, row: RecapRow) -> str:
    """Return what a cell says: nothing where nothing is to be expected, else a dash."""
    nothing = value is None and (column.kind is ValueKind.TEXT or row.style in SUMS)
    return "" if nothing else shown(column, value)


def _calculations(quarter: Quarter) -> Callable[[str, str], str]:
    """Return what gives the page that tells of a unit's figures, or of a report's."""

    @cache
    def address(unit: str, position: str) -> str:
        name, place = ("report_calculation", [unit, position]) if position else ("unit_calculation", [unit])
        return reverse(name, args=[*place, quarter.year, quarter.number])

    return address


def _asking(column: RecapColumn, row: RecapRow, address: Callable[[str, str], str]) -> str:
    """Return where a figure leads: to how it came about; of a total over units to its formula."""
    if formula := formula_of(row, column.key):
        return f"{reverse('formulas')}#{formula}"
    key = question_of(row, column.key)
    # A report that nobody opened has no pages.
    return asking(address(row.unit, row.position), key) if key and (row.opened or not row.position) else ""


def _link(column: RecapColumn, row: RecapRow, quarter: Quarter) -> str:
    """Return where a name leads: to the unit's quarter, to the report where there is one."""
    if column.key == "position_name" and row.position and row.opened:
        return reverse("report", args=[row.unit, row.position, quarter.year, quarter.number])
    if column.key == "unit_name" and row.unit:
        return reverse("unit_quarter", args=[row.unit, quarter.year, quarter.number])
    return ""
