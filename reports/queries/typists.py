"""Who typed a fact, and when. Reads only."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from reports.explanation.explain import Source
from reports.models import BudgetRealization, IndicatorRealization
from reports.queries.lists import account_name


@dataclass(frozen=True)
class Typist:
    """Who saved a fact last and when; `version` counts the saves."""

    name: str
    at: datetime.datetime
    version: int


def typists(sources: Iterable[Source]) -> Mapping[Source, Typist]:
    """Return who typed each fact that anybody typed; one query for each kind of fact that is asked about."""
    asked = tuple(sources)
    indicators, lines = Q(), Q()
    for source in asked:
        if source.indicator_id is not None:
            indicators |= Q(indicator=source.indicator_id, year=source.year, quarter=source.quarter)
        else:
            lines |= Q(budget_line=source.line_id, quarter=source.quarter)
    found: dict[Source, Typist] = {}
    if indicators:
        for row in IndicatorRealization.objects.filter(indicators).select_related("updated_by__official"):
            found[Source(row.indicator_id, None, row.year, row.quarter)] = _typist(row)
    if lines:
        rows = BudgetRealization.objects.filter(lines).select_related("updated_by__official", "budget_line")
        for row in rows:
            found[Source(None, row.budget_line_id, row.budget_line.year, row.quarter)] = _typist(row)
    return found


def _typist(row: IndicatorRealization | BudgetRealization) -> Typist:
    return Typist(account_name(row.updated_by), row.updated_at, row.version)
