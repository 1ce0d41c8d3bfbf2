"""Which reports rest on units and posts, asked of an app that this one never imports.

`reports` connects the finder when it starts. Pages ask before they offer a change, so that nobody changes what a report
prints without having been told.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from agreements.models import Position, Unit


@dataclass(frozen=True)
class Dependent:
    """A report that is not approved yet, and so prints what will stand then."""

    name: str
    address: str


@dataclass(frozen=True)
class Dependents:
    """The reports that a change will show in, and how many approved ones keep what they were approved with."""

    open: tuple[Dependent, ...] = ()
    approved: int = 0


Finder = Callable[..., Dependents]
"""Takes `unit`, and `posts` (ids; None: all of the unit), by keyword."""


class NobodyAnswersError(RuntimeError):
    """Nothing is connected that knows which reports there are."""


_connected: list[Finder] = []


def connect(finder: Finder) -> None:
    """Let a finder answer from now on, in place of the one before it."""
    _connected[:] = [finder]


def dependents_of(unit: Unit, posts: Collection[Position] | None = None) -> Dependents:
    """Return the reports that rest on a unit's profile, or on some of its posts.

    Raises:
        NobodyAnswersError: see `connect`.
    """
    if not _connected:
        raise NobodyAnswersError("no finder is connected: see agreements.dependents.connect")
    return _connected[0](unit=unit, posts=None if posts is None else frozenset(post.pk for post in posts))
