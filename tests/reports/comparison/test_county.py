"""All units together: what each figure goes over stands beside it."""

import pytest

from reports.board import Counts
from reports.comparison.county import county
from reports.narrative import REASONS
from reports.results import Reason
from tests.reports.comparison.making import PADANG, SUKODONO, rows_of, texts, unit


def owed(**counts):
    """Return how reports stand: none anywhere but what is told."""
    none = dict.fromkeys(Counts.__dataclass_fields__, 0) | {"states": {}}
    return Counts(**none | counts)


def shown(section):
    """Return (figure, what it goes over) by name, as they are printed."""
    return {row[0]: [text.replace("\N{NO-BREAK SPACE}", " ") for text in row[1:]] for row in texts(section)}


def test_figures_over_units_say_what_they_go_over():
    section = county(rows_of(SUKODONO, PADANG, unit("Tempeh", None, 1000, None)), owed())
    told = shown(section)
    assert told["Rata-rata capaian antarunit"] == ["81,03 %", "2 dari 3 unit yang ada angkanya"]
    assert told["Median capaian antarunit"] == ["81,03 %", "2 dari 3 unit yang ada angkanya"]
    assert told["Serapan terhadap pagu semua unit"] == ["45,33 %", "3 unit"]
    assert told["Serapan unit yang ada realisasinya"] == ["60,43 %", "2 dari 3 unit yang sudah ada realisasinya"]
    assert "Realisasi 1 dari 3 unit belum ada; pagunya tetap ikut dibagi" in section.sentence
    assert county(rows_of(SUKODONO, PADANG), owed()).sentence == "Semua unit yang punya pagu sudah ada realisasinya."


@pytest.mark.parametrize(
    ("counts", "share", "over"),
    [
        (
            {"total": 36, "in_time": 25, "came_late": 4, "overdue": 7},
            "69,44 %",
            "25 dari 36 laporan yang seharusnya masuk",
        ),
        (
            {"total": 12, "in_time": 3, "due_today": 2, "running": 5, "unrecorded": 2},
            "25,00 %",
            "3 dari 12 laporan yang seharusnya masuk; 7 lainnya belum lewat batas waktu; 2 tidak tercatat waktunya",
        ),
        ({}, "–", "0 dari 0 laporan yang seharusnya masuk"),
    ],
)
def test_reports_in_time_are_told_of_all_that_are_owed(counts, share, over):
    section = county(rows_of(SUKODONO, PADANG), owed(**counts))
    assert shown(section)["Laporan tepat waktu"] == [share, over]
    notes = [note.casefold() for _, note in section.table.notes]
    assert any(REASONS[Reason.NO_REPORTS] in note for note in notes) == (not counts)
