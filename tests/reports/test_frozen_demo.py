"""The reports of the demo are drawn again from what was frozen: the same figures, the same bytes.

The office files are loaded once, and all rows are rolled back.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from reports.computation import compute_facts
from reports.demo import FIXTURES, load_offices
from reports.frozen import freeze, thaw
from reports.inputs import ReportInputs
from reports.outputs import OUTPUTS, Prepared, prepare_inputs
from tests.reports.golden import SEEDS, prepared

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

FILES = [seed.file for seed in SEEDS]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Mapping[str, Prepared]:
    """Return every report of the four demo offices."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_offices(FIXTURES)
        found = {seed.file: prepared(seed) for seed in SEEDS}
        transaction.set_rollback(True)
    return found


def stored(inputs: ReportInputs) -> Any:
    """Return the inputs as PostgreSQL gives them back: through JSON text, the keys of objects in another order."""
    return json.loads(json.dumps(freeze(inputs), sort_keys=True))


def prepared_again(inputs: ReportInputs) -> Prepared:
    return prepare_inputs(inputs, compute_facts(inputs.facts))


@pytest.mark.parametrize("file", FILES)
def test_every_report_of_the_demo_comes_back_as_it_was(demo, file):
    inputs = demo[file].inputs

    again = thaw(stored(inputs))

    assert again == inputs
    assert repr(again) == repr(inputs)


@pytest.mark.parametrize("file", FILES)
def test_figures_and_document_of_thawed_inputs_are_the_same(demo, file):
    again = prepared_again(thaw(stored(demo[file].inputs)))

    assert again.results == demo[file].results
    assert again.findings == demo[file].findings
    assert again.document == demo[file].document


@pytest.mark.parametrize("file", ["rowokangkung-02-sekretaris", "ranuyoso-kasi-pemberdayaan"])
def test_files_of_thawed_inputs_have_the_same_bytes(demo, file):
    again = prepared_again(thaw(stored(demo[file].inputs)))

    for kind in ("xlsx", "json", "pdf"):
        assert OUTPUTS[kind](again).content == OUTPUTS[kind](demo[file]).content, kind
