"""What changes something: never without the token of a form, never by reading, and never what a form does not show."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from agreements.models import Agreement, Appointment, Indicator, Position, RoleGrant, Unit, User
from reports.models import Report
from tests.pages import client_of, read
from tests.test_pages import PAGES, SCREENS, accounts, answer_of, only_reads, place  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db

WITHOUT_TOKEN = {
    # Pages that anybody may ask, without a cookie: they write nothing (docs/decisions.md, 21).
    "verification": 422,
    "verification_of_code": 422,
    # Opened by a key in a header, which no other site's form can send; and only for reading.
    "api_description": 405,
    "api_resource": 405,
}
METHODS = ("post", "put", "patch", "delete")


def test_nothing_is_changed_without_the_token_of_a_form(place, accounts):  # noqa: F811 -- fixtures
    """Every address, by every unsafe method, as the account that may do most."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(accounts["admin"])
    got = {}
    with connection.execute_wrapper(only_reads):
        for name, (address, _) in PAGES.items():
            for method in METHODS:
                got[name, method] = getattr(client, method)(address(place)).status_code
        for address in ("/admin/agreements/user/add/", f"/admin/agreements/user/{place.operator.pk}/change/"):
            assert client.post(address, {"is_superuser": "on"}).status_code == 403
    let_in = {pair: status for pair, status in got.items() if status != 403 and pair[0] not in WITHOUT_TOKEN}
    assert let_in == {}
    assert {name: got[name, "post"] for name in WITHOUT_TOKEN} == WITHOUT_TOKEN


EXTRA = {
    "id": 1, "pk": 1, "user": 1, "by": 1, "account": 1, "owner": 1,
    "is_superuser": "on", "is_staff": "on", "is_active": "", "groups": 1, "user_permissions": 1, "sessions_ended": 0,
    "role": "organisasi", "grants-0-role": "organisasi", "grants-TOTAL_FORMS": 1, "grants-INITIAL_FORMS": 0,
    "unit_id": 1, "position": 1, "position_id": 1, "status": "received", "round": 9, "revision": 9, "year": 1999, "quarter": 4,
    "slug": "lain", "superior": 1, "indicator": 1, "formula": "entered", "agreement": 1, "confirmed_at": "2020-01-01",
}  # fmt: skip
"""Columns that a form might have let through, had it been made of all that its model has."""


def held():
    """Return what no form of these accounts shows: whose rows are, and who may do what."""
    return {
        "accounts": list(
            User.objects.order_by("pk").values_list("pk", "username", "is_superuser", "is_staff", "is_active")
        ),
        "roles": list(RoleGrant.objects.order_by("pk").values_list("pk", "user", "role", "unit")),
        "reports": list(
            Report.objects.order_by("pk").values_list("pk", "position", "year", "quarter", "status", "round")
        ),
        "posts": list(Position.objects.order_by("pk").values_list("pk", "unit", "slug", "superior")),
        "appointments": list(Appointment.objects.order_by("pk").values_list("pk", "position", "official", "kind")),
        "units": list(Unit.objects.order_by("pk").values_list("pk", "slug")),
        "indicators": list(Indicator.objects.order_by("pk").values_list("pk", "unit", "formula")),
        "agreements": list(Agreement.objects.order_by("pk").values_list("pk", "position", "year", "kind")),
    }


MEANT = {
    # Whose very purpose it is; the fields are the page's own.
    "agreement_delete": {"agreements"},
    "appointment_remove": {"appointments"},
    "quarter_open": {"reports"},
}


def test_fields_that_a_form_does_not_show_change_nothing(place, accounts):  # noqa: F811 -- fixtures
    """Every form, sent back as its page shows it, with the columns of its models beside."""
    found = {}
    for name, (address, expected) in PAGES.items():
        who = next((one for one in ("operator", "organisasi", "official") if expected[one] in (200, 405)), None)
        if who is None or name in WITHOUT_TOKEN or (expected[who] == 200 and name not in SCREENS):
            continue
        mark = transaction.savepoint()
        client = client_of(accounts[who])
        before = held()
        fields = read(client.get(address(place))).fields if expected[who] == 200 else {}
        answer = client.post(address(place), EXTRA | fields | {"is_superuser": "on", "status": "received"})
        assert answer.status_code < 500, (who, name)
        after = held()
        transaction.savepoint_rollback(mark)
        changed = {key for key in before if before[key] != after[key]} - MEANT.get(name, set())
        if changed:
            found[who, name] = changed
    assert found == {}


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_every_answer_carries_the_headers(place, accounts):  # noqa: F811 -- fixtures
    """Pages, files, refusals and redirects alike."""
    client, wrong = client_of(accounts["admin"]), {}
    for name, (address, _) in PAGES.items():
        answer = answer_of(client, address(place))
        found = {header: answer.headers.get(header) for header in HEADERS}
        policy = answer.headers.get("Content-Security-Policy", "")
        if found != HEADERS or "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
            wrong[name] = found, policy
    assert wrong == {}


@pytest.mark.parametrize(
    ("idle", "still"),
    [(datetime.timedelta(hours=1, minutes=50), True), (datetime.timedelta(hours=2, minutes=1), False)],
)
def test_two_idle_hours_end_a_session(place, monkeypatch, idle, still):  # noqa: F811 -- fixture
    client = client_of(place.operator)
    assert client.get("/akun/").status_code == 200
    later = timezone.now() + idle
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert (client.get("/akun/").status_code == 200) is still


def test_signing_out_leaves_no_session_behind(place):  # noqa: F811 -- fixture
    client = client_of(place.operator)
    kept = client.cookies["sessionid"].value
    client.post("/keluar/")
    assert not Session.objects.filter(session_key=kept).exists()
    client.cookies["sessionid"] = kept
    assert client.get("/akun/").status_code == 302
