"""Who holds a post: appointing, correcting or ending an appointment, taking one out; an official's name and NIP."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.actions.people import (
    SeatError,
    change_appointment,
    remove_appointment,
    save_official,
    seat_officials,
)
from agreements.dependents import Dependents, dependents_of
from agreements.enums import AppointmentKind
from agreements.forms.organisation.people import AppointForm, AppointmentForm, OfficialForm
from agreements.forms.seen import SEEN, fingerprint
from agreements.models import Appointment, Official, Position
from agreements.organisation import NewSpan
from agreements.queries.organisation import official_text, officials_with_posts, spans_of
from agreements.views.organisation.desk import CONFLICT, REFUSED, keepers_only, page, post_or_404, unit_or_404


@keepers_only
def post_appoint(request: HttpRequest, unit: str, position: str) -> HttpResponse:
    """Appoint somebody to a post from a day on; who held it before ends the day before."""
    post = post_or_404(unit_or_404(unit), position)
    spans = spans_of(post)
    officials = officials_with_posts(timezone.localdate())
    form = AppointForm(request.POST or None, post=post, officials=officials, content=spans)
    context = {
        "unit": post.unit,
        "post": post,
        "form": form,
        "spans": spans,
        "dependents": dependents_of(post.unit, [post]),
    }
    if request.method != "POST":
        return page(request, "appoint", context)
    if not form.is_valid():
        return page(request, "appoint", context, CONFLICT if form.conflict else REFUSED)
    try:
        seated = seat_officials(
            seats=[form.seat], held={post.pk: spans}, move=form.cleaned_data["move"], by=request.user
        )
    except SeatError as error:
        field = "official" if error.field == "name" and form.seat.official else error.field
        form.add_error(field or None, str(error))
        return page(request, "appoint", context, REFUSED)
    also = f" {seated.ended} penugasan sebelumnya diakhiri sehari sebelumnya." if seated.ended else ""
    messages.success(request, f"Pejabat {post.name} ditunjuk.{also}")
    return redirect("organisation_post", unit=unit, position=position)


@keepers_only
def appointment_edit(request: HttpRequest, unit: str, position: str, appointment: int) -> HttpResponse:
    """Correct or end an appointment."""
    post = post_or_404(unit_or_404(unit), position)
    row = _appointment_or_404(post, appointment)
    form = AppointmentForm(request.POST or None, standing=_span(row))
    if request.method != "POST":
        return _appointment_page(request, post, row, form)
    if not form.is_valid():
        return _appointment_page(request, post, row, form, CONFLICT if form.conflict else REFUSED)
    try:
        changed = change_appointment(appointment=row, new=form.span, standing=_span(row), by=request.user)
    except StaleOrganisationError:
        row = _appointment_or_404(post, appointment)
        form = AppointmentForm(request.POST, standing=_span(row))
        form.is_valid()
        return _appointment_page(request, post, row, form, CONFLICT)
    except OrganisationError as error:
        form.add_error(error.field or None, str(error))
        return _appointment_page(request, post, row, form, REFUSED)
    messages.success(request, "Penugasan disimpan." if changed else "Tidak ada yang berubah.")
    return redirect("organisation_post", unit=unit, position=position)


def _appointment_page(
    request: HttpRequest, post: Position, row: Appointment, form: AppointmentForm, status: int = 200
) -> HttpResponse:
    context = {
        "unit": post.unit,
        "post": post,
        "appointment": row,
        "form": form,
        "dependents": dependents_of(post.unit, [post]),
    }
    return page(request, "appointment", context, status)


@keepers_only
def appointment_remove(request: HttpRequest, unit: str, position: str, appointment: int) -> HttpResponse:
    """Ask first: an appointment is taken out that was entered by mistake."""
    post = post_or_404(unit_or_404(unit), position)
    row = _appointment_or_404(post, appointment)
    seen = fingerprint(_span(row))
    context = {
        "unit": post.unit,
        "post": post,
        "appointment": row,
        "seen": seen,
        "dependents": dependents_of(post.unit, [post]),
    }
    if request.method != "POST":
        return page(request, "appointment_remove", context)
    if request.POST.get(SEEN) != seen:
        return page(request, "appointment_remove", context | {"general": [CHANGED]}, CONFLICT)
    try:
        remove_appointment(appointment=row, standing=_span(row), by=request.user)
    except StaleOrganisationError:
        row = _appointment_or_404(post, appointment)
        context |= {"appointment": row, "seen": fingerprint(_span(row)), "general": [CHANGED]}
        return page(request, "appointment_remove", context, CONFLICT)
    messages.success(request, f"Penugasan {row.official.name} dihapus.")
    return redirect("organisation_post", unit=unit, position=position)


CHANGED = "Penugasan ini baru saja diubah orang lain. Periksa, lalu hapus bila tetap salah."


def _appointment_or_404(post: Position, number: int) -> Appointment:
    return get_object_or_404(Appointment.objects.select_related("official"), position=post, pk=number)


def _span(row: Appointment) -> NewSpan:
    return NewSpan(AppointmentKind(row.kind), row.start, row.end)


@keepers_only
def official_edit(request: HttpRequest, official: int) -> HttpResponse:
    """Correct an official's name, NIP or rank."""
    row = get_object_or_404(Official, pk=official)

    def form_for(data: Mapping[str, str] | None = None) -> OfficialForm:
        return OfficialForm(data, standing=official_text(row))

    def shown(form: OfficialForm, status: int = 200) -> HttpResponse:
        held = list(row.appointments.select_related("position__unit").order_by("-start", "-pk"))
        context = {"official": row, "form": form, "appointments": held, "dependents": _dependents_of(held)}
        return page(request, "official", context, status)

    if request.method != "POST":
        return shown(form_for())
    form = form_for(request.POST)
    if not form.is_valid():
        return shown(form, CONFLICT if form.conflict else REFUSED)
    try:
        changed = save_official(official=row, text=form.text, standing=official_text(row), by=request.user)
    except StaleOrganisationError:
        row = get_object_or_404(Official, pk=official)
        form = form_for(request.POST)
        form.is_valid()
        return shown(form, CONFLICT)
    except OrganisationError as error:
        form.add_error(error.field or None, str(error))
        return shown(form, REFUSED)
    messages.success(request, f"{form.text.name} disimpan." if changed else "Tidak ada yang berubah.")
    last = row.appointments.select_related("position__unit").order_by("-start", "-pk").first()
    if last is None:
        return redirect("organisation")
    return redirect("organisation_post", unit=last.position.unit.slug, position=last.position.slug)


def _dependents_of(appointments: list[Appointment]) -> Dependents:
    """Return what rests on the posts that an official holds or held."""
    if not appointments:
        return Dependents()
    posts = {row.position_id: row.position for row in appointments}
    return dependents_of(appointments[0].position.unit, list(posts.values()))
