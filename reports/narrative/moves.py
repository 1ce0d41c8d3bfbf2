"""How figures moved since the same quarter of last year, in words. Pure.

Directions follow the sign of the difference, which the computation gives; points are never called per cent.
"""

from decimal import Decimal

from agreements.numbers import format_figure, format_percent, with_unit
from reports.inputs import ItemEntry
from reports.narrative.story import Story
from reports.narrative.words import ordinals
from reports.results import Comparison, Figure


def in_unit(value: Decimal, unit_of_measure: str) -> str:
    """Write a target or realization in its unit, percentages with two decimals: '83,60 %', '21 keluarga'."""
    return format_percent(value) if unit_of_measure.strip() == "%" else with_unit(value, unit_of_measure)


def difference(value: Decimal, unit_of_measure: str) -> str:
    """Write how far apart two figures are, without a sign: '4,06 poin persentase', '2 dokumen'."""
    if unit_of_measure.strip() == "%":
        return f"{format_figure(abs(value), decimals=2)} poin persentase"
    return with_unit(abs(value), unit_of_measure)


def moved(story: Story, change: Figure, then: Figure, now: Figure, unit_of_measure: str) -> str:
    """Say how a figure moved: 'turun 4,06 poin persentase, dari 39,25 % menjadi 35,19 %', 'tetap 33,33 %'.

    '' where one of the three is missing.
    """
    if change.value is None or then.value is None or now.value is None:
        return ""
    last = story.told(now, in_unit(now.value, unit_of_measure))
    if change.value == 0:
        return f"tetap {last}"
    direction = "naik" if change.value > 0 else "turun"
    apart = story.told(change, difference(change.value, unit_of_measure))
    return f"{direction} {apart}, dari {story.told(then, in_unit(then.value, unit_of_measure))} menjadi {last}"


NAMES = {"target": "target", "realization": "realisasi", "achievement": "capaian"}
"""What can be compared, as a sentence calls it."""


def changes(story: Story, what: str) -> str:
    """Say for every indicator how its target, realization or achievement moved since the same quarter of last year.

    '' where nothing of last year is known; an indicator of which nothing is known is named as such.
    """
    told, unknown = [], []
    for place, item in enumerate(story.agreement.items, start=1):
        moves = _moved(story, item, what)
        if moves:
            told.append(f"{NAMES[what]} indikator ke-{place} {moves}")
        else:
            unknown.append(place)
    if told and unknown:
        told.append(f"{NAMES[what]} indikator {ordinals(unknown)} tidak dapat dibandingkan")
    return "; ".join(told)


def _moved(story: Story, item: ItemEntry, what: str) -> str:
    row = story.comparisons.get(item.indicator_id)
    if row is None:
        return ""
    change, then, now = _pair(story, row, what)
    unit = "%" if what == "achievement" else story.inputs.facts.indicators[item.indicator_id].unit_of_measure
    return moved(story, change, then, now, unit)


def _pair(story: Story, row: Comparison, what: str) -> tuple[Figure, Figure, Figure]:
    """Return the difference, and the figure then and now."""
    now, then = story.results.facts.indicators[row.indicator_id], row.same_quarter
    return {
        "target": (row.target_change, then.target, now.target),
        "realization": (row.realization_change, then.realization, now.realization),
        "achievement": (row.achievement_change, then.achievement, now.achievement),
    }[what]
