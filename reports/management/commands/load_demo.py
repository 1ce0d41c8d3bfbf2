"""`manage.py load_demo`: the fictional offices and accounts of the demo."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.demo import DEMO_PASSWORD, DEMO_USERS, FIXTURES, OfficeFileError, RealDatabaseError, load_demo
from reports.refreshing import refresh_summaries


class Command(BaseCommand):
    """Load what is missing of the demo, and say how to get in."""

    help = "Memuat kantor dan akun contoh (hanya dalam mode demo). Dijalankan lagi: yang sudah ada tidak disentuh."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let tests and the curious load another folder."""
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="Folder berkas kantor (bawaan: fixtures/).")

        parser.add_argument(
            "--no-issue",
            action="store_false",
            dest="issued",
            help="Jangan gambar berkas laporan yang disetujui (lebih cepat).",
        )

    def handle(self, *args: object, folder: Path, issued: bool, **options: object) -> None:
        """Refuse outside demo mode, load, report."""
        if not settings.DEMO:
            raise CommandError(
                "Data contoh hanya dimuat dalam mode demo, karena kata sandi akunnya diketahui umum. "
                "Untuk mencoba: LKJIP_DEMO=1 python manage.py load_demo"
            )
        try:
            loaded = load_demo(folder, issued=issued)
        except RealDatabaseError as error:
            raise CommandError(
                "Basis data ini berisi unit kerja yang bukan contoh, jadi data dan akun contoh tidak dimuat. "
                "Setel LKJIP_DEMO=0, atau pakai basis data lain."
            ) from error
        except OfficeFileError as error:
            raise CommandError(f"Berkas kantor salah: {error}") from error
        refresh_summaries()
        for office in loaded.offices:
            self.stdout.write(f"{office.name}: {'dimuat' if office.made else 'sudah ada, dibiarkan'}")
        self.stdout.write(f"Laporan yang jalannya dimuat: {loaded.reviews}")
        self.stdout.write(f"Akun contoh baru: {len(loaded.accounts)} dari {len(DEMO_USERS)}")
        self.stdout.write(f"Nama akun: {', '.join(user.username for user in DEMO_USERS)}")
        self.stdout.write(f"Kata sandi semua akun contoh: {DEMO_PASSWORD}")
