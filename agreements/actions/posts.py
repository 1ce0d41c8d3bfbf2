"""Posts: added, renamed, moved in the tree, ended; their duties and what they cite."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from agreements.actions.organisation import (
    OrganisationError,
    StaleOrganisationError,
    free_slug,
    register_of,
    told_citations,
    told_duties,
    write_citations,
    write_duties,
)
from agreements.models import Appointment, Position, Unit, User
from agreements.numbers import format_date
from agreements.organisation import CitationText, PostDetails, PostDuties, closes_ring
from agreements.policies import check_can_keep_organisation
from agreements.queries import hold_unit
from agreements.queries.organisation import citations_of, duties_of, post_details
from agreements.recording import added, changed, described, record


@transaction.atomic
def add_post(*, unit: Unit, details: PostDetails, by: User) -> Position:
    """Add a post to a unit. Its short address follows from its name, and stays when it is renamed.

    Raises:
        OrganisationError: the unit has a post of that name, or the superior has ended.
        Refused: see `policies.check_can_keep_organisation`.
    """
    check_can_keep_organisation(by)
    hold_unit(unit)
    slugs = Position.objects.filter(unit=unit).values_list("slug", flat=True)
    row = Position(unit=unit, slug=free_slug(details.name, slugs, 160))
    _write(row, details)
    record(unit=unit, by=by, changes=[added(row, name=row.name, without=["unit"])])
    return row


@transaction.atomic
def change_post(*, post: Position, details: PostDetails, standing: PostDetails, by: User) -> bool:
    """Rename a post, move it under another superior, or change how it reports; return False where nothing changes.

    Args:
        post: the post.
        details: as it is to be.
        standing: as the page showed it.
        by: who writes.

    Raises:
        OrganisationError: the unit has another post of that name, the chain of superiors would close into a ring, or
            the post has ended.
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: it is not what the page showed any more.
    """
    check_can_keep_organisation(by)
    row = _hold(post)
    if post_details(row) != standing:
        raise StaleOrganisationError
    if details == standing:
        return False
    before = described(row)
    _write(row, details)
    record(unit=row.unit, by=by, changes=[changed(row, before, name=row.name)])
    return True


def _hold(post: Position) -> Position:
    """Hold the unit of a post, and return the post as it is now."""
    hold_unit(post.unit)
    row = Position.objects.select_related("unit").get(pk=post.pk)
    if row.ended_on is not None:
        raise OrganisationError(f"{row.name} sudah berakhir pada {format_date(row.ended_on)}, jadi tidak diubah lagi.")
    return row


def _write(row: Position, details: PostDetails) -> None:
    twin = Position.objects.filter(unit=row.unit, name__iexact=details.name, ended_on=None).exclude(pk=row.pk)
    if twin.exists():
        raise OrganisationError(f"{row.unit.name} sudah punya jabatan {details.name}.", "name")
    superior = Position.objects.filter(pk=details.superior).first() if details.superior else None
    if superior is not None and superior.ended_on is not None:
        raise OrganisationError(f"{superior.name} sudah berakhir, jadi tidak dapat menjadi atasan.", "superior")
    if row.pk is not None and closes_ring(_superiors(), row.pk, details.superior):
        raise OrganisationError(
            f"{superior.name} berada di bawah {row.name}, jadi tidak dapat menjadi atasannya:"
            " rantai atasan akan berputar.",
            "superior",
        )
    row.name, row.signature_title, row.echelon = details.name, details.title, details.echelon
    row.superior, row.order, row.reports = superior, details.order, details.reports
    row.form, row.deadline_days, row.period_sentence = details.form, details.deadline_days, details.period_sentence
    row.save()


def _superiors() -> dict[object, object]:
    return dict(Position.objects.filter(superior__isnull=False).values_list("pk", "superior_id"))


@transaction.atomic
def end_post(*, post: Position, last_day: datetime.date, by: User) -> int:
    """End a post, and the appointments to it, with a day; return how many appointments ended. Its reports stay.

    Raises:
        OrganisationError: posts below it would lose their superior, or somebody is appointed from a later day on.
        Refused: see `policies.check_can_keep_organisation`.
    """
    check_can_keep_organisation(by)
    row = _hold(post)
    below = Position.objects.filter(superior=row, ended_on=None).order_by("order", "name")
    if below:
        names = ", ".join(each.name for each in below)
        raise OrganisationError(f"Pindahkan dulu ke atasan lain: {names}.")
    later = Appointment.objects.filter(position=row, start__gt=last_day).select_related("official").first()
    if later is not None:
        raise OrganisationError(
            f"{later.official.name} ditunjuk mulai {format_date(later.start)}, sesudah hari terakhir jabatan ini."
            " Hapus dulu penugasan itu, atau tulis tanggal lain.",
            "last_day",
        )
    held = Appointment.objects.filter(Q(end=None) | Q(end__gt=last_day), position=row).select_related("official")
    changes = []
    for appointment in held:
        before = described(appointment)
        appointment.end = last_day
        appointment.save(update_fields=["end"])
        changes.append(changed(appointment, before, name=f"{appointment.official.name}, {row.name}"))
    before = described(row)
    row.ended_on, row.reports = last_day, False
    row.save(update_fields=["ended_on", "reports"])
    record(unit=row.unit, by=by, changes=[*changes, changed(row, before, name=row.name)])
    return len(changes)


@transaction.atomic
def save_duties(*, post: Position, duties: PostDuties, standing: PostDuties, by: User) -> bool:
    """Write what a post is for, in order; return False where nothing changes.

    Raises:
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: they are not what the page showed any more.
    """
    check_can_keep_organisation(by)
    row = _hold(post)
    if duties_of([row])[row.pk] != standing:
        raise StaleOrganisationError
    if duties == standing:
        return False
    row.main_duty = duties.main
    row.save(update_fields=["main_duty"])
    write_duties(row, duties)
    told = changed(row, told_duties(standing), name=row.name, fields=told_duties(duties))
    record(unit=row.unit, by=by, changes=[told])
    return True


@transaction.atomic
def save_citations(
    *, post: Position, citations: Sequence[CitationText], standing: Sequence[CitationText], by: User
) -> bool:
    """Write which regulations a post cites; one that the register lacks is entered. Return False where nothing changes.

    Raises:
        OrganisationError: a regulation stands there twice for the same purpose.
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: they are not what the page showed any more.
    """
    check_can_keep_organisation(by)
    row = _hold(post)
    if tuple(citations_of([row]).get(row.pk, ())) != tuple(standing):
        raise StaleOrganisationError
    if told_citations(citations) == told_citations(standing):
        return False
    pairs = [(cited.purpose, cited.regulation) for cited in citations]
    twice = next((cited for cited in citations if pairs.count((cited.purpose, cited.regulation)) > 1), None)
    if twice is not None:
        raise OrganisationError(f"{twice.regulation} tertulis dua kali untuk {twice.purpose.label.lower()}.")
    write_citations(row, citations, register_of(citations))
    told = changed(row, told_citations(standing), name=row.name, fields=told_citations(citations))
    record(unit=row.unit, by=by, changes=[told])
    return True
