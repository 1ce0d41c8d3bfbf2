"""The demo: fictional offices from `fixtures/`, and accounts to look at them with.

The one exception to 'writes go through actions.py': whole offices come in by bulk, in one transaction.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from agreements.actions import load_calendar
from agreements.models import CalendarYear, Unit
from reports.demo.accounts import DEMO_PASSWORD, DEMO_USERS, DemoUser, load_accounts
from reports.demo.files import OfficeFileError
from reports.demo.offices import LoadedOffice, load_offices
from reports.demo.reasons import read_reasons
from reports.demo.review import load_reviews
from reports.models import Event

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
CALENDAR_YEARS = range(2023, 2028)

__all__ = [
    "DEMO_PASSWORD",
    "DEMO_USERS",
    "FIXTURES",
    "DemoUser",
    "LoadedDemo",
    "LoadedOffice",
    "OfficeFileError",
    "RealDatabaseError",
    "load_accounts",
    "load_demo",
    "load_offices",
    "load_reviews",
]


class RealDatabaseError(Exception):
    """The database belongs to a real place: accounts with a public password must not come into it."""


@dataclass(frozen=True)
class LoadedDemo:
    """What one run found and made."""

    offices: tuple[LoadedOffice, ...]
    accounts: tuple[str, ...]
    """User names made by this run."""
    reviews: int
    """Reports whose way through the review this run made."""


@transaction.atomic
def load_demo(folder: Path = FIXTURES, *, issued: bool = True) -> LoadedDemo:
    """Load the offices of a folder, the calendar, the demo accounts, and how far reports have come; all or nothing.

    Running it again changes nothing: an office that is there is left exactly as it is, with everything that was typed,
    renamed or deleted since; so are accounts with their passwords, and years whose calendar is there. `issued=False`
    leaves the files of approved reports undrawn.

    Raises:
        RealDatabaseError: the database holds units, and none of them came with the demo.
        OfficeFileError: a file says something that the format does not know.
    """
    if Unit.objects.exists() and not Event.objects.filter(action="load_demo").exists():
        raise RealDatabaseError
    offices = load_offices(folder)
    there = set(CalendarYear.objects.values_list("year", flat=True))
    for year in CALENDAR_YEARS:
        if year not in there:
            load_calendar(year=year, by=None)
    accounts = load_accounts()
    return LoadedDemo(offices=offices, accounts=accounts, reviews=load_reviews(read_reasons(folder), issued=issued))
