"""Where a report stands, for those who make it: what may be done now, what was answered, what is left to mend."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from reports.policies import can_mend, can_take
from reports.queries import Baseline, History, People, baseline_of, history_of, people_of
from reports.queries.history import Remark
from reports.snapshot import snapshot_of
from reports.views.changed import Changes
from reports.views.desk import Desk
from reports.views.places import Spot
from reports.workflow import Step


@dataclass(frozen=True)
class Page:
    """The page on which a step is taken: its address by name, and what the button to it says."""

    name: str
    label: str
    of_quarter: bool = False
    """Whether it shows the reports of a whole quarter."""
    main: bool = True
    """Whether it is what the report waits for; else it is merely possible."""


_REVIEW = Page("report_review", "Baca dan tanggapi")
_RECEPTION = Page("reception", "Terima atau kembalikan", of_quarter=True)

PAGES: Mapping[Step, Page] = {
    Step.SUBMIT: Page("report_submit", "Periksa dan ajukan"),
    Step.APPROVE: _REVIEW,
    Step.RETURN: _REVIEW,
    Step.RECEIVE: _RECEPTION,
    Step.SEND_BACK: _RECEPTION,
    Step.REVISE: Page("report_revise", "Buka revisi", main=False),
}
"""Where the steps of the review are taken. Two steps may share a page, which then has one button."""


@dataclass(frozen=True)
class Button:
    """A way to a page on which the account may do something now."""

    address: str
    label: str
    main: bool


@dataclass(frozen=True)
class RemarkLine:
    """A remark with the place where it is mended; `address` is '' for a remark on the whole report."""

    remark: Remark
    address: str


@dataclass(frozen=True)
class State:
    """A report on its way, as one account sees it."""

    desk: Desk
    history: History
    people: People
    baseline: Baseline | None

    @classmethod
    def of(cls, desk: Desk) -> "State":
        """Read it, in a fixed number of queries."""
        return cls(
            desk=desk,
            history=history_of(desk.report),
            people=people_of(desk.report, timezone.localdate()),
            baseline=baseline_of(desk.report),
        )

    @cached_property
    def buttons(self) -> tuple[Button, ...]:
        """The pages that the account may use now, each once."""
        user, today = self.desk.user, timezone.localdate()
        allowed = [page for step, page in PAGES.items() if can_take(user, self.desk.report, step, today, self.people)]
        return tuple(Button(self._address(page), page.label, page.main) for page in dict.fromkeys(allowed))

    def _address(self, page: Page) -> str:
        _, _, year, quarter = self.desk.place
        return reverse(page.name, args=[year, quarter]) if page.of_quarter else self.desk.address(page.name)

    @cached_property
    def may_mend(self) -> bool:
        """Whether the account may call a remark mended."""
        return can_mend(self.desk.user, self.desk.report, timezone.localdate())

    @property
    def open_remarks(self) -> tuple[RemarkLine, ...]:
        """Remarks that wait to be mended, with the way there."""
        return self._lines(self.history.open_remarks)

    @property
    def mended_remarks(self) -> tuple[RemarkLine, ...]:
        """Remarks that are done."""
        return self._lines(self.history.mended_remarks)

    @cached_property
    def _spot(self) -> Spot:
        return Spot.of(self.desk)

    def _lines(self, remarks: tuple[Remark, ...]) -> tuple[RemarkLine, ...]:
        return tuple(RemarkLine(remark, self._spot.place(remark.row.anchor)) for remark in remarks)

    @cached_property
    def changes(self) -> Changes | None:
        """What the report says differently since somebody else read it last; None where nobody has."""
        if self.baseline is None:
            return None
        now = snapshot_of(self.desk.prepared.inputs, self.desk.prepared.results)
        return Changes.between(self.baseline.snapshot, now, self._spot.place)
