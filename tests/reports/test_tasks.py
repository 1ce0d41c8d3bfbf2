"""Background work: idempotent, shared, and honest about what failed."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_q.models import OrmQ

from agreements.enums import BatchKind, ItemState
from reports import engine, serving, store, tasks
from reports.models import Batch, BatchItem, IndicatorRealization
from reports.queries import DamagedFileError
from reports.refreshing import refresh_summaries
from reports.serving import UnitFiles, item_content
from reports.tasks import begin_batch, sweep, work_on_batch
from reports.undrawable import RenderError, TooMuchError
from tests.reports.batches import ask, quick_drawing, states, work
from tests.reports.issuing import content_of, issue
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def drawn(monkeypatch):
    return quick_drawing(monkeypatch)


def test_every_file_is_made_once(place, drawn):
    batch = work(ask(place, workbooks=True))
    assert states(batch) == [ItemState.DONE] * 4
    assert batch.ended is not None
    assert dict(drawn) == {f"{slug}.{ending}": 1 for slug in ("camat", "kasi-desa") for ending in ("pdf", "xlsx")}
    assert item_content(batch.items.get(order=1)) == b"%PDF Camat"


def test_a_task_that_comes_twice_does_nothing_twice(place, drawn):
    batch = work(ask(place))
    assert work_on_batch(batch.pk) == 0
    assert sum(drawn.values()) == 2


def test_a_job_that_is_gone_is_no_error():
    assert work_on_batch(1) == 0


def test_with_nothing_changed_nothing_is_drawn(place, drawn):
    work(ask(place))
    batch = work(ask(place))
    assert states(batch) == [ItemState.DONE] * 2
    assert sum(drawn.values()) == 2


def test_what_was_drawn_before_is_found_at_once_without_loading_anything(place, drawn, monkeypatch):
    work(ask(place))
    refresh_summaries()
    monkeypatch.setattr(serving, "load_unit_inputs", None)
    batch = ask(place)
    assert begin_batch(batch.pk) == 2
    batch.refresh_from_db()
    assert batch.ended is not None
    assert set(states(batch)) == {ItemState.DONE}
    assert item_content(batch.items.get(order=1)) == b"%PDF Camat"
    assert begin_batch(batch.pk) == 0


def test_what_was_not_drawn_before_is_queued(place, drawn):
    place.kasi.main_duty = "Tugas."
    place.kasi.save()
    work(ask(place))
    refresh_summaries()
    place.kasi.main_duty = "Tugas lain."
    place.kasi.save()
    refresh_summaries()
    batch = ask(place)
    OrmQ.objects.all().delete()
    assert begin_batch(batch.pk) == 1
    assert states(batch) == [ItemState.DONE, ItemState.WAITING]
    assert [row.func() for row in OrmQ.objects.all()] == ["reports.tasks.work_on_batch"]
    assert states(work(batch)) == [ItemState.DONE] * 2
    assert dict(drawn) == {"camat.pdf": 1, "kasi-desa.pdf": 2}


def test_what_changed_is_drawn_again_and_nothing_else(place, drawn):
    work(ask(place))
    IndicatorRealization.objects.create(indicator=place.direct, year=2024, quarter=2, value=3)
    work(ask(place))
    # The camat's indicator is the mean of the kasi's.
    assert dict(drawn) == {"camat.pdf": 2, "kasi-desa.pdf": 2}
    place.kasi.main_duty = "Tugas lain."
    place.kasi.save()
    work(ask(place))
    assert dict(drawn) == {"camat.pdf": 2, "kasi-desa.pdf": 3}


def test_after_each_file_the_memory_is_given_back(place, drawn, monkeypatch):
    given = []
    monkeypatch.setattr(engine.gc, "collect", lambda: given.append(sum(drawn.values())))
    work(ask(place))
    assert given == [1, 2]


def test_a_file_is_drawn_within_the_bound_of_time(place, drawn, monkeypatch):
    within = []

    @contextmanager
    def noted():
        before = sum(drawn.values())
        yield
        within.append(sum(drawn.values()) - before)

    monkeypatch.setattr(tasks, "bounded_time", noted)
    work(ask(place))
    assert within == [1, 1]


def test_a_report_approved_meanwhile_is_the_issued_file(place, drawn):
    batch = ask(place)
    row = issue(place.report(place.kasi))
    batch = work(batch)
    item = batch.items.select_related("issued").get(order=2)
    assert item.issued == row
    assert item_content(item) == content_of(row)
    assert dict(drawn) == {"camat.pdf": 1}


def test_a_slice_lets_others_have_their_turn(place, drawn, monkeypatch):
    batch = ask(place)
    OrmQ.objects.all().delete()
    monkeypatch.setattr(tasks, "SLICE", -1)
    assert work_on_batch(batch.pk) == 1
    assert OrmQ.objects.count() == 1
    assert states(batch) == [ItemState.DONE, ItemState.WAITING]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (RenderError("refused: a picture"), tasks.UNDRAWABLE),
        (TooMuchError("took longer"), tasks.TOO_MUCH),
        (MemoryError(), tasks.TOO_MUCH),
        (DamagedFileError("terbit/a.pdf"), tasks.DAMAGED),
        (ZeroDivisionError(), tasks.BROKEN),
    ],
)
def test_a_file_that_fails_says_why_and_stops_no_other(place, drawn, monkeypatch, error, sentence):
    keep = UnitFiles.keep_report

    def fail_for_camat(self, slug, ending):
        if slug == "camat":
            raise error
        return keep(self, slug, ending)

    monkeypatch.setattr(UnitFiles, "keep_report", fail_for_camat)
    batch = work(ask(place))
    assert states(batch) == [ItemState.FAILED, ItemState.DONE]
    assert batch.items.get(order=1).failure == sentence
    assert batch.ended is not None


def test_a_database_that_is_away_is_no_failure(place, drawn, monkeypatch):
    """The file stays taken; when its time is up another process makes it."""
    batch = ask(place)

    def away(self, slug, ending):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(UnitFiles, "keep_report", away)
        with pytest.raises(OperationalError):
            work_on_batch(batch.pk)
    assert states(batch) == [ItemState.RUNNING, ItemState.WAITING]
    BatchItem.objects.filter(state=ItemState.RUNNING).update(held=timezone.now() - datetime.timedelta(seconds=1))
    assert states(work(batch)) == [ItemState.DONE] * 2


def test_sweeping_keeps_what_jobs_hand_out(place, drawn, settings):
    batch = work(ask(place))
    keys = set(batch.items.values_list("key", flat=True))
    store.keep("c" * 64, b"nobody's")
    settings.STORE_DAYS = -1
    assert sweep() == 1
    assert {key for key, _ in store.kept_keys()} == keys
    Batch.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert sweep() == 2


def test_a_bundle_per_unit(place):
    """Drawn for good: the parts of a bundle must be PDFs."""
    batch = work(ask(place, kind=BatchKind.BUNDLES))
    (item,) = batch.items.all()
    assert item.state == ItemState.DONE, item.failure
    assert item_content(item).startswith(b"%PDF-1.7")


def test_recaps_per_unit(place):
    batch = work(ask(place, kind=BatchKind.RECAPS))
    (item,) = batch.items.all()
    assert (item.state, item.path) == (ItemState.DONE, f"2024-TW-II/Rekap {place.unit.name}.xlsx"), item.failure
    assert item_content(item).startswith(b"PK")
