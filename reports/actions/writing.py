"""The lists that people write in a report: strategies, follow-ups, points of the closing, obstacles, activities."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.db.models import Model

from agreements.models import AgreementItem, BudgetLine, Indicator, User
from reports.actions.held import HeldReport
from reports.inputs import StrategyEntry
from reports.models import Activity, FollowUp, Obstacle, Report, Strategy, StrategyItem
from reports.queries import Writing, load_writing


@transaction.atomic
def save_writing(*, report: Report, writing: Writing, version: int, by: User) -> tuple[str, ...]:
    """Write the lists that differ from those that stand, all or none; return their names (fields of `Writing`).

    Raises:
        ValueError: a strategy's subject is none of the post's or unit's.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    _check_subjects(held.row, writing.strategies)
    before, after = asdict(load_writing(held.row)), asdict(writing)
    changed = tuple(name for name in after if after[name] != before[name])
    for name in changed:
        WRITERS[name](held.row, getattr(writing, name))
    if changed:
        held.finish("save_writing", {name: before[name] for name in changed}, {name: after[name] for name in changed})
    return changed


def _check_subjects(report: Report, strategies: Iterable[StrategyEntry]) -> None:
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


def _write_strategies(report: Report, entries: Iterable[StrategyEntry]) -> None:
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
        )
        StrategyItem.objects.bulk_create(
            StrategyItem(strategy=row, order=place, text=text, months=months)
            for place, (text, months) in enumerate(entry.items, 1)
        )


def _write_follow_ups(report: Report, texts: Iterable[str], *, closing: bool) -> None:
    report.follow_ups.filter(closing=closing).delete()
    FollowUp.objects.bulk_create(
        FollowUp(report=report, order=order, closing=closing, text=text) for order, text in enumerate(texts, 1)
    )


def _write_obstacles(report: Report, pairs: Iterable[tuple[str, str]]) -> None:
    report.obstacles.all().delete()
    Obstacle.objects.bulk_create(
        Obstacle(report=report, order=order, text=text, solution=solution)
        for order, (text, solution) in enumerate(pairs, 1)
    )


def _write_activities(report: Report, pairs: Iterable[tuple[str, str]]) -> None:
    report.activities.all().delete()
    Activity.objects.bulk_create(
        Activity(report=report, order=order, group=group, text=text) for order, (group, text) in enumerate(pairs, 1)
    )


WRITERS: Mapping[str, Callable[[Report, Iterable], None]] = {
    "strategies": _write_strategies,
    "follow_ups": lambda report, texts: _write_follow_ups(report, texts, closing=False),
    "closing_points": lambda report, texts: _write_follow_ups(report, texts, closing=True),
    "obstacles": _write_obstacles,
    "activities": _write_activities,
}
"""What writes each field of `Writing`."""
