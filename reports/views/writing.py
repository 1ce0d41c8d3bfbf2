"""Strategies, follow-ups, points of the closing, obstacles and activities of a report, on one page."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN, fingerprint
from agreements.models import AgreementItem, BudgetLine, Indicator
from reports.actions import StaleReportError, save_writing
from reports.document.lists import NAMES, printed_lists
from reports.forms.writing import NESTED, WritingForm, subject_value
from reports.inputs import StrategyEntry
from reports.outputs import Prepared
from reports.queries import Writing, last_change, load_writing
from reports.views.autosave import again, conflict, is_autosave, of_another, saved, wrong
from reports.views.desk import Desk


def subjects(prepared: Prepared, standing: Iterable[StrategyEntry]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a strategy may be about, in groups: the promised indicators, others of the table, budget lines.

    A subject that a saved strategy has and that is none of these any more stays to be chosen.
    """
    inputs, facts = prepared.inputs, prepared.inputs.facts
    items = inputs.agreement.items if inputs.agreement else ()
    promised = {item.indicator_id for item in items}
    shown = {half.indicator_id for row in prepared.results.rows for half in row.outcomes} - promised
    lines = dict.fromkeys(row.line_id for row in prepared.results.rows if row.line_id is not None)
    groups = [
        (
            "Indikator yang diperjanjikan",
            [(f"item-{item.id}", item.wording or facts.indicators[item.indicator_id].name) for item in items],
        ),
        (
            "Indikator lain di tabel",
            [(f"indicator-{entry.id}", entry.name) for entry in facts.indicators.values() if entry.id in shown],
        ),
        (
            "Baris anggaran",
            [(f"line-{key}", f"{facts.lines[key].code} {facts.lines[key].name}".strip()) for key in lines],
        ),
    ]
    known = {value for _, choices in groups for value, _ in choices}
    others = [entry for entry in standing if subject_value(entry) not in known]
    groups.append(("Lainnya yang sudah tersimpan", [(subject_value(entry), subject_name(entry)) for entry in others]))
    return [(name, choices) for name, choices in groups if choices]


def subject_names(prepared: Prepared, standing: Iterable[StrategyEntry]) -> dict[str, str]:
    """Return the words of every subject, by the value that the choice field has for it."""
    return dict(pair for _, choices in subjects(prepared, standing) for pair in choices)


def subject_name(entry: StrategyEntry) -> str:
    """Return the words of a strategy's subject that the report's own lists no longer hold."""
    for model, key in ((AgreementItem, entry.item_id), (Indicator, entry.indicator_id), (BudgetLine, entry.line_id)):
        if key is not None:
            return str(model.objects.get(pk=key))
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def report_writing(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the lists as forms; on POST save all or none, or show one of them with more rows."""
    desk = Desk.take(request, unit, position, year, quarter)
    standing = load_writing(desk.report)
    choices = subjects(desk.prepared, standing.strategies)
    if request.method != "POST":
        return _page(request, desk, standing, WritingForm(standing, choices))
    desk.check_may_edit()
    if "add" in request.POST:
        form = WritingForm(standing, choices, with_more_rows(request.POST, request.POST["add"], NESTED))
        return _page(request, desk, standing, form, adding=True)
    form = WritingForm(standing, choices, request.POST)
    if is_autosave(request):
        return of_another(request) or _autosave(desk, standing, form)
    if not form.is_valid():
        return _page(request, desk, standing, form, 409 if form.conflict else 422)
    try:
        changed = save_writing(report=desk.report, writing=form.writing, version=desk.report.version, by=request.user)
    except StaleReportError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows both.
        desk = Desk.take(request, unit, position, year, quarter)
        standing = load_writing(desk.report)
        form = WritingForm(standing, choices, request.POST)
        return _page(request, desk, standing, form, 409)
    if changed:
        messages.success(request, f"Disimpan: {', '.join(NAMES[name].lower() for name in changed)}.")
    else:
        messages.info(request, "Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    return redirect(desk.address("report_writing"))


def _autosave(desk: Desk, standing: Writing, form: WritingForm) -> JsonResponse:
    """Save the lists that need no mending."""
    valid = form.is_valid()
    if form.conflict:
        # A save whose answer was lost with the line is sent again, and finds itself done.
        is_done = all(rows.is_valid() for rows in form.lists) and form.writing == standing
        return saved(form.seen) if is_done else conflict()
    try:
        save_writing(report=desk.report, writing=form.sound(standing), version=desk.report.version, by=desk.user)
    except StaleReportError:
        return again()
    seen = fingerprint(load_writing(desk.report))
    return saved(seen) if valid else wrong(seen, form.faults)


def _page(
    request: HttpRequest,
    desk: Desk,
    standing: Writing,
    form: WritingForm,
    status: int = 200,
    *,
    adding: bool = False,
) -> HttpResponse:
    prepared = desk.prepared
    names = subject_names(prepared, standing.strategies)
    if not form.data:
        copied = desk.copied
        for rows in form.lists:
            for number, row in enumerate(rows.forms, 1):
                row.copied = copied.get(f"{rows.prefix}-{number}")
    context = desk.context(
        form=form,
        standing=standing,
        standing_strategies=[(names[subject_value(entry)], entry) for entry in standing.strategies],
        refused=status != 200,
        conflict=form.conflict,
        adding=adding,
        # Rows were only added: what stands was not compared yet.
        seen=request.POST.get(SEEN, "") if adding else form.seen,
        faults=form.faults if status != 200 else [],
        changed_by=last_change(desk.report) if form.conflict else None,
        names=NAMES,
        copying=desk.copying,
    )
    printed = printed_lists(prepared.inputs, prepared.results)
    context |= {f"{name}_printed": name in printed for name in NAMES}
    # A list that the form does not print and that is empty only takes room.
    context |= {
        f"{name}_folded": not form.data and name not in printed and not getattr(standing, name) for name in NAMES
    }
    return render(request, "reports/report/writing.html", context, status=status)
