"""Kecamatan Candipuro's long form, line by line: all that the seed report says is said, in its order, and its slips not.

What our document says otherwise on purpose is listed here, by erratum where one proves it.
"""

import io
import re
from collections.abc import Mapping

import pypdf
import pytest

from agreements.numbers import format_figure, format_money, format_percent
from reports.outputs import OUTPUTS
from tests.reports.golden import SEEDS, every_report
from tests.reports.walking import Walk, lines_of, plain

pytestmark = pytest.mark.django_db

SEED = next(seed for seed in SEEDS if seed.file == "candipuro-camat")
GOLDEN = SEED.golden

SAID_OTHERWISE: Mapping[str, str] = {
    # C33: the office signs where it is.
    "Lumajang, 31 Maret 2024": "Candipuro, 31 Maret 2024",
    # C27
    "Permasalahan Utama (Strategic Issued)": "Permasalahan Utama (Strategic Issues)",
    # C20
    "Rata -rata persentase desa yang menyusun dokumen administrasi pemerintahan desa yang tepat waktu": (
        "Rata-rata persentase desa yang menyusun dokumen administrasi pemerintahan desa tepat waktu"
    ),
    # C14, C29, C31: names of the national nomenclature.
    "PROGRAM PENUNJANG PEMERINTAHAN DAERAH KABUPATEN / KOTA": "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
    "Adminstrasi Umum Perangkat Daerah": "Administrasi Umum Perangkat Daerah",
    "Program Koordinasi Ketentraman dan Ketertiban Umum": "Program Koordinasi Ketenteraman dan Ketertiban Umum",
    # C31, C32, and prepositions written apart.
    "Belum optimalnya kuantitas dan kualitas SDM yang sesuai standar kebutuhan unit kerja pelaksanaan pelayanan public": (
        "Belum optimalnya kuantitas dan kualitas SDM yang sesuai standar kebutuhan unit kerja pelaksanaan pelayanan publik"
    ),
    "Belum Optimalnya kondisi keamanan, ketentraman dan ketertiban dilingkungan masyarakat yang kondusif": (
        "Belum optimalnya kondisi keamanan, ketenteraman dan ketertiban di lingkungan masyarakat yang kondusif"
    ),
    "Mengoptimalkan SDM yang ada dengan menyesuaikan pada standart pelaksanaan pelayanan publik melalui pembelajaran"
    " secara online": (
        "Mengoptimalkan SDM yang ada dengan menyesuaikan pada standar pelaksanaan pelayanan publik melalui pembelajaran"
        " secara online"
    ),
    # The document that holds the targets is called as the indicator's target calls it.
    "Renstra tahun 2024 – 2026": "Renstra 2024–2026",
}
"""Texts of the seed that stand otherwise in ours."""

LEFT_OUT: Mapping[str, str] = {
    "paling lambat 30 September 2024": "the rule with its relative date stands twice already; the dates mix the budget"
    " years 2023 and 2025 (golden file, observations)",
    "meningkatkan kesejahteraan PNS": "an opinion on pay that no figure carries; the section can be edited by hand",
    "dipenuhi secara bertahap": "an opinion on the sarana dan prasarana; the section can be edited by hand",
    "mengalami peningkatan selaras dengan": "the target of indicator 1 fell (golden file, observations); told from the"
    " figures instead",
}
"""Sentences of the seed that ours does not repeat, with the reason."""

SOLUTIONS_BY_CAUSE = (2, 0, 1, 3)
"""Our solutions stand in the order of the causes that they answer: places in the seed's list."""

SPENT_OTHERWISE = {"7.01.01.2.07.0006": (2_400_000, 44_504_746, "5.12")}
"""C02: the sub kegiatan has the realization of its kegiatan: spent, remaining, per cent."""

ERRATA: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "C01": ((), ("64.089.358",)),
    "C02": (("44.555.670",), ("2.400.000 | 44.504.746 | 5,12 %",)),
    "C03": (("540.207.593",), ("498.051.923 | 1.585.600.565 | 23,90 %",)),
    "C04": (("dengan tahun 2022",), ("Triwulan I Tahun 2024 dengan Triwulan I Tahun 2023",)),
    "C05": (("kualitas fasilitasi dan koordinasi kecamatan |",), ("Meningkatnya penyelenggaraan pelayanan publik",)),
    "C06": (("Meningkatnya kualitas serta",), ("Meningkatnya akuntabilitas pemerintahan desa |",)),
    "C07": (("memenuhi target",), ("dari 2 indikator kinerja yang diperjanjikan belum ada yang tercapai 100 %. Capaian",)),
    "C08": (("setiap tahun mengalami peningkatan",), ("realisasi indikator ke-1 turun 4,06 poin persentase",
             "realisasi indikator ke-2 tetap 33,33 %")),
    "C09": (("tentang Organisasi dan Tata Kerja Kecamatan",),
            ("Candipuro menurut Peraturan Bupati Lumajang Nomor 96 Tahun 2019 tentang Kedudukan, Susunan",)),
    "C10": ((), ("Indeks Pelayanan Publik tidak termasuk indikator yang diperjanjikan pada Tabel 2.1",)),
    "C11": ((), ("39,25 % | 42,90 %", "35,19 % | 42,09 %", "33,33 % | 40,65 %", "33,33 % | 35,71 %")),
    "C12": ((), ("Capaian terhadap Target Renstra", "35,19 % | 42,09 %")),
    "C13": ((), ("18.825.000 | 0 | 18.825.000", "810.000 | 0 | 810.000")),
    "C14": (("Penunjang Pemerintahan Daerah",), ("Penunjang Urusan Pemerintahan Daerah",)),
    "C15": (("RKPDesa adalah jika",), ("RKPDesa tepat waktu jika ditetapkan", "akhir bulan September tahun anggaran sebelumnya")),
    "C16": (("akhir bulan 30 September",), ()),
    "C17": (("APBDesa + ",), ("menyusun APBDesa tepat waktu + ",)),
    "C18": (("86,66",), ("86,67 %",)),
    "C19": (("hasil fasilitasi koordinasi",), ("hasil fasilitasi dan koordinasi yang ditindaklanjuti | 83,60 %",)),
    "C20": (("pemerintahan desa yang tepat waktu",), ("pemerintahan desa tepat waktu | 93,33 %",)),
    "C21": (("dijabarkan indikator sasaran",), ("Sasaran jangka menengah pelayanan Kecamatan Candipuro adalah",)),
    "C22": ((), ("Tabel 2.1 Perjanjian Kinerja Kecamatan Candipuro Tahun 2024",)),
    "C23": (("serta anggaran yang tersedia dituangkan dalam perjanjian kinerja",),
            ("Target kinerja dituangkan dalam Perjanjian Kinerja", "Anggaran yang tersedia dituangkan dalam DPA")),
    "C24": ((), ("efisiensi penggunaan sumber daya sebesar 27,28 poin persentase",)),
    "C25": (("Pendayagunaan Aparatur Negara Nomor 29",), ("Reformasi Birokrasi Nomor 29 Tahun 2022",)),
    "C26": (("dengan dengan",), ("dikaitkan dengan prinsip dasar",)),
    "C27": (("Issued",), ("Strategic Issues",)),
    "C28": (("Trwiulan",), ()),
    "C29": (("Adminstrasi",), ("Administrasi Umum Perangkat Daerah",)),
    "C30": (("Penyelenggaraan Pemerintah Desa",), ()),
    "C31": (("Ketentraman",), ("Ketenteraman",)),
    "C32": (("pelayanan public", "standart"), ("pelayanan publik", "standar")),
    "C33": (("Lumajang, 31",), ("Candipuro, 31 Maret 2024",)),
    "C34": (("Setelah Perubahan",), ("Kode | Program/Kegiatan/Sub Kegiatan | Pagu | Realisasi | Sisa | Persentase",)),
}  # fmt: skip
"""Every slip of the golden file: what must not be read in our document, and what is read instead."""


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return every_report()[SEED.file]


@pytest.fixture(scope="module")
def lines(report) -> list[str]:
    return lines_of(report.document)


def ours(text: str) -> str:
    """Return how our document says a text of the seed."""
    for printed, said in SAID_OTHERWISE.items():
        text = text.replace(printed, said)
    return text


def bare(heading: str) -> str:
    """Return a heading of the seed without the number that somebody typed."""
    return re.sub(r"^(BAB [IVX]+\n|[a-zA-Z]\. |\d+\. )", "", heading)


# -- the walk --------------------------------------------------------------------------------------------------


def test_every_heading_stands_in_its_place(lines):
    walk = Walk(lines)
    for heading in GOLDEN["layout"]["chapters"]:
        walk.find(ours(bare(heading)))


def test_headings_are_numbered_by_place(report):
    assert [heading.label for heading in report.document.headings] == [
        "", "",
        "BAB I", "A.", "B.", "1.", "2.", "C.", "D.",
        "BAB II", "A.", "B.",
        "BAB III", "A.", "1.", "a.", "b.", "2.", "3.", "4.", "5.", "6.", "B.",
        "BAB IV", "",
    ]  # fmt: skip


def test_the_preface(lines):
    walk = Walk(lines)
    walk.find("KATA PENGANTAR")
    walk.find("Peraturan Bupati Lumajang Nomor 6 Tahun 2018 tentang Pedoman Penyusunan Pelaporan Kinerja")
    _signature(walk, GOLDEN["preface"]["signature"])


def test_the_introduction(lines):
    walk = Walk(lines)
    introduction = GOLDEN["introduction"]
    walk.find("PENDAHULUAN")
    walk.find("Renstra 2024-2026")
    walk.find("Maksud dari penyusunan Laporan Kinerja (LKj) Kecamatan Candipuro", "kepada Bupati Lumajang")
    walk.find("tolok ukur keberhasilan kinerja organisasi dalam mencapai sasaran dan tujuannya")
    walk.find(introduction["legal_basis"][1]["regulation"], introduction["legal_basis"][1]["about"], "memiliki 10 desa")
    for part in introduction["organisation_structure"]:
        walk.find(part["name"])
        for unit in part.get("units", ()):
            walk.find(unit)
    walk.find("Bagan Organisasi Kecamatan Candipuro")
    walk.find(introduction["strategic_issues"]["main_problem"])
    for group in introduction["strategic_issues"]["groups"]:
        walk.find(bare(group["heading"]))
        for issue in group["items"]:
            walk.find(issue)


def test_the_planning(lines):
    walk = Walk(lines)
    planning = GOLDEN["planning"]
    walk.find("PERENCANAAN KINERJA")
    walk.find(planning["goal"], planning["goal_indicator"])
    walk.find(planning["goal_indicator_basis"][0]["regulation"].replace(" Republik Indonesia", ""), "6 aspek")
    for aspect in planning["goal_indicator_aspects"]:
        walk.find(aspect)
    walk.find("Keenam aspek")
    for objective in planning["objectives"]:
        walk.find(objective)
    for indicator in planning["indicators"]:
        walk.find(indicator["name_printed"])
        walk.find("Cara penghitungan", indicator["numerator_words"], indicator["denominator_words"].split(",")[0][:60])
    for rule in planning["on_time_rules"]:
        walk.find(rule["document"], "tepat waktu jika")
    walk.find("Tabel 2.1")
    for row in GOLDEN["agreement"]["rows"]:
        walk.find(row["objective"], row["indicator"], row["target_printed"])


def test_what_was_achieved(lines):
    walk = Walk(lines)
    walk.find("AKUNTABILITAS KINERJA")
    walk.find("Pengukuran capaian kinerja yang mencakup penetapan indikator")
    walk.find("Tabel 3.1 Indikator Kinerja Triwulan I")
    for row in GOLDEN["achievement"]["rows"]:
        walk.find(row["indicator"], row["target_printed"], row["realization_printed"], row["achievement_printed"])
    walk.find("19 Aktivitas Fasilitasi (Hasil Fasilitasi dan Koordinasi yang ditindaklanjuti)", "54 Aktivitas")
    walk.find("Tabel 3.2 Aktivitas yang ditindaklanjuti s.d. Triwulan I")
    for activity in GOLDEN["activities"]:
        # A kind stands once, over all of its activities.
        walk.find(f"{activity['no']} | {activity['kind_printed'] or ''}", activity["description"])
    second = GOLDEN["achievement"]["rows"][1]
    for part in second["numerator_parts"]:
        walk.find(f"{part['on_time']} (Desa yang menyusun {part['document']} tepat waktu)")
    walk.find("30 (10 Desa x 3 Dokumen Administrasi Pemerintahan Desa)".replace(" x ", "×"))
    walk.find("dari 10 desa", "terpenuhi seluruhnya adalah desa yang menyusun LPPDes tepat waktu")


def test_the_comparisons(lines):
    walk = Walk(lines)
    last_year, medium_term = GOLDEN["comparisons"]
    walk.find("Tabel 3.2")
    walk.find("Tabel 3.3")
    for row in last_year["rows"]:
        walk.find("TW I Tahun 2023", format_percent(row["target_2023"]), format_percent(row["realization_2023"]))
        walk.find("TW I Tahun 2024", row["target_2024_printed"], row["realization_2024_printed"])
        walk.find("Selisih", f"{format_figure(row['realization_change_points'], decimals=2)} poin")
    walk.find("Tabel 3.4")
    for row in medium_term["rows"]:
        two_years = [row["realization_2022_printed"].replace("86,66", "86,67"), row["realization_2023_printed"]]
        walk.find(row["target_renstra_printed"], *two_years, row["realization_2024_tw1_printed"])


def test_causes_resources_programmes_and_money(lines):
    walk = Walk(lines)
    analysis = GOLDEN["analysis"]
    walk.find("Tabel 3.4")
    for cause in analysis["causes"]:
        walk.find(ours(cause))
    for place in SOLUTIONS_BY_CAUSE:
        walk.find(ours(analysis["solutions"][place]))
    walk.find("11 PNS dan 8 non-PNS")
    walk.find("bersumber dari APBD yang tertuang dalam DPA Kecamatan Candipuro")
    walk.find("6 program yang menunjang")
    for program in analysis["programs"]:
        walk.find(ours(program))
    walk.find("pagu terbesar adalah Administrasi Keuangan Perangkat Daerah", "Gaji dan Tunjangan ASN")
    walk.find("antara Camat Candipuro dengan Bupati Lumajang")
    walk.find("Tabel 3.5 Realisasi Anggaran Tahun 2024 sampai dengan Triwulan I")
    walk.find("JUMLAH", "2.083.652.488", "498.051.923", "1.585.600.565", "23,90 %")


def test_the_closing(lines):
    walk = Walk(lines)
    walk.find("JUMLAH")
    walk.find("PENUTUP")
    walk.find("dalam jangka waktu 3 (tiga) bulan", "Pedoman Penyusunan Pelaporan Kinerja")
    walk.find("Dari laporan ini dapat disimpulkan", "42,09 %", "35,71 %")
    walk.find("Saran dan kritik selalu diharapkan")
    _signature(walk, GOLDEN["closing"]["signature"])


def _signature(walk: Walk, printed: dict) -> None:
    walk.find(ours(printed["place_date_printed"]))
    walk.find(printed["position_printed"], printed["name"], f"NIP. {printed['nip']}")


def test_every_row_of_the_budget_tree(report):
    (table,) = [table for table in report.document.tables if table.key == "budget_tree"]
    printed = GOLDEN["budget_realization"]["rows"]
    assert len(table.rows) == len(printed) + 1 == 70
    for row, seed in zip(table.rows, printed, strict=False):
        code, name, ceiling, spent, remaining, share = row.cells
        expected = SPENT_OTHERWISE.get(seed["code"])
        amounts = expected or (seed["realization"], seed["remaining_correct"], seed["percent_correct"])
        assert code.text == seed["code"]
        assert plain(name.text) == plain(ours(seed["name"]))
        assert [cell.value for cell in (ceiling, spent, remaining)] == [seed["ceiling"], *amounts[:2]]
        assert f"{share.value:.2f}" == f"{amounts[2]:.2f}" if expected is None else amounts[2]
        assert ceiling.text == format_money(ceiling.value)


# -- what is corrected, and what is left out -------------------------------------------------------------------


def test_every_slip_of_the_seed_is_answered():
    assert set(ERRATA) == {slip["id"] for slip in GOLDEN["errata"]}


@pytest.mark.parametrize("slip", ERRATA)
def test_a_slip_is_not_repeated(lines, slip):
    wrong, right = ERRATA[slip]
    assert wrong or right
    assert [text for text in wrong if any(plain(text) in line for line in lines)] == []
    assert [text for text in right if not any(plain(text) in line for line in lines)] == []


def test_what_is_left_out_is_left_out(lines):
    assert [text for text in LEFT_OUT if any(plain(text) in line for line in lines)] == []


# -- the printed file ------------------------------------------------------------------------------------------


def test_the_pdf_says_the_same(report):
    reader = pypdf.PdfReader(io.BytesIO(OUTPUTS["pdf"](report).content))
    pages = [re.sub(r"[\s\u00ad-]", "", page.extract_text()).casefold() for page in reader.pages]
    text = "".join(pages)
    for heading in report.document.headings:
        assert re.sub(r"[\s-]", "", heading.text).casefold() in text, heading.text
    for figure in (
        "35,19%",
        "42,09%",
        "33,33%",
        "35,71%",
        "39,25%",
        "86,67%",
        "2.083.652.488",
        "498.051.923",
        "23,90%",
    ):
        assert figure in text, figure
    assert "plt.camatcandipuro" in text
    header = "kodeprogram/kegiatan/subkegiatanpagurealisasisisapersentase"
    assert sum(header in page for page in pages) >= 4
