"""The workbook of every report of the demo holds the figures of its JSON, those of a row in one row."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from reports.data import report_data
from reports.outputs import Prepared
from reports.xlsx import render_xlsx
from tests.reports.golden import SEEDS, every_report
from tests.reports.workbooks import opened

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

FILES = [seed.file for seed in SEEDS]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Mapping[str, Prepared]:
    with django_db_blocker.unblock():
        return every_report()


def rows_of(report):
    """Return the numbers of each row of every sheet but the cover."""
    return [
        {Decimal(str(value)) for value in row if isinstance(value, int | float)}
        for sheet in opened(render_xlsx(report.document).content).worksheets[1:]
        for row in sheet.iter_rows(values_only=True)
    ]


def missing(report, data):
    """Return the figures of the JSON that stand in no row of the workbook together, and how many do."""
    rows, absent, compared = rows_of(report), [], 0
    for kind, keys in (("indicators", ("realization", "achievement")), ("rows", ("ceiling", "spent", "absorption"))):
        for each in data[kind]:
            wanted = {Decimal(each[key]) for key in keys if each[key] is not None}
            if not wanted:
                continue
            if any(wanted <= numbers for numbers in rows):
                compared += len(wanted)
            else:
                absent.append((kind, each["name"], sorted(wanted)))
    return absent, compared


@pytest.mark.parametrize("file", FILES)
def test_the_workbook_holds_the_figures_of_the_json(demo, file):
    report = demo[file]
    data = report_data(report.inputs, report.results, report.findings)
    absent, compared = missing(report, data)
    assert absent == []
    assert compared > 3


def test_one_changed_digit_is_found(demo):
    report = demo["rowokangkung-04-kasi-pemberdayaan-masyarakat"]
    data = report_data(report.inputs, report.results, report.findings)
    row = next(each for each in data["rows"] if each["spent"] not in (None, "0"))
    row["spent"] = str(Decimal(row["spent"]) + 1)
    absent, _ = missing(report, data)
    assert [name for _, name, _ in absent] == [row["name"]]
