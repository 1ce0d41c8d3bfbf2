"""Puts a backup back into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from agreements.numbers import format_figure
from reports.backups import BackupError, restore_backup


class Command(BaseCommand):
    """`restore FILE`; makes the tables first where there are none."""

    help = "Memulihkan cadangan ke basis data dan folder berkas yang kosong, lalu memeriksa jejak dan dokumen terbit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", metavar="FILE", help="berkas cadangan yang ditulis oleh perintah backup")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore and check."""
        try:
            manifest = restore_backup(Path(options["file"]))
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = format_figure(manifest.rows), format_figure(manifest.files.size)
        self.stdout.write(f"{rows} baris dan {files} berkas dipulihkan; jejak dan dokumen terbit utuh.")
