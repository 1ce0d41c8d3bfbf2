"""The first page of each sort of account."""

import datetime

import pytest

from agreements.enums import AppointmentKind, Role
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workplace import account_of, appoint, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def home(user):
    response = client_of(user).get("/")
    assert response.status_code == 200
    return response


def test_anonymous_is_sent_to_the_login(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url == "/masuk/?next=/"


def test_operator_sees_the_newest_quarter_and_what_is_missing(place):
    factories.ReportFactory(position=place.kasi, quarter=1)
    response = home(place.operator)
    words = text_of(response)
    assert "Triwulan II 2024" in words
    assert "5 angka belum diisi" not in words
    assert "4 angka belum diisi" in words
    assert f"{place.direct.name} ditunggu Camat, Kepala Seksi Desa" in words
    links = read(response).links
    assert place.address("isian/") + f"#indikator-{place.direct.pk}" in links
    assert place.address("isian/") + f"#anggaran-{place.line.pk}" in links


def test_acting_official_is_called_so(place):
    kasi = account_of(place.kasi)
    start = datetime.date(2024, 6, 1)
    factories.AppointmentFactory(position=place.camat, official=kasi.official, kind=AppointmentKind.PLT, start=start)
    words = text_of(home(kasi))
    assert f"Plt. Camat, {place.unit.name}" in words
    assert f"Kepala Seksi Desa, {place.unit.name}" in words
    assert "Plt. Kepala Seksi Desa" not in words


def test_official_sees_the_own_report_and_those_below(place):
    factories.PositionFactory(unit=place.unit, superior=place.kasi, name="Staf")
    words = text_of(home(account_of(place.camat)))
    own, below = words.split("Laporan bawahan langsung", 1)
    assert "Camat" in own.split("Laporan saya")[1]
    assert "Kepala Seksi Desa" in below
    assert "4 angka" in own


def test_official_without_subordinates(place):
    words = text_of(home(account_of(place.kasi)))
    assert "Laporan bawahan langsung" not in words
    assert "3 angka" in words


def test_superior_from_outside_sees_the_reports_below(place):
    asisten = factories.PositionFactory(name="Asisten", reports=False)
    appoint(asisten)
    place.camat.superior = asisten
    place.camat.save()
    words = text_of(home(account_of(asisten)))
    assert "Belum ada laporan triwulan atas jabatan Anda." in words
    assert "Camat" in words.split("Laporan bawahan langsung")[1]
    assert "Kepala Seksi Desa" not in words


def test_official_of_a_former_post_sees_nothing_of_the_unit(place):
    user = account_of(place.kasi)
    place.kasi.appointments.update(end="2023-12-31")
    words = text_of(home(user))
    assert "Laporan saya" not in words
    assert place.unit.name not in words


@pytest.mark.parametrize("role", [Role.ORGANISASI, Role.INSPECTOR])
def test_roles_see_all_units_with_their_newest_quarter(place, role):
    place.approve(place.kasi)
    empty = factories.PositionFactory().unit
    words = text_of(home(factories.RoleGrantFactory(role=role, unit=None).user))
    assert f"{place.unit.name} TW II 2024 1 draf 1 disetujui" in words
    assert f"{empty.name} belum dibuka" in words


def test_account_without_anything(place):
    words = text_of(home(factories.UserFactory()))
    assert "belum punya unit kerja" in words
    assert place.unit.name not in words


@pytest.mark.parametrize("units", [1, 3])
def test_list_of_units_costs_a_fixed_number_of_queries(django_assert_num_queries, units):
    for _ in range(units):
        make_workplace()
    client = client_of(factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user)
    client.get("/")
    with django_assert_num_queries(13):
        client.get("/")


@pytest.mark.parametrize("units", [1, 3])
def test_superior_of_several_units_costs_a_fixed_number_of_queries(django_assert_num_queries, units):
    asisten = factories.PositionFactory(name="Asisten", reports=False)
    appoint(asisten)
    for _ in range(units):
        place = make_workplace()
        place.camat.superior = asisten
        place.camat.save()
    client = client_of(account_of(asisten))
    client.get("/")
    with django_assert_num_queries(19):
        client.get("/")


def add_reports(place, number):
    for _ in range(number):
        position = factories.PositionFactory(unit=place.unit, superior=place.camat)
        appoint(position)
        factories.AgreementItemFactory(agreement__position=position)
        factories.ReportFactory(position=position)


@pytest.mark.parametrize("who", ["operator", "official"])
def test_work_of_a_unit_costs_a_fixed_number_of_queries(place, who):
    client = client_of(place.operator if who == "operator" else account_of(place.camat))
    add_reports(place, 1)
    cost = queries_of(client, "/")
    add_reports(place, 2)
    assert queries_of(client, "/") == cost
    assert cost < 70
