"""Which Perjanjian Kinerja there are. Reads only, in one query."""

from collections.abc import Iterable

from agreements.enums import AgreementKind
from agreements.models import Agreement, Position, Unit


def agreements_of_unit(unit: Unit, year: int) -> tuple[Agreement, ...]:
    """Return the agreements of all posts of a unit for a year, in the order of the posts, the older kind first.

    Of several Perubahan of a post only the last.
    """
    rows = list(
        Agreement.objects.filter(position__unit=unit, year=year)
        .select_related("position")
        .order_by("position__order", "position__name", "kind", "pk")
    )
    newest = _newest(rows)
    return tuple(row for row in rows if row.pk in newest)


def agreements_of_post(position: Position, year: int) -> tuple[Agreement, ...]:
    """Return the agreements of a post for a year: the murni, then the last Perubahan, where there are such."""
    rows = list(
        Agreement.objects.filter(position=position, year=year)
        .select_related("position__unit__regency", "position__unit__parent")
        .order_by("kind", "pk")
    )
    newest = _newest(rows)
    return tuple(row for row in rows if row.pk in newest)


def _newest(agreements: Iterable[Agreement]) -> set[int]:
    """Return the ids of those that no other of the same kind supersedes."""
    rows = list(agreements)
    superseded = {row.supersedes_id for row in rows if row.kind == AgreementKind.PERUBAHAN}
    return {row.pk for row in rows if row.kind == AgreementKind.MURNI or row.pk not in superseded}
