"""The reports of the demo are drawn again from what was frozen: the same figures, the same bytes.

The office files are loaded once, and all rows are rolled back.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from reports.computation import compute_facts
from reports.frozen import fingerprint, freeze, thaw
from reports.inputs import ReportInputs
from reports.outputs import OUTPUTS, Prepared, prepare_inputs
from reports.snapshot import snapshot_of
from reports.usage import facts_told, facts_used
from tests.reports.golden import SEEDS, every_report

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

FILES = [seed.file for seed in SEEDS]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Mapping[str, Prepared]:
    """Return every report of the four demo offices."""
    with django_db_blocker.unblock():
        return every_report()


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


# -- the fingerprint ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_report_needs_a_fact_that_its_fingerprint_leaves_out(demo, file):
    inputs = demo[file].inputs
    told, facts = facts_told(inputs), inputs.facts
    own = replace(
        facts,
        indicators={key: facts.indicators[key] for key in facts.indicators if key in told.indicators},
        lines={key: facts.lines[key] for key in facts.lines if key in told.lines},
    )

    again = prepared_again(replace(inputs, facts=own))

    assert again.document == demo[file].document
    assert again.findings == demo[file].findings
    assert snapshot_of(again.inputs, again.results) == snapshot_of(inputs, demo[file].results)


def test_a_figure_changes_the_fingerprints_of_the_reports_that_tell_of_it_and_of_no_other(demo):
    """The money of the section for community empowerment: its Kasi's, the Sekretaris's and the Camat's reports."""
    office = {file: demo[file].inputs for file in FILES if file.startswith("rowokangkung")}
    kasi = office["rowokangkung-04-kasi-pemberdayaan-masyarakat"]
    leaf = min(facts_used(kasi).lines)
    shared = kasi.facts
    raised = replace(shared.lines[leaf], spent=shared.lines[leaf].spent + 1)
    after = replace(shared, lines={**shared.lines, leaf: raised})

    moved = {
        file for file, inputs in office.items() if fingerprint(replace(inputs, facts=after)) != fingerprint(inputs)
    }

    assert moved >= {file for file, inputs in office.items() if leaf in facts_used(inputs).lines}
    assert moved & {"rowokangkung-03-kasi-pemerintahan", "rowokangkung-06-kasubbag-keuangan"} == set()
