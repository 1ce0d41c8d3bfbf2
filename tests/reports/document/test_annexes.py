"""What stands behind a report: response sheet, the agreement as signed, photographs; and the agreement on its own."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import AgreementKind, AppointmentKind, BudgetLevel, Echelon, ReportForm, ReportStatus
from reports.document.blocks import Banner, Definitions, Heading, PageBreak, PhotoGrid, RowStyle, Signatures
from reports.document.build import build_agreement_document
from reports.inputs import BudgetItemEntry, PhotoEntry, Signer
from reports.layouts import layout_for
from reports.layouts.parts import AgreementAnnex, PhotoAnnex
from tests.reports.document.making import (
    ASISTEN,
    BUPATI,
    check_document,
    document,
    grid,
    indicator,
    inputs,
    line,
    plain,
    results_of,
)

HEAD = Signer(
    position="Kepala Bagian Organisasi",
    title="Kepala Bagian Organisasi",
    echelon=Echelon.III_A,
    kind=AppointmentKind.DEFINITIVE,
    name="DIAN PERMATA, S.IP., M.Si",
    nip="198706182007062018",
)
OFFICE = {"short_name": "Bagian Organisasi", "name": "Bagian Organisasi Sekretariat Daerah", "place": "Lumajang"}
LINES = (
    line(7, level=BudgetLevel.KEGIATAN, name="Administrasi Keuangan"),
    line(8, level=BudgetLevel.KEGIATAN, name="Penataan Organisasi"),
)
PLAIN = inputs(
    form=ReportForm.KEPALA_BAGIAN,
    signer=HEAD,
    superior=replace(ASISTEN, name="Ir. SLAMET RIYADI"),
    unit=OFFICE,
    lines=LINES,
    budgets=(
        BudgetItemEntry(7, 1, "", amount_signed=Decimal(14654000)),
        BudgetItemEntry(8, 2, "", amount_signed=Decimal("428757329.5")),
    ),
)
REPORT = replace(
    PLAIN,
    agreement=replace(
        PLAIN.agreement,
        kind=AgreementKind.PERUBAHAN,
        signed_on=datetime.date(2024, 4, 4),
        first_party=replace(HEAD, name="PEJABAT LAMA", nip="", kind=AppointmentKind.PLT),
        second_party=replace(ASISTEN, name="Ir. SLAMET RIYADI", nip="196305171990051017"),
    ),
    photos=(PhotoEntry("Rapat koordinasi", datetime.date(2024, 5, 6), "foto/a.jpg"), PhotoEntry("Sosialisasi")),
)


def of(made, kind):
    return [block for block in made.blocks if isinstance(block, kind)]


def annexes(made):
    return [(heading.number, heading.text) for heading in made.headings if heading.number.startswith("LAMPIRAN")]


def test_annexes_are_numbered_by_what_the_report_has():
    assert annexes(document(REPORT)) == [
        ("LAMPIRAN I", "PERJANJIAN KINERJA"),
        ("LAMPIRAN II", "DOKUMENTASI KEGIATAN TRIWULAN II"),
    ]
    assert annexes(document(replace(REPORT, photos=()))) == [("LAMPIRAN I", "PERJANJIAN KINERJA")]
    only_photos = document(replace(REPORT, agreement=None))
    assert annexes(only_photos) == [("LAMPIRAN I", "DOKUMENTASI KEGIATAN TRIWULAN II")]
    check_document(only_photos)
    neither = document(replace(REPORT, agreement=None, photos=()))
    assert annexes(neither) == []
    assert not of(neither, PhotoGrid)


def test_the_agreement_names_both_parties_as_they_were_when_it_was_signed():
    made = document(REPORT)
    first, second = of(made, Definitions)
    assert first.entries == (("Nama", "PEJABAT LAMA"), ("Jabatan", "Plt. Kepala Bagian Organisasi"))
    assert second.entries == (("Nama", "Ir. SLAMET RIYADI"), ("Jabatan", "Asisten Administrasi"))
    _, statement, table = of(made, Signatures)
    assert statement.place_date == table.place_date == "Lumajang, 4 April 2024"
    assert (statement.left.lines, statement.left.title, statement.left.name) == (
        ("Pihak Kedua,",),
        "",
        "Ir. SLAMET RIYADI",
    )
    assert statement.left.nip == "19630517 199005 1 017"
    assert (statement.right.lines, statement.right.title) == (("Pihak Pertama,",), "")
    assert (table.left.title, table.right.title) == ("ASISTEN ADMINISTRASI", "Plt. KEPALA BAGIAN ORGANISASI")
    assert "Pihak pertama berjanji akan mewujudkan target kinerja" in plain(made)


def test_the_titles_say_which_agreement_it_is_and_do_not_name_the_office_twice():
    assert [banner.lines for banner in of(document(REPORT), Banner)] == [
        ("PERUBAHAN PERJANJIAN KINERJA TAHUN 2024",),
        ("LAMPIRAN PERUBAHAN PERJANJIAN KINERJA TAHUN 2024", "KEPALA BAGIAN ORGANISASI"),
    ]
    made = build_agreement_document(inputs(), results_of(inputs()))
    assert of(made, Banner)[1].lines == (
        "LAMPIRAN PERJANJIAN KINERJA TAHUN 2024",
        "KEPALA SEKSI PEMBERDAYAAN MASYARAKAT KECAMATAN ROWOKANGKUNG",
    )


def test_its_tables_have_no_number_and_the_money_its_sum_as_signed():
    made = document(REPORT)
    promised, money = made.tables[-2:]
    assert (promised.key, promised.number, money.key, money.number) == ("signed_agreement", "", "signed_budget", "")
    assert [column.formula for column in promised.columns] == ["(1)", "(2)", "(3)", "(4)"]
    assert grid(money) == [
        ["1", "Administrasi Keuangan", "14.654.000"],
        ["2", "Penataan Organisasi", "428.757.329,50"],
        ["JUMLAH", "JUMLAH", "443.411.329,50"],
    ]
    assert money.rows[-1].style is RowStyle.TOTAL
    assert "Tabel 2.6" not in [f"Tabel {found.number}" for found in made.tables]


def test_an_agreement_without_money_date_or_superior_leaves_room():
    report = replace(REPORT, agreement=replace(REPORT.agreement, budgets=(), signed_on=None, second_party=None))
    made = document(report)
    check_document(made)
    assert "signed_budget" not in [found.key for found in made.tables]
    _, statement, _ = of(made, Signatures)
    assert statement.left is None
    assert statement.place_date == f"Lumajang, {'.' * 30} 2024"
    assert of(made, Definitions)[1].entries == (("Nama", "." * 40), ("Jabatan", "." * 40))


def test_the_title_that_the_agreement_gives_the_superior_wins():
    report = replace(REPORT, agreement=replace(REPORT.agreement, superior_title="Pj. Sekretaris Daerah"))
    made = document(report)
    assert of(made, Definitions)[1].entries[1] == ("Jabatan", "Pj. Sekretaris Daerah")
    assert [block.left.title for block in of(made, Signatures)] == [
        "ASISTEN ADMINISTRASI",
        "",
        "Pj. SEKRETARIS DAERAH",
    ]


def test_photographs_keep_their_order_and_wait_for_their_picture():
    (grid_of,) = of(document(REPORT), PhotoGrid)
    assert [(picture.caption, picture.date, picture.file) for picture in grid_of.pictures] == [
        ("Rapat koordinasi", "6 Mei 2024", "foto/a.jpg"),
        ("Sosialisasi", "", ""),
    ]


# -- the agreement as a document of its own ------------------------------------------------------------------


def test_the_agreement_is_a_document_of_its_own_with_the_same_blocks():
    made = build_agreement_document(REPORT, results_of(REPORT))
    annexed = document(REPORT).blocks
    start = next(place for place, block in enumerate(annexed) if isinstance(block, Banner))
    assert made.blocks == annexed[start : start + len(made.blocks)]
    assert (made.title, made.slug) == (
        "Perubahan Perjanjian Kinerja Kepala Bagian Organisasi Sekretariat Daerah Tahun 2024",
        "pk-perubahan-kecamatan-rowokangkung-kepala-bagian-organisasi-2024",
    )
    assert (made.cover.title, made.cover.official, made.cover.quarter) == (
        "PERUBAHAN PERJANJIAN KINERJA",
        "PEJABAT LAMA",
        "",
    )
    assert of(made, PageBreak)
    assert not of(made, Heading)


@pytest.mark.parametrize("form", ReportForm)
def test_every_post_has_its_agreement_whatever_its_form(form):
    report = inputs(form=form, lines=(line(3, outcomes=(1,)),), indicators=(indicator(1),))
    made = build_agreement_document(report, results_of(report))
    check_document(made)
    assert made.draft == "Draf – belum ditandatangani"
    assert build_agreement_document(report, results_of(report), to_sign=True) == replace(made, draft="")
    assert made.slug.startswith("pk-kecamatan-rowokangkung-")


def test_a_signed_agreement_is_no_draft_even_while_the_report_is():
    assert not build_agreement_document(REPORT, results_of(REPORT)).draft
    assert document(REPORT).draft
    assert not document(replace(REPORT, status=ReportStatus.RECEIVED)).draft


def test_without_an_agreement_there_is_no_document():
    report = replace(REPORT, agreement=None)
    with pytest.raises(ValueError, match="no agreement for 2024"):
        build_agreement_document(report, results_of(report))


def test_only_the_head_of_a_bagian_annexes():
    for form in ReportForm:
        kinds = {type(part) for part in layout_for(form).parts}
        assert ({AgreementAnnex, PhotoAnnex} <= kinds) == (form is ReportForm.KEPALA_BAGIAN)


# -- the response sheet --------------------------------------------------------------------------------------


def sheet_of(superior: Signer, agreed: str) -> tuple[str, str]:
    """Return the lead of the response sheet and the title over its signature."""
    report = inputs(form=ReportForm.CAMAT_RINGKAS, superior=superior)
    report = replace(report, agreement=replace(report.agreement, superior_title=agreed))
    blocks = document(report).blocks
    start = next(
        place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.key == "response_sheet"
    )
    signed = next(block for block in blocks[start:] if isinstance(block, Signatures))
    return blocks[start + 1].text, signed.right.title


def test_an_acting_superior_whom_nobody_recorded_is_named_as_in_the_agreement():
    text, title = sheet_of(BUPATI, "Pj. Bupati Lumajang")
    assert title == "Pj. BUPATI LUMAJANG"
    assert "Pj. Bupati Lumajang memberikan tanggapan" in text


@pytest.mark.parametrize(
    ("superior", "agreed"),
    [
        (BUPATI, ""),
        (BUPATI, "Bupati Lumajang"),
        (BUPATI, "Pj. Gubernur Jawa Timur"),
        (replace(BUPATI, name="SURYA ATMAJA", kind=AppointmentKind.DEFINITIVE), "Pj. Bupati Lumajang"),
    ],
)
def test_a_recorded_superior_and_another_post_keep_their_title(superior, agreed):
    text, title = sheet_of(superior, agreed)
    assert title == "BUPATI LUMAJANG"
    assert "Pj." not in text
