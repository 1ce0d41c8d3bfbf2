"""An upload waits for its owner and purpose only, and not for ever."""

import os
import time

import pytest
from django.core.files.storage import default_storage

from agreements.sheets import keep_upload, kept_upload
from agreements.sheets.keeping import FOLDER, LIFETIME


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def grow_old():
    past = time.time() - LIFETIME.total_seconds() - 1
    for name in default_storage.listdir(FOLDER)[1]:
        os.utime(default_storage.path(f"{FOLDER}{name}"), (past, past))


def test_upload_is_found_by_its_key_owner_and_purpose():
    key = keep_upload(b"isi", owner=7, purpose="anggaran-1-2024")
    assert kept_upload(key, owner=7, purpose="anggaran-1-2024") == b"isi"
    assert kept_upload(key, owner=8, purpose="anggaran-1-2024") is None
    assert kept_upload(key, owner=7, purpose="anggaran-2-2024") is None
    assert kept_upload("../../etc/passwd", owner=7, purpose="anggaran-1-2024") is None
    assert keep_upload(b"isi", owner=7, purpose="anggaran-1-2024") != key


def test_old_upload_is_gone_and_removed_by_the_next():
    key = keep_upload(b"lama", owner=7, purpose="x")
    grow_old()
    assert kept_upload(key, owner=7, purpose="x") is None
    keep_upload(b"baru", owner=7, purpose="x")
    assert len(default_storage.listdir(FOLDER)[1]) == 1
