"""The entry grid as a form: one cell per typed fact, all saved or none, nothing typed lost.

Every cell carries the version it was shown with and a digest of the texts it showed. A cell whose texts still have
that digest was not touched and is not sent to the action, so two people may fill different cells of one page.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django import forms

from agreements.enums import Formula
from agreements.forms.fields import NumberField
from agreements.numbers import COUNT, FIGURE, MONEY, NumberKind
from reports.actions import BudgetChange, IndicatorChange
from reports.inputs import IndicatorEntry, LineEntry, RealizationEntry, UnitFacts
from reports.usage import Approved, reports_once, typed_terms

MINE, SAVED = "saya", "tersimpan"
LONGEST_TEXT = 1000
NOTHING = "kosong"
REASON = "alasan-koreksi"
WHY_CORRECTED = "Alasan perubahan angka yang sudah disetujui"
NOTHING_TYPED = RealizationEntry(value=None)


@dataclass(frozen=True)
class Slot:
    """A fact that may be typed. `locked` says why it may not after all ('' if it may)."""

    fact: IndicatorEntry | LineEntry
    locked: str = ""
    approved: tuple[Approved, ...] = field(default=(), compare=False)
    """Approved reports that print the fact: to change it takes a reason, and opens their revisions."""

    @property
    def anchor(self) -> str:
        """Where the cell stands in the page; findings link to it."""
        kind = "indikator" if isinstance(self.fact, IndicatorEntry) else "anggaran"
        return f"{kind}-{self.fact.id}"


@dataclass(frozen=True)
class Correction:
    """An approved report that prints something of the page."""

    key: str
    """Names it in the page: 'camat-2024-2'."""
    report: Approved
    opens: bool
    """What was typed opens it as a revision."""


def correction_key(report: Approved) -> str:
    """Return what names an approved report in the page."""
    return f"{report.position_slug}-{report.quarter.year}-{report.quarter.number}"


@dataclass
class Cell:
    """A slot with its bound fields."""

    slot: Slot
    figures: list[forms.BoundField]
    """One figure, or the typed terms of a ratio in their order."""
    shown: forms.BoundField | None
    note: forms.BoundField
    missing_reason: forms.BoundField
    version: forms.BoundField
    original: forms.BoundField
    conflict: bool = False
    """Somebody else saved after the page was shown."""
    chosen: str = ""
    current_version: int = 0
    saved_by: str = ""
    saved_at: datetime.datetime | None = None

    @property
    def is_single(self) -> bool:
        """Whether the one figure is the fact itself, and no term of a ratio."""
        return not (isinstance(self.slot.fact, IndicatorEntry) and self.slot.fact.formula == Formula.RATIO)

    @property
    def errors(self) -> list[str]:
        """Sentences of all fields."""
        return [sentence for bound in self.fields for sentence in bound.errors]

    @property
    def fields(self) -> list[forms.BoundField]:
        """The fields that people type into."""
        return [*self.figures, *([self.shown] if self.shown else []), self.note, self.missing_reason]

    @property
    def typed_text(self) -> str:
        """What this page's user typed, for the choice between two values."""
        return self._told(lambda bound: bound.value())

    @property
    def saved_text(self) -> str:
        """What stands saved now, for the same choice."""
        return self._told(lambda bound: bound.field.prepare_value(bound.initial))

    def _told(self, content: Callable[[forms.BoundField], object]) -> str:
        """Write the figures, and every text that differs between the two: the choice decides on all of them."""
        figures = " / ".join(str(content(bound) or NOTHING) for bound in self.figures)
        texts = [
            f"{bound.label.lower()}: {_one_line(content(bound)) or NOTHING}"
            for bound in self.fields[len(self.figures) :]
            if _one_line(bound.value()) != _one_line(bound.initial)
        ]
        return "; ".join((figures, *texts))

    @property
    def corrections(self) -> str:
        """The approved reports that print the fact, as the page names them."""
        return " ".join(correction_key(report) for report in self.slot.approved)

    @property
    def remark(self) -> str:
        """What is written in the remarks, for a line that stands while they are folded."""
        return " ".join(str(bound.value() or "").strip() for bound in (self.note, self.missing_reason)).strip()

    @property
    def has_remark_error(self) -> bool:
        """Whether the remarks must stand open: a sentence stands beside one of them."""
        return any(bound.errors for bound in (self.note, self.missing_reason))


def _one_line(text: object) -> str:
    """Return a text with runs of blanks as one."""
    return " ".join(str(text or "").split())


def _or_none(content: object) -> object:
    return None if content == "" else content


def digest(texts: Iterable[object]) -> str:
    """Return a short fingerprint of the texts of a cell; runs of blanks count as one."""
    plain = "\x1f".join(_one_line(text) for text in texts)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


@lru_cache(maxsize=500)
def _number_field(kind: NumberKind, unit: str | None) -> forms.Field:
    return NumberField(kind=kind, unit_of_measure=unit)


@cache
def _text_field(longest: int, rows: int) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-control form-control-sm"})
    return forms.CharField(required=False, max_length=longest, widget=widget)


@cache
def _hidden_field() -> forms.Field:
    return forms.CharField(required=False, widget=forms.HiddenInput)


class EntryForm(forms.Form):
    """The cells of one page. `slots` are all facts that the account supplies; locked ones only count when posted."""

    error_css_class = "is-invalid"

    def __init__(self, facts: UnitFacts, slots: Iterable[Slot], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.facts = facts
        self.quarter = facts.quarter.number
        self.cells: dict[str, Cell] = {}
        self.reopened: tuple[Approved, ...] = ()
        """Approved reports that print what was changed on this page."""
        for slot in slots:
            # A cell that was open when the page was shown and is locked now still holds what was typed.
            if not slot.locked or (data is not None and f"{slot.anchor}-versi" in data):
                self.cells[slot.anchor] = self._cell(slot)
        self.approved = reports_once(cell.slot.approved for cell in self.cells.values())
        """Approved reports that print anything of this page."""
        self.reason = self._text(REASON, WHY_CORRECTED, "", LONGEST_TEXT, rows=3) if self.approved else None

    # -- fields --------------------------------------------------------------------------------------------------------

    def _cell(self, slot: Slot) -> Cell:
        anchor, fact = slot.anchor, slot.fact
        shown = None
        if isinstance(fact, IndicatorEntry):
            typed = fact.realizations.get(self.quarter, NOTHING_TYPED)
            figures = self._indicator_figures(anchor, fact, typed)
            if typed.shown or (fact.target is not None and fact.target.shown):
                shown = self._text(f"{anchor}-tertulis", "Ditulis di laporan sebagai", typed.shown, 120)
        else:
            typed = fact
            figures = [self._number(f"{anchor}-nilai", fact.name, fact.spent, MONEY, "")]
        figures[0].help_text = self._told_approved(slot)
        cell = Cell(
            slot=slot,
            figures=figures,
            shown=shown,
            note=self._text(f"{anchor}-ket", "Keterangan", typed.note, LONGEST_TEXT),
            missing_reason=self._text(
                f"{anchor}-alasan", "Alasan bila angkanya belum ada", typed.missing_reason, LONGEST_TEXT
            ),
            version=self._hidden(f"{anchor}-versi", typed.version),
            original=self._hidden(f"{anchor}-awal", ""),
            current_version=typed.version,
        )
        self.fields[f"{anchor}-awal"].initial = digest(
            bound.field.prepare_value(bound.initial) for bound in cell.fields
        )
        return cell

    def _told_approved(self, slot: Slot) -> str:
        """Say which approved reports print the fact: '' where none does."""
        names = [
            report.position if report.quarter == self.facts.quarter else f"{report.position} ({report.quarter.name})"
            for report in slot.approved
        ]
        return f"Dipakai laporan yang disetujui: {', '.join(names)}." if names else ""

    def _indicator_figures(self, anchor: str, fact: IndicatorEntry, typed: RealizationEntry) -> list[forms.BoundField]:
        if fact.formula != Formula.RATIO:
            return [self._number(f"{anchor}-nilai", fact.name, typed.value, FIGURE, fact.unit_of_measure)]
        return [
            self._number(f"{anchor}-unsur-{term.id}", term.label, term.values.get(self.quarter), COUNT, None)
            for term in typed_terms(fact)
        ]

    def _number(self, name: str, label: str, initial: object, kind: NumberKind, unit: str | None) -> forms.BoundField:
        return self._add(name, _number_field(kind, unit), label, initial)

    def _text(self, name: str, label: str, initial: str, longest: int, rows: int = 1) -> forms.BoundField:
        return self._add(name, _text_field(longest, rows), label, initial)

    def _hidden(self, name: str, initial: object) -> forms.BoundField:
        return self._add(name, _hidden_field(), "", initial)

    def _add(self, name: str, kind: forms.Field, label: str, initial: object) -> forms.BoundField:
        """Add a field like another that only differs in label and initial value: a grid has 460, of a few kinds."""
        made = copy(kind)
        made.label, made.initial = label, initial
        self.fields[name] = made
        return self[name]

    # -- what was typed ------------------------------------------------------------------------------------------------

    def is_touched(self, cell: Cell) -> bool:
        """Return whether the posted texts of a cell differ from those it was shown with."""
        name = f"{cell.slot.anchor}-versi"
        if name not in self.data:
            return False
        return digest(self.data.get(bound.html_name) for bound in cell.fields) != self.data.get(cell.original.html_name)

    def clean(self) -> dict[str, object]:
        """Check each touched cell as a whole: lock, version, and a reason only where there is no figure.

        Where one of them changes what approved reports print, the page as a whole needs a reason.
        """
        cleaned = super().clean()
        for cell in self.cells.values():
            if self.is_touched(cell):
                self._clean_cell(cell, cleaned)
        corrected = [cell for cell in self.cells.values() if self._says_something_else(cell, cleaned)]
        self.reopened = reports_once(cell.slot.approved for cell in corrected)
        if self.reopened and not cleaned.get(REASON) and REASON not in self.errors:
            self.add_error(REASON, "Tulis alasannya: angka ini sudah dipakai laporan yang disetujui.")
        return cleaned

    def _says_something_else(self, cell: Cell, cleaned: Mapping[str, object]) -> bool:
        """Return whether a touched cell asks for something that does not stand yet."""
        if not self.is_touched(cell) or cell.slot.locked or (cell.conflict and cell.chosen == SAVED):
            return False
        return self._differs(cell, cleaned)

    def _differs(self, cell: Cell, cleaned: Mapping[str, object]) -> bool:
        """Return whether what was typed differs from what stands; '21,0' for 21 does not."""
        # A blank text and a text that was never typed are the same; a blank figure and 0 are not.
        return any(
            bound.html_name in self.errors or _or_none(cleaned.get(bound.html_name)) != _or_none(bound.initial)
            for bound in cell.fields
        )

    def _clean_cell(self, cell: Cell, cleaned: dict[str, object]) -> None:
        anchor = cell.slot.anchor
        first = cell.figures[0].html_name
        if cell.slot.locked:
            self.add_error(first, cell.slot.locked)
            return
        cell.chosen = self.data.get(f"{anchor}-pilih", "")
        # Somebody who saved the same is no conflict; nor is one's own save, whose answer was lost with the line.
        stale = cleaned.get(f"{anchor}-versi") != str(cell.current_version)
        cell.conflict = stale and self._differs(cell, cleaned)
        answered = cell.chosen in {MINE, SAVED} and self.data.get(f"{anchor}-dibanding") == str(cell.current_version)
        if cell.conflict and not answered:
            cell.chosen = ""
            self.add_error(first, "Isian ini baru saja diubah orang lain. Pilih yang mana yang dipakai.")
            return
        if cell.conflict and cell.chosen == SAVED:
            # Nothing of the cell is written, so whatever is wrong with the typed text no longer matters.
            for bound in cell.fields:
                self.errors.pop(bound.html_name, None)
            return
        typed = [cleaned.get(bound.html_name) for bound in cell.figures]
        if cleaned.get(f"{anchor}-alasan") and any(value is not None for value in typed):
            self.add_error(f"{anchor}-alasan", "Angkanya sudah ada, jadi alasan ini perlu dikosongkan.")

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The approved reports that print anything of the page, and which of them what was typed would open."""
        opened = {correction_key(report) for report in self.reopened}
        keyed = ((correction_key(report), report) for report in self.approved)
        return tuple(Correction(key, report, key in opened) for key, report in keyed)

    @property
    def given_reason(self) -> str:
        """Return the reason of a correction; '' where nothing on the page asks for one."""
        return self.cleaned_data.get(REASON, "")

    def changes(self) -> tuple[IndicatorChange | BudgetChange, ...]:
        """Return what the touched cells ask to be written, but for what stands already and what has an error."""
        return tuple(
            self._change(cell)
            for cell in self.cells.values()
            if not cell.errors and self._says_something_else(cell, self.cleaned_data)
        )

    def _change(self, cell: Cell) -> IndicatorChange | BudgetChange:
        anchor, fact, values = cell.slot.anchor, cell.slot.fact, self.cleaned_data
        common = {
            "version": cell.current_version,
            "note": values[f"{anchor}-ket"],
            "missing_reason": values[f"{anchor}-alasan"],
        }
        if isinstance(fact, LineEntry):
            return BudgetChange(line_id=fact.id, amount=values[f"{anchor}-nilai"], **common)
        return IndicatorChange(
            indicator_id=fact.id,
            value=None if fact.formula == Formula.RATIO else values[f"{anchor}-nilai"],
            terms={term.id: values[f"{anchor}-unsur-{term.id}"] for term in typed_terms(fact)}
            if fact.formula == Formula.RATIO
            else {},
            shown=values.get(f"{anchor}-tertulis", ""),
            **common,
        )

    @property
    def faulty_cells(self) -> list[Cell]:
        """Cells with a sentence beside them, in page order."""
        return [cell for cell in self.cells.values() if cell.errors]
