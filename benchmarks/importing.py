"""How long a budget sheet of 5,000 rows takes to become rows with codes, levels and amounts, beside bare openpyxl.

The yardstick only opens the same file in read-only mode and walks over all values: no gate, no bounds, no headings, no
codes, no amounts. Both run in turn; processor time, medians of 5. Beside the bound: what it takes to hold the rows
against an empty budget and word every line of the preview.

    python -m benchmarks.importing [--json]
"""

import datetime
import os
import statistics
import time
import warnings
from collections.abc import Callable
from io import BytesIO

import django

from benchmarks.common import options, show

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lkjip.settings")
os.environ.setdefault("LKJIP_DEMO", "1")
django.setup()

from openpyxl import Workbook, load_workbook  # noqa: E402

from agreements.enums import CeilingDocument  # noqa: E402
from agreements.sheets import read_workbook  # noqa: E402
from reports.importing.budget_plan import plan_budget  # noqa: E402
from reports.importing.budget_rows import BudgetSheet, read_budget  # noqa: E402
from reports.period import Quarter  # noqa: E402

ROWS = 5000
ROUNDS = 5
QUARTER = Quarter(2024, 2)
BOUND = 1.2


def main() -> None:
    """Measure and print."""
    chosen = options(__doc__ or "").parse_args()
    show(measure(), as_json=chosen.json, head=f"{ROWS} rows, seconds of processor time (bound {BOUND} times)")


def measure() -> dict[str, float]:
    """Return the medians of reading, of the yardstick, and of the preview, and the ratio of the first two."""
    content = sheet()
    bare, ours, preview = [], [], []
    for _ in range(ROUNDS):
        bare.append(timed(lambda: walk(content)))
        ours.append(timed(lambda: read(content)))
        found = read(content)
        preview.append(timed(lambda found=found: plan(found)))
    least, mine = statistics.median(bare), statistics.median(ours)
    return {"ours": mine, "bare": least, "ratio": mine / least, "preview": statistics.median(preview)}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that a piece of work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def walk(content: bytes) -> int:
    """Walk over all values of a workbook with as little as openpyxl needs; return how many rows there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        count = sum(1 for page in book for _ in page.iter_rows(values_only=True))
        book.close()
    return count


def read(content: bytes) -> BudgetSheet:
    """Let the workbook in and read it, as an upload is."""
    return read_budget(read_workbook(content), quarter=QUARTER.number)


def plan(found: BudgetSheet) -> int:
    """Hold the rows against an empty budget; return how many there are."""
    planned = plan_budget(found, (), document=CeilingDocument.DPA, from_date=datetime.date(2024, 1, 1), quarter=QUARTER)
    return len(planned.rows)


def sheet() -> bytes:
    """Return a budget of programs, kegiatan and sub kegiatan, every second amount typed as text."""
    book = Workbook(write_only=True)
    page = book.create_sheet("RKA")
    page.append(["ANGGARAN DAN REALISASI"])
    page.append(["No", "Kode Rekening", "Uraian", "Pagu (Rp)", "Realisasi (Rp)"])
    for number in range(ROWS):
        program, rest = divmod(number, 501)
        kegiatan, sub = divmod(rest - 1, 20)
        code = f"7.01.{program + 1:02}"
        amount: object = None
        if rest:
            code += f".2.{kegiatan + 1:02}" + (f".{sub:04}" if sub else "")
            amount = 1_000_000 + number * 7919 if sub else None
        text = f"{amount:,}".replace(",", ".") if amount and number % 2 else amount
        page.append([number + 1, code, f"Penyediaan jasa penunjang urusan {number}", text, amount])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
