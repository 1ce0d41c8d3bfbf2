"""A picture is drawn for its place: a screen, a phone, pages of paper."""

import pytest

from reports.comparison.choice import Sort
from reports.comparison.sections import BARS_OF_A_PAGE, NARROW, WIDE
from reports.comparison.units import against, ranking
from tests.reports.charts.looking import check
from tests.reports.comparison.making import rows_of, unit

ROWS = rows_of(*(unit(f"Unit {number}", str(40 + number), 1000, 10 * number) for number in range(60)))


@pytest.mark.parametrize(
    "section",
    [against(ROWS, Sort(), of_what="Capaian", of_money="Serapan"), ranking(ROWS, Sort(), (), of_what="Capaian")],
    ids=lambda section: section.key,
)
def test_widths(section):
    (picture,) = section.pictures
    assert picture.wide.width == WIDE
    assert picture.narrow.width == NARROW
    drawings = (picture.wide, picture.narrow, *picture.paper)
    for drawing in drawings:
        check(drawing)
        assert drawing.title
        assert drawing.description == section.sentence


def test_paper_takes_long_rankings_in_parts():
    (picture,) = ranking(ROWS, Sort(), (), of_what="Capaian").pictures
    assert len(picture.paper) == -(-60 // BARS_OF_A_PAGE)
    assert max(drawing.height for drawing in picture.paper) < 640
