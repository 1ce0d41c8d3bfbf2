"""What was drawn before, kept under a key that says everything it was drawn from: equal keys, equal files.

The key covers the inputs, all of them, with the status and what texts are checked against; the code that turns them
into a document (every module that drawing may import: all rooms of `docs/architecture.md` but the writing one and the
edges); templates, styles and fonts; the versions of Python, of the packages and of the layout library; and whether the
pictures are there. A file carries its own hash, so one that is half written or damaged counts as not there.

No row tells of these files: whoever knows what a report says knows the key.
"""

import datetime
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from reports.frozen import digest
from reports.inputs import ReportInputs
from reports.pdf import layout_library

FOLDER = "gambar/"
DIGEST = hashlib.sha256().digest_size

# Of each app: what reads no row and draws nothing. No module that draws may import these (tests/test_architecture.py).
BESIDE = {
    "actions", "admin", "apps", "demo", "forms", "importing", "incidents", "mailing", "management", "migrations",
    "refreshing", "backups", "tasks", "triggers", "urls", "views", "worker",
}  # fmt: skip
LOOKS = ("templates/reports/document", "static/css", "static/fonts")


def drawing_files(root: Path) -> Iterator[Path]:
    """Yield every file of the project that what is drawn depends on, in order."""
    yield root / "lkjip" / "settings.py"
    for app in ("agreements", "reports"):
        rooms = [entry.name for entry in os.scandir(root / app) if entry.name.removesuffix(".py") not in BESIDE]
        yield from (path for room in sorted(rooms) for path in _below(root / app / room) if path.suffix == ".py")
    for folder in LOOKS:
        yield from _below(root / folder)


def _below(place: Path) -> Iterator[Path]:
    """Yield the files at and below a place, in order; what Python keeps of them for itself is none of them."""
    if place.is_file():
        yield place
    elif place.name != "__pycache__":
        for name in sorted(os.listdir(place)):
            yield from _below(place / name)


def fingerprint_of(root: Path, versions: Mapping[str, str]) -> str:
    """Return the SHA-256, in hex, of the drawing files below `root` and of versions by name."""
    found = hashlib.sha256()
    for path in drawing_files(root):
        found.update(f"{path.relative_to(root)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for name, version in sorted(versions.items()):
        found.update(f"{name}\0{version}\n".encode())
    return found.hexdigest()


def versions(root: Path) -> dict[str, str]:
    """Return the versions of Python, of the packages that requirements.txt names, and of the layout library."""
    named = re.findall(r"^([\w.-]+)==", (root / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    packages = {name: metadata.version(name) for name in named}
    return {**packages, "python": sys.version, "machine": platform.machine(), "layout": layout_library()}


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes whenever a drawing file does: a look at the disk without reading it."""
    return tuple(
        (str(path), found.st_mtime_ns, found.st_size) for path in drawing_files(root) for found in [path.stat()]
    )


_ROOT = Path(settings.BASE_DIR)
_STAMP = _stamp(_ROOT)
"""As this process found the files: where they were replaced below it, its memory is of no version that has a key."""


@cache
def engine() -> str:
    """Return the fingerprint of everything but the inputs, as this process started with."""
    return fingerprint_of(_ROOT, versions(_ROOT))


def key_of(inputs: ReportInputs, ending: str, shared: str = "") -> str:
    """Return the key of the file that a report is as `ending` ('pdf'); `shared` is as in `frozen.digest`."""
    pictures = (inputs.facts.unit.arms, *(photo.file for photo in inputs.photos))
    return key_of_content(digest(inputs, shared), pictures, ending)


def key_of_content(content: str, pictures: Iterable[str], ending: str) -> str:
    """Return `key_of` a report by the digest of its inputs and the names of the pictures in it ('' for none)."""
    lost = sorted({name for name in pictures if name and not _standard().exists(name)})
    return _key(ending, content, lost)


def key_of_parts(name: str, parts: Iterable[str]) -> str:
    """Return the key of a file that is joined from others: its name, and what stands for each part."""
    return _key(name, list(parts))


def _key(*parts: str | list[str]) -> str:
    return hashlib.sha256(json.dumps([engine(), *parts], separators=(",", ":")).encode()).hexdigest()


def _standard() -> Storage:
    return storages["default"]


def _place(key: str) -> str:
    return f"{FOLDER}{key[:2]}/{key}"


def find(key: str) -> bytes | None:
    """Return the file of a key, None where there is none, or none that is whole."""
    try:
        with _standard().open(_place(key)) as kept:
            content: bytes = kept.read()
    except OSError:
        return None
    digest, file = content[:DIGEST], content[DIGEST:]
    return file if hashlib.sha256(file).digest() == digest else None


def keep(key: str, content: bytes) -> None:
    """Keep a file under its key, for good or until it is swept away; equal ones may be kept at the same time."""
    place = _place(key)
    if find(key) == content:
        return
    _standard().delete(place)
    made = _standard().save(place, ContentFile(hashlib.sha256(content).digest() + content))
    if made != place:
        # Somebody kept an equal one in between, and the store gave this one another name.
        _standard().delete(made)


def drawn(key: str, draw: Callable[[], bytes]) -> bytes:
    """Return the file of a key: the one that is kept, else a new one, which is kept."""
    content = find(key)
    if content is None:
        content = draw()
        if is_current():
            keep(key, content)
    return content


def kept(key: str, draw: Callable[[], bytes]) -> str:
    """See that the file of a key stands in the store, and return the key that it stands under.

    That is another one where this process is outdated: then nobody else will find the file by what it says.
    """
    if find(key) is not None:
        return key
    content = draw()
    if not is_current():
        return keep_as_is(content)
    keep(key, content)
    return key


def keep_as_is(content: bytes) -> str:
    """Keep a file that nobody finds by what it says, and return the key that it stands under."""
    key = hashlib.sha256(content).hexdigest()
    keep(key, content)
    return key


def is_current() -> bool:
    """Whether the files that this process started from are still there unchanged."""
    return _stamp(_ROOT) == _STAMP


def sweep(before: datetime.datetime, used: Callable[[], Container[str]]) -> int:
    """Delete what was kept before a time and whose key is not `used`; return the number of files.

    `used` is asked last, so that a key which comes into use meanwhile is among them.
    """
    old = [(key, name) for key, name in kept_keys() if _standard().get_modified_time(name) < before]
    in_use = used()
    gone = [name for key, name in old if key not in in_use]
    for name in gone:
        _standard().delete(name)
    return len(gone)


def kept_keys() -> Iterator[tuple[str, str]]:
    """Yield (key, name in the store) of everything kept."""
    store = _standard()
    try:
        folders, _ = store.listdir(FOLDER)
    except OSError:
        return
    for folder in sorted(folders):
        for name in sorted(store.listdir(f"{FOLDER}{folder}")[1]):
            yield name, f"{FOLDER}{folder}/{name}"
