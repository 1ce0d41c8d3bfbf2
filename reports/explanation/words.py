"""What explanations say beside the figures: what would give one that is missing, and how each is rounded. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from reports.expressions import Formula
from reports.results import Reason
from reports.rounding import published, round_half_up

MENDS: Mapping[Reason, str] = {
    Reason.NO_REALIZATION: "Angkanya muncul setelah realisasinya diisi pada halaman angka triwulan.",
    Reason.EXPLAINED: "Angkanya muncul bila realisasinya diisi menggantikan alasan itu.",
    Reason.NO_TARGET: "Angkanya muncul setelah target tahun ini, atau kedua batasnya, ditulis di Perjanjian Kinerja.",
    Reason.ZERO_TARGET: "Rumus ini membagi dengan target. Angkanya muncul bila target di atas nol ditetapkan.",
    Reason.NEGATIVE_TARGET: "Rumus ini hanya berlaku untuk target di atas nol.",
    Reason.RANGE_TARGET: "Tidak ada yang perlu diperbaiki: untuk rentang, biaya rencana per hasil memang tidak ada.",
    Reason.ZERO_DENOMINATOR: "Rumus ini membagi dengan penyebut. Angkanya muncul bila penyebutnya lebih dari nol.",
    Reason.MISSING_TERM: "Angkanya muncul setelah semua unsur pembilang dan penyebut diisi.",
    Reason.MISSING_QUARTER: "Jumlah triwulan baru ada bila setiap triwulan sebelumnya diisi.",
    Reason.NO_CHILDREN: "Angkanya muncul bila ada indikator yang bernaung di bawahnya, pada halaman Indikator.",
    Reason.NO_CEILING: "Angkanya muncul setelah pagu yang berlaku pada akhir triwulan diimpor (Impor anggaran).",
    Reason.ZERO_CEILING: "Rumus ini membagi dengan pagu. Angkanya muncul bila pagunya lebih dari nol.",
    Reason.ZERO_ABSORPTION: "Rumus ini membagi dengan serapan. Angkanya muncul setelah ada realisasi anggaran.",
    Reason.NO_AMOUNTS: "Tidak ada yang perlu diperbaiki: anggarannya dicatat, dan terlihat, pada baris di atasnya.",
    Reason.NOTHING_TO_AVERAGE: "Angkanya muncul setelah paling sedikit satu rincian di bawah ini ada angkanya.",
    Reason.ZERO_OUTCOME: "Rumus ini membagi dengan hasil. Angkanya muncul setelah hasilnya lebih dari nol.",
    Reason.LOWER_IS_BETTER: "Tidak ada yang perlu diperbaiki: biaya per hasil tidak bermakna untuk indikator ini.",
    Reason.NO_OUTCOME: "Angkanya muncul bila indikator dihubungkan dengan baris anggaran ini dalam Perjanjian Kinerja.",
    Reason.SEVERAL_OUTCOMES: "Tidak ada yang perlu diperbaiki: satu anggaran untuk beberapa hasil tidak dapat dibagi.",
    Reason.NO_MONEY: "Angkanya muncul bila baris anggaran masuk dalam Perjanjian Kinerja.",
    Reason.NO_REPORTS: "Angkanya muncul bila ada jabatan yang wajib melapor.",
    Reason.NO_PAST: "Angkanya muncul bila administrator mencatat angka tahun itu di Data induk.",
    Reason.CIRCULAR: "Susunannya perlu diperbaiki pada halaman Indikator: ada yang bernaung di bawah dirinya sendiri.",
}
"""What would give a figure, by the reason why it is missing."""

ROUNDED: Mapping[Callable[[Decimal], Decimal] | None, str] = {
    round_half_up: "Dibulatkan setengah ke atas pada dua desimal, sebagai langkah terakhir.",
    published: "Dipakai dengan dua desimal, setengah ke atas.",
    None: "Tidak dibulatkan.",
}
"""The rounding step of a formula."""


def rounding_of(formula: Formula) -> str:
    """Say how the outcome of a formula is rounded; '' for what is typed."""
    return ROUNDED[formula.rounding] if formula.expression is not None else ""
