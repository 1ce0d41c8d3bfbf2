"""Offices of a kabupaten that does not exist, in the format of `fixtures/`: a real shape, made-up figures.

The same numbers give the same offices, and the last year is the same however many stand before it.

A kecamatan of the demo gives posts, duties, indicators, budget and agreements; places, people, targets, ceilings and
four quarters of figures are made up, each office with a temper of its own: one delivers, one is late with everything,
one spends and delivers little.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from agreements.enums import AppointmentKind, Formula, ReportStatus
from reports.demo.added import ADDED
from reports.demo.names import official

TEMPLATE_PLACE, TEMPLATE_YEAR = "Rowokangkung", 2024
QUARTERS = (1, 2, 3, 4)

Data = dict[str, Any]


# Targets that the template leaves unsaid.
TARGETS = {"dokumen-perencanaan": 3, "dokumen-rka": 4}


@dataclass(frozen=True)
class Temper:
    """How an office works: in the ends of the four quarters, per cent of the year's target and of the ceiling."""

    outcome: tuple[int, int, int, int]
    money: tuple[int, int, int, int]
    forgets: int
    """How many in a hundred figures of the last quarter nobody has typed."""


STEADY = Temper((25, 50, 75, 99), (21, 46, 70, 95), 0)
TEMPERS = (
    STEADY,
    STEADY,
    Temper((22, 47, 70, 93), (18, 41, 64, 90), 1),
    Temper((24, 50, 76, 104), (16, 38, 57, 82), 1),  # much for little
    Temper((12, 28, 45, 66), (26, 55, 82, 101), 3),  # spends and delivers little
    Temper((8, 20, 41, 78), (6, 17, 38, 84), 8),  # late with everything
)
SHRINKS = 4
"""Per cent of an office's money by which each earlier year had less."""
HELD_BACK = (0, 0, 35, 100)
"""Per cent of the office's pace in what begins in the second half of the year."""
AT_ONCE = (0, 100, 100, 100)
"""What is one piece is there or not."""


@dataclass(frozen=True)
class Nature:
    """What an office keeps from year to year."""

    place: str
    temper: Temper
    size: Decimal
    """Of its money, beside the template's."""

    def earlier(self, years: int) -> "Nature":
        """Return it as it was some years ago: with less money, and with all typed in the end, nothing overspent."""
        return replace(self, size=self.size * (100 - SHRINKS * years) / 100, temper=replace(self.temper, forgets=0))


def office_data(template: Data, place: str, number: int, years: range, rng: Random) -> tuple[Data, Nature]:
    """Return the file of a made-up kecamatan in the last of some years, and what it is like in the others.

    `number` counts the offices, and gives their officials different NIPs; they hold their posts from the first year on.
    """
    year = years[-1]
    data: Data = _elsewhere(deepcopy(template), place, year)
    data["unit"] |= {
        "villages": rng.randint(6, 15),
        "civil_servants": rng.randint(14, 30),
        "other_staff": rng.randint(4, 14),
        "address": f"Jalan Raya {place} Nomor {rng.randint(1, 180)}",
    }
    temper = rng.choice(TEMPERS)
    _hold_posts(data["positions"], number, years[0], rng)
    nature = Nature(place, temper, Decimal(rng.randint(70, 140)) / 100)
    return _planned(data, nature, year, rng, ended=False), nature


def earlier_data(template: Data, nature: Nature, year: int, ago: int, rng: Random) -> Data:
    """Return the plan and the four quarters of an office in an earlier year, every report of which was received."""
    data: Data = _elsewhere(deepcopy(template), nature.place, year)
    kept = {key: data[key] for key in ("indicators", "budget", "agreements", "quarters")}
    return _planned(kept, nature.earlier(ago), year, rng, ended=True)


def _planned(data: Data, nature: Nature, year: int, rng: Random, *, ended: bool) -> Data:
    """Give an office the plan and the figures of a year; one that has ended leaves nothing open."""
    data["year"] = year
    _add_lines(data)
    ceilings = dict(_set_ceilings(data["budget"], nature.size, rng))
    _set_codes(data["budget"])
    targets = dict(_set_targets(data["indicators"], rng))
    _sign(data["agreements"], targets, year)
    reports, temper = data["quarters"][0]["reports"], nature.temper
    outcomes, money = _outcomes(data["indicators"], temper, rng), _spent(ceilings, temper, rng, within=ended)
    data["quarters"] = [
        {
            "quarter": quarter,
            "indicators": _typed(outcomes, quarter, temper, rng),
            "spent": _typed(money, quarter, temper, rng),
            "reports": {post: _report(entry, quarter, rng, ended=ended) for post, entry in reports.items()},
        }
        for quarter in QUARTERS
    ]
    return data


def _elsewhere(value: Any, place: str, year: int) -> Any:
    """Return data with the template's place and year replaced in every text and date."""
    if isinstance(value, dict):
        return {key: _elsewhere(part, place, year) for key, part in value.items()}
    if isinstance(value, list):
        return [_elsewhere(part, place, year) for part in value]
    if isinstance(value, datetime.date):
        return value.replace(year=value.year - TEMPLATE_YEAR + year, day=min(value.day, 28))
    if isinstance(value, str):
        return re.sub(rf"\b{TEMPLATE_YEAR}\b", str(year), value.replace(TEMPLATE_PLACE, place))
    return value


def _walk(entries: list[Data], below: str) -> Iterator[Data]:
    for entry in entries:
        yield entry
        yield from _walk(entry.get(below, []), below)


# -- posts -------------------------------------------------------------------------------------------------------------


def _hold_posts(posts: list[Data], number: int, year: int, rng: Random) -> None:
    """Appoint somebody to every post; now and then the Sekretaris acts in one that is vacant."""
    start = datetime.date(year, 1, 1)
    for place, post in enumerate(posts):
        name, nip = official(number * len(posts) + place, rng)
        post["held_by"] = [{"name": name, "nip": nip, "from": start}]
    secretary = posts[1]["held_by"][0]
    if rng.randrange(5) == 0:
        vacant = rng.choice(posts[2:5])
        vacant["held_by"] = [secretary | {"kind": AppointmentKind.PLT.value}]


# -- the plan ----------------------------------------------------------------------------------------------------------


def _add_lines(data: Data) -> None:
    """Add the sub kegiatan of `ADDED`, their indicators, and both to the agreements of those who answer for them."""
    lines = {entry["key"]: entry for entry in _walk(data["budget"], "lines")}
    indicators = {entry["key"]: entry for entry in _walk(data["indicators"], "parts")}
    for number, added in enumerate(ADDED, 1):
        kegiatan = lines[added.kegiatan]
        sibling = kegiatan["lines"][0]
        key, line = f"tambahan-{number}", f"sub-tambahan-{number}"
        indicators[kegiatan["indicators"][0]].setdefault("parts", []).append(
            {"key": key, "name": added.indicator, "level": "sub_kegiatan", "unit": added.unit, "target": added.target}
        )
        kegiatan["lines"].append(
            {"key": line, "name": added.name, "responsible": sibling["responsible"], "indicators": [key]}
            | ({} if "ceiling" in kegiatan else {"ceiling": added.ceiling})
        )
        if "ceiling" in kegiatan:
            kegiatan["ceiling"] += added.ceiling
        for agreement in data["agreements"]:
            _promise(agreement, sibling, {"indicator": key, "target": added.target}, line)


def _promise(agreement: Data, sibling: Data, item: Data, line: str) -> None:
    """Add an indicator and its line to an agreement that promises those of a sibling."""
    for aim in agreement["objectives"]:
        if any(own["indicator"] == sibling["indicators"][0] for own in aim.get("items", [])):
            aim["items"].append(item)
    if sibling["key"] in agreement.get("budgets", []):
        agreement["budgets"].append(line)


def _set_ceilings(budget: list[Data], size: Decimal, rng: Random) -> Iterator[tuple[str, int]]:
    """Give every line that holds amounts its ceiling, by the size of the office; yield it by key."""
    for entry in _walk(budget, "lines"):
        if "ceiling" in entry:
            own = Decimal(rng.randint(85, 118)) / 100
            entry["ceiling"] = int(entry["ceiling"] * size * own) // 1000 * 1000
            yield entry["key"], entry["ceiling"]


def _set_codes(budget: list[Data]) -> None:
    """Give the lines codes by their places, the same in every office, by which recaps compare them."""
    for program, entry in enumerate(budget, 1):
        entry["code"] = f"7.01.{program:02}"
        for kegiatan, part in enumerate(entry["lines"], 1):
            part["code"] = f"{entry['code']}.2.{kegiatan:02}"
            for leaf, last in enumerate(part["lines"], 1):
                last["code"] = f"{part['code']}.{leaf:04}"


def _set_targets(indicators: list[Data], rng: Random) -> Iterator[tuple[str, Decimal | int]]:
    """Give every indicator a target, counts of people somewhat different ones; yield it by key."""
    for entry in _walk(indicators, "parts"):
        target = entry.setdefault("target", TARGETS.get(entry["key"], 12))
        if entry["unit"] in ("keluarga", "unit", "dokumen") and target > 1:
            entry["target"] = max(1, target * rng.randint(80, 130) // 100)
        entry.pop("shown", None)
        entry["quarter_targets"] = [_part(entry, percent) for percent in STEADY.outcome[:3]] + [entry["target"]]
        yield entry["key"], entry["target"]


def _sign(agreements: list[Data], targets: Mapping[str, Decimal | int], year: int) -> None:
    """Sign the agreements in January, with the targets as they are."""
    for agreement in agreements:
        agreement["signed_on"] = datetime.date(year, 1, 15)
        for aim in agreement["objectives"]:
            for item in aim.get("items", []):
                item["target"] = targets[item["indicator"]]
                item.pop("target_text", None)


# -- four quarters -----------------------------------------------------------------------------------------------------


def _part(entry: Data, percent: int) -> Decimal | int:
    """Return a share of an indicator's target: whole pieces, or per cent with two decimals."""
    share = Decimal(entry["target"]) * percent / 100
    return share.quantize(Decimal("0.01")) if entry["unit"] == "%" else int(share)


def _outcomes(indicators: list[Data], temper: Temper, rng: Random) -> dict[str, tuple[Decimal | int, ...]]:
    """Return what is reached to date at the ends of the quarters, never less than before, by key."""
    found = {}
    for entry in _walk(indicators, "parts"):
        if entry.get("formula", Formula.ENTERED) != Formula.ENTERED:
            continue
        single = entry["target"] == 1
        pace = AT_ONCE if single else _pace(rng)
        own = rng.randint(88, 108)
        values = [
            _part(entry, percent * step * (100 if single else own) // 10_000)
            for percent, step in zip((100,) * 4 if single else temper.outcome, pace, strict=True)
        ]
        found[entry["key"]] = tuple(max(values[: place + 1]) for place in range(4))
    return found


def _spent(ceilings: Mapping[str, int], temper: Temper, rng: Random, *, within: bool) -> dict[str, tuple[int, ...]]:
    """Return what is spent to date at the ends of the quarters, in rupiah, by key; a few overspend a little.

    `within` keeps all to their ceilings.
    """
    found = {}
    for key, ceiling in ceilings.items():
        pace, own = _pace(rng), rng.randint(84, 102)
        values = [
            min(
                ceiling * percent * step * own // 1_000_000,
                ceiling if rng.randrange(40) or within else ceiling + 250_000,
            )
            for percent, step in zip(temper.money, pace, strict=True)
        ]
        found[key] = tuple(max(values[: place + 1]) for place in range(4))
    return found


def _pace(rng: Random) -> tuple[int, int, int, int]:
    return HELD_BACK if rng.randrange(8) == 0 else (100, 100, 100, 100)


def _typed(facts: Mapping[str, tuple[Any, ...]], quarter: int, temper: Temper, rng: Random) -> Data:
    """Return what was typed for a quarter: in the last one some is forgotten, some is missing with a reason."""
    rows: Data = {}
    for key, values in facts.items():
        if quarter == QUARTERS[-1] and rng.randrange(100) < temper.forgets:
            continue
        if quarter == 1 and rng.randrange(60) == 0:
            rows[key] = {"missing": "Kegiatan baru dijadwalkan pada triwulan berikutnya"}
            continue
        rows[key] = values[quarter - 1]
    return rows


STATES = (
    (ReportStatus.RECEIVED, 40),
    (ReportStatus.APPROVED, 22),
    (ReportStatus.SUBMITTED, 16),
    (ReportStatus.RETURNED, 7),
    (ReportStatus.DRAFT, 15),
)


def _report(entry: Data, quarter: int, rng: Random, *, ended: bool) -> Data:
    """Return what belongs to a report: its state, and not always all of its next steps."""
    if ended:
        status = ReportStatus.RECEIVED
    elif quarter == QUARTERS[-1]:
        status = rng.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0]
    else:
        status = ReportStatus.APPROVED if rng.randrange(20) == 0 else ReportStatus.RECEIVED
    kept: Data = {
        key: deepcopy(value) for key, value in entry.items() if key in ("strategies", "closing", "activities")
    }
    for strategy in kept.get("strategies", []):
        strategy["items"] = _some(strategy["items"], rng)
    return kept | {"status": status.value, "follow_ups": _some(entry.get("follow_ups", []), rng)}


def _some(texts: list[Any], rng: Random) -> list[Any]:
    """Return some of the texts in their order, at least one."""
    kept = [text for text in texts if rng.randrange(4)]
    return kept or texts[:1]
