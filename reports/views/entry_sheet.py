"""The entry grid as an Excel sheet: it goes out filled, comes back, is shown row by row, and is saved all or none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.sheets import SheetField
from agreements.models import Unit, User
from agreements.numbers import COUNT, FIGURE, MONEY, NumberKind, format_money, quarter_name
from agreements.sheets import (
    Difference,
    Preview,
    PreviewRow,
    RowState,
    SheetRefusedError,
    keep_upload,
    kept_upload,
    read_workbook,
)
from reports.actions import CorrectionNeedsReasonError, StaleEntriesError, save_entries
from reports.forms.entry import REASON, Cell, EntryForm
from reports.importing.entry_rows import FilledFact, as_posted, name_of, read_filled
from reports.period import Quarter
from reports.policies import check_can_enter_quarter
from reports.views.common import download, visible_unit
from reports.views.entry import EntryPage, load_page, name_savers, tell_saved
from reports.views.entry_rows import IndicatorRow, LineRow, indicator_groups, line_rows
from reports.xlsx import EntryField, EntrySheet, EntrySheetRow, render_entry_sheet

GONE = "Berkas yang diunggah tadi sudah tidak disimpan lagi. Unggah sekali lagi."
COLUMNS = ("Uraian", "Realisasi")
OK = 200


class FilledSheetForm(forms.Form):
    """The sheet that comes back."""

    sheet = SheetField()

    def __init__(self, *data: object) -> None:
        super().__init__(*data, auto_id="id_%s")


# -- out ---------------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def entry_sheet(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Send the figures that the account may type as a sheet to fill in."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    check_can_enter_quarter(request.user, office, when)
    page = load_page(request.user, office, when)
    form = EntryForm(page.work.facts, page.slots)
    entry = EntrySheet(
        unit=office.name,
        unit_slug=office.slug,
        year=year,
        quarter=quarter,
        title=f"Isian {quarter_name(quarter)} {year}, {office.name}",
        rows=tuple(_rows(page, form)),
    )
    return download(render_entry_sheet(entry))


def _rows(page: EntryPage, form: EntryForm) -> Iterator[EntrySheetRow]:
    work = page.work
    for group in indicator_groups(work, form, page.locked, None):
        typed = [row for row in group.rows if row.cell is not None]
        if typed:
            yield EntrySheetRow(group.title)
        for row in typed:
            yield from _indicator_rows(row)
    lines = line_rows(work, form, page.locked, None)
    if any(row.cell for row in lines):
        yield EntrySheetRow("Anggaran dalam rupiah")
        for row in lines:
            if row.cell is not None or not row.entry.holds_amounts:
                yield _line_row(row)


def _indicator_rows(row: IndicatorRow) -> Iterator[EntrySheetRow]:
    cell = row.cell
    if cell is None:
        return
    kind = FIGURE if cell.is_single else COUNT
    for place, bound in enumerate(cell.figures):
        first = place == 0
        part = "" if cell.is_single else f"{bound.label}: "
        yield EntrySheetRow(
            name=f"{part}{row.entry.name}",
            key=bound.html_name.removesuffix("-nilai"),
            version=cell.current_version,
            original=str(cell.original.initial),
            unit=row.entry.unit_of_measure if cell.is_single else "",
            target=row.target if first else "",
            previous=row.previous if first else "",
            field=_field(cell, bound, kind, first, _hint(row.target, row.previous, row.note)),
            depth=0 if first else 1,
        )


def _line_row(row: LineRow) -> EntrySheetRow:
    cell, ceiling = row.cell, row.result.ceiling.value
    target = "" if ceiling is None else format_money(ceiling)
    previous = "" if row.previous is None else format_money(row.previous)
    heading = EntrySheetRow(row.entry.name, code=row.entry.code, target=target, previous=previous, depth=row.depth)
    if cell is None:
        return heading
    return replace(
        heading,
        key=cell.slot.anchor,
        version=cell.current_version,
        original=str(cell.original.initial),
        unit="Rp",
        field=_field(cell, cell.figures[0], MONEY, True, _hint(target, previous, row.entry.note)),
    )


def _field(cell: Cell, bound: forms.BoundField, kind: NumberKind, first: bool, hint: str) -> EntryField:
    return EntryField(
        kind=kind,
        value=bound.initial,
        note=str(cell.note.initial or "") if first else None,
        missing_reason=str(cell.missing_reason.initial or "") if first else None,
        shown=str(cell.shown.initial or "") if first and cell.shown else None,
        hint=hint if first else "",
    )


def _hint(target: str, previous: str, note: str) -> str:
    parts = (f"Target atau pagu: {target or '–'}", f"Triwulan lalu: {previous or '–'}", note and f"Keterangan: {note}")
    return "\n".join(filter(None, parts))


# -- in ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Filled:
    """A sheet that came back, held against the figures of this moment."""

    page: EntryPage
    form: EntryForm
    facts: Mapping[str, FilledFact]

    @classmethod
    def read(cls, user: User, unit: Unit, quarter: Quarter, content: bytes, chosen: Mapping[str, str]) -> "_Filled":
        """Read the sheet.

        Raises:
            SheetRefusedError: it is none of ours.
        """
        facts = read_filled(read_workbook(content), unit.slug, quarter)
        page = load_page(user, unit, quarter)
        plain = EntryForm(page.work.facts, page.slots, {f"{anchor}-versi": "" for anchor in facts})
        form = EntryForm(page.work.facts, page.slots, as_posted(plain, facts, chosen))
        form.is_valid()
        return cls(page, form, facts)

    def preview(self) -> Preview:
        """Return what saving would change, row by row."""
        changing = {change.key for change in self.form.changes()}
        rows = [self._row(fact, changing) for fact in self.facts.values()]
        return Preview("Isian", COLUMNS, tuple(rows))

    def _row(self, fact: FilledFact, changing: set[str]) -> PreviewRow:
        cell = self.form.cells.get(fact.anchor)
        if cell is None:
            reason = "Baris ini bukan lagi angka yang Anda isi. Unduh Excel yang baru."
            return PreviewRow(fact.number, RowState.REFUSED, (fact.anchor, ""), reasons=(reason,))
        wanted = {bound.html_name for bound in cell.figures}
        if {name_of(row.key) for row in fact.rows} != wanted:
            reason = "Lembar ini tidak memuat semua unsurnya. Unduh Excel yang baru, lalu isi lagi."
            return PreviewRow(fact.number, RowState.REFUSED, (cell.slot.fact.name, ""), reasons=(reason,))
        cells = (cell.slot.fact.name, cell.typed_text)
        difference = Difference("Realisasi", cell.saved_text, cell.typed_text)
        if cell.conflict and not cell.chosen:
            return PreviewRow(fact.number, RowState.STALE, cells, (difference,))
        if cell.errors:
            return PreviewRow(fact.number, RowState.REFUSED, cells, reasons=tuple(cell.errors))
        if fact.anchor not in changing:
            return PreviewRow(fact.number, RowState.SAME, cells)
        state = RowState.CHANGED if cell.current_version else RowState.NEW
        return PreviewRow(fact.number, state, cells, (difference,) if state is RowState.CHANGED else ())


def _purpose(unit: Unit, quarter: Quarter) -> str:
    return f"isian-{unit.pk}-{quarter.year}-{quarter.number}"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def entry_upload(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Show the form, or what a filled sheet would change; on POST take a sheet, or save what it says."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    check_can_enter_quarter(request.user, office, when)
    if request.method == "POST" and "lembar" not in request.POST:
        return _upload(request, office, when)
    chosen = request.POST if request.method == "POST" else request.GET
    if "lembar" not in chosen:
        return _form(request, office, when, FilledSheetForm())
    content = kept_upload(chosen["lembar"], owner=request.user.pk, purpose=_purpose(office, when))
    if content is None:
        messages.warning(request, GONE)
        return redirect(_address(office, when))
    filled = _Filled.read(request.user, office, when, content, request.POST)
    if request.method != "POST":
        return _show(request, filled, chosen["lembar"])
    return _save(request, filled, chosen["lembar"], content)


def _upload(request: HttpRequest, office: Unit, when: Quarter) -> HttpResponse:
    form = FilledSheetForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["sheet"]
        try:
            read_filled(read_workbook(content), office.slug, when)
        except SheetRefusedError as refused:
            form.add_error("sheet", str(refused))
        else:
            key = keep_upload(content, owner=request.user.pk, purpose=_purpose(office, when))
            return redirect(f"{_address(office, when)}?lembar={key}")
    return _form(request, office, when, form, status=422)


def _save(request: HttpRequest, filled: _Filled, key: str, content: bytes) -> HttpResponse:
    """Save what the sheet says, if nothing stands in its way."""
    work = filled.page.work
    if not filled.form.is_valid() or filled.preview().is_refused:
        return _show(request, filled, key, status=422)
    try:
        saved = save_entries(
            unit=work.unit,
            quarter=work.quarter,
            changes=filled.form.changes(),
            by=request.user,
            reason=filled.form.given_reason,
        )
    except (StaleEntriesError, CorrectionNeedsReasonError):
        # Somebody saved or approved between the reading above and the writing: read again, and show both.
        filled = _Filled.read(request.user, work.unit, work.quarter, content, request.POST)
        return _show(request, filled, key, status=409)
    tell_saved(request, saved)
    return redirect(reverse("entry", args=[work.unit.slug, work.quarter.year, work.quarter.number]))


def _address(unit: Unit, quarter: Quarter) -> str:
    return reverse("entry_upload", args=[unit.slug, quarter.year, quarter.number])


def _form(request: HttpRequest, unit: Unit, quarter: Quarter, form: FilledSheetForm, status: int = 200) -> HttpResponse:
    context = {"unit": unit, "quarter": quarter, "form": form, "preview": None}
    return render(request, "reports/entry/upload.html", context, status=status)


def _show(request: HttpRequest, filled: _Filled, key: str, status: int = OK) -> HttpResponse:
    form, work = filled.form, filled.page.work
    name_savers(work, form)
    preview = filled.preview()
    if status == OK:
        # Nobody was asked for it yet.
        form.errors.pop(REASON, None)
    context = {
        "unit": work.unit,
        "quarter": work.quarter,
        "form": None,
        "preview": preview,
        "key": key,
        "conflicts": [cell for cell in form.cells.values() if cell.conflict],
        "reason": form.reason if form.reopened else None,
        "corrections": [row for row in form.corrections if row.opens],
        "may_save": not preview.has_refused and (preview.changes_something or preview.counts[RowState.STALE]),
        "asked": status != OK,
    }
    return render(request, "reports/entry/upload.html", context, status=status)
