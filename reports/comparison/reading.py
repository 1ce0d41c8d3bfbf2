"""Reads the plain values of a summary (`reports.summary`) back into figures with reasons. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from agreements.enums import BudgetLevel, UnitKind
from reports.comparison.values import (
    IndicatorFigures,
    LineFigures,
    OutcomeFigures,
    PaidFigures,
    UnitFigures,
    key_of,
)
from reports.results import CostPerOutcome, Figure, LineResult, Reason

Plain = Mapping[str, Any]
"""A JSON object: figures are strings with a point, missing ones None."""

MONEY = ("ceiling", "spent", "remaining", "absorption")
"""The amounts of a line or a unit, in the order of `LineResult`."""


def read_unit(
    slug: str, name: str, short_name: str, kind: str, figures: Plain, indicator: str | None = None
) -> UnitFigures:
    """Return a unit with the figures of its summary: all of them, or what a comparison was given of them.

    Of its indicators all, or only the one with a key ('' for none): they are most of what there is to read.
    """
    totals = figures["totals"]
    reasons, left_out = totals["reasons"], totals["left_out"]
    entries = {entry["id"]: entry for entry in figures["indicators"]}
    return UnitFigures(
        slug=slug,
        name=name,
        short_name=short_name,
        kind=UnitKind(kind),
        achievement=_figure(
            totals["mean_achievement"], reasons.get("mean_achievement"), left_out.get("mean_achievement", 0)
        ),
        efficiency=_figure(totals["efficiency"], totals["efficiency_reason"], left_out.get("efficiency", 0)),
        total=LineResult(0, *(_figure(totals[key], reasons.get(key), left_out.get(key, 0)) for key in MONEY)),
        promised=totals["promised"],
        without_achievement=totals["without_achievement"],
        indicators=tuple(
            _indicator(entry)
            for entry in (() if indicator == "" else entries.values())
            if entry["used"] and (indicator is None or key_of(entry["name"]) == indicator)
        ),
        lines=tuple(_line(line, [entries[key] for key in line.get("indicators", ())]) for line in figures["lines"]),
    )


class Totals(Protocol):
    """What a summary says without its plain values; None where there is no figure."""

    @property
    def achievement(self) -> Decimal | None: ...  # noqa: D102
    @property
    def absorption(self) -> Decimal | None: ...  # noqa: D102
    @property
    def efficiency(self) -> Decimal | None: ...  # noqa: D102
    @property
    def ceiling(self) -> Decimal | None: ...  # noqa: D102
    @property
    def spent(self) -> Decimal | None: ...  # noqa: D102


def read_totals(slug: str, name: str, short_name: str, kind: str, totals: Totals) -> UnitFigures:
    """Return a unit with its totals alone; why one is missing only the plain values tell."""

    def known(value: Decimal | None, reason: Reason) -> Figure:
        return Figure(None, reason) if value is None else Figure(value)

    return UnitFigures(
        slug=slug,
        name=name,
        short_name=short_name,
        kind=UnitKind(kind),
        achievement=known(totals.achievement, Reason.NOTHING_TO_AVERAGE),
        efficiency=known(totals.efficiency, Reason.NOTHING_TO_AVERAGE),
        total=LineResult(
            0,
            known(totals.ceiling, Reason.NO_CEILING),
            known(totals.spent, Reason.NO_REALIZATION),
            Figure(None, Reason.NO_REALIZATION),
            known(totals.absorption, Reason.NO_REALIZATION),
        ),
    )


@lru_cache(maxsize=16384)
def _figure(value: str | None, reason: str | None, left_out: int = 0) -> Figure:
    """Return a figure; the same for the same words, since a comparison reads some ten thousand, most of them again."""
    if value is not None:
        return Figure(Decimal(value), left_out=left_out)
    return Figure(None, Reason(reason) if reason else Reason.NO_REALIZATION, left_out)


def _indicator(entry: Plain) -> IndicatorFigures:
    target, realization = entry["target"], entry["realization"]
    return IndicatorFigures(
        name=entry["name"],
        unit_of_measure=entry["unit"],
        target=_figure(target, Reason.NO_TARGET),
        realization=_figure(realization, entry["reason"]),
        achievement=_figure(entry["achievement"], entry["reason"]),
        id=entry["id"],
    )


def _line(line: Plain, indicators: Sequence[Plain]) -> LineFigures:
    left_out = line["left_out"]
    money = LineResult(line["id"], *(_figure(line[key], line["reason"], left_out.get(key, 0)) for key in MONEY))
    return LineFigures(
        code=line["code"] or "",
        level=BudgetLevel(line["level"]),
        name=line["name"],
        money=money,
        outcomes=tuple(_outcome(line, money, entry) for entry in indicators),
        paid_for=_paid_for(line["paid_for"]),
    )


def _paid_for(found: Plain | None) -> PaidFigures | None:
    if found is None:
        return None
    achievement = _figure(found["achievement"], found["reason"], found["left_out"])
    return PaidFigures(achievement, found["indicators"], found["without"])


def _outcome(line: Plain, money: LineResult, entry: Plain) -> OutcomeFigures:
    """Return what a line pays for; without a cost the reason is that of the cost, or of the missing money."""
    reason = line["cost_reason"] or money.spent.reason or Reason.NO_MONEY
    return OutcomeFigures(
        indicator=entry["name"],
        unit_of_measure=entry["unit"],
        target=_figure(entry["target"], Reason.NO_TARGET),
        realization=_figure(entry["realization"], entry["reason"]),
        cost=CostPerOutcome(
            *(_figure(line[key], reason) for key in ("cost_per_outcome", "cost_planned", "cost_ratio"))
        ),
        indicator_id=entry["id"],
    )
