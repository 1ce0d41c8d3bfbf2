"""What the parts of the loader share while an office comes in."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from agreements.models import AgreementItem, BudgetLine, Indicator, IndicatorTerm, Position, Unit
from reports.demo.files import Entry

Row = TypeVar("Row", bound=Model)
HOUR = datetime.time(9)
"""Of all that happens to reports."""


@dataclass
class Office:
    """An office on its way in: what the keys of its file stand for."""

    unit: Unit
    year: int
    positions: dict[str, Position] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    terms: dict[str, list[IndicatorTerm]] = field(default_factory=dict)
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    items: dict[tuple[str, str], AgreementItem] = field(default_factory=dict)
    """(post, indicator) -> row of the post's latest agreement"""


def find(rows: dict[str, Row], key: str, entry: Entry) -> Row:
    """Return what a key of the file stands for.

    Raises:
        OfficeFileError: nothing of the file has this key.
    """
    if key not in rows:
        raise entry.error(f"'{key}' is not in this file")
    return rows[key]


def make(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Insert rows in one query and return them with their keys."""
    return model.objects.bulk_create(list(rows))


def morning(day: datetime.date) -> datetime.datetime:
    """Return when something happened on a day."""
    return timezone.make_aware(datetime.datetime.combine(day, HOUR))
