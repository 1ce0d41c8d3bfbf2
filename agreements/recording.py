"""How changes of the organisation and the year's plan reach the trail, in an app that this one never imports.

`reports` connects the recorder when it starts. An action describes what it changed and calls `record` inside its own
transaction; where nobody records, the change fails with it.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, models

from agreements.models import Unit, User, subject_of
from agreements.numbers import format_date, format_exact

Fields = Sequence[Sequence[str]]
"""(label, value) pairs as people read them, in the order of the page; a list, since JSON forgets the order of keys."""


class NobodyRecordsError(RuntimeError):
    """A change was made that no trail would tell of: nothing is connected, or no transaction holds both."""


@dataclass(frozen=True)
class Change:
    """What happened to one row. `before` and `after` hold strings, whole numbers, lists and mappings only."""

    action: str
    subject: str
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


Recorder = Callable[..., None]
"""Takes `unit`, `by` and `changes` by keyword, and writes in the transaction that runs."""

_connected: list[Recorder] = []


def connect(recorder: Recorder) -> None:
    """Let a recorder write all changes from now on, in place of the one before it."""
    _connected[:] = [recorder]


def record(*, unit: Unit, by: User | None, changes: Iterable[Change | None]) -> None:
    """Write changes of a unit's master data into its trail; None, which stands for no change, is left out.

    Raises:
        NobodyRecordsError: no recorder is connected, or the call is outside a transaction.
    """
    told = [change for change in changes if change is not None]
    if not connection.in_atomic_block:
        raise NobodyRecordsError("a change and its line in the trail belong into one transaction")
    if not _connected:
        raise NobodyRecordsError("no recorder is connected: see agreements.recording.connect")
    if told:
        _connected[0](unit=unit, by=by, changes=told)


# -- what the trail says of a row --------------------------------------------------------------------------------------


def described(row: models.Model, *, without: Iterable[str] = ()) -> list[list[str]]:
    """Return what the fields of a row hold, with their labels, as people read it; empty ones are left out.

    So are those that nobody edits, which the system keeps for itself.
    `without` names fields that say nothing to a reader, such as a version.
    """
    hidden = {"id", *without}
    return [
        [str(field.verbose_name), text]
        for field in row._meta.concrete_fields
        if field.editable and field.name not in hidden and (text := _printed(row, field))
    ]


def _printed(row: models.Model, field: models.Field) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    return printed(getattr(row, field.name))


def printed(value: object) -> str:
    """Write the value of a field as people read it; '' for none."""
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case Decimal():
            return format_exact(value)
        case datetime.datetime():
            return value.isoformat(timespec="minutes")
        case datetime.date():
            return format_date(value)
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)


def added(row: models.Model, *, name: str = "", without: Iterable[str] = ()) -> Change:
    """Tell of a new row; `name` is what people call it, where that is more than its own name."""
    return Change("add_row", subject_of(row), None, _content(row, name, described(row, without=without)))


def removed(row: models.Model, *, name: str = "", without: Iterable[str] = ()) -> Change:
    """Tell of a row that is about to be deleted: afterwards it has no key to name it by."""
    return Change("remove_row", subject_of(row), _content(row, name, described(row, without=without)), None)


def changed(
    row: models.Model,
    before: Fields,
    *,
    name: str = "",
    without: Iterable[str] = (),
    fields: Fields | None = None,
) -> Change | None:
    """Tell what a saved row held before (`described` at that time) and holds now, changed fields only.

    `fields` are told in place of what the row holds now, for what other rows say of it. Returns None where nothing
    changed.
    """
    now = [list(pair) for pair in (described(row, without=without) if fields is None else fields)]
    then = [list(pair) for pair in before]
    if now == then:
        return None
    old, new = ([pair for pair in pairs if pair not in others] for pairs, others in ((then, now), (now, then)))
    return Change("change_row", subject_of(row), _content(row, name, old), _content(row, name, new))


def _content(row: models.Model, name: str, fields: Fields) -> dict[str, object]:
    return {"kind": str(row._meta.verbose_name), "name": name or str(row), "fields": [list(pair) for pair in fields]}
