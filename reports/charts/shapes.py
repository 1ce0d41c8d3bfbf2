"""What a picture is made of: shapes with their places, for `reports.templatetags.drawings` to write as SVG. Pure.

All lengths are whole units of the drawing; y grows downwards. A drawing is `width` of them wide and is stretched to
the page, so that its letters have about 13 points on a screen and on paper.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from reports.charts.lettering import text_width

SIZE = 13
"""Of all letters."""
NARROW = 500
"""A drawing below this width is one for phones."""


class Tone(StrEnum):
    """Colours, each with enough contrast to white: 4.5 for letters, 3 for what is filled."""

    INK = "#1f2a2e"
    SOFT = "#56646a"
    GRID = "#d9d7cd"
    PAPER = "#ffffff"
    PALE = "#e4efee"
    BRAND = "#0d4a4f"
    SECOND = "#8a5700"
    BEST = "#0d4a4f"
    GOOD = "#2f7a78"
    FAIR = "#8a7a2f"
    POOR = "#b4611a"
    WORST = "#a32a1f"


GRADES = (Tone.BEST, Tone.GOOD, Tone.FAIR, Tone.POOR, Tone.WORST)


def graded(place: int, count: int) -> Tone:
    """Return the tone of a step in a scale of `count` steps, the best first (place 0)."""
    return GRADES[place * (len(GRADES) - 1) // max(count - 1, 1)]


@dataclass(frozen=True)
class Frame:
    """A rectangle that something takes."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Frame") -> bool:
        """Whether the two have room in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Frame") -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Text:
    """A line of text with its baseline on `y`."""

    x: int
    y: int
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    tone: Tone = Tone.INK
    size: int = SIZE

    @property
    def frame(self) -> Frame:
        """The room it takes at most."""
        width = text_width(self.text, self.size)
        left = self.x - {"start": 0, "middle": (width + 1) // 2, "end": width}[self.anchor]
        return Frame(left, self.y - self.size * 4 // 5, left + width, self.y + self.size // 4)


@dataclass(frozen=True)
class Box:
    """A rectangle; `hint` is what a mouse that rests on it is told."""

    x: int
    y: int
    width: int
    height: int
    fill: Tone | Literal["none"]
    line: Tone | Literal["none"] = "none"
    hint: str = ""

    @property
    def frame(self) -> Frame:
        """The room it takes."""
        return Frame(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass(frozen=True)
class Dot:
    """A circle."""

    x: int
    y: int
    radius: int
    fill: Tone
    hint: str = ""

    @property
    def frame(self) -> Frame:
        """The room it takes."""
        return Frame(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Line:
    """A line through points, or what they enclose where it is filled."""

    points: tuple[tuple[int, int], ...]
    tone: Tone
    width: int = 1
    dashes: str = ""
    fill: Tone | Literal["none"] = "none"
    hint: str = ""

    @property
    def path(self) -> str:
        """The `d` of an SVG path."""
        steps = "L".join(f"{x} {y}" for x, y in self.points)
        return f"M{steps}{'' if self.fill == 'none' else 'Z'}"

    @property
    def frame(self) -> Frame:
        """The room it takes."""
        across, down = zip(*self.points, strict=True)
        return Frame(min(across), min(down), max(across), max(down))


Shape = Text | Box | Dot | Line


@dataclass(frozen=True)
class Drawing:
    """A picture, placed. `title` names it, `description` says what it shows, for those who cannot see it."""

    name: str
    """A word that no other picture of a page has."""
    width: int
    height: int
    title: str
    description: str
    shapes: tuple[Shape, ...]


def backed(text: Text) -> tuple[Box, Text]:
    """Return a text with a white ground, for where lines pass."""
    frame = text.frame
    return Box(frame.left - 1, frame.top, frame.right - frame.left + 2, frame.bottom - frame.top, Tone.PAPER), text


def inside(text: Text, width: int) -> Text:
    """Return the text, moved inside a drawing of a width where it would stick out."""
    if text.frame.left < 0:
        return replace(text, x=0, anchor="start")
    return replace(text, x=width, anchor="end") if text.frame.right > width else text


def triangle(x: int, y: int, radius: int, fill: Tone, hint: str = "", *, towards: tuple[int, int] = (0, -1)) -> Line:
    """Return a filled triangle around a place that points up, or to another side."""
    across, down = towards
    points = (
        (x + across * radius, y + down * radius),
        (x - across * radius + down * radius, y - down * radius + across * radius),
        (x - across * radius - down * radius, y - down * radius - across * radius),
    )
    return Line(points, fill, fill=fill, hint=hint)
