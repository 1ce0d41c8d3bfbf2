"""Units: a kabupaten and its head to start with, a new unit with its posts, the profile."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from agreements.actions.organisation import (
    OrganisationError,
    StaleOrganisationError,
    free_slug,
    register_of,
    write_citations,
    write_duties,
)
from agreements.enums import Echelon, UnitKind
from agreements.models import Position, Regency, StrategicIssue, Unit, User
from agreements.organisation import Issue, PlannedPost, PostText, Profile, UnitDetails
from agreements.policies import check_can_keep_organisation
from agreements.queries import hold_unit
from agreements.queries.organisation import profile_of
from agreements.recording import Change, added, changed, described, record
from agreements.standard import SHORT


@transaction.atomic
def found_regency(*, name: str, head: str, place: str, by: User) -> Unit:
    """Make a kabupaten with the post that everything answers to, and return the unit that holds the post.

    Args:
        name: 'Kabupaten Lumajang'.
        head: the post of its head, 'Bupati Lumajang'.
        place: its seat, where the head signs.
        by: who makes it.

    Raises:
        OrganisationError: there is one of that name.
        Refused: see `policies.check_can_keep_organisation`.
    """
    check_can_keep_organisation(by)
    if Regency.objects.filter(name__iexact=name).exists():
        raise OrganisationError(f"{name} sudah ada.", "name")
    regency = Regency.objects.create(name=name)
    short = name.removeprefix("Kabupaten ").removeprefix("Kota ")
    details = UnitDetails(regency.pk, UnitKind.REGENCY, Profile(f"Pemerintah {name}", short, place))
    unit = _make_unit(details, by)
    _make_posts(unit, [PlannedPost(PostText("kepala", head, Echelon.HEAD, reports=False))], by)
    return unit


@transaction.atomic
def set_up_unit(*, details: UnitDetails, posts: Sequence[PlannedPost], by: User) -> Unit:
    """Make a unit with its posts, their duties and what they cite; everything, or nothing.

    Raises:
        OrganisationError: there is a unit of that name, or a post names a superior that is not in the list.
        Refused: see `policies.check_can_keep_organisation`.
    """
    check_can_keep_organisation(by)
    unit = _make_unit(details, by)
    _make_posts(unit, posts, by)
    return unit


def _make_unit(details: UnitDetails, by: User) -> Unit:
    profile = details.profile
    _check_name_is_free(profile.name)
    fields = {name: value for name, value in vars(profile).items() if name != "issues"}
    unit = Unit.objects.create(
        regency_id=details.regency,
        kind=details.kind,
        slug=free_slug(profile.name, Unit.objects.values_list("slug", flat=True), 120),
        **fields,
    )
    _write_issues(unit, profile.issues)
    record(unit=unit, by=by, changes=[added(unit)])
    return unit


def _check_name_is_free(name: str, but: Unit | None = None) -> None:
    there = Unit.objects.filter(name__iexact=name).exclude(pk=but.pk if but else None).first()
    if there is not None:
        raise OrganisationError(f"{there.name} sudah ada. Satu unit kerja dicatat satu kali.", "name")


def _make_posts(unit: Unit, posts: Sequence[PlannedPost], by: User) -> None:
    rows: dict[str, Position] = {}
    slugs: list[str] = []
    for order, planned in enumerate(posts, 1):
        text = planned.text
        slugs.append(free_slug(text.name, slugs, 160))
        rows[text.key] = Position(
            unit=unit,
            name=text.name,
            slug=slugs[-1],
            signature_title=text.title.replace(SHORT, unit.short_name),
            echelon=text.echelon,
            order=order,
            reports=text.reports,
            main_duty=text.duties.main,
            form=text.form,
            deadline_days=text.deadline_days,
            period_sentence=text.period_sentence,
        )
    for row in rows.values():
        row.save()
    for planned in posts:
        row, text = rows[planned.text.key], planned.text
        if text.superior:
            if text.superior not in rows:
                raise OrganisationError(f"Atasan langsung {text.name} tidak ada dalam daftar.")
            row.superior = rows[text.superior]
        elif planned.outside is not None:
            row.superior_id = planned.outside
    Position.objects.bulk_update(rows.values(), ["superior"])
    register = register_of(cited for planned in posts for cited in planned.text.citations)
    changes = []
    for planned in posts:
        row, text = rows[planned.text.key], planned.text
        write_duties(row, text.duties)
        write_citations(row, text.citations, register)
        changes.append(_told_post(row, text))
    record(unit=unit, by=by, changes=changes)


def _told_post(row: Position, text: PostText) -> Change:
    """Tell of a new post; of its many duties only how many there are."""
    told = added(row, name=row.name, without=["unit", "main_duty"])
    counts = [["tugas dan fungsi", f"{len(text.duties.duties)} butir"]] if text.duties.duties else []
    return replace(told, after={**told.after, "fields": [*told.after["fields"], *counts]})


@transaction.atomic
def save_profile(*, unit: Unit, profile: Profile, standing: Profile, by: User) -> bool:
    """Write a unit's profile; return False where nothing changes. Its short address stays: reports are found by it.

    Args:
        unit: the unit.
        profile: as it is to be.
        standing: as the page showed it.
        by: who writes.

    Raises:
        OrganisationError: another unit has that name.
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: it is not what the page showed any more.
    """
    check_can_keep_organisation(by)
    hold_unit(unit)
    row = Unit.objects.get(pk=unit.pk)
    if profile_of(row) != standing:
        raise StaleOrganisationError
    if profile == standing:
        return False
    _check_name_is_free(profile.name, row)
    before = _told_profile(row, standing)
    for name, value in vars(profile).items():
        if name != "issues":
            setattr(row, name, value)
    row.save()
    if profile.issues != standing.issues:
        _write_issues(row, profile.issues)
    now = _told_profile(row, profile)
    record(unit=row, by=by, changes=[changed(row, before, fields=now)])
    return True


def _told_profile(row: Unit, profile: Profile) -> list[list[str]]:
    return described(row) + [[f"isu strategis {i}", f"{x.group}: {x.text}"] for i, x in enumerate(profile.issues, 1)]


def _write_issues(unit: Unit, issues: Sequence[Issue]) -> None:
    StrategicIssue.objects.filter(unit=unit).delete()
    StrategicIssue.objects.bulk_create(
        StrategicIssue(unit=unit, group=issue.group, order=order, text=issue.text)
        for order, issue in enumerate(issues, 1)
    )
