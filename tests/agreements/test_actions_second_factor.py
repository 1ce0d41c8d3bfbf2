"""Setting up, using and resetting an authenticator: each code counts once, and the database alone makes none."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from agreements.actions.second_factor import (
    HOW_MANY,
    Used,
    drop_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_up_second_factor,
    use_second_factor,
)
from agreements.enums import Role
from agreements.models import RecoveryCode, SecondFactor
from agreements.models.signing_in import keys_of
from agreements.onetime import new_seed
from agreements.policies import Refused, can_reset_second_factor, is_demo_account, needs_second_factor
from reports.demo import DEMO_USERS
from tests.agreements.signing_in import Clock, with_phone
from tests.factories import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def user():
    return UserFactory(username="ani")


@pytest.fixture
def phone_and_codes(user, clock):
    return with_phone(user, clock)


def test_it_is_set_up_by_a_right_code_only(user, clock):
    seed = new_seed()
    with pytest.raises(Refused, match="tidak cocok"):
        set_up_second_factor(seed=seed, code="000", by=user)
    assert not SecondFactor.objects.exists()
    with_phone(user, clock)
    with pytest.raises(Refused, match="sudah memakai"):
        with_phone(user, clock)


def test_a_code_counts_once(user, clock, phone_and_codes):
    phone, _ = phone_and_codes
    assert use_second_factor(typed=phone.wrong(), by=user) is None
    code = phone.code()
    assert use_second_factor(typed=code, by=user) == Used(None)
    assert use_second_factor(typed=code, by=user) is None
    clock.on()
    assert use_second_factor(typed=code, by=user) is None, "nor while the step after it would still allow it"
    assert use_second_factor(typed=phone.code(), by=user) == Used(None)


def test_the_code_of_setting_up_is_used_up(user, clock):
    phone, _ = with_phone(user, clock)
    assert use_second_factor(typed=phone.code(-1), by=user) is None


def test_a_recovery_code_counts_once_and_for_its_account_alone(user, clock, phone_and_codes):
    _, codes = phone_and_codes
    assert len(set(codes)) == HOW_MANY
    other = UserFactory()
    with_phone(other, clock)
    assert use_second_factor(typed=codes[0], by=other) is None
    assert use_second_factor(typed=codes[0].lower().replace("-", " "), by=user) == Used(HOW_MANY - 1)
    assert use_second_factor(typed=codes[0], by=user) is None
    kept = " ".join(RecoveryCode.objects.values_list("seal", flat=True))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_new_recovery_codes_replace_the_old(user, clock, phone_and_codes):
    phone, old = phone_and_codes
    with pytest.raises(Refused, match="tidak cocok"):
        renew_recovery_codes(typed=phone.wrong(), by=user)
    new = renew_recovery_codes(typed=phone.code(), by=user)
    assert use_second_factor(typed=old[0], by=user) is None
    assert use_second_factor(typed=new[0], by=user) == Used(HOW_MANY - 1)


def test_a_copy_of_the_database_makes_no_codes(user, clock, phone_and_codes, settings):
    phone, _ = phone_and_codes
    seed = SecondFactor.objects.get().seed
    assert phone.key.hex() not in seed
    assert next(keys_of(seed)) == phone.key
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key of another place " * 2
    assert use_second_factor(typed=phone.code(), by=user) is None
    settings.SECRET_KEY_FALLBACKS = [before]
    assert use_second_factor(typed=phone.code(), by=user) == Used(None)


def test_it_is_dropped_with_a_code_but_not_by_who_must_have_it(user, clock, phone_and_codes, settings):
    phone, _ = phone_and_codes
    with pytest.raises(Refused, match="tidak cocok"):
        drop_second_factor(typed=phone.wrong(), by=user)
    settings.SECOND_FACTOR_REQUIRED = True
    admin = UserFactory(is_superuser=True)
    theirs, _ = with_phone(admin, clock)
    with pytest.raises(Refused, match="selalu memakai"):
        drop_second_factor(typed=theirs.code(), by=admin)
    clock.on()
    drop_second_factor(typed=phone.code(), by=user)
    assert [factor.user for factor in SecondFactor.objects.all()] == [admin]


# -- reset ---------------------------------------------------------------------------------------------------------------


def test_an_administrator_resets_it_with_a_trail_and_ends_the_sessions(user, phone_and_codes):
    admin = UserFactory(is_superuser=True)
    before = user.get_session_auth_hash()
    assert reset_second_factor(user=user, by=admin)
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    user.refresh_from_db()
    assert user.get_session_auth_hash() != before
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id) == (admin, str(user.pk))
    assert "disetel ulang" in entry.get_change_message()
    assert not reset_second_factor(user=user, by=admin)


def test_nobody_else_does(user, clock, phone_and_codes):
    admin = UserFactory(is_superuser=True)
    with_phone(admin, clock)
    keeper = UserFactory(is_staff=True)
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    for by, whose in ((UserFactory(), user), (user, user), (user, admin), (keeper, admin), (admin, admin)):
        assert not can_reset_second_factor(by, whose)
        with pytest.raises(Refused):
            reset_second_factor(user=whose, by=by)
    assert SecondFactor.objects.count() == 2


# -- who must ------------------------------------------------------------------------------------------------------------


def test_who_must_have_one(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    must = [
        UserFactory(is_superuser=True),
        UserFactory(is_staff=True),
        RoleGrantFactory(role=Role.ORGANISASI, unit=None).user,
    ]
    need_not = [UserFactory(), RoleGrantFactory(role=Role.INSPECTOR, unit=None).user]
    assert [needs_second_factor(user) for user in (*must, *need_not)] == [True, True, True, False, False]


def test_accounts_of_the_demo_need_none_in_the_demo_only(settings, clock):
    settings.SECOND_FACTOR_REQUIRED = True
    assert {user.username for user in DEMO_USERS} == settings.DEMO_ACCOUNTS
    admin = UserFactory(username="admin", is_superuser=True)
    settings.DEMO = True
    assert is_demo_account(admin)
    assert not needs_second_factor(admin)
    with pytest.raises(Refused, match="dipakai bersama"):
        with_phone(admin, clock)
    settings.DEMO = False
    assert needs_second_factor(admin)


def test_it_is_required_unless_a_test_says_otherwise():
    from lkjip import settings as own

    assert own.SECOND_FACTOR_REQUIRED is True
