"""Verification codes of approved documents: the addresses they stand in, and how those are read. Pure."""

import re

from agreements.readable import ALPHABET, LENGTH, grouped, make_code, read_typed

__all__ = ["ALPHABET", "LENGTH", "PATH", "address_of", "grouped", "make_code", "read_code"]

PATH = "verifikasi"
"""Where the public page stands, below the address of the installation."""

_ADDRESS = re.compile(rf"/{PATH}/([^/?#]*)", re.IGNORECASE)


def read_code(typed: str) -> str:
    """Return the code that somebody typed, in groups as it is kept; '' where it can't be one.

    However people type it (`agreements.readable.read_typed`), and the whole address in place of the code.
    """
    address = _ADDRESS.search(typed)
    return read_typed(address.group(1) if address else typed)


def address_of(code: str, public_url: str) -> str:
    """Return the address under which anybody can check a code: 'https://lkjip.example.go.id/verifikasi/7K3M-.../'."""
    return f"{public_url.rstrip('/')}/{PATH}/{code}/"
