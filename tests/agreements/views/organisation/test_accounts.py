"""Accounts of a unit, made and invited with one press, shown once."""

import pytest
from django.core import mail

from agreements.enums import Role
from agreements.models import Invitation, RoleGrant, User
from tests import factories
from tests.agreements.organisation.keeping import admin
from tests.pages import client_of, queries_of, read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_mail(settings):
    settings.MAIL = False


@pytest.fixture
def client():
    return client_of(admin())


@pytest.fixture
def unit():
    return factories.UnitFactory(name="Kecamatan Senduro", slug="kecamatan-senduro")


def hold(unit, name):
    return factories.AppointmentFactory(position=factories.PositionFactory(unit=unit), official__name=name)


def address(unit):
    return f"/organisasi/{unit.slug}/akun/"


def typed(client, unit, operator="sendiri", **changes):
    return read(client.get(address(unit))).fields | {"operator": operator} | changes


def test_everybody_is_proposed_and_invited_with_one_press(client, unit):
    siti, budi = hold(unit, "SITI RAHAYU, S.Sos"), hold(unit, "Budi Santoso")
    answer = client.post(address(unit), typed(client, unit))
    made = {user.username: user for user in User.objects.filter(invitations__isnull=False)}
    assert made.keys() == {"operator-senduro", "siti.rahayu", "budi.santoso"}
    assert RoleGrant.objects.get(role=Role.OPERATOR, unit=unit).user == made["operator-senduro"]
    for held, name in ((siti, "siti.rahayu"), (budi, "budi.santoso")):
        held.official.refresh_from_db()
        assert held.official.account == made[name]
    assert answer["Cache-Control"].count("no-store")
    links = [value for value in read(answer).words if "3 akun diundang" in value]
    assert links
    guest = client_of(factories.UserFactory())
    guest.logout()
    for line in answer.context["lines"]:
        assert guest.get(line.link.partition("://")[2].partition("/")[2].join("/ ").strip()).status_code == 200


def test_an_office_without_officials_is_led_to_them(client, unit):
    page = client.get(address(unit))
    assert "Belum ada pejabat Catat pejabatnya dahulu" in text_of(page)
    assert f"/organisasi/{unit.slug}/pejabat/" in read(page).links


def test_a_second_visit_has_nobody_left_to_invite(client, unit):
    hold(unit, "Siti")
    client.post(address(unit), typed(client, unit))
    words = text_of(client.get(address(unit)))
    assert "Semua pejabat sudah punya akun" in words
    assert "Sudah ada: operator-senduro" in words


def test_a_holder_may_be_the_operator(client, unit):
    held = hold(unit, "Siti")
    client.post(address(unit), typed(client, unit, operator=str(held.official_id)))
    assert RoleGrant.objects.get(role=Role.OPERATOR, unit=unit).user.official == held.official
    assert Invitation.objects.count() == 1


def test_those_with_an_address_are_mailed(client, unit, settings):
    settings.MAIL = True
    held = hold(unit, "Siti")
    data = typed(client, unit, operator="", **{f"akun-{held.official_id}-email": "siti@example.go.id"})
    words = text_of(client.post(address(unit), data))
    assert "Sudah dikirim ke siti@example.go.id" in words
    assert [message.to for message in mail.outbox] == [["siti@example.go.id"]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "siti rahayu"}, "tanpa spasi"),
        ({"username": ""}, "Tulis nama penggunanya"),
        ({"username": "Operator-Senduro"}, "tertulis dua kali"),
        ({"username": "ADA"}, "sudah dipakai"),
        ({"email": "siti@"}, "tidak lengkap"),
    ],
)
def test_what_is_wrong_is_said_and_no_account_is_made(client, unit, changes, sentence):
    factories.UserFactory(username="ada")
    held = hold(unit, "Siti")
    data = typed(client, unit, **{f"akun-{held.official_id}-{name}": value for name, value in changes.items()})
    before = User.objects.count()
    refused = client.post(address(unit), data)
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    for name, value in changes.items():
        assert read(refused).fields[f"akun-{held.official_id}-{name}"] == value
    assert User.objects.count() == before


def test_nobody_ticked_invites_nobody(client, unit):
    held = hold(unit, "Siti")
    data = typed(client, unit, operator="")
    del data[f"akun-{held.official_id}-keep"]
    refused = client.post(address(unit), data)
    assert (refused.status_code, "Tidak ada yang diundang" in text_of(refused)) == (422, True)
    refused = client.post(address(unit), data | {"operator": str(held.official_id)})
    assert "jadi ikut diundang" in text_of(refused)


def test_the_page_costs_a_fixed_number_of_queries(client, unit):
    hold(unit, "Siti")
    cost = queries_of(client, address(unit))
    hold(unit, "Budi")
    hold(unit, "Andi")
    assert queries_of(client, address(unit)) == cost
