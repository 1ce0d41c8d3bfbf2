"""Who decides on a report and who receives it, on a day, out of appointments and accounts."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import AppointmentKind, Echelon, Role
from reports.models import Report
from reports.queries import appointment_on, people_of, people_of_reports, waiting_for
from reports.workflow import Part
from tests import factories
from tests.reports.workplace import account_of, appoint, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 5)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi():
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


def accounts(people, part):
    return people.parts[part]


def test_kasi_is_answered_by_the_camat_and_received_by_bagian_organisasi(place, organisasi):
    kasi, camat = account_of(place.kasi), account_of(place.camat)
    people = people_of(place.report(place.kasi), TODAY)
    assert accounts(people, Part.HOLDER) == {kasi.pk}
    assert accounts(people, Part.OPERATOR) == {place.operator.pk}
    assert accounts(people, Part.SUPERIOR) == {camat.pk}
    assert accounts(people, Part.RECEIVER) == {organisasi.pk}
    assert not people.on_paper
    assert people.decider_name == place.camat.appointments.get().official.name


def test_superior_without_account_answers_on_paper(place, organisasi):
    people = people_of(place.report(place.kasi), TODAY)
    assert people.on_paper
    assert accounts(people, Part.SUPERIOR) == accounts(people, Part.RECEIVER) == {organisasi.pk}
    assert people.decider_name == place.camat.appointments.get().official.name


def test_superior_whose_account_was_switched_off_answers_on_paper(place, organisasi):
    camat = account_of(place.camat)
    camat.is_active = False
    camat.save()
    people = people_of(place.report(place.kasi), TODAY)
    assert people.on_paper
    assert accounts(people, Part.SUPERIOR) == {organisasi.pk}


def test_post_without_superior_is_answered_on_paper(place, organisasi):
    account_of(place.camat)
    people = people_of(place.report(place.camat), TODAY)
    assert people.on_paper
    assert people.decider_title == people.decider_name == ""
    assert accounts(people, Part.SUPERIOR) == {organisasi.pk}


def test_official_who_is_plt_of_the_superior_post_is_answered_one_up(place, organisasi):
    """A Kasi who acts as Camat does not approve the own report: the post over the Camat does."""
    bupati = factories.PositionFactory(unit=place.unit, name="Bupati", slug="bupati", echelon=Echelon.HEAD)
    appoint(bupati)
    above = account_of(bupati)
    place.camat.superior = bupati
    place.camat.save()
    account_of(place.camat)
    kasi = account_of(place.kasi)
    factories.AppointmentFactory(
        position=place.camat, official=kasi.official, kind=AppointmentKind.PLT, start=datetime.date(2024, 6, 1)
    )
    people = people_of(place.report(place.kasi), TODAY)
    assert accounts(people, Part.SUPERIOR) == {above.pk}
    assert people.decider_title == "Bupati"


def test_plt_of_the_superior_post_is_not_sent_to_that_post_for_an_answer_on_paper(place, organisasi):
    """Nobody is appointed above: the vacant post is named, not the one that the reporting official holds."""
    bupati = factories.PositionFactory(
        unit=place.unit, name="Bupati", slug="bupati", echelon=Echelon.HEAD, signature_title="Bupati Lumajang"
    )
    place.camat.superior = bupati
    place.camat.save()
    kasi = account_of(place.kasi)
    factories.AppointmentFactory(
        position=place.camat, official=kasi.official, kind=AppointmentKind.PLT, start=datetime.date(2024, 6, 1)
    )
    people = people_of(place.report(place.kasi), TODAY)
    assert people.on_paper
    assert (people.decider_title, people.decider_name) == ("Bupati Lumajang", "")


def test_acting_superior_decides_before_the_definitive_one_that_is_away(place):
    account_of(place.camat)
    acting = factories.AppointmentFactory(
        position=place.camat, kind=AppointmentKind.PLT, start=datetime.date(2024, 7, 1)
    ).official
    acting.account = factories.UserFactory()
    acting.save()
    people = people_of(place.report(place.kasi), TODAY)
    assert accounts(people, Part.SUPERIOR) == {acting.account.pk}
    before = people_of(place.report(place.kasi), datetime.date(2024, 6, 30))
    assert accounts(before, Part.SUPERIOR) != {acting.account.pk}


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_who_act_since_the_same_day_one_decides(place, order):
    acting = [
        factories.AppointmentFactory(position=place.camat, kind=AppointmentKind.PLT, start=TODAY) for _ in range(2)
    ]
    assert appointment_on(acting[::order], TODAY) == acting[1]
    for one in acting:
        one.official.account = factories.UserFactory()
        one.official.save()
    Report.objects.filter(position=place.kasi).update(status="submitted", round=1)
    assert accounts(people_of(place.report(place.kasi), TODAY), Part.SUPERIOR) == {acting[1].official.account.pk}
    assert [len(waiting_for(one.official.account, TODAY)) for one in acting] == [0, 1]


def test_empty_superior_post_is_climbed_over(place):
    bupati = factories.PositionFactory(unit=place.unit, name="Bupati", slug="bupati", echelon=Echelon.HEAD)
    appoint(bupati)
    above = account_of(bupati)
    place.camat.superior = bupati
    place.camat.save()
    place.camat.appointments.all().delete()
    assert accounts(people_of(place.report(place.kasi), TODAY), Part.SUPERIOR) == {above.pk}


@pytest.fixture
def bagian(place):
    """Make the place Bagian Organisasi itself: its camat is the Kepala Bagian, with an Asisten above."""
    asisten = factories.PositionFactory(name="Asisten", slug="asisten", reports=False)
    appoint(asisten)
    place.camat.superior = asisten
    place.camat.save()
    place.asisten = account_of(asisten)
    place.head = account_of(place.camat)
    factories.RoleGrantFactory(user=place.head, role=Role.ORGANISASI, unit=None)
    place.admin = factories.UserFactory(is_superuser=True)
    return place


def test_bagian_organisasi_does_not_receive_its_own_report(bagian):
    people = people_of(bagian.report(bagian.camat), TODAY)
    assert accounts(people, Part.SUPERIOR) == {bagian.asisten.pk}
    assert accounts(people, Part.RECEIVER) == {bagian.asisten.pk, bagian.admin.pk}


def test_head_of_bagian_organisasi_does_not_receive_what_it_approved(bagian):
    people = people_of(bagian.report(bagian.kasi), TODAY)
    assert accounts(people, Part.SUPERIOR) == {bagian.head.pk}
    assert accounts(people, Part.RECEIVER) == {bagian.asisten.pk, bagian.admin.pk}


def test_head_without_a_superior_account_is_answered_by_the_administrator(bagian):
    bagian.asisten.is_active = False
    bagian.asisten.save()
    people = people_of(bagian.report(bagian.camat), TODAY)
    assert people.on_paper
    assert accounts(people, Part.SUPERIOR) == accounts(people, Part.RECEIVER) == {bagian.admin.pk}


def test_subordinate_with_the_role_neither_receives_nor_records_for_the_own_head(bagian):
    """Bagian Organisasi has more than one account, and none of them sits in judgement on its own house."""
    subordinate = account_of(bagian.kasi)
    factories.RoleGrantFactory(user=subordinate, role=Role.ORGANISASI, unit=None)
    people = people_of(bagian.report(bagian.camat), TODAY)
    assert accounts(people, Part.RECEIVER) == {bagian.asisten.pk, bagian.admin.pk}
    bagian.asisten.is_active = False
    bagian.asisten.save()
    people = people_of(bagian.report(bagian.camat), TODAY)
    assert people.on_paper
    assert accounts(people, Part.SUPERIOR) == accounts(people, Part.RECEIVER) == {bagian.admin.pk}
    elsewhere = make_workplace()
    assert subordinate.pk in accounts(people_of(elsewhere.report(elsewhere.kasi), TODAY), Part.RECEIVER)


def test_operator_of_the_unit_neither_records_nor_receives_what_was_entered(place, organisasi):
    factories.RoleGrantFactory(user=place.operator, role=Role.ORGANISASI, unit=None)
    people = people_of(place.report(place.camat), TODAY)
    assert people.on_paper
    assert accounts(people, Part.SUPERIOR) == accounts(people, Part.RECEIVER) == {organisasi.pk}


def test_who_left_the_unit_receives_again(bagian, organisasi):
    appointment = factories.AppointmentFactory(
        position=bagian.kasi, kind=AppointmentKind.PLH, start=TODAY - datetime.timedelta(days=9), end=TODAY
    )
    appointment.official.account = organisasi
    appointment.official.save()
    report = bagian.report(bagian.camat)
    assert organisasi.pk not in accounts(people_of(report, TODAY), Part.RECEIVER)
    assert accounts(people_of(report, TODAY + datetime.timedelta(days=1)), Part.RECEIVER) == {organisasi.pk}


def test_second_account_of_bagian_organisasi_receives_what_the_first_made(bagian, organisasi):
    assert accounts(people_of(bagian.report(bagian.camat), TODAY), Part.RECEIVER) == {organisasi.pk}


def test_account_that_may_not_sign_in_plays_no_part(place):
    kasi = account_of(place.kasi)
    people = people_of(place.report(place.kasi), TODAY)
    assert people.parts_played(kasi) == {Part.HOLDER}
    kasi.is_active = False
    assert people.parts_played(kasi) == frozenset()


def test_many_reports_cost_as_many_queries_as_one(place):
    for _ in range(2):
        make_workplace()

    def cost(rows):
        with CaptureQueriesContext(connection) as captured:
            people_of_reports(rows, TODAY)
        return len(captured)

    rows = list(Report.objects.filter(position__name="Kepala Seksi Desa"))
    assert len(rows) == 3
    assert cost(rows) == cost(rows[:1])
