"""What a target lets expect by the end of a quarter."""

from decimal import Decimal

from reports.computation.pace import even_share, planned
from reports.inputs import TargetEntry
from tests.reports.builders import target


def test_the_plan_of_a_quarter():
    by_quarter = TargetEntry(Decimal(4), quarters=(None, Decimal(0), Decimal(3), Decimal(4)))
    assert [planned(by_quarter, number) for number in (1, 2, 3, 4)] == [None, 0, 3, 4]
    assert planned(None, 2) is None


def test_an_even_share_of_the_year():
    assert [even_share(target(10), number) for number in (1, 2, 3, 4)] == [Decimal("2.5"), 5, Decimal("7.5"), 10]
    assert even_share(None, 1) is None
    assert even_share(target(None), 1) is None
