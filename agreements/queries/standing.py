"""The plan of a unit and year as plain values, for a sheet to be held against. Reads only, in fixed queries."""

from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import Direction, Echelon, Formula, ObjectiveLevel, TermRole
from agreements.models import Agreement, Indicator, Position, Unit
from agreements.promise import Measured, Promise
from agreements.queries.plan import (
    agreements_with_rows,
    indicators_of,
    lines_of,
    newest_of,
    read_promise,
    signed_targets,
)


@dataclass(frozen=True)
class StandingPost:
    """A post with its newest agreement of the year: what it says, and whether it is a murni or signed already."""

    id: int
    name: str
    titles: tuple[str, ...]
    """All that it is called."""
    echelon: Echelon
    agreement_id: int | None = None
    signed: bool = False
    murni: bool = True
    promise: Promise = Promise()  # noqa: RUF009 -- frozen


@dataclass(frozen=True)
class StandingIndicator:
    """An indicator of the unit."""

    id: int
    name: str
    unit_of_measure: str
    level: ObjectiveLevel
    parent_id: int | None
    measured: Measured


@dataclass(frozen=True)
class StandingBudgetLine:
    """A budget line of the unit and year."""

    id: int
    code: str
    name: str
    months: tuple[int, ...]
    responsible_id: int | None
    indicator_ids: tuple[int, ...]


@dataclass(frozen=True)
class StandingPlan:
    """Everything that a sheet is held against."""

    posts: tuple[StandingPost, ...]
    indicators: tuple[StandingIndicator, ...]
    lines: tuple[StandingBudgetLine, ...]
    signed: tuple[tuple[int, Decimal | None, str], ...]
    """Of signed agreements: indicator id, its target, the post that promised it."""


def standing_plan(unit: Unit, year: int) -> StandingPlan:
    """Return the plan of a unit and year as it stands."""
    newest = newest_of(agreements_with_rows(unit, year))
    posts = Position.objects.filter(unit=unit, reports=True).order_by("order", "name")
    return StandingPlan(
        posts=tuple(_post(post, newest.get(post.pk)) for post in posts),
        indicators=tuple(map(_indicator, indicators_of(unit, "terms"))),
        lines=tuple(
            StandingBudgetLine(
                id=row.pk,
                code=row.code,
                name=row.name,
                months=tuple(sorted(row.planned_months)),
                responsible_id=row.responsible_id,
                indicator_ids=tuple(link.indicator_id for link in row.indicator_links.all()),
            )
            for row in lines_of(unit, year)
        ),
        signed=tuple(
            (key, row.target_signed, row.agreement.position.name) for key, row in signed_targets(unit, year).items()
        ),
    )


def _indicator(row: Indicator) -> StandingIndicator:
    parts = sorted(row.terms.all(), key=lambda term: (term.order, term.pk))
    numerators, denominators = (
        tuple(term.label for term in parts if term.role == role) for role in (TermRole.NUMERATOR, TermRole.DENOMINATOR)
    )
    measured = Measured(Direction(row.direction), Formula(row.formula), numerators, denominators)
    return StandingIndicator(row.pk, row.name, row.unit_of_measure, ObjectiveLevel(row.level), row.parent_id, measured)


def _post(post: Position, agreement: Agreement | None) -> StandingPost:
    titles = (post.name, post.signature_title or post.name, post.slug.replace("-", " "))
    common = {"id": post.pk, "name": post.name, "titles": titles, "echelon": Echelon(post.echelon)}
    if agreement is None:
        return StandingPost(**common)
    return StandingPost(
        **common,
        agreement_id=agreement.pk,
        signed=agreement.signed_on is not None,
        murni=agreement.supersedes_id is None,
        promise=read_promise(agreement),
    )
