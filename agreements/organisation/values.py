"""What is kept of units, posts and people, as plain values. Pure."""

import datetime
from dataclasses import dataclass

from agreements.enums import AppointmentKind, CitationPurpose, Echelon, ReportForm, UnitKind


@dataclass(frozen=True)
class DutyText:
    """A line of 'tugas dan fungsi', with the lines below it."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostDuties:
    """What a post is for: the sentence above its duties, the duties, and the authorities delegated to it."""

    main: str = ""
    duties: tuple[DutyText, ...] = ()
    delegated: tuple[DutyText, ...] = ()


@dataclass(frozen=True)
class CitationText:
    """A regulation that BAB I of a post cites. `about` is known only where the register may lack the regulation."""

    purpose: CitationPurpose
    regulation: str
    article: str = ""
    about: str = ""


@dataclass(frozen=True)
class PostText:
    """A post as a list proposes it; `superior` is the key of another post of the list, '' for the head of the unit."""

    key: str
    name: str
    echelon: Echelon
    superior: str = ""
    title: str = ""
    form: ReportForm | str = ""
    deadline_days: int | None = None
    period_sentence: str = "cumulative"
    reports: bool = True
    duties: PostDuties = PostDuties()
    citations: tuple[CitationText, ...] = ()


@dataclass(frozen=True)
class PlannedPost:
    """A post to be made: as proposed, and as it was adapted. `outside` is the id of a superior in another unit."""

    text: PostText
    outside: int | None = None


@dataclass(frozen=True)
class PostDetails:
    """What the page of a post lets change; `superior` is the id of the post above, None for none."""

    name: str
    title: str
    echelon: Echelon
    superior: int | None
    order: int
    reports: bool
    form: ReportForm | str
    deadline_days: int | None
    period_sentence: str


@dataclass(frozen=True)
class Issue:
    """A strategic issue under its group."""

    group: str
    text: str


@dataclass(frozen=True)
class Profile:
    """What is told of a unit on covers and in BAB I."""

    name: str
    short_name: str
    place: str = ""
    address: str = ""
    phone: str = ""
    villages: int | None = None
    civil_servants: int | None = None
    other_staff: int | None = None
    goal: str = ""
    goal_indicator: str = ""
    goal_aspects: str = ""
    main_problem: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class UnitDetails:
    """A unit to be made."""

    regency: int
    kind: UnitKind
    profile: Profile


@dataclass(frozen=True)
class Seat:
    """Who takes which post (id) from when on. An official is known by id, or by NIP; otherwise it is a new one."""

    post: int
    name: str
    nip: str
    rank: str
    kind: AppointmentKind
    start: datetime.date
    end: datetime.date | None = None
    official: int | None = None


@dataclass(frozen=True)
class OfficialText:
    """What is written down of an official."""

    name: str
    nip: str
    rank: str


@dataclass(frozen=True)
class Account:
    """An account to be made and invited: for an official (id), for the operator's role, or for both."""

    username: str
    name: str
    email: str = ""
    official: int | None = None
    operator: bool = False
