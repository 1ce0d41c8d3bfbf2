"""A quarter of an office file: facts, and what belongs to one report."""

from agreements.enums import ReportStatus
from agreements.models import IndicatorTerm
from reports.demo.context import Office, find, make
from reports.demo.files import Entry, number
from reports.models import (
    Activity,
    BudgetRealization,
    FollowUp,
    IndicatorRealization,
    Obstacle,
    Photo,
    Report,
    Strategy,
    StrategyItem,
    SuperiorResponse,
    TermValue,
)


def load_quarter(office: Office, entry: Entry) -> None:
    """Make the facts and reports of a quarter."""
    quarter = entry.take("quarter")
    _load_realizations(office, quarter, entry.entry("indicators"))
    make(
        BudgetRealization,
        [
            BudgetRealization(
                budget_line=find(office.lines, key, fact),
                quarter=quarter,
                amount=fact.number("amount", None),
                note=fact.optional("note"),
                missing_reason=fact.optional("missing"),
            )
            for key, fact in entry.entry("spent").items("amount")
        ],
    )
    _load_reports(office, quarter, entry.entry("reports"))


def _load_realizations(office: Office, quarter: int, entry: Entry) -> None:
    rows, terms = [], []
    for key, fact in entry.items("value"):
        row = IndicatorRealization(
            indicator=find(office.indicators, key, fact),
            year=office.year,
            quarter=quarter,
            value=fact.number("value", None),
            shown=fact.optional("shown"),
            note=fact.optional("note"),
            missing_reason=fact.optional("missing"),
        )
        rows.append(row)
        terms += _term_values(row, office.terms[key], fact)
    make(IndicatorRealization, rows)
    make(TermValue, terms)


def _term_values(row: IndicatorRealization, terms: list[IndicatorTerm], fact: Entry) -> list[TermValue]:
    values = fact.take("terms", [])
    if values and len(values) != len(terms):
        raise fact.error(f"{len(values)} values for {len(terms)} terms")
    return [
        TermValue(realization=row, term=term, value=number(value, fact.where))
        for term, value in zip(terms, values, strict=False)
    ]


def _load_reports(office: Office, quarter: int, entries: Entry) -> None:
    strategies, sentences, lines = [], [], []
    for post, entry in entries.items("status"):
        report = Report.objects.create(
            position=find(office.positions, post, entry),
            year=office.year,
            quarter=quarter,
            status=(status := entry.text("status")),
            round=0 if status == ReportStatus.DRAFT else 1,
            signed_on=entry.take("signed_on", None),
        )
        for order, part in enumerate(entry.entries("strategies"), 1):
            strategy, items = _strategy(office, post, report, order, part)
            strategies.append(strategy)
            sentences += items
        lines += _lines(report, entry)
        # Given for what the checks find once everything is there: `demo.reasons` reads them again.
        entry.entry("reasons").skip()
    make(Strategy, strategies)
    make(StrategyItem, sentences)
    for model in (FollowUp, Obstacle, Activity, Photo, SuperiorResponse):
        make(model, [row for row in lines if isinstance(row, model)])


def _strategy(
    office: Office, post: str, report: Report, order: int, entry: Entry
) -> tuple[Strategy, list[StrategyItem]]:
    row = Strategy(report=report, order=order, lead_in=entry.optional("lead_in"), months=entry.optional("months"))
    if "item" in entry:
        key = entry.text("item")
        if (post, key) not in office.items:
            raise entry.error(f"'{key}' is not in the agreement of this post")
        row.item = office.items[post, key]
    if "indicator" in entry:
        row.indicator = find(office.indicators, entry.text("indicator"), entry)
    if "line" in entry:
        row.budget_line = find(office.lines, entry.text("line"), entry)
    return row, [
        StrategyItem(strategy=row, order=place, text=part.text("text"), months=part.optional("months"))
        for place, part in enumerate(entry.entries("items", "text"), 1)
    ]


def _lines(report: Report, entry: Entry) -> list[FollowUp | Obstacle | Activity | Photo | SuperiorResponse]:
    rows: list[FollowUp | Obstacle | Activity | Photo | SuperiorResponse] = []
    for name, closing in (("follow_ups", False), ("closing", True)):
        rows += [
            FollowUp(report=report, order=order, closing=closing, text=text)
            for order, text in enumerate(entry.take(name, []), 1)
        ]
    rows += [
        Obstacle(report=report, order=order, text=part.text("text"), solution=part.optional("solution"))
        for order, part in enumerate(entry.entries("obstacles"), 1)
    ]
    groups = [(part.text("group"), part.take("items")) for part in entry.entries("activities")]
    rows += [
        Activity(report=report, order=order, group=group, text=text)
        for order, (group, text) in enumerate(((name, text) for name, texts in groups for text in texts), 1)
    ]
    rows += [
        Photo(report=report, order=order, text=part.text("caption"), taken_on=part.take("date", None))
        for order, part in enumerate(entry.entries("photos", "caption"), 1)
    ]
    if "response" in entry:
        response = entry.entry("response")
        rows.append(
            SuperiorResponse(report=report, options=response.take("ticked", []), note=response.optional("note"))
        )
    return rows
