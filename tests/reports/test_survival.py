"""10,000 random amounts survive every way that they take, to the cent: typed, stored, shown, printed, sent out, taken back.

Each part is tested with 10,000, and the whole way with as many as WHOLE_WAY says: a page of paper costs a thousand times
what a cell does, so the suite sends one office there, and `bin/drill survival` 10,000 figures of 77.
SQLite keeps 15 digits of a number, so amounts go up to Rp 9.999.999.999.999,99 here: a thousand times a kecamatan's.
"""

import datetime
import io
import os
import random
import re
import subprocess
from decimal import Decimal

import openpyxl
import pytest
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agreements.forms.fields import NumberField
from agreements.models import Ceiling
from agreements.numbers import COUNT, FIGURE, MONEY, format_for_input, format_money, format_rupiah, parse_number
from agreements.sheets import cell_number, read_workbook
from reports.document.blocks import Cell, CellKind, Column, Row, Table
from reports.pdf import render_pdf
from reports.preview import render_html
from reports.xlsx import EntryField, EntrySheet, EntrySheetRow, render_entry_sheet, render_xlsx
from tests import factories
from tests.pages import client_of
from tests.reports import whole_way
from tests.reports.sample_document import sample_document
from tests.sheets import saved

AMOUNTS = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=Decimal("9999999999999.99")
)
FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10)
AT_ONCE = 250
many = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example,
                           HealthCheck.function_scoped_fixture],
)  # fmt: skip


def lists(values):
    """Return lists of as many values as one look takes: 40 looks see 10,000."""
    return st.lists(values, min_size=AT_ONCE, max_size=AT_ONCE)


@many
@given(lists(AMOUNTS))
def test_amounts_are_typed_and_shown(amounts):
    field = NumberField(kind=MONEY)
    for amount in amounts:
        assert field.clean(format_for_input(amount, MONEY)) == amount
        assert field.clean(f"{amount:f}".replace(".", ",")) == amount
        assert parse_number(format_rupiah(amount), MONEY).value == amount
        assert parse_number(format_money(amount), MONEY).value == amount


@many
@given(lists(FIGURES))
def test_figures_are_typed_and_shown(figures):
    field = NumberField(kind=FIGURE, unit_of_measure="")
    for figure in figures:
        assert field.clean(format_for_input(figure, FIGURE)) == figure


@many
@given(lists(st.tuples(st.just(MONEY), AMOUNTS) | st.tuples(st.just(FIGURE), FIGURES)))
def test_amounts_and_figures_go_out_as_a_workbook_and_come_back(given):
    rows = tuple(EntrySheetRow("x", key=f"anggaran-{at}", field=EntryField(*pair)) for at, pair in enumerate(given))
    file = render_entry_sheet(EntrySheet("Unit", "unit", 2024, 2, "Isian", rows))
    (sheet,) = read_workbook(file.content)
    back = {row.at(0): row.at(8) for row in sheet.rows}
    for at, (kind, value) in enumerate(given):
        assert cell_number(back[f"anggaran-{at}"], kind, "").value == value


def test_a_workbook_that_excel_would_have_saved_comes_back():
    """Excel stores binary numbers with 17 digits: what it writes for 0,1 + 0,2 must still be 0,3."""
    book = openpyxl.Workbook()
    book.active.append([0.1 + 0.2, 1885065699.55 * 3, 49.23])
    (sheet,) = read_workbook(saved(book))
    assert [cell_number(value, MONEY).value for value in sheet.rows[0].cells] == [
        Decimal("0.3"),
        Decimal("5655197098.65"),
        Decimal("49.23"),
    ]


@pytest.mark.django_db
@many
@given(lists(AMOUNTS))
def test_amounts_are_stored_and_read_back(amounts):
    line = factories.BudgetLineFactory(holds_amounts=True)
    start = datetime.date(2024, 1, 1)
    Ceiling.objects.bulk_create(
        Ceiling(budget_line=line, from_date=start + datetime.timedelta(at), amount=amount)
        for at, amount in enumerate(amounts)
    )
    assert list(line.ceilings.order_by("from_date").values_list("amount", flat=True)) == amounts


# The first that Hypothesis looks at is the simplest: noughts.
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(st.lists(AMOUNTS, min_size=400, max_size=400))
def test_amounts_are_printed_on_the_page_the_paper_and_the_sheet(amounts):
    columns = (Column("name", "Baris", 40), Column("amount", "Rupiah", 60, CellKind.MONEY))
    rows = tuple(
        Row((Cell(f"n{at}x"), Cell(format_money(amount), CellKind.MONEY, amount))) for at, amount in enumerate(amounts)
    )
    document = sample_document((Table("uang", "1.1", "Uang", columns, rows),))
    html = render_html(document).content.decode().replace("<wbr>", "")
    page = re.findall(r">n(\d+)x<.*?([\d.,]+)\s*</td>", html, re.DOTALL)
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=render_pdf(document).content, capture_output=True, check=True
    ).stdout.decode()
    paper = re.findall(r"n(\d+)x\s+([\d.,]+)", text)
    for found in (page, paper):
        assert {int(at): parse_number(told, MONEY).value for at, told in found} == dict(enumerate(amounts))
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(document).content)).worksheets[1]
    drawn = [row[1].value for row in sheet.iter_rows() if re.fullmatch(r"n\d+x", str(row[0].value))]
    assert [Decimal(str(value)) for value in drawn] == amounts


LINES, INDICATORS, RATIOS = 60, 40, 15
"""Facts of the office that goes the whole way at once: as many as a kecamatan has."""
AT_ONCE_THERE = LINES + INDICATORS + 2 * RATIOS
WHOLE_WAY = int(os.environ.get("WHOLE_WAY", AT_ONCE_THERE))


def some_cents(die, kind):
    """Return a number of any size that is kept, in cents; the parts of a ratio are above zero."""
    least, digits = (1, 11) if kind == COUNT else (0, 15 if kind == MONEY else 11)
    return Decimal(die.randrange(least, 10 ** die.randint(1, digits))) / 100


@pytest.mark.django_db
@settings(
    max_examples=-(-WHOLE_WAY // AT_ONCE_THERE),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
# A seed and not the numbers themselves: to draw each of them by itself took ten times as long as what is tested.
@given(st.integers(0, 2**32).map(random.Random))
def test_the_whole_way(tmp_path, die):
    """Typed as people write it, saved, shown, printed, sent out, filled into another quarter, taken back: the same."""
    with override_settings(MEDIA_ROOT=tmp_path):
        send_the_whole_way(die)


def send_the_whole_way(die: random.Random) -> None:
    office = whole_way.make_office(LINES, INDICATORS, RATIOS)
    values = {name: some_cents(die, kind) for name, kind in office.fields.items()}
    spelled = {name: whole_way.spelled(values[name], kind, die.randrange(60)) for name, kind in office.fields.items()}
    client = client_of(office.operator)
    whole_way.type_in(client, office, spelled)
    assert whole_way.differing(values, whole_way.stored(office, whole_way.TYPED)) == {}
    shown = whole_way.shown(client, office)
    read = {name: parse_number(text, office.fields[name]).value for name, text in shown.items()}
    assert whole_way.differing(values, read) == {}
    document = whole_way.document_of(office)
    for printed in (whole_way.on_page(document), whole_way.on_paper(document)):
        assert whole_way.lacking(office, values, printed) == []
    whole_way.take_back(client, office, whole_way.filled_sheet(client, office))
    assert whole_way.differing(values, whole_way.stored(office, whole_way.FILLED)) == {}
