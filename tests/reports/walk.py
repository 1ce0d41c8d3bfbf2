"""Walks a seed report and our document of the same report side by side: what the seed says, and where we say it.

Places of a seed are named by what they are ('duties', 'agreement', 'strategies' ...); for each, `expected` lists what the
golden file holds there, in order, and `found` what our document prints there. Both are compared by letters and digits
alone, after the slips of spelling that `rowokangkung-text-slips.yaml` proves were mended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reports.demo.files import read_yaml
from reports.document.blocks import (
    Banner,
    Block,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    PhotoGrid,
    ReportDocument,
    ResponseBoxes,
    Table,
)
from tests.reports.golden import GOLDEN, Seed

NUMBER = re.compile(r"^(BAB( [IVX]+)?\s|LAMPIRAN [IVX]+\s|\d+(\.\d+)*\.?|[a-e]\.\s)\s*", re.IGNORECASE)
"""The number before a heading, right or wrong."""

HABITS = (
    (r"\bs\s*/\s*d\b", "s.d."),
    (r"\bkab\.? lumajang", "Kabupaten Lumajang"),
    (r"\borg/bulan", "orang/bulan"),
    (r"[;,]? dan$", ""),
    (r"ketentraman", "ketenteraman"),
    (r"efektivitas", "efektifitas"),
    (r"obyektif", "objektif"),
    (r"menghimbau", "mengimbau"),
    (r"\bdi(bidang|luar|wilayah)\b", r"di \1"),
)
"""Ways of writing that we make alike: abbreviations, the 'dan' before a list's last item, spelling."""

OPENING = 4
"""Words by which a generated sentence of the closing is known."""


UNCLEAR = re.compile(r"\(|\.\.\.|one spelling")
"""Slips that are described, not quoted."""


@dataclass(frozen=True)
class Place:
    """A text of the seed at its place: 'strategies 2/item 1'."""

    key: str
    text: str


def letters(text: str) -> str:
    """Return what is compared: letters and digits in small letters."""
    for pattern, written in HABITS:
        text = re.sub(pattern, written, text, flags=re.IGNORECASE)
    return "".join(char for char in text.casefold() if char.isalnum())


@cache
def slips(seed_file: str) -> tuple[tuple[str, str], ...]:
    """Return the proved slips of spelling of a report as (printed, correct), alternatives apart."""
    if not seed_file.startswith("rowokangkung"):
        return ()
    report = int(seed_file.split("-")[1])
    pairs = []
    for slip in read_yaml(GOLDEN / "rowokangkung-text-slips.yaml")["slips"]:
        if slip["report"] == report and "(" not in slip["printed"]:
            printed, correct = slip["printed"].split(" / "), slip["correct"].split(" / ")
            if len(correct) == 1:
                correct *= len(printed)
            pairs += [pair for pair in zip(printed, correct, strict=False) if not UNCLEAR.search("".join(pair))]
    return tuple(pairs)


def mended(seed: Seed, text: str) -> str:
    """Return a text of the seed with its slips of spelling mended."""
    for printed, correct in slips(seed.file):
        text = re.sub(rf"(?<!\w){re.escape(printed)}(?!\w)", correct, text)
    return text


# -- what the seed says ------------------------------------------------------------------------------------------------


def expected(seed: Seed) -> dict[str, list[Place]]:
    """Return all texts of a seed by place, in the order in which it prints them."""
    golden = seed.golden
    introduction = golden["introduction"]
    places: dict[str, list[Place]] = {
        "headings": _listed("heading", [_heading(text) for text in golden["layout"]["chapters"]]),
        "duties": _listed("duty", introduction.get("duties", [])),
        "delegated": _listed("authority", introduction.get("delegated_authorities", [])),
        "kegiatan": _listed("kegiatan", golden["agreement"].get("activities", [])),
        "agreement": list(_rows("row", golden["agreement"]["rows"])),
        "achievement": list(_rows("row", golden["achievement"]["rows"])),
        "cost": list(_cost(golden.get("cost_per_outcome", {}))),
        "strategies": list(_strategies(golden.get("evaluation", {}))),
        "follow_ups": _listed("point", [*_texts(golden["follow_up"])]),
        "responses": _listed(
            "option", [text for text in golden.get("superior_response", {}).get("options", []) if text[:1].isalpha()]
        ),
        "closing": list(_closing(golden["closing"])),
    }
    for number, table in enumerate(golden.get("budget_tables", [])):
        places[("kegiatan_budget", "grouped_budget")[number]] = list(_budget(table["rows"]))
    if "annexes" in golden:
        annexes = golden["annexes"]
        promise = annexes["agreement"]
        places["statement"] = _listed("paragraph", [promise["title"], *promise["statement_paragraphs"]])
        places["signed_agreement"] = list(_rows("row", promise["rows"]))
        places["signed_budget"] = [
            Place(f"row {row['no']}/{name}", text)
            for row in promise["program_budget"]
            for name, text in (("name", row["name"]), ("amount", _amount(row["budget"])))
        ]
        places["photos"] = [
            Place(f"photo {row['no']}/{name}", row[name])
            for row in annexes["documentation"]
            for name in ("activity", "date_printed")
        ]
    return {
        key: [Place(place.key, mended(seed, place.text)) for place in found] for key, found in places.items() if found
    }


def _amount(value: int) -> str:
    return str(value)


def _heading(text: str) -> str:
    """Return a heading without its number; a number alone for one without words."""
    return NUMBER.sub("", " ".join(text.split()))


def _listed(name: str, texts: Iterable[str]) -> list[Place]:
    return [Place(f"{name} {number}", text) for number, text in enumerate(texts, 1)]


def _rows(name: str, rows: list[dict]) -> Iterator[Place]:
    seen = None
    for number, row in enumerate(rows, 1):
        objective = row["objective"] if row.get("objective_cell_printed", row["objective"]) else ""
        if objective and objective != seen:
            yield Place(f"{name} {number}/objective", objective)
        seen = objective or seen
        yield Place(f"{name} {number}/indicator", row["indicator"])
        if row.get("target_printed"):
            yield Place(f"{name} {number}/target", row["target_printed"])


def _cost(cost: dict) -> Iterator[Place]:
    yield from (
        Place(f"indicator {number}/{name}", row[name])
        for number, row in enumerate(cost.get("indicator_rows", []), 1)
        for name in ("objective", "indicator")
        if row.get(name)
    )
    for row in cost.get("budget_rows", []):
        yield Place(f"budget {row['no']}/name", row["name"])
        indicators = row.get("indicator") or []
        for text in [indicators] if isinstance(indicators, str) else indicators:
            yield Place(f"budget {row['no']}/indicator", text)


def _strategies(evaluation: dict) -> Iterator[Place]:
    groups = [evaluation, evaluation.get("reached", {}), evaluation.get("not_reached", {})]
    rows = [row for group in groups for row in group.get("strategies", [])]
    for number, row in enumerate(rows, 1):
        yield Place(f"strategy {number}/indicator", row["indicator"])
        if row.get("lead_in_printed"):
            yield Place(f"strategy {number}/lead-in", row["lead_in_printed"])
        yield from (Place(f"strategy {number}/item {at}", text) for at, text in enumerate(row["items"], 1))
        months = row.get("months_printed") or []
        for text in dict.fromkeys([months] if isinstance(months, str) else months):
            yield Place(f"strategy {number}/months", text)


def _texts(part: dict) -> Iterator[str]:
    for entry in (*part.get("items", []), *part.get("paragraphs", [])):
        yield entry if isinstance(entry, str) else entry["text"]


def _closing(closing: dict) -> Iterator[Place]:
    for number, point in enumerate(closing.get("points", closing.get("items", [])), 1):
        yield Place(f"point {number}", _opening(point if isinstance(point, str) else point["text"]))
        if isinstance(point, str):
            continue
        for at, item in enumerate(point["items"], 1):
            yield Place(f"point {number}/item {at}", item if isinstance(item, str) else item["text"])
            if not isinstance(item, str):
                yield from (Place(f"point {number}/item {at}.{n}", text) for n, text in enumerate(item["items"], 1))
    yield from (Place(f"strategy {at}", text) for at, text in enumerate(closing.get("strategies", []), 1))


def _opening(sentence: str) -> str:
    """Return the first words of a sentence that we write from the figures."""
    return " ".join(sentence.split()[:OPENING])


def _budget(rows: list[dict]) -> Iterator[Place]:
    seen = None
    for row in rows:
        if row.get("activity") and row["activity"] != seen:
            yield Place(f"row {row['key']}/activity", row["activity"])
        seen = row.get("activity")
        for name in ("objective", "indicator", "subactivity"):
            if row.get(name):
                yield Place(f"row {row['key']}/{name}", row[name])
        yield Place(f"row {row['key']}/amount", _amount(row.get("budget_correct", row["budget"])))


# -- what we say -------------------------------------------------------------------------------------------------------


def found(document: ReportDocument) -> dict[str, list[str]]:
    """Return all texts of our document by place, in the order in which it prints them."""
    places: dict[str, list[str]] = {}
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.key
            places.setdefault("headings", []).append(block.text)
        for key in _keys(block, section):
            places.setdefault(key, []).extend(_said(block))
    return places


def _keys(block: Block, section: str) -> Iterator[str]:
    if isinstance(block, Table):
        yield "strategies" if block.key.startswith("strategies") else block.key
    elif isinstance(block, ItemList):
        yield {"closing_points": "closing"}.get(block.key, block.key)
    elif isinstance(block, Paragraph) and section == "follow_up_section":
        yield "follow_ups"
    elif isinstance(block, Paragraph | Banner) and section == "agreement_annex":
        yield "statement"
    elif isinstance(block, ResponseBoxes):
        yield "responses"
    elif isinstance(block, PhotoGrid):
        yield "photos"


def _said(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Banner):
        yield from block.lines
    elif isinstance(block, ItemList):
        yield from (text for item in block.items for text in _item(item))
    elif isinstance(block, Table):
        yield from (text for row in block.rows for cell in row.cells for text in (cell.text, *cell.items) if text)
    elif isinstance(block, ResponseBoxes):
        yield from (label for label, _ in block.options)
    elif isinstance(block, PhotoGrid):
        yield from (text for picture in block.pictures for text in (picture.caption, picture.date))


def _item(item: ListItem) -> Iterator[str]:
    yield item.text
    for child in item.children:
        yield from _item(child)


# -- side by side ------------------------------------------------------------------------------------------------------


def missing(wanted: list[Place], said: list[str]) -> list[Place]:
    """Return what of the seed is not found in our texts, in order; a text may be a part of a longer one of ours."""
    ours = [letters(text) for text in said]
    at, lost = 0, []
    for place in wanted:
        text = letters(place.text)
        there = next((number for number in range(at, len(ours)) if text and text in ours[number]), None)
        if there is None:
            lost.append(place)
        else:
            at = there
    return lost
