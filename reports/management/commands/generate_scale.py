"""`manage.py generate_scale`: a synthetic kabupaten for load and for demonstrations."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.demo import DEMO_PASSWORD, FIXTURES, RealDatabaseError, load_demo
from reports.demo.names import MOST_PLACES
from reports.demo.scale import MOST_YEARS, generate_scale, issue_some
from reports.management.arguments import read_year
from reports.refreshing import refresh_summaries


class Command(BaseCommand):
    """Make kecamatan beside those of the demo, and say what is there now."""

    help = (
        "Membuat kecamatan rekaan beserta dua belas pejabat dan empat triwulan setiap tahunnya, di samping data contoh "
        "(hanya dalam mode demo). Angka yang sama untuk bilangan yang sama."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Read how many, of which years."""
        parser.add_argument("--units", type=int, required=True, help=f"jumlah kecamatan rekaan, 1 sampai {MOST_PLACES}")
        parser.add_argument("--year", required=True, help="tahun anggaran (yang terakhir), contoh: 2024")
        parser.add_argument(
            "--years",
            type=int,
            default=1,
            help=f"banyaknya tahun sampai tahun itu, 1 sampai {MOST_YEARS}; laporan yang lebih lama sudah diterima",
        )
        parser.add_argument("--seed", type=int, default=1, help="bilangan awal; yang lain memberi angka lain")
        parser.add_argument(
            "--issue",
            type=int,
            default=0,
            metavar="COUNT",
            help="gambar juga berkas sekian laporan yang disetujui (satu sampai dua detik sebuah)",
        )

    def handle(
        self, *args: object, units: int, year: str, years: int, seed: int, issue: int, **options: object
    ) -> None:
        """Refuse outside demo mode and in a real database, make, report."""
        if not settings.DEMO:
            raise CommandError(
                "Kabupaten rekaan hanya dibuat dalam mode demo, karena kata sandi akunnya diketahui umum. "
                "Untuk mencoba: LKJIP_DEMO=1 python manage.py generate_scale --units 21 --year 2024"
            )
        if not 1 <= units <= MOST_PLACES:
            raise CommandError(f"Jumlah kecamatan “{units}” tidak bisa; tulis 1 sampai {MOST_PLACES}.")
        if not 1 <= years <= MOST_YEARS:
            raise CommandError(f"Banyaknya tahun “{years}” tidak bisa; tulis 1 sampai {MOST_YEARS}.")
        number = read_year(year)
        try:
            load_demo(FIXTURES, issued=False)
        except RealDatabaseError as error:
            raise CommandError(
                "Basis data ini berisi unit kerja yang bukan contoh, jadi kabupaten rekaan tidak dibuat. "
                "Pakai basis data lain."
            ) from error
        made = generate_scale(FIXTURES, units=units, year=number, years=years, seed=seed)
        drawn = issue_some(issue)
        refresh_summaries()
        self.stdout.write(f"Kecamatan rekaan baru: {len(made.units)}")
        self.stdout.write(f"Laporan yang diajukan: {made.reports}")
        self.stdout.write(f"Laporan yang berkasnya digambar: {drawn}")
        self.stdout.write(f"Kata sandi semua akun: {DEMO_PASSWORD}; contoh akun: organisasi, operator-…, camat-…")
