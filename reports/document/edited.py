"""Section texts for an editor: what is generated, what somebody wrote instead, whether figures moved since. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.document.build import generated_sections
from reports.inputs import ReportInputs
from reports.layouts import Layout, layout_for
from reports.layouts.parts import Closing, Text
from reports.narrative import SENTENCES
from reports.results import ReportResults

_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?(?:\s%)?")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_EMPTY_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\s+|\S+")
_PLAIN_BLANKS = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"), " ")


@dataclass(frozen=True)
class Section:
    """A section of a report whose text is generated and may be replaced by hand."""

    key: str
    title: str
    generated: str
    """What is generated today; '' where there is nothing to say."""
    text: str = ""
    """What somebody wrote in its place; '' where the generated text is printed."""
    generated_then: str | None = None
    """What was generated when it was edited; None where it was not, or where nobody kept it."""

    @property
    def edited(self) -> bool:
        """Whether the text of a person is printed."""
        return bool(self.text)

    @property
    def printed(self) -> str:
        """The text that the report prints."""
        return self.text or self.generated

    @property
    def stale(self) -> bool:
        """Whether what is generated has changed since somebody replaced it."""
        return self.edited and self.generated_then is not None and self.generated_then != self.generated

    @property
    def outdated(self) -> tuple[str, ...]:
        """Figures of the edited text that were generated at that time and no longer are, in the order of the text."""
        if not self.stale or self.generated_then is None:
            return ()
        gone = set(figures_in(self.generated_then)) - set(figures_in(self.generated))
        return tuple(figure for figure in figures_in(self.text) if figure in gone)


def sections(
    inputs: ReportInputs,
    results: ReportResults,
    layout: Layout | None = None,
    generated: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Section, ...]:
    """Return the sections of a report that may be edited, in printed order.

    A section with nothing to say today is among them, because a text written in its place is printed all the same.
    `generated` spares the work of generating them again.
    """
    generated = generated_sections(inputs, results, layout) if generated is None else generated
    texts, then = inputs.texts or {}, inputs.generated or {}
    keys = dict.fromkeys([*_keys(layout or layout_for(inputs.form)), *generated])
    return tuple(
        Section(
            key=key,
            title=SENTENCES[key].title,
            generated=plain(generated[key][1]) if key in generated else "",
            text=plain(texts.get(key, "")),
            generated_then=plain(then[key]) if key in then else None,
        )
        for key in keys
    )


def _keys(layout: Layout) -> Iterator[str]:
    for part in layout.parts:
        if isinstance(part, Text):
            yield part.key
        elif isinstance(part, Closing):
            yield from part.points


def plain(text: str) -> str:
    """Return a text as it is kept and compared: plain blanks, none at line ends, one empty line between paragraphs.

    Where a line must not break is decided when the document is set (`document.typography`), not by who types.
    """
    return _EMPTY_LINES.sub("\n\n", _LINE_END.sub("\n", text.translate(_PLAIN_BLANKS))).strip()


def figures_in(text: str) -> tuple[str, ...]:
    """Return the figures that a text names, each once, in its order: ('6', '33,33 %', '1.885.065.699')."""
    return tuple(dict.fromkeys(_FIGURE.findall(text.translate(_PLAIN_BLANKS))))


@dataclass(frozen=True)
class Run:
    """Words of a text that both versions share, or that one of them alone has."""

    text: str
    changed: bool


def compared(then: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return two versions of a text as runs of words, those that differ marked."""
    old, new = _WORD.findall(then), _WORD.findall(now)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        tuple(Run("".join(old[a:b]), step != "equal") for step, a, b, _, _ in steps if b > a),
        tuple(Run("".join(new[a:b]), step != "equal") for step, _, _, a, b in steps if b > a),
    )
