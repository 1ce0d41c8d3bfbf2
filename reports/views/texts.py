"""The section texts of a report: listed, edited beside what is generated, and given back to it."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import StaleReportError, reset_text, save_text
from reports.anchors import text_anchor
from reports.copying import marked
from reports.document.edited import Section, plain
from reports.forms.report import TextForm
from reports.queries import text_editors
from reports.views.autosave import again, conflict, is_autosave, of_another, saved, wrong
from reports.views.desk import Desk, StaleText, visible_report


@require_safe
def report_texts(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """List the sections in printed order with their first words, and whether somebody wrote them."""
    desk = Desk.take(request, unit, position, year, quarter)
    editors = text_editors(desk.report)
    copied = desk.copied
    rows = [(section, editors.get(section.key), copied.get(text_anchor(section.key))) for section in desk.sections]
    return render(request, "reports/report/texts.html", desk.context(rows=rows, stale=desk.stale, copying=desk.copying))


def _section(desk: Desk, key: str) -> Section:
    for section in desk.sections:
        if section.key == key:
            return section
    raise Http404("no such section in this report")


@require_http_methods(["GET", "HEAD", "POST"])
def report_text(request: HttpRequest, unit: str, position: str, year: int, quarter: int, section: str) -> HttpResponse:
    """Edit a section's text beside what is generated."""
    desk = Desk.take(request, unit, position, year, quarter)
    found = _section(desk, section)
    if request.method != "POST":
        return _text_page(request, desk, found, TextForm(section=found))
    desk.check_may_edit()
    form = TextForm(request.POST, section=found)
    if is_autosave(request):
        return of_another(request) or _autosave(desk, found, form)
    if not form.is_valid():
        return _text_page(request, desk, found, form, 409 if form.conflict else 422)
    try:
        changed = save_text(
            report=desk.report,
            section=section,
            text=form.cleaned_data["text"],
            generated=found.generated,
            version=desk.report.version,
            by=request.user,
        )
    except StaleReportError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows both texts.
        desk = Desk.take(request, unit, position, year, quarter)
        found = _section(desk, section)
        form = TextForm(request.POST, section=found)
        return _text_page(request, desk, found, form, 409)
    if changed:
        messages.success(request, f"Teks “{found.title}” disimpan.")
    else:
        messages.info(request, f"Teks “{found.title}” tidak berubah.")
    return redirect(desk.address("report_texts"))


def _autosave(desk: Desk, section: Section, form: TextForm) -> JsonResponse:
    """Save a text that needs no mending."""
    if form.conflict:
        # A save whose answer was lost with the line is sent again, and finds itself done.
        return saved(form.seen) if plain(form.data.get("text", "")) == section.text else conflict()
    if not form.is_valid():
        return wrong(form.seen, [(form["text"].auto_id, "Teks", text) for text in form["text"].errors])
    text = form.cleaned_data["text"]
    try:
        save_text(
            report=desk.report,
            section=section.key,
            text=text,
            generated=section.generated,
            version=desk.report.version,
            by=desk.user,
        )
    except StaleReportError:
        return again()
    stands = _section(replace(desk, report=visible_report(desk.user, *desk.place[:2], desk.quarter)), section.key)
    return saved(TextForm(section=stands).seen)


def _text_page(request: HttpRequest, desk: Desk, section: Section, form: TextForm, status: int = 200) -> HttpResponse:
    keys = [row.key for row in desk.sections]
    place = keys.index(section.key)
    context = desk.context(
        section=section,
        form=form,
        editor=text_editors(desk.report).get(section.key),
        stale=StaleText(section) if section.stale else None,
        copied=desk.copied.get(text_anchor(section.key)),
        runs=marked(section.printed, desk.quarter),
        last_has_one=not section.edited and f"teks/{section.key}" in dict(desk.prepared.inputs.background.last_texts),
        previous=desk.sections[place - 1] if place else None,
        following=desk.sections[place + 1] if place + 1 < len(keys) else None,
    )
    return render(request, "reports/report/text.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_text_reset(
    request: HttpRequest, unit: str, position: str, year: int, quarter: int, section: str
) -> HttpResponse:
    """Ask whether the generated text shall be printed again; on POST print it."""
    desk = Desk.take(request, unit, position, year, quarter)
    found = _section(desk, section)
    if request.method != "POST":
        return render(request, "reports/report/text_reset.html", desk.context(section=found))
    desk.check_may_edit()
    try:
        changed = reset_text(report=desk.report, section=section, version=desk.report.version, by=request.user)
    except StaleReportError:
        messages.warning(request, "Laporan ini baru saja diubah orang lain. Periksa teksnya, lalu ulangi.")
        return redirect(desk.address("report_text", section))
    if changed:
        messages.success(request, f"“{found.title}” kembali memakai teks otomatis.")
    else:
        messages.info(request, f"“{found.title}” sudah memakai teks otomatis.")
    return redirect(desk.address("report_texts"))
