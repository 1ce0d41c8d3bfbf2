"""Units: all with what they lack, one with its posts, a new one, the profile, a kabupaten to start with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.actions.units import found_regency, save_profile, set_up_unit
from agreements.dependents import dependents_of
from agreements.enums import UnitKind
from agreements.forms.organisation.units import NewUnitForm, ProfileForm, RegencyForm
from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN
from agreements.models import Regency, Unit
from agreements.organisation import Gap, branches
from agreements.policies import Refused, check_can_make_accounts
from agreements.queries import appointment_on
from agreements.queries.organisation import kept_units, posts_with_people, profile_of, unit_rows
from agreements.views.organisation.desk import CONFLICT, REFUSED, keepers_only, page, unit_or_404


@keepers_only
def organisation(request: HttpRequest) -> HttpResponse:
    """List all units with their posts and gaps."""
    rows = unit_rows(kept_units(), timezone.localdate())
    return page(request, "list", {"rows": rows, "lacking": [row for row in rows if row.lacks]})


@keepers_only
def regency_new(request: HttpRequest) -> HttpResponse:
    """Make a kabupaten with the post of its head."""
    form = RegencyForm(request.POST or None)
    if not form.is_bound:
        return page(request, "regency_new", {"form": form})
    if form.is_valid():
        try:
            unit = found_regency(**form.cleaned_data, by=request.user)
        except OrganisationError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(
                request, f"{unit.regency.name} dicatat, dengan {form.cleaned_data['head']} sebagai puncaknya."
            )
            return redirect("organisation")
    return page(request, "regency_new", {"form": form}, REFUSED)


@keepers_only
def unit_new(request: HttpRequest) -> HttpResponse:
    """Make a unit without posts: a bagian, a dinas, or a kecamatan whose posts are added one by one."""
    regencies = list(Regency.objects.order_by("name"))
    if not regencies:
        return redirect("regency_new")
    form = NewUnitForm(request.POST or None, regencies=regencies)
    if not form.is_bound:
        return page(request, "unit_new", {"form": form})
    if form.is_valid():
        try:
            unit = set_up_unit(details=form.details, posts=[], by=request.user)
        except OrganisationError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, f"{unit.name} dicatat. Tambahkan jabatannya.")
            return redirect("organisation_unit", unit=unit.slug)
    return page(request, "unit_new", {"form": form}, REFUSED)


@keepers_only
def organisation_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show the posts of a unit as a tree, with those who hold and held them, and what is missing."""
    row, today = unit_or_404(unit), timezone.localdate()
    [state] = unit_rows([row], today)
    posts = posts_with_people(row)
    for post in posts:
        appointments = list(post.appointments.all())
        post.held = [each for each in appointments if each.start <= today and (each.end is None or each.end >= today)]
        post.in_charge = appointment_on(appointments, today)
        post.to_come = [each for each in appointments if each.start > today]
        post.past = [each for each in appointments if each.end is not None and each.end < today]
    standing = [post for post in posts if post.ended_on is None or post.ended_on >= today]
    told = _who_makes_accounts(request)
    context = {
        "unit": row,
        "state": state,
        "branches": branches(standing),
        "ended": [post for post in posts if post not in standing],
        "lacks_accounts": any(lack.gap == Gap.OPERATOR for lack in state.lacks),
        "may_make_accounts": not told,
        "who_makes_accounts": told,
        "is_above": row.kind == UnitKind.REGENCY,
    }
    return page(request, "unit", context)


def _who_makes_accounts(request: HttpRequest) -> str:
    """Say who makes accounts, where it is not who asks; '' where it is."""
    try:
        check_can_make_accounts(request.user)
    except Refused as refused:
        return str(refused)
    return ""


@keepers_only
def unit_profile(request: HttpRequest, unit: str) -> HttpResponse:
    """Change what covers and BAB I tell of a unit."""
    row = unit_or_404(unit)
    standing = profile_of(row)
    if request.method != "POST":
        return _profile_page(request, row, ProfileForm(standing=standing))
    if "add" in request.POST:
        wider = with_more_rows(request.POST, request.POST["add"])
        return _profile_page(request, row, ProfileForm(wider, standing=standing), adding=True)
    form = ProfileForm(request.POST, standing=standing)
    if not form.is_valid():
        return _profile_page(request, row, form, CONFLICT if form.conflict else REFUSED)
    try:
        changed = save_profile(unit=row, profile=form.profile, standing=standing, by=request.user)
    except StaleOrganisationError:
        row = unit_or_404(unit)
        form = ProfileForm(request.POST, standing=profile_of(row))
        return _profile_page(request, row, form, CONFLICT)
    except OrganisationError as error:
        form.add_error(error.field or None, str(error))
        return _profile_page(request, row, form, REFUSED)
    messages.success(request, f"Profil {form.profile.name} disimpan." if changed else "Tidak ada yang berubah.")
    return redirect("organisation_unit", unit=row.slug)


def _profile_page(
    request: HttpRequest, unit: Unit, form: ProfileForm, status: int = 200, *, adding: bool = False
) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        # Rows were only added: what stands was not compared yet.
        "seen": request.POST.get(SEEN, "") if adding else form.seen,
        "standing": profile_of(unit) if form.conflict and not adding else None,
        "faults": form.faults if status != 200 else [],
        "general": form.non_field_errors() if status != 200 else [],
        "dependents": dependents_of(unit),
        "adding": adding,
    }
    return page(request, "profile", context, status)
