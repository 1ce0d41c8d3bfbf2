"""The benchmarks run, and what they measure stays far from quadratic."""

import json
import sys

import pytest

from benchmarks import checks


@pytest.fixture(scope="module")
def candipuro():
    return checks.report()


@pytest.mark.parametrize("name", checks.HOSTILE)
def test_hostile_texts_cost_no_quadratic_time(candipuro, monkeypatch, name):
    """Twenty times the bound: a quadratic check of 20,000 characters takes seconds, a slow machine does not."""
    monkeypatch.setattr(checks, "ROUNDS", 1)
    assert checks.median(*candipuro, checks.repeated(checks.HOSTILE[name], checks.CHARACTERS)) < 1000


@pytest.mark.parametrize("as_json", [True, False])
def test_the_benchmark_of_checks_prints_its_medians(monkeypatch, capsys, as_json):
    monkeypatch.setattr(checks, "ROUNDS", 1)
    monkeypatch.setattr(checks, "CHARACTERS", 200)
    monkeypatch.setattr(sys, "argv", ["checks", *(["--json"] if as_json else [])])
    checks.main()
    printed = capsys.readouterr().out
    names = set(json.loads(printed)) if as_json else {line[:24].strip() for line in printed.splitlines()}
    assert names == {"evidence", "prose", *checks.HOSTILE, "worst", "growth"}
