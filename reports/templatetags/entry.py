"""What stands several hundred times in an entry grid: its boxes, and figures that lead to how they came about.

A grid of 130 rows has 400 boxes and 500 such figures. As templates they took two thirds of the time of drawing it: each
name and value of a box is looked up, made local and escaped on its own.
"""

from typing import Any

from django import forms, template
from django.utils.html import format_html, format_html_join

register = template.Library()

# Each is formatted once, out of pieces that depend on nothing that anybody typed: the time of `format_html` goes into
# its values, and nested markup would be one more.


def _errors(bound: forms.BoundField) -> str:
    sentences = ((bound.auto_id, sentence) for sentence in bound.errors)
    return format_html_join("", '<p class="cell-error" id="{}_error">{}</p>', sentences)


@register.simple_tag
def cell_figures(cell: Any, name: str, unit_text: str, ratio: str) -> str:
    """Draw the boxes of a cell's figures with their labels; below the terms of a ratio what they come to.

    Args:
        cell: A `reports.forms.entry.Cell`.
        name: What its fact is called.
        unit_text: The unit of measure beside a single figure, '' for none.
        ratio: What the terms come to, in words.
    """
    single = cell.is_single
    if single:
        return _figure(cell.figures[0], name, unit_text)
    boxes = format_html_join("", "{}", ((_figure(bound, "", ""),) for bound in cell.figures))
    return format_html('{}<p class="cell-ratio" data-live="rasio">{}</p>\n', boxes, ratio)


def _figure(bound: forms.BoundField, name: str, unit_text: str) -> str:
    """Draw a figure with its label: that of a single one names the fact, and is only heard."""
    label = '<label for="{}" class="visually-hidden">Realisasi {}</label>\n' if name else '<label for="{}">{}</label>\n'
    pieces = '<div class="cell-figure">\n' + label + "{}"
    values = [bound.auto_id, name or bound.label, figure_box(bound, unit_text)]
    if bound.help_text:
        pieces += '<p class="cell-approved" id="{}_helptext">{}</p>'
        values += [bound.auto_id, bound.help_text]
    return format_html(pieces + "</div>\n", *values)


@register.simple_tag
def cell_rest(cell: Any, name: str) -> str:
    """Draw what stands below the figures of a cell: how it is printed, remarks, and what is sent with them."""
    pieces, values = [], []
    if cell.shown:
        pieces.append('<div class="cell-figure">\n{}</div>\n')
        values.append(words(cell.shown))
    pieces.append('<details class="remarks" open>\n' if cell.has_remark_error else '<details class="remarks">\n')
    pieces.append('<summary>Keterangan<span class="visually-hidden"> {}</span>')
    values.append(name)
    if cell.remark:
        pieces.append("<span>: {}</span>")
        values.append(cell.remark)
    pieces.append("</summary>\n{}{}</details>\n")
    values += [words(cell.note), words(cell.missing_reason)]
    for bound in (cell.version, cell.original):
        pieces.append('<input type="hidden" name="{}" value="{}">')
        values += [bound.html_name, bound.value()]
    return format_html("".join(pieces), *values)


@register.simple_tag
def words(bound: forms.BoundField) -> str:
    """Draw a text beside a figure: label, box of one line, and what is wrong with it."""
    name, value, errors = bound.auto_id, bound.value(), ()
    box = ' class="form-control form-control-sm">\n{}</textarea>\n'
    if bound.errors:
        box = (
            ' class="form-control form-control-sm is-invalid" aria-invalid="true"'
            ' aria-describedby="{}_error">\n{}</textarea>\n{}'
        )
        errors = (_errors(bound),)
    return format_html(
        '<label for="{}">{}</label>\n<textarea name="{}" id="{}" rows="1" maxlength="{}"' + box,
        name,
        bound.label,
        bound.html_name,
        name,
        bound.field.max_length,
        *((name,) if errors else ()),
        "" if value is None else value,
        *errors,
    )


@register.simple_tag
def figure_box(bound: forms.BoundField, unit_text: str) -> str:
    """Draw the box of a figure, its unit of measure beside it ('' for none), and what is wrong with it."""
    value, field, described = bound.value(), bound.field, bound.aria_describedby
    wrong = bool(bound.errors)
    pieces = [
        '<div class="cell-input"><input type="text" name="{}" value="{}" id="{}"',
        ' class="form-control num is-invalid"' if wrong else ' class="form-control num"',
        ' inputmode="decimal" autocomplete="off" spellcheck="false" data-number="{}"',
    ]
    values: list[object] = [bound.html_name, "" if value is None else value, bound.auto_id, field.kind]
    if field.unit_of_measure is not None:
        pieces.append(' data-unit="{}"')
        values.append(field.unit_of_measure)
    if wrong:
        pieces.append(' aria-invalid="true"')
    if described:
        pieces.append(' aria-describedby="{}"')
        values.append(described)
    pieces.append(">")
    if unit_text:
        pieces.append('<span class="cell-unit" aria-hidden="true">{}</span>')
        values.append(unit_text)
    pieces.append("</div>\n")
    if wrong:
        pieces.append("{}")
        values.append(_errors(bound))
    return format_html("".join(pieces), *values)


@register.simple_tag
def asked(
    page: str,
    anchor: str,
    name: str,
    told: str,
    *,
    live: str = "",
    reason: str = "",
    computed: bool = False,
    beside_cell: object = None,
) -> str:
    """Draw a figure as the link to how it came about.

    Args:
        page: Address of the page that tells it.
        anchor: Whose figure it is ('anggaran-12').
        name: Which of its figures ('sisa').
        told: Its text.
        live: The name of its place, where the text comes again while somebody types.
        reason: Why there is none.
        computed: Whether it stands where others have a box.
        beside_cell: The cell of its row, if any: then it is no stop on the way from cell to cell.
    """
    pieces = [
        '<a class="ask" href="{}?angka={}-{}" data-angka tabindex="-1">'
        if beside_cell
        else '<a class="ask" href="{}?angka={}-{}" data-angka>'
    ]
    values = [page, anchor, name]
    if live:
        pieces.append('<span class="computed" data-live="{}"' if computed else '<span data-live="{}"')
        values.append(live)
        if reason:
            pieces.append(' title="{}"')
            values.append(reason)
        pieces.append(">{}</span>")
    else:
        pieces.append("{}")
    pieces.append('<span class="visually-hidden"> hitungan</span></a>')
    return format_html("".join(pieces), *values, told)
