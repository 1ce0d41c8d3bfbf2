"""Copying forward and reading copies: what comes, what is marked, what takes the mark away, what the trail tells."""

import pytest
from django.db import IntegrityError, transaction

from agreements.enums import ReportStatus
from agreements.policies import Refused
from reports.actions import StaleReportError, copy_forward, read_copies, save_text, save_writing
from reports.inputs import StrategyEntry
from reports.models import Event, FollowUp, ReportText, Strategy
from reports.period import Quarter
from reports.queries import Writing, load_inputs, load_writing
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

LAST = Quarter(2024, 1)
SECTION = "closing"


@pytest.fixture
def place():
    return make_workplace()


def copy(place, lists=None, texts=None, version=None, by=None):
    report = place.report(place.kasi)
    return copy_forward(
        report=report,
        origin=LAST,
        lists=lists or Writing(),
        texts=texts or {},
        version=version or report.version,
        by=by or place.operator,
    )


def save(place, writing):
    report = place.report(place.kasi)
    return save_writing(report=report, writing=writing, version=report.version, by=place.operator)


def read(place, *keys, version=None):
    report = place.report(place.kasi)
    return read_copies(report=report, keys=keys, version=version or report.version, by=place.operator)


def unread(place):
    return [entry.key for entry in load_inputs(place.kasi, QUARTER).background.copied]


def strategy(place, text="Kunjungan"):
    return StrategyEntry(None, place.direct.pk, None, "", "Januari", ((text, ""),))


def test_everything_comes_behind_what_stands_and_is_marked(place):
    save(place, Writing(follow_ups=("Sudah ada",)))
    lists = Writing(
        strategies=(strategy(place),),
        follow_ups=("Sudah ada", "Dari triwulan lalu"),
        closing_points=("Koordinasi",),
        obstacles=(("Data terlambat", "Dijemput"),),
        activities=(("Fasilitasi", "Pembinaan"),),
    )
    assert copy(place, lists, {SECTION: ("Teks lama.", "Teks otomatis.")}) == 6
    writing = load_writing(place.report(place.kasi))
    assert writing.follow_ups == ("Sudah ada", "Dari triwulan lalu")
    assert (writing.strategies, writing.obstacles) == (lists.strategies, lists.obstacles)
    assert ReportText.objects.get().text == "Teks lama."
    assert unread(place) == ["teks-closing", "strategi-1", "lanjut-2", "penutup-1", "hambatan-1", "aktivitas-1"]
    assert FollowUp.objects.get(text="Dari triwulan lalu").copied_from == (2024, 1)


def test_trail_tells_where_it_came_from(place):
    copy(place, Writing(follow_ups=("Lanjut",)), {SECTION: ("Teks lama.", "")})
    event = Event.objects.get()
    assert (event.action, event.by) == ("copy_forward", place.operator)
    told = {"year": 2024, "quarter": 1, "follow_ups": ["Lanjut"], "texts": {SECTION: "Teks lama."}}
    assert event.after == told


def test_text_of_the_own_hand_is_never_replaced(place):
    report = place.report(place.kasi)
    save_text(report=report, section=SECTION, text="Milik sendiri.", generated="", version=1, by=place.operator)
    assert copy(place, texts={SECTION: ("Teks lama.", "")}) == 0
    assert ReportText.objects.get().text == "Milik sendiri."
    assert unread(place) == []


def test_same_as_generated_is_no_text(place):
    assert copy(place, texts={SECTION: ("Sama.", "Sama.")}) == 0
    assert not ReportText.objects.exists()


def test_moving_keeps_the_mark_and_changing_takes_it_away(place):
    copy(place, Writing(follow_ups=("Satu", "Dua", "Tiga")))
    save(place, Writing(follow_ups=("Tiga", "Satu", "Dua, diperbarui")))
    assert unread(place) == ["lanjut-1", "lanjut-2"]


def test_changed_text_was_read(place):
    copy(place, texts={SECTION: ("Teks lama.", "Otomatis.")})
    report = place.report(place.kasi)
    save_text(report=report, section=SECTION, text="Teks baru.", generated="Otomatis.", version=2, by=place.operator)
    assert unread(place) == []


def test_reading_one_leaves_the_others(place):
    copy(place, Writing(strategies=(strategy(place),), follow_ups=("Satu", "Dua")), {SECTION: ("Teks lama.", "")})
    before = ReportText.objects.get().updated_at
    assert read(place, "lanjut-1", "teks-closing", "lanjut-9") == 2
    assert unread(place) == ["strategi-1", "lanjut-2"]
    assert ReportText.objects.get().updated_at == before
    event = Event.objects.order_by("number").last()
    assert (event.action, event.after["copies"]["lanjut-1"]) == ("read_copies", "Satu")
    assert Strategy.objects.get().copied_from == (2024, 1)


def test_reading_what_was_read_writes_nothing(place):
    copy(place, Writing(follow_ups=("Satu",)))
    read(place, "lanjut-1")
    events, version = Event.objects.count(), place.report(place.kasi).version
    assert read(place, "lanjut-1") == 0
    assert (Event.objects.count(), place.report(place.kasi).version) == (events, version)


@pytest.mark.parametrize("act", ["copy", "read"])
def test_old_version_and_wrong_hands_write_nothing(place, act):
    copy(place, Writing(follow_ups=("Satu",)))
    steps = {
        "copy": lambda **more: copy(place, Writing(follow_ups=("Dua",)), **more),
        "read": lambda **more: read(place, "lanjut-1", **more),
    }
    with pytest.raises(StaleReportError):
        steps[act](version=1)
    place.report(place.kasi)
    type(place.report(place.kasi)).objects.update(status=ReportStatus.SUBMITTED, round=1)
    with pytest.raises(Refused):
        steps[act]()
    assert unread(place) == ["lanjut-1"]


def test_foreign_subjects_and_unknown_sections_are_refused(place):
    foreign = StrategyEntry(None, factories.IndicatorFactory().pk, None, "", "", (("x", ""),))
    with pytest.raises(ValueError, match="another post or unit"):
        copy(place, Writing(strategies=(foreign,)))
    with pytest.raises(ValueError, match="no such section"):
        copy(place, texts={"bukan-bagian": ("x", "")})
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "origin", [{"copied_year": 2024}, {"copied_quarter": 1}, {"copied_year": 2024, "copied_quarter": 5}]
)
def test_half_an_origin_is_refused_by_the_database(place, origin):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.FollowUpFactory(report=place.report(place.kasi), **origin)
