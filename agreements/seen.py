"""What somebody was shown, as a short text that a page carries, to be compared before anything is written. Pure."""

import hashlib


def fingerprint(content: object) -> str:
    """Return a short fingerprint of plain values: equal values have equal ones."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:24]
