"""The shapes of a picture as SVG. A page has some eight hundred: a template takes ten times as long to write them."""

from collections.abc import Callable, Mapping

from django import template
from django.utils.html import format_html, format_html_join

from reports.charts.shapes import Box, Dot, Drawing, Line, Shape, Text

register = template.Library()


def _hint(text: str) -> str:
    return format_html("<title>{}</title>", text) if text else ""


def _text(text: Text) -> str:
    return format_html(
        '<text x="{}" y="{}" font-size="{}" text-anchor="{}" fill="{}">{}</text>',
        text.x, text.y, text.size, text.anchor, text.tone, text.text,
    )  # fmt: skip


def _box(box: Box) -> str:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}">{}</rect>',
        box.x, box.y, box.width, box.height, box.fill, box.line, _hint(box.hint),
    )  # fmt: skip


def _dot(dot: Dot) -> str:
    return format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}">{}</circle>', dot.x, dot.y, dot.radius, dot.fill, _hint(dot.hint)
    )


def _line(line: Line) -> str:
    dashes = format_html(' stroke-dasharray="{}"', line.dashes) if line.dashes else ""
    return format_html(
        '<path d="{}" fill="{}" stroke="{}" stroke-width="{}"{}>{}</path>',
        line.path, line.fill, line.tone, line.width, dashes, _hint(line.hint),
    )  # fmt: skip


ELEMENTS: Mapping[type[Shape], Callable[..., str]] = {Text: _text, Box: _box, Dot: _dot, Line: _line}


@register.filter
def shapes(drawing: Drawing) -> str:
    """Return the elements of a drawing, one a line, their words escaped."""
    return format_html_join("", "{}\n", ((ELEMENTS[type(shape)](shape),) for shape in drawing.shapes))
