"""What those who decide write: the six boxes, a note, a reason, a remark pinned to a place."""

from collections.abc import Iterable, Mapping

from django import forms

from agreements.enums import ResponseOption
from reports.anchors import INDICATOR, LINE, TEXT
from reports.issuing import OPPOSED, Answer
from reports.workflow import Step

LONGEST_NOTE = 2_000
WHOLE_PLACE = ("", "Seluruh laporan")

GROUPS: Mapping[str, str] = {
    INDICATOR: "Indikator",
    LINE: "Anggaran",
    TEXT: "Teks",
}
"""Groups of places in the choice of a remark, by the start of their anchors; what has none stands under `OTHERS`."""
OTHERS = "Uraian dan lainnya"


def area(rows: int, **attrs: str) -> forms.Textarea:
    """Return a field for words, as high as asked for at first."""
    return forms.Textarea(attrs={"class": "form-control", "rows": rows, **attrs})


class AnswerForm(forms.Form):
    """Tanggapan atasan langsung: none of the boxes is ticked before somebody ticks it."""

    options = forms.MultipleChoiceField(
        label="Tanggapan atasan langsung",
        required=False,
        choices=ResponseOption.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Tanggapan itu tidak ada dalam daftar."},
    )
    note = forms.CharField(
        label="Catatan tanggapan (tercetak)", required=False, max_length=LONGEST_NOTE, widget=area(2)
    )

    def __init__(self, data: Mapping[str, str] | None = None, **options) -> None:
        super().__init__(data, auto_id="id_%s", **options)

    def clean_options(self) -> list[str]:
        """Refuse boxes that deny each other, whichever button was pressed."""
        ticked = self.cleaned_data["options"]
        if OPPOSED.issubset(ticked):
            names = " dan ".join(f"“{option.label}”" for option in ResponseOption if option in OPPOSED)
            raise forms.ValidationError(f"{names} saling bertentangan. Hapus salah satu centangnya.")
        return ticked

    @property
    def answer(self) -> Answer:
        """The boxes and the note; only after `is_valid`."""
        return Answer.of(self.cleaned_data["options"], self.cleaned_data["note"])

    @property
    def ticked(self) -> frozenset[str]:
        """The boxes as they were sent, whether or not anything else is right."""
        return frozenset(self.data.getlist("options")) if self.is_bound else frozenset()

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        found = []
        for bound in self:
            anchor = f"{bound.auto_id}_0" if bound.name == "options" else bound.auto_id
            found += [(anchor, bound.label, sentence) for sentence in bound.errors]
        return found

    def want_answer(self, cleaned: Mapping[str, object]) -> None:
        """Say what an approval lacks: a box, or what 'Lain-lain' stands for."""
        chosen = cleaned.get("options") or []
        if "options" in cleaned and not chosen:
            self.add_error("options", "Centang paling sedikit satu tanggapan sebelum menyetujui.")
        if ResponseOption.OTHER in chosen and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Tulis tanggapannya di sini, karena Anda mencentang “Lain-lain”.")


class DecisionForm(AnswerForm):
    """Approve or give back; a returned report needs a reason, an approved one a ticked box."""

    STEPS: Mapping[str, Step] = {"setujui": Step.APPROVE, "kembalikan": Step.RETURN}

    reason = forms.CharField(label="Alasan bila dikembalikan", required=False, max_length=LONGEST_NOTE, widget=area(2))

    @property
    def step(self) -> Step | None:
        """The button that was pressed."""
        return self.STEPS.get(self.data.get("langkah", ""))

    def clean(self) -> dict[str, object]:
        """Ask for what the pressed button needs, and say where what was typed would be lost."""
        cleaned = super().clean()
        if self.step is None:
            raise forms.ValidationError("Tekan “Setujui” atau “Kembalikan”.")
        if self.step is Step.APPROVE:
            self.want_answer(cleaned)
            if cleaned.get("reason"):
                self.add_error(
                    "reason",
                    "Alasan pengembalian terisi, padahal Anda menekan “Setujui”. Hapus alasannya (atau pindahkan ke"
                    " catatan tanggapan), atau tekan “Kembalikan”.",
                )
        elif not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Tulis alasannya, supaya pelapor tahu apa yang harus diperbaiki.")
        return cleaned


class BatchForm(AnswerForm):
    """One answer for several reports."""

    def clean(self) -> dict[str, object]:
        """Ask for a box."""
        cleaned = super().clean()
        self.want_answer(cleaned)
        return cleaned


class RemarkForm(forms.Form):
    """A remark and the place that it is pinned to."""

    place = forms.ChoiceField(
        label="Tempat",
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "invalid_choice": "Tempat itu tidak ada lagi di laporan ini. Pilih tempat lain, atau seluruh laporan."
        },
    )
    text = forms.CharField(
        label="Catatan",
        max_length=LONGEST_NOTE,
        widget=area(4),
        error_messages={"required": "Tulis catatannya."},
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, places: Mapping[str, str], place: str = "") -> None:
        super().__init__(data, auto_id="id_%s", initial={"place": place if place in places else ""})
        self.fields["place"].choices = [WHOLE_PLACE, *grouped(places.items())]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return [(bound.auto_id, bound.label, sentence) for bound in self for sentence in bound.errors]


def grouped(places: Iterable[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return places under the headings of a choice, each heading once, in the order of `GROUPS`."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in (*GROUPS.values(), OTHERS)}
    for anchor, name in places:
        group = next((group for start, group in GROUPS.items() if anchor.startswith(start)), OTHERS)
        found[group].append((anchor, name.removeprefix(f"{group} – ")))
    return [(group, rows) for group, rows in found.items() if rows]
