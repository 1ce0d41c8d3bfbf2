"""The page that tells how a figure came about: of a report, as it was issued, and of a unit's quarter."""

import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from agreements.enums import Formula, Role
from reports.actions import BudgetChange, IndicatorChange, save_entries
from reports.models import BudgetRealization, IndicatorRealization
from reports.queries import account_name
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    made = make_workplace()
    terms = {made.on_time.pk: Decimal(4), made.villages.pk: Decimal(8)}
    save_entries(
        unit=made.unit,
        quarter=QUARTER,
        changes=[
            IndicatorChange(made.direct.pk, 0, value=Decimal(21), note="Sudah diperiksa"),
            IndicatorChange(made.ratio.pk, 0, terms=terms),
            BudgetChange(made.line.pk, 0, amount=Decimal(4_000_000)),
        ],
        by=made.operator,
    )
    return made


@pytest.fixture
def client(place):
    return client_of(place.operator)


def ask(place, client, key, position=None):
    return client.get(place.report_address(position or place.kasi, "hitungan/"), {"angka": key})


def asked_on(response):
    """Return the keys that a page's links ask for, in their order."""
    found = (urlsplit(link) for link in read(response).links)
    return [parse_qs(link.query)["angka"][0] for link in found if "angka=" in link.query]


def test_an_achievement_is_told_with_links_to_its_operands(place, client):
    start = f"indikator-{place.direct.pk}"
    response = ask(place, client, f"{start}-capaian")
    words = text_of(response)
    assert "21 / 35 × 100 = 60,00 %" in words
    assert "Rumus: realisasi / target × 100." in words
    assert asked_on(response) == [f"{start}-realisasi", f"{start}-target"]
    assert f"/cara-menghitung/#{response.context['told'].rule.key}" in read(response).links


def test_a_typed_figure_says_who_typed_it_and_where(place, client):
    response = ask(place, client, f"indikator-{place.direct.pk}-realisasi")
    row = IndicatorRealization.objects.get(indicator=place.direct)
    assert f"TW II 2024: oleh {account_name(place.operator)}, " in text_of(response)
    assert "Keterangan: Sudah diperiksa" in text_of(response)
    assert f"{place.address('isian/')}?laporan={place.kasi.slug}#indikator-{place.direct.pk}" in read(response).links
    assert row.updated_by == place.operator


def test_from_the_camats_figure_one_comes_down_to_what_was_typed(place, client):
    """The mean of the programme, the achievement of a child, its ratio, and the page where it is typed."""
    mean = ask(place, client, f"indikator-{place.mean.pk}-realisasi", place.camat)
    assert "(60 + 50) / 2 = 55,00 %" in text_of(mean)
    child = f"indikator-{place.ratio.pk}-capaian"
    assert child in asked_on(mean)
    reached = ask(place, client, child, place.camat)
    ratio = f"indikator-{place.ratio.pk}-realisasi"
    assert ratio in asked_on(reached)
    words = text_of(ask(place, client, ratio, place.camat))
    assert "4 / 8 × 100 = 50,00 %" in words
    assert "Desa tepat waktu" in words
    assert "Buka isian angkanya" in words


def test_a_partial_sum_names_the_line_that_is_missing(place, client):
    words = text_of(ask(place, client, f"anggaran-{place.program.pk}-realisasi", place.camat))
    assert "sebagian: 1 rincian belum ada angkanya" in words
    words = text_of(ask(place, client, f"anggaran-{place.kegiatan.pk}-realisasi", place.camat))
    assert "Sub Kegiatan Desa – hitungan belum ada realisasi" in words


def test_a_missing_figure_says_what_would_give_it(place, client):
    IndicatorRealization.objects.filter(indicator=place.direct).delete()
    words = text_of(ask(place, client, f"indikator-{place.direct.pk}-capaian"))
    assert "Belum ada realisasi." in words
    assert "Angkanya muncul setelah realisasinya diisi pada halaman angka triwulan." in words
    words = text_of(ask(place, client, f"indikator-{place.direct.pk}-realisasi"))
    assert "TW II 2024: belum ada yang mengetik." in words


def test_an_unknown_key_is_a_sentence(place, client):
    response = ask(place, client, "indikator-0-<capaian>")
    assert response.status_code == 404
    assert "Tidak ada angka dengan nama “indikator-0-<capaian>” di sini." in text_of(response)
    assert f"indikator-{place.direct.pk}-capaian" in asked_on(response), "the list leads on"


def test_without_a_key_the_page_lists_all_figures(place, client):
    response = ask(place, client, "")
    assert response.status_code == 200
    assert f"anggaran-{place.line.pk}-serapan" in asked_on(response)


def test_a_report_does_not_tell_of_the_colleagues_figures(place, client):
    assert ask(place, client, f"anggaran-{place.other_line.pk}-pagu").status_code == 404
    unit = client.get(place.address("hitungan/"), {"angka": f"anggaran-{place.other_line.pk}-pagu"})
    assert unit.status_code == 200


def test_an_issued_report_tells_of_the_figures_that_were_approved(place, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    issue(place.report(place.kasi))
    row = IndicatorRealization.objects.get(indicator=place.direct)
    IndicatorRealization.objects.filter(pk=row.pk).update(value=Decimal(7), version=row.version + 1)
    BudgetRealization.objects.update(amount=Decimal(1))
    words = text_of(ask(place, client, f"indikator-{place.direct.pk}-capaian"))
    assert "21 / 35 × 100 = 60,00 %" in words
    words = text_of(ask(place, client, f"indikator-{place.direct.pk}-realisasi"))
    assert "angkanya sudah diubah sejak laporan ini disetujui" in words
    now = text_of(client.get(place.address("hitungan/"), {"angka": f"indikator-{place.direct.pk}-capaian"}))
    assert "7 / 35 × 100 = 20,00 %" in now


def test_the_figures_of_the_report_page_lead_here(place, client):
    for page in ("", "reviu/"):
        response = client.get(place.report_address(place.kasi, page))
        keys = set(asked_on(response))
        assert {f"indikator-{place.direct.pk}-capaian", f"anggaran-{place.line.pk}-serapan"} <= keys
        assert all(ask(place, client, key).status_code == 200 for key in keys)


def test_the_sentences_and_the_preview_in_another_form_lead_here_too(place, client):
    page = client.get(place.report_address(place.kasi)).content.decode()
    prose = re.sub(r"<table.*?</table>", "", page, flags=re.DOTALL)
    assert f"angka=indikator-{place.direct.pk}" in prose or "angka=jumlah-realisasi" in prose
    organisasi = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    address = place.report_address(place.kasi)
    preview = organisasi.get(f"{address}?bentuk=camat_lengkap")
    links = dict.fromkeys(link for link in read(preview).links if "angka=" in link)
    assert f"{address}hitungan/?bentuk=camat_lengkap&angka=indikator-{place.direct.pk}-capaian" in links
    for link in links:
        answer = organisasi.get(link)
        assert answer.status_code == 200, link
    assert all("bentuk=camat_lengkap&angka=" in link for link in read(answer).links if "angka=" in link)
    assert client.get(f"{address}hitungan/?bentuk=camat_lengkap&angka=efisiensi").status_code == 403


def test_files_hold_no_question(place, client):
    for extension in ("pdf", "xlsx", "json"):
        assert b"hitungan" not in client.get(place.report_address(place.kasi, f"unduh.{extension}")).content


def test_the_table_of_formulas_is_read(client):
    words = text_of(client.get("/cara-menghitung/"))
    assert "(2 × target − realisasi) / target × 100" in words
    assert "Sumber: PMK 22/PMK.02/2021, lampiran." in words


def test_queries_do_not_grow_with_the_rows(place, client):
    parent = factories.IndicatorFactory(unit=place.unit, unit_of_measure="%", formula=Formula.MEAN_OF_CHILDREN)
    addresses = [
        place.address(f"hitungan/?angka=indikator-{parent.pk}-realisasi"),
        place.address(f"hitungan/?angka=anggaran-{place.kegiatan.pk}-serapan"),
        place.report_address(place.kasi, f"hitungan/?angka=indikator-{place.direct.pk}-realisasi"),
    ]
    costs = []
    for more in (1, 2):
        for _ in range(more):
            child = factories.IndicatorFactory(unit=place.unit, parent=parent)
            factories.YearTargetFactory(indicator=child, value=Decimal(10))
            factories.IndicatorRealizationFactory(indicator=child, year=2024, quarter=2, value=Decimal(5))
        costs.append([queries_of(client, address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) < 60


def test_the_figures_of_the_grid_and_of_the_office_lead_to_the_units_page(place, client):
    grid = client.get(place.address("isian/"))
    keys = set(asked_on(grid))
    assert {
        f"indikator-{place.mean.pk}-realisasi",
        f"indikator-{place.direct.pk}-capaian",
        f"anggaran-{place.kegiatan.pk}-serapan",
        "anggaran-unit-sisa",
    } <= keys
    keys |= set(asked_on(client.get(place.address("ringkasan/"))))
    assert {"jumlah-pagu", "rata-rata-capaian", "efisiensi"} <= keys
    for key in keys:
        assert client.get(place.address("hitungan/"), {"angka": key}).status_code == 200, key
