"""A session lives as long as it is used; whose session is over comes back to where they were."""

import gzip
import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from lkjip import middleware
from lkjip.logs import JsonLines
from reports import noted
from reports.models import Incident
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the seconds the middleware reads."""
    now = {"at": 1_000_000}
    monkeypatch.setattr(middleware.time, "time", lambda: now["at"])
    return lambda seconds: now.update(at=1_000_000 + seconds)


def last_seen(client):
    return client.session[middleware.LAST_SEEN]


def test_use_is_noted_now_and_then(client, clock):
    client.force_login(factories.UserFactory())
    client.get("/akun/sandi/")
    clock(middleware.NOTED_EVERY - 1)
    client.get("/akun/sandi/")

    assert last_seen(client) == 1_000_000

    clock(middleware.NOTED_EVERY)
    client.get("/akun/sandi/")

    assert last_seen(client) == 1_000_000 + middleware.NOTED_EVERY


def test_noting_moves_the_end_of_the_session(client, clock):
    client.force_login(factories.UserFactory())
    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=1))

    response = client.get("/akun/sandi/")

    left = Session.objects.get().expire_date - timezone.now()
    assert left.total_seconds() > settings.SESSION_COOKIE_AGE - 60
    assert response.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE


def test_a_session_in_use_ends_after_a_working_day(client, clock):
    client.force_login(factories.UserFactory())
    client.get("/akun/")
    for hours in range(1, 12):
        clock(hours * 60 * 60)
        assert client.get("/akun/").status_code == 200
    clock(middleware.LONGEST)
    assert client.get("/akun/").headers.get("Location") == "/masuk/?next=/akun/"


def test_visitors_get_no_session(client):
    client.get("/masuk/")

    assert not Session.objects.exists()


def test_pages_are_compressed_for_who_can_read_it(client):
    page = client.get("/masuk/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert b"Nama pengguna" in gzip.decompress(page.content)
    assert "Content-Encoding" not in client.get("/masuk/").headers


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "image/jpeg"])
def test_files_go_as_they_are(rf, kind):
    request = rf.get("/", headers={"accept-encoding": "gzip"})
    response = middleware.CompressPages(lambda _: HttpResponse(b"x" * 1000, content_type=kind))(request)
    assert "Content-Encoding" not in response.headers
    streamed = middleware.CompressPages(lambda _: StreamingHttpResponse([b"x" * 1000]))(request)
    assert "Content-Encoding" not in streamed.headers


# -- whose session is over ---------------------------------------------------------------------------------------------

SENDS = "/penerimaan/2024/2/terima/"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/papan/2024/2/?status=approved&cari=a", "/papan/2024/2/?status=approved&cari=a"),
        ("http://testserver/penerimaan/2024/2/", "/penerimaan/2024/2/"),
        ("http://testserver", "/"),
        ("https://jahat.example/penerimaan/", "/"),
        ("//jahat.example/", "/"),
        ("", "/"),
    ],
)
def test_the_login_leads_back_to_the_page_of_a_form_and_not_to_where_it_is_sent(client, referer, back):
    response = client.post(SENDS, headers={"referer": referer})
    assert (response.status_code, response.url) == (302, "/masuk/?" + urlencode({"next": back}, safe="/"))


def test_a_page_is_come_back_to_itself(client):
    assert client.get("/rekap/2024/2/?rekap=unit").url == "/masuk/?next=/rekap/2024/2/%3Frekap%3Dunit"


@pytest.mark.parametrize(("mode", "told"), [("navigate", True), ("cors", False)])
def test_a_person_is_told_that_nothing_was_saved(client, mode, told):
    response = client.post(SENDS, headers={"sec-fetch-mode": mode}, follow=True)
    assert (middleware.SESSION_OVER in text_of(response)) is told


# -- a number for each request -----------------------------------------------------------------------------------------


def test_each_page_is_told_in_a_line_without_what_was_asked_or_typed(client, caplog):
    user = factories.UserFactory(username="ani")
    client.force_login(user)
    with caplog.at_level("INFO", "lkjip.halaman"):
        response = client.post("/akun/sandi/?kunci=rahasia", {"old_password": "rahasia"})
    (line,) = [one for one in caplog.records if one.name == "lkjip.halaman"]
    assert line.getMessage().startswith("POST /akun/sandi/ 200 ")
    assert line.told.keys() == {"method", "path", "status", "ms"}
    assert "rahasia" not in caplog.text
    assert len(response.headers["X-Request-ID"]) == 8
    assert noted.ASKED.get() is None, "the next request of this thread is another one's"


def test_a_link_that_opens_an_account_stands_in_no_line(client, caplog):
    """Nor in what a line tells programs beside its words."""
    token = "c9x2ab-5f0e1d2c3b4a5968778695a4b3c2d1e0"
    with caplog.at_level("INFO", "lkjip.halaman"):
        client.get(f"/akun/undangan/7/{token}/")
    (line,) = [one for one in caplog.records if one.name == "lkjip.halaman"]
    assert line.told["path"] == "/akun/undangan/7/…/"
    assert token not in JsonLines().format(line)


def test_slow_pages_and_queries_are_written_down_for_the_administrator(client, settings):
    user = factories.UserFactory(username="ani")
    client.force_login(user)
    settings.SLOW_QUERY_MS = settings.SLOW_PAGE_MS = 0
    response = client.get("/akun/sandi/")
    found = list(Incident.objects.order_by("pk"))
    assert {(one.kind, one.number) for one in found} == {("slow", response.headers["X-Request-ID"])}
    assert found[-1].user == "ani"
    texts = [one.text for one in found]
    assert any(re.match(r"\d+ ms: SELECT .*django_session", text) for text in texts)
    assert re.match(r"GET /akun/sandi/ 200 \d+ ms", texts[-1])
    key = client.session.session_key
    assert not any(key in text for text in texts), "what a query asks for is none of a log's business"


def test_queries_in_time_are_not_noticed(client):
    client.force_login(factories.UserFactory())
    client.get("/akun/sandi/")
    assert not Incident.objects.exists()
