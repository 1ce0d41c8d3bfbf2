"""The whole document: its frame, its cover, hand-edited texts, and forms made of data alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.enums import AppointmentKind, CitationPurpose, ReportForm, ReportStatus, ResponseOption
from reports.document.blocks import (
    FractionBlock,
    Heading,
    ItemList,
    Marker,
    PageBreak,
    Paragraph,
    ResponseBoxes,
    Signatures,
    TableRef,
)
from reports.document.build import build_document, generated_sections
from reports.inputs import CitationEntry, DutyEntry
from reports.layouts import parts
from reports.layouts.tables import AGREEMENT
from reports.narrative import SENTENCES
from reports.results import Fraction, TermResult
from tests.reports.document.making import (
    BUPATI,
    CAMAT,
    SEKRETARIS,
    check_document,
    document,
    grid,
    indicator,
    inputs,
    line,
    plain,
    results_of,
    table,
)

REPORT = inputs(lines=(line(7, outcomes=(1,)), line(8)))


def headings(made):
    return [(heading.number, heading.text) for heading in made.headings]


def only(made, kind):
    (block,) = [block for block in made.blocks if isinstance(block, kind)]
    return block


# -- the frame -------------------------------------------------------------------------------------------------


def test_chapters_and_sections_of_the_kasi():
    assert headings(document(REPORT)) == [
        ("BAB I", "PENDAHULUAN"),
        ("BAB II", "AKUNTABILITAS KINERJA"),
        ("2.1", "PERJANJIAN KINERJA"),
        ("2.2", "CAPAIAN KINERJA"),
        ("2.3", "EVALUASI DAN ANALISIS KINERJA"),
        ("2.4", "RENCANA TINDAK LANJUT"),
        ("2.5", "TANGGAPAN ATASAN LANGSUNG"),
        ("BAB III", "PENUTUP"),
    ]


def test_the_camat_signs_alone_and_is_answered_on_a_sheet():
    made = document(replace(REPORT, form=ReportForm.CAMAT_RINGKAS, signer=CAMAT, superior=BUPATI))
    assert ("2.5", "TANGGAPAN ATASAN LANGSUNG") not in headings(made)
    assert headings(made)[-1] == ("", "LEMBAR TANGGAPAN ATASAN LANGSUNG")
    own, answer = [block for block in made.blocks if isinstance(block, Signatures)]
    assert (own.left, own.right.title) == (None, "CAMAT ROWOKANGKUNG")
    assert (answer.left, answer.right.lines, answer.right.title) == (None, ("Atasan Langsung",), "BUPATI LUMAJANG")
    assert answer.place_date == f"Rowokangkung, {'.' * 30}"
    assert plain(made).endswith(
        "Setelah membaca Laporan Kinerja Triwulan II Tahun 2024 Camat Rowokangkung, Bupati Lumajang memberikan"
        " tanggapan sebagai berikut:"
    )


def test_nobody_answers_where_there_is_no_superior():
    made = document(replace(REPORT, form=ReportForm.CAMAT_RINGKAS, signer=CAMAT, superior=None))
    assert "LEMBAR TANGGAPAN" not in " ".join(text for _, text in headings(made))


def test_staff_get_an_outline_with_numbers_and_a_table_without_money():
    made = document(replace(REPORT, form=ReportForm.STAF, agreement=replace(REPORT.agreement, budgets=())))
    outline = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "outline")
    assert [item.text for item in outline.items] == [
        "BAB I PENDAHULUAN",
        "BAB II PERENCANAAN KINERJA",
        "BAB III PENUTUP",
    ]
    assert [child.text for child in outline.items[0].children] == [
        "1.1 Dasar Hukum Pembentukan",
        "1.2 Uraian Tugas Pokok dan Fungsi",
    ]
    assert not {"ceiling", "spent"} & {column.key for found in made.tables for column in found.columns}


def test_kasubbag_gabungan_letters_its_sections_and_tells_the_efficiency_of_each_row():
    made = document(replace(REPORT, form=ReportForm.KASUBBAG_GABUNGAN))
    assert [number for number, _ in headings(made)] == ["BAB I", "BAB II", "a", "b", "c", "d", "e", "BAB III"]
    found = next(found for found in made.tables if found.key == "cost")
    assert found.number == "2.3"
    assert grid(found)[0][-1] == "25,00"
    assert [column.formula for column in found.columns][-2:] == ["9=8/7", "10"]


def test_kasubbag_lists_lines_with_indicator_and_without_performance():
    found = table(replace(REPORT, form=ReportForm.KASUBBAG), "cost")
    assert grid(found)[2][0] == "Anggaran Sub Kegiatan"
    assert grid(found)[3][2] == "Indikator 1"
    assert grid(found)[3][6:9] == ["", "", ""]


def test_delegated_authorities_of_the_camat_nest():
    tree = (DutyEntry("evaluasi rancangan tentang", (DutyEntry("APBDes"), DutyEntry("Pungutan"))), DutyEntry("lain"))
    made = document(replace(REPORT, form=ReportForm.CAMAT_RINGKAS, delegated=tree))
    listed = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "delegated")
    assert listed.marker is Marker.ALPHA
    assert [(item.text, [child.text for child in item.children]) for item in listed.items] == [
        ("evaluasi rancangan tentang:", ["APBDes;", "Pungutan;"]),
        ("lain.", []),
    ]
    assert listed.items[0].children_marker is Marker.DECIMAL


@pytest.mark.parametrize("form", ReportForm)
def test_lists_in_lists_are_marked_unlike_the_list_around_them(form):
    deep = (DutyEntry("satu", (DutyEntry("dua", (DutyEntry("tiga"), DutyEntry("empat"))), DutyEntry("lima"))),)
    made = document(replace(REPORT, form=form, duties=(*deep, DutyEntry("enam")), delegated=deep))
    found = [block for block in made.blocks if isinstance(block, ItemList) and block.key in ("duties", "delegated")]
    for block in found:
        first = block.items[0]
        inner = first.children[0]
        assert first.children_marker is not block.marker
        assert inner.children_marker is not first.children_marker
        assert [item.text for item in inner.children] == ["tiga;", "empat;"]
        assert first.children[1].text == ("lima;" if block.key == "duties" else "lima.")


def test_a_list_under_a_closing_point_ends_with_the_stop_of_the_point():
    made = document(replace(REPORT, form=ReportForm.STAF))
    points = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "closing_points").items
    led = [point for point in points if point.children]
    assert len(led) > 1
    assert [point.children[-1].text[-1] for point in led] == [";"] * (len(led) - 1) + ["."]


def test_tables_are_numbered_by_place_and_sentences_follow():
    made = document(REPORT)
    assert [(found.key, found.number, found.anchor) for found in made.tables] == [
        ("agreement", "2.1", "tabel-2-1"),
        ("achievement", "2.2", "tabel-2-2"),
        ("cost", "2.3", "tabel-2-3"),
        ("strategies", "2.4", "tabel-2-4"),
    ]
    text = plain(made)
    assert "sebagaimana terdapat pada Tabel 2.2:" in text
    assert "pada Tabel 2.3 di bawah ini akan diuraikan" in text
    assert "sebagaimana terdapat pada Tabel 2.4:" in text


def test_numbers_move_up_when_a_table_falls_away():
    text = plain(document(replace(REPORT, strategies=())))
    assert "Tabel 2.4" not in text
    assert "Tabel 2.3" in text


def test_the_sekretaris_refers_to_the_page_of_the_table():
    made = document(replace(REPORT, form=ReportForm.SEKRETARIS, signer=SEKRETARIS))
    closing = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "closing_points")
    assert closing.marker is Marker.DECIMAL
    point = closing.items[2]
    assert TableRef("cost", "2.3", with_page=True) in point.parts
    assert point.text.endswith("(Tabel 2.3);")


def test_closing_points_end_as_sentences_do():
    made = document(REPORT)
    closing = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "closing_points")
    assert [item.text[-1] for item in closing.items] == [";", ";", ";", ";", ":"]
    assert [child.text for child in closing.items[-1].children] == ["Membina desa;", "Memantau desa."]
    own = document(replace(REPORT, closing_points=("Hanya ini",)))
    closing = next(block for block in own.blocks if isinstance(block, ItemList) and block.key == "closing_points")
    assert [child.text for child in closing.items[-1].children] == ["Hanya ini."]
    without = document(replace(REPORT, follow_ups=()))
    closing = next(block for block in without.blocks if isinstance(block, ItemList) and block.key == "closing_points")
    assert closing.items[-1].text.endswith(".")


def test_no_agreement_still_gives_a_document():
    made = document(inputs(agreement=None, strategies=()))
    check_document(made)
    assert made.tables == ()
    assert "belum tersedia" in plain(made)
    assert headings(made)[-1] == ("BAB III", "PENUTUP")


@pytest.mark.parametrize("form", ReportForm)
def test_an_empty_post_gives_a_document_in_every_form(form):
    made = document(
        inputs(
            indicators=(),
            agreement=None,
            duties=(),
            citations=(),
            strategies=(),
            follow_ups=(),
            superior=None,
            form=form,
        )
    )
    check_document(made)
    assert isinstance(made.blocks[0], Heading)
    assert isinstance(made.blocks[-1], Signatures)


# -- response, signatures, cover -------------------------------------------------------------------------------


def test_no_box_is_ticked_but_by_the_superior():
    boxes = only(document(REPORT), ResponseBoxes)
    assert [label for label, _ in boxes.options] == [option.label for option in ResponseOption]
    assert not any(ticked for _, ticked in boxes.options)


@pytest.mark.parametrize("status", ReportStatus)
@pytest.mark.parametrize("form", ReportForm)
def test_ticks_and_note_stand_only_with_the_approval(form, status):
    report = replace(
        REPORT,
        form=form,
        status=status,
        response_options=(ResponseOption.GOOD, ResponseOption.OTHER),
        response_note="Lanjutkan",
    )
    boxes = only(document(report), ResponseBoxes)
    final = status in (ReportStatus.APPROVED, ReportStatus.RECEIVED)
    assert [label for label, ticked in boxes.options if ticked] == (["Laporan sudah baik", "Lain-lain"] * final)
    assert boxes.note == "Lanjutkan" * final


def test_signatures():
    block = only(document(replace(REPORT, superior=replace(CAMAT, kind=AppointmentKind.PLT))), Signatures)
    assert block.place_date == "Rowokangkung, 1 Juli 2024"
    assert block.left.lines == ("Mengetahui,", "Atasan Langsung")
    assert block.left.title == "Plt. CAMAT ROWOKANGKUNG"
    assert block.left.nip == "19770101 200001 2 001"
    assert (block.right.lines, block.right.title) == ((), "Kepala Seksi Pemberdayaan Masyarakat")


def test_a_vacant_post_signs_with_dots_and_a_unit_without_place_with_its_name():
    vacant = replace(REPORT.signer, name="", nip="", kind=None)
    report = inputs(signer=vacant, superior=None, unit={"place": ""})
    block = only(document(report), Signatures)
    assert set(block.right.name) == {"."}
    assert block.right.nip == ""
    assert block.left is None
    assert block.place_date.startswith("Rowokangkung, ")


def test_covers():
    cover = document(REPORT).cover
    assert (cover.regency, cover.title, cover.subtitle, cover.quarter) == (
        "PEMERINTAH KABUPATEN LUMAJANG",
        "LKjIP",
        "LAPORAN KINERJA ESELON IV",
        "TRIWULAN II",
    )
    assert (cover.unit, cover.year, cover.nip, cover.byline) == ("KECAMATAN ROWOKANGKUNG", "TAHUN 2024", "", "")
    acting = document(replace(REPORT, signer=replace(REPORT.signer, kind=AppointmentKind.PLT))).cover
    assert acting.position == f"Plt. {cover.position}"
    cover = document(replace(REPORT, form=ReportForm.SEKRETARIS)).cover
    assert (cover.byline, cover.nip) == ("DISUSUN OLEH:", "19750404 199804 1 004")


def test_names_of_file_and_document():
    made = document(REPORT)
    assert made.slug == "lkjip-kecamatan-rowokangkung-kepala-seksi-pemberdayaan-masyarakat-2024-tw2"
    assert made.title == (
        "Laporan Kinerja Kepala Seksi Pemberdayaan Masyarakat Kecamatan Rowokangkung Triwulan II Tahun 2024"
    )
    assert made.author == "AGUS PRASETYO, SH"


@pytest.mark.parametrize("status", ReportStatus)
def test_the_watermark_goes_with_approval(status):
    expected = "" if status in (ReportStatus.APPROVED, ReportStatus.RECEIVED) else "Draf – belum disetujui"
    assert document(replace(REPORT, status=status)).draft == expected


# -- hand-edited texts -----------------------------------------------------------------------------------------


def test_an_edited_text_replaces_the_generated_one():
    made = document(replace(REPORT, texts={"purpose": "Satu <b>baris</b>.\r\n\r\nDua {baris}."}))
    edited = [block for block in made.blocks if isinstance(block, Paragraph) and block.key == "purpose"]
    assert [(block.text, block.edited) for block in edited] == [("Satu <b>baris</b>.", True), ("Dua {baris}.", True)]
    others = [block for block in made.blocks if isinstance(block, Paragraph) and block.key != "purpose"]
    assert not any(block.edited for block in others)


def test_an_edited_closing_point_stays_as_written_and_keeps_its_list():
    made = document(replace(REPORT, texts={"closing_strategies": "Strateginya:", "closing_next": "Selesai!"}))
    closing = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "closing_points")
    assert [(item.text, item.edited) for item in closing.items[-2:]] == [("Selesai!", True), ("Strateginya:", True)]
    assert len(closing.items[-1].children) == 2


def test_an_edited_text_prints_where_nothing_was_generated():
    report = inputs(indicators=(indicator(1, "100", "100"),), texts={"closing_next": "Tidak ada sisa."})
    assert "Tidak ada sisa." in plain(document(report))


def test_a_blank_edit_is_none():
    assert plain(document(replace(REPORT, texts={"purpose": "  \n "}))) == plain(document(REPORT))


def test_generated_sections_for_an_editor():
    sections = generated_sections(replace(REPORT, texts={"purpose": "diganti"}), results_of(REPORT))
    assert list(sections)[:3] == ["obligation", "purpose", "duties"]
    assert set(sections) <= set(SENTENCES)
    title, text = sections["achievement"]
    assert title == "Pengantar capaian kinerja"
    assert text.endswith("sebagaimana terdapat pada Tabel 2.2:")
    assert "diganti" not in sections["purpose"][1]
    assert sections["closing_absorption"][1].endswith("(Tabel 2.3);")
    made = document(REPORT)
    told = {block.key for block in made.blocks if isinstance(block, Paragraph)}
    told |= {item.key for block in made.blocks if isinstance(block, ItemList) for item in block.items}
    assert set(sections) == told - {""}


def test_writing_a_generated_text_back_changes_nothing_that_is_read():
    texts = {key: text for key, (_, text) in generated_sections(REPORT, results_of(REPORT)).items()}
    assert plain(document(replace(REPORT, texts=texts))) == plain(document(REPORT))


# -- forms are data --------------------------------------------------------------------------------------------

MADE_UP = parts.Layout(
    form=ReportForm.KASI,
    numbering=parts.Numbering.LOWER,
    cover=parts.CoverLayout(title="LAPORAN", subtitle="{position_upper}", position=False, address=True),
    parts=(
        parts.Chapter("preface", "KATA PENGANTAR", numbered=False),
        parts.Chapter("first", "RINGKASAN {year}"),
        parts.Outline(),
        parts.Title("promise", "Janji"),
        parts.TablePart(replace(AGREEMENT, number_line=parts.NumberLine.BRACKETS)),
        parts.Title("detail", "Rincian", level=3),
        parts.Fractions(),
        parts.NewPage(),
        parts.Chapter("last", "AKHIR"),
        parts.Closing(points=("closing_duties",), marker=Marker.BULLET),
        parts.Signing(acknowledged=False),
    ),
)


def test_a_form_of_another_kabupaten_is_an_entry_and_no_code():
    made = document(inputs(unit={"address": "Jl. Raya 1", "phone": "(0334) 1"}), MADE_UP)
    assert headings(made) == [
        ("", "KATA PENGANTAR"),
        ("BAB I", "RINGKASAN 2024"),
        ("a", "Janji"),
        ("1", "Rincian"),
        ("BAB II", "AKHIR"),
    ]
    assert made.tables[0].columns[0].formula == "(1)"
    outline = next(block for block in made.blocks if isinstance(block, ItemList) and block.key == "outline")
    assert [item.text for item in outline.items] == ["KATA PENGANTAR", "BAB I RINGKASAN 2024", "BAB II AKHIR"]
    assert [child.text for child in outline.items[1].children] == ["a. Janji"]
    assert made.cover.address == ("Jl. Raya 1", "(0334) 1")
    assert (made.cover.subtitle, made.cover.position) == ("KEPALA SEKSI PEMBERDAYAAN MASYARAKAT", "")
    assert [block for block in made.blocks if isinstance(block, PageBreak)]


def test_a_fraction_names_its_parts():
    report = inputs(indicators=(indicator(1, "93.33", "33.33", name="Desa tepat waktu"),))
    results = results_of(report, MADE_UP)
    one = TermResult("desa yang menyusun LPPDes", Decimal(1), "", Decimal(10), Decimal(10))
    all_of = TermResult("dokumen", Decimal(3), "dokumen", Decimal(10), Decimal(30))
    result = replace(results.facts.indicators[1], fraction=Fraction(Decimal(10), Decimal(30), (one,), (all_of,)))
    results = replace(results, facts=replace(results.facts, indicators={1: result}))
    block = only(build_document(report, results, MADE_UP), FractionBlock)
    assert block.label == "Desa tepat waktu"
    assert block.numerator == "10 (desa yang menyusun LPPDes)"
    assert block.denominator == "30 (10 dokumen × 3 dokumen)"
    assert block.result.replace("\N{NO-BREAK SPACE}", " ") == "33,33 %"


# -- anything at all -------------------------------------------------------------------------------------------

NUMBERS = st.one_of(st.none(), st.decimals(0, 10**9, places=2).map(str))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    facts=st.lists(st.tuples(NUMBERS, NUMBERS, TEXTS), max_size=6),
    amounts=st.lists(st.tuples(NUMBERS, NUMBERS, st.sets(st.integers(1, 6), max_size=3)), max_size=5),
    form=st.sampled_from(list(ReportForm)),
    together=st.booleans(),
    told=st.lists(TEXTS, max_size=3),
)
def test_any_report_gives_a_sound_document(facts, amounts, form, together, told):
    entries = tuple(
        indicator(key, target, value, name=name or "x") for key, (target, value, name) in enumerate(facts, 1)
    )
    known = {entry.id for entry in entries}
    report = inputs(
        indicators=entries,
        promised=tuple((1 if together else entry.id, entry.id) for entry in entries),
        lines=tuple(
            line(50 + place, ceiling, spent, outcomes=tuple(sorted(keys & known)))
            for place, (ceiling, spent, keys) in enumerate(amounts)
        ),
        form=form,
        follow_ups=tuple(told),
        citations=(CitationEntry(CitationPurpose.DUTIES, told[0] if told else "x", "", ""),),
    )
    made = document(report)
    check_document(made)
    for found in made.tables:
        for row in found.rows:
            for part in row.cells:
                assert (part.text == "–") <= (part.value is None)


def test_the_same_values_give_the_same_document():
    assert document(REPORT) == document(REPORT)
    assert table(REPORT, "cost") == table(REPORT, "cost")
