"""Recaps as files: the one way that pages, commands and bulk downloads take."""

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from agreements.models import Unit
from agreements.numbers import format_date
from reports.document.blocks import RenderedFile
from reports.period import Quarter
from reports.queries.recaps import load_recap_source
from reports.recaps import RECAPS, RecapKind, build_recap
from reports.xlsx import RecapCover, render_recaps

SOURCES = (
    "Realisasi yang diisi unit kerja, Perjanjian Kinerja, dan pagu menurut DPA, pergeseran atau DPPA, seperti tercatat"
    " dalam aplikasi. Setiap indikator dan baris anggaran dihitung satu kali, dan angkanya sama di semua laporan."
    " Jumlah dan rata-rata satu laporan dihitung dari indikator dan anggarannya sendiri, sedangkan yang satu unit kerja"
    " dari semua indikator yang diperjanjikan di unit itu dan seluruh anggarannya; karena itu capaian unit dapat"
    " berbeda dari capaian laporan pimpinannya."
)
STANDING = (
    "Menurut keadaan pada waktu itu. Laporan yang angkanya berubah sejak disetujui ditandai di kolom Keterangan pada"
    " rekap per laporan."
)


def recap_workbook(
    units: Iterable[Unit],
    quarter: Quarter,
    *,
    at: datetime.datetime,
    kinds: Collection[RecapKind] = tuple(RECAPS.values()),
    narrowed_to: str = "",
    every_unit: bool = False,
) -> RenderedFile:
    """Return recaps of some units (fetched with their regency) as one workbook.

    Args:
        units: whose figures.
        quarter: of which quarter.
        at: the time that the cover tells; equal figures at an equal time give equal bytes.
        kinds: which recaps, all by default.
        narrowed_to: the word that a single recap is narrowed to.
        every_unit: whether these are all units there are, which the cover then says instead of their names.
    """
    offices = tuple(sorted(units, key=lambda unit: unit.name))
    now = timezone.localtime(at)
    source = load_recap_source(offices, quarter, kinds, now.date())
    recaps = tuple(build_recap(kind, source, narrowed_to) for kind in kinds)
    only = next(iter(kinds)) if len(kinds) == 1 else None
    period = f"{quarter.name} {quarter.year}"
    title = f"{only.title if only else 'Rekap Laporan Kinerja'} {period}"
    who = _who(offices, every_unit)
    narrowing = f"{only.narrow_label}: {only.choices[narrowed_to]}" if only and narrowed_to else ""
    facts = (
        ("Pemerintah daerah", source.regency),
        ("Triwulan", period),
        ("Unit kerja", who),
        ("Saringan", narrowing or "tidak ada: semua baris"),
        ("Sumber", SOURCES),
        ("Dibuat", f"{format_date(now.date())}, pukul {now:%H.%M}. {STANDING}"),
    )
    scope = " · ".join(filter(None, (source.regency, period, who, narrowing)))
    cover = RecapCover(title, _slug(offices, quarter, only, narrowed_to), facts, scope)
    return render_recaps(recaps, cover)


MOST_NAMED = 12
"""Units up to which they are named."""


def _who(units: Sequence[Unit], every_unit: bool) -> str:
    if every_unit and len(units) > 1:
        return f"semua, {len(units)} unit kerja"
    if len(units) > MOST_NAMED:
        return f"{len(units)} unit kerja"
    return ", ".join(unit.name for unit in units) or "tidak ada"


def _slug(units: Sequence[Unit], quarter: Quarter, only: RecapKind | None, narrowed_to: str) -> str:
    """Return the name of the file, without its ending: 'rekap-anggaran-program-kecamatan-candipuro-2024-tw2'."""
    parts = ("rekap", only.key if only else "", narrowed_to, units[0].slug if len(units) == 1 else "")
    return "-".join(part.replace("_", "-") for part in (*parts, f"{quarter.year}-tw{quarter.number}") if part)
