"""The sheet that an office fills in for the import of its agreements: what stands already, and room below."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.db.models import TextChoices
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from agreements.enums import Direction, Formula, ObjectiveLevel
from agreements.numbers import format_exact
from agreements.promise import parts_text
from agreements.queries import StandingPlan
from agreements.sheets import Column
from reports.document.blocks import RenderedFile, RowStyle
from reports.xlsx.book import LINE_HEIGHT, XLSX_TYPE, Book, append_row, as_cell, content_of, lines_of, set_page

WIDTHS = (26, 16, 34, 40, 12, 10, 9, 9, 9, 9, 34, 40, 16, 26, 10, 22, 26, 30, 30)
"""Of the columns, in characters."""
NUMBERS = frozenset({"target", "upper", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "amount"})
FORMAT = "General"
CHOICES: Mapping[str, type[TextChoices]] = {"level": ObjectiveLevel, "direction": Direction, "formula": Formula}
"""Columns whose cells offer their words."""
ROOM = 200
"""Rows below those that stand, whose cells offer them too."""

Row = dict[str, str | Decimal | None]


def rows_of_plan(plan: StandingPlan) -> Iterator[Row]:
    """Yield what stands, one row an indicator; a post without any has a row with its name alone."""
    names = {row.id: row for row in plan.indicators}
    lines = {row.id: row for row in plan.lines}
    titles = {post.id: post.name for post in plan.posts}
    for post in plan.posts:
        money = {row.line_id: row for row in post.promise.money}
        left = list(money)
        for aim in post.promise.aims:
            for item in aim.items:
                indicator = names[item.indicator_id]
                paid = next((key for key in left if indicator.id in lines[key].indicator_ids), None)
                row: Row = {
                    "post": post.name,
                    "level": aim.level.label,
                    "aim": aim.text,
                    "indicator": indicator.name,
                    "unit": indicator.unit_of_measure,
                    "target": item.target.value,
                    "upper": item.target.upper,
                    "direction": indicator.measured.direction.label,
                    "formula": indicator.measured.formula.label,
                    "numerators": parts_text(indicator.measured.numerators),
                    "denominators": parts_text(indicator.measured.denominators),
                    "parent": names[indicator.parent_id].name if indicator.parent_id in names else "",
                    **{f"quarter_{place}": value for place, value in enumerate(item.target.quarters, 1)},
                }
                if paid is not None:
                    left.remove(paid)
                    row |= _money(money[paid].amount, lines[paid], titles)
                yield row
        for key in left:
            yield {"post": post.name} | _money(money[key].amount, lines[key], titles)
        if not post.promise.aims and not money:
            yield {"post": post.name}


def _money(amount: Decimal | None, line, titles: dict[int, str]) -> Row:
    return {
        "line": f"{line.code} {line.name}".strip(),
        "amount": amount,
        "responsible": titles.get(line.responsible_id, ""),
    }


def render_promises(plan: StandingPlan, columns: Sequence[Column], name: str) -> RenderedFile:
    """Draw the sheet as a workbook with the headings that the import looks for."""
    book = Book()
    sheet = book.workbook.create_sheet("Perjanjian Kinerja")
    set_page(sheet, landscape=True)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    head = book.header_look("judul", numbers=False)
    sheet.append([as_cell(sheet, column.label, head) for column in columns])
    text = book.body_look("isian", RowStyle.BODY, "@", horizontal="left", indent=0)
    number = book.body_look("isian", RowStyle.BODY, FORMAT, horizontal="right", indent=0)
    rows = tuple(rows_of_plan(plan))
    _offer(sheet, columns, 1 + len(rows) + ROOM)
    for place, row in enumerate(rows, 2):
        values: Sequence[str | Decimal | None] = [row.get(column.key) for column in columns]
        cells = [
            as_cell(sheet, value, number if column.key in NUMBERS else text)
            for column, value in zip(columns, values, strict=True)
        ]
        high = max(lines_of(_shown(value), width) for value, width in zip(values, WIDTHS, strict=True))
        append_row(sheet, place, cells, high, LINE_HEIGHT)
    return RenderedFile(name=name, content_type=XLSX_TYPE, content=content_of(book))


def _offer(sheet: WriteOnlyWorksheet, columns: Sequence[Column], last: int) -> None:
    """Let cells offer the words that the screens use; a blank one leaves what stands."""
    for place, column in enumerate(columns, 1):
        if column.key in CHOICES:
            offered = DataValidation(
                type="list", formula1=f'"{",".join(CHOICES[column.key].labels)}"', allow_blank=True
            )
            offered.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{last}")
            sheet.data_validations.dataValidation.append(offered)


def _shown(value: str | Decimal | None) -> str:
    return format_exact(value) if isinstance(value, Decimal) else value or ""
