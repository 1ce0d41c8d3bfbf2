"""What the commands read, and the sentences that say what is wrong."""

import pytest
from django.core.management import CommandError

from reports.management.arguments import find_position, find_unit, read_quarter
from reports.period import Quarter
from tests.factories import PositionFactory, UnitFactory


def test_quarter():
    assert read_quarter("2024", "2") == Quarter(2024, 2)
    assert read_quarter(2024, 2) == Quarter(2024, 2)


@pytest.mark.parametrize(
    ("year", "quarter", "sentence"),
    [
        ("24", "2", "Tahun “24” tidak terbaca; tulis empat angka, contoh: 2024."),
        ("dua", "2", "Tahun “dua” tidak terbaca"),
        ("2024", "5", "Triwulan “5” tidak ada; tulis 1, 2, 3, atau 4."),
        ("2024", "II", "Triwulan “II” tidak ada"),
        ("2024", "0", "Triwulan “0” tidak ada"),
    ],
)
def test_a_quarter_that_is_none(year, quarter, sentence):
    with pytest.raises(CommandError, match=sentence):
        read_quarter(year, quarter)


@pytest.fixture
def unit(db):
    unit = UnitFactory(slug="kecamatan-rowokangkung", name="Kecamatan Rowokangkung")
    PositionFactory(unit=unit, slug="camat", order=1)
    PositionFactory(unit=unit, slug="kepala-seksi-pemerintahan", order=2)
    PositionFactory(unit=unit, slug="kepala-seksi-pelayanan-umum", order=3)
    PositionFactory(unit=unit, slug="bupati", reports=False)
    return unit


def test_found(unit):
    assert find_unit("kecamatan-rowokangkung") == unit
    assert find_position(unit, "camat").slug == "camat"


def test_mistyped_unit_names_the_nearest(unit):
    with pytest.raises(CommandError) as error:
        find_unit("kecamatan-rowokankung")
    assert str(error.value) == (
        "Unit kerja “kecamatan-rowokankung” tidak ada. Mungkin maksud Anda: kecamatan-rowokangkung."
    )


def test_mistyped_position_names_the_nearest(unit):
    with pytest.raises(
        CommandError, match=r"di Kecamatan Rowokangkung\. Mungkin maksud Anda: kepala-seksi-pemerintahan"
    ):
        find_position(unit, "kasi-pemerintahan")


def test_far_off_position_names_all_that_report(unit):
    with pytest.raises(CommandError) as error:
        find_position(unit, "x")
    assert str(error.value).endswith("Yang ada: camat, kepala-seksi-pemerintahan, kepala-seksi-pelayanan-umum.")


def test_a_post_that_does_not_report_is_not_found(unit):
    with pytest.raises(CommandError, match="Jabatan “bupati” tidak ada"):
        find_position(unit, "bupati")


def test_many_names_are_cut(unit):
    for at in range(40):
        PositionFactory(unit=unit, slug=f"staf-{at:02}", order=10 + at)
    with pytest.raises(CommandError, match="dan 13 lainnya"):
        find_position(unit, "zzz")


@pytest.mark.django_db
def test_empty_database():
    with pytest.raises(CommandError, match="Belum ada yang tercatat"):
        find_unit("kecamatan-rowokangkung")
