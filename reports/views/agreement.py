"""A Perjanjian Kinerja as a page and as a file, and the page on which its signature is noted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agreements.actions import PlanError, StaleAgreementError, sign_agreement
from agreements.enums import AgreementKind
from agreements.models import Agreement, Position, User
from agreements.policies import can_amend, can_edit_agreement, check_can_edit_agreement
from agreements.queries import load_promise, units_known_to
from reports.forms.agreement import SigningForm
from reports.outputs import AGREEMENT_OUTPUTS, agreed_amounts, prepare_agreement
from reports.preview import render_fragment
from reports.queries import agreements_of_post, opened_quarters
from reports.views.common import download

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel"}
TO_SIGN = "tanda-tangan"
"""What `?untuk=` says where a draft is printed to be signed, without the mark of a draft."""


def visible_agreements(user: User, unit: str, position: str, year: int) -> tuple[Agreement, ...]:
    """Return the agreements of a post and year, or answer 404 where there is no such post that the account may see."""
    post = get_object_or_404(Position.objects.filter(unit__in=units_known_to(user)), unit__slug=unit, slug=position)
    return agreements_of_post(post, year)


def of_kind(agreements: tuple[Agreement, ...], kind: AgreementKind) -> Agreement:
    """Return the agreement of a kind, or answer 404."""
    found = next((row for row in agreements if row.kind == kind), None)
    if found is None:
        raise Http404("no such agreement")
    return found


@require_safe
def agreement(request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind) -> HttpResponse:
    """Show the agreement with its files and the other one of the year."""
    every = visible_agreements(request.user, unit, position, year)
    found = of_kind(every, kind)
    unit_of_post = found.position.unit
    opened = opened_quarters([unit_of_post]).get(unit_of_post.pk, ())
    context = {
        "agreement": found,
        "position": found.position,
        "unit": unit_of_post,
        "quarter": next((row for row in opened if row.year == year), None),
        "agreements": every,
        "document": render_fragment(prepare_agreement(found)),
        "downloads": DOWNLOADS,
        "may_edit": can_edit_agreement(request.user, found),
        "may_amend": found == every[-1] and can_amend(request.user, found),
        "to_sign": TO_SIGN,
    }
    return render(request, "reports/agreement/detail.html", context)


@require_safe
def agreement_download(
    request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind, extension: str
) -> HttpResponse:
    """Send the agreement as PDF or Excel workbook; a draft without its mark only to who may note its signature."""
    if extension not in DOWNLOADS:
        raise Http404
    found = of_kind(visible_agreements(request.user, unit, position, year), kind)
    to_sign = request.GET.get("untuk") == TO_SIGN
    if to_sign:
        check_can_edit_agreement(request.user, found)
    return download(AGREEMENT_OUTPUTS[extension](prepare_agreement(found, to_sign=to_sign)))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign(request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind) -> HttpResponse:
    """Show the paper and ask when and where it was signed; on POST note it, from when on it is locked."""
    found = of_kind(visible_agreements(request.user, unit, position, year), kind)
    check_can_edit_agreement(request.user, found)
    standing = load_promise(found)
    form = SigningForm(request.POST if request.method == "POST" else None, standing=standing, agreement=found)
    if request.method == "POST" and form.is_valid():
        date = form.cleaned_data["signed_on"]
        try:
            sign_agreement(
                agreement=found,
                signed_on=date,
                place=form.stored_place,
                amounts=agreed_amounts(found, date),
                standing=standing,
                by=request.user,
            )
        except PlanError as error:
            form.add_error(None, str(error))
        except StaleAgreementError:
            form = SigningForm(request.POST, standing=load_promise(found), agreement=found)
            form.full_clean()
        else:
            messages.success(request, f"{found.get_kind_display()} {found.position.name} dicatat sudah ditandatangani.")
            return redirect("agreement", unit=unit, position=position, year=year, kind=kind)
    context = {
        "agreement": found,
        "position": found.position,
        "unit": found.position.unit,
        "form": form,
        "document": render_fragment(prepare_agreement(found, to_sign=True)),
        "to_sign": TO_SIGN,
    }
    status = 200 if not form.is_bound else 409 if form.conflict else 422
    return render(request, "reports/agreement/sign.html", context, status=status)
