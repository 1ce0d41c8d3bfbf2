"""Writes one report as a file, without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.management.arguments import add_quarter, find_position, find_unit, read_quarter
from reports.management.files import add_output, read_output, write_output
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
        add_output(parser, OUTPUTS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and write; a file that was there stays whole until the new one is."""
        path, ending = read_output(options["output"], OUTPUTS)
        quarter = read_quarter(options["year"], options["quarter"])
        position = find_position(find_unit(options["unit"]), options["position"])
        try:
            file = OUTPUTS[ending](prepare(position, quarter))
        except RenderError as error:
            raise CommandError(f"Laporan tidak dapat digambar: {error}") from error
        write_output(path, file.content)
        self.stdout.write(f"Ditulis: {path}")
