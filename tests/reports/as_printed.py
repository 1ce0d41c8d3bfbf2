"""The seed reports as they were printed: typed into the pages of the application in place of ours.

Every running text goes through the form of the section that prints its like, lists through the form of their page, and
what `tests/golden/errata.yaml` lists under `figures` through the actions behind grid, plan and arrangement. Nothing is
corrected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from itertools import count, zip_longest
from typing import Any

from agreements.actions import save_agreement
from agreements.enums import Role
from agreements.forms.seen import SEEN
from agreements.models import Unit, User
from agreements.promise import Item
from agreements.queries import load_promise
from reports.actions import BudgetChange, IndicatorChange, arrange_report, save_entries, save_text, save_writing
from reports.checks.rows import normalised
from reports.document.edited import Section, sections
from reports.forms.report import TextForm
from reports.forms.writing import WritingForm
from reports.inputs import ReportInputs, StrategyEntry
from reports.models import Report
from reports.narrative import SENTENCES
from reports.outputs import Prepared
from reports.queries import Writing, load_writing
from reports.views.writing import subjects
from tests import factories
from tests.reports.posted import sent

Choices = list[tuple[str, list[tuple[str, str]]]]
"""What the form offers as the subject of a strategy."""

CLOSING = ("closing_duties", "closing_counts", "closing_next", "closing_done", "closing_open", "closing_strategies")
"""Sections for the points of a printed closing, in order."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "preface": ("preface.paragraphs",),
    "obligation": ("introduction.paragraphs.0",),
    "purpose": ("introduction.paragraphs.1", "introduction.paragraphs.2"),
    "outline": ("introduction.paragraphs.3", "introduction.paragraphs.4"),
    "organisation_chart": ("introduction.subsections.2.chart_caption_printed",),
    "formation": ("introduction.formation_basis", "introduction.subsections.0.paragraphs"),
    "duties": ("introduction.duties_intro", "introduction.duties_intros", "introduction.subsections.1.paragraphs"),
    "planning": ("agreement.paragraphs.0", "planning"),
    "programmes": ("agreement.paragraphs.1",),
    "agreement": ("agreement.intro_printed", "agreement.parties_printed"),
    "achievement": ("achievement.intro_printed",),
    "cost": ("cost_per_outcome.intro_printed",),
    "cost_remark": ("achievement.closing_printed", "achievement.paragraphs", "cost_per_outcome.closing_printed"),
    "efficiency": ("cost_per_outcome.paragraphs",),
    "evaluation": ("evaluation.intro_printed", "evaluation.strategies_caption", "evaluation.paragraphs"),
    "last_year": ("comparisons.0.intro_printed",),
    "causes": ("analysis.intro_printed",),
    "solutions": ("analysis.solutions_intro_printed",),
    "resources": ("analysis.resources.paragraphs",),
    "supporting_programmes": ("analysis.programs_intro_printed",),
    "programme_weights": ("analysis.paragraphs",),
    "budget": ("budget_realization",),
    "follow_up": ("follow_up.intro_printed",),
    "closing": ("closing.intro_printed", "closing.paragraphs"),
}
"""Section -> where the golden files keep what a report prints there."""

LISTS = frozenset({"rows", "columns", "column_numbers_printed", "column_order", "caption", "captions", "note", "notes"})
"""Parts of a golden file that are no running text."""


def captioned(inputs: ReportInputs, golden: Mapping[str, Any]) -> ReportInputs:
    """Return a report whose photographs have the captions that were printed."""
    documentation = (golden.get("annexes") or {}).get("documentation") or []
    photos = zip(inputs.photos, documentation, strict=False)
    return replace(inputs, photos=tuple(replace(photo, caption=row["caption"]) for photo, row in photos))


def write_texts(report: Report, ours: Prepared, golden: Mapping[str, Any], by: User) -> None:
    """Type the sections of a report as printed into the form of each; none is refused."""
    stand = {section.key: section for section in sections(ours.inputs, ours.results)}
    for key, text in printed_texts(golden).items():
        section = stand.get(key) or Section(key, SENTENCES[key].title, generated="")
        form = TextForm({"text": text, SEEN: TextForm(section=section).seen}, section=section)
        assert form.is_valid(), form.errors
        report.refresh_from_db(fields=["version"])
        typed = form.cleaned_data["text"]
        save_text(report=report, section=key, text=typed, generated=section.generated, version=report.version, by=by)


def printed_texts(golden: Mapping[str, Any]) -> dict[str, str]:
    """Return what a report prints, by the section that prints its like."""
    texts = {
        key: "\n\n".join(text for path in paths for text in _texts(_at(golden, path)))
        for key, paths in SECTIONS.items()
    }
    points = [*_points(golden.get("closing") or {})]
    texts |= dict(zip(CLOSING, points, strict=False))
    if len(points) > len(CLOSING):
        texts[CLOSING[-1]] = "\n\n".join(points[len(CLOSING) - 1 :])
    return {key: text for key, text in texts.items() if text}


# -- lists -------------------------------------------------------------------------------------------------------------


def write_lists(report: Report, ours: Prepared, golden: Mapping[str, Any], by: User) -> None:
    """Type strategies, next steps, obstacles and activities as printed into the form of the page; none is refused."""
    standing = load_writing(report)
    choices = subjects(ours, standing.strategies)
    page = WritingForm(printed_lists(golden, choices), choices)
    data = sent(page)
    data[SEEN] = WritingForm(standing, choices).seen
    form = WritingForm(standing, choices, data)
    assert form.is_valid(), form.faults
    report.refresh_from_db(fields=["version"])
    save_writing(report=report, writing=form.writing, version=report.version, by=by)


def printed_lists(golden: Mapping[str, Any], choices: Choices) -> Writing:
    """Return the lists that a report prints."""
    follow_up, analysis = golden.get("follow_up") or {}, golden.get("analysis") or {}
    causes, solutions = ([*_texts(analysis.get(key))] for key in ("causes", "solutions"))
    return Writing(
        strategies=tuple(_strategies(golden.get("evaluation") or {}, choices)),
        follow_ups=tuple(_texts([follow_up.get("items"), follow_up.get("paragraphs")])),
        closing_points=tuple(_texts((golden.get("closing") or {}).get("strategies"))),
        obstacles=tuple(zip_longest(causes, solutions, fillvalue="")),
        activities=tuple(
            (row["kind_printed"] or row["kind"], row["description"]) for row in golden.get("activities") or ()
        ),
    )


def _strategies(evaluation: Mapping[str, Any], choices: Choices) -> Iterator[StrategyEntry]:
    """Yield the strategies, each for what the form offers under a name like the printed one: none is typed."""
    tables = [evaluation, *(evaluation[key] for key in ("reached", "not_reached") if key in evaluation)]
    offered = {normalised(name): value for _, group in choices for value, name in group}
    for row in (row for table in tables for row in table.get("strategies") or ()):
        printed = normalised(row["indicator"])
        near = get_close_matches(printed, offered, n=1, cutoff=0) or list(offered)
        kind, _, key = offered[near[0]].rpartition("-")
        ids = {name: int(key) if name == f"{kind}_id" else None for name in ("item_id", "indicator_id", "line_id")}
        # The months are those of the row, or each of a list those of the sentence beside it.
        months = row.get("months_printed") or ""
        beside = months if isinstance(months, list) else []
        yield StrategyEntry(
            **ids,
            lead_in="",
            months="" if beside else months,
            items=tuple(zip_longest(_texts(row["items"]), beside, fillvalue="")),
        )


def _at(value: Any, path: str) -> Any:
    """Return what stands at 'introduction.paragraphs.0'; None where nothing does."""
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    """Yield the running texts of a part of a golden file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in LISTS:
                yield from _texts(part)


def _points(closing: Mapping[str, Any]) -> Iterator[str]:
    """Yield the points of a closing, each with the list that it leads to."""
    for point in closing.get("points") or closing.get("items") or []:
        if isinstance(point, str):
            yield point
        else:
            yield "\n".join([point.get("text", ""), *_texts(point.get("items"))]).strip()


# -- figures -----------------------------------------------------------------------------------------------------------


def typist(unit: Unit) -> User:
    """Return an account that enters for the office and keeps its plan."""
    account = factories.UserFactory()
    for role, place in ((Role.OPERATOR, unit), (Role.ORGANISASI, None)):
        factories.RoleGrantFactory(user=account, role=role, unit=place)
    return account


def enter_figures(report: Report, inputs: ReportInputs, figures: Mapping[str, Any], account: User) -> None:
    """Enter what is listed by place in the agreement: 'realizations' and 'spent' in the grid, 'targets' in the plan.

    'signed_on' is the date of the report.
    """
    agreement, facts, unit = inputs.agreement, inputs.facts, report.position.unit
    assert agreement is not None
    _plan(report, figures.get("targets", {}), account)
    changes: list[IndicatorChange | BudgetChange] = []
    for place, typed in figures.get("realizations", {}).items():
        entry = facts.indicators[agreement.items[place - 1].indicator_id]
        stands = entry.realizations.get(facts.quarter.number)
        value = None if typed.get("value") is None else Decimal(str(typed["value"]))
        changes.append(
            IndicatorChange(entry.id, stands.version if stands else 0, value=value, shown=typed.get("shown", ""))
        )
    for place, amount in figures.get("spent", {}).items():
        line = facts.lines[agreement.budgets[place - 1].line_id]
        changes.append(BudgetChange(line.id, line.version, amount=Decimal(str(amount))))
    if changes:
        save_entries(unit=unit, quarter=facts.quarter, changes=changes, by=account, reason="Seperti tercetak.")
    if "signed_on" in figures:
        arrange_report(
            report=report,
            form=None,
            signed_on=figures["signed_on"],
            version=report.version,
            by=account,
        )


def _plan(report: Report, targets: Mapping[int, str], account: User) -> None:
    """Write targets in the words of the report into the draft of its agreement, as its page saves them."""
    if not targets:
        return
    agreement = report.position.agreements.get(year=report.year)
    standing = load_promise(agreement)
    places = count(1)
    aims = tuple(
        replace(aim, items=tuple(_worded(item, targets.get(next(places), "")) for item in aim.items))
        for aim in standing.aims
    )
    save_agreement(agreement=agreement, promise=replace(standing, aims=aims), standing=standing, by=account)


def _worded(item: Item, words: str) -> Item:
    return replace(item, target=replace(item.target, shown=words)) if words else item
