"""What commands say of the file that they are to write."""

import pytest
from django.core.management import CommandError

from reports.management.files import read_output, write_atomically, write_output


def test_ending_says_the_kind_in_any_letters(tmp_path):
    assert read_output(str(tmp_path / "a.PDF"), ["pdf", "json"]) == (tmp_path / "a.PDF", "pdf")


@pytest.mark.parametrize(
    ("endings", "sentence"),
    [
        (["pdf"], "Berkas “a.doc” harus berakhiran .pdf."),
        (["pdf", "json"], "Berkas “a.doc” harus berakhiran salah satu dari: .pdf, .json."),
    ],
)
def test_other_endings_are_refused(endings, sentence, tmp_path):
    with pytest.raises(CommandError) as refusal:
        read_output(str(tmp_path / "a.doc"), endings)
    assert str(refusal.value) == sentence


def test_folder_must_be_there(tmp_path):
    with pytest.raises(CommandError, match="tidak ada"):
        read_output(str(tmp_path / "tidak" / "a.pdf"), ["pdf"])


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat ditulis: Is a directory"):
        write_output(tmp_path, b"satu")


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.json"
    write_atomically(path, b"satu")
    write_atomically(path, b"dua")
    assert path.read_bytes() == b"dua"
    assert list(tmp_path.iterdir()) == [path]
