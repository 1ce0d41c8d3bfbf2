"""Signatures: posts that sign without anybody holding them, dates on which nothing could be signed yet. Pure."""

from collections.abc import Iterator

from agreements.enums import Echelon
from agreements.numbers import format_date
from reports.checks.common import Problem
from reports.inputs import ReportInputs, Signer
from reports.results import ReportResults


def find_signers_not_appointed(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find a signing post that nobody holds on the report's date; the head of the region needs no name here.

    A post without any superior has nobody to acknowledge its report, and that is no finding.
    """
    signers: list[Signer] = [inputs.signer]
    if inputs.superior is not None and inputs.superior.echelon != Echelon.HEAD:
        signers.append(inputs.superior)
    for signer in signers:
        if not signer.name.strip():
            yield Problem(
                f"Pada tanggal laporan, {format_date(inputs.signed_on)}, belum ada pejabat yang memegang jabatan"
                f" {signer.position}.",
                "Tanda tangan",
                "Mintalah administrator mencatat penugasan pejabat (definitif, Plt., Plh., atau Pj.) yang berlaku pada"
                " tanggal itu, atau perbaiki tanggal laporan.",
            )


def find_signature_before_period_ends(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find a report dated before its period is over; on the last day is in order (Candipuro: 31 March)."""
    end = inputs.facts.quarter.end
    if inputs.signed_on < end:
        yield Problem(
            f"Laporan bertanggal {format_date(inputs.signed_on)}, padahal periodenya baru berakhir {format_date(end)}.",
            "Tanda tangan",
            "Perbaiki tanggal laporan di halaman Atur laporan: pada hari terakhir periode atau sesudahnya.",
        )
