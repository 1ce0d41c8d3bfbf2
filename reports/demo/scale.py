"""A synthetic kabupaten beside the demo: kecamatan in bulk, their accounts, and how far their reports have come."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from agreements.actions import load_calendar
from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus, ResponseOption, Role, Severity
from agreements.models import Appointment, CalendarYear, Official, RoleGrant, Unit, User
from reports.actions.steps import issue
from reports.checks import check_report
from reports.computation import compute_facts
from reports.demo.accounts import DEMO_PASSWORD
from reports.demo.context import make, morning
from reports.demo.files import Entry, read_file, read_yaml
from reports.demo.names import place_names
from reports.demo.offices import load_earlier_year, load_office, load_regency
from reports.demo.synthetic import QUARTERS, earlier_data, office_data
from reports.issuing import Answer, draw_issue
from reports.layouts import compute_in_form
from reports.models import Comment, Decision, Report, Submission, SuperiorResponse
from reports.period import Quarter, after_working_days, due_date, working_days_left
from reports.queries import deadline_of, holidays, load_unit_inputs, people_of_reports
from reports.queries.people import People
from reports.snapshot import snapshot_of
from reports.usage import FINAL
from reports.workflow import Part

TEMPLATE = "kecamatan-rowokangkung.yaml"
KABUPATEN = "kabupaten-lumajang.yaml"
ON_TIME = 78
"""How many in a hundred reports are handed in by their due date."""
MOST_YEARS = 10
REASON = "Realisasi dan kalimat penutup tidak sama; mohon diteliti kembali."
NOTES = ("", "", "", "Pertahankan ketepatan waktu.", "Percepat penyerapan anggaran pada triwulan berikutnya.")


@dataclass(frozen=True)
class Scaled:
    """What one run made."""

    units: tuple[str, ...]
    """Slugs of the kecamatan made by this run; those of an earlier one are left alone."""
    reports: int


@transaction.atomic
def generate_scale(folder: Path, *, units: int, year: int, years: int = 1, seed: int = 1) -> Scaled:
    """Make kecamatan that do not exist, with four quarters of each year; the same for the same numbers.

    Of several years `year` is the last, and what it holds does not depend on how many there are; in those before it all
    reports were received. The demo must be there.

    Raises:
        ValueError: more kecamatan than there are names for.
    """
    kabupaten = read_file(folder.joinpath(KABUPATEN))
    regency, regulations = load_regency(kabupaten)
    template = read_yaml(folder.joinpath(TEMPLATE))
    span = range(year - years + 1, year + 1)
    _load_calendar(span)
    made: dict[str, dict[int, Random]] = {}
    for number, place in enumerate(place_names(units, Random(seed))):  # noqa: S311 -- made-up figures, no secrets
        rng = Random(f"{seed}/{place}")  # noqa: S311
        data, nature = office_data(template, place, number, span, rng)
        file = Entry(data, place)
        loaded = load_office(file, regency, regulations)
        file.close()
        if loaded.office is None:
            continue
        made[loaded.name] = {year: rng}
        for ago, earlier in enumerate(reversed(span[:-1]), 1):
            own = made[loaded.name][earlier] = Random(f"{seed}/{place}/{earlier}")  # noqa: S311
            file = Entry(earlier_data(template, nature, earlier, ago, own), f"{place} {earlier}")
            load_earlier_year(loaded.office, file)
            file.close()
    loaded_units = {unit.name: unit for unit in Unit.objects.filter(name__in=made)}
    rows = [loaded_units[name] for name in made]
    _make_accounts(rows)
    days_off = holidays({*span, year + 1})
    count = 0
    for unit in rows:
        for each, rng in sorted(made[unit.name].items()):
            for number in QUARTERS:
                count += _review(unit, Quarter(each, number), days_off, rng)
    return Scaled(units=tuple(unit.slug for unit in rows), reports=count)


def _load_calendar(span: range) -> None:
    there = set(CalendarYear.objects.values_list("year", flat=True))
    for needed in (*span, span[-1] + 1):
        if needed not in there:
            load_calendar(year=needed, by=None)


def _make_accounts(units: Iterable[Unit]) -> None:
    """Give every unit an operator, and every official an account: 'operator-karangwaras', 'camat-karangwaras'."""
    # One hash for all: they share the password, and hashing is slow on purpose.
    password = make_password(DEMO_PASSWORD)
    operators, holders = {}, {}
    for unit in units:
        short = unit.slug.removeprefix("kecamatan-")
        name = f"operator-{short}"
        operators[unit.pk] = User(username=name, password=password, first_name=f"Operator {unit.name}")
    rows = Appointment.objects.filter(position__unit__in=units).select_related("official", "position__unit")
    for held in rows.order_by("position__unit", "position__order"):
        post, short = held.position.slug, held.position.unit.slug.removeprefix("kecamatan-")
        if held.official_id not in holders:
            user = User(username=f"{post}-{short}"[:150], password=password, first_name=held.official.name)
            holders[held.official_id] = (held.official, user)
    make(User, [*operators.values(), *(user for _, user in holders.values())])
    make(RoleGrant, [RoleGrant(user=user, role=Role.OPERATOR, unit_id=unit) for unit, user in operators.items()])
    for official, user in holders.values():
        official.account = user
    Official.objects.bulk_update([official for official, _ in holders.values()], ["account"], batch_size=200)


# -- the review --------------------------------------------------------------------------------------------------------


def _review(unit: Unit, quarter: Quarter, days_off: frozenset[datetime.date], rng: Random) -> int:
    """Hand in, answer and receive the reports of a unit and quarter as their states say; return how many.

    One in which the checks find an error is a draft: it could not have been handed in.
    """
    found = Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number)
    reports = list(found.select_related("position__unit", "position__superior").order_by("position__order"))
    people = people_of_reports(reports, quarter.end)
    said = {inputs.position_slug: inputs for inputs in load_unit_inputs(unit, quarter)}
    facts = compute_facts(next(iter(said.values())).facts)
    rows: list[Submission | Decision | SuperiorResponse | Comment] = []
    drafts = []
    for report in reports:
        days = _Days(quarter, deadline_of(report.position), days_off, rng)
        inputs = said[report.position.slug]
        results = compute_in_form(inputs, facts)
        if any(finding.severity == Severity.ERROR.value for finding in check_report(inputs, results)):
            report.status = ReportStatus.DRAFT
        if report.status == ReportStatus.DRAFT:
            drafts.append(report.pk)
            continue
        # Nobody compares what is decided with what was handed in, and each takes a tenth of a second.
        snapshot = {} if report.status in FINAL else snapshot_of(inputs, results)
        rows += _way(report, people[report.pk], days, snapshot, rng)
    Report.objects.filter(pk__in=drafts).update(status=ReportStatus.DRAFT, round=0)
    for model in (Submission, SuperiorResponse, Decision, Comment):
        make(model, [row for row in rows if isinstance(row, model)])
    return len(reports) - len(drafts)


class _Days:
    """The days on which a report was handed in, answered and received: most in time, some late."""

    def __init__(self, quarter: Quarter, deadline: int, days_off: frozenset[datetime.date], rng: Random) -> None:
        self.due = due_date(quarter, deadline, days_off)
        taken = rng.randint(1, deadline) if rng.randrange(100) < ON_TIME else deadline + rng.randint(1, 12)
        self.handed_in = due_date(quarter, taken, days_off)
        self.answered = after_working_days(self.handed_in, rng.randint(1, 4), days_off)
        self.received = after_working_days(self.answered, rng.randint(1, 5), days_off)
        self.late = -working_days_left(self.handed_in, self.due, days_off) if self.handed_in > self.due else None


def _way(
    report: Report, people: People, days: _Days, snapshot: Mapping[str, list[str]], rng: Random
) -> Iterable[Submission | Decision | SuperiorResponse | Comment]:
    """Yield what belongs to the state of a report."""
    by = {part: min(people.parts[part], default=None) for part in (Part.OPERATOR, Part.SUPERIOR, Part.RECEIVER)}
    yield Submission(
        report=report,
        round=1,
        revision=1,
        at=morning(days.handed_in),
        by_id=by[Part.OPERATOR],
        due_on=days.due,
        late_days=days.late,
        snapshot=snapshot,
    )
    superior = {
        "report": report,
        "round": 1,
        "stage": DecisionStage.SUPERIOR,
        "by_id": by[Part.SUPERIOR],
        "at": morning(days.answered),
        "on_paper": people.on_paper,
    }
    if report.status == ReportStatus.RETURNED:
        yield Decision(**superior, outcome=DecisionOutcome.RETURNED, reason=REASON)
        yield Comment(
            report=report,
            round=1,
            label="Seluruh laporan",
            text=REASON,
            at=morning(days.answered),
            by_id=by[Part.SUPERIOR],
        )
    if report.status in FINAL:
        yield SuperiorResponse(report=report, round=1, options=[ResponseOption.GOOD.value], note=rng.choice(NOTES))
        yield Decision(**superior, outcome=DecisionOutcome.APPROVED)
    if report.status == ReportStatus.RECEIVED:
        yield Decision(
            report=report,
            round=1,
            stage=DecisionStage.ORGANISASI,
            outcome=DecisionOutcome.RECEIVED,
            by_id=by[Part.RECEIVER],
            at=morning(days.received),
        )


# -- files -------------------------------------------------------------------------------------------------------------


def issue_some(most: int) -> int:
    """Draw the files of approved reports that have none yet, the oldest first, `most` of them; return how many.

    Each is a transaction of its own: a file takes a second or two.
    """
    waiting = Report.objects.filter(status__in=FINAL, issues=None).select_related(
        "position__unit", "position__superior"
    )
    count = 0
    for report in waiting.order_by("year", "quarter", "pk")[:most]:
        decision = report.decisions.filter(stage=DecisionStage.SUPERIOR).select_related("by").first()
        if decision is None:
            continue
        row = report.responses.first()
        answer = Answer.of(row.options if row else [ResponseOption.GOOD.value], row.note if row else "")
        drawn = draw_issue(report=report, answer=answer, by=decision.by, today=timezone.localdate(decision.at))
        with transaction.atomic():
            issue(report, drawn, decision.by, decision.at)
        count += 1
    return count
