"""Asking which reports rest on what is changed."""

import pytest

from agreements import dependents
from agreements.dependents import Dependents, NobodyAnswersError, dependents_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_posts_are_handed_on_by_their_ids(monkeypatch):
    asked = []
    monkeypatch.setattr(dependents, "_connected", [])
    dependents.connect(lambda **said: asked.append(said) or Dependents(approved=2))
    post = factories.PositionFactory()
    assert dependents_of(post.unit, [post]) == Dependents(approved=2)
    dependents_of(post.unit)
    assert asked == [{"unit": post.unit, "posts": {post.pk}}, {"unit": post.unit, "posts": None}]


def test_nobody_connected_is_an_error_and_no_silence(monkeypatch):
    monkeypatch.setattr(dependents, "_connected", [])
    with pytest.raises(NobodyAnswersError):
        dependents_of(factories.UnitFactory())
