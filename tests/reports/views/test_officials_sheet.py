"""The sheet of officials to fill in: its posts, who holds them today, NIPs as text."""

import io

import pytest
from openpyxl import load_workbook

from agreements.enums import AppointmentKind
from tests import factories
from tests.agreements.organisation.keeping import NIP, day, organisasi
from tests.pages import client_of, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    unit = factories.UnitFactory()
    camat = factories.PositionFactory(unit=unit, name="Camat", order=1)
    factories.PositionFactory(unit=unit, name="=Kasi", order=2)
    factories.PositionFactory(unit=unit, name="Lama", order=3, reports=False, ended_on=day(1, year=2020))
    factories.AppointmentFactory(position=camat, official__name="Andi", start=day(1, year=2019), end=day(1, year=2020))
    factories.AppointmentFactory(
        position=camat,
        official__name="Siti",
        official__nip=NIP,
        official__rank="Pembina",
        kind=AppointmentKind.PLT,
        start=day(2, year=2020),
    )
    return unit


def address(unit):
    return f"/organisasi/{unit.slug}/pejabat/templat.xlsx"


def test_posts_stand_there_with_todays_holders(unit):
    sheet = load_workbook(io.BytesIO(client_of(organisasi()).get(address(unit)).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    assert rows[0][:5] == ["Camat", "Siti", NIP, "Pembina", "Plt."]
    assert rows[0][5].date() == day(2, year=2020)
    assert rows[1] == ["=Kasi", None, None, None, None, None]
    assert rows[2] == [None] * 6
    # A typed NIP stays text, also in a row that is still blank; a name that begins like a formula is none.
    assert {sheet[cell].number_format for cell in ("C2", "C3", "C10")} == {"@"}
    assert sheet["A3"].data_type == "s"
    [status] = sheet.data_validations.dataValidation
    assert status.formula1 == '"Definitif,Plt.,Plh.,Pj."'


def test_costs_a_fixed_number_of_queries(unit):
    client = client_of(organisasi())
    cost = queries_of(client, address(unit))
    for _ in range(2):
        factories.AppointmentFactory(position__unit=unit)
    assert queries_of(client, address(unit)) == cost
