"""A backup holds everything, is put back into an empty place as it was, and is refused when one byte is another.

It is put back by a process of its own, as after a fire, from either database into SQLite; and into this run's own database.
"""

import hashlib
import io
import itertools
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
import zipfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from agreements.models import Holiday, Unit, User
from reports.actions.trail import Line, record
from reports.backups import BackupError, archive, make_backup, read_manifest, restore_backup, tables, thin_out
from reports.models import BudgetRealization, Event, UnitSummary
from reports.refreshing import refresh_summaries
from tests import factories
from tests.guards import guards
from tests.reports.issuing import issue
from tests.reports.reviewing import fill
from tests.reports.workplace import make_workplace

AT = timezone.now()


def made_office(media: Path):
    """Make an office with figures, an approved report, a picture, a trail, summaries, and an id that was given and deleted."""
    made = make_workplace()
    fill(made)
    issue(made.report(made.kasi))
    default_storage.save("foto/2024/a b.jpg", ContentFile(b"\xff\xd8\x00" * 7))
    (media / "foto" / ".draft.part").write_bytes(b"half")
    for number in range(3):
        line = Line("save_text", "reports.report:1", {"text": "Lama"}, {"text": f"Baru “{number}” = 1,50 \U0001f33e"})
        record(unit=made.unit, by=made.operator, lines=[line])
    refresh_summaries()
    Holiday.objects.all().delete()
    factories.HolidayFactory().delete()
    return made


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return made_office(settings.MEDIA_ROOT)


def backup(tmp_path, name="cadangan"):
    return make_backup(tmp_path / name, AT)


# -- another place -----------------------------------------------------------------------------------------------------

SEVERAL = """
import io, json, sys
import django
django.setup()
from django.core.management import CommandError, call_command
told = []
for words in json.loads(sys.argv[1]):
    out = io.StringIO()
    try:
        call_command(*words, stdout=out)
        told.append([0, out.getvalue()])
    except CommandError as error:
        told.append([1, str(error)])
    except SystemExit as end:
        told.append([end.code, out.getvalue()])
print(json.dumps(told))
"""


class Elsewhere:
    """An empty place: a SQLite file and a folder of its own, reached by a process of its own, as after a fire."""

    def __init__(self, tmp_path: Path) -> None:
        self.file, self.media = tmp_path / "elsewhere.sqlite3", tmp_path / "elsewhere" / "media"

    def run(self, *commands: list[object]) -> list[tuple[int, str]]:
        """Run commands of `manage.py` one after the other; return the status of each, and what it told."""
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "LKJIP_VAR_DIR": str(self.media.parent),
            "LKJIP_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "lkjip.settings",
        }
        environment.pop("MEDIA_DIR", None)
        words = json.dumps([[str(word) for word in command] for command in commands])
        done = subprocess.run(
            [sys.executable, "-c", SEVERAL, words],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [tuple(told) for told in json.loads(done.stdout)]


@pytest.mark.django_db(transaction=True)
def test_a_place_comes_back_elsewhere_as_it_was(place, tmp_path):
    """From either database into SQLite; what is there is read by the same means, and by others."""
    path, kept = backup(tmp_path)
    elsewhere = Elsewhere(tmp_path)
    back, twice, saved, walked = elsewhere.run(
        ["restore", path], ["restore", path], ["backup", tmp_path / "again"], ["verify_trail"]
    )
    assert back[0] == 0, back
    assert "jejak dan dokumen terbit utuh" in back[1]
    assert twice[0] == 1
    assert "Basis data ini tidak kosong" in twice[1]

    # Counts and hashes of every table and file, and the ids given.
    assert saved[0] == 0, saved
    (again,) = (tmp_path / "again").glob("*.zip")
    found = read_manifest(again)
    assert_equal(found, kept)
    assert found.database == "sqlite"
    rows = {part.name: part.size for part in kept.tables}
    assert rows["reports.event"] == Event.objects.count() >= 3
    assert rows["reports.budgetrealization"] == BudgetRealization.objects.count() > 0
    assert rows["reports.unitsummary"] == UnitSummary.objects.count() > 0

    # The trail as the auditors walk it, and what refuses to change it.
    assert walked[0] == 0
    assert "Semua jejak utuh." in walked[1]
    there = sqlite3.connect(elsewhere.file)
    for sql in ("UPDATE reports_event SET action = 'x'", "DELETE FROM reports_issuedreport"):
        with pytest.raises(sqlite3.DatabaseError):
            there.execute(sql)
    # A figure that changes is noted; what was put back was not, so that nothing is computed again.
    count = "SELECT COUNT(*) FROM reports_unitchange"
    (before,) = there.execute(count).fetchone()
    there.execute("UPDATE agreements_unit SET place = 'Pindah'")
    assert (before, there.execute(count).fetchone()[0] > before) == (rows["reports.unitchange"], True)
    there.close()
    # An id that was given and deleted is not given again.
    assert kept.sequences["agreements.holiday"] > 0
    assert rows["agreements.holiday"] == 0


def assert_equal(found, kept):
    """Tables and files have the same counts and hashes, and the same ids were given."""
    assert found.tables == kept.tables
    assert found.files == kept.files
    assert dict(found.sequences) == dict(kept.sequences)


@pytest.mark.django_db(transaction=True)
def test_a_place_comes_back_here_as_it_was(kept_file, tmp_path):
    """Into the database of this run, SQLite or PostgreSQL, once its tables are empty."""
    standing = guards()
    foreign = tmp_path / "media" / "milik-orang.pdf"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"%PDF")
    assert "Folder berkas ini tidak kosong: “milik-orang.pdf” sudah ada." in refused(kept_file)
    foreign.unlink()
    kept = restore_backup(kept_file)
    _, found = backup(tmp_path)
    assert_equal(found, kept)
    assert guards() == standing
    assert Event.objects.count() >= 3


# -- here --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_a_backup_holds(place, tmp_path):
    path, kept = backup(tmp_path)
    assert kept == read_manifest(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "it holds what accounts log in with"
    assert kept.files.size == 3
    labels = {part.name for part in kept.tables}
    assert {"agreements.user", "agreements.user_groups", "reports.event", "reports.issuedreport"} <= labels
    assert "sessions.session" not in labels
    assert [*path.parent.iterdir()] == [path], "no draft is left"
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        assert "\U0001f33e" in opened.read("tables/reports.event.jsonl").decode()
        # However many files there are, they are one entry: the directory of a ZIP is held in memory.
        assert len(opened.infolist()) == len(kept.tables) + 2
        with tarfile.open(fileobj=opened.open("files.tar")) as files:
            assert set(files.getnames()) == {"foto/2024/a b.jpg", "terbit/laporan-1.pdf", "terbit/laporan-1.xlsx"}
            assert files.extractfile("foto/2024/a b.jpg").read() == b"\xff\xd8\x00" * 7


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_those_of_one_moment(place, tmp_path, monkeypatch):
    """Somebody types between two tables: neither the new figure nor half of it is in the backup."""
    if connection.vendor == "sqlite":
        pytest.skip("the suite's SQLite is in memory and has one connection")
    before = BudgetRealization.objects.count()
    lines = tables.lines

    def typing(model):
        # The moment is that of the first table.
        if model is User:
            with psycopg2.connect(dbname=connection.settings_dict["NAME"]) as other:
                other.cursor().execute("DELETE FROM reports_budgetrealization")
        return lines(model)

    monkeypatch.setattr("reports.backups.making.lines", typing)
    _, kept = backup(tmp_path)
    assert BudgetRealization.objects.count() == 0 < before
    assert {part.name: part.size for part in kept.tables}["reports.budgetrealization"] == before


@pytest.fixture(scope="module")
def kept_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a backup that tests take copies of; the rows it was made of are gone again."""
    folder = tmp_path_factory.mktemp("sekali")
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=folder / "media"):
        # The rows are those of one moment here anyway: nobody else sees this transaction.
        patch.setattr("reports.backups.making.snapshot", nullcontext)
        with django_db_blocker.unblock(), transaction.atomic():
            made_office(folder / "media")
            path, _ = backup(folder)
            transaction.set_rollback(True)
    return path


@pytest.fixture
def kept_file(kept_once, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(shutil.copy(kept_once, tmp_path))


def refused(path):
    """Return why a backup is not put back: that is told, and comes before anything else goes wrong."""
    try:
        restore_backup(path)
    except BackupError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is no refusal
        pytest.fail(f"not refused, but {error!r}")
    pytest.fail("not refused")


@pytest.mark.django_db
def test_one_flipped_byte_anywhere_or_a_lost_end_is_refused(kept_file):
    content = kept_file.read_bytes()
    for share in (0, 10, 37, 50, 73, 90, 99):
        broken = bytearray(content)
        broken[len(content) * share // 100] ^= 1
        kept_file.write_bytes(broken)
        assert "rusak, terpotong, atau bukan cadangan" in refused(kept_file), share
    for cut in (1, archive.SEAL, 5000):
        kept_file.write_bytes(content[:-cut])
        assert "rusak, terpotong, atau bukan cadangan" in refused(kept_file), cut
    kept_file.write_bytes(content)
    assert read_manifest(kept_file).rows > 100, "and the whole one is not"


def test_any_other_file_is_refused(tmp_path):
    other = tmp_path / "lain.zip"
    for content in (b"", b"PK", b"x" * 100):
        other.write_bytes(content)
        assert "bukan cadangan aplikasi ini" in refused(other)
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr("surat.txt", "Kepada Yth.")
        opened.comment = b"0" * archive.SEAL
    archive.seal(other)
    assert refused(other) == "Berkas “lain.zip” bukan cadangan aplikasi ini."
    assert "tidak dapat dibaca: No such file" in refused(tmp_path / "tidak-ada.zip")


def rewritten(path, change, **parts):
    """Write a backup anew, sealed, with another manifest, and with other lines in tables, by their names."""
    with zipfile.ZipFile(path) as source:
        data = json.loads(source.read(archive.MANIFEST))
    change(data)
    tables = {f"{archive.TABLES}reports.{name}.jsonl": content for name, content in parts.items()}
    replaced(path, **{archive.MANIFEST: json.dumps(data).encode()}, **tables)


def replaced(path, **contents):
    """Write a backup anew, sealed, with other entries."""
    with zipfile.ZipFile(path) as source:
        entries = {entry.filename: source.read(entry) for entry in source.infolist()}
    with zipfile.ZipFile(path, "w") as target:
        for name, content in (entries | contents).items():
            target.writestr(name, content)
        target.comment = b"0" * archive.SEAL
    archive.seal(path)


def without(path, lost):
    """Write a backup anew, sealed, that never held some file."""
    counted, kept = archive.Counted(), io.BytesIO()
    with zipfile.ZipFile(path) as source, tarfile.open(fileobj=kept, mode="w|") as bundle:
        data = json.loads(source.read(archive.MANIFEST))
        with tarfile.open(fileobj=source.open(archive.FILES)) as files:
            for entry in files:
                if entry.name != lost:
                    archive.add_file(bundle, entry.name, entry.size, files.extractfile(entry), counted)
    data["files"] = asdict(counted.part)
    replaced(path, **{archive.MANIFEST: json.dumps(data).encode(), archive.FILES: kept.getvalue()})


@pytest.mark.django_db
def test_another_version_is_refused_and_named(kept_file):
    rewritten(kept_file, lambda data: data.update(format=1))
    assert "ditulis dalam format 1, sedangkan versi aplikasi ini membaca format 2" in refused(kept_file)
    rewritten(kept_file, lambda data: data.update(format=2, migrations=data["migrations"][:-1]))
    assert "ditulis oleh versi aplikasi lain, yang belum mengenal sessions.0001_initial." in refused(kept_file)
    rewritten(kept_file, lambda data: data["migrations"].extend(["sessions.0001_initial", "reports.9999_nanti"]))
    assert "yang mengenal reports.9999_nanti." in refused(kept_file)


@pytest.mark.django_db
def test_a_place_of_another_version_is_not_backed_up(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.backups.making.known_migrations", lambda: frozenset({"reports.9999_nanti"}))
    with pytest.raises(BackupError, match=r"Jalankan manage\.py migrate dahulu"):
        backup(tmp_path)


@pytest.mark.django_db
def test_this_place_is_not_empty(kept_file):
    factories.UnitFactory()
    assert "Basis data ini tidak kosong" in refused(kept_file)


@pytest.mark.django_db(transaction=True)
def test_what_does_not_come_back_as_it_was_leaves_the_place_empty(kept_file, tmp_path):
    content, standing = kept_file.read_bytes(), guards()
    no_hash = {"sha256": "0" * 64}
    for change, told in (
        (
            lambda: rewritten(kept_file, lambda data: data["tables"][0].update(no_hash)),
            "bukan yang dicatat daftar isinya",
        ),
        (lambda: rewritten(kept_file, lambda data: data["files"].update(no_hash)), "dipulihkan seperti semula"),
        (lambda: rewritten(kept_file, lambda data: data["files"].update(size=2)), "dipulihkan seperti semula"),
        (lambda: without(kept_file, "terbit/laporan-1.xlsx"), "Dokumen terbit"),
    ):
        kept_file.write_bytes(content)
        change()
        assert told in refused(kept_file)
        assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []
        assert not Unit.objects.exists()
        assert guards() == standing


@pytest.mark.django_db(transaction=True)
def test_rows_that_read_otherwise_than_they_were_written_are_refused(kept_file, monkeypatch):
    insert = tables.insert

    def insert_and_be_changed(model, given):
        found = insert(model, given)
        if model is User:
            User.objects.update(first_name="Lain")
        return found

    monkeypatch.setattr("reports.backups.restoring.insert", insert_and_be_changed)
    assert "Tabel agreements.user terbaca lain daripada yang dicadangkan" in refused(kept_file)
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broken_trail_is_not_put_back(kept_file):
    """Whoever rewrites a line can seal the backup around it as well, but not the later lines."""
    with zipfile.ZipFile(kept_file) as opened:
        trail = opened.read(f"{archive.TABLES}reports.event.jsonl").replace(b'"Lama"', b'"Kuno"', 1)

    def agree(data):
        (part,) = (part for part in data["tables"] if part["name"] == "reports.event")
        part["sha256"] = hashlib.sha256(trail).hexdigest()

    rewritten(kept_file, agree, event=trail)
    assert "di dalam cadangan putus pada baris 1;" in refused(kept_file)
    assert not Unit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_leaves_nothing(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save("foto/a.jpg", ContentFile(b"a picture"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.backups.making.add_file", full)
    with pytest.raises(CommandError, match=r"tidak dapat ditulis ke .*: No space left on device"):
        call_command("backup", tmp_path / "penuh")
    assert [*(tmp_path / "penuh").iterdir()] == []


def test_the_oldest_are_thinned_out(tmp_path):
    for day in (1, 2, 3):
        (tmp_path / f"lkjip-2024070{day}-060000.zip").write_bytes(b"")
    (tmp_path / "milik-orang.zip").write_bytes(b"")
    gone = thin_out(tmp_path, 2)
    assert [path.name for path in gone] == ["lkjip-20240701-060000.zip"]
    assert {path.name for path in tmp_path.iterdir()} == {
        "lkjip-20240702-060000.zip",
        "lkjip-20240703-060000.zip",
        "milik-orang.zip",
    }


def test_what_is_written_together_is_bounded_by_number_and_by_length(monkeypatch):
    """Nothing in memory grows with the place, nor with the length of what one row holds."""
    monkeypatch.setattr(tables, "MOST_BYTES", 100)

    def sizes(lines, most):
        given = []
        portions = tables.portions((given.append(line) or line for line in lines), most)
        found = [(len(portion), len(given)) for portion in portions]
        assert len(given) == len(lines)
        # Each is given away before the next is read.
        assert [read for _, read in found] == list(itertools.accumulate(count for count, _ in found))
        return [count for count, _ in found]

    assert sizes([b"x"] * 7, 3) == [3, 3, 1]
    assert sizes([b"x" * 60] * 5, 3) == [2, 2, 1]
    assert sizes([b"x" * 500, b"x", b"x"], 3) == [1, 2]
    assert sizes([], 3) == []


def test_files_go_by_one_after_the_other():
    """Names of any length and letters, contents of any length; what went by is not kept."""
    files = {"a/b c.pdf": b"x" * 3000, f"{'d' * 150}/é.bin": b"", "z": b"y"}
    counted, stream = archive.Counted(), io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w|") as bundle:
        for name, content in files.items():
            archive.add_file(bundle, name, len(content), io.BytesIO(content), counted)
            assert bundle.members == []
    stream.seek(0)
    again, found = archive.Counted(), {}
    with tarfile.open(fileobj=stream, mode="r|") as bundle:
        for name, source in archive.files_in(bundle):
            content = archive.Hashing(source)
            found[name] = content.read(10_000)
            again.add(name, content)
            assert bundle.members == []
    assert found == files
    assert again.part == counted.part
    assert counted.part.size == 3


def test_a_value_nobody_can_keep_is_refused():
    field = User._meta.get_field("username")
    assert tables.encoded(b"\x00\xff", field) == "AP8="
    with pytest.raises(TypeError, match="does not know how to keep float"):
        tables.encoded(1.5, field)
