"""Draws QR codes: the one importer of segno.

A code is a path of whole units in a square, so that it is sharp at any size and needs no picture file.
"""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4
"""Modules that stay white on each side (ISO/IEC 18004)."""

CORRECTION = "m"
"""15 % of the modules may be lost: a stamp over a corner, a fold, a bad copy."""


@dataclass(frozen=True)
class QrCode:
    """A QR code as the `d` of an SVG path, in a square of `size` units with its quiet zone."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text; equal texts give equal drawings."""
    code = segno.make_qr(text, error=CORRECTION, boost_error=False)
    rows = tuple(code.matrix_iter(scale=1, border=QUIET_ZONE))
    # One run of dark modules is one rectangle: a module each would leave hairlines between them on paper.
    path = "".join(
        f"M{start} {y}h{end - start}v1h{start - end}z" for y, row in enumerate(rows) for start, end in _runs(row)
    )
    return QrCode(len(rows), path)


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Return where dark modules begin and end in a row."""
    found, start = [], None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append((start, x))
            start = None
    return found
