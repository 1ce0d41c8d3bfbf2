"""An indicator of a unit as one form, with the parts of a ratio."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from agreements.enums import Aggregation, Direction, EnteredBy, Formula, ObjectiveLevel, TermRole, TermTakes
from agreements.forms.fields import choice, key_field, number
from agreements.forms.rows import SMALL, RowForm, line, make_rows, paragraph, rows_of
from agreements.forms.seen import SEEN, SeenForm, fingerprint
from agreements.models import Indicator
from agreements.promise import Measure, Term

TERMS = "unsur"


class TermRow(RowForm):
    """A named part of a ratio."""

    words = ("label",)
    needed = (("role", "Pilih pembilang atau penyebut."),)
    key = key_field()
    role = choice("Letak", TermRole)
    label = line("Nama unsur", 200)
    factor = number("Pengali, bila lain dari 1")
    factor_label = line("Nama pengali", 120)
    source = choice("Diambil dari indikator")
    takes = choice("Yang diambil", TermTakes, initial=TermTakes.REALIZATION)

    def __init__(self, *args, sources: Iterable[tuple[int, str]] = (), **options) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = [("", "diketik"), *sources]
        self.fields["factor"].widget.attrs["class"] = "form-control form-control-sm num"

    def clean_factor(self) -> object:
        """Refuse a factor that makes nothing of its part."""
        factor = self.cleaned_data["factor"]
        if factor is not None and factor <= 0:
            raise forms.ValidationError("Pengali harus lebih besar dari 0; kosongkan bila 1.")
        return factor

    @property
    def term(self) -> Term:
        """The row as written."""
        cleaned = self.cleaned_data
        plain = {} if cleaned["factor"] is None else {"factor": cleaned["factor"]}
        return Term(
            role=cleaned["role"],
            label=cleaned["label"],
            factor_label=cleaned["factor_label"],
            source_id=cleaned["source"],
            takes=cleaned["takes"] or TermTakes.REALIZATION,
            key=cleaned["key"],
            **plain,
        )


TermRows = rows_of(TermRow)


class MeasureForm(forms.Form):
    """What an indicator is, without the parts of a ratio."""

    name = forms.CharField(
        label="Nama indikator",
        max_length=2000,
        widget=forms.Textarea(attrs=SMALL | {"rows": 2}),
        error_messages={"required": "Tuliskan nama indikatornya."},
    )
    level = choice("Tingkat", ObjectiveLevel, initial=ObjectiveLevel.KEGIATAN)
    unit_of_measure = forms.CharField(
        label="Satuan",
        max_length=40,
        widget=forms.TextInput(attrs=SMALL | {"placeholder": "laporan, dokumen, %"}),
        error_messages={"required": "Tuliskan satuannya, misalnya laporan, dokumen, atau %."},
    )
    direction = choice("Arah", Direction, initial=Direction.HIGHER)
    aggregation = choice("Penjumlahan antartriwulan", Aggregation, initial=Aggregation.CUMULATIVE)
    formula = choice("Rumus", Formula, initial=Formula.ENTERED)
    parent = choice("Mendukung indikator")
    entered_by = choice("Diisi oleh", EnteredBy, initial=EnteredBy.UNIT)
    definition = paragraph("Definisi dan cara menghitung")
    on_time_rule = paragraph("Ukuran tepat waktu")
    note = paragraph("Catatan")

    def __init__(self, *args, parents: Iterable[tuple[str, list]] = (), **options) -> None:
        super().__init__(*args, use_required_attribute=False, auto_id="id_%s", **options)
        self.fields["parent"].choices = [("", "tidak ada"), *parents]
        for name in ("level", "direction", "aggregation", "formula", "entered_by"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = "Pilih salah satu."


class IndicatorForm:
    """An indicator and its terms on one page."""

    conflict_sentence = SeenForm.conflict_sentence

    def __init__(
        self,
        standing: Measure | None,
        indicators: Mapping[int, Indicator],
        own: int | None,
        data: QueryDict | None = None,
    ) -> None:
        self.data = data
        self.seen = fingerprint(standing)
        others = {key: row for key, row in indicators.items() if key != own}
        groups = [
            (level.label, [(key, row.name) for key, row in others.items() if row.level == level])
            for level in ObjectiveLevel
        ]
        self.head = MeasureForm(data, initial=_initial(standing) if standing else None, parents=groups)
        sources = [(key, row.name) for key, row in others.items() if row.formula == Formula.ENTERED]
        terms = [_term_initial(term) for term in standing.terms] if standing else []
        self.terms = make_rows(TermRows, TERMS, data, terms, {"sources": sources})

    @property
    def conflict(self) -> bool:
        """Whether it is something else now than the page showed."""
        return self.data is not None and self.data.get(SEEN) != self.seen

    def is_valid(self) -> bool:
        """Check everything, so that every sentence is there at once."""
        valid = [self.head.is_valid(), self.terms.is_valid()]
        if all(valid) and self.head.cleaned_data["formula"] == Formula.RATIO:
            sides = {row.cleaned_data["role"] for row in self.terms.written}
            if sides != set(TermRole):
                self.head.add_error("formula", "Rasio perlu paling sedikit satu pembilang dan satu penyebut.")
                return False
        return all(valid) and not self.conflict

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend, in page order."""
        bounds = [*self.head, *self.terms.faulty]
        return [(bound.auto_id, bound.label, text) for bound in bounds for text in bound.errors]

    @property
    def measure(self) -> Measure:
        """What was written; only after `is_valid`."""
        cleaned: dict[str, Any] = dict(self.head.cleaned_data)
        parent = cleaned.pop("parent")
        cleaned["name"] = " ".join(cleaned["name"].split())
        terms = tuple(row.term for row in self.terms.written) if cleaned["formula"] == Formula.RATIO else ()
        return Measure(**cleaned, parent_id=parent, terms=terms)


def _initial(standing: Measure) -> Mapping[str, Any]:
    names = (*MeasureForm.base_fields.keys() - {"parent"},)
    return {name: getattr(standing, name) for name in names} | {"parent": standing.parent_id}


def _term_initial(term: Term) -> Mapping[str, Any]:
    return {
        "key": term.key,
        "role": term.role,
        "label": term.label,
        "factor": None if term.factor == 1 else term.factor,
        "factor_label": term.factor_label,
        "source": term.source_id,
        "takes": term.takes,
    }
