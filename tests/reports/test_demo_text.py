"""The running text of all demo documents is set as in a book: no typist's habits, no machine's words."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

import pytest
from django.db import transaction

from agreements.numbers import NBSP
from reports.demo import FIXTURES, load_offices
from reports.document.blocks import ListItem, Paragraph, ReportDocument
from reports.models import Report
from reports.outputs import prepare
from reports.period import Quarter
from tests.reports.golden import SEEDS

pytestmark = pytest.mark.django_db

NOT_READ = {"key", "table_key", "slug", "anchor", "file", "formula"}

# What must not be there, and a text in which it is.
RULES = {
    "double space": (r"[ \t]{2,}", "dua  kata"),
    "space at an end": (r"^\s|\s$", "kata "),
    "space before punctuation": (r"\s[,;:!?)](?!\w)|\s\.(?!\.)", "kata , lain"),
    "space after a parenthesis": (r"\(\s", "( kata)"),
    "straight quote": (r"[\"']", "Jum'at"),
    "hyphen in a range of years": (r"(?:19|20)\d\d\s?-\s?(?:19|20)\d\d", "2024-2026"),
    "hyphen in another range": (r"(?<!Nomor 050)(?<=\d)\s?-\s?\d", "3-14 Juni"),
    "hyphen for a dash": (r"\s-|-\s", "Tahun 2024 - Triwulan II"),
    "dash without its spaces": (r"[^\s\d(]–|–[^\s\d)]", "kata–kata"),
    "per cent that leaves its figure": (r"\d %|\d%", "50,84 %"),
    "amount that leaves its Rp": (r"Rp[ .]|Rp\d", "Rp 5.000"),
    "machine's word": (r"\b(?:NaN|None|null|True|False|Decimal|Infinity)\b", "sebesar None"),
    "template's or language's sign": (r"[{}<>]|&\w+;|\\n", "sebanyak {count}"),
    "doubled punctuation": (r",,|;;|::|;\.|\.;|,\.(?!\d)|:\.|(?<!\.)\.\.(?!\.)", "selesai;."),
    "decimal point": (r"\d\.\d{1,2}\s?%", f"49.23{NBSP}%"),
    "per cent where points are meant": (
        r"\b(?:naik|turun|selisih|berbeda) (?:sebesar |sebanyak )?[\d.,]+\s?%",
        f"naik 13,31{NBSP}%",
    ),
    "doubled word": (r"\b([^\W\d]{2,}) \1\b", "yang yang"),
}


def texts(value: object) -> Iterator[str]:
    """Yield all texts of a document that are read; a paragraph with its references is one text."""
    if isinstance(value, Paragraph):
        yield value.text
    elif isinstance(value, ListItem):
        yield value.text
        yield from texts(value.children)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_READ:
                yield from texts(getattr(value, field.name))


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker) -> tuple[ReportDocument, ...]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_offices(FIXTURES)
        reports = Report.objects.select_related("position__unit")
        made = tuple(prepare(row.position, Quarter(row.year, row.quarter)).document for row in reports)
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize("rule", RULES)
def test_rule_can_fail(rule):
    pattern, sample = RULES[rule]
    assert re.search(pattern, sample)


def test_all_documents_are_read(documents):
    assert len(documents) >= len(SEEDS)
    assert sum(1 for document in documents for _ in texts(document)) > 3000


@pytest.mark.parametrize("rule", RULES)
def test_text_of_all_demo_documents(documents, rule):
    pattern = re.compile(RULES[rule][0])
    found = {
        text[max(0, match.start() - 25) : match.end() + 25]
        for document in documents
        for text in texts(document)
        for match in pattern.finditer(text)
    }
    assert found == set()


def test_efficiency_as_a_difference_is_told_in_points(documents):
    noted = [
        table
        for document in documents
        for table in document.tables
        if any("poin persentase" in sentence for _, sentence in table.notes)
    ]
    assert noted
    for table in noted:
        assert all("%" not in text for text in efficiencies(table))


def efficiencies(table) -> Iterator[str]:
    """Yield the texts of the cells of the efficiency column, by the columns that the cells before them cover."""
    at = next((place for place, column in enumerate(table.columns) if column.key == "efficiency"), None)
    assert at is not None
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row.cells:
            while (y, x) in taken:
                x += 1
            taken |= {(y + down, x + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            if x == at:
                yield cell.text
