"""A post: its place in the tree, its report, its duties, what it cites, and its end."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from agreements.enums import CitationPurpose, Echelon
from agreements.forms.dates import WrittenDateField
from agreements.forms.organisation.fields import (
    DEADLINE_HINT,
    ECHELONS,
    FORMS,
    WholeNumberField,
    choice,
    faults_of,
    faults_of_rows,
    paragraph,
    post_label,
    text,
)
from agreements.forms.rows import SMALL, RowForm, Rows, line, make_rows, rows_of
from agreements.forms.rows import paragraph as row_paragraph
from agreements.forms.seen import SeenForm
from agreements.models import Position
from agreements.organisation import CitationText, DutyText, PostDetails, PostDuties

PERIODS = Position._meta.get_field("period_sentence").choices


class PostForm(SeenForm):
    """What a post is called, whom it answers to, and how it reports."""

    name = text("Nama jabatan", 160, required="Tulis nama jabatannya.")
    title = text(
        "Jabatan di tanda tangan", 200, help_text="Kosong: sama dengan nama jabatan. Contoh: Camat Rowokangkung"
    )
    echelon = choice("Eselon", ECHELONS, required=True, initial=Echelon.STAFF)
    superior = choice("Atasan langsung", ())
    order = WholeNumberField(label="Urutan dalam unit")
    reports = forms.BooleanField(
        label="Wajib melapor",
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text="Tidak dicentang untuk atasan di luar sistem (Bupati, Asisten).",
    )
    form = choice("Bentuk laporan", FORMS)
    deadline_days = WholeNumberField(label="Batas waktu (hari kerja)", least=1, most=60, help_text=DEADLINE_HINT)
    period_sentence = choice(
        "Kalimat periode",
        PERIODS,
        required=True,
        initial="cumulative",
        help_text="Hanya kalimatnya; angkanya tetap kumulatif.",
    )

    def __init__(self, data=None, *, superiors: Iterable[Position], standing: PostDetails | None, own: int) -> None:
        initial = {} if standing is None else vars(standing)
        super().__init__(data, content=standing, initial=initial)
        posts = tuple(superiors)
        self.fields["superior"].choices = [
            ("", "tanpa atasan"),
            ("Di unit ini", [(str(row.pk), row.name) for row in posts if row.unit_id == own]),
            ("Di luar unit", [(str(row.pk), post_label(row)) for row in posts if row.unit_id != own]),
        ]

    @property
    def details(self) -> PostDetails:
        """The post as written; only after `is_valid`."""
        cleaned = self.cleaned_data
        return PostDetails(
            name=cleaned["name"],
            title=cleaned["title"],
            echelon=Echelon(cleaned["echelon"]),
            superior=int(cleaned["superior"]) if cleaned["superior"] else None,
            order=cleaned["order"] or 0,
            reports=cleaned["reports"],
            form=cleaned["form"],
            deadline_days=cleaned["deadline_days"],
            period_sentence=cleaned["period_sentence"],
        )


class EndPostForm(forms.Form):
    """The last day of a post."""

    last_day = WrittenDateField(label="Hari terakhir")

    def __init__(self, data=None, **options) -> None:
        super().__init__(data, auto_id="id_%s", **options)

    def clean_last_day(self) -> Any:
        """Ask for the day."""
        if self.cleaned_data["last_day"] is None:
            raise forms.ValidationError("Tulis hari terakhir jabatan ini ada.")
        return self.cleaned_data["last_day"]


class DutyRow(RowForm):
    """A line of duties, with the lines below it, one a line."""

    words = ("text", "items")
    needed = (("text", "Tulis butir induknya; rinciannya sudah ada."),)
    text = row_paragraph("Uraian", rows=1)
    items = row_paragraph("Rincian, satu per baris (boleh kosong)", rows=1)

    @property
    def duty(self) -> DutyText:
        """The line as written."""
        items = (item.strip() for item in self.cleaned_data["items"].splitlines())
        return DutyText(self.cleaned_data["text"], tuple(item for item in items if item))


DutyRows = rows_of(DutyRow)


class DutiesForm(SeenForm):
    """What a post is for: main duty, duties in order, delegated authorities."""

    main = paragraph(
        "Tugas pokok",
        help_text="Kalimat di atas butir-butir fungsi, tanpa nama jabatan. Kosong bila peraturannya tidak memuat.",
    )

    def __init__(self, data=None, *, standing: PostDuties) -> None:
        super().__init__(data, content=standing, initial={"main": standing.main})
        self.duties: Rows = make_rows(DutyRows, "tugas", data, map(_row, standing.duties))
        self.delegated: Rows = make_rows(DutyRows, "limpahan", data, map(_row, standing.delegated))

    def is_valid(self) -> bool:
        """Check the lists too."""
        return all([super().is_valid(), self.duties.is_valid(), self.delegated.is_valid()])

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return faults_of(self) + faults_of_rows(self.duties) + faults_of_rows(self.delegated)

    @property
    def written(self) -> PostDuties:
        """The duties as written; only after `is_valid`."""
        return PostDuties(
            " ".join(self.cleaned_data["main"].split()),
            tuple(row.duty for row in self.duties.written),
            tuple(row.duty for row in self.delegated.written),
        )


def _row(duty: DutyText) -> dict[str, str]:
    return {"text": duty.text, "items": "\n".join(duty.items)}


class CitationRow(RowForm):
    """A regulation that BAB I of the post cites."""

    words = ("regulation", "article")
    needed = (
        ("purpose", "Pilih untuk apa peraturan ini dikutip."),
        ("regulation", "Tulis peraturannya; pasalnya sudah ada."),
    )
    purpose = forms.ChoiceField(
        label="Untuk",
        required=False,
        choices=[("", "pilih"), *CitationPurpose.choices],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
    regulation = line("Peraturan", 120)
    article = line("Pasal", 80)


CitationRows = rows_of(CitationRow)


class CitationsForm(SeenForm):
    """What a post cites. A regulation that the register lacks is entered by its name."""

    def __init__(self, data=None, *, standing: Sequence[CitationText], register: Iterable[str]) -> None:
        super().__init__(data, content=tuple((row.purpose, row.regulation, row.article) for row in standing))
        self.register = tuple(register)
        rows = [{"purpose": row.purpose, "regulation": row.regulation, "article": row.article} for row in standing]
        self.citations: Rows = make_rows(CitationRows, "kutipan", data, rows)
        for form in self.citations.forms:
            form.fields["regulation"].widget.attrs |= SMALL | {"list": "register-peraturan"}

    def is_valid(self) -> bool:
        """Check the list too."""
        return all([super().is_valid(), self.citations.is_valid()])

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, sentence) of everything to mend."""
        return faults_of_rows(self.citations)

    @property
    def written(self) -> tuple[CitationText, ...]:
        """What is cited as written; only after `is_valid`. A name is taken as the register writes it."""
        known = {short.casefold(): short for short in self.register}
        found = []
        for row in self.citations.written:
            regulation = " ".join(row.cleaned_data["regulation"].split())
            found.append(
                CitationText(
                    CitationPurpose(row.cleaned_data["purpose"]),
                    known.get(regulation.casefold(), regulation),
                    row.cleaned_data["article"],
                )
            )
        return tuple(found)
