"""The one way into the trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agreements.models import Unit, User
from agreements.recording import Change
from reports.models import Event
from reports.queries import hold_unit
from reports.sealing import FIRST, seal


@dataclass(frozen=True)
class Line:
    """What happened to one subject; `before` and `after` hold strings, whole numbers, lists and mappings only."""

    action: str
    subject: str
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@transaction.atomic
def record(*, unit: Unit, by: User | None, lines: Iterable[Line]) -> None:
    """Append lines to the trail of a unit, in the transaction of the change that they tell.

    The unit is held until the transaction ends (holding it twice costs nothing), so that no other transaction seals a
    line to the same one. Whoever locks a report must therefore have held the unit before it.
    """
    hold_unit(unit)
    last = Event.objects.filter(unit=unit).order_by("-number").values_list("number", "seal").first()
    number, previous = last or (0, FIRST)
    at = timezone.now()
    events = []
    for line in lines:
        number += 1
        previous = seal(
            previous,
            unit=unit.pk,
            number=number,
            at=at,
            by=by.pk if by else None,
            action=line.action,
            subject=line.subject,
            before=line.before,
            after=line.after,
        )
        events.append(
            Event(
                unit=unit,
                number=number,
                at=at,
                by=by,
                action=line.action,
                subject=line.subject,
                before=line.before,
                after=line.after,
                seal=previous,
            )
        )
    Event.objects.bulk_create(events)


@transaction.atomic
def record_changes(*, unit: Unit, by: User | None, changes: Sequence[Change]) -> None:
    """Append changes of the organisation and the year's plan, as `agreements.recording` hands them over."""
    lines = [Line(change.action, change.subject, change.before, change.after) for change in changes]
    record(unit=unit, by=by, lines=lines)
