"""Names that follow from other names. Pure."""

import re
import unicodedata
from collections.abc import Collection

KINDS = ("Kecamatan", "Bagian", "Dinas", "Badan", "Kelurahan")
"""Words that a unit's short name leaves out."""

LONGEST_USERNAME = 30


def short_name_of(name: str) -> str:
    """Return what follows a post's name: 'Senduro' for 'Kecamatan Senduro'."""
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if first.capitalize() in KINDS and rest.strip() else name.strip()


def username_of(name: str, taken: Collection[str]) -> str:
    """Propose a user name from a person's name that nobody has yet: 'siti.rahayu' for 'SITI RAHAYU, S.Sos'.

    `taken` holds names in small letters.
    """
    plain = unicodedata.normalize("NFKD", name.partition(",")[0]).encode("ascii", "ignore").decode().lower()
    # Titles in front end in a full stop: Drs., Ir., H.
    words = [word for word in re.findall(r"[a-z']+\.?", plain) if not word.endswith(".")]
    base = ".".join(re.sub(r"[^a-z]", "", word) for word in words[:2])[:LONGEST_USERNAME].strip(".") or "pejabat"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}{number}"
    return found
