"""The whole office on one screen: what is done and late, what waits, and where money and results part."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.models import Position, Unit
from reports.board import Cell, counts_of
from reports.comparison.choice import Sort
from reports.office import Balance, balances, money_ahead, results_ahead
from reports.period import Quarter
from reports.queries import closing_notice, load_office, opened_quarters
from reports.views.asking import askable_sections, asking
from reports.views.board import Places, tiles
from reports.views.common import visible_unit
from reports.views.pictures import unit_pictures
from reports.views.review_page import Share

SHOWN = 6
"""Budget lines of each kind that stand on the page; the rest is behind a click."""


@dataclass(frozen=True)
class BalanceLine:
    """A budget line whose money and results are far apart, and where both can be looked at."""

    row: Balance
    absorption: Share
    outcomes: tuple[tuple[str, Share], ...]
    entry: str
    report: str
    """The report of the post that answers for it; '' where it has none."""


@dataclass(frozen=True)
class WaitingLine:
    """A report on which the account decides."""

    cell: Cell
    address: str


@require_safe
def office(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Show an office to whoever sees it."""
    found, when, today = visible_unit(request.user, unit), Quarter(year, quarter), timezone.localdate()
    loaded = load_office(found, when, request.user, today)
    opened = opened_quarters([found]).get(found.pk, ())
    rows = tuple(balances(loaded.figures.figures))
    places = Places.of(when)
    reports = {cell.post.slug: places.cell_at(cell) for cell in loaded.cells if cell.report is not None}
    figures = loaded.figures
    calculation = reverse("unit_calculation", args=[found.slug, year, quarter])
    context = {
        "unit": found,
        "quarter": when,
        "quarters": opened,
        "is_open": when in opened,
        "closing": closing_notice(found, when, today),
        "counts": counts_of(loaded.cells),
        "tiles": tuple(tiles(loaded.cells, places)),
        "mine": tuple(
            WaitingLine(cell, reverse("report_review", args=[found.slug, cell.post.slug, year, quarter]))
            for cell in loaded.waiting
        ),
        "late": tuple(tiles((cell for cell in loaded.cells if cell.pressing), places)),
        "figures": figures,
        "achievement": Share.written(figures.achievement, asking(calculation, "rata-rata-capaian")),
        "absorption": Share.written(figures.absorption, asking(calculation, "jumlah-serapan")),
        "calculation": calculation,
        "money_ahead": _lines(money_ahead(rows), reports, found, when),
        "results_ahead": _lines(results_ahead(rows), reports, found, when),
        "pictures": askable_sections(
            unit_pictures(found, when, figures.figures or {}, opened, Sort.read(request.GET.get("urut", ""))), when
        ),
        "shown": f":{SHOWN}",
        "rest": f"{SHOWN}:",
    }
    return render(request, "reports/unit/office.html", context)


def _lines(rows: Iterable[Balance], reports: dict[str, str], unit: Unit, quarter: Quarter) -> tuple[BalanceLine, ...]:
    place = [unit.slug, quarter.year, quarter.number]
    entry, calculation = reverse("entry", args=place), reverse("unit_calculation", args=place)
    return tuple(
        BalanceLine(
            row,
            Share.written(row.absorption, asking(calculation, f"{row.anchor}-serapan")),
            tuple(
                (outcome.name, Share.written(outcome.achievement, asking(calculation, f"{outcome.anchor}-capaian")))
                for outcome in row.outcomes
            ),
            f"{entry}#{row.anchor}",
            reports.get(row.post, ""),
        )
        for row in rows
    )


def heads_of_offices(posts: Iterable[Position]) -> tuple[Unit, ...]:
    """Return the units that the given posts lead: nobody of the same unit stands above them."""
    units = {post.unit_id: post.unit for post in posts if not post.superior or post.superior.unit_id != post.unit_id}
    return tuple(units.values())
