"""What the actions of the organisation share: refusals that are told, and rows as the trail describes them."""

from collections.abc import Iterable

from django.utils.text import slugify

from agreements.enums import DutyKind
from agreements.models import Citation, Duty, Position, Regulation
from agreements.organisation import CitationText, DutyText, PostDuties


class OrganisationError(ValueError):
    """A change that cannot be made; its argument is the sentence for the user, `field` the field that it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class StaleOrganisationError(Exception):
    """Somebody else changed what the page showed; nothing was written."""


# Words that stand in addresses where a unit's would.
RESERVED = frozenset({"kabupaten-baru", "kecamatan-baru", "unit-baru", "pejabat"})


def free_slug(name: str, taken: Iterable[str], longest: int) -> str:
    """Return a short address from a name that none of the taken ones has."""
    there = {*taken, *RESERVED}
    base = slugify(name)[:longest].strip("-") or "unit"
    found, number = base, 1
    while found in there:
        number += 1
        found = f"{base[: longest - 4]}-{number}"
    return found


def write_duties(post: Position, duties: PostDuties) -> None:
    """Write the duties of a post in the place of those that are there."""
    Duty.objects.filter(position=post).delete()
    for kind, lines in ((DutyKind.DUTY, duties.duties), (DutyKind.DELEGATED, duties.delegated)):
        _write_lines(post, kind, lines)


def _write_lines(post: Position, kind: DutyKind, lines: Iterable[DutyText]) -> None:
    order, below = 0, []
    above = []
    for line in lines:
        order += 1
        parent = Duty(position=post, kind=kind, order=order, text=line.text)
        above.append(parent)
        for text in line.items:
            order += 1
            below.append((parent, order, text))
    Duty.objects.bulk_create(above)
    Duty.objects.bulk_create(
        Duty(position=post, kind=kind, order=order, text=text, parent=parent) for parent, order, text in below
    )


def write_citations(post: Position, citations: Iterable[CitationText], register: dict[str, Regulation]) -> None:
    """Write what a post cites in the place of what is there; `register` holds the regulations by their short name."""
    Citation.objects.filter(position=post).delete()
    Citation.objects.bulk_create(
        Citation(position=post, purpose=cited.purpose, regulation=register[cited.regulation], article=cited.article)
        for cited in citations
    )


def register_of(citations: Iterable[CitationText]) -> dict[str, Regulation]:
    """Return the regulations that are cited by their short name; those that the register lacks are entered."""
    wanted = {cited.regulation: cited.about for cited in citations}
    known = {row.short: row for row in Regulation.objects.filter(short__in=wanted)}
    for short, about in wanted.items():
        if short not in known:
            known[short] = Regulation.objects.create(short=short, about=about)
    return known


def told_duties(duties: PostDuties) -> list[list[str]]:
    """Return duties as the trail tells them, one pair per line."""
    found = [["tugas pokok", duties.main]] if duties.main else []
    for name, lines in (("tugas dan fungsi", duties.duties), ("kewenangan yang dilimpahkan", duties.delegated)):
        for number, line in enumerate(lines, 1):
            found.append([f"{name} {number}", line.text])
            found += [[f"{name} {number}.{inner}", text] for inner, text in enumerate(line.items, 1)]
    return found


def told_citations(citations: Iterable[CitationText]) -> list[list[str]]:
    """Return citations as the trail tells them."""
    return [[cited.purpose.label, f"{cited.article} {cited.regulation}".strip()] for cited in citations]
