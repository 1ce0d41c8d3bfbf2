"""The entry grid as a page: shown, saved all or none, refused with everything typed still there."""

from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import Role
from reports.actions import save_entries
from reports.models import BudgetRealization, Event, IndicatorRealization, QuarterClosing, Report
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

QUERIES = 42


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def open_page(client, place, query=""):
    response = client.get(place.address("isian/") + query)
    assert response.status_code == 200
    return read(response).fields


def name(place, kind="direct", what="nilai"):
    row = getattr(place, kind)
    return f"{'anggaran' if 'line' in kind else 'indikator'}-{row.pk}-{what}"


def send(client, place, changes, page=None, query=""):
    return client.post(place.address("isian/") + query, (page or open_page(client, place, query)) | changes)


def test_shows_a_cell_for_each_typed_fact(client, place):
    response = client.get(place.address("isian/"))
    page = read(response)
    assert {name(place), name(place, "line"), name(place, "other_line")} <= page.fields.keys()
    assert f"indikator-{place.ratio.pk}-unsur-{place.on_time.pk}" in page.fields
    assert name(place, "mean") not in page.fields
    assert f"anggaran-{place.program.pk}-nilai" not in page.fields
    assert {f"indikator-{place.direct.pk}", f"indikator-{place.mean.pk}", f"anggaran-{place.line.pk}"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_shows_target_last_quarter_and_who_uses_a_figure(client, place):
    factories.IndicatorRealizationFactory(indicator=place.direct, quarter=1, value=Decimal(9))
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(1_234_000))
    words = text_of(client.get(place.address("isian/")))
    assert "35 keluarga" in words
    assert "1.234.000" in words
    assert "Dipakai Camat, Kepala Seksi Desa" in words
    assert "4 angka belum diisi" in words


@pytest.mark.parametrize(("quarter", "there"), [(2, False), (4, True)])
def test_predikat_stands_beside_the_achievement_of_the_whole_year_only(client, place, quarter, there):
    for post in (place.camat, place.kasi):
        factories.ReportFactory(position=post, quarter=4)
    factories.IndicatorRealizationFactory(indicator=place.direct, quarter=quarter, value=Decimal(21))
    page = client.get(f"/unit/{place.unit.slug}/2024/{quarter}/isian/")
    assert "60,00 %" in text_of(page)
    assert ('data-live="predikat">Rendah<' in page.content.decode()) == there


def test_saves_and_shows_figures_recomputed(client, place):
    response = send(
        client,
        place,
        {
            name(place): "21",
            f"indikator-{place.ratio.pk}-unsur-{place.on_time.pk}": "7",
            f"indikator-{place.ratio.pk}-unsur-{place.villages.pk}": "10",
            name(place, "line"): "Rp 2.660.000,-",
            name(place, "other_line"): "1.000.000",
        },
    )
    assert response.status_code == 302
    assert response.url == place.address("isian/")
    words = text_of(client.get(response.url))
    assert "4 isian disimpan" in words
    assert "60,00 %" in words  # 21 of 35
    assert "65,00 %" in words  # mean of 60 and 70
    assert "3.660.000" in words  # the sum of both leaves
    assert "24,40 %" in words  # 3.660.000 of 15.000.000
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 2_660_000


def test_wrong_number_saves_nothing_and_loses_nothing(client, place):
    response = send(client, place, {name(place): "21 keluarga", name(place, "line"): "22.90.000"})
    assert response.status_code == 422
    page = read(response)
    assert page.fields[name(place)] == "21 keluarga"
    assert page.fields[name(place, "line")] == "22.90.000"
    assert f"#id_{name(place, 'line')}" in page.links
    assert "1 isian perlu diperbaiki. Belum ada yang disimpan." in text_of(response)
    assert text_of(response).count("Tertulis “22.90.000”") == 2
    assert not IndicatorRealization.objects.exists()
    assert not Event.objects.exists()


def test_corrected_page_saves_what_was_typed_before(client, place):
    refused = send(client, place, {name(place): "21", name(place, "line"): "22.90.000"})
    response = send(client, place, {name(place, "line"): "22.900.000"}, page=read(refused).fields)
    assert response.status_code == 302
    assert IndicatorRealization.objects.get().value == 21
    assert BudgetRealization.objects.get().amount == 22_900_000


def test_untouched_page_writes_nothing(client, place):
    assert "Tidak ada isian yang berubah" in text_of(client.get(send(client, place, {}).url))
    assert not Event.objects.exists()


def test_spending_over_the_ceiling_is_saved_with_a_sentence_beside_it(client, place):
    words = text_of(client.get(send(client, place, {name(place, "line"): "10.000.001"}).url))
    assert "melebihi pagu" in words
    assert BudgetRealization.objects.get().amount == 10_000_001


def test_reason_stands_for_a_missing_figure(client, place):
    send(client, place, {name(place, what="alasan"): "Menunggu data BPS."})
    assert IndicatorRealization.objects.get().missing_reason == "Menunggu data BPS."
    assert "3 angka belum diisi" in text_of(client.get(place.address("isian/")))


# -- somebody else was faster --------------------------------------------------------------------------------------------


def test_stale_cell_shows_both_values_and_asks(client, place):
    page = open_page(client, place)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20), updated_by=account_of(place.kasi))
    response = send(client, place, {name(place): "25", name(place, "line"): "1.000"}, page=page)
    assert response.status_code == 422
    words = text_of(response)
    assert f"Disimpan {place.kasi.appointments.get().official.name}" in words
    assert "Biarkan yang tersimpan: 20" in words
    assert "Pakai ketikan saya: 25" in words
    assert read(response).fields[name(place, "line")] == "1.000"
    assert IndicatorRealization.objects.get().value == 20
    assert not BudgetRealization.objects.exists()


@pytest.mark.parametrize("version", ["7", "", "x"])
def test_version_that_nobody_ever_saved_is_asked_about(client, place, version):
    response = send(client, place, {name(place): "25", name(place, what="versi"): version})
    assert response.status_code == 422
    words = text_of(response)
    assert "Tidak ada lagi yang tersimpan" in words
    assert "Biarkan yang tersimpan: kosong" in words
    assert not IndicatorRealization.objects.exists()
    answer = {f"indikator-{place.direct.pk}-pilih": "saya"}
    assert send(client, place, answer, page=read(response).fields).status_code == 302
    assert IndicatorRealization.objects.get().value == 25


@pytest.mark.parametrize(("choice", "kept"), [("saya", 25), ("tersimpan", 20)])
def test_choice_between_both_values(client, place, choice, kept):
    page = open_page(client, place)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20))
    asked = send(client, place, {name(place): "25", name(place, "line"): "1.000"}, page=page)
    answer = {f"indikator-{place.direct.pk}-pilih": choice}
    assert send(client, place, answer, page=read(asked).fields).status_code == 302
    assert IndicatorRealization.objects.get().value == kept
    assert BudgetRealization.objects.get().amount == 1000


def test_two_people_fill_different_cells_of_one_page(client, place):
    page = open_page(client, place)
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20))
    assert send(client, place, {name(place, "line"): "1.000"}, page=page).status_code == 302
    assert IndicatorRealization.objects.get().value == 20
    assert BudgetRealization.objects.get().amount == 1000


def test_save_that_loses_the_race_shows_both_values(client, place, monkeypatch):
    """The other save lands after this request read the facts and before it writes."""

    def save_after_somebody(**arguments):
        factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20))
        return save_entries(**arguments)

    monkeypatch.setattr("reports.views.entry.save_entries", save_after_somebody)
    response = send(client, place, {name(place): "25", name(place, "line"): "1.000"})
    assert response.status_code == 409
    assert "Biarkan yang tersimpan: 20 Pakai ketikan saya: 25" in text_of(response)
    assert read(response).fields[name(place, "line")] == "1.000"
    assert IndicatorRealization.objects.get().value == 20
    assert not BudgetRealization.objects.exists()


# -- locked and foreign --------------------------------------------------------------------------------------------------


REASON = "Salah salin dari SPJ."
WHY = "alasan-koreksi"


def test_figure_of_an_approved_report_can_be_typed_and_says_which(client, place):
    place.approve(place.kasi)
    response = client.get(place.address("isian/"))
    page = read(response)
    assert {name(place), name(place, "other_line"), WHY} <= page.fields.keys()
    assert text_of(response).count("Dipakai laporan yang disetujui: Kepala Seksi Desa.") == 3
    assert 'id="koreksi" aria-labelledby="judul-koreksi" hidden' in response.content.decode()


def test_without_approved_reports_nobody_is_asked_for_a_reason(client, place):
    assert WHY not in open_page(client, place)


def test_correction_asks_for_one_reason_and_loses_nothing(client, place):
    place.approve(place.kasi)
    response = send(client, place, {name(place): "25", name(place, "other_line"): "1.000"})
    assert response.status_code == 422
    page = read(response)
    assert (page.fields[name(place)], page.fields[name(place, "other_line")]) == ("25", "1.000")
    words = text_of(response)
    assert "1 isian perlu diperbaiki. Belum ada yang disimpan." in words
    assert words.count("Tulis alasannya: angka ini sudah dipakai laporan yang disetujui.") == 2
    assert "Kepala Seksi Desa, Triwulan II 2024" in words
    assert f"#id_{WHY}" in page.links
    assert 'id="koreksi" aria-labelledby="judul-koreksi">' in response.content.decode()
    assert not BudgetRealization.objects.exists()

    done = client.post(place.address("isian/"), page.fields | {WHY: REASON})
    assert done.status_code == 302
    words = text_of(client.get(done.url))
    assert "2 isian disimpan." in words
    assert "Dibuka sebagai revisi dan perlu diajukan lagi: Kepala Seksi Desa, Triwulan II." in words
    report = place.report(place.kasi)
    assert (report.status, report.revision, report.changed_since_approval) == ("draft", 2, True)


def test_reason_survives_another_mistake(client, place):
    place.approve(place.kasi)
    response = send(client, place, {name(place): "25", name(place, "line"): "22.90.000", WHY: REASON})
    assert response.status_code == 422
    assert read(response).fields[WHY] == REASON


def test_same_figure_in_other_digits_is_no_correction(client, place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    place.approve(place.kasi)
    assert send(client, place, {name(place): "21,0"}).status_code == 302
    assert place.report(place.kasi).status == "approved"


def test_zero_is_another_figure_than_none(client, place):
    place.approve(place.kasi)
    assert send(client, place, {name(place): "0"}).status_code == 422


def test_note_of_an_approved_figure_is_a_correction(client, place):
    place.approve(place.kasi)
    assert send(client, place, {name(place, what="ket"): "Data Juli"}).status_code == 422
    assert send(client, place, {name(place, what="ket"): "Data Juli", WHY: REASON}).status_code == 302


def test_figure_that_a_later_approved_report_adds_up_opens_that_report(client, place):
    place.direct.aggregation = "sum"
    place.direct.save()
    factories.ReportFactory(position=place.kasi, quarter=1)
    place.approve(place.kasi)
    Report.objects.filter(quarter=1).update(status="draft", round=0)
    address = f"/unit/{place.unit.slug}/2024/1/isian/"
    response = client.get(address)
    assert text_of(response).count("Dipakai laporan yang disetujui: Kepala Seksi Desa (Triwulan II).") == 1
    done = client.post(address, read(response).fields | {name(place): "25", WHY: REASON})
    assert done.status_code == 302
    assert place.report(place.kasi).revision == 2


def test_figure_that_a_closed_later_quarter_adds_up_is_read_only(client, place):
    place.direct.aggregation = "sum"
    place.direct.save()
    factories.ReportFactory(position=place.kasi, quarter=3, status="approved", round=1)
    QuarterClosing.objects.create(year=2024, quarter=3, at=timezone.now(), by=place.operator)
    page = open_page(client, place)
    response = client.get(place.address("isian/"))
    assert name(place) not in page
    assert name(place, "line") in page
    assert "Triwulan III 2024 sudah ditutup oleh Bagian Organisasi." in text_of(response)


def test_report_approved_while_typing_asks_for_the_reason(client, place):
    page = open_page(client, place)
    place.approve(place.kasi)
    response = send(client, place, {name(place): "25", name(place, "other_line"): "1.000"}, page=page)
    assert response.status_code == 422
    assert read(response).fields[name(place)] == "25"
    assert "Tulis alasannya" in text_of(response)
    assert not BudgetRealization.objects.exists()


def test_report_approved_between_reading_and_writing_asks_for_the_reason(client, place, monkeypatch):
    def save_after_approval(**arguments):
        place.approve(place.kasi)
        return save_entries(**arguments)

    monkeypatch.setattr("reports.views.entry.save_entries", save_after_approval)
    response = send(client, place, {name(place): "25"})
    assert response.status_code == 409
    assert "Tulis alasannya" in text_of(response)
    assert read(response).fields[name(place)] == "25"
    assert not IndicatorRealization.objects.exists()


def test_figure_locked_while_typing_is_kept_and_refused(client, place):
    page = open_page(client, place)
    place.direct.entered_by = "organisasi"
    place.direct.save()
    response = send(client, place, {name(place): "25", name(place, "other_line"): "1.000"}, page=page)
    assert response.status_code == 422
    assert read(response).fields[name(place)] == "25"
    assert "Angka ini diisi oleh Bagian Organisasi." in text_of(response)
    assert not BudgetRealization.objects.exists()


@pytest.mark.parametrize("reader", ["official", "inspector", "admin"])
def test_readers_see_figures_without_inputs(place, reader):
    user = {
        "official": lambda: account_of(place.kasi),
        "inspector": lambda: factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
        "admin": lambda: factories.UserFactory(is_superuser=True),
    }[reader]()
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    response = client_of(user).get(place.address("isian/"))
    assert response.status_code == 200
    assert not any(field.startswith(("indikator", "anggaran")) for field in read(response).fields)
    assert "21 keluarga" in text_of(response)
    assert "hanya dapat membacanya" in text_of(response)
    refused = client_of(user).post(place.address("isian/"), {name(place): "1"})
    assert refused.status_code == 403
    assert "hanya dapat membacanya" in text_of(refused)


def test_stranger_finds_nothing(place):
    client = client_of(make_workplace().operator)
    assert client.get(place.address("isian/")).status_code == 404
    assert client.post(place.address("isian/"), {}).status_code == 404


def test_bagian_organisasi_gets_only_its_own_cells(place):
    place.direct.entered_by = "organisasi"
    place.direct.save()
    organisasi = client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)
    fields = open_page(organisasi, place)
    assert name(place) in fields
    assert name(place, "line") not in fields
    assert send(organisasi, place, {name(place): "21"}).status_code == 302
    operator = client_of(place.operator).get(place.address("isian/"))
    assert "Angka ini diisi oleh Bagian Organisasi." in text_of(operator)


def test_quarter_that_is_not_open_shows_no_inputs():
    place = make_workplace(opened=False)
    response = client_of(place.operator).get(place.address("isian/"))
    assert response.status_code == 200
    assert "belum dibuka" in text_of(response)
    assert client_of(place.operator).post(place.address("isian/"), {}).status_code == 403


@pytest.mark.parametrize("address", ["unit/{}/2024/5/isian/", "unit/{}/24/2/isian/", "unit/tidak-ada/2024/2/isian/"])
def test_no_such_quarter_or_unit(client, place, address):
    assert client.get("/" + address.format(place.unit.slug)).status_code == 404


def test_filter_shows_what_one_report_rests_on(client, place):
    query = f"?laporan={place.kasi.slug}"
    fields = open_page(client, place, query)
    assert name(place, "line") in fields
    assert name(place, "other_line") not in fields
    response = send(client, place, {name(place): "21"}, query=query)
    assert response.url == place.address("isian/") + query
    assert IndicatorRealization.objects.get().value == 21


def test_filter_that_names_nobody_shows_everything(client, place):
    assert name(place, "other_line") in open_page(client, place, "?laporan=<b>")


def add_facts(place, number):
    for _ in range(number):
        item = factories.AgreementItemFactory(agreement=place.kasi.agreements.get())
        factories.YearTargetFactory(indicator=item.indicator)
        factories.IndicatorRealizationFactory(indicator=item.indicator, updated_by=place.operator)
        factories.BudgetRealizationFactory(
            budget_line__unit=place.unit, budget_line__holds_amounts=True, updated_by=place.operator
        )


def test_costs_a_fixed_number_of_queries(place, client):
    add_facts(place, 1)
    cost = queries_of(client, place.address("isian/"))
    add_facts(place, 2)
    assert queries_of(client, place.address("isian/")) == cost
    assert cost < 60


def test_a_taken_figure_leads_to_where_it_is_typed(client, place):
    place.on_time.source = place.direct
    place.on_time.save()
    page = read(client.get(place.address("isian/")))
    assert f"#indikator-{place.direct.pk}" in page.links
    assert f"indikator-{place.ratio.pk}-unsur-{place.on_time.pk}" not in page.fields
    assert f"indikator-{place.ratio.pk}-unsur-{place.villages.pk}" in page.fields
