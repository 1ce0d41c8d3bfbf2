"""Names of the places and figures that findings, remarks, changes and questions point at: 'indikator-12'. Pure.

A place keeps its name from quarter to quarter and from draft to draft where it can: a strategy is named by what it is
for, a photograph by its picture, a line of a list by its number.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from reports.inputs import PhotoEntry, StrategyEntry

INDICATOR, LINE = "indikator-", "anggaran-"
TEXT, FOLLOW_UP, CLOSING_POINT, STRATEGY, OBSTACLE, ACTIVITY, PHOTO = (
    "teks-",
    "tindak-lanjut-",
    "strategi-penutup-",
    "strategi-",
    "hambatan-",
    "aktivitas-",
    "foto-",
)
"""What names begin with; the one of the strategies is also how those of the closing points begin."""

TOTALS = "jumlah"
MEAN_ACHIEVEMENT = "rata-rata-capaian"
EFFICIENCY = "efisiensi"
SIGNATURES = "tanda-tangan"

COPY_KEYS = {
    "strategies": "strategi",
    "follow_ups": "lanjut",
    "closing_points": "penutup",
    "obstacles": "hambatan",
    "activities": "aktivitas",
}
"""Lists of a report -> what the page of lists calls them, and what the keys of copied lines begin with."""

ENTRY_CELLS = (INDICATOR, LINE)
"""What the names of cells in the entry grid begin with."""


def indicator_anchor(indicator_id: int) -> str:
    """Return the anchor of an indicator's cell in the entry grid: 'indikator-12'."""
    return f"{INDICATOR}{indicator_id}"


def line_anchor(line_id: int) -> str:
    """Return the anchor of a budget line's cell in the entry grid: 'anggaran-7'."""
    return f"{LINE}{line_id}"


def text_anchor(section: str) -> str:
    """Return the name of a section's text: 'teks-closing'."""
    return f"{TEXT}{section}"


def strategy_anchor(row: StrategyEntry) -> str:
    """Return the name of what a strategy is for: 'strategi-anggaran-7'; two for the same are told apart by a number."""
    if row.line_id is not None:
        return f"{STRATEGY}{line_anchor(row.line_id)}"
    if row.indicator_id is not None:
        return f"{STRATEGY}{indicator_anchor(row.indicator_id)}"
    return f"{STRATEGY}butir-{row.item_id}"


def strategy_part(anchor: str, field: str) -> str:
    """Return the name of a field within a strategy: 'strategi-butir-3/lead_in'."""
    return f"{anchor}/{field}"


def photo_anchor(number: int, row: PhotoEntry) -> str:
    """Return the name of a picture: another picture under the same caption is another photograph."""
    return f"{PHOTO}{PurePosixPath(row.file).stem[:12] or number}"


def apart(names: Iterable[str]) -> list[str]:
    """Number what has the name of another from the second on: 'foto-a', 'foto-a-2'."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return told
