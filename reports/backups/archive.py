"""The file of a backup: a ZIP that any program opens, with what must be in it, sealed by its own SHA-256.

`tables/agreements.unit.jsonl` holds a row a line, `files.tar` the files of the storage, `manifest.json` what belongs
in, with the hash of each part. The last 64 characters, a comment in the eyes of ZIP, are the hash of all before them:
one byte changed anywhere, or an end that is missing, and the file is refused before anything is read from it.

Every entry is written and read as a stream, and there are as many as there are tables: what ZIP and the manifest keep
in memory does not grow with the place. A kabupaten has a hundred thousand files, so those stand in one entry.
"""

import hashlib
import json
import os
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 2
TABLES, FILES, MANIFEST = "tables/", "files.tar", "manifest.json"
SEAL = 64
"""Characters of a SHA-256 in hex."""
CHUNK = 1 << 20


class BackupError(Exception):
    """A backup can't be made or put back; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Part:
    """An entry of the archive: its name, how much it holds (rows, or files), and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What belongs in a backup, and which version of the application wrote it."""

    format: int
    made: str
    """ISO time."""
    rules: str
    migrations: tuple[str, ...]
    """Those that the database has: 'reports.0015_copied_texts'."""
    database: str
    tables: tuple[Part, ...]
    files: Part
    sequences: Mapping[str, int]
    """Table -> the highest id that was ever given: one that was deleted is not given again."""

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.size for table in self.tables)


def end(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write what belongs in an archive as its last entry, and leave room for the seal."""
    archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    archive.comment = ("0" * SEAL).encode()


def seal(path: Path) -> None:
    """Seal an archive that is closed, and see everything onto the disk."""
    with path.open("r+b") as target:
        found = _digest(_before_seal(target))
        target.seek(-SEAL, os.SEEK_END)
        target.write(found.encode())
        target.flush()
        os.fsync(target.fileno())


def read_manifest(path: Path) -> Manifest:
    """Return what a backup holds, after every byte of it was found to be what was written.

    Raises:
        BackupError: it can't be read, is damaged or no backup, or of another format.
    """
    try:
        with path.open("rb") as source:
            size = source.seek(0, os.SEEK_END)
            whole = size > SEAL and _digest(_before_seal(source)).encode() == source.read(SEAL)
    except OSError as error:
        raise BackupError(f"Cadangan “{path}” tidak dapat dibaca: {error.strerror}.") from error
    if not whole:
        raise BackupError(
            f"Berkas “{path.name}” rusak, terpotong, atau bukan cadangan aplikasi ini: isinya tidak cocok dengan"
            " segelnya. Tidak ada yang dipulihkan; pakailah cadangan lain."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            data = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BackupError(f"Berkas “{path.name}” bukan cadangan aplikasi ini.") from error
    if data.get("format") != FORMAT:
        raise BackupError(
            f"Cadangan “{path.name}” ditulis dalam format {data.get('format')}, sedangkan versi aplikasi ini membaca"
            f" format {FORMAT}. Pasang versi aplikasi yang menulisnya."
        )
    return _manifest(data)


def _manifest(data: Mapping[str, Any]) -> Manifest:
    parts = {"tables": tuple(Part(**part) for part in data["tables"]), "files": Part(**data["files"])}
    return Manifest(**{**data, **parts, "migrations": tuple(data["migrations"])})


# -- files -------------------------------------------------------------------------------------------------------------


class Hashing:
    """A stream that tells the bytes and the SHA-256 of what was read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.size, self.found = source, 0, hashlib.sha256()

    def read(self, size: int = CHUNK) -> bytes:
        """Read on."""
        chunk = self.source.read(size)
        self.size += len(chunk)
        self.found.update(chunk)
        return chunk


@dataclass
class Counted:
    """Files that went by, one after the other: their number, and one hash over the names and contents of all."""

    size: int = 0
    found: Any = field(default_factory=hashlib.sha256)

    def add(self, name: str, content: Hashing) -> None:
        """Count a file that was read to its end."""
        self.size += 1
        self.found.update(f"{name}\0{content.size}\0{content.found.hexdigest()}\n".encode())

    @property
    def part(self) -> Part:
        """What they are in a manifest."""
        return Part(FILES, self.size, self.found.hexdigest())


def add_file(bundle: tarfile.TarFile, name: str, size: int, source: IO[bytes], counted: Counted) -> None:
    """Write a file into the bundle and count it."""
    entry = tarfile.TarInfo(name)
    entry.size, content = size, Hashing(source)
    bundle.addfile(entry, content)
    # What is written is kept there, for the one who would like to read it again.
    bundle.members.clear()
    counted.add(name, content)


def files_in(bundle: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield (name, content) of the files of a bundle; each is to be read before the next one is asked for."""
    while (entry := bundle.next()) is not None:
        bundle.members.clear()
        content = bundle.extractfile(entry)
        if content is not None:
            yield entry.name, content


# -- the seal ----------------------------------------------------------------------------------------------------------


def _before_seal(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in chunks up to its seal."""
    left = source.seek(0, os.SEEK_END) - SEAL
    source.seek(0)
    while left > 0 and (chunk := source.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def _digest(chunks: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()
