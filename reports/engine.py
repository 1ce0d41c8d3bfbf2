"""Draws a page as PDF. The only importer of WeasyPrint: owns its fonts, its stylesheets and its closed fetcher.

The PDF is archival, tagged and may carry attachments (PDF/A-3a, ISO 19005-3), and equal documents give equal bytes: no
date and no random identifier goes in.
"""

import ctypes
import datetime
import gc
import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit
from urllib.request import url2pathname

from reports import spared  # noqa: F401 -- keeps out of memory what the next ones would load

# isort: split

from django.conf import settings
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from agreements.images import stored_image
from reports import hyphenation
from reports.document.rendered import RenderedFile
from reports.pdf_archive import file_role, mend
from reports.undrawable import RenderError

PDF_VARIANT = "pdf/a-3a"
NO_TIME = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
"""Written as the time of attachments, which PDF/A-3 asks for: the real one would make equal reports differ."""

STATIC_DIR = Path(settings.BASE_DIR) / "static"
SERVED_DIRS = (STATIC_DIR / "css", STATIC_DIR / "fonts")
BASE_URL = (STATIC_DIR / "css").as_uri() + "/"

CONTENT_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png"}


class ClosedFetcher(URLFetcher):
    """Serves files of static/css and static/fonts and the images of the page, and refuses everything else.

    Refusals are fatal: WeasyPrint would only log any other exception, and print the page without the resource.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.pictures: Mapping[str, str] = {}
        """The stored pictures that the page names, by their address in it (`agreements.images.pictures_apart`)."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's
        """Return the file or image behind a URL.

        Raises:
            FatalURLFetchingError: the URL is neither.
        """
        if url in self.pictures:
            return _open_picture(url, self.pictures[url])
        scheme = urlsplit(url).scheme.lower()
        if scheme == "data" and url[5:].lower().startswith("image/"):
            return _open_image(url)
        if scheme == "file":
            path = Path(url2pathname(urlsplit(url).path)).resolve()
            if any(path.is_relative_to(folder) for folder in SERVED_DIRS) and path.is_file():
                return URLFetcherResponse(
                    url, path.read_bytes(), {"Content-Type": CONTENT_TYPES.get(path.suffix, "application/octet-stream")}
                )
        raise FatalURLFetchingError(f"refused: {url[:200]}")


def _open_picture(url: str, file: str) -> URLFetcherResponse:
    """Return a stored picture."""
    try:
        kind, content = stored_image(file)
    except OSError as error:
        raise FatalURLFetchingError(f"lost: {file}") from error
    return URLFetcherResponse(url, content, {"Content-Type": kind})


def _open_image(url: str) -> URLFetcherResponse:
    """Return the image that a data: URL holds."""
    response = URLFetcher(allowed_protocols=("data",), allow_redirects=False).fetch(url)
    if not response.content_type.startswith("image/"):
        raise FatalURLFetchingError(f"refused: {url[:200]}")
    return response


@dataclass(frozen=True)
class _Engine:
    """What every render of a process shares; the same configuration must go to the stylesheets and to the render."""

    fonts: FontConfiguration
    fetcher: ClosedFetcher
    styles: tuple[CSS, ...]
    draft_styles: tuple[CSS, ...]


def layout_library() -> str:
    """Return the version of the library of the system that sets the lines."""
    return str(pango.pango_version())


LONGEST_WORD = 200
"""Characters without a place to break. The engine looks at the whole of a longer word for every line of it: 20,000
characters took it minutes. Words of people and addresses are far shorter."""

_LONG = re.compile(rf"[^\s<>&;\u00ad\u200b]{{{LONGEST_WORD}}}")
_TEXT = re.compile(r">[^<]+<")


def breakable(page: str) -> str:
    """Return a page in whose texts, not in its tags, no word is longer than the engine bears."""
    if not _LONG.search(page):
        return page
    return _TEXT.sub(lambda text: _LONG.sub("\\g<0>\N{ZERO WIDTH SPACE}", text.group()), page)


def give_back_memory() -> None:
    """Free what the boxes of a document took before the next one is drawn, and hand it to the system.

    A process that draws would stand at the peak of two documents for ever. It takes 5 ms where what was there when the
    process began is out of the collector's sight (`gc.freeze`).
    """
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except AttributeError:
        # Of the C library of GNU alone.
        return


_lock = threading.Lock()
"""Held for a whole render: two threads in one FontConfiguration corrupt the heap."""
_engine: _Engine | None = None


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
        RenderError: a resource was refused or WeasyPrint logged an error.
    """
    files = tuple(attachments)
    with _lock, _without_collector(), _errors_raise():
        engine = _get_engine()
        engine.fetcher.pictures = pictures
        html = HTML(string=breakable(page), base_url=BASE_URL, url_fetcher=engine.fetcher)
        content = html.write_pdf(
            font_config=engine.fonts,
            stylesheets=engine.draft_styles if draft else engine.styles,
            pdf_variant=PDF_VARIANT,
            attachments=[_attachment(file) for file in files],
            finisher=lambda document, pdf: mend(document, pdf, files),
        )
    assert content is not None
    return content


def _attachment(file: RenderedFile) -> Attachment:
    role = file_role(file)
    return Attachment(
        string=file.content,
        name=file.name,
        description=role.description,
        created=NO_TIME,
        modified=NO_TIME,
        relationship=role.relationship,
    )


def _get_engine() -> _Engine:
    """Return the engine of this process, made at the first render. Call with the lock held."""
    global _engine  # noqa: PLW0603 - one per process is the point
    if _engine is None:
        hyphenation.install()
        fonts = FontConfiguration()
        fetcher = ClosedFetcher()

        def parse(name: str) -> CSS:
            return CSS(filename=STATIC_DIR / "css" / name, base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)

        styles = (parse("document.css"), parse("print.css"))
        _engine = _Engine(fonts, fetcher, styles, (*styles, parse("print-draft.css")))
    return _engine


def _forget_engine() -> None:
    """Start anew in a forked process: its parent's font folder is not its own to delete, nor its lock to wait for."""
    global _engine, _lock  # noqa: PLW0603
    if _engine is not None:
        _engine.fonts._folder = None
    _engine = None
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_forget_engine)

# Its steps, one line per page, would bury everything else.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector out of a render (a tenth of its time): the boxes of a page are all alive anyway."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Errors(logging.Handler):
    """Collects what WeasyPrint logs at ERROR in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextmanager
def _errors_raise() -> Iterator[None]:
    """Turn refused resources and logged errors into a `RenderError`."""
    logger = logging.getLogger("weasyprint")
    handler = _Errors()
    if not logger.isEnabledFor(logging.ERROR):
        # However quiet the log is set, a page with a hole must not pass.
        logger.setLevel(logging.ERROR)
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(str(error)) from error
    finally:
        logger.removeHandler(handler)
    if handler.messages:
        raise RenderError("; ".join(handler.messages))
