"""What holds for every page: closed by default, read-only on GET, a strict policy and nothing inline."""

import hashlib
import re

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from agreements.actions import invite
from agreements.enums import ItemState, Role
from agreements.letters import forgotten_letter
from lkjip.faults import server_error
from reports.models import QuarterClosing
from reports.views.context import navigation
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.issuing import code_of, issue
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

PUBLIC = {
    "api_description",
    "login",
    "health",
    "invitation",
    "password_reset",
    "password_reset_confirm",
    "password_reset_done",
    "verification",
    "verification_of_code",
}


def job_address(place, page=""):
    """Return an address of the operator's job of downloads."""
    return f"/unduhan/pekerjaan/{place.job.pk}/{page}"


# name -> (address of the small office's page, expected answer to GET per account)
EVERYBODY = dict.fromkeys(["operator", "official", "organisasi", "inspector", "admin", "stranger"], 200)
OWN_ONLY = EVERYBODY | {"stranger": 404}
RECEIVERS = dict.fromkeys(EVERYBODY, 403) | {"organisasi": 200, "admin": 200}
SEE_ALL = dict.fromkeys(EVERYBODY, 404) | {"organisasi": 200, "inspector": 200, "admin": 200}
KEEPERS = dict.fromkeys(EVERYBODY, 403) | {"admin": 200}
ASKER = dict.fromkeys(EVERYBODY, 404) | {"operator": 200}
NEVER = dict.fromkeys(EVERYBODY, 405)
SEERS = dict.fromkeys(["organisasi", "inspector", "admin"], 200)
PLANNERS = OWN_ONLY | dict.fromkeys(["official", "inspector"], 403)
ORGANISATION = "/organisasi/"
PAGES = {
    "home": (lambda place: "/", EVERYBODY),
    "login": (lambda place: "/masuk/", dict.fromkeys(EVERYBODY, 302)),
    "health": (lambda place: "/sehat/", EVERYBODY),
    "logout": (lambda place: "/keluar/", NEVER),
    "account": (lambda place: "/akun/", EVERYBODY),
    "second_factor": (lambda place: "/akun/dua-langkah/", EVERYBODY),
    # Only who has just typed the right password is asked there.
    "second_factor_challenge": (lambda place: "/masuk/kode/", dict.fromkeys(EVERYBODY, 302)),
    # Whoever is in already has no rights there.
    "admin_login": (lambda place: "/admin/login/", dict.fromkeys(EVERYBODY, 403)),
    "password_change": (lambda place: "/akun/sandi/", EVERYBODY),
    "password_reset": (lambda place: "/akun/lupa-sandi/", EVERYBODY),
    "password_reset_done": (lambda place: "/akun/lupa-sandi/terkirim/", EVERYBODY),
    "password_reset_confirm": (lambda place: reset_address(place.operator), EVERYBODY),
    "invitation": (lambda place: place.invitation, EVERYBODY),
    "guidebook": (lambda place: "/panduan/", EVERYBODY),
    "guide_shown": (lambda place: "/langkah/", NEVER),
    "inbox": (lambda place: "/kotak-masuk/", EVERYBODY),
    "notices": (lambda place: "/pemberitahuan/", EVERYBODY),
    "notice_open": (lambda place: "/pemberitahuan/1/buka/", NEVER),
    "notices_read": (lambda place: "/pemberitahuan/dibaca/", NEVER),
    "board_newest": (lambda place: "/papan/", {who: 302 if answer == 200 else 404 for who, answer in SEE_ALL.items()}),
    "comparison_newest": (
        lambda place: "/perbandingan/",
        {who: 302 if answer == 200 else 404 for who, answer in SEE_ALL.items()},
    ),
    "comparison": (lambda place: "/perbandingan/2024/2/", SEE_ALL),
    "comparison_paper": (lambda place: "/perbandingan/2024/2/unduh.pdf", SEE_ALL),
    "cost_comparison": (lambda place: "/perbandingan/2024/2/biaya/", SEE_ALL),
    "cost_paper": (lambda place: "/perbandingan/2024/2/biaya/unduh.pdf", SEE_ALL),
    "board_year": (lambda place: "/papan/2024/", SEE_ALL),
    "board": (lambda place: "/papan/2024/2/", SEE_ALL),
    "board_remind": (lambda place: "/papan/2024/2/ingatkan/", SEE_ALL | {"inspector": 403}),
    "reception_newest": (lambda place: "/penerimaan/", dict.fromkeys(EVERYBODY, 302)),
    "reception": (lambda place: "/penerimaan/2024/2/", RECEIVERS),
    "reception_receive": (lambda place: "/penerimaan/2024/2/terima/", NEVER),
    "reception_send_back": (
        lambda place: f"/penerimaan/2024/2/{place.unit.slug}/{place.camat.slug}/kembalikan/",
        RECEIVERS | {"admin": 403, "stranger": 404},
    ),
    "quarter_close": (lambda place: "/penerimaan/2024/2/tutup/", RECEIVERS),
    "quarter_close_again": (lambda place: "/penerimaan/2024/1/tutup-lagi/", NEVER),
    "quarter_reopen": (lambda place: "/penerimaan/2024/1/buka-kembali/", RECEIVERS),
    "recap_newest": (lambda place: "/rekap/", dict.fromkeys(EVERYBODY, 302)),
    # Everybody finds the recap of the own units there, and no other unit.
    "recap": (lambda place: f"/rekap/2024/2/?rekap=anggaran&unit={place.unit.slug}", OWN_ONLY),
    "recap_download": (lambda place: f"/rekap/2024/2/anggaran.xlsx?unit={place.unit.slug}", OWN_ONLY),
    "api_tokens": (lambda place: "/kunci-api/", KEEPERS),
    "api_token_revoke": (lambda place: f"/kunci-api/{place.api_token.pk}/cabut/", KEEPERS),
    "api_description": (lambda place: "/api/v1/openapi.json", EVERYBODY),
    # A login opens nothing here: who asks carries a key.
    "api_resource": (lambda place: "/api/v1/units?year=2024&quarter=2", dict.fromkeys(EVERYBODY, 401)),
    "unit_quarter": (lambda place: place.address(), OWN_ONLY),
    "office": (lambda place: place.address("ringkasan/"), OWN_ONLY),
    # Nobody has drawn it: a look leads to where it is asked for.
    "unit_bundle": (lambda place: place.address("bundel.pdf"), dict.fromkeys(EVERYBODY, 302) | {"stranger": 404}),
    "quarter_open": (
        lambda place: f"/unit/{place.unit.slug}/2024/3/buka/",
        dict.fromkeys(EVERYBODY, 403) | {"operator": 200, "organisasi": 200, "stranger": 404},
    ),
    "entry": (lambda place: place.address("isian/"), OWN_ONLY),
    "unit_calculation": (lambda place: place.address(f"hitungan/?angka=indikator-{place.direct.pk}-capaian"), OWN_ONLY),
    "report_calculation": (
        lambda place: place.report_address(place.kasi, f"hitungan/?angka=indikator-{place.direct.pk}-capaian"),
        OWN_ONLY,
    ),
    "formulas": (lambda place: "/cara-menghitung/", EVERYBODY),
    "entry_cells": (lambda place: place.address("isian/sel/"), OWN_ONLY),
    "report": (lambda place: place.report_address(place.kasi), OWN_ONLY),
    "report_review": (lambda place: place.report_address(place.kasi, "reviu/"), OWN_ONLY),
    "report_read": (lambda place: place.report_address(place.kasi, "reviu/dibaca/"), NEVER),
    # A draft waits for nobody's remarks.
    "report_remark": (
        lambda place: place.report_address(place.kasi, "reviu/catatan/"),
        dict.fromkeys(EVERYBODY, 403) | {"stranger": 404},
    ),
    "report_texts": (lambda place: place.report_address(place.kasi, "teks/"), OWN_ONLY),
    "report_text": (lambda place: place.report_address(place.kasi, "teks/closing_counts/"), OWN_ONLY),
    "report_text_reset": (lambda place: place.report_address(place.kasi, "teks/closing_counts/kembalikan/"), OWN_ONLY),
    "report_writing": (lambda place: place.report_address(place.kasi, "uraian/"), OWN_ONLY),
    "report_copies": (lambda place: place.report_address(place.kasi, "salinan/"), OWN_ONLY),
    "report_copies_read": (lambda place: place.report_address(place.kasi, "salinan/dibaca/"), NEVER),
    "report_photos": (lambda place: place.report_address(place.kasi, "foto/"), OWN_ONLY),
    "report_photo": (lambda place: place.report_address(place.kasi, f"foto/{photo_of(place)}.jpg"), OWN_ONLY),
    "report_photo_delete": (lambda place: place.report_address(place.kasi, f"foto/{photo_of(place)}/hapus/"), OWN_ONLY),
    "report_arrangement": (lambda place: place.report_address(place.kasi, "atur/"), OWN_ONLY),
    "report_check": (lambda place: place.report_address(place.kasi, "periksa/"), OWN_ONLY),
    "unit_check": (lambda place: place.address("periksa/"), OWN_ONLY),
    "report_submit": (lambda place: place.report_address(place.kasi, "ajukan/"), OWN_ONLY),
    "report_revise": (lambda place: place.report_address(place.kasi, "revisi/"), OWN_ONLY),
    "remark_mended": (lambda place: place.report_address(place.kasi, "catatan/1/diperbaiki/"), NEVER),
    "report_forms": (
        lambda place: place.report_address(place.kasi, "bentuk/"),
        OWN_ONLY | dict.fromkeys(["operator", "official", "inspector"], 403),
    ),
    "plans": (lambda place: "/perjanjian/", dict.fromkeys(EVERYBODY, 302) | SEERS),
    "plan": (lambda place: f"/perjanjian/{place.unit.slug}/2024/", OWN_ONLY),
    "plan_import": (lambda place: f"/perjanjian/{place.unit.slug}/2024/impor/", PLANNERS),
    "plan_template": (lambda place: f"/perjanjian/{place.unit.slug}/2024/impor/templat.xlsx", PLANNERS),
    "plan_start": (lambda place: f"/perjanjian/{place.unit.slug}/2024/buat/", NEVER),
    "cascade": (lambda place: f"/perjanjian/{place.unit.slug}/2024/pohon/", OWN_ONLY),
    "indicators": (lambda place: f"/perjanjian/{place.unit.slug}/2024/indikator/", OWN_ONLY),
    "indicator": (lambda place: f"/perjanjian/{place.unit.slug}/2024/indikator/{place.direct.pk}/", OWN_ONLY),
    "indicator_delete": (
        lambda place: f"/perjanjian/{place.unit.slug}/2024/indikator/{place.direct.pk}/hapus/",
        PLANNERS,
    ),
    "indicator_new": (lambda place: f"/perjanjian/{place.unit.slug}/2024/indikator/baru/", PLANNERS),
    "agreement_edit": (lambda place: place.agreement_address(place.kasi, "sunting/"), PLANNERS),
    "agreement_delete": (lambda place: place.agreement_address(place.kasi, "hapus/"), PLANNERS),
    "agreement_sign": (lambda place: place.agreement_address(place.kasi, "tanda-tangan/"), PLANNERS),
    "agreement": (lambda place: place.agreement_address(place.kasi), OWN_ONLY),
    "agreement_download": (lambda place: place.agreement_address(place.kasi, "unduh.xlsx"), OWN_ONLY),
    "report_issues": (lambda place: place.report_address(place.camat, "terbit/"), OWN_ONLY),
    "report_issue_download": (lambda place: place.report_address(place.camat, "terbit/1.pdf"), OWN_ONLY),
    "downloads": (lambda place: "/unduhan/", EVERYBODY),
    "downloads_quarter": (lambda place: "/unduhan/2024/2/", EVERYBODY),
    "downloads_start": (lambda place: "/unduhan/2024/2/mulai/", NEVER),
    "downloads_issued": (lambda place: f"/unduhan/2024/2/disetujui.zip?unit={place.unit.slug}", OWN_ONLY),
    # A job belongs to who asked for it.
    "download_job": (job_address, ASKER),
    "download_progress": (lambda place: job_address(place, "kemajuan/"), ASKER),
    "download_zip": (lambda place: job_address(place, "berkas.zip"), ASKER),
    "download_file": (lambda place: job_address(place, f"berkas/{place.job.items.get().pk}/"), ASKER),
    "download_cancel": (lambda place: job_address(place, "batal/"), NEVER),
    "download_resume": (lambda place: job_address(place, "lanjutkan/"), NEVER),
    "download_retry": (lambda place: job_address(place, "ulangi/"), NEVER),
    "verification": (lambda place: "/verifikasi/", EVERYBODY),
    "verification_of_code": (lambda place: f"/verifikasi/{code_of(1)}/", EVERYBODY),
    "report_trail": (lambda place: place.report_address(place.kasi, "jejak/"), OWN_ONLY),
    "report_download": (lambda place: place.report_address(place.kasi, "unduh.json"), OWN_ONLY),
    "entry_sheet": (
        lambda place: place.address("isian/unduh.xlsx"),
        OWN_ONLY | dict.fromkeys(["official", "inspector", "admin"], 403),
    ),
    "entry_upload": (
        lambda place: place.address("isian/unggah/"),
        OWN_ONLY | dict.fromkeys(["official", "inspector", "admin"], 403),
    ),
    "budget_import": (
        lambda place: f"/unit/{place.unit.slug}/2024/anggaran/impor/",
        OWN_ONLY | {"official": 403, "inspector": 403},
    ),
    "unit_trail": (lambda place: f"/unit/{place.unit.slug}/jejak/", OWN_ONLY),
    "organisation": (lambda place: ORGANISATION, RECEIVERS),
    "regency_new": (lambda place: f"{ORGANISATION}kabupaten-baru/", RECEIVERS),
    "kecamatan_new": (lambda place: f"{ORGANISATION}kecamatan-baru/", RECEIVERS),
    "unit_new": (lambda place: f"{ORGANISATION}unit-baru/", RECEIVERS),
    "official_edit": (lambda place: f"{ORGANISATION}pejabat/{held_by(place).official.pk}/", RECEIVERS),
    "organisation_unit": (lambda place: f"{ORGANISATION}{place.unit.slug}/", RECEIVERS),
    "unit_profile": (lambda place: f"{ORGANISATION}{place.unit.slug}/profil/", RECEIVERS),
    "unit_officials": (lambda place: f"{ORGANISATION}{place.unit.slug}/pejabat/", RECEIVERS),
    "officials_import": (lambda place: f"{ORGANISATION}{place.unit.slug}/pejabat/impor/", RECEIVERS),
    "officials_template": (lambda place: f"{ORGANISATION}{place.unit.slug}/pejabat/templat.xlsx", RECEIVERS),
    # Who receives reports does not make the accounts that hand them in.
    "unit_accounts": (lambda place: f"{ORGANISATION}{place.unit.slug}/akun/", KEEPERS),
    "post_new": (lambda place: f"{ORGANISATION}{place.unit.slug}/jabatan-baru/", RECEIVERS),
    "organisation_post": (lambda place: post_address(place, ""), RECEIVERS),
    "post_edit": (lambda place: post_address(place, "ubah/"), RECEIVERS),
    "post_end": (lambda place: post_address(place, "akhiri/"), RECEIVERS),
    "post_duties": (lambda place: post_address(place, "tugas/"), RECEIVERS),
    "post_citations": (lambda place: post_address(place, "dasar-hukum/"), RECEIVERS),
    "post_appoint": (lambda place: post_address(place, "tunjuk/"), RECEIVERS),
    "appointment_edit": (lambda place: post_address(place, f"penugasan/{held_by(place).pk}/"), RECEIVERS),
    "appointment_remove": (lambda place: post_address(place, f"penugasan/{held_by(place).pk}/hapus/"), RECEIVERS),
}
NO_SCREENS = {
    "admin_login",
    "officials_template",
    "plans",
    "second_factor_challenge",
    "plan_start",
    "plan_template",
    "api_description",
    "api_resource",
    "comparison_newest",
    "comparison_paper",
    "cost_paper",
    "download_cancel",
    "download_file",
    "download_progress",
    "download_resume",
    "download_retry",
    "download_zip",
    "downloads_issued",
    "downloads_start",
    "agreement_download",
    "board_newest",
    "entry_cells",
    "entry_sheet",
    "health",
    "logout",
    "notice_open",
    "notices_read",
    "quarter_close_again",
    "recap_download",
    "recap_newest",
    "reception_newest",
    "reception_receive",
    "guide_shown",
    "report_copies_read",
    "report_download",
    "report_issue_download",
    "report_photo",
    "remark_mended",
    "report_read",
    "unit_bundle",
}
SCREENS = sorted(PAGES.keys() - NO_SCREENS)
SCREENS_OF_SOME = {"plans"}
"""Pages for who sees all units; others are sent on to their own."""


PAPER = b"%PDF of an approved report"


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = make_workplace()
    name = default_storage.save("foto/a.jpg", ContentFile(b"a picture"))
    factories.PhotoFactory(report=place.report(place.kasi), image=name)
    issued = default_storage.save("terbit/kertas.pdf", ContentFile(PAPER))
    row = issue(place.report(place.camat), pdf=issued, pdf_sha256=hashlib.sha256(PAPER).hexdigest())
    place.job = factories.BatchFactory(by=place.operator, unit=place.unit)
    factories.BatchItemFactory(
        batch=place.job, unit=place.unit, report=row.report, state=ItemState.DONE, issued=row, ended=timezone.now()
    )
    invitation, token = invite(user=place.operator, by=factories.UserFactory(is_superuser=True))
    place.api_token = factories.ApiTokenFactory()
    place.invitation = f"/akun/undangan/{invitation.pk}/{token}/"
    QuarterClosing.objects.create(year=2024, quarter=1, at=timezone.now(), by=place.operator)
    return place


def post_address(place, page):
    """Return an address about the kasi's post."""
    return f"{ORGANISATION}{place.unit.slug}/jabatan/{place.kasi.slug}/{page}"


def held_by(place):
    """Return the appointment to the kasi's post."""
    return place.kasi.appointments.get()


def photo_of(place):
    """Return the key of the one photograph of the small office."""
    return place.report(place.kasi).photos.get().pk


def reset_address(user):
    """Return the address that a mail to who forgot the password holds."""
    return re.search(r"/akun/lupa-sandi/\S+", forgotten_letter(user).text).group()


@pytest.fixture
def accounts(place):
    return {
        "operator": place.operator,
        "official": account_of(place.kasi),
        "organisasi": factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user,
        "inspector": factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
        "admin": factories.UserFactory(is_superuser=True, is_staff=True),
        "stranger": make_workplace().operator,
    }


def named_addresses():
    """Return the names of all addresses but those of Django's admin, which has its own tests."""
    return {
        pattern.name
        for entry in get_resolver().url_patterns
        if getattr(entry, "app_name", None) != "admin"
        for pattern in (entry.url_patterns if isinstance(entry, URLResolver) else [entry])
    }


def test_every_address_has_its_row():
    assert named_addresses() == PAGES.keys()


READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|PRAGMA|EXPLAIN)", re.IGNORECASE)
NOTES = re.compile(r'UPDATE "django_session"|(INSERT (OR IGNORE )?INTO|UPDATE) "reports_chore"')
"""What reading notes: when the session was last used (lkjip/middleware.py), and that `/sehat/` could write a row."""


def only_reads(execute, sql, params, many, context):
    if not READS.match(sql) and not NOTES.match(sql):
        raise AssertionError(f"GET writes: {sql}")
    return execute(sql, params, many, context)


def test_the_guard_catches_a_write():
    with connection.execute_wrapper(only_reads), pytest.raises(AssertionError, match="GET writes"):
        factories.RegencyFactory()


def answer_of(client, address):
    """Return the answer to GET; a file that it would send is closed, and no connection with it."""
    response = client.get(address)
    if response.streaming:
        # Closing ends the request, which would close the test's own connection; the test client keeps it likewise.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
    return response


@pytest.mark.parametrize("name", PAGES)
def test_who_gets_what_and_reading_writes_nothing(place, accounts, name):
    address, expected = PAGES[name]
    clients = {who: client_of(user) for who, user in accounts.items()}
    with connection.execute_wrapper(only_reads):
        got = {who: answer_of(client, address(place)).status_code for who, client in clients.items()}
    assert got == expected


def test_no_other_address_sends_a_page(place, accounts):
    """What is no screen here is opened by no test that goes through all screens."""
    clients = {who: client_of(user) for who, user in accounts.items()}
    answers = {
        name: [
            answer_of(clients[who], PAGES[name][0](place)) for who, answer in PAGES[name][1].items() if answer == 200
        ]
        for name in NO_SCREENS
    }
    pages = {name for name, got in answers.items() if any(b"<html" in one.content for one in got if not one.streaming)}
    assert pages == SCREENS_OF_SOME


@pytest.mark.parametrize("name", PAGES)
def test_strangers_to_the_house_are_sent_to_the_login(client, place, name):
    response = client.get(PAGES[name][0](place))
    if name in PUBLIC:
        assert response.status_code == 200
    elif name == "api_resource":
        assert response.status_code == 401
    else:
        assert response.status_code == 302
        assert response.url.startswith("/masuk/?next=")


@pytest.mark.parametrize("name", SCREENS)
def test_pages_carry_a_strict_policy_and_nothing_inline(client, place, name):
    user_client = client if name in PUBLIC else client_of(place.operator)
    response = user_client.get(PAGES[name][0](place))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = read(response)
    assert page.inline == []
    assert '<html lang="id">' in response.content.decode()
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("name", SCREENS)
def test_no_page_takes_a_name_of_the_base_layout(client, place, accounts, name):
    """A view's own `waiting` would be drawn in the head of the page as if it were the count of the inbox."""
    user_client = client if name in PUBLIC else client_of(accounts["organisasi"])
    response = user_client.get(PAGES[name][0](place))
    layout = navigation(response.wsgi_request).keys()
    for context in response.context or ():
        for key in layout:
            assert sum(key in names for names in context.dicts) <= 1, key


def test_missing_page_is_friendly(place, settings):
    settings.DEBUG = False
    response = client_of(place.operator).get("/tidak/ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in text_of(response)
    assert read(response).inline == []


def test_server_error_is_friendly_and_needs_no_context(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Ada gangguan" in text_of(response)
    assert read(response).inline == []


def test_expired_form_is_friendly(place):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(place.operator)
    response = client.post(place.address("isian/"), {})
    assert response.status_code == 403
    assert "Formulir kedaluwarsa" in text_of(response)


def test_static_files_of_the_layout_exist(client):
    page = client.get("/masuk/").content.decode()
    for address in re.findall(r'(?:href|src)="/static/([^"]+)"', page):
        assert (settings.BASE_DIR / "static" / address).is_file(), address
