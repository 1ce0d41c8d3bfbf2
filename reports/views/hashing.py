"""Takes the SHA-256 of an uploaded file as it comes in, and keeps nothing of the file."""

import hashlib

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from agreements.policies import Refused

MOST_BYTES = 30 * 1024 * 1024
MOST = "30 MB"

FIELD = "berkas"


class HashedFile(UploadedFile):
    """What is left of an upload: its name, its size and its hash."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256

    def close(self) -> None:
        """Do nothing: Django closes every file of a request, and there is none here."""


class HashingHandler(FileUploadHandler):
    """Hashes the parts of an upload and lets them go; what is beyond `MOST_BYTES` is read and left out."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin with a file."""
        super().new_file(*args, **kwargs)
        self.sha256 = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a part of it."""
        if start <= MOST_BYTES:
            self.sha256.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        """Return what is left of it."""
        return HashedFile(self.file_name or "", file_size, self.sha256.hexdigest())


def hash_upload(request: HttpRequest) -> HashedFile:
    """Return the name and hash of the file that was sent. Nothing may have read the request before.

    Raises:
        Refused: there is none, it is empty or too large, or the request can't be read.
    """
    request.upload_handlers = [HashingHandler(request)]
    try:
        file = request.FILES.get(FIELD)
    except (SuspiciousOperation, MultiPartParserError):
        raise Refused("Kiriman itu tidak terbaca. Pilih satu berkas PDF atau Excel, lalu ulangi.") from None
    if not isinstance(file, HashedFile):
        raise Refused("Belum ada berkas yang dipilih.")
    if not file.size:
        raise Refused("Berkas itu kosong.")
    if file.size > MOST_BYTES:
        raise Refused(f"Berkas itu lebih besar dari {MOST}; dokumen terbitan tidak pernah sebesar itu.")
    return file
