"""Where Indonesian words break in the PDFs."""

import pyphen
import pytest

from reports import hyphenation


@pytest.fixture(autouse=True)
def installed():
    hyphenation.install()


def broken(word: str) -> set[str]:
    """Return the word with each break that a page may make, as document.css limits them."""
    found = pyphen.Pyphen(lang="id", left=3, right=4).positions(word)
    return {f"{word[:place]}-{word[place:]}" for place in found}


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("kelurahan", "kelur-ahan"),
        ("kemasyarakatan", "kemasyarak-atan"),
        ("peralatan", "peral-atan"),
        ("keseluruhan", "keselur-uhan"),
        ("pemilihan", "pemil-ihan"),
        ("pengiriman", "pengir-iman"),
        ("penyaringan", "penyari-ngan"),
        ("direhabilitasi", "dir-ehabilitasi"),
        ("efektifitas", "efektif-itas"),
        ("disclosure", "disc-losure"),
    ],
)
def test_a_syllable_is_not_torn(word, never):
    path = pyphen.LANGUAGES[pyphen.language_fallback("id")]
    assert len(never.split("-")[0]) in pyphen.HyphDict(path).positions(word), "the patterns do not need the rule here"
    assert never not in broken(word)
    assert never.title() not in broken(word.title())


@pytest.mark.parametrize(
    "good", ["per-aturan", "peng-adaan", "meng-ajukan", "diper-oleh", "keber-adaan", "anggar-annya", "pena-nganan"]
)
def test_prefixes_and_roots_still_part(good):
    assert good in broken(good.replace("-", ""))


def test_long_words_of_every_report_still_break():
    for word in ("penyelenggaraan", "pemberdayaan", "kecamatan", "akuntabilitas", "kesejahteraan", "kemasyarakatan"):
        assert broken(word), word


def test_installing_twice_keeps_the_dictionary():
    path = pyphen.LANGUAGES[pyphen.language_fallback("id")]
    before = pyphen.hdcache[path]
    hyphenation.install()
    assert pyphen.hdcache[path] is before
