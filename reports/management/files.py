"""The file that a command writes: named by the user, whole or not there at all; with errors that help."""

import os
from argparse import ArgumentParser
from collections.abc import Collection
from pathlib import Path

from django.core.management import CommandError


def add_output(parser: ArgumentParser, endings: Collection[str]) -> None:
    """Add --output FILE."""
    parser.add_argument("--output", required=True, metavar="FILE", help=f"berkas berakhiran {_listed(endings)}")


def read_output(file: str, endings: Collection[str]) -> tuple[Path, str]:
    """Return the file and its ending in small letters.

    Raises:
        CommandError: its ending is none of those, or its folder is not there.
    """
    path = Path(file)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in endings:
        choice = "salah satu dari: " if len(endings) > 1 else ""
        raise CommandError(f"Berkas “{path.name}” harus berakhiran {choice}{_listed(endings)}.")
    if not path.parent.is_dir():
        raise CommandError(f"Folder “{path.parent}” tidak ada.")
    return path, ending


def write_output(path: Path, content: bytes) -> None:
    """Write the file; one that was there stays whole until the new one is.

    Raises:
        CommandError: it could not be written.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        raise CommandError(f"Berkas “{path}” tidak dapat ditulis: {error.strerror}.") from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it.

    Raises:
        OSError: it could not be written; what was there before is unharmed.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _listed(endings: Collection[str]) -> str:
    return ", ".join(f".{ending}" for ending in endings)
