"""What several pages need: the unit an account may see, its officials' work in a quarter, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from agreements.models import Unit
from reports.checks import check_figures, check_report
from reports.computation import compute_facts, compute_quarter_before
from reports.document.blocks import RenderedFile
from reports.inputs import ReportInputs, UnitFacts
from reports.layouts import compute_in_form
from reports.period import Quarter
from reports.queries import approved_reports, load_facts, load_unit_inputs, spent_until, units_visible_to
from reports.results import FactResults, Finding, ReportResults
from reports.usage import ApprovedUsage, FactIds, Usage, approved_usage, entered_facts, missing_facts, usage


def visible_unit(user: AbstractBaseUser, slug: str) -> Unit:
    """Return the unit, or answer 404 where it is none of the account's business."""
    return get_object_or_404(units_visible_to(user).select_related("regency", "parent"), slug=slug)


def download(file: RenderedFile) -> HttpResponse:
    """Send a finished file to be saved, and let nobody on the way keep it."""
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"},
    )


@dataclass(frozen=True)
class QuarterWork:
    """All reports of a unit in a quarter with what they share; each part is computed when a page asks for it."""

    unit: Unit
    quarter: Quarter
    reports: tuple[ReportInputs, ...]
    facts: UnitFacts
    texts: bool = True
    """Whether the reports hold what people wrote in them."""

    @classmethod
    def load(cls, unit: Unit, quarter: Quarter, *, texts: bool = True) -> "QuarterWork":
        """Read everything, in a fixed number of queries; without `texts` all but those, for pages of figures."""
        reports = load_unit_inputs(unit, quarter, texts=texts)
        return cls(unit, quarter, reports, reports[0].facts if reports else load_facts(unit, quarter), texts)

    @cached_property
    def results(self) -> FactResults:
        """The figures of all facts."""
        return compute_facts(self.facts)

    @cached_property
    def before(self) -> FactResults | None:
        """The figures at the end of the quarter before, in the same year."""
        return compute_quarter_before(self.facts, spent_until(self.unit, self.quarter.previous))

    @cached_property
    def entered(self) -> FactIds:
        """Facts that somebody types."""
        return entered_facts(self.facts)

    @cached_property
    def missing(self) -> FactIds:
        """Facts that nobody gave yet."""
        return missing_facts(self.facts)

    @cached_property
    def used_by(self) -> Usage:
        """Which reports use each fact."""
        return usage(self.reports)

    @cached_property
    def approved(self) -> ApprovedUsage:
        """Which approved reports print each fact, those of later quarters among them."""
        from_now = (self.quarter, *self.quarter.later_in_year)
        return approved_usage(approved_reports(self.unit, from_now), self.quarter)

    @cached_property
    def checked(self) -> Mapping[str, tuple[Finding, ...]]:
        """What the checks find in each report, by the slug of its post."""
        assert self.texts, "the checks of texts would find nothing"
        return {inputs.position_slug: check_report(inputs, self._report(inputs)) for inputs in self.reports}

    def _report(self, inputs: ReportInputs) -> ReportResults:
        return compute_in_form(inputs, self.results)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What the checks say about cells of the entry grid, by anchor, each sentence once."""
        found: dict[str, dict[str, Finding]] = {}
        for inputs in self.reports:
            for finding in check_figures(inputs, self._report(inputs)):
                if finding.link:
                    found.setdefault(finding.link, {}).setdefault(finding.message, finding)
        return {anchor: tuple(by_message.values()) for anchor, by_message in found.items()}
