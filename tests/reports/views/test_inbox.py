"""The inbox: what waits, in which order, and approving several that were read, each on its own."""

import datetime

import pytest

from agreements.enums import ReportStatus
from reports import actions
from reports.models import IndicatorRealization, IssuedReport, Report, SuperiorResponse
from reports.views import inbox as module
from reports.views import review
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import draw_cheaply, make_office, seen_of
from tests.reports.workplace import appoint

pytestmark = pytest.mark.django_db

INBOX = "/kotak-masuk/"


@pytest.fixture
def office(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)
    return make_office(ReportStatus.SUBMITTED)


@pytest.fixture
def client(office):
    return client_of(office.users["superior"])


def add_report(office, name):
    """Add a submitted report of another post under the camat."""
    position = factories.PositionFactory(unit=office.place.unit, name=name, superior=office.place.camat)
    appoint(position)
    factories.AgreementItemFactory(agreement__position=position, indicator=office.place.direct)
    return factories.ReportFactory(position=position, status=ReportStatus.SUBMITTED)


def mark(office, *reports):
    for report in reports:
        actions.mark_read(report=report, seen=seen_of(report), by=office.users["superior"])


def approve(client, *reports, **typed):
    data = {"laporan": [report.pk for report in reports], "options": ["good"], "note": "Pertahankan."}
    return client.post(INBOX, data | typed, follow=True)


def status_of(report):
    return Report.objects.get(pk=report.pk).status


# -- the list ----------------------------------------------------------------------------------------------------------


def test_row_says_who_what_when_and_how_far(office, client):
    report = office.report
    Report.objects.filter(pk=report.pk).update(round=2)
    said = {"indikator-1/realisasi": ["Realisasi – A", "1", "0"]}
    at = datetime.datetime(2024, 7, 8, 2, tzinfo=datetime.UTC)
    factories.SubmissionFactory(report=report, round=1, at=at, late_days=2, snapshot=said)
    later = datetime.datetime(2024, 7, 14, 20, tzinfo=datetime.UTC)
    factories.SubmissionFactory(report=report, round=2, at=later, snapshot={})
    factories.CommentFactory(report=report)
    words = text_of(client.get(INBOX))
    holder = office.place.kasi.appointments.get().official.name
    assert f"Kepala Seksi Desa TW II 2024 {holder} · {office.place.unit.name} · TW II 2024" in words
    # Half past three in the morning here is the evening before in Greenwich.
    assert "Diajukan Senin, 15 Juli 2024 (pertama kali 8 Juli 2024, terlambat 2 hari kerja)" in words
    assert "Terlambat Putaran 2 1 angka berubah 1 catatan belum diperbaiki Belum dibaca" in words


def test_first_round_in_time(office, client):
    at = datetime.datetime(2024, 7, 8, 2, tzinfo=datetime.UTC)
    factories.SubmissionFactory(report=office.report, round=1, at=at)
    words = text_of(client.get(INBOX))
    assert "Diajukan Senin, 8 Juli 2024, tepat waktu Belum dibaca" in words


def test_empty_inbox_says_so(office):
    for who in ("operator", "organisasi", "inspector", "stranger"):
        assert "Tidak ada laporan yang menunggu tanggapan Anda." in text_of(client_of(office.users[who]).get(INBOX))


def test_waiting_reports_are_counted_on_every_page_and_on_the_first(office, client):
    for address in ("/", "/akun/sandi/", office.place.report_address(office.place.kasi), "/tidak/ada/"):
        assert "Kotak masuk 1 menunggu" in text_of(client.get(address)), address
    assert "1 laporan menunggu tanggapan Anda." in text_of(client.get("/"))
    Report.objects.update(status=ReportStatus.APPROVED, round=1)
    words = text_of(client.get("/"))
    assert "Kotak masuk" in words
    assert "menunggu" not in words


def test_report_on_paper_says_so(office):
    official = office.users["superior"].official
    official.account = None
    official.save()
    words = text_of(client_of(office.users["organisasi"]).get(INBOX))
    assert "Dicatat dari tanggapan tertulis" in words


def test_list_costs_the_same_whatever_its_length(office, client):
    mark(office, office.report)
    one = queries_of(client, INBOX)
    for name in ("Kepala Seksi Umum", "Sekretaris"):
        mark(office, add_report(office, name))
    assert queries_of(client, INBOX) == one


# -- several at once ---------------------------------------------------------------------------------------------------


def test_only_what_was_read_can_be_chosen_and_nothing_is_ticked(office, client):
    other = add_report(office, "Sekretaris")
    response = client.get(INBOX)
    assert "dapat dipilih di sini" in text_of(response)
    assert "Setujui yang dipilih" not in text_of(response)
    mark(office, other)
    response = client.get(INBOX)
    assert f'id="pilih-{other.pk}"' in response.content.decode()
    assert f'id="pilih-{office.report.pk}"' not in response.content.decode()
    assert not {"laporan", "options"} & read(response).fields.keys()


def test_all_chosen_reports_get_the_same_answer(office, client):
    other, third = add_report(office, "Sekretaris"), add_report(office, "Kasi Umum")
    mark(office, office.report, other, third)
    response = approve(client, office.report, other)
    assert response.redirect_chain == [(INBOX, 302)]
    words = text_of(response)
    for name in ("Kepala Seksi Desa", "Sekretaris"):
        assert f"{name}, {office.place.unit.name}, Triwulan II 2024: disetujui dan diterbitkan." in words
    assert [status_of(row) for row in (office.report, other, third)] == ["approved", "approved", "submitted"]
    assert list(SuperiorResponse.objects.values_list("options", "note")) == [(["good"], "Pertahankan.")] * 2


def test_report_that_changed_after_it_was_read_is_refused_and_stops_no_other(office, client):
    other = add_report(office, "Sekretaris")
    mark(office, office.report, other)
    factories.FollowUpFactory(report=office.report)
    response = approve(client, office.report, other)
    assert response.status_code == 409
    words = text_of(response)
    assert "1 laporan belum disetujui." in words
    assert f"Kepala Seksi Desa, {office.place.unit.name}, Triwulan II 2024 : berubah sejak Anda membacanya." in words
    assert f"Sekretaris, {office.place.unit.name}, Triwulan II 2024: disetujui" in words
    assert (status_of(office.report), status_of(other)) == ("submitted", "approved")
    page = read(response)
    assert (page.fields["options"], page.fields["note"]) == ("good", "Pertahankan.")
    assert page.fields["laporan"] == str(office.report.pk)


def test_shared_figure_that_changed_after_the_reading_refuses_all_that_print_it(office, client):
    other = add_report(office, "Sekretaris")
    mark(office, office.report, other)
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=25)
    assert "2 laporan belum disetujui." in text_of(approve(client, office.report, other))
    assert not IssuedReport.objects.exists()


def test_files_that_cannot_be_drawn_stop_one_report_alone(office, client, monkeypatch):
    other = add_report(office, "Sekretaris")
    mark(office, office.report, other)
    draw = review.draw_issue

    def broken(*, report, **options):
        if report.pk == office.report.pk:
            raise RuntimeError("no font")
        return draw(report=report, **options)

    monkeypatch.setattr(review, "draw_issue", broken)
    words = text_of(approve(client, office.report, other))
    assert "gagal dibuat, jadi laporan belum disetujui" in words
    assert (status_of(office.report), status_of(other)) == ("submitted", "approved")


def test_report_that_somebody_else_decided_meanwhile_is_told(office, client, monkeypatch):
    mark(office, office.report)
    draw = review.draw_issue

    def faster(**options):
        drawn = draw(**options)
        Report.objects.filter(pk=office.report.pk).update(status=ReportStatus.RETURNED)
        return drawn

    monkeypatch.setattr(review, "draw_issue", faster)
    assert "berstatus dikembalikan, jadi tidak dapat disetujui" in text_of(approve(client, office.report))


def test_unread_report_is_refused_whatever_is_posted(office, client):
    response = approve(client, office.report)
    assert response.status_code == 409
    assert "belum Anda baca pada putaran ini" in text_of(response)
    factories.ReadingFactory(report=office.report, by=office.users["superior"])
    assert "belum Anda baca pada putaran ini" in text_of(approve(client, office.report))
    assert status_of(office.report) == ReportStatus.SUBMITTED


def test_nothing_chosen_or_ticked_keeps_the_rest(office, client):
    mark(office, office.report)
    response = approve(client)
    assert response.status_code == 422
    assert "Pilih paling sedikit satu laporan" in text_of(response)
    assert read(response).fields["note"] == "Pertahankan."
    response = approve(client, office.report, options=[])
    assert response.status_code == 422
    assert "Centang paling sedikit satu tanggapan" in text_of(response)
    assert read(response).fields["laporan"] == str(office.report.pk)
    assert status_of(office.report) == ReportStatus.SUBMITTED


@pytest.mark.parametrize("asked", ["0", "semua", "9" * 40])
def test_report_that_does_not_wait_cannot_be_chosen(office, client, asked):
    mark(office, office.report)
    response = client.post(INBOX, {"laporan": [asked], "options": ["good"]})
    assert response.status_code == 422
    stranger = client_of(office.users["stranger"])
    assert stranger.post(INBOX, {"laporan": [office.report.pk], "options": ["good"]}).status_code == 422
    assert status_of(office.report) == ReportStatus.SUBMITTED


def test_more_than_a_browser_waits_for_are_refused(office, client, monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_ONCE", 1)
    other = add_report(office, "Sekretaris")
    mark(office, office.report, other)
    assert "Pilih paling banyak 1 laporan" in text_of(approve(client, office.report, other))
    assert not IssuedReport.objects.exists()
