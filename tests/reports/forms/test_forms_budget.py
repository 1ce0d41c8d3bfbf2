"""How a budget sheet is to be read: document, date of the year, a quarter that is open."""

import datetime

import pytest

from reports.forms.budget import BudgetOptionsForm, ReasonForm
from reports.period import Quarter

GIVEN = {"document": "dppa", "from_date": "2 Mei 2024", "quarter": "2"}


def form(**changed):
    return BudgetOptionsForm(GIVEN | changed, year=2024, quarters=[Quarter(2024, 2)])


def test_options_are_read():
    read = form()
    assert read.is_valid()
    assert read.cleaned_data["from_date"] == datetime.date(2024, 5, 2)
    assert read.read_quarter == Quarter(2024, 2)


def test_no_quarter_reads_no_realizations():
    read = form(quarter="")
    assert read.is_valid()
    assert read.read_quarter is None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"document": "x"}, "Pilih dokumennya."),
        ({"from_date": ""}, "Tulis sejak kapan"),
        ({"from_date": "1 Januari 2023"}, "1 Januari 2023 bukan tanggal tahun 2024"),
        ({"quarter": "1"}, "Pilih triwulan yang terbuka"),
    ],
)
def test_wrong_options_are_told(changed, says):
    read = form(**changed)
    assert not read.is_valid()
    assert says in str(read.errors)


def test_reason_is_asked_for():
    assert "Tulis alasannya" in str(ReasonForm({"reason": " "}).errors)
