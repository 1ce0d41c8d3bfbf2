"""Every figure that a report of the demo prints stands in its snapshot; rows are rolled back."""

from collections.abc import Mapping

import pytest

from reports.document.blocks import ItemList, Paragraph, RowStyle
from reports.document.edited import plain
from reports.grid import placed_rows
from reports.outputs import Prepared
from reports.snapshot import snapshot_of
from tests.reports.golden import SEEDS, every_report

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

FIGURES = {"target", "realization", "achievement", "ceiling", "spent", "absorption"}
OTHER_TABLES = {"last_year", "medium_term"}
"""Comparisons with figures of other years: master data, which the sentences beside them tell."""


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Mapping[str, Prepared]:
    """Return every report of the four demo offices."""
    with django_db_blocker.unblock():
        return every_report()


@pytest.mark.parametrize("file", [seed.file for seed in SEEDS])
def test_every_printed_figure_is_said(demo, file):
    report = demo[file]
    texts = [entry[1].removeprefix("Rp ") for entry in snapshot_of(report.inputs, report.results).values()]
    said = {text.split(" (")[0] for text in texts} | set(texts)

    printed = [
        (table.key, table.columns[placed.column].key, plain(placed.cell.text))
        for table in report.document.tables
        if table.key not in OTHER_TABLES
        for row in placed_rows(table)
        if row.row.style is not RowStyle.DIVIDER
        for placed in row.cells
        if placed.cell.text
    ]
    figures = [entry for entry in printed if entry[1] in FIGURES]
    assert figures
    assert [entry for entry in figures if entry[2] not in said] == []


@pytest.mark.parametrize("file", [seed.file for seed in SEEDS])
def test_every_printed_section_is_said(demo, file):
    report = demo[file]
    found = snapshot_of(report.inputs, report.results)
    keys = {block.key for block in report.document.blocks if isinstance(block, Paragraph) and block.key}
    for block in report.document.blocks:
        if isinstance(block, ItemList):
            keys |= {entry.key for entry in block.items if entry.key}

    assert {f"teks-{key}" for key in keys} == {key for key in found if key.startswith("teks-")}


@pytest.mark.parametrize("file", [seed.file for seed in SEEDS])
def test_labels_are_sentences_for_people_and_places_count_on(demo, file):
    report = demo[file]
    entries = snapshot_of(report.inputs, report.results)

    assert [entry[2] for entry in entries.values()] == [str(place) for place in range(len(entries))]
    assert all(label and text for label, text, _ in entries.values())
    assert all("\N{NO-BREAK SPACE}" not in text for entry in entries.values() for text in entry)
