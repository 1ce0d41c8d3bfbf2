"""All units together: what each figure goes over stands beside it."""

from reports.comparison.county import county
from tests.reports.comparison.making import PADANG, SUKODONO, rows_of, texts, unit


def test_figures_over_units_say_what_they_go_over():
    section = county(rows_of(SUKODONO, PADANG, unit("Tempeh", None, 1000, None)))
    told = {row[0]: [text.replace("\N{NO-BREAK SPACE}", " ") for text in row[1:]] for row in texts(section)}
    assert told["Rata-rata capaian antarunit"] == ["81,03 %", "2 dari 3 unit yang ada angkanya"]
    assert told["Median capaian antarunit"] == ["81,03 %", "2 dari 3 unit yang ada angkanya"]
    assert told["Serapan terhadap pagu semua unit"] == ["45,33 %", "3 unit"]
    assert told["Serapan unit yang ada realisasinya"] == ["60,43 %", "2 dari 3 unit yang sudah ada realisasinya"]
    assert "Realisasi 1 dari 3 unit belum ada; pagunya tetap ikut dibagi" in section.sentence
    assert county(rows_of(SUKODONO, PADANG)).sentence == "Semua unit yang punya pagu sudah ada realisasinya."
