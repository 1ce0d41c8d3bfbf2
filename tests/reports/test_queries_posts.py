"""The posts of the organisation chart: in order, with who held them on the day, in two queries."""

import datetime

import pytest

from agreements.enums import AppointmentKind, Echelon
from reports.queries.posts import load_posts
from tests import factories

pytestmark = pytest.mark.django_db

END = datetime.date(2024, 3, 31)


@pytest.fixture
def unit():
    return factories.UnitFactory()


def post(unit, name: str, order: int, **fields):
    return factories.PositionFactory(unit=unit, name=name, slug=name.lower().replace(" ", "-"), order=order, **fields)


def hold(position, name: str, start: datetime.date, end: datetime.date | None = None, kind="definitive"):
    official = factories.OfficialFactory(name=name)
    factories.AppointmentFactory(position=position, official=official, start=start, end=end, kind=kind)


def test_posts_in_order_with_their_superiors(unit):
    second = post(unit, "Kasi", 2, echelon=Echelon.IV_A)
    first = post(unit, "Camat", 1, superior=factories.PositionFactory(), echelon=Echelon.III_A)
    second.superior = first
    second.save()

    posts = load_posts(unit, END)

    assert [(row.name, row.superior_id, row.echelon) for row in posts] == [
        ("Camat", first.superior_id, Echelon.III_A),
        ("Kasi", first.pk, Echelon.IV_A),
    ]
    assert {row.holder for row in posts} == {""}


def test_the_holder_of_the_day_is_named_with_the_kind_of_appointment(unit):
    camat = post(unit, "Camat", 1)
    hold(camat, "SITI", datetime.date(2020, 1, 1), datetime.date(2024, 2, 29))
    hold(camat, "BUDI", datetime.date(2024, 3, 1), kind=AppointmentKind.PLT)

    def holder(day):
        return load_posts(unit, day)[0].holder

    assert holder(datetime.date(2024, 2, 29)) == "SITI"
    assert holder(END) == "Plt. BUDI"
    assert holder(datetime.date(2019, 12, 31)) == ""


@pytest.mark.parametrize("posts", [1, 3])
def test_posts_cost_a_fixed_number_of_queries(unit, django_assert_num_queries, posts):
    for number in range(posts):
        hold(post(unit, f"Kasi {number}", number), f"Pejabat {number}", datetime.date(2020, 1, 1))
    with django_assert_num_queries(2):
        load_posts(unit, END)


def test_a_post_is_drawn_up_to_its_last_day(unit):
    post(unit, "Camat", 1)
    post(unit, "Kasi Lama", 2, ended_on=END, reports=False)
    assert [row.name for row in load_posts(unit, END)] == ["Camat", "Kasi Lama"]
    assert [row.name for row in load_posts(unit, END + datetime.timedelta(days=1))] == ["Camat"]
