"""The plan of a unit and year as rows: agreements, what they promise, the cascade. Reads only, in fixed queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from agreements.cascade import Node
from agreements.enums import (
    Aggregation,
    AgreementKind,
    Direction,
    EnteredBy,
    Formula,
    ObjectiveLevel,
    TermRole,
    TermTakes,
)
from agreements.models import (
    Agreement,
    AgreementBudget,
    AgreementItem,
    BudgetLine,
    Indicator,
    IndicatorBudgetLine,
    Objective,
    Position,
    Unit,
    YearTarget,
)
from agreements.promise import Aim, Item, Measure, Money, Promise, Target, Term, target_words

NOTHING = Promise()

# -- agreements --------------------------------------------------------------------------------------------------------


def newest_of(agreements: Iterable[Agreement]) -> dict[int, Agreement]:
    """Return, per post id, the agreement at the end of its chain, signed or not."""
    rows = list(agreements)
    superseded = {row.supersedes_id for row in rows}
    return {row.position_id: row for row in sorted(rows, key=lambda row: row.pk) if row.pk not in superseded}


def agreements_with_rows(unit: Unit, year: int) -> tuple[Agreement, ...]:
    """Return the agreements of a unit and year with what `read_promise` reads; costs a fixed number of queries."""
    return tuple(_with_rows(year).filter(position__unit=unit, year=year).order_by("pk"))


def load_promise(agreement: Agreement) -> Promise:
    """Return what an agreement says, with the year's targets where it has none of its own."""
    return read_promise(_with_rows(agreement.year).get(pk=agreement.pk))


def _with_rows(year: int):
    targets = Prefetch("indicator__year_targets", YearTarget.objects.filter(year=year), "targets_of_year")
    items = AgreementItem.objects.select_related("indicator").prefetch_related(targets).order_by("order")
    links = IndicatorBudgetLine.objects.order_by("order", "pk")
    budgets = (
        AgreementBudget.objects.select_related("budget_line__responsible")
        .prefetch_related(Prefetch("budget_line__indicator_links", links))
        .order_by("order")
    )
    return Agreement.objects.select_related("position__unit").prefetch_related(
        Prefetch("objectives", Objective.objects.order_by("order")),
        Prefetch("items", items),
        Prefetch("budgets", budgets),
    )


def read_promise(agreement: Agreement) -> Promise:
    """Return what an agreement read by `agreements_with_rows` says."""
    items: dict[int, list[Item]] = defaultdict(list)
    for row in agreement.items.all():
        items[row.objective_id].append(_item(row))
    objectives = list(agreement.objectives.all())
    places = {row.pk: place for place, row in enumerate(objectives)}
    return Promise(
        aims=tuple(
            Aim(key=row.pk, level=ObjectiveLevel(row.level), text=row.text, items=tuple(items[row.pk]))
            for row in objectives
        ),
        money=tuple(_money(row, places) for row in agreement.budgets.all()),
        superior_title=agreement.superior_title,
    )


def _item(row: AgreementItem) -> Item:
    indicator = row.indicator
    return Item(
        key=row.pk,
        indicator_id=row.indicator_id,
        wording=row.wording,
        target=_target_of(row, next(iter(indicator.targets_of_year), None)),
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
    )


def _target_of(row: AgreementItem, standing: YearTarget | None) -> Target:
    """Return the target as the agreement has it; each part that it leaves open is the year's."""
    own = (row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4)
    year = as_target(standing)
    signed = row.target_signed is not None
    return Target(
        value=row.target_signed if signed else year.value,
        upper=row.upper_signed if signed and row.upper_signed is not None else year.upper,
        quarters=own if any(value is not None for value in own) else year.quarters,
        shown=row.target_text or ("" if signed else year.shown),
    )


def as_target(row: YearTarget | None) -> Target:
    """Return the target of a year as a value."""
    if row is None:
        return Target()
    return Target(row.value, row.upper, (row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4), row.shown)


def _money(row: AgreementBudget, places: Mapping[int, int]) -> Money:
    line = row.budget_line
    return Money(
        line_id=line.pk,
        amount=row.amount_signed,
        aim=places.get(row.objective_id),
        wording=row.wording,
        months=tuple(sorted(line.planned_months)),
        responsible_id=line.responsible_id,
        indicator_ids=tuple(link.indicator_id for link in line.indicator_links.all()),
        name=str(line),
        responsible=line.responsible.name if line.responsible else "",
    )


def signed_targets(unit: Unit, year: int, *, but: Agreement | None = None) -> dict[int, AgreementItem]:
    """Return, per indicator id, the newest signed row that promises it this year, in whichever post's agreement.

    `but` is an agreement that does not count: the one that is being changed.
    """
    rows = AgreementItem.objects.filter(
        agreement__position__unit=unit, agreement__year=year, agreement__signed_on__isnull=False
    ).select_related("agreement__position", "indicator")
    if but is not None:
        rows = rows.exclude(agreement=but)
    return {row.indicator_id: row for row in rows.order_by("agreement__signed_on", "agreement__pk")}


# -- the overview ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PostPlan:
    """A post with the newest agreement of the year (None: no agreement), and what it says."""

    position: Position
    agreement: Agreement | None = None
    promise: Promise = NOTHING
    amended: bool = False
    """Whether the newest agreement is a Perubahan."""
    last_year: Agreement | None = None
    """The newest agreement of the year before, to copy from."""

    @property
    def signed_on(self) -> datetime.date | None:
        """When the newest agreement was signed."""
        return self.agreement.signed_on if self.agreement else None


@dataclass(frozen=True)
class Plan:
    """The year of a unit: posts, indicators as nodes, budget lines that nobody answers for."""

    posts: tuple[PostPlan, ...]
    nodes: tuple[Node, ...]
    orphans: tuple[BudgetLine, ...] = field(default=())
    """Lines that hold amounts and have no responsible post."""


def load_plan(unit: Unit, year: int) -> Plan:
    """Return the year of a unit, in a fixed number of queries."""
    agreements = agreements_with_rows(unit, year)
    newest = newest_of(agreements)
    before = newest_of(Agreement.objects.filter(position__unit=unit, year=year - 1))
    # A post that has ended keeps what it promised.
    standing = Q(reports=True) | Q(pk__in=newest)
    posts = Position.objects.filter(standing, unit=unit).select_related("superior").order_by("order", "name")
    plans = tuple(_post_plan(post, newest.get(post.pk), before.get(post.pk)) for post in posts)
    orphans = BudgetLine.objects.filter(unit=unit, year=year, holds_amounts=True, responsible=None).order_by("order")
    return Plan(plans, _nodes(unit, year, plans), tuple(orphans))


def _post_plan(post: Position, agreement: Agreement | None, before: Agreement | None) -> PostPlan:
    if agreement is None:
        return PostPlan(post, last_year=before)
    amended = agreement.kind == AgreementKind.PERUBAHAN
    return PostPlan(post, agreement, read_promise(agreement), amended, before)


def _nodes(unit: Unit, year: int, posts: Iterable[PostPlan]) -> tuple[Node, ...]:
    """Return the indicators of a year: promised, with a target, paid for, or fed by one of these."""
    promised: dict[int, list[PostPlan]] = defaultdict(list)
    targets: dict[int, Target] = {}
    for plan in posts:
        for item in plan.promise.items:
            promised[item.indicator_id].append(plan)
            targets.setdefault(item.indicator_id, item.target)
    rows = {
        row.pk: row
        for row in Indicator.objects.filter(unit=unit)
        .prefetch_related("terms", Prefetch("year_targets", YearTarget.objects.filter(year=year), "targets_of_year"))
        .order_by("level", "order", "pk")
    }
    paid = IndicatorBudgetLine.objects.filter(budget_line__unit=unit, budget_line__year=year)
    used = {*promised, *paid.values_list("indicator_id", flat=True)}
    used |= {key for key, row in rows.items() if row.targets_of_year}
    for key in list(used):
        above = rows[key].parent_id
        while above in rows and above not in used:
            used.add(above)
            above = rows[above].parent_id
    return tuple(_node(row, promised[key], targets.get(key)) for key, row in rows.items() if key in used)


def _node(row: Indicator, posts: Iterable[PostPlan], promised: Target | None) -> Node:
    target = promised if promised and promised.given else as_target(next(iter(row.targets_of_year), None))
    sides = {term.role for term in row.terms.all()}
    return Node(
        id=row.pk,
        name=row.name,
        level=ObjectiveLevel(row.level),
        unit_of_measure=row.unit_of_measure,
        parent_id=row.parent_id,
        formula=Formula(row.formula),
        entered_by=EnteredBy(row.entered_by),
        target=target_words(target, row.unit_of_measure),
        quarters=all(value is not None for value in target.quarters),
        terms=sides >= {TermRole.NUMERATOR, TermRole.DENOMINATOR},
        posts=tuple(plan.position.name for plan in posts),
    )


def measure_of(row: Indicator) -> Measure:
    """Return everything that is kept of an indicator itself, with the parts of a ratio in their order."""
    terms = row.terms.order_by("order", "pk")
    return Measure(
        name=row.name,
        level=ObjectiveLevel(row.level),
        unit_of_measure=row.unit_of_measure,
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        formula=Formula(row.formula),
        entered_by=EnteredBy(row.entered_by),
        parent_id=row.parent_id,
        definition=row.definition,
        on_time_rule=row.on_time_rule,
        note=row.note,
        terms=tuple(
            Term(
                role=TermRole(term.role),
                label=term.label,
                factor=term.factor,
                factor_label=term.factor_label,
                source_id=term.source_id,
                takes=TermTakes(term.takes),
                key=term.pk,
            )
            for term in terms
        ),
    )


# -- what the editor offers --------------------------------------------------------------------------------------------


def indicators_of(unit: Unit, *with_rows: str) -> tuple[Indicator, ...]:
    """Return the unit's indicators, the highest level first; `with_rows` names what of them is read along."""
    levels = list(ObjectiveLevel)
    rows = Indicator.objects.filter(unit=unit).order_by("order", "pk").prefetch_related(*with_rows)
    return tuple(sorted(rows, key=lambda row: levels.index(ObjectiveLevel(row.level))))


def lines_of(unit: Unit, year: int) -> tuple[BudgetLine, ...]:
    """Return the budget tree of a unit and year in its order, with ceilings and the indicators paid for."""
    rows = BudgetLine.objects.filter(unit=unit, year=year).order_by("order", "pk")
    return tuple(rows.select_related("responsible").prefetch_related("ceilings", "indicator_links"))


def posts_of(unit: Unit) -> tuple[Position, ...]:
    """Return the posts of a unit that report."""
    return tuple(Position.objects.filter(unit=unit, reports=True).order_by("order", "name"))
