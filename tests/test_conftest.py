"""The guards of the suite itself can fail."""

import socket
import urllib.request

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Origin, Template

from tests.conftest import NetworkBlockedError, UndefinedVariableError, runs_again, touches_database


def template(source: str, path: str) -> Template:
    return Template(source, origin=Origin(str(path)), engine=engines["django"].engine)


@pytest.mark.parametrize(
    "source",
    ["{{ nobody }}", "{{ nobody.name }}", "{{ nobody|default:'x' }}", "{% with a=nobody %}{{ a }}{% endwith %}"],
)
def test_undefined_variable_fails_in_own_template(source):
    from django.template import Context

    own = template(source, settings.BASE_DIR / "templates" / "page.html")
    with pytest.raises(UndefinedVariableError, match="nobody"):
        own.render(Context({}))


def test_undefined_variable_is_left_alone_in_templates_of_packages():
    from django.template import Context

    foreign = template("[{{ nobody }}][{{ nobody|default:'x' }}]", "/elsewhere/admin/page.html")
    assert foreign.render(Context({})) == "[][x]"


def test_defined_variable_and_condition_pass():
    from django.template import Context

    own = template("{{ name }}{% if nobody %}x{% endif %}", settings.BASE_DIR / "templates" / "page.html")
    assert own.render(Context({"name": "Camat"})) == "Camat"


def test_network_is_blocked():
    with pytest.raises(NetworkBlockedError):
        urllib.request.urlopen("http://198.51.100.7/", timeout=1)
    with pytest.raises(NetworkBlockedError):
        socket.create_connection(("example.org", 80), timeout=1)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe, pytest.raises(NetworkBlockedError):
        probe.connect_ex(("198.51.100.7", 80))


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


@pytest.mark.browser
def test_chromium_opens_a_page(page):
    page.set_content("<html lang='id'><title>Laporan</title><h1>Triwulan II</h1></html>")
    assert page.get_by_role("heading", name="Triwulan II").is_visible()
    assert page.evaluate("navigator.language") == "id-ID"


def test_passwords_are_cheap(django_user_model, db):
    user = django_user_model(username="x")
    user.set_password("rahasia-sekali")
    assert user.password.startswith("md5$")


def test_a_test_without_the_database_is_known(request):
    assert not touches_database(request.node)
    assert not runs_again(request.node)


@pytest.mark.browser
def test_a_test_for_the_browser_alone_is_in_the_run_that_has_one(request):
    assert not touches_database(request.node)
    assert runs_again(request.node)


def test_every_module_for_the_browser_says_so():
    modules = sorted((settings.BASE_DIR / "tests" / "browser").glob("test_*.py"))
    assert len(modules) > 30
    assert [path.name for path in modules if "pytestmark = pytest.mark.browser" not in path.read_text()] == []


@pytest.mark.django_db
def test_a_test_marked_for_the_database_is_known(request):
    assert touches_database(request.node)
    assert runs_again(request.node)


def test_a_test_that_asks_for_the_database_is_known(request, db):
    assert touches_database(request.node)
