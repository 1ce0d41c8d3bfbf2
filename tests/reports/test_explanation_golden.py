"""Every figure that the fifteen reports print can be asked, in tables and sentences, and leads to what it came from."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from reports.document.typography import set_text
from reports.explanation.explain import explain
from reports.explanation.keys import report_index
from reports.outputs import Prepared
from reports.preview import render_fragment
from reports.views.asking import Questions
from tests.reports.golden import every_report
from tests.reports.walked_figures import texts_of, unasked

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker) -> dict[str, Prepared]:
    with django_db_blocker.unblock():
        return every_report()


def words_in(value: object) -> Iterator[str]:
    """Yield every text of the inputs that somebody typed or recorded, but for those that stand for a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words_in(part)
    elif isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from words_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in {"shown", "target_text"}:
                yield from words_in(getattr(value, field.name))


def test_the_page_leaves_no_computed_figure_unasked(reports):
    asked = {}
    for file, prepared in reports.items():
        page = render_fragment(Questions.about_report(prepared, "/hitungan/").document)
        lines = (line for text in words_in(prepared.inputs) for line in text.splitlines())
        words = frozenset(" ".join(set_text(line).split()).rstrip(".") for line in lines if re.search(r"\d", line))
        left, asked[file] = unasked(page, words)
        assert left == [], file
    assert min(asked.values()) > 10


def test_the_page_says_what_the_files_say(reports):
    for file, prepared in reports.items():
        page = Questions.about_report(prepared, "/hitungan/").document
        assert texts_of(page) == texts_of(prepared.document), file
        assert [block for block in page.tables if block not in prepared.document.tables] != []


def test_every_figure_in_the_tables_leads_to_an_explanation(reports):
    for prepared in reports.values():
        index = report_index(prepared.inputs, prepared.results)
        cells = [cell for table in prepared.document.tables for row in table.rows for cell in row.cells]
        assert [cell.text for cell in cells if cell.figure is not None and not index.key_of(cell.figure)] == []
        for key, named in index.named.items():
            found = explain(index, prepared.inputs.facts, key)
            assert bool(found.reason) == (named.figure.value is None)
            assert {part.key for group in found.groups for part in group.parts} - {""} <= index.named.keys()
