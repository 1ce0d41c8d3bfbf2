"""When a page can't be answered: what went wrong in words, a number to quote, and what was typed given back."""

import errno
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template import loader

from reports.undrawable import BusyError, RenderError, TooMuchError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SECRET = re.compile(r"password|sandi|token|csrf|otp|^kode$|secret", re.IGNORECASE)
"""Fields that are never written into a page again."""


@dataclass(frozen=True)
class Fault:
    """A kind of trouble: the status of the answer, a heading, a sentence that says what it is, and one what to do."""

    status: int
    title: str
    cause: str
    cure: str = ""
    again: int = 0
    """Seconds after which it is worth another try; 0 where nobody knows."""


FULL = Fault(
    507,
    "Ruang penyimpanan server penuh",
    "Ruang penyimpanan server penuh.",
    "Beri tahu administrator.",
)
AWAY = Fault(
    503,
    "Basis data sedang tidak menjawab",
    "Basis data sedang sibuk atau dijalankan ulang.",
    "Coba lagi sebentar.",
    again=10,
)
TOO_MUCH = Fault(
    503,
    "Dokumen ini terlalu berat untuk digambar",
    "Menggambar dokumen ini melewati batas 60 detik atau 1 GB memori, jadi dihentikan; gangguannya sudah tercatat.",
    "Perpendek atau ketik ulang uraian yang sangat panjang atau yang ditempel dari tempat lain, lalu coba lagi.",
)
BUSY = Fault(
    503,
    "Server sedang menggambar dokumen lain",
    "Server masih menggambar dokumen lain, jadi dokumen ini belum mendapat giliran.",
    "Coba lagi sebentar.",
    again=15,
)
BROKEN = Fault(500, "Ada gangguan", "Bukan salah Anda, dan gangguannya sudah tercatat.")

DRAWING: Mapping[type[RenderError], Fault] = {TooMuchError: TOO_MUCH, BusyError: BUSY}

UNSAVED = "Yang baru Anda kirim belum tersimpan; yang disimpan sebelumnya tetap tersimpan."

NO_ROOM = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"})
"""How SQLite calls it: a row that finds no room; and a database that nobody has open, which needs some to be opened."""
DISK_FULL = "53100"
"""How PostgreSQL calls it."""


def fault_of(error: BaseException | None) -> Fault:
    """Return what kind of trouble an exception, or one of those behind it, is."""
    chain = tuple(_behind(error))
    if any(is_full(one) for one in chain):
        return FULL
    if any(isinstance(one, OperationalError | InterfaceError) for one in chain):
        return AWAY
    return next((fault for kind, fault in DRAWING.items() for one in chain if isinstance(one, kind)), BROKEN)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def is_full(error: BaseException) -> bool:
    """Return whether an exception says that a disk is full: the system's, SQLite's or PostgreSQL's way."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return getattr(error, "pgcode", "") == DISK_FULL or getattr(error, "sqlite_errorname", "") in NO_ROOM


# -- pages -------------------------------------------------------------------------------------------------------------


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong; Django calls it while it handles the exception.

    It asks the database nothing, which may be what went wrong.
    """
    fault = fault_of(sys.exception())
    number = getattr(request, "number", "")
    told = " ".join(filter(None, (fault.cause, "" if request.method in SAFE else UNSAVED, fault.cure)))
    if request.headers.get("Accept", "") == "application/json":
        message = f"{told} Nomor gangguan: {number}." if number else told
        response: HttpResponse = JsonResponse({"message": message, "number": number}, status=fault.status)
    else:
        context = {"title": fault.title, "told": told, "number": number, **_given_back(request)}
        response = HttpResponse(loader.get_template("500.html").render(context), status=fault.status)
    if fault.again:
        response.headers["Retry-After"] = str(fault.again)
    return response


def _given_back(request: HttpRequest) -> dict[str, object]:
    """Return what a form sent, to be sent again from the page; nothing where another site may have sent it.

    Files can't be given back, and what opens an account is not.
    """
    nothing: dict[str, object] = {"sent": [], "files": False, "token": "", "address": ""}
    if request.method != "POST":
        return nothing
    try:
        pairs = [(name, text) for name, texts in request.POST.lists() for text in texts]
        files = bool(request.FILES)
    except Exception:  # noqa: BLE001 -- what can't be read can't be given back, and must not hide the first trouble
        return nothing
    if not pairs or not _is_ours(request):
        return nothing
    secret = any(SECRET.search(name) and name != "csrfmiddlewaretoken" for name, _ in pairs)
    if secret:
        return nothing
    sent = [pair for pair in pairs if pair[0] != "csrfmiddlewaretoken"]
    return {"sent": sent, "files": files, "token": get_token(request), "address": request.get_full_path()}


def _is_ours(request: HttpRequest) -> bool:
    """Return whether the form came from a page of ours, as it is asked of every form before it is taken."""
    check = _OwnForms(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, _is_ours, (), {}) is None


class _OwnForms(CsrfViewMiddleware):
    """The check alone: the page that Django would answer with asks the database who reads it."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG002 -- Django's own method
        return HttpResponse(status=403)
