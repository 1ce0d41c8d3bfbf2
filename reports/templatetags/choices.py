"""The options of a long list to choose from: of hundreds of units, each takes a template ten times as long."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: object) -> str:
    """Draw (value, label) as the options of a list; the chosen value is selected."""
    picked = str(chosen)
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>\n',
        ((value, SELECTED[str(value) == picked], label) for value, label in choices),
    )


SELECTED = ("", " selected")
