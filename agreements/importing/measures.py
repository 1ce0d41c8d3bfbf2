"""How an indicator is measured, as a sheet tells it: which way is better, where its figure comes from, its parts."""

from collections.abc import Iterator, Mapping

from django.db.models import TextChoices

from agreements.enums import Direction, Formula
from agreements.promise import Measured, parts_of, parts_text, plain
from agreements.sheets import Difference

USUAL = Measured(Direction.HIGHER, Formula.ENTERED)
"""How a new indicator is measured that no row says more of."""

DIRECTION_WORDS: Mapping[str, Direction] = {
    plain(word): direction
    for direction, short in (
        (Direction.HIGHER, "Makin tinggi"),
        (Direction.LOWER, "Makin rendah"),
        (Direction.RANGE, "Rentang"),
    )
    for word in (direction.label, short)
}
FORMULA_WORDS: Mapping[str, Formula] = {
    plain(word): formula
    for formula, short in (
        (Formula.ENTERED, "Diisi"),
        (Formula.RATIO, "Rasio"),
        (Formula.MEAN_OF_CHILDREN, "Rata-rata"),
    )
    for word in (formula.label, short)
}
"""What a cell may say: the words of the screens, or their first."""
LONGEST_PART = 200


def labels_told(words: type[TextChoices]) -> str:
    """Return the words that a cell may hold as a sentence says them: 'A, B, atau C'."""
    *others, last = words.labels
    return f"{', '.join(others)}, atau {last}"


def measure_faults(asked: Measured, standing: Measured, unit_of_measure: str) -> Iterator[str]:
    """Yield why an indicator cannot be measured as a row asks."""
    now = asked.over(standing)
    named = asked.numerators or asked.denominators
    if any(len(name) > LONGEST_PART for name in asked.numerators + asked.denominators):
        yield f"Nama unsur paling panjang {LONGEST_PART} huruf; pisahkan beberapa unsur dengan titik koma."
    if now.formula == Formula.RATIO:
        if not (now.numerators and now.denominators):
            yield "Rasio perlu paling sedikit satu pembilang dan satu penyebut: tulis namanya di kolom itu."
        elif named and standing.numerators and _sides(now) != _sides(standing):
            there = f"{parts_text(standing.numerators)} / {parts_text(standing.denominators)}"
            yield f"Rasio ini sudah punya unsur: {there}. Ubah unsurnya di halaman indikatornya."
    elif named:
        yield f"Pembilang dan penyebut hanya untuk indikator yang rumusnya “{Formula.RATIO.label}”."
    if now.formula == Formula.MEAN_OF_CHILDREN and unit_of_measure not in ("", "%"):
        yield f"Rata-rata diukur dalam %, sedangkan satuan di sini “{unit_of_measure}”."


def _sides(measured: Measured) -> tuple[tuple[str, ...], ...]:
    """Return the parts as they are compared: a stored name may hold what parts two of them in a cell."""
    sides = (measured.numerators, measured.denominators)
    return tuple(tuple(map(plain, parts_of(parts_text(names)))) for names in sides)


def contradictions(asked: Measured, earlier: Measured, number: int) -> Iterator[str]:
    """Yield what a row says otherwise than an earlier row, of this number in the sheet, said of the same indicator."""
    for label, now, then in _paired(asked, earlier):
        if now and then and now != then:
            yield f"{label} indikator ini lain dari yang ditulis di baris {number}."


def differences(asked: Measured, standing: Measured) -> Iterator[Difference]:
    """Yield what would change of an indicator that stands."""
    for label, now, then in _paired(asked.over(standing), standing):
        if now != then:
            yield Difference(label, then, now)


def measure_words(measured: Measured) -> str:
    """Write what a row says: 'Makin rendah makin baik; Rasio pembilang/penyebut: desa tertib / seluruh desa'."""
    parts = f"{parts_text(measured.numerators)} / {parts_text(measured.denominators)}" if measured.terms else ""
    formula = measured.formula.label if measured.formula else ""
    told = ": ".join(filter(None, [formula, parts]))
    return "; ".join(filter(None, [measured.direction.label if measured.direction else "", told]))


def _paired(now: Measured, then: Measured) -> Iterator[tuple[str, str, str]]:
    """Yield the label of each part of a measure with both texts."""
    for label, one, other in (
        ("Arah", now.direction, then.direction),
        ("Rumus", now.formula, then.formula),
    ):
        yield label, one.label if one else "", other.label if other else ""
    yield "Pembilang", parts_text(now.numerators), parts_text(then.numerators)
    yield "Penyebut", parts_text(now.denominators), parts_text(then.denominators)
