"""One prepared report gives the same figures in every file."""

import io
import json
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reports.outputs import OUTPUTS, prepare
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared():
    place = make_workplace()
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    factories.BudgetRealizationFactory(budget_line=place.line, amount=Decimal(2_918_000))
    return prepare(place.kasi, QUARTER)


def test_every_output_carries_the_computed_figure(prepared):
    files = {kind: render(prepared) for kind, render in OUTPUTS.items()}

    indicator = json.loads(files["json"].content)["indicators"][0]
    assert (indicator["realization"], indicator["achievement"]) == ("21", "60.00")

    pages = PdfReader(io.BytesIO(files["pdf"].content)).pages
    pdf_text = "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ")
    for text in (pdf_text, files["html"].content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")):
        assert "60,00 %" in text
        assert "29,18 %" in text
        assert "2.918.000" in text

    cells = {cell for sheet in load_workbook(io.BytesIO(files["xlsx"].content)) for row in sheet.values for cell in row}
    assert {60, 29.18, 2918000} <= cells


def test_the_pdf_carries_the_data_file_and_the_workbook(prepared):
    pdf, data, workbook = (OUTPUTS[kind](prepared) for kind in ("pdf", "json", "xlsx"))

    attached = PdfReader(io.BytesIO(pdf.content)).attachments

    assert attached == {data.name: [data.content], workbook.name: [workbook.content]}


def test_what_is_missing_is_found_and_printed_as_a_dash(prepared):
    ratio = prepared.results.rows[1].outcomes[0]

    assert ratio.achievement.value is None
    assert any(finding.severity == "error" for finding in prepared.findings)
    table = next(table for table in prepared.document.tables if table.key == "achievement")
    assert "–" in [cell.text for cell in table.rows[1].cells]
