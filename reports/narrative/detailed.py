"""Sentences of the forms that tell more than the common frame: kasi rinci, staf and kepala bagian. Pure.

They tell what is done, what is not, why and when from the figures, the notes beside them and the planned months.
"""

from collections.abc import Collection, Iterable, Sequence

from agreements.enums import CitationPurpose, EfficiencyDefinition
from agreements.numbers import format_figure, format_months, format_percent, format_rupiah
from reports.document.blocks import TableRef
from reports.inputs import ItemEntry
from reports.narrative.accountability import counts, places
from reports.narrative.conclusion import closing_absorption
from reports.narrative.introduction import main_duty
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, Parts, one, table_reference
from reports.narrative.words import FULL, capitalized, count_of, enumerated, figure_with_unit, join
from reports.period import Quarter
from reports.results import CostRow

LAST_QUARTER = 4


# -- BAB I ---------------------------------------------------------------------------------------------------


def duties_of_post(story: Story) -> Paragraphs:
    """Lead to the duties of a post whose regulation was told in the section before."""
    main = main_duty(story)
    if not (main or story.inputs.duties):
        return one(f"Uraian tugas {story.position} belum dicatat.")
    cited = story.citation(CitationPurpose.DUTIES)
    source = f"Berdasarkan {f'{cited.article} {cited.regulation}'.strip()}, " if cited else ""
    return one(capitalized(f"{source}{main or f'tugas {story.position} adalah sebagai berikut:'}"))


# -- the money of the agreement ------------------------------------------------------------------------------


def kegiatan_budget(story: Story) -> Paragraphs:
    """Lead to the signed money per kegiatan."""
    if not story.results.signed.groups:
        return ()
    return one("Anggaran setiap kegiatan dijabarkan pada ", table_reference("kegiatan_budget"), " berikut ini.")


def grouped_budget(story: Story) -> Paragraphs:
    """Lead to the signed money per line under its kegiatan."""
    if not story.has_groups:
        return ()
    lines = story.budget_level.label.lower() if story.budget_level else "baris anggaran"
    return one(
        f"Anggaran tersebut terbagi dalam {count_of(len(story.results.signed.amounts), lines)} sebagaimana dijabarkan"
        " pada ",
        table_reference("grouped_budget"),
        " berikut ini.",
    )


# -- money and performance -----------------------------------------------------------------------------------


def efficiency(story: Story) -> Paragraphs:
    """What the efficiency is made of, and what money left over does not yet mean; nothing where it has no figure."""
    totals = story.results.totals
    if totals.efficiency.value is None:
        return ()
    figure = story.told(totals.efficiency, format_figure(totals.efficiency.value, decimals=2))
    text = f"Efisiensi capaian kinerja dengan realisasi anggaran adalah {figure}"
    achieved, absorbed = totals.mean_achievement.value, totals.mean_absorption.value
    difference = story.inputs.facts.choices.efficiency == EfficiencyDefinition.DIFFERENCE
    if difference and achieved is not None and absorbed is not None:
        text += (
            " poin persentase, yaitu rata-rata capaian kinerja"
            f" {story.told(totals.mean_achievement, format_percent(achieved))} dikurangi rata-rata serapan anggaran"
            f" {story.told(totals.mean_absorption, format_percent(absorbed))}"
        )
    if story.quarter.number == LAST_QUARTER or not totals.remaining.value or totals.remaining.value < 0:
        return one(f"{text}.")
    remaining = story.told(totals.remaining, format_rupiah(totals.remaining.value))
    return one(
        f"{text}. Hal ini tidak lantas disimpulkan bahwa ada perencanaan penganggaran yang salah. Sisa anggaran"
        f" sejumlah {remaining} tidak berarti tidak akan terserap lagi di sisa tahun"
        " anggaran, karena pelaksanaan kegiatan dan penyerapan anggaran masih berjalan sampai dengan bulan Desember"
        f" {story.quarter.year}."
    )


def not_final(story: Story) -> Paragraphs:
    """That the cost table shows the state at the quarter's end and not the year's result."""
    if not story.has_rows:
        return ()
    subject = "capaian kinerja dan penyerapan anggaran" if story.has_money else "capaian kinerja"
    if story.quarter.number == LAST_QUARTER:
        return one(
            "Hal-hal yang diungkapkan pada ",
            table_reference("cost"),
            f" merupakan {subject} sampai dengan akhir tahun {story.quarter.year}.",
        )
    return one(
        "Hal-hal yang diungkapkan pada ",
        table_reference("cost"),
        f" sifatnya masih merupakan {subject} sampai dengan {story.quarter.name} tahun anggaran {story.quarter.year},"
        " bukan realisasi akhir. Realisasi akhir disajikan di akhir tahun anggaran dalam laporan kinerja tahunan.",
    )


# -- evaluation ----------------------------------------------------------------------------------------------


def evaluation_reached(story: Story) -> Paragraphs:
    """Lead to the strategies of what is reached."""
    if not story.inputs.strategies:
        return one(f"Strategi {story.position} dalam mencapai target kinerja belum diuraikan.")
    basis = "anggaran" if story.has_money else "kegiatan"
    text = (
        f"Berdasarkan pelaksanaan {basis} sampai dengan {story.quarter.name} tahun anggaran {story.quarter.year},"
        f" evaluasi dan analisis atas kinerja {story.position} terhadap upaya pencapaian"
        f" {count_of(story.results.counts.indicators, 'target kinerja')} adalah sebagai berikut."
    )
    if not any(story.is_reached(row) for row in story.inputs.strategies):
        return one(text)
    return one(
        f"{text} Strategi yang digunakan dalam mencapai target kinerja yang telah tercapai terdapat pada ",
        table_reference("strategies_reached"),
        ".",
    )


def evaluation_unreached(story: Story) -> Paragraphs:
    """Tell which targets are not reached, until when they are worked on, and lead to their strategies."""
    found = story.results.counts
    parts: list[str | TableRef] = []
    if found.not_reached:
        until = (
            f"strategi pencapaiannya dilaksanakan sampai dengan Triwulan IV tahun anggaran {story.quarter.year}"
            if story.quarter.number < LAST_QUARTER
            else f"pencapaiannya menjadi bahan perencanaan tahun {story.quarter.year + 1}"
        )
        parts.append(
            f"Terkait dengan {count_of(len(found.not_reached), 'target kinerja')} yang belum tercapai, yakni"
            f" {places(story, found.not_reached)}, {until}."
        )
    if found.without_figure:
        parts.append(
            f"{' ' if parts else ''}Capaian {count_of(len(found.without_figure), 'target kinerja')}, yakni"
            f" {places(story, found.without_figure)}, belum dapat dihitung."
        )
    if not all(story.is_reached(row) for row in story.inputs.strategies):
        parts.append(
            f"{' ' if parts else ''}Adapun upaya yang akan dilakukan untuk mewujudkan pencapaian target dimaksud"
            f" oleh {story.position} terdapat pada "
        )
        parts += [table_reference("strategies_unreached"), "."]
    return (tuple(parts),) if parts else ()


EVALUATED = {
    "reached": f"Indikator yang telah tercapai {FULL}",
    "begun": f"Indikator yang sudah terealisasi tetapi belum tercapai {FULL}",
    "open": "Indikator yang realisasinya masih nol",
    "unknown": "Indikator yang capaiannya belum dapat dihitung",
}
"""How the evaluation names its groups, in order."""


def evaluation_of_staff(story: Story) -> Paragraphs:
    """Which indicators are reached, begun, not begun, or without a figure; how far, why, and when the rest is due."""
    if not story.items:
        return one(
            f"Kinerja {story.position} belum dapat dievaluasi karena belum ada indikator kinerja yang diperjanjikan."
        )
    groups: dict[str, list[str]] = {key: [] for key in EVALUATED}
    for place, item in enumerate(story.agreement.items, start=1):
        group = _group(story, place, item)
        name = story.item_name(item)
        groups[group].append(name if group == "reached" else f"{name}{_details(story, item)}")
    paragraphs: list[Parts] = [("Berdasarkan ", table_reference("achievement"), f", {counts(story)}.")]
    paragraphs += [(f"{text}: {enumerated(groups[key])}.",) for key, text in EVALUATED.items() if groups[key]]
    paragraphs += [(*parts, ".") for parts in closing_obstacles(story)]
    if len(story.results.counts.reached) < len(story.items) and story.quarter.number < LAST_QUARTER:
        paragraphs.append(
            (f"Target yang belum tercapai diupayakan pencapaiannya {remaining_quarters(story.quarter)}.",)
        )
    return tuple(paragraphs)


def remaining_quarters(quarter: Quarter) -> str:
    """Name the quarters that are left: 'pada Triwulan III dan Triwulan IV Tahun 2024'."""
    return f"pada {join([later.name for later in quarter.later_in_year])} Tahun {quarter.year}"


def _group(story: Story, place: int, item: ItemEntry) -> str:
    value = story.results.facts.indicators[item.indicator_id].realization.value
    if place in story.results.counts.reached:
        return "reached"
    if place in story.results.counts.without_figure or value is None:
        return "unknown"
    return "begun" if value else "open"


def _details(story: Story, item: ItemEntry) -> str:
    """Say in brackets how far an indicator is, what was noted beside it, and when its line is planned."""
    typed = story.inputs.facts.indicators[item.indicator_id].realizations.get(story.quarter.number)
    why = _bare(typed.note or typed.missing_reason) if typed else ""
    found = [text for text in (how_far(story, item), why, _planned(story, item)) if text]
    return f" ({'; '.join(found)})" if found else ""


def how_far(story: Story, item: ItemEntry) -> str:
    """Say what was reached of what: '6 dokumen dari target 12 dokumen atau 50,00 %'; '' without both."""
    entry = story.inputs.facts.indicators[item.indicator_id]
    result = story.results.facts.indicators[item.indicator_id]
    if result.realization.value is None or result.target.value is None:
        return ""
    typed = entry.realizations.get(story.quarter.number)
    shown = typed.shown if typed and typed.value == result.realization.value else ""
    realized = shown or figure_with_unit(result.realization.value, entry.unit_of_measure)
    goal = (entry.target.shown if entry.target else "") or figure_with_unit(result.target.value, entry.unit_of_measure)
    text = f"{story.told(result.realization, realized)} dari target {story.told(result.target, goal)}"
    achieved = result.achievement.value
    said = entry.unit_of_measure.strip() == "%" and achieved == result.realization.value
    if said or achieved is None:
        return text
    return f"{text} atau {story.told(result.achievement, format_percent(achieved))}"


def _planned(story: Story, item: ItemEntry) -> str:
    lines = [line for line in story.inputs.facts.lines.values() if item.indicator_id in line.indicator_ids]
    return planned_months(story, {month for line in lines for month in line.planned_months})


def planned_months(story: Story, months: Collection[int]) -> str:
    """Say when something is planned: 'direncanakan pada Juli dan Agustus 2024'; '' without a plan.

    What was planned for months that are over is 'semula direncanakan'.
    """
    if not months:
        return ""
    over = max(months) <= story.quarter.end.month
    return f"{'semula ' if over else ''}direncanakan pada {format_months(months)} {story.quarter.year}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".;, ")


def no_follow_up(story: Story) -> Paragraphs:
    """Say that next steps are missing, where a form tells them in paragraphs of their own."""
    return () if story.inputs.follow_ups else one("Rencana tindak lanjut belum diuraikan.")


# -- BAB III -------------------------------------------------------------------------------------------------


def closing_objectives(story: Story) -> Paragraphs:
    """How far each objective of the agreement is."""
    told = []
    for item in story.agreement.items:
        achieved = story.results.facts.indicators[item.indicator_id].achievement
        name = story.objective_text(item.objective_id) if story.one_each else story.item_name(item)
        if achieved.value is None:
            told.append(f"{name} belum dapat dihitung capaiannya")
        elif achieved.value:
            told.append(f"{name} telah tercapai {story.told(achieved, format_percent(achieved.value))}")
        else:
            told.append(f"{name} belum terlaksana")
    return one(f"Kinerja sampai dengan {story.quarter.name}: {enumerated(told)}") if told else ()


def closing_spent_lines(story: Story) -> Paragraphs:
    """Which lines have spent what, and the whole."""
    spent = [row.money for row in _line_rows(story) if row.money is not None and row.money.spent.value]
    if not spent:
        return closing_absorption(story)
    told = []
    for money in spent:
        assert money.spent.value is not None
        text = f"{story.line_name(money.id)} sejumlah {story.told(money.spent, format_rupiah(money.spent.value))}"
        if money.absorption.value is not None:
            text += f" atau {story.told(money.absorption, format_percent(money.absorption.value))}"
        told.append(text)
    level = f"pada {story.budget_level.label.lower()} " if story.budget_level else "pada "
    return (*one(f"Anggaran yang sudah ada realisasinya yaitu {level}{enumerated(told)}"), *closing_absorption(story))


def closing_open_lines(story: Story) -> Paragraphs:
    """Which lines have neither spent nor reached anything yet, and when they are planned."""
    told = []
    for row in _line_rows(story):
        begun = any(half.realization.value for half in row.outcomes)
        if begun or row.line_id is None or row.money is None or row.money.spent.value != 0:
            continue
        line = story.inputs.facts.lines.get(row.line_id)
        when = planned_months(story, line.planned_months) if line else ""
        told.append(f"{story.line_name(row.line_id)}, {when}" if when else story.line_name(row.line_id))
    if not told:
        return ()
    level = story.budget_level.label.lower() if story.budget_level else "kegiatan"
    return one(f"{capitalized(level)} yang belum terlaksana yaitu {'; '.join(numbered(told))}")


def numbered(texts: Sequence[str]) -> list[str]:
    """Number texts inside a sentence: '(1) a', 'dan (2) b'; a single one without."""
    if len(texts) < 2:
        return list(texts)
    *first, last = (f"({place}) {text}" for place, text in enumerate(texts, start=1))
    return [*first, f"dan {last}"]


def _line_rows(story: Story) -> tuple[CostRow, ...]:
    return tuple(row for row in story.results.rows if row.kind == "budget")


def closing_obstacles(story: Story) -> Paragraphs:
    """What stood in the way, and what was done about it."""
    if not story.inputs.obstacles:
        return ()
    told = [
        f"{_bare(text)}, diatasi dengan {_bare(solution)}" if solution.strip() else _bare(text)
        for text, solution in story.inputs.obstacles
    ]
    return one(f"Hambatan yang dihadapi: {enumerated(told)}")


def closing_done(story: Story) -> Paragraphs:
    """Lead to the list of what is reached."""
    if not done(story):
        return ()
    return one(f"Sasaran yang sudah tercapai {FULL} sampai dengan {story.quarter.name}, yaitu")


def closing_open(story: Story) -> Paragraphs:
    """Lead to the list of what is not reached yet."""
    if not not_done(story):
        return ()
    return one(f"Sasaran yang belum tercapai {FULL} sampai dengan {story.quarter.name}, yaitu")


def done(story: Story) -> tuple[str, ...]:
    """List the promised objectives that are reached, with their figures."""
    return tuple(_listed(story, item) for place, item in _placed(story) if place in story.results.counts.reached)


def not_done(story: Story) -> tuple[str, ...]:
    """List the promised objectives that are not reached or have no figure, with how far, why and when."""
    return tuple(_listed(story, item) for place, item in _placed(story) if place not in story.results.counts.reached)


def _placed(story: Story) -> Iterable[tuple[int, ItemEntry]]:
    return enumerate(story.agreement.items, start=1)


def _listed(story: Story, item: ItemEntry) -> str:
    name = story.objective_text(item.objective_id) if story.one_each else story.item_name(item)
    return f"{name}{_details(story, item)}"
