"""What the pages of the organisation share: who may open them, the unit and post they are about, refused forms."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from agreements.models import Position, Unit
from agreements.policies import check_can_keep_organisation
from agreements.queries.organisation import kept_units

REFUSED, CONFLICT = 422, 409
View = Callable[..., HttpResponse]
STEPS = ((1, "Kecamatan dan jabatan"), (2, "Pejabat"), (3, "Akun dan undangan"), (4, "Selesai"))
"""How a new kecamatan is set up."""


def keepers_only(view: View) -> View:
    """Let only those in who keep the organisation; a page is read and posted, nothing else."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        check_can_keep_organisation(request.user)
        return view(request, *args, **options)

    return opened


def unit_or_404(slug: str) -> Unit:
    """Return a unit."""
    return get_object_or_404(kept_units(), slug=slug)


def post_or_404(unit: Unit, slug: str) -> Position:
    """Return a post of a unit, ended or not."""
    post = get_object_or_404(Position.objects.select_related("superior__unit"), unit=unit, slug=slug)
    post.unit = unit
    return post


def page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Draw a page of the organisation; one that refuses something says so by its status."""
    shared = {"refused": status != 200, "faults": [], "general": [], "setup_steps": STEPS}
    return render(request, f"agreements/organisation/{name}.html", shared | context, status=status)
