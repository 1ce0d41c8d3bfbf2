"""Issued revisions of the small office's reports, with files in the store, as an approval leaves them."""

import datetime
import hashlib
from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agreements.enums import ReportStatus
from reports.codes import ALPHABET, address_of, grouped
from reports.frozen import freeze
from reports.inputs import ApprovalEntry
from reports.models import IssuedReport, Report
from reports.period import Quarter
from reports.queries import load_inputs
from tests import factories

APPROVED_AT = datetime.datetime(2024, 7, 9, 17, 30, tzinfo=datetime.UTC)
"""Half past midnight of 10 July in Jakarta."""

PUBLIC_URL = "https://lkjip.example.go.id"


def code_of(number: int) -> str:
    """Return a code that tests can name."""
    return grouped("7K3M9QXT0B4NWZ5" + ALPHABET[number])


def issue(report: Report, number: int = 1, **more: object) -> IssuedReport:
    """Issue the current revision of a report, handed in once, and let it be approved."""
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.APPROVED, round=report.revision)
    report.refresh_from_db()
    factories.SubmissionFactory(report=report, round=report.round, revision=report.revision)
    files = {"pdf": b"%PDF-1.7 " + bytes([number]) * 99_000, "xlsx": b"PK" + bytes([number]) * 999}
    named = {}
    for ending, content in files.items():
        named[ending] = default_storage.save(f"terbit/laporan-{number}.{ending}", ContentFile(content))
        named[f"{ending}_sha256"] = hashlib.sha256(content).hexdigest()
    code = code_of(number)
    inputs = load_inputs(report.position, Quarter(report.year, report.quarter))
    approval = ApprovalEntry(
        code=code,
        address=address_of(code, PUBLIC_URL),
        revision=report.revision,
        approved_on=datetime.date(2024, 7, 10),
        name="SITI RAHAYU, S.Sos",
        title="Plt. Camat Contoh",
    )
    row = {
        "report": report,
        "revision": report.revision,
        "supersedes": report.issues.order_by("-revision").first(),
        "code": code,
        "address": approval.address,
        "at": APPROVED_AT,
        "inputs": freeze(replace(inputs, approval=approval)),
    }
    return factories.IssuedReportFactory(**{**row, **named, **more})


def reopen(report: Report, status: ReportStatus = ReportStatus.DRAFT) -> None:
    """Open the next revision of an issued report."""
    report.revision += 1
    report.status = status
    report.save()


def content_of(row: IssuedReport, ending: str = "pdf") -> bytes:
    """Return a stored file."""
    with default_storage.open(getattr(row, ending).name) as stored:
        return stored.read()
