"""Who sees which unit, and the lists that pages show. Reads only."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from agreements.enums import EnteredBy, ReportStatus
from agreements.models import CalendarYear, Holiday, Indicator, Position, Unit, User
from agreements.policies import standing_of
from reports.inputs import ReportInputs
from reports.models import BudgetRealization, IndicatorRealization, Report
from reports.period import Quarter
from reports.queries.reports import as_issued, load_unit_inputs
from reports.usage import FINAL, indicator_anchor, line_anchor


def units_visible_to(user: User) -> QuerySet[Unit]:
    """Return the units whose reports the account may see; a stranger's unit is not among them.

    Bagian Organisasi, inspectors and administrators see all; an operator the own unit; an official the units of the
    posts held today, and those of the posts directly below them (the Asisten over a Bagian).
    """
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    standing = standing_of(user)
    if standing.sees_all:
        # Also a unit whose posts report no more, for what they once reported.
        posts, reports = Position.objects.filter(reports=True), Report.objects.all()
        return Unit.objects.filter(Q(pk__in=posts.values("unit")) | Q(pk__in=reports.values("position__unit")))
    held = _held(user, timezone.localdate())
    return Unit.objects.filter(
        Q(pk__in=standing.operated)
        | Q(positions__in=held, positions__reports=True)
        | Q(positions__superior__in=held, positions__reports=True)
    ).distinct()


def hold_unit(unit: Unit) -> None:
    """Let no other transaction open a quarter, enter figures or change a status of the unit until this one ends.

    Taken before anything is read that the change rests on. SQLite has no row locks and needs none: there a transaction
    begins as the only writer (settings, `transaction_mode`).
    """
    # `no_key`: rows that merely point at the unit, such as the trail of an edited text, may still be written.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def quarter_is_open(unit: Unit, quarter: Quarter) -> bool:
    """Return whether somebody opened the quarter: the unit has reports in it."""
    return Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number).exists()


def opened_posts(unit: Unit, quarter: Quarter) -> frozenset[str]:
    """Return the slugs of the unit's posts that have a report in the quarter."""
    rows = Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number)
    return frozenset(rows.values_list("position__slug", flat=True))


def opened_quarters(units: Iterable[Unit]) -> dict[int, tuple[Quarter, ...]]:
    """Return, per unit id, the quarters that have reports, newest first; a unit without any is absent."""
    found = defaultdict(list)
    rows = (
        Report.objects.filter(position__unit__in=units)
        .order_by("-year", "-quarter")
        .values_list("position__unit_id", "year", "quarter")
        .distinct()
    )
    for unit_id, year, number in rows:
        found[unit_id].append(Quarter(year, number))
    return {unit_id: tuple(quarters) for unit_id, quarters in found.items()}


def reports_of(positions: Iterable[Position], quarters: Iterable[Quarter]) -> tuple[Report, ...]:
    """Return the reports of posts in some quarters, in the order of units and posts, with everybody appointed there."""
    wanted = Q(pk__in=())
    for quarter in quarters:
        wanted |= Q(year=quarter.year, quarter=quarter.number)
    return tuple(
        Report.objects.filter(wanted, position__in=positions)
        .select_related("position__unit", "position__superior")
        .prefetch_related("position__appointments__official")
        .order_by("position__unit__name", "position__order", "position__name")
    )


def unfinished_reports(positions: Iterable[Position]) -> tuple[Report, ...]:
    """Return the reports of posts that are being made or mended, of all quarters, the oldest first."""
    return tuple(
        Report.objects.filter(position__in=positions, status__in=[ReportStatus.DRAFT, ReportStatus.RETURNED])
        .select_related("position__unit", "position__superior")
        .prefetch_related("position__appointments__official")
        .order_by("year", "quarter", "position__unit__name", "position__order", "position__name")
    )


def report_statuses(units: Iterable[Unit]) -> dict[tuple[int, Quarter], tuple[ReportStatus, ...]]:
    """Return the states of all reports per unit id and quarter, for counting."""
    found = defaultdict(list)
    rows = Report.objects.filter(position__unit__in=units).values_list("position__unit_id", "year", "quarter", "status")
    for unit_id, year, number, status in rows:
        found[unit_id, Quarter(year, number)].append(ReportStatus(status))
    return {key: tuple(statuses) for key, statuses in found.items()}


def positions_held(user: User, date: datetime.date) -> tuple[Position, ...]:
    """Return the posts that the account's official holds on a date, each with the kind of appointment (`held_as`)."""
    rows = _held(user, date).annotate(held_as=F("appointments__kind")).select_related("unit")
    return tuple({post.pk: post for post in rows.order_by("unit__name", "order")}.values())


def _held(user: User, date: datetime.date) -> QuerySet[Position]:
    return Position.objects.filter(
        Q(appointments__end__isnull=True) | Q(appointments__end__gte=date),
        appointments__official__account=user,
        appointments__start__lte=date,
    )


def positions_below(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return the reporting posts whose direct superior is one of the given posts."""
    return tuple(
        Position.objects.filter(superior__in=positions, reports=True)
        .select_related("unit")
        .order_by("unit__name", "order", "name")
    )


def later_final_reports(unit: Unit, quarter: Quarter) -> tuple[ReportInputs, ...]:
    """Return the approved and received reports of the year's later quarters, earliest first.

    With the inputs that they were issued with. Costs one query, and for each quarter that has such a report one more
    and those of `load_unit_inputs`.
    """
    rows = Report.objects.filter(
        position__unit=unit, year=quarter.year, quarter__gt=quarter.number, status__in=FINAL
    ).values_list("quarter", flat=True)
    later = (Quarter(quarter.year, number) for number in sorted(set(rows)))
    return tuple(
        inputs
        for each in later
        for inputs in as_issued(unit, each, load_unit_inputs(unit, each))
        if inputs.status in FINAL
    )


def spent_until(unit: Unit, quarter: Quarter) -> dict[int, Decimal | None]:
    """Return the amounts typed for a quarter per budget line id, in rupiah, as a reminder beside the next quarter."""
    return dict(
        BudgetRealization.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year, quarter=quarter.number
        ).values_list("budget_line_id", "amount")
    )


def suppliers(unit: Unit) -> dict[int, EnteredBy]:
    """Return who supplies each indicator of the unit, by id."""
    rows = Indicator.objects.filter(unit=unit).values_list("pk", "entered_by")
    return {pk: EnteredBy(value) for pk, value in rows}


def last_saved(unit: Unit, quarter: Quarter) -> dict[str, tuple[str, datetime.datetime]]:
    """Return who saved each fact of a quarter last, and when, by the anchor of its cell in the entry grid."""
    indicators = IndicatorRealization.objects.filter(
        indicator__unit=unit, year=quarter.year, quarter=quarter.number
    ).select_related("updated_by__official")
    lines = BudgetRealization.objects.filter(
        budget_line__unit=unit, budget_line__year=quarter.year, quarter=quarter.number
    ).select_related("updated_by__official")
    found = {indicator_anchor(row.indicator_id): row for row in indicators}
    found |= {line_anchor(row.budget_line_id): row for row in lines}
    return {anchor: (account_name(row.updated_by), row.updated_at) for anchor, row in found.items()}


def account_name(user: User | None) -> str:
    """Return what an account is called: its official, its own full name, its user name; 'sistem' for none."""
    if user is None:
        return "sistem"
    official = getattr(user, "official", None)
    return official.name if official else user.get_full_name() or user.username


def holidays(years: Iterable[int]) -> frozenset[datetime.date]:
    """Return the national holidays and cuti bersama of the given years."""
    return frozenset(Holiday.objects.filter(date__year__in=years).values_list("date", flat=True))


def final_years(years: Iterable[int]) -> frozenset[int]:
    """Return those of the given years whose holidays are laid down; in others a due date may still move."""
    return frozenset(CalendarYear.objects.filter(year__in=years, final=True).values_list("year", flat=True))
