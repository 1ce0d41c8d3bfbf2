"""The page on which reports are received: what waits in which order, who receives, and what each refusal says."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import DecisionOutcome, ReportStatus, Role
from agreements.policies import Refused
from reports.actions import receive_report, send_back_report
from reports.models import Decision, Report, ReportSummary
from reports.queries import report_summaries
from reports.refreshing import refresh_summaries
from reports.views import reception
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

BOARD = "/penerimaan/2024/2/"


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def organisasi(place):
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


@pytest.fixture
def client(organisasi):
    return client_of(organisasi)


def approved(place, position, number=1, *, late_days=None, approved_on=9):
    report = place.report(position)
    issue(report, number)
    report.submissions.update(late_days=late_days)
    at = datetime.datetime(2024, 7, approved_on, tzinfo=datetime.UTC)
    factories.DecisionFactory(report=report, round=1, stage="superior", outcome="approved", at=at)
    return report


def choice(report, version=None):
    report.refresh_from_db()
    return f"{report.pk}-{version or report.version}"


def receive(client, *choices, query=""):
    return client.post(f"{BOARD}terima/{query}", {"laporan": choices}, follow=True)


def send_back(place, position):
    return f"{BOARD}{place.unit.slug}/{position.slug}/kembalikan/"


def status_of(report):
    return Report.objects.get(pk=report.pk).status


# -- pages -------------------------------------------------------------------------------------------------------------


def test_long_lists_come_in_pages_that_keep_the_filter(client, place, monkeypatch):
    approved(place, place.camat, 1)
    approved(place, place.kasi, 2)
    monkeypatch.setattr(reception, "LINES_ON_A_PAGE", 1)
    response = client.get(f"{BOARD}?status=approved&unit={place.unit.slug}")
    words, links = text_of(response), read(response).links
    assert "2 laporan menunggu diterima" in words
    assert f"2 laporan {place.unit.name} berstatus disetujui" in words
    query = f"unit={place.unit.slug}&status=approved"
    assert {f"?{query}&halaman=2", f"?{query}&daftar=2"} <= set(links)
    assert response.content.decode().count('name="laporan"') == 1
    assert "Halaman 2 dari 2" in text_of(client.get(f"{BOARD}?halaman=99"))


def test_receiving_the_last_of_a_page_shows_the_page_before(client, place, monkeypatch):
    monkeypatch.setattr(reception, "LINES_ON_A_PAGE", 1)
    rows = [approved(place, place.camat, 1), approved(place, place.kasi, 2, approved_on=10)]
    response = receive(client, choice(rows[1]), query="?halaman=2")
    assert "1 laporan menunggu diterima" in text_of(response)


def test_board_is_led_to_with_the_filter_kept(client, place):
    links = read(client.get(f"{BOARD}?status=draft&unit={place.unit.slug}")).links
    assert f"/papan/2024/2/?unit={place.unit.slug}&status=draft" in links


# -- what waits --------------------------------------------------------------------------------------------------------


def test_newest_quarter_is_led_to(client, place):
    factories.ReportFactory(position=place.camat, quarter=3)
    assert client.get("/penerimaan/").url == "/penerimaan/2024/3/"


def test_each_waiting_report_says_what_it_reached_and_what_is_found(client, place):
    approved(place, place.kasi)
    refresh_summaries()
    value = report_summaries([place.unit], QUARTER)[place.kasi.pk]
    assert value.errors
    response = client.get(BOARD)
    row = response.content.decode().partition('name="laporan"')[2].partition("</tr>")[0]
    assert f'data-label="Galat" class="num"><strong class="count-missing">{value.errors}</strong>' in row
    assert f'data-label="Peringatan" class="num">{value.warnings}</td>' in row
    assert 'data-label="Capaian" class="num">–' in row
    ReportSummary.objects.filter(position=place.kasi).update(achievement=Decimal("50.84"))
    words = text_of(client.get(BOARD))
    assert "50,84 %" in words
    assert "Centang semua (1 di halaman ini)" in words
    assert "Urutan: yang diajukan terlambat dulu" in words


def test_late_ones_stand_in_front_and_the_oldest_first(client, place):
    other = make_workplace()
    approved(place, place.camat, 1, approved_on=9)
    approved(place, place.kasi, 2, approved_on=8)
    approved(other, other.kasi, 3, approved_on=20, late_days=2)
    response = client.get(BOARD)
    ticks = [row for row in response.content.decode().split("\n") if 'name="laporan"' in row]
    assert [row.split('aria-label="Pilih ')[1].split('"')[0] for row in ticks] == [
        f"Kepala Seksi Desa, {other.unit.name}",
        f"Kepala Seksi Desa, {place.unit.name}",
        f"Camat, {place.unit.name}",
    ]
    words = text_of(response)
    assert "3 laporan menunggu diterima" in words
    assert "terlambat 2 hari kerja" in words
    assert place.report_address(place.kasi, "terbit/1.pdf") in read(response).links


def test_nothing_waits(client, place):
    words = text_of(client.get(BOARD))
    assert "Tidak ada laporan yang menunggu diterima" in words
    assert f"{place.unit.name} 2 draf di {place.unit.name}" in words


def test_quarter_without_reports(client, place):
    assert "Belum ada laporan Triwulan I 2023 yang Anda terima." in text_of(client.get("/penerimaan/2023/1/"))


def test_answer_on_paper_leads_to_the_page_of_the_superior(client, place):
    Report.objects.filter(position=place.camat).update(status="submitted", round=1)
    response = client.get(BOARD)
    assert "1 laporan menunggu tanggapan di kertas" in text_of(response)
    assert place.report_address(place.camat, "reviu/") in read(response).links


def test_address_narrows_to_a_unit_and_a_state(client, place):
    other = make_workplace()
    approved(place, place.kasi)
    approved(other, other.kasi, 2)
    response = client.get(f"{BOARD}?unit={other.unit.slug}")
    assert "1 laporan menunggu diterima" in text_of(response)
    assert f"2 laporan {other.unit.name}" in text_of(response)
    response = client.get(f"{BOARD}?unit={other.unit.slug}&status=draft")
    words = text_of(response)
    assert "Tidak ada laporan yang menunggu diterima" in words
    assert f"1 laporan {other.unit.name} berstatus draf" in words
    assert "2 laporan menunggu diterima" in text_of(client.get(f"{BOARD}?unit=<b>&status=lain"))


def test_changed_report_is_marked(client, place):
    report = approved(place, place.kasi)
    Report.objects.filter(pk=report.pk).update(changed_since_approval=True)
    assert text_of(client.get(BOARD)).count("angka berubah sejak disetujui") == 1


def test_superior_of_bagian_organisasi_receives_its_report(place):
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    official = place.kasi.appointments.get().official
    official.account = organisasi
    official.save()
    asisten = account_of(place.camat)
    report = approved(place, place.kasi)
    assert "Tidak ada laporan yang menunggu diterima" in text_of(client_of(organisasi).get(BOARD))
    response = client_of(asisten).get(BOARD)
    assert "1 laporan menunggu diterima" in text_of(response)
    assert "Penutupan triwulan" not in text_of(response)
    assert "Penerimaan laporan" in text_of(client_of(asisten).get("/"))
    receive(client_of(asisten), choice(report))
    assert status_of(report) == ReportStatus.RECEIVED


@pytest.mark.parametrize("who", ["operator", "official", "inspector"])
def test_everybody_else_is_refused(place, who):
    user = {
        "operator": lambda: place.operator,
        "official": lambda: account_of(place.kasi),
        "inspector": lambda: factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
    }[who]()
    factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None)
    report = approved(place, place.kasi)
    client = client_of(user)
    for response in (client.get(BOARD), client.post(f"{BOARD}terima/", {"laporan": [choice(report)]})):
        assert response.status_code == 403
        assert "dipakai Bagian Organisasi" in text_of(response)
    refused = client.post(send_back(place, place.kasi), {"reason": "x", "version": report.version})
    assert refused.status_code == 403
    assert "Laporan ini dikembalikan oleh Bagian Organisasi." in text_of(refused)
    assert status_of(report) == ReportStatus.APPROVED
    assert "/penerimaan/" not in read(client.get("/")).links


def test_costs_a_fixed_number_of_queries(client, place):
    approved(place, place.kasi)
    Report.objects.filter(position=place.camat).update(status="submitted", round=1)
    refresh_summaries()
    cost = queries_of(client, BOARD)
    for number in (2, 3):
        other = make_workplace()
        approved(other, other.kasi, number)
        Report.objects.filter(position=other.camat).update(status="submitted", round=1)
    refresh_summaries()
    assert queries_of(client, BOARD) == cost
    assert cost < 30


# -- receiving ---------------------------------------------------------------------------------------------------------


def test_several_are_received_in_one_go(client, place):
    other = make_workplace()
    reports = [approved(place, place.kasi), approved(other, other.kasi, 2)]
    response = receive(client, *map(choice, reports), query=f"?unit={place.unit.slug}")
    assert response.redirect_chain == [(f"{BOARD}?unit={place.unit.slug}", 302)]
    assert "2 laporan diterima: Kepala Seksi Desa" in text_of(response)
    assert [status_of(report) for report in reports] == 2 * [ReportStatus.RECEIVED]


def test_one_that_fails_does_not_stop_the_others_and_says_why(client, place, organisasi):
    other = make_workplace()
    changed, gone, fine = approved(place, place.kasi), approved(place, place.camat, 2), approved(other, other.kasi, 3)
    seen = [choice(changed), choice(gone), choice(fine)]
    Report.objects.filter(pk=changed.pk).update(version=9)
    receive_report(report=gone, version=gone.version, by=organisasi)
    words = text_of(receive(client, *seen))
    assert f"Kepala Seksi Desa, {place.unit.name} belum diterima. Laporan ini berubah sejak halaman dibuka." in words
    assert f"Camat, {place.unit.name} belum diterima. Laporan ini berstatus diterima" in words
    assert f"Kepala Seksi Desa, {other.unit.name} diterima." in words
    assert [status_of(report) for report in (changed, fine)] == [ReportStatus.APPROVED, ReportStatus.RECEIVED]


@pytest.mark.parametrize("sent", ["x", "1-x", "²-1", "999999-1", ""])
def test_what_is_no_report_of_the_page_is_told(client, place, sent):
    assert "tidak ada di antara yang Anda terima" in text_of(receive(client, sent))


def test_ticking_nothing_is_told(client, place):
    report = approved(place, place.kasi)
    assert "Belum ada laporan yang dipilih." in text_of(receive(client))
    assert status_of(report) == ReportStatus.APPROVED


# -- giving back -------------------------------------------------------------------------------------------------------


def test_report_is_given_back_with_a_reason(client, place):
    report = approved(place, place.kasi)
    address = send_back(place, place.kasi)
    assert address in read(client.get(BOARD)).links
    page = read(client.get(address))
    response = client.post(address, page.fields | {"reason": "Tabel 2.1 keliru."}, follow=True)
    assert f"Kepala Seksi Desa, {place.unit.name} dikembalikan, dan berlanjut sebagai revisi 2." in text_of(response)
    decision = Decision.objects.get(outcome=DecisionOutcome.RETURNED)
    assert (decision.report, decision.reason) == (report, "Tabel 2.1 keliru.")


def test_nothing_is_given_back_without_a_reason(client, place):
    report = approved(place, place.kasi)
    response = client.post(send_back(place, place.kasi), {"reason": " ", "version": report.version})
    assert response.status_code == 422
    assert "Laporan belum dikembalikan." in text_of(response)
    assert "#id_reason" in read(response).links
    assert status_of(report) == ReportStatus.APPROVED


def test_reason_is_kept_where_the_report_has_changed(client, place):
    report = approved(place, place.kasi)
    address = send_back(place, place.kasi)
    page = read(client.get(address))
    Report.objects.filter(pk=report.pk).update(version=9)
    response = client.post(address, page.fields | {"reason": "Tabel 2.1 keliru."})
    assert response.status_code == 409
    assert "berubah sejak halaman dibuka" in text_of(response)
    again = read(response).fields
    assert (again["reason"], again["version"]) == ("Tabel 2.1 keliru.", "9")
    assert client.post(address, again).status_code == 302
    assert status_of(report) == ReportStatus.RETURNED


def test_reason_is_kept_where_somebody_was_faster(client, place, organisasi):
    report = approved(place, place.kasi)
    address = send_back(place, place.kasi)
    page = read(client.get(address))
    send_back_report(report=report, version=report.version, reason="Lebih dulu.", by=organisasi)
    response = client.post(address, page.fields | {"reason": "Tabel 2.1 keliru."})
    assert response.status_code == 409
    assert "Laporan ini berstatus dikembalikan, jadi tidak dapat dikembalikan." in text_of(response)
    assert read(response).fields["reason"] == "Tabel 2.1 keliru."
    assert client.get(address).status_code == 403


def test_refusal_of_the_action_is_told_on_the_page(client, place, monkeypatch):
    report = approved(place, place.kasi)

    def refuse(**arguments):
        raise Refused("Tidak sekarang.")

    monkeypatch.setattr("reports.views.reception.send_back_report", refuse)
    response = client.post(send_back(place, place.kasi), {"reason": "Alasan.", "version": report.version})
    assert "Tidak sekarang." in text_of(response)


def test_nothing_is_given_back_in_a_closed_quarter_until_it_is_open_for_the_unit(client, place, organisasi):
    report, address = approved(place, place.kasi), send_back(place, place.kasi)
    closing = factories.QuarterClosingFactory(year=2024, quarter=2, by=organisasi)
    reopening = f"{BOARD}buka-kembali/?unit={place.unit.slug}"
    asked = client.get(address)
    refused = client.post(address, {"reason": "Angka 3.2 keliru.", "version": report.version})
    for response in (asked, refused):
        assert f"sudah ditutup oleh Bagian Organisasi. Buka kembali dulu untuk {place.unit.name}." in text_of(response)
        assert reopening in read(response).links
    assert refused.status_code == 409
    assert "Angka 3.2 keliru." in text_of(refused)
    assert status_of(report) == ReportStatus.APPROVED
    factories.QuarterReopeningFactory(closing=closing, unit=place.unit, until=timezone.localdate())
    assert client.post(address, {"reason": "Angka 3.2 keliru.", "version": report.version}).status_code == 302
    assert status_of(report) == ReportStatus.RETURNED


def test_strangers_and_wrong_addresses_find_nothing(client, place):
    approved(place, place.kasi)
    assert client_of(make_workplace().operator).get(send_back(place, place.kasi)).status_code == 404
    assert client.get(f"{BOARD}tidak-ada/kasi-desa/kembalikan/").status_code == 404


# -- the closing on the page -------------------------------------------------------------------------------------------


def test_closing_stands_on_the_page(client, place, organisasi):
    assert f"{BOARD}tutup/" in read(client.get(BOARD)).links
    closing = factories.QuarterClosingFactory(year=2024, quarter=2, by=organisasi)
    today = timezone.localdate()
    for days, reason in ((0, "Data terlambat."), (-1, "Salah unggah.")):
        until = today + datetime.timedelta(days=days)
        factories.QuarterReopeningFactory(closing=closing, unit=place.unit, reason=reason, until=until, by=organisasi)
    response = client.get(BOARD)
    words = text_of(response)
    assert "Triwulan II 2024 ditutup pada" in words
    assert "masih terbuka Data terlambat." in words
    assert "sudah berakhir Salah unggah." in words
    assert f"{BOARD}buka-kembali/" in read(response).links
    assert f"{BOARD}tutup/" not in read(response).links


def test_quarter_that_still_runs_offers_no_closing(client, place):
    running = timezone.localdate()
    words = text_of(client.get(f"/penerimaan/{running.year}/{(running.month + 2) // 3}/"))
    assert "masih berjalan sampai" in words
