"""`manage.py refresh_summaries`: computes what lists, charts and recaps read."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.management.arguments import find_unit, read_quarter
from reports.refreshing import refresh_summaries


class Command(BaseCommand):
    """Refresh all that is stale, or a part of it."""

    help = "Menghitung ulang ringkasan yang tidak lagi sesuai, dari semua unit dan triwulan atau sebagian."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read a unit, a quarter, both or neither."""
        parser.add_argument("what", nargs="*", metavar="[UNIT] [YEAR QUARTER]", help="contoh: kecamatan-contoh 2024 2")

    def handle(self, *args: object, what: list[str], **options: object) -> None:
        """Refresh and say how much there was to do."""
        slug, period = (what[:1], what[1:]) if len(what) in (1, 3) else ([], what)
        if len(period) not in (0, 2):
            raise CommandError("Tulis unit kerja, tahun dan triwulan, keduanya, atau tidak sama sekali.")
        unit = find_unit(slug[0]) if slug else None
        quarters = [read_quarter(*period)] if period else None
        done = refresh_summaries(unit, quarters)
        self.stdout.write(f"Ringkasan yang dihitung: {done.stored}")
        if done.overtaken:
            self.stdout.write(f"Berubah lagi selagi dihitung, menunggu giliran berikutnya: {done.overtaken}")
