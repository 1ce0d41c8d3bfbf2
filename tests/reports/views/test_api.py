"""The recaps as JSON: who reads what, what is answered to what can't be read, pages, and what hasn't changed."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import BudgetLine
from reports.actions import ScopeError, make_api_token, note_api_use, revoke_api_token
from reports.models import ApiToken
from reports.queries import api_token_of, units_open_to
from reports.recaps import RECAPS, RESOURCES
from reports.recaps.openapi import LARGEST_PAGE, PAGE_SIZE, description
from reports.views import limiting
from tests import factories
from tests.reports.schemas import faults
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

WHEN = "year=2024&quarter=2"


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def admin():
    return factories.UserFactory(is_superuser=True)


@pytest.fixture
def token(place, admin):
    return make_api_token(name="Dasbor", all_units=True, by=admin)[1]


def ask(token, address, **headers):
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return Client().get(f"/api/v1/{address}", headers=headers)


def error_of(response):
    told = response.json()
    assert "error" in told, f"{response.status_code}: this was answered"
    return told["error"]


# -- keys --------------------------------------------------------------------------------------------------------------


def test_a_key_is_kept_as_its_hash_alone(place, admin):
    row, token = make_api_token(name=" Dasbor ", all_units=True, by=admin)
    assert token.startswith("lkjip_")
    assert len(token) > 40
    row.refresh_from_db()
    assert row.name == "Dasbor"
    assert token not in json.dumps([str(value) for value in ApiToken.objects.values_list().get()])
    assert row.ending == token[-4:]
    assert api_token_of(token) == row
    assert api_token_of(token[:-1]) is None


@pytest.mark.parametrize("all_units", [True, False])
def test_a_key_is_for_all_units_or_for_some(place, admin, all_units):
    with pytest.raises(ScopeError):
        make_api_token(name="Dasbor", all_units=all_units, units=[place.unit] if all_units else [], by=admin)
    assert not ApiToken.objects.exists()


def test_a_key_of_some_units_opens_these(place, admin):
    other = make_workplace()
    row, _ = make_api_token(name="Dasbor", all_units=False, units=[place.unit], by=admin)
    every, _ = make_api_token(name="Semua", all_units=True, by=admin)
    assert set(units_open_to(row)) == {place.unit}
    assert set(units_open_to(every)) == {place.unit, other.unit}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "missing_token"),
        ("", "missing_token"),
        ("Bearer", "unreadable_authorization"),
        ("Basic YTpi", "unreadable_authorization"),
        ("Bearer lkjip_salah", "unknown_token"),
    ],
)
def test_without_a_good_key_nothing_is_told(place, header, code):
    headers = {} if header is None else {"Authorization": header}
    response = Client().get(f"/api/v1/units?{WHEN}", headers=headers)
    assert response.status_code == 401
    assert error_of(response)["code"] == code
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert place.unit.name not in response.content.decode()


def test_a_refusal_never_repeats_the_key(place):
    response = ask("lkjip_rahasia-yang-hampir-benar", f"units?{WHEN}")
    assert "rahasia" not in response.content.decode()


def test_a_revoked_key_opens_nothing(place, admin):
    row, token = make_api_token(name="Dasbor", all_units=True, by=admin)
    assert ask(token, f"units?{WHEN}").status_code == 200
    revoke_api_token(token=row, by=admin)
    response = ask(token, f"units?{WHEN}")
    assert (response.status_code, error_of(response)["code"]) == (401, "revoked_token")


def test_a_login_is_no_key(place):
    client = Client()
    client.force_login(place.operator)
    assert client.get(f"/api/v1/units?{WHEN}").status_code == 401


def test_the_word_bearer_may_be_written_in_any_letters(place, token):
    response = Client().get(f"/api/v1/units?{WHEN}", headers={"Authorization": f"bearer {token}"})
    assert response.status_code == 200


def test_use_is_noted_once_an_hour(place, token):
    row = ApiToken.objects.get()
    now = timezone.now()
    assert note_api_use(token=row, at=now, by=None)
    row.refresh_from_db()
    assert row.last_used_at == now
    assert not note_api_use(token=row, at=now + datetime.timedelta(minutes=59), by=None)
    assert note_api_use(token=row, at=now + datetime.timedelta(minutes=61), by=None)


def test_two_requests_at_once_note_the_use_once(place, token):
    first, second = ApiToken.objects.get(), ApiToken.objects.get()
    now = timezone.now()
    assert note_api_use(token=first, at=now, by=None)
    assert not note_api_use(token=second, at=now, by=None)


def test_most_requests_write_nothing(place, token):
    ask(token, f"units?{WHEN}")
    assert ApiToken.objects.get().last_used_at is not None
    with CaptureQueriesContext(connection) as captured:
        assert ask(token, f"units?{WHEN}").status_code == 200
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []


def test_no_cookie_is_set_and_nobody_on_the_way_keeps_the_answer(place, token):
    for response in (ask(token, f"units?{WHEN}"), ask(None, f"units?{WHEN}")):
        assert not response.cookies
        assert "Set-Cookie" not in response
    assert ask(token, f"units?{WHEN}")["Cache-Control"] == "private, no-cache"
    assert "Authorization" in ask(token, f"units?{WHEN}")["Vary"]
    assert ask(None, f"units?{WHEN}")["Cache-Control"] == "no-store"


# -- how often ---------------------------------------------------------------------------------------------------------


def test_too_many_requests_with_one_key_are_told_to_wait(place, token, monkeypatch):
    monkeypatch.setattr("reports.views.api.REQUESTS_A_MINUTE", 2)
    monkeypatch.setattr(limiting.time, "time", lambda: 1_000_000)
    answers = [ask(token, f"units?{WHEN}").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    response = ask(token, f"units?{WHEN}")
    assert int(response["Retry-After"]) == limiting.WINDOW
    assert error_of(response)["code"] == "too_many_requests"


def test_guessing_keys_is_told_to_wait_without_locking_the_good_one_out(place, token, monkeypatch):
    monkeypatch.setattr("reports.views.api.REFUSALS_A_MINUTE", 2)
    assert [ask("lkjip_x", f"units?{WHEN}").status_code for _ in range(3)] == [401, 401, 429]
    assert ask(token, f"units?{WHEN}").status_code == 200


# -- what can't be read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "code", "parameter", "read"),
    [
        ("quarter=2", "missing_parameter", "year", None),
        ("year=2024", "missing_parameter", "quarter", None),
        ("year=24&quarter=2", "bad_parameter", "year", "24"),
        ("year=2024&quarter=5", "bad_parameter", "quarter", "5"),
        ("year=2024&quarter=II", "bad_parameter", "quarter", "II"),
        ("year=２０２４&quarter=2", "bad_parameter", "year", "２０２４"),
        (f"{WHEN}&page=0", "bad_parameter", "page", "0"),
        (f"{WHEN}&page=1.5", "bad_parameter", "page", "1.5"),
        (f"{WHEN}&page={'9' * 500}", "bad_parameter", "page", "9" * 500),
        (f"{WHEN}&per_page=501", "bad_parameter", "per_page", "501"),
        (f"{WHEN}&per_page=0", "bad_parameter", "per_page", "0"),
        (f"{WHEN}&level=provinsi", "bad_parameter", "level", "provinsi"),
        (f"{WHEN}&units=a", "unknown_parameter", "units", "a"),
        (f"{WHEN}&year=2023", "bad_parameter", "year", "2024, 2023"),
    ],
)
def test_a_bad_parameter_is_named_with_what_was_read(place, token, query, code, parameter, read):
    response = ask(token, f"achievement?{query}")
    assert response.status_code == 400
    error = error_of(response)
    assert (error["code"], error["parameter"], error["read"]) == (code, parameter, read)
    assert error["message"][0].isupper()
    assert error["message"].endswith(".")


def test_a_resource_that_is_none_names_those_there_are(token):
    response = ask(token, f"anggaran?{WHEN}")
    assert (response.status_code, error_of(response)["code"]) == (404, "unknown_resource")
    assert all(name in error_of(response)["message"] for name in RESOURCES)


def test_a_unit_outside_the_scope_is_refused_and_one_that_is_none_not_found(place, admin):
    other = make_workplace()
    _, token = make_api_token(name="Dasbor", all_units=False, units=[place.unit], by=admin)
    outside = ask(token, f"units?{WHEN}&unit={other.unit.slug}")
    assert (outside.status_code, error_of(outside)["code"]) == (403, "outside_scope")
    unknown = ask(token, f"units?{WHEN}&unit=kecamatan-khayalan")
    assert (unknown.status_code, error_of(unknown)["code"]) == (404, "unknown_unit")
    assert error_of(unknown)["read"] == "kecamatan-khayalan"
    assert [row["unit"] for row in ask(token, f"units?{WHEN}").json()["rows"]] == [place.unit.slug]


def test_a_page_after_the_last_is_not_found(place, token):
    response = ask(token, f"units?{WHEN}&page=2")
    assert (response.status_code, error_of(response)["code"]) == (404, "no_such_page")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["units", "openapi.json"])
def test_nothing_but_reading_is_allowed(place, token, method, address):
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(f"/api/v1/{address}?{WHEN}", headers={"Authorization": f"Bearer {token}"})
    assert (response.status_code, response.headers.get("Allow")) == (405, "GET, HEAD")
    assert error_of(response)["code"] == "method_not_allowed"


def test_head_is_answered_like_get(place, token):
    response = Client().head(f"/api/v1/units?{WHEN}", headers={"Authorization": f"Bearer {token}"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"]


# -- answers -----------------------------------------------------------------------------------------------------------


def test_pages_follow_each_other_without_gap_or_repetition(place, token):
    whole = ask(token, f"budget?{WHEN}").json()
    assert (whole["count"], whole["pages"], whole["next"], whole["prev"]) == (5, 1, None, None)
    rows, address = [], f"budget?{WHEN}&per_page=2&unit={place.unit.slug}"
    while address:
        page = ask(token, address).json()
        rows += page["rows"]
        address = page["next"] and page["next"].split("/api/v1/")[1]
    assert rows == whole["rows"]
    assert page["page"] == page["pages"] == 3
    assert page["prev"] == f"http://testserver/api/v1/budget?{WHEN}&per_page=2&unit={place.unit.slug}&page=2"


def test_a_page_has_a_hundred_rows_unless_more_are_asked_for(place, token):
    assert (PAGE_SIZE, LARGEST_PAGE) == (100, 500)
    assert ask(token, f"budget?{WHEN}").json()["per_page"] == PAGE_SIZE
    assert ask(token, f"budget?{WHEN}&per_page=500").status_code == 200


def test_rows_can_be_narrowed(place, token):
    found = ask(token, f"budget?{WHEN}&level=sub_kegiatan").json()
    assert [row["level"] for row in found["rows"]] == ["sub_kegiatan"] * 2
    assert found["filters"] == {"unit": [], "level": "sub_kegiatan"}


def test_what_has_not_changed_is_not_sent_again(place, token):
    address = f"budget?{WHEN}"
    first = ask(token, address)
    again = ask(token, address, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    BudgetLine.objects.filter(pk=place.line.pk).update(name="Sub Kegiatan lain")
    changed = ask(token, address, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert "Sub Kegiatan lain" in changed.content.decode()


def test_figures_are_texts_with_a_point(place, token):
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2024, quarter=2, value=21)
    row = next(row for row in ask(token, f"achievement?{WHEN}").json()["rows"] if row["indicator"] == place.direct.name)
    assert (row["target"], row["realization"], row["achievement"]) == ("35", "21", "60.00")
    assert row["reasons"] == {}
    missing = next(
        row for row in ask(token, f"achievement?{WHEN}").json()["rows"] if row["indicator"] == place.ratio.name
    )
    assert missing["achievement"] is None
    assert missing["reasons"]["achievement"]


def test_a_unit_more_costs_no_query_more(place, token, django_assert_num_queries):
    """But those that compute what no summary holds yet, which `refresh_summaries` does beforehand."""
    from reports.refreshing import refresh_summaries

    def queries(resource):
        refresh_summaries()
        ask(token, f"{resource}?{WHEN}")
        with CaptureQueriesContext(connection) as captured:
            assert ask(token, f"{resource}?{WHEN}").status_code == 200
        return len(captured)

    before = {resource: queries(resource) for resource in RESOURCES}
    for _ in range(2):
        make_workplace()
    assert {resource: queries(resource) for resource in RESOURCES} == before


# -- the description ---------------------------------------------------------------------------------------------------


def test_description_is_open_to_everybody_and_names_the_public_address(settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id/"
    response = ask(None, "openapi.json")
    assert response.status_code == 200
    found = response.json()
    assert found["openapi"] == "3.1.0"
    assert found["servers"] == [{"url": "https://lkjip.example.go.id"}]
    assert set(found["paths"]) == {f"/api/v1/{resource}" for resource in RESOURCES}
    assert ask(None, "openapi.json", **{"If-None-Match": response["ETag"]}).status_code == 304


def test_every_reference_of_the_description_leads_somewhere():
    whole = description("https://x")
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(whole)):
        found = whole
        for part in reference.split("/"):
            found = found[part]
        assert found


def page_schema(whole, resource):
    return whole["paths"][f"/api/v1/{resource}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize("kind", RECAPS.values(), ids=lambda kind: kind.resource)
def test_real_answers_are_as_described(place, token, kind):
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2024, quarter=2, value=21)
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount="5760000.50")
    factories.IndicatorBudgetLineFactory(indicator=place.direct, budget_line=place.line)
    make_workplace()
    whole = ask(None, "openapi.json").json()
    answer = ask(token, f"{kind.resource}?{WHEN}").json()
    assert answer["rows"]
    assert faults(answer, page_schema(whole, kind.resource), whole) == []
    row = answer["rows"][0]
    for broken in ({**row, "lain": 1}, {key: value for key, value in row.items() if key != "reasons"}):
        assert faults({**answer, "rows": [broken]}, page_schema(whole, kind.resource), whole)


def test_refusals_are_as_described(place, token):
    whole = ask(None, "openapi.json").json()
    schema = whole["components"]["schemas"]["Error"]
    for response in (
        ask(None, "units"),
        ask(token, "units"),
        ask(token, f"units?{WHEN}&unit=x"),
        Client().post("/api/v1/units"),
    ):
        assert str(response.status_code) in whole["components"]["responses"]
        assert faults(response.json(), schema, whole) == []


def test_parameters_are_as_described(token):
    """What the description calls the largest page is what is refused beyond."""
    parameters = description("https://x")["components"]["parameters"]
    most = parameters["per_page"]["schema"]["maximum"]
    assert ask(token, f"units?{WHEN}&per_page={most}").status_code == 200
    assert ask(token, f"units?{WHEN}&per_page={most + 1}").status_code == 400
