"""The guide read from its source: what it is written with, and nothing more."""

import pytest

from reports.guidebook import Block, Run, anchor_of, read_guide, runs_of


def test_chapters_with_their_blocks():
    first, second = read_guide(
        "# Panduan\n\nSatu\nbaris.\n\n## Isi angka\n\n1. Buka\n   lalu isi\n2. Simpan\n\n- a\n- b\n"
    )
    assert (first.title, first.blocks) == ("Panduan", (Block("paragraph", ((Run("Satu baris."),),)),))
    assert (second.anchor, [block.kind for block in second.blocks]) == ("isi-angka", ["ordered", "plain"])
    assert second.blocks[0].entries == ((Run("Buka lalu isi"),), (Run("Simpan"),))


def test_pictures_and_bold_words_are_known():
    (chapter,) = read_guide("# A\n\n![Isian angka](images/entry.png)\n\nTekan **Simpan** atau **Kembali**.")
    assert (chapter.pictures, chapter.named) == (("entry.png",), {"Simpan", "Kembali"})
    assert chapter.blocks[0].address == "panduan/entry.png"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("biasa", (Run("biasa"),)),
        ("a **b** c", (Run("a "), Run("b", "strong"), Run(" c"))),
        ("`49,23` *galat*", (Run("49,23", "code"), Run(" "), Run("galat", "em"))),
        ("<b>tetap teks</b>", (Run("<b>tetap teks</b>"),)),
    ],
)
def test_words(text, runs):
    assert runs_of(text) == runs


def test_anchors():
    assert anchor_of("Uraian dan teks") == "uraian-dan-teks"
