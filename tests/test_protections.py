"""The table of `bin/drill protections` grows no older than the code, and the drill itself finds what no test notices."""

import re
from fnmatch import fnmatch

import pytest

from benchmarks.drills import outcomes, protections
from benchmarks.drills.protections import Edit, MisplacedError, Protection, chosen, not_passing, unnoticed, without
from tests.architecture import ROOT

ROWS = protections.protections()
NAMES = {row.name for row in ROWS}


def test_every_text_stands_once_in_its_file():
    counts = {
        (row.name, edit.file): (ROOT / edit.file).read_text(encoding="utf-8").count(edit.text)
        for row in ROWS
        for edit in row.edits
    }
    assert {where: count for where, count in counts.items() if count != 1} == {}
    assert [row.name for row in ROWS for edit in row.edits if edit.text == edit.instead] == []


def test_every_test_that_must_fail_is_there():
    """A case is looked for by its name; that it is one, the drill finds when it sees all pass first."""
    assert [row.name for row in ROWS if not row.tests or row.on not in ("", *protections.DATABASES)] == []
    missing = []
    for test in {test for row in ROWS for test in row.tests}:
        path, _, called = test.partition("::")
        name, _, case = called.removesuffix("]").partition("[")
        text = (ROOT / path).read_text(encoding="utf-8")
        if f"\ndef {name}(" not in text or case.lower() not in text.lower():
            missing.append(test)
    assert missing == []


def told(document, section=""):
    """Return the names, or patterns of names, in the last column of a document's tables, or of those of a section."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    if section:
        text = text.split(f"## {section}")[1].split("\n## ")[0]
    cells = [line.rsplit("|", 2)[1] for line in text.splitlines() if line.startswith("| ")]
    return {word for cell in cells for word in re.findall(r"`([a-z]+(?:-[a-z]+)*-(?:[a-z]+|\*))`", cell)}


def test_every_protection_is_told_of_and_none_that_is_gone():
    patterns = told("security.md", "What protects") | told("reliability.md")
    assert [name for name in NAMES if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in NAMES)] == []


# -- the drill ---------------------------------------------------------------------------------------------------------


def test_a_test_that_breaks_says_nothing():
    """Of whatever is taken away a name may be missing; only a test that finds something wrong has noticed."""
    with pytest.raises(pytest.fail.Exception) as nothing_raised, pytest.raises(ValueError):
        pass
    with pytest.raises(pytest.skip.Exception) as skipped:
        pytest.skip("not here")
    assert outcomes.ended("call", AssertionError("1 == 2")) == outcomes.ended("call", nothing_raised.value) == "failed"
    assert outcomes.ended("call", NameError("x")) == "broken in its call: NameError: x"
    assert outcomes.ended("setup", AssertionError()) == "broken in its setup: AssertionError: "
    assert (outcomes.ended("call", None), outcomes.ended("setup", skipped.value)) == ("passed", "skipped")


@pytest.mark.parametrize(
    ("ends", "noticed"),
    [
        ({"a::b[x]": "passed", "a::b[y]": "failed"}, True),
        ({"a::b": "failed"}, True),
        ({"a::b[x]": "passed"}, False),
        ({"a::b": "broken in its call: NameError: x"}, False),
        ({"a::bc": "failed"}, False),
        ({}, False),
    ],
)
def test_what_no_test_notices_is_found(ends, noticed):
    assert (unnoticed(["a::b"], ends) == []) is noticed


def test_tests_pass_before():
    assert not_passing(["a::b", "a::c[x]"], {"a::b[x]": "passed", "a::b[y]": "passed", "a::c[x]": "passed"}) == []
    assert len(not_passing(["a::b", "a::c"], {"a::b[x]": "passed", "a::b[y]": "skipped"})) == 2


def test_a_text_is_away_for_a_while_and_comes_back(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("one = 1\ntwo = 2\n")
    before = path.stat().st_mtime_ns
    with without(tmp_path, [Edit("a.py", "1", "0"), Edit("a.py", "two = 2\n", "")]):
        assert path.read_text() == "one = 0\n"
    assert (path.read_text(), path.stat().st_mtime_ns) == ("one = 1\ntwo = 2\n", before)
    with (
        pytest.raises(MisplacedError, match="0 times"),
        without(tmp_path, [Edit("a.py", "1", ""), Edit("a.py", "x", "")]),
    ):
        pass
    assert path.read_text() == "one = 1\ntwo = 2\n"


def test_names_are_chosen_whole_or_by_their_beginning():
    assert chosen("sheet-size", [])
    assert chosen("sheet-size", ["code-once", "sheet-*"])
    assert not chosen("sheet-size", ["sheet"])


@pytest.mark.parametrize("database", ["", "postgres:///x"])
def test_the_drill_tells_what_can_be_taken_away_unnoticed(monkeypatch, capsys, database):
    """The copies and runs of the real one are not for the suite."""
    monkeypatch.setenv("TEST_DATABASE_URL", database)
    rows = [
        Protection("kept", (), ("a::b",), ""),
        Protection("loose", (), ("a::c",), ""),
        Protection("elsewhere", (), ("a::d",), "sqlite" if database else "postgresql"),
    ]
    monkeypatch.setattr(protections, "copied", lambda folder: folder)
    ends = iter([{"a::b": "passed", "a::c": "passed"}, {"a::b": "failed"}, {"a::c": "passed"}])
    monkeypatch.setattr(protections, "run", lambda *_: next(ends))
    found = protections.drill(rows, quiet=False)
    assert (found["of"], found["held"], found["wrong"].keys()) == (2, 1, {"loose"})
    assert re.sub(r" +\d+ s", "", capsys.readouterr().out).split("\n")[:4] == [
        f"{'kept':36} held",
        f"{'loose':36} BROKEN",
        "  a::c does not fail without it: passed",
        f"1 of 2 held on {found['database']}; 1 are of the other database",
    ]
