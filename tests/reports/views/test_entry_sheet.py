"""The grid as an Excel sheet: out, filled in, back, and what the page says of each row before it is saved."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.enums import BudgetLevel, EnteredBy, Role
from agreements.models import Indicator
from agreements.sheets.keeping import FOLDER
from reports.models import BudgetRealization, Event, IndicatorRealization
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.issuing import issue
from tests.reports.workbooks import needs_libreoffice, through_libreoffice
from tests.reports.workplace import make_workplace
from tests.sheets import saved, workbook

pytestmark = pytest.mark.django_db

VALUE, REASON = "I", "K"
"""Columns of the sheet."""


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def downloaded(client, place):
    answer = client.get(place.address("isian/unduh.xlsx"))
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def row_of(book, key):
    (number,) = [row[0].row for row in book["Isian"].iter_rows() if row[0].value == key]
    return number


def fill(book, key, value, column=VALUE):
    book["Isian"][f"{column}{row_of(book, key)}"] = value


def keys(place):
    ratio = f"indikator-{place.ratio.pk}-unsur-"
    return {
        "direct": f"indikator-{place.direct.pk}",
        "on_time": f"{ratio}{place.on_time.pk}",
        "villages": f"{ratio}{place.villages.pk}",
        "line": f"anggaran-{place.line.pk}",
        "other_line": f"anggaran-{place.other_line.pk}",
    }


def upload(client, place, content):
    file = SimpleUploadedFile("isian.xlsx", content)
    return client.post(place.address("isian/unggah/"), {"sheet": file})


def previewed(client, place, book):
    answer = upload(client, place, saved(book))
    assert answer.status_code == 302, text_of(answer)
    return client.get(answer["Location"])


def press(client, place, page, **more):
    return client.post(place.address("isian/unggah/"), read(page).fields | more)


def test_sheet_is_locked_but_for_the_cells_to_fill_in(client, place):
    sheet = downloaded(client, place)["Isian"]
    assert sheet.protection.sheet
    assert [sheet.column_dimensions[name].hidden for name in "ABCDE"] == [True, True, True, False, False]
    book = sheet.parent
    number = row_of(book, keys(place)["line"])
    assert [sheet.cell(number, column).protection.locked for column in range(1, 13)] == [True] * 8 + [False] * 3 + [
        True
    ]
    note = sheet[f"{VALUE}{number}"].comment.text
    assert "10.000.000" in note
    kinds = {rule.type: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert kinds.keys() == {"decimal", "list"}
    assert sheet["A1"].value == "lkjip-isian"


def test_filled_sheet_is_shown_and_saved_with_one_press(client, place):
    book, key = downloaded(client, place), keys(place)
    fill(book, key["direct"], 21)
    fill(book, key["on_time"], 19)
    fill(book, key["villages"], "54")
    fill(book, key["line"], "Rp 2.660.000,-")
    fill(book, key["other_line"], "Data belum tersedia", REASON)
    page = previewed(client, place, book)
    words = text_of(page)
    assert "4 baru" in words
    assert "19 / 54" in words
    assert not IndicatorRealization.objects.exists(), "showing writes nothing"
    answer = press(client, place, page)
    assert answer["Location"] == place.address("isian/")
    assert IndicatorRealization.objects.get(indicator=place.direct).value == 21
    assert {term.value for term in IndicatorRealization.objects.get(indicator=place.ratio).terms.all()} == {19, 54}
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 2_660_000
    assert BudgetRealization.objects.get(budget_line=place.other_line).missing_reason == "Data belum tersedia"
    assert Event.objects.filter(action="save_entry").count() == 4


def filled_in(client, place, **values):
    book = downloaded(client, place)
    for name, value in values.items():
        fill(book, keys(place)[name], value)
    return press(client, place, previewed(client, place, book))


def test_what_is_stored_goes_out_and_untouched_rows_stay(client, place):
    filled_in(client, place, line=Decimal("1885065.55"), direct=21)
    book = downloaded(client, place)
    words = text_of(previewed(client, place, book))
    assert "4 baris tetap" in words
    assert "sudah sama dengan yang tersimpan" in words
    fill(book, keys(place)["line"], 2_000_000)
    words = text_of(previewed(client, place, book))
    assert "1 berubah" in words
    assert "Realisasi: 1.885.065,55 → 2.000.000" in words


def test_emptied_cell_empties_the_figure(client, place):
    filled_in(client, place, line=5)
    filled_in(client, place, line=None)
    assert BudgetRealization.objects.get(budget_line=place.line).amount is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("line", "22.90.000", "bukan tiga angka"),
        ("line", -5, "negatif"),
        ("line", Decimal("1.125"), "2 angka di belakang koma"),
        ("direct", "1.500", "maksudnya"),
        ("direct", "5 dokumen", "satuannya"),
        ("direct", "n/a", "bukan angka"),
        ("on_time", "5 %", "bukan persen"),
    ],
)
def test_row_that_is_refused_stops_all(client, place, name, value, says):
    book = downloaded(client, place)
    fill(book, keys(place)["other_line"], 7)
    fill(book, keys(place)[name], value)
    page = previewed(client, place, book)
    words = text_of(page)
    assert "1 ditolak" in words
    assert says in words
    assert "Terapkan semua" not in words
    assert press(client, place, page).status_code == 422
    assert not BudgetRealization.objects.exists()


def test_reason_beside_a_figure_is_refused(client, place):
    book = downloaded(client, place)
    fill(book, keys(place)["line"], 5)
    fill(book, keys(place)["line"], "Belum", REASON)
    assert "alasan ini perlu dikosongkan" in text_of(previewed(client, place, book))


def test_figure_changed_by_somebody_shows_both_and_asks(client, place):
    book = downloaded(client, place)
    fill(book, keys(place)["line"], 5)
    BudgetRealization.objects.create(budget_line=place.line, quarter=2, amount=9, updated_by=place.operator)
    page = previewed(client, place, book)
    words = text_of(page)
    assert "1 sudah diubah orang lain" in words
    assert "Biarkan yang tersimpan: 9" in words
    assert "Pakai ketikan saya: 5" in words
    assert press(client, place, page).status_code == 422, "nobody chose yet"
    choice = f"{keys(place)['line']}-pilih"
    assert press(client, place, page, **{choice: "saya"}).status_code == 302
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 5


def test_choice_for_what_is_saved_writes_nothing(client, place):
    book = downloaded(client, place)
    fill(book, keys(place)["line"], 5)
    BudgetRealization.objects.create(budget_line=place.line, quarter=2, amount=9)
    page = previewed(client, place, book)
    assert press(client, place, page, **{f"{keys(place)['line']}-pilih": "tersimpan"}).status_code == 302
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 9


def test_choice_between_what_was_seen_and_a_third_value_is_asked_again(client, place):
    book = downloaded(client, place)
    fill(book, keys(place)["line"], 5)
    row = BudgetRealization.objects.create(budget_line=place.line, quarter=2, amount=9)
    page = previewed(client, place, book)
    BudgetRealization.objects.filter(pk=row.pk).update(amount=11, version=2)
    answer = press(client, place, page, **{f"{keys(place)['line']}-pilih": "saya"})
    assert answer.status_code == 422
    assert "Biarkan yang tersimpan: 11" in text_of(answer)


def test_approved_figure_asks_for_a_reason(client, place):
    filled_in(client, place, line=5)
    issue(place.report(place.kasi))
    book = downloaded(client, place)
    fill(book, keys(place)["line"], 6)
    page = previewed(client, place, book)
    assert "Laporan yang sudah disetujui" in text_of(page)
    answer = press(client, place, page)
    assert answer.status_code == 422
    assert "Tulis alasannya" in text_of(answer)
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 5
    assert press(client, place, answer, **{"alasan-koreksi": "Salah ketik"}).status_code == 302
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 6


def test_rows_may_be_sorted_and_deleted(client, place):
    book = downloaded(client, place)
    sheet = book["Isian"]
    sheet.protection.sheet = False
    fill(book, keys(place)["line"], 5)
    sheet.delete_rows(row_of(book, keys(place)["direct"]))
    assert press(client, place, previewed(client, place, book)).status_code == 302
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 5


def test_half_a_ratio_and_an_unknown_row_are_refused(client, place):
    book = downloaded(client, place)
    sheet = book["Isian"]
    sheet.delete_rows(row_of(book, keys(place)["villages"]))
    sheet[f"A{row_of(book, keys(place)['line'])}"] = "anggaran-999999"
    words = text_of(previewed(client, place, book))
    assert "2 ditolak" in words
    assert "tidak memuat semua unsurnya" in words
    assert "bukan lagi angka yang Anda isi" in words


def test_row_that_stands_twice_is_refused(client, place):
    book = downloaded(client, place)
    book["Isian"][f"A{row_of(book, keys(place)['line'])}"] = keys(place)["other_line"]
    answer = upload(client, place, saved(book))
    assert answer.status_code == 422
    assert "lembar ini sama" in text_of(answer)


def test_sheet_of_another_office_or_none_of_ours_is_refused(client, place):
    other = make_workplace()
    book = downloaded(client_of(other.operator), other)
    assert f"Lembar ini isian {other.unit.slug.replace('-', ' ')} Triwulan II 2024, bukan" in text_of(
        upload(client, place, saved(book))
    )
    assert "bukan isian yang diunduh" in text_of(upload(client, place, workbook([["Uraian", "Realisasi"]])))
    assert "PDF" in text_of(upload(client, place, b"%PDF-1.7"))


def test_text_of_people_never_becomes_a_formula(client, place):
    Indicator.objects.filter(pk=place.direct.pk).update(name="=1+1", unit_of_measure="@SUM(A1)")
    IndicatorRealization.objects.create(
        indicator=place.direct, year=2024, quarter=2, value=3, note="+cmd|' /C calc'!A0"
    )
    sheet = downloaded(client, place)["Isian"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    number = row_of(sheet.parent, keys(place)["direct"])
    assert sheet.cell(number, 5).value == "=1+1"
    assert sheet.cell(number, 5).quotePrefix


def test_figures_of_bagian_organisasi_are_left_out(client, place):
    Indicator.objects.filter(pk=place.direct.pk).update(entered_by=EnteredBy.ORGANISASI)
    book = downloaded(client, place)
    assert not [row for row in book["Isian"].iter_rows() if row[0].value == keys(place)["direct"]]
    other = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    assert row_of(downloaded(other, place), keys(place)["direct"])


def test_kept_sheet_belongs_to_who_sent_it(client, place, settings):
    location = upload(client, place, saved(downloaded(client, place)))["Location"]
    other = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    assert other.get(location).status_code == 302
    for file in (settings.MEDIA_ROOT / FOLDER).iterdir():
        file.unlink()
    answer = client.get(location)
    assert "Unggah sekali lagi" in text_of(client.get(answer["Location"]))


def test_sheet_and_preview_cost_a_fixed_number_of_queries(client, place):
    address = place.address("isian/unduh.xlsx")
    preview = upload(client, place, saved(downloaded(client, place)))["Location"]
    before = queries_of(client, address), queries_of(client, preview)
    for number in range(3):
        line = factories.BudgetLineFactory(
            unit=place.unit,
            parent=place.kegiatan,
            level=BudgetLevel.SUB_KEGIATAN,
            holds_amounts=True,
            name=f"Lain {number}",
        )
        factories.CeilingFactory(budget_line=line)
    assert (queries_of(client, address), queries_of(client, preview)) == before


def test_grid_leads_to_both(client, place):
    links = read(client.get(place.address("isian/"))).links
    assert {place.address("isian/unduh.xlsx"), place.address("isian/unggah/")} <= set(links)


@needs_libreoffice
def test_sheet_comes_back_from_libreoffice(client, place, tmp_path):
    filled_in(client, place, line=Decimal("1885065.55"), direct=21)
    content = client.get(place.address("isian/unduh.xlsx")).content
    book, complaints = through_libreoffice(content, tmp_path)
    assert "error" not in complaints.lower()
    sheet = book["Isian"]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    answer = upload(client, place, (tmp_path / "hasil" / "asli.xlsx").read_bytes())
    assert "4 baris tetap" in text_of(client.get(answer["Location"]))
