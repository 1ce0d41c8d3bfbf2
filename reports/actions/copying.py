"""Texts and lists taken over from the quarter before, never figures; and the author's word that they were read."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from django.db import transaction

from agreements.models import User
from reports.actions.held import HeldReport
from reports.actions.written import WRITERS, check_subjects, write_text
from reports.anchors import COPY_KEYS, text_anchor
from reports.document.edited import plain
from reports.models import Report, ReportText
from reports.narrative import SENTENCES
from reports.period import Quarter
from reports.queries import Writing, listed_rows


@transaction.atomic
def copy_forward(
    *,
    report: Report,
    origin: Quarter,
    lists: Writing,
    texts: Mapping[str, tuple[str, str]],
    version: int,
    by: User,
) -> int:
    """Put what `lists` holds behind the report's own lists, and `texts` where nobody wrote any; return how many came.

    `texts` maps sections to (text, what is generated there now). Each is marked as copied from `origin` until it is
    changed or `read_copies` is told that it was read. What stands already is not copied again.

    Raises:
        ValueError: no such section, or a strategy's subject is none of the post's or unit's.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    check_subjects(held.row, lists.strategies)
    if texts.keys() - SENTENCES.keys():
        raise ValueError("no such section")
    standing = listed_rows(held.row)
    copied: dict[str, object] = {}
    for name, entries in _fields(lists).items():
        own = [entry for entry, _ in standing[name]]
        new = [entry for entry in dict.fromkeys(entries) if entry not in own]
        if new:
            marks = {entry: row.copied_from for entry, row in standing[name]}
            marks |= dict.fromkeys(new, (origin.year, origin.number))
            WRITERS[name](held.row, [*own, *new], marks)
            copied[name] = new
    written = set(ReportText.objects.filter(report=held.row).values_list("section", flat=True))
    sections = {}
    for section, (text, generated) in texts.items():
        if section not in written and plain(text) not in ("", plain(generated)):
            write_text(held, section, plain(text), plain(generated), origin=origin)
            sections[section] = plain(text)
    count = sum(len(new) for new in copied.values()) + len(sections)
    if count:
        told = asdict(Writing(**{name: tuple(new) for name, new in copied.items()}))
        lines = {name: told[name] for name in copied}
        after = {"year": origin.year, "quarter": origin.number, **lines, "texts": sections}
        held.finish("copy_forward", None, after)
    return count


def _fields(lists: Writing) -> dict[str, tuple]:
    return {name: getattr(lists, name) for name in COPY_KEYS}


@transaction.atomic
def read_copies(*, report: Report, keys: Collection[str], version: int, by: User) -> int:
    """Note that copies were read and hold for this quarter too; return how many of them were not yet.

    `keys` are those of `reports.background.CopiedEntry`.

    Raises:
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    rows = {text_anchor(row.section): row for row in ReportText.objects.filter(report=held.row)}
    for name, pairs in listed_rows(held.row).items():
        rows |= {f"{COPY_KEYS[name]}-{number}": row for number, (_, row) in enumerate(pairs, 1)}
    read = {key: rows[key] for key in keys if key in rows and rows[key].copied_from is not None}
    for row in read.values():
        # Who wrote it last, and when, is not changed by reading it.
        type(row).objects.filter(pk=row.pk).update(copied_year=None, copied_quarter=None)
    if read:
        held.finish("read_copies", None, {"copies": {key: str(row) for key, row in read.items()}})
    return len(read)
