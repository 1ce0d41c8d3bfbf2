"""Names of places: the same for findings as for the remarks and changes of the review."""

from dataclasses import replace

import pytest

from reports.anchors import apart, photo_anchor, strategy_anchor, text_anchor
from reports.checks.passages import Writing
from reports.inputs import PhotoEntry, StrategyEntry
from reports.snapshot import places, snapshot_of
from tests.reports.builders import compute
from tests.reports.offices import candipuro

NOT_PRINTED = {"aktivitas-1", "foto-abc", "foto-abc-2"}
"""Lists that the form of this office has no room for: there is no place to pin a remark to."""


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ((3, None, None), "strategi-butir-3"),
        ((None, 4, None), "strategi-indikator-4"),
        ((None, None, 7), "strategi-anggaran-7"),
    ],
)
def test_a_strategy_is_named_by_what_it_is_for(subject, name):
    assert strategy_anchor(StrategyEntry(*subject, lead_in="", months="", items=())) == name


def test_a_photograph_is_named_by_its_picture_or_its_number():
    assert photo_anchor(2, PhotoEntry("Rapat", file="foto/0123456789abcdef.jpg")) == "foto-0123456789ab"
    assert photo_anchor(2, PhotoEntry("Rapat")) == "foto-2"


def test_the_second_of_a_name_is_told_apart():
    assert apart(["a", "b", "a", "a"]) == ["a", "b", "a-2", "a-3"]
    assert text_anchor("closing") == "teks-closing"


def test_what_people_wrote_stands_where_remarks_are_pinned():
    """A finding on a text can be answered with a remark: both know its place by one name."""
    inputs = candipuro()
    strategy = StrategyEntry(None, next(iter(inputs.facts.indicators)), None, "", "", (("Mendampingi desa.", ""),))
    inputs = replace(
        inputs,
        texts={"closing_counts": "Demikian laporan ini dibuat."},
        strategies=(strategy, strategy),
        follow_ups=("Rapat.", "Kunjungan."),
        obstacles=(("Hujan", "Tenda"),),
        activities=(("Rapat", "Rapat koordinasi"),),
        closing_points=("Melanjutkan.",),
        photos=(PhotoEntry("Rapat", file="foto/abc.jpg"), PhotoEntry("Rapat lagi", file="foto/abc.jpg")),
    )
    results = compute(inputs)
    named = {passage.anchor.partition("/")[0] for passage in Writing(inputs, results).passages}
    unknown = named - places(snapshot_of(inputs, results)).keys()
    assert unknown == NOT_PRINTED
