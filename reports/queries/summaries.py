"""The figures of many units and reports at once, always right, mostly without computing. Reads only.

What was computed beforehand (`UnitSummary`, `ReportSummary`) is given where it still holds; the rest is computed on the
way and written by nobody: that is the work of `reports.refreshing`. While everything holds, the cost is a fixed number
of queries, whatever the number of units.

The order of reading matters. Changes that wait are read first, the count that a summary was computed with after them:
whoever takes a change from the one marks it in the other within one transaction, so no change is missed in between.
"""

import datetime
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db.models import F, Q, QuerySet

from agreements.models import Position, Unit
from reports.models import ReportSummary, UnitChange, UnitSummary
from reports.period import Quarter
from reports.queries.facts import load_facts
from reports.queries.reports import load_unit_inputs
from reports.queries.rows import in_quarters
from reports.rules import RULES_VERSION
from reports.summary import Ranked, ReportSummaryValue, Summary, UnitSummaryValue, summarize

Value = TypeVar("Value", UnitSummaryValue, ReportSummaryValue)

LONG = ("figures", "compared", "costs")
"""Fields of a summary that are whole documents; left out unless somebody asks for them."""

# The code that makes figures and findings out of rows: another version of any of it may give other ones. With it what
# rows are, since stored files are found by the digest of inputs that stands in a summary (`known_contents`).
MAKERS = (
    "agreements/enums.py",
    "agreements/models/*.py",
    "agreements/numbers/*.py",
    "agreements/onetime.py",
    "agreements/promise.py",
    "agreements/queries/posts.py",
    "reports/anchors.py",
    "reports/background.py",
    "reports/data.py",
    "reports/expressions.py",
    "reports/frozen.py",
    "reports/inputs.py",
    "reports/models/*.py",
    "reports/period.py",
    "reports/results.py",
    "reports/rounding.py",
    "reports/rules.py",
    "reports/summary.py",
    "reports/tree.py",
    "reports/usage.py",
    "reports/checks/*.py",
    "reports/computation/*.py",
    "reports/document/*.py",
    "reports/layouts/*.py",
    "reports/narrative/*.py",
    "reports/queries/facts.py",
    "reports/queries/posts.py",
    "reports/queries/reports.py",
    "reports/queries/rows.py",
    "reports/queries/structure.py",
    "reports/queries/told.py",
)


@cache
def figures_version() -> str:
    """Return what figures are made with: the version of the rules, and a digest of the code that applies them.

    A number that somebody has to raise would be forgotten one day.
    """
    digest = hashlib.sha256()
    for pattern in MAKERS:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes())
    return f"{RULES_VERSION}+{digest.hexdigest()[:16]}"


# -- what still holds --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """What a change goes into: a unit (None: all), from a quarter on (None: all quarters)."""

    unit: int | None
    start: Quarter | None

    @classmethod
    def of(cls, unit: int | None, year: int | None, quarter: int | None) -> "Scope":
        """Return the scope of a row of `UnitChange`."""
        return cls(unit, None if year is None else Quarter(year, quarter or 1))

    def covers(self, unit: int, quarter: Quarter) -> bool:
        """Return whether the summary of a unit and quarter rests on what changed."""
        return self.unit in (None, unit) and (self.start is None or quarter >= self.start)


def waiting_changes(units: Collection[int] | None = None) -> frozenset[Scope]:
    """Return the scopes of the changes that nobody took yet, those that could touch some units (None: any)."""
    rows = UnitChange.objects.all()
    if units is not None:
        rows = rows.filter(Q(unit__in=units) | Q(unit=None))
    return frozenset(Scope.of(*row) for row in rows.values_list("unit_id", "year", "quarter").distinct())


def stale_summaries(units: Collection[int], quarters: Collection[Quarter]) -> frozenset[tuple[int, Quarter]]:
    """Return the (unit id, quarter) that are to be computed, among those given, in two queries."""
    changes = waiting_changes(units)
    right = {
        (row.unit_id, Quarter(row.year, row.quarter))
        for row in _of_units(units, quarters).only("unit_id", "year", "quarter", "changes", "computed", "rules")
        if holds(row)
    }
    return frozenset(
        (unit, quarter)
        for unit in units
        for quarter in quarters
        if (unit, quarter) not in right or any(change.covers(unit, quarter) for change in changes)
    )


def known_contents(units: Collection[int], quarter: Quarter) -> dict[int, str]:
    """Return `frozen.digest` of the inputs of reports as they are now, by position id, where a summary tells it.

    Costs three queries and loads no inputs: reports of units whose summary is old are left out.
    """
    stale = stale_summaries(units, [quarter])
    rows = ReportSummary.objects.filter(in_quarters([quarter]), position__unit__in=units).order_by()
    found = rows.values_list("position__unit_id", "position_id", "inputs_hash")
    return {position: content for unit, position, content in found if (unit, quarter) not in stale}


class Version(NamedTuple):
    """A summary as it was computed once: whatever else it says later, it says under another version."""

    pk: int
    computed: int
    computed_at: datetime.datetime


def summary_versions(units: Collection[int], quarter: Quarter) -> frozenset[Version]:
    """Return the versions of the summaries of units in a quarter that hold, in two queries."""
    changes = waiting_changes(units)
    stands = _of_units(units, [quarter]).filter(computed=F("changes"), rules=figures_version()).order_by()
    rows = stands.values_list("unit_id", "pk", "computed", "computed_at")
    return frozenset(
        Version(*version) for unit, *version in rows if not any(change.covers(unit, quarter) for change in changes)
    )


def holds(row: UnitSummary) -> bool:
    """Return whether a summary was computed with all changes that were taken, and with today's rules."""
    return row.computed == row.changes and row.rules == figures_version()


def _of_units(units: Iterable[int], quarters: Iterable[Quarter]) -> QuerySet[UnitSummary]:
    return UnitSummary.objects.filter(in_quarters(quarters), unit__in=units)


# -- the figures -------------------------------------------------------------------------------------------------------


def compute_summary(unit: Unit, quarter: Quarter) -> Summary:
    """Return a unit with all of its reports as the rows are now."""
    reports = load_unit_inputs(unit, quarter)
    return summarize(reports[0].facts if reports else load_facts(unit, quarter), reports)


def unit_summaries(
    units: Iterable[Unit], quarter: Quarter, *, figures: bool = False, keys: Sequence[str] = ()
) -> dict[int, UnitSummaryValue]:
    """Return the figures of units at the end of a quarter, by unit id; of `figures` the whole, or some keys."""
    return unit_summaries_of(units, [quarter], figures=figures, keys=keys)[quarter]


def report_summaries(
    units: Iterable[Unit], quarter: Quarter, *, parts: Sequence[str] = ()
) -> dict[int, ReportSummaryValue]:
    """Return the figures of all reports of units in a quarter, by position id.

    `parts` are the keys of `figures` that are asked for: the whole is a document of some 20,000 characters a report.
    """
    return report_summaries_of(units, [quarter], parts=parts)[quarter]


def standing_summaries(unit: int, quarter: Quarter) -> dict[int, ReportSummaryValue] | None:
    """Return the figures of the reports of one unit as they were summed up, by position id; None where that is old."""
    if stale_summaries([unit], [quarter]):
        return None
    rows = ReportSummary.objects.filter(in_quarters([quarter]), position__unit=unit)
    return {position: value for _, _, position, value in _reports(rows, ())}


def unit_summaries_of(
    units: Iterable[Unit],
    quarters: Iterable[Quarter],
    *,
    figures: bool = False,
    keys: Sequence[str] = (),
    parts: Iterable[str] = (),
) -> dict[Quarter, dict[int, UnitSummaryValue]]:
    """Return the figures of units at the ends of several quarters, by quarter and unit id, in three queries.

    `keys` asks for parts of `figures` instead of the whole, `parts` for others of the `LONG` fields.
    """
    by_id, wanted = {unit.pk: unit for unit in units}, tuple(quarters)
    long = frozenset(parts) | _long(figures)
    stale = stale_summaries(by_id, wanted)
    found = {(unit, quarter): value for unit, quarter, value in _units(_of_units(by_id, wanted), long, keys)}
    for unit, quarter in stale:
        found[unit, quarter] = _shown(compute_summary(by_id[unit], quarter).unit, long, keys)
    return {quarter: {unit: found[unit, quarter] for unit in by_id} for quarter in wanted}


def report_summaries_of(
    units: Iterable[Unit], quarters: Iterable[Quarter], *, parts: Sequence[str] = ()
) -> dict[Quarter, dict[int, ReportSummaryValue]]:
    """Return the figures of all reports of units in several quarters, by quarter and position id, in three queries.

    Beside the posts that report these are the posts that report no more but did in the quarter.
    """
    by_id, wanted = {unit.pk: unit for unit in units}, tuple(quarters)
    stale = stale_summaries(by_id, wanted)
    found: dict[Quarter, dict[int, ReportSummaryValue]] = {quarter: {} for quarter in wanted}
    rows = ReportSummary.objects.filter(in_quarters(wanted), position__unit__in=by_id)
    for unit, quarter, position, value in _reports(rows, parts):
        if (unit, quarter) not in stale:
            found[quarter][position] = value
    for unit, quarter in stale:
        posts = post_ids(by_id[unit])
        for slug, value in compute_summary(by_id[unit], quarter).reports.items():
            found[quarter][posts[slug]] = _shown(value, (), parts)
    return found


def post_ids(unit: Unit) -> dict[str, int]:
    """Return the ids of the posts of a unit by their slugs."""
    return dict(Position.objects.filter(unit=unit).values_list("slug", "pk"))


def _long(figures: bool) -> frozenset[str]:
    return frozenset({"figures"} if figures else ())


def _units(
    rows: QuerySet[UnitSummary], long: Collection[str], keys: Sequence[str]
) -> Iterator[tuple[int, Quarter, UnitSummaryValue]]:
    names = _columns(UnitSummaryValue, long)
    columns = ("unit_id", "year", "quarter", *names, *_within_figures(keys))
    for unit, year, quarter, *values in rows.values_list(*columns):
        yield unit, Quarter(year, quarter), _value(UnitSummaryValue, names, keys, values)


def _reports(
    rows: QuerySet[ReportSummary], parts: Sequence[str]
) -> Iterator[tuple[int, Quarter, int, ReportSummaryValue]]:
    names = _columns(ReportSummaryValue, ())
    columns = ("position__unit_id", "year", "quarter", "position_id", *names, *_within_figures(parts))
    for unit, year, quarter, position, *values in rows.values_list(*columns):
        yield unit, Quarter(year, quarter), position, _value(ReportSummaryValue, names, parts, values)


def _columns(kind: type[Ranked], long: Collection[str]) -> tuple[str, ...]:
    """Return the fields of a value, which are columns of the same names, of the long ones those that are asked for."""
    return tuple(field.name for field in fields(kind) if field.name not in LONG or field.name in long)


def _within_figures(keys: Iterable[str]) -> Iterator[str]:
    return (f"figures__{key}" for key in keys)


def _value(kind: type[Value], names: Sequence[str], keys: Sequence[str], values: Sequence[object]) -> Value:
    """Return what a row holds: its columns `names`, and behind them the `keys` of `figures` that are asked for."""
    told = dict(zip(names, values[: len(names)], strict=True))
    if keys:
        told["figures"] = dict(zip(keys, values[len(names) :], strict=True))
    return kind(**told)


def _shown(value: Value, long: Collection[str], keys: Sequence[str]) -> Value:
    """Return a computed value as `_value` would: without the long fields and keys that nobody asks for."""
    shown = {field.name: None for field in fields(value) if field.name in LONG and field.name not in long}
    if keys:
        shown["figures"] = {key: (value.figures or {})[key] for key in keys}
    return replace(value, **shown)
