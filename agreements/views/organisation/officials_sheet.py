"""Officials of a unit from a sheet: it goes up, its rows are shown, and one press appoints all of them or nobody."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from agreements.actions.people import SeatError, seat_officials
from agreements.dependents import dependents_of
from agreements.forms.organisation.people import OfficialsSheetForm
from agreements.forms.seen import SEEN
from agreements.importing.officials import OfficialsPlan, plan_officials, read_officials
from agreements.models import Unit
from agreements.policies import can_make_accounts
from agreements.queries.organisation import StandingPeople, standing_people
from agreements.sheets import SheetRefusedError, keep_upload, kept_upload, read_workbook
from agreements.views.organisation.desk import CONFLICT, REFUSED, keepers_only, page, unit_or_404

KEPT, MOVE = "lembar", "pindah"
GONE = "Lembar yang diunggah tadi sudah tidak disimpan lagi. Unggah sekali lagi."
STALE = "Penugasan unit ini baru saja diubah orang lain. Periksa lagi barisnya di bawah, lalu terapkan."


@never_cache
@keepers_only
def officials_import(request: HttpRequest, unit: str) -> HttpResponse:
    """Show the form, or what a sheet that was uploaded would change; on POST take a sheet, or apply it."""
    row = unit_or_404(unit)
    if request.method == "POST":
        return _apply(request, row) if KEPT in request.POST else _upload(request, row)
    if KEPT in request.GET:
        return _show(request, row, request.GET[KEPT], move=bool(request.GET.get(MOVE)))
    return _form(request, row, OfficialsSheetForm())


def _address(unit: Unit) -> str:
    return reverse("officials_import", args=[unit.slug])


def _purpose(unit: Unit) -> str:
    return f"pejabat-{unit.pk}"


def _plan(unit: Unit, content: bytes, *, move: bool) -> tuple[OfficialsPlan, StandingPeople]:
    """Hold a sheet against the posts and people of this moment.

    Raises:
        SheetRefusedError: it is no sheet of officials.
    """
    name, rows = read_officials(read_workbook(content))
    standing = standing_people(unit, [row.nip for row in rows if row.nip])
    return plan_officials(name, rows, standing, move=move), standing


def _upload(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = OfficialsSheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, unit, form, REFUSED)
    content, move = form.cleaned_data["sheet"], form.cleaned_data["move"]
    try:
        _plan(unit, content, move=move)
    except SheetRefusedError as refused:
        form.add_error("sheet", str(refused))
        return _form(request, unit, form, REFUSED)
    key = keep_upload(content, owner=request.user.pk, purpose=_purpose(unit))
    return redirect(f"{_address(unit)}?{urlencode({KEPT: key} | ({MOVE: 1} if move else {}))}")


def _apply(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Read the kept sheet again and apply it, if it still means what was shown."""
    key, move = request.POST[KEPT], bool(request.POST.get(MOVE))
    content = kept_upload(key, owner=request.user.pk, purpose=_purpose(unit))
    if content is None:
        messages.warning(request, GONE)
        return redirect(_address(unit))
    plan, standing = _plan(unit, content, move=move)
    if plan.preview.seen != request.POST.get(SEEN):
        return _show(request, unit, key, move=move, status=CONFLICT, fault=STALE)
    if plan.preview.is_refused or not plan.seats:
        return _show(request, unit, key, move=move, status=REFUSED)
    try:
        seated = seat_officials(seats=plan.seats, held=standing.spans, move=move, by=request.user)
    except SeatError as error:
        return _show(request, unit, key, move=move, status=REFUSED, fault=str(error))
    messages.success(request, f"{seated.made} pejabat ditunjuk dari lembar.")
    return redirect("unit_accounts" if can_make_accounts(request.user) else "organisation_unit", unit=unit.slug)


def _form(request: HttpRequest, unit: Unit, form: OfficialsSheetForm, status: int = 200) -> HttpResponse:
    return page(request, "officials_import", {"unit": unit, "form": form, "plan": None}, status)


def _show(
    request: HttpRequest, unit: Unit, key: str, *, move: bool, status: int = 200, fault: str = ""
) -> HttpResponse:
    """Show what the kept sheet would change now."""
    content = kept_upload(key, owner=request.user.pk, purpose=_purpose(unit))
    if content is None:
        messages.warning(request, GONE)
        return redirect(_address(unit))
    plan, _ = _plan(unit, content, move=move)
    posts = unit.positions.filter(pk__in=[seat.post for seat in plan.seats])
    context = {
        "unit": unit,
        "form": None,
        "plan": plan,
        "kept": key,
        "move": move,
        "general": [fault] if fault else [],
        "dependents": dependents_of(unit, posts) if plan.seats else None,
    }
    return page(request, "officials_import", context, status)
