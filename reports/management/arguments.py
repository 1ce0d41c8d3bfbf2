"""What commands about reports read from the command line: a unit, a post, a quarter; with errors that help."""

from argparse import ArgumentParser
from collections.abc import Iterable
from difflib import get_close_matches

from django.core.management import CommandError

from agreements.models import Position, Unit
from reports.period import Quarter

MOST_NAMED = 30


def add_quarter(parser: ArgumentParser) -> None:
    """Add YEAR and QUARTER."""
    parser.add_argument("year", metavar="YEAR", help="tahun anggaran, contoh: 2024")
    parser.add_argument("quarter", metavar="QUARTER", help="triwulan: 1, 2, 3, atau 4")


def read_quarter(year: str, quarter: str) -> Quarter:
    """Return the quarter.

    Raises:
        CommandError: one of the two is not what it should be.
    """
    number = read_year(year)
    if str(quarter) not in ("1", "2", "3", "4"):
        raise CommandError(f"Triwulan “{quarter}” tidak ada; tulis 1, 2, 3, atau 4.")
    return Quarter(number, int(quarter))


def read_year(year: str) -> int:
    """Return the year.

    Raises:
        CommandError: it is none.
    """
    if not (str(year).isdecimal() and len(str(year)) == 4):
        raise CommandError(f"Tahun “{year}” tidak terbaca; tulis empat angka, contoh: 2024.")
    return int(year)


def find_unit(slug: str) -> Unit:
    """Return a unit by its slug.

    Raises:
        CommandError: there is none; the sentence names those that are nearest.
    """
    unit = Unit.objects.filter(slug=slug).first()
    if unit is None:
        known = Unit.objects.filter(positions__reports=True).distinct().order_by("slug").values_list("slug", flat=True)
        raise CommandError(f"Unit kerja “{slug}” tidak ada. {_suggest(slug, list(known))}")
    return unit


def find_position(unit: Unit, slug: str) -> Position:
    """Return a reporting post of a unit by its slug.

    Raises:
        CommandError: there is none; the sentence names those that are nearest.
    """
    posts = unit.positions.filter(reports=True)
    position = posts.filter(slug=slug).first()
    if position is None:
        known = list(posts.order_by("order", "slug").values_list("slug", flat=True))
        raise CommandError(f"Jabatan “{slug}” tidak ada di {unit.name}. {_suggest(slug, known)}")
    return position


def _suggest(slug: str, known: list[str]) -> str:
    """Return a sentence with the nearest names, or with all of them where none is near."""
    near = get_close_matches(slug, known, n=5)
    if near:
        return f"Mungkin maksud Anda: {_listed(near)}."
    return f"Yang ada: {_listed(known)}." if known else "Belum ada yang tercatat."


def _listed(slugs: Iterable[str]) -> str:
    names = list(slugs)
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f", dan {rest} lainnya" if rest > 0 else "")
