"""A small office with many figures, and the whole way that they take.

Typed into the page as people write them, saved, shown, printed, sent out as a workbook, filled into that of another quarter,
taken back and saved there.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.enums import BudgetLevel, Echelon, Formula, ObjectiveLevel, ReportForm, Role, TermRole
from agreements.models import Position, Unit, User
from agreements.numbers import COUNT, FIGURE, MONEY, NumberKind, format_figure, format_for_input, format_money
from reports.document.blocks import FractionBlock, ReportDocument, Table
from reports.models import BudgetRealization, IndicatorRealization, TermValue
from reports.outputs import prepare
from reports.pdf import render_pdf
from reports.period import Quarter
from reports.preview import render_html
from tests import factories
from tests.pages import read, text_of
from tests.reports.pdf_texts import rows_of
from tests.reports.workplace import appoint, line

TYPED, FILLED = Quarter(2024, 2), Quarter(2024, 3)
PRINTED = {"achievement", "budget_tree"}
"""Tables of a long report that print every figure."""
KEY, VALUE = 0, 8
"""Columns of the workbook to fill in, from 0."""
FIRST_ROW = 5


@dataclass(frozen=True)
class Office:
    """The office; `fields` are all that is typed: name of the field in the page -> what it holds."""

    unit: Unit
    operator: User
    camat: Position
    fields: Mapping[str, NumberKind]
    names: Mapping[str, str]
    """What each is called where it is printed."""

    def address(self, quarter: Quarter, page: str) -> str:
        return f"/unit/{self.unit.slug}/{quarter.year}/{quarter.number}/isian/{page}"


def make_office(lines: int, indicators: int, ratios: int) -> Office:
    """Make an office of one post whose report prints everything, with so many facts to type."""
    unit = factories.UnitFactory()
    operator = factories.RoleGrantFactory(unit=unit, role=Role.OPERATOR).user
    camat = factories.PositionFactory(unit=unit, name="Camat", echelon=Echelon.III_A, form=ReportForm.CAMAT_LENGKAP)
    appoint(camat)
    program = factories.BudgetLineFactory(unit=unit, name="Program")
    kegiatan = line(unit, program, BudgetLevel.KEGIATAN, "Kegiatan")
    leaves = [line(unit, kegiatan, BudgetLevel.SUB_KEGIATAN, f"Sub Kegiatan nomor{at}.", 10**14) for at in range(lines)]
    agreement = factories.AgreementFactory(position=camat)
    factories.AgreementBudgetFactory(agreement=agreement, budget_line=program)
    fields: dict[str, NumberKind] = {f"anggaran-{leaf.pk}-nilai": MONEY for leaf in leaves}
    names = {f"anggaran-{leaf.pk}-nilai": leaf.name for leaf in leaves}
    for at in range(indicators + ratios):
        ratio = {"formula": Formula.RATIO} if at >= indicators else {}
        row = factories.IndicatorFactory(
            unit=unit,
            name=f"Indikator nomor{at}.",
            level=ObjectiveLevel.STRATEGIC,
            # Neither is counted in whole ones.
            unit_of_measure="%" if ratio else "indeks",
            **ratio,
        )
        factories.YearTargetFactory(indicator=row, value=Decimal(100))
        factories.AgreementItemFactory(agreement=agreement, indicator=row)
        if not ratio:
            fields[f"indikator-{row.pk}-nilai"], names[f"indikator-{row.pk}-nilai"] = FIGURE, row.name
        for role in TermRole if ratio else ():
            term = factories.IndicatorTermFactory(indicator=row, role=role, label=f"{role.label} nomor{at}.")
            field = f"indikator-{row.pk}-unsur-{term.pk}"
            fields[field], names[field] = COUNT, term.label
    for quarter in (TYPED, FILLED):
        factories.ReportFactory(position=camat, year=quarter.year, quarter=quarter.number)
    return Office(unit, operator, camat, fields, names)


def spelled(value: Decimal, kind: NumberKind, way: int) -> str:
    """Write a number in one of the ways that people do and that have one meaning only."""
    plain = f"{value:f}".replace(".", ",")
    ways = [format_for_input(value, kind), plain]
    if kind == MONEY:
        ways += [f"Rp {format_money(value)}", f"Rp{format_figure(value, decimals=2)}"]
        ways += [f"{format_money(value)},-"] if value == value.to_integral() else [f" {format_money(value)} "]
        ways += [f"{value:,.2f}"] if value >= 10**6 else []
    elif kind == FIGURE:
        ways += [f"{plain} indeks"]
    return ways[way % len(ways)]


def stored(office: Office, quarter: Quarter) -> dict[str, Decimal]:
    """Return what the database holds for a quarter, by the names of the fields."""
    when = {"quarter": quarter.number}
    lines = BudgetRealization.objects.filter(**when, budget_line__unit=office.unit).values_list("budget_line", "amount")
    figures = IndicatorRealization.objects.filter(**when, terms=None, indicator__unit=office.unit).values_list(
        "indicator", "value"
    )
    terms = TermValue.objects.filter(realization__quarter=quarter.number, realization__indicator__unit=office.unit)
    return {
        **{f"anggaran-{key}-nilai": amount for key, amount in lines},
        **{f"indikator-{key}-nilai": value for key, value in figures},
        **{
            f"indikator-{key}-unsur-{term}": value
            for key, term, value in terms.values_list("realization__indicator", "term", "value")
        },
    }


def differing(values: Mapping[str, Decimal], found: Mapping[str, Decimal | None]) -> dict[str, tuple[object, object]]:
    """Return what was given and found, where it differs."""
    return {name: (values.get(name), found.get(name)) for name in values | found if values.get(name) != found.get(name)}


def type_in(client: Client, office: Office, typed: Mapping[str, str]) -> None:
    """Send the page as a browser does that has no script."""
    address = office.address(TYPED, "")
    answer = client.post(address, read(client.get(address)).fields | typed)
    assert answer.status_code == 302, text_of(answer)


def shown(client: Client, office: Office) -> dict[str, str]:
    """Return what the page shows in its fields."""
    page = read(client.get(office.address(TYPED, ""))).fields
    return {name: page[name] for name in office.fields}


# -- printed -----------------------------------------------------------------------------------------------------------


def document_of(office: Office) -> ReportDocument:
    """Return the report with what prints the figures, and none of the rest."""
    document = prepare(office.camat, TYPED).document
    blocks = tuple(
        block
        for block in document.blocks
        if isinstance(block, FractionBlock) or (isinstance(block, Table) and block.key in PRINTED)
    )
    return replace(document, blocks=blocks)


@dataclass(frozen=True)
class Printed:
    """The cells of all rows of all tables, and everything as one text; all without the blanks that differ with the room."""

    rows: list[list[str]]
    text: str


def on_page(document: ReportDocument) -> Printed:
    """Return what the page tells."""
    html = render_html(document).content.decode()
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.DOTALL) for row in rows]
    return Printed([[without_tags(cell) for cell in row] for row in cells], without_tags(html))


def without_tags(html: str) -> str:
    return solid(unescape(re.sub(r"<[^>]+>", "", html)))


def on_paper(document: ReportDocument) -> Printed:
    """Return what the PDF tells, by the structure that it carries for those who can't see it.

    Where a text stands on the paper says less: a cell may take several lines, which run beside those of others.
    """
    rows, text = rows_of(render_pdf(document).content)
    return Printed([[solid(cell) for cell in row] for row in rows], solid(text))


def solid(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def lacking(office: Office, values: Mapping[str, Decimal], printed: Printed) -> list[str]:
    """Return the figures that do not stand in the row of their fact, or over the name of their part of a ratio."""
    rows = {cell: row for row in printed.rows for cell in row if "nomor" in cell}
    lost = []
    for field, value in values.items():
        name, kind = solid(office.names[field]), office.fields[field]
        wanted = format_money(value) if kind == MONEY else format_figure(value)
        if kind == COUNT:
            there = re.search(rf"(?<![\d.,]){re.escape(f'{wanted}({name})')}", printed.text) is not None
        else:
            there = (wanted if kind == MONEY else f"{wanted}indeks") in rows.get(name, ())
        if not there:
            lost.append(f"{name}: {wanted}")
    return lost


# -- sent out, and taken back ------------------------------------------------------------------------------------------


def filled_sheet(client: Client, office: Office) -> bytes:
    """Return the sheet of the quarter to fill, with the figures of the other one's sheet copied into its cells."""
    full, blank = (
        openpyxl.load_workbook(io.BytesIO(client.get(office.address(quarter, "unduh.xlsx")).content))
        for quarter in (TYPED, FILLED)
    )
    given = {row[KEY].value: row[VALUE].value for row in full.active.iter_rows(min_row=FIRST_ROW) if row[KEY].value}
    for row in blank.active.iter_rows(min_row=FIRST_ROW):
        if row[KEY].value:
            row[VALUE].value = given[row[KEY].value]
    buffer = io.BytesIO()
    blank.save(buffer)
    return buffer.getvalue()


def take_back(client: Client, office: Office, content: bytes) -> None:
    """Upload a sheet, and press what its preview offers."""
    address = office.address(FILLED, "unggah/")
    preview = client.post(address, {"sheet": SimpleUploadedFile("isian.xlsx", content)}, follow=True)
    answer = client.post(address, read(preview).fields)
    assert answer.status_code == 302, text_of(answer)
