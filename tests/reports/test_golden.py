"""The fifteen seed reports through the whole pipeline: every figure is the correct one, or a listed difference.

The office files are loaded once, every report is taken from the rows to its JSON, and all rows are rolled back.
"""

import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from reports.demo.files import read_yaml
from tests.reports.golden import GOLDEN, SEEDS, Figure, Seed, data_file, every_report, figures, is_proved, number

LISTING = Path(settings.BASE_DIR) / "docs" / "golden.md"
NAMES = {seed.file for seed in SEEDS}

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def data(django_db_setup, django_db_blocker) -> dict[str, dict]:
    """Return the JSON of every seed report by golden file."""
    with django_db_blocker.unblock():
        return {file: data_file(report) for file, report in every_report().items()}


@pytest.fixture(scope="module")
def differences() -> dict[str, list[dict]]:
    return read_yaml(GOLDEN / "differences.yaml")


def listed(entries: list[dict]) -> Iterator[tuple[str, dict]]:
    """Yield (key, entry with its reason) of every listed figure."""
    for entry in entries:
        for figure in entry["figures"]:
            yield figure["figure"], figure | {"errata": entry["errata"], "evidence": entry["evidence"]}


def as_listed(figure: Figure) -> dict[str, object]:
    """Return what a complete entry says of a figure; numbers that are equal are the same entry."""
    entry: dict[str, object] = {"printed": figure.printed, "ours": figure.ours}
    return entry if figure.right else entry | {"correct": figure.correct}


def as_written(entry: dict) -> dict[str, object]:
    """Return an entry of the file in the same shape."""
    read = {"printed": entry["printed"], "ours": _value(entry["ours"])}
    return read | {"correct": _value(entry["correct"])} if "correct" in entry else read


def _value(text: str) -> Decimal | str | None:
    if text == "none":
        return None
    return Decimal(text) if text.replace(".", "").isdigit() else text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file)
def test_every_figure_is_correct_or_a_listed_difference(seed: Seed, data, differences):
    found = {
        figure.key: as_listed(figure)
        for figure in figures(seed, data[seed.file])
        if not (figure.right and figure.as_printed)
    }
    written = dict(listed(differences.get(seed.file, [])))

    assert {key: as_written(entry) for key, entry in written.items()} == found


def test_listed_differences_have_evidence(differences):
    proved = {slip["id"] for seed in SEEDS for slip in seed.golden["errata"]}

    assert differences.keys() <= NAMES
    for file, entries in differences.items():
        assert all(entry["evidence"].strip() for entry in entries)
        assert {slip for entry in entries for slip in entry["errata"]} <= proved
        keys = [key for key, _ in listed(entries)]
        assert len(keys) == len(set(keys)), file


def test_all_rows_are_compared(data):
    """62 achievement rows and 126 budget rows stand in the fifteen reports."""
    rows = Counter()
    for seed in SEEDS:
        keys = {tuple(figure.key.split("/")[:2]) for figure in figures(seed, data[seed.file])}
        rows["achievement"] += sum(table == "2.2" for table, _ in keys)
        rows["budget"] += sum(row.startswith(("budget", "7.")) for _, row in keys)

    assert rows == {"achievement": 62, "budget": 126}


def test_office_tree_of_rowokangkung(data):
    """The reconstructed tree decides first: every one of its 52 lines, without exception."""
    tree = read_yaml(GOLDEN / "rowokangkung-budget-tree.yaml")
    ours = [
        tuple(number(line[key]) for key in ("ceiling", "spent", "absorption"))
        for line in data["rowokangkung-01-camat"]["lines"]
    ]
    expected = [
        (line["ceiling"], line["realization"], line["percent"])
        for program in tree["programs"]
        for line in (
            program,
            *(line for kegiatan in program["kegiatan"] for line in (kegiatan, *kegiatan["sub_kegiatan"])),
        )
    ]

    assert len(expected) == 52
    assert ours == expected


def test_office_total_is_the_sum_of_leaves(data):
    for file in ("rowokangkung-01-camat", "rowokangkung-02-sekretaris"):
        totals = data[file]["totals"]
        assert (totals["ceiling"], totals["spent"], totals["absorption"]) == ("1917807147", "935840699", "48.80")


@pytest.mark.parametrize(
    ("name", "achievement"),
    [
        ("Administrasi keuangan perangkat daerah", "62.50"),
        ("Administrasi umum perangkat daerah", "73.33"),
        ("Penyediaan jasa penunjang urusan pemerintahan daerah", "50.00"),
        ("Pemeliharaan barang milik daerah penunjang urusan pemerintahan daerah", "55.56"),
    ],
)
def test_roll_up_from_the_outputs(name: str, achievement: str, data):
    """A kegiatan is the mean of what the staff entered: nobody typed these figures."""
    assert {row["name"]: row["achievement"] for row in data["rowokangkung-02-sekretaris"]["rows"]}[name] == achievement


def test_programme_one_is_the_mean_of_its_kegiatan(data):
    assert data["rowokangkung-02-sekretaris"]["indicators"][0]["achievement"] == "55.91"
    program = next(row for row in data["rowokangkung-01-camat"]["rows"] if row["kind"] == "budget")
    assert program["achievement"] == "55.91"


def test_efficiency_of_bagian_organisasi(data):
    file = data["bagian-organisasi"]
    assert (file["efficiency"]["value"], file["totals"]["absorption"]) == ("13.68", "43.12")


def test_kegiatan_totals_of_ranuyoso(data):
    """What the report prints as Jumlah in table 2.3, from the same leaves."""
    lines = [Decimal(line["ceiling"]) for line in data["ranuyoso-kasi-pemberdayaan"]["lines"]]
    assert (sum(lines[:3]), sum(lines[3:])) == (102_855_000, 22_900_000)


# -- the listing -------------------------------------------------------------------------------------------------------

WHAT = {
    "unit": "satuan",
    "target": "target",
    "realization": "realisasi",
    "achievement": "capaian",
    "ceiling": "pagu",
    "spent": "realisasi anggaran",
    "remaining": "sisa",
    "absorption": "serapan",
    "mean_absorption": "rata-rata serapan",
    "mean_achievement": "rata-rata capaian",
    "efficiency": "efisiensi",
}


def out_of_reach() -> str:
    """Return the proved slips that the system neither makes impossible nor finds, each with the reason."""
    accounts = read_yaml(GOLDEN / "errata.yaml")
    proved = [(seed, slip) for seed in SEEDS for slip in seed.golden["errata"] if is_proved(slip)]
    rows = []
    for seed, slip in proved:
        match accounts[seed.file][slip["id"]]:
            case {"out": why}:
                cells = (slip["id"], seed.file, slip["where"], slip["printed"], why)
                rows.append(f"| {' | '.join(' '.join(cell.replace('|', '/').split()) for cell in cells)} |")
    others = sum(len(seed.golden["errata"]) for seed in SEEDS) - len(proved)
    return "\n".join(
        [
            "## Slips that are out of reach\n",
            f"Of the {len(proved)} slips that are proved ({others} more are likely, or known from elsewhere) the system",
            f"makes impossible or finds {len(proved) - len(rows)}. These {len(rows)} are left to a careful reader;",
            "`tests/golden/errata.yaml` accounts for all of them.\n",
            "| Slip | Report | Where | Printed | Why nothing finds it |\n|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def listing(data: dict[str, dict], differences: dict[str, list[dict]]) -> str:
    """Return docs/golden.md: every figure of the fifteen reports beside ours, and why where they differ."""
    blocks = [
        "# The fifteen seed reports beside ours\n",
        "Written by `tests/reports/test_golden.py`; the reasons are those of `tests/golden/differences.yaml`.\n",
        out_of_reach(),
    ]
    for seed in SEEDS:
        reasons = dict(listed(differences.get(seed.file, [])))
        rows = []
        for figure in figures(seed, data[seed.file]):
            table, row, what = figure.key.split("/")
            reason = reasons.get(figure.key)
            why = f"{', '.join(reason['errata'])} {reason['evidence']}".strip() if reason else ""
            printed = figure.printed or "–"
            ours = "–" if figure.ours is None else figure.ours
            rows.append(f"| {table} | {row} | {WHAT[what]} | {printed} | {ours} | {why} |")
        blocks.append(f"## {seed.file}\n")
        blocks.append("| Table | Row | Figure | Printed | Ours | Reason |\n|---|---|---|---|---|---|")
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks)


def test_listing_is_current(data, differences):
    text = listing(data, differences)
    if os.environ.get("WRITE_GOLDEN"):
        LISTING.parent.mkdir(exist_ok=True)
        LISTING.write_text(text, encoding="utf-8")

    assert LISTING.read_text(encoding="utf-8") == text
