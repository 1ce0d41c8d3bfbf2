"""Sentences of the long form on what was reached: against last year, the medium term, its causes and its money. Pure.

How figures moved is worded in `moves`.
"""

from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from agreements.enums import BudgetLevel, EfficiencyDefinition
from agreements.numbers import format_figure, format_percent, format_rupiah
from reports.inputs import ItemEntry, LineEntry
from reports.narrative.accountability import counts
from reports.narrative.moves import changes, in_unit
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, one, table_reference
from reports.narrative.words import EFFICIENCY, all_of, capitalized, count_of, enumerated, join
from reports.results import Comparison, IndicatorResult

# -- what was reached ------------------------------------------------------------------------------------------


def measurement(_story: Story) -> Paragraphs:
    """How performance is measured."""
    return one(
        "Pengukuran capaian kinerja yang mencakup penetapan indikator dan capaian kinerjanya digunakan untuk menilai"
        " keberhasilan atau kegagalan pelaksanaan program, kegiatan, maupun sub kegiatan yang telah ditetapkan dalam"
        " perencanaan strategis dan diterjemahkan dalam rencana kerja. Pengukuran kinerja dilakukan dengan cara"
        " membandingkan target setiap indikator kinerja sasaran dengan realisasinya, sehingga diketahui selisih atau"
        " celah kinerja. Selanjutnya berdasarkan selisih kinerja tersebut dilakukan evaluasi guna mendapatkan strategi"
        " yang tepat untuk peningkatan kinerja di masa yang akan datang."
    )


def explanation(story: Story, item: ItemEntry) -> str:
    """Say where the realization of an indicator comes from."""
    entry = story.inputs.facts.indicators[item.indicator_id]
    result = story.results.facts.indicators[item.indicator_id]
    value = result.realization.value
    if value is None:
        return "Realisasi indikator ini belum dapat dihitung."
    told = (
        f"Realisasi sampai dengan {story.quarter.name} Tahun {story.quarter.year} sebesar"
        f" {story.told(result.realization, in_unit(value, entry.unit_of_measure))}"
    )
    if result.achievement.value is not None:
        achieved = story.told(result.achievement, format_percent(result.achievement.value))
        told += f" atau tercapai {achieved} dari target"
    if result.fraction is None:
        return f"{told}."
    definition = entry.definition.strip().rstrip(".")
    formula = f"rumus: {definition[:1].lower()}{definition[1:]}" if definition else "pembilang dan penyebutnya"
    return f"{told}, yang diperoleh dari {formula}, yaitu:"


def parts_reached(story: Story, result: IndicatorResult) -> str:
    """Say of which parts of a ratio all, some or none are there, out of the one count they are measured by; else ''.

    What was typed of the parts is told with the realization that they make.
    'Dari 10 desa, yang sudah terpenuhi seluruhnya adalah desa yang menyusun LPPDes tepat waktu; yang masih 0 ...'
    """
    fraction = result.fraction
    if fraction is None or len(fraction.numerator_terms) < 2 or len(fraction.denominator_terms) != 1:
        return ""
    below = fraction.denominator_terms
    whole = below[0].value
    groups: dict[str, list[str]] = {"all": [], "some": [], "none": []}
    for term in fraction.numerator_terms:
        name = _lower(term.label)
        if term.product >= whole:
            groups["all"].append(name)
        elif term.product == 0:
            groups["none"].append(name)
        else:
            groups["some"].append(f"{name} ({story.told(result.realization, format_figure(term.product))})")
    told = [f"{text} {enumerated(groups[key])}" for key, text in PARTS_REACHED.items() if groups[key]]
    return (
        f"Sampai dengan {story.quarter.name} Tahun {story.quarter.year}, dari"
        f" {story.told(result.realization, format_figure(whole))} {_lower(below[0].label)}, {'; '.join(told)}."
    )


PARTS_REACHED = {
    "all": "yang sudah terpenuhi seluruhnya adalah",
    "some": "yang terpenuhi sebagian adalah",
    "none": "yang belum terpenuhi adalah",
}
"""How the parts of a ratio are told, in order."""


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def activities(story: Story) -> Paragraphs:
    """Leads to the table of activities that were followed up."""
    rows = story.inputs.activities
    if not rows:
        return ()
    kinds = len({group for group, _ in rows})
    return one(
        f"Aktivitas yang sudah ditindaklanjuti oleh {story.inputs.facts.unit.name} sampai dengan"
        f" {story.quarter.name} Tahun {story.quarter.year} berjumlah {count_of(len(rows), 'aktivitas')} dalam"
        f" {count_of(kinds, 'jenis fasilitasi')}, sebagaimana terdapat pada ",
        table_reference("activities"),
        ":",
    )


# -- last year and the medium term -----------------------------------------------------------------------------


def last_year(story: Story) -> Paragraphs:
    """Leads to the comparison with the same quarter of last year."""
    if not story.comparisons:
        return one("Perbandingan belum dapat disajikan karena belum ada indikator kinerja yang diperjanjikan.")
    now, then = story.quarter, story.quarter.same_last_year
    return one(
        f"Perbandingan target, realisasi, dan capaian indikator kinerja sasaran {story.inputs.facts.unit.name} pada"
        f" {now.name} Tahun {now.year} dengan {then.name} Tahun {then.year} adalah sebagaimana terdapat pada ",
        table_reference("last_year"),
        ":",
    )


def last_year_changes(story: Story) -> Paragraphs:
    """Say how realizations and achievements moved since the same quarter of last year."""
    if not story.comparisons:
        return ()
    then = story.quarter.same_last_year
    realizations, achievements = changes(story, "realization"), changes(story, "achievement")
    if not realizations:
        return one(f"Data {then.name} Tahun {then.year} belum tersedia, sehingga tidak dapat dibandingkan.")
    texts = [f"Dibandingkan dengan {then.name} Tahun {then.year}, {realizations}."]
    if achievements:
        texts.append(f"{capitalized(achievements)}.")
    return one(" ".join(texts))


def medium_term(story: Story) -> Paragraphs:
    """Leads to the comparison with the medium-term target and the two years before."""
    if not story.comparisons:
        return one("Perbandingan belum dapat disajikan karena belum ada indikator kinerja yang diperjanjikan.")
    return one(
        f"Perbandingan realisasi dan capaian kinerja {story.quarter.name} Tahun {story.quarter.year} dengan target"
        f" {story.long_term_document} dan realisasi 2 (dua) tahun sebelumnya adalah sebagaimana terdapat pada ",
        table_reference("medium_term"),
        ":",
    )


def medium_term_progress(story: Story) -> Paragraphs:
    """Say how far each indicator is on its way, and how the two years before went."""
    texts = []
    for place, item in enumerate(story.agreement.items, start=1):
        row = story.comparisons.get(item.indicator_id)
        if row is not None:
            told = [part for part in (_progress(story, row), _years(story, row)) if part]
            if told:
                texts.append(f"Indikator ke-{place}: {'; '.join(told)}.")
    return one(" ".join(texts)) if texts else ()


def _progress(story: Story, row: Comparison) -> str:
    goal = story.long_term_of(row)
    if goal is None or goal.progress.value is None:
        return ""
    unit = story.inputs.facts.indicators[row.indicator_id].unit_of_measure
    return (
        f"realisasi sampai dengan {story.quarter.name} mencapai"
        f" {story.told(goal.progress, format_percent(goal.progress.value))} dari target {story.long_term_document}"
        f" tahun {goal.year} sebesar {story.told(goal.aim, in_unit(goal.target, unit))}"
    )


def _years(story: Story, row: Comparison) -> str:
    unit = story.inputs.facts.indicators[row.indicator_id].unit_of_measure
    known = [
        (past.year, value, story.told(past.realization, in_unit(value, unit)))
        for past in row.earlier_years
        if (value := past.realization.value) is not None
    ]
    if len(known) != 2:
        return ""
    (first, before, told_before), (second, after, told_after) = known
    if before == after:
        return f"realisasi setahun penuh tahun {first} dan {second} tetap {told_after}"
    direction = "naik" if after > before else "turun"
    return (
        f"realisasi setahun penuh {direction} dari {told_before} pada tahun {first} menjadi {told_after} pada tahun"
        f" {second}"
    )


# -- causes, resources, programmes -----------------------------------------------------------------------------


def causes(story: Story) -> Paragraphs:
    """Say where the targets stand, and lead to what stood in the way."""
    if not story.items:
        return one("Penyebab keberhasilan atau kegagalan belum dapat diuraikan karena belum ada indikator kinerja.")
    quarter, found = story.quarter, story.results.counts
    text = f"Sampai dengan {quarter.name} Tahun {quarter.year}, {counts(story)}"
    if found.not_reached and quarter.number < 4:
        text += f", karena pelaksanaan kegiatan masih berjalan sampai dengan akhir tahun {quarter.year}"
    if not story.inputs.obstacles:
        return one(f"{text}. Kendala yang dihadapi belum diuraikan.")
    return one(f"{text}. Adapun kendala yang dihadapi di antaranya:")


def solutions(story: Story) -> Paragraphs:
    """Leads to what was done about it."""
    if not story.inputs.obstacles:
        return ()
    unit = story.inputs.facts.unit.name
    if not story.solutions:
        return one(f"Upaya {unit} untuk mengatasi kendala tersebut belum diuraikan.")
    return one(f"Dari faktor-faktor permasalahan di atas, {unit} berupaya mengatasinya di antaranya melalui:")


def resources(story: Story) -> Paragraphs:
    """Count the staff, name the source of the money, and set performance against spending (erratum C24)."""
    unit = story.inputs.facts.unit
    (first,) = one(
        "Dalam rangka pelaksanaan kegiatan untuk mencapai target kinerja diperlukan sumber daya, yaitu sumber daya"
        " manusia, sumber pembiayaan, serta sarana dan prasarana."
    )
    staff = [
        count_of(number, name)
        for number, name in ((unit.civil_servants, "PNS"), (unit.other_staff, "non-PNS"))
        if number is not None
    ]
    texts = []
    if staff:
        texts.append(
            f"Dari sisi sumber daya manusia, {unit.name} didukung oleh {join(staff)} yang kesemuanya telah memiliki"
            " tugas dan fungsi masing-masing."
        )
    if story.ceiling_documents:
        documents = join([document.label for document in story.ceiling_documents])
        texts.append(
            f"Dari sisi pembiayaan, seluruh kegiatan bersumber dari APBD yang tertuang dalam {documents} {unit.name}"
            f" Tahun {story.quarter.year}."
        )
    second = ((" ".join(texts),),) if texts else ()
    return (first, *second, *_efficiency(story))


def _efficiency(story: Story) -> Paragraphs:
    totals = story.results.totals
    values = (totals.mean_achievement.value, totals.mean_absorption.value, totals.efficiency.value)
    if any(value is None for value in values):
        return one("Efisiensi penggunaan sumber daya belum dapat dihitung karena angkanya belum lengkap.")
    achievement, absorption, efficiency = (value for value in values if value is not None)
    definition = story.inputs.facts.choices.efficiency
    points = " poin persentase" if definition == EfficiencyDefinition.DIFFERENCE else ""
    level = story.budget_level.label.lower() if story.budget_level else "baris anggaran"
    rows = sum(1 for row in story.results.rows if row.kind == "budget")
    text = (
        f"Rata-rata capaian {count_of(story.results.counts.indicators, 'indikator kinerja')} sebesar"
        f" {story.told(totals.mean_achievement, format_percent(achievement))}, sedangkan rata-rata serapan anggaran"
        f" {count_of(rows, level)} sebesar {story.told(totals.mean_absorption, format_percent(absorption))}, sehingga"
        " efisiensi penggunaan sumber daya sebesar"
        f" {story.told(totals.efficiency, format_figure(efficiency, decimals=2))}{points}. {EFFICIENCY[definition]}"
    )
    if totals.absorption.value is not None:
        text += (
            " Serapan tertimbang, yaitu jumlah realisasi dibagi jumlah pagu, sebesar"
            f" {story.told(totals.absorption, format_percent(totals.absorption.value))}."
        )
    return one(text)


def supporting_programmes(story: Story) -> Paragraphs:
    """Leads to the programmes behind the indicators."""
    if not story.programmes:
        return one(f"Program {story.inputs.facts.unit.name} Tahun {story.quarter.year} belum dicatat.")
    return one(
        f"Pada tahun {story.quarter.year} terdapat {count_of(len(story.programmes), 'program')} yang menunjang"
        " pencapaian indikator kinerja, yaitu:"
    )


def programme_line(story: Story, line: LineEntry) -> str:
    """Name a programme with its ceiling, what was spent of it, and the share."""
    result = story.results.facts.lines[line.id]
    if result.ceiling.value is None:
        return line.name
    text = f"{line.name}, dengan pagu {story.told(result.ceiling, format_rupiah(result.ceiling.value))}"
    if result.spent.value is None:
        return f"{text} dan realisasi yang belum terisi"
    text += f" dan realisasi {story.told(result.spent, format_rupiah(result.spent.value))}"
    if result.absorption.value is None:
        return text
    return f"{text} ({story.told(result.absorption, format_percent(result.absorption.value))})"


def programme_weights(story: Story) -> Paragraphs:
    """Say which programmes were spent most and least, and what the kegiatan with the largest ceiling is for."""
    if not story.programmes:
        return ()
    subject = f"{all_of(len(story.programmes))} program" if len(story.programmes) > 1 else "Program"
    text = (
        f"{subject} tersebut berkaitan dalam menunjang pencapaian tujuan dan sasaran kinerja"
        f" {story.inputs.facts.unit.name} pada tahun {story.quarter.year}."
    )
    shares = [
        (value, line.name, story.told(absorption, format_percent(value)))
        for line in story.programmes
        if (value := (absorption := story.results.facts.lines[line.id].absorption).value) is not None
    ]
    if len(shares) > 1:
        text += f" {_extremes(shares)}"
    return one(text + _largest(story))


def _extremes(shares: Sequence[tuple[Decimal, str, str]]) -> str:
    """Name the programmes with the highest and the lowest of (share, name, share as told)."""
    (most, _, told_most), (least, _, told_least) = (end(shares, key=itemgetter(0)) for end in (max, min))
    if most == least:
        return f"Serapan anggaran setiap program sama, yaitu {told_most}."
    high = enumerated([name for value, name, _ in shares if value == most])
    low = enumerated([name for value, name, _ in shares if value == least])
    return (
        f"Serapan anggaran tertinggi terdapat pada {high} ({told_most}), sedangkan yang terendah pada"
        f" {low} ({told_least}), sehingga pelaksanaannya perlu didorong."
    )


def _largest(story: Story) -> str:
    """Name the kegiatan with the largest ceiling, and the part of it with the largest; '' where none has any."""
    kegiatan = _widest(story, [line for line in story.tree if line.level == BudgetLevel.KEGIATAN])
    if kegiatan is None:
        return ""
    result = story.results.facts.lines[kegiatan.id]
    assert result.ceiling.value is not None
    program = story.inputs.facts.lines.get(kegiatan.parent_id) if kegiatan.parent_id is not None else None
    text = (
        f" Kegiatan dengan pagu terbesar adalah {kegiatan.name}{f' pada {program.name}' if program else ''}, yaitu"
        f" {story.told(result.ceiling, format_rupiah(result.ceiling.value))}"
    )
    if result.absorption.value is not None:
        text += f" dengan serapan {story.told(result.absorption, format_percent(result.absorption.value))}"
    part = _widest(story, [line for line in story.tree if line.parent_id == kegiatan.id])
    if part is not None:
        ceiling = story.results.facts.lines[part.id].ceiling
        assert ceiling.value is not None
        amount = story.told(ceiling, format_rupiah(ceiling.value))
        text += f"; bagian terbesarnya adalah {part.name} ({amount})"
    return f"{text}."


def _widest(story: Story, lines: Sequence[LineEntry]) -> LineEntry | None:
    results = story.results.facts.lines
    known = [(value, line) for line in lines if (value := results[line.id].ceiling.value) is not None]
    return max(known, key=lambda pair: pair[0], default=(Decimal(0), None))[1]
