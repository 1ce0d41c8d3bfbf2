"""Fields that pages of the organisation share."""

from collections.abc import Iterable

from django import forms

from agreements.enums import Echelon, ReportForm
from agreements.forms.fields import NumberField
from agreements.forms.rows import Rows
from agreements.models import Position
from agreements.numbers import COUNT

SELECT = {"class": "form-select"}
MOST = 32_767
"""The largest number that the database keeps of villages or staff."""


class WholeNumberField(NumberField):
    """A whole number as people write it: cleans to an int, or None where nothing was typed."""

    def __init__(self, *, least: int = 0, most: int = MOST, **options: object) -> None:
        self.least, self.most = least, most
        super().__init__(kind=COUNT, **options)

    def prepare_value(self, value: object) -> object:
        """Write a stored number plainly; typed text stays as it was typed."""
        return str(value) if isinstance(value, int) else value

    def clean(self, value: str | None) -> int | None:
        """Return the number; one with decimals, or out of bounds, becomes the sentence beside the field."""
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise forms.ValidationError(f"“{value}” bukan bilangan bulat.", code="number")
        if not self.least <= number <= self.most:
            raise forms.ValidationError(
                f"“{value}” di luar batas; tulis {self.least} sampai {self.most}.", code="number"
            )
        return int(number)


def choice(label: str, choices: Iterable[tuple[str, str]], *, required: bool = False, **options) -> forms.ChoiceField:
    """Return a select box."""
    options.setdefault("error_messages", {})
    options["error_messages"] |= {"required": "Pilih salah satu.", "invalid_choice": "Pilihan ini tidak ada."}
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.Select(attrs=dict(SELECT)), **options
    )


def text(label: str, longest: int, *, required: str = "", **options) -> forms.CharField:
    """Return a field of one line; `required` is the sentence of one that is empty, '' where it may be."""
    messages = {"max_length": f"Terlalu panjang: paling banyak {longest} huruf."} | (
        {"required": required} if required else {}
    )
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(required),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages=messages,
        **options,
    )


def paragraph(label: str, longest: int = 4000, **options) -> forms.CharField:
    """Return a field of several lines that may be empty."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        **options,
    )


def post_label(post: Position) -> str:
    """Name a post so that it can be told from its namesakes in other units."""
    return f"{post.name} · {post.unit.name}"


def faults_of(form: forms.Form, owner: str = "") -> list[tuple[str, str, str]]:
    """Return (id of the field, its label, sentence) of everything to mend; `owner` says whose form of many it is."""
    bounds = [form[name] for name in form.fields if name in form.errors]
    return [
        (bound.auto_id, f"{bound.label}, {owner}" if owner else str(bound.label), sentence)
        for bound in bounds
        for sentence in bound.errors
    ]


def faults_of_rows(rows: Rows) -> list[tuple[str, str, str]]:
    """Return the same of the rows of a list."""
    return [(bound.auto_id, str(bound.label), sentence) for bound in rows.faulty for sentence in bound.errors]


ECHELONS = [
    (value, label if value in (Echelon.HEAD, Echelon.STAFF) else f"Eselon {label}") for value, label in Echelon.choices
]
FORMS = [("", "Bawaan menurut eselon"), *ReportForm.choices]
DEADLINE_HINT = "Kosong: aturan Perbup 6/2018 (5 hari kerja; eselon III kepada eselon II 10)."
