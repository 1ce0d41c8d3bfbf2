"""The gate for spreadsheets: each hostile or mistaken file is refused in seconds, by a sentence that says what it is.

Every file is built here. None is read by openpyxl; what passes the gate is (test_reading.py).
"""

import io
import struct
import time
import zipfile
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.sheets import MOST_BYTES, SheetRefusedError, check_workbook, content_of_upload, gate
from agreements.sheets.gate import MOST_PARTS, MOST_UNPACKED
from tests.sheets import OLE, SHEET, changed_part, part_of, with_parts, workbook

PLAIN = workbook([["Kode", "Pagu"], ["7.01.01", 1_885_065_699]])
TYPES = part_of(PLAIN, "[Content_Types].xml")
RELS = "xl/_rels/workbook.xml.rels"
LINK = '<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'


def zipped(parts, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def bomb(size):
    """A sheet of zeros: a thousandth of its size when packed."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_parts(PLAIN, {SHEET: head + "0" * size + "</sheetData></worksheet>"})


def forged(content, size):
    """The same zip, its first entry of the sheet declared to unpack to another size, in both of its headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo(SHEET)
    made = bytearray(content)
    struct.pack_into("<I", made, part.header_offset + 22, size)
    place = made.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", made, place + 28)[0]
        if made[place + 46 : place + 46 + length] == SHEET.encode():
            struct.pack_into("<I", made, place + 24, size)
        place = made.find(b"PK\x01\x02", place + 4)
    return bytes(made)


def locked(content):
    """The same zip with the flag of a password on its first entry."""
    made = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.find(signature) + offset] |= 1
    return bytes(made)


def doctype(declared, part=SHEET, encoding="utf-8"):
    text = part_of(PLAIN, part)
    body = text[text.find("?>") + 2 :] if text.startswith("<?xml") else text
    return with_parts(PLAIN, {part: f'<?xml version="1.0" encoding="{encoding}"?>{declared}{body}'.encode(encoding)})


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {name} '{10 * f'&{before};'}'>" for before, name in pairwise("abcdefghij"))
    + "]>"
)
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

HOSTILE = {
    "empty": (b"", "kosong"),
    "too large": (b"PK\x03\x04" + b"0" * MOST_BYTES, "5,0 MB; paling besar 5 MB"),
    "no zip at all": (b"\x89PNG\r\n\x1a\n\x00\x00", "bukan buku kerja Excel"),
    "a PDF": (b"%PDF-1.7\n%abc", "PDF"),
    "CSV": (b"Kode;Uraian;Pagu\n7.01;Program;1000\n", "CSV"),
    "a page saved as .xls": (b"\xef\xbb\xbf<html><table><tr><td>Kode</td></tr></table>", "halaman web"),
    "XML of Excel 2003": (b'<?xml version="1.0"?><Workbook/>', "halaman web atau XML"),
    "old .xls": (OLE + b"\x00" * 600, ".xls"),
    "encrypted": (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "some zip": (zipped({"catatan.txt": "halo"}), "arsip ZIP"),
    "LibreOffice": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
    "Word": (zipped({"[Content_Types].xml": '<Types><Override ContentType="x.wordprocessingml.y"/></Types>'}), "Word"),
    "a template": (changed_part(PLAIN, "[Content_Types].xml", "spreadsheetml.sheet.main", "spreadsheetml.template.main"), "xltx"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "rusak"),
    "flipped byte": (PLAIN.replace(b"sheet1.xml", b"sheet2.xml", 1), "rusak"),
    "not XML": (with_parts(PLAIN, {SHEET: "<worksheet><row></worksheet>"}), "rusak"),
    "two of a name": (with_parts(PLAIN, {SHEET.upper(): "<a/>"}), "rusak"),
    "password on an entry": (locked(PLAIN), "sandi"),
    "bomb": (bomb(MOST_UNPACKED + 1), "mengembang menjadi lebih dari 40 MB"),
    "size declared too small": (forged(bomb(1 << 20), 100), "rusak"),
    "size declared too large": (forged(PLAIN, 3_000_000_000), "mengembang"),
    "thousands of parts": (with_parts(PLAIN, {f"xl/media/{n}.png": "" for n in range(MOST_PARTS)}), "bagian; paling banyak"),
    "a million tags": (with_parts(PLAIN, {"xl/media/x.bin": "<a>" + "<b/>" * 1_000_001 + "</a>"}), "terlalu penuh"),
    "a million attributes": (
        with_parts(PLAIN, {"xl/x.xml": "<a " + " ".join(f'b{n:x}=""' for n in range(1_000_001)) + "/>"}),
        "terlalu penuh",
    ),
    "half a million formats": (
        with_parts(PLAIN, {"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 400_001 + "</cellXfs></styleSheet>"}),
        "terlalu penuh",
    ),
    "billion laughs behind blanks": (with_parts(PLAIN, {SHEET: " " * 70_000 + f"{LAUGHS}<x>&j;</x>"}), "DOCTYPE"),
    "macros": (with_parts(PLAIN, {"xl/vbaProject.bin": b"\x00"}), "makro"),
    "macros hidden by another name": (
        changed_part(PLAIN, "[Content_Types].xml", "</Types>", '<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'),
        "makro",
    ),
    ".xlsm": (
        changed_part(
            PLAIN,
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        "makro",
    ),
    "macros of Excel 4": (with_parts(PLAIN, {"xl/macrosheets/sheet1.xml": "<a/>"}), "makro"),
    "controls": (with_parts(PLAIN, {"xl/activeX/activeX1.bin": b"\x00"}), "makro"),
    "another workbook": (with_parts(PLAIN, {"xl/externalLinks/externalLink1.xml": "<a/>"}), "tautan eksternal"),
    "another workbook by relation": (
        changed_part(PLAIN, RELS, "</Relationships>", LINK.format(kind="externalLinkPath", target="file:///rahasia.xlsx")),
        "tautan eksternal",
    ),
    "a picture from the network": (
        changed_part(PLAIN, RELS, "</Relationships>", LINK.format(kind="image", target="http://10.0.0.1/a.png")),
        "tautan eksternal",
    ),
    "a database": (with_parts(PLAIN, {"xl/connections.xml": "<connections/>"}), "sumber data luar"),
    "billion laughs": (doctype(LAUGHS), "DOCTYPE"),
    "billion laughs in the styles": (doctype(LAUGHS, "xl/styles.xml"), "DOCTYPE"),
    "billion laughs in the list of contents": (doctype(LAUGHS, "[Content_Types].xml"), "DOCTYPE"),
    "billion laughs in UTF-16": (doctype(LAUGHS, encoding="utf-16"), "DOCTYPE"),
    "a file of the server": (doctype(XXE), "DOCTYPE"),
    "a file of the server in a part without ending": (with_parts(PLAIN, {"xl/worksheets/gambar": f"  {XXE}<x>&a;</x>"}), "DOCTYPE"),
    "strict": (
        changed_part(
            PLAIN,
            "xl/workbook.xml",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "Strict Open XML",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_seconds_by_a_sentence(name):
    content, says = HOSTILE[name]
    started = time.process_time()
    with pytest.raises(SheetRefusedError) as refused:
        check_workbook(content)
    assert time.process_time() - started < 3
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".")


def test_bomb_is_refused_by_what_comes_out_of_it_too(monkeypatch):
    """Here nobody looks at what the zip says of itself, which is the first to be refused."""
    monkeypatch.setattr(gate, "sum_of_sizes", lambda parts: 0)
    with pytest.raises(SheetRefusedError, match="mengembang menjadi lebih dari 40 MB"):
        check_workbook(HOSTILE["bomb"][0])


def test_plain_workbook_passes():
    check_workbook(PLAIN)


def test_link_to_click_on_passes():
    """An address that somebody typed becomes a link by itself; nobody follows it here."""
    check_workbook(
        workbook([["Kontak"]], prepare=lambda book: setattr(book.active["A1"], "hyperlink", "https://example.go.id"))
    )


def test_text_about_a_doctype_passes():
    check_workbook(workbook([["<!DOCTYPE html>", "a = b < c"]]))


def test_upload_is_not_read_when_it_is_too_large():
    upload = SimpleUploadedFile("besar.xlsx", b"")
    upload.size = 8 * 1024 * 1024 - 1
    with pytest.raises(SheetRefusedError, match="7,9 MB"):
        content_of_upload(upload)
    assert content_of_upload(SimpleUploadedFile("kecil.xlsx", PLAIN)) == PLAIN
