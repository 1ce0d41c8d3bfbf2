"""What holds for every page: closed by default, read-only on GET, a strict policy and nothing inline."""

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
from agreements.enums import Role
from agreements.letters import forgotten_letter
from reports.models import QuarterClosing
from reports.views.context import navigation
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.issuing import code_of, issue
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

PUBLIC = {
    "login",
    "health",
    "invitation",
    "password_reset",
    "password_reset_confirm",
    "password_reset_done",
    "verification",
    "verification_of_code",
}
# name -> (address of the small office's page, expected answer to GET per account)
EVERYBODY = dict.fromkeys(["operator", "official", "organisasi", "inspector", "admin", "stranger"], 200)
OWN_ONLY = EVERYBODY | {"stranger": 404}
RECEIVERS = dict.fromkeys(EVERYBODY, 403) | {"organisasi": 200, "admin": 200}
NEVER = dict.fromkeys(EVERYBODY, 405)
PAGES = {
    "home": (lambda place: "/", EVERYBODY),
    "login": (lambda place: "/masuk/", dict.fromkeys(EVERYBODY, 302)),
    "health": (lambda place: "/sehat/", EVERYBODY),
    "logout": (lambda place: "/keluar/", NEVER),
    "account": (lambda place: "/akun/", EVERYBODY),
    "password_change": (lambda place: "/akun/sandi/", EVERYBODY),
    "password_reset": (lambda place: "/akun/lupa-sandi/", EVERYBODY),
    "password_reset_done": (lambda place: "/akun/lupa-sandi/terkirim/", EVERYBODY),
    "password_reset_confirm": (lambda place: reset_address(place.operator), EVERYBODY),
    "invitation": (lambda place: place.invitation, EVERYBODY),
    "inbox": (lambda place: "/kotak-masuk/", EVERYBODY),
    "notices": (lambda place: "/pemberitahuan/", EVERYBODY),
    "notice_open": (lambda place: "/pemberitahuan/1/buka/", NEVER),
    "notices_read": (lambda place: "/pemberitahuan/dibaca/", NEVER),
    "reception_newest": (lambda place: "/penerimaan/", dict.fromkeys(EVERYBODY, 302)),
    "reception": (lambda place: "/penerimaan/2024/2/", RECEIVERS),
    "reception_receive": (lambda place: "/penerimaan/2024/2/terima/", NEVER),
    "reception_send_back": (
        lambda place: f"/penerimaan/2024/2/{place.unit.slug}/{place.camat.slug}/kembalikan/",
        RECEIVERS | {"admin": 403, "stranger": 404},
    ),
    "quarter_close": (lambda place: "/penerimaan/2024/2/tutup/", RECEIVERS),
    "quarter_reopen": (lambda place: "/penerimaan/2024/1/buka-kembali/", RECEIVERS),
    "unit_quarter": (lambda place: place.address(), OWN_ONLY),
    "unit_bundle": (lambda place: place.address("bundel.pdf"), OWN_ONLY),
    "quarter_open": (lambda place: place.address("buka/"), NEVER),
    "entry": (lambda place: place.address("isian/"), OWN_ONLY),
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
    "report_photos": (lambda place: place.report_address(place.kasi, "foto/"), OWN_ONLY),
    "report_photo": (lambda place: place.report_address(place.kasi, f"foto/{photo_of(place)}.jpg"), OWN_ONLY),
    "report_photo_delete": (lambda place: place.report_address(place.kasi, f"foto/{photo_of(place)}/hapus/"), OWN_ONLY),
    "report_arrangement": (lambda place: place.report_address(place.kasi, "atur/"), OWN_ONLY),
    "report_submit": (lambda place: place.report_address(place.kasi, "ajukan/"), OWN_ONLY),
    "report_revise": (lambda place: place.report_address(place.kasi, "revisi/"), OWN_ONLY),
    "remark_mended": (lambda place: place.report_address(place.kasi, "catatan/1/diperbaiki/"), NEVER),
    "report_forms": (
        lambda place: place.report_address(place.kasi, "bentuk/"),
        OWN_ONLY | dict.fromkeys(["operator", "official", "inspector"], 403),
    ),
    "agreement": (lambda place: place.agreement_address(place.kasi), OWN_ONLY),
    "agreement_download": (lambda place: place.agreement_address(place.kasi, "unduh.xlsx"), OWN_ONLY),
    "report_issues": (lambda place: place.report_address(place.camat, "terbit/"), OWN_ONLY),
    "report_issue_download": (lambda place: place.report_address(place.camat, "terbit/1.pdf"), OWN_ONLY),
    "verification": (lambda place: "/verifikasi/", EVERYBODY),
    "verification_of_code": (lambda place: f"/verifikasi/{code_of(1)}/", EVERYBODY),
    "report_trail": (lambda place: place.report_address(place.kasi, "jejak/"), OWN_ONLY),
    "report_download": (lambda place: place.report_address(place.kasi, "unduh.json"), OWN_ONLY),
}
NO_SCREENS = {
    "agreement_download",
    "health",
    "logout",
    "notice_open",
    "notices_read",
    "quarter_open",
    "reception_newest",
    "reception_receive",
    "report_download",
    "report_issue_download",
    "report_photo",
    "remark_mended",
    "report_read",
    "unit_bundle",
}
SCREENS = sorted(PAGES.keys() - NO_SCREENS)


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = make_workplace()
    name = default_storage.save("foto/a.jpg", ContentFile(b"a picture"))
    factories.PhotoFactory(report=place.report(place.kasi), image=name)
    issue(place.report(place.camat))
    invitation, token = invite(user=place.operator, by=factories.UserFactory(is_superuser=True))
    place.invitation = f"/akun/undangan/{invitation.pk}/{token}/"
    QuarterClosing.objects.create(year=2024, quarter=1, at=timezone.now(), by=place.operator)
    return place


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
LAST_SEEN = 'UPDATE "django_session"'
"""The one thing that reading notes: when the session was last used (lkjip/middleware.py)."""


def only_reads(execute, sql, params, many, context):
    if not READS.match(sql) and not sql.startswith(LAST_SEEN):
        raise AssertionError(f"GET writes: {sql}")
    return execute(sql, params, many, context)


def test_the_guard_catches_a_write():
    with connection.execute_wrapper(only_reads), pytest.raises(AssertionError, match="GET writes"):
        factories.RegencyFactory()


def status_of(client, address):
    """Return the answer to GET; a file that it would send is closed, and no connection with it."""
    response = client.get(address)
    if response.streaming:
        # Closing ends the request, which would close the test's own connection; the test client keeps it likewise.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
    return response.status_code


@pytest.mark.parametrize("name", PAGES)
def test_who_gets_what_and_reading_writes_nothing(place, accounts, name):
    address, expected = PAGES[name]
    clients = {who: client_of(user) for who, user in accounts.items()}
    with connection.execute_wrapper(only_reads):
        got = {who: status_of(client, address(place)) for who, client in clients.items()}
    assert got == expected


@pytest.mark.parametrize("name", PAGES)
def test_strangers_to_the_house_are_sent_to_the_login(client, place, name):
    response = client.get(PAGES[name][0](place))
    if name in PUBLIC:
        assert response.status_code == 200
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
    from django.views.defaults import server_error

    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Ada gangguan" in text_of(response)


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
