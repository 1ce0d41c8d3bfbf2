"""The pohon kinerja of a unit and year: a picture, and the same as a list."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements.cascade import grow
from agreements.policies import can_plan
from agreements.queries import load_plan, units_known_to
from reports.charts.cascade import draw, missing
from reports.charts.shapes import Drawing

WIDE, NARROW = 1180, 340


@dataclass(frozen=True)
class TreePicture:
    """The picture in the two widths that a page may have."""

    wide: Drawing
    narrow: Drawing


@require_safe
def cascade(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Show which indicator feeds which, who promises them, and where there are gaps."""
    office = get_object_or_404(units_known_to(request.user), slug=unit)
    plan = load_plan(office, year)
    trees = grow(plan.nodes)
    context = {
        "unit": office,
        "year": year,
        "years": (year - 1, year, year + 1),
        "trees": trees,
        "picture": TreePicture(draw(trees, WIDE), draw(trees, NARROW, "pohon-kinerja-sempit")) if trees else None,
        "missing": list(missing(trees)),
        "without": [row.position for row in plan.posts if row.agreement is None],
        "may_plan": can_plan(request.user, office),
    }
    return render(request, "reports/cascade/year.html", context)
