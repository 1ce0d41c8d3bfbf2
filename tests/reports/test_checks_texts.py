"""Texts written by hand: for each check one that it must find, and one close to it that it must leave alone."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agreements.enums import AppointmentKind, BudgetLevel, Echelon, Severity
from reports.background import CopiedEntry
from reports.checks import CHECKS, check_report
from reports.checks.kinds import MOST, TextCheck
from reports.checks.passages import Writing
from reports.checks.rows import key_of
from reports.inputs import Background, PastEntry, PhotoEntry, PostEntry, StrategyEntry
from reports.period import Quarter
from tests.reports.builders import compute, facts, indicator, line, report, signer

REGISTER = (
    ("Peraturan Bupati Lumajang Nomor 96 Tahun 2019", "Kedudukan, Susunan Organisasi, dan Tata Kerja Kecamatan"),
    ("Undang-Undang Nomor 23 Tahun 2014", "Pemerintahan Daerah"),
    ("Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 29 Tahun 2022", "Pemantauan"),
)
POSTS = (
    PostEntry(1, "Camat", None, Echelon.III_A),
    PostEntry(2, "Kepala Seksi Contoh", 1, Echelon.IV_A),
    PostEntry(3, "Kepala Seksi Pelayanan Umum", 1, Echelon.IV_A),
    PostEntry(4, "Kasubbag Keuangan", 1, Echelon.IV_B),
)
LAST = (("teks/closing", "Anggaran yang telah direalisasikan masih menunggu pengesahan perubahan dari kabupaten"),)


def office(**more):
    """Return a report of TW II 2024: of three indicators one is reached, one at 60 %, one at 0; 5.760.000 spent."""
    indicators = [
        indicator(1, 8, target=8, unit="laporan", name="Jumlah laporan peningkatan efektifitas kegiatan pemberdayaan"),
        indicator(
            2,
            21,
            target=35,
            unit="keluarga",
            name="Jumlah keluarga yang mengikuti pembentukan karakter keluarga",
            past=(PastEntry(2023, 2, Decimal(35), Decimal(25)),),
        ),
        indicator(3, 0, target=35, unit="keluarga", name="Jumlah keluarga dengan ketahanan pangan keluarga"),
    ]
    lines = [
        line(9, name="Program Pemberdayaan Masyarakat Desa dan Kelurahan", level=BudgetLevel.PROGRAM),
        line(
            10, 10_000_000, 0, name="Peningkatan efektifitas kegiatan pemberdayaan", pays_for=[1], note="SPJ menyusul"
        ),
        line(11, 19_740_750, 5_760_000, name="Pembentukan karakter keluarga di kecamatan", pays_for=[2]),
        line(12, 4_000_000, 0, name="Ketahanan pangan keluarga di kecamatan", pays_for=[3]),
    ]
    shared = facts(indicators, lines)
    shared = replace(shared, unit=replace(shared.unit, posts=POSTS))
    background = Background(other_units=("Ranuyoso", "Candipuro"), regulations=REGISTER, last_texts=LAST)
    inputs = report(shared, items=[1, 2, 3], budgets=[10, 11, 12], background=background)
    return replace(inputs, **more)


def edited(text, key="closing", **more):
    return office(texts={key: text}, generated={}, **more)


def findings(inputs):
    """Return what the checks of texts find."""
    codes = {check.code for check in CHECKS if isinstance(check, TextCheck)}
    return [finding for finding in check_report(inputs, compute(inputs)) if finding.code in codes]


CASES = {
    "impossible_date": ("Dilaksanakan pada 31 Juni 2024.", "Dilaksanakan pada 30 Juni 2024."),
    "malformed_amount": ("Pagunya Rp 22.90.000.", "Kode rekening 7.01.01.2.02 dan 5.1.02.01."),
    "placeholder": ("Hambatan: ........", "Lain-lain ..."),
    "other_quarter": (
        "Hasil dicapai secara maksimal di triwulan I.",
        "Sisanya akan dilaksanakan pada triwulan III; dibanding triwulan I ada kemajuan di Triwulan II Tahun 2024.",
    ),
    "other_year": (
        "Perjanjian Kinerja Tahun 2023 yang ditandatangani.",
        "Menurut Peraturan Bupati Lumajang Nomor 96 Tahun 2019 dan pengalaman di tahun 2023, tahun 2024 lebih baik.",
    ),
    "other_period": (
        "Dalam kurun waktu 01 April 2024 s.d 30 Juni 2024 kegiatan berjalan.",
        "Dalam kurun waktu 01 Januari 2024 s.d 30 Juni 2024 kegiatan berjalan.",
    ),
    "outside_period": (
        "Musyawarah diselenggarakan pada 5 Juli 2024.",
        "Musyawarah akan diselenggarakan pada 5 Juli 2024, yang pertama pada 5 Juni 2024.",
    ),
    "whole_year": (
        "Selama tahun anggaran 2024 seksi telah melaksanakan semua kegiatan.",
        "Kegiatan dilaksanakan selama tahun anggaran 2024.",
    ),
    "next_quarter": (
        "Kegiatan bulan Oktober akan dilaksanakan pada triwulan berikutnya.",
        "Kegiatan bulan Agustus akan dilaksanakan pada triwulan berikutnya.",
    ),
    "quarter_misspelled": (
        "Laporan Trwiulan II disusun.",
        "Laporan tribulan II, Tahun 2024, bulan Nopember 2024 akan disusun.",
    ),
    "other_unit": (
        "Manfaat bagi masyarakat di kecamatan Ranuyoso.",
        "Berkoordinasi dengan Kecamatan Ranuyoso; manfaat bagi masyarakat di Kecamatan Contoh.",
    ),
    "other_post": (
        "Menurut Tugas Pokok dan Fungsi dari Seksi Pelayanan Umum.",
        "Menurut Tugas Pokok dan Fungsi dari Seksi Contoh, berkoordinasi dengan Seksi Pelayanan Umum.",
    ),
    "other_superior": (
        "Selalu berkoordinasi dengan Kasubbag Keuangan selaku atasan langsung.",
        "Selalu berkoordinasi dengan Camat selaku atasan langsung.",
    ),
    "same_echelon": (
        "Mewajibkan pejabat eselon IV membuat laporan kepada pejabat eselon IV.",
        "Mewajibkan pejabat eselon IV membuat laporan kepada pejabat eselon III.",
    ),
    "unknown_programme": (
        "Yaitu pada Program Seksi Contoh, di mana kegiatan dipilih.",
        "Yaitu pada Program Pemberdayaan Masyarakat Desa, di mana kegiatan dipilih.",
    ),
    "unknown_regulation": (
        "Berdasarkan Perbup Lumajang Nomor 73 Tahun 2020.",
        "Berdasarkan Perbup Lumajang Nomor 96 Tahun 2019.",
    ),
    "regulation_cited_otherwise": (
        "Menurut Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintah Daerah.",
        "Menurut UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah.",
    ),
    "unknown_amount": (
        "Sejumlah Rp 312.000.862 telah dibelanjakan.",
        "Sejumlah Rp 5.760.000 dari Rp19.740.750,- telah dibelanjakan.",
    ),
    "unknown_percent": (
        "Anggaran tercapai 16,55 %.",
        "Kinerja 60 %, serapan 29,18 %, dengan alokasi 12,5 % untuk rapat.",
    ),
    "amount_in_words": (
        "Sejumlah Rp 5.760.000 (Lima Juta Tujuh Ratus Rupiah).",
        "Sejumlah Rp 5.760.000 (Lima Juta Tujuh Ratus Enam Puluh Ribu Rupiah).",
    ),
    "points_as_percent": ("Capaian turun 11,43 %.", "Capaian turun 11,43 poin persentase."),
    "count": (
        "Dari 72 indikator kinerja tersebut dan 2 sasaran lainnya, 5 target yang belum tercapai.",
        "Dari 3 indikator kinerja terdapat 1 indikator yang telah tercapai dan 2 indikator yang belum tercapai.",
    ),
    "none_reached": ("Dari kegiatan tersebut belum ada yang tercapai 100 %.", "Belum ada kegiatan yang dibatalkan."),
    "all_reached": (
        "Capaian kinerja telah memenuhi target.",
        "Terdapat 1 target kinerja yang telah tercapai.",
    ),
    "nothing_spent": ("Meskipun belum ada realisasi anggarannya.", "Meskipun belum ada realisasi anggota baru."),
    "row_told_otherwise": (
        "Pembentukan Karakter Keluarga belum terlaksana.",
        "Ketahanan Pangan Keluarga belum terlaksana, sedangkan Pembentukan Karakter Keluarga tercapai 60 %.",
    ),
    "direction": ("Realisasi kinerja mengalami peningkatan.", "Realisasi kinerja mengalami penurunan."),
    "side_of_target": (
        "Realisasi indikator ke-2 melampaui target, indikator ke-1 masih di bawah target.",
        "Realisasi indikator ke-2 di bawah target.",
    ),
    "copied_text": (LAST[0][1], f"{LAST[0][1]} Lumajang"),
    "doubled_word": ("Dikaitkan dengan dengan prinsip.", "Tugas masing masing, hati-hati, dan lain-lain."),
    "broken_numbers": ("Yaitu (1) satu, (2) dua, (2) tiga.", "Yaitu (1) satu, (2) dua; ayat (1); lalu (1) lagi."),
    "misspelled": ("Ketentraman dan standart.", "Ketenteraman dan standar."),
}


def test_every_check_of_texts_has_its_cases():
    codes = {check.code for check in CHECKS if isinstance(check, TextCheck)}
    assert codes == {
        *CASES,
        "copied_plan",
        "unread_copy",
        "overtaken_text",
        "nothing_open",
        "figures_left_out",
        "acting_left_out",
        "unwritten",
    }


@pytest.mark.parametrize("code", CASES)
def test_found(code):
    listed = [finding for finding in findings(edited(CASES[code][0])) if finding.code == code]
    assert listed
    for finding in listed:
        assert finding.message.startswith("Bagian “Pengantar penutup”")
        assert finding.message.endswith(".")
        assert finding.mend.endswith((".", "”."))
        assert (finding.where, finding.page) == ("Teks: Pengantar penutup", "teks/closing")


@pytest.mark.parametrize("code", CASES)
def test_near_miss(code):
    assert [finding for finding in findings(edited(CASES[code][1])) if finding.code == code] == []


@pytest.mark.parametrize("code", CASES)
def test_the_same_is_found_in_every_list(code):
    """Whatever a section may not say, a solution or next step may not say either, but for what a plan may say."""
    text = CASES[code][0]
    written = office(follow_ups=("Berkoordinasi", text))
    codes = {finding.code for finding in findings(written) if finding.where == "Rencana tindak lanjut ke-2"}
    only_sections = {"other_period", "copied_text", "outside_period", "other_year", "unknown_percent"}
    assert code in codes or code in only_sections


# -- what the sentences say --------------------------------------------------------------------------------------------


def said(text, code, **more):
    """Return the sentences of one check, with plain blanks."""
    listed = findings(edited(text, **more))
    return [row.message.replace("\N{NO-BREAK SPACE}", " ") for row in listed if row.code == code]


def test_an_amount_with_swapped_digits_is_recognised():
    (finding,) = [row for row in findings(edited("Pagu Rp 19.704.750.")) if row.code == "unknown_amount"]
    assert "19.740.750" in finding.mend


def test_a_count_in_words_is_compared_too():
    assert said("Meliputi 2 (tiga) rapat.", "amount_in_words")
    assert said("Meliputi 2 (dua) rapat dan 12 (dua belas) kunjungan, 3 (tahun).", "amount_in_words") == []


def test_a_plan_may_name_the_quarter_and_year_to_come():
    plan = StrategyEntry(1, None, None, "", "Triwulan III", (("Melaksanakan pada tahun 2025", "Oktober 2024"),))
    assert findings(office(strategies=(plan,))) == []


def test_an_edited_section_may_name_what_its_generated_text_names():
    """The text on last year compares with 2023, whatever words it uses."""
    shared = edited("Capaian Triwulan I Tahun 2023.", key="closing")
    assert [row.code for row in findings(shared)] == ["other_quarter", "other_year"]


def test_rows_are_denied_by_percent_amount_and_count():
    name = "Pembentukan Karakter Keluarga"
    assert "67,00 %" in said(f"{name} telah tercapai 67%.", "row_told_otherwise")[0]
    assert "padahal realisasinya" in said(f"{name} sebesar Rp. 10.000.000.", "row_told_otherwise")[0]
    assert "30 keluarga" in said(f"{name} diikuti 30 keluarga dari 35 keluarga.", "row_told_otherwise")[0]
    both = said(f"{name} tercapai 100% baik realisasi kinerja maupun anggarannya.", "row_told_otherwise")
    assert "serapannya 29,18" in both[0]
    assert said(f"{name} diikuti 21 keluarga dengan Rp 5.760.000 atau 29,18 %.", "row_told_otherwise") == []


def test_a_list_of_what_is_open_is_read_to_its_end():
    listed = said(
        "Yang belum terlaksana yaitu (1) Ketahanan Pangan Keluarga, (2) Pembentukan Karakter Keluarga.",
        "row_told_otherwise",
    )
    assert len(listed) == 1
    assert "karakter keluarga" in listed[0].casefold()


def test_the_hundred_of_a_formula_is_no_achievement():
    assert said("Pembentukan Karakter Keluarga dibagi jumlah keluarga dikali 100%.", "row_told_otherwise") == []
    assert said("Pembentukan Karakter Keluarga tercapai 100%.", "row_told_otherwise") != []


def test_two_names_of_one_row_say_the_same_once():
    text = "Belum terlaksana: Pembentukan Karakter Keluarga, yaitu Keluarga yang Mengikuti Pembentukan."
    assert len(said(f"{text[:-1]} belum terlaksana.", "row_told_otherwise")) == 1


def test_a_name_of_few_letters_names_nothing():
    assert key_of("Jumlah desa") == ""
    assert key_of("Terlaksananya tugas forum koordinasi pimpinan di kecamatan") == "tugas forum koordinasi pimpinan"
    assert key_of("Jumlah dokumen tugas forum koordinasi pimpinan") == "tugas forum koordinasi pimpinan"


def test_photographs_from_outside_the_period():
    photos = (
        PhotoEntry("Rapat", datetime.date(2024, 4, 1)),
        PhotoEntry("Rapat", datetime.date(2024, 7, 1)),
        PhotoEntry("Rapat tanggal 30 Desember 2023"),
    )
    listed = findings(office(photos=photos))
    assert {(row.code, row.where, row.page) for row in listed} == {
        ("outside_period", "Keterangan foto ke-2", "foto"),
        ("outside_period", "Keterangan foto ke-3", "foto"),
    }


def test_unread_copies_are_errors_until_read_and_told_once():
    copied = (
        CopiedEntry("teks-closing", 2024, 1),
        CopiedEntry("lanjut-2", 2024, 1),
        CopiedEntry("hambatan-1", 2023, 4),
    )
    more = {
        "texts": {"closing": LAST[0][1]},
        "follow_ups": ("Satu", "Dua"),
        "obstacles": (("Sebab", "Solusi"),),
    }
    found = findings(office(**more, background=replace(office().background, copied=copied)))
    unread = [row for row in found if row.code == "unread_copy"]
    assert {row.severity for row in unread} == {Severity.ERROR}
    assert [(row.place, row.where) for row in unread] == [
        ("teks-closing", "Teks: Pengantar penutup"),
        ("tindak-lanjut-2", "Rencana tindak lanjut ke-2"),
        ("hambatan-1", "Hambatan ke-1"),
    ]
    assert "Triwulan IV tahun 2023" in unread[-1].message
    assert "copied_text" not in [row.code for row in found]
    assert "copied_text" in [row.code for row in findings(office(**more))]


def found_in(plans, last):
    """Return what is found in a report whose only plans are these."""
    inputs = office(strategies=(), follow_ups=plans, background=last)
    return [row.code for row in findings(inputs) if row.code != "unwritten"]


def test_copied_plans_are_told_once_and_only_where_all_are_copied():
    plans = tuple(f"Berkoordinasi dengan desa terkait pembinaan dan fasilitasi kegiatan pemberdayaan {n}" for n in "ab")
    last = replace(office().background, last_texts=tuple(("uraian", plan) for plan in plans))
    assert found_in(plans, last) == ["copied_plan"]
    fresh = (*plans, "Mengundang perangkat desa untuk memperbarui data keluarga penerima bantuan tahun ini")
    assert found_in(fresh, last) == []
    assert found_in((*plans, "Rapat evaluasi PKK"), last) == []
    assert found_in(("Berkoordinasi",), last) == []


def test_whoever_took_a_plan_out_went_through_them():
    plans = tuple(
        f"Berkoordinasi dengan desa terkait pembinaan dan fasilitasi kegiatan pemberdayaan {n}" for n in "abc"
    )
    texts = (("uraian", "Jalan ke tiga desa tertutup banjir selama dua minggu pada bulan Mei"),)
    last = replace(
        office().background, last_texts=(*texts, *(("uraian", plan) for plan in plans)), last_plans=(*plans, "Rapat")
    )
    assert found_in(plans, last) == ["copied_plan"]
    assert found_in(plans[:2], last) == []


def test_without_a_register_or_other_units_nothing_is_missed():
    text = "Perbup Lumajang Nomor 73 Tahun 2020 di Ranuyoso."
    assert findings(edited(text, background=Background())) == []


def test_a_seksi_named_short_is_recognised():
    listed = said("Program yang diampu oleh Seksi Pelayanan Kecamatan Contoh.", "other_post")
    assert "Seksi Pelayanan Kecamatan" in listed[0]


def test_a_long_clause_is_quoted_by_its_first_words():
    text = "Program yang diampu oleh Seksi Pelayanan Umum dan dilaksanakan bersama seluruh pemerintah desa sewilayah"
    (listed,) = said(f"{text} kecamatan; selesai pada bulan Juni.", "other_post")
    quoted = listed.partition("“")[2].partition("”")[0] if listed.startswith("Bagian") else listed
    assert "diampu oleh Seksi Pelayanan Umum dan dilaksanakan bersama seluruh pemerintah desa …”" in listed, quoted


def test_the_report_of_the_year_may_tell_of_the_year():
    text = "Selama tahun anggaran 2024 seksi telah melaksanakan; sisanya pada triwulan berikutnya di bulan Oktober."
    inputs = edited(text)
    at_the_end = replace(inputs, facts=replace(inputs.facts, quarter=Quarter(2024, 4)))
    codes = {row.code for row in check_report(at_the_end, compute(at_the_end))}
    assert not codes & {"whole_year", "next_quarter"}


def test_an_official_named_with_the_post_is_called_as_appointed():
    """The post alone is the office and not the person; another person may hold it for good."""

    def named(text, kind):
        camat = signer("Camat", "ARIF RAHMAN, SH, MM", title="Camat Contoh", echelon=Echelon.III_A, kind=kind)
        listed = findings(edited(text, superior=camat))
        return [row.message for row in listed if row.code == "acting_left_out"]

    plt, definitive = AppointmentKind.PLT, AppointmentKind.DEFINITIVE
    (message,) = named("Dikoordinasikan oleh Camat Contoh, Arif Rahman, setiap bulan.", plt)
    assert "“Camat Contoh, Arif Rahman”, padahal ARIF RAHMAN, SH, MM memegang jabatan itu sebagai Plt." in message
    assert named("Menurut ARIF RAHMAN, SH, MM selaku Camat.", plt)
    assert named("Bersama Plt. Camat Contoh (Arif Rahman).", definitive)
    for text, kind in (
        ("Dikoordinasikan oleh Plt. Camat Contoh, Arif Rahman, dan dilaporkan kepada Camat setiap bulan.", plt),
        ("Menurut ARIF RAHMAN, SH, MM selaku Pelaksana Tugas Camat.", plt),
        ("Laporan disampaikan kepada Camat Contoh. Arif Rahman hadir pada rapat.", plt),
        ("Camat Contoh, Rahmat Arifin, menjabat sampai Januari 2024.", plt),
        ("Oleh Camat Contoh, Arif Rahman.", definitive),
        ("Oleh Camat Contoh, Arif Rahman.", None),
    ):
        assert named(text, kind) == [], text


def test_a_section_that_tells_no_figure_where_the_generated_one_does():
    """Candipuro analyses its efficiency without one; a section that tells no figure needs none."""

    def left_out(text, key):
        return [row.message for row in findings(edited(text, key=key)) if row.code == "figures_left_out"]

    (message,) = left_out(
        "Anggaran Triwulan II Tahun 2024 telah direalisasikan sesuai Tabel 2.3.", "closing_absorption"
    )
    assert "padahal teks otomatisnya menyebut Rp" in message
    assert left_out("Anggaran yang telah direalisasikan sejumlah Rp 5.760.000.", "closing_absorption") == []
    assert left_out("Laporan ini disimpulkan sebagai berikut.", "closing") == []


def test_nothing_is_open_where_everything_has_begun():
    """Rowokangkung 08 carried out all five and goes on about those that were not."""
    text = "Sub kegiatan yang belum terlaksana tersebut akan dilaksanakan pada triwulan berikutnya."
    shared = facts([indicator(1, 40), indicator(2, 100)], [])
    begun = report(shared, items=[1, 2], texts={"closing": text}, generated={})
    assert [row.code for row in check_report(begun, compute(begun))] == ["nothing_open"]
    assert findings(edited(text)) == []


def test_what_is_all_reached_may_be_told_so():
    shared = facts([indicator(1, 100), indicator(2, 100)], [])
    inputs = report(shared, items=[1, 2], texts={"closing": "Seluruh target kinerja telah tercapai."}, generated={})
    assert check_report(inputs, compute(inputs)) == ()


def test_generated_text_is_no_suspect():
    """What the application generates passes, edited or not."""
    inputs = office()
    results = compute(inputs)
    sections = {key: text for key, (_, text) in Writing(inputs, results).sections.items()}
    again = replace(inputs, texts=sections, generated=sections)
    assert findings(again) == []


def test_findings_of_texts_do_not_depend_on_typing_habits():
    text = "Sejumlah\N{NO-BREAK SPACE}Rp\N{NO-BREAK SPACE}312.000.862  telah   dibelanjakan pada 31\N{NO-BREAK SPACE}Juni 2024."
    assert [row.code for row in findings(edited(text))] == ["impossible_date", "unknown_amount"]


# -- anything ----------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    (
        "dari", "72", "indikator", "triwulan", "I", "31", "Juni", "2024", "Rp", "1.2.3", "22.90.000", "100", "%", "(1)", "(",
        ")", "belum", "ada", "yang", "tercapai", "Ranuyoso", "Nomor", "Tahun", "Perbup", "tentang", "....", "s.d", "sebesar",
        "Pembentukan Karakter Keluarga", "naik", "selaku atasan langsung", "diampu oleh", ".", ";", "\n", "²", "٣", "İ", "ǆ",
    )
)  # fmt: skip


@settings(max_examples=150)
@given(text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
@example("1" * 400)
@example("9" * 21 + "," + "9" * 3)
@example("Rp 999.999.999.999.999.999.999 (satu rupiah)")
@example("TRİWULANİ II APRİL 2024 İNPRES Nomor 1 Tahun 2024 KETENTRAMAN dua kegıatan")
@example("٣١ Juni 2024 ٪")
@example("31 Juni 0000, 1/13/2024, 0 Januari 2024")
def test_no_text_makes_a_check_fail(text):
    written = edited(
        text,
        follow_ups=(text,),
        closing_points=(text,),
        obstacles=((text, text),),
        activities=((text, text),),
        photos=(PhotoEntry(text),),
        strategies=(StrategyEntry(1, None, None, text, text, ((text, text),)),),
    )
    for finding in check_report(written, compute(written)):
        assert finding.severity in Severity
        assert finding.message
        assert finding.where


@pytest.mark.parametrize(
    "part",
    [
        "dari 72 indikator ",
        "31 Juni 2024 ",
        "1.",
        "Rp 1.234.567 ",
        "( ",
        "(1) ",
        "a. B",
        "dari ",
        "99,99 % ",
        "Ranuyoso ",
        ".",
    ],
)
def test_the_number_of_findings_is_bounded(part):
    inputs = edited(part * 400)
    listed = [row.code for row in findings(inputs)]
    assert all(listed.count(code) <= MOST for code in listed)


def test_a_regulation_behind_the_title_of_another_is_read_too():
    text = "Menurut UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah dan Perbup Lumajang Nomor 73 Tahun 2020."
    codes = [finding.code for finding in findings(edited(text))]
    assert codes == ["unknown_regulation"]
    amended = (
        "Menurut Perbup Lumajang Nomor 96 Tahun 2019 tentang Kedudukan, Susunan Organisasi, dan Tata Kerja Kecamatan,"
        " perubahan atas Perbup Lumajang Nomor 11 Tahun 2012."
    )
    assert findings(edited(amended)) == []
