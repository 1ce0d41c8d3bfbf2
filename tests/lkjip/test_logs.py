"""Log lines: each one line, with the number and the account of its request, and nothing secret in it."""

import json
import logging
import re

import pytest
from django.urls import URLPattern, get_resolver

from lkjip.logs import JsonLines, PlainLines, Traces, masked, one_line
from reports.noted import ASKED, Asked

TOKEN = "c9x2ab-5f0e1d2c3b4a5968778695a4b3c2d1e0"


def record(message, *arguments, raised=None, **extra):
    made = logging.LogRecord("lkjip.uji", logging.ERROR, __file__, 1, message, arguments, raised)
    made.__dict__ |= extra
    return made


@pytest.fixture
def asked():
    mark = ASKED.set(Asked("3F9A1C2B", lambda: "operator\nERROR palsu"))
    yield
    ASKED.reset(mark)


def raised(sentence):
    try:
        raise ValueError(sentence)
    except ValueError as error:
        return type(error), error, error.__traceback__


@pytest.mark.usefixtures("asked")
def test_a_line_is_one_json_object_with_number_and_account():
    line = JsonLines().format(record("gagal %s", "ya", raised=raised("alasan"), told={"status": 500}))
    found = json.loads(line)
    assert found.keys() == {"at", "level", "logger", "message", "request", "user", "status", "traceback"}
    assert (found["level"], found["logger"], found["message"]) == ("ERROR", "lkjip.uji", "gagal ya")
    assert (found["request"], found["user"], found["status"]) == ("3F9A1C2B", "operator\nERROR palsu", 500)
    assert "ValueError: alasan" in found["traceback"]
    assert found["at"].endswith("+00:00")


BREAKING = ("\n", "\r\n", "\x1b[2J", "\x00", "\x85", "\u2028", "\u2029")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "formatter", [JsonLines(), PlainLines("%(message)s"), Traces()], ids=lambda one: type(one).__name__
)
def test_nobody_writes_a_line_of_their_own(formatter):
    """What a user typed (an address, a name) stays inside its line, and talks to no terminal."""
    for sign in BREAKING:
        line = formatter.format(record("Not Found: %s", f"/a{sign}2026-11-30 ERROR semua terhapus"))
        assert len(line.splitlines()) == 1 or isinstance(formatter, PlainLines)
        assert sign not in line
        assert "semua terhapus" in line


def test_a_text_without_breaks_stays_as_it_is():
    assert one_line("Kecamatan “Rowokangkung” — 49,23 %") == "Kecamatan “Rowokangkung” — 49,23 %"
    assert one_line("a\nb") == "a\\nb"


@pytest.mark.parametrize(
    "text",
    [
        f"Not Found: /akun/undangan/7/{TOKEN}",
        f"GET /akun/lupa-sandi/MQ/{TOKEN}/ 200",
        f"postgres://lkjip:{TOKEN}@127.0.0.1:5432/lkjip",
        f"password={TOKEN}",
        f"{{'password1': '{TOKEN}', 'next': '/'}}",
        f"Authorization: Bearer {TOKEN}",
        f"sessionid={TOKEN}; path=/",
        f"SECRET_KEY = {TOKEN}",
    ],
)
def test_secrets_are_masked(text):
    assert TOKEN not in masked(text)
    assert "…" in masked(text)
    for formatter in (JsonLines(), PlainLines("%(message)s"), Traces()):
        line = formatter.format(record("%s", text, raised=raised(text)))
        assert TOKEN not in line


def test_what_is_no_secret_is_left_alone():
    for text in (
        "GET /papan/2024/2/ 200 31 ms",
        "CSRF token missing",
        "10:30 sandi diganti",
        "https://lkjip.example.go.id/",
    ):
        assert masked(text) == text


def routes(patterns, above=""):
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        elif getattr(pattern, "app_name", None) != "admin":
            yield from routes(pattern.url_patterns, route)


def test_every_address_that_holds_a_token_is_masked():
    found = [route for route in routes(get_resolver().url_patterns) if re.search(r"<(str:)?token>", route)]
    assert len(found) >= 2
    for route in found:
        address = "/" + re.sub(r"<[^>]*>", lambda part: TOKEN if "token" in part.group() else "7", route)
        assert TOKEN in address
        assert TOKEN not in masked(address)
