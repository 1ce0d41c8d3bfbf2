"""The lists of a report as one form: all saved or none, nothing typed lost, rows added without a script."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from agreements.forms.rows import (
    BLANK_ROWS,
    NestedRow,
    NestedRows,
    RowForm,
    Rows,
    line,
    make_rows,
    paragraph,
    rows_of,
)
from agreements.forms.seen import SEEN, SeenForm, fingerprint
from reports.inputs import StrategyEntry
from reports.queries import Writing

Subjects = Iterable[tuple[str, Iterable[tuple[str, str]]]]
"""Groups of (value, words) that a strategy may be about; a value is 'item-12', 'indicator-3' or 'line-7'."""

NESTED = frozenset({"strategi"})
"""Prefixes of lists whose rows have lists inside."""


class LineRow(RowForm):
    """A line of text."""

    words = ("text",)
    text = paragraph("Uraian")


class ObstacleRow(RowForm):
    """An obstacle and its solution."""

    words = ("text", "solution")
    needed = (("text", "Tuliskan hambatannya; solusinya sudah ada."),)
    text = paragraph("Hambatan")
    solution = paragraph("Solusi (boleh kosong)")


class ActivityRow(RowForm):
    """A followed-up activity under its kind of facilitation."""

    words = ("kind", "text")
    needed = (
        ("kind", "Tuliskan jenis fasilitasinya."),
        ("text", "Tuliskan aktivitasnya."),
    )
    kind = line("Jenis fasilitasi", 240)
    text = paragraph("Aktivitas", rows=1)


class ItemRow(RowForm):
    """A sentence of a strategy, with months of its own where they differ."""

    words = ("text", "months")
    needed = (("text", "Tuliskan uraiannya; bulannya sudah ada."),)
    text = paragraph("Uraian", rows=1)
    months = line("Bulan, bila berbeda", 200, placeholder="bulan, bila berbeda")


ItemRows = rows_of(ItemRow, blank=1)
NewItemRows = rows_of(ItemRow, blank=BLANK_ROWS)


class StrategyRow(NestedRow):
    """A strategy with its sentences, which are a list inside the row."""

    words = ("subject", "lead_in", "months")
    inner, inner_new = ItemRows, NewItemRows
    subject = forms.ChoiceField(
        label="Untuk indikator atau baris anggaran",
        required=False,
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
    lead_in = line("Kalimat pembuka (boleh kosong)", 300)
    months = line("Pada bulan", 200)

    def __init__(self, data=None, *args, subjects: Subjects = (), **options) -> None:
        super().__init__(data, *args, **options)
        self.fields["subject"].choices = [("", "pilih"), *subjects]

    def clean(self) -> dict[str, Any]:
        """Ask for a subject and at least one sentence."""
        cleaned = super().clean()
        if cleaned.get("DELETE"):
            return cleaned
        if not self.items.is_valid():
            raise forms.ValidationError("Ada butir strategi yang perlu diperbaiki.")
        if self.filled and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", "Pilih indikator atau baris anggaran yang didukung strategi ini.")
        if self.filled and not self.items.written:
            raise forms.ValidationError("Tuliskan paling sedikit satu butir strategi, atau centang Hapus.")
        return cleaned

    @property
    def entry(self) -> StrategyEntry:
        """The strategy as written."""
        kind, _, key = self.cleaned_data["subject"].rpartition("-")
        ids = {name: int(key) if name == f"{kind}_id" else None for name in ("item_id", "indicator_id", "line_id")}
        return StrategyEntry(
            **ids,
            lead_in=self.cleaned_data["lead_in"],
            months=self.cleaned_data["months"],
            items=tuple((row.cleaned_data["text"], row.cleaned_data["months"]) for row in self.items.written),
        )


StrategyRows = rows_of(StrategyRow, blank=1, formset=NestedRows)
LineRows, ObstacleRows, ActivityRows = rows_of(LineRow), rows_of(ObstacleRow), rows_of(ActivityRow)


def subject_value(entry: StrategyEntry) -> str:
    """Return a strategy's subject as the choice field names it."""
    pairs = (("item", entry.item_id), ("indicator", entry.indicator_id), ("line", entry.line_id))
    return next(f"{kind}-{key}" for kind, key in pairs if key is not None)


class WritingForm:
    """All lists of a report on one page."""

    conflict_sentence = SeenForm.conflict_sentence

    def __init__(self, standing: Writing, subjects: Subjects, data: QueryDict | None = None) -> None:
        self.data = data
        self.seen = fingerprint(standing)
        strategies = [_strategy_initial(entry) for entry in standing.strategies]
        self.strategies = make_rows(StrategyRows, "strategi", data, strategies, {"subjects": list(subjects)})
        texts = [{"text": text} for text in standing.follow_ups]
        self.follow_ups = make_rows(LineRows, "lanjut", data, texts)
        self.closing_points = make_rows(LineRows, "penutup", data, [{"text": text} for text in standing.closing_points])
        self.obstacles = make_rows(
            ObstacleRows, "hambatan", data, [{"text": text, "solution": mend} for text, mend in standing.obstacles]
        )
        self.activities = make_rows(
            ActivityRows, "aktivitas", data, [{"kind": kind, "text": text} for kind, text in standing.activities]
        )

    @property
    def lists(self) -> tuple[Rows, ...]:
        """All lists in page order."""
        return (self.strategies, self.follow_ups, self.closing_points, self.obstacles, self.activities)

    @property
    def conflict(self) -> bool:
        """Whether other lists stand now than the page showed."""
        return self.data is not None and self.data.get(SEEN) != self.seen

    def is_valid(self) -> bool:
        """Check all lists, so that every sentence is there at once."""
        valid = [rows.is_valid() for rows in self.lists]
        return all(valid) and not self.conflict

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field or list, its label, sentence) of everything to mend, in page order."""
        found = []
        for rows in self.lists:
            found += [(bound.auto_id, bound.label, text) for bound in rows.faulty for text in bound.errors]
            found += [
                (form["ORDER"].auto_id, "Strategi", text) for form in rows.kept for text in form.non_field_errors()
            ]
            found += [(f"daftar-{rows.prefix}", "Daftar", text) for text in rows.non_form_errors()]
        return found

    @property
    def writing(self) -> Writing:
        """The lists as written; only after `is_valid`."""
        return Writing(**{name: self._written(name) for name in ENTRIES})

    def sound(self, standing: Writing) -> Writing:
        """Return the lists as written; one with something to mend stays as it stands."""
        return Writing(
            **{
                name: self._written(name) if getattr(self, name).is_valid() else getattr(standing, name)
                for name in ENTRIES
            }
        )

    def _written(self, name: str) -> tuple[Any, ...]:
        return tuple(ENTRIES[name](form) for form in getattr(self, name).written)


ENTRIES: Mapping[str, Callable[[Any], Any]] = {
    "strategies": lambda form: form.entry,
    "follow_ups": lambda form: form.cleaned_data["text"],
    "closing_points": lambda form: form.cleaned_data["text"],
    "obstacles": lambda form: (form.cleaned_data["text"], form.cleaned_data["solution"]),
    "activities": lambda form: (form.cleaned_data["kind"], form.cleaned_data["text"]),
}
"""Field of `Writing` -> what a row of its list holds."""


def _strategy_initial(entry: StrategyEntry) -> Mapping[str, Any]:
    return {
        "subject": subject_value(entry),
        "lead_in": entry.lead_in,
        "months": entry.months,
        "items": [{"text": text, "months": months} for text, months in entry.items],
    }
