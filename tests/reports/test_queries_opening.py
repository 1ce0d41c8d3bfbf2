"""Which reports a quarter gets when it is opened."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from reports.period import Quarter
from reports.queries import opening_of
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

NEXT = Quarter(2024, 3)


def test_posts_are_told_apart_by_what_they_promised():
    place = make_workplace()
    Agreement.objects.filter(position=place.camat).update(signed_on=datetime.date(2024, 10, 2))
    found = opening_of(place.unit, NEXT)
    assert (found.ready, found.waiting) == ((place.kasi,), (place.camat,)), "signed after the quarter"
    place.kasi.agreements.update(year=2023)
    assert opening_of(place.unit, NEXT).waiting == (place.camat, place.kasi)
    found = opening_of(place.unit, Quarter(2024, 2))
    assert (found.ready, found.waiting) == ((), ()), "whoever has a report gets no other"


def test_it_costs_the_same_for_more_posts():
    place = make_workplace()
    with CaptureQueriesContext(connection) as few:
        opening_of(place.unit, NEXT)
    for _ in range(2):
        factories.AgreementFactory(position=factories.PositionFactory(unit=place.unit))
    with CaptureQueriesContext(connection) as many:
        assert len(opening_of(place.unit, NEXT).ready) == 4
    assert len(many) == len(few) == 3
