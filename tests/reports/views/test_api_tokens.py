"""The page of keys: made and shown once, listed without the key, revoked for good."""

import pytest

from reports.forms.api_tokens import ApiTokenForm
from reports.models import ApiToken
from reports.queries import api_token_of, reporting_units
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

PAGE = "/kunci-api/"


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(factories.UserFactory(is_superuser=True, username="pengelola"))


def test_a_key_is_shown_once_and_works(place, client):
    response = client.post(PAGE, {"name": "Dasbor Kominfo", "scope": "semua"})
    assert response.status_code == 200
    token = next(value for value in read(response).fields.values() if value.startswith("lkjip_"))
    assert api_token_of(token).name == "Dasbor Kominfo"
    assert "no-store" in response["Cache-Control"]
    again = client.get(PAGE)
    assert token not in again.content.decode()
    assert "Dasbor Kominfo" in text_of(again)
    assert f"berakhir {token[-4:]}" in text_of(again)
    assert "belum pernah" in text_of(again)


def test_a_key_may_be_for_some_units(place, client):
    make_workplace()
    client.post(PAGE, {"name": "Dasbor", "scope": "sebagian", "units": [place.unit.slug]})
    made = ApiToken.objects.get()
    assert not made.all_units
    assert list(made.units.all()) == [place.unit]
    assert (made.made_by.username, made.revoked_at) == ("pengelola", None)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"scope": "semua"}, "Tulis siapa yang akan memakai kunci ini."),
        ({"name": "  ", "scope": "semua"}, "Tulis siapa yang akan memakai kunci ini."),
        ({"name": "Dasbor"}, "Pilih cakupannya: semua unit, atau sebagian."),
        ({"name": "Dasbor", "scope": "sebagian"}, "Centang sedikitnya satu unit, atau pilih semua unit."),
        ({"name": "Dasbor", "scope": "semua", "units": ["own"]}, "1 unit dicentang, padahal cakupannya semua unit."),
        ({"name": "Dasbor", "scope": "sebagian", "units": ["khayal"]}, "Unit itu tidak ada di antara yang melapor."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(place, client, given, sentence):
    given = {**given, "units": [place.unit.slug if unit == "own" else unit for unit in given.get("units", [])]}
    response = client.post(PAGE, given)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert read(response).fields["name"] == given.get("name", "")
    assert not ApiToken.objects.exists()


def test_the_form_knows_the_reporting_units_only(place):
    office = factories.UnitFactory()
    form = ApiTokenForm({"name": "x", "scope": "sebagian", "units": [office.slug]}, units=reporting_units())
    assert not form.is_valid()


def test_revoking_asks_first_and_is_for_good(place, client):
    row = factories.ApiTokenFactory(name="Dasbor lama")
    address = f"{PAGE}{row.pk}/cabut/"
    assert "Cabut kunci Dasbor lama?" in text_of(client.get(address))
    assert ApiToken.objects.get().revoked_at is None
    response = client.post(address, follow=True)
    assert "Kunci Dasbor lama dicabut." in text_of(response)
    assert ApiToken.objects.get().revoked_by.username == "pengelola"
    assert client.post(address).status_code == 403
    assert "sudah dicabut" in text_of(client.get(address))


def test_only_administrators_keep_keys(place):
    row = factories.ApiTokenFactory()
    operator = client_of(place.operator)
    assert operator.post(PAGE, {"name": "x", "scope": "semua"}).status_code == 403
    assert operator.post(f"{PAGE}{row.pk}/cabut/").status_code == 403
    assert ApiToken.objects.filter(revoked_at=None).count() == 1


def test_the_list_costs_the_same_for_many(place, client):
    factories.ApiTokenFactory().units.set([place.unit])
    one = queries_of(client, PAGE)
    for _ in range(2):
        factories.ApiTokenFactory().units.set([place.unit])
    assert queries_of(client, PAGE) == one
