"""What the rows of each recap tell of: units, reports, indicators, budget lines, findings. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from reports.document.blocks import RowStyle
from reports.recaps.sources import Figures, Json, RecapSource, ReportSource, inner, part
from reports.recaps.table import Record
from reports.results import Reason
from reports.usage import HANDED_IN

# -- units and reports -------------------------------------------------------------------------------------------------


def _counted(reports: Iterable[ReportSource], where: Callable[[ReportSource], bool]) -> int:
    return sum(1 for report in reports if where(report))


def _standing(reports: tuple[ReportSource, ...]) -> dict[str, Json]:
    """Count reports: how many there are to be, were handed in, came late, are overdue, were received."""
    return {
        "reports": len(reports),
        "handed_in": _counted(reports, lambda report: report.status in HANDED_IN),
        "late": _counted(reports, lambda report: report.punctuality == "late"),
        "overdue": _counted(reports, lambda report: report.punctuality == "overdue"),
        "received": _counted(reports, lambda report: report.received_on is not None),
    }


def units(source: RecapSource) -> Iterator[Record]:
    """Tell of every unit: how its reports stand, and its figures; then of all of them."""
    for number, unit in enumerate(source.units, 1):
        yield Record(_joined(inner(unit.figures, "totals"), _standing(unit.reports), unit.in_time), unit, number=number)
    if len(source.units) > 1:
        every = tuple(report for unit in source.units for report in unit.reports)
        yield from _totals(source, _standing(every), source.in_time)


def _joined(*items: Figures) -> Figures:
    """Return the values of several objects as one, with the reasons of them all."""
    joined: dict[str, Json] = {}
    reasons: dict[str, Json] = {}
    for item in items:
        joined.update(item)
        reasons.update(inner(item, "reasons"))
    return {**joined, "reasons": reasons}


def _totals(source: RecapSource, *more: Figures) -> Iterator[Record]:
    """Tell of all units, and of the money of those that have both amounts where some told nothing."""
    yield Record(_joined(source.totals, *more), style=RowStyle.TOTAL)
    if source.filled is not None:
        yield Record(source.filled, style=RowStyle.TOTAL)


def reports(source: RecapSource) -> Iterator[Record]:
    """Tell of every report that is owed."""
    number = 0
    for unit in source.units:
        for report in unit.reports:
            number += 1
            yield Record(_report_item(report), unit, report, number)


def _report_item(report: ReportSource) -> Figures:
    totals, efficiency = inner(report.figures, "totals"), inner(report.figures, "efficiency")
    reasons = inner(totals, "reasons")
    if efficiency.get("reason"):
        reasons = {**reasons, "efficiency": efficiency["reason"]}
    return {**totals, "efficiency": efficiency.get("value"), "reasons": reasons}


# -- achievement, budget, cost per outcome -----------------------------------------------------------------------------


def achievement(source: RecapSource) -> Iterator[Record]:
    """Tell of every indicator of the year."""
    number = 0
    for unit in source.units:
        for each in part(unit.figures, "indicators"):
            # What nothing of the year points at is no one's to reach.
            if each.get("used") is not False:
                number += 1
                yield Record({**each, "indicator_id": each.get("id")}, unit, number=number)


MONEY = ("ceiling", "spent", "remaining", "absorption")


def budget(source: RecapSource) -> Iterator[Record]:
    """Tell of every budget line in the order of its tree; then of the unit, and of all of them."""
    number = 0
    styles = {0: RowStyle.GROUP, 1: RowStyle.SUBGROUP}
    for unit in source.units:
        lines = part(unit.figures, "lines")
        for each in lines:
            number += 1
            depth = each.get("depth")
            assert isinstance(depth, int)
            # Why there is no cost per outcome is a matter of another recap.
            reasons = {key: code for key, code in inner(each, "reasons").items() if key in MONEY}
            item = {**each, "line_id": each.get("id"), "reasons": reasons}
            yield Record(item, unit, number=number, style=styles.get(depth, RowStyle.BODY), depth=depth)
        if lines:
            yield Record(inner(unit.figures, "totals"), unit, style=RowStyle.SUBTOTAL)
    if number and len(source.units) > 1:
        yield from _totals(source)


def cost(source: RecapSource) -> Iterator[Record]:
    """Tell of every budget line whose money pays for an outcome; where it pays for several, they have no figures."""
    number = 0
    for unit in source.units:
        indicators = {each.get("id"): each for each in part(unit.figures, "indicators")}
        for line in part(unit.figures, "lines"):
            if line.get("cost_per_outcome") is None and not line.get("cost_reason"):
                continue
            number += 1
            ids = line.get("indicators")
            assert isinstance(ids, list)
            yield Record(_cost_item(line, [indicators[key] for key in ids if key in indicators]), unit, number=number)


def _cost_item(line: Figures, outcomes: Sequence[Figures]) -> Figures:
    names = "; ".join(str(outcome["name"]) for outcome in outcomes)
    measured = ("target", "realization", "achievement")
    if len(outcomes) == 1:
        own = outcomes[0]
        reasons = {key: code for key, code in inner(own, "reasons").items() if key in measured}
        return {
            **line,
            **{key: own.get(key) for key in (*measured, "unit")},
            "line_id": line.get("id"),
            "indicator_id": own.get("id"),
            "indicator": names,
            "reasons": {**inner(line, "reasons"), **reasons},
        }
    several = dict.fromkeys(measured, str(Reason.SEVERAL_OUTCOMES))
    return {**line, "line_id": line.get("id"), "indicator": names, "reasons": {**inner(line, "reasons"), **several}}


# -- findings ----------------------------------------------------------------------------------------------------------


def findings(source: RecapSource) -> Iterator[Record]:
    """Tell of everything that the checks found."""
    number = 0
    for unit in source.units:
        for report in unit.reports:
            # Of a report that nobody opened there is nothing to mend yet.
            for each in part(report.figures, "findings") if report.status else ():
                number += 1
                yield Record(each, unit, report, number)
