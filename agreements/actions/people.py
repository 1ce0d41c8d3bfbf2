"""Officials and their appointments: who takes a post from when on, as what, and until when."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from agreements.actions.organisation import OrganisationError, StaleOrganisationError
from agreements.enums import AppointmentKind
from agreements.models import Appointment, Official, Position, Unit, User
from agreements.numbers import format_date, format_nip
from agreements.organisation import NewSpan, OfficialText, Seat, Span, SpanError, fit, overlap
from agreements.organisation.spans import DAY
from agreements.policies import check_can_keep_organisation
from agreements.queries import hold_unit
from agreements.queries.organisation import official_text, span_of, spans_of, spans_of_posts
from agreements.recording import Change, added, changed, described, record, removed


class SeatError(OrganisationError):
    """A seat of a list that cannot be taken; `place` is its place in the list, from 0."""

    def __init__(self, sentence: str, field: str, place: int) -> None:
        super().__init__(sentence, field)
        self.place = place


Held = Mapping[int, tuple[Span, ...]]
"""Everybody ever appointed to a post, by the id of the post."""
LOOK = "Periksa siapa yang memegangnya, lalu simpan lagi."


@dataclass(frozen=True)
class Seated:
    """What appointing did: how many appointments were made, how many earlier ones ended for them."""

    made: int
    ended: int


@transaction.atomic
def seat_officials(*, seats: Sequence[Seat], held: Held, move: bool, by: User) -> Seated:
    """Appoint officials to posts, all of them or none; who is not known yet is entered.

    Who held the post before ends the day before. With `move`, an official's definitive appointment elsewhere ends
    likewise; without, it is a fault, since nobody holds two posts definitively. `held` says who held the posts when the
    page was read.

    Raises:
        SeatError: a seat cannot be taken, with the sentence to tell and the field that it is about.
        Refused: see `policies.check_can_keep_organisation`.
    """
    check_can_keep_organisation(by)
    posts = Position.objects.select_related("unit").in_bulk({seat.post for seat in seats})
    _hold_units(posts.values(), seats if move else ())
    now = spans_of_posts(posts.values())
    for place, seat in enumerate(seats):
        if now.get(seat.post, ()) != held.get(seat.post, ()):
            raise SeatError(f"Penugasan {posts[seat.post].name} baru saja diubah orang lain. {LOOK}", "name", place)
    changes: dict[Unit, list[Change | None]] = {}
    ended = 0
    for place, seat in enumerate(seats):
        try:
            ended += _seat(seat, posts[seat.post], move, changes)
        except SpanError as error:
            raise SeatError(str(error), "start", place) from error
        except OrganisationError as error:
            raise SeatError(str(error), error.field, place) from error
    for unit, told in changes.items():
        record(unit=unit, by=by, changes=told)
    return Seated(len(seats), ended)


def _hold_units(posts: Iterable[Position], moving: Iterable[Seat]) -> None:
    """Hold all units that may change, always in the same order, so that two who appoint never wait for each other."""
    known = {seat.nip for seat in moving if seat.nip}
    ids = {seat.official for seat in moving if seat.official is not None}
    elsewhere = Appointment.objects.filter(official__nip__in=known) | Appointment.objects.filter(official__in=ids)
    units = {post.unit_id for post in posts} | set(elsewhere.values_list("position__unit", flat=True))
    for unit in Unit.objects.filter(pk__in=units).order_by("pk"):
        hold_unit(unit)


def _seat(seat: Seat, post: Position, move: bool, changes: dict[Unit, list[Change | None]]) -> int:
    if post.ended_on is not None and (seat.end is None or seat.end > post.ended_on):
        raise OrganisationError(f"{post.name} sudah berakhir pada {format_date(post.ended_on)}.", "start")
    told = changes.setdefault(post.unit, [])
    official = _official(seat, told)
    new = NewSpan(seat.kind, seat.start, seat.end)
    days = fit(new, spans_of(post))
    ended = len(days)
    for row in Appointment.objects.filter(pk__in=days).select_related("official", "position"):
        told.append(_end(row, days[row.pk]))
    if seat.kind == AppointmentKind.DEFINITIVE:
        ended += _leave_other_posts(official, post, new, move, changes)
    row = Appointment.objects.create(official=official, position=post, kind=seat.kind, start=seat.start, end=seat.end)
    told.append(added(row, name=_name(row)))
    return ended


def _official(seat: Seat, told: list[Change | None]) -> Official:
    """Return the official of a seat, entered where it is a new one; nobody else appoints the same one meanwhile."""
    held = Official.objects.select_for_update(no_key=True)
    if seat.official is not None:
        return held.get(pk=seat.official)
    if seat.nip:
        known = held.filter(nip=seat.nip).first()
        if known is not None:
            if known.name.casefold() != seat.name.casefold():
                raise OrganisationError(
                    f"NIP {format_nip(seat.nip)} tercatat atas nama {known.name}."
                    " Samakan namanya, atau perbaiki NIP-nya.",
                    "nip",
                )
            if seat.rank and seat.rank != known.rank:
                before = described(known, without=["account"])
                known.rank = seat.rank
                known.save(update_fields=["rank"])
                told.append(changed(known, before, name=known.name, without=["account"]))
            return known
    made = Official.objects.create(name=seat.name, nip=seat.nip or None, rank=seat.rank)
    told.append(added(made, name=made.name, without=["account"]))
    return made


def _leave_other_posts(
    official: Official, post: Position, new: NewSpan, move: bool, changes: dict[Unit, list[Change | None]]
) -> int:
    """End the definitive appointments of an official elsewhere; return how many."""
    rows = _held_elsewhere(official, post, new)
    for row in rows:
        if not move:
            raise OrganisationError(
                f"{_still_holds(row)} Centang “Pindahkan” bila ia pindah, atau pilih Plt. atau Plh.", "name"
            )
        if row.start >= new.start:
            raise OrganisationError(f"{_still_holds(row)} Ubah dulu penugasan itu.", "start")
        changes.setdefault(row.position.unit, []).append(_end(row, new.start - DAY))
    return len(rows)


def _held_elsewhere(official: Official, post: Position, new: NewSpan) -> list[Appointment]:
    rows = Appointment.objects.filter(official=official, kind=AppointmentKind.DEFINITIVE).exclude(position=post)
    return [row for row in rows.select_related("official", "position__unit") if overlap(new, span_of(row))]


def _still_holds(row: Appointment) -> str:
    post = f"{row.position.name} {row.position.unit.short_name}"
    return f"{row.official.name} tercatat definitif sebagai {post} mulai {format_date(row.start)}."


def _end(row: Appointment, day: datetime.date) -> Change | None:
    before = described(row)
    row.end = day
    row.save(update_fields=["end"])
    return changed(row, before, name=_name(row))


def _name(row: Appointment) -> str:
    return f"{row.official.name}, {row.position.name}"


@transaction.atomic
def change_appointment(*, appointment: Appointment, new: NewSpan, standing: NewSpan, by: User) -> bool:
    """Correct or end an appointment; return False where nothing changes.

    Raises:
        OrganisationError: its new days run into those of somebody else, or it acts for somebody who is there.
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: it is not what the page showed any more.
    """
    check_can_keep_organisation(by)
    row = _hold(appointment)
    if NewSpan(AppointmentKind(row.kind), row.start, row.end) != standing:
        raise StaleOrganisationError
    if new == standing:
        return False
    others = [span for span in spans_of(row.position) if span.key != row.pk]
    try:
        shortened = fit(new, others)
    except SpanError as error:
        raise OrganisationError(str(error), "start") from error
    if shortened:
        other = next(span for span in others if span.key in shortened)
        raise OrganisationError(_runs_into(other), "start")
    elsewhere = _held_elsewhere(row.official, row.position, new) if new.kind == AppointmentKind.DEFINITIVE else []
    if elsewhere:
        raise OrganisationError(_still_holds(elsewhere[0]), "kind")
    before = described(row)
    row.kind, row.start, row.end = new.kind, new.start, new.end
    row.save()
    record(unit=row.position.unit, by=by, changes=[changed(row, before, name=_name(row))])
    return True


def _runs_into(other: Span) -> str:
    until = f" sampai {format_date(other.end)}" if other.end else ""
    return f"Bertabrakan dengan {other.name}, yang memegang jabatan ini mulai {format_date(other.start)}{until}."


@transaction.atomic
def remove_appointment(*, appointment: Appointment, standing: NewSpan, by: User) -> None:
    """Take out an appointment that was entered by mistake. The trail keeps it.

    Raises:
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: it is not what the page showed any more.
    """
    check_can_keep_organisation(by)
    row = _hold(appointment)
    if NewSpan(AppointmentKind(row.kind), row.start, row.end) != standing:
        raise StaleOrganisationError
    record(unit=row.position.unit, by=by, changes=[removed(row, name=_name(row))])
    row.delete()


def _hold(appointment: Appointment) -> Appointment:
    hold_unit(appointment.position.unit)
    rows = Appointment.objects.select_related("official", "position__unit")
    found = rows.filter(pk=appointment.pk).first()
    if found is None:
        raise StaleOrganisationError
    return found


@transaction.atomic
def save_official(*, official: Official, text: OfficialText, standing: OfficialText, by: User) -> bool:
    """Correct an official's name, NIP or rank; return False where nothing changes.

    The trail of every unit where the official holds or held a post tells of it.

    Raises:
        OrganisationError: another official has that NIP.
        Refused: see `policies.check_can_keep_organisation`.
        StaleOrganisationError: they are not what the page showed any more.
    """
    check_can_keep_organisation(by)
    units = Unit.objects.filter(positions__appointments__official=official).distinct().order_by("pk")
    for unit in units:
        hold_unit(unit)
    row = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
    if official_text(row) != standing:
        raise StaleOrganisationError
    if text == standing:
        return False
    twin = Official.objects.filter(nip=text.nip).exclude(pk=row.pk).first() if text.nip else None
    if twin is not None:
        raise OrganisationError(f"NIP {format_nip(text.nip)} sudah tercatat atas nama {twin.name}.", "nip")
    before = described(row, without=["account"])
    row.name, row.nip, row.rank = text.name, text.nip or None, text.rank
    row.save(update_fields=["name", "nip", "rank"])
    told = changed(row, before, name=row.name, without=["account"])
    for unit in units:
        record(unit=unit, by=by, changes=[told])
    return True
