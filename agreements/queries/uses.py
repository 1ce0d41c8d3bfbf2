"""What uses an indicator: as long as anything does, it stays. Reads only."""

from collections.abc import Iterator

from django.db.models import PROTECT

from agreements.models import Agreement, Indicator, IndicatorBudgetLine

NAMED = frozenset({"agreement_items", "line_links", "children", "terms_fed", "goals"})
"""Relations that are told by the names of what stands at their other end; others by their number."""


def uses_of(row: Indicator) -> tuple[str, ...]:
    """Return what uses an indicator, as a list names it; () where nothing does, and it may be deleted."""
    return (*_agreements(row), *_indicators(row), *_lines(row), *_others(row))


def _agreements(row: Indicator) -> Iterator[str]:
    found = Agreement.objects.filter(items__indicator=row).select_related("position").order_by("year", "pk").distinct()
    for agreement in found:
        draft = "" if agreement.signed_on else " (draf)"
        yield f"{agreement.get_kind_display()} {agreement.year} {agreement.position.name}{draft}"


def _indicators(row: Indicator) -> Iterator[str]:
    for child in row.children.order_by("order", "pk"):
        yield f"indikator “{child.name}”, yang mendukungnya"
    for term in row.terms_fed.select_related("indicator").order_by("pk"):
        yield f"rasio “{term.indicator.name}”, yang mengambil angkanya"
    if row.goals.exists():
        yield "tujuan unit ini, yang diukur dengannya"


def _lines(row: Indicator) -> Iterator[str]:
    links = IndicatorBudgetLine.objects.filter(indicator=row).select_related("budget_line")
    for link in links.order_by("budget_line__year", "budget_line__order", "pk"):
        line = link.budget_line
        yield f"baris anggaran {line.year} {f'{line.code} {line.name}'.strip()}, yang membiayainya"


def _others(row: Indicator) -> Iterator[str]:
    """Tell of every other row that would keep the database from deleting it, such as figures of a quarter."""
    for relation in row._meta.related_objects:
        name = relation.get_accessor_name()
        if relation.on_delete is PROTECT and name not in NAMED:
            count = getattr(row, name).count()
            if count:
                yield f"{count} {relation.related_model._meta.verbose_name}"
