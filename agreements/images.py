"""Pictures that people upload: photographs for a report's annex, arms for its cover.

The only importer of Pillow. What comes out is what a report prints: small, turned as the camera was held, without EXIF
(place and device), so that the PDF engine embeds it as it is. Photographs become JPEG; arms keep their sharp edges and
what is transparent in them. A kept file is never changed or removed, for an issued report may print it.
"""

import base64
import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1600
"""Pixels; 190 per cm of half a page's width, more than a printer shows."""

LONGEST_SIDE_OF_ARMS = 900
"""Pixels; 240 per cm of the 37 mm that arms are high on a cover."""

MOST_PIXELS = 50_000_000
"""A phone of today takes 12 to 50 million; a picture that claims more is refused before it is unpacked."""

MOST_BYTES = 15 * 1024 * 1024

FORMATS = ("JPEG", "PNG", "WEBP")

QUALITY = 82


CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class ImageRefusedError(ValueError):
    """The upload is no picture that a report can print; the message is a sentence for who uploaded it."""


def clean_image(content: bytes) -> bytes:
    """Return an uploaded photograph as a JPEG fit for print: upright, small, without metadata.

    Raises:
        ImageRefusedError: no JPEG, PNG or WEBP, whatever its name says; broken; or too large.
    """
    return _clean(content, "foto", LONGEST_SIDE, keep_edges=False)


def clean_arms(content: bytes) -> bytes:
    """Return uploaded arms fit for a cover: a PNG with what was transparent, a JPEG where they came as one.

    Raises:
        ImageRefusedError: as for photographs.
    """
    return _clean(content, "gambar", LONGEST_SIDE_OF_ARMS, keep_edges=True)


def _clean(content: bytes, what: str, longest: int, *, keep_edges: bool) -> bytes:
    """Unpack, turn, shrink and encode anew; `what` is how a refusal calls the picture."""
    if len(content) > MOST_BYTES:
        raise ImageRefusedError(f"Berkas {what} lebih besar dari {MOST_BYTES // 1024 // 1024} MB. Perkecil dahulu.")
    # WeasyPrint lets Pillow fill the missing half of a picture with grey, for the whole process. What it draws itself
    # has come through here.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        # Pillow only warns of a picture that would fill the memory; the limit below is ours.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise ImageRefusedError(
                f"{what.capitalize()} berukuran {image.width} × {image.height} piksel terlalu besar. Perkecil dahulu."
            )
        drawn = keep_edges and image.format != "JPEG"
        # Far cheaper than unpacking a large JPEG whole.
        image.draft("RGB", (longest * 2, longest * 2))
        image = ImageOps.exif_transpose(image)
        if drawn:
            # A palette has no colours between its own, which shrinking needs.
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((longest, longest))
        return _as_png(image) if drawn else _as_jpeg(image)
    except ImageRefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise ImageRefusedError(f"{what.capitalize()} terlalu besar. Perkecil dahulu.") from error
    except UnidentifiedImageError as error:
        raise ImageRefusedError(f"Berkas ini bukan {what} JPEG, PNG, atau WEBP.") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ImageRefusedError(f"Berkas {what} rusak atau tidak lengkap.") from error


def _as_jpeg(image: Image.Image) -> bytes:
    """Encode anew from the pixels alone; what was transparent becomes white."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    return _encode(image.convert("RGB"), "JPEG", quality=QUALITY, optimize=True)


def _as_png(image: Image.Image) -> bytes:
    return _encode(image, "PNG", optimize=True)


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    """Write the pixels alone, without what the picture carried beside them."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    buffer = io.BytesIO()
    bare.save(buffer, kind, **options)
    return buffer.getvalue()


# -- the store ---------------------------------------------------------------------------------------------------------


def content_name(content: bytes) -> str:
    """Return the name to store a cleaned picture under: equal pictures have equal names, and no name is a user's."""
    ending = ".png" if content.startswith(PNG_SIGNATURE) else ".jpg"
    return f"{hashlib.sha256(content).hexdigest()}{ending}"


def keep_image(content: bytes, folder: str) -> str:
    """Keep a cleaned picture under the name of its content and return the name; an equal one is there already."""
    name = f"{folder}{content_name(content)}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


_apart: ContextVar[dict[str, str] | None] = ContextVar("pictures_apart", default=None)


@contextmanager
def pictures_apart() -> Iterator[Mapping[str, str]]:
    """Let `image_source` give short addresses for a while; yields the names of the files behind them, by address.

    For whoever draws a page in this process: six photographs in the page itself are 2.5 MB of text, which takes a
    fifth of the time of all the rest to read.
    """
    found: dict[str, str] = {}
    token = _apart.set(found)
    try:
        yield found
    finally:
        _apart.reset(token)


def image_source(file: str) -> str:
    """Return a stored picture as a data: URL, '' where `file` is '' or the store has lost it."""
    if not file or not default_storage.exists(file):
        return ""
    found = _apart.get()
    if found is not None:
        address = f"picture:{quote(file)}"
        found[address] = file
        return address
    kind, content = stored_image(file)
    return f"data:{kind};base64," + base64.b64encode(content).decode("ascii")


def stored_image(file: str) -> tuple[str, bytes]:
    """Return a stored picture: its content type and its content.

    Raises:
        OSError: the store has lost it.
    """
    with default_storage.open(file) as stored:
        return CONTENT_TYPES[PurePath(file).suffix], stored.read()
