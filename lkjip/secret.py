"""The key of a try-out: made once per checkout, so that no two of them share one."""

import os
import secrets
import tempfile
from pathlib import Path


def try_out_key(folder: Path) -> str:
    """Return the key kept in `folder`, making it (readable by its owner alone) where there is none yet."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Written beside and linked: of several processes that start at once, all read the one whole key.
        handle, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_text()
