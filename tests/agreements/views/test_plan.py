"""The plan of a unit and year: what each post has and lacks, and agreements begun for many posts at once."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import AgreementKind, Formula, ObjectiveLevel, Role
from agreements.models import Agreement, IndicatorTerm, YearTarget
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place, file="", year=2024):
    return f"/perjanjian/{place.unit.slug}/{year}/{file}"


def start(place, client, source, *posts, year=2024, **more):
    data = {"source": source, "post": [post.pk for post in posts], **more}
    return client.post(address(place, "buat/", year), data, follow=True)


def test_each_post_with_its_agreement_and_what_is_missing(place, client):
    factories.PositionFactory(unit=place.unit, name="Kepala Seksi Umum")
    place.kasi.agreements.update(signed_on=datetime.date(2024, 1, 10))
    YearTarget.objects.filter(indicator=place.direct).update(value=None)
    IndicatorTerm.objects.filter(indicator=place.ratio).delete()
    words = text_of(client.get(address(place)))
    for expected in (
        "1 jabatan belum punya Perjanjian Kinerja, 1 masih draf.",
        "Kepala Seksi Umum belum ada",
        "PK ditandatangani 10 Januari 2024",
        "1 indikator belum ada target",
        "1 indikator rasio tanpa pembilang atau penyebut",
        "1 baris anggaran tanpa penanggung jawab",
        "2 baris anggaran tanpa penanggung jawab",
    ):
        assert expected in words, expected
    assert "Camat draf PK" in words


def test_what_nobody_promises_and_what_feeds_nothing(place, client):
    factories.YearTargetFactory(indicator=factories.IndicatorFactory(unit=place.unit, name="Jumlah pos ronda"))
    words = text_of(client.get(address(place)))
    assert "1 indikator tidak ada di Perjanjian Kinerja mana pun Jumlah pos ronda" in words
    assert "1 indikator tidak mendukung indikator di atasnya Jumlah pos ronda" in words


def test_a_mean_without_children(place, client):
    mean = factories.IndicatorFactory(
        unit=place.unit,
        formula=Formula.MEAN_OF_CHILDREN,
        unit_of_measure="%",
        level=ObjectiveLevel.PROGRAM,
    )
    factories.AgreementItemFactory(agreement=place.camat.agreements.get(), indicator=mean)
    assert "1 indikator rata-rata tanpa indikator pendukung" in text_of(client.get(address(place)))


def test_begin_for_one_post_and_for_the_whole_office(place, client):
    words = text_of(start(place, client, "kosong", place.kasi, year=2025))
    assert "1 draf Perjanjian Kinerja dibuat: Kepala Seksi Desa." in words
    words = text_of(start(place, client, "tahun-lalu-target", year=2025, semua="ya"))
    assert "1 draf Perjanjian Kinerja dibuat: Camat." in words
    assert "1 jabatan dilewati: perjanjiannya sudah ada" in words
    assert Agreement.objects.filter(year=2025).count() == 2


def test_a_perubahan_for_all_that_are_signed(place, client):
    place.kasi.agreements.update(signed_on=datetime.date(2024, 1, 10))
    words = text_of(start(place, client, "perubahan", semua="ya"))
    assert "1 draf Perubahan dibuat: Kepala Seksi Desa." in words
    assert "1 jabatan dilewati: belum ada perjanjian yang ditandatangani" in words
    assert "draf Perubahan" in text_of(client.get(address(place)))
    assert Agreement.objects.get(kind=AgreementKind.PERUBAHAN).supersedes.position == place.kasi


def test_nothing_ticked_or_nothing_chosen_makes_nothing(place, client):
    assert "Belum ada jabatan yang dicentang." in text_of(start(place, client, "kosong", year=2025))
    assert "Pilih dulu isi awalnya" in text_of(start(place, client, "", place.kasi, year=2025))
    assert "Belum ada jabatan yang dicentang." in text_of(
        start(place, client, "kosong", make_workplace().kasi, year=2025)
    )
    assert not Agreement.objects.filter(year=2025).exists()


def test_who_only_reads_finds_no_way_to_write(place):
    reader = client_of(account_of(place.kasi))
    page = read(reader.get(address(place)))
    assert "Akun Anda hanya dapat membacanya." in " ".join(page.words)
    assert not [link for link in page.links if "sunting" in link]
    assert start(place, reader, "kosong", place.kasi, year=2025).status_code == 403


def test_the_way_to_the_plan(place, client):
    assert client.get("/perjanjian/").url == address(place, year=timezone.localdate().year)
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    make_workplace()
    assert place.unit.name in text_of(client_of(organisasi).get("/perjanjian/"))
    assert "belum terhubung" in text_of(client_of(factories.UserFactory()).get("/perjanjian/"))
    assert address(place) in read(client.get(place.address())).links


@pytest.mark.parametrize("file", ["", "pohon/", "indikator/"])
def test_pages_cost_the_same_with_few_and_many_posts(place, client, file):
    few = queries_of(client, address(place, file))
    for _ in range(3):
        promised = factories.AgreementFactory(position=factories.PositionFactory(unit=place.unit, superior=place.camat))
        factories.AgreementItemFactory(agreement=promised)
        factories.AgreementItemFactory(agreement=promised, indicator=place.direct)
        line = factories.BudgetLineFactory(unit=place.unit, holds_amounts=True)
        factories.AgreementBudgetFactory(agreement=promised, budget_line=line)
    assert queries_of(client, address(place, file)) == few


def test_bagian_organisasi_comes_here_from_the_unit(place):
    organisasi = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    links = read(organisasi.get(f"/organisasi/{place.unit.slug}/")).links
    assert address(place, year=timezone.localdate().year) in links
    # Its header has no room for one link more; that of a unit's people has.
    assert "/perjanjian/" not in links
    assert "/perjanjian/?tahun=2024" in read(client_of(place.operator).get("/")).links


def test_the_menu_stays_in_the_year_of_its_page(place, client):
    """Quarters are worked on after their year has ended, and an official's first page is another than an operator's."""
    ways = {
        address(place): 2024,
        f"/unit/{place.unit.slug}/2024/1/": 2024,
        f"/unit/{place.unit.slug}/2025/1/": 2025,
        "/": 2024,
    }
    for page, year in ways.items():
        for user in (place.operator, account_of(place.kasi)):
            links = read(client_of(user).get(page)).links
            assert f"/perjanjian/?tahun={year}" in links, page
    assert client.get("/perjanjian/?tahun=2023").url == address(place, year=2023)
    assert "/perjanjian/" in read(client.get("/akun/")).links
    for nonsense in ("", "1999", "20240", "2 024", "٢٠٢٤", "x"):
        assert client.get("/perjanjian/", {"tahun": nonsense}).url == address(place, year=timezone.localdate().year)
