"""Who signs: posts that nobody holds, titles and NIPs that can't be right, dates before the period ends. Pure."""

from collections.abc import Iterator

from agreements.enums import AppointmentKind, Echelon
from agreements.numbers import format_date, format_nip, nip_fault
from reports.checks.common import Problem
from reports.inputs import ReportInputs, Signer
from reports.results import Kept, ReportResults

ACTING = tuple(AppointmentKind(kind).label for kind in AppointmentKind if kind != AppointmentKind.DEFINITIVE)
"""'Plt.', 'Plh.', 'Pj.': how a title begins whose holder acts for somebody."""


def find_signers_not_appointed(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find a signing post that nobody holds on the report's date; the head of the region needs no name here.

    A post without any superior has nobody to acknowledge its report, and that is no finding.
    """
    signers: list[tuple[Signer, Kept]] = [(inputs.signer, Kept.HOLDER)]
    if inputs.superior is not None and inputs.superior.echelon != Echelon.HEAD:
        signers.append((inputs.superior, Kept.SUPERIOR_HOLDER))
    for signer, kept in signers:
        if not signer.name.strip():
            yield Problem(
                f"Pada tanggal laporan, {format_date(inputs.signed_on)}, belum ada pejabat yang memegang jabatan"
                f" {signer.position}.",
                "Tanda tangan",
                "Catat penugasan pejabat (definitif, Plt., Plh., atau Pj.) yang berlaku pada tanggal itu di halaman"
                " Organisasi, atau perbaiki tanggal laporan.",
                kept=(kept,),
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


def find_acting_titles_that_differ(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find an agreement that calls its second party Plt., Plh. or Pj. otherwise than the appointment does."""
    agreement = inputs.agreement
    party = agreement.second_party if agreement else None
    if agreement is None or party is None or not party.name.strip() or party.kind is None:
        return
    held = "" if party.kind == AppointmentKind.DEFINITIVE else AppointmentKind(party.kind).label
    named = next((label for label in ACTING if agreement.superior_title.startswith(f"{label} ")), "")
    if agreement.superior_title and named != held:
        yield Problem(
            f"Perjanjian Kinerja menyebut “{agreement.superior_title}”, padahal {party.name} memegang jabatan itu"
            f" sebagai {(held or 'pejabat definitif').removesuffix('.')}.",
            "Perjanjian Kinerja",
            f"Perbaiki sebutannya menjadi “{f'{held} {party.title}'.strip()}” di Perjanjian Kinerja (bila sudah"
            " ditandatangani, lewat Perubahannya), atau perbaiki status penugasannya di halaman Organisasi.",
            kept=(Kept.PARTY, Kept.SECOND_PARTY),
        )


def find_other_superiors_agreed(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find an agreement with another post than the direct superior."""
    agreement, superior = inputs.agreement, inputs.superior
    if agreement is None or superior is None or not agreement.superior_title:
        return
    title = agreement.superior_title
    for label in ACTING:
        title = title.removeprefix(f"{label} ")
    if not any(
        _plain(name).startswith(_plain(title)) or _plain(title).startswith(_plain(name))
        for name in (superior.title, superior.position)
    ):
        yield Problem(
            f"Perjanjian Kinerja dibuat dengan {agreement.superior_title}, padahal atasan langsung {inputs.position}"
            f" adalah {superior.title}.",
            "Perjanjian Kinerja",
            "Perbaiki pihak kedua di Perjanjian Kinerja (bila sudah ditandatangani, lewat Perubahannya), atau atasan"
            " langsung jabatan ini di halaman Organisasi.",
            kept=(Kept.PARTY, Kept.SUPERIOR),
        )


def find_faulty_nips(inputs: ReportInputs, _results: ReportResults) -> Iterator[Problem]:
    """Find an NIP on the report that can't be one: birth month 30 (Rowokangkung 02)."""
    signers = [signer for signer in (inputs.signer, inputs.superior) if signer is not None]
    for nip in dict.fromkeys(signer.nip for signer in signers if signer.nip):
        fault = nip_fault(nip)
        if fault:
            yield Problem(
                f"NIP {format_nip(nip)} {fault}.",
                "Tanda tangan",
                "Perbaiki NIP pejabat ini menurut SK-nya di halaman Organisasi.",
                kept=(Kept.OFFICIAL,),
                nip=nip,
            )


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
