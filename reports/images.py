"""Photographs that people upload: made small, upright and free of what a phone wrote into them.

The only importer of Pillow. What comes out is what a report prints: a JPEG of at most `LONGEST_SIDE` pixels a side,
turned as the camera was held, without EXIF (place and device), so that the PDF engine embeds it as it is.
"""

import base64
import hashlib
import io
import warnings

from django.core.files.storage import default_storage
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1600
"""Pixels; 190 per cm of half a page's width, more than a printer shows."""

MOST_PIXELS = 50_000_000
"""A phone of today takes 12 to 50 million; a picture that claims more is refused before it is unpacked."""

MOST_BYTES = 15 * 1024 * 1024

FORMATS = ("JPEG", "PNG", "WEBP")

QUALITY = 82


class ImageRefusedError(ValueError):
    """The upload is no photograph that a report can print; the message is a sentence for who uploaded it."""


def clean_image(content: bytes) -> bytes:
    """Return an uploaded photograph as a JPEG fit for print: upright, small, without metadata.

    Raises:
        ImageRefusedError: no JPEG, PNG or WEBP, whatever its name says; broken; or too large.
    """
    if len(content) > MOST_BYTES:
        raise ImageRefusedError(f"Berkas foto lebih besar dari {MOST_BYTES // 1024 // 1024} MB. Perkecil dahulu.")
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
                f"Foto berukuran {image.width} × {image.height} piksel terlalu besar. Perkecil dahulu."
            )
        # Far cheaper than unpacking a large JPEG whole.
        image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        image = ImageOps.exif_transpose(image)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _as_jpeg(image)
    except ImageRefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise ImageRefusedError("Foto terlalu besar. Perkecil dahulu.") from error
    except UnidentifiedImageError as error:
        raise ImageRefusedError("Berkas ini bukan foto JPEG, PNG, atau WEBP.") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ImageRefusedError("Berkas foto rusak atau tidak lengkap.") from error


def _as_jpeg(image: Image.Image) -> bytes:
    """Encode anew from the pixels alone; what was transparent becomes white."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    buffer = io.BytesIO()
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    bare.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def photo_name(content: bytes) -> str:
    """Return the name to store a cleaned photograph under: equal pictures have equal names, and no name is a user's."""
    return f"{hashlib.sha256(content).hexdigest()}.jpg"


def image_source(file: str) -> str:
    """Return a stored photograph as a data: URL, '' where `file` is '' or the store has lost it."""
    if not file or not default_storage.exists(file):
        return ""
    with default_storage.open(file) as stored:
        return "data:image/jpeg;base64," + base64.b64encode(stored.read()).decode("ascii")
