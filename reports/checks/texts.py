"""Texts that were edited by hand and have been overtaken by their figures. Pure."""

from collections.abc import Iterator

from reports.anchors import text_anchor
from reports.checks.common import Problem
from reports.checks.passages import Writing
from reports.document.edited import sections


def find_overtaken_texts(writing: Writing) -> Iterator[Problem]:
    """Find edited texts whose generated counterpart has changed since; figures they still name are said."""
    if not writing.inputs.texts:
        return
    for section in sections(writing.inputs, writing.results, generated=writing.sections):
        if section.stale:
            named = ", ".join(section.outdated)
            yield Problem(
                f"Angka di bagian “{section.title}” berubah sejak disunting"
                + (f"; teksnya masih menyebut {named}." if named else "."),
                f"Teks: {section.title}",
                "Sesuaikan teksnya di halaman Teks laporan, atau kembalikan ke teks otomatis.",
                text_anchor(section.key),
                f"teks/{section.key}",
            )
