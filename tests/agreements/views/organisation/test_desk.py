"""What the pages of the organisation share: who may open and post them."""

import pytest

from agreements.models import Position, Unit
from tests import factories
from tests.agreements.organisation.keeping import organisasi
from tests.pages import client_of, text_of

pytestmark = pytest.mark.django_db


def test_posting_is_refused_with_the_same_sentence_as_reading():
    factories.RegencyFactory()
    client = client_of(factories.RoleGrantFactory().user)
    units = Unit.objects.count()
    answer = client.post("/organisasi/unit-baru/", {"name": "Bagian Hukum", "kind": "bagian"})
    assert answer.status_code == 403
    assert "dicatat oleh Bagian Organisasi" in text_of(answer)
    assert Unit.objects.count() == units


def test_other_methods_are_refused():
    assert client_of(organisasi()).delete("/organisasi/").status_code == 405


def test_what_is_not_there_is_not_found():
    post = factories.PositionFactory()
    client = client_of(organisasi())
    assert client.get("/organisasi/tidak-ada/").status_code == 404
    other = factories.UnitFactory()
    assert client.get(f"/organisasi/{other.slug}/jabatan/{post.slug}/").status_code == 404
    assert Position.objects.count() == 1
