"""Lists that a report announces and nobody wrote: one answer for the finding, the steps and the page of submission."""

from dataclasses import replace

import pytest

from agreements.enums import ReportForm
from reports.checks import check_report
from reports.checks.passages import Writing
from reports.checks.unwritten import unwritten_lists
from reports.document.lists import printed_lists
from tests.reports.builders import compute, facts, indicator, plan, report

WRITTEN = {"strategies": (plan(1),), "follow_ups": ("Mendata",), "obstacles": (("Musim hujan", "Jalan lain"),)}


def of(form=ReportForm.KASI, **more):
    bare = report(facts([indicator(1, 5)]), items=[1], form=form, strategies=(), follow_ups=())
    return replace(bare, **more)


def found(inputs):
    return [row for row in check_report(inputs, compute(inputs)) if row.code == "unwritten"]


@pytest.mark.parametrize("form", ReportForm)
def test_every_form_is_asked_for_what_its_document_says_is_missing(form):
    empty, written = of(form), of(form, **WRITTEN)
    names = unwritten_lists(empty)
    assert names
    assert set(names) <= printed_lists(empty, compute(empty))
    assert unwritten_lists(written) == ()
    assert "belum diuraikan" not in Writing(written, compute(written)).printed
    for name in names:
        assert unwritten_lists(replace(written, **{name: ()})) == (name,)


def test_each_list_is_told_at_the_place_where_it_is_written():
    strategies, follow_ups = found(of())
    assert strategies.message == "Strategi belum ditulis; dokumennya mencetak “belum diuraikan”."
    assert (strategies.link, follow_ups.link) == ("strategi-baru", "tindak-lanjut-1")
    assert strategies.open_warning
    assert [row.where for row in found(of(strategies=(plan(1),)))] == ["Rencana tindak lanjut"]
    assert found(of(**WRITTEN)) == []


def test_a_section_of_ones_own_words_says_what_the_list_would():
    told = of(texts={"follow_up": "Kegiatan dilanjutkan.", "evaluation": "  "})
    assert [row.where for row in found(told)] == ["Strategi"]


def test_a_report_on_nothing_lacks_no_list():
    assert found(of(agreement=None)) == []
