"""A kabupaten to start with, a new unit, and the profile of one."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agreements.enums import UnitKind
from agreements.forms.organisation.fields import WholeNumberField, choice, faults_of, faults_of_rows, paragraph, text
from agreements.forms.rows import RowForm, Rows, line, make_rows, rows_of
from agreements.forms.rows import paragraph as row_paragraph
from agreements.forms.seen import SeenForm
from agreements.models import Regency
from agreements.organisation import Issue, Profile, UnitDetails, short_name_of


class RegencyForm(forms.Form):
    """A kabupaten, the post that everything answers to, and where its holder signs."""

    name = text("Nama kabupaten atau kota", 120, required="Tulis namanya, contoh: Kabupaten Lumajang.")
    head = text("Jabatan kepala daerah", 160, required="Tulis jabatannya, contoh: Bupati Lumajang.")
    place = text("Tempat penandatanganan", 80, required="Tulis tempatnya, contoh: Lumajang.")

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.fields["name"].widget.attrs["placeholder"] = "Kabupaten Lumajang"
        self.fields["head"].widget.attrs["placeholder"] = "Bupati Lumajang"
        self.fields["place"].widget.attrs["placeholder"] = "Lumajang"


class NewUnitForm(forms.Form):
    """What is needed of a unit up front; the rest may follow on the page of its profile."""

    regency = choice("Kabupaten", ())
    kind = choice("Jenis", [pair for pair in UnitKind.choices if pair[0] != UnitKind.REGENCY], required=True)
    name = text("Nama unit", 160, required="Tulis namanya, contoh: Kecamatan Senduro.")
    short_name = text(
        "Nama singkat", 80, help_text="Dipakai di belakang jabatan: Camat Senduro. Kosong: nama tanpa kata “Kecamatan”."
    )
    place = text("Tempat penandatanganan", 80, help_text="Kosong: sama dengan nama singkat.")
    villages = WholeNumberField(label="Jumlah desa")
    civil_servants = WholeNumberField(label="Jumlah PNS")
    other_staff = WholeNumberField(label="Jumlah non-PNS")
    address = text("Alamat", 200)
    phone = text("Telepon", 40)

    def __init__(self, data: Mapping[str, str] | None = None, *, regencies: list[Regency], kind: str = "") -> None:
        super().__init__(data, auto_id="id_%s")
        self.regencies = regencies
        if kind:
            # The page already says what it makes.
            del self.fields["kind"]
        self.fixed_kind = kind
        if len(regencies) == 1:
            del self.fields["regency"]
        else:
            self.fields["regency"].choices = [(str(row.pk), row.name) for row in regencies]
            self.fields["regency"].required = True

    def clean(self) -> dict[str, Any]:
        """Fill in what follows from the name."""
        cleaned = super().clean()
        if cleaned.get("name"):
            cleaned["short_name"] = (cleaned.get("short_name") or short_name_of(cleaned["name"]))[:80]
            cleaned["place"] = cleaned.get("place") or cleaned["short_name"]
        return cleaned

    @property
    def details(self) -> UnitDetails:
        """The unit as far as it was given; only after `is_valid`."""
        cleaned = self.cleaned_data
        names = ("name", "short_name", "place", "villages", "civil_servants", "other_staff", "address", "phone")
        return UnitDetails(
            regency=int(cleaned["regency"]) if "regency" in self.fields else self.regencies[0].pk,
            kind=UnitKind(self.fixed_kind or cleaned["kind"]),
            profile=Profile(**{name: cleaned[name] for name in names}),
        )

    @property
    def later(self) -> list[forms.BoundField]:
        """Fields that may just as well be filled in later."""
        return [self[name] for name in ("villages", "civil_servants", "other_staff", "address", "phone")]


class IssueRow(RowForm):
    """A strategic issue under its group."""

    words = ("group", "text")
    needed = (
        ("group", "Tulis kelompoknya, contoh: Akar Masalah."),
        ("text", "Tulis uraiannya."),
    )
    group = line("Kelompok", 80)
    text = row_paragraph("Uraian", rows=1)


IssueRows = rows_of(IssueRow)


class ProfileForm(SeenForm):
    """The profile of a unit, with its strategic issues as a list."""

    name = text("Nama unit", 160, required="Tulis nama unit.")
    short_name = text("Nama singkat", 80, required="Tulis nama singkatnya.", help_text="Dipakai di belakang jabatan.")
    place = text("Tempat penandatanganan", 80)
    villages = WholeNumberField(label="Jumlah desa")
    civil_servants = WholeNumberField(label="Jumlah PNS")
    other_staff = WholeNumberField(label="Jumlah non-PNS")
    address = text("Alamat", 200)
    phone = text("Telepon", 40)
    goal = paragraph("Tujuan", help_text="Tujuan jangka menengah yang didukung unit ini.")
    goal_indicator = text(
        "Nama indikator tujuan",
        200,
        help_text="Hanya selama indikatornya sendiri, dengan target dan cara menghitungnya, belum dicatat.",
    )
    goal_aspects = paragraph("Aspek indikator tujuan", help_text="Satu aspek per baris.")
    main_problem = paragraph("Masalah pokok")

    def __init__(self, data=None, *, standing: Profile) -> None:
        values = {name: value for name, value in vars(standing).items() if name != "issues"}
        super().__init__(data, content=standing, initial=values)
        rows = [{"group": issue.group, "text": issue.text} for issue in standing.issues]
        self.issues: Rows = make_rows(IssueRows, "isu", data, rows)

    def is_valid(self) -> bool:
        """Check the list too, so that every sentence is there at once."""
        return all([super().is_valid(), self.issues.is_valid()])

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return faults_of(self) + faults_of_rows(self.issues)

    @property
    def profile(self) -> Profile:
        """The profile as written."""
        issues = tuple(Issue(row.cleaned_data["group"], row.cleaned_data["text"]) for row in self.issues.written)
        values = {name: _plain(self.cleaned_data[name]) for name in self.fields}
        return Profile(**values, issues=issues)


def _plain(value: object) -> object:
    # Browsers send lines ended by CR LF, whatever was stored.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
