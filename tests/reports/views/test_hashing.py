"""An upload is hashed as it comes in; nothing of it is kept, and what can't be taken is told in a sentence."""

import hashlib
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.policies import Refused
from reports.views import hashing
from reports.views.hashing import FIELD, hash_upload

CONTENT = bytes(range(256)) * 20_000
"""5 MB: more than Django keeps in memory, and many parts."""


def sent(rf, content, name="laporan.pdf", field=FIELD):
    return rf.post("/verifikasi/", {field: SimpleUploadedFile(name, content)})


def test_the_hash_is_that_of_the_whole_file(rf):
    file = hash_upload(sent(rf, CONTENT))
    assert (file.name, file.size, file.sha256) == ("laporan.pdf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def test_no_file_is_made_on_the_way(rf, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file was made")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    request = sent(rf, CONTENT)
    assert hash_upload(request).file is None
    request.close()


@pytest.mark.parametrize(("extra", "accepted"), [(0, True), (1, False)])
def test_the_limit_is_exact(rf, monkeypatch, extra, accepted):
    monkeypatch.setattr(hashing, "MOST_BYTES", 100_000)
    content = b"a" * (100_000 + extra)
    if accepted:
        assert hash_upload(sent(rf, content)).sha256 == hashlib.sha256(content).hexdigest()
    else:
        with pytest.raises(Refused, match="lebih besar dari 30 MB"):
            hash_upload(sent(rf, content))


def test_an_empty_file_is_told(rf):
    with pytest.raises(Refused, match="kosong"):
        hash_upload(sent(rf, b""))


@pytest.mark.parametrize("data", [{}, {FIELD: "bukan berkas"}])
def test_no_file_is_told(rf, data):
    with pytest.raises(Refused, match="Belum ada berkas"):
        hash_upload(rf.post("/verifikasi/", data))


def test_a_file_in_another_field_is_no_file(rf):
    with pytest.raises(Refused, match="Belum ada berkas"):
        hash_upload(sent(rf, b"abc", field="lain"))


def test_a_broken_request_is_told(rf):
    request = rf.post("/verifikasi/", b"--x\r\nrusak", content_type="multipart/form-data; boundary=")
    with pytest.raises(Refused, match="tidak terbaca"):
        hash_upload(request)


def test_too_many_files_or_fields_are_told(rf, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    many = [SimpleUploadedFile(f"{at}.pdf", b"abc") for at in range(3)]
    with pytest.raises(Refused, match="tidak terbaca"):
        hash_upload(rf.post("/verifikasi/", {FIELD: many}))
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    with pytest.raises(Refused, match="tidak terbaca"):
        hash_upload(rf.post("/verifikasi/", {"a": "1", "b": "2"}))
