"""Lists what the checks find in the reports of a quarter."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand

from agreements.enums import Severity
from agreements.models import Unit
from reports.checks import check_report
from reports.computation import compute_facts, compute_report
from reports.data import SCHEMA, finding_data
from reports.inputs import ReportInputs
from reports.layouts import layout_for
from reports.management.arguments import add_quarter, find_unit, read_quarter
from reports.period import Quarter
from reports.queries import as_issued, load_unit_inputs
from reports.results import Finding


class Command(BaseCommand):
    """`check_reports [UNIT] YEAR QUARTER`; without UNIT all units."""

    help = "Memeriksa laporan satu unit kerja, atau semuanya, dan menulis temuannya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the quarter, perhaps a unit, and the format."""
        parser.add_argument("unit", metavar="UNIT", nargs="?", help="contoh: kecamatan-rowokangkung")
        add_quarter(parser)
        parser.add_argument("--format", choices=("text", "json"), default="text", help="text (bawaan) atau json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and write."""
        quarter = read_quarter(options["year"], options["quarter"])
        units = [find_unit(options["unit"])] if options["unit"] else reporting_units()
        checked = [pair for unit in units for pair in check_unit(unit, quarter)]
        write = self._write_json if options["format"] == "json" else self._write_text
        write(quarter, checked)

    def _write_json(self, quarter: Quarter, checked: list[tuple[ReportInputs, tuple[Finding, ...]]]) -> None:
        findings = [
            {"unit": inputs.facts.unit.slug, "position": inputs.position_slug, **finding_data(finding)}
            for inputs, found in checked
            for finding in found
        ]
        data = {"schema": SCHEMA, "year": quarter.year, "quarter": quarter.number, "findings": findings}
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))

    def _write_text(self, quarter: Quarter, checked: list[tuple[ReportInputs, tuple[Finding, ...]]]) -> None:
        for inputs, found in checked:
            if found:
                self.stdout.write(f"{inputs.position}, {inputs.facts.unit.name}")
            for finding in found:
                where = f" ({finding.where})" if finding.where else ""
                self.stdout.write(f"  {Severity(finding.severity).label}: {finding.message}{where}")
        count = sum(len(found) for _, found in checked)
        self.stdout.write(f"{len(checked)} laporan diperiksa, {count} temuan.")


def reporting_units() -> Iterator[Unit]:
    """Yield the units with a post that reports."""
    yield from Unit.objects.filter(positions__reports=True).distinct().order_by("slug")


def check_unit(unit: Unit, quarter: Quarter) -> Iterator[tuple[ReportInputs, tuple[Finding, ...]]]:
    """Yield each report of a unit with its findings, approved ones as they were issued; shared facts computed once."""
    reports = load_unit_inputs(unit, quarter)
    shared = {id(inputs.facts): compute_facts(inputs.facts) for inputs in reports[:1]}
    for inputs in as_issued(unit, quarter, reports):
        facts = shared.get(id(inputs.facts)) or compute_facts(inputs.facts)
        results = compute_report(inputs, facts, combined=layout_for(inputs.form).cost_table.combined)
        yield inputs, check_report(inputs, results)
