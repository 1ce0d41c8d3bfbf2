"""The entry grid as a form: one cell per typed fact, all saved or none, nothing typed lost.

Every cell carries the version it was shown with and a digest of the texts it showed. A cell whose texts still have
that digest was not touched and is not sent to the action, so two people may fill different cells of one page.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django import forms

from agreements.enums import Formula
from agreements.numbers import COUNT, FIGURE, MONEY
from reports.actions import BudgetChange, IndicatorChange
from reports.forms.fields import NumberField
from reports.inputs import IndicatorEntry, LineEntry, RealizationEntry, UnitFacts
from reports.usage import typed_terms

MINE, SAVED = "saya", "tersimpan"
LONGEST_TEXT = 1000
NOTHING = "kosong"
WHY_MISSING = "Alasan bila angkanya belum ada"
NOTHING_TYPED = RealizationEntry(value=None)


@dataclass(frozen=True)
class Slot:
    """A fact that may be typed. `locked` says why it may not after all ('' if it may)."""

    fact: IndicatorEntry | LineEntry
    locked: str = ""

    @property
    def anchor(self) -> str:
        """Where the cell stands in the page; findings link to it."""
        kind = "indikator" if isinstance(self.fact, IndicatorEntry) else "anggaran"
        return f"{kind}-{self.fact.id}"


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


def digest(texts: Iterable[object]) -> str:
    """Return a short fingerprint of the texts of a cell; runs of blanks count as one."""
    plain = "\x1f".join(_one_line(text) for text in texts)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


class EntryForm(forms.Form):
    """The cells of one page. `slots` are all facts that the account supplies; locked ones only count when posted."""

    error_css_class = "is-invalid"

    def __init__(self, facts: UnitFacts, slots: Iterable[Slot], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.quarter = facts.quarter.number
        self.cells: dict[str, Cell] = {}
        for slot in slots:
            # A cell that was open when the page was shown and is locked now still holds what was typed.
            if not slot.locked or (data is not None and f"{slot.anchor}-versi" in data):
                self.cells[slot.anchor] = self._cell(slot)

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

    def _indicator_figures(self, anchor: str, fact: IndicatorEntry, typed: RealizationEntry) -> list[forms.BoundField]:
        if fact.formula != Formula.RATIO:
            return [self._number(f"{anchor}-nilai", fact.name, typed.value, FIGURE, fact.unit_of_measure)]
        return [
            self._number(f"{anchor}-unsur-{term.id}", term.label, term.values.get(self.quarter), COUNT, None)
            for term in typed_terms(fact)
        ]

    def _number(self, name: str, label: str, initial: object, kind: object, unit: str | None) -> forms.BoundField:
        self.fields[name] = NumberField(kind=kind, unit_of_measure=unit, label=label, initial=initial)
        return self[name]

    def _text(self, name: str, label: str, initial: str, longest: int) -> forms.BoundField:
        widget = forms.Textarea(attrs={"rows": 1, "class": "form-control form-control-sm"})
        self.fields[name] = forms.CharField(
            required=False, label=label, initial=initial, max_length=longest, widget=widget
        )
        return self[name]

    def _hidden(self, name: str, initial: object) -> forms.BoundField:
        self.fields[name] = forms.CharField(required=False, initial=initial, widget=forms.HiddenInput)
        return self[name]

    # -- what was typed ------------------------------------------------------------------------------------------------

    def is_touched(self, cell: Cell) -> bool:
        """Return whether the posted texts of a cell differ from those it was shown with."""
        name = f"{cell.slot.anchor}-versi"
        if name not in self.data:
            return False
        return digest(self.data.get(bound.html_name) for bound in cell.fields) != self.data.get(cell.original.html_name)

    def clean(self) -> dict[str, object]:
        """Check each touched cell as a whole: lock, version, and a reason only where there is no figure."""
        cleaned = super().clean()
        for cell in self.cells.values():
            if self.is_touched(cell):
                self._clean_cell(cell, cleaned)
        return cleaned

    def _clean_cell(self, cell: Cell, cleaned: dict[str, object]) -> None:
        anchor = cell.slot.anchor
        first = cell.figures[0].html_name
        if cell.slot.locked:
            self.add_error(first, cell.slot.locked)
            return
        cell.chosen = self.data.get(f"{anchor}-pilih", "")
        cell.conflict = cleaned.get(f"{anchor}-versi") != str(cell.current_version)
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

    def changes(self) -> tuple[IndicatorChange | BudgetChange, ...]:
        """Return what the touched cells ask to be written; a cell that leaves the saved value asks nothing."""
        return tuple(
            self._change(cell)
            for cell in self.cells.values()
            if self.is_touched(cell) and not (cell.conflict and cell.chosen == SAVED)
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
