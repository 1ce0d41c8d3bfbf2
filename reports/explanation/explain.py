"""Tells of one figure how it came about: equation, operands with where they come from, rounding, choices. Pure.

Everything is read off the figure itself (`results.How`) and the inputs that it was computed from, so an issued report
explains itself from its frozen inputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agreements.enums import Aggregation, TermTakes
from agreements.numbers import format_date, format_figure, format_percent, join_unit, roman
from reports.anchors import indicator_anchor, line_anchor
from reports.computation.figures import unlimited
from reports.computation.formulas import (
    ABSORPTION,
    CEILING,
    DIFFERENCE,
    FACTOR,
    INDEX,
    MEAN_ABSORPTION,
    MEAN_ACHIEVEMENT,
    MEAN_OF_CHILDREN,
    REMAINING,
    SAVING,
    SPENT,
    TAKEN,
    TARGET,
    TERM,
    TYPED,
)
from reports.computation.indicators import predicate
from reports.explanation.equations import exact, expression, is_copied
from reports.explanation.keys import Form, Index, Named, start_of, written
from reports.explanation.words import MENDS, rounding_of
from reports.expressions import Formula as Rule
from reports.inputs import UnitFacts
from reports.narrative.across import is_judged
from reports.narrative.words import EFFICIENCY, REASONS, capitalized
from reports.results import Figure, How, Reason, members
from reports.rounding import round_half_up
from reports.tree import above

MEANS = (MEAN_ABSORPTION, MEAN_ACHIEVEMENT)
"""What has a name of its own beside the absorption of a sum and the achievement of one indicator."""


@dataclass(frozen=True)
class Part:
    """An operand: what it is, its figure, and the key of its own explanation; `why` tells what is missing of it."""

    name: str
    text: str
    key: str = ""
    why: str = ""


@dataclass(frozen=True)
class Group:
    """Operands that go in together: the children of a mean, the numerator of a ratio; '' for those that stand alone."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Source:
    """A typed fact that a figure rests on directly: of an indicator or of a budget line, in a quarter."""

    indicator_id: int | None
    line_id: int | None
    year: int
    quarter: int


@dataclass(frozen=True)
class Explanation:
    """How one figure came about."""

    named: Named
    equation: str
    """'(2 × 5 − 4) / 5 × 100 = 120,00 %'; '' where the figure is typed, laid down, taken over or missing."""
    steps: tuple[tuple[str, str], ...]
    """What was computed on the way and has no name of its own: (what, equation)."""
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    rule: Rule | None
    reason: str
    mend: str
    sources: tuple[Source, ...]


@dataclass
class _Told:
    """What is gathered on the way down from a figure to its operands."""

    index: Index
    facts: UnitFacts
    named: Named
    steps: list[tuple[str, str]] = field(default_factory=list)
    sources: dict[Source, None] = field(default_factory=dict)


def explain(index: Index, facts: UnitFacts, key: str) -> Explanation | None:
    """Return how the figure with a key came about, None for a key that the index does not know."""
    named = index.named.get(key)
    if named is None:
        return None
    figure, told = named.figure, _Told(index, facts, named)
    how = figure.how
    groups = tuple(_groups(told, how)) if how is not None else tuple(_above(told))
    if how is not None and not how.operands:
        _source(told, how)
    return Explanation(
        named=named,
        equation=_equation(figure, named.text),
        steps=tuple(told.steps),
        groups=groups,
        notes=tuple(note for note in _notes(told, figure) if note),
        rule=how.formula if how else None,
        reason=f"{capitalized(REASONS[figure.reason])}." if figure.reason else "",
        mend=MENDS[figure.reason] if figure.reason else "",
        sources=tuple(told.sources),
    )


def _equation(figure: Figure, text: str) -> str:
    if is_copied(figure):
        return ""
    before = unlimited(figure)
    if before is None or before == figure.value:
        return f"{expression(figure)} = {text}"
    return f"{expression(figure)} = {format_figure(before, decimals=2)}, menjadi {text}"


# -- operands ----------------------------------------------------------------------------------------------------------


def _groups(told: _Told, how: How) -> Iterator[Group]:
    """Yield the operands: single ones together, those of a sum or of one side under their own name."""
    alone: list[Part] = []
    for name, operand in zip(how.formula.names, how.operands, strict=False):
        if isinstance(operand, tuple):
            yield Group(capitalized(name), tuple(part for member in operand for part in _parts(told, member)))
        elif told.index.key_of(operand) or operand.how is None or not operand.how.operands:
            alone.extend(_parts(told, operand, capitalized(name)))
        else:
            yield Group(capitalized(name), tuple(_parts(told, operand)))
    if alone:
        yield Group("", tuple(alone))


def _above(told: _Told) -> Iterator[Group]:
    """Yield, for a line below the level at which money is kept, the same figure of the line that keeps it."""
    line_id = told.named.line_id
    if told.named.figure.reason != Reason.NO_AMOUNTS or line_id is None:
        return
    for line in above(line_id, told.facts.lines):
        own = told.index.named.get(told.named.key.replace(line_anchor(line_id), line_anchor(line.id), 1))
        if line.holds_amounts and own is not None:
            yield Group("Dicatat pada", (Part(line.name, own.text, own.key, _why(own.figure)),))


def _parts(told: _Told, figure: Figure, role: str = "") -> Iterator[Part]:
    """Yield an operand, or what it was made of where it has no name of its own."""
    own = told.index.name_of(figure)
    if own is not None:
        yield Part(_called(told.named, own, role), own.text, own.key, _why(figure))
    elif figure.how is None or not figure.how.operands:
        yield _leaf(told, figure, role)
    else:
        how = figure.how
        if not how.formula.inline and not is_copied(figure):
            told.steps.append((how.formula.title, f"{expression(figure)} = {exact(figure.value)}"))  # type: ignore[arg-type]
        for operand in how.operands:
            for member in members(operand):
                yield from _parts(told, member)


def _why(figure: Figure) -> str:
    if figure.reason is not None:
        return REASONS[figure.reason]
    return f"sebagian: {figure.left_out} rincian belum ada angkanya" if figure.partial else ""


def _called(asked: Named, own: Named, role: str) -> str:
    """Name an operand: by its part in the formula, by what it is of where that is something else, and by its period."""
    subject = own.subject if own.subject != asked.subject or not role else ""
    # The absorption of a unit and the mean of its lines' absorptions differ a lot: two figures of one name mislead.
    role = own.title if role and own.figure.how and own.figure.how.formula in MEANS else role
    name = ": ".join(part for part in (role, subject) if part)
    return f"{name} ({own.period})" if own.period and own.period != asked.period else name


def _leaf(told: _Told, figure: Figure, role: str) -> Part:
    how, text = figure.how, "–" if figure.value is None else exact(figure.value)
    if how is None:
        return Part(role, text, why=_why(figure))
    _source(told, how)
    if how.formula is TYPED:
        form = Form.UNIT if told.named.form == Form.UNIT else Form.PLAIN
        return Part(f"TW {roman(how.quarter or 1)}", written(figure, form, told.named.unit), why=_why(figure))
    if how.formula is FACTOR and how.term is not None:
        return Part("Pengali", join_unit(text, how.term.factor_label), why=_why(figure))
    if how.formula in (TERM, TAKEN) and how.term is not None:
        return Part(_term_name(told, how), text, _taken_key(told, how), _why(figure))
    return Part(role or how.formula.title, text, why=_why(figure))


def _term_name(told: _Told, how: How) -> str:
    assert how.term is not None
    entry = told.facts.indicators.get(told.named.indicator_id or 0)
    if entry is None or entry.aggregation == Aggregation.CUMULATIVE or how.quarter is None:
        return how.term.label
    return f"{how.term.label}, TW {roman(how.quarter)}"


def _taken_key(told: _Told, how: How) -> str:
    """Return the key of the figure that a term takes, '' where it is typed here or of another quarter."""
    assert how.term is not None
    quarter = told.named.then or told.facts.quarter
    if how.term.source_id is None or how.quarter != quarter.number:
        return ""
    word = "target" if how.term.takes == TermTakes.TARGET else "realisasi"
    key = f"{start_of(how.term.source_id, told.named.then)}-{word}"
    return key if key in told.index.named else ""


def _source(told: _Told, how: How) -> None:
    """Note the typed fact that a leaf is."""
    quarter = told.named.then or told.facts.quarter
    if how.formula in (TYPED, TERM) and how.quarter is not None and told.named.indicator_id is not None:
        told.sources[Source(told.named.indicator_id, None, quarter.year, how.quarter)] = None
    elif how.formula is SPENT and told.named.line_id is not None:
        told.sources[Source(None, told.named.line_id, quarter.year, quarter.number)] = None


def _left_out(rule: Rule, figure: Figure) -> str:
    """Say what became of members without a figure: left out of sums and means, but not of what these are divided by."""
    if rule not in (ABSORPTION, REMAINING):
        return f"{figure.left_out} rincian belum ada angkanya: tidak ikut dihitung, dan tidak dianggap nol."
    spent, ceiling = figure.how.operands if figure.how else (figure, figure)
    assert isinstance(spent, Figure)
    assert isinstance(ceiling, Figure)
    if not spent.partial:
        return f"Pagu {ceiling.left_out} rincian belum ditetapkan, tetapi realisasinya ikut dijumlah."
    may = "serapan sebenarnya dapat lebih tinggi" if rule is ABSORPTION else "sisa sebenarnya dapat lebih kecil"
    return (
        f"Realisasi {spent.left_out} rincian belum ada dan tidak dianggap nol; pagunya tetap ikut, seperti dicetak"
        f" laporan, jadi {may}."
    )


# -- what is said beside -----------------------------------------------------------------------------------------------


def _notes(told: _Told, figure: Figure) -> Iterator[str]:
    how, facts = figure.how, told.facts
    if how is None:
        return
    rule = how.formula
    yield rule.rule
    if rule.rounding is round_half_up or not is_copied(figure):
        yield rounding_of(rule) if rule.rounding and figure.value is not None else ""
    if rule.limits != (None, None) and figure.value in rule.limits:
        lowest, highest = (None if limit is None else format_figure(limit) for limit in rule.limits)
        bounds = [f"paling rendah {lowest}"] * (lowest is not None) + [f"paling tinggi {highest}"] * (
            highest is not None
        )
        yield f"Menurut aturannya {' dan '.join(bounds)}."
    if figure.partial and figure.value is not None:
        yield _left_out(rule, figure)
    if rule in (DIFFERENCE, INDEX, SAVING):
        yield f"Pilihan kabupaten: {EFFICIENCY[facts.choices.efficiency]}"
    if told.named.title == "Capaian" and figure.value is not None:
        when = told.named.then or facts.quarter
        before = "" if is_judged(when) else " terhadap target setahun (ditetapkan di TW IV)"
        yield f"Predikat{before}: {predicate(figure.value, facts.choices.bands).lower()}."
    cap = facts.choices.display_cap
    if told.named.title == "Capaian" and cap is not None and figure.value is not None and figure.value > cap:
        yield f"Pilihan kabupaten: laporan menampilkannya paling tinggi {format_percent(cap)}."
    yield from _of_the_indicator(told, rule)
    yield from _of_the_line(told, rule)


def _of_the_indicator(told: _Told, rule: Rule) -> Iterator[str]:
    entry = told.facts.indicators.get(told.named.indicator_id or 0)
    if entry is None:
        return
    own = told.named.key == f"{indicator_anchor(entry.id)}-target"  # not that of a year beside which this one stands
    if rule is TARGET and own and entry.target is not None and entry.target.value is not None:
        if told.named.figure.value is not None and exact(entry.target.value) != exact(told.named.figure.value):
            yield f"Ditetapkan {exact(entry.target.value)}, dipakai dengan dua desimal."
        if entry.target.shown:
            yield f"Ditulis dalam laporan sebagai “{entry.target.shown}”."
        yield "Capaian dibandingkan dengan target tahun, bukan dengan rencana triwulan."
    if rule is MEAN_OF_CHILDREN and told.named.title == "Realisasi":
        averaged = set(_averaged(told))
        for key, child in told.facts.indicators.items():
            if child.parent_id == entry.id and key not in averaged:
                yield f"{child.name}: tidak dipakai tahun ini, jadi tidak ikut dirata-rata."
    typed = entry.realizations.get(told.facts.quarter.number)
    if typed is not None and told.named.title == "Realisasi" and told.named.then is None:
        if typed.note:
            yield f"Keterangan: {typed.note}"
        if typed.missing_reason:
            yield f"Alasan yang ditulis: {typed.missing_reason}"
        if typed.shown:
            yield f"Ditulis dalam laporan sebagai “{typed.shown}”."


def _averaged(told: _Told) -> Iterator[int]:
    """Yield the indicators whose achievements a mean looked at, those left out included."""
    how = told.named.figure.how
    for operand in how.operands if how else ():
        for member in members(operand):
            own = told.index.name_of(member)
            if own is not None and own.indicator_id is not None:
                yield own.indicator_id


def _of_the_line(told: _Told, rule: Rule) -> Iterator[str]:
    line = told.facts.lines.get(told.named.line_id or 0)
    if line is None:
        return
    if rule is CEILING and line.ceiling is not None:
        document, since = line.ceiling.document, line.ceiling.from_date
        yield f"Menurut {document.label} yang berlaku sejak {format_date(since)}."
    if rule is SPENT:
        if line.note:
            yield f"Keterangan: {line.note}"
        if line.missing_reason:
            yield f"Alasan yang ditulis: {line.missing_reason}"
