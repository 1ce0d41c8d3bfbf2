"""Small offices with figures, for pages that compare them."""

from decimal import Decimal

from tests import factories
from tests.reports.workplace import Workplace, make_workplace

CODE = "7.01.01.2.02.0001"


def make_compared(keluarga=21, spent=2_500_000, *, code=CODE) -> Workplace:
    """Return an office in which 35 keluarga were promised and `keluarga` of them reached, for `spent` of 10 million."""
    place = make_workplace()
    factories.IndicatorBudgetLineFactory(indicator=place.direct, budget_line=place.line)
    for line, own in ((place.program, code[:7]), (place.kegiatan, code[:12]), (place.line, code)):
        line.code = own
        line.save(update_fields=["code"])
    if keluarga is not None:
        factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(keluarga))
    if spent is not None:
        factories.BudgetRealizationFactory(budget_line=place.line, amount=Decimal(spent))
        factories.BudgetRealizationFactory(budget_line=place.other_line, amount=Decimal(0))
    return place
