"""`verify_trail`: whole chains with their newest seal, or the first broken link; with the triggers out of the way."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from reports.actions.trail import Line, record
from reports.models import Event
from tests import factories
from tests.guards import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    """Two units with three and two lines."""
    west, east = (factories.UnitFactory(slug=f"kecamatan-{name}") for name in ("barat", "timur"))
    for unit, count in ((west, 3), (east, 2)):
        for number in range(count):
            line = Line("save_text", "reports.report:1", {"text": "Lama"}, {"text": f"Baru {number}"})
            record(unit=unit, by=None, lines=[line])
    return west, east


def run(*arguments):
    """Return what is written, and the error that the command ends with ('' for none)."""
    out = io.StringIO()
    try:
        call_command("verify_trail", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_broken_trail_ends_with_1(units):
    with lifted():
        line(units[0], 1).delete()
    with pytest.raises(CommandError) as caught:
        call_command("verify_trail", stdout=io.StringIO())
    assert caught.value.returncode == 1


def line(unit, number):
    return Event.objects.get(unit=unit, number=number)


def test_whole_trails(units):
    text, error = run()
    west, east, end = text.splitlines()
    assert error == ""
    assert west.startswith(f"kecamatan-barat: 3 baris utuh; segel terakhir {line(units[0], 3).seal} (baris 3, ")
    assert east.startswith(f"kecamatan-timur: 2 baris utuh; segel terakhir {line(units[1], 2).seal} (baris 2, ")
    assert end == "Semua jejak utuh."


def test_one_unit(units):
    text, _ = run("kecamatan-timur")
    assert "kecamatan-barat" not in text
    assert "kecamatan-timur: 2 baris utuh" in text


def test_unit_without_a_trail(units):
    factories.UnitFactory(slug="kecamatan-baru")
    assert run("kecamatan-baru") == ("kecamatan-baru: 0 baris utuh.\nSemua jejak utuh.\n", "")


def test_no_trail_at_all():
    assert run() == ("Belum ada jejak.\n", "")


def test_unknown_unit(units):
    factories.PositionFactory(unit=units[0])
    assert "Mungkin maksud Anda: kecamatan-barat" in run("kecamatan-bara")[1]


def move_up(rows):
    rows.filter(number=2).delete()
    rows.filter(number=3).update(number=F("number") - 1)


def trade(rows):
    rows.filter(number=2).update(number=99)
    rows.filter(number=3).update(number=2)
    rows.filter(number=99).update(number=3)


BREAKS = {
    "what was done": (lambda rows: rows.filter(number=2).update(action="approve_report"), 2, "seal"),
    "what was there before": (lambda rows: rows.filter(number=2).update(before={"text": "Lain"}), 2, "seal"),
    "what is there after": (lambda rows: rows.filter(number=2).update(after=None), 2, "seal"),
    "when": (lambda rows: rows.filter(number=2).update(at="2020-01-01T00:00:00Z"), 2, "seal"),
    "who": (lambda rows: rows.filter(number=2).update(by=factories.UserFactory()), 2, "seal"),
    "about what": (lambda rows: rows.filter(number=2).update(subject="reports.report:2"), 2, "seal"),
    "the seal": (lambda rows: rows.filter(number=2).update(seal="0" * 64), 2, "seal"),
    "the first line is taken out": (lambda rows: rows.filter(number=1).delete(), 1, "gap"),
    "a line is taken out": (lambda rows: rows.filter(number=2).delete(), 2, "gap"),
    "a line is taken out, later ones move up": (move_up, 2, "seal"),
    "two lines trade places": (trade, 2, "order"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_first_broken_link_is_named(units, name):
    change, number, fault = BREAKS[name]
    with lifted():
        change(Event.objects.filter(unit=units[0]))
    text, error = run()
    assert error == "Jejak putus di kecamatan-barat."
    first, second = text.splitlines()
    assert first.startswith(f"kecamatan-barat: PUTUS pada baris {number}, ")
    assert " WIB: " in first
    assert first.endswith(f". {number - 1} baris utuh sebelumnya.")
    assert second.startswith("kecamatan-timur: 2 baris utuh")
    data, _ = run("kecamatan-barat", "--json")
    found = json.loads(data)["units"][0]
    assert (found["whole"], found["broken"]["number"], found["broken"]["fault"]) == (number - 1, number, fault)
    assert run("kecamatan-timur")[1] == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps in a column what belongs there")
@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("at = 'kemarin'", "unreadable"),
        ("at = ''", "unreadable"),
        ("at = 5", "unreadable"),
        ("at = '2024-13-45 00:00:00'", "unreadable"),
        ("at = '0000-01-01 00:00:00'", "unreadable"),
        ("at = x'00ff'", "unreadable"),
        ("number = 'dua'", "unreadable"),
        ("by_id = 'x'", "unreadable"),
        ("action = x'ff'", "unreadable"),
        ("action = CAST(x'ff' AS TEXT)", "unreadable"),
        ("seal = x'ff'", "unreadable"),
        ("before = '{oops'", "unreadable"),
        ("after = '[1]'", "unreadable"),
        ("after = '" + "[" * 100_000 + "]" * 100_000 + "'", "unreadable"),
        ('after = \'{"a": ' + "9" * 5_000 + "}'", "unreadable"),
        ("at = '2024-01-01 00:00:00+07:00'", "seal"),
        ("number = 9223372036854775807", "gap"),
    ],
)
def test_line_that_cannot_be_read_is_named(units, sql, fault):
    with lifted(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE reports_event SET {sql} WHERE number = 2 AND unit_id = {units[0].pk}")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    text, error = run()
    assert error == "Jejak putus di kecamatan-barat."
    first, second = text.splitlines()
    assert first.startswith("kecamatan-barat: PUTUS pada baris 2")
    assert second.startswith("kecamatan-timur: 2 baris utuh")
    found = json.loads(run("kecamatan-barat", "--json")[0])["units"][0]
    assert (found["whole"], found["broken"]["number"], found["broken"]["fault"]) == (1, 2, fault)
    with lifted():
        Event.objects.filter(unit=units[0]).delete()


def test_json(units):
    data = json.loads(run("--json")[0])
    newest = line(units[1], 2)
    assert data["schema"] == 1
    assert data["units"][1] == {
        "id": units[1].pk,
        "unit": "kecamatan-timur",
        "whole": 2,
        "newest": {"number": 2, "at": newest.at.isoformat(), "seal": newest.seal},
        "broken": None,
    }


# -- against what was kept earlier --------------------------------------------------------------------------------------


@pytest.fixture
def kept(units, tmp_path):
    file = tmp_path / "segel.json"
    file.write_text(run("--json")[0], encoding="utf-8")
    return str(file)


def test_trail_that_grew_agrees_with_what_was_kept(units, kept):
    record(unit=units[0], by=None, lines=[Line("save_text", "reports.report:1")])
    assert run("--kept", kept)[1] == ""


def test_newest_line_taken_out_shows(units, kept):
    with lifted():
        line(units[0], 3).delete()
    assert run()[1] == ""
    text, error = run("--kept", kept)
    assert error == "Jejak putus di kecamatan-barat."
    assert "PUTUS pada baris 3: segelnya bukan yang disimpan dahulu" in text


def test_trail_taken_out_as_a_whole_shows(units, kept):
    with lifted():
        Event.objects.filter(unit=units[1]).delete()
    text, error = run("--kept", kept)
    assert error == "Jejak putus di kecamatan-timur."
    assert "kecamatan-timur: PUTUS pada baris 2: " in text
    assert run("kecamatan-timur", "--kept", kept)[1] == error


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("kecamatan-barat: 3 baris utuh", "bukan keluaran verify_trail --json"),
        ("[]", "bukan keluaran verify_trail --json"),
        (
            '{"schema": 1, "units": [{"id": 1, "unit": "kecamatan-barat", "newest": {"number": 1}}]}',
            "bukan keluaran verify_trail --json",
        ),
        ('{"schema": 2}', "versi lain"),
        (None, "tidak dapat dibaca"),
    ],
)
def test_file_that_is_no_earlier_output(tmp_path, content, message):
    file = tmp_path / "segel.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert message in run("--kept", str(file))[1]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_one_query_a_unit(units, count, django_assert_num_queries):
    for number in range(count):
        record(unit=factories.UnitFactory(), by=None, lines=[Line("save_text", f"reports.report:{number}")])
    with django_assert_num_queries(1 + 2 + count):
        run()
