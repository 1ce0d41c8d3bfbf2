"""How a line of the trail is sealed to the one before it. Pure.

The seal covers everything that a line says. Whoever changes, moves, adds or takes out a line has to seal every later
one of its unit again; a copy of the newest seal, kept elsewhere, then shows even that.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

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


# -- walking a chain ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SealedLine:
    """A stored line, with the seal that it carries."""

    unit: int
    number: int
    at: datetime.datetime
    by: int | None
    action: str
    subject: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    seal: str

    def holds(self, previous: str) -> bool:
        """Whether its seal is that of what it says, after the line before it."""
        return self.seal == seal(
            previous,
            unit=self.unit,
            number=self.number,
            at=self.at,
            by=self.by,
            action=self.action,
            subject=self.subject,
            before=self.before,
            after=self.after,
        )


class Fault(StrEnum):
    """What is wrong where a chain breaks."""

    GAP = "gap"
    """Its number is not there."""
    ORDER = "order"
    """Its number comes at another place, or twice."""
    SEAL = "seal"
    """It says something else than when it was sealed, or the line before it was sealed again."""
    UNREADABLE = "unreadable"
    """It holds what no line can hold, such as a time that is none: SQLite keeps anything in any column."""
    LOST = "lost"
    """It is not, or no more, the line whose seal was kept elsewhere."""


@dataclass(frozen=True)
class UnreadableLine:
    """A stored line that can't be one; of it only its number is known, if that."""

    number: int | None


@dataclass(frozen=True)
class Break:
    """The first broken link. `at` is None where there is no line to read a time from."""

    fault: Fault
    number: int
    at: datetime.datetime | None


@dataclass(frozen=True)
class Chain:
    """What a walk along the lines of a unit found: how many are whole, the last of them, and where it broke."""

    whole: int
    newest: SealedLine | None
    broken: Break | None = None


def walk(lines: Iterable[SealedLine | UnreadableLine], kept: tuple[int, str] | None = None) -> Chain:
    """Walk along the lines of one unit, in the order in which they were written, up to the first broken link.

    `kept` is (number, seal) of a line, kept elsewhere earlier: a chain that was sealed anew as a whole, or whose newest
    lines were taken out, is whole in itself and differs only from that.
    """
    rest = iter(lines)
    newest = None
    for number, line in enumerate(rest, 1):
        if isinstance(line, UnreadableLine):
            return Chain(number - 1, newest, Break(Fault.UNREADABLE, line.number or number, None))
        fault = _fault(line, number, newest.seal if newest else FIRST, rest)
        if fault is None and kept is not None and kept[0] == number and kept[1] != line.seal:
            fault = Fault.LOST
        if fault is not None:
            missing = fault in (Fault.GAP, Fault.ORDER)
            return Chain(number - 1, newest, Break(fault, number if missing else line.number, line.at))
        newest = line
    whole = newest.number if newest else 0
    if kept is not None and kept[0] > whole:
        return Chain(whole, newest, Break(Fault.LOST, kept[0], None))
    return Chain(whole, newest)


def _fault(line: SealedLine, number: int, previous: str, rest: Iterator[SealedLine | UnreadableLine]) -> Fault | None:
    """Say what is wrong with a line that should carry a number; `rest` are those that were written after it."""
    if line.number != number:
        elsewhere = line.number < number or any(later.number == number for later in rest)
        return Fault.ORDER if elsewhere else Fault.GAP
    return None if line.holds(previous) else Fault.SEAL
