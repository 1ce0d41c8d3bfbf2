"""Writes the database and all files into one file, and reads it once more."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from agreements.numbers import format_figure
from reports.backups import BackupError, make_backup, thin_out


class Command(BaseCommand):
    """`backup DIR [--keep N]`; people may go on working meanwhile."""

    help = "Menulis basis data dan semua berkas ke satu berkas cadangan di dalam folder, lalu memeriksanya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and how many backups stay in it."""
        parser.add_argument("folder", metavar="DIR", help="folder tempat cadangan ditulis; dibuat bila belum ada")
        parser.add_argument("--keep", type=int, metavar="N", help="hapus cadangan lama; yang N terbaru tinggal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, check, thin out."""
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError(f"--keep {keep}: paling sedikit satu cadangan harus tinggal. Tulis angka 1 atau lebih.")
        folder = Path(options["folder"])
        try:
            path, manifest = make_backup(folder, timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = format_figure(manifest.rows), format_figure(manifest.files.size)
        self.stdout.write(f"{path}: {rows} baris dan {files} berkas, sudah dibaca ulang.")
        for old in thin_out(folder, keep) if keep is not None else ():
            self.stdout.write(f"{old}: dihapus.")
