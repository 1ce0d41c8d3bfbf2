"""The inputs of a report as plain JSON values, to be kept for good, and back again without any loss. Pure.

An approved report is drawn again, years later, from what was stored when it was approved. The codec follows the
annotations of the dataclasses in `inputs.py`, in both directions and strictly, so a value of another type is refused
before it is stored instead of coming back as something else.

Decimals are texts, so that '2.50' keeps its zero. Mappings are lists of pairs: JSON has no numbers for keys, and
PostgreSQL keeps the keys of an object in an order of its own, while our mappings stand in the order of the tables.

A field that an older row does not have takes its default. What that can't bridge (a field renamed, gone, or of another
type) raises `INPUTS_SCHEMA`.
"""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.inputs import INPUTS_SCHEMA, LineEntry, RealizationEntry, ReportInputs, UnitFacts
from reports.usage import USES, ReportUse, facts_told

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class FrozenError(ValueError):
    """A value does not have the shape that `inputs.py` gives it; the message says where and what."""


class FrozenSchemaError(FrozenError):
    """Stored inputs have the shape of another version; the message is for people."""


# What a report does not say: how far its review is, what its texts are checked against, why warnings stand, how often a
# fact was saved.
UNSAID: Mapping[type, frozenset[str]] = {
    ReportInputs: frozenset({"status", "response_options", "response_note", "approval", "reasons", "background"}),
    RealizationEntry: frozenset({"version"}),
    LineEntry: frozenset({"version", "spent_before", "sheet"}),
}
NOTHING: Mapping[type, frozenset[str]] = {}


def freeze(inputs: ReportInputs) -> dict[str, Json]:
    """Return the inputs as JSON values; `schema` says in which shape.

    Raises:
        FrozenError: a value is of another type than its annotation, or a figure is not finite.
        FrozenSchemaError: the inputs carry the number of another shape.
    """
    _check_schema(inputs.schema)
    return _frozen_fields(ReportInputs, inputs, "", NOTHING)


def thaw(stored: object) -> ReportInputs:
    """Return the inputs that were frozen.

    Raises:
        FrozenSchemaError: they have the shape of another version.
        FrozenError: they have no shape that `freeze` gives.
    """
    if not isinstance(stored, dict):
        raise FrozenError(f"frozen inputs must be an object, got {_what(stored)}")
    _check_schema(stored.get("schema"))
    inputs: ReportInputs = _thawed(ReportInputs, stored, "")
    return inputs


def thaw_use(stored: object) -> ReportUse:
    """Return of inputs that were frozen what says on which facts the report rests, for a tenth of the cost of all.

    Raises:
        FrozenSchemaError: they have the shape of another version.
        FrozenError: what is read of them has no shape that `freeze` gives.
    """
    if not isinstance(stored, dict):
        raise FrozenError(f"frozen inputs must be an object, got {_what(stored)}")
    _check_schema(stored.get("schema"))
    use: ReportUse = _thawed(ReportUse, stored, "")
    return use


def fingerprint(inputs: ReportInputs) -> str:
    """Return the SHA-256, in hex, of what a report says.

    Neither its review changes it, nor the count of saves, nor a fact of the unit that this report does not tell of: a
    colleague's figure must not stop an approval.
    """
    facts, told = inputs.facts, facts_told(inputs)
    own = replace(
        facts,
        indicators={key: entry for key, entry in facts.indicators.items() if key in told.indicators},
        lines={key: entry for key, entry in facts.lines.items() if key in told.lines},
    )
    said = _frozen_fields(ReportInputs, replace(inputs, facts=own), "", UNSAID)
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def digest(inputs: ReportInputs, shared: str = "") -> str:
    """Return the SHA-256, in hex, of everything that a report is made from, of what it does not say too.

    Of values as `inputs.py` has them: their `repr` tells types and figures apart, and takes a twentieth of `freeze`.
    `shared` is `facts_digest(inputs.facts)`, for those who have many reports of one unit.
    """
    own = replace(inputs, facts=replace(inputs.facts, indicators={}, lines={}))
    return hashlib.sha256(f"{shared or facts_digest(inputs.facts)}\n{own!r}".encode()).hexdigest()


def facts_digest(facts: UnitFacts) -> str:
    """Return the SHA-256, in hex, of all that the reports of a unit share: nearly all that there is of each."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _check_schema(schema: object) -> None:
    if type(schema) is int and schema == INPUTS_SCHEMA:
        return
    given = f"dalam skema {schema}" if type(schema) is int else "tanpa nomor skema"
    raise FrozenSchemaError(
        f"Isi laporan ini disimpan {given}, sedangkan versi aplikasi ini membaca skema {INPUTS_SCHEMA}."
    )


# -- plain values ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plain:
    """How values of a type are stored: as what, and the way there and back."""

    stored: type
    freeze: Callable[[Any], Json]
    thaw: Callable[[Any], Any]


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("not a finite figure")
    return str(value)


def _same(value: Any) -> Any:
    return value


_PLAIN: Mapping[Any, _Plain] = {
    NoneType: _Plain(NoneType, _same, _same),
    bool: _Plain(bool, _same, _same),
    int: _Plain(int, _same, _same),
    str: _Plain(str, _same, _same),
    Decimal: _Plain(str, _decimal_text, Decimal),
    datetime.date: _Plain(str, datetime.date.isoformat, datetime.date.fromisoformat),
}


@cache
def _plain(kind: Any) -> _Plain:
    """Return how a plain type or an enum of texts is stored."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Plain(str, lambda member: member.value, kind)
    if kind not in _PLAIN:
        raise TypeError(f"frozen inputs do not know {kind}: say in reports/frozen.py how it is stored")
    return _PLAIN[kind]


# -- types made of others ----------------------------------------------------------------------------------------------


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _chosen(kind: Any, value: object) -> Any:
    """Return the type behind `X | None` that a value has: None, or X."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    others = [choice for choice in get_args(kind) if choice is not NoneType]
    if len(others) != 1 or len(others) == len(get_args(kind)):
        raise TypeError(f"frozen inputs do not know {kind}: a union is of one type and None")
    return NoneType if value is None else others[0]


def _members(kind: Any, count: int, where: str) -> Iterable[Any]:
    """Return the types of a tuple's members: one for all in `tuple[X, ...]`, else each its own."""
    members = get_args(kind)
    if len(members) == 2 and members[1] is Ellipsis:
        return repeat(members[0], count)
    if len(members) != count:
        raise FrozenError(f"{where or 'inputs'}: expected {len(members)} members, got {count}")
    return members


def _expect_choice(kind: Any, value: object, where: str) -> None:
    if not any(type(value) is type(choice) and value == choice for choice in get_args(kind)):
        raise FrozenError(f"{where}: expected one of {get_args(kind)}, got {value!r}")


def _expect(ok: bool, expected: str, value: object, where: str) -> None:
    if not ok:
        raise FrozenError(f"{where or 'inputs'}: expected {expected}, got {_what(value)}")


def _what(value: object) -> str:
    return type(value).__name__


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Say where a value stands that a type refuses."""
    try:
        yield
    except FrozenError:
        raise
    except (ValueError, InvalidOperation) as error:
        raise FrozenError(f"{where or 'inputs'}: {error}") from error


# -- there -------------------------------------------------------------------------------------------------------------


def _frozen_fields(kind: type, value: Any, where: str, unsaid: Mapping[type, frozenset[str]]) -> dict[str, Json]:
    _expect(type(value) is kind, kind.__name__, value, where)
    left_out = unsaid.get(kind, frozenset())
    return {
        name: _frozen(hint, getattr(value, name), f"{where}.{name}".lstrip("."), unsaid)
        for name, hint in _hints(kind).items()
        if name not in left_out
    }


def _frozen(kind: Any, value: Any, where: str, unsaid: Mapping[type, frozenset[str]]) -> Any:
    kind = _chosen(kind, value)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _frozen_fields(kind, value, where, unsaid)
    origin = get_origin(kind)
    if origin is tuple:
        _expect(type(value) is tuple, "tuple", value, where)
        members = _members(kind, len(value), where)
        return [
            _frozen(member, part, f"{where}[{place}]", unsaid)
            for place, (member, part) in enumerate(zip(members, value, strict=True))
        ]
    if origin is Mapping:
        _expect(isinstance(value, Mapping), "mapping", value, where)
        key_kind, value_kind = get_args(kind)
        return [
            [_frozen(key_kind, key, f"{where} key", unsaid), _frozen(value_kind, part, f"{where}[{key!r}]", unsaid)]
            for key, part in value.items()
        ]
    if origin is Literal:
        _expect_choice(kind, value, where)
        return value
    plain = _plain(kind)
    _expect(type(value) is kind, kind.__name__, value, where)
    with _at(where):
        return plain.freeze(value)


# -- and back ----------------------------------------------------------------------------------------------------------


def _thawed_fields(kind: type, stored: Any, where: str) -> Any:
    _expect(isinstance(stored, dict), "object", stored, where)
    hints = _hints(kind)
    if kind not in USES and (unknown := sorted(stored.keys() - hints.keys())):
        raise FrozenError(f"{where or 'inputs'}: unknown {', '.join(unknown)}")
    values = {
        name: _thawed(hint, stored[name], f"{where}.{name}".lstrip("."))
        for name, hint in hints.items()
        if name in stored
    }
    required = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]
    if missing := [name for name in required if name not in values]:
        raise FrozenError(f"{where or 'inputs'}: missing {', '.join(missing)}")
    with _at(where):
        return kind(**values)


def _thawed(kind: Any, stored: Any, where: str) -> Any:
    kind = _chosen(kind, stored)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _thawed_fields(kind, stored, where)
    origin = get_origin(kind)
    if origin is tuple:
        _expect(isinstance(stored, list), "list", stored, where)
        members = _members(kind, len(stored), where)
        return tuple(
            _thawed(member, part, f"{where}[{place}]")
            for place, (member, part) in enumerate(zip(members, stored, strict=True))
        )
    if origin is Mapping:
        return _thawed_pairs(kind, stored, where)
    if origin is Literal:
        _expect_choice(kind, stored, where)
        return stored
    plain = _plain(kind)
    _expect(type(stored) is plain.stored, plain.stored.__name__, stored, where)
    with _at(where):
        value = plain.thaw(stored)
        # '1_0', ' 1' and 'NaN' are Decimals too, '20240701' is a date: nothing of the kind was frozen here.
        if plain.freeze(value) != stored:
            raise ValueError(f"{stored!r} is not how {kind.__name__} is written")
        return value


def _thawed_pairs(kind: Any, stored: Any, where: str) -> dict[Any, Any]:
    _expect(isinstance(stored, list), "list of pairs", stored, where)
    key_kind, value_kind = get_args(kind)
    found: dict[Any, Any] = {}
    for pair in stored:
        _expect(isinstance(pair, list) and len(pair) == 2, "pair", pair, where)
        key = _thawed(key_kind, pair[0], f"{where} key")
        if key in found:
            raise FrozenError(f"{where}: {key!r} stands there twice")
        found[key] = _thawed(value_kind, pair[1], f"{where}[{key!r}]")
    return found
