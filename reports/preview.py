"""Draws a document as HTML: a fragment for the web page, a page for the PDF engine, a file that opens anywhere."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.document.blocks import RenderedFile, ReportDocument

CSS_DIR = Path(settings.BASE_DIR) / "static" / "css"
HTML_TYPE = "text/html; charset=utf-8"

_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}\s*")
_ANCHOR = re.compile(r'(?<=\sid=")|(?<=\shref="#)')
_LABEL = re.compile(r'(?<=\saria-label=")')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def render_fragment(document: ReportDocument, anchors: str = "", among: str = "") -> SafeString:
    """Return the document as one `<article>`, without inline styles; the page around it links css/document.css.

    For pages that show several documents, `anchors` starts the name of every anchor and `among` that of every region:
    each has a name of its own then. Both are words of the project.
    """
    fragment = render_to_string("reports/document/fragment.html", {"document": document})
    # Quotes in user text are escaped, so what matches is an attribute of a template.
    named = _ANCHOR.sub(anchors, fragment) if anchors else fragment
    return mark_safe(_LABEL.sub(f"{among}: ", named) if among else named)  # noqa: S308


def render_page(document: ReportDocument, styles: str = "") -> SafeString:
    """Return the document as a whole page; `styles` is trusted CSS of the project for its head."""
    safe_styles = mark_safe(styles)  # noqa: S308 - files of static/css, never user text
    return render_to_string("reports/document/page.html", {"document": document, "styles": safe_styles})


def render_html(document: ReportDocument) -> RenderedFile:
    """Return the document as a standalone file: its CSS inside, and fonts of the reader's machine."""
    page = render_page(document, styles=_standalone_styles())
    return RenderedFile(f"{document.slug}.html", HTML_TYPE, page.encode())


@cache
def _standalone_styles() -> str:
    """Return the CSS of the screen and of paper, without fonts: a file on its own has none beside it."""
    screen = (CSS_DIR / "document.css").read_text(encoding="utf-8")
    paper = (CSS_DIR / "print.css").read_text(encoding="utf-8")
    return _COMMENT.sub("", _FONT_FACE.sub("", screen) + "\n@media print {\n" + paper + "}\n")
