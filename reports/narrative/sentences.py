"""The generated sections of a report, one function per key. Every figure, count, name and period is told from results.

A function returns its paragraphs, each a tuple of text and table references; none where there is nothing to say.
Closing points come without their final stop. `SENTENCES` names them for an editor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agreements.enums import CitationPurpose, UnitKind
from agreements.numbers import format_percent, format_rupiah, rupiah_in_words
from reports.document.blocks import TableRef
from reports.narrative.story import Story, office_noun
from reports.narrative.words import (
    FULL,
    HEADS,
    REASONS,
    capitalized,
    count_of,
    ordinals,
    regulation,
    reporter_and_addressee,
)
from reports.period import period_sentence

Parts = tuple[str | TableRef, ...]
Paragraphs = tuple[Parts, ...]


def _one(*parts: str | TableRef) -> Paragraphs:
    return (parts,)


def _table(key: str, *, with_page: bool = False) -> TableRef:
    return TableRef(table_key=key, number="", with_page=with_page)


# -- BAB I ---------------------------------------------------------------------------------------------------


def obligation(story: Story) -> Paragraphs:
    """Who must report to whom, under which article, within how many working days."""
    own, addressee = reporter_and_addressee(story.inputs.signer, story.inputs.superior)
    cited = story.citation(CitationPurpose.REPORTING)
    if cited is None:
        text = f"{capitalized(own)} berkewajiban untuk membuat laporan kinerja triwulanan kepada {addressee}."
    else:
        source = capitalized(f"{cited.article} {cited.regulation}".strip())
        text = (
            f"{source} telah mengamanatkan bahwa {own} berkewajiban untuk membuat laporan kinerja triwulanan"
            f" kepada {addressee}."
        )
    if story.inputs.deadline_days is not None:
        text += (
            " Adapun batasan pelaporan kinerja dimaksud adalah paling lambat"
            f" {count_of(story.inputs.deadline_days, 'hari kerja')} sejak berakhirnya periode triwulanan."
        )
    return _one(
        f"{text} Oleh karena itu, {story.position} tentunya juga berkewajiban dalam penyusunan laporan kinerja"
        " dimaksud."
    )


def purpose(story: Story) -> Paragraphs:
    """What the report is for, in this quarter and year."""
    return _one(
        "Pelaporan kinerja triwulanan sebagaimana dimaksud di atas merupakan perwujudan sikap akuntabilitas"
        f" {story.position} dalam mengidentifikasi hal-hal yang telah dicapai maupun hal-hal yang belum dapat dicapai"
        f" dalam kurun waktu {story.quarter.name} tahun anggaran {story.quarter.year}. Di samping itu,"
        " pelaporan kinerja dimaksud juga bertujuan untuk memberikan gambaran mengenai efisiensi dan efektivitas antara"
        " perencanaan kegiatan dan perencanaan anggaran dengan pelaksanaan kegiatan dan pelaksanaan anggaran."
    )


def duties(story: Story) -> Paragraphs:
    """What the duties rest on, with the one article; nothing where neither duties nor a regulation are known."""
    cited = story.citation(CitationPurpose.DUTIES)
    lead = f"tugas dan fungsi {story.position} adalah sebagai berikut:"
    if cited is None:
        return _one(capitalized(lead)) if story.inputs.duties else ()
    formed = story.citation(CitationPurpose.FORMATION)
    unit = story.inputs.facts.unit
    if formed is not None:
        text = (
            f"Berdasarkan {regulation(formed)}, maka selanjutnya tugas pokok dan fungsi organisasi"
            f" {office_noun(unit.kind)} ditetapkan melalui {regulation(cited)}."
        )
    else:
        heads = story.inputs.signer.echelon in HEADS and unit.kind in (UnitKind.KECAMATAN, UnitKind.BAGIAN)
        role = "pimpinan" if heads else "salah satu jabatan yang ada di"
        text = f"{story.position} merupakan {role} {unit.name} {unit.regency} sebagaimana amanat {regulation(cited)}."
    if not story.inputs.duties:
        return _one(text)
    article = f" khususnya {cited.article}," if cited.article else ""
    return _one(f"{text} Berdasarkan ketentuan tersebut,{article} telah diamanatkan bahwa {lead}")


def delegated(story: Story) -> Paragraphs:
    """The authorities that the Bupati delegated, where there are any."""
    if not story.inputs.delegated:
        return ()
    cited = story.citation(CitationPurpose.DELEGATION)
    source = f" sesuai dengan {cited.regulation}" if cited else ""
    return _one(
        f"Selain tugas sebagaimana dimaksud, {story.position} juga melaksanakan kewenangan pemerintahan yang"
        f" dilimpahkan oleh Bupati untuk menangani sebagian urusan otonomi daerah{source}, yang meliputi aspek:"
    )


# -- BAB II --------------------------------------------------------------------------------------------------


def agreement(story: Story) -> Paragraphs:
    """Between whom the agreement was signed."""
    if story.inputs.agreement is None:
        return _one(f"Perjanjian Kinerja Tahun {story.quarter.year} {story.position} belum tersedia.")
    superior = story.agreement.superior_title or (story.inputs.superior.title if story.inputs.superior else "")
    between = f" antara {story.inputs.signer.title} dengan {superior}" if superior else f" oleh {story.position}"
    return _one(
        f"{story.words['agreement']} Tahun {story.agreement.year} yang ditandatangani{between} adalah sebagai berikut:"
    )


def achievement(story: Story) -> Paragraphs:
    """How many of the promised indicators are reached, over which days."""
    if not story.items:
        return _one(
            f"Capaian kinerja {story.quarter.name} belum dapat disajikan karena belum ada indikator"
            " kinerja yang diperjanjikan."
        )
    days = period_sentence(story.quarter, story.inputs.period_sentence)
    return _one(f"Dalam kurun waktu {days}, {counts(story)}, sebagaimana terdapat pada ", _table("achievement"), ":")


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
            f" yakni indikator {ordinals(found.reached)}"
        )
    else:
        text = f"dari {promised} belum ada yang tercapai {FULL}"
    if unknown:
        text += (
            f", sedangkan capaian {count_of(unknown, 'indikator')}, yakni indikator {ordinals(found.without_figure)},"
            " belum dapat dihitung"
        )
    return text


def cost(story: Story) -> Paragraphs:
    """What the cost table shows, and under which budget document."""
    if not story.has_rows:
        return ()
    if not story.items:
        return _one("Kinerja dan anggaran diuraikan pada ", _table("cost"), " di bawah ini.")
    if not story.has_money:
        return _one(
            "Rincian target dan realisasi kinerja sebagaimana tertuang pada ",
            _table("achievement"),
            " di atas diuraikan pada ",
            _table("cost"),
            " di bawah ini.",
        )
    lines = story.budget_level.label.lower() if story.budget_level else "kegiatan"
    return _one(
        "Untuk mewujudkan pencapaian atas target kinerja sebagaimana tertuang pada ",
        _table("achievement"),
        " di atas tentunya dibutuhkan anggaran. Oleh karena itu, pada ",
        _table("cost"),
        f" di bawah ini akan diuraikan mengenai {lines} yang mendukung ketercapaian target kinerja, termasuk pagu"
        " anggaran dan realisasi anggarannya.",
    )


def cost_remark(story: Story) -> Paragraphs:
    """What the cost table is a picture of; it claims nothing about success."""
    if not story.has_rows:
        return ()
    subject = "kinerja dan anggaran" if story.has_money else "kinerja"
    return _one(
        "Hal-hal yang diungkapkan pada ",
        _table("cost"),
        f" merupakan gambaran {subject} yang sudah dicapai sampai dengan {story.quarter.name}"
        f" tahun {story.quarter.year}.",
    )


def evaluation(story: Story) -> Paragraphs:
    """Leads to the table of strategies, without claiming that targets were reached."""
    if not story.inputs.strategies:
        return _one(f"Strategi {story.position} dalam mencapai target kinerja belum diuraikan.")
    basis = "anggaran" if story.has_money else "kegiatan"
    return _one(
        f"Berdasarkan pelaksanaan {basis} sampai dengan {story.quarter.name} tahun anggaran"
        f" {story.quarter.year}, maka evaluasi dan analisis atas kinerja {story.position} terhadap upaya pencapaian"
        f" {count_of(story.results.counts.indicators, 'target kinerja')} adalah sebagaimana terdapat pada ",
        _table("strategies"),
        ":",
    )


def follow_up(story: Story) -> Paragraphs:
    """Leads to the list of next steps."""
    if not story.inputs.follow_ups:
        return _one("Rencana tindak lanjut belum diuraikan.")
    return _one(
        "Untuk mewujudkan pencapaian target kinerja sebagaimana yang tertuang dalam Perjanjian Kinerja Tahun"
        f" {story.quarter.year}, tentunya terdapat upaya-upaya yang secara terus-menerus dan berkelanjutan dilakukan,"
        " sebagai berikut:"
    )


# -- BAB III -------------------------------------------------------------------------------------------------


def closing(story: Story) -> Paragraphs:
    """Leads to the closing points."""
    return _one(
        f"Laporan Kinerja {story.quarter.name} Tahun {story.quarter.year} {story.position} dapat"
        " disimpulkan secara ringkas sebagai berikut:"
    )


def closing_duties(story: Story) -> Paragraphs:
    """That the duties were carried out, under which regulation."""
    cited = story.citation(CitationPurpose.DUTIES)
    source = f" berdasarkan {regulation(cited)}" if cited else ""
    return _one(
        f"Secara umum pelaksanaan tugas pokok dan fungsi {story.position}{source} telah dapat dilaksanakan sebagaimana"
        " mestinya"
    )


def closing_counts(story: Story) -> Paragraphs:
    """How many targets are reached."""
    if not story.items:
        return ()
    return _one(f"Dalam pencapaian sasaran yang diperjanjikan, {counts(story, 'target kinerja', 'yang ditetapkan')}")


def closing_absorption(story: Story) -> Paragraphs:
    """What was spent of what, in per cent."""
    return _absorption(story, in_words=False)


def closing_absorption_in_words(story: Story) -> Paragraphs:
    """What was spent of what, in per cent, with the amount in words and the page of the table."""
    return _absorption(story, in_words=True)


def _absorption(story: Story, *, in_words: bool) -> Paragraphs:
    if not story.has_money:
        return ()
    totals = story.results.totals
    until = f"sampai dengan {story.quarter.name} Tahun {story.quarter.year}"
    if totals.spent.value is None:
        return _one(f"Realisasi anggaran {until} belum dapat disajikan: {REASONS[totals.spent.reason]}")
    text = f"Anggaran yang telah direalisasikan {until} sejumlah {format_rupiah(totals.spent.value)}"
    if in_words:
        text += f" ({rupiah_in_words(totals.spent.value)})"
    if totals.ceiling.value is not None:
        text += f" dari pagu sejumlah {format_rupiah(totals.ceiling.value)}"
    if totals.absorption.value is not None:
        text += f" atau {format_percent(totals.absorption.value)}"
    if totals.spent.partial:
        text += f"; jumlah ini belum lengkap karena {count_of(totals.spent.left_out, 'baris anggaran')} belum terisi"
    return _one(f"{text} (", _table("cost", with_page=in_words), ")")


def closing_next(story: Story) -> Paragraphs:
    """What happens to targets that are not reached."""
    found = story.results.counts
    if not found.not_reached and not found.without_figure:
        return ()
    if story.quarter.number == 4:
        return _one(
            f"Adapun target kinerja yang belum tercapai sampai dengan akhir tahun {story.quarter.year} menjadi bahan"
            " perbaikan perencanaan tahun berikutnya"
        )
    return _one(
        f"Adapun target kinerja yang belum tercapai pada {story.quarter.name} Tahun"
        f" {story.quarter.year} diupayakan pencapaiannya pada triwulan berikutnya"
    )


def closing_strategies(story: Story) -> Paragraphs:
    """Leads to the list of strategies in the closing."""
    if not (story.inputs.closing_points or story.inputs.follow_ups):
        return ()
    return _one("Adapun strategi yang dilakukan dalam upaya pencapaian target adalah melalui")


@dataclass(frozen=True)
class Sentence:
    """A generated section: title for the editor, and what tells it."""

    title: str
    tell: Callable[[Story], Paragraphs]


SENTENCES: Mapping[str, Sentence] = {
    "obligation": Sentence("Kewajiban melapor", obligation),
    "purpose": Sentence("Maksud pelaporan", purpose),
    "duties": Sentence("Dasar tugas dan fungsi", duties),
    "delegated": Sentence("Kewenangan yang dilimpahkan", delegated),
    "agreement": Sentence("Pengantar Perjanjian Kinerja", agreement),
    "achievement": Sentence("Pengantar capaian kinerja", achievement),
    "cost": Sentence("Pengantar tabel anggaran dan kinerja", cost),
    "cost_remark": Sentence("Catatan atas tabel anggaran dan kinerja", cost_remark),
    "evaluation": Sentence("Evaluasi dan analisis kinerja", evaluation),
    "follow_up": Sentence("Pengantar rencana tindak lanjut", follow_up),
    "closing": Sentence("Pengantar penutup", closing),
    "closing_duties": Sentence("Penutup: pelaksanaan tugas", closing_duties),
    "closing_counts": Sentence("Penutup: target yang tercapai", closing_counts),
    "closing_absorption": Sentence("Penutup: realisasi anggaran", closing_absorption),
    "closing_absorption_in_words": Sentence("Penutup: realisasi anggaran", closing_absorption_in_words),
    "closing_next": Sentence("Penutup: target yang belum tercapai", closing_next),
    "closing_strategies": Sentence("Penutup: strategi", closing_strategies),
}
"""All section texts by key. Keys are stored with edited texts, so they must not change."""
