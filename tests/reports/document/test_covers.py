"""The arms on a cover: whose they are, on every kind of paper."""

from reports.document.blocks import Picture
from reports.document.build import build_agreement_document, build_document
from reports.document.covers import arms_of
from tests.reports.document.making import inputs, results_of

OWN = {"arms": "lambang/a.png", "arms_of": "Kabupaten Lumajang"}


def test_arms_are_named_after_who_bears_them():
    assert arms_of(inputs(unit=OWN).facts.unit) == Picture("Lambang Kabupaten Lumajang", "", "lambang/a.png")
    assert arms_of(inputs().facts.unit) is None


def test_reports_and_agreements_bear_them():
    report = inputs(unit=OWN)
    results = results_of(report)
    arms = arms_of(report.facts.unit)
    assert build_document(report, results).cover.arms == arms
    assert build_agreement_document(report, results).cover.arms == arms
    assert build_document(inputs(), results_of(inputs())).cover.arms is None
