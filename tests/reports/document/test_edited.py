"""Edited section texts: what is printed, and what figures have overtaken."""

import pytest

from agreements.enums import ReportForm
from reports.checks import check_report
from reports.document.build import build_document, generated_sections
from reports.document.edited import Section, compared, figures_in, plain, sections
from tests.reports.builders import compute, facts, indicator, report

COUNTS = "closing_counts"


def report_with(value, *, target=10, **more):
    return report(facts([indicator(1, value, target=target), indicator(2, 4, target=4)]), items=[1, 2], **more)


def listed(inputs):
    return {section.key: section for section in sections(inputs, compute(inputs))}


def generated(inputs, key=COUNTS):
    return generated_sections(inputs, compute(inputs))[key][1]


def test_sections_stand_in_printed_order_and_are_those_of_the_document():
    inputs = report_with(5)
    keys = [section.key for section in sections(inputs, compute(inputs))]
    said = list(generated_sections(inputs, compute(inputs)))
    assert [key for key in keys if key in said] == said
    assert keys[:3] == ["obligation", "purpose", "duties"]
    assert all(section.title and not section.edited and not section.stale for section in listed(inputs).values())


def test_section_with_nothing_to_say_may_still_be_written():
    inputs = report_with(5)
    silent = [section for section in sections(inputs, compute(inputs)) if not section.generated]
    assert silent, "the case needs a section that tells nothing"
    key = silent[0].key
    written = report_with(5, texts={key: "Kalimat sendiri."}, generated={key: ""})
    assert listed(written)[key].printed == "Kalimat sendiri."
    assert not listed(written)[key].stale
    assert "Kalimat sendiri." in str(build_document(written, compute(written)).blocks)


def test_edited_text_is_printed_and_not_stale_while_its_figures_stand():
    before = report_with(5)
    inputs = report_with(5, texts={COUNTS: "Tercapai 1 indikator."}, generated={COUNTS: generated(before)})
    section = listed(inputs)[COUNTS]
    assert (section.printed, section.edited, section.stale) == ("Tercapai 1 indikator.", True, False)
    assert section.generated == plain(generated(before))


def test_text_is_stale_when_what_is_generated_has_changed():
    then = generated(report_with(5))
    inputs = report_with(10, texts={COUNTS: f"Kami catat: {then}"}, generated={COUNTS: then})
    section = listed(inputs)[COUNTS]
    assert section.stale
    assert section.generated_then == plain(then) != section.generated


def test_outdated_figures_are_those_the_text_still_names():
    section = Section(
        "cost",
        "Judul",
        generated="Terserap 48,94 % dari 5 baris.",
        text="Terserap 48,80\N{NO-BREAK SPACE}% dari 5 baris, rekor 2023.",
        generated_then="Terserap 48,80 % dari 5 baris.",
    )
    assert section.outdated == ("48,80 %",)


@pytest.mark.parametrize(
    ("text", "then", "stale"),
    [("", "Dulu", False), ("Tulisan", None, False), ("Tulisan", "Kini", False), ("Tulisan", "Dulu", True)],
)
def test_what_makes_a_text_stale(text, then, stale):
    section = Section("cost", "Judul", generated="Kini", text=text, generated_then=then)
    assert section.stale is stale
    assert section.outdated == ()


def test_text_is_compared_without_its_blanks():
    assert plain(" Satu \r\nbaris.\r\n\r\n\r\n\r\nDua\N{NO-BREAK SPACE}%.  \n") == "Satu\nbaris.\n\nDua %."


def test_figures_of_a_text():
    text = "dari 6 indikator, ke-2 dan ke-3; Rp 1.885.065.699, atau 33,33 % (33,33\N{NO-BREAK SPACE}%) dari 6."
    assert figures_in(text) == ("6", "2", "3", "1.885.065.699", "33,33 %")


# -- the check -----------------------------------------------------------------------------------------------------------


def overtaken(inputs):
    return [finding for finding in check_report(inputs, compute(inputs)) if finding.code == "overtaken_text"]


def test_check_tells_of_a_text_that_its_figures_have_left():
    text = "Target tercapai 50,00 %."
    inputs = report_with(10, texts={"cost": text}, generated={"cost": text})
    (finding,) = overtaken(inputs)
    assert finding.severity == "note"
    assert finding.message.endswith("berubah sejak disunting; teksnya masih menyebut 50,00 %.")
    assert finding.where.startswith("Teks: ")


@pytest.mark.parametrize("form", [ReportForm.KASI, ReportForm.STAF])
def test_check_is_silent_otherwise(form):
    assert overtaken(report_with(5, form=form)) == []
    now = generated(report_with(5, form=form))
    assert overtaken(report_with(5, form=form, texts={COUNTS: "Sendiri."}, generated={COUNTS: now})) == []


# -- two versions beside each other --------------------------------------------------------------------------------------


def test_words_that_changed_are_marked():
    then, now = compared("Terserap 7,81 % dari pagu.", "Terserap 8,64 % dari pagu.")
    assert [(run.text, run.changed) for run in then] == [
        ("Terserap ", False),
        ("7,81", True),
        (" % dari pagu.", False),
    ]
    assert [run.text for run in now if run.changed] == ["8,64"]


@pytest.mark.parametrize(("then", "now"), [("", "Baru."), ("Lama.", ""), ("", ""), ("Satu\n\ndua.", "Satu\n\ndua.")])
def test_versions_are_whole(then, now):
    for runs, text in zip(compared(then, now), (then, now), strict=True):
        assert "".join(run.text for run in runs) == text
        assert all(run.changed is (then != now) for run in runs)
