"""Who sees which unit; one-time links: whom they let in, and what ends them."""

import datetime

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agreements.actions import accept_invitation, invite, set_forgotten_password
from agreements.enums import Role, UnitKind
from agreements.models import Invitation
from agreements.queries import account_to_reset, link_lifetime, open_invitation, posts_held, units_known_to
from tests import factories
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEW = "kuda-lumping-17-agustus"


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True)


@pytest.fixture
def user():
    return UserFactory(email="ani@example.go.id")


def test_links_live_for_three_days():
    assert link_lifetime() == datetime.timedelta(days=3)


# -- invitations ---------------------------------------------------------------------------------------------------------


def test_invitation_is_found_by_its_token_alone(user, admin):
    invitation, token = invite(user=user, by=admin)
    assert open_invitation(invitation.pk, token) == invitation
    assert open_invitation(invitation.pk, token[:-1]) is None
    assert open_invitation(invitation.pk, "") is None
    assert open_invitation(invitation.pk + 1, token) is None
    other, other_token = invite(user=UserFactory(), by=admin)
    assert open_invitation(other.pk, token) is None
    assert open_invitation(invitation.pk, other_token) is None


def test_token_itself_is_kept_nowhere(user, admin):
    invitation, token = invite(user=user, by=admin)
    assert len(token) >= 43
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))


def ended(how, user, admin, invitation, token):
    match how:
        case "use":
            accept_invitation(invitation=invitation, token=token, password=NEW, by=user)
        case "a new one":
            invite(user=user, by=admin)
        case "another password":
            user.set_password(NEW)
            user.save()
        case "deactivation":
            user.is_active = False
            user.save()
        case "time":
            Invitation.objects.update(at=timezone.now() - link_lifetime())


@pytest.mark.parametrize("how", ["use", "a new one", "another password", "deactivation", "time"])
def test_invitation_ends_by(how, user, admin):
    invitation, token = invite(user=user, by=admin)
    ended(how, user, admin, invitation, token)
    assert open_invitation(invitation.pk, token) is None


def test_invitation_of_almost_three_days_is_good(user, admin):
    invitation, token = invite(user=user, by=admin)
    Invitation.objects.update(at=timezone.now() - link_lifetime() + datetime.timedelta(minutes=1))
    assert open_invitation(invitation.pk, token)


# -- forgotten passwords -------------------------------------------------------------------------------------------------


def link_of(user):
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def test_mailed_link_names_its_account(user):
    key, token = link_of(user)
    assert account_to_reset(key, token) == user
    assert account_to_reset(key, token + "x") is None
    assert account_to_reset(link_of(UserFactory())[0], token) is None


@pytest.mark.parametrize("key", ["", "!", "eHk", urlsafe_base64_encode(b"-1"), urlsafe_base64_encode(b"9" * 40), "é"])
def test_key_that_names_nobody(user, key):
    assert account_to_reset(key, link_of(user)[1]) is None


def test_mailed_link_ends_with_use_another_address_and_deactivation(user):
    key, token = link_of(user)
    type(user).objects.update(email="budi@example.go.id")
    assert account_to_reset(key, token) is None
    type(user).objects.update(email=user.email, is_active=False)
    assert account_to_reset(key, token) is None
    type(user).objects.update(is_active=True)
    set_forgotten_password(token=token, password=NEW, by=user)
    assert account_to_reset(key, token) is None


# -- who sees which unit -----------------------------------------------------------------------------------------------


def held_by(user, post):
    factories.AppointmentFactory(position=post, official=factories.OfficialFactory(account=user))


def test_units_known_to_an_account():
    unit, below, other = (factories.UnitFactory() for _ in range(3))
    regency = factories.UnitFactory(kind=UnitKind.REGENCY)
    post = factories.PositionFactory(unit=unit, reports=False)
    factories.PositionFactory(unit=below, superior=post)
    holder, operator, organisasi, gone = (factories.UserFactory() for _ in range(4))
    held_by(holder, post)
    factories.RoleGrantFactory(user=operator, unit=other, role=Role.OPERATOR)
    factories.RoleGrantFactory(user=operator, unit=regency, role=Role.OPERATOR)
    factories.RoleGrantFactory(user=organisasi, unit=None, role=Role.ORGANISASI)
    assert set(units_known_to(holder)) == {unit, below}
    assert set(units_known_to(operator)) == {other}
    assert set(units_known_to(organisasi)) == {unit, below, other}
    assert set(units_known_to(factories.UserFactory())) == set()
    gone.is_active = False
    assert set(units_known_to(gone)) == set()


def test_posts_held_end_with_the_appointment():
    user, post = factories.UserFactory(), factories.PositionFactory()
    held_by(user, post)
    appointment = post.appointments.get()
    assert list(posts_held(user, appointment.start)) == [post]
    assert list(posts_held(user, appointment.start - datetime.timedelta(days=1))) == []
    appointment.end = appointment.start
    appointment.save()
    assert list(posts_held(user, appointment.start + datetime.timedelta(days=1))) == []
