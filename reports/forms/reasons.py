"""Why warnings of the checks stand: a field for each, or one reason for all that are ticked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms

from reports.anchors import indicator_anchor, line_anchor
from reports.background import ReasonEntry
from reports.inputs import ReportInputs
from reports.results import Finding

LONGEST_REASON = 1000
TEXT = "alasan-"
SHARED = f"{TEXT}bersama"

WORD = re.compile(r"[^\W\d_]{3}")
"""A reason has at least one word: '-' and '...' say nothing to the superior."""

NO_WORD = "Tuliskan alasannya dengan kata-kata: atasan membacanya."
NO_REASON = "Belum ada alasannya. Tuliskan mengapa begitu, atau perbaiki yang ditemukan."
NO_SHARED = "Ada yang dicentang, tetapi alasan bersamanya masih kosong."
NO_TICK = "Centang dulu peringatan yang dijawab dengan alasan ini."


@dataclass(frozen=True)
class ReasonRow:
    """A warning with its field, its tick, and what may help to answer it."""

    finding: Finding
    text: forms.BoundField
    tick: forms.BoundField
    noted: bool
    """Whether the field begins with the remark that stands beside the figure."""
    earlier: ReasonEntry | None
    """What was answered when the warning said something else, of other figures."""


class ReasonsForm(forms.Form):
    """The warnings of a report; `needed` asks for a reason for each, else one may still be missing."""

    error_css_class = "is-invalid"

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        inputs: ReportInputs,
        warnings: Iterable[Finding],
        needed: bool = False,
    ) -> None:
        super().__init__(data, auto_id="id_%s")
        self.needed = needed
        self.warnings = {finding.key: finding for finding in warnings}
        notes = notes_of(inputs)
        for key, finding in self.warnings.items():
            given = finding.reason.text if finding.reason else ""
            self.fields[_text(key)] = forms.CharField(
                label="Alasan",
                required=False,
                max_length=LONGEST_REASON,
                initial=given or notes.get(finding.link, ""),
                widget=_area(),
            )
            self.fields[_tick(key)] = forms.BooleanField(label="Pakai alasan bersama", required=False)
        self.fields[SHARED] = forms.CharField(
            label="Satu alasan untuk semua yang dicentang", required=False, max_length=LONGEST_REASON, widget=_area()
        )
        earlier = {(row.code, row.place): row for row in inputs.reasons}
        self.rows = tuple(
            ReasonRow(
                finding=finding,
                text=self[_text(key)],
                tick=self[_tick(key)],
                noted=finding.reason is None and bool(notes.get(finding.link)),
                earlier=earlier.get((finding.code, finding.place)) if finding.reason is None else None,
            )
            for key, finding in self.warnings.items()
        )

    @property
    def several(self) -> bool:
        """Whether there is more than one warning, so that one reason for all of them spares typing."""
        return len(self.warnings) > 1

    @property
    def shared(self) -> forms.BoundField:
        """The one reason for what is ticked."""
        return self[SHARED]

    @property
    def orphans(self) -> tuple[str, ...]:
        """What was typed for warnings that are gone, or say something else by now."""
        typed = (text.strip() for name, text in self.data.items() if name.startswith(TEXT) and name not in self.fields)
        return tuple(text for text in typed if text)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend, in page order."""
        found = [
            (row.text.auto_id, f"Alasan, {row.finding.where}", sentence)
            for row in self.rows
            for sentence in row.text.errors
        ]
        return found + [(self.shared.auto_id, self.shared.label, sentence) for sentence in self.shared.errors]

    def clean(self) -> dict[str, object]:
        """Ask for words where there are none, and for what a tick and the shared reason lack of each other."""
        cleaned = super().clean()
        shared = cleaned.get(SHARED, "")
        ticked = [key for key in self.warnings if cleaned.get(_tick(key))]
        lacking = [key for key in ticked if not cleaned.get(_text(key))]
        if shared and not WORD.search(shared):
            self.add_error(SHARED, NO_WORD)
        elif shared and not ticked:
            self.add_error(SHARED, NO_TICK)
        elif lacking and not shared and SHARED not in self.errors:
            self.add_error(SHARED, NO_SHARED)
        for key in self.warnings:
            text = cleaned.get(_text(key), "")
            if text and not WORD.search(text):
                self.add_error(_text(key), NO_WORD)
            elif self.needed and not text and key not in ticked and _text(key) not in self.errors:
                self.add_error(_text(key), NO_REASON)
        return cleaned

    @property
    def reasons(self) -> dict[str, str]:
        """The reason of each warning, by key of the finding; a typed one before the shared one. After `is_valid`."""
        cleaned = self.cleaned_data
        return {key: cleaned[_text(key)] or (cleaned[SHARED] if cleaned[_tick(key)] else "") for key in self.warnings}


def _text(key: str) -> str:
    return f"{TEXT}{key}"


def _tick(key: str) -> str:
    return f"pilih-{key}"


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"class": "form-control form-control-sm", "rows": 2})


def notes_of(inputs: ReportInputs) -> dict[str, str]:
    """Return the remarks that stand beside figures of the quarter, by anchor: they may be the reason already."""
    quarter = inputs.facts.quarter.number
    found = {}
    for entry in inputs.facts.indicators.values():
        typed = entry.realizations.get(quarter)
        found[indicator_anchor(entry.id)] = typed.note.strip() if typed else ""
    for line in inputs.facts.lines.values():
        found[line_anchor(line.id)] = line.note.strip()
    return {anchor: note for anchor, note in found.items() if note}
