"""The page of the one who decides: who may, what it shows, and that nothing typed is lost."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, ResponseOption
from reports import actions
from reports.models import (
    Comment,
    Decision,
    IndicatorRealization,
    IssuedReport,
    Reading,
    Report,
    ReportText,
    SuperiorResponse,
)
from reports.undrawable import TooMuchError
from reports.views import review as module
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import draw_cheaply, make_office
from tests.reports.workplace import QUARTER, account_of, appoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch, settings, tmp_path):
    """Submit the kasi's report."""
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)
    office = make_office()
    submit(office)
    return office


def submit(office):
    report = office.again()
    return actions.submit_report(report=report, version=report.version, by=office.users["operator"])


def address(office, page=""):
    return office.place.report_address(office.place.kasi, f"reviu/{page}")


def page_of(office, who="superior", page=""):
    return client_of(office.users[who]).get(address(office, page))


def fields(office, who="superior"):
    return read(page_of(office, who)).fields


def post(office, who="superior", *, page="", **typed):
    return client_of(office.users[who]).post(address(office, page), fields(office, who) | typed)


def approve(office, who="superior", **typed):
    return post(office, who, **{"langkah": "setujui", "options": ["good"]} | typed)


def change_figure(office, value=25):
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=value)


# -- what it shows -----------------------------------------------------------------------------------------------------


def test_everybody_of_the_house_may_read_it_and_one_decides(office):
    for who in ("operator", "holder", "organisasi", "inspector", "admin"):
        response = page_of(office, who)
        assert response.status_code == 200
        assert "Setujui" not in text_of(response)
        assert "Menunggu tanggapan Camat" in text_of(response)
    words = text_of(page_of(office))
    assert "Menunggu tanggapan Anda" in words
    assert "Setujui" in words
    assert "Kembalikan" in words
    assert page_of(office, "stranger").status_code == 404


def test_no_box_is_ticked(office):
    assert "options" not in fields(office)
    for option in ResponseOption:
        assert option.label in text_of(page_of(office))


def test_says_since_when_it_waits(office, monkeypatch):
    submission = office.report.submissions.get()
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None: datetime.date(2024, 7, 10) if value is None else value.date()
    )
    at = datetime.datetime(2024, 7, 8, 2, tzinfo=datetime.UTC)
    office.report.submissions.update(at=at, late_days=None)
    words = text_of(page_of(office))
    assert "Diajukan Senin, 8 Juli 2024 oleh" in words
    assert "Pengajuan pertama tepat waktu." in words
    assert "Sudah menunggu 2 hari kerja." in words
    office.report.submissions.update(late_days=2)
    assert "Pengajuan pertama terlambat 2 hari kerja." in text_of(page_of(office))
    submission.delete()
    assert "Tanggal pengajuannya tidak tercatat." in text_of(page_of(office))


def test_second_round_shows_old_and_new_side_by_side_with_reason_and_remarks(office):
    place = f"indikator-{office.place.direct.pk}"
    assert "sejak putaran" not in text_of(page_of(office))
    mended = actions.add_comment(report=office.again(), anchor=place, text="Periksa.", by=office.users["superior"])
    actions.add_comment(report=office.again(), anchor="", text="Rapikan.", by=office.users["superior"])
    post(office, langkah="kembalikan", options=["recheck_figures"], reason="Angka desa salah.")
    actions.mend_comment(comment=mended, by=office.users["holder"])
    change_figure(office)
    ReportText.objects.create(report=office.report, section="closing_counts", text="Kami berusaha.")
    submit(office)
    words = text_of(page_of(office))
    assert "Yang berubah sejak putaran 1" in words
    assert "21 keluarga 25 keluarga" in words
    assert "Kami berusaha." in words
    assert "Angka desa salah." in words
    assert "Target dan realisasi diteliti ulang" in words.split("Tanggapan atasan langsung:")[1]
    assert f"sudah diperbaiki Indikator – {office.place.direct.name} Periksa." in words
    assert "belum diperbaiki Seluruh laporan Rapikan." in words
    assert "Berubah sejak diajukan" not in words


def test_facts_that_moved_after_the_submission_are_told(office):
    change_figure(office)
    words = text_of(page_of(office))
    assert "Berubah sejak diajukan" in words
    assert "21 keluarga 25 keluarga" in words


def test_money_without_results_is_told_in_words(office):
    line, indicator = office.place.line, office.place.direct
    sentence = "Anggaran sudah dipakai, hasilnya belum ada."
    indicator.budget_lines.add(line)
    assert sentence not in text_of(page_of(office))
    change_figure(office, 0)
    words = text_of(page_of(office))
    assert sentence in words
    assert "Serapan 26,60 %" in words
    assert "1 anggaran sudah dipakai, hasilnya belum ada" in words.split("Capaian dan serapan")[0]
    line.realizations.update(amount=0)
    assert sentence not in text_of(page_of(office))


def test_nothing_is_said_twice_where_there_is_nothing_to_say(office):
    words = text_of(page_of(office))
    assert "Tidak ada temuan" not in words.replace("Tidak ada temuan pemeriksaan", "", 1)
    post(office, langkah="kembalikan", reason="Periksa.")
    submit(office)
    words = text_of(page_of(office))
    assert words.count("Tidak ada yang berubah sejak putaran 1") == 1
    assert "Yang berubah sejak putaran 1" not in words


def test_older_rounds_than_the_one_before_are_folded(office):
    for _ in range(2):
        post(office, langkah="kembalikan", reason="Periksa.")
        submit(office)
    body = page_of(office).content.decode()
    shown, folded = body.split("<summary>Putaran sebelumnya</summary>")
    assert "<strong>Putaran 3</strong>" in shown
    assert "<strong>Putaran 2</strong>" in shown
    assert "<strong>Putaran 1</strong>" in folded


def test_places_lead_to_a_remark(office):
    links = read(page_of(office)).links
    for anchor in (f"indikator-{office.place.direct.pk}", f"anggaran-{office.place.line.pk}", "teks-closing_counts"):
        assert address(office, f"catatan/?tempat={anchor}") in links
    assert not [link for link in read(page_of(office, "holder")).links if "catatan" in link]


def test_report_that_was_never_handed_in_says_so(office):
    office.report.submissions.all().delete()
    Report.objects.filter(pk=office.report.pk).update(status=ReportStatus.DRAFT, round=0)
    assert "Belum pernah diajukan." in text_of(page_of(office))


def test_returned_report_is_compared_with_what_was_handed_in(office):
    post(office, langkah="kembalikan", reason="Salah.")
    change_figure(office)
    words = text_of(page_of(office, "holder"))
    assert "Yang berubah sejak putaran 1" in words
    assert "21 keluarga 25 keluarga" in words


def test_nothing_is_inline_and_every_id_stands_once(office):
    actions.add_comment(report=office.again(), anchor="", text="Periksa.", by=office.users["superior"])
    post(office, page="dibaca/")
    change_figure(office)
    client = client_of(office.users["superior"])
    refused = client.post(address(office), fields(office) | {"langkah": "kembalikan"})
    for response in (page_of(office), page_of(office, page="catatan/"), client.get("/kotak-masuk/"), refused):
        page = read(response)
        assert page.inline == []
        assert len(page.ids) == len(set(page.ids))


def test_text_stays_text(office):
    actions.add_comment(report=office.again(), anchor="", text="<b>tebal</b>", by=office.users["superior"])
    response = page_of(office)
    assert "<b>tebal</b>" not in response.content.decode()
    assert "<b>tebal</b>" in text_of(response)


def test_page_costs_the_same_whatever_was_remarked(office):
    client = client_of(office.users["superior"])
    factories.CommentFactory(report=office.report)
    cost = queries_of(client, address(office))
    for _ in range(2):
        factories.CommentFactory(report=office.report, mended_at=timezone.now(), mended_by=office.users["holder"])
    assert queries_of(client, address(office)) == cost


# -- deciding ----------------------------------------------------------------------------------------------------------


def test_approving_issues_the_report_and_leads_back_to_the_inbox(office):
    response = approve(office, options=["recheck_achievement", "good"], note="Pertahankan.")
    assert response.url == "/kotak-masuk/"
    assert office.again().status == ReportStatus.APPROVED
    answer = SuperiorResponse.objects.get()
    assert (answer.options, answer.note) == (["good", "recheck_achievement"], "Pertahankan.")
    assert IssuedReport.objects.get().by == office.users["superior"]


def test_superior_of_a_closed_quarter_may_approve_and_is_told_why_not_return(office):
    closing = actions.close_quarter(quarter=QUARTER, by=office.users["organisasi"])
    page = page_of(office)
    assert 'value="kembalikan"' not in page.content.decode()
    assert "mintalah kepada Bagian Organisasi agar triwulannya dibuka kembali" in text_of(page)
    response = post(office, langkah="kembalikan", reason="Angka 3.2 salah.")
    assert response.status_code == 409
    assert "Mintalah agar dibuka kembali untuk" in text_of(response)
    assert read(response).fields["reason"] == "Angka 3.2 salah."
    assert office.again().status == ReportStatus.SUBMITTED
    factories.QuarterReopeningFactory(closing=closing, unit=office.place.unit, until=timezone.localdate())
    assert 'value="kembalikan"' in page_of(office).content.decode()
    approve(office)
    assert office.again().status == ReportStatus.APPROVED


def test_returning_needs_a_reason_and_keeps_the_rest(office):
    response = post(office, langkah="kembalikan", options=["poor"], note="Lemah.", reason=" ")
    assert response.status_code == 422
    page = read(response)
    assert "Tulis alasannya" in text_of(response)
    assert (page.fields["options"], page.fields["note"]) == ("poor", "Lemah.")
    response = post(office, langkah="kembalikan", options=["poor"], note="Lemah.", reason="Angka salah.")
    assert response.url == "/kotak-masuk/"
    assert Decision.objects.get().reason == "Angka salah."
    assert SuperiorResponse.objects.get().options == ["poor"]
    assert office.again().status == ReportStatus.RETURNED


def test_approving_without_a_box_is_refused_with_a_sentence(office):
    response = approve(office, options=[], note="Bagus.")
    assert response.status_code == 422
    assert "Centang paling sedikit satu tanggapan" in text_of(response)
    assert read(response).fields["note"] == "Bagus."
    assert office.again().status == ReportStatus.SUBMITTED


@pytest.mark.parametrize("who", ["operator", "holder", "organisasi", "inspector", "admin"])
def test_others_are_refused_with_a_sentence(office, who):
    response = approve(office, who)
    assert response.status_code == 403
    assert "atasan langsungnya" in text_of(response)
    assert not Decision.objects.exists()


def test_stranger_finds_nothing(office):
    client = client_of(office.users["stranger"])
    for page in ("", "dibaca/", "catatan/"):
        assert client.post(address(office, page), {"langkah": "setujui", "options": ["good"]}).status_code == 404


def test_changed_report_is_not_approved_and_says_what_changed(office):
    seen = fields(office)
    change_figure(office)
    typed = {"langkah": "setujui", "options": ["good"], "note": "Baik sekali."}
    client = client_of(office.users["superior"])
    response = client.post(address(office), seen | typed)
    assert response.status_code == 409
    words = text_of(response)
    assert "Laporan ini berubah sejak Anda membacanya." in words
    assert "21 keluarga 25 keluarga" in words
    page = read(response)
    assert (page.fields["options"], page.fields["note"]) == ("good", "Baik sekali.")
    assert page.fields["seen"] != seen["seen"]
    assert office.again().status == ReportStatus.SUBMITTED
    # Now it was in sight: pressing again is a decision.
    assert client.post(address(office), page.fields | {"langkah": "setujui"}).status_code == 302


def test_change_is_told_against_what_was_read(office):
    change_figure(office, 22)
    post(office, page="dibaca/")
    seen = fields(office)
    change_figure(office, 25)
    response = client_of(office.users["superior"]).post(
        address(office), seen | {"langkah": "setujui", "options": ["good"]}
    )
    told = text_of(response).split("Menunggu tanggapan Anda")[0]
    assert "22 keluarga 25 keluarga" in told
    assert "Yang Anda baca" in told


def test_report_that_was_handed_in_again_meanwhile_is_stale(office):
    seen = fields(office)
    post(office, langkah="kembalikan", reason="Salah.")
    submit(office)
    response = client_of(office.users["superior"]).post(
        address(office), seen | {"langkah": "kembalikan", "reason": "Masih salah."}
    )
    assert response.status_code == 409
    assert read(response).fields["reason"] == "Masih salah."
    assert Decision.objects.count() == 1


def test_second_tap_and_second_person_are_told_what_was_decided(office):
    seen = fields(office)
    approve(office)
    response = client_of(office.users["superior"]).post(
        address(office), seen | {"langkah": "kembalikan", "reason": "Tunggu dulu."}
    )
    assert response.status_code == 409
    words = text_of(response)
    assert "sudah berstatus disetujui" in words
    assert "Keputusan Anda tidak disimpan. Yang Anda tulis: Tunggu dulu." in words
    assert Decision.objects.count() == 1


def test_somebody_faster_between_reading_and_writing_is_told(office, monkeypatch):
    holder = office.users["holder"]

    def faster(**options):
        change_figure(office)
        raise actions.StaleReportError

    monkeypatch.setattr(module, "approve_report", faster)
    response = approve(office, note="Baik.")
    assert response.status_code == 409
    assert read(response).fields["note"] == "Baik."
    assert "21 keluarga 25 keluarga" in text_of(response)
    assert holder.notices.count() == 0


def test_decided_between_reading_and_writing_is_told(office, monkeypatch):
    draw = module.draw_issue

    def faster(**options):
        drawn = draw(**options)
        Report.objects.filter(pk=office.report.pk).update(status=ReportStatus.RETURNED)
        return drawn

    monkeypatch.setattr(module, "draw_issue", faster)
    response = approve(office, note="Baik.")
    assert response.status_code == 409
    assert "sudah berstatus dikembalikan" in text_of(response)


def test_files_that_cannot_be_drawn_approve_nothing(office, monkeypatch, caplog):
    def broken(**options):
        raise RuntimeError("no font")

    monkeypatch.setattr(module, "draw_issue", broken)
    response = approve(office, note="Baik.")
    assert response.status_code == 503
    assert "gagal dibuat, jadi laporan belum disetujui" in text_of(response)
    assert read(response).fields["note"] == "Baik."
    assert "no font" in caplog.text
    assert office.again().status == ReportStatus.SUBMITTED


def test_a_report_that_takes_too_much_approves_nothing_and_says_what_to_do(office, monkeypatch, caplog):
    def hostile(**options):
        raise TooMuchError("not drawn within 60 s")

    monkeypatch.setattr(module, "draw_issue", hostile)
    response = approve(office, note="Baik.")
    assert response.status_code == 503
    assert "terlalu berat untuk dijadikan PDF" in text_of(response)
    assert "Kembalikan agar uraian yang sangat panjang" in text_of(response)
    assert read(response).fields["note"] == "Baik."
    assert "not drawn within 60 s" in caplog.text
    assert office.again().status == ReportStatus.SUBMITTED


def test_answer_on_paper_is_recorded_by_bagian_organisasi(office):
    official = office.users["superior"].official
    official.account = None
    official.save()
    words = text_of(page_of(office, "organisasi"))
    assert "Dicatat dari tanggapan tertulis Camat" in words
    assert official.name in words
    assert approve(office, "organisasi").status_code == 302
    assert Decision.objects.get().on_paper
    assert "dicatat dari tanggapan di kertas" in text_of(page_of(office, "holder"))


def test_whoever_decides_from_further_above_sees_what_waits(office):
    """With the posts between empty, the one above them decides, though no report directly below is theirs."""
    place = office.place
    asisten = factories.PositionFactory(name="Asisten", reports=False)
    appoint(asisten)
    between = factories.PositionFactory(superior=asisten, reports=False)
    place.camat.appointments.all().delete()
    place.camat.superior = between
    place.camat.save()
    client = client_of(account_of(asisten))
    assert "Kepala Seksi Desa" in text_of(client.get("/kotak-masuk/"))
    page = read(client.get(address(office))).fields
    assert client.post(address(office), page | {"langkah": "kembalikan", "reason": "Salah."}).status_code == 302
    assert client.get(address(office)).status_code == 404


# -- reading -----------------------------------------------------------------------------------------------------------


def test_opening_is_no_reading_and_the_button_is(office):
    assert "Sudah dibaca, kembali ke kotak masuk" in text_of(page_of(office))
    assert not Reading.objects.exists()
    response = post(office, page="dibaca/")
    assert response.url == "/kotak-masuk/"
    assert Reading.objects.get().fingerprint == fields(office)["seen"]
    words = text_of(page_of(office))
    assert "Sudah Anda baca" in words
    assert "Sudah dibaca, kembali ke kotak masuk" not in words
    change_figure(office)
    assert "Sudah dibaca, kembali ke kotak masuk" in text_of(page_of(office))


def test_script_is_answered_in_json(office):
    client = client_of(office.users["superior"])
    seen = fields(office)
    answer = client.post(address(office, "dibaca/"), seen, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (200, {"sentence": "Sudah dibaca."})
    change_figure(office)
    answer = client.post(address(office, "dibaca/"), seen, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "berubah" in answer.json()["sentence"]


def test_reading_of_what_has_changed_is_refused(office):
    client = client_of(office.users["superior"])
    seen = fields(office)
    change_figure(office)
    response = client.post(address(office, "dibaca/"), seen, follow=True)
    assert "berubah sejak Anda membacanya" in text_of(response)
    assert not Reading.objects.exists()
    assert client_of(office.users["holder"]).post(address(office, "dibaca/"), seen).status_code == 403


# -- remarks -----------------------------------------------------------------------------------------------------------


def test_remark_is_pinned_to_the_place_of_the_link(office):
    anchor = f"indikator-{office.place.direct.pk}"
    client = client_of(office.users["superior"])
    response = client.get(address(office, f"catatan/?tempat={anchor}"))
    body = response.content.decode()
    assert f'<option value="{anchor}" selected>' in body
    assert "21 keluarga" in text_of(response)
    response = client.post(address(office, "catatan/"), {"place": anchor, "text": "Periksa."})
    assert response.url == address(office) + "#catatan"
    assert Comment.objects.get().anchor == anchor
    assert "1 catatan , 1 belum diperbaiki" in text_of(page_of(office))


def test_remark_without_words_or_at_no_place_keeps_the_rest(office):
    client = client_of(office.users["superior"])
    response = client.post(address(office, "catatan/"), {"place": "indikator-0", "text": "Periksa."})
    assert response.status_code == 422
    assert "Tempat itu tidak ada lagi" in text_of(response)
    assert read(response).fields["text"] == "Periksa."
    response = client.post(address(office, "catatan/"), {"place": "", "text": " "})
    assert response.status_code == 422
    assert "Tulis catatannya." in text_of(response)
    assert not Comment.objects.exists()


def test_only_those_whom_it_waits_for_remark(office):
    for who in ("operator", "holder", "organisasi", "inspector", "admin"):
        assert page_of(office, who, "catatan/").status_code == 403
    place = office.place
    place.approve(place.kasi)
    assert page_of(office, "organisasi", "catatan/").status_code == 200
    assert page_of(office, "superior", "catatan/").status_code == 403
