"""What an account is called."""

import pytest

from reports import queries
from tests import factories

pytestmark = pytest.mark.django_db


def test_account_name_is_that_of_the_official():
    official = factories.OfficialFactory(account=factories.UserFactory(username="ani"))
    assert queries.account_name(official.account) == official.name
    assert queries.account_name(None) == "sistem"


def test_account_name_falls_back():
    assert queries.account_name(factories.UserFactory(username="ani")) == "ani"
    assert queries.account_name(factories.UserFactory(first_name="Ani", last_name="W.")) == "Ani W."
