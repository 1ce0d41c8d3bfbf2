"""The displayed fraction of a ratio indicator, with the names of its parts. Pure."""

from collections.abc import Iterable

from agreements.numbers import format_figure, with_unit
from reports.document.blocks import FractionBlock
from reports.inputs import ItemEntry
from reports.narrative import Story
from reports.results import TermResult


def fraction_of(story: Story, item: ItemEntry, *, named: bool = True) -> FractionBlock | None:
    """Return the fraction of an indicator of the agreement, beside its name or without; None where it has none."""
    result = story.results.facts.indicators[item.indicator_id]
    if result.fraction is None or result.realization.value is None:
        return None
    return FractionBlock(
        label=story.item_name(item) if named else "",
        numerator=_side(result.fraction.numerator_terms),
        denominator=_side(result.fraction.denominator_terms),
        result=with_unit(result.realization.value, story.inputs.facts.indicators[item.indicator_id].unit_of_measure),
        figure=result.realization,
    )


def _side(terms: Iterable[TermResult]) -> str:
    return " + ".join(_part(term) for term in terms)


def _part(term: TermResult) -> str:
    name = _named(term)
    if name and not name.endswith(")"):
        name = f"({name})"
    return f"{format_figure(term.product)} {name}".strip()


def _named(term: TermResult) -> str:
    """Name a part; one that is multiplied with both its numbers: '10 Desa × 3 Dokumen'."""
    if term.factor == 1:
        return term.label
    return f"{format_figure(term.value)} {term.label} × {format_figure(term.factor)} {term.factor_label}".strip()
