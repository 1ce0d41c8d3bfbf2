"""Random codes that people read aloud and type from paper, and how they are read again. Pure.

Sixteen characters of Crockford's base32 are 80 bits: nobody finds one by trying. Its alphabet has no I, L, O and U.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32 (https://www.crockford.com/base32.html)."""

LENGTH = 16
GROUP = 4

_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s._\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}-]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def make_code() -> str:
    """Return a new code in groups: '7K3M-9QXT-0B4N-WZ58'."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def grouped(characters: str) -> str:
    """Return the characters of a code in groups of four."""
    return "-".join(characters[at : at + GROUP] for at in range(0, len(characters), GROUP))


def read_typed(typed: str) -> str:
    """Return the code that somebody typed, in groups as it is kept; '' where it can't be one.

    Small letters, blanks, any dash or none will do, and so will the letters O for 0 and I or L for 1.
    """
    characters = _BETWEEN.sub("", typed).upper().translate(_TAKEN_FOR)
    return grouped(characters) if _CODE.fullmatch(characters) else ""
