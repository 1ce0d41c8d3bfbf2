"""Reminding the makers of late reports: whom it reaches, once a day, with a line in the trail, and why not."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import AppointmentKind, NoticeKind, ReportStatus, Role
from agreements.models import Agreement
from agreements.policies import Refused
from reports.actions import remind_posts
from reports.models import Event, Notice, QuarterClosing, QuarterReopening, Report
from reports.period import Quarter
from reports.queries import reminders
from tests import factories
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi():
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


def remind(place, by, *posts, today=TODAY, quarter=QUARTER):
    return remind_posts(unit=place.unit, quarter=quarter, posts=[post.pk for post in posts], today=today, by=by)


def told():
    return set(Notice.objects.values_list("user", "report__position__slug", "kind"))


def test_official_with_an_account_is_told_and_the_operator_for_who_has_none(place, organisasi):
    kasi = account_of(place.kasi)
    done = remind(place, organisasi, place.camat, place.kasi)
    assert done.posts == ("Camat", "Kepala Seksi Desa")
    assert done.accounts == {kasi.pk, place.operator.pk}
    assert told() == {(kasi.pk, "kasi-desa", "reminded"), (place.operator.pk, "camat", "reminded")}
    text = Notice.objects.get(user=kasi).text
    assert text == (
        "Bagian Organisasi mengingatkan: laporan Kepala Seksi Desa Triwulan II 2024 belum diajukan,"
        " padahal batas waktunya Jumat, 5 Juli 2024."
    )


def test_everybody_who_holds_the_post_is_told(place, organisasi):
    kasi, plt = account_of(place.kasi), factories.OfficialFactory(account=factories.UserFactory())
    factories.AppointmentFactory(position=place.kasi, official=plt, kind=AppointmentKind.PLT, start=TODAY)
    assert remind(place, organisasi, place.kasi).accounts == {kasi.pk, plt.account.pk}


def test_account_that_was_deactivated_is_no_account(place, organisasi):
    kasi = account_of(place.kasi)
    kasi.is_active = False
    kasi.save()
    assert remind(place, organisasi, place.kasi).accounts == {place.operator.pk}


def test_it_stands_in_the_trail_of_the_report(place, organisasi):
    remind(place, organisasi, place.kasi)
    event = Event.objects.get()
    assert (event.action, event.subject, event.by) == (
        "remind_posts",
        f"reports.report:{place.report(place.kasi).pk}",
        organisasi,
    )
    assert event.after == {"due_on": "2024-07-05", "told": [place.operator.username]}


def test_nobody_is_reminded_twice_on_the_same_day(place, organisasi):
    remind(place, organisasi, place.kasi)
    again = remind(place, factories.UserFactory(is_superuser=True), place.kasi, place.camat)
    assert again.posts == ("Camat",)
    assert again.skipped == (("Kepala Seksi Desa", reminders.TODAY),)
    assert Event.objects.count() == Notice.objects.count() == 2
    remind(place, organisasi, place.kasi, today=TODAY + datetime.timedelta(days=1))
    assert Notice.objects.count() == 3


def test_what_was_handed_in_meanwhile_is_left_alone(place, organisasi):
    Report.objects.filter(position=place.kasi).update(status=ReportStatus.SUBMITTED, round=1)
    assert remind(place, organisasi, place.kasi).skipped == (("Kepala Seksi Desa", reminders.HANDED),)
    assert not Notice.objects.exists()
    assert not Event.objects.exists()


def test_returned_report_is_reminded_in_its_own_words(place, organisasi):
    Report.objects.filter(position=place.kasi).update(status=ReportStatus.RETURNED, round=1)
    remind(place, organisasi, place.kasi)
    assert "sudah dikembalikan dan belum diajukan lagi" in Notice.objects.get().text


def test_quarter_that_nobody_opened_is_opened(organisasi):
    place = make_workplace(opened=False)
    done = remind(place, organisasi, place.kasi)
    assert (done.posts, done.opened) == (("Kepala Seksi Desa",), ("Camat", "Kepala Seksi Desa"))
    assert Report.objects.count() == 2
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == ["open_quarter", "remind_posts"]


def test_post_without_agreement_has_nothing_to_be_reminded_of(organisasi):
    place = make_workplace(opened=False)
    Agreement.objects.filter(position=place.kasi).update(year=2023)
    assert remind(place, organisasi, place.kasi).skipped == (("Kepala Seksi Desa", reminders.NO_REPORT),)


def test_administrator_reminds_but_opens_nothing():
    place = make_workplace(opened=False)
    admin = factories.UserFactory(is_superuser=True)
    assert remind(place, admin, place.kasi).skipped == (("Kepala Seksi Desa", reminders.NO_REPORT),)
    assert not Report.objects.exists()


def test_who_reaches_nobody_is_named(place, organisasi):
    place.operator.grants.all().delete()
    assert remind(place, organisasi, place.kasi).skipped == (("Kepala Seksi Desa", reminders.NO_ACCOUNT),)


def test_nobody_reminds_themselves(place):
    own = account_of(place.kasi)
    factories.RoleGrantFactory(user=own, role=Role.ORGANISASI, unit=None)
    assert remind(place, own, place.kasi).skipped == (("Kepala Seksi Desa", reminders.OWN),)


def test_closed_quarter_is_not_reminded_of_unless_reopened(place, organisasi):
    closing = QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=organisasi)
    assert remind(place, organisasi, place.kasi).skipped == (("Kepala Seksi Desa", reminders.CLOSED),)
    QuarterReopening.objects.create(
        closing=closing, unit=place.unit, reason="Data terlambat.", until=TODAY, at=timezone.now(), by=organisasi
    )
    assert remind(place, organisasi, place.kasi).posts == ("Kepala Seksi Desa",)


def test_posts_of_other_units_are_none_of_this_unit_s(place, organisasi):
    other = make_workplace()
    done = remind(place, organisasi, other.kasi)
    assert (done.posts, done.skipped) == ((), ())
    assert not Notice.objects.exists()


@pytest.mark.parametrize("who", ["operator", "inspector", "official"])
def test_only_bagian_organisasi_and_administrators_remind(place, who):
    users = {
        "operator": place.operator,
        "inspector": factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
        "official": account_of(place.camat),
    }
    with pytest.raises(Refused, match="Bagian Organisasi"):
        remind(place, users[who], place.kasi)
    assert not Notice.objects.exists()


def test_quarters_are_reminded_of_apart(place, organisasi):
    factories.ReportFactory(position=place.kasi, quarter=1)
    remind(place, organisasi, place.kasi)
    assert remind(place, organisasi, place.kasi, quarter=Quarter(2024, 1)).posts == ("Kepala Seksi Desa",)
    assert Notice.objects.filter(kind=NoticeKind.REMINDED).count() == 2
