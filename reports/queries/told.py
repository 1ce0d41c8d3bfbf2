"""What the reports of some posts tell beside the facts, as rows: their posts' duties, agreements, own texts and lists.

Reads only, in a fixed number of queries, whatever the number of posts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agreements.models import Agreement, AgreementBudget, AgreementItem, Citation, Duty, Objective
from reports.models import (
    Activity,
    FindingReason,
    FollowUp,
    Obstacle,
    Photo,
    Report,
    ReportText,
    Strategy,
    StrategyItem,
    SuperiorResponse,
)
from reports.period import Quarter
from reports.queries.rows import by, in_quarters, plain

Rows = Mapping[int, Sequence[Any]]
COPIED = ("copied_year", "copied_quarter")
"""Where a row was copied from and not read since; both empty where it was written here."""


@dataclass(frozen=True)
class Told:
    """Rows by the id of what they belong to, in their order."""

    # of a post
    duties: Rows
    citations: Rows
    agreements: Rows
    """Those of the year."""
    reports: Rows
    """Those of the quarter and of the one before."""
    # of an agreement
    objectives: Rows
    items: Rows
    budgets: Rows
    # of a report
    texts: Rows
    strategies: Rows
    follow_ups: Rows
    obstacles: Rows
    activities: Rows
    photos: Rows
    responses: Rows
    reasons: Rows
    # of a strategy
    sentences: Rows

    def report_of(self, post: int, quarter: Quarter) -> Any | None:
        """Return the report of a post in a quarter; None where nobody opened it."""
        found = (row for row in self.reports[post] if (row.year, row.quarter) == (quarter.year, quarter.number))
        return next(found, None)


def read_told(posts: Collection[int], quarter: Quarter, *, texts: bool = True) -> Told:
    """Return what the reports of some posts, by id, tell in a quarter.

    Without `texts` what only texts are made of or checked against is left out (obstacles also excuse a figure): for
    pages of figures, in half the queries.
    """

    def told(rows: QuerySet[Any], *names: str) -> Sequence[Any]:
        return plain(rows, *names) if texts else ()

    agreements = plain(
        Agreement.objects.filter(position__in=posts, year=quarter.year).order_by("kind"),
        *("pk", "position_id", "year", "kind", "signed_on", "supersedes_id", "superior_title"),
        "signed_place",
    )
    reports = plain(
        Report.objects.filter(in_quarters([quarter, quarter.previous]), position__in=posts).order_by(),
        *("pk", "position_id", "year", "quarter", "status", "form", "signed_on"),
    )
    signed, made = [row.pk for row in agreements], [row.pk for row in reports]
    duties = told(
        Duty.objects.filter(position__in=posts).order_by("kind", "order"),
        *("pk", "position_id", "kind", "parent_id", "text"),
    )
    citations = told(
        Citation.objects.filter(position__in=posts).order_by("purpose", "pk"),
        *("position_id", "purpose", "article", "regulation__short", "regulation__about"),
    )
    objectives = plain(
        Objective.objects.filter(agreement__in=signed).order_by("order"),
        *("pk", "agreement_id", "level", "order", "text"),
    )
    items = plain(
        AgreementItem.objects.filter(agreement__in=signed).order_by("order"),
        *("pk", "agreement_id", "order", "objective_id", "indicator_id", "wording", "target_signed", "target_text"),
        "upper_signed",
    )
    budgets = plain(
        AgreementBudget.objects.filter(agreement__in=signed).order_by("order"),
        *("agreement_id", "budget_line_id", "order", "wording", "objective_id", "amount_signed"),
    )
    strategies = told(
        Strategy.objects.filter(report__in=made).order_by("order"),
        *("pk", "report_id", "item_id", "indicator_id", "budget_line_id", "lead_in", "months"),
        *COPIED,
    )
    sentences = told(
        StrategyItem.objects.filter(strategy__report__in=made).order_by("order"), *("strategy_id", "text", "months")
    )
    own = told(
        ReportText.objects.filter(report__in=made).order_by("section"),
        *("report_id", "section", "text", "generated", *COPIED),
    )
    follow_ups = told(
        FollowUp.objects.filter(report__in=made).order_by("closing", "order"),
        *("report_id", "closing", "text", *COPIED),
    )
    obstacles = plain(
        Obstacle.objects.filter(report__in=made).order_by("order"), *("report_id", "text", "solution", *COPIED)
    )
    activities = told(
        Activity.objects.filter(report__in=made).order_by("order"), *("report_id", "group", "text", *COPIED)
    )
    photos = told(Photo.objects.filter(report__in=made).order_by("order"), *("report_id", "text", "taken_on", "image"))
    responses = told(
        SuperiorResponse.objects.filter(report__in=made).order_by("round"), *("report_id", "options", "note")
    )
    reasons = told(
        FindingReason.objects.filter(report__in=made).order_by("pk"),
        *("report_id", "code", "place", "message", "text", "at", "who"),
    )
    return Told(
        duties=by("position_id", duties),
        citations=by("position_id", citations),
        agreements=by("position_id", agreements),
        reports=by("position_id", reports),
        objectives=by("agreement_id", objectives),
        items=by("agreement_id", items),
        budgets=by("agreement_id", budgets),
        texts=by("report_id", own),
        strategies=by("report_id", strategies),
        follow_ups=by("report_id", follow_ups),
        obstacles=by("report_id", obstacles),
        activities=by("report_id", activities),
        photos=by("report_id", photos),
        responses=by("report_id", responses),
        reasons=by("report_id", reasons),
        sentences=by("strategy_id", sentences),
    )
