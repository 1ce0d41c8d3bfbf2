"""Every figure of the fifteen seed reports beside ours: as printed, as it should have been, as the pipeline gives it.

`tests/golden/` holds the reports as transcribed (`*_printed`, numbers, `*_correct`); `differences.yaml` holds the reason
wherever ours is another figure. Nothing here computes: it reads, pairs and compares.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import transaction

from agreements.models import Position
from reports.demo import FIXTURES, load_offices
from reports.demo.files import read_yaml
from reports.outputs import OUTPUTS, Prepared, prepare
from reports.period import Quarter

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
KECAMATAN = "kecamatan-rowokangkung"


@dataclass(frozen=True)
class Seed:
    """A seed report: its golden file and the post that wrote it."""

    file: str
    unit: str
    position: str
    quarter: Quarter

    @property
    def golden(self) -> dict:
        return read_yaml(GOLDEN / f"{self.file}.yaml")


def is_proved(slip: dict) -> bool:
    """Whether an erratum of a golden file is beyond doubt; the others are likely, or known from elsewhere."""
    return slip.get("certainty", "proven") == "proven"


def _rowokangkung(file: str, position: str) -> Seed:
    return Seed(f"rowokangkung-{file}", KECAMATAN, position, Quarter(2024, 2))


SEEDS = (
    _rowokangkung("01-camat", "camat"),
    _rowokangkung("02-sekretaris", "sekretaris-kecamatan"),
    _rowokangkung("03-kasi-pemerintahan", "kepala-seksi-pemerintahan"),
    _rowokangkung("04-kasi-pemberdayaan-masyarakat", "kepala-seksi-pemberdayaan-masyarakat"),
    _rowokangkung("05-kasi-pelayanan-umum", "kepala-seksi-pelayanan-umum"),
    _rowokangkung("06-kasubbag-keuangan", "kasubbag-keuangan"),
    _rowokangkung("07-kasubbag-umum-kepegawaian", "kasubbag-umum-dan-kepegawaian"),
    _rowokangkung("08-bendahara", "bendahara-sub-bagian-keuangan"),
    _rowokangkung("09-pengadministrasi-umum-pemerintahan", "pengadministrasi-umum-seksi-pemerintahan"),
    _rowokangkung("10-pengadministrasi-umum-pemberdayaan", "pengadministrasi-umum-seksi-pemberdayaan-masyarakat"),
    _rowokangkung("11-pengadministrasi-umum-subbag-umum", "pengadministrasi-umum-sub-bagian-umum-dan-kepegawaian"),
    _rowokangkung("12-pengadministrasi-sarpras", "pengadministrasi-sarpras-sub-bagian-umum-dan-kepegawaian"),
    Seed("ranuyoso-kasi-pemberdayaan", "kecamatan-ranuyoso", "kepala-seksi-pemberdayaan-masyarakat", Quarter(2024, 1)),
    Seed("candipuro-camat", "kecamatan-candipuro", "camat", Quarter(2024, 1)),
    Seed("bagian-organisasi", "bagian-organisasi-sekretariat-daerah", "kepala-bagian-organisasi", Quarter(2023, 3)),
)


@dataclass(frozen=True)
class Figure:
    """One figure of a seed report. Numbers are None where a cell is blank, no number, or cannot be computed."""

    key: str
    """Table, row and what it is: '2.3/budget 4/absorption'."""
    printed: str
    number: Decimal | None
    """What is printed, as a number."""
    correct: Decimal | str | None
    """`*_correct` of the golden file; the printed number where it has none."""
    ours: Decimal | str | None

    @property
    def right(self) -> bool:
        """Whether the pipeline gives the correct figure."""
        return self.correct == self.ours

    @property
    def as_printed(self) -> bool:
        """Whether ours is what the report prints, at the number of decimals it prints."""
        if self.number is None or not isinstance(self.ours, Decimal):
            return self.ours == (self.printed or None)
        decimals = -int(self.number.as_tuple().exponent)
        if decimals >= 2:
            return self.number == self.ours
        # Ours is rounded already: 10 % is what 10,4957 % gives, though 10,50 would give 11.
        return abs(self.number - self.ours) <= Decimal(5).scaleb(-decimals - 1) + Decimal("0.005")


def prepared(seed: Seed) -> Prepared:
    """Take a report through the pipeline: rows, inputs, figures, findings, document."""
    return prepare(Position.objects.get(unit__slug=seed.unit, slug=seed.position), seed.quarter)


@cache
def every_report() -> Mapping[str, Prepared]:
    """Load the demo's offices, take every seed report through the pipeline, and leave no rows behind.

    Once per process: what comes out is frozen, and the same for every module that looks at it.
    """
    with transaction.atomic():
        load_offices(FIXTURES)
        found = {seed.file: prepared(seed) for seed in SEEDS}
        transaction.set_rollback(True)
    return found


def data_file(report: Prepared) -> dict:
    """Return the report's JSON, with every figure that is a string as it stands there."""
    return json.loads(OUTPUTS["json"](report).content)


# -- reading what is printed -------------------------------------------------------------------------------------------


def amount(text: str | None) -> Decimal | None:
    """Read a printed amount: '1.885.065.699', '2.083.652.488,00', '-'. None for a blank or malformed one."""
    text = (text or "").strip()
    if text == "-":
        return Decimal(0)
    if not re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d\d)?", text):
        return None
    return Decimal(text.replace(".", "").replace(",", ".")).quantize(Decimal(1))


def share(text: str | None) -> Decimal | None:
    """Read a printed figure: '49.23%', '0,4 %', '6 org/bulan', '47. % 22' (broken by a narrow cell). None for others."""
    text = (text or "").strip()
    if re.fullmatch(r"[\d.,%\s]+", text):
        text = re.sub(r"[%\s]", "", text).replace(",", ".")
        return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
    count = re.fullmatch(r"(\d+) [A-Za-z/ ]+", text)
    return Decimal(count.group(1)) if count else None


def number(text: str | None) -> Decimal | None:
    """Read a figure of our JSON."""
    return None if text is None else Decimal(text)


def two(value: Decimal | int | None) -> Decimal | None:
    """Return a golden number as our JSON writes it, so that 50 and 50.0 are one figure."""
    return None if value is None else Decimal(value)


# -- pairing -----------------------------------------------------------------------------------------------------------


def figures(seed: Seed, data: dict) -> Iterator[Figure]:
    """Yield every figure of a report's tables of performance and money, beside ours from its JSON."""
    golden = seed.golden
    yield from _achievement(golden, data)
    cost = golden.get("cost_per_outcome", {})
    if "indicator_rows" in cost:
        yield from _indicator_rows(cost["indicator_rows"], data)
    if "budget_rows" in cost:
        yield from _budget_rows(cost["budget_rows"], data)
    if "budget_realization" in golden:
        yield from _budget_tree(golden["budget_realization"], data)
    yield from _totals(cost, data)


def _achievement(golden: dict, data: dict) -> Iterator[Figure]:
    rows = zip(golden["agreement"]["rows"], golden["achievement"]["rows"], data["indicators"], strict=True)
    for place, (promise, row, ours) in enumerate(rows, 1):
        key = f"2.2/{place}"
        unit = {"persen": "%"}.get(promise["target_unit"], promise["target_unit"])
        yield Figure(f"{key}/unit", unit, None, unit, ours["unit"])
        for name in ("target", "realization"):
            value = two(row[f"{name}_value"])
            yield Figure(f"{key}/{name}", row[f"{name}_printed"] or "", value, value, number(ours[name]))
        printed = row["achievement_printed"] or ""
        yield Figure(
            f"{key}/achievement", printed, share(printed), two(row["achievement_correct"]), number(ours["achievement"])
        )


def _indicator_rows(rows: list[dict], data: dict) -> Iterator[Figure]:
    promised = [row for row in data["rows"] if row["kind"] == "indicator"]
    for place, (row, ours) in enumerate(zip(rows, promised, strict=True), 1):
        key = f"2.3/indicator {place}"
        for name in ("target", "realization"):
            printed = row[f"{name}_printed"] or ""
            yield Figure(f"{key}/{name}", printed, share(printed), share(printed), number(ours[name]))
        printed = row.get("percent_printed", row.get("achievement_printed")) or ""
        correct = two(row["percent_correct"] if "percent_correct" in row else row["achievement_correct"])
        yield Figure(f"{key}/achievement", printed, share(printed), correct, number(ours["achievement"]))


def _budget_rows(rows: list[dict], data: dict) -> Iterator[Figure]:
    ours = [row for row in data["rows"] if row["kind"] == "budget"]
    names = [row["name"].casefold() for row in ours]
    remaining = {line["name"].casefold(): line["remaining"] for line in data["lines"]}
    # Report 02 prints its kegiatan in another order (W02-08); elsewhere names are worded otherwise, in our order.
    by_name = sorted(names) == sorted(row["name"].casefold() for row in rows)
    assert len(rows) == len(ours)
    for place, row in enumerate(rows):
        index = names.index(row["name"].casefold()) if by_name else place
        yield from _budget_row(f"2.3/budget {row['no']}", row, ours[index] | {"remaining": remaining[names[index]]})


def _budget_tree(table: dict, data: dict) -> Iterator[Figure]:
    lines = {line["code"]: line for line in data["lines"]}
    assert list(lines) == [row["code"] for row in table["rows"]]
    for row in table["rows"]:
        yield from _budget_row(f"3.5/{row['code']}", row, lines[row["code"]])
    total, ours = table["total"], data["totals"]
    for name, field in (("ceiling", "ceiling"), ("realization", "spent"), ("remaining", "remaining")):
        yield Figure(
            f"3.5/total/{field}", total[f"{name}_printed"], amount(total[f"{name}_printed"]), two(total[name]),
            number(ours[field]),
        )  # fmt: skip
    printed = total["percent_printed"]
    yield Figure(
        "3.5/total/absorption", printed, share(printed), two(total["percent_correct"]), number(ours["absorption"])
    )


def _budget_row(key: str, row: dict, ours: dict) -> Iterator[Figure]:
    for name, field in (("ceiling", "ceiling"), ("realization", "spent")):
        printed = row.get(f"{name}_printed") or ""
        yield Figure(f"{key}/{field}", printed, amount(printed), two(row[name]), number(ours[field]))
    if "remaining_correct" in row:
        correct, printed = two(row["remaining_correct"]), row.get("remaining_printed")
        # Only Candipuro prints what is left.
        shown = printed if "remaining_printed" in row else str(correct)
        left = amount(shown) if "remaining_printed" in row else correct
        yield Figure(f"{key}/remaining", shown or "", left, correct, number(ours["remaining"]))
    printed = row["percent_printed"]
    yield Figure(f"{key}/absorption", printed, share(printed), two(row["percent_correct"]), number(ours["absorption"]))
    if "percent_perf_correct" in row:
        for name, field in (("target_printed", "target"), ("realization_perf_printed", "realization")):
            printed = row[name] or ""
            yield Figure(f"{key}/{field}", printed, share(printed), share(printed), number(ours[field]))
        printed = row["percent_perf_printed"] or ""
        yield Figure(
            f"{key}/achievement", printed, share(printed), two(row["percent_perf_correct"]), number(ours["achievement"])
        )


def _totals(cost: dict, data: dict) -> Iterator[Figure]:
    """Yield the totals that the golden file has, printed or not."""
    total, ours = cost.get("total"), data["totals"]
    if total:
        for name, field in (("ceiling", "ceiling"), ("realization", "spent"), ("remaining", "remaining")):
            if f"{name}_correct" in total:
                correct = two(total[f"{name}_correct"])
                printed = total.get(f"{name}_printed", str(correct))
                yield Figure(
                    f"2.3/total/{field}", printed, amount(printed) if f"{name}_printed" in total else correct, correct,
                    number(ours[field]),
                )  # fmt: skip
        correct = two(total["percent_correct"])
        printed = total.get("percent_printed", str(correct))
        yield Figure("2.3/total/absorption", printed, share(printed), correct, number(ours["absorption"]))
    efficiency = cost.get("efficiency", {})
    if "correct" in efficiency:
        for name, field in (("average_performance", "mean_achievement"), ("average_absorption", "mean_absorption")):
            printed = efficiency[f"{name}_printed"]
            yield Figure(
                f"2.3/means/{field}", printed, share(printed), two(efficiency[f"{name}_correct"]), number(ours[field])
            )
        printed = efficiency["printed"]
        yield Figure(
            "2.3/means/efficiency", printed, share(printed), two(efficiency["correct"]),
            number(data["efficiency"]["value"]),
        )  # fmt: skip
