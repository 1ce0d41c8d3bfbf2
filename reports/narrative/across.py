"""What is said of figures over several units, some of which told nothing: the same on pages and in recaps. Pure."""

from agreements.enums import EfficiencyDefinition
from agreements.numbers import format_percent, format_rupiah
from reports.computation.comparison import Together
from reports.narrative.words import EFFICIENCY, join
from reports.period import Quarter

UNWEIGHTED = (
    "Efisiensi memakai rata-rata serapan tiap baris anggaran tanpa bobot, sedangkan kolom Serapan memakai jumlahnya;"
    " karena itu Efisiensi tidak dapat dihitung dari kolom di sebelahnya."
)


YEARLY = (
    "Predikat ditetapkan di Triwulan IV: capaian dihitung sejak 1 Januari terhadap target setahun, jadi sebelum itu"
    " rendah dengan sendirinya."
)
"""What is said instead of a predikat, or beside one, before the year is over."""
LAST_QUARTER = 4


def is_judged(quarter: Quarter) -> bool:
    """Whether a predikat is laid down at a quarter's end; before the year is over all of them would look low."""
    return quarter.number == LAST_QUARTER


def efficiency_notes(definition: EfficiencyDefinition) -> tuple[str, ...]:
    """Say what a unit's efficiency is, and why it does not follow from the absorption beside it."""
    told = EFFICIENCY[definition]
    return (told,) if definition == EfficiencyDefinition.PMK_22_2021 else (told, UNWEIGHTED)


def division(money: Together) -> str:
    """Say what the absorption of a sum over units divides, where that is not the same units above and below; else ''.

    Without a stop and not capitalized, as footnotes and the column of remarks take it.
    """
    if money.whole.spent.value is None:
        return ""
    told = []
    if money.without_spending:
        told.append(f"realisasi {money.without_spending} dari {money.units} unit belum ada")
    if money.unfinished:
        told.append(unfinished(money))
    if not told:
        return ""
    if money.whole.absorption.value is None:
        return join(told)
    return f"{join(told)}; pagunya tetap ikut dibagi, jadi serapan sebenarnya dapat lebih tinggi"


def unfinished(money: Together) -> str:
    """Say how many units that have both amounts filled a part of theirs; '' for none."""
    return f"realisasi {money.unfinished} unit baru sebagian diisi" if money.unfinished else ""


def filled_units(money: Together) -> str:
    """Say what the units that have both amounts spent of their ceilings; '' where these are all units, or none."""
    amounts = money.filled
    if not money.uneven or amounts.ceiling.value is None or amounts.spent.value is None:
        return ""
    share = amounts.absorption.value
    said = (
        f"{money.filled_units} dari {money.units} unit yang sudah ada realisasinya: realisasi"
        f" {format_rupiah(amounts.spent.value)} dari pagu {format_rupiah(amounts.ceiling.value)}"
    )
    return said if share is None else f"{said}, serapan {format_percent(share)}"


def left_indicators(without: int, promised: int) -> str:
    """Say what a mean achievement of a unit left out: '5 dari 58 indikator belum ada angkanya'."""
    if not without:
        return "sebagian rincian indikator belum ada angkanya"
    return f"{without} dari {promised} indikator belum ada angkanya"
