"""Sentences of BAB II: agreement, achievement, money, evaluation, next steps. Pure."""

from collections.abc import Sequence

from agreements.enums import BudgetLevel, CitationPurpose
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, one, table_reference
from reports.narrative.words import (
    FULL,
    count_of,
    enumerated,
    join,
    ordinals,
    post_of_unit,
    regulation,
    spelled_count,
)
from reports.period import period_sentence


def planning(story: Story) -> Paragraphs:
    """What the chapter on the agreement tells."""
    return one(
        "Pada bab ini diuraikan berbagai hal terkait ringkasan/ikhtisar Perjanjian Kinerja (PK)"
        f" {post_of_unit(story.position, story.inputs.facts.unit.name)} tahun {story.quarter.year} beserta capaiannya."
    )


def programmes(story: Story) -> Paragraphs:
    """Which programmes and kegiatan the promised indicators belong to."""
    activities = story.supported[BudgetLevel.KEGIATAN]
    if not activities:
        return ()
    cited = story.citation(CitationPurpose.NOMENCLATURE)
    source = f", yang didasarkan pada {regulation(cited)}," if cited else ""
    names = [line.name for line in story.supported[BudgetLevel.PROGRAM]]
    supports = f"{enumerated(names)}{source} dengan " if names else ""
    return one(
        f"Perjanjian kinerja {story.position} mendukung {supports}{spelled_count(len(activities), 'kegiatan')}, yaitu:"
    )


def agreement(story: Story) -> Paragraphs:
    """Between whom the agreement is; that it was signed, only where that is noted."""
    if story.inputs.agreement is None:
        return one(f"Perjanjian Kinerja Tahun {story.quarter.year} {story.position} belum tersedia.")
    superior = story.agreement.superior_title or (story.inputs.superior.title if story.inputs.superior else "")
    between = f" antara {story.inputs.signer.title} dengan {superior}" if superior else f" oleh {story.position}"
    signed = " yang ditandatangani" if story.agreement.signed_on else ""
    return one(f"{story.words['agreement']} Tahun {story.agreement.year}{signed}{between} adalah sebagai berikut:")


def achievement(story: Story) -> Paragraphs:
    """How many of the promised indicators are reached, over which days."""
    if not story.items:
        return one(
            f"Capaian kinerja {story.quarter.name} belum dapat disajikan karena belum ada indikator"
            " kinerja yang diperjanjikan."
        )
    days = period_sentence(story.quarter, "quarter" if story.inputs.period_sentence == "quarter" else "cumulative")
    return one(
        f"Dalam kurun waktu {days}, {counts(story)}, sebagaimana terdapat pada ", table_reference("achievement"), ":"
    )


def counts(story: Story, noun: str = "indikator kinerja", which: str = "yang diperjanjikan") -> str:
    """Say how many indicators are reached, which, and of how many there is no figure yet.

    'dari 6 indikator kinerja yang diperjanjikan terdapat 2 indikator yang telah tercapai 100 %, yakni indikator ke-2
    dan ke-3'. `noun` is what is counted, `which` tells which ones.
    """
    found = story.results.counts
    promised = f"{count_of(found.indicators, noun)} {which}"
    unknown = len(found.without_figure)
    if unknown == found.indicators:
        return f"capaian {promised} belum dapat dihitung"
    if len(found.reached) == found.indicators:
        return f"{'' if found.indicators == 1 else 'seluruh '}{promised} telah tercapai {FULL}"
    if found.indicators == 1:
        return f"{promised} belum tercapai {FULL}"
    if found.reached:
        text = (
            f"dari {promised} terdapat {count_of(len(found.reached), noun.split()[0])} yang telah tercapai {FULL},"
            f" yakni {places(story, found.reached)}"
        )
    else:
        text = f"dari {promised} belum ada yang tercapai {FULL}"
    if unknown:
        text += (
            f", sedangkan capaian {count_of(unknown, 'indikator')}, yakni {places(story, found.without_figure)},"
            " belum dapat dihitung"
        )
    return text


def places(story: Story, positions: Sequence[int]) -> str:
    """Name indicators by their place: 'indikator ke-2 dan ke-3'; within each level where tables list these apart.

    'indikator ke-1 pada sasaran strategis dan indikator ke-2 pada sasaran program'.
    """
    if not story.by_level:
        return f"indikator {ordinals(positions)}"
    named = []
    for level in story.levels:
        own = [n for n, item in enumerate(story.agreement.items, 1) if story.level_of(item.objective_id) == level]
        found = [place for place, position in enumerate(own, 1) if position in positions]
        if found:
            named.append(f"indikator {ordinals(found)} pada {level.label.lower()}")
    return join(named)


def cost(story: Story) -> Paragraphs:
    """What the cost table shows, and under which budget document."""
    if not story.has_rows:
        return ()
    if not story.items:
        return one("Kinerja dan anggaran diuraikan pada ", table_reference("cost"), " di bawah ini.")
    if not story.has_money:
        return one(
            "Rincian target dan realisasi kinerja sebagaimana tertuang pada ",
            table_reference("achievement"),
            " di atas diuraikan pada ",
            table_reference("cost"),
            " di bawah ini.",
        )
    lines = story.budget_level.label.lower() if story.budget_level else "kegiatan"
    return one(
        "Untuk mewujudkan pencapaian atas target kinerja sebagaimana tertuang pada ",
        table_reference("achievement"),
        " di atas tentunya dibutuhkan anggaran. Oleh karena itu, pada ",
        table_reference("cost"),
        f" di bawah ini akan diuraikan mengenai {lines} yang mendukung ketercapaian target kinerja, termasuk pagu"
        " anggaran dan realisasi anggarannya.",
    )


def cost_remark(story: Story) -> Paragraphs:
    """What the cost table is a picture of; it claims nothing about success."""
    if not story.has_rows:
        return ()
    subject = "kinerja dan anggaran" if story.has_money else "kinerja"
    return one(
        "Hal-hal yang diungkapkan pada ",
        table_reference("cost"),
        f" merupakan gambaran {subject} yang sudah dicapai sampai dengan {story.quarter.name}"
        f" tahun {story.quarter.year}.",
    )


def evaluation(story: Story) -> Paragraphs:
    """Leads to the table of strategies, without claiming that targets were reached."""
    if not story.inputs.strategies:
        return one(f"Strategi {story.position} dalam mencapai target kinerja belum diuraikan.")
    basis = "anggaran" if story.has_money else "kegiatan"
    return one(
        f"Berdasarkan pelaksanaan {basis} sampai dengan {story.quarter.name} tahun anggaran"
        f" {story.quarter.year}, maka evaluasi dan analisis atas kinerja {story.position} terhadap upaya pencapaian"
        f" {count_of(story.results.counts.indicators, 'target kinerja')} adalah sebagaimana terdapat pada ",
        table_reference("strategies"),
        ":",
    )


def follow_up(story: Story) -> Paragraphs:
    """Leads to the list of next steps."""
    if not story.inputs.follow_ups:
        return one("Rencana tindak lanjut belum diuraikan.")
    return one(
        "Untuk mewujudkan pencapaian target kinerja sebagaimana yang tertuang dalam Perjanjian Kinerja Tahun"
        f" {story.quarter.year}, tentunya terdapat upaya-upaya yang dilakukan secara terus-menerus dan berkelanjutan,"
        " sebagai berikut:"
    )
