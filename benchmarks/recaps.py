"""What a recap of 15,000 rows costs as a workbook. Run from the top: `python -m benchmarks.recaps [--json]`.

The yardstick is the least that openpyxl can do for the same cells: a write-only workbook, styles made once and shared,
values and formats settled beforehand. Both are measured in turn within one run, each in a process of its own, so that
neither pays for what the other left behind: `ratio` is the median of ours over the yardstick's, in processor time.
`memory` is what the recap adds to the process at its peak, in MB, its rows included.
"""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from benchmarks.common import options, show
from reports.document.blocks import RowStyle
from reports.recaps import RECAPS, Recap, RecapRow
from reports.xlsx import RecapCover, render_recaps
from reports.xlsx.book import Book
from reports.xlsx.recaps import Drawer

ROWS = 15_000
ROUNDS = 5
COVER = RecapCover("Rekap", "rekap", (("Triwulan", "Triwulan II 2024"),), "Kabupaten Contoh")


def main() -> None:
    """Print the figures, as a table or as JSON."""
    as_json = options(__doc__).parse_args().json
    show(measure(), as_json=as_json)


def measure() -> dict[str, float]:
    """Return seconds of both, their ratio, and the memory of ours."""
    ours, least, memory = [], [], []
    for _ in range(ROUNDS):
        seconds, grown = apart(draw)
        ours.append(seconds)
        memory.append(grown)
        least.append(apart(draw_least)[0])
    figures = {"ours": statistics.median(ours), "least": statistics.median(least)}
    figures["ratio"] = figures["ours"] / figures["least"]
    figures["memory"] = max(memory)
    return {name: round(figure, 2) for name, figure in figures.items()}


def apart(work: Callable[[Recap], float]) -> tuple[float, float]:
    """Do work in a process of its own; return its seconds, and by how many MB the process grew."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_inside, (work,))


def _inside(work: Callable[[Recap], float]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = work(recap())
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def recap() -> Recap:
    """Return the recap of a budget tree with believable texts and figures."""
    kind = RECAPS["anggaran"]
    styles = (RowStyle.GROUP, RowStyle.SUBGROUP, RowStyle.BODY, RowStyle.BODY, RowStyle.BODY)
    rows = []
    for number in range(ROWS):
        style = styles[number % len(styles)]
        depth = min(number % len(styles), 2)
        amount = 1_000_000 + number * 7919
        spent = amount * (number % 97) // 100
        values = {
            "no": number + 1,
            "unit_name": f"Kecamatan Contoh {number // 70}",
            "level": ("program", "kegiatan", "sub_kegiatan")[depth],
            "code": f"7.01.{number % 9:02}.2.{number % 13:02}.{number:04}",
            "name": f"Koordinasi dan Penyusunan Laporan Capaian Kinerja Nomor {number}",
            "responsible": "Kepala Seksi Pemberdayaan Masyarakat",
            "ceiling": str(amount),
            "spent": str(spent) if number % 31 else None,
            "remaining": str(amount - spent) if number % 31 else None,
            "absorption": f"{Decimal(spent) * 100 / amount:.2f}" if number % 31 else None,
            "note": None if number % 31 else "belum ada realisasi",
        }
        rows.append(RecapRow(tuple(values[column.key] for column in kind.columns), {}, style, depth))
    return Recap(kind.key, kind.title, kind.columns, tuple(rows))


def draw(made: Recap) -> float:
    """Draw the recap as we do; return the seconds of processor time."""
    begun = time.process_time()
    render_recaps([made], COVER)
    return time.process_time() - begun


def draw_least(made: Recap) -> float:
    """Write the same cells with as little as openpyxl needs; return the seconds of processor time."""
    book = Book(Workbook(write_only=True))
    sheet = book.workbook.create_sheet("Rekap")
    drawers = [Drawer(book, column) for column in made.columns]
    cells = []
    for row in made.rows:
        line = []
        for drawer, value in zip(drawers, row.values, strict=True):
            shown = None if value is None else drawer.stored(value)
            look = drawer.look(row.style, row.depth, drawer.plain if value is None else drawer.format(value))
            line.append((shown, look.plain))
        cells.append(line)
    begun = time.process_time()
    for line in cells:
        made_cells = []
        for shown, style in line:
            cell = WriteOnlyCell(sheet, shown)
            cell._style = style
            made_cells.append(cell)
        sheet.append(made_cells)
    book.workbook.save(BytesIO())
    return time.process_time() - begun


if __name__ == "__main__":
    main()
