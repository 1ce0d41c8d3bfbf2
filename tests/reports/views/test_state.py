"""Where a report stands, on its page."""

import pytest

from agreements.enums import ResponseOption
from reports import actions
from reports.issuing import Answer
from reports.models import IndicatorRealization, Report
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import GOOD, draw_cheaply, drawn_for, make_office, seen_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)


@pytest.fixture
def office():
    return make_office()


def page(office, file=""):
    return office.place.report_address(office.place.kasi, file)


def see(office, who="holder"):
    return client_of(office.users[who]).get(page(office))


def submit(office):
    report = office.again()
    actions.submit_report(report=report, version=report.version, by=office.users["holder"])


def give_back(office, **more):
    report = office.again()
    actions.return_report(
        report=report,
        version=report.version,
        reason=more.get("reason", "Periksa capaian."),
        answer=more.get("answer", Answer((ResponseOption.RECHECK_ACHIEVEMENT,), "Lihat tabel 2.2.")),
        by=office.users["superior"],
    )


def approve(office):
    report, camat = office.again(), office.users["superior"]
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, camat), by=camat)


def revise(office):
    report = office.again()
    actions.revise_report(report=report, version=report.version, reason="Salah ketik.", by=office.users["operator"])


def retype(office, value):
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=value)


def test_draft_is_led_to_the_check_of_answers(office):
    response = see(office)
    assert "Belum diajukan. Batas waktu: Jumat, 5 Juli 2024" in text_of(response)
    assert read(response).links.count(page(office, "ajukan/")) == 1


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin"])
def test_nobody_else_has_its_button(office, who):
    response = see(office, who)
    assert "Periksa dan ajukan" not in text_of(response)
    assert page(office, "revisi/") not in read(response).links


def test_submitted_report_waits_for_its_superior_by_name(office):
    submit(office)
    words = text_of(see(office))
    name = office.place.camat.appointments.get().official.name
    assert f"Menunggu tanggapan Camat, {name}." in words
    assert "Putaran 1 , diajukan" in words
    assert "Periksa dan ajukan" not in words


def test_returned_report_says_why_on_top(office):
    submit(office)
    give_back(office)
    response = see(office)
    words = text_of(response)
    assert words.index("Periksa capaian.") < words.index("Status Dikembalikan Batas waktu")
    assert "Capaian diteliti ulang" in words
    assert "Lihat tabel 2.2." in words
    assert "Belum ada yang berubah sejak dikembalikan." in words
    assert page(office, "ajukan/") in read(response).links


def test_each_round_keeps_its_answer(office):
    submit(office)
    give_back(office)
    submit(office)
    approve(office)
    words = text_of(see(office))
    second, first = words.split("Putaran 2", 1)[1].split("Putaran 1", 1)
    assert "Laporan sudah baik" in second
    assert GOOD.note in second
    assert "Capaian diteliti ulang" in first
    assert "Lihat tabel 2.2." in first


def test_only_the_first_submission_is_called_punctual_or_late(office):
    """The fixed day of 2024 has long passed: both rounds come after it, and only the first one counts."""
    submit(office)
    give_back(office)
    submit(office)
    words = text_of(see(office))
    first, second = words.split("Putaran 1", 1)
    assert "terlambat" not in first.partition("Putaran 2")[2]
    assert "terlambat" in second


def test_shows_old_and_new_side_by_side_since_it_was_returned(office):
    submit(office)
    give_back(office)
    retype(office, 22)
    response = see(office)
    words = text_of(response)
    assert "Apa yang berubah sejak dikembalikan" in words
    assert "Realisasi – Jumlah keluarga yang diberdayakan 21 keluarga 22 keluarga" in words
    body = response.content.decode()
    assert "<del>21 keluarga</del>" in body
    assert "<ins>22 keluarga</ins>" in body
    assert (
        office.place.address("isian/") + f"?laporan=kasi-desa#indikator-{office.place.direct.pk}"
        in read(response).links
    )


def test_opened_revision_is_compared_with_what_was_approved(office):
    submit(office)
    approve(office)
    revise(office)
    retype(office, 22)
    words = text_of(see(office))
    assert "Dibuka sebagai revisi 2" in words
    assert "Salah ketik." in words
    assert "Apa yang berubah sejak disetujui" in words
    assert "21 keluarga 22 keluarga" in words
    assert "Angka berubah sejak disetujui" not in words


def test_figure_that_changed_since_the_approval_is_called_so(office):
    submit(office)
    approve(office)
    revise(office)
    Report.objects.filter(pk=office.report.pk).update(changed_since_approval=True)
    retype(office, 22)
    words = text_of(see(office))
    assert "angka berubah sejak disetujui" in words
    assert "Angka berubah sejak disetujui" in words
    assert "21 keluarga 22 keluarga" in words


def test_approved_report_offers_a_revision_to_its_makers_alone(office):
    submit(office)
    approve(office)
    response = see(office)
    assert "Menunggu diterima Bagian Organisasi." in text_of(response)
    assert page(office, "revisi/") in read(response).links
    assert page(office, "revisi/") not in read(see(office, "superior")).links
    report = office.again()
    actions.receive_report(report=report, version=report.version, by=office.users["organisasi"])
    assert "Diterima Bagian Organisasi" in text_of(see(office))


def test_those_who_decide_are_led_to_their_pages(office):
    submit(office)
    assert "Baca dan tanggapi" in text_of(see(office, "superior"))
    assert "Baca dan tanggapi" not in text_of(see(office))
    approve(office)
    response = see(office, "organisasi")
    assert text_of(response).count("Terima atau kembalikan") == 1
    assert "/penerimaan/2024/2/" in read(response).links
    assert "Terima atau kembalikan" not in text_of(see(office, "superior"))


def test_words_stay_words(office):
    submit(office)
    give_back(office, reason="<script>alert(1)</script>")
    body = see(office).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_costs_a_fixed_number_of_queries(office):
    def rounds(number):
        for _ in range(number):
            submit(office)
            actions.add_comment(report=office.again(), anchor="", text="Catatan.", by=office.users["superior"])
            give_back(office)

    client = client_of(office.users["holder"])
    rounds(1)
    cost = queries_of(client, page(office))
    rounds(2)
    assert queries_of(client, page(office)) == cost
    assert cost < 90
