"""Short ways to write inputs by hand, for tests of the pure modules. No database.

Figures may be written as int or str ('96.83'), never as float. Ids are what the caller says; everything not said gets a
plain default. `report()` makes complete `ReportInputs`, `compute()` their results:

    inputs = report(
        facts([indicator(1, value=21, target=35, unit="keluarga")], [line(7, ceiling=100, spent=50, pays_for=[1])]),
        items=[1],
        budgets=[7],
    )
    results = compute(inputs)
"""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from agreements.enums import (
    Aggregation,
    AgreementKind,
    BudgetLevel,
    CeilingDocument,
    Direction,
    Echelon,
    Formula,
    ObjectiveLevel,
    ReportForm,
    ReportStatus,
    TermRole,
    UnitKind,
)
from reports.computation import compute_facts, compute_report
from reports.inputs import (
    AgreementEntry,
    BudgetItemEntry,
    CeilingEntry,
    Choices,
    IndicatorEntry,
    ItemEntry,
    LineEntry,
    ObjectiveEntry,
    RealizationEntry,
    ReportInputs,
    Signer,
    StrategyEntry,
    TargetEntry,
    TermEntry,
    UnitEntry,
    UnitFacts,
)
from reports.period import Quarter
from reports.results import Figure, ReportResults

QUARTER = Quarter(2024, 2)
Number = Decimal | int | str | None


def number(value: Number) -> Decimal | None:
    """Return a Decimal, None for None."""
    if isinstance(value, float):
        raise TypeError("write '0.5', not 0.5")
    return None if value is None else Decimal(value)


def figure(value: Number) -> Figure:
    """Return a figure that is there."""
    return Figure(number(value))


# -- facts -------------------------------------------------------------------------------------------------------------


def target(value: Number = 100, upper: Number = None, shown: str = "") -> TargetEntry:
    return TargetEntry(value=number(value), upper=number(upper), shown=shown)


def realization(value: Number = None, *, shown: str = "", reason: str = "", note: str = "") -> RealizationEntry:
    return RealizationEntry(value=number(value), shown=shown, note=note, missing_reason=reason)


def term(
    id: int,  # noqa: A002 -- as the dataclass calls it
    role: TermRole = TermRole.NUMERATOR,
    values: Mapping[int, Number] | Number = None,
    *,
    factor: Number = 1,
    label: str = "",
    quarter: int = QUARTER.number,
) -> TermEntry:
    """Return a part of a ratio; a plain value stands in `quarter`."""
    by_quarter = values if isinstance(values, Mapping) else {quarter: values}
    return TermEntry(
        id=id,
        role=role,
        label=label or f"Unsur {id}",
        factor=number(factor),
        factor_label="",
        values={key: number(value) for key, value in by_quarter.items()},
    )


def ratio_terms(above: Iterable[Number], below: Iterable[Number], **options) -> tuple[TermEntry, ...]:
    """Return terms of a fraction: numerators over denominators, each with its value in the quarter."""
    numerators = [term(n, TermRole.NUMERATOR, value, **options) for n, value in enumerate(above, 1)]
    denominators = [term(100 + n, TermRole.DENOMINATOR, value, **options) for n, value in enumerate(below, 1)]
    return (*numerators, *denominators)


def indicator(
    id: int,  # noqa: A002 -- as the dataclass calls it
    value: Number = None,
    *,
    target: TargetEntry | Number = 100,
    name: str = "",
    unit: str = "%",
    values: Mapping[int, Number | RealizationEntry] | None = None,
    reason: str = "",
    shown: str = "",
    parent: int | None = None,
    direction: Direction = Direction.HIGHER,
    aggregation: Aggregation = Aggregation.CUMULATIVE,
    formula: Formula = Formula.ENTERED,
    level: ObjectiveLevel = ObjectiveLevel.SUB_KEGIATAN,
    quarter: int = QUARTER.number,
    **more,
) -> IndicatorEntry:
    """Return an indicator; `value` (or the typed `reason`) stands in `quarter`, `values` in several quarters.

    A target of None means that none is set. `more` are fields of `IndicatorEntry` (terms, past, long_term, used ...).
    """
    typed = dict(values or {})
    if value is not None or reason or shown:
        typed[quarter] = realization(value, reason=reason, shown=shown)
    if target is not None and not isinstance(target, TargetEntry):
        target = TargetEntry(value=number(target))
    return IndicatorEntry(
        id=id,
        name=name or f"Indikator {id}",
        unit_of_measure=unit,
        level=level,
        direction=direction,
        aggregation=aggregation,
        formula=formula,
        parent_id=parent,
        target=target,
        realizations={
            key: entry if isinstance(entry, RealizationEntry) else realization(entry) for key, entry in typed.items()
        },
        **more,
    )


def mean_indicator(id: int, **options) -> IndicatorEntry:  # noqa: A002 -- as the dataclass calls it
    """Return an indicator that is the mean of those below it."""
    return indicator(id, formula=Formula.MEAN_OF_CHILDREN, **{"level": ObjectiveLevel.KEGIATAN, **options})


def line(
    id: int,  # noqa: A002 -- as the dataclass calls it
    ceiling: Number = None,
    spent: Number = None,
    *,
    name: str = "",
    parent: int | None = None,
    level: BudgetLevel = BudgetLevel.SUB_KEGIATAN,
    holds_amounts: bool | None = None,
    reason: str = "",
    pays_for: Iterable[int] = (),
    document: CeilingDocument = CeilingDocument.DPA,
    **more,
) -> LineEntry:
    """Return a budget line; it holds amounts where an amount or a reason is given, unless said otherwise."""
    amount = number(ceiling)
    given = amount is not None or spent is not None or bool(reason)
    return LineEntry(
        id=id,
        parent_id=parent,
        level=level,
        order=id,
        code=more.pop("code", ""),
        name=name or f"Baris {id}",
        holds_amounts=given if holds_amounts is None else holds_amounts,
        ceiling=None if amount is None else CeilingEntry(amount, document, datetime.date(2024, 1, 2)),
        spent=number(spent),
        missing_reason=reason,
        indicator_ids=tuple(pays_for),
        **more,
    )


def facts(
    indicators: Iterable[IndicatorEntry] = (),
    lines: Iterable[LineEntry] = (),
    *,
    quarter: Quarter = QUARTER,
    **choices,
) -> UnitFacts:
    """Return the facts of a unit; `choices` are fields of `Choices` (efficiency, bands, display_cap)."""
    return UnitFacts(
        unit=UnitEntry(
            slug="kecamatan-contoh",
            name="Kecamatan Contoh",
            short_name="Contoh",
            kind=UnitKind.KECAMATAN,
            regency="Kabupaten Lumajang",
            place="Contoh",
        ),
        quarter=quarter,
        choices=Choices(**choices),
        indicators={entry.id: entry for entry in indicators},
        lines={entry.id: entry for entry in lines},
    )


# -- a report ----------------------------------------------------------------------------------------------------------


def item(id: int, indicator_id: int | None = None, **more) -> ItemEntry:  # noqa: A002 -- as the dataclass calls it
    """Return a row of the agreement; its indicator has the same id unless another is given."""
    fields = {"order": id, "objective_id": 1, "wording": "", **more}
    return ItemEntry(id=id, indicator_id=indicator_id or id, **fields)


def budget(line_id: int, **more) -> BudgetItemEntry:
    return BudgetItemEntry(line_id=line_id, **{"order": line_id, "wording": "", **more})


def agreement(
    items: Iterable[ItemEntry | int] = (), budgets: Iterable[BudgetItemEntry | int] = (), **more
) -> AgreementEntry:
    """Return an agreement; plain numbers are ids of indicators and of budget lines."""
    fields = {
        "year": QUARTER.year,
        "kind": AgreementKind.MURNI,
        "superior_title": "Camat Contoh",
        "signed_on": datetime.date(2024, 1, 2),
        "objectives": (ObjectiveEntry(1, ObjectiveLevel.KEGIATAN, 1, "Meningkatnya kualitas pelayanan"),),
    }
    return AgreementEntry(
        items=tuple(entry if isinstance(entry, ItemEntry) else item(entry) for entry in items),
        budgets=tuple(entry if isinstance(entry, BudgetItemEntry) else budget(entry) for entry in budgets),
        **{**fields, **more},
    )


def signer(position: str = "Kepala Seksi Contoh", name: str = "SRI WAHYUNI", **more) -> Signer:
    return Signer(position=position, name=name, **{"title": position, "echelon": Echelon.IV_A, **more})


def plan(indicator_id: int) -> StrategyEntry:
    """Return a strategy for an indicator."""
    items = (("Mendampingi pelaksana", ""),)
    return StrategyEntry(item_id=None, indicator_id=indicator_id, line_id=None, lead_in="", months="", items=items)


def report(
    facts: UnitFacts,
    *,
    items: Iterable[ItemEntry | int] = (),
    budgets: Iterable[BudgetItemEntry | int] = (),
    **more,
) -> ReportInputs:
    """Return the inputs of one report of a Kasi; `more` are fields of `ReportInputs` (form, superior, texts ...)."""
    fields = {
        "position": "Kepala Seksi Contoh",
        "position_slug": "kepala-seksi-contoh",
        "signer": signer(),
        "superior": signer("Camat", "SITI RAHAYU, S.Sos", echelon=Echelon.III_A),
        "form": ReportForm.KASI,
        "status": ReportStatus.DRAFT,
        "period_sentence": "cumulative",
        "deadline_days": 5,
        "signed_on": facts.quarter.end + datetime.timedelta(days=1),
        "agreement": agreement(items, budgets),
        # A report without is told as not written; these words are what no other check has anything to say of.
        "strategies": (plan(next(iter(facts.indicators), 0)),),
        "follow_ups": ("Melanjutkan pendampingan",),
    }
    return ReportInputs(facts=facts, **{**fields, **more})


def compute(inputs: ReportInputs, *, combined: bool = False) -> ReportResults:
    """Return the results of a report as the application computes them."""
    return compute_report(inputs, compute_facts(inputs.facts), combined=combined)
