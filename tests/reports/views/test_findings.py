"""Findings as pages show them: by weight and by who mends them, each sentence at a place once."""

import pytest

from agreements.enums import FindingTopic, Severity
from reports.results import Finding, Kept
from reports.views.findings import Counted, Finder
from reports.views.mending import Mending
from reports.views.places import Spot
from tests import factories
from tests.reports.builders import facts, indicator, report
from tests.reports.workplace import QUARTER


def finding(code, severity=Severity.WARNING, **more):
    return Finding(code, severity.value, f"{code}.", more.pop("where", "Indikator: A"), **more)


class Nowhere(Mending):
    """Leads to nothing that is kept elsewhere: that has tests of its own (`test_mending.py`)."""

    def ways(self, *_):
        return ()


NOWHERE = Nowhere(None, factories.UnitFactory.build(), QUARTER.year)


@pytest.fixture
def finder():
    spot = Spot("kecamatan", "kasi", QUARTER, report(facts([indicator(1)], [])), may_edit=True)
    return Finder(spot, True, NOWHERE)


def test_groups_are_by_weight_and_topics_by_who_mends(finder):
    groups = finder.groups(
        [
            finding("a", Severity.NOTE),
            finding("b", topic=FindingTopic.PEOPLE),
            finding("c", link="indikator-1"),
            finding("b", topic=FindingTopic.PEOPLE),
        ]
    )
    assert [group.severity for group in groups] == [Severity.WARNING, Severity.NOTE]
    assert [topic for topic, _ in groups[0].topics] == [FindingTopic.FIGURES, FindingTopic.PEOPLE]
    assert [found.code for found in groups[0].findings] == ["b", "c"], "the same sentence at the same place once"
    assert Counted(groups[0].findings).unexplained == 2


def test_ways_lead_to_the_field_the_page_or_nowhere(finder):
    line, text, dated, none = finder.lines(
        [
            finding("a", link="indikator-1"),
            finding("b", page="uraian"),
            finding("signed_early"),
            finding("amount_changed"),
        ]
    )
    assert line.way.address == "/unit/kecamatan/2024/2/isian/?laporan=kasi#indikator-1"
    assert text.way.address == "/laporan/kecamatan/kasi/2024/2/uraian/"
    assert (dated.way.address, dated.way.label) == ("/laporan/kecamatan/kasi/2024/2/atur/#id_signed_on", "Ubah tanggal")
    assert none.way is None
    assert line.element == f"temuan-{line.finding.key}"


def test_who_may_only_read_is_not_told_to_mend():
    spot = Spot("kecamatan", "kasi", QUARTER, report(facts([indicator(1)], [])), may_edit=False)
    finder = Finder(spot, False, NOWHERE)
    lines = finder.lines([finding("a", link="indikator-1"), finding("b", page="foto"), finding("signed_early")])
    assert [line.way.label for line in lines] == ["Lihat"] * 3


def test_nobody_is_sent_to_mend_a_target_in_the_entry_grid(finder):
    told = {"link": "indikator-1", "kept": (Kept.TARGET,)}
    (line,) = finder.lines([finding("missing_target", **told)])
    assert line.way.label == "Lihat"
    (line,) = finder.lines([finding("over_ceiling", **told | {"kept": (Kept.FIGURE, Kept.CEILING)})])
    assert line.way.label == "Perbaiki", "figure or ceiling: one of them is wrong"


def test_counts():
    counted = Counted((finding("a"), finding("b", Severity.ERROR), finding("c", Severity.NOTE), finding("d")))
    assert (counted.errors, counted.warnings, counted.notes, counted.unexplained) == (1, 2, 1, 2)
