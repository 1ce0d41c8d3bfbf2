"""What an account is called."""

from agreements.models import User


def account_name(user: User | None) -> str:
    """Return what an account is called: its official, its own full name, its user name; 'sistem' for none."""
    if user is None:
        return "sistem"
    official = getattr(user, "official", None)
    return official.name if official else user.get_full_name() or user.username
