"""The quarters of a year: one unit's figures, or the middle and the ends of several."""

from reports.comparison.choice import Sort
from reports.comparison.quarters import QuarterFigures, over_quarters
from reports.period import Quarter
from tests.reports.comparison.making import KLAKAH, PADANG, SUKODONO, rows_of, texts, unit

FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)


def test_the_middle_of_several_between_the_lowest_and_the_highest():
    rows = [
        QuarterFigures.over(FIRST, rows_of(unit("Padang"), unit("Klakah"))),
        QuarterFigures.over(SECOND, rows_of(SUKODONO, PADANG, KLAKAH)),
    ]
    section = over_quarters(rows, Sort(), several=True)
    blank, full = texts(section)
    assert blank == ["Triwulan I", "–", "–", "–", "–", "–", "–"]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in full] == [
        "Triwulan II", "87,62 %", "61,00 % Sukodono", "101,06 % Padang", "50,00 %", "41,60 % Padang", "98,10 % Sukodono",
    ]  # fmt: skip
    (picture,) = section.pictures
    achieved, absorbed = picture.model.series
    assert achieved.values == (None, section.table.rows[1].cells[1].value)
    assert absorbed.spans == (None, (section.table.rows[1].cells[5].value, section.table.rows[1].cells[6].value))
    assert "Triwulan II: capaian 87,62" in section.sentence


def test_one_unit_has_its_own_figures():
    rows = [
        QuarterFigures.over(FIRST, rows_of(unit("Klakah", "20", 1000, 100))),
        QuarterFigures.over(SECOND, rows_of(KLAKAH)),
    ]
    section = over_quarters(rows, Sort(), several=False)
    assert [[text.replace("\N{NO-BREAK SPACE}", " ") for text in row] for row in texts(section)] == [
        ["Triwulan I", "20,00 %", "10,00 %"], ["Triwulan II", "87,62 %", "50,00 %"],
    ]  # fmt: skip
    assert [series.name for series in section.pictures[0].model.series] == ["Capaian", "Serapan"]
    assert section.pictures[0].model.series[0].spans == (None, None)


def test_nothing_yet():
    section = over_quarters([QuarterFigures.over(FIRST, rows_of(unit("Klakah")))], Sort(), several=False)
    assert section.pictures == ()
    assert section.sentence.startswith("Belum ada triwulan")
