"""Where a place of a report is mended: findings, remarks and changes all lead there."""

from collections.abc import Mapping

from django.urls import reverse

from reports.snapshot import SIGNATURES, TOTALS
from reports.views.desk import Desk

ENTRY_CELLS = ("indikator-", "anggaran-")
"""What the anchors of cells in the entry grid begin with."""

LISTS: Mapping[str, str] = {
    "strategi-penutup-": "daftar-penutup",
    "strategi-": "daftar-strategi",
    "tindak-lanjut-": "daftar-lanjut",
    "hambatan-": "daftar-hambatan",
    "aktivitas-": "daftar-aktivitas",
}
"""What the anchors of lists begin with -> where the list stands on its page. The first that fits counts."""


def place_address(desk: Desk, anchor: str) -> str:
    """Return the address at which a place of the report is changed; '' for the report as a whole.

    `anchor` is one of a finding, a remark or a change (`reports.snapshot`).
    """
    if anchor.startswith(ENTRY_CELLS):
        return f"{entry_address(desk)}#{anchor}"
    if anchor == TOTALS:
        return entry_address(desk)
    if anchor.startswith("teks-"):
        return desk.address("report_text", anchor.removeprefix("teks-"))
    if anchor.startswith("foto-"):
        return desk.address("report_photos")
    if anchor == SIGNATURES:
        return desk.address("report_arrangement")
    for start, place in LISTS.items():
        if anchor.startswith(start):
            return f"{desk.address('report_writing')}#{place}"
    return ""


def entry_address(desk: Desk) -> str:
    """Return the address of the figures of the report's unit and quarter."""
    unit, _, year, quarter = desk.place
    return reverse("entry", args=[unit, year, quarter])
