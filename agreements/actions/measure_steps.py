"""What the actions on indicators share: called inside their transaction, with the unit held."""

from django.db.models import F, ProtectedError

from agreements.actions.plan_steps import OUT_OF_THE_WAY, PlanError, clean
from agreements.enums import Formula
from agreements.models import AgreementItem, Indicator, IndicatorTerm
from agreements.promise import Measure
from agreements.recording import Change, added, changed, described, removed

FIXED = {"unit_of_measure": "Satuan", "direction": "Arah"}
"""What a signature relies on: the figure that was signed would be another one."""


def write_measure(row: Indicator, measure: Measure) -> list[Change | None]:
    """Make an indicator what a measure says: return what changed.

    Raises:
        PlanError: a signature or a realization relies on what would change, or the parts do not make a ratio.
    """
    before = described(row)
    _refuse_fixed(row, measure)
    fill_indicator(row, measure)
    changes = [changed(row, before), *write_terms(row, measure)]
    clean(row)
    return changes


def _refuse_fixed(row: Indicator, measure: Measure) -> None:
    moved = [label for name, label in FIXED.items() if getattr(row, name) != getattr(measure, name)]
    signed = AgreementItem.objects.filter(indicator=row, agreement__signed_on__isnull=False)
    item = signed.select_related("agreement__position").order_by("-agreement__year").first() if moved else None
    if item is not None:
        where = f"Perjanjian Kinerja {item.agreement.year} {item.agreement.position.name}"
        raise PlanError(
            f"{' dan '.join(moved)} indikator ini tidak dapat diubah lagi: targetnya sudah ditandatangani di {where}."
            " Buatlah indikator baru bila ukurannya memang lain."
        )


def fill_indicator(row: Indicator, measure: Measure) -> None:
    """Put everything of a measure but its parts into a row.

    Raises:
        PlanError: the indicator that it feeds is another unit's, or the model refuses it.
    """
    if measure.parent_id is not None and not row.unit.indicators.filter(pk=measure.parent_id).exists():
        raise PlanError("Indikator yang didukung harus milik unit ini.")
    for name in (
        "name",
        "level",
        "unit_of_measure",
        "direction",
        "aggregation",
        "formula",
        "entered_by",
        "parent_id",
        "definition",
        "on_time_rule",
        "note",
    ):
        setattr(row, name, getattr(measure, name))
    clean(row)
    row.save()


def write_terms(row: Indicator, measure: Measure) -> list[Change | None]:
    """Make the parts of a ratio those of the measure, keeping rows that stay; an indicator of another kind has none."""
    wanted = measure.terms if measure.formula == Formula.RATIO else ()
    stored = {term.pk: term for term in row.terms.all()}
    kept = {term.key for term in wanted} & stored.keys()
    changes: list[Change | None] = []
    for key in stored.keys() - kept:
        changes.append(removed(stored[key]))
        try:
            stored[key].delete()
        except ProtectedError as error:
            raise PlanError(
                f"Unsur “{stored[key]}” sudah punya realisasi, jadi tidak dapat dihapus. Ubah namanya saja, atau"
                " buat indikator baru."
            ) from error
    row.terms.update(order=F("order") + OUT_OF_THE_WAY)
    for order, term in enumerate(wanted, 1):
        part = stored[term.key] if term.key in kept else IndicatorTerm(indicator=row)
        before = described(part, without=["order"]) if part.pk else None
        part.order, part.role, part.label = order, term.role, term.label
        part.factor, part.factor_label = term.factor, term.factor_label
        part.source_id, part.takes = term.source_id, term.takes
        clean(part)
        part.save()
        hidden = ["order"]
        changes.append(added(part, without=hidden) if before is None else changed(part, before, without=hidden))
    return changes
