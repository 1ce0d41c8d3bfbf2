"""Puts a backup back into an empty place, whole or not at all, and proves that what is there now is what was kept."""

import json
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from reports import triggers
from reports.backups.archive import (
    FILES,
    TABLES,
    BackupError,
    Counted,
    Hashing,
    Manifest,
    files_in,
    read_manifest,
)
from reports.backups.making import stored_names
from reports.backups.tables import SEEDED, digest, insert, kept_models, known_migrations, label, set_sequences
from reports.models import IssuedReport, UnitSummary
from reports.queries import DamagedFileError, open_issued, sealed_lines, units_with_a_trail
from reports.sealing import walk

LAST = label(UnitSummary)
"""Written after the triggers stand again: without a summary they have nothing to call changed."""


def restore_backup(path: Path) -> Manifest:
    """Put a backup back; return what it holds.

    Raises:
        BackupError: it is damaged or of another version, the place is not empty, or what was written is not what was
            kept; the place is then as empty as before.
    """
    manifest = read_manifest(path)
    _check_version(path, manifest)
    _check_empty()
    # The names go to the disk: there may be more of them than memory should hold.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as written:
        try:
            with zipfile.ZipFile(path) as archive:
                _restore_files(archive, manifest, written)
                with transaction.atomic():
                    _restore_rows(archive, manifest)
                    _check_rows(manifest)
                    _check_trail()
                    _check_issued()
        except BaseException as error:
            written.seek(0)
            for name in written:
                default_storage.delete(json.loads(name))
            if isinstance(error, OSError):
                raise BackupError(f"Cadangan tidak dapat dipulihkan: {error.strerror or error}.") from error
            raise
    return manifest


# -- before anything is written ----------------------------------------------------------------------------------------


def _check_version(path: Path, manifest: Manifest) -> None:
    ours, theirs = known_migrations(), {*manifest.migrations}
    missing, unknown = sorted(ours - theirs), sorted(theirs - ours)
    if not missing and not unknown:
        return
    other = f"mengenal {unknown[-1]}" if unknown else f"belum mengenal {missing[-1]}"
    raise BackupError(
        f"Cadangan “{path.name}” ditulis oleh versi aplikasi lain, yang {other}. Pasang versi itu, pulihkan di sana,"
        " lalu perbarui aplikasinya."
    )


def _check_empty() -> None:
    """Make the tables where there are none, and see that nobody worked here yet."""
    there = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    used = [
        model
        for model in kept_models()
        if model._meta.db_table in there and label(model) not in SEEDED and model._base_manager.exists()
    ]
    if used:
        raise BackupError(
            f"Basis data ini tidak kosong: tabel {used[0]._meta.db_table} sudah berisi. Cadangan hanya dipulihkan ke"
            " tempat yang kosong, supaya tidak ada yang tertimpa; siapkan basis data baru dan arahkan DATABASE_URL"
            " ke sana."
        )
    name = next(stored_names(default_storage), "")
    if name:
        raise BackupError(
            f"Folder berkas ini tidak kosong: “{name}” sudah ada. Cadangan hanya dipulihkan ke tempat yang kosong;"
            " arahkan MEDIA_DIR ke folder baru."
        )
    call_command("migrate", verbosity=0, interactive=False)


# -- writing -----------------------------------------------------------------------------------------------------------


def _restore_files(archive: zipfile.ZipFile, manifest: Manifest, written: IO[str]) -> None:
    """Write all files, each name into `written`, and read them again: they must be those that were kept."""
    counted = Counted()
    with archive.open(FILES) as source, tarfile.open(fileobj=source, mode="r|") as bundle:
        for name, content in files_in(bundle):
            stored = default_storage.save(name, File(content, name))
            written.write(f"{json.dumps(stored)}\n")
            if stored != name:
                raise BackupError(f"Berkas “{name}” tidak dapat dipulihkan seperti semula.")
            with default_storage.open(name) as there:
                again = Hashing(there)
                while again.read():
                    pass
            counted.add(name, again)
    if counted.part != manifest.files:
        raise BackupError("Berkas-berkas di dalam cadangan tidak dapat dipulihkan seperti semula.")


def _restore_rows(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write all rows, with the triggers that note changes away: what is put back is no change."""
    triggers.take_away()
    models = {label(model): model for model in kept_models()}
    for name in SEEDED:
        models[name]._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
    expected = {part.name: (part.size, part.sha256) for part in manifest.tables}
    for name in sorted(models, key=lambda name: (name == LAST, name)):
        if name == LAST:
            _settle()
            triggers.install()
        with archive.open(f"{TABLES}{name}.jsonl") as source:
            if insert(models[name], source) != expected[name]:
                raise BackupError(f"Tabel {name} di dalam cadangan bukan yang dicatat daftar isinya.")
    set_sequences(dict(manifest.sequences))


def _settle() -> None:
    """Let PostgreSQL look at the foreign keys now: a table with checks still to be made takes no trigger."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


# -- after it ----------------------------------------------------------------------------------------------------------


def _check_rows(manifest: Manifest) -> None:
    """Read every table again: its rows must give the lines that were kept."""
    models = {label(model): model for model in kept_models()}
    for part in manifest.tables:
        if digest(models[part.name]) != (part.size, part.sha256):
            raise BackupError(f"Tabel {part.name} terbaca lain daripada yang dicadangkan; tidak ada yang dipulihkan.")


def _check_trail() -> None:
    for unit in units_with_a_trail():
        chain = walk(sealed_lines(unit), None)
        if chain.broken:
            raise BackupError(
                f"Jejak {unit.slug} di dalam cadangan putus pada baris {chain.broken.number}; tidak ada yang"
                " dipulihkan."
            )


def _check_issued() -> None:
    for row in IssuedReport.objects.defer("inputs", "snapshot").iterator():
        for ending in ("pdf", "xlsx"):
            try:
                open_issued(row, ending).close()
            except DamagedFileError as error:
                raise BackupError(
                    f"Dokumen terbit {row.code} tidak lengkap di dalam cadangan ({error}); tidak ada yang dipulihkan."
                ) from error
