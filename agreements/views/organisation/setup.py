"""A new kecamatan from nothing: the unit with its standard posts, then its officials, then their accounts."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agreements.actions.organisation import OrganisationError
from agreements.actions.units import set_up_unit
from agreements.enums import UnitKind
from agreements.forms.organisation.setup import PlannedPosts, planned_posts
from agreements.forms.organisation.units import NewUnitForm
from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN, fingerprint
from agreements.models import Regency, Unit
from agreements.queries.organisation import head_of, posts_to_copy, superiors_for
from agreements.standard import standard_posts
from agreements.views.organisation.desk import CONFLICT, REFUSED, keepers_only, page

STANDARD = "baku"
SOURCE = "susunan"
CHANGED = "Susunan yang disalin baru saja diubah orang lain. Periksa lagi daftarnya, lalu simpan."


@keepers_only
def kecamatan_new(request: HttpRequest) -> HttpResponse:
    """Make a kecamatan with posts as proposed by the standard, or by another kecamatan, and adapted here."""
    regencies = list(Regency.objects.order_by("name"))
    if not regencies:
        return redirect("regency_new")
    sources = list(Unit.objects.filter(kind=UnitKind.KECAMATAN, positions__ended_on=None).distinct().order_by("name"))
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((unit for unit in sources if unit.slug == given.get(SOURCE)), None)
    # Of several kabupaten in one house none lends its own regulations to another.
    proposals = posts_to_copy(chosen) if chosen else standard_posts(regencies[0].name if len(regencies) == 1 else "")
    outside = superiors_for(None, timezone.localdate())
    head = head_of(regencies[0].pk)

    def lists(data: Mapping[str, str] | None) -> PlannedPosts:
        return planned_posts(data, proposals, outside, head.pk if head else None)

    def shown(
        form: NewUnitForm, posts: PlannedPosts, status: int = 200, *, general: Sequence[str] = ()
    ) -> HttpResponse:
        return _setup_page(request, form, posts, status, sources, chosen, fingerprint(proposals), general)

    if request.method != "POST":
        return shown(NewUnitForm(regencies=regencies, kind=UnitKind.KECAMATAN), lists(None))
    if "add" in request.POST:
        wider = with_more_rows(request.POST, request.POST["add"])
        return shown(NewUnitForm(wider, regencies=regencies, kind=UnitKind.KECAMATAN), lists(wider))
    form = NewUnitForm(request.POST, regencies=regencies, kind=UnitKind.KECAMATAN)
    posts = lists(request.POST)
    valid = all([form.is_valid(), posts.is_valid()])
    if request.POST.get(SEEN) != fingerprint(proposals):
        return shown(form, posts, CONFLICT, general=[CHANGED])
    if not valid:
        return shown(form, posts, REFUSED)
    try:
        unit = set_up_unit(details=form.details, posts=posts.planned, by=request.user)
    except OrganisationError as error:
        form.add_error(error.field or None, str(error))
        return shown(form, posts, REFUSED)
    messages.success(request, f"{unit.name} dibuat dengan {len(posts.planned)} jabatan.")
    return redirect("unit_officials", unit=unit.slug)


def _setup_page(
    request: HttpRequest,
    form: NewUnitForm,
    posts: PlannedPosts,
    status: int,
    sources: Sequence[Unit],
    chosen: Unit | None,
    seen: str,
    general: Sequence[str],
) -> HttpResponse:
    refused = status != 200
    faults = [*_unit_faults(form), *posts.faults] if refused else []
    context = {
        "form": form,
        "posts": posts,
        "sources": sources,
        "source": chosen.slug if chosen else STANDARD,
        "seen": seen,
        "faults": faults,
        "general": [*general, *(form.non_field_errors() if refused else ())],
        "adding": request.method == "POST" and not refused,
        "later_open": bool(faults) and any(bound.errors for bound in form.later),
    }
    return page(request, "kecamatan_new", context, status)


def _unit_faults(form: NewUnitForm) -> list[tuple[str, str, str]]:
    return [(bound.auto_id, bound.label, sentence) for bound in form.visible_fields() for sentence in bound.errors]
