"""Middleware of the project."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LAST_SEEN = "last_seen"
NOTED_EVERY = 10 * 60
"""Seconds between two notes: exact enough for an end after two idle hours, and one write instead of hundreds."""


def keep_session_while_used(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a session end `SESSION_COOKIE_AGE` after its last use, not after login: typing outlasts two hours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(LAST_SEEN, 0) >= NOTED_EVERY:
                request.session[LAST_SEEN] = now
        return get_response(request)

    return middleware
