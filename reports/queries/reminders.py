"""Whom a reminder reaches, and who was reminded today. Reads only."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.enums import NoticeKind, Role
from agreements.models import RoleGrant, User
from agreements.queries import appointments_on
from reports.models import Notice
from reports.period import Quarter

# Why a post is not reminded.
CLOSED = "triwulannya sudah ditutup"
HANDED = "sudah diajukan"
TODAY = "sudah diingatkan hari ini"
NO_REPORT = "belum ada laporannya, karena belum ada Perjanjian Kinerja"
NO_ACCOUNT = "belum ada pejabat atau operator yang punya akun"
OWN = "laporan Anda sendiri"


@dataclass(frozen=True)
class Reached:
    """The accounts that are told of one post's report."""

    users: tuple[User, ...]
    by_operator: bool
    """The official has no account, so the unit's operators are told."""

    def why_not(self, by: User, *, reminded: bool) -> str:
        """Say why an account reminds nobody of a report that is awaited; '' where it reminds somebody.

        `reminded` tells whether they were told today.
        """
        if reminded:
            return TODAY
        if not self.users:
            return NO_ACCOUNT
        return OWN if set(self.users) == {by} else ""


def reached_by_reminders(posts: Mapping[int, int], today: datetime.date) -> dict[int, Reached]:
    """Return whom a reminder of each post reaches, from post ids with their unit ids; in two queries.

    The officials with an account who hold the post today; else the operators of the unit; else nobody.
    """
    holders: dict[int, list[User]] = {}
    rows = appointments_on(today).filter(position__in=posts, official__account__is_active=True)
    for row in rows.select_related("official__account").order_by("position", "start", "pk"):
        account = row.official.account
        # `account_name` asks for the official again.
        account.official = row.official
        holders.setdefault(row.position_id, []).append(account)
    operators: dict[int, list[User]] = {}
    grants = RoleGrant.objects.filter(role=Role.OPERATOR, unit__in=set(posts.values()), user__is_active=True)
    for grant in grants.select_related("user__official").order_by("user"):
        operators.setdefault(grant.unit_id, []).append(grant.user)
    return {
        post: Reached(tuple(holders.get(post) or operators.get(unit, ())), by_operator=post not in holders)
        for post, unit in posts.items()
    }


def reminder_key(today: datetime.date) -> str:
    """Name the reminders of a day: nobody is told twice under one key."""
    return f"pengingat-{today.isoformat()}"


def reminded_posts(quarter: Quarter, today: datetime.date) -> frozenset[int]:
    """Return the posts that were reminded today of their report of a quarter."""
    rows = Notice.objects.filter(
        kind=NoticeKind.REMINDED,
        key=reminder_key(today),
        report__year=quarter.year,
        report__quarter=quarter.number,
    )
    return frozenset(rows.order_by().values_list("report__position", flat=True))
