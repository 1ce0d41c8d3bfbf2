"""Texts as a printer sets them, whatever was typed."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.numbers import NBSP
from reports.document.blocks import (
    Cell,
    CellKind,
    Column,
    Definitions,
    Heading,
    ItemList,
    ListItem,
    Marker,
    Paragraph,
    Row,
    Table,
    TableRef,
)
from reports.document.typography import balanced, bind, set_text, set_texts


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("dua  kata \t lagi", "dua kata lagi"),
        ("baris\n\nbaris  lain", "baris\n\nbaris lain"),
        ("DISUSUN OLEH :", "DISUSUN OLEH:"),
        ("satu , dua ; tiga . Empat !", "satu, dua; tiga. Empat!"),
        ("( misalnya ini )", "(misalnya ini)"),
        ("Lain-lain .....", "Lain-lain ....."),
        ("(................)", "(................)"),
        ('kata "kutipan" dan ("lagi")', "kata “kutipan” dan (“lagi”)"),
        ("Jum'at 'baik' Ma'ruf", "Jum’at ‘baik’ Ma’ruf"),
        ("naik 13,31% atau 4 %", f"naik 13,31{NBSP}% atau 4{NBSP}%"),
        ("capaian dalam %", "capaian dalam %"),
        ("Rp. 2.660.000,- dan Rp5", f"Rp{NBSP}2.660.000,- dan Rp{NBSP}5"),
        ("Renstra 2024-2026 dan 2019 - 2024", "Renstra 2024–2026 dan 2019–2024"),
        ("tanggal 3-14 Juni 2024", "tanggal 3–14 Juni 2024"),
        ("pukul 08.00 - 11.30", "pukul 08.00–11.30"),
        ("Tahun 2024 - Triwulan II", "Tahun 2024 – Triwulan II"),
        ("Seksi - seksi dan Kasi - Camat", "Seksi-seksi dan Kasi – Camat"),
        ("pembayaran honor - honor pejabat", "pembayaran honor-honor pejabat"),
        ("honor - honorarium", "honor – honorarium"),
        ("Keputusan Nomor 050-5889 Tahun 2021", "Keputusan Nomor 050-5889 Tahun 2021"),
        ("telepon 0334-881234, NIP 19770101 200001 2 001", "telepon 0334-881234, NIP 19770101 200001 2 001"),
        ("hal-hal ke-2 s.d. ke-3", "hal-hal ke-2 s.d. ke-3"),
        ("188.45/8/427.12/2023", "188.45/8/427.12/2023"),
        ("-", "-"),
        ("6=5/4", "6=5/4"),
        ("", ""),
    ],
)
def test_text_is_set(typed, set_as):
    assert set_text(typed) == set_as


PIECES = st.sampled_from(
    [
        " ",
        "  ",
        "-",
        " - ",
        '"',
        "'",
        "%",
        "Rp",
        ".",
        ",",
        ":",
        "(",
        ")",
        "honor",
        "2024",
        "2026",
        "08.00",
        "3",
        "Juni",
        "\n",
        NBSP,
        "–",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_set_text_stays_and_no_letter_or_digit_changes(typed):
    once = set_text(typed)
    assert set_text(once) == once
    assert re.sub(r"[\W_]", "", once) == re.sub(r"[\W_]", "", typed)


def test_all_texts_of_blocks_are_set_and_names_are_not():
    table = Table(
        "two  words",
        "2.3",
        "Tahun 2024 - Triwulan II",
        (Column("a  b", "Capaian  (%)", 100, formula="6 - 5"),),
        (Row((Cell("a  b", CellKind.TEXT, Decimal(1), items=("c  d",), marker=Marker.ALPHA, anchor="e  f"),)),),
        notes=(("a", "g  h"),),
    )
    found = set_texts(
        (
            Heading(1, "BAB  I", "i  j", "k  l"),
            Paragraph(("pada  ", TableRef("m  n", "2.3"), "  ini"), key="o  p"),
            ItemList((ListItem("q  r", (ListItem("s  t"),)),)),
            Definitions((("u  v", "w  x"),)),
            table,
        )
    )
    assert found == (
        Heading(1, "BAB  I", "i j", "k  l"),
        Paragraph(("pada ", TableRef("m  n", "2.3"), " ini"), key="o  p"),
        ItemList((ListItem("q r", (ListItem("s t"),)),)),
        Definitions((("u v", "w x"),)),
        Table(
            "two  words",
            "2.3",
            "Tahun 2024 – Triwulan II",
            (Column("a  b", "Capaian (%)", 100, formula="6 - 5"),),
            (Row((Cell("a b", CellKind.TEXT, Decimal(1), items=("c d",), marker=Marker.ALPHA, anchor="e  f"),)),),
            notes=(("a", "g h"),),
        ),
    )
    assert found[4].rows[0].cells[0].kind is CellKind.TEXT


def test_what_is_set_already_is_not_copied():
    blocks = (Heading(1, "BAB I", "PENDAHULUAN", "a"), Paragraph(("Satu kalimat.",)))
    assert set_texts(blocks) == blocks


@pytest.mark.parametrize(
    ("text", "with_ties"),
    [
        ("pada Triwulan III dan Triwulan IV Tahun 2024", "pada Triwulan_III dan Triwulan_IV Tahun_2024"),
        ("Pasal 3 ayat (1) huruf c, telah", "Pasal_3 ayat_(1)_huruf_c, telah"),
        ("Nomor 96 Tahun 2019 tentang", "Nomor_96 Tahun_2019 tentang"),
        ("sejak 1 Januari s.d. 30 Juni 2024", "sejak 1_Januari s.d. 30_Juni 2024"),
        (
            "Camat Rowokangkung, Pj. Bupati Lumajang dan Plt. Camat",
            "Camat Rowokangkung, Pj._Bupati Lumajang dan Plt._Camat",
        ),
        ("(6 dokumen dari target 12 dokumen atau", "(6_dokumen dari target 12_dokumen atau"),
        ("yaitu (1) Program A dan (2) Program B", "yaitu (1)_Program A dan (2)_Program B"),
        ("Tabel 2.3 halaman 5", "Tabel_2.3 halaman_5"),
        ("tahun anggaran 2024, tabel berikut dan bab ini", "tahun anggaran 2024, tabel berikut dan bab ini"),
        ("huruf besar, 12 macam layanan", "huruf besar, 12 macam layanan"),
    ],
)
def test_numbers_stay_on_the_line_of_what_they_number(text, with_ties):
    assert bind(text) == with_ties.replace("_", NBSP)
    assert bind(bind(text)) == bind(text)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Kepala Seksi Pemerintahan", ("Kepala Seksi Pemerintahan",)),
        ("Kepala Sub Bagian Umum dan Kepegawaian", ("Kepala Sub Bagian", "Umum dan Kepegawaian")),
        ("Pengadministrasi Umum Seksi Pemerintahan", ("Pengadministrasi Umum", "Seksi Pemerintahan")),
        ("x" * 37, ("x" * 37,)),
        ("kata " * 20 + "kata", ("kata " * 20 + "kata",)),
    ],
)
def test_a_long_title_is_parted_into_lines_of_about_the_same_length(title, lines):
    assert balanced(title, 36) == lines
