"""The recaps as JSON, for other programs: with a key instead of a login, read-only, without cookies."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from agreements.models import Unit
from reports.actions import note_api_use
from reports.models import ApiToken
from reports.period import Quarter
from reports.queries import api_token_of, reporting_units, units_open_to
from reports.queries.recaps import load_recap_source
from reports.recaps import RESOURCES, Json, RecapKind, build_recap, columns_data, row_data
from reports.recaps.openapi import COMMON, LARGEST_PAGE, LAST_PAGE, PAGE_SIZE, REQUESTS_A_MINUTE, description
from reports.views.limiting import client_address, wait_for

REFUSALS_A_MINUTE = 30
"""How often an address may come without a good key."""

SCHEME = "Bearer"


@dataclass
class ApiError(Exception):
    """An answer that is none: status, code for programs, sentence for people, and which parameter was read as what."""

    status: int
    code: str
    message: str
    parameter: str | None = None
    read: str | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    kind: RecapKind
    quarter: Quarter
    units: tuple[str, ...]
    narrowed_to: str
    page: int
    per_page: int


@login_not_required
@csrf_exempt
def api_description(request: HttpRequest) -> HttpResponse:
    """Describe the resources in OpenAPI 3.1; open to everybody."""
    try:
        _check_method(request)
    except ApiError as problem:
        return _told(problem)
    return _answer(request, description(settings.PUBLIC_URL.rstrip("/")))


@login_not_required
@csrf_exempt
def api_resource(request: HttpRequest, resource: str) -> HttpResponse:
    """Give a page of a recap, to who carries a key."""
    try:
        _check_method(request)
        token = _token(request)
        asked = _asked(resource, request.GET)
        units = _units(token, asked.units)
        data = _page(request, asked, units)
    except ApiError as problem:
        return _told(problem)
    return _answer(request, data)


# -- who asks ----------------------------------------------------------------------------------------------------------


def _check_method(request: HttpRequest) -> None:
    if request.method not in {"GET", "HEAD"}:
        raise ApiError(
            405,
            "method_not_allowed",
            "Alamat ini hanya untuk dibaca: pakai GET atau HEAD.",
            read=request.method,
            headers={"Allow": "GET, HEAD"},
        )


def _token(request: HttpRequest) -> ApiToken:
    """Return the key of a request, and note that it was used; refuse one that opens nothing."""
    try:
        token = _good_token(request.headers.get("Authorization", ""))
    except ApiError:
        _check_not_too_often(f"api_refused:{client_address(request)}", REFUSALS_A_MINUTE)
        raise
    _check_not_too_often(f"api:{token.pk}", REQUESTS_A_MINUTE)
    now = timezone.now()
    if token.is_to_be_noted(now):
        note_api_use(token=token, at=now)
    return token


def _good_token(header: str) -> ApiToken:
    challenge = {"WWW-Authenticate": f'{SCHEME} realm="LKjIP"'}
    scheme, _, text = header.strip().partition(" ")
    if not header.strip():
        raise ApiError(401, "missing_token", "Kirim kunci API: Authorization: Bearer lkjip_…", headers=challenge)
    if scheme.lower() != SCHEME.lower() or not text.strip():
        message = "Authorization tidak terbaca sebagai kunci. Tulis: Authorization: Bearer lkjip_…"
        raise ApiError(401, "unreadable_authorization", message, "Authorization", scheme, headers=challenge)
    token = api_token_of(text.strip())
    if token is None:
        message = "Kunci ini tidak dikenal. Periksa salinannya, atau mintalah kunci kepada administrator."
        raise ApiError(401, "unknown_token", message, headers=challenge)
    if token.revoked_at is not None:
        message = "Kunci ini sudah dicabut. Mintalah yang baru kepada administrator."
        raise ApiError(401, "revoked_token", message, headers=challenge)
    return token


def _check_not_too_often(who: str, most: int) -> None:
    wait = wait_for(who, most)
    if wait:
        message = f"Terlalu banyak permintaan. Coba lagi {wait} detik lagi; paling banyak {most} semenit."
        raise ApiError(429, "too_many_requests", message, headers={"Retry-After": str(wait)})


def _units(token: ApiToken, slugs: tuple[str, ...]) -> tuple[Unit, ...]:
    """Return the units that were asked for, all of the key where none were named."""
    mine = {unit.slug: unit for unit in units_open_to(token).select_related("regency").order_by("name")}
    for slug in slugs:
        if slug not in mine:
            if not reporting_units().filter(slug=slug).exists():
                raise ApiError(404, "unknown_unit", "Unit itu tidak ada di antara yang melapor.", "unit", slug)
            message = "Unit itu di luar cakupan kunci ini."
            raise ApiError(403, "outside_scope", message, "unit", slug)
    return tuple(unit for slug, unit in mine.items() if not slugs or slug in slugs)


# -- what is asked -----------------------------------------------------------------------------------------------------


def _asked(resource: str, given: QueryDict) -> Asked:
    """Read the address; nothing in it is passed over in silence."""
    kind = RESOURCES.get(resource)
    if kind is None:
        known = ", ".join(RESOURCES)
        raise ApiError(404, "unknown_resource", f"Tidak ada rekap dengan nama itu. Yang ada: {known}.", read=resource)
    known = (*COMMON, kind.narrow) if kind.narrow else COMMON
    for name in given:
        if name not in known:
            message = f"Parameter ini tidak dikenal. Yang dikenal: {', '.join(known)}."
            raise ApiError(400, "unknown_parameter", message, name, given[name])
        if name != "unit" and len(given.getlist(name)) > 1:
            read = ", ".join(given.getlist(name))
            raise ApiError(400, "bad_parameter", "Parameter ini hanya boleh satu kali.", name, read)
    narrowed_to = given.get(kind.narrow, "") if kind.narrow else ""
    if narrowed_to and narrowed_to not in kind.choices:
        raise ApiError(400, "bad_parameter", f"Pilih salah satu: {', '.join(kind.choices)}.", kind.narrow, narrowed_to)
    return Asked(
        kind=kind,
        quarter=Quarter(_number(given, "year", 2000, 2099), _number(given, "quarter", 1, 4)),
        units=tuple(given.getlist("unit")),
        narrowed_to=narrowed_to,
        page=_number(given, "page", 1, LAST_PAGE, default=1),
        per_page=_number(given, "per_page", 1, LARGEST_PAGE, default=PAGE_SIZE),
    )


def _number(given: QueryDict, name: str, least: int, most: int, default: int | None = None) -> int:
    text = given.get(name)
    if text is None:
        if default is not None:
            return default
        raise ApiError(400, "missing_parameter", f"Parameter {name} wajib: angka {least} sampai {most}.", name)
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not digits or not least <= int(text) <= most:
        raise ApiError(400, "bad_parameter", f"Tulis angka {least} sampai {most}.", name, text)
    return int(text)


# -- answers -----------------------------------------------------------------------------------------------------------


def _page(request: HttpRequest, asked: Asked, units: Iterable[Unit]) -> dict[str, Json]:
    source = load_recap_source(units, asked.quarter, [asked.kind], timezone.localdate())
    recap = build_recap(asked.kind, source, asked.narrowed_to)
    paginator = Paginator(recap.rows, asked.per_page)
    if asked.page > paginator.num_pages:
        message = f"Hanya ada {paginator.num_pages} halaman."
        raise ApiError(404, "no_such_page", message, "page", str(asked.page))
    page = paginator.page(asked.page)
    narrowing = {asked.kind.narrow: asked.narrowed_to or None} if asked.kind.narrow else {}
    return {
        "resource": asked.kind.resource,
        "title": recap.title,
        "year": asked.quarter.year,
        "quarter": asked.quarter.number,
        "filters": {"unit": list(asked.units), **narrowing},
        "notes": list(recap.notes),
        "columns": columns_data(recap),
        "count": len(recap.rows),
        "page": asked.page,
        "pages": paginator.num_pages,
        "per_page": asked.per_page,
        "next": _address(request, asked.page + 1) if page.has_next() else None,
        "prev": _address(request, asked.page - 1) if page.has_previous() else None,
        "rows": [row_data(recap, row) for row in page.object_list],
    }


def _address(request: HttpRequest, page: int) -> str:
    """Return the address of another page: the same questions in the same order."""
    asked = [(name, value) for name, values in request.GET.lists() if name != "page" for value in values]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('page', page)])}")


def _answer(request: HttpRequest, data: Mapping[str, Json]) -> HttpResponse:
    """Send the data, or 304 to who has it already."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="application/json")
    response["ETag"] = etag
    # The answer may be kept by who asked, but is asked for again each time; another key sees other units.
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    found = get_conditional_response(request, etag=etag, response=response)
    assert found is not None
    return found


def _told(problem: ApiError) -> HttpResponse:
    error = {
        "code": problem.code,
        "message": problem.message,
        "parameter": problem.parameter,
        "read": problem.read,
    }
    content = json.dumps({"error": error}, ensure_ascii=False).encode()
    response = HttpResponse(content, status=problem.status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    for name, value in (problem.headers or {}).items():
        response[name] = value
    return response
