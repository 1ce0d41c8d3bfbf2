"""A Perjanjian Kinerja as a page, and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements.enums import AgreementKind
from agreements.models import Agreement, Position, User
from reports.outputs import AGREEMENT_OUTPUTS, prepare_agreement
from reports.preview import render_fragment
from reports.queries import agreements_of_post, opened_quarters, units_visible_to
from reports.views.common import download

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel"}


def visible_agreements(user: User, unit: str, position: str, year: int) -> tuple[Agreement, ...]:
    """Return the agreements of a post and year, or answer 404 where there is no such post that the account may see."""
    post = get_object_or_404(Position.objects.filter(unit__in=units_visible_to(user)), unit__slug=unit, slug=position)
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
    }
    return render(request, "reports/agreement/detail.html", context)


@require_safe
def agreement_download(
    request: HttpRequest, unit: str, position: str, year: int, kind: AgreementKind, extension: str
) -> HttpResponse:
    """Send the agreement as PDF or Excel workbook."""
    if extension not in DOWNLOADS:
        raise Http404
    found = of_kind(visible_agreements(request.user, unit, position, year), kind)
    return download(AGREEMENT_OUTPUTS[extension](prepare_agreement(found)))
