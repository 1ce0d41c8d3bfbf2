"""What several pages of the plan need: the unit and the agreement that an account may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from agreements.enums import AgreementKind
from agreements.models import Agreement, Position, Unit, User
from agreements.queries import agreements_of_post, units_known_to


def known_unit(user: User, slug: str) -> Unit:
    """Return the unit, or answer 404 where it is none of the account's business."""
    return get_object_or_404(units_known_to(user), slug=slug)


def known_agreement(user: User, unit: str, position: str, year: int, kind: AgreementKind) -> Agreement:
    """Return the newest agreement of a kind of a post and year, or answer 404 where the account may see none."""
    post = get_object_or_404(
        Position.objects.filter(unit__in=units_known_to(user)).select_related("unit", "superior"),
        unit__slug=unit,
        slug=position,
    )
    found = next((row for row in agreements_of_post(post, year) if row.kind == kind), None)
    if found is None:
        raise Http404("no such agreement")
    return found
