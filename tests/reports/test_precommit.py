"""One command before every commit: it runs everything, goes on after a failure, and says what failed."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.management.commands import precommit
from tests import architecture


def names(*, fast: bool) -> list[str]:
    return [name for name, _ in precommit.steps(fast=fast)]


def test_fast_leaves_out_the_suite_only():
    assert "tests" not in names(fast=True)
    assert "architecture" in names(fast=True)
    assert names(fast=False)[-1] == "tests"
    assert set(names(fast=True)) - {"architecture"} < set(names(fast=False))


def test_pure_modules_exist_and_are_those_of_the_architecture():
    root = Path(settings.BASE_DIR)
    paths = precommit.existing(precommit.PURE)
    assert paths
    for path in paths:
        assert (root / path).exists()
        assert Path(path).parts[1].removesuffix(".py") in architecture.PURE


def test_a_module_that_became_a_folder_is_found():
    assert precommit.existing(["agreements/models.py", "agreements/nothing.py"]) == ["agreements/models"]


def test_every_pure_room_is_typed():
    """Enums are Django's; every other pure room is checked strictly."""
    typed = {Path(path).parts[1].removesuffix(".py") for path in precommit.PURE}
    assert {source.room for source in architecture.sources() if source.room in architecture.PURE} - {"enums"} <= typed


def run(monkeypatch, *codes: str) -> str:
    monkeypatch.setattr(
        precommit, "steps", lambda fast: [(f"step {number}", ["-c", code]) for number, code in enumerate(codes)]
    )
    told = StringIO()
    try:
        call_command("precommit", stdout=told)
    except CommandError as error:
        return f"{told.getvalue()}{error}"
    return told.getvalue()


def test_one_line_a_step(monkeypatch):
    lines = run(monkeypatch, "print('much')", "pass").splitlines()
    assert [line.split()[:3] for line in lines] == [["ok", "step", "0"], ["ok", "step", "1"]]
    assert all(line.endswith(" s") for line in lines)


def test_goes_on_after_a_failure_and_names_it(monkeypatch):
    told = run(monkeypatch, "raise SystemExit('wrong here')", "pass", "raise SystemExit(3)")
    assert "FAIL step 0" in told
    assert "wrong here" in told
    assert "ok   step 1" in told
    assert told.endswith("Failed: step 0, step 2.")


@pytest.mark.parametrize("name", ["ruff check", "ruff format", "djlint", "mypy", "django check", "migrations"])
def test_knows_its_tools(name):
    assert name in names(fast=True)
