"""The sheet of officials to fill in for a unit. Its import is a page of the organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.importing.officials import COLUMNS
from agreements.models import Unit
from agreements.policies import check_can_keep_organisation
from agreements.queries import appointment_on
from agreements.queries.organisation import posts_with_people
from reports.views.common import download
from reports.xlsx.officials import OfficialCells, render_officials


@require_safe
def officials_template(request: HttpRequest, unit: str) -> HttpResponse:
    """Send the posts of a unit with those who hold them, and room for those who do not yet."""
    check_can_keep_organisation(request.user)
    row = get_object_or_404(Unit, slug=unit)
    today = timezone.localdate()
    cells: list[OfficialCells] = []
    for post in posts_with_people(row):
        if post.ended_on is None:
            held = appointment_on(post.appointments.all(), today)
            if held is None:
                cells.append((post.name, "", "", "", "", None))
            else:
                official = held.official
                kind = held.get_kind_display()
                cells.append((post.name, official.name, official.nip or "", official.rank, kind, held.start))
    return download(render_officials(cells, COLUMNS, f"pejabat-{row.slug}.xlsx"))
