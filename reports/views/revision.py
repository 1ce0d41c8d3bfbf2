"""Opening an approved report again: the approved one stays as it is, and the next revision begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.actions import StaleReportError, revise_report
from reports.forms.steps import ReasonForm
from reports.queries import current_issue
from reports.views.desk import Desk
from reports.views.steps import Intent
from reports.workflow import Step


@require_http_methods(["GET", "HEAD", "POST"])
def report_revise(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Ask for the reason, and say what a revision means; on POST open it."""
    intent = Intent.of(request, Desk.take(request, unit, position, year, quarter), Step.REVISE)
    if request.method != "POST":
        return _page(request, intent, ReasonForm(auto_id="id_%s"))
    intent.check_allowed()
    form = ReasonForm(request.POST, auto_id="id_%s")
    if intent.stale:
        return _page(request, intent, form, stale=True, status=409)
    if not form.is_valid():
        return _page(request, intent, form, status=422)
    report = intent.desk.report
    try:
        revise_report(report=report, version=report.version, reason=form.cleaned_data["reason"], by=request.user)
    except StaleReportError:
        # Somebody was faster between the reading above and the writing: read again, so that the page shows it.
        intent = Intent.of(request, Desk.take(request, unit, position, year, quarter), Step.REVISE)
        return _page(request, intent, form, stale=True, status=409)
    messages.success(
        request, f"Revisi {report.revision + 1} dibuka. Perbaiki laporannya, lalu ajukan lagi seperti biasa."
    )
    return redirect(intent.desk.address("report"))


def _page(
    request: HttpRequest, intent: Intent, form: ReasonForm, *, stale: bool = False, status: int = 200
) -> HttpResponse:
    context = intent.desk.context(
        form=form,
        hidden=intent.form(),
        issue=current_issue(intent.desk.report),
        following=intent.desk.report.revision + 1,
        stale=stale,
        changed=intent.changed if stale else (),
        refusal=intent.refusal,
        may_revise=not intent.refusal,
    )
    return render(request, "reports/report/revision.html", context, status=status)
