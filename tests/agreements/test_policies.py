"""Roles of an account."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from agreements import policies
from agreements.enums import Role
from agreements.policies import Refused, Standing, allowed, can_invite, check_can_invite, standing_of
from tests.factories import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_nobody_has_no_standing():
    assert standing_of(AnonymousUser()) == Standing()
    assert not standing_of(AnonymousUser()).sees_all


def test_inactive_account_has_no_standing():
    user = UserFactory(is_active=False, is_superuser=True)
    RoleGrantFactory(user=user)
    assert standing_of(user) == Standing()


def test_operator_stands_on_units():
    one, two = RoleGrantFactory(), RoleGrantFactory()
    RoleGrantFactory(user=one.user, unit=two.unit)
    assert standing_of(one.user) == Standing(operated=frozenset({one.unit_id, two.unit_id}))
    assert not standing_of(one.user).sees_all


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.ORGANISASI, Standing(organisasi=True)), (Role.INSPECTOR, Standing(inspector=True))],
)
def test_roles_over_the_whole_kabupaten(role, expected):
    grant = RoleGrantFactory(role=role, unit=None)
    assert standing_of(grant.user) == expected
    assert standing_of(grant.user).sees_all


def test_administrator_sees_all():
    assert standing_of(UserFactory(is_superuser=True)).sees_all


def test_standing_is_read_once_per_account_object(django_assert_num_queries):
    user = RoleGrantFactory().user
    with django_assert_num_queries(1):
        standing_of(user)
        standing_of(user)


def test_allowed_asks_the_check():
    def check(number: int) -> None:
        if number > 1:
            raise Refused("Terlalu besar.")

    assert allowed(check, 1)
    assert not allowed(check, 2)


def test_who_invites_whom():
    admin, plain = UserFactory(is_superuser=True), UserFactory()
    keeper = UserFactory(is_staff=True)
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    gone = UserFactory(is_active=False, username="ani")
    allowed = {
        (by, user)
        for by in (admin, keeper, plain, gone)
        for user in (admin, keeper, plain, gone)
        if can_invite(by, user)
    }
    assert allowed == {(admin, admin), (admin, keeper), (admin, plain), (keeper, keeper), (keeper, plain)}
    with pytest.raises(Refused, match="Akun ani tidak aktif"):
        check_can_invite(admin, gone)


def test_bagian_organisasi_keeps_the_organisation_and_the_administrator_alone_its_accounts():
    organisasi = RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    admin = UserFactory(is_superuser=True)
    inspector, operator = RoleGrantFactory(role=Role.INSPECTOR, unit=None).user, RoleGrantFactory().user
    keeps = [policies.can_keep_organisation(user) for user in (organisasi, admin, inspector, operator)]
    makes = [policies.can_make_accounts(user) for user in (organisasi, admin, inspector, operator)]
    assert (keeps, makes) == ([True, True, False, False], [False, True, False, False])
    with pytest.raises(Refused, match="dicatat oleh Bagian Organisasi"):
        policies.check_can_keep_organisation(operator)
    with pytest.raises(Refused, match="oleh administrator"):
        policies.check_can_make_accounts(organisasi)
