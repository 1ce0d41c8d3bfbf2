"""The codes that an authenticator on a phone shows: TOTP (RFC 6238) over HOTP (RFC 4226). Pure.

SHA-1, six digits, thirty seconds: what every authenticator reads without being told. A library would bring no more than
these twenty lines, and none tells which step a code belonged to, which refusing it the second time needs.
"""

import base64
import hmac
import re
import secrets
from urllib.parse import quote, urlencode

STEP = 30
"""Seconds that a code is shown."""

DIGITS = 6

DRIFT = 1
"""Steps that a phone's clock may be early or late; RFC 6238, section 5.2, recommends at most one."""

KEY_BYTES = 20
"""As long as the output of SHA-1; RFC 4226, section 4, R6, recommends 160 bits."""

ISSUER = "LKjIP Triwulanan"


def new_seed() -> str:
    """Return the random seed of a key (256 bits), to be kept once a code shows that the phone has it."""
    return secrets.token_hex(32)


def code_at(key: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of a step of time (RFC 4226, section 5.3)."""
    mark = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    start = mark[-1] & 0xF
    number = int.from_bytes(mark[start : start + 4], "big") & 0x7FFFFFFF
    return str(number)[-digits:].zfill(digits)


def step_of(seconds: int) -> int:
    """Return the step of a time in seconds since 1970."""
    return seconds // STEP


def matching_step(key: bytes, typed: str, seconds: int, *, after: int) -> int | None:
    """Return the step whose code somebody typed; None where it is none that counts now.

    `after` is the last step that was used up: neither its code nor an older one counts again (RFC 6238, section 5.2).
    """
    digits = read_digits(typed)
    now = step_of(seconds)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(code_at(key, step), digits):
            return step
    return None


def read_digits(typed: str) -> str:
    """Return the digits of a code as phones show it ('123 456'); '' where it is none."""
    digits = re.sub(r"[\s-]", "", typed)
    return digits if re.fullmatch(f"[0-9]{{{DIGITS}}}", digits) else ""


def key_text(key: bytes) -> str:
    """Return a key as it is typed into an authenticator that cannot read the QR code: 'ABCD EFGH ...'."""
    text = base64.b32encode(key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_address(key: bytes, account: str) -> str:
    """Return the address that the QR code holds (https://github.com/google/google-authenticator/wiki/Key-Uri-Format)."""
    asked = urlencode({"secret": key_text(key).replace(" ", ""), "issuer": ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(ISSUER)}:{quote(account)}?{asked}"
