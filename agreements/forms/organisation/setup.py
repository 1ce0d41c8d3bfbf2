"""The posts of a new kecamatan: proposed by a list, adapted before they are made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from agreements.enums import Echelon, ReportForm
from agreements.forms.organisation.fields import (
    DEADLINE_HINT,
    ECHELONS,
    FORMS,
    WholeNumberField,
    choice,
    faults_of,
    post_label,
    text,
)
from agreements.models import Position
from agreements.organisation import PlannedPost, PostText, closes_ring

BLANK = 1
MOST_POSTS = 60
WITHIN, OUTSIDE = "jabatan", "luar"


class PlannedPostRow(forms.Form):
    """A post of the list. A proposed one is made while it is ticked, a row without a proposal once it has a name."""

    keep = forms.BooleanField(
        label="Dipakai", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    name = text("Nama jabatan", 160)
    echelon = choice("Eselon", ECHELONS, initial=Echelon.STAFF)
    superior = choice("Atasan langsung", ())
    form = choice("Bentuk laporan", FORMS)
    deadline_days = WholeNumberField(label="Batas waktu (hari kerja)", least=1, most=60, help_text=DEADLINE_HINT)

    def __init__(self, *args, proposals: Sequence[PostText], outside: Iterable[Position], **options) -> None:
        super().__init__(*args, **{**options, "use_required_attribute": False})
        number = int(self.prefix.rpartition("-")[2]) if self.prefix.rpartition("-")[2].isdecimal() else len(proposals)
        self.proposal = proposals[number] if number < len(proposals) else None
        self.key = self.proposal.key if self.proposal else f"baru-{number}"
        if self.proposal is None:
            del self.fields["keep"]
        self.fields["superior"].choices = [
            ("", "tanpa atasan"),
            ("Di kecamatan ini", [(f"{WITHIN}-{row.key}", row.name) for row in proposals]),
            ("Di luar kecamatan", [(f"{OUTSIDE}-{post.pk}", post_label(post)) for post in outside]),
        ]

    @property
    def wanted(self) -> bool:
        """Whether the post is to be made."""
        return bool(self.cleaned_data.get("keep")) if self.proposal else bool(self.cleaned_data.get("name"))

    @property
    def within(self) -> str:
        """The key of the superior in the list; '' for none there."""
        kind, _, key = self.cleaned_data.get("superior", "").partition("-")
        return key if kind == WITHIN else ""

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a ticked post."""
        cleaned = super().clean()
        if cleaned.get("keep") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Tulis nama jabatannya, atau hilangkan centangnya.")
        return cleaned

    @property
    def planned(self) -> PlannedPost:
        """The post as adapted. A title under signatures goes with the name that it was proposed for."""
        proposal = self.proposal or PostText(self.key, "", Echelon.STAFF)
        cleaned = self.cleaned_data
        kind, _, key = cleaned["superior"].partition("-")
        adapted = replace(
            proposal,
            name=cleaned["name"],
            title=proposal.title if cleaned["name"] == proposal.name else "",
            echelon=Echelon(cleaned["echelon"]),
            superior=self.within,
            form=ReportForm(cleaned["form"]) if cleaned["form"] else "",
            deadline_days=cleaned["deadline_days"],
        )
        return PlannedPost(adapted, int(key) if kind == OUTSIDE else None)

    @property
    def told(self) -> str:
        """What is folded away, in a line."""
        chosen = [_label(self[name]) for name in ("echelon", "form", "superior")]
        return " · ".join(filter(None, chosen))


def _label(bound: forms.BoundField) -> str:
    value = str(bound.value() or "")
    for key, label in bound.field.choices:
        pairs = label if isinstance(label, list | tuple) else [(key, label)]
        found = next((words for pair, words in pairs if str(pair) == value), None)
        if found is not None:
            return f"di bawah {found}" if bound.name == "superior" and value else str(found)
    return ""


class PlannedPosts(BaseFormSet):
    """All posts of the list."""

    def clean(self) -> None:
        """Refuse superiors that are not made, rings, and two posts of one name."""
        if any(self.errors):
            return
        rows = [form for form in self.forms if form.wanted]
        if not rows:
            raise forms.ValidationError("Pilih paling sedikit satu jabatan.")
        made = {form.key: form for form in rows}
        names: set[str] = set()
        superiors = {form.key: form.within or None for form in rows}
        for form in rows:
            name = form.cleaned_data["name"].casefold()
            if name in names:
                form.add_error("name", f"Ada dua jabatan bernama {form.cleaned_data['name']}. Bedakan namanya.")
            names.add(name)
            if form.within and form.within not in made:
                form.add_error("superior", "Atasan ini tidak dipakai. Pilih yang lain, atau pakai jabatannya.")
            elif form.within and closes_ring(superiors, form.key, form.within):
                form.add_error("superior", "Rantai atasan berputar kembali ke jabatan ini. Pilih yang lain.")

    @property
    def planned(self) -> list[PlannedPost]:
        """The posts to be made, in order."""
        return [form.planned for form in self.forms if form.wanted]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        found = [fault for form in self.forms for fault in faults_of(form, form["name"].value() or "jabatan baru")]
        return found + [("daftar-jabatan", "Jabatan", sentence) for sentence in self.non_form_errors()]


def planned_posts(
    data: Mapping[str, str] | None, proposals: Sequence[PostText], outside: Sequence[Position], head: int | None
) -> PlannedPosts:
    """Return the list: as proposed, or as posted; a post without a superior in it answers to `head` (its id)."""
    kind = formset_factory(
        PlannedPostRow, formset=PlannedPosts, extra=BLANK, max_num=MOST_POSTS, absolute_max=MOST_POSTS
    )
    top = "" if head is None else f"{OUTSIDE}-{head}"
    initial = [
        {
            "keep": True,
            "name": row.name,
            "echelon": row.echelon,
            "superior": f"{WITHIN}-{row.superior}" if row.superior else top,
            "form": row.form,
            "deadline_days": row.deadline_days,
        }
        for row in proposals
    ]
    return kind(
        data,
        prefix="jabatan",
        initial=initial,
        auto_id="id_%s",
        form_kwargs={"proposals": proposals, "outside": outside},
    )
