"""What the pages share on which a step of the review is taken: the page that was seen, and what happened since."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from agreements.policies import Refused
from reports.forms.steps import SeenReportForm
from reports.frozen import fingerprint
from reports.policies import check_can_take
from reports.queries import People, people_of, report_trail
from reports.views.desk import Desk
from reports.views.trail import TrailLine
from reports.workflow import Step, parts_of

MOST_LINES = 20
"""Changes since a page was opened that are told; more than these nobody reads."""

NO_CHANGE = ("mark_read",)
"""Actions in the trail that change nothing of what a report says, nor where it stands."""


@dataclass(frozen=True)
class Intent:
    """A step that an account wants to take, with the report as its page showed it (nothing before the page is sent)."""

    desk: Desk
    step: Step
    people: People
    refusal: str
    """Why the account may not take the step; '' where it may."""
    version: int | None = None
    seen: str = ""
    line: int | None = None

    @classmethod
    def of(cls, request: HttpRequest, desk: Desk, step: Step) -> "Intent":
        """Read what the page carries along."""
        today = timezone.localdate()
        people = people_of(desk.report, today)
        refusal = ""
        try:
            check_can_take(desk.user, desk.report, step, today, people)
        except Refused as refused:
            refusal = str(refused)
        form = SeenReportForm(request.POST if request.method == "POST" else None)
        sent = form.cleaned_data if form.is_valid() else {}
        return cls(desk, step, people, refusal, sent.get("version"), sent.get("seen", ""), sent.get("line"))

    @property
    def stale(self) -> bool:
        """Whether the report has another version than the page showed."""
        return self.version != self.desk.report.version

    def check_allowed(self) -> None:
        """Raise the refusal, but not for those who would have been right a moment ago: their page is stale.

        Raises:
            Refused: the step is not for this account, or not for this state.
        """
        if self.refusal and not (self.stale and self.people.parts_played(self.desk.user) & parts_of(self.step)):
            raise Refused(self.refusal)

    @property
    def changed(self) -> tuple[TrailLine, ...]:
        """What happened to the report and its figures since the page was opened, newest first."""
        if self.line is None:
            return ()
        found = report_trail(self.desk.report, self.desk.prepared.inputs)
        events = found.events.filter(number__gt=self.line).exclude(action__in=NO_CHANGE)
        return tuple(TrailLine.of(event, found.line(event)) for event in events[:MOST_LINES])

    def form(self) -> SeenReportForm:
        """Return the hidden fields for a page that shows the report as it is now."""
        inputs = self.desk.prepared.inputs
        newest = report_trail(self.desk.report, inputs).events.values_list("number", flat=True).first()
        return SeenReportForm(
            initial={"version": self.desk.report.version, "seen": fingerprint(inputs), "line": newest or 0},
            auto_id="id_%s",
        )
