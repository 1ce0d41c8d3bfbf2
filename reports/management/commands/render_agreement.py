"""Writes one Perjanjian Kinerja as a file, without a browser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from agreements.enums import AgreementKind
from agreements.models import Agreement, Position
from reports.management.arguments import find_position, find_unit, read_year
from reports.management.files import add_output, read_output, write_output
from reports.outputs import AGREEMENT_OUTPUTS, prepare_agreement
from reports.queries import agreements_of_post
from reports.undrawable import RenderError


class Command(BaseCommand):
    """`render_agreement UNIT POSITION YEAR [--kind murni|perubahan] [--to-sign] --output FILE`.

    The ending of FILE says which kind of file. A draft is marked as one unless it is printed to be signed.
    """

    help = "Menulis satu Perjanjian Kinerja ke berkas PDF, XLSX, atau HTML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the agreement and the file."""
        parser.add_argument("unit", metavar="UNIT", help="contoh: kecamatan-rowokangkung")
        parser.add_argument("position", metavar="POSITION", help="contoh: kepala-seksi-pemerintahan")
        parser.add_argument("year", metavar="YEAR", help="tahun anggaran, contoh: 2024")
        parser.add_argument(
            "--kind",
            choices=AgreementKind.values,
            help="murni atau perubahan; tanpa ini yang terakhir di tahun itu",
        )
        parser.add_argument("--to-sign", action="store_true", help="tanpa tanda draf, untuk dicetak dan ditandatangani")
        add_output(parser, AGREEMENT_OUTPUTS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Render and write; a file that was there stays whole until the new one is."""
        path, ending = read_output(options["output"], AGREEMENT_OUTPUTS)
        year = read_year(options["year"])
        position = find_position(find_unit(options["unit"]), options["position"])
        agreement = find_agreement(position, year, options["kind"])
        try:
            file = AGREEMENT_OUTPUTS[ending](prepare_agreement(agreement, to_sign=options["to_sign"]))
        except RenderError as error:
            raise CommandError(f"Perjanjian tidak dapat digambar: {error}") from error
        write_output(path, file.content)
        self.stdout.write(f"Ditulis: {path}")


def find_agreement(position: Position, year: int, kind: str | None) -> Agreement:
    """Return the agreement of a kind, or the last of the year.

    Raises:
        CommandError: there is none; the sentence says which there are.
    """
    every = agreements_of_post(position, year)
    found = [row for row in every if kind in (None, row.kind)]
    if found:
        return found[-1]
    if not every:
        raise CommandError(f"{position.name} belum punya Perjanjian Kinerja tahun {year}.")
    there = " dan ".join(row.get_kind_display() for row in every)
    raise CommandError(f"{position.name} tahun {year} hanya punya {there}.")
