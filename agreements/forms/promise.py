"""What a Perjanjian Kinerja promises, as one form: all saved or none, nothing typed lost, rows without a script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from agreements.enums import Aggregation, Direction, EnteredBy, Formula, ObjectiveLevel
from agreements.forms.fields import SELECT, NumberField, choice, key_field, number
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
from agreements.models import BudgetLine, Indicator, Position
from agreements.numbers import MONEY, month_name
from agreements.promise import Aim, Item, Money, NewIndicator, Promise, Target

AIMS, LINES = "sasaran", "anggaran"
NESTED = frozenset({AIMS})
"""Prefixes of lists whose rows have lists inside."""

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")

Choices = Sequence[tuple[object, object]]


@dataclass(frozen=True)
class Offered:
    """What the fields of the form offer: rows of the unit and year."""

    indicators: Mapping[int, Indicator]
    lines: Mapping[int, BudgetLine]
    posts: Sequence[Position]

    @property
    def indicator_choices(self) -> Choices:
        """Indicators by level, the highest first."""
        return [
            (level.label, [(key, row.name) for key, row in self.indicators.items() if row.level == level])
            for level in ObjectiveLevel
        ]

    @property
    def line_choices(self) -> Choices:
        """Budget lines, code first."""
        return [(key, f"{row} ({row.get_level_display()})") for key, row in self.lines.items()]

    @property
    def post_choices(self) -> Choices:
        """Posts that may answer for a line."""
        return [(post.pk, post.name) for post in self.posts]


# -- items -------------------------------------------------------------------------------------------------------------


class ItemRow(RowForm):
    """An indicator under a sasaran, chosen from those of the unit or new, with its targets."""

    words = ("indicator", "new_name", "wording", "target", "shown", *QUARTERS)
    key = key_field()
    indicator = choice("Indikator")
    new_name = paragraph("Nama indikator baru", rows=1)
    new_unit = line("Satuan", 40, placeholder="laporan")
    new_direction = choice("Arah", Direction, initial=Direction.HIGHER)
    new_aggregation = choice("Penjumlahan antartriwulan", Aggregation, initial=Aggregation.CUMULATIVE)
    new_formula = choice("Rumus", Formula, initial=Formula.ENTERED)
    new_entered_by = choice("Diisi oleh", EnteredBy, initial=EnteredBy.UNIT)
    new_parent = choice("Mendukung indikator")
    target = number("Target setahun")
    quarter_1 = number("TW I")
    quarter_2 = number("TW II")
    quarter_3 = number("TW III")
    quarter_4 = number("TW IV")
    upper = number("Batas atas, bila rentang")
    shown = line("Target ditulis sebagai, bila lain", 120)
    wording = paragraph("Bunyi di perjanjian, bila lain dari namanya", rows=1)

    def __init__(self, *args, offered: Offered, **options) -> None:
        super().__init__(*args, **options)
        self.offered = offered
        self.fields["indicator"].choices = [("", "pilih, atau tulis yang baru"), *offered.indicator_choices]
        self.fields["new_parent"].choices = [("", "tidak ada"), *offered.indicator_choices]
        for name in ("target", "upper", *QUARTERS):
            self.fields[name].widget.attrs["class"] = "form-control form-control-sm num"
        unit = self.picked.unit_of_measure if self.picked else str(self["new_unit"].value() or "").strip()
        for name in ("target", "upper"):
            if unit:
                self.fields[name].measure_in(unit)
        if self.stored:
            self.fields["indicator"].widget = forms.HiddenInput()

    @property
    def stored(self) -> bool:
        """Whether the row stands in the agreement: its indicator is not chosen any more."""
        return bool(self["key"].value())

    @property
    def picked(self) -> Indicator | None:
        """The indicator that is chosen."""
        value = str(self["indicator"].value() or "")
        return self.offered.indicators.get(int(value)) if value.isdecimal() else None

    @property
    def begins_new(self) -> bool:
        """Whether the part for a new indicator stands open."""
        return bool(self["new_name"].value()) or not self.offered.indicators

    @property
    def has_more(self) -> bool:
        """Whether the rarer fields stand open."""
        names = ("upper", "shown", "wording")
        return any(self[name].value() not in (None, "") or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        """Ask for one indicator, its satuan where it is new, and a range only where it is one."""
        cleaned = super().clean()
        if not self.filled or cleaned.get("DELETE"):
            return cleaned
        new = cleaned.get("new_name")
        if cleaned.get("indicator") and new:
            self.add_error("new_name", "Pilih indikator dari daftar atau tulis yang baru, jangan keduanya.")
        elif not cleaned.get("indicator") and not new and "indicator" not in self.errors:
            self.add_error("indicator", "Pilih indikatornya dari daftar, atau tulis nama indikator baru.")
        if new and not cleaned.get("new_unit") and "new_unit" not in self.errors:
            self.add_error("new_unit", "Tuliskan satuannya, misalnya laporan, dokumen, atau %.")
        self._clean_range(cleaned)
        return cleaned

    def _clean_range(self, cleaned: dict[str, Any]) -> None:
        picked = self.offered.indicators.get(cleaned.get("indicator") or 0)
        direction = picked.direction if picked else cleaned.get("new_direction")
        target, upper = cleaned.get("target"), cleaned.get("upper")
        if upper is None:
            return
        if direction != Direction.RANGE:
            self.add_error("upper", "Batas atas hanya untuk indikator yang arahnya “Dalam rentang”.")
        elif target is None or upper < target:
            self.add_error("upper", "Batas atas harus sama dengan atau di atas target, yaitu batas bawahnya.")

    @property
    def item(self) -> Item:
        """The row as written."""
        cleaned = self.cleaned_data
        new = None
        if not cleaned["indicator"]:
            new = NewIndicator(
                name=" ".join(cleaned["new_name"].split()),
                unit_of_measure=cleaned["new_unit"],
                direction=cleaned["new_direction"] or Direction.HIGHER,
                aggregation=cleaned["new_aggregation"] or Aggregation.CUMULATIVE,
                formula=cleaned["new_formula"] or Formula.ENTERED,
                entered_by=cleaned["new_entered_by"] or EnteredBy.UNIT,
                parent_id=cleaned["new_parent"],
            )
        return Item(
            key=cleaned["key"],
            indicator_id=cleaned["indicator"],
            new=new,
            wording=cleaned["wording"],
            target=Target(
                value=cleaned["target"],
                upper=cleaned["upper"],
                quarters=tuple(cleaned[name] for name in QUARTERS),
                shown=cleaned["shown"],
            ),
        )


ItemRows, NewItemRows = rows_of(ItemRow, blank=1), rows_of(ItemRow, blank=BLANK_ROWS)


class AimRow(NestedRow):
    """A sasaran with its indicators."""

    words = ("text",)
    needed = (("text", "Tuliskan sasarannya; indikatornya sudah ada."),)
    inner, inner_new = ItemRows, NewItemRows
    key = key_field()
    level = forms.TypedChoiceField(
        label="Tingkat",
        coerce=ObjectiveLevel,
        choices=ObjectiveLevel.choices,
        widget=forms.Select(attrs=SELECT),
    )
    text = paragraph("Sasaran", rows=1)

    def clean(self) -> dict[str, Any]:
        """Say that something inside is to be mended."""
        cleaned = super().clean()
        if not cleaned.get("DELETE") and not self.items.is_valid():
            raise forms.ValidationError("Ada indikator di bawah sasaran ini yang perlu diperbaiki.")
        return cleaned

    @property
    def aim(self) -> Aim:
        """The row as written."""
        cleaned = self.cleaned_data
        return Aim(
            key=cleaned["key"],
            level=cleaned["level"],
            text=cleaned["text"],
            items=tuple(row.item for row in self.items.written),
        )


AimRows = rows_of(AimRow, blank=1, formset=NestedRows)


# -- money -------------------------------------------------------------------------------------------------------------


class MoneyRow(RowForm):
    """A budget line that the agreement names. A new row takes over what is planned for its line already."""

    words = ("line", "amount", "wording")
    line = choice("Baris anggaran")
    stored = forms.BooleanField(required=False, widget=forms.HiddenInput)
    amount = NumberField(kind=MONEY, label="Anggaran (Rp)")
    aim = choice("Sasaran yang didukung")
    wording = paragraph("Disebut sebagai, bila lain dari uraiannya", rows=1)
    responsible = choice("Penanggung jawab")
    months = forms.TypedMultipleChoiceField(
        label="Bulan pelaksanaan",
        required=False,
        coerce=int,
        choices=[(month, month_name(month)) for month in range(1, 13)],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    indicators = forms.TypedMultipleChoiceField(
        label="Indikator yang dibiayai",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, offered: Offered, aims: Choices = (), promised: Iterable[int] = (), **options) -> None:
        super().__init__(*args, **options)
        self.offered = offered
        self.fields["line"].choices = [("", "pilih"), *offered.line_choices]
        self.fields["aim"].choices = [("", "tidak ditentukan"), *aims]
        self.fields["responsible"].choices = [("", "belum ada"), *offered.post_choices]
        self.fields["amount"].widget.attrs["class"] = "form-control form-control-sm num"
        paid = [link.indicator_id for link in self.picked.indicator_links.all()] if self.picked else []
        self.fields["indicators"].choices = [
            (key, offered.indicators[key].name)
            for key in dict.fromkeys([*promised, *paid])
            if key in offered.indicators
        ]
        if self.stands:
            self.fields["line"].widget = forms.HiddenInput()

    @property
    def stands(self) -> bool:
        """Whether the row stands in the agreement: its line is not chosen any more."""
        return str(self["stored"].value()) == "True"

    @property
    def picked(self) -> BudgetLine | None:
        """The line that is chosen."""
        value = str(self["line"].value() or "")
        return self.offered.lines.get(int(value)) if value.isdecimal() else None

    @property
    def newest_ceiling(self) -> object:
        """The pagu that stands for a blank amount; None where the line is a sum or has none."""
        return next(reversed(list(self.picked.ceilings.all())), None) if self.picked else None

    def clean(self) -> dict[str, Any]:
        """Ask for a line."""
        cleaned = super().clean()
        wants = self.filled and not cleaned.get("DELETE")
        if wants and not cleaned.get("line") and "line" not in self.errors:
            self.add_error("line", "Pilih baris anggarannya.")
        return cleaned

    def money(self, aims: Mapping[int, int]) -> Money:
        """Return the row as written; `aims` gives the place of a stored sasaran by its key."""
        cleaned = self.cleaned_data
        plan = {
            "months": tuple(sorted(cleaned["months"])),
            "responsible_id": cleaned["responsible"],
            "indicator_ids": tuple(cleaned["indicators"]),
        }
        if not cleaned["stored"]:
            row = self.offered.lines[cleaned["line"]]
            plan = {
                "months": tuple(sorted(row.planned_months)),
                "responsible_id": row.responsible_id,
                "indicator_ids": tuple(link.indicator_id for link in row.indicator_links.all()),
            }
        return Money(
            line_id=cleaned["line"],
            amount=cleaned["amount"],
            aim=aims.get(cleaned["aim"]),
            wording=cleaned["wording"],
            **plan,
        )


MoneyRows = rows_of(MoneyRow)


# -- the whole ---------------------------------------------------------------------------------------------------------


class PromiseForm:
    """Everything that an agreement says, on one page."""

    conflict_sentence = SeenForm.conflict_sentence

    def __init__(self, standing: Promise, offered: Offered, data: QueryDict | None = None) -> None:
        self.data = data
        self.seen = fingerprint(standing)
        self.head = HeadForm(data, initial={"superior_title": standing.superior_title}, auto_id="id_%s")
        self.aims = make_rows(
            AimRows,
            AIMS,
            data,
            [_aim_initial(aim) for aim in standing.aims],
            {"inner_kwargs": {"offered": offered}},
        )
        stored = [(aim.key, aim.text) for aim in standing.aims]
        promised = [item.indicator_id for item in standing.items]
        self.lines = make_rows(
            MoneyRows,
            LINES,
            data,
            [_money_initial(row, standing) for row in standing.money],
            {"offered": offered, "aims": stored, "promised": promised},
        )

    @property
    def lists(self) -> tuple[Rows, ...]:
        """All lists in page order."""
        return (self.aims, self.lines)

    @property
    def conflict(self) -> bool:
        """Whether the agreement says something else now than the page showed."""
        return self.data is not None and self.data.get(SEEN) != self.seen

    def is_valid(self) -> bool:
        """Check everything, so that every sentence is there at once."""
        valid = [self.head.is_valid(), *(rows.is_valid() for rows in self.lists)]
        return all(valid) and not self.conflict

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field or list, its label, sentence) of everything to mend, in page order."""
        found = [(bound.auto_id, bound.label, text) for bound in self.head for text in bound.errors]
        for rows in self.lists:
            found += [(bound.auto_id, bound.label, text) for bound in rows.faulty for text in bound.errors]
            found += [(f"daftar-{rows.prefix}", "Daftar", text) for text in rows.non_form_errors()]
        return found

    @property
    def promise(self) -> Promise:
        """What was written; only after `is_valid`."""
        aims = tuple(row.aim for row in self.aims.written)
        places = {aim.key: place for place, aim in enumerate(aims) if aim.key is not None}
        return Promise(
            aims=aims,
            money=tuple(row.money(places) for row in self.lines.written),
            superior_title=self.head.cleaned_data["superior_title"],
        )


class HeadForm(forms.Form):
    """What stands above the table."""

    superior_title = line("Jabatan pihak kedua, bila lain dari jabatan atasan langsung", 160)


def _aim_initial(aim: Aim) -> Mapping[str, Any]:
    return {
        "key": aim.key,
        "level": aim.level,
        "text": aim.text,
        "items": [_item_initial(item) for item in aim.items],
    }


def _item_initial(item: Item) -> Mapping[str, Any]:
    target = item.target
    return {
        "key": item.key,
        "indicator": item.indicator_id,
        "wording": item.wording,
        "target": target.value,
        "upper": target.upper,
        "shown": target.shown,
        **dict(zip(QUARTERS, target.quarters, strict=True)),
    }


def _money_initial(row: Money, standing: Promise) -> Mapping[str, Any]:
    return {
        "line": row.line_id,
        "stored": True,
        "amount": row.amount,
        "aim": standing.aims[row.aim].key if row.aim is not None else None,
        "wording": row.wording,
        "responsible": row.responsible_id,
        "months": list(row.months),
        "indicators": list(row.indicator_ids),
    }
