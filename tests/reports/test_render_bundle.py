"""`render_bundle`: all reports of a unit in a file, and sentences where there is none."""

import io

import pytest
from django.core.management import CommandError, call_command

from reports.management import files
from reports.management.commands import render_bundle as command
from reports.undrawable import RenderError
from tests import factories
from tests.reports.pdf_reading import outline, read
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def run(path, unit, year="2024", quarter="2"):
    out = io.StringIO()
    call_command("render_bundle", unit, year, quarter, "--output", str(path), stdout=out)
    return out.getvalue()


def test_writes_all_reports(place, tmp_path):
    path = tmp_path / "bundel.pdf"
    assert run(path, place.unit.slug) == f"Ditulis: {path} (2 laporan)\n"
    reader = read(path.read_bytes())
    assert reader.metadata.title == f"Bundel Laporan Kinerja {place.unit.name} Triwulan II Tahun 2024"
    assert [entry[0] for entry in outline(reader) if isinstance(entry, tuple)] == ["Camat", "Kepala Seksi Desa"]


def test_unit_without_reports_is_told_so(place, tmp_path):
    empty = factories.UnitFactory(name="Kecamatan Kosong")
    for unit, quarter, name in ((empty, "2", "Kecamatan Kosong"), (place.unit, "3", place.unit.name)):
        with pytest.raises(CommandError, match=rf"^{name} belum punya laporan Triwulan I+ 2024"):
            run(tmp_path / "bundel.pdf", unit.slug, quarter=quarter)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "changes", "sentence"),
    [
        ("bundel.docx", {}, "“bundel.docx” harus berakhiran .pdf"),
        ("tidak-ada/bundel.pdf", {}, "tidak ada"),
        ("bundel.pdf", {"year": "x"}, "Tahun “x” tidak terbaca"),
        ("bundel.pdf", {"quarter": "5"}, "Triwulan “5” tidak ada"),
        ("bundel.pdf", {"unit": "kecamatan-lain"}, "Unit kerja “kecamatan-lain” tidak ada"),
    ],
)
def test_errors_help_and_write_nothing(place, tmp_path, name, changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path / name, **{"unit": place.unit.slug, **changes})
    assert list(tmp_path.iterdir()) == []


def test_a_render_that_fails_leaves_the_old_file(place, tmp_path, monkeypatch):
    path = tmp_path / "bundel.pdf"
    path.write_bytes(b"lama")

    def fail(prepared):
        raise RenderError("refused: file:///x")

    monkeypatch.setattr(command, "render_bundle", fail)
    with pytest.raises(CommandError, match="Bundel tidak dapat digambar: refused"):
        run(path, place.unit.slug)
    assert path.read_bytes() == b"lama"


def test_a_disk_that_fails_is_told(place, tmp_path, monkeypatch):
    def fail(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_atomically", fail)
    with pytest.raises(CommandError, match="tidak dapat ditulis: No space left on device"):
        run(tmp_path / "bundel.pdf", place.unit.slug)
