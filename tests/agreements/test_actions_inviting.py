"""Accounts made and invited in one act: all, or none."""

import pytest

from agreements.actions.inviting import AccountError, make_accounts
from agreements.enums import Role
from agreements.models import Invitation, User
from agreements.organisation import Account
from agreements.policies import Refused
from agreements.queries import open_invitation
from tests import factories
from tests.agreements.organisation.keeping import admin, organisasi, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return factories.AppointmentFactory(official__name="Siti Rahayu, S.Sos")


def test_accounts_are_made_tied_and_invited(held):
    unit = held.position.unit
    accounts = [
        Account("operator-senduro", "Operator Senduro", "op@example.go.id", None, True),
        Account("siti", "Siti Rahayu, S.Sos", "", held.official_id),
    ]
    made = make_accounts(unit=unit, accounts=accounts, by=admin())
    operator, siti = (invitation.user for invitation, _ in made)
    assert (operator.first_name, operator.email) == ("Operator Senduro", "op@example.go.id")
    assert [(grant.role, grant.unit) for grant in operator.grants.all()] == [(Role.OPERATOR, unit)]
    assert not operator.has_usable_password()
    assert not siti.is_staff
    held.official.refresh_from_db()
    assert held.official.account == siti
    assert [open_invitation(invitation.pk, token) for invitation, token in made] == [row for row, _ in made]
    assert [line[:2] for line in told(unit)] == [("add_row", "peran akun"), ("change_row", "pejabat")]


def test_a_taken_name_makes_no_account_at_all(held):
    factories.UserFactory(username="Siti")
    before = User.objects.count()
    by = admin()
    accounts = [Account("baru", "Operator", "", None, True), Account("siti", "Siti", "", held.official_id)]
    with pytest.raises(AccountError, match="sudah dipakai") as refused:
        make_accounts(unit=held.position.unit, accounts=accounts, by=by)
    assert refused.value.place == 1
    assert User.objects.count() == before + 1  # who tried
    assert not Invitation.objects.exists()


def test_an_official_has_one_account(held):
    held.official.account = factories.UserFactory()
    held.official.save()
    with pytest.raises(AccountError, match="sudah punya akun"):
        make_accounts(unit=held.position.unit, accounts=[Account("siti", "Siti", "", held.official_id)], by=admin())


def test_who_receives_reports_makes_no_accounts(held):
    with pytest.raises(Refused, match="Akun dibuat dan diundang"):
        make_accounts(unit=held.position.unit, accounts=[Account("x", "X", "", None, True)], by=organisasi())
