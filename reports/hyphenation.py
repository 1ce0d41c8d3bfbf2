"""Where an Indonesian word may break: the patterns of pyphen, without the breaks that no reader would make.

The patterns part 'kelur-ahan', 'peral-atan' or 'penyari-ngan'. A syllable of Indonesian does not begin with a vowel
after a consonant, but where a prefix ends ('ber-akhir', 'peng-adaan') or before '-annya' (Ejaan yang Disempurnakan V,
'Pemenggalan Kata'); and the 'ng' of a root stays with it before '-an' ('penyaring-an'). WeasyPrint asks pyphen, and
pyphen keeps one dictionary per language, which is replaced here.
"""

import re

import pyphen

LANGUAGE = "id"

VOWELS = frozenset("aeiou")
_PREFIX = re.compile(r"(?:di|ke|se|me|mem|pem)?(?:ber|per|ter)|(?:ke|se|ber|di)?(?:meng|peng)")
"""What may end before a vowel."""

_SUFFIX = "annya"
_TORN = re.compile(r"ngan(?:nya)?")
"""The end of a root with its suffix, torn off the root's vowel."""

FOREIGN = frozenset({"disclosure", "stakeholder", "stakeholders", "networking", "strategic"})
"""Words of reports that are not Indonesian: they stay whole."""


def may_break(word: str, place: int) -> bool:
    """Return whether a word may break before the letter at `place`, where the patterns would break it."""
    word = word.casefold()
    if word in FOREIGN:
        return False
    head, tail = word[:place], word[place:]
    if head[-1:] in VOWELS:
        return not _TORN.fullmatch(tail)
    if tail[:1] in VOWELS:
        return bool(_PREFIX.fullmatch(head)) or tail == _SUFFIX
    return True


class IndonesianDict(pyphen.HyphDict):
    """The patterns of pyphen with the rule on top."""

    def positions(self, word: str) -> list[int]:
        """Return where the word may break."""
        return [place for place in super().positions(word) if may_break(word, place)]


def install() -> None:
    """Let every user of pyphen in this process break Indonesian words by the rule; once is enough."""
    path = pyphen.LANGUAGES[pyphen.language_fallback(LANGUAGE)]
    if not isinstance(pyphen.hdcache.get(path), IndonesianDict):
        pyphen.hdcache[path] = IndonesianDict(path)
