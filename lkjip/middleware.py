"""Middleware of the project."""

import logging
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from agreements.policies import needs_second_factor
from agreements.views.second_factor import PASSED
from lkjip.logs import masked
from reports import noted
from reports.incidents import write_down

LAST_SEEN = "last_seen"
SINCE = "since"
LONGEST = 12 * 60 * 60
"""Seconds after which even a session in use ends: longer than any working day."""
NOTED_EVERY = 10 * 60
"""Seconds between two notes: exact enough for an end after two idle hours, and one write instead of hundreds."""


def keep_session_while_used(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a session end `SESSION_COOKIE_AGE` after its last use, not after login: typing outlasts two hours.

    It ends `LONGEST` after login all the same.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SINCE, now) >= LONGEST:
                logout(request)
                return get_response(request)
            if SINCE not in request.session:
                request.session[SINCE] = now
            if now - request.session.get(LAST_SEEN, 0) >= NOTED_EVERY:
                request.session[LAST_SEEN] = now
        return get_response(request)

    return middleware


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION_OVER = "Sesi Anda sudah berakhir, jadi yang baru saja dikirim belum tersimpan. Masuk lagi, lalu ulangi."


class RequireLogin(LoginRequiredMiddleware):
    """Lead whoever is not logged in to the login, and from there back to a page that can be looked at.

    What a form sends to has mostly no page of its own: after an expired session the way leads back to the form.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponseBase:
        """Redirect to the login; say what happened where a person sent a form, not a script that saves by itself."""
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        if request.headers.get("Sec-Fetch-Mode") == "navigate":
            messages.warning(request, SESSION_OVER)
        return redirect_to_login(_came_from(request), self.get_login_url(view_func))


class RequireSecondFactor:
    """Lead administrators and Bagian Organisasi who have no second factor to the page that sets one up.

    Until then they reach that page, the way out, and what is open to everybody. Who has one comes in by it alone
    (`agreements.views.second_factor.enter`), so the session says enough.
    """

    OPEN = frozenset({"second_factor", "logout"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on: the view is known only later."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object
    ) -> HttpResponse | None:
        """Redirect, unless the view is open."""
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in self.OPEN:
            return None
        user = request.user
        if not user.is_authenticated or request.session.get(PASSED) or not needs_second_factor(user):
            return None
        return redirect("second_factor")


def _came_from(request: HttpRequest) -> str:
    """Return the address, in this place, of the page that a form stood on; the first page where nothing tells."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


class CompressPages(GZipMiddleware):
    """Compress pages and answers to scripts, for slow lines: an entry grid of 130 rows is 15 times smaller.

    Files (PDF, ZIP, workbooks, photographs) are compressed already and go as they are. Django pads what it compresses
    at random, so that lengths tell nothing of a token inside.
    """

    KINDS = frozenset({"text/html", "application/json"})

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a response that is worth it."""
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if response.streaming or kind not in self.KINDS:
            return response
        return super().process_response(request, response)


# -- a number for each request -----------------------------------------------------------------------------------------

logger = logging.getLogger("lkjip.halaman")
slow = logging.getLogger(noted.SLOW)
MILLION = 1_000_000


def number_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give each request a number to quote, tell in one line how it went, and notice what took long.

    The number stands in every log line of the request, on the page that says that something went wrong, and in the
    answer's `X-Request-ID`. A number that came along is not taken: anybody could write it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = noted.Asked(secrets.token_hex(4).upper(), lambda: _known_user(request))
        request.number = asked.number
        mark, begun = noted.ASKED.set(asked), time.monotonic_ns()
        try:
            with connection.execute_wrapper(_watched):
                response = get_response(request)
            took = (time.monotonic_ns() - begun) // MILLION
            _tell(request, response, took)
            write_down()
        finally:
            noted.ASKED.reset(mark)
        response.headers["X-Request-ID"] = asked.number
        return response

    return middleware


def _known_user(request: HttpRequest) -> str:
    """Return the name of an account that was looked up on the way; nobody is looked up for a log line."""
    user = getattr(request, "_cached_user", None)
    return user.get_username() if user is not None and user.is_authenticated else ""


def _tell(request: HttpRequest, response: HttpResponse, took: int) -> None:
    told = {"method": request.method, "path": masked(request.path), "status": response.status_code, "ms": took}
    line = "%(method)s %(path)s %(status)s %(ms)s ms"
    logger.info(line, told, extra={"told": told})
    if took >= settings.SLOW_PAGE_MS:
        slow.warning(line, told)


def _watched(execute: Callable[..., object], sql: str, params: object, many: bool, context: dict) -> object:
    """Run a query, and notice one that takes long: as it is written, without what it asks for."""
    begun = time.monotonic_ns()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.monotonic_ns() - begun) // MILLION
        if took >= settings.SLOW_QUERY_MS:
            slow.warning("%s ms: %s", took, sql[:LONGEST_SQL])


LONGEST_SQL = 2000
