"""Sentences of BAB III: the closing points, which come without their final stop. Pure."""

from agreements.enums import CitationPurpose
from agreements.numbers import format_percent, format_rupiah, rupiah_in_words
from reports.narrative.accountability import counts
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, one, table_reference
from reports.narrative.words import REASONS, count_of, regulation


def closing(story: Story) -> Paragraphs:
    """Leads to the closing points."""
    return one(
        f"Laporan Kinerja {story.quarter.name} Tahun {story.quarter.year} {story.position} dapat"
        " disimpulkan secara ringkas sebagai berikut:"
    )


def closing_duties(story: Story) -> Paragraphs:
    """That the duties were carried out, under which regulation."""
    cited = story.citation(CitationPurpose.DUTIES)
    source = f" berdasarkan {regulation(cited)}" if cited else ""
    return one(
        f"Secara umum pelaksanaan tugas pokok dan fungsi {story.position}{source} telah dapat dilaksanakan sebagaimana"
        " mestinya"
    )


def closing_counts(story: Story) -> Paragraphs:
    """How many targets are reached."""
    if not story.items:
        return ()
    return one(f"Dalam pencapaian sasaran yang diperjanjikan, {counts(story, 'target kinerja', 'yang ditetapkan')}")


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
        assert totals.spent.reason is not None
        return one(f"Realisasi anggaran {until} belum dapat disajikan: {REASONS[totals.spent.reason]}")
    spent = story.told(totals.spent, format_rupiah(totals.spent.value))
    text = f"Anggaran yang telah direalisasikan {until} sejumlah {spent}"
    if in_words:
        text += f" ({rupiah_in_words(totals.spent.value)})"
    if totals.ceiling.value is not None:
        text += f" dari pagu sejumlah {story.told(totals.ceiling, format_rupiah(totals.ceiling.value))}"
    if totals.absorption.value is not None:
        text += f" atau {story.told(totals.absorption, format_percent(totals.absorption.value))}"
    if totals.spent.partial:
        text += f"; jumlah ini belum lengkap karena {count_of(totals.spent.left_out, 'baris anggaran')} belum terisi"
    return one(f"{text} (", table_reference("cost", with_page=in_words), ")")


def closing_next(story: Story) -> Paragraphs:
    """What happens to targets that are not reached."""
    found = story.results.counts
    if not found.not_reached and not found.without_figure:
        return ()
    if story.quarter.number == 4:
        return one(
            f"Adapun target kinerja yang belum tercapai sampai dengan akhir tahun {story.quarter.year} menjadi bahan"
            " perbaikan perencanaan tahun berikutnya"
        )
    return one(
        f"Adapun target kinerja yang belum tercapai pada {story.quarter.name} Tahun"
        f" {story.quarter.year} diupayakan pencapaiannya pada triwulan berikutnya"
    )


def closing_strategies(story: Story) -> Paragraphs:
    """Leads to the list of strategies in the closing."""
    if not (story.inputs.closing_points or story.inputs.follow_ups):
        return ()
    return one("Adapun strategi yang dilakukan dalam upaya pencapaian target adalah melalui")
