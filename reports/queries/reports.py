"""One report, or all of a unit, from rows to `ReportInputs`. Reads only, in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from agreements.enums import (
    AgreementKind,
    AppointmentKind,
    CitationPurpose,
    DutyKind,
    Echelon,
    ObjectiveLevel,
    ReportForm,
    ReportStatus,
    ResponseOption,
)
from agreements.models import Agreement, Appointment, Duty, Position, Regulation, Unit
from reports.checks.passages import written_texts
from reports.frozen import thaw
from reports.inputs import (
    AgreementEntry,
    Background,
    BudgetItemEntry,
    CitationEntry,
    DutyEntry,
    ItemEntry,
    ObjectiveEntry,
    PhotoEntry,
    ReportInputs,
    Signer,
    StrategyEntry,
    UnitFacts,
)
from reports.layouts import default_form
from reports.models import IssuedReport, Report, Strategy
from reports.period import Quarter, deadline_days
from reports.queries.facts import load_facts
from reports.queries.posts import appointment_on
from reports.usage import FINAL


def load_inputs(position: Position, quarter: Quarter) -> ReportInputs:
    """Return the inputs of one post's report, whether or not somebody opened it already."""
    return _load_reports(position.unit, quarter, Position.objects.filter(pk=position.pk))[0]


def issued_inputs(position: Position, quarter: Quarter) -> ReportInputs | None:
    """Return the inputs that an approved or received report was issued with; None where it is not, or never was.

    Nothing that changes in the rows afterwards changes them, not even the name of a unit.
    """
    rows = IssuedReport.objects.filter(
        report__position=position, report__year=quarter.year, report__quarter=quarter.number
    )
    return next((inputs for _, inputs in _issued(rows)), None)


def _issued(rows: QuerySet[IssuedReport]) -> Iterator[tuple[str, ReportInputs]]:
    """Yield the slug of the post and the frozen inputs of those issued reports that stand for theirs today."""
    current = rows.filter(report__status__in=FINAL, revision=F("report__revision"))
    for row in current.select_related("report__position"):
        yield row.report.position.slug, replace(thaw(row.inputs), status=ReportStatus(row.report.status))


def load_unit_inputs(unit: Unit, quarter: Quarter) -> tuple[ReportInputs, ...]:
    """Return the inputs of all reporting posts of a unit, in order, sharing one `UnitFacts`.

    A post that reports no more still has the reports that it made.
    """
    made = Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number)
    posts = Position.objects.filter(Q(reports=True) | Q(pk__in=made.values("position")), unit=unit)
    return _load_reports(unit, quarter, posts)


def as_issued(unit: Unit, quarter: Quarter, reports: Iterable[ReportInputs]) -> tuple[ReportInputs, ...]:
    """Return the reports of a unit and quarter, approved and received ones with the inputs that they were issued with.

    Those no longer share the `UnitFacts` of the others, since these may have moved on. The slug of the post stays that
    of today, by which rows are found. Costs one query.
    """
    rows = IssuedReport.objects.filter(
        report__position__unit=unit, report__year=quarter.year, report__quarter=quarter.number
    )
    issued = dict(_issued(rows))
    return tuple(
        replace(issued.get(inputs.position_slug, inputs), position_slug=inputs.position_slug) for inputs in reports
    )


def load_agreement_inputs(agreement: Agreement) -> ReportInputs:
    """Return what the paper of an agreement tells, whatever agreement came later.

    The facts are those of the quarter in which it was signed: what it left unrecorded stood so then.
    """
    position = agreement.position
    quarter = quarter_of_signing(agreement)
    facts = load_facts(position.unit, quarter)
    (row,) = _with_all(Position.objects.filter(pk=position.pk), quarter)
    found = next(found for found in row.agreements_of_year if found.pk == agreement.pk)
    return _report_inputs(facts, row, found, Background())


def quarter_of_signing(agreement: Agreement) -> Quarter:
    """Return the quarter of its year in which an agreement was signed.

    One signed before its year belongs to the first, one signed after it, or a Perubahan without a date, to the last.
    """
    first, last = Quarter(agreement.year, 1), Quarter(agreement.year, 4)
    if agreement.signed_on is None:
        return last if agreement.kind == AgreementKind.PERUBAHAN else first
    return Quarter.from_date(min(max(agreement.signed_on, first.start), last.end))


def _load_reports(unit: Unit, quarter: Quarter, positions: QuerySet[Position]) -> tuple[ReportInputs, ...]:
    facts = load_facts(unit, quarter)
    background = _load_background(unit)
    return tuple(
        _report_inputs(facts, row, agreement_in_force(row.agreements_of_year, quarter), background)
        for row in _with_all(positions, quarter)
    )


def _with_all(positions: QuerySet[Position], quarter: Quarter) -> QuerySet[Position]:
    """Return posts with everything that their reports of a quarter tell."""
    appointments = Appointment.objects.select_related("official")
    return (
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
                "reports_made", Report.objects.filter(_in(quarter) | _in(quarter.previous)), "reports_of_quarters"
            ),
            "reports_of_quarters__texts",
            Prefetch("reports_of_quarters__strategies", Strategy.objects.prefetch_related("items")),
            "reports_of_quarters__follow_ups",
            "reports_of_quarters__obstacles",
            "reports_of_quarters__activities",
            "reports_of_quarters__photos",
            "reports_of_quarters__responses",
        )
    )


def _in(quarter: Quarter) -> Q:
    return Q(year=quarter.year, quarter=quarter.number)


def _report_of(position: Position, quarter: Quarter) -> Report | None:
    found = (row for row in position.reports_of_quarters if (row.year, row.quarter) == (quarter.year, quarter.number))
    return next(found, None)


def _load_background(unit: Unit) -> Background:
    """Return what the texts of all reports of a unit are checked against, without those of their last quarter."""
    return Background(
        other_units=tuple(
            Unit.objects.filter(regency=unit.regency_id, kind=unit.kind)
            .exclude(pk=unit.pk)
            .values_list("short_name", flat=True)
        ),
        regulations=tuple(Regulation.objects.values_list("short", "about")),
    )


def _report_inputs(
    facts: UnitFacts, position: Position, agreement: Agreement | None, background: Background
) -> ReportInputs:
    quarter = facts.quarter
    report = _report_of(position, quarter)
    inputs = _inputs_of(facts, position, agreement, report)
    last = _report_of(position, quarter.previous)
    texts = written_texts(replace(inputs, **_written(last))) if last else ()
    return replace(inputs, background=replace(background, last_texts=texts))


def _written(report: Report | None) -> dict[str, Any]:
    """Return what people wrote in a report, by field of `ReportInputs`."""
    if report is None:
        return {"texts": {}, "generated": {}}
    follow_ups = list(report.follow_ups.all())
    return {
        "strategies": tuple(strategy_entry(row) for row in report.strategies.all()),
        "follow_ups": tuple(row.text for row in follow_ups if not row.closing),
        "closing_points": tuple(row.text for row in follow_ups if row.closing),
        "obstacles": tuple((row.text, row.solution) for row in report.obstacles.all()),
        "activities": tuple((row.group, row.text) for row in report.activities.all()),
        "photos": tuple(
            PhotoEntry(caption=row.text, taken_on=row.taken_on, file=row.image.name or "")
            for row in report.photos.all()
        ),
        "texts": {row.section: row.text for row in report.texts.all()},
        "generated": {row.section: row.generated for row in report.texts.all()},
    }


def _inputs_of(
    facts: UnitFacts, position: Position, agreement: Agreement | None, report: Report | None
) -> ReportInputs:
    quarter = facts.quarter
    signed_on = signing_date(report, quarter)
    form = (report.form if report else "") or position.form
    responses = list(report.responses.all()) if report else []
    return ReportInputs(
        facts=facts,
        position=position.name,
        position_slug=position.slug,
        signer=_signer(position, signed_on),
        superior=_signer(position.superior, signed_on) if position.superior else None,
        form=ReportForm(form) if form else default_form(facts.unit.kind, Echelon(position.echelon)),
        status=ReportStatus(report.status) if report else ReportStatus.DRAFT,
        period_sentence=position.period_sentence,
        deadline_days=deadline_of(position),
        signed_on=signed_on,
        agreement=_agreement_entry(agreement, position, signed_on) if agreement else None,
        main_duty=position.main_duty.strip(),
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
        response_options=tuple(ResponseOption(code) for code in responses[-1].options) if responses else (),
        response_note=responses[-1].note if responses else "",
        **_written(report),
    )


def deadline_of(position: Position) -> int:
    """Return the working days that a post has after the quarter's end: its own number, else the rule's."""
    superior = position.superior
    return position.deadline_days or deadline_days(
        Echelon(position.echelon), Echelon(superior.echelon) if superior else None
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


def _agreement_entry(agreement: Agreement, position: Position, reported_on: datetime.date) -> AgreementEntry:
    """Return an agreement with those who held both posts when it was signed, else when the report is."""
    superior = position.superior
    signed_on = agreement.signed_on or reported_on
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
        first_party=_signer(position, signed_on),
        second_party=_signer(superior, signed_on) if superior is not None else None,
    )


def _duty_tree(duties: Iterable[Duty], kind: DutyKind) -> tuple[DutyEntry, ...]:
    below = defaultdict(list)
    for row in duties:
        if row.kind == kind:
            below[row.parent_id].append(row)

    def grow(parent_id: int | None) -> tuple[DutyEntry, ...]:
        return tuple(DutyEntry(text=row.text, children=grow(row.pk)) for row in below[parent_id])

    return grow(None)


def strategy_entry(row: Strategy) -> StrategyEntry:
    """Return a strategy with its sentences."""
    return StrategyEntry(
        item_id=row.item_id,
        indicator_id=row.indicator_id,
        line_id=row.budget_line_id,
        lead_in=row.lead_in,
        months=row.months,
        items=tuple((item.text, item.months) for item in row.items.all()),
    )
