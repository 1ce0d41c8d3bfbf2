"""Posts that sign without anybody holding them. Pure."""

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
