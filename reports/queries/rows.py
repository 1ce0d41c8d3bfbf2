"""Rows as plain named values, for what is read whole and only turned into other values. Reads only.

A model instance with its descriptors, and a manager for each of its relations, cost three times as much for the same
columns; and a query that does not sort by another table needs no join.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from reports.period import Quarter


def plain(rows: QuerySet[Any], *names: str) -> list[Any]:
    """Return rows with the named columns alone, by name. One query."""
    return list(rows.values_list(*names, named=True))


def by(name: str, rows: Iterable[Any]) -> Mapping[Any, Sequence[Any]]:
    """Return rows by one of their columns, each group in their order; nothing for a value that none has."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return _Groups(found)


class _Groups(dict[Any, Sequence[Any]]):
    """Groups of rows; asking for one that is not there adds none."""

    def __missing__(self, key: Any) -> Sequence[Any]:
        return ()


def in_quarters(quarters: Iterable[Quarter]) -> Q:
    """Return the condition for rows of any of the given quarters; of none where there are none."""
    found = Q(pk__in=())
    for quarter in quarters:
        found |= Q(year=quarter.year, quarter=quarter.number)
    return found
