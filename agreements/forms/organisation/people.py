"""Officials and their appointments: many at once in a table, or one by one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from agreements.enums import AppointmentKind
from agreements.forms.dates import WrittenDateField
from agreements.forms.nip import NipField
from agreements.forms.organisation.fields import choice, faults_of, text
from agreements.forms.seen import SeenForm
from agreements.forms.sheets import SheetField
from agreements.models import Official, Position
from agreements.numbers import format_nip
from agreements.organisation import NewSpan, OfficialText, Seat

NO_START = "Tulis sejak kapan."


def nip_field() -> NipField:
    """Return a field for an NIP that may be empty."""
    field = NipField(label="NIP", required=False)
    field.widget.attrs["class"] = "form-control"
    return field


def move_field() -> forms.BooleanField:
    """Return the box that lets definitive appointments elsewhere end for new ones."""
    return forms.BooleanField(
        label="Pindahkan pejabat yang masih tercatat definitif di jabatan lain",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text="Penugasan lamanya berakhir sehari sebelum yang baru mulai.",
    )


class SeatRow(forms.Form):
    """Who takes a post. A row without a name is none."""

    name = text("Nama dan gelar", 120)
    nip = nip_field()
    rank = text("Pangkat/golongan", 60)
    kind = choice("Status", AppointmentKind.choices, initial=AppointmentKind.DEFINITIVE)
    start = WrittenDateField(label="Mulai")

    def __init__(self, data: Mapping[str, str] | None, *, post: Position) -> None:
        # By the id of the post: whoever fills another one meanwhile moves no row to another post.
        super().__init__(data, prefix=seat_prefix(post.pk), auto_id="id_%s", use_required_attribute=False)
        self.post = post
        for bound in self:
            # The head of a column names the field; the row says whose it is.
            bound.field.widget.attrs["aria-label"] = f"{bound.label}, {post.name}"

    @property
    def filled(self) -> bool:
        """Whether somebody was named."""
        return bool(self.cleaned_data.get("name"))

    def clean(self) -> dict[str, Any]:
        """Ask for a name where the row says something else; refuse a post that somebody took meanwhile."""
        cleaned = super().clean()
        name = cleaned.get("name")
        if not name and (cleaned.get("nip") or cleaned.get("rank")) and "name" not in self.errors:
            self.add_error("name", "Tulis namanya, atau kosongkan baris ini.")
        if name and self.post.is_held:
            self.add_error("name", "Jabatan ini sudah diisi orang lain sejak halaman ini dibuka. Kosongkan baris ini.")
        return cleaned


PREFIX = "pejabat"


def seat_prefix(post: int) -> str:
    """Return what the names of a row's fields start with."""
    return f"{PREFIX}-{post}"


class SeatsForm(forms.Form):
    """Who holds which of some posts: what goes for all rows, and a row for each.

    Posts carry `is_held` (`queries.organisation`). Of posts that are held today only those have a row that were posted.
    """

    start = WrittenDateField(label="Mulai bertugas, bila sama untuk semua")
    move = move_field()

    def __init__(self, data: Mapping[str, str] | None = None, *, posts: Iterable[Position]) -> None:
        super().__init__(data, auto_id="id_%s")
        shown = [post for post in posts if not post.is_held or f"{seat_prefix(post.pk)}-name" in (data or {})]
        self.rows = [SeatRow(data, post=post) for post in shown]

    def is_valid(self) -> bool:
        """Check everything, so that every sentence is there at once."""
        valid = all([super().is_valid(), *(row.is_valid() for row in self.rows)])
        for row in self.rows if valid else ():
            if row.filled and not (row.cleaned_data["start"] or self.cleaned_data["start"]):
                row.add_error("start", "Tulis sejak kapan, di sini atau di atas untuk semua.")
                valid = False
        return valid

    @property
    def seated(self) -> list[SeatRow]:
        """The rows that name somebody; only after `is_valid`."""
        return [row for row in self.rows if row.filled]

    @property
    def seats(self) -> list[Seat]:
        """Who takes which post; only after `is_valid`."""
        return [
            Seat(
                post=row.post.pk,
                name=row.cleaned_data["name"],
                nip=row.cleaned_data["nip"] or "",
                rank=row.cleaned_data["rank"],
                kind=AppointmentKind(row.cleaned_data["kind"] or AppointmentKind.DEFINITIVE),
                start=row.cleaned_data["start"] or self.cleaned_data["start"],
            )
            for row in self.seated
        ]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return faults_of(self) + [fault for row in self.rows for fault in faults_of(row, row.post.name)]


class OfficialsSheetForm(forms.Form):
    """A sheet of officials, and whether those who hold another post move."""

    sheet = SheetField()
    move = move_field()

    def __init__(self, data=None, files=None) -> None:
        super().__init__(data, files, auto_id="id_%s")


class AppointForm(SeenForm):
    """One official for one post: somebody who is known, or a new one."""

    conflict_sentence = "Penugasan jabatan ini baru saja diubah orang lain. Periksa, lalu simpan lagi."
    official = choice("Pejabat yang sudah tercatat", (), help_text="Kosongkan untuk pejabat baru di bawah.")
    name = text("Nama dan gelar", 120)
    nip = nip_field()
    rank = text("Pangkat/golongan", 60)
    kind = choice("Status", AppointmentKind.choices, required=True, initial=AppointmentKind.DEFINITIVE)
    start = WrittenDateField(label="Mulai")
    end = WrittenDateField(label="Sampai", help_text="Kosong: masih berlaku.")
    move = forms.BooleanField(
        label="Pindahkan: akhiri penugasan definitif lamanya",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data=None, *, post: Position, officials: Sequence[Official], content: object) -> None:
        super().__init__(data, content=content)
        self.post = post
        own = [row for row in officials if any(held.position.unit_id == post.unit_id for held in row.held_today)]
        others = [row for row in officials if row not in own]
        self.fields["official"].choices = [
            ("", "pejabat baru"),
            (f"Di {post.unit.short_name}", [(str(row.pk), official_label(row)) for row in own]),
            ("Di unit lain, atau tanpa jabatan", [(str(row.pk), official_label(row)) for row in others]),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for an official, known or new, and since when."""
        cleaned = super().clean()
        if not cleaned.get("official") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("official", "Pilih pejabatnya, atau tulis nama pejabat baru.")
        if cleaned.get("official") and cleaned.get("name"):
            self.add_error("name", "Pilih salah satu: pejabat yang sudah tercatat, atau pejabat baru.")
        if not cleaned.get("start") and "start" not in self.errors:
            self.add_error("start", "Tulis sejak kapan.")
        return cleaned

    @property
    def seat(self) -> Seat:
        """Who takes the post; only after `is_valid`."""
        cleaned = self.cleaned_data
        return Seat(
            post=self.post.pk,
            name=cleaned["name"],
            nip=cleaned["nip"] or "",
            rank=cleaned["rank"],
            kind=AppointmentKind(cleaned["kind"]),
            start=cleaned["start"],
            end=cleaned["end"],
            official=int(cleaned["official"]) if cleaned["official"] else None,
        )


def official_label(official: Official) -> str:
    """Name an official by NIP and the post held today, so that namesakes can be told apart."""
    held = [f"{row.position.name} {row.position.unit.short_name}" for row in official.held_today]
    return ", ".join(filter(None, [official.name, format_nip(official.nip), "; ".join(held)]))


class AppointmentForm(SeenForm):
    """Status and days of an appointment: to correct it, or to end it."""

    kind = choice("Status", AppointmentKind.choices, required=True)
    start = WrittenDateField(label="Mulai")
    end = WrittenDateField(label="Sampai", help_text="Hari terakhir. Kosong: masih berlaku.")

    def __init__(self, data=None, *, standing: NewSpan) -> None:
        super().__init__(data, content=standing, initial=vars(standing))

    def clean(self) -> dict[str, Any]:
        """Ask for the first day, and refuse days the wrong way round."""
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is None and "start" not in self.errors:
            self.add_error("start", "Tulis sejak kapan.")
        if start is not None and end is not None and end < start:
            self.add_error("end", "Hari terakhir mendahului hari pertama.")
        return cleaned

    @property
    def span(self) -> NewSpan:
        """The appointment as written; only after `is_valid`."""
        cleaned = self.cleaned_data
        return NewSpan(AppointmentKind(cleaned["kind"]), cleaned["start"], cleaned["end"])


class OfficialForm(SeenForm):
    """Name, NIP and rank of an official."""

    name = text("Nama dan gelar", 120, required="Tulis namanya.")
    nip = nip_field()
    rank = text("Pangkat/golongan", 60)

    def __init__(self, data=None, *, standing: OfficialText) -> None:
        super().__init__(data, content=standing, initial=vars(standing))

    @property
    def text(self) -> OfficialText:
        """The official as written; only after `is_valid`."""
        cleaned = self.cleaned_data
        return OfficialText(cleaned["name"], cleaned["nip"] or "", cleaned["rank"])
