"""Checking what will be handed in, and handing it in."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus
from reports.actions import save_text
from reports.models import Report, Submission
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import make_office, seen_of
from tests.reports.workplace import appoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def address(office):
    return office.place.report_address(office.place.kasi, "ajukan/")


def client(office, who="holder"):
    return client_of(office.users[who])


def hidden(response):
    """Return what the page of the response carries along."""
    return {name: value for name, value in read(response).fields.items() if name in {"version", "seen", "line"}}


def hidden_of(office):
    """Return what a page carries that shows the report as it is now, button or not."""
    report = office.again()
    return {"version": report.version, "seen": seen_of(report), "line": 0}


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_shows_everything_that_will_be_printed(office):
    place = office.place
    factories.FollowUpFactory(report=office.report, text="Mendampingi desa yang terlambat.")
    response = client(office).get(address(office))
    words = text_of(response)
    assert response.status_code == 200
    assert "35 keluarga 21 keluarga 60,00 %" in words
    assert "35,19 % 35,19 %" in words
    assert "Rp 10.000.000 Rp 2.660.000 26,60 %" in words
    assert "Mendampingi desa yang terlambat." in words
    signer = place.kasi.appointments.get().official
    superior = place.camat.appointments.get().official
    assert signer.name in words
    assert superior.name in words
    assert "1 Juli 2024" in words


def test_each_answer_leads_to_where_it_is_changed(office):
    place = office.place
    links = read(client(office, "operator").get(address(office))).links
    assert place.address("isian/") + f"#indikator-{place.direct.pk}" in links
    assert place.address("isian/") + f"#anggaran-{place.line.pk}" in links
    for page in ("teks/closing_counts/", "uraian/", "atur/"):
        assert place.report_address(place.kasi, page) in links


def test_photographs_are_shown_where_the_form_prints_them(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Report.objects.filter(pk=office.report.pk).update(form="kepala_bagian")
    factories.PhotoFactory(report=office.report, text="Rapat kader PKK")
    response = client(office).get(address(office))
    assert "Rapat kader PKK" in text_of(response)
    assert office.place.report_address(office.place.kasi, "foto/") in read(response).links


def test_says_who_answers_and_until_when(office, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 7, 2))
    words = text_of(client(office).get(address(office)))
    name = office.place.camat.appointments.get().official.name
    assert "Ajukan ke Camat" in words
    assert f"Camat {name}" in words
    assert "Jumat, 5 Juli 2024 (3 hari kerja lagi)" in words


def test_says_where_the_answer_comes_on_paper(office):
    office.users["superior"].is_active = False
    office.users["superior"].save()
    words = text_of(client(office).get(address(office)))
    assert "Ajukan ke Bagian Organisasi" in words
    assert "diberikan di kertas dan dicatat oleh Bagian Organisasi" in words
    assert "Ajukan ke Camat" not in words


def test_error_takes_the_button_away_and_leads_to_its_cell(office):
    place = office.place
    place.direct.realizations.all().delete()
    response = client(office).get(address(office))
    words = text_of(response)
    assert "1 galat" in words
    assert "Laporan belum dapat diajukan" in words
    assert "Ajukan ke" not in words
    assert place.address("isian/") + f"#indikator-{place.direct.pk}" in read(response).links


def test_warns_of_reports_below_and_does_not_block(office):
    place = office.place
    boss = client_of(office.users["superior"])
    camat = place.report_address(place.camat, "ajukan/")
    assert "1 laporan bawahan belum disetujui" in text_of(boss.get(camat))
    response = boss.post(camat, hidden(boss.get(camat)))
    assert response.status_code == 302
    assert place.report(place.camat).status == ReportStatus.SUBMITTED


def test_what_is_not_written_is_asked_about_beside_the_button(office):
    """A finding like others: led to the list, and handed in without it only with the reason."""
    office.report.strategies.all().delete()
    office.report.follow_ups.all().delete()
    page = client(office).get(address(office))
    words = text_of(page)
    assert "2 peringatan perlu alasan" in words
    assert "Rencana tindak lanjut belum ditulis; dokumennya mencetak “belum diuraikan”." in words
    links = read(page).links
    assert office.place.report_address(office.place.kasi, "uraian/#daftar-strategi") in links
    assert office.place.report_address(office.place.kasi, "uraian/#id_lanjut-0-text") in links
    assert client(office).post(address(office), hidden(page)).status_code == 422
    factories.FollowUpFactory(report=office.report, text="Mendampingi desa yang terlambat.")
    words = text_of(client(office).get(address(office)))
    assert "1 peringatan perlu alasan" in words
    assert "Strategi belum ditulis" in words


def test_says_nothing_of_reports_below_that_are_approved(office):
    place = office.place
    place.approve(place.kasi)
    words = text_of(client_of(office.users["superior"]).get(place.report_address(place.camat, "ajukan/")))
    assert "bawahan belum disetujui" not in words


# -- handing in --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["holder", "operator"])
def test_is_handed_in_with_one_button(office, who):
    user = client(office, who)
    response = user.post(address(office), hidden(user.get(address(office))), follow=True)
    assert response.redirect_chain == [(office.place.report_address(office.place.kasi), 302)]
    assert "Laporan diajukan ke Camat" in text_of(response)
    assert "Menunggu tanggapan Camat" in text_of(response)
    assert Submission.objects.get().by == office.users[who]


def test_says_what_happens_next_on_paper(office):
    office.users["superior"].is_active = False
    office.users["superior"].save()
    user = client(office)
    response = user.post(address(office), hidden(user.get(address(office))), follow=True)
    assert "Mintalah tanggapan Camat di kertas; Bagian Organisasi mencatatnya di sini." in text_of(response)
    assert "Menunggu tanggapan Camat di kertas" in text_of(response)


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin"])
def test_is_refused_to_everybody_else(office, who):
    user = client(office, who)
    page = user.get(address(office))
    assert "Laporan ini diajukan oleh pejabatnya atau operator unitnya." in text_of(page)
    assert "Ajukan ke" not in text_of(page)
    response = user.post(address(office), {"version": office.report.version})
    assert response.status_code == 403
    assert not Submission.objects.exists()


def test_stranger_finds_nothing(office):
    user = client(office, "stranger")
    assert user.get(address(office)).status_code == 404
    assert user.post(address(office), {"version": 1}).status_code == 404


def test_findings_that_come_up_meanwhile_are_shown(office):
    office.place.kasi.appointments.update(end="2024-06-30")
    user = client(office, "operator")
    response = user.post(address(office), hidden_of(office))
    assert response.status_code == 422
    assert "belum ada pejabat yang memegang jabatan" in text_of(response)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"version": "x"}, {"version": "1", "seen": "", "line": "x"}])
def test_page_without_what_it_carried_hands_nothing_in(office, fields):
    response = client(office).post(address(office), fields)
    assert response.status_code == 409
    assert not Submission.objects.exists()


def test_stale_page_says_who_changed_what(office):
    user = client(office)
    fields = hidden(user.get(address(office)))
    save_text(
        report=office.again(),
        section="closing_counts",
        text="Teks baru operator.",
        generated="",
        version=office.report.version,
        by=office.users["operator"],
    )
    response = user.post(address(office), fields)
    words = text_of(response)
    assert response.status_code == 409
    assert "Laporan belum Anda ajukan." in words
    assert office.users["operator"].username in words
    assert "Teks “" in words
    assert "Teks baru operator." in words
    assert not Submission.objects.exists()
    assert user.post(address(office), hidden(response)).status_code == 302


def test_figure_that_changed_meanwhile_is_not_handed_in_unseen(office):
    user = client(office)
    fields = hidden(user.get(address(office)))
    place = office.place
    editor = client(office, "operator")
    entry = editor.get(place.address("isian/"))
    posted = read(entry).fields
    name = next(key for key, value in posted.items() if str(place.direct.pk) in key and value == "21")
    assert editor.post(place.address("isian/"), posted | {name: "22"}).status_code == 302
    response = user.post(address(office), fields)
    words = text_of(response)
    assert response.status_code == 409
    assert "Realisasi “Jumlah keluarga yang diberdayakan” diubah dari 21 menjadi 22" in words
    assert not Submission.objects.exists()
    assert user.post(address(office), hidden(response)).status_code == 302


def test_second_press_says_that_it_is_handed_in_and_by_whom(office):
    user = client(office)
    fields = hidden(user.get(address(office)))
    client(office, "operator").post(address(office), fields)
    response = user.post(address(office), fields)
    words = text_of(response)
    assert response.status_code == 409
    assert "Laporan diajukan (putaran 1)" in words
    assert office.users["operator"].username in words
    assert "Laporan ini berstatus diajukan" in words
    assert Submission.objects.count() == 1


# -- cost --------------------------------------------------------------------------------------------------------------


def test_costs_a_fixed_number_of_queries(office):
    place = office.place
    user = client_of(office.users["superior"])
    camat = place.report_address(place.camat, "ajukan/")

    def add(number):
        for _ in range(number):
            position = factories.PositionFactory(unit=place.unit, superior=place.camat)
            appoint(position)
            factories.AgreementItemFactory(agreement__position=position)
            factories.ReportFactory(position=position)
            factories.FollowUpFactory(report=place.report(place.camat))

    add(1)
    cost = queries_of(user, camat)
    add(2)
    assert queries_of(user, camat) == cost
    assert cost < 90
