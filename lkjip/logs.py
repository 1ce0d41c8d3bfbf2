"""Log lines: one request, one number; nothing secret; whatever somebody typed stays inside its line.

A real place writes each line as a JSON object, for whatever collects them; a try-out writes plain ones.
"""

import json
import logging
import re
from datetime import UTC, datetime

from reports.noted import ASKED

SECRETS = (
    # Links that open an account: whoever reads them in a log could be first.
    (re.compile(r"(/akun/(?:undangan|lupa-sandi)/[^/\s]+/)[^/\s\"'?]+"), r"\1…"),
    # The password in the address of a database or mail server.
    (re.compile(r"(\w+://[^:/@\s]*:)[^@\s]+@"), r"\1…@"),
    # What somebody put behind a telling name: password=…, 'sandi': '…', Authorization: Bearer …
    (
        re.compile(
            r"((?:password\w*|kata[ _]sandi\w*|sandi\w*|secret\w*|token|sessionid|csrf\w*|otp\w*|authorization)"
            r"[\"']?\s*[=:]\s*[\"']?(?:bearer\s+)?)[^\s\"',;&)]+",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
)
"""Patterns, and what takes their place. That each address with a token is among them is tested over all addresses."""

BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters with which a text could pretend to be another line, or talk to a terminal."""


def masked(text: str) -> str:
    """Return a text without the secrets in it."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


def one_line(text: str) -> str:
    """Return a text on one line: whatever breaks lines is written as its escape."""
    return BREAKS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class JsonLines(logging.Formatter):
    """A JSON object a line, in ASCII: time, level, logger, message; number and account of the request; traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if asked := ASKED.get():
            told |= {"request": asked.number, "user": asked.user}
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["traceback"] = masked(self.formatException(record.exc_info))
        return json.dumps(told)


class PlainLines(logging.Formatter):
    """For people at a console: the message on one line, then what was raised as Python writes it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- a name of `logging`
        """Return the line without what was raised."""
        asked = ASKED.get()
        record.message = one_line(masked(record.message))
        return super().formatMessage(record) + (one_line(f" [{asked.number} {asked.user}]") if asked else "")

    def formatException(self, ei: tuple) -> str:  # noqa: N802 -- a name of `logging`
        """Return what was raised, without secrets."""
        return masked(super().formatException(ei))


class Traces(logging.Formatter):
    """For the administrator's page: the message, and what was raised below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return both."""
        raised = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return masked(one_line(record.getMessage()) + raised)
