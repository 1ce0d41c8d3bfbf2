"""What was drawn before is found under a key that is never wrong."""

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agreements.enums import ReportStatus
from reports import store
from reports.frozen import digest, facts_digest
from reports.inputs import PhotoEntry
from reports.store import (
    drawing_files,
    drawn,
    find,
    fingerprint_of,
    keep,
    key_of,
    key_of_content,
    key_of_parts,
    versions,
)
from tests.architecture import ROOM, ROOMS, ROOT
from tests.reports.builders import facts, report

KEY = "ab" + "0" * 62


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def make_inputs():
    return report(facts())


# -- the key -----------------------------------------------------------------------------------------------------------


def test_equal_inputs_have_equal_keys():
    assert key_of(make_inputs(), "pdf") == key_of(make_inputs(), "pdf")


@pytest.mark.parametrize(
    "change",
    [
        lambda inputs: replace(inputs, status=ReportStatus.APPROVED),
        lambda inputs: replace(inputs, position="Kepala Seksi Lain"),
        lambda inputs: replace(inputs, texts={"closing_result": "Lain."}),
        lambda inputs: replace(inputs, signed_on=inputs.signed_on + datetime.timedelta(days=1)),
        lambda inputs: replace(inputs, facts=replace(inputs.facts, unit=replace(inputs.facts.unit, name="Lain"))),
        lambda inputs: replace(inputs, background=replace(inputs.background, other_units=("Lain",))),
    ],
    ids=["status", "post", "text", "date", "unit", "background"],
)
def test_whatever_a_report_says_changes_the_key(change):
    inputs = make_inputs()
    assert key_of(change(inputs), "pdf") != key_of(inputs, "pdf")


def test_the_digest_of_shared_facts_saves_work_and_changes_nothing():
    inputs = make_inputs()
    assert key_of(inputs, "pdf", facts_digest(inputs.facts)) == key_of(inputs, "pdf")
    assert key_of(inputs, "pdf") == key_of_content(digest(inputs), ("", ""), "pdf")


def test_the_kind_of_file_is_part_of_the_key():
    assert key_of(make_inputs(), "pdf") != key_of(make_inputs(), "xlsx")


def test_a_picture_that_the_store_has_lost_is_another_report():
    inputs = replace(make_inputs(), photos=(PhotoEntry(caption="A", taken_on=None, file="foto/a.jpg"),))
    without = key_of(inputs, "pdf")
    default_storage.save("foto/a.jpg", ContentFile(b"a picture"))
    assert key_of(inputs, "pdf") != without


# -- what the key covers beside the inputs -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the files that drawing depends on."""
    copy = tmp_path_factory.mktemp("copy")
    for path in [*drawing_files(ROOT), ROOT / "reports" / "views" / "home.py", ROOT / "reports" / "tasks.py"]:
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return copy


@pytest.mark.parametrize(
    "name",
    [
        "agreements/enums.py",
        "agreements/numbers/words.py",
        "agreements/images.py",
        "reports/rules.py",
        "reports/rounding.py",
        "reports/computation/money.py",
        "reports/layouts/forms.py",
        "reports/narrative/words.py",
        "reports/document/build.py",
        "reports/checks/table.py",
        "reports/queries/facts.py",
        "reports/templatetags/document.py",
        "reports/pdf.py",
        "reports/engine.py",
        "reports/pdf_archive.py",
        "reports/data.py",
        "lkjip/settings.py",
        "templates/reports/document/page.html",
        "static/css/print.css",
        "static/css/draft.svg",
        "static/fonts/arimo-latin-400-normal.woff2",
    ],
)
def test_a_touched_file_changes_the_fingerprint(copy, name):
    before = fingerprint_of(copy, {})
    path = copy / name
    content = path.read_bytes()
    try:
        path.write_bytes(content + b"\n")
        assert fingerprint_of(copy, {}) != before
    finally:
        path.write_bytes(content)
    assert fingerprint_of(copy, {}) == before


def test_a_new_file_changes_the_fingerprint(copy):
    before = fingerprint_of(copy, {})
    path = copy / "templates" / "reports" / "document" / "new.html"
    path.write_text("")
    assert fingerprint_of(copy, {}) != before
    path.unlink()


@pytest.mark.parametrize("name", ["reports/views/home.py", "reports/tasks.py"])
def test_what_draws_nothing_leaves_the_fingerprint_alone(copy, name):
    before = fingerprint_of(copy, {})
    path = copy / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert fingerprint_of(copy, {}) == before


def test_versions_change_the_fingerprint(copy):
    known = versions(ROOT)
    assert {"weasyprint", "pydyf", "fonttools", "openpyxl", "pillow", "django", "python", "layout"} <= known.keys()
    before = fingerprint_of(copy, known)
    for name in ("weasyprint", "python", "layout", "machine"):
        assert fingerprint_of(copy, known | {name: "9"}) != before


def test_only_what_no_drawing_module_may_import_is_left_out():
    """The rooms of `tests/architecture.py` hold it: what is further out than drawing."""
    drawing = next(place for place, names in enumerate(ROOMS) if "pdf" in names)
    assert {name for name in store.BESIDE - {"migrations"} if ROOM[name] <= drawing} == set()


# -- what is kept ------------------------------------------------------------------------------------------------------


def place_of(key: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "gambar" / key[:2] / key


def test_what_is_kept_is_found():
    assert find(KEY) is None
    keep(KEY, b"a file")
    assert find(KEY) == b"a file"
    assert place_of(KEY).exists()


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-1], lambda kept: kept + b"x", lambda kept: b"", lambda kept: kept[:9]]
)
def test_a_file_that_is_not_whole_counts_as_not_there(damage):
    keep(KEY, b"a file")
    path = place_of(KEY)
    path.write_bytes(damage(path.read_bytes()))
    assert find(KEY) is None
    keep(KEY, b"a file")
    assert find(KEY) == b"a file"


def test_keeping_twice_leaves_one_file():
    keep(KEY, b"a file")
    keep(KEY, b"a file")
    assert [path.name for path in place_of(KEY).parent.iterdir()] == [KEY]


def test_of_two_that_keep_at_once_one_file_is_left(monkeypatch):
    """The other one saves its own between our delete and our save."""
    delete = type(default_storage._wrapped or default_storage).delete

    def delete_and_be_overtaken(self, name):
        delete(self, name)
        monkeypatch.undo()
        default_storage.save(name, ContentFile(b"theirs"))

    monkeypatch.setattr(type(default_storage._wrapped), "delete", delete_and_be_overtaken)
    keep(KEY, b"a file")
    assert [path.name for path in place_of(KEY).parent.iterdir()] == [KEY]


def test_drawn_once():
    made = []

    def draw() -> bytes:
        made.append(1)
        return b"a file"

    assert [drawn(KEY, draw) for _ in range(3)] == [b"a file"] * 3
    assert len(made) == 1


def test_nothing_is_kept_by_a_process_below_which_the_files_changed(monkeypatch):
    """Its code is the old one, its templates may be the new ones: no key tells of that mixture."""
    monkeypatch.setattr(store, "_STAMP", ())
    assert drawn(KEY, lambda: b"a file") == b"a file"
    assert find(KEY) is None


def test_what_an_outdated_process_made_for_a_job_is_kept_under_a_key_of_its_own(monkeypatch):
    assert store.kept(KEY, lambda: b"a file") == KEY
    store.sweep(timezone.now() + datetime.timedelta(days=1), tuple)
    monkeypatch.setattr(store, "_STAMP", ())
    place = store.kept(KEY, lambda: b"a file")
    assert place != KEY
    assert (find(place), find(KEY)) == (b"a file", None)


def test_parts_make_a_key():
    assert key_of_parts("bundle", ["a", "b"]) == key_of_parts("bundle", ["a", "b"])
    assert (
        len({key_of_parts("bundle", ["a", "b"]), key_of_parts("bundle", ["b", "a"]), key_of_parts("x", ["a", "b"])})
        == 3
    )


def test_old_files_that_nobody_uses_are_swept():
    other = "cd" + "0" * 62
    keep(KEY, b"a file")
    keep(other, b"another")
    now = timezone.now()
    assert store.sweep(now - datetime.timedelta(days=1), lambda: {KEY}) == 0
    assert store.sweep(now + datetime.timedelta(days=1), lambda: {KEY}) == 1
    assert (find(KEY), find(other)) == (b"a file", None)


def test_an_empty_store_is_swept_too():
    assert store.sweep(timezone.now(), lambda: ()) == 0
