"""Importing the agreements of a whole office: a sheet goes up, its rows are read, one press applies all or none."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.importing.promise_rows import COLUMNS
from agreements.models import Agreement, Indicator, YearTarget
from agreements.queries import load_promise, standing_plan
from agreements.sheets import read_workbook
from reports.models import Event
from reports.queries import sealed_lines
from reports.sealing import walk
from reports.views import plan_import
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace
from tests.sheets import workbook

pytestmark = pytest.mark.django_db

HEADING = [column.label for column in COLUMNS]
KEYS = [column.key for column in COLUMNS]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    place = make_workplace()
    place.line.code = "7.01.02"
    place.line.save()
    return place


@pytest.fixture
def client(place):
    return client_of(place.operator)


def row(**cells):
    return [cells.get(key) for key in KEYS]


def address(place, year=2024):
    return f"/perjanjian/{place.unit.slug}/{year}/impor/"


def upload(client, place, rows, content=None, year=2024):
    file = SimpleUploadedFile(
        "pk.xlsx", workbook([["PERJANJIAN KINERJA"], HEADING, *rows]) if content is None else content
    )
    return client.post(address(place, year), {"sheet": file})


def previewed(client, place, *rows, year=2024):
    answer = upload(client, place, rows, year=year)
    assert answer.status_code == 302, text_of(answer)
    return client.get(answer["Location"])


def press(client, place, page, year=2024, **more):
    return client.post(address(place, year), read(page).fields | more)


NEW_YEAR = (
    row(
        post="Camat",
        level="Strategis",
        aim="Meningkatnya pelayanan",
        indicator="Persentase pelayanan tepat waktu",
        unit="%",
        target=90,
        quarter_1="20",
        quarter_2="45,5 %",
        quarter_3=70,
        quarter_4=90,
    ),
    row(
        post="Kasi Desa",
        aim="Meningkatnya tertib desa",
        indicator="Jumlah desa tertib",
        unit="desa",
        target="7 desa",
        parent="Persentase pelayanan tepat waktu",
    ),
    row(indicator="Jumlah keluarga yang diberdayakan", target="1.234,5", parent="Jumlah desa tertib"),
)


def test_a_whole_office_is_shown_and_applied_with_one_press(place, client):
    page = previewed(client, place, *NEW_YEAR, year=2025)
    words = text_of(page)
    assert "3 baru" in words
    assert "20 / 45,5 / 70 / 90" in words
    assert not Agreement.objects.filter(year=2025).exists()
    response = client.post(address(place, 2025), read(page).fields, follow=True)
    assert "Perjanjian Kinerja diimpor: Camat, Kepala Seksi Desa." in text_of(response)
    camat, kasi = Agreement.objects.filter(year=2025).order_by("position__order")
    top = Indicator.objects.get(name="Persentase pelayanan tepat waktu")
    desa = Indicator.objects.get(name="Jumlah desa tertib")
    place.direct.refresh_from_db()
    assert (camat.position, kasi.position) == (place.camat, place.kasi)
    assert (top.level, desa.level, desa.parent, place.direct.parent) == ("strategic", "kegiatan", top, desa)
    assert [item.target.quarters for item in load_promise(camat).items] == [(20, Decimal("45.5"), 70, 90)]
    assert [(item.indicator_id, item.target.value) for item in load_promise(kasi).items] == [
        (desa.pk, 7),
        (place.direct.pk, Decimal("1234.5")),
    ]
    assert walk(sealed_lines(place.unit)).broken is None
    assert Event.objects.filter(unit=place.unit, action="save_agreement").count() == 2
    # The same sheet again changes nothing.
    assert "3 tetap" in text_of(previewed(client, place, *NEW_YEAR, year=2025))


def test_changed_targets_money_and_responsible_are_shown_old_to_new(place, client):
    page = previewed(
        client,
        place,
        row(
            post="Kepala Seksi Desa",
            indicator="Jumlah keluarga yang diberdayakan",
            target=40,
            quarter_2=20,
            line="7.01.02",
            amount="9.000.000",
            responsible="Camat",
        ),
        row(post="Kepala Seksi Desa", line="Sub Kegiatan Desa", amount="Rp 1.000.000"),
    )
    words = text_of(page).replace("\N{NO-BREAK SPACE}", " ")
    for expected in (
        "1 baru 1 berubah",
        "Target: 35 keluarga → 40 keluarga",
        "TW II: 20",
        "Anggaran: Rp 9.000.000",
        "Penanggung jawab: Camat",
        "1 indikator di perjanjian yang disebut tidak ada di lembar ini, dan dibiarkan.",
    ):
        assert expected in words, expected
    assert press(client, place, page).status_code == 302
    promise = load_promise(place.kasi.agreements.get())
    assert [item.target.value for item in promise.items] == [40, 100]
    assert [(money.line_id, money.amount, money.responsible) for money in promise.money] == [
        (place.line.pk, 9_000_000, "Camat"),
        (place.other_line.pk, 1_000_000, ""),
    ]
    assert list(place.line.indicators.all()) == [place.direct]
    assert YearTarget.objects.get(indicator=place.direct, year=2024).quarter_2 == 20


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"post": "Lurah"}, "Jabatan “Lurah” tidak ada di unit ini. Yang ada: Camat, Kepala Seksi Desa."),
        ({"target": "22.90.000"}, "Target:"),
        ({"quarter_1": "1.500"}, "TW I:"),
        ({"unit": "laporan"}, "sedangkan satuan indikator ini “keluarga”"),
        ({"indicator": "Jumlah pos ronda"}, "satuannya harus ditulis"),
        ({"indicator": "Jumlah pos ronda", "unit": "pos"}, "Sasarannya kosong"),
        ({"parent": "Tidak ada"}, "Indikator yang didukung, “Tidak ada”, tidak ada"),
        ({"parent": "Jumlah keluarga yang diberdayakan"}, "tidak bisa mendukung dirinya sendiri"),
        ({"line": "9.99"}, "Baris anggaran “9.99” tidak ada"),
        ({"amount": "100"}, "tidak ada program atau kegiatannya"),
        ({"line": "7.01.02", "responsible": "Lurah"}, "Penanggung jawab “Lurah” bukan jabatan"),
        ({"level": "Tinggi"}, "Tingkat “Tinggi” tidak dikenal"),
        (
            {"direction": "Naik"},
            "Arah “Naik” tidak dikenal. Tulis Makin tinggi makin baik, Makin rendah makin baik, atau",
        ),
        ({"formula": "a/b"}, "Rumus “a/b” tidak dikenal. Tulis Diisi langsung, Rasio pembilang/penyebut, atau"),
        ({"formula": "Rasio"}, "Rasio perlu paling sedikit satu pembilang dan satu penyebut"),
        ({"numerators": "Keluarga"}, "hanya untuk indikator yang rumusnya “Rasio pembilang/penyebut”"),
        ({"formula": "Rata-rata"}, "Rata-rata diukur dalam %, sedangkan satuan di sini “keluarga”."),
        ({"upper": 50}, "Batas atas hanya untuk indikator yang arahnya “Dalam rentang”."),
        ({"direction": "Rentang", "upper": 39}, "Batas atas harus sama dengan atau di atas target"),
        (
            {"formula": "Rasio", "numerators": "n" * 201, "denominators": "Desa"},
            "Nama unsur paling panjang 200 huruf; pisahkan beberapa unsur dengan titik koma.",
        ),
        (
            {"indicator": "Persentase desa tepat waktu", "numerators": "Lain"},
            "Rasio ini sudah punya unsur: Desa tepat waktu / Seluruh desa. Ubah unsurnya di halaman indikatornya.",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason_and_nothing_is_applied(place, client, cells, sentence):
    good = row(post="Camat", indicator="Persentase pemberdayaan", target=90)
    bad = {"post": "Kepala Seksi Desa", "indicator": "Jumlah keluarga yang diberdayakan", "target": 40} | cells
    before = standing_plan(place.unit, 2024)
    page = previewed(client, place, good, row(**bad))
    words = text_of(page)
    assert sentence in words
    assert "1 ditolak" in words
    assert "Terapkan semua" not in words
    assert press(client, place, page).status_code == 422
    assert standing_plan(place.unit, 2024) == before


def test_rows_that_contradict_each_other_are_refused(place, client):
    twice = row(post="Kepala Seksi Desa", indicator="Jumlah keluarga yang diberdayakan", target=40)
    other = row(post="Camat", aim="Sasaran", indicator="Jumlah keluarga yang diberdayakan", target=41)
    words = text_of(previewed(client, place, twice, twice, other))
    up, down = (
        {"indicator": "Jumlah pos ronda", "unit": "pos", "direction": way} for way in ("Rentang", "Makin rendah")
    )
    told = text_of(
        previewed(client, place, row(post="Camat", aim="S", **up), row(post="Kepala Seksi Desa", aim="S", **down))
    )
    assert "Arah indikator ini lain dari yang ditulis di baris 3." in told
    assert "sudah ada di baris lain untuk jabatan yang sama" in words
    assert "Target indikator ini lain dari yang ditulis di baris 3." in words


def test_a_signed_agreement_is_not_changed_but_its_draft_perubahan_is(place, client):
    signed = place.kasi.agreements.get()
    Agreement.objects.filter(pk=signed.pk).update(signed_on=datetime.date(2024, 1, 10))
    signed.items.filter(indicator=place.direct).update(target_signed=35)
    change = row(post="Kepala Seksi Desa", indicator="Jumlah keluarga yang diberdayakan", target=50)
    assert "sudah ditandatangani. Buat dulu draf Perubahannya." in text_of(previewed(client, place, change))
    turned = row(post="Kepala Seksi Desa", indicator="Jumlah keluarga yang diberdayakan", direction="Makin rendah")
    assert "Arah indikator ini tidak dapat diubah lagi" in text_of(previewed(client, place, turned))
    elsewhere = row(post="Camat", aim="S", indicator="Jumlah keluarga yang diberdayakan", target=50)
    assert "sudah ditandatangani di Perjanjian Kinerja Kepala Seksi Desa: 35 keluarga" in text_of(
        previewed(client, place, elsewhere)
    )
    client.post(f"/perjanjian/{place.unit.slug}/2024/buat/", {"source": "perubahan", "post": place.kasi.pk})
    assert press(client, place, previewed(client, place, change)).status_code == 302
    values = [item.target.value for row in place.kasi.agreements.order_by("pk") for item in load_promise(row).items]
    assert values == [35, 100, 50, 100]
    assert YearTarget.objects.get(indicator=place.direct).value == 35


def test_how_indicators_are_measured_comes_out_of_the_sheet_and_goes_into_the_template(place, client):
    percent = {"post": "Kepala Seksi Desa", "unit": "%", "target": 90}
    rows = (
        row(**percent, aim="S", indicator="Persentase desa tertib", formula="Rasio", numerators="RKPDes; APBDes",
            denominators="Dokumen desa"),
        row(**percent, aim="S", indicator="Rata-rata kinerja", formula="Rata-rata capaian indikator di bawahnya"),
        row(**percent | {"target": 40}, aim="S", indicator="Waktu layanan", direction="Dalam rentang", upper=60),
        row(post="Kepala Seksi Desa", indicator="Jumlah keluarga yang diberdayakan", direction="Makin rendah"),
    )  # fmt: skip
    page = previewed(client, place, *rows)
    words = text_of(page)
    for expected in (
        "3 baru 1 berubah",
        "Rasio pembilang/penyebut: RKPDes; APBDes / Dokumen desa",
        "40–60 %",
        "Arah: Makin tinggi makin baik → Makin rendah makin baik",
    ):
        assert expected in words, expected
    assert press(client, place, page).status_code == 302
    ratio, mean, time = (
        Indicator.objects.get(name=name) for name in ("Persentase desa tertib", "Rata-rata kinerja", "Waktu layanan")
    )
    place.direct.refresh_from_db()
    assert (ratio.formula, mean.formula, time.direction, place.direct.direction) == ("ratio", "mean", "range", "lower")
    assert list(ratio.terms.order_by("order").values_list("role", "label")) == [
        ("numerator", "RKPDes"),
        ("numerator", "APBDes"),
        ("denominator", "Dokumen desa"),
    ]
    assert (time.year_targets.get().value, time.year_targets.get().upper) == (40, 60)
    assert walk(sealed_lines(place.unit)).broken is None
    # The template tells it all, offers the words, and comes back as what stands.
    content = client.get(f"{address(place)}templat.xlsx").content
    (sheet,) = read_workbook(content)
    told = {line.at(KEYS.index("indicator")): line for line in sheet.rows}
    told_of = told["Persentase desa tertib"]
    assert told_of.at(KEYS.index("formula")) == "Rasio pembilang/penyebut"
    assert told_of.at(KEYS.index("numerators")) == "RKPDes; APBDes"
    assert told["Waktu layanan"].at(KEYS.index("upper")) == 60
    offers = openpyxl.load_workbook(io.BytesIO(content)).active.data_validations.dataValidation
    assert '"Makin tinggi makin baik,Makin rendah makin baik,Dalam rentang"' in [offer.formula1 for offer in offers]
    assert "sudah sama dengan yang tersimpan" in text_of(client.get(upload(client, place, [], content)["Location"]))


def test_an_item_moves_to_the_sasaran_that_its_row_names(place, client):
    first, second = place.kasi.agreements.get().objectives.order_by("order")
    second.text = "Sasaran kedua"
    second.save()
    moved = row(post="Kepala Seksi Desa", aim="Sasaran kedua", indicator="Jumlah keluarga yang diberdayakan")
    page = previewed(client, place, moved)
    assert f"Sasaran: {first.text} → Sasaran kedua" in text_of(page)
    assert press(client, place, page).status_code == 302
    aims = load_promise(place.kasi.agreements.get()).aims
    assert [(aim.text, [item.indicator_id for item in aim.items]) for aim in aims] == [
        ("Sasaran kedua", [place.ratio.pk, place.direct.pk])
    ]


def test_what_somebody_changed_meanwhile_is_shown_again(place, client):
    page = previewed(client, place, *NEW_YEAR, year=2025)
    factories.IndicatorFactory(unit=place.unit, name="Jumlah desa tertib", unit_of_measure="desa")
    response = press(client, place, page, 2025)
    assert response.status_code == 409
    assert "baru saja diubah orang lain" in text_of(response)
    assert not Agreement.objects.filter(year=2025).exists()
    assert press(client, place, response, 2025).status_code == 302


def test_a_sheet_without_the_headings_and_a_file_that_is_none(place, client):
    response = upload(client, place, [], workbook([["Jabatan", "Sasaran"], ["Camat", "x"]]))
    assert response.status_code == 422
    assert "tidak ada kolom “Indikator kinerja”, “Target”" in text_of(response)
    assert "bukan buku kerja Excel" in text_of(upload(client, place, [], b"halo dunia"))


def test_a_kept_sheet_of_somebody_else_is_none(place, client):
    page = previewed(client, place, *NEW_YEAR, year=2025)
    other = factories.RoleGrantFactory(unit=place.unit).user
    response = client_of(other).post(address(place, 2025), read(page).fields, follow=True)
    assert plan_import.GONE in text_of(response)


def test_the_template_holds_what_stands_and_comes_back_unchanged(place, client):
    factories.PositionFactory(unit=place.unit, name="Kepala Seksi Umum", superior=place.camat)
    place.line.indicator_links.create(indicator=place.direct)
    response = client.get(f"{address(place)}templat.xlsx")
    assert response["Content-Disposition"] == f'attachment; filename="perjanjian-kinerja-{place.unit.slug}-2024.xlsx"'
    (sheet,) = read_workbook(response.content)
    assert list(sheet.rows[0].cells) == HEADING
    assert [row.at(0) for row in sheet.rows[1:]] == [
        "Camat",
        "Camat",
        "Kepala Seksi Desa",
        "Kepala Seksi Desa",
        "Kepala Seksi Umum",
    ]
    page = client.get(upload(client, place, [], response.content)["Location"])
    assert "4 tetap" in text_of(page)
    assert "sudah sama dengan yang tersimpan" in text_of(page)


def test_readers_may_not(place):
    reader = client_of(account_of(place.kasi))
    assert reader.get(address(place)).status_code == 403
    assert reader.post(address(place), {"lembar": "x"}).status_code == 403


def test_the_preview_costs_the_same_with_few_and_many_rows(place, client):
    few = previewed(client, place, NEW_YEAR[0], year=2025).wsgi_request.get_full_path()
    many = previewed(client, place, *NEW_YEAR, year=2025).wsgi_request.get_full_path()
    assert queries_of(client, few) == queries_of(client, many)


def test_the_gate_stands_before_the_reader(place, client):
    huge = io.BytesIO(b"0" * (5 * 1024 * 1024 + 1)).getvalue()
    response = upload(client, place, [], huge)
    assert response.status_code == 422
    assert "paling besar 5 MB" in text_of(response)
