"""Writes all reports of a unit and quarter as one PDF, without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.bundle import prepare_unit, render_bundle
from reports.management.arguments import add_quarter, find_unit, read_quarter
from reports.management.files import add_output, read_output, write_output
from reports.undrawable import RenderError


class Command(BaseCommand):
    """`render_bundle UNIT YEAR QUARTER --output FILE.pdf`."""

    help = "Menulis semua laporan satu unit kerja ke satu berkas PDF, dengan daftar isi dan penanda."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the unit, the quarter and the file."""
        parser.add_argument("unit", metavar="UNIT", help="contoh: kecamatan-rowokangkung")
        add_quarter(parser)
        add_output(parser, ["pdf"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and write; a file that was there stays whole until the new one is."""
        path, _ = read_output(options["output"], ["pdf"])
        quarter = read_quarter(options["year"], options["quarter"])
        unit = find_unit(options["unit"])
        prepared = prepare_unit(unit, quarter)
        if not prepared:
            raise CommandError(
                f"{unit.name} belum punya laporan {quarter.name} {quarter.year}: triwulan itu belum dibuka di sana."
            )
        try:
            file = render_bundle(prepared)
        except RenderError as error:
            raise CommandError(f"Bundel tidak dapat digambar: {error}") from error
        write_output(path, file.content)
        self.stdout.write(f"Ditulis: {path} ({len(prepared)} laporan)")
