"""A draft of a Perjanjian Kinerja as a form, and the page that takes a draft away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agreements.actions import PlanError, StaleAgreementError, delete_agreement, save_agreement
from agreements.enums import AgreementKind
from agreements.forms.promise import NESTED, Offered, PromiseForm
from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN
from agreements.models import Agreement
from agreements.policies import check_can_edit_agreement
from agreements.promise import Promise, told
from agreements.queries import indicators_of, lines_of, load_promise, posts_of
from agreements.views.common import known_agreement

SAVED = "Perjanjian Kinerja disimpan."
NOTHING_CHANGED = "Tidak ada yang berubah, jadi tidak ada yang disimpan."


def offered(agreement: Agreement) -> Offered:
    """Return what the form of an agreement offers, in a fixed number of queries."""
    unit = agreement.position.unit
    return Offered(
        indicators={row.pk: row for row in indicators_of(unit)},
        lines={row.pk: row for row in lines_of(unit, agreement.year)},
        posts=posts_of(unit),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind) -> HttpResponse:
    """Show a draft as a form; on POST save all of it or nothing, or show a list with more rows."""
    row = known_agreement(request.user, unit, position, year, kind)
    check_can_edit_agreement(request.user, row)
    standing, offers = load_promise(row), offered(row)
    if request.method != "POST":
        return _page(request, row, standing, PromiseForm(standing, offers))
    if "add" in request.POST:
        form = PromiseForm(standing, offers, with_more_rows(request.POST, request.POST["add"], NESTED))
        return _page(request, row, standing, form, adding=True)
    form = PromiseForm(standing, offers, request.POST)
    if not form.is_valid():
        return _page(request, row, standing, form, 409 if form.conflict else 422)
    try:
        changed = save_agreement(agreement=row, promise=form.promise, standing=standing, by=request.user)
    except StaleAgreementError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows both.
        standing, offers = load_promise(row), offered(row)
        return _page(request, row, standing, PromiseForm(standing, offers, request.POST), 409)
    except PlanError as error:
        return _page(request, row, standing, form, 422, general=str(error))
    (messages.success if changed else messages.info)(request, SAVED if changed else NOTHING_CHANGED)
    return redirect("agreement_edit", unit=unit, position=position, year=year, kind=kind)


def _page(
    request: HttpRequest,
    row: Agreement,
    standing: Promise,
    form: PromiseForm,
    status: int = 200,
    *,
    adding: bool = False,
    general: str = "",
) -> HttpResponse:
    conflict = form.conflict and not adding
    context = {
        "agreement": row,
        "position": row.position,
        "unit": row.position.unit,
        "form": form,
        "refused": status != 200,
        "conflict": conflict,
        "adding": adding,
        # Rows were only added: what stands was not compared yet.
        "seen": request.POST.get(SEEN, "") if adding else form.seen,
        "faults": form.faults if status != 200 else [],
        "general": [sentence for sentence in (general, conflict and form.conflict_sentence) if sentence],
        "standing": told(standing) if conflict else (),
    }
    return render(request, "agreements/agreement/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_delete(request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind) -> HttpResponse:
    """Ask whether a draft shall be taken away; on POST take it away."""
    row = known_agreement(request.user, unit, position, year, kind)
    check_can_edit_agreement(request.user, row)
    refusal = ""
    if request.method == "POST":
        try:
            delete_agreement(agreement=row, by=request.user)
        except PlanError as error:
            refusal = str(error)
        else:
            messages.success(request, f"Draf {row.get_kind_display()} {row.position.name} dihapus.")
            return redirect("plan", unit=unit, year=year)
    context = {
        "agreement": row,
        "position": row.position,
        "unit": row.position.unit,
        "lists": told(load_promise(row)),
        "refusal": refusal,
    }
    return render(request, "agreements/agreement/delete.html", context, status=422 if refusal else 200)
