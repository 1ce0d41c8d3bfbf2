"""Cells for tests of the board."""

import datetime
from dataclasses import replace

from reports.board import Cell, Handing, Post, PostKind, make_cell

DUE = datetime.date(2024, 7, 5)


def post(**changes: object) -> Post:
    values = {
        "id": 1,
        "slug": "kasi-desa",
        "name": "Kepala Seksi Desa",
        "kind": PostKind.KASI,
        "official": "SITI AMINAH, S.Sos",
        "unit_id": 1,
        "unit_slug": "kecamatan-contoh-1",
        "unit": "Kecamatan Contoh 1",
        "unit_kind": "kecamatan",
    }
    return Post(**values | changes)


def cell(
    report: Handing | None,
    *,
    unit: int = 1,
    today: datetime.date = DUE,
    left: int = 0,
    findings: tuple[int, int] = (0, 0),
    moved: bool = False,
    **changes: object,
) -> Cell:
    named = {"unit_id": unit, "unit_slug": f"kecamatan-contoh-{unit}", "unit": f"Kecamatan Contoh {unit}"}
    errors, warnings = findings
    made = make_cell(post(**named | changes), report, DUE, left, today)
    return replace(made, errors=errors, warnings=warnings, moved=moved)
