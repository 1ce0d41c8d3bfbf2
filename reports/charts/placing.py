"""Names of points in a crowd: each beside its point, or led to by a thin line, and never over another. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.charts.shapes import Frame

QUADRANT = (1000, 981, 924, 831, 707, 556, 383, 195, 0)
"""Cosines of 0, 11,25, ... 90 degrees, in thousandths."""
STEEPNESS = (0, 8, 4, 2, 6, 1, 3, 5, 7)
AROUND = tuple(
    dict.fromkeys(
        (across * QUADRANT[steep], down * QUADRANT[8 - steep])
        for steep in STEEPNESS
        for down in (-1, 1)
        for across in (1, -1)
    )
)
"""The 32 directions from a point, in thousandths: level, upright, diagonal, and those in between."""
GAPS = (3, 8, 14, 20, 26, 33, 40, 56, 74, 94, 116)
"""Between a point and its name, nearest first."""
FAR = 7
"""Where points lie on one another, their names begin at this gap, so that they fan out."""
ON_ONE_SPOT = 5
"""From so many points on one spot on."""
LED = 10
"""From this gap on a line leads to the name."""
SIDEWAYS = 300
"""A direction that leans this much to a side puts the name on that side."""
NEIGHBOURHOOD = 60


@dataclass(frozen=True)
class Wanted:
    """A point that wants its name set: its place, its radius, and the room that the name takes."""

    x: int
    y: int
    radius: int
    width: int
    height: int

    @property
    def point(self) -> Frame:
        """The room that the point takes."""
        return Frame(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Placed:
    """Where a name stands, and the line that leads to it, from the point's edge; None where it needs none."""

    frame: Frame
    leader: tuple[tuple[int, int], tuple[int, int]] | None

    @property
    def taken(self) -> Iterator[Frame]:
        """What nothing else may cover: the name, and the line in small steps."""
        yield self.frame
        if self.leader:
            yield from steps(*self.leader)


def place(wanted: Sequence[Wanted], taken: Sequence[Frame], room: Frame) -> tuple[Placed | None, ...]:
    """Return where each name stands inside the room, clear of what is taken and of all points; None where nowhere.

    Names are set one after the other, each at the nearest free place. Several orders are tried, and the one that
    leaves the fewest without a place and needs the fewest lines is kept.
    """
    points = [each.point for each in wanted]
    best: tuple[Placed | None, ...] = ()
    least = None
    for key in _orders(wanted):
        order = sorted(range(len(wanted)), key=key)
        found = _place_in(order, wanted, [*taken, *points], room)
        worth = (found.count(None), sum(1 for each in found if each and each.leader))
        if least is None or worth < least:
            best, least = found, worth
        if worth == (0, 0):
            break
    return best


def _orders(wanted: Sequence[Wanted]) -> Iterator[Callable[[int], int]]:
    def crowd(index: int) -> int:
        own = wanted[index]
        return -sum(
            1 for other in wanted if abs(other.x - own.x) < 2 * NEIGHBOURHOOD and abs(other.y - own.y) < NEIGHBOURHOOD
        )

    yield crowd
    yield lambda index: -crowd(index)
    yield lambda index: wanted[index].y
    yield lambda index: wanted[index].x


def _place_in(
    order: Sequence[int], wanted: Sequence[Wanted], taken: list[Frame], room: Frame
) -> tuple[Placed | None, ...]:
    found: dict[int, Placed] = {}
    for index in order:
        own = wanted[index]
        point = own.point
        # A line that starts under a neighbour's point has to pass it.
        in_the_way = [other for other in taken if not other.meets(point)]
        on_one_spot = sum(1 for other in wanted if abs(other.x - own.x) + abs(other.y - own.y) < own.radius)
        for candidate in _candidates(own, on_one_spot):
            if not room.holds(candidate.frame):
                continue
            if any(candidate.frame.meets(other) for other in taken):
                continue
            if candidate.leader and any(step.meets(other) for step in steps(*candidate.leader) for other in in_the_way):
                continue
            found[index] = candidate
            taken.extend(candidate.taken)
            break
    return tuple(found.get(index) for index in range(len(wanted)))


def _candidates(own: Wanted, on_one_spot: int) -> Iterator[Placed]:
    start = FAR if on_one_spot >= ON_ONE_SPOT else 0
    for gap in (*GAPS[start:], *GAPS[:start]):
        for across, down in AROUND:
            x = own.x + across * (own.radius + gap) // 1000
            y = own.y + down * (own.radius + gap) // 1000
            left = x if across > SIDEWAYS else x - own.width if across < -SIDEWAYS else x - own.width // 2
            top = y if down > SIDEWAYS else y - own.height if down < -SIDEWAYS else y - own.height // 2
            frame = Frame(left, top, left + own.width, top + own.height)
            edge = (own.x + across * own.radius // 1000, own.y + down * own.radius // 1000)
            yield Placed(frame, (edge, (x, y)) if gap > LED else None)


def steps(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Frame]:
    """Yield small squares along a line, without its very ends."""
    count = max(abs(end[0] - start[0]), abs(end[1] - start[1])) // 4
    for step in range(1, count):
        x = start[0] + (end[0] - start[0]) * step // count
        y = start[1] + (end[1] - start[1]) * step // count
        yield Frame(x - 1, y - 1, x + 2, y + 2)
