"""The seed reports as they were printed: texts of the golden files in place of ours, as somebody would have typed them.

Every running text of a report goes to the section that prints its like; what `tests/golden/errata.yaml` lists under
`figures` is typed as the report prints it. Nothing is corrected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reports.inputs import AgreementEntry, RealizationEntry, ReportInputs

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
    "resources": ("analysis",),
    "budget": ("budget_realization",),
    "follow_up": ("follow_up.intro_printed",),
    "closing": ("closing.intro_printed", "closing.paragraphs"),
}
"""Section -> where the golden files keep what a report prints there."""

LISTS = frozenset({"rows", "columns", "column_numbers_printed", "column_order", "caption", "captions", "note", "notes"})
"""Parts of a golden file that are no running text."""


def as_printed(inputs: ReportInputs, golden: Mapping[str, Any], figures: Mapping[str, Any]) -> ReportInputs:
    """Return a report with the texts, and the figures listed, as printed."""
    texts = {
        key: "\n\n".join(text for path in paths for text in _texts(_at(golden, path)))
        for key, paths in SECTIONS.items()
    }
    points = [*_points(golden.get("closing") or {})]
    texts |= dict(zip(CLOSING, points, strict=False))
    if len(points) > len(CLOSING):
        texts[CLOSING[-1]] = "\n\n".join(points[len(CLOSING) - 1 :])
    follow_up = golden.get("follow_up") or {}
    documentation = (golden.get("annexes") or {}).get("documentation") or []
    printed = replace(
        inputs,
        texts={key: text for key, text in texts.items() if text},
        generated={},
        follow_ups=tuple(_texts([follow_up.get("items"), follow_up.get("paragraphs")])),
        photos=tuple(
            replace(photo, caption=row["caption"]) for photo, row in zip(inputs.photos, documentation, strict=False)
        ),
    )
    return _with_figures(printed, figures)


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


def _with_figures(inputs: ReportInputs, figures: Mapping[str, Any]) -> ReportInputs:
    """Return a report with figures typed as printed: 'targets', 'realizations' and 'spent' by place in the agreement."""
    if not figures:
        return inputs
    agreement = inputs.agreement
    assert agreement is not None
    facts = inputs.facts
    indicators, lines = dict(facts.indicators), dict(facts.lines)
    items = list(agreement.items)
    for place, text in figures.get("targets", {}).items():
        items[place - 1] = replace(items[place - 1], target_text=text)
    for place, typed in figures.get("realizations", {}).items():
        entry = indicators[items[place - 1].indicator_id]
        own = dict(entry.realizations)
        value = None if typed.get("value") is None else Decimal(str(typed["value"]))
        own[facts.quarter.number] = RealizationEntry(value, typed.get("shown", ""))
        indicators[entry.id] = replace(entry, realizations=own)
    for place, amount in figures.get("spent", {}).items():
        line = lines[agreement.budgets[place - 1].line_id]
        lines[line.id] = replace(line, spent=Decimal(str(amount)))
    return replace(
        inputs,
        facts=replace(facts, indicators=indicators, lines=lines),
        agreement=_with_items(agreement, tuple(items)),
        signed_on=figures.get("signed_on", inputs.signed_on),
    )


def _with_items(agreement: AgreementEntry, items: tuple) -> AgreementEntry:
    return replace(agreement, items=items)
