"""What the checks found, as pages show it: by weight and by who mends it, each with the way to the very field."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from agreements.enums import EnteredBy, FindingTopic, Severity
from agreements.models import Unit, User
from reports.anchors import ENTRY_CELLS, SIGNATURES
from reports.computation.outliers import FEWEST
from reports.forms.reasons import ReasonRow
from reports.inputs import ReportInputs
from reports.period import Quarter
from reports.policies import can_change_fact, can_enter_quarter
from reports.results import Finding, Kept
from reports.views.desk import Desk
from reports.views.mending import Mending, Way
from reports.views.places import Spot

DATED = frozenset({"signed_early", "signer_not_appointed"})
"""Checks that the date of the report can mend."""


@dataclass(frozen=True)
class FindingLine:
    """A finding, the way to its place in the report, and the ways to what is kept elsewhere.

    `keeper` says who mends what is kept elsewhere, where the account may not.
    """

    finding: Finding
    way: Way | None
    elsewhere: tuple[Way, ...] = ()
    keeper: str = ""
    row: ReasonRow | None = None
    """Its field, on a page where reasons are given."""

    @property
    def element(self) -> str:
        """Name of its element on a page."""
        return f"temuan-{self.finding.key}"


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one severity."""

    severity: Severity
    lines: tuple[FindingLine, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(line.finding for line in self.lines)

    @property
    def topics(self) -> tuple[tuple[FindingTopic, tuple[FindingLine, ...]], ...]:
        """The findings by who mends them."""
        parts = ((topic, tuple(line for line in self.lines if line.finding.topic == topic)) for topic in FindingTopic)
        return tuple(part for part in parts if part[1])


@dataclass(frozen=True)
class Finder:
    """Shows findings of one report to one account."""

    spot: Spot
    may_enter: bool
    mending: Mending

    @classmethod
    def of(cls, request: HttpRequest, desk: Desk) -> "Finder":
        """Look up what the account may do with the report on a desk."""
        unit = desk.report.position.unit
        may_enter = mends_figures(request.user, unit, desk.quarter)
        return cls(Spot.of(desk), may_enter, Mending(request.user, unit, desk.quarter.year))

    def lines(self, findings: Iterable[Finding], rows: Iterable[ReasonRow] = ()) -> tuple[FindingLine, ...]:
        """Return the findings, each sentence at a place once, with their ways and fields."""
        once = {finding.key: finding for finding in findings}
        fields = {row.finding.key: row for row in rows}
        return tuple(
            FindingLine(
                finding,
                self._way(finding),
                self.mending.ways(finding, self.spot.inputs),
                self.mending.keeper(finding, self.spot.inputs),
                fields.get(key),
            )
            for key, finding in once.items()
        )

    def groups(self, findings: Iterable[Finding], rows: Iterable[ReasonRow] = ()) -> tuple[FindingGroup, ...]:
        """Return the findings by severity, the heaviest first."""
        lines = self.lines(findings, rows)
        groups = (
            FindingGroup(severity, tuple(line for line in lines if line.finding.severity == severity))
            for severity in Severity
        )
        return tuple(group for group in groups if group.lines)

    def address(self, finding: Finding) -> str:
        """Return where the finding is mended first; '' where the report itself is no place for it."""
        way, elsewhere = self._way(finding), self.mending.ways(finding, self.spot.inputs)
        here = [way] if way and _is_mended_here(finding) else []
        found = next((each.address for each in (*here, *elsewhere)), "")
        return found or (way.address if way else "")

    def _way(self, finding: Finding) -> Way | None:
        mends = self.may_enter if finding.link.startswith(ENTRY_CELLS) else self.spot.may_edit
        label = "Perbaiki" if mends and _is_mended_here(finding) else "Lihat"
        if finding.code in DATED:
            return Way(self.spot.place(SIGNATURES), "Ubah tanggal" if mends else label)
        if finding.link:
            return Way(self.spot.place(finding.link), label)
        if finding.page:
            return Way(f"{self.spot.address('report')}{finding.page}/", label)
        return None


def _is_mended_here(finding: Finding) -> bool:
    """Whether the place in the report that a finding leads to may be what is wrong."""
    return not finding.kept or Kept.FIGURE in finding.kept


def mends_figures(user: User, unit: Unit, quarter: Quarter) -> bool:
    """Return whether the account mends the figures of a unit; Bagian Organisasi enters a few, and sees the others."""
    return can_enter_quarter(user, unit, quarter) and can_change_fact(user, unit, EnteredBy.UNIT)


def groups_on(request: HttpRequest, desk: Desk) -> tuple[FindingGroup, ...]:
    """Return what the checks found in the report on a desk."""
    return Finder.of(request, desk).groups(desk.prepared.findings)


@dataclass(frozen=True)
class Counted:
    """How many findings of each weight there are."""

    findings: tuple[Finding, ...]

    @cached_property
    def errors(self) -> int:
        """How many block the submission."""
        return self._of(Severity.ERROR)

    @cached_property
    def warnings(self) -> int:
        """How many want a reason, or have one."""
        return self._of(Severity.WARNING)

    @cached_property
    def notes(self) -> int:
        """How many only tell."""
        return self._of(Severity.NOTE)

    @cached_property
    def unexplained(self) -> int:
        """How many warnings still want a reason."""
        return sum(1 for finding in self.findings if finding.open_warning)

    def _of(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity)


def others_missing(reports: Iterable[ReportInputs]) -> str:
    """Say that figures were compared with few other offices or none, since those are not summed up; '' else.

    Where the kabupaten has too few offices of the kind, nothing is missed: there will never be a comparison.
    """
    asked = [row.background for row in reports if row.background.others_known >= FEWEST]
    if not asked or asked[0].others_ready == asked[0].others_known:
        return ""
    known, ready = asked[0].others_known, asked[0].others_ready
    if ready < FEWEST:
        return (
            f"Belum dibandingkan dengan unit lain: rekap {known - ready} dari {known} unit sejenis belum dihitung."
            " Muat ulang halaman ini beberapa saat lagi."
        )
    return f"Dibandingkan dengan {ready} dari {known} unit sejenis; rekap yang lain belum dihitung."
