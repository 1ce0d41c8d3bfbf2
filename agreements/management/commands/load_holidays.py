"""Fill the calendar with national holidays and cuti bersama."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agreements.actions import load_calendar
from agreements.numbers import format_date


class Command(BaseCommand):
    """Load the holidays of the years given, or of this year and the next."""

    help = "Memuat hari libur nasional dan cuti bersama; tanggal yang sudah ada tidak diubah."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take any number of years."""
        parser.add_argument("years", nargs="*", type=int, metavar="TAHUN", help="Bawaan: tahun ini dan tahun depan.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load year by year and say what changed."""
        this_year = timezone.localdate().year
        for year in options["years"] or (this_year, this_year + 1):
            try:
                load = load_calendar(year=year, by=None)
            except ValueError:
                raise CommandError(f"Hari libur tahun {year} tidak dikenal.") from None
            state = "sudah ditetapkan" if load.final else "belum ditetapkan seluruhnya"
            self.stdout.write(f"{year}: {len(load.added)} hari libur ditambahkan, {state}.")
            for day in load.removed:
                self.stdout.write(f"  {format_date(day)} dihapus: perkiraan yang sudah tidak berlaku.")
