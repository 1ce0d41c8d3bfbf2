"""How the texts and lists of a report are written. Called inside a transaction that holds it, and no action itself."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model

from agreements.models import AgreementItem, BudgetLine, Indicator
from reports.actions.held import HeldReport
from reports.document.edited import figures_in
from reports.inputs import StrategyEntry
from reports.models import Activity, FollowUp, Obstacle, Report, ReportText, Strategy, StrategyItem
from reports.period import Quarter


def write_text(held: HeldReport, section: str, text: str, generated: str, *, origin: Quarter | None) -> None:
    """Write a section's text inside somebody's transaction; `origin` is the quarter that it was copied from."""
    ReportText.objects.update_or_create(
        report=held.row,
        section=section,
        defaults={
            "text": text,
            "generated": generated,
            "figures": {"named": list(figures_in(generated))},
            "updated_by": held.by,
            "copied_year": origin.year if origin else None,
            "copied_quarter": origin.number if origin else None,
        },
    )


def text_content(row: ReportText | None) -> dict[str, object] | None:
    """Return a section's text for the trail."""
    return None if row is None else {"section": row.section, "text": row.text, "generated": row.generated}


def check_subjects(report: Report, strategies: Iterable[StrategyEntry]) -> None:
    """Refuse what is none of the post's agreements, or none of its unit's indicators and lines."""
    unit = report.position.unit_id
    own: Mapping[str, tuple[type[Model], dict[str, object]]] = {
        "item_id": (AgreementItem, {"agreement__position": report.position}),
        "indicator_id": (Indicator, {"unit": unit}),
        "line_id": (BudgetLine, {"unit": unit}),
    }
    entries = tuple(strategies)
    for entry in entries:
        if sum(getattr(entry, name) is not None for name in own) != 1:
            raise ValueError("a strategy has exactly one subject")
    for name, (model, where) in own.items():
        named = {getattr(entry, name) for entry in entries} - {None}
        if named - set(model.objects.filter(pk__in=named, **where).values_list("pk", flat=True)):
            raise ValueError(f"{name} of another post or unit")


Marks = Mapping[Any, tuple[int, int] | None]
"""Entry of a list -> (year, quarter) that it was copied from, where nobody has read it yet."""


def _copied(marks: Marks, entry: Any) -> dict[str, int | None]:
    year, quarter = marks.get(entry) or (None, None)
    return {"copied_year": year, "copied_quarter": quarter}


def _write_strategies(report: Report, entries: Iterable[StrategyEntry], marks: Marks) -> None:
    report.strategies.all().delete()
    for order, entry in enumerate(entries, 1):
        row = Strategy.objects.create(
            report=report,
            order=order,
            item_id=entry.item_id,
            indicator_id=entry.indicator_id,
            budget_line_id=entry.line_id,
            lead_in=entry.lead_in,
            months=entry.months,
            **_copied(marks, entry),
        )
        StrategyItem.objects.bulk_create(
            StrategyItem(strategy=row, order=place, text=text, months=months)
            for place, (text, months) in enumerate(entry.items, 1)
        )


def _write_follow_ups(report: Report, texts: Iterable[str], marks: Marks, *, closing: bool) -> None:
    report.follow_ups.filter(closing=closing).delete()
    FollowUp.objects.bulk_create(
        FollowUp(report=report, order=order, closing=closing, text=text, **_copied(marks, text))
        for order, text in enumerate(texts, 1)
    )


def _write_obstacles(report: Report, pairs: Iterable[tuple[str, str]], marks: Marks) -> None:
    report.obstacles.all().delete()
    Obstacle.objects.bulk_create(
        Obstacle(report=report, order=order, text=text, solution=solution, **_copied(marks, (text, solution)))
        for order, (text, solution) in enumerate(pairs, 1)
    )


def _write_activities(report: Report, pairs: Iterable[tuple[str, str]], marks: Marks) -> None:
    report.activities.all().delete()
    Activity.objects.bulk_create(
        Activity(report=report, order=order, group=group, text=text, **_copied(marks, (group, text)))
        for order, (group, text) in enumerate(pairs, 1)
    )


WRITERS: Mapping[str, Callable[[Report, Iterable, Marks], None]] = {
    "strategies": _write_strategies,
    "follow_ups": lambda report, texts, marks: _write_follow_ups(report, texts, marks, closing=False),
    "closing_points": lambda report, texts, marks: _write_follow_ups(report, texts, marks, closing=True),
    "obstacles": _write_obstacles,
    "activities": _write_activities,
}
"""What writes each field of `Writing`."""
