"""How a line of the trail is sealed to the one before it. Pure.

The seal covers everything that a line says. Whoever changes, moves, adds or takes out a line has to seal every later
one of its unit again; a copy of the newest seal, kept elsewhere, then shows even that.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping

FIRST = ""
"""What the first line of a unit is sealed to."""


def seal(
    previous: str,
    *,
    unit: int,
    number: int,
    at: datetime.datetime,
    by: int | None,
    action: str,
    subject: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> str:
    """Return the SHA-256, in hex, of a line and of the seal of the line before it.

    Raises:
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time of a line needs a time zone")
    line = {
        "previous": previous,
        "unit": unit,
        "number": number,
        "at": at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "by": by,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
    }
    # Keys in order and no blanks: databases keep JSON in an order of their own.
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
