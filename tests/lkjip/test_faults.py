"""A page that can't be answered says why in words, gives a number to quote, and gives back what was typed."""

import errno
import json
import re
import sqlite3

import pytest
from django.db.utils import InterfaceError, OperationalError
from django.test import Client

from agreements.enums import Role
from lkjip.faults import AWAY, BROKEN, BUSY, FULL, TOO_MUCH, fault_of
from reports import pdf
from reports.models import Incident
from reports.undrawable import BusyError, RenderError, TooMuchError
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


def caused(error, cause):
    error.__cause__ = cause
    return error


class PostgresError(Exception):
    pgcode = "53100"


def sqlite_error(name):
    """Return what Django raises for an error of SQLite."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    return caused(OperationalError("disk I/O error"), error)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), FULL),
        (OSError(errno.ENOENT, "No such file"), BROKEN),
        (sqlite_error("SQLITE_FULL"), FULL),
        (sqlite_error("SQLITE_IOERR_SHMSIZE"), FULL),
        (sqlite_error("SQLITE_IOERR_READ"), AWAY),
        (caused(OperationalError("could not extend file"), PostgresError()), FULL),
        (caused(ValueError("beside"), OSError(errno.ENOSPC, "")), FULL),
        (OperationalError("database is locked"), AWAY),
        (OperationalError("server closed the connection unexpectedly"), AWAY),
        (InterfaceError("connection already closed"), AWAY),
        (TooMuchError("not drawn within 60 s"), TOO_MUCH),
        (caused(ValueError("beside"), TooMuchError()), TOO_MUCH),
        (BusyError(), BUSY),
        (RenderError("refused: file:///x"), BROKEN),
        (ZeroDivisionError(), BROKEN),
        (None, BROKEN),
    ],
)
def test_what_kind_of_trouble_it_is(error, fault):
    assert fault_of(error) == fault


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    """An operator whose exceptions become pages, as outside the tests."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(place.operator)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.fixture
def broken(monkeypatch):
    """Return a function that lets the grid's save end in an exception."""

    def break_with(error):
        def save(**_):
            raise error

        for view in ("entry", "entry_cells"):
            monkeypatch.setattr(f"reports.views.{view}.save_entries", save)

    return break_with


def typed(client, place, **changed):
    """Return what the form of the grid sends, with a figure in it."""
    page = read(client.get(place.address("isian/")))
    return {**page.fields, f"anggaran-{place.line.pk}-nilai": "2.660.000", "csrfmiddlewaretoken": "a" * 32, **changed}


def test_a_page_gives_a_number_and_what_was_typed(client, place, broken):
    broken(ZeroDivisionError("sandi=rahasia"))
    sent = typed(client, place)
    response = client.post(place.address("isian/"), sent)
    assert response.status_code == 500
    number = response.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9A-F]{8}", number)
    assert f"sebutkan nomor ini kepada administrator: {number}" in text_of(response)
    page = read(response)
    assert page.inline == []
    assert {**page.fields, "csrfmiddlewaretoken": ""} == {**sent, "csrfmiddlewaretoken": ""}

    # The administrator finds it under the number.
    incident = Incident.objects.get(number=number)
    assert (incident.kind, incident.user) == ("fault", place.operator.username)
    assert "ZeroDivisionError" in incident.text
    assert "rahasia" not in incident.text


def test_what_is_given_back_can_be_sent_again(client, place, broken, monkeypatch):
    with monkeypatch.context():
        broken(OperationalError("server closed the connection unexpectedly"))
        response = client.post(place.address("isian/"), typed(client, place))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "Basis data sedang tidak menjawab" in text_of(response)
    monkeypatch.undo()
    again = client.post(place.address("isian/"), read(response).fields)
    assert again.status_code == 302
    assert place.line.realizations.get().amount == 2_660_000


def test_a_full_disk_is_said_to_a_page_and_to_a_script(client, place, broken):
    broken(OSError(errno.ENOSPC, "No space left on device"))
    sent = {**typed(client, place), "akun": place.operator.pk}
    page = client.post(place.address("isian/"), sent)
    assert page.status_code == 507
    assert "Ruang penyimpanan server penuh" in text_of(page)
    answer = client.post(
        place.address("isian/sel/"), sent, headers={"Accept": "application/json", "X-CSRFToken": "a" * 32}
    )
    assert answer.status_code == 507
    told = json.loads(answer.content)
    assert told["message"].startswith("Ruang penyimpanan server penuh. Yang baru Anda kirim belum tersimpan;")
    assert told["message"].endswith(f"Nomor gangguan: {told['number']}.")


def test_no_password_and_nothing_of_another_site_is_given_back(client, place, broken, monkeypatch):
    def fail(request):
        raise ZeroDivisionError

    def send(address, token, **typed):
        try:
            return client.post(address, {"csrfmiddlewaretoken": token * 32, "anggaran": "1", **typed})
        except ZeroDivisionError:
            pytest.fail("the page of the error failed of the same")

    # Before the check of the form's token: a page of another site may have sent it.
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", fail)
    foreign, own = send(place.address("isian/"), "b"), send(place.address("isian/"), "a")
    secret = send("/akun/sandi/", "a", new_password1="x")
    assert [response.status_code for response in (foreign, own, secret)] == [500, 500, 500]
    assert [read(response).fields.get("anggaran") for response in (foreign, own, secret)] == [None, "1", None]


def test_a_page_that_was_only_looked_at_says_nothing_of_saving(client, place, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("reports.views.unit.visible_unit", fail)
    response = client.get(place.address())
    assert response.status_code == 500
    assert "Bukan salah Anda" in text_of(response)
    assert "tersimpan" not in text_of(response)


def test_whoever_is_in_order_gets_a_number_too(place):
    first, second = (
        client_of(place.operator).get("/", headers={"X-Request-ID": "0"}).headers["X-Request-ID"] for _ in "ab"
    )
    assert first != second
    assert "0" not in (first, second)


DRAWN_WHILE_SOMEBODY_WAITS = {
    "report": lambda place: place.report_address(place.kasi, "unduh.pdf"),
    "agreement": lambda place: place.agreement_address(place.kasi, "unduh.pdf"),
    "comparison": lambda place: "/perbandingan/2024/2/unduh.pdf",
    "costs": lambda place: "/perbandingan/2024/2/biaya/unduh.pdf",
}


@pytest.mark.parametrize("name", DRAWN_WHILE_SOMEBODY_WAITS)
def test_a_document_that_takes_too_much_is_said_and_noted(client, place, monkeypatch, name):
    """Of every page that has something drawn while somebody waits."""
    factories.RoleGrantFactory(user=place.operator, role=Role.ORGANISASI, unit=None)

    def hostile(*_, **__):
        raise TooMuchError("not drawn within 60 s")

    monkeypatch.setattr(pdf, "_draw", hostile)
    response = client.get(DRAWN_WHILE_SOMEBODY_WAITS[name](place))
    assert response.status_code == 503
    assert "Retry-After" not in response.headers
    assert "terlalu berat untuk digambar" in text_of(response)
    assert "Perpendek atau ketik ulang uraian yang sangat panjang" in text_of(response)
    incident = Incident.objects.get(number=response.headers["X-Request-ID"])
    assert "not drawn within 60 s" in incident.text


def test_whoever_s_turn_does_not_come_is_told_to_try_again(client, place, monkeypatch):
    def busy(*_, **__):
        raise BusyError

    monkeypatch.setattr(pdf, "_draw", busy)
    response = client.get(place.agreement_address(place.kasi, "unduh.pdf"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "15")
    assert "belum mendapat giliran. Coba lagi sebentar." in text_of(response)
