"""Who sees which unit, and the lists that pages show. Reads only."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from agreements.enums import EnteredBy, ReportStatus
from agreements.models import CalendarYear, Holiday, Indicator, Position, Unit, User
from agreements.policies import standing_of
from agreements.queries import posts_held
from reports.anchors import indicator_anchor, line_anchor
from reports.models import BudgetRealization, IndicatorRealization, Report
from reports.period import Quarter
from reports.queries.accounts import account_name
from reports.queries.rows import in_quarters


def units_visible_to(user: User) -> QuerySet[Unit]:
    """Return the units whose reports the account may see; a stranger's unit is not among them.

    Bagian Organisasi, inspectors and administrators see all; an operator the own unit; an official the units of the
    posts held today, and those of the posts directly below them (the Asisten over a Bagian).
    """
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    standing = standing_of(user)
    if standing.sees_all:
        return reporting_units()
    held = posts_held(user, timezone.localdate())
    return Unit.objects.filter(
        Q(pk__in=standing.operated)
        | Q(positions__in=held, positions__reports=True)
        | Q(positions__superior__in=held, positions__reports=True)
    ).distinct()


def reporting_units() -> QuerySet[Unit]:
    """Return all units that report, and those whose posts report no more, for what they once reported.

    Reports are looked for under posts that report no more: asked for beside the posts, PostgreSQL reads all there are.
    """
    once = Exists(Report.objects.filter(position=OuterRef("pk")))
    posts = Position.objects.filter(Q(reports=True) | once, unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(posts))


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
    return tuple(
        Report.objects.filter(in_quarters(quarters), position__in=positions)
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


def report_statuses(newest: Mapping[int, Quarter]) -> dict[int, Counter[ReportStatus]]:
    """Count the reports of units by state, each unit in one quarter, by unit id."""
    found: dict[int, Counter[ReportStatus]] = defaultdict(Counter)
    rows = Report.objects.filter(in_quarters(set(newest.values())), position__unit__in=newest).order_by()
    rows = rows.values_list("position__unit_id", "year", "quarter", "status").annotate(Count("pk"))
    for unit_id, year, number, status, count in rows:
        if newest[unit_id] == Quarter(year, number):
            found[unit_id][ReportStatus(status)] += count
    return dict(found)


def positions_held(user: User, date: datetime.date) -> tuple[Position, ...]:
    """Return the posts that the account's official holds on a date, each with the kind of appointment (`held_as`)."""
    if getattr(user, "official", None) is None:
        return ()
    rows = posts_held(user, date).annotate(held_as=F("appointments__kind")).select_related("unit", "superior")
    return tuple({post.pk: post for post in rows.order_by("unit__name", "order")}.values())


def positions_below(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return the reporting posts whose direct superior is one of the given posts."""
    return tuple(
        Position.objects.filter(superior__in=positions, reports=True)
        .select_related("unit")
        .order_by("unit__name", "order", "name")
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


def holidays(years: Iterable[int]) -> frozenset[datetime.date]:
    """Return the national holidays and cuti bersama from the first to the last of the given years.

    Working days are counted from one date to another, so the years between them matter as well.
    """
    asked = set(years)
    if not asked:
        return frozenset()
    rows = Holiday.objects.filter(date__year__gte=min(asked), date__year__lte=max(asked))
    return frozenset(rows.values_list("date", flat=True))


def final_years(years: Iterable[int]) -> frozenset[int]:
    """Return those of the given years whose holidays are laid down; in others a due date may still move."""
    return frozenset(CalendarYear.objects.filter(year__in=years, final=True).values_list("year", flat=True))
