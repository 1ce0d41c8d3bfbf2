"""Whole offices from `fixtures/` into the database. Bulk, in the order in which rows need each other."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from agreements.models import Regency, Regulation, StrategicIssue, Unit
from reports.actions.trail import Line, record
from reports.demo.context import Office, find, make
from reports.demo.files import Entry, read_file
from reports.demo.organisation import load_positions
from reports.demo.plan import load_agreements, load_budget, load_indicators, load_targets
from reports.demo.quarters import load_quarter
from reports.models import subject_of


@dataclass(frozen=True)
class LoadedOffice:
    """A unit of the files."""

    name: str
    office: Office | None
    """What the keys of its file stand for, where this run made it; None: it was there and was left alone."""

    @property
    def made(self) -> bool:
        """Whether this run made it."""
        return self.office is not None


@transaction.atomic
def load_offices(folder: Path) -> tuple[LoadedOffice, ...]:
    """Load every office file of a folder whose unit is not there yet.

    The unit's slug (or name) is the natural key of all that belongs to it: an office that is there is left exactly as
    it is, so that nothing typed, renamed or deleted since is lost or comes back. Regulations and officials are shared:
    those that are there are used, missing ones are made.

    Raises:
        OfficeFileError: a file does not follow the format.
    """
    files = [read_file(path) for path in sorted(folder.glob("*.yaml"))]
    # The kabupaten's file first: it holds what the others refer to.
    files.sort(key=lambda file: "regency" not in file)
    regency, regulations, loaded = None, {}, []
    for file in files:
        if "regency" in file:
            regency, regulations = load_regency(file)
            offices = file.entries("units")
        else:
            offices = [file]
        if regency is None:
            raise file.error("no file of the folder names the 'regency'")
        loaded += [load_office(office, regency, regulations) for office in offices]
        file.close()
    return tuple(loaded)


def load_regency(file: Entry) -> tuple[Regency, dict[str, Regulation]]:
    """Load what all offices refer to: the kabupaten, and the register of regulations by their keys in the file."""
    entry = file.entry("regency")
    regency, _ = Regency.objects.get_or_create(name=entry.text("name"))
    regulations = {}
    for rule in file.entries("regulations"):
        key, about = rule.text("key"), rule.optional("about")
        regulations[key], _ = Regulation.objects.get_or_create(short=rule.text("short"), defaults={"about": about})
    return regency, regulations


def load_office(file: Entry, regency: Regency, regulations: dict[str, Regulation]) -> LoadedOffice:
    """Load one office, unless a unit of its name is there; `regulations` by the keys of the kabupaten's file."""
    entry = file.entry("unit")
    name = entry.text("name")
    if Unit.objects.filter(Q(slug=slugify(name)) | Q(name=name)).exists():
        file.skip()
        return LoadedOffice(name, None)
    office = Office(_load_unit(entry, name, regency), year=file.take("year", 0))
    load_positions(office, file.entries("positions"), regulations)
    load_indicators(office, file.entries("indicators"))
    _set_goal(office, entry)
    load_budget(office, file.entries("budget"))
    load_agreements(office, file.entries("agreements"))
    for quarter in file.entries("quarters"):
        load_quarter(office, quarter)
    record(unit=office.unit, by=None, lines=[Line("load_demo", subject_of(office.unit), None, {"name": name})])
    return LoadedOffice(name, office)


def load_earlier_year(office: Office, file: Entry) -> None:
    """Load the plan and the quarters of another year into an office that is there, from a file with the same keys.

    Of its indicators only the targets are read: they, the posts and the officials are those of the office.
    """
    other = replace(office, year=file.take("year"), lines={}, items={})
    load_targets(other, file.entries("indicators"))
    load_budget(other, file.entries("budget"))
    load_agreements(other, file.entries("agreements"))
    for quarter in file.entries("quarters"):
        load_quarter(other, quarter)


def _set_goal(office: Office, entry: Entry) -> None:
    key = entry.optional("goal_measure")
    if key:
        office.unit.goal_measure = find(office.indicators, key, entry)
        office.unit.save(update_fields=["goal_measure"])


def _load_unit(entry: Entry, name: str, regency: Regency) -> Unit:
    issues = entry.entries("issues")
    parent = entry.optional("part_of")
    unit = Unit.objects.create(
        regency=regency,
        parent=Unit.objects.get(slug=parent) if parent else None,
        name=name,
        slug=slugify(name),
        short_name=entry.text("short_name"),
        kind=entry.text("kind"),
        **{key: entry.optional(key) for key in ("place", "address", "phone", "goal", "goal_indicator", "main_problem")},
        **{key: entry.take(key, None) for key in ("villages", "civil_servants", "other_staff")},
        goal_aspects="\n".join(entry.take("goal_aspects", [])),
    )
    make(
        StrategicIssue,
        [
            StrategicIssue(unit=unit, order=order, group=issue.text("group"), text=issue.text("text"))
            for order, issue in enumerate(issues, 1)
        ],
    )
    return unit
