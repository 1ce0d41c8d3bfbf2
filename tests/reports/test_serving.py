"""Files as they are handed out: issued ones from the archive, others drawn once."""

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agreements.enums import Role
from reports import serving
from reports.actions import cancel_batch
from reports.background import PeerEntry
from reports.outputs import OUTPUTS, prepare
from reports.pdf_merging import count_pages
from reports.period import Quarter
from reports.queries import waiting_items
from reports.refreshing import refresh_summaries
from reports.serving import UnitFiles, known_files, report_file
from tests import factories
from tests.reports.batches import ask, quick_drawing, work
from tests.reports.issuing import content_of, issue
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

QUARTER = Quarter(2024, 2)


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


def test_a_pdf_is_drawn_once(place, monkeypatch):
    drawn = quick_drawing(monkeypatch)
    files = [report_file(prepare(place.kasi, QUARTER), "pdf") for _ in range(2)]
    assert files[0] == files[1]
    assert files[0].content_type == "application/pdf"
    assert sum(drawn.values()) == 1


def test_what_is_cheap_is_not_kept(place, monkeypatch):
    monkeypatch.setattr(serving, "drawn", None)
    assert report_file(prepare(place.kasi, QUARTER), "json").content.startswith(b"{")


def test_what_comes_from_the_store_is_what_would_be_drawn(place):
    """Byte for byte, so that nobody can tell."""
    prepared = prepare(place.kasi, QUARTER)
    first, second = report_file(prepared, "pdf"), report_file(prepared, "pdf")
    assert first == second == OUTPUTS["pdf"](prepared)


def test_another_office_that_types_a_figure_changes_no_file(place, monkeypatch):
    """The page of a draft tells how it stands beside others; what is handed out is what a job of downloads makes."""
    drawn = quick_drawing(monkeypatch)
    prepared = prepare(place.kasi, QUARTER)
    told = replace(prepared.inputs.background, peers=(PeerEntry("indikator-1", "achievement", 1, 1, 5),))
    beside = replace(prepared, inputs=replace(prepared.inputs, background=told))
    UnitFiles(place.unit, QUARTER).keep_report(place.kasi.slug, "pdf")
    assert report_file(beside, "pdf").content == b"%PDF Kepala Seksi Desa"
    assert sum(drawn.values()) == 1


def test_a_bundle_is_joined_once_and_again_when_a_part_changes(place, monkeypatch):
    joined = []
    monkeypatch.setattr(
        serving, "render_bundle", lambda prepared, draw: joined.append(1) or serving.RenderedFile("", "", b"%PDF")
    )
    assert UnitFiles(place.unit, QUARTER).bundle() is None
    for _ in range(2):
        UnitFiles(place.unit, QUARTER).keep_bundle()
        assert UnitFiles(place.unit, QUARTER).bundle().content == b"%PDF"
    assert len(joined) == 1
    place.kasi.name = "Kepala Seksi Lain"
    place.kasi.save()
    assert UnitFiles(place.unit, QUARTER).bundle() is None
    UnitFiles(place.unit, QUARTER).keep_bundle()
    assert len(joined) == 2


def test_a_bundle_is_another_one_once_a_report_in_it_is_approved(place, monkeypatch):
    monkeypatch.setattr(serving, "render_bundle", lambda _prepared, _draw: serving.RenderedFile("", "", b"%PDF"))
    UnitFiles(place.unit, QUARTER).keep_bundle()
    issue(place.report(place.camat))
    assert UnitFiles(place.unit, QUARTER).bundle() is None


def test_the_part_of_an_approved_report_is_the_issued_file(place, monkeypatch):
    row = issue(place.report(place.camat))
    parts = []
    monkeypatch.setattr(
        serving,
        "render_bundle",
        lambda prepared, draw: parts.extend(draw(one).content for one in prepared) or serving.RenderedFile("", "", b""),
    )
    quick_drawing(monkeypatch)
    UnitFiles(place.unit, QUARTER).keep_bundle()
    assert parts == [content_of(row), b"%PDF Kepala Seksi Desa"]


# -- what was drawn before, without loading anything --------------------------------------------------------------------


def known(batch) -> set[str]:
    """Return the posts whose files are known."""
    slugs = {item.pk: item.report.position.slug for item in batch.items.all()}
    return {slugs[pk] for pk in known_files(waiting_items(batch), QUARTER)}


def test_known_files_are_those_that_would_be_drawn(place, monkeypatch):
    """By summary or by inputs, the key is one."""
    quick_drawing(monkeypatch)
    batch = ask(place, workbooks=True)
    files = UnitFiles(place.unit, QUARTER)
    kept = {(slug, ending): files.keep_report(slug, ending) for slug in files.inputs for ending in serving.TYPES}
    assert known(batch) == set(), "nothing is summed up yet"
    refresh_summaries(place.unit, [QUARTER])
    items = waiting_items(batch)
    found = known_files(items, QUARTER)
    assert {(item.report.position.slug, item.kind): found[item.pk] for item in items} == kept


def test_a_change_makes_files_unknown_until_they_are_drawn_again(place, monkeypatch):
    quick_drawing(monkeypatch)
    refresh_summaries(place.unit, [QUARTER])
    work(ask(place))
    batch = ask(place)
    assert known(batch) == {"camat", "kasi-desa"}
    place.kasi.main_duty = "Tugas lain."
    place.kasi.save()
    assert known(batch) == set()
    refresh_summaries(place.unit, [QUARTER])
    assert known(batch) == {"camat"}


def test_a_report_that_was_approved_meanwhile_is_not_known(place, monkeypatch):
    quick_drawing(monkeypatch)
    refresh_summaries(place.unit, [QUARTER])
    work(ask(place))
    batch = ask(place)
    issue(place.report(place.kasi))
    refresh_summaries(place.unit, [QUARTER])
    UnitFiles(place.unit, QUARTER).keep_report("kasi-desa", "pdf")
    assert "kasi-desa" not in known(batch)


def test_a_report_whose_picture_came_or_went_is_not_known(place, monkeypatch):
    quick_drawing(monkeypatch)
    name = default_storage.save("foto/a.jpg", ContentFile(b"a picture"))
    factories.PhotoFactory(report=place.report(place.kasi), image=name)
    refresh_summaries(place.unit, [QUARTER])
    work(ask(place))
    batch = ask(place)
    assert known(batch) == {"camat", "kasi-desa"}
    default_storage.delete(name)
    assert known(batch) == {"camat"}
    default_storage.save(name, ContentFile(b"a picture"))
    assert known(batch) == {"camat", "kasi-desa"}


def test_nothing_is_known_of_a_file_that_is_damaged(place, monkeypatch, tmp_path):
    quick_drawing(monkeypatch)
    refresh_summaries(place.unit, [QUARTER])
    work(ask(place))
    for path in (tmp_path / "gambar").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    assert known(ask(place)) == set()


def test_known_files_cost_the_same_for_more_offices(place, django_assert_num_queries, monkeypatch):
    quick_drawing(monkeypatch)
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    places = [place]
    for more in (0, 2):
        places += [make_workplace() for _ in range(more)]
        batch = work(ask(place, unit=None, by=organisasi))
        refresh_summaries(quarters=[QUARTER])
        batch = ask(place, unit=None, by=organisasi)
        items = waiting_items(batch)
        with django_assert_num_queries(6):
            assert len(known_files(items, QUARTER)) == len(items) == 2 * len(places)
        cancel_batch(batch=batch, by=organisasi)


def test_a_bundle_needs_a_report(place):
    with pytest.raises(ValueError, match="needs a report"):
        UnitFiles(place.unit, Quarter(2024, 3)).bundle()


def test_a_whole_bundle(place):
    UnitFiles(place.unit, QUARTER).keep_bundle()
    file = UnitFiles(place.unit, QUARTER).bundle()
    assert count_pages(file.content) > 4
    assert file.name == f"lkjip-{place.unit.slug}-2024-tw2.pdf"
