"""Units, posts and people as they stand, for the pages that keep them. Reads only, in a fixed number of queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from agreements.enums import AppointmentKind, CitationPurpose, DutyKind, Echelon, Role, UnitKind
from agreements.models import (
    Appointment,
    Citation,
    Duty,
    Official,
    Position,
    RoleGrant,
    StrategicIssue,
    Unit,
)
from agreements.organisation import (
    CitationText,
    DutyText,
    Issue,
    Lack,
    OfficialText,
    PostDetails,
    PostDuties,
    PostState,
    PostText,
    Profile,
    Span,
    UnitState,
    gaps_of,
)
from agreements.queries.posts import appointments_on

PROFILE_TEXTS = (
    "name",
    "short_name",
    "place",
    "address",
    "phone",
    "goal",
    "goal_indicator",
    "goal_aspects",
    "main_problem",
)
PROFILE_COUNTS = ("villages", "civil_servants", "other_staff")


# -- units -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitRow:
    """A unit of the list: how many posts, how many of them have a holder today, and what it lacks."""

    unit: Unit
    posts: int
    reporting: int
    held: int
    operators: int
    lacks: tuple[Lack, ...]


def kept_units() -> QuerySet[Unit]:
    """Return the units that pages of the organisation show: all of them, the kabupaten first."""
    return Unit.objects.select_related("regency").order_by("regency__name", "name")


def unit_rows(units: Iterable[Unit], today: datetime.date) -> tuple[UnitRow, ...]:
    """Return units with their counts and gaps, in four queries."""
    rows = tuple(units)
    posts: dict[int, list[Position]] = {}
    for post in posts_with_marks(rows, today):
        posts.setdefault(post.unit_id, []).append(post)
    operators: dict[int, int] = {}
    grants = RoleGrant.objects.filter(role=Role.OPERATOR, unit__in=rows, user__is_active=True)
    for unit_id in grants.values_list("unit_id", flat=True):
        operators[unit_id] = operators.get(unit_id, 0) + 1
    issues: dict[int, list[Issue]] = {}
    for unit_id, group, text in StrategicIssue.objects.filter(unit__in=rows).values_list("unit_id", "group", "text"):
        issues.setdefault(unit_id, []).append(Issue(group, text))
    return tuple(
        _unit_row(unit, posts.get(unit.pk, []), operators.get(unit.pk, 0), tuple(issues.get(unit.pk, ())))
        for unit in rows
    )


def posts_with_marks(units: Iterable[Unit], today: datetime.date) -> QuerySet[Position]:
    """Return the posts that units have, each with whether somebody holds it today and whether it has duties."""
    return (
        Position.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today), unit__in=units)
        .annotate(
            is_held=Exists(appointments_on(today).filter(position=OuterRef("pk"))),
            has_duties=Exists(Duty.objects.filter(position=OuterRef("pk"), kind=DutyKind.DUTY)),
        )
        .order_by("order", "name")
    )


def _unit_row(unit: Unit, posts: list[Position], operators: int, issues: tuple[Issue, ...]) -> UnitRow:
    reporting = [post for post in posts if post.reports]
    state = UnitState(
        kind=UnitKind(unit.kind),
        posts=tuple(
            PostState(post.name, post.slug, post.is_held, post.superior_id is not None, post.has_duties)
            for post in reporting
        ),
        operators=operators,
        profile=profile_of(unit, issues),
    )
    # What stands above the offices (Bupati, Asisten) reports to nobody, so nothing of it is missing.
    outside = not reporting and (posts or unit.kind == UnitKind.REGENCY)
    return UnitRow(
        unit=unit,
        posts=len(posts),
        reporting=len(reporting),
        held=sum(1 for post in posts if post.is_held),
        operators=operators,
        lacks=() if outside else gaps_of(state),
    )


def profile_of(unit: Unit, issues: tuple[Issue, ...] | None = None) -> Profile:
    """Return a unit's profile; its strategic issues are read where they are not handed over."""
    if issues is None:
        rows = StrategicIssue.objects.filter(unit=unit).order_by("order")
        issues = tuple(Issue(group, text) for group, text in rows.values_list("group", "text"))
    return Profile(**{name: getattr(unit, name) for name in (*PROFILE_TEXTS, *PROFILE_COUNTS)}, issues=issues)


# -- posts -------------------------------------------------------------------------------------------------------------


def posts_with_people(unit: Unit) -> tuple[Position, ...]:
    """Return all posts that a unit has or had, in order, each with everybody ever appointed to it (newest first)."""
    appointments = Appointment.objects.select_related("official__account").order_by("-start", "-pk")
    return tuple(
        Position.objects.filter(unit=unit)
        .select_related("superior")
        .prefetch_related(Prefetch("appointments", appointments))
        .order_by("order", "name")
    )


def superiors_for(unit: Unit | None, today: datetime.date) -> tuple[Position, ...]:
    """Return the posts that one of the unit may answer to: its own, and those outside that are above offices.

    None stands for a unit that is not there yet.
    """
    outside = Q(reports=False) | Q(echelon__in=HIGH)
    wanted = outside if unit is None else outside | Q(unit=unit)
    rows = (
        Position.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today))
        .filter(wanted)
        .exclude(
            # Posts of other offices that are only drawn in their chart.
            Q(unit__kind__in=[UnitKind.KECAMATAN, UnitKind.BAGIAN]) & ~Q(unit=unit.pk if unit else None)
        )
    )
    return tuple(rows.select_related("unit").order_by("unit__name", "order", "name"))


HIGH = (Echelon.HEAD, Echelon.II_A, Echelon.II_B)


def head_of(regency: int) -> Position | None:
    """Return the post of the head of a kabupaten."""
    return Position.objects.filter(unit__regency=regency, echelon=Echelon.HEAD, ended_on=None).order_by("pk").first()


def post_details(post: Position) -> PostDetails:
    """Return what the page of a post lets change."""
    return PostDetails(
        name=post.name,
        title=post.signature_title,
        echelon=Echelon(post.echelon),
        superior=post.superior_id,
        order=post.order,
        reports=post.reports,
        form=post.form,
        deadline_days=post.deadline_days,
        period_sentence=post.period_sentence,
    )


def duties_of(posts: Iterable[Position]) -> dict[int, PostDuties]:
    """Return the duties of posts by id, in one query."""
    rows = tuple(posts)
    lines: dict[tuple[int, str], list[Duty]] = {}
    below: dict[int, list[str]] = {}
    for duty in Duty.objects.filter(position__in=rows).order_by("position", "kind", "order"):
        if duty.parent_id is None:
            lines.setdefault((duty.position_id, duty.kind), []).append(duty)
        else:
            below.setdefault(duty.parent_id, []).append(duty.text)

    def texts(post: Position, kind: DutyKind) -> tuple[DutyText, ...]:
        return tuple(DutyText(duty.text, tuple(below.get(duty.pk, ()))) for duty in lines.get((post.pk, kind), ()))

    return {
        post.pk: PostDuties(post.main_duty, texts(post, DutyKind.DUTY), texts(post, DutyKind.DELEGATED))
        for post in rows
    }


def citations_of(posts: Iterable[Position]) -> dict[int, tuple[CitationText, ...]]:
    """Return what posts cite by id, in one query."""
    found: dict[int, tuple[CitationText, ...]] = {}
    for row in Citation.objects.filter(position__in=posts).select_related("regulation").order_by("pk"):
        cited = CitationText(CitationPurpose(row.purpose), row.regulation.short, row.article, row.regulation.about)
        found[row.position_id] = (*found.get(row.position_id, ()), cited)
    return found


def posts_to_copy(unit: Unit) -> tuple[PostText, ...]:
    """Return the posts of a unit as a new unit may take them over, with duties and citations, in three queries.

    In titles under signatures, the unit's short name becomes a place for the new one's.
    """
    rows = tuple(Position.objects.filter(unit=unit, ended_on=None).order_by("order", "name"))
    slugs = {row.pk: row.slug for row in rows}
    duties, citations = duties_of(rows), citations_of(rows)
    return tuple(
        PostText(
            key=row.slug,
            name=row.name,
            title=row.signature_title.replace(unit.short_name, "{short}"),
            echelon=Echelon(row.echelon),
            superior=slugs.get(row.superior_id, ""),
            form=row.form,
            deadline_days=row.deadline_days,
            period_sentence=row.period_sentence,
            reports=row.reports,
            duties=duties[row.pk],
            citations=citations.get(row.pk, ()),
        )
        for row in rows
    )


# -- people ------------------------------------------------------------------------------------------------------------


def spans_of(post: Position) -> tuple[Span, ...]:
    """Return everybody ever appointed to a post."""
    return spans_of_posts([post]).get(post.pk, ())


def spans_of_posts(posts: Iterable[Position]) -> dict[int, tuple[Span, ...]]:
    """Return everybody ever appointed to posts by the id of the post, in one query; a post without any is absent."""
    rows = Appointment.objects.filter(position__in=posts).select_related("official").order_by("start", "pk")
    found: dict[int, tuple[Span, ...]] = {}
    for row in rows:
        found[row.position_id] = (*found.get(row.position_id, ()), span_of(row))
    return found


def span_of(row: Appointment) -> Span:
    """Return an appointment as a span of days."""
    return Span(row.pk, row.kind, row.start, row.end, row.official.name)


def official_text(official: Official) -> OfficialText:
    """Return what is written down of an official."""
    return OfficialText(official.name, official.nip or "", official.rank)


def officials_with_posts(today: datetime.date) -> tuple[Official, ...]:
    """Return all officials, each with the posts held today (`held_today`), in two queries."""
    held = appointments_on(today).select_related("position__unit").order_by("position__unit__name", "position__order")
    rows = Official.objects.prefetch_related(Prefetch("appointments", held, to_attr="held_today"))
    return tuple(rows.order_by("name", "pk"))


def holders_without_account(unit: Unit, today: datetime.date) -> tuple[Appointment, ...]:
    """Return who holds a post of the unit today and has no account, each official once."""
    rows = (
        appointments_on(today)
        .filter(position__unit=unit, official__account=None)
        .select_related("official", "position")
        .order_by("position__order", "position__name", "-start")
    )
    return tuple({row.official_id: row for row in rows}.values())


# -- people, as a sheet is held against them ---------------------------------------------------------------------------


@dataclass(frozen=True)
class KnownOfficial:
    """An official by NIP, with the definitive appointments as (id of the post, span)."""

    nip: str
    name: str
    definitive: tuple[tuple[int, Span], ...]


@dataclass(frozen=True)
class StandingPeople:
    """The posts that a unit has (by id), who ever held them, the NIP behind each appointment, and officials by NIP."""

    unit: str
    posts: dict[int, str]
    spans: dict[int, tuple[Span, ...]]
    holders: dict[int, str | None]
    officials: tuple[KnownOfficial, ...]


def standing_people(unit: Unit, nips: Iterable[str]) -> StandingPeople:
    """Return the posts of a unit with everybody ever appointed to them, and the officials with some NIPs.

    Costs four queries.
    """
    posts = dict(Position.objects.filter(unit=unit, ended_on=None).order_by("order", "pk").values_list("pk", "name"))
    rows = tuple(Appointment.objects.filter(position__in=posts).select_related("official").order_by("start", "pk"))
    spans: dict[int, tuple[Span, ...]] = {}
    for row in rows:
        spans[row.position_id] = (*spans.get(row.position_id, ()), span_of(row))
    definitive = Appointment.objects.filter(kind=AppointmentKind.DEFINITIVE).select_related("official").order_by("pk")
    officials = Official.objects.filter(nip__in=set(nips)).prefetch_related(Prefetch("appointments", definitive))
    return StandingPeople(
        unit=unit.name,
        posts=posts,
        spans=spans,
        holders={row.pk: row.official.nip for row in rows},
        officials=tuple(
            KnownOfficial(
                row.nip, row.name, tuple((each.position_id, span_of(each)) for each in row.appointments.all())
            )
            for row in officials.order_by("pk")
        ),
    )
