"""Units side by side, for those who see all: pages whose filter is in the address, and the same on paper."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import EfficiencyDefinition
from agreements.models import Unit, User
from reports.board import Counts
from reports.comparison.choice import (
    ALL,
    Choice,
    Option,
    chosen,
    indicator_options,
    kind_options,
    of_kind,
    programme_options,
    read_choice,
)
from reports.comparison.costs import cost_section, costs, lines_with_outcomes, usual_line
from reports.comparison.county import county
from reports.comparison.programmes import by_programme, by_unit, spending
from reports.comparison.quarters import QuarterFigures, over_quarters
from reports.comparison.sections import Section
from reports.comparison.units import Compared, against, compared, ranking
from reports.comparison.values import UnitFigures
from reports.document.blocks import RenderedFile
from reports.narrative.across import efficiency_notes, is_judged
from reports.pdf import PDF_TYPE, draw_page
from reports.period import Quarter
from reports.policies import can_compare
from reports.queries import (
    bands_of,
    costs_of,
    count_cells,
    figures_of,
    quarter_of_the_desk,
    quarters_with_reports,
    totals_of,
    units_visible_to,
)
from reports.views.asking import askable_sections
from reports.views.common import download
from reports.views.pictures import quarters_before

FIELDS = ("jenis", "unit", "program", "indikator", "urut")
COST_FIELDS = ("jenis", "unit", "kode", "urut")
"""Names of the address that a page reads; the other's are carried along for it."""
ACHIEVEMENT, ABSORPTION = "Capaian (rata-rata indikator)", "Serapan anggaran"
PAID = "Capaian (indikator yang dibiayai program ini)"
PAID_NOTE = (
    "Capaian: rata-rata indikator yang terhubung dengan program ini atau dengan kegiatan dan sub kegiatannya; unit"
    " tanpa indikator yang terhubung tidak punya capaian di sini. Efisiensi hanya ada untuk seluruh anggaran."
)


def check_compares(user: User) -> None:
    """Answer 404 to whoever may not know of the comparison."""
    if not can_compare(user):
        raise Http404("no comparison")


@dataclass(frozen=True)
class Desk:
    """The units of a quarter with what the address asks for."""

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    """Those that any unit opened. Of others there are no summaries, and nothing to compare."""
    units: tuple[Unit, ...]
    figures: tuple[UnitFigures, ...]
    choice: Choice

    @classmethod
    def take(cls, request: HttpRequest, year: int, quarter: int, *, costs: bool = False) -> "Desk":
        """Read the units that may be seen, with what the page of costs compares or the other; or answer 404."""
        check_compares(request.user)
        when = Quarter(year, quarter)
        quarters = quarters_with_reports()
        rows = (
            units_visible_to(request.user).filter(positions__reports=True).distinct()
            if when in quarters
            else Unit.objects.none()
        )
        units = tuple(rows.select_related("regency").prefetch_related("regency__bands").order_by("name"))
        read, names = (costs_of, COST_FIELDS) if costs else (figures_of, FIELDS)
        figures = read(units, [when])[when]
        choice = read_choice({name: request.GET.getlist(name) for name in names}, figures)
        return cls(when, quarters, units, figures, choice)

    @cached_property
    def shown(self) -> tuple[UnitFigures, ...]:
        """The units that are compared."""
        return chosen(self.figures, self.choice)

    @cached_property
    def alike(self) -> tuple[UnitFigures, ...]:
        """All units of the chosen kind."""
        return of_kind(self.figures, self.choice)

    @cached_property
    def programmes(self) -> tuple[Option, ...]:
        """The programmes that may be chosen."""
        return programme_options(self.alike)

    @cached_property
    def indicators(self) -> tuple[Option, ...]:
        """The indicators that may be chosen."""
        return indicator_options(self.alike, self.choice.indicator)

    @cached_property
    def lines(self) -> tuple[Option, ...]:
        """The budget lines whose costs may be compared."""
        return lines_with_outcomes(self.alike)

    @cached_property
    def line(self) -> str:
        """The key of the budget line whose costs are shown: the one asked for, else the most telling one."""
        asked = self.choice.line
        return asked if any(option.value == asked for option in self.lines) else usual_line(self.alike, self.lines)

    @cached_property
    def bands(self) -> tuple:
        """The predikat scale of the kabupaten."""
        return bands_of(self.units)

    @property
    def owed(self) -> Counts:
        """How the reports of the units stand that are compared."""
        slugs = {unit.slug for unit in self.shown}
        units = [unit for unit in self.units if unit.slug in slugs]
        return count_cells([self.quarter], timezone.localdate(), units)[self.quarter]

    @property
    def regency(self) -> str:
        """The kabupaten's name."""
        return self.units[0].regency.name if self.units else ""

    def compare(self, figures: tuple[UnitFigures, ...]) -> tuple[Compared, ...]:
        """Return those of some units that are asked for, with the figures that are compared."""
        return compared(chosen(figures, self.choice), self.choice, self.bands)

    def context(self, name: str, paper: str, request: HttpRequest) -> dict[str, object]:
        """Return what both pages need: `name` and `paper` are the addresses of the page and of its PDF."""
        when = (self.quarter.year, self.quarter.number)
        return {
            "quarter": self.quarter,
            "quarters": self.quarters,
            "choice": self.choice,
            "shown": self.shown,
            "alike": self.alike,
            "kinds": kind_options(self.figures),
            "all_kinds": ALL,
            "page": name,
            "query": request.GET.urlencode(),
            "address": reverse(name, args=when),
            "paper": reverse(paper, args=when, query=request.GET),
        }


@require_safe
def comparison_newest(request: HttpRequest) -> HttpResponse:
    """Lead to the quarter that is due."""
    check_compares(request.user)
    quarter = quarter_of_the_desk(timezone.localdate())
    return redirect("comparison", year=quarter.year, quarter=quarter.number)


@require_safe
def comparison(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show achievement against absorption, the ranking, the quarters of the year and the budget."""
    desk = Desk.take(request, year, quarter)
    context = {
        **desk.context("comparison", "comparison_paper", request),
        "sections": askable_sections(comparison_sections(desk), desk.quarter),
        "programmes": desk.programmes,
        "indicators": desk.indicators,
    }
    return render(request, "reports/comparison/units.html", context)


@require_safe
def comparison_paper(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Send the same as a PDF."""
    desk = Desk.take(request, year, quarter)
    return _paper(desk, "Perbandingan Kinerja", "perbandingan", comparison_sections(desk))


@require_safe
def cost_comparison(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show what the outcome of one budget line cost in each unit."""
    desk = Desk.take(request, year, quarter, costs=True)
    context = {
        **desk.context("cost_comparison", "cost_paper", request),
        "sections": askable_sections(cost_sections(desk), desk.quarter),
        "lines": desk.lines,
        "line": desk.line,
    }
    return render(request, "reports/comparison/costs.html", context)


@require_safe
def cost_paper(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Send the same as a PDF."""
    desk = Desk.take(request, year, quarter, costs=True)
    return _paper(desk, "Perbandingan Biaya per Hasil", "biaya-per-hasil", cost_sections(desk))


def comparison_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the parts of the comparison of units."""
    choice, rows = desk.choice, desk.compare(desk.figures)
    what = _label(desk.indicators, choice.indicator, PAID if choice.programme else ACHIEVEMENT, "Capaian: ")
    money = _label(desk.programmes, choice.programme, ABSORPTION, "Serapan: ")
    if choice.programme:
        budget = spending(
            by_unit(rows), choice.sort, heading=f"Anggaran {money.removeprefix('Serapan: ')}", of_units=True
        )
    else:
        budget = spending(by_programme(desk.shown), choice.sort, heading="Anggaran per program")
    together = (county(rows, desk.owed),) if _whole(choice) and len(rows) > 1 else ()
    return (
        *together,
        against(rows, choice.sort, of_what=what, of_money=money, whole=_whole(choice), remarks=_remarks(desk)),
        ranking(rows, choice.sort, desk.bands, of_what=what, judged=is_judged(desk.quarter)),
        over_quarters(_quarters(desk, rows), choice.sort, several=len(rows) > 1),
        budget,
    )


def _whole(choice: Choice) -> bool:
    """Whether units are compared as a whole, and not by one programme or indicator."""
    return not (choice.programme or choice.indicator)


def _remarks(desk: Desk) -> tuple[str, ...]:
    """Say what the column of efficiency is, or whose achievement stands beside a single programme."""
    if desk.choice.programme and not desk.choice.indicator:
        return (PAID_NOTE,)
    if not _whole(desk.choice) or not desk.units:
        return ()
    return efficiency_notes(EfficiencyDefinition(desk.units[0].regency.efficiency))


def _label(options: tuple[Option, ...], value: str, usual: str, lead: str) -> str:
    """Name an axis: as usual, or by the one indicator or programme that is chosen."""
    return next((f"{lead}{option.label}" for option in options if value and option.value == value), usual)


def _quarters(desk: Desk, rows: tuple[Compared, ...]) -> list[QuarterFigures]:
    """Return the quarters of the year up to this one; of single indicators and programmes totals don't tell."""
    earlier = quarters_before(desk.quarter, desk.quarters)
    if _whole(desk.choice):
        before = totals_of(desk.units, earlier) if earlier else {}
    else:
        before = figures_of(desk.units, earlier, desk.choice.indicator) if earlier else {}
    return [
        *(QuarterFigures.over(quarter, desk.compare(before[quarter])) for quarter in earlier),
        QuarterFigures.over(desk.quarter, rows),
    ]


def cost_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the one part of the comparison of costs; none where no line has an outcome."""
    if not desk.line:
        return ()
    heading = _label(desk.lines, desk.line, "", "")
    return (cost_section(costs(desk.shown, desk.line), desk.choice.sort, heading=heading),)


def _paper(desk: Desk, title: str, stem: str, sections: tuple[Section, ...]) -> HttpResponse:
    """Send sections as a PDF that says what was chosen, and when."""
    period = f"{desk.quarter.name} Tahun {desk.quarter.year}"
    context = {
        "title": f"{title} {period}",
        "heading": title,
        "period": period,
        "regency": desk.regency,
        "quarter": desk.quarter,
        "sections": sections,
        "shown": desk.shown,
        "alike": desk.alike,
        "today": timezone.localdate(),
    }
    content = draw_page(render_to_string("reports/document/comparison.html", context))
    name = f"{stem}-{desk.quarter.year}-tw{desk.quarter.number}.pdf"
    return download(RenderedFile(name, PDF_TYPE, content))
