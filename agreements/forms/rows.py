"""Rows of a list on one page: numbered, added, removed and moved by their number, without any script."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict

MOST_ROWS = 150
BLANK_ROWS = 2

SMALL = {"class": "form-control form-control-sm"}


def line(label: str, longest: int, placeholder: str = "") -> forms.CharField:
    """Return a field of one line."""
    attrs = SMALL | ({"placeholder": placeholder} if placeholder else {})
    return forms.CharField(label=label, required=False, max_length=longest, widget=forms.TextInput(attrs=attrs))


def paragraph(label: str, longest: int = 4000, rows: int = 2) -> forms.CharField:
    """Return a field of several lines, which grows with its text where the browser can."""
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=forms.Textarea(attrs=SMALL | {"rows": rows})
    )


class RowForm(forms.Form):
    """A row. One without any words is none: emptying a row removes it."""

    words: tuple[str, ...] = ()
    """Fields that make the row one."""
    needed: tuple[tuple[str, str], ...] = ()
    """(field, sentence) of fields that a row must have."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **{**options, "use_required_attribute": False})

    @property
    def filled(self) -> bool:
        """Whether anything was written in the row."""
        return any(self.cleaned_data.get(name) for name in self.words)

    def clean(self) -> dict[str, Any]:
        """Ask for what a row with words still lacks."""
        cleaned = super().clean()
        if self.filled:
            for name, sentence in self.needed:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


class Rows(BaseFormSet):
    """A numbered list of rows; some blank ones stand at its end."""

    @classmethod
    def get_ordering_widget(cls) -> forms.Widget:
        """Write the number as text: no arrows, no wheel that changes it in passing."""
        return forms.TextInput(attrs=SMALL | {"inputmode": "numeric", "autocomplete": "off"})

    @classmethod
    def get_deletion_widget(cls) -> forms.Widget:
        """Return a tick box in the look of the others."""
        return forms.CheckboxInput(attrs={"class": "form-check-input"})

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Give the fields of the list their words."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Urutan"
        form.fields["ORDER"].error_messages["invalid"] = "Urutan ditulis dengan angka bulat: 1, 2, 3."
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Hapus"

    @property
    def written(self) -> list[RowForm]:
        """The rows to keep, in the order that their numbers ask for.

        Where two have the same number, the one that was given it stands where it was moved to; a new row without a
        number stands at the end.
        """
        return sorted((form for form in self.kept if form.filled), key=self._place)

    def _place(self, form: RowForm) -> tuple[bool, int, int]:
        number, old = form.cleaned_data.get("ORDER"), form.fields["ORDER"].initial
        if number is None:
            return True, 0, 0
        if old is None or number < old:
            return False, number, -1
        return False, number, int(number > old)

    @property
    def kept(self) -> list[RowForm]:
        """The rows that are not to be deleted."""
        # A row has no `cleaned_data` before somebody asks whether it is valid.
        checked = [(form, form.is_valid()) for form in self.forms]
        return [form for form, _ in checked if not form.cleaned_data.get("DELETE")]

    @property
    def faulty(self) -> list[forms.BoundField]:
        """Fields with a sentence beside them, in page order."""
        return [bound for form in self.kept for bound in form if bound.errors]


def rows_of(form: type[RowForm], blank: int = BLANK_ROWS, formset: type[Rows] = Rows) -> type[Rows]:
    """Return the class of a list of such rows."""
    return formset_factory(
        form,
        formset=formset,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )


def make_rows(
    kind: type[Rows],
    prefix: str,
    data: Mapping[str, str] | None,
    initial: Iterable[Mapping[str, Any]],
    form_kwargs: Mapping[str, Any] | None = None,
) -> Rows:
    """Return a list: as posted, or as it stands with blank rows behind; `form_kwargs` go to every row."""
    # A posted row that says what stands by now is no blank one: Django takes what equals `initial` for that.
    shown = list(initial) if data is None else []
    return kind(data, prefix=prefix, initial=shown, auto_id="id_%s", form_kwargs=dict(form_kwargs or {}))


# -- rows with a list inside -------------------------------------------------------------------------------------------

INNER = "butir"


class NestedRow(RowForm):
    """A row with a list inside it: `inner` where it has rows already, `inner_new` where it begins."""

    inner: type[Rows]
    inner_new: type[Rows]

    def __init__(self, data=None, *args, inner_kwargs: Mapping[str, Any] | None = None, **options) -> None:
        super().__init__(data, *args, **options)
        initial = self.initial.get("items", ())
        kind = self.inner if initial else self.inner_new
        self.items: Rows = make_rows(kind, f"{self.prefix}-{INNER}", data, initial, inner_kwargs)

    @property
    def filled(self) -> bool:
        """Whether anything was written in the row or in its list."""
        return super().filled or bool(self.items.is_valid() and self.items.written)

    def has_changed(self) -> bool:
        """Ask the list too."""
        return super().has_changed() or self.items.has_changed()


class NestedRows(Rows):
    """Rows with lists inside, whose faults are among theirs."""

    @property
    def faulty(self) -> list[forms.BoundField]:
        """Fields with a sentence beside them, those of the inner lists included."""
        inner = [bound for form in self.kept for bound in form.items.faulty]
        return super().faulty + inner


MORE_ROWS = 3


def with_more_rows(data: QueryDict, prefix: str, nested: Container[str] = ()) -> QueryDict:
    """Return what was posted with room for more rows in the list of a prefix; unchanged where there is no such list.

    `nested` are prefixes of lists whose rows have lists inside: they grow by one row.
    """
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    if not data.get(name, "").isdecimal():
        return more
    old = min(int(data[name]), MOST_ROWS)
    total = min(old + (1 if prefix in nested else MORE_ROWS), MOST_ROWS)
    more[name] = str(total)
    if prefix in nested:
        for place in range(old, total):
            more[f"{prefix}-{place}-{INNER}-TOTAL_FORMS"] = str(BLANK_ROWS)
            more[f"{prefix}-{place}-{INNER}-INITIAL_FORMS"] = "0"
    return more
