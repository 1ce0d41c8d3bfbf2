"""The description of the JSON in OpenAPI 3.1, written from the recaps themselves. Pure."""

from collections.abc import Iterator, Mapping

from reports.narrative import REASONS
from reports.recaps.kinds import RECAPS, RecapKind
from reports.recaps.sources import Json
from reports.recaps.table import FIGURES, RecapColumn, ValueKind

VERSION = "1.0"
PAGE_SIZE = 100
LARGEST_PAGE = 500
LAST_PAGE = 1_000_000
REQUESTS_A_MINUTE = 120

COMMON = ("year", "quarter", "unit", "page", "per_page")
"""Parameters of every resource, beside the one by which it can be narrowed."""

ABOUT = (
    "Rekap laporan kinerja triwulanan, hanya untuk dibaca. Setiap permintaan membawa kunci"
    " (Authorization: Bearer lkjip_...) yang dibuat administrator; kunci membaca semua unit atau sebagian."
    " Angka ditulis sebagai teks dengan titik desimal ('60.00'), supaya tidak dibulatkan pembacanya; angka yang tidak"
    " ada bernilai null, dan reasons menyebut sebabnya per kolom. Jawaban membawa ETag: kirim kembali dalam"
    " If-None-Match, dan jawaban yang tidak berubah hanya 304 tanpa isi."
    f" Paling banyak {REQUESTS_A_MINUTE} permintaan semenit per kunci; sesudah itu 429 dengan Retry-After."
)

ERRORS: Mapping[int, str] = {
    400: "Parameter tidak terbaca; parameter dan read menyebut yang mana dan apa yang terbaca.",
    401: "Kunci tidak ada, tidak dikenal, atau sudah dicabut.",
    403: "Unit yang diminta di luar cakupan kunci.",
    404: "Unit atau halaman itu tidak ada.",
    405: "Hanya GET dan HEAD.",
    429: "Terlalu banyak permintaan; tunggu selama Retry-After detik.",
}


def description(server: str) -> dict[str, Json]:
    """Return the description for a server: its address without a slash at the end."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "LKjIP Triwulanan: rekap", "version": VERSION, "description": ABOUT},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": {f"/api/v1/{kind.resource}": _path(kind) for kind in RECAPS.values()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "parameters": _parameters(),
            "responses": {str(status): _error(text) for status, text in ERRORS.items()},
            "schemas": {
                "Error": _error_schema(),
                "Column": _column_schema(),
                **{_row_name(kind): _row_schema(kind) for kind in RECAPS.values()},
            },
        },
    }


def _ref(kind: str, name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _row_name(kind: RecapKind) -> str:
    return "".join(part.capitalize() for part in kind.resource.split("-")) + "Row"


def _path(kind: RecapKind) -> dict[str, Json]:
    return {
        "get": {
            "operationId": kind.resource,
            "summary": kind.title,
            "description": f"{kind.about[:1].upper()}{kind.about[1:]}.",
            "parameters": [*(_ref("parameters", name) for name in COMMON), *_narrowing(kind)],
            "responses": {
                "200": {
                    "description": "Satu halaman dari rekap.",
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": _page_schema(kind)}},
                },
                "304": {"description": "Tidak berubah sejak ETag yang dikirim dalam If-None-Match."},
                **{str(status): _ref("responses", str(status)) for status in ERRORS},
            },
        }
    }


def _narrowing(kind: RecapKind) -> Iterator[Json]:
    if kind.narrow:
        yield {
            "name": kind.narrow,
            "in": "query",
            "description": f"Hanya baris dengan {kind.narrow_label.lower()} ini; tanpa baris jumlah.",
            "schema": {"type": "string", "enum": list(kind.choices)},
        }


def _parameters() -> dict[str, Json]:
    def query(name: str, about: str, schema: dict[str, Json], *, required: bool = False) -> dict[str, Json]:
        return {"name": name, "in": "query", "required": required, "description": about, "schema": schema}

    return {
        "year": query("year", "Tahun anggaran.", {"type": "integer", "minimum": 2000, "maximum": 2099}, required=True),
        "quarter": query("quarter", "Triwulan.", {"type": "integer", "minimum": 1, "maximum": 4}, required=True),
        "unit": query(
            "unit",
            "Slug unit kerja; boleh berulang. Tanpa ini: semua unit dalam cakupan kunci.",
            {"type": "array", "items": {"type": "string"}},
        ),
        "page": query(
            "page",
            "Halaman, mulai dari 1.",
            {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        ),
        "per_page": query(
            "per_page",
            "Baris per halaman.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        ),
    }


def _object(properties: dict[str, Json], **more: Json) -> dict[str, Json]:
    """Return the schema of an object that always has all of these properties, and no others."""
    required: list[Json] = list(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **more,
    }


def _error(text: str) -> dict[str, Json]:
    return {"description": text, "content": {"application/json": {"schema": _ref("schemas", "Error")}}}


def _error_schema() -> dict[str, Json]:
    texts: dict[str, Json] = {
        "code": {"type": "string", "description": "Untuk program: tetap sama, apa pun kalimatnya."},
        "message": {"type": "string", "description": "Untuk orang."},
        "parameter": {"type": ["string", "null"]},
        "read": {"type": ["string", "null"], "description": "Apa yang terbaca."},
    }
    return _object({"error": _object(texts)})


def _column_schema() -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {
            "key": {"type": "string"},
            "heading": {"type": "string"},
            "kind": {"type": "string", "enum": [kind.value for kind in ValueKind]},
            "number": {"type": "string", "description": "Nomor kolom, dan rumusnya bila ada: '8=7/6'."},
            "choices": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "required": ["key", "heading", "kind", "number"],
        "additionalProperties": False,
    }


def _page_schema(kind: RecapKind) -> dict[str, Json]:
    address: dict[str, Json] = {"type": ["string", "null"], "format": "uri"}
    filters: dict[str, Json] = {"unit": {"type": "array", "items": {"type": "string"}}}
    if kind.narrow:
        filters[kind.narrow] = {"type": ["string", "null"], "enum": [*kind.choices, None]}
    return _object(
        {
            "resource": {"type": "string", "const": kind.resource},
            "title": {"type": "string"},
            "year": {"type": "integer"},
            "quarter": {"type": "integer"},
            "filters": _object(filters),
            "notes": {"type": "array", "items": {"type": "string"}},
            "columns": {"type": "array", "items": _ref("schemas", "Column")},
            "count": {"type": "integer"},
            "page": {"type": "integer"},
            "pages": {"type": "integer"},
            "per_page": {"type": "integer"},
            "next": address,
            "prev": address,
            "rows": {"type": "array", "items": _ref("schemas", _row_name(kind))},
        }
    )


def _row_schema(kind: RecapKind) -> dict[str, Json]:
    figures: list[Json] = [column.key for column in kind.columns if column.kind in FIGURES]
    reasons: list[Json] = [str(reason) for reason in REASONS]
    return _object(
        {
            "unit": {"type": ["string", "null"], "description": "Slug unit; null pada jumlah seluruh unit."},
            "position": {"type": ["string", "null"], "description": "Slug jabatan pada rekap per laporan."},
            "sum": {"type": "boolean", "description": "Baris jumlah."},
            "depth": {"type": "integer", "description": "Kedalaman dalam pohon anggaran."},
            **{column.key: _value_schema(column) for column in kind.columns},
            "reasons": {
                "type": "object",
                "description": "Mengapa suatu angka tidak ada, per kolom.",
                "propertyNames": {"enum": figures},
                "additionalProperties": {"type": "string", "enum": reasons},
            },
        },
        title=kind.title,
    )


_TYPES: Mapping[ValueKind, dict[str, Json]] = {
    ValueKind.TEXT: {"type": ["string", "null"]},
    ValueKind.COUNT: {"type": ["integer", "null"]},
    ValueKind.DATE: {"type": ["string", "null"], "format": "date"},
    ValueKind.MONEY: {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d{2})?$"},
    ValueKind.PERCENT: {"type": ["string", "null"], "pattern": r"^-?\d+\.\d{2}$"},
    ValueKind.NUMBER: {"type": ["string", "null"], "pattern": r"^-?\d+\.\d{2}$"},
    ValueKind.QUANTITY: {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"},
}


def _value_schema(column: RecapColumn) -> dict[str, Json]:
    if column.choices is None:
        return {**_TYPES[column.kind], "description": column.heading}
    words: list[Json] = [*column.choices, None]
    return {"type": ["string", "null"], "enum": words, "description": column.heading}
