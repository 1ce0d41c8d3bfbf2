"""What was reached: realization to date, achievement, predikat. Pure.

Source: Permenpan RB 53/2014 lampiran II (achievement compares realization with target); the formulas for the other
directions and for ratios are those of the Renstra and the agreements of Lumajang, as the seed reports print them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from agreements.enums import Aggregation, Direction, Formula, TermRole
from reports.computation.figures import apply, bottom_up, given, known, mean, missing
from reports.computation.formulas import (
    ABOVE_RANGE,
    AVERAGED,
    AVERAGED_ONE,
    BELOW_RANGE,
    FACTOR,
    HIGHER,
    IN_RANGE,
    LOWER,
    MEAN_OF_CHILDREN,
    RATIO,
    RATIO_PLAIN,
    SIDE,
    TAKEN,
    TARGET,
    TERM,
    TERM_TIMES,
    TERM_TO_DATE,
    TO_DATE,
    TYPED,
    UPPER,
)
from reports.expressions import Formula as Formulas
from reports.inputs import IndicatorEntry, TargetEntry, TermEntry, UnitFacts
from reports.period import Quarter
from reports.results import Figure, Fraction, How, IndicatorResult, Reason, TermResult
from reports.rules import PREDICATE_BANDS

PERCENT_UNITS = frozenset({"%", "persen", "persentase"})


def is_percent(unit_of_measure: str) -> bool:
    """Whether an indicator is measured in %."""
    return unit_of_measure.strip().casefold() in PERCENT_UNITS


# -- achievement -------------------------------------------------------------------------------------------------------


def achievement(direction: Direction, target: TargetEntry | None, realization: Figure) -> Figure:
    """Return the achievement in %, never capped (Permenpan RB 53/2014 lampiran II).

    Higher is better: R / T x 100 (Rowokangkung 04: 21 of 35 keluarga is 60,00). Lower is better: (2T - R) / T x 100,
    not below 0. Range: above it R / upper x 100, below it R / lower x 100, inside 100; a range without an upper bound
    is no target yet. The formulas hold for bounds above 0, so 0 and less give a reason. Where realization and target
    are both missing, the reason names the realization.
    """
    return achieved(direction, *bounds(direction, target), realization)


def bounds(direction: Direction, target: TargetEntry | None) -> tuple[Figure, Figure | None]:
    """Return the target as formulas take it: its value, or the lower and the upper bound of a range."""
    if target is None or target.value is None:
        return missing(Reason.NO_TARGET, how=How(TARGET)), None
    if direction != Direction.RANGE:
        return known(target.value), None
    upper = missing(Reason.NO_TARGET, how=How(UPPER)) if target.upper is None else known(target.upper, UPPER)
    return known(target.value), upper


def achieved(direction: Direction, target: Figure, upper: Figure | None, realization: Figure) -> Figure:
    """Return the achievement as `achievement` does, against the bounds of a target."""
    left_out = realization.left_out
    formula = LOWER if direction == Direction.LOWER else HIGHER
    operands = (realization, target) if upper is None else (realization, target, upper)
    if realization.value is None:
        return missing(realization.reason or Reason.NO_REALIZATION, left_out, How(formula, operands))
    bound = target
    if bound.value is None or (upper is not None and upper.value is None):
        return missing(Reason.NO_TARGET, left_out, How(formula, operands))
    if upper is not None and upper.value is not None:
        if bound.value <= realization.value <= upper.value:
            return apply(IN_RANGE, realization, target, upper, left_out=left_out)
        formula, bound = (ABOVE_RANGE, upper) if realization.value > upper.value else (BELOW_RANGE, target)
    assert bound.value is not None
    if bound.value <= 0:
        reason = Reason.NEGATIVE_TARGET if bound.value else Reason.ZERO_TARGET
        return missing(reason, left_out, How(formula, operands))
    return apply(formula, realization, bound, left_out=left_out)


def predicate(value: Decimal | None, bands: Sequence[tuple[Decimal, str]] = ()) -> str:
    """Return the predikat of an achievement in %; '' where there is none.

    `bands` are (lower bound, predikat) in any order; none means `rules.PREDICATE_BANDS` (Permendagri 86/2017). Below
    the lowest bound the lowest predikat holds.
    """
    if value is None:
        return ""
    ordered = sorted(bands or PREDICATE_BANDS, key=lambda band: band[0], reverse=True)
    return next((label for lower, label in ordered if value >= lower), ordered[-1][1])


# -- realization to date -----------------------------------------------------------------------------------------------


def to_date(
    aggregation: Aggregation,
    entries: Mapping[int, Decimal | None],
    quarter: int,
    explained: Collection[int] = (),
) -> Figure:
    """Return the realization at the end of a quarter (1-4) from what was typed for each quarter.

    `explained` are the quarters whose missing figure has a typed reason. Later quarters are not looked at.

    - cumulative: the figure of the quarter itself, which counts from 1 January; an earlier one never stands in for it;
    - sum: of all quarters so far; one that is missing leaves no figure (`MISSING_QUARTER`), for a sum that skips it
      would read as if nothing had been done then;
    - last: of the latest quarter with a figure, for what is measured once a year;
    - mean: of the quarters that have a figure, the others are left out and counted, but the quarter itself must have
      a figure or a reason: the mean of TW I is not the figure of TW II.
    """
    values = {number: value for number, value in entries.items() if value is not None}
    chosen = _quarters(aggregation, values, quarter, explained)
    formula = TO_DATE[aggregation]
    if isinstance(chosen, Reason):
        return missing(chosen, how=How(formula, (_typed(values, _considered(aggregation, quarter), explained),)))
    quarters, left_out = chosen
    if aggregation == Aggregation.MEAN:
        formula = AVERAGED if len(quarters) > 1 else AVERAGED_ONE
        quarters = _considered(aggregation, quarter)
    return apply(formula, _typed(values, quarters, explained), left_out=left_out)


def _considered(aggregation: Aggregation, quarter: int) -> tuple[int, ...]:
    """Return the quarters whose figures an aggregation asks for."""
    return (quarter,) if aggregation == Aggregation.CUMULATIVE else tuple(range(1, quarter + 1))


def _typed(
    values: Mapping[int, Decimal | None],
    quarters: Iterable[int],
    explained: Collection[int],
    formula: Formulas = TYPED,
    term: TermEntry | None = None,
) -> tuple[Figure, ...]:
    """Return what was typed for some quarters, the missing ones with their reason."""
    return tuple(
        given(
            values.get(number),
            formula,
            Reason.EXPLAINED if number in explained else Reason.NO_REALIZATION,
            quarter=number,
            term=term,
        )
        for number in quarters
    )


def _quarters(
    aggregation: Aggregation, filled: Collection[int], quarter: int, explained: Collection[int]
) -> tuple[tuple[int, ...], int] | Reason:
    """Return the quarters whose figures count and the number left out, or the reason why there are none."""
    there = tuple(number for number in range(1, quarter + 1) if number in filled)
    if aggregation == Aggregation.LAST and there:
        return there[-1:], 0
    if quarter not in there and not (aggregation == Aggregation.MEAN and there and quarter in explained):
        return Reason.EXPLAINED if quarter in explained else Reason.NO_REALIZATION
    if aggregation == Aggregation.CUMULATIVE:
        return (quarter,), 0
    absent = quarter - len(there)
    if aggregation == Aggregation.SUM and absent:
        return Reason.MISSING_QUARTER
    return there, absent


def ratio(
    terms: Sequence[TermEntry],
    aggregation: Aggregation,
    quarter: int,
    *,
    in_percent: bool = True,
    explained: Collection[int] = (),
) -> tuple[Figure, Fraction | None]:
    """Return a ratio indicator to date with its displayed fraction: sum of numerators / sum of denominators.

    Every term is multiplied by its factor. Proved by Candipuro: 19 / 54 = 35,19 and (0 + 0 + 10) / (10 x 3) = 33,33.
    In % where the unit of measure is %, else the plain quotient. Over quarters the terms are added up as `to_date`
    does (a mean too: the pooled fraction, never the mean of percentages); the quarter's own terms must be complete
    or all blank, a part of them is `MISSING_TERM`. A denominator of 0 keeps its fraction but has no figure.
    """
    sides = [[term for term in terms if term.role == role] for role in (TermRole.NUMERATOR, TermRole.DENOMINATOR)]
    given = {n: sum(term.values.get(n) is not None for term in terms) for n in range(1, quarter + 1)}
    complete = [n for n, count in given.items() if count == len(terms)]
    broken = {n for n, count in given.items() if 0 < count < len(terms) and n not in explained}
    formula = RATIO if in_percent else RATIO_PLAIN
    chosen = _quarters(aggregation, complete, quarter, explained)
    if not all(sides) or broken.intersection(_looked_at(aggregation, complete, quarter)):
        chosen = Reason.MISSING_TERM
    if isinstance(chosen, Reason):
        looked_at = _considered(aggregation, quarter)
        parts = tuple(
            tuple(part for term in side for part in _term_typed(term, looked_at, explained)) for side in sides
        )
        return missing(chosen, how=How(formula, tuple(parts))), None
    quarters, left_out = chosen
    (numerators, above), (denominators, below) = (_side(side, quarters) for side in sides)
    assert above.value is not None
    assert below.value is not None
    fraction = Fraction(above.value, below.value, numerators, denominators)
    if below.value == 0:
        return missing(Reason.ZERO_DENOMINATOR, left_out, How(formula, (above, below))), fraction
    return apply(formula, above, below, left_out=left_out), fraction


def _looked_at(aggregation: Aggregation, complete: Sequence[int], quarter: int) -> range:
    """Return the quarters in which a half-typed fraction matters."""
    if aggregation == Aggregation.CUMULATIVE:
        return range(quarter, quarter + 1)
    if aggregation == Aggregation.LAST:
        return range(max(complete, default=0) + 1, quarter + 1)
    return range(1, quarter + 1)


def _side(terms: Sequence[TermEntry], quarters: Sequence[int]) -> tuple[tuple[TermResult, ...], Figure]:
    """Return the terms of a numerator or denominator, and their sum."""
    results, products = [], []
    for term in terms:
        value = apply(TERM_TO_DATE, _term_typed(term, quarters))
        product = value
        if term.factor != 1:
            product = apply(TERM_TIMES, value, Figure(term.factor, how=How(FACTOR, term=term)))
        assert value.value is not None
        assert product.value is not None
        results.append(TermResult(term.label, term.factor, term.factor_label, value.value, product.value))
        products.append(product)
    return tuple(results), apply(SIDE, tuple(products))


def _term_typed(term: TermEntry, quarters: Iterable[int], explained: Collection[int] = ()) -> tuple[Figure, ...]:
    return _typed(term.values, quarters, explained, TERM if term.source_id is None else TAKEN, term)


# -- all indicators of a unit ------------------------------------------------------------------------------------------


def indicator_results(facts: UnitFacts) -> dict[int, IndicatorResult]:
    """Return the results of all indicators by id, in the order of the facts; children are computed before parents.

    Mean of children: the plain mean of the children's achievements is the parent's realization in %, and its
    achievement is that against its own target. Proved by Rowokangkung 02 (kegiatan 62,50, 73,33, 50,00, 55,56;
    programme 55,91) and 01 (49,23 on 96,83 is 50,84). Children without a figure are left out and counted; children
    that nothing of the year uses don't count at all. An indicator that is its own ancestor has no mean.
    """
    ordered, circular = bottom_up({key: entry.parent_id for key, entry in facts.indicators.items()})
    children: dict[int, list[int]] = {key: [] for key in facts.indicators}
    for key, entry in facts.indicators.items():
        if entry.parent_id in children:
            children[entry.parent_id].append(key)
    results: dict[int, IndicatorResult] = {}
    for key in (*ordered, *circular):
        entry = facts.indicators[key]
        fraction: Fraction | None = None
        averaged: tuple[int, ...] = ()
        if entry.formula == Formula.MEAN_OF_CHILDREN and key in circular:
            realization = missing(Reason.CIRCULAR, how=How(MEAN_OF_CHILDREN))
        elif entry.formula == Formula.MEAN_OF_CHILDREN:
            members = [(child, results[child].achievement) for child in children[key]]
            members = [(child, figure) for child, figure in members if _counts(facts.indicators[child], figure)]
            realization = mean([figure for _, figure in members], empty=Reason.NO_CHILDREN)
            averaged = tuple(child for child, figure in members if figure.value is not None)
            if realization.value is None and facts.quarter.number in _explained(entry):
                realization = missing(Reason.EXPLAINED, realization.left_out, realization.how)
        else:
            realization, fraction = _own_realization(entry, facts.quarter.number)
        results[key] = _result(entry, realization, fraction, averaged, facts.choices.bands)
    return {key: results[key] for key in facts.indicators}


def results_then(facts: UnitFacts, quarter: Quarter) -> dict[int, IndicatorResult]:
    """Return the results of all indicators at the end of an earlier quarter, from what the system holds of that year.

    It is the computation of a report of then, over the indicators as they are defined today: what a reader finds under
    last year's figures must follow from the formula that stands beside this year's.
    """
    then = {key: _entry_then(entry, quarter) for key, entry in facts.indicators.items()}
    return indicator_results(replace(facts, quarter=quarter, indicators=then))


def _entry_then(entry: IndicatorEntry, quarter: Quarter) -> IndicatorEntry:
    year = entry.earlier.get(quarter.year)
    if year is None:
        blank = tuple(replace(term, values={}) for term in entry.terms)
        return replace(entry, target=None, realizations={}, terms=blank, used=False)
    typed = {number: row for number, row in year.realizations.items() if number <= quarter.number}
    return replace(entry, target=year.target, realizations=typed, terms=year.terms, used=quarter.number in year.used_in)


def _counts(entry: IndicatorEntry, figure: Figure) -> bool:
    return entry.used or figure.value is not None


def _explained(entry: IndicatorEntry) -> frozenset[int]:
    return frozenset(number for number, typed in entry.realizations.items() if typed.missing_reason.strip())


def _own_realization(entry: IndicatorEntry, quarter: int) -> tuple[Figure, Fraction | None]:
    explained = _explained(entry)
    if entry.formula == Formula.RATIO:
        in_percent = is_percent(entry.unit_of_measure)
        return ratio(entry.terms, entry.aggregation, quarter, in_percent=in_percent, explained=explained)
    typed = {number: realization.value for number, realization in entry.realizations.items()}
    return to_date(entry.aggregation, typed, quarter, explained), None


def _result(
    entry: IndicatorEntry,
    realization: Figure,
    fraction: Fraction | None,
    averaged: tuple[int, ...],
    bands: Sequence[tuple[Decimal, str]],
) -> IndicatorResult:
    target, upper = bounds(entry.direction, entry.target)
    reached = achieved(entry.direction, target, upper, realization)
    return IndicatorResult(
        id=entry.id,
        target=target,
        realization=realization,
        achievement=reached,
        predicate=predicate(reached.value, bands),
        fraction=fraction,
        children=averaged,
    )
