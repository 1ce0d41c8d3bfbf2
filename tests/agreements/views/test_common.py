"""What several pages of the plan need: the unit and the agreement that an account may see."""

import datetime

import pytest
from django.http import Http404

from agreements.enums import AgreementKind
from agreements.views.common import known_agreement, known_unit
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


def test_a_stranger_finds_neither_unit_nor_agreement():
    place, stranger = make_workplace(), make_workplace().operator
    where = (place.unit.slug, place.kasi.slug, 2024, AgreementKind.MURNI)
    assert known_unit(place.operator, place.unit.slug) == place.unit
    assert known_agreement(place.operator, *where) == place.kasi.agreements.get()
    with pytest.raises(Http404):
        known_unit(stranger, place.unit.slug)
    with pytest.raises(Http404):
        known_agreement(stranger, *where)


def test_of_several_perubahan_the_newest():
    place = make_workplace()
    older = place.kasi.agreements.get()
    for month in (4, 9):
        older = factories.AgreementFactory(
            position=place.kasi,
            kind=AgreementKind.PERUBAHAN,
            supersedes=older,
            signed_on=datetime.date(2024, month, 1),
        )
    found = known_agreement(place.operator, place.unit.slug, place.kasi.slug, 2024, AgreementKind.PERUBAHAN)
    assert found == older
