"""Writes one report as a file, without a browser."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.management.arguments import add_quarter, find_position, find_unit, read_quarter
from reports.outputs import OUTPUTS, prepare
from reports.pdf import RenderError


class Command(BaseCommand):
    """`render_report UNIT POSITION YEAR QUARTER --output FILE`; the ending of FILE says which output."""

    help = "Menulis satu laporan ke berkas PDF, XLSX, HTML, atau JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the report and the file."""
        parser.add_argument("unit", metavar="UNIT", help="contoh: kecamatan-rowokangkung")
        parser.add_argument("position", metavar="POSITION", help="contoh: kepala-seksi-pemerintahan")
        add_quarter(parser)
        parser.add_argument("--output", required=True, metavar="FILE", help="berkas .pdf, .xlsx, .html, atau .json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and write; a file that was there stays whole until the new one is."""
        path = Path(options["output"])
        kind = path.suffix.lower().removeprefix(".")
        if kind not in OUTPUTS:
            endings = ", ".join(f".{name}" for name in OUTPUTS)
            raise CommandError(f"Berkas “{path.name}” harus berakhiran salah satu dari: {endings}.")
        if not path.parent.is_dir():
            raise CommandError(f"Folder “{path.parent}” tidak ada.")
        quarter = read_quarter(options["year"], options["quarter"])
        position = find_position(find_unit(options["unit"]), options["position"])
        try:
            file = OUTPUTS[kind](prepare(position, quarter))
        except RenderError as error:
            raise CommandError(f"Laporan tidak dapat digambar: {error}") from error
        try:
            write_atomically(path, file.content)
        except OSError as error:
            raise CommandError(f"Berkas “{path}” tidak dapat ditulis: {error.strerror}.") from error
        self.stdout.write(f"Ditulis: {path}")


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
