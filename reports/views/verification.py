"""The public pages that say whether a document is an approved one, by its code or by the file itself.

No login, and nothing that the cover does not print. They write nothing, so a file may be sent without a token against
forgery; the token would set a cookie and end with it.
"""

import re
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agreements.policies import Refused
from reports.codes import read_code
from reports.queries import IssuedDocument, issued_by_code, issued_by_hash
from reports.views.hashing import FIELD, MOST, MOST_BYTES, hash_upload
from reports.views.limiting import limited

A_MINUTE = 60

WRONG_CODE = "Kode terdiri atas 16 huruf dan angka dalam empat kelompok, misalnya 7K3M-9QXT-0B4N-WZ58."

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FileAnswer:
    """What a file is: `kind` of the document on the page ('PDF'), or of `other`, or neither."""

    sha256: str
    name: str = ""
    kind: str = ""
    other: IssuedDocument | None = None


def _public(view):
    """Open a page to everybody, a number of times a minute, for nobody on the way to keep."""
    for decorate in (
        limited("verification", A_MINUTE),
        require_http_methods(["GET", "HEAD", "POST"]),
        never_cache,
        csrf_exempt,
        login_not_required,
    ):
        view = decorate(view)
    return view


@_public
def verification(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; lead to the code's page, or say what the file is."""
    typed = request.GET.get("kode", "")
    if typed and read_code(typed):
        return redirect("verification_of_code", read_code(typed))
    refusal, hashed = _file(request)
    answer = None
    if hashed is not None:
        sha256, name = hashed
        found = issued_by_hash(sha256)
        answer = FileAnswer(sha256, name, found.kind_of(sha256) if found else "")
        if found is not None:
            return _page(request, "detail", 200, document=found, file_refusal="", answer=answer)
    return _page(
        request,
        "search",
        422 if typed or refusal else 200,
        typed=typed,
        code_refusal=WRONG_CODE if typed else "",
        file_refusal=refusal,
        answer=answer,
    )


@_public
def verification_of_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the document with a code is worth, and whether a file is that document."""
    code = read_code(code)
    document = issued_by_code(code) if code else None
    if document is None:
        return _page(request, "unknown", 404)
    refusal, hashed = _file(request)
    answer = None
    if hashed is not None:
        sha256, name = hashed
        found = document if document.kind_of(sha256) else issued_by_hash(sha256)
        kind = found.kind_of(sha256) if found else ""
        answer = FileAnswer(sha256, name, kind, None if found is document else found)
    status = 422 if refusal else 200
    return _page(request, "detail", status, document=document, file_refusal=refusal, answer=answer)


def _file(request: HttpRequest) -> tuple[str, tuple[str, str] | None]:
    """Return why a file is refused, or its hash and name: as sent, or as the browser reckoned it."""
    if request.method == "POST":
        try:
            file = hash_upload(request)
        except Refused as refused:
            return str(refused), None
        return "", (file.sha256, file.name or "")
    sha256 = request.GET.get("sidik", "").lower()
    if not sha256:
        return "", None
    if not _SHA256.fullmatch(sha256):
        return "Sidik SHA-256 terdiri atas 64 angka heksadesimal.", None
    return "", (sha256, "")


def _page(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    # `field` and the limit go to the form that sends a file, and to the script that reckons its hash.
    limits = {"field": FIELD, "most": MOST, "most_bytes": MOST_BYTES}
    page = render(request, f"reports/verification/{name}.html", {**limits, **context}, status=status)
    page["X-Robots-Tag"] = "noindex"
    return page
