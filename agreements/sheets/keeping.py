"""Keep an upload between the page that shows what it would change and the page that applies it.

The browser only gets a random key. The file lies under a hash of key, account and purpose, so that nobody applies
another's upload or one that was shown for something else, and what is applied is what was shown, byte by byte. Files
older than `LIFETIME` are as good as gone, and are removed when the next one is kept.
"""

import datetime
import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "lembar/"
LIFETIME = datetime.timedelta(hours=6)


def keep_upload(content: bytes, *, owner: int, purpose: str) -> str:
    """Keep the bytes of an upload and return its key.

    Args:
        content: what passed the gate.
        owner: id of the account that uploads.
        purpose: what it was read for, with the ids of the objects it is for ('anggaran-12-2024').
    """
    _drop_expired()
    key = secrets.token_urlsafe(32)
    default_storage.save(_name(key, owner, purpose), ContentFile(content))
    return key


def kept_upload(key: str, *, owner: int, purpose: str) -> bytes | None:
    """Return the bytes kept under a key for this account and purpose; None when there are none, or no longer."""
    name = _name(key, owner, purpose)
    if not default_storage.exists(name) or _is_expired(name):
        return None
    with default_storage.open(name) as stored:
        return stored.read()


def _name(key: str, owner: int, purpose: str) -> str:
    hashed = hashlib.sha256("\n".join((key, str(owner), purpose)).encode()).hexdigest()
    return f"{FOLDER}{hashed}.xlsx"


def _is_expired(name: str) -> bool:
    return timezone.now() - default_storage.get_modified_time(name) > LIFETIME


def _drop_expired() -> None:
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        # Somebody else may remove it at the same moment.
        try:
            if _is_expired(f"{FOLDER}{name}"):
                default_storage.delete(f"{FOLDER}{name}")
        except FileNotFoundError:
            continue
