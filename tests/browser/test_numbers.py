"""The reader of numbers in the browser is held to the one on the server: the same cases, and the same answers to noise."""

import base64
import itertools
import random
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from agreements.numbers import NumberKind, Reading, format_for_input, parse_number
from tests.agreements.test_numbers import CASES

pytestmark = pytest.mark.browser

SCRIPT = Path(settings.BASE_DIR) / "static" / "js" / "numbers.js"
KINDS = [kind.value for kind in NumberKind]
UNITS = [None, "", "%", "dokumen", "Kelompok Keluarga", "orang/bulan", "indeks", "Rp", "m²", "-"]
PIECES = [
    *"0123456789" * 2,
    *".,,..- −–%/()=+e",
    " ",
    "\u00a0",
    "\t",
    "000",
    ".000",
    ",00",
    "Rp",
    "Rp. ",
    "rupiah",
    ",-",
]
PIECES += ["dokumen", "dok", "org/bln", "juta", "rb", "½", "²", "٤", "x", "n/a", "\x1c", "ß", "😀", "İ"]


@pytest.fixture
def twin(page):
    """Return a function that gives texts to the reader of the browser and returns what it read."""
    source = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode()

    def read(rows):
        return page.evaluate(
            """async ([source, rows]) => {
              const numbers = await import(source);
              return rows.map(([text, kind, unit]) => numbers.parseNumber(text, kind, unit));
            }""",
            [source, rows],
        )

    def write(rows):
        return page.evaluate(
            """async ([source, rows]) => {
              const numbers = await import(source);
              return rows.map(([value, kind, unit]) => numbers.formatForInput(value, kind, unit));
            }""",
            [source, rows],
        )

    read.write = write
    return read


def as_reading(found):
    return Reading(
        value=None if found["value"] is None else Decimal(found["value"]),
        echo=found["echo"],
        question=found["question"],
        error=found["error"],
        unit=found["unit"],
        candidates=tuple(Decimal(text) for text in found["candidates"]),
    )


def differences(twin, rows):
    pairs = zip(rows, map(as_reading, twin(rows)), strict=True)
    expected = [(row, found, parse_number(row[0], NumberKind(row[1]), row[2])) for row, found in pairs]
    return [(row, found, said) for row, found, said in expected if found != said]


def test_table_of_cases(twin):
    rows = [[case["text"], case["kind"], case["unit"]] for case in CASES]
    assert differences(twin, rows) == []


def test_noise_is_read_alike(twin):
    """Thousands of texts made of what people type, and of the cases with a sign lost, doubled or changed."""
    chance = random.Random(20240630)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(1500)]
    for case in CASES:
        text = case["text"]
        for _ in range(3):
            at = chance.randint(0, len(text))
            texts.append(text[:at] + chance.choice(["", chance.choice(PIECES)]) + text[at + chance.randint(0, 1) :])
    texts.append("1" * 90)
    rows = [[text, chance.choice(KINDS), chance.choice(UNITS)] for text in texts]
    assert len(rows) > 1800
    assert differences(twin, rows) == []
    results = {
        ("v" if found.value is not None else "q" if found.question else "e") for found in map(as_reading, twin(rows))
    }
    assert results == {"v", "q", "e"}


def test_figures_are_written_alike_and_read_back(twin):
    chance = random.Random(6)
    values = [
        Decimal(digits).scaleb(-places)
        for digits in (0, 1, 15, 1125, 1500, 49_2300, 1_885_065_699)
        for places in range(5)
    ]
    values += [Decimal(chance.randint(0, 10**18)).scaleb(-chance.randint(0, 4)) for _ in range(300)]
    rows = [
        [f"{value:f}", kind.value, unit]
        for value, kind, unit in itertools.product(values, NumberKind, [None, "dokumen", "orang/bulan"])
        if value < 10**16 and (kind != NumberKind.MONEY or value == round(value, 2))
    ]
    written = twin.write(rows)
    assert written == [format_for_input(Decimal(value), NumberKind(kind), unit) for value, kind, unit in rows]
    read = twin([[text, kind, unit] for text, (_, kind, unit) in zip(written, rows, strict=True)])
    assert [Decimal(found["value"]) for found in read] == [Decimal(value) for value, _, _ in rows]
