"""What drawing never uses is not loaded, and is there all the same for whoever does use it."""

import json
import subprocess
import sys

import pytest

from tests.architecture import ROOT

LOOK = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lkjip.settings"
import django
django.setup()
import reports.engine
before = sorted(sys.modules)
from weasyprint.pdf import fonts
fonts.subset.Options()
subset = type(sys.modules["fontTools.subset"]).__name__
try:
    fonts.instantiateVariableFont({}, {})
except ValueError as error:
    instancer = str(error)
print(json.dumps({"before": before, "after": sorted(sys.modules), "subset": subset, "instancer": instancer}))
"""


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """Return what a process of its own loads when it begins to draw, and when it uses what was spared."""
    found = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=ROOT,
        env={"LKJIP_DEMO": "1", "LKJIP_VAR_DIR": str(tmp_path_factory.mktemp("var"))},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(found.stdout.splitlines()[-1])


def test_most_of_fonttools_stays_away(looked):
    assert "weasyprint.pdf.fonts" in looked["before"]
    assert {"fontTools.ttLib.tables.otTables", "fontTools.cffLib", "pypdf", "holidays"}.isdisjoint(looked["before"])


def test_it_comes_when_somebody_uses_it(looked):
    assert looked["subset"] == "module"
    assert looked["instancer"] == "Missing required table fvar"
    assert "fontTools.ttLib.tables.otTables" in looked["after"]
