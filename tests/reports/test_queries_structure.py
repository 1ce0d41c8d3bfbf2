"""Which indicators something points at: agreements of the day, budget lines, targets, used parents and ratios."""

import datetime
from types import SimpleNamespace as Row

import pytest

from agreements.enums import AgreementKind, Formula
from reports.period import Quarter
from reports.queries.structure import Structure

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)
MARCH, APRIL = datetime.date(2024, 3, 1), datetime.date(2024, 4, 1)


def indicator(pk, formula=Formula.ENTERED, parent=None):
    return Row(pk=pk, formula=formula, parent_id=parent)


def item(key, signed_on=None, newer=None, newer_signed_on=None, year=2024):
    return Row(
        indicator_id=key,
        agreement__year=year,
        agreement__kind=AgreementKind.MURNI,
        agreement__signed_on=signed_on,
        agreement__superseded_by=newer,
        agreement__superseded_by__signed_on=newer_signed_on,
    )


def structure(rows=(), terms=None, targets=None, items=(), outcomes=()):
    groups = {row.pk: () for row in rows}
    return Structure.of(rows, groups | (terms or {}), targets or {}, items, outcomes)


@pytest.mark.parametrize(
    ("row", "used"),
    [
        (item(1), True),
        (item(1, MARCH), True),
        (item(1, APRIL), False),
        (item(1, year=2023), False),
        (item(1, newer=9), True),
        (item(1, newer=9, newer_signed_on=APRIL), True),
        (item(1, newer=9, newer_signed_on=MARCH), False),
    ],
)
def test_an_agreement_points_while_it_is_in_force(row, used):
    assert structure([indicator(1)], items=[row]).used_in(FIRST) == ({1} if used else set())


def test_lines_and_targets_point_in_their_year():
    found = structure(
        [indicator(1), indicator(2)],
        targets={1: [Row(year=2024)]},
        outcomes=[Row(budget_line__year=2023, indicator_id=2)],
    )
    assert found.used_in(SECOND) == {1}
    assert found.used_in(Quarter(2023, 4)) == {2}


def test_a_used_mean_uses_what_is_below_it_and_a_used_ratio_what_it_takes():
    rows = [
        indicator(1, Formula.MEAN_OF_CHILDREN),
        indicator(2, Formula.MEAN_OF_CHILDREN, parent=1),
        indicator(3, Formula.RATIO, parent=2),
        indicator(4),
        indicator(5, parent=4),
    ]
    terms = {3: [Row(source_id=4), Row(source_id=None)]}
    assert structure(rows, terms, items=[item(1)]).used_in(FIRST) == {1, 2, 3, 4}
    assert structure(rows, terms, items=[item(4)]).used_in(FIRST) == {4}
