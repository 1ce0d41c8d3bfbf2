"""Writes a backup: all rows as of one moment, then the files that they name, then the proof that it can be read."""

import datetime
import hashlib
import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import Storage, default_storage
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from reports.backups.archive import (
    FILES,
    FORMAT,
    TABLES,
    BackupError,
    Counted,
    Manifest,
    Part,
    add_file,
    end,
    read_manifest,
    seal,
)
from reports.backups.tables import applied_migrations, kept_models, known_migrations, label, lines, sequences, snapshot
from reports.rules import RULES_VERSION

NAMED = "lkjip-????????-??????.zip"
"""How backups are called: by day and time, so that the alphabet is the order of time."""


def make_backup(folder: Path, at: datetime.datetime) -> tuple[Path, Manifest]:
    """Write a backup into a folder and read it once more; return its file and what it holds.

    It is under its name only once it is whole, and for its owner alone: it holds what the accounts log in with.

    Raises:
        BackupError: it can't be written.
    """
    path = folder / f"lkjip-{timezone.localtime(at):%Y%m%d-%H%M%S}.zip"
    draft = folder / f".{path.name}.{os.getpid()}.part"
    if known_migrations() != {*applied_migrations()}:
        raise BackupError(
            "Tabel basis data ini bukan milik versi aplikasi yang terpasang. Jalankan manage.py migrate dahulu, atau"
            " buat cadangannya dengan versi yang dipakai basis data ini."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        target = os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
        with target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            end(archive, _written(archive, at))
        seal(draft)
        found = read_manifest(draft)
        draft.replace(path)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        draft.unlink(missing_ok=True)
    return path, found


def _unwritable(folder: Path, error: OSError) -> BackupError:
    return BackupError(f"Cadangan tidak dapat ditulis ke “{folder}”: {error.strerror or error}.")


def thin_out(folder: Path, keep: int) -> list[Path]:
    """Delete all backups of a folder but the newest; return those that are gone."""
    old = sorted(folder.glob(NAMED), reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def _written(archive: zipfile.ZipFile, at: datetime.datetime) -> Manifest:
    with snapshot():
        tables = tuple(_table(archive, model) for model in kept_models())
        migrations, counted = applied_migrations(), sequences()
    # Rows first: a file is there before a row names it, and neither issued nor uploaded ones are ever removed.
    files = _files(archive)
    return Manifest(
        format=FORMAT,
        made=at.isoformat(),
        rules=RULES_VERSION,
        migrations=migrations,
        database=connections[DEFAULT_DB_ALIAS].vendor,
        tables=tables,
        files=files,
        sequences=counted,
    )


def _table(archive: zipfile.ZipFile, model: type) -> Part:
    name, count, found = label(model), 0, hashlib.sha256()
    with archive.open(f"{TABLES}{name}.jsonl", "w", force_zip64=True) as target:
        for line in lines(model):
            count += 1
            found.update(line)
            target.write(line)
    return Part(name, count, found.hexdigest())


def _files(archive: zipfile.ZipFile) -> Part:
    """Take all files in but those that were swept away meanwhile, as drawings are that nobody asked for."""
    # Most of them are compressed by themselves.
    entry, counted = zipfile.ZipInfo(FILES), Counted()
    with archive.open(entry, "w", force_zip64=True) as target, tarfile.open(fileobj=target, mode="w|") as bundle:
        for name in stored_names(default_storage):
            try:
                source = default_storage.open(name)
            except FileNotFoundError:
                continue
            with source:
                add_file(bundle, name, source.size, source, counted)
    return counted.part


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files of a storage, in order; drafts of files that are being written are left out."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if not name.startswith("."):
            yield f"{folder}{name}"
    for name in sorted(folders):
        yield from stored_names(storage, f"{folder}{name}/")
