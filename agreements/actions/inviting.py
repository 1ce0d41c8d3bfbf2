"""Accounts for those who report and who enter, made and invited in one step."""

from collections.abc import Sequence

from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction

from agreements.actions.account import invite
from agreements.actions.organisation import OrganisationError
from agreements.enums import Role
from agreements.models import Invitation, Official, RoleGrant, Unit, User
from agreements.organisation import Account
from agreements.policies import check_can_make_accounts
from agreements.queries import hold_unit
from agreements.recording import added, changed, described, record


class AccountError(OrganisationError):
    """An account of a list that cannot be made; `place` is its place in the list, from 0."""

    def __init__(self, sentence: str, field: str, place: int) -> None:
        super().__init__(sentence, field)
        self.place = place


@transaction.atomic
def make_accounts(*, unit: Unit, accounts: Sequence[Account], by: User) -> list[tuple[Invitation, str]]:
    """Make accounts without passwords, tie them to officials, let operators enter for the unit, and invite them all.

    Returns the invitations with their tokens, which nobody can read again; all accounts are made, or none.

    Raises:
        AccountError: a user name is taken, or an official has an account already.
        Refused: see `policies.check_can_make_accounts` and `check_can_invite`.
    """
    check_can_make_accounts(by)
    hold_unit(unit)
    made = []
    for place, account in enumerate(accounts):
        if User.objects.filter(username__iexact=account.username).exists():
            raise AccountError(f"Nama pengguna {account.username} sudah dipakai. Tulis yang lain.", "username", place)
        user = User(username=account.username, first_name=account.name[:150], email=account.email)
        user.set_unusable_password()
        user.save()
        _log_new(user, by)
        changes = []
        if account.official is not None:
            official = Official.objects.select_for_update(no_key=True).get(pk=account.official)
            if official.account_id is not None:
                raise AccountError(f"{official.name} sudah punya akun.", "username", place)
            before = described(official)
            official.account = user
            official.save(update_fields=["account"])
            changes.append(changed(official, before, name=official.name))
        if account.operator:
            changes.append(added(RoleGrant.objects.create(user=user, role=Role.OPERATOR, unit=unit)))
        record(unit=unit, by=by, changes=changes)
        made.append(invite(user=user, by=by))
    return made


def _log_new(account: User, by: User) -> None:
    """Put the beginning into the history that the admin shows of an account."""
    LogEntry.objects.log_actions(
        user_id=by.pk, queryset=[account], action_flag=ADDITION, change_message=[{"added": {}}], single_object=True
    )
