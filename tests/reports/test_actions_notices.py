"""Telling accounts what happened: each once, never who did it, and reading it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import NoticeKind
from reports.actions import notify, read_notices
from reports.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.ReportFactory()


def tell(report, *users, kind=NoticeKind.SUBMITTED, key="putaran-1", text="Laporan diajukan.", by=None):
    notify(report=report, kind=kind, key=key, text=text, users=users, by=by)


def told():
    return list(Notice.objects.order_by("user_id", "id").values_list("user_id", "kind", "key", "text"))


def test_everybody_named_is_told_but_who_did_it_and_who_is_gone(report):
    by, camat, kasi = factories.UserFactory.create_batch(3)
    gone = factories.UserFactory(is_active=False)
    tell(report, by, camat, gone, kasi, camat, by=by)
    sentence = ("submitted", "putaran-1", "Laporan diajukan.")
    assert told() == [(camat.pk, *sentence), (kasi.pk, *sentence)]
    assert all(notice.at and not notice.read_at and not notice.mailed_at for notice in Notice.objects.all())


def test_the_same_event_is_told_once_and_keeps_its_first_text(report):
    camat = factories.UserFactory()
    tell(report, camat)
    tell(report, camat, text="Diajukan lagi.")
    assert told() == [(camat.pk, "submitted", "putaran-1", "Laporan diajukan.")]


def test_another_kind_key_or_report_is_another_event(report):
    camat = factories.UserFactory()
    tell(report, camat)
    tell(report, camat, key="putaran-2")
    tell(report, camat, kind=NoticeKind.COMMENTED)
    tell(factories.ReportFactory(), camat)
    assert Notice.objects.count() == 4


def test_who_was_told_does_not_keep_others_from_being_told(report):
    first, second = factories.UserFactory.create_batch(2)
    tell(report, first)
    tell(report, first, second)
    assert [user for user, *_ in told()] == [first.pk, second.pk]


def test_telling_many_costs_what_telling_one_costs(report):
    def cost(count):
        users = factories.UserFactory.create_batch(count)
        with CaptureQueriesContext(connection) as captured:
            tell(report, *users)
        return len(captured)

    assert cost(1) == cost(3)


@pytest.mark.parametrize("key", ["", "x" * 41])
def test_key_that_tells_no_event_apart_is_refused(report, key):
    with pytest.raises(ValueError, match="no key of an event"):
        tell(report, factories.UserFactory(), key=key)
    assert told() == []


def test_reading_some_and_reading_all(report):
    camat, other = factories.UserFactory.create_batch(2)
    for key in ("putaran-1", "putaran-2", "putaran-3"):
        tell(report, camat, other, key=key)
    one = Notice.objects.filter(user=camat).first()

    assert read_notices(by=camat, notices=[one]) == 1
    first_read = Notice.objects.get(pk=one.pk).read_at
    assert read_notices(by=camat) == 2
    assert Notice.objects.get(pk=one.pk).read_at == first_read
    assert not Notice.objects.filter(user=camat, read_at=None).exists()
    assert Notice.objects.filter(user=other, read_at=None).count() == 3


def test_nobody_reads_for_somebody_else(report):
    camat, other = factories.UserFactory.create_batch(2)
    tell(report, camat)
    assert read_notices(by=other, notices=Notice.objects.all()) == 0
    assert Notice.objects.get().read_at is None
