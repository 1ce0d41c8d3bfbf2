"""Keys of consumers of the JSON: made, shown this once, and revoked, by administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.actions import make_api_token, revoke_api_token
from reports.forms.api_tokens import ApiTokenForm
from reports.models import ApiToken
from reports.policies import check_can_keep_api_tokens
from reports.queries import reporting_units


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_tokens(request: HttpRequest) -> HttpResponse:
    """List the keys, and make a new one; the key stands on the page that answers, and nowhere else ever."""
    check_can_keep_api_tokens(request.user)
    units = reporting_units().order_by("name")
    if request.method != "POST":
        return _page(request, ApiTokenForm(units=units))
    form = ApiTokenForm(request.POST, units=units)
    if not form.is_valid():
        return _page(request, form, 422)
    made, token = make_api_token(
        name=form.cleaned_data["name"],
        all_units=form.all_units,
        units=form.cleaned_data["units"],
        by=request.user,
    )
    return _page(request, ApiTokenForm(units=units), made=made, token=token)


@require_http_methods(["GET", "HEAD", "POST"])
def api_token_revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Ask first: whoever uses the key reads nothing from then on."""
    check_can_keep_api_tokens(request.user)
    row = get_object_or_404(ApiToken, pk=token)
    if request.method != "POST":
        return render(request, "reports/api_token/revoke.html", {"token": row})
    revoke_api_token(token=row, by=request.user)
    messages.success(request, f"Kunci {row.name} dicabut. Permintaan dengan kunci itu ditolak mulai sekarang.")
    return redirect("api_tokens")


def _page(
    request: HttpRequest, form: ApiTokenForm, status: int = 200, *, made: ApiToken | None = None, token: str = ""
) -> HttpResponse:
    tokens = ApiToken.objects.select_related("made_by__official", "revoked_by__official").prefetch_related("units")
    context = {
        "form": form,
        "made": made,
        "token": token,
        "tokens": tokens,
    }
    return render(request, "reports/api_token/list.html", context, status=status)
