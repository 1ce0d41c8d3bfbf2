"""What there is to download, and how jobs and workers stand."""

import datetime

import pytest
from django.utils import timezone

from reports.models import Batch, BatchItem
from reports.queries import (
    background,
    batches_of,
    current_issues,
    failed_items,
    item_with_file,
    items_with_files,
    job_of,
    jobs_of,
)
from tests import factories
from tests.reports.batches import QUARTER, ask, quick_drawing, work
from tests.reports.issuing import issue, reopen
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


def test_a_report_stands_for_its_newest_issue_while_it_is_approved(place):
    report = place.report(place.camat)
    first = issue(report)
    assert current_issues([place.unit], QUARTER) == {report.pk: first}
    reopen(report)
    assert current_issues([place.unit], QUARTER) == {}
    second = issue(report, 2)
    assert current_issues([place.unit], QUARTER) == {report.pk: second}


def test_what_the_rest_takes_is_judged_by_what_was_drawn_and_not_by_what_was_there(place):
    batch = ask(place, workbooks=True)
    job = job_of(batch)
    assert (job.progress.left, job.rest) == (4, None)
    now = timezone.now()
    rows = list(batch.items.order_by("order"))
    for back, row in enumerate(rows[:3], 1):
        BatchItem.objects.filter(pk=row.pk).update(
            state="done", key="a" * 64, ended=now + datetime.timedelta(seconds=10 - back)
        )
    Batch.objects.filter(pk=batch.pk).update(at=now)
    assert job_of(Batch.objects.get(pk=batch.pk)).rest is not None
    Batch.objects.filter(pk=batch.pk).update(at=now + datetime.timedelta(seconds=30))
    assert job_of(Batch.objects.get(pk=batch.pk)).rest is None


def test_jobs_cost_one_query_for_all(place, django_assert_num_queries):
    rows = [ask(place), ask(place, workbooks=True)]
    with django_assert_num_queries(1):
        assert [job.progress.total for job in jobs_of(rows)] == [2, 4]


def test_done_files_and_failed_ones(place, monkeypatch, django_assert_num_queries):
    quick_drawing(monkeypatch)
    batch = work(ask(place))
    BatchItem.objects.filter(order=2).update(state="failed", failure="Tidak bisa.", key="")
    with django_assert_num_queries(2):
        assert [item.report.position.slug for item in items_with_files(batch)] == ["camat"]
        assert [item.unit.slug for item in failed_items(batch)] == [place.unit.slug]


def test_one_file_is_asked_for_alone_and_only_of_its_job(place, monkeypatch, django_assert_num_queries):
    quick_drawing(monkeypatch)
    batch = work(ask(place))
    first, second = batch.items.order_by("order")
    BatchItem.objects.filter(pk=second.pk).update(state="failed", failure="Tidak bisa.", key="")
    with django_assert_num_queries(1):
        assert item_with_file(batch, first.pk).report.position.slug == "camat"
    assert item_with_file(batch, second.pk) is None
    assert item_with_file(ask(place, workbooks=True), first.pk) is None


def test_jobs_are_their_owners(place):
    ask(place)
    assert batches_of(place.operator).count() == 1
    assert not batches_of(factories.UserFactory(is_superuser=True)).exists()


def test_the_background_lives_while_a_worker_gives_signs(place):
    assert not background().alive
    worker = factories.WorkerFactory()
    assert background().alive
    worker.seen = timezone.now() - datetime.timedelta(minutes=2)
    worker.save()
    assert not background().alive
    assert background().oldest is None
    batch = ask(place)
    assert background().oldest == batch.at
