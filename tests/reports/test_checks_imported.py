"""Sums that come from elsewhere, against the rows below them."""

import datetime
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import BudgetLevel
from reports.background import SheetSums
from reports.checks.imported import ImportedRow, find_imported_sums_that_differ, find_sums_that_differ
from tests.reports.builders import compute, facts, line, report


def row(number, parent, amount, name="Kegiatan"):
    return ImportedRow(number, parent, name, None if amount is None else Decimal(amount))


def told(*rows):
    return [found.message.replace("\N{NO-BREAK SPACE}", " ") for found in find_sums_that_differ(rows)]


# Kegiatan Administrasi keuangan of Rowokangkung, TW II 2024: its four sub kegiatan are 1.346.916.618.
KEUANGAN = [row(3, 2, 1_318_140_618), row(4, 2, 23_412_000), row(5, 2, 3_600_000, "Akuntansi"), row(6, 2, 1_764_000)]


def test_a_row_that_was_forgotten_in_the_sum_is_named():
    (message,) = told(row(2, None, 1_343_316_618, "Administrasi keuangan"), *KEUANGAN)
    assert message == (
        "Baris 2 “Administrasi keuangan”: tertulis Rp 1.343.316.618, sedangkan jumlah 4 baris di bawahnya"
        " Rp 1.346.916.618, selisihnya tepat sebesar baris 5 “Akuntansi”."
    )


def test_swapped_digits_are_told_without_a_guess():
    (message,) = told(row(2, None, 1_346_961_618), *KEUANGAN)
    assert message.endswith("di bawahnya Rp 1.346.916.618.")


def test_a_right_sum_an_open_row_and_a_row_alone_are_in_order():
    assert told(row(2, None, 1_346_916_618), *KEUANGAN) == []
    assert told(row(2, None, 1), *KEUANGAN[1:], row(7, 2, None)) == [], "nobody knows the sum yet"
    assert told(row(2, None, None), *KEUANGAN) == []
    assert told(row(2, None, 5)) == []


def test_each_level_is_added_up_by_itself():
    rows = [row(1, None, 30), row(2, 1, 10), row(3, 1, 20), row(4, 3, 12), row(5, 3, 9)]
    (message,) = told(*rows)
    assert message.startswith("Baris 3 “Kegiatan”: tertulis Rp 20, sedangkan jumlah 2 baris di bawahnya Rp 21")


AMOUNTS = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15
)


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), AMOUNTS, st.text(max_size=20)), max_size=10))
def test_no_table_makes_it_fail(cells):
    told(*(row(number, parent, amount, name) for number, (parent, amount, name) in enumerate(cells)))


# -- what a sheet said, against the lines of today ---------------------------------------------------------------------

SHEET = datetime.date(2024, 1, 2)
"""When the ceilings of the builders hold from."""


def office(sheet, *, leaf=None, **named):
    kegiatan = line(1, level=BudgetLevel.KEGIATAN, name="Administrasi keuangan", sheet=sheet)
    below = [line(2, 60, 6, parent=1, name="Gaji"), leaf or line(3, 40, 4, parent=1, name="Akuntansi")]
    return report(facts([], [kegiatan, *below, line(9, 5, 1)]), **(named or {"budgets": [1]}))


def differing(inputs):
    return [(found.message.replace("\N{NO-BREAK SPACE}", " "), found.link) for found in _found(inputs)]


def _found(inputs):
    return find_imported_sums_that_differ(inputs, compute(inputs))


def test_ceiling_and_spending_of_a_sheet_are_told_apart():
    (pagu, pagu_link), (realisasi, realisasi_link) = differing(office(SheetSums(12, Decimal(60), SHEET, Decimal(11))))
    assert pagu == (
        "Lembar anggaran yang diimpor, pagu. Baris 12 “Administrasi keuangan”: tertulis Rp 60, sedangkan jumlah 2"
        " baris di bawahnya Rp 100, selisihnya tepat sebesar “Akuntansi”."
    )
    assert realisasi == (
        "Lembar anggaran yang diimpor, realisasi. Baris 12 “Administrasi keuangan”: tertulis Rp 11, sedangkan"
        " jumlah 2 baris di bawahnya Rp 10."
    )
    assert pagu_link == realisasi_link == "anggaran-1"


def test_once_the_rows_give_what_the_sheet_said_it_is_in_order():
    assert differing(office(SheetSums(12, Decimal(100), SHEET, Decimal(10)))) == []


def test_ceilings_of_a_later_document_are_no_fault_of_the_sheet():
    later = line(3, 40, 4, parent=1)
    later = replace(later, ceiling=replace(later.ceiling, from_date=datetime.date(2024, 5, 1)))
    assert differing(office(SheetSums(12, Decimal(60), SHEET), leaf=later)) == []


def test_a_row_that_nobody_filled_leaves_the_sum_open():
    assert differing(office(SheetSums(12, None, None, Decimal(6)), leaf=line(3, 40, None, parent=1))) == []


def test_only_reports_that_rest_on_the_line_are_told():
    assert differing(office(SheetSums(12, Decimal(60), SHEET), budgets=[9])) == []
