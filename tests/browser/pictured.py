"""What a picture of a page shows, in words. Kept beside the picture, they tell when the page has become another one.

A picture itself is compared by nobody: fonts and edges differ from machine to machine. What stands near the edge of the
window, or below something else, may be in the picture here and not there, and is asked for by neither side.
"""

import datetime
import re
from collections import Counter
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page

from agreements.numbers import format_date

MARGIN = 120
"""Pixels that things may move by, from one machine to another."""

SHOWN = r"""margin => {
  const lines = [];
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    const near = box.bottom > -margin && box.top < innerHeight + margin && box.right > 0 && box.left < innerWidth;
    // What is for screen readers alone is one pixel large.
    if (!near || box.width < 2 || box.height < 2 || !element.checkVisibility({ visibilityProperty: true })) {
      continue;
    }
    const own = Array.from(element.childNodes).filter((node) => node.nodeType === 3).map((node) => node.data).join(" ");
    const field = element.matches("input, textarea, select");
    const ticked = field && ["checkbox", "radio"].includes(element.type);
    const held = ticked ? (element.checked ? "[x]" : "[ ]") : field ? `[${element.value}]` : "";
    const words = `${own} ${held}`.replace(/\s+/g, " ").trim();
    if (!words && !element.matches("img, svg, progress, meter")) {
      continue;
    }
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const whole = box.top > margin / 4 && box.bottom < innerHeight - margin / 2 && hit && element.contains(hit);
    lines.push({ whole: Boolean(whole), text: `${element.localName}${words ? ` ${words}` : ""}` });
  }
  return lines;
}"""
"""All that stands in the window or near it, each with whether it stands there for certain."""

PASSING = ((re.compile(r"\b\d+ hari kerja"), "… hari kerja"), (re.compile(r"pukul \d\d\.\d\d"), "pukul …"))
WEEKDAY = re.compile(r"\b\w+, hari ini")
CERTAIN, NEAR = "  ", "~ "

Words = list[tuple[bool, str]]


def words_of(page: Page) -> Words:
    """Return what the window of a page shows; how late it is by now is left out."""
    today = timezone.localdate()
    near = {format_date(today + datetime.timedelta(days)) for days in (-1, 0)}
    found = []
    for line in page.evaluate(SHOWN, MARGIN):
        text = line["text"].replace("\N{NO-BREAK SPACE}", " ")
        for pattern, instead in PASSING:
            text = pattern.sub(instead, text)
        for date in near:
            text = WEEKDAY.sub("hari ini", text.replace(date, "hari ini"))
        found.append((line["whole"], text))
    return found


def keep(place: Path, words: Words) -> None:
    """Write down what a picture shows."""
    lines = (f"{CERTAIN if whole else NEAR}{text}" for whole, text in words)
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")


def grown_old(place: Path, words: Words) -> list[str]:
    """Return what the kept picture shows that the page no longer has, and what the page has that it does not show."""
    lines = place.read_text(encoding="utf-8").splitlines()
    kept: Words = [(line.startswith(CERTAIN), line[len(CERTAIN) :]) for line in lines]
    return [f"gone: {text}" for text in _lacking(kept, words)] + [f"new: {text}" for text in _lacking(words, kept)]


def _lacking(one: Words, other: Words) -> list[str]:
    """Return what is certain in one and nowhere in the other."""
    return list((Counter(text for whole, text in one if whole) - Counter(text for _, text in other)).elements())
