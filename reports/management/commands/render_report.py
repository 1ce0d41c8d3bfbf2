"""Writes one report as a file, without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from agreements.models import Position
from reports.management.arguments import add_quarter, find_position, find_unit, read_quarter
from reports.management.files import add_output, read_output, write_output
from reports.models import Report
from reports.outputs import OUTPUTS, prepare
from reports.period import Quarter
from reports.queries import FILES, DamagedFileError, current_issue, open_issued
from reports.undrawable import RenderError


class Command(BaseCommand):
    """`render_report UNIT POSITION YEAR QUARTER --output FILE`; the ending of FILE says which output.

    Of an approved report, PDF and workbook are those that were issued: only they agree with the code that they print.
    """

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
            content = content_of(position, quarter, ending)
        except RenderError as error:
            raise CommandError(f"Laporan tidak dapat digambar: {error}") from error
        except DamagedFileError as error:
            raise CommandError(
                f"Berkas terbitan “{error}” hilang atau tidak lagi sama dengan yang disetujui. Pulihkan dari cadangan."
            ) from error
        write_output(path, content)
        self.stdout.write(f"Ditulis: {path}")


def content_of(position: Position, quarter: Quarter, ending: str) -> bytes:
    """Return a report's file: as it was issued where it is approved, which a newer version might draw otherwise."""
    report = Report.objects.filter(position=position, year=quarter.year, quarter=quarter.number).first()
    issue = current_issue(report) if report is not None and ending in FILES else None
    if issue is None:
        return OUTPUTS[ending](prepare(position, quarter)).content
    with open_issued(issue, ending) as stored:
        content: bytes = stored.read()
    return content
