"""Frozen inputs come back as they were, digit by digit, and nothing that isn't theirs is taken for them."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reports.inputs
from agreements.enums import ReportStatus, ResponseOption
from reports import frozen
from reports.frozen import (
    UNSAID,
    FrozenError,
    FrozenSchemaError,
    digest,
    facts_digest,
    fingerprint,
    freeze,
    thaw,
    thaw_use,
)
from reports.inputs import INPUTS_SCHEMA, LineEntry, PhotoEntry, RealizationEntry, ReportInputs
from reports.period import Quarter
from reports.usage import approved
from tests.reports.builders import facts, indicator, line, ratio_terms, report

SAMPLES = sorted((Path(__file__).parent / "cases" / f"frozen-{INPUTS_SCHEMA}").glob("*.json"))
"""Reports of the demo as they were frozen when the schema was new; together they hold every kind of entry."""


def small(value="2.50", **more) -> ReportInputs:
    return report(
        facts(
            [
                indicator(12, value, target=35, unit="keluarga"),
                indicator(2, target=None, terms=ratio_terms([19], [54])),
            ],
            [line(70, 1000, "0.00"), line(7, 100, reason="Belum dicatat.")],
        ),
        items=[12, 2],
        budgets=[70, 7],
        **more,
    )


def stored(inputs: ReportInputs) -> Any:
    """Return the inputs as PostgreSQL gives them back: through JSON text, the keys of objects in another order."""
    return json.loads(json.dumps(freeze(inputs), sort_keys=True))


def at(inputs: ReportInputs, *path: object) -> Any:
    """Return a part of frozen inputs, pairs by their key: ('facts', 'indicators', 12, 'target')."""
    found: Any = inputs
    for step in path:
        pairs = isinstance(found, list) and not isinstance(found[0], str)
        found = dict(map(tuple, found))[step] if pairs else found[step]
    return found


# -- the shape ---------------------------------------------------------------------------------------------------------


def shown(value: Any) -> Iterator[type]:
    """Yield the dataclasses that stand in a value."""
    if is_dataclass(value):
        yield type(value)
        for part in fields(value):
            yield from shown(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from shown(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from shown(part)


def pinned(old: Any, new: Any) -> bool:
    """Whether what is frozen today says all that was frozen then; fields that came later may stand beside it."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and pinned(part, new[key]) for key, part in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(pinned, old, new))
    return type(old) is type(new) and old == new


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_was_frozen_in_this_schema_can_still_be_read(path):
    """Fails where a dataclass changed and its older rows were forgotten.

    Give the new field a default. Where that says something else than the older rows meant, or a field went, raise
    `INPUTS_SCHEMA`, tell `thaw` how to read the older shape, and freeze a sample of the new one beside the old.
    """
    sample = json.loads(path.read_text())

    assert pinned(sample, freeze(thaw(sample)))


def test_the_samples_hold_every_kind_of_entry():
    found = {kind for path in SAMPLES for kind in shown(thaw(json.loads(path.read_text())))}
    entries = {kind for kind in vars(reports.inputs).values() if is_dataclass(kind)}

    # These came later, behind fields with a default.
    assert {kind.__name__ for kind in entries - found} <= {
        "ApprovalEntry",
        "PeerEntry",
        "ReasonEntry",
        "SheetSums",
        "YearEntry",
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_says_on_which_facts_a_report_rests_is_read_alone(path):
    sample = json.loads(path.read_text())
    alone = thaw_use(sample)
    assert approved(alone) == approved(thaw(sample))
    assert approved(alone).used.count
    with pytest.raises(FrozenSchemaError):
        thaw_use(sample | {"schema": 9})
    with pytest.raises(FrozenError, match="missing agreement"):
        thaw_use({key: value for key, value in sample.items() if key != "agreement"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": 1}, {}),
        ({"a": [1]}, {"a": [1, 2]}),
        ({"a": [{"b": "1.0"}]}, {"a": [{"b": "1.00"}]}),
        ([True], [1]),
    ],
)
def test_the_pin_notices(old, new):
    assert not pinned(old, new)
    assert pinned(old, old)


def test_a_row_without_a_field_that_came_later_takes_its_default():
    old = stored(small(response_note="Baik."))
    del old["response_note"], old["photos"]
    del at(old, "facts", "indicators", 12, "realizations", 2)["note"]

    assert thaw(old) == small()


@pytest.mark.parametrize("schema", [INPUTS_SCHEMA + 1, 0, None, "1", True, 1.0])
def test_another_schema_is_refused_with_a_sentence(schema):
    with pytest.raises(FrozenSchemaError, match=f"membaca skema {INPUTS_SCHEMA}"):
        thaw(stored(small()) | {"schema": schema})


def test_the_sentence_names_both_schemas():
    with pytest.raises(FrozenSchemaError, match=r"Isi laporan ini disimpan dalam skema 9, sedangkan .* skema 1"):
        thaw({"schema": 9})
    with pytest.raises(FrozenSchemaError, match="tanpa nomor skema"):
        thaw({})
    with pytest.raises(FrozenSchemaError):
        freeze(small(schema=9))


@pytest.mark.parametrize("given", [None, [], "{}", 1])
def test_what_is_no_object_is_refused(given):
    with pytest.raises(FrozenError, match="must be an object"):
        thaw(given)


# Path of the object, key to change, what to put there (None: take the key out), what the error says.
WRONG = [
    ((), "status", None, "inputs: missing status"),
    ((), "weather", "cerah", "inputs: unknown weather"),
    ((), "status", "lost", "status: 'lost' is not a valid ReportStatus"),
    ((), "deadline_days", True, "deadline_days: expected int, got bool"),
    ((), "deadline_days", "5", "deadline_days: expected int, got str"),
    ((), "signed_on", "20240701", "signed_on: '20240701' is not how date is written"),
    ((), "signed_on", "1 Juli 2024", "signed_on: Invalid isoformat"),
    ((), "follow_ups", "abc", "follow_ups: expected list, got str"),
    ((), "obstacles", [["satu"]], r"obstacles\[0\]: expected 2 members, got 1"),
    (("facts", "quarter"), "number", 5, "facts.quarter: quarter must be 1-4"),
    (("facts", "quarter"), "year", None, "facts.quarter: missing year"),
    (("facts",), "lines", {"7": {}}, "facts.lines: expected list of pairs, got dict"),
    (("facts",), "lines", [["7", {}]], "facts.lines key: expected int, got str"),
    (("facts",), "lines", [[7]], "facts.lines: expected pair, got list"),
    (("facts",), "unit", "x", "facts.unit: expected object, got str"),
    (("facts", "indicators", 12, "target"), "value", 35, r"facts.indicators\[12\].target.value: expected str, got int"),
    (("facts", "indicators", 12, "target"), "value", "3_5", "'3_5' is not how Decimal is written"),
    (("facts", "indicators", 12, "target"), "value", "NaN", r"target.value: not a finite figure"),
    (("facts", "indicators", 12, "target"), "value", "tiga", r"target.value: "),
    (("facts", "indicators", 12, "target"), "quarters", [], "quarters: expected 4 members, got 0"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "key", "value", "message"), WRONG)
def test_what_freeze_never_writes_is_refused_with_its_place(path, key, value, message):
    given = stored(small())
    place = at(given, *path)
    if value is None:
        del place[key]
    else:
        place[key] = value

    with pytest.raises(FrozenError, match=message):
        thaw(given)


def test_a_key_that_stands_twice_is_refused():
    given = stored(small())
    given["facts"]["lines"] *= 2

    with pytest.raises(FrozenError, match="70 stands there twice"):
        thaw(given)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"position": None}, "position: expected str, got NoneType"),
        ({"status": "draft"}, "status: expected ReportStatus, got str"),
        ({"follow_ups": ["satu"]}, "follow_ups: expected tuple, got list"),
        ({"obstacles": (("satu",),)}, r"obstacles\[0\]: expected 2 members, got 1"),
        ({"texts": [("a", "b")]}, "texts: expected mapping, got list"),
        ({"signed_on": datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC)}, "signed_on: expected date, got datetime"),
        ({"deadline_days": True}, "deadline_days: expected int, got bool"),
    ],
)
def test_what_would_not_come_back_is_not_frozen(changes, message):
    with pytest.raises(FrozenError, match=message):
        freeze(small(**changes))


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity"])
def test_figures_without_end_are_not_frozen(figure):
    with pytest.raises(FrozenError, match="not a finite figure"):
        freeze(small(figure))


# -- any inputs --------------------------------------------------------------------------------------------------------

# All text that both databases keep: no NUL, no halves of surrogate pairs.
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)
DIGITS = [Decimal("1E+3"), Decimal("-0.00"), Decimal("1000.00"), Decimal("1E-30")]
PLAIN = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: st.integers(),
    str: TEXTS,
    Decimal: st.sampled_from(DIGITS) | st.decimals(allow_nan=False, allow_infinity=False),
    datetime.date: st.dates(),
    Quarter: st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4)),
}


@cache
def any_of(kind: Any) -> st.SearchStrategy:
    """Return any value of an annotated type, with few members, so that a whole report stays small."""
    origin, args = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if is_dataclass(kind):
        hints = {name: hint for name, hint in get_type_hints(kind).items() if name != "schema"}
        return st.deferred(lambda: st.builds(kind, **{name: any_of(hint) for name, hint in hints.items()}))
    if origin in (Union, UnionType):
        return st.one_of(*map(any_of, args))
    if origin is Mapping:
        return st.dictionaries(any_of(args[0]), any_of(args[1]), max_size=2)
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(any_of(args[0]), max_size=2).map(tuple)
    return st.tuples(*map(any_of, args)) if origin is tuple else st.sampled_from(kind)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(inputs=any_of(ReportInputs))
def test_any_report_comes_back_as_it_was(inputs):
    again = thaw(stored(inputs))

    assert again == inputs
    # Equal Decimals may differ in their digits, equal mappings in their order: neither does.
    assert repr(again) == repr(inputs)


def test_mappings_keep_their_order_and_the_type_of_their_keys():
    again = thaw(stored(small(texts={"b": "1", "a": "2"})))

    assert list(again.facts.indicators) == [12, 2]
    assert list(again.facts.lines) == [70, 7]
    assert list(again.texts) == ["b", "a"]
    assert str(again.facts.indicators[12].realizations[2].value) == "2.50"


def test_read_only_mappings_are_mappings():
    inputs = small(texts=MappingProxyType({"closing": "Demikian."}))

    assert thaw(stored(inputs)) == inputs


# -- types that inputs do not have yet -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Later:
    """What a later field may look like."""

    mode: Literal["a", 1]
    flag: bool | None = None
    parts: tuple[int, ...] = field(default_factory=tuple)


@pytest.mark.parametrize("entry", [Later("a"), Later(1, False, (1, 2)), Later(1, True)])
def test_literals_flags_and_made_defaults(entry):
    assert repr(frozen._thawed(Later, frozen._frozen(Later, entry, "", {}), "")) == repr(entry)


@pytest.mark.parametrize("mode", ["b", True, "1"])
def test_another_literal_is_refused(mode):
    with pytest.raises(FrozenError, match="mode: expected one of"):
        frozen._thawed(Later, {"mode": mode}, "")
    with pytest.raises(FrozenError, match="mode: expected one of"):
        frozen._frozen(Later, Later(mode), "", {})


def test_a_made_default_is_made():
    assert frozen._thawed(Later, {"mode": "a"}, "") == Later("a")


@pytest.mark.parametrize("kind", [bytes, int | str, set[int], int | str | None])
def test_a_type_without_a_way_to_store_it_is_named(kind):
    with pytest.raises(TypeError, match="frozen inputs do not know"):
        frozen._frozen(kind, 1, "", {})


# -- the fingerprint -----------------------------------------------------------------------------------------------------


def saved_again(inputs: ReportInputs, version: int) -> ReportInputs:
    """Return inputs whose facts were saved more often."""
    shared = inputs.facts
    indicators = {
        key: replace(
            entry, realizations={n: replace(typed, version=version) for n, typed in entry.realizations.items()}
        )
        for key, entry in shared.indicators.items()
    }
    lines = {key: replace(entry, version=version) for key, entry in shared.lines.items()}
    return replace(inputs, facts=replace(shared, indicators=indicators, lines=lines))


def test_fingerprint_is_a_sha256_and_equal_for_equal_inputs():
    first = fingerprint(small())

    assert len(first) == 64
    assert set(first) <= set("0123456789abcdef")
    assert first == fingerprint(small()) == fingerprint(thaw(stored(small())))


def test_fingerprint_does_not_follow_the_review_or_the_count_of_saves():
    first = fingerprint(small())

    for status in ReportStatus:
        assert fingerprint(small(status=status)) == first
    assert fingerprint(small(response_options=(ResponseOption.GOOD,), response_note="Baik.")) == first
    assert fingerprint(saved_again(small(), 7)) == first
    assert freeze(saved_again(small(), 7)) != freeze(small())


@pytest.mark.parametrize(
    "other",
    [
        lambda: small("2.51"),
        lambda: small(follow_ups=("Menyusun jadwal.",)),
        lambda: small(texts={"closing": "Demikian."}),
        lambda: small(signed_on=datetime.date(2024, 7, 2)),
        lambda: small(photos=(PhotoEntry("Rapat", file="foto/a.jpg"),)),
        lambda: small(superior=None),
    ],
)
def test_fingerprint_follows_what_the_report_says(other):
    assert fingerprint(other()) != fingerprint(small())


def test_fingerprint_does_not_follow_a_colleagues_figure():
    def with_colleague(value, spent):
        base = small()
        shared = base.facts
        indicators = {**shared.indicators, 99: indicator(99, value)}
        lines = {**shared.lines, 98: line(98, 1000, spent, pays_for=[99])}
        return replace(base, facts=replace(shared, indicators=indicators, lines=lines))

    assert fingerprint(with_colleague(5, 100)) == fingerprint(with_colleague(6, 200)) == fingerprint(small())


def test_what_a_report_does_not_say_are_fields():
    names = {kind: {part.name for part in fields(kind)} for kind in UNSAID}

    assert "version" in names[RealizationEntry] & names[LineEntry]
    assert {"status", "response_options", "response_note"} <= names[ReportInputs]


# -- the digest --------------------------------------------------------------------------------------------------------


def test_digest_is_that_of_equal_inputs_however_it_is_put_together():
    first = digest(small())

    assert len(first) == 64
    assert first == digest(thaw(stored(small()))) == digest(small(), facts_digest(small().facts))


@pytest.mark.parametrize(
    "other",
    [
        lambda: small("2.51"),
        lambda: small("2.5"),
        lambda: small(status=ReportStatus.SUBMITTED),
        lambda: small(response_note="Baik."),
        lambda: small(background=replace(small().background, other_units=("Lain",))),
        lambda: saved_again(small(), 7),
        lambda: replace(small(), facts=replace(small().facts, quarter=Quarter(2024, 3))),
        lambda: replace(small(), facts=replace(small().facts, lines=dict(reversed(small().facts.lines.items())))),
    ],
)
def test_digest_follows_everything(other):
    assert digest(other()) != digest(small())


def test_digest_reads_every_field():
    """Of all entries that there are, `repr` is the one that shows each field."""
    kinds = {kind for kind in vars(reports.inputs).values() if is_dataclass(kind)}

    assert ReportInputs in kinds
    for kind in kinds | {kind for sample in SAMPLES for kind in shown(thaw(json.loads(sample.read_text())))}:
        assert kind.__dataclass_params__.repr, kind
        assert all(part.repr for part in fields(kind)), kind
