"""Which reports rest on a unit's profile or on its posts. Reads only, in two queries."""

from django.db.models import Q
from django.urls import reverse

from agreements.dependents import Dependent, Dependents
from agreements.enums import ReportForm, ReportStatus
from agreements.models import Unit
from reports.models import Report
from reports.period import Quarter

FROZEN = (ReportStatus.APPROVED, ReportStatus.RECEIVED)


def dependents(*, unit: Unit, posts: frozenset[int] | None) -> Dependents:
    """Return the open reports that print a unit's profile, or some of its posts, and count the approved ones.

    A post is printed by its own report, by those directly below it, whose superior it is, and by the long form of its
    unit, which prints all posts.
    """
    if posts is None:
        rows = Report.objects.filter(position__unit=unit)
    else:
        long_form = Q(form=ReportForm.CAMAT_LENGKAP) | Q(form="", position__form=ReportForm.CAMAT_LENGKAP)
        rows = Report.objects.filter(
            Q(position__in=posts) | Q(position__superior__in=posts) | (Q(position__unit=unit) & long_form)
        )
    open_rows = rows.exclude(status__in=FROZEN).select_related("position__unit")
    return Dependents(
        open=tuple(_told(row) for row in open_rows.order_by("year", "quarter", "position__order", "position__name")),
        approved=rows.filter(status__in=FROZEN).count(),
    )


def _told(row: Report) -> Dependent:
    quarter = Quarter(row.year, row.quarter)
    address = reverse("report", args=[row.position.unit.slug, row.position.slug, row.year, row.quarter])
    return Dependent(f"{row.position.name}, {quarter.name} {quarter.year}", address)
