"""One report, or all of a unit, from rows to `ReportInputs`. Reads only, in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

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
from agreements.models import Agreement, Position, Regulation, Unit
from agreements.promise import holds
from agreements.queries.posts import appointment_on
from reports.anchors import COPY_KEYS, text_anchor
from reports.background import CopiedEntry
from reports.checks.passages import written_plans, written_texts
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
    ReasonEntry,
    ReportInputs,
    Signer,
    StrategyEntry,
    UnitFacts,
)
from reports.layouts import default_form
from reports.models import IssuedReport, Report
from reports.period import Quarter, deadline_days
from reports.queries.facts import load_facts
from reports.queries.posts import Posts, read_posts
from reports.queries.rows import in_quarters
from reports.queries.told import Told, read_told
from reports.usage import FINAL


def load_inputs(position: Position, quarter: Quarter) -> ReportInputs:
    """Return the inputs of one post's report, whether or not somebody opened it already."""
    return _load_reports(position.unit, quarter, position.pk)[0]


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


def load_unit_inputs(unit: Unit, quarter: Quarter, *, texts: bool = True) -> tuple[ReportInputs, ...]:
    """Return the inputs of all reporting posts of a unit, in order, sharing one `UnitFacts`.

    A post that reports no more still has the reports that it made. Without `texts` they hold what figures are computed
    from and checked by (`checks.check_figures`), in fewer queries, and nothing that anybody wrote.
    """
    return _load_reports(unit, quarter, texts=texts)


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


def final_reports(unit: Unit, quarters: Iterable[Quarter]) -> tuple[ReportInputs, ...]:
    """Return the approved and received reports of a unit in some quarters, with the inputs that they were issued with.

    Earlier quarters first, then in the order of the posts. Costs one query where there are none, else two; only one
    that is final without having been issued adds those of `load_unit_inputs` for its quarter.
    """
    final = Report.objects.filter(in_quarters(quarters), position__unit=unit, status__in=FINAL)
    rows = final.order_by("year", "quarter", "position__order", "position__name")
    keys = [(Quarter(*when), slug) for *when, slug in rows.values_list("year", "quarter", "position__slug")]
    if not keys:
        return ()
    issued = _issued(IssuedReport.objects.filter(report__in=final))
    found = {(inputs.facts.quarter, slug): replace(inputs, position_slug=slug) for slug, inputs in issued}
    for quarter in sorted({quarter for quarter, slug in keys if (quarter, slug) not in found}):
        for inputs in load_unit_inputs(unit, quarter):
            found.setdefault((quarter, inputs.position_slug), inputs)
    return tuple(found[key] for key in keys)


def load_agreement_inputs(agreement: Agreement) -> ReportInputs:
    """Return what the paper of an agreement tells, whatever agreement came later.

    The facts are those of the quarter in which it was signed: what it left unrecorded stood so then.
    """
    unit, quarter = agreement.position.unit, quarter_of_signing(agreement)
    posts = read_posts(unit)
    told = read_told([agreement.position_id], quarter)
    (post,) = (row for row in posts.rows if row.pk == agreement.position_id)
    found = next(row for row in told.agreements[post.pk] if row.pk == agreement.pk)
    return _Reader(load_facts(unit, quarter, posts), posts, told, Background()).read(post, found)


def quarter_of_signing(agreement: Agreement) -> Quarter:
    """Return the quarter of its year in which an agreement was signed.

    One signed before its year belongs to the first, one signed after it, or a Perubahan without a date, to the last.
    """
    first, last = Quarter(agreement.year, 1), Quarter(agreement.year, 4)
    if agreement.signed_on is None:
        return last if agreement.kind == AgreementKind.PERUBAHAN else first
    return Quarter.from_date(min(max(agreement.signed_on, first.start), last.end))


def _load_reports(
    unit: Unit, quarter: Quarter, post: int | None = None, *, texts: bool = True
) -> tuple[ReportInputs, ...]:
    """Return the inputs of the posts of a unit that report, or reported in the quarter; or those of one post."""
    posts = read_posts(unit)
    told = read_told([row.pk for row in posts.rows] if post is None else [post], quarter, texts=texts)
    background = _load_background(unit) if texts else Background()
    reader = _Reader(load_facts(unit, quarter, posts), posts, told, background, texts)
    return tuple(
        reader.read(row, agreement_in_force(told.agreements[row.pk], quarter))
        for row in posts.rows
        if (row.pk == post if post is not None else row.reports or told.report_of(row.pk, quarter))
    )


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


@dataclass(frozen=True)
class _Reader:
    """Turns the rows of posts into the inputs of their reports."""

    facts: UnitFacts
    posts: Posts
    told: Told
    background: Background
    texts: bool = True
    """Whether what people wrote was read."""

    def read(self, post: Any, agreement: Any | None) -> ReportInputs:
        """Return the inputs of a post's report under an agreement, with what its texts are checked against."""
        quarter = self.facts.quarter
        report = self.told.report_of(post.pk, quarter)
        inputs = self._inputs(post, agreement, report)
        last = self.told.report_of(post.pk, quarter.previous)
        background = replace(self.background, copied=self._copied(report))
        if last and self.texts:
            then = replace(inputs, **self._written(last))
            background = replace(background, last_texts=written_texts(then), last_plans=written_plans(then))
        return replace(inputs, background=background)

    def _written(self, report: Any | None) -> dict[str, Any]:
        """Return what people wrote in a report, by field of `ReportInputs`."""
        if report is None:
            return {"texts": {}, "generated": {}}
        told, key = self.told, report.pk
        return {
            "strategies": tuple(strategy_entry(row, told.sentences[row.pk]) for row in told.strategies[key]),
            "follow_ups": tuple(row.text for row in told.follow_ups[key] if not row.closing),
            "closing_points": tuple(row.text for row in told.follow_ups[key] if row.closing),
            "obstacles": tuple((row.text, row.solution) for row in told.obstacles[key]),
            "activities": tuple((row.group, row.text) for row in told.activities[key]),
            "photos": tuple(
                PhotoEntry(caption=row.text, taken_on=row.taken_on, file=row.image or "") for row in told.photos[key]
            ),
            "texts": {row.section: row.text for row in told.texts[key]},
            "generated": {row.section: row.generated for row in told.texts[key]},
        }

    def _copied(self, report: Any | None) -> tuple[CopiedEntry, ...]:
        """Return what of a report was copied and not read yet."""
        if report is None:
            return ()
        told, key = self.told, report.pk
        lists = {
            "strategies": told.strategies[key],
            "follow_ups": [row for row in told.follow_ups[key] if not row.closing],
            "closing_points": [row for row in told.follow_ups[key] if row.closing],
            "obstacles": told.obstacles[key],
            "activities": told.activities[key],
        }
        rows = [(text_anchor(row.section), row) for row in told.texts[key]]
        rows += [(f"{COPY_KEYS[name]}-{number}", row) for name in lists for number, row in enumerate(lists[name], 1)]
        return tuple(
            CopiedEntry(place, row.copied_year, row.copied_quarter)
            for place, row in rows
            if row.copied_year is not None
        )

    def _inputs(self, post: Any, agreement: Any | None, report: Any | None) -> ReportInputs:
        told = self.told
        signed_on = signing_date(report, self.facts.quarter)
        form = (report.form if report else "") or post.form
        responses = told.responses[report.pk] if report else ()
        duties = told.duties[post.pk]
        return ReportInputs(
            facts=self.facts,
            position=post.name,
            position_slug=post.slug,
            signer=self._signer(post, signed_on),
            superior=self._superior(post, signed_on),
            form=ReportForm(form) if form else default_form(self.facts.unit.kind, Echelon(post.echelon)),
            status=ReportStatus(report.status) if report else ReportStatus.DRAFT,
            period_sentence=post.period_sentence,
            deadline_days=deadline_by(post.deadline_days, post.echelon, post.superior__echelon),
            signed_on=signed_on,
            agreement=self._agreement(agreement, post, signed_on) if agreement else None,
            main_duty=post.main_duty.strip(),
            duties=_duty_tree(duties, DutyKind.DUTY),
            delegated=_duty_tree(duties, DutyKind.DELEGATED),
            citations=tuple(
                CitationEntry(
                    purpose=CitationPurpose(row.purpose),
                    regulation=row.regulation__short,
                    about=row.regulation__about,
                    article=row.article,
                )
                for row in told.citations[post.pk]
            ),
            response_options=tuple(ResponseOption(code) for code in responses[-1].options) if responses else (),
            response_note=responses[-1].note if responses else "",
            reasons=tuple(reason_entry(row) for row in told.reasons[report.pk]) if report else (),
            **self._written(report),
        )

    def _agreement(self, agreement: Any, post: Any, reported_on: datetime.date) -> AgreementEntry:
        """Return an agreement with those who held both posts when it was signed, else when the report is."""
        told, key = self.told, agreement.pk
        signed_on = agreement.signed_on or reported_on
        return AgreementEntry(
            year=agreement.year,
            kind=AgreementKind(agreement.kind),
            superior_title=agreement.superior_title or post.superior__signature_title or post.superior__name or "",
            signed_on=agreement.signed_on,
            objectives=tuple(
                ObjectiveEntry(id=row.pk, level=ObjectiveLevel(row.level), order=row.order, text=row.text)
                for row in told.objectives[key]
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
                    upper_signed=row.upper_signed,
                )
                for row in told.items[key]
            ),
            budgets=tuple(
                BudgetItemEntry(
                    line_id=row.budget_line_id,
                    order=row.order,
                    wording=row.wording,
                    objective_id=row.objective_id,
                    amount_signed=row.amount_signed,
                )
                for row in told.budgets[key]
            ),
            first_party=self._signer(post, signed_on),
            second_party=self._superior(post, signed_on),
            signed_place=agreement.signed_place,
        )

    def _signer(self, post: Any, date: datetime.date) -> Signer:
        return self._signing(post.pk, post.name, post.signature_title, post.echelon, date)

    def _superior(self, post: Any, date: datetime.date) -> Signer | None:
        """Return who signs for the post above; None where there is none."""
        if post.superior_id is None:
            return None
        title, echelon = post.superior__signature_title, post.superior__echelon
        return self._signing(post.superior_id, post.superior__name, title, echelon, date)

    def _signing(self, post: int, name: str, title: str, echelon: str, date: datetime.date) -> Signer:
        held = appointment_on(self.posts.appointments[post], date)
        return Signer(
            position=name,
            title=title or name,
            echelon=Echelon(echelon),
            kind=AppointmentKind(held.kind) if held else None,
            name=held.official__name if held else "",
            nip=(held.official__nip or "") if held else "",
            rank=held.official__rank if held else "",
        )


def deadline_of(position: Position) -> int:
    """Return the working days that a post has after the quarter's end: its own number, else the rule's."""
    superior = position.superior
    return deadline_by(position.deadline_days, position.echelon, superior.echelon if superior else None)


def deadline_by(own: int | None, echelon: str, superior: str | None) -> int:
    """Return `deadline_of` a post from its own number of days, its echelon and that of its superior."""
    return own or deadline_days(Echelon(echelon), Echelon(superior) if superior else None)


def signing_date(report: Any | None, quarter: Quarter) -> datetime.date:
    """Return the date of the signature: as set, else the first day after the period (11 of 12 seed reports)."""
    if report is not None and report.signed_on is not None:
        return report.signed_on
    return quarter.end + datetime.timedelta(days=1)


def agreement_in_force(agreements: Iterable[Any], quarter: Quarter) -> Any | None:
    """Return the agreement that holds at the quarter's end: the last of the chain that was signed by then.

    See `holds` for those without a date.
    """
    signed = [row for row in agreements if holds(row.kind, row.signed_on, quarter.end)]
    superseded = {row.supersedes_id for row in signed}
    last = [row for row in signed if row.pk not in superseded]
    return max(last, key=lambda row: (row.kind == AgreementKind.PERUBAHAN, row.pk), default=None)


def _duty_tree(duties: Iterable[Any], kind: DutyKind) -> tuple[DutyEntry, ...]:
    below = defaultdict(list)
    for row in duties:
        if row.kind == kind:
            below[row.parent_id].append(row)

    def grow(parent_id: int | None) -> tuple[DutyEntry, ...]:
        return tuple(DutyEntry(text=row.text, children=grow(row.pk)) for row in below[parent_id])

    return grow(None)


def reason_entry(row: Any) -> ReasonEntry:
    """Return the reason that was given for a warning, from its row."""
    return ReasonEntry(
        code=row.code,
        place=row.place,
        message=row.message,
        text=row.text,
        by=row.who,
        on=timezone.localdate(row.at),
    )


def strategy_entry(row: Any, sentences: Iterable[Any]) -> StrategyEntry:
    """Return a strategy with its sentences, from rows."""
    return StrategyEntry(
        item_id=row.item_id,
        indicator_id=row.indicator_id,
        line_id=row.budget_line_id,
        lead_in=row.lead_in,
        months=row.months,
        items=tuple((item.text, item.months) for item in sentences),
    )
