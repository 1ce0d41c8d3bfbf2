"""The pohon kinerja: a picture in two widths, and the same as a list."""

import pytest

from agreements.models import Indicator, YearTarget
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def page(place, year=2024):
    return client_of(place.operator).get(f"/perjanjian/{place.unit.slug}/{year}/pohon/")


def test_tree_with_roll_up_posts_targets_and_gaps(place):
    factories.PositionFactory(unit=place.unit, name="Kepala Seksi Umum")
    YearTarget.objects.filter(indicator=place.ratio).delete()
    response = page(place)
    words = text_of(response)
    for expected in (
        "Persentase pemberdayaan Sasaran Program; target 100 %; Camat",
        "rata-rata dari 2 indikator",
        "1 indikator belum ada target",
        "1 jabatan tanpa Perjanjian Kinerja: Kepala Seksi Umum",
        "3 indikator, 1 di antaranya tidak mendukung indikator lain; 3 belum lengkap.",
    ):
        assert expected in words, expected
    listed = words[words.index("Sebagai daftar") :]
    places = [listed.index(name) for name in ("Persentase pemberdayaan", "Jumlah keluarga", "Persentase desa")]
    assert places == sorted(places)
    assert response.content.decode().count("<svg") >= 2
    assert f"/perjanjian/{place.unit.slug}/2024/indikator/{place.mean.pk}/" in read(response).links


def test_a_whole_tree_says_so(place):
    for target in YearTarget.objects.all():
        target.quarter_1 = target.quarter_2 = target.quarter_3 = target.quarter_4 = target.value
        target.save()
    assert "Semua indikator terhubung, bertarget, dan diperjanjikan." in text_of(page(place))


def test_no_indicator_in_a_year(place):
    assert "Belum ada indikator yang dipakai pada tahun 2023." in text_of(page(place, 2023))


def test_names_stay_text(place):
    Indicator.objects.filter(pk=place.mean.pk).update(name="<script>alert(1)</script>")
    assert read(page(place)).inline == []
