"""Cells for figures: what is printed, what a spreadsheet stores, and the footnote where there is no figure. Pure.

Until a table is put together, `Cell.footnote` holds the footnote's sentence; `tables.build_table` gives it a marker.
"""

from dataclasses import replace
from decimal import Decimal

from agreements.numbers import format_figure, format_money, format_percent
from reports.computation import displayed
from reports.document.blocks import Cell, CellKind
from reports.inputs import IndicatorEntry, ItemEntry, RealizationEntry
from reports.narrative import REASONS
from reports.narrative.words import figure_with_unit
from reports.results import Figure, IndicatorResult, Reason
from reports.rounding import published

DASH = "–"
"""Printed where there is no figure; never a zero."""


def missing(figure: Figure, kind: CellKind, typed: str = "") -> Cell:
    """Return the dash with its footnote; `typed` is the reason somebody gave, which wins over our own."""
    assert figure.reason is not None
    explained = typed.strip().rstrip(".") if figure.reason in (Reason.EXPLAINED, Reason.NO_REALIZATION) else ""
    return Cell(DASH, kind, footnote=explained or REASONS[figure.reason], figure=figure)


def left_out(figure: Figure) -> str:
    """Return the footnote of a sum or mean that had to leave members out, else ''."""
    return f"dihitung tanpa {figure.left_out} rincian yang tidak ada angkanya" if figure.partial else ""


def money(figure: Figure, typed: str = "") -> Cell:
    """Return an amount in rupiah: '19.740.750', zero as '0'."""
    if figure.value is None:
        return missing(figure, CellKind.MONEY, typed)
    return Cell(format_money(figure.value), CellKind.MONEY, figure.value, footnote=left_out(figure), figure=figure)


def percent(figure: Figure, typed: str = "", cap: Decimal | None = None) -> Cell:
    """Return a percentage: '60,00 %'. Above `cap`, the kabupaten's display limit, the limit and a footnote."""
    if figure.value is None:
        return missing(figure, CellKind.PERCENT, typed)
    shown = displayed(figure, cap)
    assert shown.value is not None
    note = left_out(figure)
    if shown.value != figure.value:
        note = f"capaian {format_percent(figure.value)}, ditampilkan paling tinggi {format_percent(shown.value)}"
    return Cell(format_percent(shown.value), CellKind.PERCENT, shown.value, footnote=note, figure=figure)


def points(figure: Figure, typed: str = "") -> Cell:
    """Return an efficiency: a plain number with two decimals, since points are not per cent."""
    if figure.value is None:
        return missing(figure, CellKind.NUMBER, typed)
    text = format_figure(figure.value, decimals=2)
    return Cell(text, CellKind.NUMBER, figure.value, footnote=left_out(figure), figure=figure)


def signed_target(item: ItemEntry, indicator: IndicatorEntry, result: IndicatorResult) -> Cell:
    """Return the target as the agreement was signed, else the year's."""
    asked = result.target if item.target_signed in (None, result.target.value) else None
    if item.target_text:
        return Cell(item.target_text, CellKind.NUMBER, item.target_signed, figure=asked)
    if item.target_signed is not None:
        text = _range_with_unit(item.target_signed, item.upper_signed, indicator.unit_of_measure)
        return Cell(text, CellKind.NUMBER, item.target_signed, figure=asked)
    return year_target(indicator, result.target)


def current_target(item: ItemEntry | None, indicator: IndicatorEntry, figure: Figure) -> Cell:
    """Return the target that the achievement is computed against; a footnote where it was signed in another way.

    A shown text ('10 jenis fasilitasi 1 jenis koordinasi') wins over the signed one, since the realization beside it
    is told in the same way.
    """
    cell = year_target(indicator, figure)
    if item is None or figure.value is None:
        return cell
    signed = item.target_text
    if not signed and item.target_signed is not None:
        signed = _range_with_unit(item.target_signed, item.upper_signed, indicator.unit_of_measure)
    if not signed or signed == cell.text:
        return cell
    own_words = indicator.target is not None and bool(indicator.target.shown)
    if not own_words and item.target_signed is not None and item.target_signed == figure.value:
        return replace(cell, text=signed)
    return replace(cell, footnote=f"target yang ditandatangani: {signed}")


def year_target(indicator: IndicatorEntry, figure: Figure) -> Cell:
    """Return the year's target: as shown, as a range, or with its unit."""
    entry = indicator.target
    if entry is not None and entry.shown:
        return Cell(entry.shown, CellKind.NUMBER, figure.value, figure=figure)
    if figure.value is None:
        return missing(figure, CellKind.NUMBER)
    text = _range_with_unit(figure.value, entry.upper if entry else None, indicator.unit_of_measure)
    return Cell(text, CellKind.NUMBER, figure.value, figure=figure)


def _range_with_unit(value: Decimal, upper: Decimal | None, unit_of_measure: str) -> str:
    """Write a target: '35 keluarga', or '40–60 hari' where it is a range."""
    if upper is None:
        return figure_with_unit(value, unit_of_measure)
    return f"{format_figure(value)}–{figure_with_unit(upper, unit_of_measure)}"


def _says(typed: RealizationEntry, figure: Figure) -> bool:
    """Whether a typed text tells the figure to date: that of the quarter itself, or of a ratio's terms."""
    return typed.value is None or published(typed.value) == figure.value


def realization(indicator: IndicatorEntry, figure: Figure, quarter: int) -> Cell:
    """Return what was reached to date: as shown this quarter, or with its unit; else the dash and the typed reason."""
    typed = indicator.realizations.get(quarter)
    if figure.value is None:
        if typed is not None and typed.shown:
            return Cell(typed.shown, CellKind.NUMBER, figure=figure)
        return missing(figure, CellKind.NUMBER, typed.missing_reason if typed else "")
    shown = typed.shown if typed and _says(typed, figure) else ""
    text = shown or figure_with_unit(figure.value, indicator.unit_of_measure)
    return Cell(text, CellKind.NUMBER, figure.value, footnote=left_out(figure), figure=figure)
