"""How often one address may ask: any minute counts, and every address for itself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from reports.views import limiting
from reports.views.limiting import WINDOW, client_address, limited


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_000_000

    monkeypatch.setattr(limiting.time, "time", lambda: Clock.now)
    return Clock


@pytest.fixture
def ask(rf):
    @limited("test", 3)
    def view(request):
        return HttpResponse("ya")

    def ask(address="192.0.2.1"):
        request = rf.get("/verifikasi/", REMOTE_ADDR=address)
        request.user = AnonymousUser()
        return view(request)

    return ask


def test_too_many_requests_are_told_how_long_to_wait(clock, ask):
    assert [ask().status_code for _ in range(4)] == [200, 200, 200, 429]
    clock.now += 10
    refused = ask()
    assert refused["Retry-After"] == "50"
    assert "Ulangi 50 detik lagi" in refused.content.decode()
    assert ask("192.0.2.2").status_code == 200


def test_the_window_slides(clock, ask):
    """Where each minute were counted anew, six requests would pass within a second or two of its turn."""
    ask()
    clock.now += WINDOW - 1
    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    clock.now += 1
    assert [ask().status_code for _ in range(2)] == [200, 429]


def test_refused_requests_do_not_prolong_the_wait(clock, ask):
    for _ in range(10):
        ask()
    clock.now += WINDOW
    assert ask().status_code == 200


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (0, {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "192.0.2.1"),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.9.9.9, 198.51.100.7"}, "198.51.100.7"),
        (2, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 198.51.100.7, 10.0.0.1"}, "198.51.100.7"),
        (2, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "127.0.0.1"),
        (1, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (0, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "nobody\r"}, "unknown"),
        (0, {"REMOTE_ADDR": ""}, "unknown"),
    ],
)
def test_who_asks_is_what_our_own_proxy_saw(rf, settings, proxies, headers, address):
    settings.PROXIES = proxies
    assert client_address(rf.get("/", **headers)) == address
