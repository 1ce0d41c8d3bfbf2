"""Handing a report in: everything that it will print is read once more, then one button."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.actions import ChangedSinceSeenError, NotReadyError, StaleReportError, UnexplainedError, submit_report
from reports.document.lists import printed_lists
from reports.forms.reasons import ReasonsForm
from reports.queries import People, load_photos, unapproved_below
from reports.snapshot import snapshot_of
from reports.views.answers import answers_of, printed_in_lists
from reports.views.desk import Desk
from reports.views.findings import Counted, Finder
from reports.views.steps import Intent
from reports.views.unit import dues_of
from reports.workflow import Step


@require_http_methods(["GET", "HEAD", "POST"])
def report_submit(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show what will be handed in, with what the checks found; on POST hand it in."""
    intent = Intent.of(request, Desk.take(request, unit, position, year, quarter), Step.SUBMIT)
    if request.method != "POST":
        return _page(request, intent)
    intent.check_allowed()
    desk = intent.desk
    if intent.stale:
        return _page(request, intent, stale=True, status=409)
    form = reasons_form(desk, request.POST)
    if not form.is_valid():
        return _page(request, intent, status=422)
    try:
        submit_report(
            report=desk.report, version=desk.report.version, seen=intent.seen, reasons=form.reasons, by=request.user
        )
    except (NotReadyError, UnexplainedError):
        return _page(request, intent, status=422)
    except (StaleReportError, ChangedSinceSeenError):
        # Somebody saved between the reading and the writing: read again, so that the page shows it.
        intent = Intent.of(request, Desk.take(request, unit, position, year, quarter), Step.SUBMIT)
        return _page(request, intent, stale=True, status=409)
    messages.success(request, _handed_in(intent.people))
    return redirect(desk.address("report"))


def reasons_form(desk: Desk, data: Mapping[str, str] | None = None) -> ReasonsForm:
    """Return the form for the warnings that still want a reason; given ones are changed on the page of findings."""
    open_warnings = (finding for finding in desk.prepared.findings if finding.open_warning)
    return ReasonsForm(data, inputs=desk.prepared.inputs, warnings=open_warnings, needed=True)


def _handed_in(people: People) -> str:
    """Say what happens next."""
    if people.on_paper:
        who = people.decider_title or "atasan langsung"
        return f"Laporan diajukan. Mintalah tanggapan {who} di kertas; Bagian Organisasi mencatatnya di sini."
    return (
        f"Laporan diajukan ke {people.decider_title}, {people.decider_name}. Tanggapannya akan tampil di halaman ini"
        " dan di Pemberitahuan."
    )


def _page(request: HttpRequest, intent: Intent, *, stale: bool = False, status: int = 200) -> HttpResponse:
    desk = intent.desk
    prepared = desk.prepared
    finder = Finder.of(request, desk)
    reasons = reasons_form(desk, request.POST if request.method == "POST" else None)
    found = answers_of(snapshot_of(prepared.inputs, prepared.results))
    lists = printed_in_lists(found, printed_lists(prepared.inputs, prepared.results))
    context = desk.context(
        answers=found,
        lists=lists,
        photos=load_photos(desk.report) if found.photos else (),
        groups=finder.groups(prepared.findings),
        errors=Counted(prepared.findings).errors,
        reasons=reasons,
        asked=finder.lines((row.finding for row in reasons.rows), reasons.rows),
        may_enter=finder.may_enter,
        people=intent.people,
        due=dues_of([desk.report], timezone.localdate())[desk.report.pk],
        below=unapproved_below(desk.report),
        form=intent.form(),
        stale=stale,
        changed=intent.changed if stale else (),
        refusal=intent.refusal,
        may_submit=not intent.refusal,
    )
    return render(request, "reports/report/submission.html", context, status=status)
