"""Officials for the vacant posts of a unit, typed in a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agreements.actions.people import SeatError, seat_officials
from agreements.forms.organisation.people import SeatsForm
from agreements.policies import can_make_accounts
from agreements.queries.organisation import posts_with_marks, spans_of_posts
from agreements.views.organisation.desk import REFUSED, keepers_only, page, unit_or_404


@keepers_only
def unit_officials(request: HttpRequest, unit: str) -> HttpResponse:
    """Ask who holds each of the posts that nobody holds; on POST appoint all who were named, or nobody."""
    row = unit_or_404(unit)
    posts = posts_with_marks([row], timezone.localdate())
    held = spans_of_posts(posts)
    form = SeatsForm(request.POST or None, posts=posts)
    context = {"unit": row, "form": form, "may_make_accounts": can_make_accounts(request.user)}
    if request.method != "POST":
        return page(request, "officials", context)
    if form.is_valid():
        if not form.seats:
            return page(request, "officials", context | {"general": [NOBODY]}, REFUSED)
        try:
            seated = seat_officials(seats=form.seats, held=held, move=form.cleaned_data["move"], by=request.user)
        except SeatError as error:
            form.seated[error.place].add_error(error.field or "name", str(error))
        else:
            messages.success(request, f"{seated.made} pejabat ditunjuk.")
            return redirect("unit_accounts" if context["may_make_accounts"] else "organisation_unit", unit=row.slug)
    return page(request, "officials", context | {"faults": form.faults}, REFUSED)


NOBODY = "Belum ada nama yang ditulis."
