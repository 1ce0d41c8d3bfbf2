"""Where a place of a report is mended: findings, remarks and changes all lead there."""

from collections.abc import Mapping

from django.urls import reverse

from reports.snapshot import SIGNATURES, TOTALS
from reports.usage import indicator_anchor, is_entered
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
        return f"{entry_address(desk, alone=_is_typed(desk, anchor))}#{anchor}"
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


def entry_address(desk: Desk, alone: bool = True) -> str:
    """Return the address of the report's figures, `alone` or among all of the unit, where they are hard to find."""
    unit, position, year, quarter = desk.place
    address = reverse("entry", args=[unit, year, quarter])
    return f"{address}?laporan={position}" if alone else address


def _is_typed(desk: Desk, anchor: str) -> bool:
    """Whether the grid of the report surely holds the figure: a computed one may stand only among all of the unit."""
    return all(
        is_entered(entry)
        for entry in desk.prepared.inputs.facts.indicators.values()
        if indicator_anchor(entry.id) == anchor
    )
