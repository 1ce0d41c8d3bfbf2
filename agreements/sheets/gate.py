"""The gate for spreadsheets: what is no plain .xlsx, or would fill the memory, never reaches openpyxl.

An .xlsx is a zip of XML. Everything in it is unpacked once, piece by piece and within bounds, before anybody reads it;
no name in it becomes a path. XML with a DOCTYPE is refused by expat itself, the parser that reads it afterwards, so
neither entities that multiply nor entities that fetch can be declared. defusedxml refuses no more than this, and makes
openpyxl read half as long again.
"""

import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from django.core.files.uploadedfile import UploadedFile

MOST_MB = 5
MOST_BYTES = MOST_MB * 1024 * 1024

MOST_PARTS = 500
"""Files inside the zip; a workbook of twenty sheets with pictures has about a hundred."""

MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts together; 5,000 rows of ten columns take 3 MB."""

MOST_MARKUP = 1_000_000
"""Signs '<' or '=', of all XML together: what its elements and attributes cost in memory."""

MOST_BESIDE = 400_000
"""The same of a part without cells; 40,000 formats of cells, far more than anybody made on purpose, have as many."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_PIECE = 1 << 16
_BLANKS = b"\xef\xbb\xff\xbf\xfe\x00 \t\r\n"
"""What may stand before the first '<' of XML: byte order marks, the zeros of UTF-16, blanks."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

SAVE_AS = "Buka di Excel atau LibreOffice, lalu simpan sebagai Buku Kerja Excel (.xlsx)."
BROKEN = f"Berkas ini rusak atau tidak lengkap. {SAVE_AS}"

_LINKS = "Salin tabelnya ke buku kerja baru dengan Tempel Nilai (Paste Values), lalu unggah yang baru itu."


class SheetRefusedError(ValueError):
    """The upload is no spreadsheet that may be read; the message is what its sender reads."""


def content_of_upload(upload: UploadedFile) -> bytes:
    """Return the bytes of an upload, unless there are more than may be.

    Raises:
        SheetRefusedError: larger than `MOST_BYTES`.
    """
    _check_size(upload.size or 0)
    return upload.read()


def check_workbook(content: bytes) -> None:
    """Let pass what is an .xlsx by its content and can be unpacked within bounds.

    Raises:
        SheetRefusedError: too large; another kind of file; encrypted; with macros, links to other files or data
            connections; with a DOCTYPE; broken, or with sizes that are not true.
    """
    _check_size(len(content))
    _check_kind(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            _check_types(archive)
            _unpack(archive)
            _check_links(archive)
    except SheetRefusedError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise SheetRefusedError(BROKEN) from error


def _check_size(size: int) -> None:
    if not size:
        raise SheetRefusedError("Berkas ini kosong. Pilih buku kerja Excel (.xlsx) yang berisi tabelnya.")
    if size > MOST_BYTES:
        tenths = size * 10 // 1024 // 1024
        raise SheetRefusedError(
            f"Berkas ini {tenths // 10},{tenths % 10} MB; paling besar {MOST_MB} MB. "
            "Hapus lembar dan gambar yang tidak perlu, lalu simpan lagi."
        )


def _check_kind(content: bytes) -> None:
    """Refuse what is no zip, saying what it is."""
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise SheetRefusedError(
                "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
                "(File, Info, Proteksi Buku Kerja), lalu simpan lagi."
            )
        raise SheetRefusedError(f"Berkas ini dari Office lama (.xls atau .doc), bukan .xlsx. {SAVE_AS}")
    if content.startswith(b"PK\x03\x04"):
        return
    start = content[:1024].lstrip(_BLANKS).lower()
    if start.startswith(b"%pdf"):
        raise SheetRefusedError("Berkas ini PDF, bukan buku kerja Excel. Minta berkas Excel (.xlsx) aslinya.")
    if b"<html" in start or b"<table" in start or start.startswith((b"<!doctype", b"<?xml")):
        raise SheetRefusedError(f"Berkas ini halaman web atau XML yang diberi nama Excel, bukan .xlsx. {SAVE_AS}")
    if b"\x00" not in start and (b";" in start or b"," in start or b"\t" in start):
        raise SheetRefusedError(f"Berkas ini teks biasa (mungkin CSV), bukan buku kerja Excel (.xlsx). {SAVE_AS}")
    raise SheetRefusedError(f"Berkas ini bukan buku kerja Excel (.xlsx). {SAVE_AS}")


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Bound what the zip says of itself, and refuse by the names of its parts."""
    names = [part.filename.replace("\\", "/").lower().lstrip("/") for part in parts]
    if len(parts) > MOST_PARTS:
        raise SheetRefusedError(
            f"Berkas ini berisi {len(parts)} bagian; paling banyak {MOST_PARTS}. "
            "Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru itu."
        )
    if len(set(names)) != len(names):
        raise SheetRefusedError(BROKEN)
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefusedError("Isi berkas ini terkunci kata sandi. Hapus kata sandinya, lalu simpan lagi.")
    _check_unpacked(sum_of_sizes(parts))
    if "[content_types].xml" not in names:
        if "mimetype" in names:
            raise SheetRefusedError(f"Berkas ini dari LibreOffice (.ods atau sejenisnya), bukan .xlsx. {SAVE_AS}")
        raise SheetRefusedError(f"Berkas ini arsip ZIP, bukan buku kerja Excel (.xlsx). {SAVE_AS}")
    if any("vbaproject" in name or "/macrosheets/" in name or "/activex/" in name for name in names):
        _refuse_macros()
    if any("/externallinks/" in name for name in names):
        raise SheetRefusedError(f"Berkas ini mengambil angka dari berkas lain (tautan eksternal). {_LINKS}")
    if any(name.endswith("/connections.xml") or "/querytables/" in name for name in names):
        raise SheetRefusedError(f"Berkas ini terhubung ke sumber data luar. {_LINKS}")


def sum_of_sizes(parts: list[zipfile.ZipInfo]) -> int:
    """Return how many bytes the parts of a zip declare together, unpacked."""
    return sum(part.file_size for part in parts)


def _check_unpacked(size: int) -> None:
    if size > MOST_UNPACKED:
        raise SheetRefusedError(
            f"Isi berkas ini mengembang menjadi lebih dari {MOST_UNPACKED // 1024 // 1024} MB. "
            "Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru itu."
        )


def _refuse_macros() -> None:
    raise SheetRefusedError(
        "Berkas ini memuat makro (.xlsm). Simpan sebagai Buku Kerja Excel (.xlsx) tanpa makro, lalu unggah lagi."
    )


def _check_types(archive: zipfile.ZipFile) -> None:
    """Refuse what is another Office document, or a workbook that may carry macros, by its list of contents."""
    listed = next(part for part in archive.infolist() if part.filename.lower() == "[content_types].xml")
    types = [node.get("ContentType", "") for node in _small_tree(archive, listed)]
    if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in types):
        _refuse_macros()
    if WORKBOOK not in types:
        kind = "dokumen Word" if any("wordprocessingml" in name for name in types) else "bukan buku kerja Excel"
        if any("presentationml" in name for name in types):
            kind = "presentasi PowerPoint"
        if any("spreadsheetml.template" in name for name in types):
            kind = "templat Excel (.xltx)"
        raise SheetRefusedError(f"Isi berkas ini {kind}, sedangkan yang diperlukan buku kerja .xlsx. {SAVE_AS}")


def _unpack(archive: zipfile.ZipFile) -> None:
    """Unpack every part once, within bounds, and let expat look for a DOCTYPE in what begins like XML."""
    size = markup = 0
    for part in archive.infolist():
        inside = 0
        with archive.open(part) as unpacked:
            parser, begun = None, False
            while piece := unpacked.read(_PIECE):
                size += len(piece)
                _check_unpacked(size)
                if not begun:
                    start = piece.lstrip(_BLANKS)
                    # Any number of blanks may stand before XML.
                    begun = bool(start)
                    parser = _strict_parser() if start.startswith(b"<") else None
                if parser is None and begun:
                    continue
                inside += max(piece.count(b"<"), piece.count(b"="))
                if inside > _most_inside(part.filename) or markup + inside > MOST_MARKUP:
                    raise SheetRefusedError(
                        "Berkas ini terlalu penuh: selnya, termasuk sel kosong yang diberi format, terlalu banyak. "
                        "Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru itu."
                    )
                if parser is not None:
                    _parse(parser, piece)
        markup += inside
        if parser is not None:
            _parse(parser, b"", last=True)


def _most_inside(name: str) -> int:
    """Return how much markup a part may have: openpyxl reads cells and texts fast, and everything else slowly."""
    plain = name.lower().lstrip("/")
    return MOST_MARKUP if plain.startswith("xl/worksheets/") or plain == "xl/sharedstrings.xml" else MOST_BESIDE


def _strict_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declared: object) -> None:
    raise SheetRefusedError(
        f"Berkas ini memuat deklarasi XML (DOCTYPE) yang tidak pernah ditulis Excel, jadi tidak dibaca. {SAVE_AS}"
    )


def _parse(parser: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise SheetRefusedError(BROKEN) from error


def _small_tree(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ElementTree.Element:
    """Parse one of the lists that a workbook keeps of itself, once it holds no DOCTYPE."""
    content = archive.read(part)
    parser = _strict_parser()
    _parse(parser, content, last=True)
    if content.count(b"<") > MOST_MARKUP:
        raise SheetRefusedError(BROKEN)
    return ElementTree.fromstring(content)  # noqa: S314 -- the parser above refused a DOCTYPE


def _check_links(archive: zipfile.ZipFile) -> None:
    """Refuse what points out of the file; a link that somebody may click is no such thing, since nobody follows it."""
    for part in archive.infolist():
        if part.filename.lower().endswith(".rels"):
            for link in _small_tree(archive, part):
                if link.get("TargetMode", "").lower() == "external" and not link.get("Type", "").endswith("/hyperlink"):
                    raise SheetRefusedError(f"Berkas ini mengambil isi dari berkas lain (tautan eksternal). {_LINKS}")
        elif part.filename.lower().endswith("xl/workbook.xml"):
            with archive.open(part) as workbook:
                if STRICT in workbook.read(_PIECE):
                    raise SheetRefusedError(
                        "Berkas ini disimpan sebagai “Strict Open XML”. Simpan sebagai Buku Kerja Excel (.xlsx) biasa."
                    )
