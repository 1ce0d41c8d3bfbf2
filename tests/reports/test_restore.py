"""`restore`: what it refuses is told in a sentence; what it puts back is in `test_backups.py`."""

import pytest
from django.core.management import CommandError, call_command


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("restore", tmp_path / "tidak-ada.zip")


def test_a_file_that_is_no_backup(tmp_path):
    path = tmp_path / "surat.zip"
    path.write_bytes(b"PK" * 99)
    with pytest.raises(CommandError, match="bukan cadangan aplikasi ini"):
        call_command("restore", path)
