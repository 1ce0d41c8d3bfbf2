"""Changing what a report says of its own: texts, form and date, lists, photographs; with versions and a trail."""

import datetime
import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from agreements.enums import ReportForm, ReportStatus
from agreements.images import clean_image
from agreements.policies import Refused
from reports.actions import (
    NewPhoto,
    PhotoChange,
    StaleReportError,
    arrange_report,
    delete_photo,
    reset_text,
    save_photos,
    save_text,
    save_writing,
)
from reports.actions.held import HeldReport
from reports.inputs import StrategyEntry
from reports.models import Event, FollowUp, Obstacle, Photo, Report, ReportText, Strategy
from reports.queries import Writing, load_inputs, load_writing
from tests import factories
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

SECTION = "closing_counts"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return make_workplace()


def version_of(report):
    return Report.objects.values_list("version", flat=True).get(pk=report.pk)


def write(place, text="Disunting.", *, generated="Otomatis 6.", by=None, version=None, section=SECTION):
    report = place.report(place.kasi)
    return save_text(
        report=report,
        section=section,
        text=text,
        generated=generated,
        version=version or report.version,
        by=by or place.operator,
    )


# -- texts ---------------------------------------------------------------------------------------------------------------


def test_text_is_kept_with_what_was_generated_and_its_figures(place):
    assert write(place, " Dua\r\nbaris. \r\n\r\n\r\nAkhir. ", generated="Ada 6 dan 33,33 %.")
    row = ReportText.objects.get()
    assert (row.section, row.text, row.generated) == (SECTION, "Dua\nbaris.\n\nAkhir.", "Ada 6 dan 33,33 %.")
    assert row.figures == {"named": ["6", "33,33 %"]}
    assert row.updated_by == place.operator
    inputs = load_inputs(place.kasi, QUARTER)
    assert inputs.texts == {SECTION: row.text}
    assert inputs.generated == {SECTION: row.generated}


def test_text_leaves_its_trail_and_raises_the_version(place):
    write(place, "Satu.")
    write(place, "Dua.")
    first, second = Event.objects.order_by("id")
    report = place.report(place.kasi)
    assert report.version == 3
    assert (first.action, first.by, first.unit) == ("save_text", place.operator, place.unit)
    assert first.subject == second.subject == f"reports.report:{report.pk}"
    assert first.before is None
    assert second.before == first.after == {"section": SECTION, "text": "Satu.", "generated": "Otomatis 6."}


def test_same_text_again_writes_nothing(place):
    write(place)
    assert not write(place)
    assert Event.objects.count() == 1
    assert version_of(place.report(place.kasi)) == 2


def test_text_equal_to_the_generated_one_is_none_of_its_own(place):
    assert not write(place, "Otomatis 6. \r\n")
    assert not ReportText.objects.exists()
    write(place)
    assert write(place, "Otomatis 6.")
    assert not ReportText.objects.exists()
    assert Event.objects.order_by("id").last().action == "reset_text"


def test_reset_prints_the_generated_text_and_keeps_the_edited_one_in_the_trail(place):
    write(place)
    report = place.report(place.kasi)
    assert reset_text(report=report, section=SECTION, version=report.version, by=place.operator)
    assert not ReportText.objects.exists()
    event = Event.objects.order_by("id").last()
    assert (event.action, event.before["text"], event.after) == ("reset_text", "Disunting.", None)


def test_reset_of_nothing_writes_nothing(place):
    report = place.report(place.kasi)
    assert not reset_text(report=report, section=SECTION, version=report.version, by=place.operator)
    assert not Event.objects.exists()


@pytest.mark.parametrize(("section", "text"), [("no_such_section", "Teks."), (SECTION, " \n ")])
def test_what_is_no_text_of_a_section_is_refused(place, section, text):
    with pytest.raises(ValueError, match="no text"):
        write(place, text, section=section)


# -- who, when, and whether somebody was faster --------------------------------------------------------------------------


def every_action(place, report, by, version):
    common = {"report": report, "version": version, "by": by}
    return {
        "save_text": lambda: save_text(section=SECTION, text="Teks.", generated="", **common),
        "save_text, as generated": lambda: save_text(section=SECTION, text="Teks.", generated="Teks.", **common),
        "reset_text": lambda: reset_text(section=SECTION, **common),
        "arrange_report": lambda: arrange_report(form=ReportForm.STAF, signed_on=None, **common),
        "save_writing": lambda: save_writing(writing=Writing(follow_ups=("Baru",)), **common),
        "save_photos": lambda: save_photos(changes=(), added=[NewPhoto(b"x", "Rapat")], **common),
        "delete_photo": lambda: delete_photo(photo=1, **common),
    }


ACTIONS = list(every_action(None, None, None, None))


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.RECEIVED])
def test_report_that_was_handed_in_does_not_change(place, name, status):
    report = place.report(place.kasi)
    Report.objects.filter(pk=report.pk).update(status=status, round=1)
    with pytest.raises(Refused, match="tidak dapat diubah lagi"):
        every_action(place, report, place.operator, report.version)[name]()
    assert not Event.objects.exists()
    assert version_of(report) == report.version


@pytest.mark.parametrize("name", ACTIONS)
def test_strangers_change_nothing(place, name):
    report = place.report(place.kasi)
    with pytest.raises(Refused, match="hanya dapat membacanya"):
        every_action(place, report, make_workplace().operator, report.version)[name]()
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ACTIONS)
def test_stale_change_is_refused_and_writes_nothing(place, name):
    report = place.report(place.kasi)
    Report.objects.filter(pk=report.pk).update(version=7)
    with pytest.raises(StaleReportError):
        every_action(place, report, place.operator, report.version)[name]()
    assert not Event.objects.exists()
    assert version_of(report) == 7


@pytest.mark.parametrize("name", ["save_text", "arrange_report", "save_writing", "save_photos"])
def test_report_changed_between_reading_and_writing_is_stale(place, name, monkeypatch):
    """The version is compared in the UPDATE itself: without a row lock (SQLite) nothing else would see the race."""
    report = place.report(place.kasi)
    take = HeldReport.take.__func__

    def take_then_lose(cls, *args):
        held = take(cls, *args)
        Report.objects.filter(pk=report.pk).update(version=5)
        return held

    monkeypatch.setattr(HeldReport, "take", classmethod(take_then_lose))
    with pytest.raises(StaleReportError):
        every_action(place, report, place.operator, report.version)[name]()
    assert not Event.objects.exists()
    assert not any(model.objects.exists() for model in (ReportText, FollowUp, Photo))


def test_returned_report_is_edited_like_a_draft_by_its_official(place):
    Report.objects.update(status=ReportStatus.RETURNED, round=1)
    assert write(place, by=account_of(place.kasi))


# -- form and date -------------------------------------------------------------------------------------------------------


def arrange(place, form=None, signed_on=None):
    report = place.report(place.kasi)
    return arrange_report(report=report, form=form, signed_on=signed_on, version=report.version, by=place.operator)


def test_form_and_date_are_kept(place):
    assert arrange(place, ReportForm.KASI_RINCI, datetime.date(2024, 7, 3))
    report = place.report(place.kasi)
    assert (report.form, report.signed_on, report.version) == ("kasi_rinci", datetime.date(2024, 7, 3), 2)
    event = Event.objects.get()
    assert event.action == "arrange_report"
    assert (event.before, event.after) == (
        {"form": "", "signed_on": None},
        {"form": "kasi_rinci", "signed_on": "2024-07-03"},
    )
    assert arrange(place)
    assert (place.report(place.kasi).form, place.report(place.kasi).signed_on) == ("", None)


def test_same_form_and_date_write_nothing(place):
    assert not arrange(place)
    assert not Event.objects.exists()


# -- lists ---------------------------------------------------------------------------------------------------------------


def subject(**ids):
    return {"item_id": None, "indicator_id": None, "line_id": None} | ids


def full_writing(place):
    item = place.kasi.agreements.get().items.first()
    return Writing(
        strategies=(
            StrategyEntry(**subject(item_id=item.pk), lead_in="Memastikan:", months="Januari", items=(("A", ""),)),
            StrategyEntry(**subject(line_id=place.line.pk), lead_in="", months="", items=(("B", "Mei"), ("C", ""))),
            StrategyEntry(**subject(indicator_id=place.mean.pk), lead_in="", months="", items=()),
        ),
        follow_ups=("Satu", "Dua"),
        closing_points=("Titik",),
        obstacles=(("Sebab", "Solusi"), ("Sebab lain", "")),
        activities=(("Fasilitasi", "Aktivitas"),),
    )


def put(place, writing):
    report = place.report(place.kasi)
    return save_writing(report=report, writing=writing, version=report.version, by=place.operator)


def test_lists_are_written_as_they_are_read(place):
    writing = full_writing(place)
    assert put(place, writing) == ("strategies", "follow_ups", "closing_points", "obstacles", "activities")
    assert load_writing(place.report(place.kasi)) == writing
    inputs = load_inputs(place.kasi, QUARTER)
    assert (inputs.strategies, inputs.follow_ups, inputs.closing_points) == (
        writing.strategies,
        writing.follow_ups,
        writing.closing_points,
    )
    assert (inputs.obstacles, inputs.activities) == (writing.obstacles, writing.activities)


def test_only_lists_that_differ_are_written_and_noted(place):
    writing = full_writing(place)
    put(place, writing)
    kept = set(Strategy.objects.values_list("pk", flat=True)) | set(Obstacle.objects.values_list("pk", flat=True))
    assert put(place, Writing(writing.strategies, ("Dua", "Satu"), ("Titik",), writing.obstacles, ())) == (
        "follow_ups",
        "activities",
    )
    assert kept == set(Strategy.objects.values_list("pk", flat=True)) | set(
        Obstacle.objects.values_list("pk", flat=True)
    )
    event = Event.objects.order_by("id").last()
    assert event.before == {"follow_ups": ["Satu", "Dua"], "activities": [["Fasilitasi", "Aktivitas"]]}
    assert event.after == {"follow_ups": ["Dua", "Satu"], "activities": []}


def test_same_lists_write_nothing(place):
    put(place, full_writing(place))
    assert put(place, full_writing(place)) == ()
    assert Event.objects.count() == 1
    assert version_of(place.report(place.kasi)) == 2


@pytest.mark.parametrize(
    "ids",
    [
        lambda place: {"item_id": place.camat.agreements.get().items.first().pk},
        lambda place: {"indicator_id": make_workplace().direct.pk},
        lambda place: {"line_id": make_workplace().line.pk},
        lambda place: {},
        lambda place: {"line_id": place.line.pk, "indicator_id": place.direct.pk},
    ],
    ids=["another post's item", "foreign indicator", "foreign line", "none", "two"],
)
def test_strategy_has_one_subject_of_its_own_unit(place, ids):
    strategy = StrategyEntry(**subject(**ids(place)), lead_in="", months="", items=())
    with pytest.raises(ValueError, match=r"subject|another post"):
        put(place, Writing(strategies=(strategy,), follow_ups=("Tidak ikut tersimpan",)))
    assert not FollowUp.objects.exists()


# -- photographs ---------------------------------------------------------------------------------------------------------


def picture(colour="red"):
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(buffer, "PNG")
    return clean_image(buffer.getvalue())


def change_photos(place, changes=(), added=()):
    report = place.report(place.kasi)
    return save_photos(report=report, changes=changes, added=added, version=report.version, by=place.operator)


def add_two(place):
    date = datetime.date(2024, 5, 2)
    change_photos(place, added=[NewPhoto(picture(), "Rapat", date), NewPhoto(picture("blue"), "Kunjungan")])
    return list(place.report(place.kasi).photos.all())


def test_photographs_are_kept_under_the_name_of_their_content(place):
    first, second = add_two(place)
    assert (first.order, first.text, first.taken_on) == (1, "Rapat", datetime.date(2024, 5, 2))
    assert (second.order, second.text, second.taken_on) == (2, "Kunjungan", None)
    with default_storage.open(first.image.name) as stored:
        assert stored.read() == picture()
    assert load_inputs(place.kasi, QUARTER).photos[0].file == first.image.name
    assert Event.objects.get().after["photos"][1]["text"] == "Kunjungan"


def test_equal_pictures_share_one_file(place):
    change_photos(place, added=[NewPhoto(picture(), "Rapat"), NewPhoto(picture(), "Rapat lagi")])
    names = Photo.objects.values_list("image", flat=True)
    assert len(names) == 2
    assert len(set(names)) == 1
    assert len(default_storage.listdir("foto")[1]) == 1


def test_photographs_trade_places_captions_and_pictures(place):
    first, second = add_two(place)
    changes = [
        PhotoChange(second.pk, "Kunjungan desa", datetime.date(2024, 6, 1), picture("green")),
        PhotoChange(first.pk, "Rapat"),
    ]
    assert change_photos(place, changes)
    now = list(place.report(place.kasi).photos.all())
    assert [(photo.pk, photo.order, photo.text) for photo in now] == [
        (second.pk, 1, "Kunjungan desa"),
        (first.pk, 2, "Rapat"),
    ]
    assert now[0].image.name != second.image.name
    assert (now[1].image.name, now[1].taken_on) == (first.image.name, None)
    assert default_storage.exists(second.image.name), "an issued report may still print it"


def test_unchanged_photographs_write_nothing(place):
    first, second = add_two(place)
    same = [PhotoChange(photo.pk, photo.text, photo.taken_on) for photo in (first, second)]
    assert not change_photos(place, same)
    assert Event.objects.count() == 1


def test_changes_name_every_photograph_of_the_report_and_no_other(place):
    first, _ = add_two(place)
    foreign = factories.PhotoFactory(report=place.report(place.camat))
    for ids in ([first.pk], [first.pk, foreign.pk]):
        with pytest.raises(ValueError, match="other photographs"):
            change_photos(place, [PhotoChange(pk, "x") for pk in ids])


def test_deleted_photograph_leaves_its_file_and_its_trail(place):
    first, second = add_two(place)
    report = place.report(place.kasi)
    delete_photo(report=report, photo=first.pk, version=report.version, by=place.operator)
    assert list(report.photos.all()) == [second]
    assert default_storage.exists(first.image.name)
    event = Event.objects.order_by("id").last()
    assert (event.action, event.before["text"], event.after) == ("delete_photo", "Rapat", None)


def test_photograph_of_another_report_is_not_deleted(place):
    foreign = factories.PhotoFactory(report=place.report(place.camat))
    report = place.report(place.kasi)
    with pytest.raises(Photo.DoesNotExist):
        delete_photo(report=report, photo=foreign.pk, version=report.version, by=place.operator)
