"""`render_agreement`: three kinds of files, the agreement that was asked for, and errors that help."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.core.management import CommandError, call_command

from agreements.enums import AgreementKind
from reports.management.commands import render_agreement
from reports.undrawable import RenderError
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def amend(place, amount=7_500_000):
    """Supersede the kasi's agreement by a Perubahan with another amount."""
    old = place.kasi.agreements.get()
    new = factories.AgreementFactory(
        position=place.kasi, kind=AgreementKind.PERUBAHAN, supersedes=old, signed_on=datetime.date(2024, 10, 2)
    )
    factories.AgreementItemFactory(agreement=new, indicator=place.direct)
    factories.AgreementBudgetFactory(agreement=new, budget_line=place.line, amount_signed=Decimal(amount))
    return new


def run(place, path, *more, position="kasi-desa", year="2024"):
    out = io.StringIO()
    call_command("render_agreement", place.unit.slug, position, year, "--output", str(path), *more, stdout=out)
    return out.getvalue()


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_pdf_is_the_paper_and_carries_its_workbook(place, tmp_path):
    path = tmp_path / "pk.pdf"
    assert run(place, path) == f"Ditulis: {path}\n"
    words = text_of(path)
    assert "PERJANJIAN KINERJA TAHUN 2024" in words
    assert "Jumlah keluarga yang diberdayakan" in words
    assert "10.000.000" in words
    run(place, tmp_path / "pk.xlsx")
    name = f"pk-{place.unit.slug}-kasi-desa-2024.xlsx"
    assert pypdf.PdfReader(path).attachments == {name: [(tmp_path / "pk.xlsx").read_bytes()]}


@pytest.mark.parametrize(
    ("signed_on", "more", "marked"),
    [(None, (), True), (None, ("--to-sign",), False), (datetime.date(2024, 1, 10), (), False)],
)
def test_a_draft_is_marked_on_every_page_unless_it_is_printed_to_be_signed(place, tmp_path, signed_on, more, marked):
    place.kasi.agreements.update(signed_on=signed_on)
    run(place, tmp_path / "pk.pdf", *more)
    cover, *pages = pypdf.PdfReader(tmp_path / "pk.pdf").pages
    assert len(pages) > 1
    for page in pages:
        assert ("Draf – belum ditandatangani" in page.extract_text()) is marked
    marks = [draws_a_mark(page) for page in (cover, *pages)]
    assert set(marks) == {marked}


def draws_a_mark(page) -> bool:
    """Whether a page draws the word across it: these papers hold no other picture."""
    return bool(page["/Resources"].get("/XObject"))


def test_workbook_and_page_carry_the_same_amounts(place, tmp_path):
    run(place, tmp_path / "pk.xlsx")
    run(place, tmp_path / "pk.html")
    book = openpyxl.load_workbook(tmp_path / "pk.xlsx")
    assert 10_000_000 in {cell for sheet in book for row in sheet.values for cell in row}
    assert "10.000.000" in (tmp_path / "pk.html").read_text()


def test_the_last_of_the_year_is_written_unless_another_is_asked_for(place, tmp_path):
    amend(place)
    run(place, tmp_path / "last.pdf")
    run(place, tmp_path / "first.pdf", "--kind", "murni")
    assert "7.500.000" in text_of(tmp_path / "last.pdf")
    assert "PERUBAHAN PERJANJIAN KINERJA TAHUN 2024" in text_of(tmp_path / "last.pdf")
    assert "10.000.000" in text_of(tmp_path / "first.pdf")
    assert "PERUBAHAN" not in text_of(tmp_path / "first.pdf")


@pytest.mark.parametrize(
    ("more", "options", "sentence"),
    [
        ((), {"year": "2025"}, "belum punya Perjanjian Kinerja tahun 2025"),
        ((), {"year": "24"}, "Tahun “24” tidak terbaca"),
        (("--kind", "perubahan"), {}, "tahun 2024 hanya punya Perjanjian Kinerja"),
        ((), {"position": "kasi-des"}, "Mungkin maksud Anda: kasi-desa"),
    ],
)
def test_errors_help(place, tmp_path, more, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(place, tmp_path / "pk.pdf", *more, **options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "sentence"), [("pk.json", "harus berakhiran"), ("tidak/ada.pdf", "tidak ada")])
def test_files_that_cannot_be(place, tmp_path, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(place, tmp_path / name)


def test_what_cannot_be_drawn_or_written_is_told(place, tmp_path, monkeypatch):
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        run(place, tmp_path / "folder.pdf")

    def fail(_document):
        raise RenderError("refused: x")

    monkeypatch.setitem(render_agreement.AGREEMENT_OUTPUTS, "pdf", fail)
    with pytest.raises(CommandError, match="Perjanjian tidak dapat digambar: refused"):
        run(place, tmp_path / "pk.pdf")
