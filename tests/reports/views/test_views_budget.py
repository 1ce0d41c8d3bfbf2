"""Importing a budget as a person does: a sheet goes up, its rows are read, one press applies them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from agreements.enums import Role
from agreements.models import Agreement, BudgetLine, Ceiling
from agreements.sheets.keeping import FOLDER
from reports.models import Report
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.importing_sheets import KECAMATAN, KEGIATAN, PROGRAM, budget_sheet, sub_kegiatan
from tests.reports.issuing import issue
from tests.reports.workplace import make_workplace
from tests.sheets import workbook

pytestmark = pytest.mark.django_db

OPTIONS = {"document": "dpa", "from_date": "1 Januari 2024", "quarter": "2"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def address(place):
    return f"/unit/{place.unit.slug}/2024/anggaran/impor/"


def upload(client, place, rows=KECAMATAN, content=None, **options):
    file = SimpleUploadedFile("anggaran.xlsx", budget_sheet(rows) if content is None else content)
    return client.post(address(place), OPTIONS | {"sheet": file} | options)


def previewed(client, place, rows=KECAMATAN, **options):
    answer = upload(client, place, rows, **options)
    assert answer.status_code == 302, text_of(answer)
    return client.get(answer["Location"])


def press(client, place, page, **more):
    fields = {name: value for name, value in read(page).fields.items() if name not in {"sheet"}}
    return client.post(address(place), fields | more)


def test_sheet_is_shown_and_applied_with_one_press(client, place):
    page = previewed(client, place)
    words = text_of(page)
    assert "4 baru" in words
    assert "Fasilitasi desa" in words
    assert not Ceiling.objects.filter(budget_line__code=sub_kegiatan(1)).exists(), "showing writes nothing"
    answer = press(client, place, page)
    assert answer.status_code == 302
    assert "Anggaran diimpor: 4 baris baru, 0 baris berubah." in text_of(client.get(answer["Location"]))
    line = BudgetLine.objects.get(unit=place.unit, code=sub_kegiatan(1))
    assert (line.ceilings.get().amount, line.realizations.get().amount) == (100, 20)


def test_what_was_applied_leads_to_the_budget(client, place):
    answer = press(client, place, previewed(client, place))
    assert answer["Location"] == place.address("isian/")
    page = client.get(answer["Location"])
    words = text_of(page)
    assert "4 baris baru, 0 baris berubah. Lihat bagian Anggaran di bawah." in words
    assert {"#anggaran"} <= set(read(page).links)
    assert "Fasilitasi desa" in words
    assert "Berikutnya" not in words, "there are agreements already"


def test_ceilings_of_a_later_day_show_in_their_own_quarter(client, place):
    answer = press(client, place, previewed(client, place, quarter="", from_date="2 Agustus 2024"))
    assert answer["Location"] == f"/unit/{place.unit.slug}/2024/3/isian/"
    assert "Fasilitasi desa" in text_of(client.get(answer["Location"]))


def test_first_budget_of_a_year_leads_on_to_the_agreements(client, place):
    Report.objects.all().delete()
    Agreement.objects.all().delete()
    answer = press(client, place, previewed(client, place, quarter=""))
    page = client.get(answer["Location"])
    assert answer["Location"] == f"/unit/{place.unit.slug}/2024/1/isian/"
    assert "Berikutnya: Perjanjian Kinerja 2024, lewat halaman triwulan unit ini." in text_of(page)
    way = f"/unit/{place.unit.slug}/2024/1/"
    assert way in read(page).links
    assert f"/perjanjian/{place.unit.slug}/2024/" in read(client.get(way)).links


def test_what_changes_stands_beside_what_stood(client, place):
    press(client, place, previewed(client, place))
    sums = ((PROGRAM, "Program Pemerintahan", 160, 30), (KEGIATAN, "Koordinasi", 160, 30))
    words = text_of(previewed(client, place, (*sums, KECAMATAN[2], (sub_kegiatan(2), "Pembinaan", 60, 10))))
    assert "1 berubah" in words
    assert re.search(r"Pagu: Rp.50 \(DPA 1 Januari 2024\) → Rp.60 \(DPA 1 Januari 2024\)", words)
    assert "3 baris tetap" in words


def coded(place):
    """Give the lines of the office the codes of the sheet."""
    lines = (place.program, place.kegiatan, place.line, place.other_line)
    for line, code in zip(lines, (PROGRAM, KEGIATAN, sub_kegiatan(1), sub_kegiatan(2)), strict=True):
        BudgetLine.objects.filter(pk=line.pk).update(code=code)


def test_wrong_sum_is_named_and_found_afterwards_by_the_checks(client, place):
    coded(place)
    rows = (KECAMATAN[0], (KEGIATAN, "Koordinasi", 100, 30), *KECAMATAN[2:])
    page = previewed(client, place, rows)
    assert "Baris 5 “Koordinasi”: tertulis Rp 100, sedangkan jumlah 2 baris di bawahnya Rp 150" in text_of(page)
    checks = place.address("periksa/")
    assert "Lembar anggaran" not in text_of(client.get(checks))
    press(client, place, page)
    assert "Lembar anggaran yang diimpor, pagu. Baris 5 “Koordinasi”: tertulis Rp 100" in text_of(client.get(checks))
    out = io.StringIO()
    call_command("check_reports", place.unit.slug, "2024", "2", "--format", "json", stdout=out)
    assert "imported_sum" in out.getvalue()
    press(client, place, previewed(client, place))
    assert "Lembar anggaran" not in text_of(client.get(checks)), "the right sheet settles it"


def test_refused_row_leaves_no_button(client, place):
    page = previewed(client, place, (*KECAMATAN, (sub_kegiatan(3), "Rusak", "22.90.000", 1)))
    words = text_of(page)
    assert "1 ditolak" in words
    assert "Perbaiki baris itu di Excel" in words
    assert "Terapkan semua" not in words
    assert press(client, place, page).status_code == 422
    assert not BudgetLine.objects.filter(code=PROGRAM).exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7", "PDF"),
        (workbook([["Kode", "Uraian"]]), "tidak ada kolom “Pagu”"),
        (workbook([["Kode", "Uraian", "Jumlah barang"], ["7.01.01", "x", 1]]), "tidak ada kolom “Pagu”"),
    ],
)
def test_file_that_is_no_budget_is_told_beside_the_field(client, place, content, says):
    answer = upload(client, place, content=content)
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_missing_file_and_wrong_options_are_told(client, place):
    answer = client.post(address(place), {"document": "", "from_date": "31 Juni 2024", "quarter": "3"})
    words = text_of(answer)
    assert answer.status_code == 422
    for said in ("Pilih berkas Excel-nya.", "Pilih dokumennya.", "“31 Juni 2024” tidak terbaca", "Pilih triwulan"):
        assert said in words


def test_date_of_another_year_is_refused(client, place):
    assert "bukan tanggal tahun 2024" in text_of(upload(client, place, from_date="1 Januari 2025"))


def test_budget_that_changed_meanwhile_is_shown_again(client, place):
    page = previewed(client, place)
    BudgetLine.objects.filter(pk=place.line.pk).update(name="Nama baru")
    answer = press(client, place, page)
    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in text_of(answer)
    assert not BudgetLine.objects.filter(code=PROGRAM).exists()
    assert press(client, place, answer).status_code == 302
    assert BudgetLine.objects.filter(code=PROGRAM).exists()


def test_kept_sheet_belongs_to_who_sent_it(client, place):
    location = upload(client, place)["Location"]
    other = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    answer = other.get(location)
    assert answer.status_code == 302
    assert "Unggah sekali lagi" in text_of(other.get(answer["Location"]))


def test_sheet_that_is_gone_is_asked_for_again(client, place, tmp_path):
    page = previewed(client, place)
    for file in (tmp_path / FOLDER).iterdir():
        file.unlink()
    answer = press(client, place, page)
    assert "Unggah sekali lagi" in text_of(client.get(answer["Location"]))
    assert not BudgetLine.objects.filter(code=PROGRAM).exists()


def test_options_changed_in_the_address_are_read_again(client, place):
    location = upload(client, place)["Location"].replace("document=dpa", "document=zzz")
    assert client.get(location).status_code == 302


def test_approved_report_asks_for_a_reason(client, place):
    coded(place)
    issue(place.report(place.kasi))
    page = previewed(client, place, KECAMATAN[:3], quarter="", document="dppa", from_date="2 Mei 2024")
    answer = press(client, place, page)
    assert answer.status_code == 422
    assert "sudah dipakai laporan yang disetujui" in text_of(answer)
    assert not Ceiling.objects.filter(document="dppa").exists()
    done = press(client, place, answer, reason="DPPA terlambat")
    assert "Dibuka sebagai revisi" in text_of(client.get(done["Location"]))


def test_who_may_not_enter_is_offered_no_quarter(place):
    other = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    words = text_of(other.get(address(place)))
    assert "tidak diimpor" in words
    assert "s.d. Triwulan II" not in words
    assert "s.d. Triwulan II" in text_of(client_of(place.operator).get(address(place)))


def test_preview_costs_the_same_for_one_row_and_for_three(client, place):
    one = queries_of(client, upload(client, place, KECAMATAN[:1])["Location"])
    assert one == queries_of(client, upload(client, place)["Location"])


def test_unit_page_and_grid_lead_here(client, place):
    here = f"{address(place)}?triwulan=2"
    assert here in read(client.get(place.address())).links
    assert here in read(client.get(place.address("isian/"))).links


def test_closed_quarter_is_named_and_leads_back_where_one_came_from(client, place):
    factories.ReportFactory(position=place.kasi, quarter=1)
    assert "sudah ditutup" not in text_of(client.get(address(place)))
    factories.QuarterClosingFactory(year=2024, quarter=2)
    page = client.get(address(place))
    assert "Triwulan II 2024 sudah ditutup: realisasinya tidak ikut diimpor" in text_of(page)
    assert place.address() in read(page).links
    assert place.address().replace("/2/", "/1/") in read(client.get(f"{address(place)}?triwulan=1")).links
