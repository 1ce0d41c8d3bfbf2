"""Budget sheets as a kecamatan and SIPD make them, for the tests of the import."""

from collections.abc import Sequence

from tests.sheets import workbook

HEADING = ["No", "Kode Rekening", "Uraian", "Pagu (Rp)", "Realisasi (Rp)"]
PROGRAM, KEGIATAN = "7.01.02", "7.01.02.2.01"


def sub_kegiatan(number: int) -> str:
    return f"{KEGIATAN}.{number:04}"


def budget_sheet(rows: Sequence[Sequence[object]], heading: Sequence[str] = HEADING) -> bytes:
    """Return a sheet with a title and an empty line over the headings; rows are (code, name, ceiling, spent)."""
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    return workbook([["RENCANA KERJA DAN ANGGARAN"], [], list(heading), *numbered])


KECAMATAN = (
    (PROGRAM, "Program Pemerintahan", 150, 30),
    (KEGIATAN, "Koordinasi", "150", "30"),
    (sub_kegiatan(1), "Fasilitasi desa", "Rp 100,-", 20),
    (sub_kegiatan(2), "Pembinaan", 50, "10,00"),
)
