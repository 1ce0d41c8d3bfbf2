"""Lists what the checks find in the reports of a quarter."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from agreements.enums import Severity
from agreements.models import Unit
from reports.data import SCHEMA, finding_data
from reports.management.arguments import add_quarter, find_unit, read_quarter
from reports.outputs import Checked, check_opened, check_unit
from reports.period import Quarter
from reports.policies import EDITABLE
from reports.results import Finding
from reports.views.findings import Finder
from reports.views.mending import Mending
from reports.views.places import Spot

HAS_ERRORS = 3
"""How the command ends with `--exit-code` where there is a galat; a wrong argument ends it with 1 or 2."""


class Command(BaseCommand):
    """`check_reports [UNIT] YEAR QUARTER`; without UNIT all units."""

    help = "Memeriksa laporan yang sudah dibuka dari satu unit kerja, atau semuanya, dan menulis temuannya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the quarter, perhaps a unit, the format, and which reports."""
        parser.add_argument("unit", metavar="UNIT", nargs="?", help="contoh: kecamatan-rowokangkung")
        add_quarter(parser)
        parser.add_argument("--format", choices=("text", "json"), default="text", help="text (bawaan) atau json")
        parser.add_argument("--all", action="store_true", help="periksa juga jabatan yang laporannya belum dibuka")
        parser.add_argument("--exit-code", action="store_true", help=f"berakhir dengan {HAS_ERRORS} bila ada galat")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and write.

        Raises:
            CommandError: there is a galat, and `--exit-code` asks to say so.
        """
        quarter = read_quarter(options["year"], options["quarter"])
        units = [find_unit(options["unit"])] if options["unit"] else reporting_units()
        check = check_unit if options["all"] else check_opened
        checked = [
            (mending, row)
            for mending in (Mending(None, unit, quarter.year) for unit in units)
            for row in check(mending.unit, quarter)
        ]
        write = self._write_json if options["format"] == "json" else self._write_text
        write(quarter, checked)
        errors = sum(finding.severity == Severity.ERROR for _, row in checked for finding in row.findings)
        if options["exit_code"] and errors:
            raise CommandError(f"Ada {errors} galat.", returncode=HAS_ERRORS)

    def _write_json(self, quarter: Quarter, checked: list[tuple[Mending, Checked]]) -> None:
        findings = [
            {
                "unit": mending.unit.slug,
                "position": row.inputs.position_slug,
                **finding_data(finding),
                "address": address,
            }
            for mending, row in checked
            for finding, address in addressed(mending, quarter, row)
        ]
        data = {"schema": SCHEMA, "year": quarter.year, "quarter": quarter.number, "findings": findings}
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))

    def _write_text(self, quarter: Quarter, checked: list[tuple[Mending, Checked]]) -> None:
        for mending, row in checked:
            if row.findings:
                self.stdout.write(f"{row.inputs.position}, {mending.unit.name}")
            for finding, address in addressed(mending, quarter, row):
                where = f" ({finding.where})" if finding.where else ""
                self.stdout.write(f"  {Severity(finding.severity).label}: {finding.message}{where}")
                if address:
                    self.stdout.write(f"    {address}")
                if finding.reason is not None:
                    self.stdout.write(f"    Alasan: {finding.reason.text} ({finding.reason.by})")
        count = sum(len(row.findings) for _, row in checked)
        self.stdout.write(f"{len(checked)} laporan diperiksa, {count} temuan.")


def addressed(mending: Mending, quarter: Quarter, row: Checked) -> Iterator[tuple[Finding, str]]:
    """Yield each finding of a report with the address under `PUBLIC_URL` at which it is mended; '' where none is."""
    spot = Spot(mending.unit.slug, row.inputs.position_slug, quarter, row.inputs, row.inputs.status in EDITABLE)
    finder = Finder(spot, True, mending)
    for finding in row.findings:
        address = finder.address(finding)
        yield finding, f"{settings.PUBLIC_URL.rstrip('/')}{address}" if address else ""


def reporting_units() -> Iterator[Unit]:
    """Yield the units with a post that reports."""
    yield from Unit.objects.filter(positions__reports=True).distinct().order_by("slug")
