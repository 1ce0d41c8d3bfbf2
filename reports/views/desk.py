"""A report on somebody's desk: found if it may be seen, with what every page about it shows."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from agreements.models import User
from agreements.policies import Refused
from reports.document.edited import Section, compared, sections
from reports.models import Report
from reports.outputs import Prepared, prepare
from reports.period import Quarter
from reports.policies import can_compare_forms, check_can_edit_report
from reports.queries import units_visible_to, waiting_for
from reports.views.asking import Questions


def visible_report(user: User, unit: str, position: str, quarter: Quarter) -> Report:
    """Return the report, or answer 404 where there is none that the account may see.

    Whoever decides on a report sees it while it waits, also from further above than the posts directly below reach.
    """
    asked = Report.objects.select_related(
        "position__unit__regency", "position__unit__parent", "position__superior"
    ).filter(position__unit__slug=unit, position__slug=position, year=quarter.year, quarter=quarter.number)
    found = asked.filter(position__unit__in=units_visible_to(user)).first()
    return found or get_object_or_404(asked, pk__in=waiting_for(user, timezone.localdate()))


@dataclass(frozen=True)
class StaleText:
    """An edited section whose figures have moved: what was generated then and is now, in runs of words."""

    section: Section

    @cached_property
    def runs(self) -> tuple:
        """(then, now), as `document.edited.compared` returns them."""
        return compared(self.section.generated_then or "", self.section.generated)


@dataclass(frozen=True)
class Desk:
    """A report, its quarter, and whether the account may edit it (`refusal` says why not, '' where it may)."""

    report: Report
    quarter: Quarter
    user: User
    refusal: str

    @classmethod
    def take(cls, request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> "Desk":
        """Find the report, or answer 404."""
        when = Quarter(year, quarter)
        report = visible_report(request.user, unit, position, when)
        try:
            check_can_edit_report(request.user, report, timezone.localdate())
        except Refused as refused:
            return cls(report, when, request.user, str(refused))
        return cls(report, when, request.user, "")

    def check_may_edit(self) -> None:
        """Raise the refusal, for addresses that only write."""
        if self.refusal:
            raise Refused(self.refusal)

    @cached_property
    def prepared(self) -> Prepared:
        """Everything computed, checked and composed."""
        return prepare(self.report.position, self.quarter)

    @cached_property
    def questions(self) -> Questions:
        """Which of its figures can be asked how they came about, and where."""
        return Questions.about_report(self.prepared, self.address("report_calculation"))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The section texts, in printed order."""
        return sections(self.prepared.inputs, self.prepared.results)

    @property
    def stale(self) -> tuple[StaleText, ...]:
        """Edited texts that their figures have left."""
        return tuple(StaleText(section) for section in self.sections if section.stale)

    @property
    def copied(self) -> dict[str, Quarter]:
        """Where each copy comes from that nobody has read yet, by the key of its place."""
        return {copy.key: Quarter(copy.year, copy.quarter) for copy in self.prepared.inputs.background.copied}

    @property
    def copying(self) -> dict[str, object]:
        """What pages on which texts are written say of the quarter before; `last` is None where it holds nothing."""
        written = self.prepared.inputs.background.last_texts and not self.refusal
        return {"last": self.quarter.previous if written else None, "unread": len(self.copied)}

    @property
    def place(self) -> tuple[str, str, int, int]:
        """What the addresses of the report start with."""
        position = self.report.position
        return position.unit.slug, position.slug, self.quarter.year, self.quarter.number

    def address(self, name: str, *more: object) -> str:
        """Return an address about the report."""
        return reverse(name, args=[*self.place, *more])

    def context(self, **more: object) -> dict[str, object]:
        """Return what the templates of every page about the report need."""
        return {
            "report": self.report,
            "unit": self.report.position.unit,
            "quarter": self.quarter,
            "refusal": self.refusal,
            "may_edit": not self.refusal,
            "may_compare": can_compare_forms(self.user),
            **more,
        }
