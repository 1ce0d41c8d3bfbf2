"""The only door from rows to figures, and the reads that more than one view needs. Reads only.

Everything costs a fixed number of queries, whatever the number of indicators, lines or posts.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from agreements.enums import (
    Aggregation,
    AgreementKind,
    AppointmentKind,
    BudgetLevel,
    CeilingDocument,
    CitationPurpose,
    Direction,
    DutyKind,
    Echelon,
    EfficiencyDefinition,
    EnteredBy,
    Formula,
    ObjectiveLevel,
    ReportForm,
    ReportStatus,
    ResponseOption,
    Role,
    TermRole,
    UnitKind,
)
from agreements.models import (
    Agreement,
    AgreementItem,
    Appointment,
    BudgetLine,
    Ceiling,
    Duty,
    Holiday,
    Indicator,
    LongTermTarget,
    PastValue,
    Position,
    Unit,
    User,
    YearTarget,
)
from reports.inputs import (
    AgreementEntry,
    BudgetItemEntry,
    CeilingEntry,
    Choices,
    CitationEntry,
    DutyEntry,
    IndicatorEntry,
    ItemEntry,
    LineEntry,
    ObjectiveEntry,
    PastEntry,
    RealizationEntry,
    ReportInputs,
    Signer,
    StrategyEntry,
    TargetEntry,
    TermEntry,
    UnitEntry,
    UnitFacts,
)
from reports.layouts import default_form
from reports.models import BudgetRealization, IndicatorRealization, Report, Strategy
from reports.period import Quarter

# -- who sees what -------------------------------------------------------------------------------------------------------


def units_visible_to(user: User) -> QuerySet[Unit]:
    """Return the units whose reports the account may see; a stranger's unit is not among them.

    Bagian Organisasi, inspectors and administrators see all; an operator the own unit; an official the units of the
    posts held, and those of the posts directly below them (the Asisten over a Bagian).
    """
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    if user.is_superuser or user.grants.filter(role__in=[Role.ORGANISASI, Role.INSPECTOR]).exists():
        return Unit.objects.filter(positions__reports=True).distinct()
    held = Position.objects.filter(appointments__official__account=user)
    return Unit.objects.filter(
        Q(grants__user=user, grants__role=Role.OPERATOR)
        | Q(positions__in=held, positions__reports=True)
        | Q(positions__superior__in=held, positions__reports=True)
    ).distinct()


# -- facts ---------------------------------------------------------------------------------------------------------------


def load_facts(unit: Unit, quarter: Quarter) -> UnitFacts:
    """Return everything that the reports of a unit share in a quarter."""
    regency = unit.regency
    return UnitFacts(
        unit=UnitEntry(
            slug=unit.slug,
            name=unit.name,
            short_name=unit.short_name,
            kind=UnitKind(unit.kind),
            regency=regency.name,
            place=unit.place,
            address=unit.address,
            phone=unit.phone,
            parent_name=unit.parent.name if unit.parent else "",
            villages=unit.villages,
            civil_servants=unit.civil_servants,
            other_staff=unit.other_staff,
            goal=unit.goal,
            goal_indicator=unit.goal_indicator,
            main_problem=unit.main_problem,
            issues=tuple((issue.group, issue.text) for issue in unit.issues.all()),
        ),
        quarter=quarter,
        choices=Choices(
            display_cap=regency.display_cap,
            efficiency=EfficiencyDefinition(regency.efficiency),
            bands=tuple((band.lower, band.label) for band in regency.bands.all()),
        ),
        indicators=_load_indicators(unit, quarter),
        lines=_load_lines(unit, quarter),
    )


def _load_indicators(unit: Unit, quarter: Quarter) -> dict[int, IndicatorEntry]:
    rows = list(
        Indicator.objects.filter(unit=unit)
        .order_by("order", "id")
        .prefetch_related(
            "terms",
            Prefetch("year_targets", YearTarget.objects.filter(year=quarter.year), "targets_of_year"),
            Prefetch(
                "realizations",
                IndicatorRealization.objects.filter(year=quarter.year, quarter__lte=quarter.number).prefetch_related(
                    "terms"
                ),
                "realizations_to_date",
            ),
            Prefetch("past_values", PastValue.objects.order_by("-year", "quarter")),
            Prefetch("long_term_targets", LongTermTarget.objects.order_by("year")),
        )
    )
    used = _used_indicators(rows, unit, quarter)
    return {row.pk: _indicator_entry(row, used=row.pk in used) for row in rows}


def _used_indicators(rows: Sequence[Indicator], unit: Unit, quarter: Quarter) -> set[int]:
    """Return ids that something of the year points at: an agreement, a budget line, a target, or a used parent."""
    used = set(
        AgreementItem.objects.filter(
            agreement__position__unit=unit, agreement__year=quarter.year, agreement__superseded_by=None
        ).values_list("indicator_id", flat=True)
    )
    used |= set(
        BudgetLine.indicators.through.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year
        ).values_list("indicator_id", flat=True)
    )
    used |= {row.pk for row in rows if row.targets_of_year}
    children = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            children[row.parent_id].append(row.pk)
    waiting = [row.pk for row in rows if row.pk in used and row.formula == Formula.MEAN_OF_CHILDREN]
    means = {row.pk for row in rows if row.formula == Formula.MEAN_OF_CHILDREN}
    while waiting:
        for child in children[waiting.pop()]:
            if child not in used:
                used.add(child)
                if child in means:
                    waiting.append(child)
    return used


def _indicator_entry(row: Indicator, *, used: bool) -> IndicatorEntry:
    target = row.targets_of_year[0] if row.targets_of_year else None
    return IndicatorEntry(
        id=row.pk,
        name=row.name,
        unit_of_measure=row.unit_of_measure,
        level=ObjectiveLevel(row.level),
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        formula=Formula(row.formula),
        parent_id=row.parent_id,
        target=None
        if target is None
        else TargetEntry(
            value=target.value,
            upper=target.upper,
            shown=target.shown,
            quarters=(target.quarter_1, target.quarter_2, target.quarter_3, target.quarter_4),
        ),
        realizations={
            entry.quarter: RealizationEntry(
                value=entry.value,
                shown=entry.shown,
                note=entry.note,
                missing_reason=entry.missing_reason,
                version=entry.version,
            )
            for entry in row.realizations_to_date
        },
        terms=tuple(_term_entry(term, row.realizations_to_date) for term in row.terms.all()),
        past=tuple(
            PastEntry(year=past.year, quarter=past.quarter, target=past.target, realization=past.realization)
            for past in row.past_values.all()
        ),
        long_term=tuple((goal.document, goal.year, goal.value) for goal in row.long_term_targets.all()),
        definition=row.definition,
        on_time_rule=row.on_time_rule,
        note=row.note,
        used=used,
    )


def _term_entry(term, realizations: Iterable[IndicatorRealization]) -> TermEntry:
    values = {}
    for entry in realizations:
        for typed in entry.terms.all():
            if typed.term_id == term.pk:
                values[entry.quarter] = typed.value
    return TermEntry(
        id=term.pk,
        role=TermRole(term.role),
        label=term.label,
        factor=term.factor,
        factor_label=term.factor_label,
        values=values,
    )


def _load_lines(unit: Unit, quarter: Quarter) -> dict[int, LineEntry]:
    rows = (
        BudgetLine.objects.filter(unit=unit, year=quarter.year)
        .order_by("order")
        .select_related("responsible")
        .prefetch_related(
            "indicator_links",
            Prefetch("ceilings", Ceiling.objects.filter(from_date__lte=quarter.end).order_by("from_date"), "in_force"),
            Prefetch("realizations", BudgetRealization.objects.filter(quarter=quarter.number), "at_quarter"),
        )
    )
    return {row.pk: _line_entry(row) for row in rows}


def _line_entry(row: BudgetLine) -> LineEntry:
    ceiling = row.in_force[-1] if row.in_force else None
    spent = row.at_quarter[0] if row.at_quarter else None
    return LineEntry(
        id=row.pk,
        parent_id=row.parent_id,
        level=BudgetLevel(row.level),
        order=row.order,
        code=row.code,
        name=row.name,
        holds_amounts=row.holds_amounts,
        ceiling=None
        if ceiling is None
        else CeilingEntry(
            amount=ceiling.amount, document=CeilingDocument(ceiling.document), from_date=ceiling.from_date
        ),
        spent=spent.amount if spent else None,
        note=spent.note if spent else "",
        missing_reason=spent.missing_reason if spent else "",
        version=spent.version if spent else 0,
        indicator_ids=tuple(link.indicator_id for link in row.indicator_links.all()),
        planned_months=tuple(row.planned_months),
        responsible=row.responsible.name if row.responsible else "",
    )


# -- one report, or all of a unit ------------------------------------------------------------------------------------------


def load_inputs(position: Position, quarter: Quarter) -> ReportInputs:
    """Return the inputs of one post's report, whether or not somebody opened it already."""
    return _load_reports(position.unit, quarter, Position.objects.filter(pk=position.pk))[0]


def load_unit_inputs(unit: Unit, quarter: Quarter) -> tuple[ReportInputs, ...]:
    """Return the inputs of all reporting posts of a unit, in order, sharing one `UnitFacts`."""
    return _load_reports(unit, quarter, Position.objects.filter(unit=unit, reports=True))


def _load_reports(unit: Unit, quarter: Quarter, positions: QuerySet[Position]) -> tuple[ReportInputs, ...]:
    facts = load_facts(unit, quarter)
    appointments = Appointment.objects.select_related("official")
    rows = (
        positions.order_by("order", "name")
        .select_related("superior", "superior__unit")
        .prefetch_related(
            Prefetch("appointments", appointments),
            Prefetch("superior__appointments", appointments),
            Prefetch("duties", Duty.objects.order_by("kind", "order")),
            "citations__regulation",
            Prefetch("agreements", Agreement.objects.filter(year=quarter.year), "agreements_of_year"),
            "agreements_of_year__objectives",
            "agreements_of_year__items",
            "agreements_of_year__budgets",
            Prefetch(
                "reports_made",
                Report.objects.filter(year=quarter.year, quarter=quarter.number),
                "reports_of_quarter",
            ),
            "reports_of_quarter__texts",
            Prefetch("reports_of_quarter__strategies", Strategy.objects.prefetch_related("items")),
            "reports_of_quarter__follow_ups",
            "reports_of_quarter__obstacles",
            "reports_of_quarter__activities",
            "reports_of_quarter__responses",
        )
    )
    return tuple(_report_inputs(facts, row) for row in rows)


def _report_inputs(facts: UnitFacts, position: Position) -> ReportInputs:
    quarter = facts.quarter
    report = position.reports_of_quarter[0] if position.reports_of_quarter else None
    signed_on = signing_date(report, quarter)
    agreement = agreement_in_force(position.agreements_of_year, quarter)
    form = (report.form if report else "") or position.form
    responses = list(report.responses.all()) if report else []
    follow_ups = list(report.follow_ups.all()) if report else []
    return ReportInputs(
        facts=facts,
        position=position.name,
        position_slug=position.slug,
        signer=_signer(position, signed_on),
        superior=_signer(position.superior, signed_on) if position.superior else None,
        form=ReportForm(form) if form else default_form(facts.unit.kind, Echelon(position.echelon)),
        status=ReportStatus(report.status) if report else ReportStatus.DRAFT,
        period_sentence=position.period_sentence,
        deadline_days=position.deadline_days,
        signed_on=signed_on,
        agreement=_agreement_entry(agreement, position) if agreement else None,
        duties=_duty_tree(position.duties.all(), DutyKind.DUTY),
        delegated=_duty_tree(position.duties.all(), DutyKind.DELEGATED),
        citations=tuple(
            CitationEntry(
                purpose=CitationPurpose(row.purpose),
                regulation=row.regulation.short,
                about=row.regulation.about,
                article=row.article,
            )
            for row in position.citations.all()
        ),
        strategies=tuple(_strategy_entry(row) for row in report.strategies.all()) if report else (),
        follow_ups=tuple(row.text for row in follow_ups if not row.closing),
        closing_points=tuple(row.text for row in follow_ups if row.closing),
        obstacles=tuple((row.text, row.solution) for row in report.obstacles.all()) if report else (),
        activities=tuple((row.group, row.text) for row in report.activities.all()) if report else (),
        texts={row.section: row.text for row in report.texts.all()} if report else {},
        response_options=tuple(ResponseOption(code) for code in responses[-1].options) if responses else (),
        response_note=responses[-1].note if responses else "",
    )


def signing_date(report: Report | None, quarter: Quarter) -> datetime.date:
    """Return the date of the signature: as set, else the first day after the period (11 of 12 seed reports)."""
    if report is not None and report.signed_on is not None:
        return report.signed_on
    return quarter.end + datetime.timedelta(days=1)


def agreement_in_force(agreements: Iterable[Agreement], quarter: Quarter) -> Agreement | None:
    """Return the agreement that holds at the quarter's end: the last of the chain that was signed by then.

    One without a signing date counts as signed.
    """
    signed = [row for row in agreements if row.signed_on is None or row.signed_on <= quarter.end]
    superseded = {row.supersedes_id for row in signed}
    last = [row for row in signed if row.pk not in superseded]
    return max(last, key=lambda row: (row.kind == AgreementKind.PERUBAHAN, row.pk), default=None)


def appointment_on(appointments: Iterable[Appointment], date: datetime.date) -> Appointment | None:
    """Return who holds a post on a date; an acting official signs before the definitive one that is away."""
    held = [row for row in appointments if row.start <= date and (row.end is None or row.end >= date)]
    return max(held, key=lambda row: (row.kind != AppointmentKind.DEFINITIVE, row.start), default=None)


def _signer(position: Position, date: datetime.date) -> Signer:
    held = appointment_on(position.appointments.all(), date)
    return Signer(
        position=position.name,
        title=position.signature_title or position.name,
        echelon=Echelon(position.echelon),
        kind=AppointmentKind(held.kind) if held else None,
        name=held.official.name if held else "",
        nip=(held.official.nip or "") if held else "",
        rank=held.official.rank if held else "",
    )


def _agreement_entry(agreement: Agreement, position: Position) -> AgreementEntry:
    superior = position.superior
    return AgreementEntry(
        year=agreement.year,
        kind=AgreementKind(agreement.kind),
        superior_title=agreement.superior_title
        or ((superior.signature_title or superior.name) if superior is not None else ""),
        signed_on=agreement.signed_on,
        objectives=tuple(
            ObjectiveEntry(id=row.pk, level=ObjectiveLevel(row.level), order=row.order, text=row.text)
            for row in agreement.objectives.all()
        ),
        items=tuple(
            ItemEntry(
                id=row.pk,
                order=row.order,
                objective_id=row.objective_id,
                indicator_id=row.indicator_id,
                wording=row.wording,
                target_signed=row.target_signed,
                target_text=row.target_text,
            )
            for row in agreement.items.all()
        ),
        budgets=tuple(
            BudgetItemEntry(
                line_id=row.budget_line_id,
                order=row.order,
                wording=row.wording,
                objective_id=row.objective_id,
                amount_signed=row.amount_signed,
            )
            for row in agreement.budgets.all()
        ),
    )


def _duty_tree(duties: Iterable[Duty], kind: DutyKind) -> tuple[DutyEntry, ...]:
    below = defaultdict(list)
    for row in duties:
        if row.kind == kind:
            below[row.parent_id].append(row)

    def grow(parent_id: int | None) -> tuple[DutyEntry, ...]:
        return tuple(DutyEntry(text=row.text, children=grow(row.pk)) for row in below[parent_id])

    return grow(None)


def _strategy_entry(row: Strategy) -> StrategyEntry:
    return StrategyEntry(
        item_id=row.item_id,
        indicator_id=row.indicator_id,
        line_id=row.budget_line_id,
        lead_in=row.lead_in,
        months=row.months,
        items=tuple((item.text, item.months) for item in row.items.all()),
    )


# -- lists -----------------------------------------------------------------------------------------------------------------


def quarter_is_open(unit: Unit, quarter: Quarter) -> bool:
    """Return whether somebody opened the quarter: the unit has reports in it."""
    return Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number).exists()


def opened_quarters(units: Iterable[Unit]) -> dict[int, tuple[Quarter, ...]]:
    """Return, per unit id, the quarters that have reports, newest first; a unit without any is absent."""
    found = defaultdict(list)
    rows = (
        Report.objects.filter(position__unit__in=units)
        .order_by("-year", "-quarter")
        .values_list("position__unit_id", "year", "quarter")
        .distinct()
    )
    for unit_id, year, number in rows:
        found[unit_id].append(Quarter(year, number))
    return {unit_id: tuple(quarters) for unit_id, quarters in found.items()}


def reports_of(unit: Unit, quarter: Quarter) -> tuple[Report, ...]:
    """Return the reports of a unit and quarter in the order of the posts."""
    return tuple(
        Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number)
        .select_related("position", "position__superior")
        .order_by("position__order", "position__name")
    )


def report_statuses(units: Iterable[Unit]) -> dict[tuple[int, Quarter], tuple[ReportStatus, ...]]:
    """Return the states of all reports per unit id and quarter, for counting."""
    found = defaultdict(list)
    rows = Report.objects.filter(position__unit__in=units).values_list(
        "position__unit_id", "year", "quarter", "status"
    )
    for unit_id, year, number, status in rows:
        found[unit_id, Quarter(year, number)].append(ReportStatus(status))
    return {key: tuple(statuses) for key, statuses in found.items()}


def positions_held(user: User, date: datetime.date) -> tuple[Position, ...]:
    """Return the posts that the account's official holds on a date, acting or definitive."""
    return tuple(
        Position.objects.filter(
            Q(appointments__end__isnull=True) | Q(appointments__end__gte=date),
            appointments__official__account=user,
            appointments__start__lte=date,
        )
        .select_related("unit")
        .order_by("unit__name", "order")
        .distinct()
    )


def positions_below(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return the reporting posts whose direct superior is one of the given posts."""
    return tuple(
        Position.objects.filter(superior__in=positions, reports=True)
        .select_related("unit")
        .order_by("unit__name", "order", "name")
    )


def spent_until(unit: Unit, quarter: Quarter) -> dict[int, Decimal | None]:
    """Return the amounts typed for a quarter per budget line id, in rupiah, as a reminder beside the next quarter."""
    return dict(
        BudgetRealization.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year, quarter=quarter.number
        ).values_list("budget_line_id", "amount")
    )


def suppliers(unit: Unit) -> dict[int, EnteredBy]:
    """Return who supplies each indicator of the unit, by id."""
    rows = Indicator.objects.filter(unit=unit).values_list("pk", "entered_by")
    return {pk: EnteredBy(value) for pk, value in rows}


def holidays(years: Iterable[int]) -> frozenset[datetime.date]:
    """Return the national holidays and cuti bersama of the given years."""
    return frozenset(Holiday.objects.filter(date__year__in=years).values_list("date", flat=True))
