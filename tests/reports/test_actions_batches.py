"""Jobs of downloads: asked for once, worked on by whoever is there, ended once."""

import datetime

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from agreements.enums import BatchKind, ItemState, Role
from agreements.policies import Refused
from reports.actions import (
    NothingToDownloadError,
    TooManyJobsError,
    batches,
    begin_work,
    cancel_batch,
    claim_chore,
    drop_batches,
    end_batch,
    fail_item,
    finish_item,
    forget_worker,
    note_worker,
    resume_batch,
    retry_batch,
    take_item,
    tend_batches,
)
from reports.models import Batch, BatchItem, Notice, Worker
from reports.period import Quarter
from tests import factories
from tests.reports.batches import ask, states
from tests.reports.issuing import issue
from tests.reports.racing import alone, at_once, share_database
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

KEY = "a" * 64


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def organisasi():
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


def past(batch: Batch) -> None:
    """Let the time run out of whoever makes a file now."""
    batch.items.filter(state=ItemState.RUNNING).update(held=timezone.now() - datetime.timedelta(seconds=1))


def taken(batch: Batch) -> BatchItem | None:
    return take_item(batch=batch, unit=None, by=None)


# -- asking ------------------------------------------------------------------------------------------------------------


def test_a_job_names_every_report_of_the_unit_in_order(place):
    make_workplace()
    batch = ask(place)
    assert list(batch.items.values_list("path", flat=True)) == [
        f"2024-TW-II/{place.unit.name}/01 Camat.pdf",
        f"2024-TW-II/{place.unit.name}/02 Kepala Seksi Desa.pdf",
    ]
    assert states(batch) == [ItemState.WAITING] * 2
    assert OrmQ.objects.count() == 1


def test_with_workbooks_and_bundles(place):
    assert ask(place, workbooks=True).items.count() == 4
    bundle = ask(place, kind=BatchKind.BUNDLES).items.get()
    assert (bundle.path, bundle.report) == (f"2024-TW-II/{place.unit.name}.pdf", None)


def test_approved_reports_are_done_at_once(place):
    issue(place.report(place.camat))
    batch = ask(place)
    assert states(batch) == [ItemState.DONE, ItemState.WAITING]
    assert batch.ended is None


def test_a_job_of_approved_reports_alone_is_over_at_once_and_tells_nothing(place):
    for number, post in enumerate((place.camat, place.kasi), 1):
        issue(place.report(post), number)
    batch = ask(place)
    batch.refresh_from_db()
    assert batch.ended is not None
    assert batch.until > batch.ended
    assert not OrmQ.objects.exists()
    assert not Notice.objects.exists()


def test_the_same_job_is_not_started_twice(place):
    assert ask(place).pk == ask(place).pk
    assert ask(place, workbooks=True).pk != ask(place).pk


def test_an_account_has_no_more_than_some_jobs(place, monkeypatch):
    monkeypatch.setattr(batches, "MOST_OPEN", 1)
    ask(place)
    with pytest.raises(TooManyJobsError):
        ask(place, workbooks=True)


def test_nothing_to_download(place):
    with pytest.raises(NothingToDownloadError):
        ask(place, quarter=Quarter(2024, 3))


def test_all_units_are_for_who_sees_all(place, organisasi):
    make_workplace()
    assert ask(place, unit=None, by=organisasi).items.count() == 4
    with pytest.raises(Refused, match="Unduhan semua unit"):
        ask(place, unit=None)


def test_a_strangers_unit_is_refused(place):
    with pytest.raises(Refused, match="tidak termasuk"):
        ask(place, unit=make_workplace().unit)


def test_units_and_posts_of_equal_names_get_paths_of_their_own(place, organisasi):
    for unit, name in ((place.unit, "Kecamatan A/B"), (make_workplace().unit, "Kecamatan A: B")):
        unit.name = name
        unit.save()
    paths = list(ask(place, unit=None, by=organisasi).items.values_list("path", flat=True))
    assert len(set(paths)) == 4
    assert "2024-TW-II/Kecamatan A B/01 Camat (2).pdf" in paths


# -- working -----------------------------------------------------------------------------------------------------------


def test_each_file_is_taken_once(place):
    batch = ask(place)
    first, second = taken(batch), taken(batch)
    assert {first.order, second.order} == {1, 2}
    assert taken(batch) is None


def test_a_file_whose_maker_is_late_is_taken_again(place):
    batch = ask(place)
    first = taken(batch)
    past(batch)
    again = taken(batch)
    assert again.pk == first.pk
    assert again.token != first.token
    # The late one comes back, and nothing it says counts any more.
    assert not finish_item(item=first, key=KEY, by=None)
    assert not fail_item(item=first, why="x", by=None)
    assert finish_item(item=again, key=KEY, by=None)
    assert not finish_item(item=again, key="b" * 64, by=None)
    assert batch.items.get(pk=first.pk).key == KEY


def test_files_of_the_same_unit_come_first(place, organisasi):
    other = make_workplace()
    batch = ask(place, unit=None, by=organisasi)
    last = max((place.unit, other.unit), key=lambda unit: unit.name)
    assert take_item(batch=batch, unit=last, by=None).unit == last


def test_a_unit_that_nobody_is_at_comes_before_one_in_work(place, organisasi):
    other = make_workplace()
    batch = ask(place, unit=None, by=organisasi)
    first = taken(batch)
    second = taken(batch)
    assert {first.unit, second.unit} == {place.unit, other.unit}
    past(batch)
    assert taken(batch).pk == first.pk


def test_files_that_stand_already_are_noted_but_not_those_that_somebody_makes(place):
    batch = ask(place, workbooks=True)
    making = taken(batch)
    OrmQ.objects.all().delete()
    there = dict.fromkeys(batch.items.exclude(order=4).values_list("pk", flat=True), KEY)
    assert begin_work(batch=batch, there=there, by=None) == 2
    assert states(batch) == [ItemState.RUNNING, ItemState.DONE, ItemState.DONE, ItemState.WAITING]
    assert OrmQ.objects.count() == 1
    assert finish_item(item=making, key="b" * 64, by=None)
    assert batch.items.get(order=1).key == "b" * 64


def test_a_cancelled_job_does_not_begin(place):
    batch = ask(place)
    cancel_batch(batch=batch, by=place.operator)
    OrmQ.objects.all().delete()
    assert begin_work(batch=batch, there={}, by=None) == 0
    assert not OrmQ.objects.exists()


def test_a_job_ends_when_its_last_file_is_settled_and_tells_once(place):
    batch = ask(place)
    first, second = taken(batch), taken(batch)
    finish_item(item=first, key=KEY, by=None)
    assert not end_batch(batch=batch, by=None)
    fail_item(item=second, why="Tidak bisa.", by=None)
    assert end_batch(batch=batch, by=None)
    assert not end_batch(batch=batch, by=None)
    notice = Notice.objects.get()
    assert (notice.user, notice.batch, notice.report) == (place.operator, batch, None)
    assert notice.text == f"Semua laporan dari {place.unit.name}, TW II 2024: 1 berkas siap diunduh, 1 gagal dibuat."


def test_cancelled_keeps_what_is_done(place):
    batch = ask(place)
    finish_item(item=taken(batch), key=KEY, by=None)
    running = taken(batch)
    assert cancel_batch(batch=batch, by=place.operator)
    assert not cancel_batch(batch=batch, by=place.operator)
    assert states(batch) == [ItemState.DONE, ItemState.CANCELLED]
    assert not finish_item(item=running, key=KEY, by=None)
    assert taken(batch) is None
    assert retry_batch(batch=Batch.objects.get(pk=batch.pk), by=place.operator) == 0


def test_cancelled_job_goes_on_with_what_it_left_out(place, monkeypatch):
    batch = ask(place)
    finish_item(item=taken(batch), key=KEY, by=None)
    assert resume_batch(batch=batch, by=place.operator) == 0
    cancel_batch(batch=batch, by=place.operator)
    OrmQ.objects.all().delete()
    with monkeypatch.context() as patch:
        patch.setattr("reports.actions.batches.MOST_OPEN", 0)
        with pytest.raises(TooManyJobsError):
            resume_batch(batch=batch, by=place.operator)
    assert resume_batch(batch=batch, by=place.operator) == 1
    assert states(batch) == [ItemState.DONE, ItemState.WAITING]
    assert OrmQ.objects.count() == 1
    batch.refresh_from_db()
    assert (batch.cancelled, batch.ended, batch.until) == (False, None, None)
    assert finish_item(item=taken(batch), key=KEY, by=None)
    assert end_batch(batch=batch, by=None)


def test_newest_files_take_the_notice_of_those_before(place):
    for number in range(2):
        batch = ask(place)
        for _ in range(2):
            finish_item(item=taken(batch), key=KEY, by=None)
        assert end_batch(batch=batch, by=None)
        assert Notice.objects.filter(read_at=None).count() == 1, number
    assert Notice.objects.get(read_at=None).batch == batch


def test_failed_files_are_tried_again(place):
    batch = ask(place)
    fail_item(item=taken(batch), why="Tidak bisa.", by=None)
    finish_item(item=taken(batch), key=KEY, by=None)
    end_batch(batch=batch, by=None)
    OrmQ.objects.all().delete()
    batch.refresh_from_db()
    assert retry_batch(batch=batch, by=place.operator) == 1
    assert states(batch) == [ItemState.WAITING, ItemState.DONE]
    assert OrmQ.objects.count() == 1
    assert taken(batch).attempts == 1
    batch.refresh_from_db()
    assert batch.ended is None


# -- looking after -----------------------------------------------------------------------------------------------------


def test_what_fails_every_time_is_given_up(place, settings):
    batch = ask(place)
    finish_item(item=taken(batch), key=KEY, by=None)
    for _ in range(settings.RENDER_ATTEMPTS):
        assert taken(batch) is not None
        past(batch)
    assert taken(batch) is None
    tend_batches(by=None)
    assert states(batch) == [ItemState.DONE, ItemState.FAILED]
    assert "terhenti 3 kali" in batch.items.get(order=2).failure
    batch.refresh_from_db()
    assert batch.ended is not None


def test_a_job_whose_workers_died_is_queued_anew_but_not_over_and_over(place):
    batch = ask(place)
    OrmQ.objects.all().delete()
    assert tend_batches(by=None) == 0
    Batch.objects.update(queued=timezone.now() - batches.STALE - datetime.timedelta(seconds=1))
    assert tend_batches(by=None) == 1
    assert tend_batches(by=None) == 0
    assert OrmQ.objects.count() == 1
    assert states(batch) == [ItemState.WAITING] * 2


def test_a_worker_that_died_before_ending_the_job_leaves_that_to_others(place):
    batch = ask(place)
    for _ in range(2):
        finish_item(item=taken(batch), key=KEY, by=None)
    tend_batches(by=None)
    batch.refresh_from_db()
    assert batch.ended is not None
    assert Notice.objects.count() == 1


def test_old_jobs_are_dropped(place):
    batch = ask(place)
    assert drop_batches(by=None) == 0
    cancel_batch(batch=batch, by=place.operator)
    assert drop_batches(by=None) == 0
    Batch.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert drop_batches(by=None) == 1
    assert not BatchItem.objects.exists()


def test_workers_come_and_go():
    note_worker(name="mesin-1", by=None)
    since = Worker.objects.get().since
    note_worker(name="mesin-1", by=None)
    worker = Worker.objects.get()
    assert worker.since == since
    assert worker.seen > since
    forget_worker(name="mesin-1", by=None)
    assert not Worker.objects.exists()


def test_a_chore_is_done_by_one_of_all_each_time():
    every = datetime.timedelta(minutes=1)
    assert claim_chore(name="sapu", every=every, by=None)
    assert not claim_chore(name="sapu", every=every, by=None)
    assert claim_chore(name="sapu", every=datetime.timedelta(0), by=None)


# -- at the same moment ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_share_the_files(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    share_database(monkeypatch, tmp_path)
    place = alone(make_workplace)
    batch = alone(lambda: ask(place, workbooks=True))
    found = at_once(*4 * [lambda: taken(batch)])
    assert sorted(item.order for item in found) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_starts_one_job(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    share_database(monkeypatch, tmp_path)
    place = alone(make_workplace)
    first, second = at_once(*2 * [lambda: ask(place)])
    assert first.pk == second.pk
    assert alone(Batch.objects.count) == 1
