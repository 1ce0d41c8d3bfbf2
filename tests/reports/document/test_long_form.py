"""The organisation list and chart, the lists of the long form, and where the activities stand."""

from dataclasses import replace

import pytest

from reports.document.blocks import (
    Chart,
    Heading,
    ItemList,
    Table,
)
from reports.document.long_form import body_of
from tests.reports.document.making import check_document
from tests.reports.long_report import POSTS, blocks, document, listed, long_report, with_unit


@pytest.fixture
def made():
    return document(long_report())


def test_the_chart_shows_structural_posts_by_their_superior(made):
    (chart,) = blocks(made, Chart)
    (camat,) = chart.posts
    assert (camat.name, camat.holder) == ("Camat", "Plt. ARIF RAHMAN, SH")
    assert [post.name for post in camat.below] == ["Sekretaris Kecamatan", "Kepala Seksi Pemerintahan"]
    assert [post.name for post in camat.below[0].below] == ["Kasubbag Keuangan"]
    assert camat.below[0].below[0].below == ()
    assert chart.caption == ("Bagan Organisasi Kecamatan Contoh", "menurut Perbup 96/2019 tentang Kecamatan")
    assert chart.summary == (
        "Bagan Organisasi Kecamatan Contoh: Camat (Plt. ARIF RAHMAN, SH) membawahi Sekretaris Kecamatan dan Kepala Seksi"
        " Pemerintahan; Sekretaris Kecamatan membawahi Kasubbag Keuangan."
    )


def test_the_list_names_the_parts_of_the_office(made):
    parts = listed(made, "organisation").items
    assert [item.text for item in parts] == [
        "Camat;",
        "Sekretariat Kecamatan, yang terdiri atas:",
        "Seksi Pemerintahan.",
    ]
    assert [child.text for child in parts[1].children] == ["Sub Bagian Keuangan;"]


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("Sekretaris Kecamatan", "Sekretariat Kecamatan"),
        ("Kasubbag Keuangan", "Sub Bagian Keuangan"),
        ("Kepala Sub Bagian Keuangan", "Sub Bagian Keuangan"),
        ("Kasi Pemerintahan", "Seksi Pemerintahan"),
        ("Camat", "Camat"),
    ],
)
def test_a_part_of_the_office_is_named_after_its_post(post, body):
    assert body_of(post) == body


def test_an_office_without_posts_has_neither_list_nor_chart():
    made = document(with_unit(posts=()))
    check_document(made)
    assert not blocks(made, Chart)
    assert "organisation" not in [block.key for block in blocks(made, ItemList)]


def test_a_head_alone_is_a_whole_office():
    made = document(with_unit(posts=POSTS[:1]))
    assert [item.text for item in listed(made, "organisation").items] == ["Camat."]


def test_issues_stand_in_their_groups(made):
    assert [(item.text, [child.text for child in item.children]) for item in listed(made, "issues").items] == [
        ("Faktor Masalah:", ["Belum optimal;"]),
        ("Akar Masalah:", ["Sarana;", "Aparatur."]),
    ]


def test_indicators_with_their_formula(made):
    first, second = listed(made, "formulas").items
    assert (first.text, first.children[0].text) == (
        "Hasil fasilitasi",
        "Cara penghitungan: Jumlah hasil dibagi jumlah aktivitas.",
    )
    assert second.children[0].text == "Cara penghitungan belum dicatat."
    assert [item.text for item in listed(made, "on_time").items] == ["RKPDes paling lambat September."]


def test_activities_without_such_an_indicator_come_after_all():
    report = long_report()
    indicators = report.facts.indicators
    report = replace(report, facts=replace(report.facts, indicators=indicators | {1: replace(indicators[1], terms=())}))
    order = [getattr(block, "key", "") for block in document(report).blocks if isinstance(block, Heading | Table)]
    assert order.index("indicator_2") < order.index("activities")
