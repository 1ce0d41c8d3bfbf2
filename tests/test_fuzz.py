"""Whatever is sent, the answer is an answer: never a fault of the server, and never half a change.

hypothesis makes up what is typed, what stands in sheets and what programs ask for. The API is walked through its own
OpenAPI description, as schemathesis would; that would bring 25 packages for one resource that is only read.
"""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.sheets import SheetRefusedError, read_workbook
from reports.actions import make_api_token
from reports.recaps.openapi import description
from reports.views import limiting
from tests import factories
from tests.pages import client_of, read
from tests.reports.schemas import faults
from tests.sheets import workbook
from tests.test_pages import PAGES, SCREENS, accounts, place  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db

# The office is made once for all examples; each undoes what it did.
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "\x00", "-1", "0", "1e999", "NaN", "١٢", "1.000", "31-02-2024", "9" * 400, "\ud7ff", "𐍈" * 20, "a\r\nb", "%s", "{}", "../..", "null"]
    ),
)  # fmt: skip


@FEW
@given(data=st.data())
def test_forms_answer_whatever_is_typed(place, accounts, data):  # noqa: F811 -- fixtures
    who = data.draw(st.sampled_from(["operator", "organisasi"]))
    name = data.draw(st.sampled_from([one for one in SCREENS if PAGES[one][1][who] == 200]))
    client = client_of(accounts[who])
    mark = transaction.savepoint()
    shown = read(client.get(PAGES[name][0](place))).fields
    kept = data.draw(st.sets(st.sampled_from(sorted(shown)), max_size=len(shown))) if shown else set()
    sent = {field: shown[field] if field in kept else data.draw(TEXT) for field in shown}
    answer = client.post(PAGES[name][0](place), sent)
    assert answer.status_code < 500, (name, sent)
    transaction.savepoint_rollback(mark)


@FEW
@given(name=st.sampled_from(SCREENS), asked=st.dictionaries(st.sampled_from(["q", "cari", "unit", "status", "urut", "halaman", "page", "angka", "rekap", "jenis", "program", "kode", "next", "keadaan", "tahun"]), TEXT, max_size=4))  # fmt: skip
def test_addresses_answer_whatever_is_asked(place, accounts, name, asked):  # noqa: F811 -- fixtures
    limiting.cache.clear()
    mark = transaction.savepoint()
    assert client_of(accounts["organisasi"]).get(PAGES[name][0](place), asked).status_code < 500
    transaction.savepoint_rollback(mark)


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(lambda text: not text.startswith("=")),
    st.sampled_from(["Kode", "Uraian", "Pagu", "NIP", "Nama", "Jabatan", "Sasaran", "Indikator", "Target", "7.01.01", "49,23 %", "Rp 1.000,-"]),
)  # fmt: skip
ROWS = st.lists(st.lists(CELL, max_size=6), max_size=6)

SHEETS = {
    "officials_import": ("organisasi", "sheet"),
    "plan_import": ("operator", "sheet"),
    "budget_import": ("operator", "sheet"),
    "entry_upload": ("operator", "sheet"),
}
TEMPLATES = {
    "officials_import": "officials_template",
    "plan_import": "plan_template",
    "entry_upload": "entry_sheet",
}


@SOME
@given(name=st.sampled_from(sorted(SHEETS)), rows=ROWS, with_template=st.booleans())
def test_importers_answer_whatever_stands_in_a_sheet(place, accounts, name, rows, with_template):  # noqa: F811 -- fixtures
    """A sheet of its own, and the template that the page hands out with rows written over it."""
    who, field = SHEETS[name]
    client = client_of(accounts[who])
    content = workbook(rows)
    if with_template and name in TEMPLATES:
        content = written_over(client.get(PAGES[TEMPLATES[name]][0](place)).content, rows)
    mark = transaction.savepoint()
    answer = client.post(PAGES[name][0](place), {field: SimpleUploadedFile("a.xlsx", content)}, follow=True)
    assert answer.status_code < 500, name
    transaction.savepoint_rollback(mark)


def written_over(content, rows):
    """Return a template with rows typed into it, from its fourth line on."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(number, column)
            if hasattr(cell, "column_letter"):
                cell.value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refusal_of(content):
    """Return the sentence that refuses a workbook; 'Terbaca.' where it is read."""
    try:
        read_workbook(content)
    except SheetRefusedError as refused:
        return str(refused)
    return "Terbaca."


PLAIN = workbook([["Kode", "Uraian", "Pagu"], ["7.01.01", "Program", 1000]])


@FEW
@given(place_of_damage=st.integers(0, len(PLAIN) - 1), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(place_of_damage, byte):
    damaged = bytearray(PLAIN)
    damaged[place_of_damage] = byte
    assert refusal_of(bytes(damaged)).endswith(".")


with zipfile.ZipFile(io.BytesIO(PLAIN)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@FEW
@given(name=st.sampled_from(sorted(PARTS)), at=st.integers(0, 4000), said=st.sampled_from([b"<", b">", b'"', b"&", b"/", b"9", b"\x00", b"<c r='A1'>", b"<row>"]))  # fmt: skip
def test_a_workbook_with_damaged_xml_is_read_or_refused(name, at, said):
    """Damage that the checksums of the zip do not give away."""
    part = PARTS[name]
    at %= len(part)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in PARTS.items():
            archive.writestr(other, part[:at] + said + part[at:] if other == name else content)
    assert refusal_of(buffer.getvalue()).endswith(".")


def test_the_api_answers_whatever_is_asked(place):  # noqa: F811 -- fixture
    """Each address of the description, each of its parameters, with good values, odd ones, and none."""
    told = description("https://lkjip.example.go.id")
    _, token = make_api_token(name="Dasbor", all_units=True, by=factories.UserFactory(is_superuser=True))
    good = {"year": "2024", "quarter": "2"}
    seen = set()

    @settings(max_examples=80, deadline=None)
    @given(
        path=st.sampled_from([*told["paths"], "/api/v1/tiada"]),
        data=st.data(),
        authorization=st.sampled_from([f"Bearer {token}"] * 8 + ["", "Bearer x", "Basic eDp5", "Bearer \x7f"]),
    )
    def walk(path, data, authorization):
        limiting.cache.clear()
        get = told["paths"].get(path, {}).get("get", {})
        names = [one["name"] for one in parameters(told, get) if one["in"] == "query"] + ["tiada"]
        asked = good | data.draw(st.dictionaries(st.sampled_from(names), TEXT, max_size=3))
        address = path if path.startswith("/api/") else f"/api/v1{path}"
        answer = Client().get(address, asked, headers={"Authorization": authorization})
        seen.add(answer.status_code)
        assert answer.status_code in {200, 400, 401, 403, 404}, (path, asked)
        assert answer["Content-Type"].startswith("application/json")
        if str(answer.status_code) in get.get("responses", {}):
            schema = schema_of(told, get["responses"][str(answer.status_code)])
            assert schema is None or faults(answer.json(), schema, told) == []

    walk()
    assert {200, 400, 401, 404} <= seen


def test_the_api_takes_what_its_description_allows_and_nothing_beyond(place):  # noqa: F811 -- fixture
    told = description("https://lkjip.example.go.id")
    _, token = make_api_token(name="Dasbor", all_units=True, by=factories.UserFactory(is_superuser=True))
    # Numbers are parameters of all resources alike.
    numbers = {
        one["name"]: one["schema"]
        for one in parameters(told, told["paths"]["/api/v1/units"]["get"])
        if one["schema"].get("type") == "integer"
    }
    assert set(numbers) == {"year", "quarter", "page", "per_page"}
    for name, schema in numbers.items():
        least, most = schema["minimum"], schema["maximum"]
        for value, refused in ((least, False), (least - 1, True), (most, False), (most + 1, True)):
            asked = {"year": 2024, "quarter": 2, name: value}
            answer = Client().get("/api/v1/units", asked, headers={"Authorization": f"Bearer {token}"})
            # A page after the last is not there; a number that is no page is a fault of who asks.
            assert answer.status_code in ({400} if refused else {200, 404}), (name, value)


def resolved(told, node):
    """Follow a reference of the description."""
    while "$ref" in node:
        found = told
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def parameters(told, get):
    return [resolved(told, one) for one in get.get("parameters", [])]


def schema_of(told, response):
    content = resolved(told, response).get("content", {})
    return next((kind.get("schema") for kind in content.values()), None)
