"""Do background work: draw what was asked for, and the regular chores. The same command on every machine."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.worker import run


class Command(BaseCommand):
    """Work until told to stop (Ctrl-C, SIGTERM)."""

    help = "Mengerjakan pekerjaan latar sampai dihentikan; satu perintah ini dijalankan di setiap mesin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --beside and --folder."""
        parser.add_argument("--beside", type=int, metavar="PID", help="berhenti bila proses ini sudah tidak ada")
        parser.add_argument(
            "--folder",
            type=Path,
            default=Path(settings.VAR_DIR) / "tmp",
            help="tempat folder sementara, sendiri untuk setiap pekerja",
        )

    def handle(self, *args: object, beside: int | None, folder: Path, **options: object) -> None:
        """Work, and end with 1 when a process was killed, so that the worker is started anew."""
        sys.exit(run(folder, beside))
