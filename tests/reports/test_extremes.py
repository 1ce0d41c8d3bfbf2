"""Reports as they really come in: half empty, huge, without money or figures. Each form draws each of them whole."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from agreements.enums import BudgetLevel, ReportForm
from reports.document.blocks import Heading, PhotoGrid
from reports.document.build import build_document
from reports.inputs import PhotoEntry, ReportInputs
from reports.pdf import render_pdf
from reports.preview import render_html
from reports.xlsx import render_xlsx
from tests.reports.document.making import check_document, indicator, inputs, line, plain, results_of

LONG = ("Persentase fasilitasi dan koordinasi penyelenggaraan pemerintahan " * 14)[:900]


def report(form: ReportForm, **changes) -> ReportInputs:
    """Return a report with two kegiatan, their sub kegiatan and two photographs without pictures."""
    whole = {
        "lines": (
            line(1, None, None, level=BudgetLevel.KEGIATAN, holds_amounts=False, outcomes=(1,)),
            line(11, parent_id=1, outcomes=(2,), planned_months=(8,)),
            line(12, "700000", "0", parent_id=1),
            line(2, level=BudgetLevel.KEGIATAN),
        ),
        "photos": (PhotoEntry("Rapat"), PhotoEntry("Sosialisasi")),
    }
    return inputs(form=form, **(whole | changes))


def without_photographs(form):
    return report(form, photos=())


def forty_indicators(form):
    return report(
        form,
        indicators=tuple(indicator(key, note="dalam proses") for key in range(1, 41)),
        promised=tuple((1 + key // 8, key) for key in range(1, 41)),
        lines=tuple(line(100 + key, outcomes=(key,)) for key in range(1, 41)),
    )


def a_name_of_900_characters(form):
    return report(form, indicators=(indicator(1, name=LONG), indicator(2)))


def no_budget(form):
    return report(form, lines=())


def no_realization(form):
    return report(
        form,
        indicators=(indicator(1, "100", None), indicator(2, "100", None)),
        lines=(line(1, level=BudgetLevel.KEGIATAN, spent=None), line(2, level=BudgetLevel.KEGIATAN, spent=None)),
    )


def nothing_at_all(form):
    return report(
        form,
        indicators=(),
        lines=(),
        photos=(),
        duties=(),
        citations=(),
        strategies=(),
        follow_ups=(),
        agreement=None,
        superior=None,
        deadline_days=None,
    )


CASES = (without_photographs, forty_indicators, a_name_of_900_characters, no_budget, no_realization, nothing_at_all)


def drawn(made_of: ReportInputs):
    return build_document(made_of, results_of(made_of))


@pytest.mark.parametrize("form", ReportForm)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_form_draws_every_report(case, form):
    made = drawn(case(form))
    check_document(made)
    assert render_html(made).content
    assert render_xlsx(made).content
    assert "None" not in plain(made)


@pytest.mark.parametrize("form", ReportForm)
def test_what_is_missing_is_said(form):
    text = plain(drawn(no_realization(form)))
    assert "belum dapat dihitung" in text
    empty = plain(drawn(nothing_at_all(form)))
    assert "belum tersedia" in empty or "belum ada" in empty
    assert not [block for block in drawn(without_photographs(form)).blocks if isinstance(block, PhotoGrid)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("form", ReportForm)
def test_no_section_is_empty(case, form):
    blocks = drawn(case(form)).blocks
    for heading, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(heading, Heading):
            assert following is not None, heading.text
            assert not isinstance(following, Heading) or following.level > heading.level, heading.text


def test_no_table_speaks_of_money_where_there_is_none():
    for form in ReportForm:
        for found in drawn(no_budget(form)).tables:
            assert not {"ceiling", "spent", "absorption", "amount"} & {column.key for column in found.columns}, form


@pytest.mark.parametrize(
    ("case", "form"),
    [
        (forty_indicators, ReportForm.KEPALA_BAGIAN),
        (a_name_of_900_characters, ReportForm.KASI_RINCI),
        (nothing_at_all, ReportForm.STAF),
    ],
    ids=["forty", "900", "nothing"],
)
def test_the_pdf_holds_every_row(case, form):
    made = drawn(case(form))
    pages = PdfReader(io.BytesIO(render_pdf(made).content)).pages
    text = "".join(page.extract_text() for page in pages)
    together = "".join(text.split()).replace("-", "")
    for found in made.tables:
        for row in found.rows:
            for part in row.cells:
                assert "".join(part.text.split()).replace("-", "") in together
    assert pages[0].extract_text()


def test_pages_do_not_explode():
    """A row that is taller than half a page may break, so that no page is left empty before it."""
    made = drawn(replace(a_name_of_900_characters(ReportForm.KASI), strategies=()))
    pages = PdfReader(io.BytesIO(render_pdf(made).content)).pages
    assert len(pages) <= 12
    assert all(len(page.extract_text()) > 100 for page in pages)
