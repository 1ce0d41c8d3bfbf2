"""How often one address, or one key, may ask for what is public: a sliding window in Django's cache."""

import functools
import ipaddress
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW = 60
"""Seconds."""

View = Callable[..., HttpResponse]


def limited(name: str, most: int) -> Callable[[View], View]:
    """Let an address ask `most` times in any minute; views of the same name count together.

    Times of past requests are kept, not a count per minute: nobody gets twice as many around the turn of one.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def limited_view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            wait = wait_for(f"{name}:{client_address(request)}", most)
            if wait:
                page = render(request, "reports/verification/limited.html", {"wait": wait}, status=429)
                page["Retry-After"] = str(wait)
                return page
            return view(request, *args, **kwargs)

        return limited_view

    return decorate


def wait_for(who: str, most: int) -> int:
    """Return the seconds until the next request of somebody may come; 0 where this one may, which then counts."""
    key, now = f"limited:{who}", int(time.time())
    recent = [then for then in cache.get(key, ()) if then > now - WINDOW]
    if len(recent) >= most:
        return recent[0] + WINDOW - now
    cache.set(key, (*recent, now), WINDOW)
    return 0


def client_address(request: HttpRequest) -> str:
    """Return who asks: behind our own proxies what the outermost of them saw, never what a client says of itself.

    A house has one IPv4 address and a whole /64 of IPv6, so that is what counts as one.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        told = forwarded[-settings.PROXIES] if len(forwarded) >= settings.PROXIES else told
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
