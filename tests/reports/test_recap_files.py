"""Recaps as files: what the cover says, what the file is called, and equal bytes for equal figures."""

import datetime

import pytest

from reports.recap_files import recap_workbook
from reports.recaps import RECAPS
from tests import factories
from tests.reports.workbooks import opened
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2024, 7, 12, 3, 5, tzinfo=datetime.UTC)


@pytest.fixture
def units():
    return [make_workplace().unit for _ in range(2)]


def cover_of(file):
    return {row[0].value: row[1].value for row in opened(file.content)["Sampul"].iter_rows() if row[0].value}


def test_cover_names_sources_filters_and_time(units):
    cover = cover_of(recap_workbook(units, QUARTER, at=AT, every_unit=True))
    assert cover["Pemerintah daerah"] == "Kabupaten Contoh"
    assert cover["Triwulan"] == "Triwulan II 2024"
    assert cover["Unit kerja"] == "semua, 2 unit kerja"
    assert cover["Saringan"] == "tidak ada: semua baris"
    assert "Perjanjian Kinerja" in cover["Sumber"]
    assert "capaian unit dapat berbeda dari capaian laporan pimpinannya" in cover["Sumber"]
    # Ten o'clock in Lumajang.
    assert cover["Dibuat"].startswith("12 Juli 2024, pukul 10.05.")


def test_cover_names_the_units_that_were_chosen(units):
    assert cover_of(recap_workbook(units, QUARTER, at=AT))["Unit kerja"] == ", ".join(unit.name for unit in units)
    many = [factories.UnitFactory() for _ in range(13)]
    assert cover_of(recap_workbook(many, QUARTER, at=AT))["Unit kerja"] == "13 unit kerja"


@pytest.mark.parametrize(
    ("key", "word", "one", "name"),
    [
        (None, "", False, "rekap-2024-tw2.xlsx"),
        ("anggaran", "", False, "rekap-anggaran-2024-tw2.xlsx"),
        ("anggaran", "sub_kegiatan", False, "rekap-anggaran-sub-kegiatan-2024-tw2.xlsx"),
        ("temuan", "", True, "rekap-temuan-{}-2024-tw2.xlsx"),
    ],
)
def test_file_names_say_what_is_inside(units, key, word, one, name):
    kinds = tuple(RECAPS.values()) if key is None else (RECAPS[key],)
    chosen = units[:1] if one else units
    file = recap_workbook(chosen, QUARTER, at=AT, kinds=kinds, narrowed_to=word)
    assert file.name == name.format(units[0].slug)


def test_equal_figures_at_an_equal_time_give_equal_bytes(units):
    first = recap_workbook(units, QUARTER, at=AT)
    assert recap_workbook(reversed(units), QUARTER, at=AT).content == first.content
    assert recap_workbook(units, QUARTER, at=AT + datetime.timedelta(hours=1)).content != first.content
