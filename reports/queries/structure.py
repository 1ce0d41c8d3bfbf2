"""Which indicators of a unit something points at in a quarter. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.enums import AgreementKind, Formula
from agreements.models import AgreementItem, IndicatorBudgetLine, Unit
from agreements.promise import holds
from reports.period import Quarter
from reports.queries.rows import by, plain


def read_outcomes(unit: Unit, years: Sequence[int]) -> Sequence[Any]:
    """Return which indicators the budget lines of some years pay for, in the order of each line."""
    links = IndicatorBudgetLine.objects.filter(budget_line__unit=unit, budget_line__year__in=years)
    return plain(links.order_by("order", "pk"), "budget_line_id", "indicator_id", "budget_line__year")


def read_items(unit: Unit, years: Sequence[int]) -> Sequence[Any]:
    """Return the rows of agreements with when each was signed, and the one that supersedes it."""
    items = AgreementItem.objects.filter(agreement__position__unit=unit, agreement__year__in=years).order_by()
    return plain(
        items,
        *("indicator_id", "agreement__year", "agreement__kind", "agreement__signed_on"),
        *("agreement__superseded_by", "agreement__superseded_by__signed_on"),
    )


@dataclass(frozen=True)
class Structure:
    """What points at the indicators of a unit, over several years."""

    items: Sequence[Any]
    pointed_at: Mapping[int, frozenset[int]]
    """By year: indicators that a budget line pays for, or that have a target."""
    below: Mapping[int, Sequence[Any]]
    """The indicators under each."""
    means: frozenset[int]
    sources: Mapping[int, tuple[int, ...]]
    """By ratio: the indicators that its parts are taken from."""

    @classmethod
    def of(
        cls,
        rows: Sequence[Any],
        terms: Mapping[int, Sequence[Any]],
        targets: Mapping[int, Sequence[Any]],
        items: Sequence[Any],
        outcomes: Sequence[Any],
    ) -> "Structure":
        """Return the structure of indicator rows (`terms` and `targets` by indicator) and of what points at them."""
        pointed_at: dict[int, set[int]] = {}
        for row in outcomes:
            pointed_at.setdefault(row.budget_line__year, set()).add(row.indicator_id)
        for key, years in targets.items():
            for target in years:
                pointed_at.setdefault(target.year, set()).add(key)
        ratios = (row.pk for row in rows if row.formula == Formula.RATIO)
        return cls(
            items=items,
            pointed_at={year: frozenset(keys) for year, keys in pointed_at.items()},
            below=by("parent_id", rows),
            means=frozenset(row.pk for row in rows if row.formula == Formula.MEAN_OF_CHILDREN),
            sources={key: tuple(term.source_id for term in terms[key] if term.source_id is not None) for key in ratios},
        )

    def used_in(self, quarter: Quarter) -> set[int]:
        """Return what something of the year points at: an agreement, a line, a target, a used parent or ratio."""
        end = quarter.end
        used = set(self.pointed_at.get(quarter.year, ()))
        for row in self.items:
            if row.agreement__year == quarter.year and holds(row.agreement__kind, row.agreement__signed_on, end):
                newer, newer_signed_on = row.agreement__superseded_by, row.agreement__superseded_by__signed_on
                if newer is None or not holds(AgreementKind.PERUBAHAN, newer_signed_on, end):
                    used.add(row.indicator_id)
        waiting = list(used & self.means)
        while waiting:
            for child in self.below[waiting.pop()]:
                if child.pk not in used:
                    used.add(child.pk)
                    if child.pk in self.means:
                        waiting.append(child.pk)
        return used | {source for key, sources in self.sources.items() if key in used for source in sources}
