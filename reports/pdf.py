"""Documents as PDF: where everybody has them drawn.

The engine (`reports.engine`) works in a process of its own beside this one, which is bounded in time and memory
(`reports.apart`). A process that is bounded itself, as those of a worker are, says `draw_here`.
"""

import atexit
import ctypes
import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from agreements.images import pictures_apart
from reports.apart import Drawer
from reports.document.blocks import RenderedFile, ReportDocument
from reports.preview import render_page

PDF_TYPE = "application/pdf"
PANGO = "libpango-1.0.so.0"

_drawer = Drawer()
_draw: Callable[..., bytes] = _drawer.draw
# Two processes at the ends of one pipe would get each other's documents.
os.register_at_fork(after_in_child=_drawer.forget)
atexit.register(_drawer.close)


def draw_here() -> None:
    """Draw in this process from now on, and in those that it forks: they are to be bounded by whoever starts them."""
    from reports.engine import draw_page as here  # noqa: PLC0415 -- who draws apart does without: 16 MB

    global _draw  # noqa: PLW0603 - one way per process is the point
    _draw = here


def render_pdf(document: ReportDocument, attachments: Iterable[RenderedFile] = ()) -> RenderedFile:
    """Return the document as PDF/A-3a, tagged, with outline, embedded fonts and the given files attached.

    Raises:
        RenderError: a resource was refused, WeasyPrint logged an error, or it took too much.
    """
    with pictures_apart() as pictures:
        page = render_page(document)
    content = draw_page(page, draft=bool(document.draft), attachments=attachments, pictures=pictures)
    return RenderedFile(f"{document.slug}.pdf", PDF_TYPE, content)


def draw_page(
    page: str,
    *,
    draft: bool = False,
    attachments: Iterable[RenderedFile] = (),
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a whole HTML page, in the styles of reports, as PDF/A-3a; `draft` draws the watermark.

    `pictures` are the files behind the addresses of `pictures_apart`, where the page has such.

    Raises:
        RenderError: a resource was refused, WeasyPrint logged an error, or it took too much.
    """
    return _draw(page, draft=draft, attachments=tuple(attachments), pictures=pictures)


def layout_library() -> str:
    """Return the version of the library of the system that sets the lines."""
    try:
        return str(ctypes.CDLL(PANGO).pango_version())
    except OSError:
        # Another system has it under another name, which the engine knows.
        from reports.engine import layout_library as of_engine  # noqa: PLC0415

        return of_engine()
