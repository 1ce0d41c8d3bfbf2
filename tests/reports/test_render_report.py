"""`render_report`: four kinds of files, errors that help, and a file that is whole or not there."""

import io
import json

import openpyxl
import pypdf
import pytest
from django.core.management import CommandError, call_command

from agreements.enums import BudgetLevel
from reports import outputs
from reports.management import files
from reports.undrawable import RenderError
from tests.factories import (
    AgreementBudgetFactory,
    AgreementFactory,
    AgreementItemFactory,
    AppointmentFactory,
    BudgetLineFactory,
    BudgetRealizationFactory,
    CeilingFactory,
    IndicatorFactory,
    IndicatorRealizationFactory,
    PositionFactory,
    UnitFactory,
    YearTargetFactory,
)
from tests.reports.issuing import content_of, issue
from tests.reports.workplace import make_workplace


@pytest.fixture
def position(db):
    """A Kasi with 21 of 35 keluarga, and Rp 5.760.000 spent of Rp 19.740.750."""
    unit = UnitFactory(slug="kecamatan-contoh", name="Kecamatan Contoh")
    position = PositionFactory(unit=unit, slug="kepala-seksi-contoh", name="Kepala Seksi Contoh")
    AppointmentFactory(position=position, official__name="SRI WAHYUNI, SE")
    indicator = IndicatorFactory(unit=unit, name="Jumlah keluarga yang difasilitasi", unit_of_measure="keluarga")
    YearTargetFactory(indicator=indicator, value=35)
    IndicatorRealizationFactory(indicator=indicator, value=21)
    line = BudgetLineFactory(unit=unit, level=BudgetLevel.PROGRAM, holds_amounts=True, name="Program Keluarga")
    CeilingFactory(budget_line=line, amount=19740750)
    BudgetRealizationFactory(budget_line=line, amount=5760000)
    agreement = AgreementFactory(position=position)
    AgreementItemFactory(agreement=agreement, indicator=indicator)
    AgreementBudgetFactory(agreement=agreement, budget_line=line)
    return position


def run(path, unit="kecamatan-contoh", position="kepala-seksi-contoh", year="2024", quarter="2"):
    out = io.StringIO()
    call_command("render_report", unit, position, year, quarter, "--output", str(path), stdout=out)
    return out.getvalue()


def test_json(position, tmp_path):
    path = tmp_path / "laporan.json"
    assert run(path) == f"Ditulis: {path}\n"
    data = json.loads(path.read_text())
    assert (data["unit"], data["position"], data["year"], data["quarter"]) == (
        "kecamatan-contoh",
        "kepala-seksi-contoh",
        2024,
        2,
    )
    assert data["indicators"][0]["achievement"] == "60.00"
    assert data["totals"]["spent"] == "5760000"


def test_pdf_shows_the_figures_and_carries_them(position, tmp_path):
    path = tmp_path / "laporan.pdf"
    run(path)
    run(tmp_path / "laporan.json")
    run(tmp_path / "laporan.xlsx")
    reader = pypdf.PdfReader(path)
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\N{NO-BREAK SPACE}", " ")
    assert "60,00 %" in text
    assert "SRI WAHYUNI, SE" in text
    name = "lkjip-kecamatan-contoh-kepala-seksi-contoh-2024-tw2"
    assert reader.attachments == {
        f"{name}.{kind}": [(tmp_path / f"laporan.{kind}").read_bytes()] for kind in ("json", "xlsx")
    }


def test_html(position, tmp_path):
    path = tmp_path / "laporan.html"
    run(path)
    assert "Jumlah keluarga yang difasilitasi" in path.read_text()


def test_workbook(position, tmp_path):
    path = tmp_path / "laporan.XLSX"
    run(path)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 60 in values
    assert 19740750 in values


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json", "html"])
def test_twice_the_same(position, tmp_path, kind):
    for name in ("satu", "dua"):
        run(tmp_path / f"{name}.{kind}")
    assert (tmp_path / f"satu.{kind}").read_bytes() == (tmp_path / f"dua.{kind}").read_bytes()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "kecamatan-conto"}, "Mungkin maksud Anda: kecamatan-contoh."),
        ({"position": "kepala-seksi-conto"}, "Mungkin maksud Anda: kepala-seksi-contoh."),
        ({"year": "x"}, "Tahun “x” tidak terbaca"),
        ({"quarter": "9"}, "Triwulan “9” tidak ada"),
    ],
)
def test_errors_help_and_write_nothing(position, tmp_path, changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path / "laporan.json", **changes)
    assert list(tmp_path.iterdir()) == []


def test_unknown_ending(position, tmp_path):
    with pytest.raises(
        CommandError, match=r"“laporan.docx” harus berakhiran salah satu dari: .pdf, .html, .xlsx, .json."
    ):
        run(tmp_path / "laporan.docx")


def test_missing_folder(position, tmp_path):
    with pytest.raises(CommandError, match="tidak ada"):
        run(tmp_path / "tidak-ada" / "laporan.json")


def test_a_render_that_fails_leaves_the_old_file(position, tmp_path, monkeypatch):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(b"lama")

    def fail(prepared):
        raise RenderError("refused: file:///x")

    monkeypatch.setitem(outputs.OUTPUTS, "pdf", fail)
    with pytest.raises(CommandError, match="Laporan tidak dapat digambar: refused"):
        run(path)
    assert path.read_bytes() == b"lama"


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(position, tmp_path, monkeypatch):
    path = tmp_path / "laporan.json"
    path.write_bytes(b"lama")

    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(CommandError, match="tidak dapat ditulis: No space left on device"):
        run(path)
    assert path.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_approved_report_is_written_as_it_was_issued(db, settings, tmp_path, ending):
    """Not drawn again: a newer version might draw other bytes under the same code."""
    settings.MEDIA_ROOT = tmp_path / "media"
    place = make_workplace()
    row = issue(place.report(place.kasi))
    path = tmp_path / f"laporan.{ending}"
    run(path, unit=place.unit.slug, position="kasi-desa")
    assert path.read_bytes() == content_of(row, ending)
    (settings.MEDIA_ROOT / getattr(row, ending).name).write_bytes(b"lain")
    with pytest.raises(CommandError, match="hilang atau tidak lagi sama dengan yang disetujui"):
        run(path, unit=place.unit.slug, position="kasi-desa")
    assert path.read_bytes() != b"lain"
