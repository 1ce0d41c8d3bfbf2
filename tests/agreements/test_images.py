"""Uploaded pictures: what comes out prints as it is, and what is no picture is refused in a sentence."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageFile

from agreements.images import (
    LONGEST_SIDE,
    LONGEST_SIDE_OF_ARMS,
    MOST_BYTES,
    ImageRefusedError,
    clean_arms,
    clean_image,
    content_name,
    image_source,
    keep_image,
    pictures_apart,
    stored_image,
)

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def picture(size=(40, 20), mode="RGB", colour="red", kind="JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header claims a size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_becomes_a_jpeg(kind):
    cleaned = opened(clean_image(picture(kind=kind)))
    assert (cleaned.format, cleaned.mode, cleaned.size) == ("JPEG", "RGB", (40, 20))


@pytest.mark.parametrize(
    ("size", "expected"), [((4000, 2000), (1600, 800)), ((900, 3200), (450, 1600)), ((3, 2), (3, 2))]
)
def test_large_pictures_shrink_and_small_ones_stay(size, expected):
    cleaned = opened(clean_image(picture(size)))
    assert cleaned.size == expected
    assert max(cleaned.size) <= LONGEST_SIDE


def test_a_picture_is_turned_as_the_camera_was_held():
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    cleaned = opened(clean_image(buffer.getvalue()))
    assert cleaned.size == (20, 40)
    red, _, blue = cleaned.getpixel((10, 3))
    assert red > 200 > blue, "the left half of the stored picture is the upper half of the turned one"


def test_what_the_phone_wrote_is_gone():
    exif = Image.Exif()
    exif[MAKE] = "Telepon Rahasia"
    exif.get_ifd(GPS)[1] = "S"
    raw = picture(exif=exif, comment=b"catatan rahasia")
    assert b"Rahasia" in raw
    cleaned = clean_image(raw)
    assert b"ahasia" not in cleaned
    assert not opened(cleaned).getexif()


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("L", 9), ("1", 1)])
def test_every_mode_of_png_is_taken(mode, colour):
    options = {"transparency": 0} if mode == "P" else {}
    cleaned = opened(clean_image(picture(mode=mode, colour=colour, kind="PNG", **options)))
    assert cleaned.mode == "RGB"
    if mode in ("RGBA", "LA", "P"):
        assert min(cleaned.getpixel((5, 5))) > 250, "what was transparent is white"


def test_a_picture_of_the_press_is_taken():
    assert opened(clean_image(picture(mode="CMYK", colour=(0, 0, 0, 0)))).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bukan foto"),
        (b"Ini laporan, bukan foto.", "bukan foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
        (picture(kind="GIF"), "bukan foto"),
        (picture(kind="BMP"), "bukan foto"),
        (picture((400, 400))[:700], "rusak"),
        (png_claiming(8000, 8000), "8000 × 8000 piksel"),
        (png_claiming(60000, 60000), "terlalu besar"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "lebih besar dari 15 MB"),
    ],
    ids=["empty", "text", "svg", "gif", "bmp", "cut", "large", "bomb", "heavy"],
)
def test_what_is_no_photograph_is_refused(content, sentence):
    with pytest.raises(ImageRefusedError, match=sentence):
        clean_image(content)


def test_a_cut_picture_is_refused_though_the_pdf_engine_would_take_it(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ImageRefusedError, match="rusak"):
        clean_image(picture((400, 400))[:700])


def test_a_small_picture_that_is_cut_off_is_refused():
    with pytest.raises(ImageRefusedError, match="rusak"):
        clean_image(png_claiming(30, 30))


def test_equal_pictures_have_equal_names():
    cleaned = clean_image(picture())
    assert content_name(cleaned) == content_name(clean_image(picture()))
    assert content_name(cleaned) != content_name(clean_image(picture(colour="blue")))
    assert content_name(cleaned).endswith(".jpg")


def test_a_stored_picture_is_drawn_from_its_bytes(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("foto/a.jpg", ContentFile(clean_image(picture())))
    assert image_source(name).startswith("data:image/jpeg;base64,/9j/")
    assert image_source("") == ""
    assert image_source("foto/hilang.jpg") == ""


def test_for_a_while_a_picture_may_be_an_address(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("foto/a b.jpg", ContentFile(clean_image(picture())))
    with pictures_apart() as pictures:
        address = image_source(name)
        assert image_source("foto/hilang.jpg") == ""
    assert (address, pictures) == ("picture:foto/a%20b.jpg", {address: name})
    assert stored_image(name) == ("image/jpeg", clean_image(picture()))
    assert image_source(name).startswith("data:")


# -- arms --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "expected"),
    [
        ("RGB", "red", "JPEG", ("JPEG", "RGB")),
        ("RGB", "red", "PNG", ("PNG", "RGB")),
        ("RGB", "red", "WEBP", ("PNG", "RGB")),
        ("RGBA", (9, 9, 9, 0), "PNG", ("PNG", "RGBA")),
        ("RGBA", (9, 9, 9, 128), "WEBP", ("PNG", "RGBA")),
        ("LA", (9, 0), "PNG", ("PNG", "RGBA")),
        ("P", 0, "PNG", ("PNG", "RGB")),
        ("1", 1, "PNG", ("PNG", "RGB")),
        ("CMYK", (0, 0, 0, 0), "JPEG", ("JPEG", "RGB")),
    ],
)
def test_arms_keep_their_edges_and_what_is_transparent(mode, colour, kind, expected):
    cleaned = opened(clean_arms(picture(mode=mode, colour=colour, kind=kind)))
    assert (cleaned.format, cleaned.mode) == expected
    assert cleaned.size == (40, 20)


def test_transparent_colour_of_a_palette_stays_transparent():
    cleaned = opened(clean_arms(picture(mode="P", colour=0, kind="PNG", transparency=0)))
    assert cleaned.getpixel((5, 5))[3] == 0


def test_large_arms_shrink_and_lose_what_was_written_into_them():
    exif = Image.Exif()
    exif[MAKE] = "Telepon Rahasia"
    cleaned = clean_arms(picture((3000, 1500), kind="PNG", exif=exif))
    assert b"Rahasia" not in cleaned
    assert opened(cleaned).size == (LONGEST_SIDE_OF_ARMS, LONGEST_SIDE_OF_ARMS // 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Berkas ini bukan gambar"),
        (picture((400, 400), kind="PNG")[:200], "Berkas gambar rusak"),
        (png_claiming(8000, 8000), "Gambar berukuran 8000 × 8000 piksel"),
        (png_claiming(60000, 60000), "Gambar terlalu besar"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "Berkas gambar lebih besar dari 15 MB"),
    ],
    ids=["svg", "cut", "large", "bomb", "heavy"],
)
def test_what_is_no_picture_is_refused_for_arms(content, sentence):
    with pytest.raises(ImageRefusedError, match=sentence):
        clean_arms(content)


def test_equal_arms_are_kept_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cleaned = clean_arms(picture(kind="PNG"))
    name = keep_image(cleaned, "lambang/")
    assert name == keep_image(cleaned, "lambang/") == f"lambang/{content_name(cleaned)}"
    assert name.endswith(".png")
    assert len(list((tmp_path / "lambang").iterdir())) == 1
    assert image_source(name).startswith("data:image/png;base64,")
