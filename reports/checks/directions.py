"""Words of direction against the sign of what they tell of. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.checks.common import Problem
from reports.checks.evidence import values
from reports.checks.passages import Writing
from reports.checks.words import folded
from reports.results import Comparison, Figure

UP = r"(?:naik|meningkat|mengalami (?:peningkatan|kenaikan)|lebih tinggi|bertambah)"
DOWN = r"(?:turun|menurun|mengalami penurunan|lebih rendah|berkurang)"
MOVED = re.compile(
    rf"\b(?P<what>realisasi|capaian)(?: kinerja)?(?: indikator ke-(?P<place>\d{{1,2}}))?(?: [^\W\d]+){{0,5}}"
    rf" (?:(?P<up>{UP})|(?P<down>{DOWN}))\b",
    re.IGNORECASE,
)
WHOLE_YEAR = re.compile(r"\b(?:setahun penuh|tahun penuh|akhir tahun)\b", re.IGNORECASE)
BESIDE_TARGET = re.compile(
    r"\bindikator ke-(?P<place>\d{1,2})(?: [^\W\d]+){0,6}"
    r" (?:(?P<below>di ?bawah)|(?P<over>di ?atas|melampaui)) target\b",
    re.IGNORECASE,
)


def find_wrong_directions(writing: Writing) -> Iterator[Problem]:
    """Find 'meningkat' for what fell and 'turun' for what rose, against the same quarter of last year.

    Where no indicator is named, one that went the other way and none that went as told is enough; Candipuro tells of a
    rise 'setiap tahun' where the quarter fell.
    """
    for passage in writing.passages:
        for sentence in passage.sentences:
            if WHOLE_YEAR.search(sentence):
                continue
            for found in MOVED.finditer(sentence):
                changes = _changes(writing, found)
                told_up = bool(found["up"])
                against = [value for value in changes if (value < 0) == told_up and value]
                with_it = [value for value in changes if (value > 0) == told_up and value]
                if against and not with_it:
                    yield passage.problem(
                        f"{passage.name} menyebut “{found[0]}”, padahal dibanding triwulan yang sama tahun lalu"
                        f" angkanya {'turun' if told_up else 'naik'}.",
                        "Sesuaikan arahnya dengan tabel perbandingan.",
                    )


def find_wrong_sides(writing: Writing) -> Iterator[Problem]:
    """Find 'di bawah target' for an indicator above its target, and the other way round."""
    items = writing.inputs.agreement.items if writing.inputs.agreement else ()
    for passage in writing.passages:
        for found in BESIDE_TARGET.finditer(passage.text):
            place = int(found["place"])
            if not 1 <= place <= len(items):
                continue
            result = writing.results.facts.indicators.get(items[place - 1].indicator_id)
            realization = result.realization.value if result else None
            target = result.target.value if result else None
            if realization is None or target is None:
                continue
            if (found["below"] and realization >= target) or (found["over"] and realization < target):
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”, padahal realisasinya"
                    f" {'di bawah' if realization < target else 'tidak kurang dari'} target.",
                    "Sesuaikan arahnya dengan tabel capaian.",
                )


def _changes(writing: Writing, found: re.Match[str]) -> list[Decimal]:
    """Return the changes that a sentence tells of: of one indicator, or of all."""
    rows: list[Comparison] = list(writing.results.comparisons)
    if found["place"]:
        rows = rows[int(found["place"]) - 1 : int(found["place"])]
    realization = folded(found["what"]) == "realisasi"
    figures: list[Figure] = [row.realization_change if realization else row.achievement_change for row in rows]
    return list(values(figures))
