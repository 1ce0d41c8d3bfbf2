"""The approved reports of a unit, and which typed facts they print. Reads only.

Asked for with every entry grid and every saved cell, so only what answers that is read: of an issued report that part
of its frozen inputs, of one that was never issued what stands today.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F

from agreements.enums import Aggregation, Echelon, Formula, ReportForm, TermTakes, UnitKind
from agreements.models import (
    Agreement,
    AgreementBudget,
    AgreementItem,
    BudgetLine,
    Indicator,
    IndicatorTerm,
    Unit,
    YearTarget,
)
from reports.frozen import thaw_use
from reports.layouts import default_form
from reports.models import IssuedReport, Report
from reports.period import Quarter
from reports.queries.reports import agreement_in_force
from reports.queries.rows import by, in_quarters, plain
from reports.queries.structure import Structure, read_items, read_outcomes
from reports.usage import (
    FINAL,
    AgreementUse,
    Approved,
    BudgetUse,
    FactsUse,
    IndicatorUse,
    ItemUse,
    LineUse,
    ReportUse,
    TermUse,
    UnitUse,
    approved,
)


def approved_reports(unit: Unit, quarters: Iterable[Quarter]) -> tuple[Approved, ...]:
    """Return the approved and received reports of a unit in some quarters of one year, as they were issued.

    Earlier quarters first, then in the order of the posts. One query where there are none, else two; where one is final
    without having been issued, eight more. The slug of a post is that of today, by which rows are found.
    """
    rows = plain(
        Report.objects.filter(in_quarters(quarters), position__unit=unit, status__in=FINAL).order_by(
            "year", "quarter", "position__order", "position__name"
        ),
        *("pk", "year", "quarter", "form", "position_id", "position__name", "position__slug"),
        *("position__form", "position__echelon"),
    )
    if not rows:
        return ()
    issued = IssuedReport.objects.filter(report__in=[row.pk for row in rows], revision=F("report__revision"))
    found = {key: thaw_use(inputs) for key, inputs in issued.order_by().values_list("report_id", "inputs")}
    standing = [row for row in rows if row.pk not in found]
    if standing:
        found |= _standing(unit, standing)
    return tuple(_named(approved(found[row.pk]), row.position__slug) for row in rows)


def _named(report: Approved, slug: str) -> Approved:
    return report if report.position_slug == slug else Approved(**(vars(report) | {"position_slug": slug}))


def _standing(unit: Unit, reports: Sequence[Any]) -> dict[int, ReportUse]:
    """Return what says on which facts some reports of a year rest today, by id."""
    year = reports[0].year
    agreements = plain(
        Agreement.objects.filter(position__in={row.position_id for row in reports}, year=year).order_by("kind"),
        *("pk", "position_id", "kind", "signed_on", "supersedes_id"),
    )
    signed = [row.pk for row in agreements]
    items = by(
        "agreement_id",
        plain(AgreementItem.objects.filter(agreement__in=signed).order_by("order"), "agreement_id", "indicator_id"),
    )
    budgets = by(
        "agreement_id",
        plain(AgreementBudget.objects.filter(agreement__in=signed).order_by("order"), "agreement_id", "budget_line_id"),
    )
    agreements_of = by("position_id", agreements)
    facts = _facts(unit, year, {Quarter(row.year, row.quarter) for row in reports})
    found = {}
    for row in reports:
        quarter = Quarter(row.year, row.quarter)
        agreement = agreement_in_force(agreements_of[row.position_id], quarter)
        form = row.form or row.position__form
        found[row.pk] = ReportUse(
            facts=facts[quarter],
            position=row.position__name,
            position_slug=row.position__slug,
            form=ReportForm(form) if form else default_form(UnitKind(unit.kind), Echelon(row.position__echelon)),
            agreement=None
            if agreement is None
            else AgreementUse(
                items=tuple(ItemUse(item.indicator_id) for item in items[agreement.pk]),
                budgets=tuple(BudgetUse(budget.budget_line_id) for budget in budgets[agreement.pk]),
            ),
        )
    return found


def _facts(unit: Unit, year: int, quarters: Iterable[Quarter]) -> Mapping[Quarter, FactsUse]:
    rows = plain(
        Indicator.objects.filter(unit=unit).order_by("order", "id"), "pk", "aggregation", "formula", "parent_id"
    )
    terms = by(
        "indicator_id",
        plain(
            IndicatorTerm.objects.filter(indicator__unit=unit).order_by("-role", "order"),
            *("indicator_id", "source_id", "takes"),
        ),
    )
    targets = YearTarget.objects.filter(indicator__unit=unit, year=year).order_by()
    outcomes = read_outcomes(unit, [year])
    paid = by("budget_line_id", outcomes)
    lines = {
        row.pk: LineUse(row.pk, row.parent_id, row.holds_amounts, tuple(link.indicator_id for link in paid[row.pk]))
        for row in plain(
            BudgetLine.objects.filter(unit=unit, year=year).order_by("order"), "pk", "parent_id", "holds_amounts"
        )
    }
    structure = Structure.of(
        rows, terms, by("indicator_id", plain(targets, "indicator_id", "year")), read_items(unit, [year]), outcomes
    )
    found = {}
    for quarter in quarters:
        used = structure.used_in(quarter)
        indicators = {
            row.pk: IndicatorUse(
                aggregation=Aggregation(row.aggregation),
                formula=Formula(row.formula),
                parent_id=row.parent_id,
                terms=tuple(TermUse(term.source_id, TermTakes(term.takes)) for term in terms[row.pk]),
                used=row.pk in used,
            )
            for row in rows
        }
        found[quarter] = FactsUse(UnitUse(unit.goal_measure_id), quarter, indicators, lines)
    return found
