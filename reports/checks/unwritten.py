"""Lists that a report announces and nobody wrote: its document says 'belum diuraikan' in their place. Pure.

The one answer to whether a report is written: the finding, the steps of the quarter and the first page ask here.
"""

from collections.abc import Iterator, Mapping

from reports.anchors import FOLLOW_UP, OBSTACLE, STRATEGY
from reports.checks.common import Problem
from reports.checks.passages import Writing
from reports.document.lists import NAMES
from reports.inputs import ReportInputs
from reports.layouts import Layout, layout_for
from reports.layouts.parts import Text

ANNOUNCED: Mapping[str, str] = {
    "evaluation": "strategies",
    "evaluation_reached": "strategies",
    "follow_up": "follow_ups",
    "no_follow_up": "follow_ups",
    "causes": "obstacles",
}
"""Section that is generated as 'belum diuraikan' -> the list (a field of `ReportInputs`) that it lacks then."""

PLACES: Mapping[str, str] = {
    "strategies": f"{STRATEGY}baru",
    "follow_ups": f"{FOLLOW_UP}1",
    "obstacles": f"{OBSTACLE}1",
}
"""List -> the place where its first entry is written."""


def unwritten_lists(inputs: ReportInputs) -> tuple[str, ...]:
    """Return the lists, as fields of `ReportInputs`, that the report announces and that neither they nor a text fill.

    Whoever replaced the section by a text of their own has said there what the list would say.
    """
    sections = _announcing(layout_for(inputs.form))
    texts = {key for key, text in (inputs.texts or {}).items() if text.strip()}
    return tuple(
        name for name in PLACES if name in sections and not getattr(inputs, name) and not sections[name] & texts
    )


def find_unwritten_lists(writing: Writing) -> Iterator[Problem]:
    """Find lists that the form announces and nobody wrote, neither as rows nor in the text of their section."""
    if not writing.results.counts.indicators:
        return
    for name in unwritten_lists(writing.inputs):
        title = NAMES[name]
        yield Problem(
            f"{title} belum ditulis; dokumennya mencetak “belum diuraikan”.",
            title,
            "Tulis di halaman Uraian.",
            PLACES[name],
        )


def _announcing(layout: Layout) -> dict[str, set[str]]:
    """Return each list that the form announces, with the sections that do."""
    found: dict[str, set[str]] = {}
    for part in layout.parts:
        if isinstance(part, Text) and part.key in ANNOUNCED:
            found.setdefault(ANNOUNCED[part.key], set()).add(part.key)
    return found
