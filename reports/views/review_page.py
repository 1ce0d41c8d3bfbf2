"""What somebody who decides has in front of him: since when the report waits, what changed, what it reached and cost.

Only assembles: figures come from the results, differences from `reports.snapshot`.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from agreements.enums import DecisionStage, ReportStatus
from agreements.numbers import format_percent
from reports.anchors import indicator_anchor, line_anchor, text_anchor
from reports.document.edited import Section
from reports.frozen import fingerprint
from reports.models import Reading, Submission
from reports.period import working_days_left
from reports.policies import EDITABLE, can_review, can_take
from reports.queries import History, People, Round, Verdict, history_of, holidays, people_of, reading_of
from reports.results import CostRow, Figure
from reports.snapshot import Snapshot, places, snapshot_of
from reports.views.changed import Changes
from reports.views.desk import Desk
from reports.views.state import RemarkLine
from reports.workflow import Part, Step


@dataclass(frozen=True)
class Share:
    """A percentage as text and as the length of a bar; `bar` is '' where there is no figure."""

    text: str
    bar: str
    ask: str = ""
    """Where the page answers how it came about, '' for nowhere."""

    @classmethod
    def of(cls, figure: Figure, ask: str = "") -> "Share":
        """Write a percentage down."""
        return cls.written(figure.value, ask)

    @classmethod
    def written(cls, value: Decimal | None, ask: str = "") -> "Share":
        """Write down a percentage that was stored."""
        return cls("–", "", ask) if value is None else cls(format_percent(value), f"{max(value, 0):f}", ask)


@dataclass(frozen=True)
class BalanceRow:
    """What one row reached against what it spent; `fruitless` where money was spent and nothing was reached."""

    name: str
    anchor: str
    achievements: tuple[tuple[str, str, Share], ...]
    """(name of the indicator where the row has another name, where a remark on it is pinned, achievement)."""
    absorption: Share | None
    fruitless: bool


@dataclass(frozen=True)
class Told:
    """A round, and the remarks that were made in it."""

    round: Round
    remarks: tuple[RemarkLine, ...]


@dataclass(frozen=True)
class Folder:
    """A report as it lies before somebody who decides."""

    desk: Desk
    today: datetime.date

    @classmethod
    def take(cls, desk: Desk) -> "Folder":
        """Open it today."""
        return cls(desk, timezone.localdate())

    # -- who and since when --------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> People:
        """Who decides."""
        return people_of(self.desk.report, self.today)

    @cached_property
    def may_decide(self) -> bool:
        """Whether the report waits for this account's approval."""
        return can_take(self.desk.user, self.desk.report, Step.APPROVE, self.today, self.people)

    @cached_property
    def may_return(self) -> bool:
        """Whether it may be given back: in a closed quarter nobody could hand it in again."""
        return can_take(self.desk.user, self.desk.report, Step.RETURN, self.today, self.people)

    @cached_property
    def may_remark(self) -> bool:
        """Whether the account may pin remarks to it now."""
        return can_review(self.desk.user, self.desk.report, self.today, self.people)

    @property
    def on_paper(self) -> bool:
        """Whether the account records what somebody else answered on paper."""
        return self.people.on_paper and Part.SUPERIOR in self.people.parts_played(self.desk.user)

    @cached_property
    def rounds(self) -> tuple[Told, ...]:
        """The rounds that anything is known of, the newest first."""
        history = history_of(self.desk.report)
        return tuple(
            Told(
                row,
                tuple(RemarkLine(remark, "") for remark in history.remarks if remark.row.round == row.number),
            )
            for row in _with_present(history, self.desk.report.round)
        )

    @property
    def now(self) -> Told | None:
        """The round in which the report stands."""
        return self.rounds[0] if self.rounds else None

    @property
    def remarks(self) -> tuple[RemarkLine, ...]:
        """The remarks of all rounds."""
        return tuple(line for told in self.rounds for line in told.remarks)

    @property
    def open_remarks(self) -> tuple[RemarkLine, ...]:
        """Those that are not mended."""
        return tuple(line for line in self.remarks if not line.remark.mended)

    @property
    def submission(self) -> Submission | None:
        """How it was handed in last."""
        return self.now.round.submission if self.now else None

    @property
    def first(self) -> Submission | None:
        """How it was handed in first: in time or late."""
        first = next((told.round for told in self.rounds if told.round.number == 1), None)
        return first.submission if first else None

    @property
    def waiting(self) -> bool:
        """Whether it waits for its superior."""
        return self.desk.report.status == ReportStatus.SUBMITTED

    @property
    def waited(self) -> int:
        """Working days since it was handed in."""
        if self.submission is None:
            return 0
        since = timezone.localdate(self.submission.at)
        return abs(working_days_left(self.today, since, holidays({since.year, self.today.year})))

    @property
    def decision(self) -> Verdict | None:
        """What the superior decided in this round, if so."""
        made = self.now.round.verdicts if self.now else ()
        return next((row for row in made if row.stage == DecisionStage.SUPERIOR), None)

    # -- what it says, and what changed --------------------------------------------------------------------------------

    @cached_property
    def seen(self) -> str:
        """Fingerprint of what the page shows."""
        return fingerprint(self.desk.prepared.inputs)

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the report says now."""
        return snapshot_of(self.desk.prepared.inputs, self.desk.prepared.results)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """What remarks can be pinned to."""
        return places(self.snapshot)

    @cached_property
    def before(self) -> Submission | None:
        """What the present state is compared with: the round before, or the last one while nothing is handed in."""
        handed_in = self.desk.report.status not in EDITABLE
        submissions = (told.round.submission for told in self.rounds)
        return next((row for row in submissions if row and not (handed_in and row == self.submission)), None)

    @cached_property
    def since_before(self) -> Changes | None:
        """What changed since the round before; None in the first."""
        return Changes.between(self.before.snapshot, self.snapshot) if self.before else None

    @cached_property
    def since_submitted(self) -> Changes | None:
        """What changed after this round's submission, while it waits."""
        if not self.waiting or self.submission is None:
            return None
        return Changes.between(self.submission.snapshot, self.snapshot)

    @cached_property
    def reading(self) -> Reading | None:
        """The account's reading of this round."""
        return reading_of(self.desk.report, self.desk.user)

    @property
    def read(self) -> bool:
        """Whether the account has read what the page shows."""
        return self.has_read(self.seen)

    def has_read(self, seen: str) -> bool:
        """Whether what the account read is known, and has that fingerprint."""
        return self.reading is not None and self.reading.fingerprint == seen

    def since_seen(self, seen: str) -> Changes | None:
        """Return what changed since the account read what has that fingerprint, else since it was handed in."""
        if self.reading is not None and self.has_read(seen):
            return Changes.between(self.reading.snapshot, self.snapshot)
        return self.since_submitted

    # -- reached and spent ---------------------------------------------------------------------------------------------

    @cached_property
    def balance(self) -> tuple[BalanceRow, ...]:
        """What each row of the report reached against what it spent."""
        return tuple(self._balance_row(row) for row in self.desk.prepared.results.rows)

    @property
    def fruitless(self) -> int:
        """How many rows spent money and reached nothing."""
        return len([row for row in self.balance if row.fruitless])

    def _balance_row(self, row: CostRow) -> BalanceRow:
        facts, ask = self.desk.prepared.inputs.facts, self.desk.questions.about
        line = facts.lines.get(row.line_id) if row.line_id is not None else None
        names = [facts.indicators[half.indicator_id].name for half in row.outcomes]
        anchors = [self._offered(indicator_anchor(half.indicator_id)) for half in row.outcomes]
        if row.kind == "indicator" and row.outcomes:
            name, anchor = names[0], indicator_anchor(row.outcomes[0].indicator_id)
        else:
            name = line.name if line else ""
            anchor = line_anchor(row.line_id) if row.line_id is not None else ""
        return BalanceRow(
            name=name,
            anchor=self._offered(anchor),
            achievements=tuple(
                ("" if own == name else own, place, Share.of(half.achievement, ask(half.achievement)))
                for own, place, half in zip(names, anchors, row.outcomes, strict=True)
            ),
            absorption=Share.of(row.money.absorption, ask(row.money.absorption)) if row.money else None,
            fruitless=bool(
                row.money
                and row.money.spent.value
                and row.outcomes
                and not any(half.achievement.value for half in row.outcomes)
            ),
        )

    def _offered(self, anchor: str) -> str:
        return anchor if anchor in self.places else ""

    @property
    def paragraphs(self) -> tuple[tuple[str, Section], ...]:
        """(anchor, section) of the texts that the report prints."""
        found = ((text_anchor(section.key), section) for section in self.desk.sections)
        return tuple(row for row in found if row[0] in self.places)


def _with_present(history: History, number: int) -> tuple[Round, ...]:
    """Return the rounds, the present one among them even where nothing but remarks is known of it."""
    known = {row.number: row for row in history.rounds}
    wanted = {remark.row.round for remark in history.remarks} | ({number} if number else set()) | known.keys()
    return tuple(known.get(key) or Round(key, None, "", (), "", ()) for key in sorted(wanted, reverse=True))
