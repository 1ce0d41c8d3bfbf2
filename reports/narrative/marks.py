"""Figures inside running text, marked with their key so that a screen can ask how each came about. Pure.

A sentence is put together from pieces, turned about and ended with a stop; a mark goes along with the text of its
figure until the document is whole and is then taken out again (`parted`). Only a story told for a screen has marks.
"""

import re

from reports.document.blocks import Mention

BEGIN, MIDDLE, END = "\ue001", "\ue002", "\ue003"
"""Of the private use area of Unicode: no text that means something has them."""

_MARK = re.compile(f"{BEGIN}([^{BEGIN}{MIDDLE}{END}]*){MIDDLE}([^{BEGIN}{MIDDLE}{END}]*){END}")
_SIGNS = re.compile(f"[{BEGIN}{MIDDLE}{END}]")


def marked(key: str, text: str) -> str:
    """Return the text of a figure with its key."""
    return f"{BEGIN}{key}{MIDDLE}{text}{END}"


def has_marks(text: str) -> bool:
    """Return whether a text holds a mark, or a sign of one."""
    return _SIGNS.search(text) is not None


def parted(text: str) -> tuple[str | Mention, ...]:
    """Return a text as what stands between its figures, and these; signs that make no mark are left out."""
    parts: list[str | Mention] = []
    end = 0
    for found in _MARK.finditer(text):
        parts.append(_SIGNS.sub("", text[end : found.start()]))
        parts.append(Mention(found[2], key=found[1]))
        end = found.end()
    parts.append(_SIGNS.sub("", text[end:]))
    return tuple(part for part in parts if part)
