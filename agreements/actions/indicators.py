"""Indicators of a unit, with the parts of a ratio."""

from django.db import transaction

from agreements.actions.agreements import StaleAgreementError
from agreements.actions.measure_steps import fill_indicator, write_measure, write_terms
from agreements.actions.plan_steps import UNTOLD, PlanError, clean, make_indicator
from agreements.models import Indicator, Unit, User
from agreements.policies import check_can_plan
from agreements.promise import Measure, NewIndicator
from agreements.queries import hold_unit, measure_of, uses_of
from agreements.recording import Change, added, record, removed


@transaction.atomic
def save_indicator(
    *, unit: Unit, indicator: Indicator | None, measure: Measure, standing: Measure | None, by: User
) -> Indicator:
    """Write an indicator of a unit with its terms, or a new one; return it.

    Args:
        unit: whose indicator it is.
        indicator: the row; None for a new one.
        measure: what it shall be.
        standing: what it was when the page was shown; None for a new one.
        by: who saves.

    Raises:
        Refused: the account does not plan for the unit.
        StaleAgreementError: it is something else by now.
        PlanError: the unit has one of that name, a signature or a realization relies on what would change, or the
            parts do not make a ratio.
    """
    hold_unit(unit)
    check_can_plan(by, unit)
    changes: list[Change | None] = []
    if indicator is None:
        new = NewIndicator(measure.name, measure.unit_of_measure)
        row = make_indicator(unit, measure.level, new, Indicator.objects.filter(unit=unit))
        fill_indicator(row, measure)
        changes += [added(row, without=UNTOLD), *write_terms(row, measure)]
        clean(row)
    else:
        row = Indicator.objects.get(pk=indicator.pk, unit=unit)
        if measure_of(row) != standing:
            raise StaleAgreementError(f"{row} is something else by now")
        changes += write_measure(row, measure)
    record(unit=unit, by=by, changes=changes)
    return row


@transaction.atomic
def delete_indicator(*, indicator: Indicator, standing: Measure, by: User) -> None:
    """Take away an indicator that nothing uses, with its parts, targets and earlier values.

    Args:
        indicator: the row.
        standing: what it was when somebody was asked whether it shall go.
        by: who deletes.

    Raises:
        Refused: the account does not plan for the unit.
        StaleAgreementError: it is something else by now, or gone.
        PlanError: something uses it.
    """
    unit = indicator.unit
    hold_unit(unit)
    check_can_plan(by, unit)
    row = Indicator.objects.filter(pk=indicator.pk, unit=unit).first()
    if row is None or measure_of(row) != standing:
        raise StaleAgreementError(f"{indicator} is something else by now")
    uses = uses_of(row)
    if uses:
        raise PlanError(f"Indikator ini masih dipakai: {'; '.join(uses)}.")
    belongings = (row.terms, row.year_targets, row.long_term_targets, row.past_values)
    changes = [removed(each) for rows in belongings for each in rows.order_by("pk")]
    changes.append(removed(row, without=UNTOLD))
    row.delete()
    record(unit=unit, by=by, changes=changes)
