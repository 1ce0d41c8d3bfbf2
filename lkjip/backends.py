"""Who may sign in at all, on the login page and on the administrator's alike."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from agreements.models import User
from reports.demo import DEMO_PASSWORD


class PasswordBackend(ModelBackend):
    """User name and password, but never the password that the demo prints for everybody, outside demo mode.

    A database that was a demo once still holds its accounts, an administrator's among them.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: object,
    ) -> User | None:
        """Return the account, or None where it may not sign in."""
        if password == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)
