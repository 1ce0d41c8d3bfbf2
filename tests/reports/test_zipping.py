"""A ZIP that is sent while it is made, and names that every system takes."""

import datetime
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.zipping import LONGEST, safe_name, unique_paths, zipped

AT = datetime.datetime(2024, 7, 1, 8, 30, 2, tzinfo=datetime.UTC)


def opened(parts) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def test_files_come_out_as_they_went_in():
    files = [("2024-TW-II/Kecamatan Rowokangkung/03 Kasi.pdf", b"%PDF" * 1000), ("Lambang ñ.txt", b"")]
    archive = opened(zipped(files, AT))
    assert archive.testzip() is None
    assert [(entry.filename, archive.read(entry)) for entry in archive.infolist()] == files
    assert {entry.date_time for entry in archive.infolist()} == {(2024, 7, 1, 8, 30, 2)}


def test_each_file_is_sent_before_the_next_one_is_read():
    read = []

    def files():
        for number in range(3):
            read.append(number)
            yield f"{number}.pdf", b"x" * 100

    parts = zipped(files(), AT)
    assert read == []
    first = next(parts)
    assert read == [0]
    assert first.endswith(b"x" * 100)


def test_a_kabupaten_takes_no_more_memory_than_an_office():
    """252 reports of 200 kB, each its own: what is held is one of them, and a line for the directory at the end."""

    def peak(count):
        files = ((f"Kecamatan {number}/Laporan.pdf", number.to_bytes(2, "big") * 100_000) for number in range(count))
        tracemalloc.start()
        sent = sum(len(part) for part in zipped(files, AT))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sent > count * 200_000
        return held

    assert peak(252) < peak(3) + 300_000 < 2_000_000


def test_sizes_stand_before_the_content():
    """Some programs read a ZIP as it comes in; one whose sizes follow the content they refuse."""
    entry = opened(zipped([("a.pdf", b"12345")], AT)).infolist()[0]
    assert entry.flag_bits & 0x08 == 0
    head = b"".join(zipped([("a.pdf", b"12345")], AT))[:30]
    assert int.from_bytes(head[18:22], "little") == int.from_bytes(head[22:26], "little") == 5


def test_no_file_is_a_zip_too():
    assert opened(zipped([], AT)).namelist() == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kecamatan Rowokangkung", "Kecamatan Rowokangkung"),
        ("Kasi Umum/Keuangan", "Kasi Umum Keuangan"),
        ("../../etc/passwd", "etc passwd"),
        ("..", "_"),
        ("", "_"),
        ("a\x00b\n\tc", "a b c"),
        ("Laporan. ", "Laporan"),
        ("con", "_con"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_names_are_safe(text, name):
    assert safe_name(text) == name


@given(st.text())
def test_no_text_leads_out_of_its_folder(text):
    name = safe_name(text)
    assert name not in {"", ".", ".."}
    assert not set(name) & set('/\\:*?"<>|\x00\n\r')
    assert len(name) <= LONGEST + 1
    assert safe_name(name) == name


def test_equal_names_get_numbers():
    """In whatever case, since Windows makes no difference."""
    assert unique_paths(["K/01 Camat.pdf", "K/01 CAMAT.pdf", "K/01 Camat.pdf", "K/02.pdf"]) == (
        "K/01 Camat.pdf",
        "K/01 CAMAT (2).pdf",
        "K/01 Camat (3).pdf",
        "K/02.pdf",
    )
