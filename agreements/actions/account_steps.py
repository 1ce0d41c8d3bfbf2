"""What actions on accounts share: one account held, and the history that the admin shows of it."""

from django.contrib.admin.models import CHANGE, LogEntry

from agreements.models import User


def held_account(user: User) -> User:
    """Let no other transaction change the account, and return it as it is now."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def log_account(account: User, by: User, message: dict[str, object]) -> None:
    """Put a line into the history that the admin shows of an account."""
    LogEntry.objects.log_actions(
        user_id=by.pk, queryset=[account], action_flag=CHANGE, change_message=[message], single_object=True
    )
