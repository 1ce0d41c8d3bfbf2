"""A ZIP that is sent while it is made, and the names of the files inside. Pure.

Each file is whole in memory while its part of the ZIP is written, so its size and checksum stand in front of it and
every program can read the ZIP, also one that reads it as it comes in. Beyond that nothing grows with the number of
files but one line each for the directory at the end.
"""

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

LONGEST = 100
"""Characters of one name; with two folders a path stays below the 260 of Windows."""

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')


class _Window(io.RawIOBase):
    """A file of which only what was not sent yet can be rewritten: the ZIP writer goes back within one entry."""

    def __init__(self) -> None:
        super().__init__()
        self._sent = 0
        self._kept = io.BytesIO()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._sent + self._kept.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert whence == io.SEEK_SET
        return self._sent + self._kept.seek(offset - self._sent)

    def write(self, data: object) -> int:
        return self._kept.write(cast(bytes, data))

    def take(self) -> bytes:
        """Return what was written since the last time."""
        content = self._kept.getvalue()
        self._sent += len(content)
        self._kept = io.BytesIO()
        return content


def zipped(files: Iterable[tuple[str, bytes]], at: datetime.datetime) -> Iterator[bytes]:
    """Yield a ZIP of (path, content), stored as they are, each part as soon as its file is there.

    `at` is the time of all of them, to the second, as clocks on the wall show it.
    """
    window = _Window()
    with zipfile.ZipFile(cast(BinaryIO, window), "w", zipfile.ZIP_STORED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
            yield window.take()
    yield window.take()


def safe_name(text: str) -> str:
    """Return a text as the name of a file or folder that every system takes and that leads nowhere else."""
    plain = "".join(
        " " if unicodedata.category(letter)[0] in "CZ" else letter for letter in unicodedata.normalize("NFC", text)
    )
    name = FORBIDDEN.sub(" ", plain).strip(" .")[:LONGEST].strip(" .")
    return f"_{name}" if not name or RESERVED.fullmatch(name) else name


def unique_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths, one that is there already (in whatever case) with a number: 'a.pdf', 'a (2).pdf'."""
    taken: set[str] = set()
    found = []
    for path in paths:
        stem, dot, ending = path.rpartition(".")
        number, candidate = 1, path
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{ending}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return tuple(found)
