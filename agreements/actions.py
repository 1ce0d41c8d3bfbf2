"""The only writer of the organisation and the year's plan: keyword-only, atomic, `by` the acting account."""

import datetime
import logging
import secrets
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone

from agreements.holidays import ESTIMATE, is_final, public_holidays
from agreements.models import CalendarYear, Holiday, Invitation, User
from agreements.models.account import seal_of
from agreements.policies import Refused, check_can_invite
from agreements.queries import open_invitation

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CalendarLoad:
    """What loading a year changed: days added, estimates given up or confirmed, and whether the year is final now."""

    year: int
    added: tuple[datetime.date, ...]
    removed: tuple[datetime.date, ...]
    confirmed: tuple[datetime.date, ...]
    final: bool


@transaction.atomic
def load_calendar(*, year: int, by: User | None) -> CalendarLoad:
    """Fill the calendar of a year from the known holidays; loading again changes nothing.

    A day that stands in the table keeps its name, and days entered by hand stay. Only an estimate ('(perkiraan)') is
    touched: it is removed when the source has given its date up, since two dates of one holiday would move due dates,
    and takes the final name when the date is confirmed. A year marked final stays final.

    Args:
        year: the calendar year.
        by: who loads; None for the system.

    Raises:
        ValueError: nothing is known of the year.
    """
    known = dict(public_holidays(year))
    stored = {day.date: day for day in Holiday.objects.filter(date__year=year)}
    estimates = [day for day in stored.values() if day.name.endswith(ESTIMATE)]
    outdated = [day for day in estimates if day.date not in known]
    confirmed = [day for day in estimates if not known.get(day.date, ESTIMATE).endswith(ESTIMATE)]
    missing = [Holiday(date=date, name=name) for date, name in known.items() if date not in stored]
    for day in confirmed:
        day.name = known[day.date]
    Holiday.objects.filter(pk__in=[day.pk for day in outdated]).delete()
    Holiday.objects.bulk_update(confirmed, ["name"])
    Holiday.objects.bulk_create(missing)
    calendar, _ = CalendarYear.objects.get_or_create(year=year)
    if is_final(year) and not calendar.final:
        calendar.final = True
        calendar.save(update_fields=["final"])
    result = CalendarLoad(
        year=year,
        added=tuple(day.date for day in missing),
        removed=tuple(sorted(day.date for day in outdated)),
        confirmed=tuple(sorted(day.date for day in confirmed)),
        final=calendar.final,
    )
    changes = (len(result.added), len(result.removed), len(result.confirmed))
    logger.info("Calendar %s loaded by %s: %s added, %s removed, %s confirmed", year, by or "the system", *changes)
    return result


def _log(account: User, by: User, message: dict[str, object]) -> None:
    """Put a line into the history that the admin shows of an account."""
    LogEntry.objects.log_actions(
        user_id=by.pk, queryset=[account], action_flag=CHANGE, change_message=[message], single_object=True
    )


@transaction.atomic
def save_contact(*, email: str, mail_digest: bool, by: User) -> bool:
    """Write an account's own address for mails, and whether it wants the digest; return False where nothing changes."""
    account = _held(by)
    wanted = {"email": email, "mail_digest": mail_digest}
    changed = [name for name, value in wanted.items() if getattr(account, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(account, name, wanted[name])
    account.save(update_fields=changed)
    _log(account, by, {"changed": {"fields": [str(User._meta.get_field(name).verbose_name) for name in changed]}})
    return True


LINK_IS_GONE = "Tautan ini sudah dipakai, sudah diganti yang baru, atau sudah terlalu lama."


@transaction.atomic
def invite(*, user: User, by: User) -> tuple[Invitation, str]:
    """Make a new one-time link for an account, and return its row and its token, which nobody can read again.

    Links made before die with it.

    Raises:
        Refused: see `policies.check_can_invite`.
    """
    account = _held(user)
    check_can_invite(by, account)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(user=account, at=timezone.now(), by=by, seal=seal_of(account, token))
    _log(account, by, {"added": {"name": str(Invitation._meta.verbose_name), "object": account.username}})
    return invitation, token


@transaction.atomic
def accept_invitation(*, invitation: Invitation, token: str, password: str, by: User) -> User:
    """Set the password of the invited account (`by`, who acts), use the link up, and return the account.

    Raises:
        Refused: the link is not good, or not good any more.
    """
    account = _held(by)
    standing = open_invitation(invitation.pk, token)
    if standing is None or standing.user != account:
        raise Refused(LINK_IS_GONE)
    standing.used_at = timezone.now()
    standing.save(update_fields=["used_at"])
    _set_password(account, password, "kata sandi, lewat undangan")
    return account


@transaction.atomic
def set_forgotten_password(*, token: str, password: str, by: User) -> None:
    """Set the password of the account that got a mailed link.

    Raises:
        Refused: the link is not good, or not good any more.
    """
    account = _held(by)
    if not account.is_active or not default_token_generator.check_token(account, token):
        raise Refused(LINK_IS_GONE)
    _set_password(account, password, "kata sandi, lewat tautan di surel")


def _held(user: User) -> User:
    """Let no other transaction change the account, and return it as it is now."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _set_password(account: User, password: str, told: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    _log(account, account, {"changed": {"fields": [told]}})
