"""Who plays which part towards a report on a day: who made it, who decides on it, who receives it. Reads only."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.enums import AppointmentKind, Role
from agreements.models import Appointment, Position, RoleGrant, User
from agreements.queries import appointment_on, appointments_on
from reports.models import Report
from reports.workflow import Part


@dataclass(frozen=True)
class People:
    """The accounts (ids) that play each part towards one report, and who decides on it, in words."""

    parts: Mapping[Part, frozenset[int]]
    decider_title: str
    """The post that decides, as it signs, with Plt. or Plh.; '' where there is none above."""
    decider_name: str
    """Who is in charge of it; '' where nobody is."""
    on_paper: bool
    """The one who decides has no account: Bagian Organisasi records the answer."""

    def parts_played(self, user: User) -> frozenset[Part]:
        """Return the parts that an account plays."""
        if not user.is_authenticated or not user.is_active:
            return frozenset()
        return frozenset(part for part, accounts in self.parts.items() if user.pk in accounts)


def people_of(report: Report, date: datetime.date) -> People:
    """Return who plays which part towards one report on a date."""
    return people_of_reports([report], date)[report.pk]


def people_of_reports(reports: Iterable[Report], date: datetime.date) -> dict[int, People]:
    """Return who plays which part, per report id; the number of queries grows with the height of the tree alone."""
    rows = tuple(reports)
    posts = _with_superiors({row.position_id for row in rows})
    units = {posts[row.position_id].unit_id for row in rows}
    operators = _operators(units)
    organisasi = frozenset(
        RoleGrant.objects.filter(role=Role.ORGANISASI, user__is_active=True).values_list("user_id", flat=True)
    )
    admins = frozenset(User.objects.filter(is_superuser=True, is_active=True).values_list("pk", flat=True))
    seated = seated_in(units, organisasi, date)
    return {
        row.pk: _people(
            posts[row.position_id],
            posts,
            operators.get(posts[row.position_id].unit_id, frozenset()),
            organisasi,
            seated.get(posts[row.position_id].unit_id, frozenset()),
            admins,
            date,
        )
        for row in rows
    }


def seated_in(units: Iterable[int], accounts: Iterable[int], date: datetime.date) -> dict[int, frozenset[int]]:
    """Return, per unit id, which of the accounts hold a post in it on a date; in one query."""
    rows = appointments_on(date).filter(position__unit__in=units, official__account__in=accounts)
    found: dict[int, set[int]] = {}
    for unit, user in rows.values_list("position__unit", "official__account"):
        found.setdefault(unit, set()).add(user)
    return {unit: frozenset(users) for unit, users in found.items()}


def _with_superiors(wanted: set[int]) -> dict[int, Position]:
    """Return posts with all above them, with everybody ever appointed to them."""
    posts: dict[int, Position] = {}
    appointments = Appointment.objects.select_related("official__account")
    while wanted:
        found = Position.objects.filter(pk__in=wanted).prefetch_related(Prefetch("appointments", appointments))
        posts |= {row.pk: row for row in found}
        wanted = {row.superior_id for row in posts.values() if row.superior_id is not None} - posts.keys()
    return posts


def _operators(units: Iterable[int]) -> dict[int, frozenset[int]]:
    rows = RoleGrant.objects.filter(role=Role.OPERATOR, unit__in=units, user__is_active=True)
    found: dict[int, set[int]] = {}
    for unit, user in rows.values_list("unit_id", "user_id"):
        found.setdefault(unit, set()).add(user)
    return {unit: frozenset(users) for unit, users in found.items()}


def _people(
    position: Position,
    posts: Mapping[int, Position],
    operators: frozenset[int],
    organisasi: frozenset[int],
    seated: frozenset[int],
    admins: frozenset[int],
    date: datetime.date,
) -> People:
    own = {row.official_id for row in _on(position, date)}
    holders = frozenset(account.pk for row in _on(position, date) if (account := _account(row)))
    above = _above(position, posts)
    post, held = _in_charge(above, own, date)
    decider = _account(held)
    # Nobody records or receives for the unit where the account sits itself: no subordinate for the own head.
    outsiders = organisasi - holders - seated - operators
    recorders = outsiders or (admins - holders)
    superiors = frozenset({decider.pk}) if decider else recorders
    receivers = outsiders - (superiors if decider else frozenset())
    if not receivers:
        # Bagian Organisasi itself: the first account above that is none of its own, or the administrator.
        outside = (account for row in above if (account := _account(appointment_on(row.appointments.all(), date))))
        independent = next((account.pk for account in outside if account.pk not in organisasi | holders), None)
        receivers = (admins - holders) | ({independent} if independent else frozenset())
    return People(
        parts={
            Part.HOLDER: holders,
            Part.OPERATOR: operators,
            Part.SUPERIOR: superiors,
            Part.RECEIVER: receivers,
        },
        decider_title=_title(post, held),
        decider_name=held.official.name if held else "",
        on_paper=decider is None,
    )


def _on(position: Position, date: datetime.date) -> tuple[Appointment, ...]:
    """Return the appointments to a post on a date."""
    return tuple(
        row for row in position.appointments.all() if row.start <= date and (row.end is None or row.end >= date)
    )


def _above(position: Position, posts: Mapping[int, Position]) -> tuple[Position, ...]:
    """Return the posts above one, nearest first."""
    found: list[Position] = []
    while position.superior_id is not None and position.superior_id not in {position.pk, *(row.pk for row in found)}:
        position = posts[position.superior_id]
        found.append(position)
    return tuple(found)


def _in_charge(
    above: Iterable[Position], own: set[int], date: datetime.date
) -> tuple[Position | None, Appointment | None]:
    """Return the nearest post above whose official in charge is somebody else, else the nearest with nobody.

    Never a post in the hands of the official who reports: a Sekretaris who is Plt. Camat is not sent to the Camat.
    """
    vacant: Position | None = None
    for post in above:
        held = appointment_on(post.appointments.all(), date)
        if held is None:
            vacant = vacant or post
        elif held.official_id not in own:
            return post, held
    return vacant, None


def _title(post: Position | None, held: Appointment | None) -> str:
    """Return a post as whoever is in charge of it signs: 'Plt. Camat Rowokangkung'."""
    if post is None:
        return ""
    title = post.signature_title or post.name
    acting = held is not None and held.kind != AppointmentKind.DEFINITIVE
    return f"{AppointmentKind(held.kind).label} {title}" if acting else title


def _account(held: Appointment | None) -> User | None:
    """Return the account of an appointed official, if it may sign in."""
    account = held.official.account if held else None
    return account if account is not None and account.is_active else None
