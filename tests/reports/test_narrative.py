"""Sentences: every count, period, name and amount is told from results, in every case."""

import datetime
from dataclasses import replace

import pytest

from agreements.enums import (
    AppointmentKind,
    BudgetLevel,
    CitationPurpose,
    Echelon,
    EfficiencyDefinition,
    ObjectiveLevel,
    ReportForm,
    UnitKind,
)
from agreements.numbers import NBSP
from reports.inputs import Choices, CitationEntry, DutyEntry
from reports.layouts import LAYOUTS
from reports.layouts.parts import Closing, Text
from reports.narrative import EFFICIENCY, LISTED, REASONS, SENTENCES, counts, post_of_unit, signature_title
from reports.narrative.detailed import numbered
from reports.narrative.words import (
    capitalized,
    join,
    named_title,
    ordinals,
    reporter_and_addressee,
    with_stops,
)
from reports.period import Quarter
from reports.results import Reason
from tests.reports.document.making import (
    ASISTEN,
    BUPATI,
    CAMAT,
    KASI,
    SEKRETARIS,
    STAF,
    document,
    indicator,
    inputs,
    line,
    plain,
    story,
)


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def told(report, key: str) -> str:
    return spaced("\n".join(_plain(parts) for parts in SENTENCES[key].tell(story(report))))


def _plain(parts) -> str:
    return "".join(part if isinstance(part, str) else f"<{part.table_key}>" for part in parts)


# -- words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "joined"),
    [((), ""), (("a",), "a"), (("a", "b"), "a dan b"), (("a", "b", "c"), "a, b, dan c")],
)
def test_join(words, joined):
    assert join(words) == joined


def test_ordinals():
    assert ordinals((2,)) == "ke-2"
    assert ordinals((1, 4, 5)) == "ke-1, ke-4, dan ke-5"


def test_capitalized_keeps_the_rest():
    assert capitalized("pasal 4 PP") == "Pasal 4 PP"
    assert capitalized("") == ""


def test_lists_end_in_semicolons_and_a_stop_whatever_was_typed():
    assert with_stops(["satu;", "dua", "tiga . "]) == ("satu;", "dua;", "tiga.")
    assert with_stops(["evaluasi rancangan tentang", "monitoring"], leading=[0])[0] == "evaluasi rancangan tentang:"
    assert with_stops([]) == ()


def test_every_reason_and_every_definition_has_a_sentence():
    assert set(REASONS) == set(Reason)
    assert set(EFFICIENCY) == set(EfficiencyDefinition)
    assert len(set(REASONS.values())) == len(REASONS)


@pytest.mark.parametrize(
    ("own", "superior", "said"),
    [
        (KASI, CAMAT, ("pejabat eselon IV", "pejabat eselon III")),
        (SEKRETARIS, CAMAT, ("pejabat eselon III.b", "pejabat eselon III.a")),
        (CAMAT, BUPATI, ("pejabat eselon III", "Bupati Lumajang")),
        (CAMAT, ASISTEN, ("pejabat eselon III", "pejabat eselon II")),
        (STAF, KASI, ("setiap PNS", "pejabat eselon IV atasannya")),
        (KASI, None, ("pejabat eselon IV", "atasan langsungnya")),
        (KASI, replace(KASI, title="Kepala Seksi Lain"), ("pejabat eselon IV", "Kepala Seksi Lain")),
        (BUPATI, None, ("Bupati Lumajang", "atasan langsungnya")),
    ],
)
def test_nobody_reports_to_the_own_echelon(own, superior, said):
    assert reporter_and_addressee(own, superior) == said
    assert said[0] != said[1]


@pytest.mark.parametrize(
    ("signer", "title"),
    [
        (CAMAT, "CAMAT ROWOKANGKUNG"),
        (replace(CAMAT, kind=AppointmentKind.PLT), "Plt. CAMAT ROWOKANGKUNG"),
        (KASI, "Kepala Seksi Pemberdayaan Masyarakat"),
        (replace(KASI, kind=AppointmentKind.PLH), "Plh. Kepala Seksi Pemberdayaan Masyarakat"),
        (SEKRETARIS, "Sekretaris Kecamatan Rowokangkung"),
        (ASISTEN, "ASISTEN ADMINISTRASI"),
    ],
)
def test_titles_over_a_signature(signer, title):
    assert signature_title(signer) == title


@pytest.mark.parametrize(
    ("post", "unit", "named"),
    [
        ("Camat", "Kecamatan Rowokangkung", "Camat Rowokangkung"),
        ("Sekretaris Kecamatan", "Kecamatan Rowokangkung", "Sekretaris Kecamatan Rowokangkung"),
        (
            "Kepala Bagian Organisasi",
            "Bagian Organisasi Sekretariat Daerah",
            "Kepala Bagian Organisasi Sekretariat Daerah",
        ),
        ("Kepala Dinas Sosial", "Dinas Sosial", "Kepala Dinas Sosial"),
    ],
)
def test_what_a_post_and_its_unit_share_is_said_once(post, unit, named):
    assert post_of_unit(post, unit) == named


# -- BAB I -----------------------------------------------------------------------------------------------------


def test_obligation_names_article_echelons_and_days():
    text = told(inputs(), "obligation")
    assert text.startswith(
        "Pasal 4 Peraturan Bupati Nomor 6 Tahun 2018 telah mengamanatkan bahwa pejabat eselon IV berkewajiban untuk"
        " membuat laporan kinerja triwulanan kepada pejabat eselon III."
    )
    assert "paling lambat 5 hari kerja sejak" in text
    assert "10 hari kerja" in told(inputs(deadline_days=10), "obligation")
    assert "paling lambat" not in told(inputs(deadline_days=None), "obligation")


def test_obligation_without_a_regulation():
    text = told(inputs(citations=()), "obligation")
    assert text.startswith("Pejabat eselon IV berkewajiban")


def test_obligation_capitalizes_a_small_article():
    cited = CitationEntry(CitationPurpose.REPORTING, "Peraturan Bupati", "", "pasal 4")
    assert told(inputs(citations=(cited,)), "obligation").startswith("Pasal 4 Peraturan Bupati telah")
    assert told(inputs(citations=(replace(cited, article=""),)), "obligation").startswith("Peraturan Bupati telah")


def test_purpose_names_quarter_and_year():
    assert "dalam kurun waktu Triwulan III tahun anggaran 2025." in told(inputs(quarter=Quarter(2025, 3)), "purpose")


def test_duties_cite_one_article():
    text = told(inputs(), "duties")
    assert text.count("Pasal") == 1
    assert "Berdasarkan ketentuan tersebut, khususnya Pasal 11, telah diamanatkan" in text
    assert "salah satu jabatan yang ada di Kecamatan Rowokangkung Kabupaten Lumajang" in text


def test_duties_of_the_head_and_of_a_post_with_a_formation_regulation():
    assert "Camat merupakan pimpinan Kecamatan Rowokangkung" in told(inputs(signer=CAMAT, superior=BUPATI), "duties")
    formed = CitationEntry(CitationPurpose.FORMATION, "Peraturan Daerah Nomor 15 Tahun 2016", "Pembentukan", "")
    text = told(inputs(citations=(*inputs().citations, formed)), "duties")
    assert text.startswith("Berdasarkan Peraturan Daerah Nomor 15 Tahun 2016 tentang Pembentukan, maka")
    assert "tugas pokok dan fungsi organisasi Kecamatan ditetapkan melalui" in text
    elsewhere = told(inputs(citations=(*inputs().citations, formed), unit={"kind": UnitKind.DINAS}), "duties")
    assert "fungsi organisasi perangkat daerah ditetapkan" in elsewhere


def test_duties_with_nothing_to_cite_or_to_list():
    assert told(inputs(citations=()), "duties") == (
        "Tugas dan fungsi Kepala Seksi Pemberdayaan Masyarakat adalah sebagai berikut:"
    )
    assert told(inputs(citations=(), duties=()), "duties") == ""
    assert told(inputs(duties=()), "duties").endswith("Susunan Organisasi.")


def test_delegated_authorities_only_where_there_are_any():
    assert told(inputs(), "delegated") == ""
    cited = CitationEntry(CitationPurpose.DELEGATION, "Peraturan Bupati Nomor 8 Tahun 2023", "", "")
    text = told(inputs(delegated=(DutyEntry("fasilitasi"),), citations=(cited,)), "delegated")
    assert "sesuai dengan Peraturan Bupati Nomor 8 Tahun 2023, yang meliputi aspek:" in text
    assert "sesuai dengan" not in told(inputs(delegated=(DutyEntry("fasilitasi"),), citations=()), "delegated")


# -- BAB II ----------------------------------------------------------------------------------------------------


def test_agreement_names_both_parties():
    signed = replace(inputs().agreement, signed_on=datetime.date(2024, 1, 10))
    assert told(inputs(agreement=signed), "agreement") == (
        "Perjanjian Kinerja Tahun 2024 yang ditandatangani antara Kepala Seksi Pemberdayaan Masyarakat dengan Camat"
        " Rowokangkung adalah sebagai berikut:"
    )
    other = replace(signed, superior_title="Pj. Bupati Lumajang")
    assert "dengan Pj. Bupati Lumajang adalah" in told(inputs(agreement=other), "agreement")
    assert "ditandatangani oleh Kepala Seksi" in told(inputs(agreement=signed, superior=None), "agreement")


def test_a_draft_of_the_agreement_is_not_called_signed():
    assert told(inputs(), "agreement") == (
        "Perjanjian Kinerja Tahun 2024 antara Kepala Seksi Pemberdayaan Masyarakat dengan Camat Rowokangkung adalah"
        " sebagai berikut:"
    )


def test_no_agreement_is_said():
    report = inputs(agreement=None)
    assert told(report, "agreement") == (
        "Perjanjian Kinerja Tahun 2024 Kepala Seksi Pemberdayaan Masyarakat belum tersedia."
    )
    assert "belum dapat disajikan" in told(report, "achievement")


R, N, Q = "100", "50", None  # reached, not reached, no figure


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((R,), "1 indikator kinerja yang diperjanjikan telah tercapai 100 %"),
        ((N,), "1 indikator kinerja yang diperjanjikan belum tercapai 100 %"),
        ((Q,), "capaian 1 indikator kinerja yang diperjanjikan belum dapat dihitung"),
        ((R, R), "seluruh 2 indikator kinerja yang diperjanjikan telah tercapai 100 %"),
        (("116", R), "seluruh 2 indikator kinerja yang diperjanjikan telah tercapai 100 %"),
        ((N, N), "dari 2 indikator kinerja yang diperjanjikan belum ada yang tercapai 100 %"),
        ((Q, Q), "capaian 2 indikator kinerja yang diperjanjikan belum dapat dihitung"),
        (
            (N, R, R, N, N, N),
            (
                "dari 6 indikator kinerja yang diperjanjikan terdapat 2 indikator yang telah tercapai 100 %, yakni"
                " indikator ke-2 dan ke-3"
            ),
        ),
        (
            (N, R),
            (
                "dari 2 indikator kinerja yang diperjanjikan terdapat 1 indikator yang telah tercapai 100 %, yakni"
                " indikator ke-2"
            ),
        ),
        (
            (N, Q, N),
            (
                "dari 3 indikator kinerja yang diperjanjikan belum ada yang tercapai 100 %, sedangkan capaian 1"
                " indikator, yakni indikator ke-2, belum dapat dihitung"
            ),
        ),
        (
            (R, Q),
            (
                "dari 2 indikator kinerja yang diperjanjikan terdapat 1 indikator yang telah tercapai 100 %, yakni"
                " indikator ke-1, sedangkan capaian 1 indikator, yakni indikator ke-2, belum dapat dihitung"
            ),
        ),
    ],
)
def test_counts(values, said):
    report = inputs(indicators=tuple(indicator(key, "100", value) for key, value in enumerate(values, 1)))
    assert spaced(counts(story(report))) == said


@pytest.mark.parametrize(
    ("quarter", "kind", "days"),
    [
        (Quarter(2024, 2), "cumulative", "1 Januari s.d. 30 Juni 2024"),
        (Quarter(2024, 2), "quarter", "1 April s.d. 30 Juni 2024"),
        (Quarter(2023, 4), "quarter", "1 Oktober s.d. 31 Desember 2023"),
    ],
)
def test_achievement_names_the_days(quarter, kind, days):
    text = told(inputs(quarter=quarter, period_sentence=kind), "achievement")
    assert text.startswith(f"Dalam kurun waktu {days}, ")
    assert text.endswith("sebagaimana terdapat pada <achievement>:")


def test_cost_names_the_level_of_the_lines():
    assert "diuraikan mengenai sub kegiatan yang mendukung" in told(inputs(lines=(line(7),)), "cost")
    assert told(inputs(agreement=None), "cost") == ""
    assert "anggaran" not in told(inputs(), "cost")


def test_cost_without_indicators_refers_to_no_table_of_them():
    assert "<achievement>" not in told(inputs(indicators=(), lines=(line(7),)), "cost")


def test_nothing_claims_success():
    text = spaced(plain(document(inputs(lines=(line(7),)))))
    for claim in ("secara maksimal", "berhasil dicapai", "Telah Tercapai", "keberhasilan"):
        assert claim not in text


# -- reports of staff ------------------------------------------------------------------------------------------

LAW = CitationEntry(CitationPurpose.FORMATION, "Undang-Undang Nomor 23 Tahun 2014", "Pemerintahan Daerah", "Pasal 228")
RULE = CitationEntry(CitationPurpose.FORMATION, "Peraturan Pemerintah Nomor 17 Tahun 2018", "Kecamatan", "")
GUIDE = CitationEntry(CitationPurpose.REPORTING, "Permenpan RB Nomor 53 Tahun 2014", "Petunjuk Teknis", "")
NAMES = CitationEntry(CitationPurpose.NOMENCLATURE, "Kepmendagri 050-5889 Tahun 2021", "Nomenklatur", "")


def staff(**changes):
    return inputs(signer=STAF, superior=KASI, form=ReportForm.STAF, **changes)


def test_staff_obligation_rests_on_the_regulation_with_an_article():
    report = staff(citations=(GUIDE, *inputs().citations))
    assert told(report, "obligation").startswith("Pasal 4 Peraturan Bupati Nomor 6 Tahun 2018 telah mengamanatkan")
    assert "setiap PNS berkewajiban" in told(report, "obligation")
    assert "telah disesuaikan dengan Permenpan RB Nomor 53 Tahun 2014 tentang Petunjuk" in told(report, "outline")
    assert told(staff(), "outline").endswith("pada Triwulan II Tahun 2024 terdiri atas:")
    assert told(report, "purpose_of_staff").startswith(told(report, "purpose"))


def test_formation_names_every_regulation_with_its_article():
    text = told(staff(citations=(LAW, RULE, *inputs().citations)), "formation")
    assert text == (
        "Dasar hukum pembentukan Kecamatan Rowokangkung adalah Pasal 228 Undang-Undang Nomor 23 Tahun 2014 tentang"
        " Pemerintahan Daerah dan Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan. Kedudukan, tugas, dan"
        " fungsi Bendahara diatur lebih rinci dalam Peraturan Bupati Nomor 96 Tahun 2019 tentang Kedudukan dan"
        " Susunan Organisasi."
    )
    assert told(staff(citations=()), "formation") == "Dasar hukum pembentukan belum dicatat."


def test_duties_of_staff():
    assert told(staff(), "duties_of_staff").startswith(
        "Berdasarkan Pasal 11 Peraturan Bupati Nomor 96 Tahun 2019, tugas"
    )
    assert told(staff(citations=()), "duties_of_staff").startswith("Tugas dan fungsi yang menjadi lingkup")
    assert told(staff(duties=()), "duties_of_staff") == "Uraian tugas Bendahara belum dicatat."


def test_programmes_come_from_the_lines_of_the_indicators():
    lines = (
        line(1, level=BudgetLevel.PROGRAM, holds_amounts=False, name="Program A"),
        line(2, level=BudgetLevel.KEGIATAN, parent_id=1, holds_amounts=False, name="Kegiatan A"),
        line(3, parent_id=2, outcomes=(1,)),
        line(4, level=BudgetLevel.KEGIATAN, parent_id=1, name="Kegiatan B"),
    )
    assert told(staff(lines=lines, budgets=(), citations=(NAMES,)), "programmes") == (
        "Perjanjian kinerja Bendahara mendukung Program A, yang didasarkan pada Kepmendagri 050-5889 Tahun 2021"
        " tentang Nomenklatur, dengan 1 (satu) kegiatan, yaitu:"
    )
    without_programme = (replace(lines[1], parent_id=None), lines[2])
    text = told(staff(lines=without_programme, budgets=()), "programmes")
    assert text == "Perjanjian kinerja Bendahara mendukung 1 (satu) kegiatan, yaitu:"
    assert told(staff(), "programmes") == ""


def test_evaluation_of_staff_sorts_indicators_by_what_is_reached():
    report = staff(
        indicators=(
            indicator(1, "5", "5"),
            indicator(2, "12", "6", unit="dokumen", note="menunggu jadwal."),
            indicator(3, "6", "0"),
            indicator(4, "6", None, missing_reason="Data belum diterima."),
            indicator(5, "1", "2"),
        ),
        lines=(line(8, outcomes=(2,), planned_months=(4, 8)), line(9, outcomes=(3,), planned_months=(5,))),
        budgets=(),
        obstacles=(("Petugas terbatas.", "meminta tambahan petugas"), ("Hujan", "")),
    )
    assert told(report, "evaluation_of_staff").split("\n")[1:] == [
        "Indikator yang telah tercapai 100 %: (1) Indikator 1 dan (2) Indikator 5.",
        (
            "Indikator yang sudah terealisasi tetapi belum tercapai 100 %: Indikator 2 (6 dokumen dari target 12 dokumen"
            " atau 50,00 %; menunggu jadwal; direncanakan pada April dan Agustus 2024)."
        ),
        "Indikator yang realisasinya masih nol: Indikator 3 (0 % dari target 6 %; semula direncanakan pada Mei 2024).",
        "Indikator yang capaiannya belum dapat dihitung: Indikator 4 (Data belum diterima).",
        "Hambatan yang dihadapi: (1) Petugas terbatas, diatasi dengan meminta tambahan petugas dan (2) Hujan.",
        "Target yang belum tercapai diupayakan pencapaiannya pada Triwulan III dan Triwulan IV Tahun 2024.",
    ]
    assert (
        told(replace(report, facts=replace(report.facts, quarter=Quarter(2024, 4))), "evaluation_of_staff").count(
            "diupayakan"
        )
        == 0
    )
    assert "belum dapat dievaluasi" in told(staff(indicators=()), "evaluation_of_staff")


@pytest.mark.parametrize(
    ("title", "signer", "expected"),
    [
        ("Pj. Bupati Lumajang", BUPATI, "Pj. BUPATI LUMAJANG"),
        ("Bupati Lumajang", BUPATI, "BUPATI LUMAJANG"),
        ("Ir. Bupati", BUPATI, "IR. BUPATI"),
        ("Plt. Kepala Seksi", KASI, "Plt. Kepala Seksi"),
    ],
)
def test_a_title_given_by_a_paper_is_written_like_others(title, signer, expected):
    assert named_title(title, signer) == expected


# -- what kasi rinci, staf and kepala bagian tell besides ------------------------------------------------------

HALVES = inputs(
    form=ReportForm.KEPALA_BAGIAN,
    indicators=(indicator(1, "100", "100"), indicator(2, "100", "40"), indicator(3, "100", None)),
    lines=(line(7, "1000", "250"), line(8, "1000", "0", planned_months=(10,)), line(9, "1000", None)),
)


def at_the_end_of_the_year(report):
    typed = {
        key: replace(entry, realizations={4: entry.realizations[2]} if entry.realizations else {})
        for key, entry in report.facts.indicators.items()
    }
    return replace(report, facts=replace(report.facts, quarter=Quarter(2024, 4), indicators=typed))


def test_efficiency_says_what_it_is_made_of_and_what_is_left():
    assert told(HALVES, "efficiency") == (
        "Efisiensi capaian kinerja dengan realisasi anggaran adalah 57,50 poin persentase, yaitu rata-rata capaian kinerja"
        " 70,00 % dikurangi rata-rata serapan anggaran 12,50 %. Hal ini tidak lantas disimpulkan bahwa ada perencanaan"
        " penganggaran yang salah. Sisa anggaran sejumlah Rp 2.750 tidak berarti tidak akan terserap lagi di sisa tahun"
        " anggaran, karena pelaksanaan kegiatan dan penyerapan anggaran masih berjalan sampai dengan bulan Desember 2024."
    )
    assert told(at_the_end_of_the_year(HALVES), "efficiency").endswith("rata-rata serapan anggaran 12,50 %.")
    index = replace(HALVES, facts=replace(HALVES.facts, choices=Choices(efficiency=EfficiencyDefinition.INDEX)))
    assert told(index, "efficiency").startswith(
        "Efisiensi capaian kinerja dengan realisasi anggaran adalah 5,60. Hal ini"
    )
    assert told(inputs(), "efficiency") == ""


def test_what_the_table_shows_is_final_at_the_end_of_the_year_only():
    assert "bukan realisasi akhir" in told(HALVES, "not_final")
    assert told(at_the_end_of_the_year(HALVES), "not_final") == (
        "Hal-hal yang diungkapkan pada <cost> merupakan capaian kinerja dan penyerapan anggaran sampai dengan akhir tahun"
        " 2024."
    )
    assert told(replace(HALVES, agreement=None), "not_final") == ""


def test_evaluation_leads_to_the_table_that_is_there():
    assert told(HALVES, "evaluation_reached").endswith("yang telah tercapai terdapat pada <strategies_reached>.")
    assert told(HALVES, "evaluation_unreached") == (
        "Terkait dengan 1 target kinerja yang belum tercapai, yakni indikator ke-2, strategi pencapaiannya dilaksanakan"
        " sampai dengan Triwulan IV tahun anggaran 2024. Capaian 1 target kinerja, yakni indikator ke-3, belum dapat"
        " dihitung. Adapun upaya yang akan dilakukan untuk mewujudkan pencapaian target dimaksud oleh Kepala Seksi"
        " Pemberdayaan Masyarakat terdapat pada <strategies_unreached>."
    )
    none = inputs(form=ReportForm.KEPALA_BAGIAN)
    assert told(none, "evaluation_reached").endswith("adalah sebagai berikut.")
    everything = inputs(form=ReportForm.KEPALA_BAGIAN, indicators=(indicator(1, "100", "100"),))
    assert told(everything, "evaluation_unreached") == ""
    assert "bahan perencanaan tahun 2025" in told(at_the_end_of_the_year(HALVES), "evaluation_unreached")
    assert "belum diuraikan" in told(replace(HALVES, strategies=()), "evaluation_reached")


def test_the_last_of_several_numbered_texts_is_joined_by_a_word():
    assert numbered(["a, pada Juli", "b", "c"]) == ["(1) a, pada Juli", "(2) b", "dan (3) c"]
    assert numbered(["a"]) == ["a"]


def test_closing_tells_objectives_spending_and_what_is_open():
    assert told(HALVES, "closing_objectives") == (
        "Kinerja sampai dengan Triwulan II: (1) Sasaran 1 telah tercapai 100,00 %, (2) Sasaran 2 telah tercapai 40,00 %,"
        " dan (3) Sasaran 3 belum dapat dihitung capaiannya"
    )
    assert told(HALVES, "closing_spent_lines").split("\n")[0] == (
        "Anggaran yang sudah ada realisasinya yaitu pada sub kegiatan Sub kegiatan 7 sejumlah Rp 250 atau 25,00 %"
    )
    assert told(HALVES, "closing_open_lines") == (
        "Sub kegiatan yang belum terlaksana yaitu Sub kegiatan 8, direncanakan pada Oktober 2024"
    )
    nothing = replace(HALVES, facts=replace(HALVES.facts, lines={}), agreement=replace(HALVES.agreement, budgets=()))
    assert told(nothing, "closing_spent_lines") == ""
    assert told(nothing, "closing_open_lines") == ""
    assert told(inputs(indicators=()), "closing_objectives") == ""


def test_a_line_that_reached_something_is_not_called_open():
    report = inputs(lines=(line(8, "1000", "0", outcomes=(1,)),), indicators=(indicator(1, "100", "5"),))
    assert told(report, "closing_open_lines") == ""


def test_closing_of_staff_lists_what_is_done_and_what_is_not():
    found = story(HALVES)
    assert told(HALVES, "closing_done") == "Sasaran yang sudah tercapai 100 % sampai dengan Triwulan II, yaitu"
    assert [spaced(text) for text in LISTED["closing_done"](found)] == ["Sasaran 1 (100 % dari target 100 %)"]
    assert [spaced(text) for text in LISTED["closing_open"](found)] == [
        "Sasaran 2 (40 % dari target 100 %)",
        "Sasaran 3",
    ]
    assert told(inputs(), "closing_done") == ""
    assert told(inputs(indicators=(indicator(1, "1", "1"),)), "closing_open") == ""
    joined = inputs(promised=((9, 1), (9, 2)))
    assert spaced(LISTED["closing_open"](story(joined))[0]).startswith("Indikator 1 (")


def test_duties_and_missing_next_steps():
    assert told(inputs(), "duties_of_post") == (
        "Berdasarkan Pasal 11 Peraturan Bupati Nomor 96 Tahun 2019, tugas Kepala Seksi Pemberdayaan Masyarakat adalah"
        " sebagai berikut:"
    )
    assert "belum dicatat" in told(inputs(duties=()), "duties_of_post")
    assert told(inputs(citations=()), "duties_of_post").startswith("Tugas Kepala Seksi")
    assert told(inputs(), "no_follow_up") == ""
    assert told(inputs(follow_ups=()), "no_follow_up") == "Rencana tindak lanjut belum diuraikan."


def test_places_count_within_a_level_where_tables_list_levels_apart():
    report = inputs(
        form=ReportForm.CAMAT_RINGKAS,
        indicators=(indicator(1, "1", "1"), indicator(2, "1", "0"), indicator(3, "1", "1"), indicator(4, "1", None)),
    )
    levels = ("strategic", "program", "program", "program")
    objectives = tuple(
        replace(row, level=ObjectiveLevel(level))
        for row, level in zip(report.agreement.objectives, levels, strict=True)
    )
    report = replace(report, agreement=replace(report.agreement, objectives=objectives))
    assert told(report, "closing_counts") == (
        "Dalam pencapaian sasaran yang diperjanjikan, dari 4 target kinerja yang ditetapkan terdapat 2 target yang telah"
        " tercapai 100 %, yakni indikator ke-1 pada sasaran strategis dan indikator ke-2 pada sasaran program, sedangkan"
        " capaian 1 indikator, yakni indikator ke-3 pada sasaran program, belum dapat dihitung"
    )


# -- BAB III ---------------------------------------------------------------------------------------------------


def test_closing_counts_and_regulation():
    assert told(inputs(), "closing_counts") == (
        "Dalam pencapaian sasaran yang diperjanjikan, dari 2 target kinerja yang ditetapkan belum ada yang tercapai"
        " 100 %"
    )
    assert "berdasarkan Peraturan Bupati Nomor 96 Tahun 2019 tentang" in told(inputs(), "closing_duties")
    assert "berdasarkan" not in told(inputs(citations=()), "closing_duties")
    assert told(inputs(indicators=()), "closing_counts") == ""


def test_absorption_in_figures_and_in_words():
    report = inputs(lines=(line(7, "1885065699", "312000862"),))
    assert told(report, "closing_absorption") == (
        "Anggaran yang telah direalisasikan sampai dengan Triwulan II Tahun 2024 sejumlah Rp 312.000.862 dari pagu"
        " sejumlah Rp 1.885.065.699 atau 16,55 % (<cost>)"
    )
    assert "Rp 312.000.862 (Tiga Ratus Dua Belas Juta Delapan Ratus Enam Puluh Dua Rupiah) dari pagu" in told(
        report, "closing_absorption_in_words"
    )
    (parts,) = SENTENCES["closing_absorption_in_words"].tell(story(report))
    assert [part.with_page for part in parts if not isinstance(part, str)] == [True]


def test_absorption_that_is_partial_missing_or_without_budget():
    partial = inputs(lines=(line(7), line(8, spent=None)))
    assert "belum lengkap karena 1 baris anggaran belum terisi" in told(partial, "closing_absorption")
    assert told(inputs(lines=(line(7, spent=None),)), "closing_absorption") == (
        "Realisasi anggaran sampai dengan Triwulan II Tahun 2024 belum dapat disajikan: belum ada realisasi"
    )
    assert told(inputs(), "closing_absorption") == ""
    no_ceiling = told(inputs(lines=(line(7, ceiling=None),)), "closing_absorption")
    assert "dari pagu" not in no_ceiling
    assert "%" not in no_ceiling


def test_what_comes_next():
    assert "pada triwulan berikutnya" in told(inputs(), "closing_next")
    assert "perencanaan tahun berikutnya" in told(inputs(quarter=Quarter(2024, 4)), "closing_next")
    assert told(inputs(indicators=(indicator(1, "100", "100"),)), "closing_next") == ""


def test_strategies_only_where_there_are_any():
    assert told(inputs(follow_ups=()), "closing_strategies") == ""
    assert told(inputs(follow_ups=(), closing_points=("Membina",)), "closing_strategies")
    assert told(inputs(follow_ups=()), "follow_up") == "Rencana tindak lanjut belum diuraikan."
    assert "belum diuraikan" in told(inputs(strategies=()), "evaluation")


# -- the registry ----------------------------------------------------------------------------------------------


def test_every_text_of_every_form_is_told():
    for layout in LAYOUTS.values():
        keys = [part.key for part in layout.parts if isinstance(part, Text)]
        keys += [point for part in layout.parts if isinstance(part, Closing) for point in part.points]
        assert set(keys) <= set(SENTENCES)
        assert len(keys) == len(set(keys)), "a text that stands twice can't be edited"


def test_words_for_headers():
    report = inputs(lines=(line(7), line(8)), signer=replace(KASI, echelon=Echelon.STAFF))
    words = story(report).words
    assert words["objective"] == "Sasaran Kegiatan"
    assert words["line_upper"] == "SUB KEGIATAN"
    assert words["echelon"] == "Staf Pelaksana"


# -- the main duty above the functions -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["duties", "duties_of_post"])
def test_the_main_duty_stands_before_the_functions(key):
    report = inputs(main_duty="membantu Bupati dalam mengoordinasikan pelayanan publik.")
    text = told(report, key)
    assert "Pasal 11" in text
    assert text.endswith(
        "Kepala Seksi Pemberdayaan Masyarakat mempunyai tugas membantu Bupati dalam mengoordinasikan pelayanan publik."
        " Untuk melaksanakan tugas tersebut, Kepala Seksi Pemberdayaan Masyarakat mempunyai fungsi sebagai berikut:"
    )
    assert "tugas dan fungsi Kepala" not in text
    alone = told(replace(report, duties=()), key)
    assert alone.endswith("mempunyai tugas membantu Bupati dalam mengoordinasikan pelayanan publik.")


def test_a_main_duty_without_a_regulation_is_told_too():
    assert told(inputs(main_duty="membina desa", citations=()), "duties").startswith(
        "Kepala Seksi Pemberdayaan Masyarakat mempunyai tugas membina desa."
    )
