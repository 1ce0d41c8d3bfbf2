"""Sentences of the long form of a camat's report: preface, introduction, planning, closing. Pure.

What the form says of every office is fixed here; every count, amount, figure, quarter, document, place and name comes
from the report. `comparisons` tells the chapter on what was reached.
"""

from agreements.enums import AgreementKind, CitationPurpose, UnitKind
from agreements.numbers import format_percent, format_rupiah
from reports.inputs import IndicatorEntry
from reports.narrative.accountability import counts
from reports.narrative.moves import changes, in_unit
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, one, several, table_reference
from reports.narrative.words import FULL, all_of, count_of, join, regulation

# -- kata pengantar --------------------------------------------------------------------------------------------


def preface(story: Story) -> Paragraphs:
    """Thanks, what the document rests on and offers, and whom it thanks."""
    unit, quarter = story.inputs.facts.unit, story.quarter
    cited = story.citation(CitationPurpose.REPORTING)
    source = f" sebagaimana diamanatkan oleh {regulation(cited)}" if cited else ""
    return several(
        "Puji syukur kami panjatkan ke hadirat Allah SWT atas terselesaikannya Laporan Kinerja"
        f" {unit.name} {unit.regency} periode {quarter.name} Tahun Anggaran {quarter.year}. Dokumen ini kami"
        f" susun setelah pelaksanaan program, kegiatan, dan sub kegiatan APBD Tahun {quarter.year} sampai dengan"
        f" {quarter.name}{source}.",
        f"Dokumen ini menyajikan hasil kinerja {unit.name} Tahun {quarter.year} serta evaluasi dan analisis"
        " akuntabilitas kinerja, sehingga diharapkan dapat memberikan informasi tentang keberhasilan maupun"
        f" kegagalan {unit.name} dalam melaksanakan program, kegiatan, dan sub kegiatan untuk mencapai indikator"
        " dan target kinerja, serta mengarah pada terwujudnya visi dan misi organisasi.",
        "Proses penyusunan dokumen ini tentunya tidak terlepas dari bantuan berbagai pihak. Oleh karena itu, kami"
        " menyampaikan terima kasih kepada semua pihak yang telah memberi saran, masukan, serta informasi"
        " terhadap isi laporan ini. Semoga laporan ini bermanfaat dan dapat dipergunakan sebagai bahan evaluasi"
        " bagi pihak-pihak yang berwenang serta sebagai bahan pengambilan kebijakan lebih lanjut.",
    )


# -- pendahuluan -----------------------------------------------------------------------------------------------


def background(story: Story) -> Paragraphs:
    """Why an office reports, and which plan it answers for."""
    unit = story.inputs.facts.unit
    return several(
        "Laporan Kinerja (LKj) perangkat daerah adalah dokumen yang berisi gambaran perwujudan kewajiban suatu"
        " instansi untuk mempertanggungjawabkan kinerja, keberhasilan, dan kegagalan pelaksanaan misi organisasi"
        f" dalam mencapai tujuan dan sasaran yang telah ditetapkan dalam {story.long_term_document}, dalam rangka"
        f" perwujudan tata kelola pemerintahan yang baik di lingkungan Pemerintah {unit.regency}.",
        "Selain memenuhi tuntutan akuntabilitas kinerja, Laporan Kinerja (LKj) perangkat daerah juga menjadi tolok"
        " ukur keberhasilan suatu organisasi dalam mencapai tujuan, sasaran, atau indikator kinerja utama, dan"
        " dapat digunakan sebagai fokus perbaikan kinerja di masa yang akan datang. Kuncinya adalah penekanan pada"
        " tujuan, sasaran, program, dan kegiatan yang perlu mendapat perhatian sebagai ukuran keberhasilan.",
    )


def intent(story: Story) -> Paragraphs:
    """What the report is meant as, from whom to whom."""
    addressee = f" kepada {story.inputs.superior.title}" if story.inputs.superior else ""
    return one(
        f"Maksud dari penyusunan Laporan Kinerja (LKj) {story.inputs.facts.unit.name} adalah sebagai laporan"
        " pertanggungjawaban pelaksanaan kinerja kepala perangkat daerah, dalam hal ini"
        f" {story.inputs.signer.title}, dalam kurun waktu {story.quarter.name} Tahun {story.quarter.year}{addressee}."
    )


def aim(story: Story) -> Paragraphs:
    """What the report serves."""
    return one(
        f"Adapun tujuan disusunnya Laporan Kinerja (LKj) {story.inputs.facts.unit.name} adalah sebagai tolok ukur"
        " keberhasilan kinerja organisasi dalam mencapai sasaran dan tujuannya."
    )


def organisation(story: Story) -> Paragraphs:
    """What the office rests on, what it is for, how many villages it has, and who leads it."""
    unit = story.inputs.facts.unit
    formed = [regulation(row) for row in story.citations(CitationPurpose.FORMATION)]
    texts = []
    if formed:
        texts.append(f"{unit.name} {unit.regency} menyelenggarakan tugasnya berdasarkan {join(formed)}.")
    if unit.kind == UnitKind.KECAMATAN:
        texts.append(
            f"{unit.name} dibentuk dalam rangka meningkatkan koordinasi penyelenggaraan pemerintahan, pelayanan"
            " publik, dan pemberdayaan masyarakat desa/kelurahan di wilayahnya."
        )
    if unit.villages is not None:
        texts.append(f"{unit.name} memiliki {count_of(unit.villages, 'desa')}.")
    led = f"{unit.name} dipimpin oleh {story.inputs.signer.title}"
    if story.inputs.superior:
        led += f" yang berkedudukan di bawah dan bertanggung jawab kepada {story.inputs.superior.title}"
        # PP 17/2018 pasal 8: a camat answers to the Bupati through the Sekretaris Daerah.
        led += " melalui Sekretaris Daerah" if unit.kind == UnitKind.KECAMATAN else ""
    return one(" ".join([*texts, f"{led}."]))


def organisation_list(story: Story) -> Paragraphs:
    """Leads to the list of what the office consists of."""
    if not story.inputs.facts.unit.posts:
        return one(f"Susunan organisasi {story.inputs.facts.unit.name} belum dicatat.")
    return one(f"Susunan organisasi {story.inputs.facts.unit.name} terdiri atas:")


def organisation_chart(story: Story) -> Paragraphs:
    """Leads to the chart."""
    unit = story.inputs.facts.unit
    if not unit.posts:
        return ()
    return one(f"Adapun struktur organisasi {unit.name} {unit.regency} dapat dilihat pada bagan di bawah ini.")


def problems(story: Story) -> Paragraphs:
    """The main problem, and the lead to its groups of issues."""
    unit = story.inputs.facts.unit
    if not unit.main_problem and not unit.issues:
        return one(f"Permasalahan utama {unit.name} belum dicatat.")
    texts = []
    if unit.main_problem:
        texts.append(f"Masalah pokok yang dihadapi {unit.name} yaitu {unit.main_problem}.")
    if unit.issues:
        start = "Dari masalah pokok ini selanjutnya" if unit.main_problem else "Selanjutnya"
        texts.append(
            f"{start} diidentifikasi masalah dan akar masalah untuk penentuan prioritas dan sasaran pembangunan daerah"
            " sebagai berikut:"
        )
    return one(" ".join(texts))


# -- perencanaan kinerja ---------------------------------------------------------------------------------------


def goals(story: Story) -> Paragraphs:
    """What goals and objectives are."""
    unit = story.inputs.facts.unit
    return several(
        "Tujuan dan sasaran adalah tahap perumusan sasaran strategis yang menunjukkan prioritas tertinggi dalam"
        " perencanaan pembangunan jangka menengah daerah, yang selanjutnya menjadi dasar penyusunan arsitektur"
        " kinerja pembangunan daerah secara keseluruhan. Tujuan dan sasaran merupakan dampak keberhasilan"
        " pembangunan daerah yang diperoleh dari pencapaian berbagai program prioritas terkait.",
        "Tujuan adalah pernyataan tentang hal-hal yang perlu dilakukan untuk mencapai visi dan melaksanakan misi"
        " dengan menjawab isu strategis dan permasalahan pembangunan daerah. Sasaran adalah hasil yang diharapkan"
        " dari suatu tujuan yang diformulasikan secara kualitatif maupun kuantitatif, spesifik, mudah dicapai,"
        " rasional, dan dapat dilaksanakan dalam jangka menengah. Sasaran direpresentasikan melalui penetapan"
        " indikator kinerja daerah, yang memberikan gambaran tentang ukuran keberhasilan pencapaian visi dan misi"
        " kepala daerah dan wakil kepala daerah sebagai Indikator Kinerja Utama (IKU), dan penyelenggaraan"
        " pemerintahan daerah sebagai Indikator Kinerja Kunci (IKK), pada akhir periode masa jabatan.",
        "Tujuan strategis merupakan penjabaran dari pernyataan misi yang akan dicapai dalam jangka menengah."
        f" Dengan diformulasikannya tujuan strategis ini, {unit.name} dapat secara tepat mengetahui apa yang harus"
        " dilaksanakan dalam memenuhi visi dan misinya dengan mempertimbangkan sumber daya dan kemampuan yang"
        " dimiliki, serta mengukur sejauh mana tujuan organisasi telah dicapai.",
    )


def goal(story: Story) -> Paragraphs:
    """The goal of the office with its indicator: how that is measured, its target and how far it came (erratum C10).

    What the agreement promises stands in the tables already.
    """
    unit = story.inputs.facts.unit
    if not unit.goal:
        return one(f"Tujuan jangka menengah {unit.name} belum dicatat.")
    text = f"Tujuan jangka menengah pelayanan {unit.name} adalah “{unit.goal}”."
    if not unit.goal_indicator:
        return one(text)
    text += f" Indikator tujuan tersebut adalah {unit.goal_indicator}."
    entry = story.inputs.facts.indicators.get(unit.goal_indicator_id or 0)
    if entry and entry.definition.strip():
        text += f" Cara penghitungannya: {entry.definition.strip().rstrip('.')}."
    names = {story.item_name(item).casefold() for item in story.agreement.items}
    if unit.goal_indicator.casefold() in names:
        return one(text)
    figures = _goal_figures(story, entry) if entry else ""
    if not story.agreement.items:
        return one(f"{text} {figures}".rstrip())
    return one(
        f"{text} {unit.goal_indicator} tidak termasuk indikator yang diperjanjikan pada ",
        table_reference("agreement"),
        f". {figures}" if figures else ", sehingga target dan realisasinya tidak disajikan dalam laporan ini.",
    )


def _goal_figures(story: Story, entry: IndicatorEntry) -> str:
    """Say the target of the goal's indicator, what was reached of it and how far that comes; '' without a target."""
    result, quarter = story.results.facts.indicators[entry.id], story.quarter
    if result.target.value is None or entry.target is None:
        return ""
    target = entry.target.shown or in_unit(result.target.value, entry.unit_of_measure)
    text = f"Targetnya tahun {quarter.year} adalah {story.told(result.target, target)}"
    if result.realization.value is None:
        return f"{text}; realisasinya sampai dengan {quarter.name} belum ada."
    realized = story.told(result.realization, in_unit(result.realization.value, entry.unit_of_measure))
    text += f" dan realisasinya sampai dengan {quarter.name} {realized}"
    if result.achievement.value is None:
        return f"{text}."
    return f"{text}, dengan capaian {story.told(result.achievement, format_percent(result.achievement.value))}."


def goal_aspects(story: Story) -> Paragraphs:
    """Leads to the aspects that the goal's indicator measures, with the guide that fixes them."""
    unit = story.inputs.facts.unit
    if not (unit.goal_indicator and unit.goal_aspects):
        return ()
    guides = story.citations(CitationPurpose.GOAL)
    source = f" sesuai dengan {regulation(guides[0])}," if guides else ""
    return one(
        f"Adapun pencapaian {unit.goal_indicator} di {unit.name}{source} diukur dengan"
        f" {count_of(len(unit.goal_aspects), 'aspek')}, yaitu:"
    )


def goal_principles(story: Story) -> Paragraphs:
    """What the aspects are evaluated by, where another regulation says so."""
    unit = story.inputs.facts.unit
    others = story.citations(CitationPurpose.GOAL)[1:]
    if not (unit.goal_indicator and unit.goal_aspects and others):
        return ()
    return one(
        f"{all_of(len(unit.goal_aspects))} aspek tersebut dikaitkan dengan prinsip dasar evaluasi sebagaimana"
        f" tercantum pada {join([regulation(row) for row in others])}."
    )


def objectives(story: Story) -> Paragraphs:
    """Leads to the objectives (erratum C21: the report calls them indicators)."""
    if not story.agreement.objectives:
        return ()
    return one(f"Sasaran jangka menengah pelayanan {story.inputs.facts.unit.name} adalah sebagai berikut:")


def formulas(story: Story) -> Paragraphs:
    """Leads to the indicators with their formulas in words."""
    if not story.agreement.items:
        return ()
    return one("Indikator sasaran jangka menengah beserta cara penghitungannya adalah sebagai berikut:")


def on_time(story: Story) -> Paragraphs:
    """Leads to the rules by which something counts as on time."""
    ruled = story.on_time_items
    if not ruled:
        return ()
    names = join([f"“{story.item_name(item)}”" for item in ruled])
    return one(f"Adapun yang dimaksud dengan tepat waktu pada indikator {names} adalah sebagai berikut:")


def target_changes(story: Story) -> Paragraphs:
    """How this year's targets differ from last year's, where those are known."""
    told = changes(story, "target")
    if not told:
        return ()
    return one(f"Dibandingkan dengan tahun {story.quarter.same_last_year.year}, {told}.")


def agreement(story: Story) -> Paragraphs:
    """What an agreement is, and between whom this one was signed."""
    unit = story.inputs.facts.unit
    if not story.items:
        return one(f"Perjanjian Kinerja {unit.name} Tahun {story.quarter.year} belum tersedia.")
    parties = agreed_parties(story)
    between = f" {parties}" if parties else ""
    return one(
        "Perjanjian Kinerja merupakan pernyataan komitmen yang merepresentasikan tekad dan janji untuk mencapai"
        " kinerja yang jelas dan terukur dalam rentang waktu satu tahun dengan mempertimbangkan sumber daya yang"
        " dikelola. Tujuan disusunnya Perjanjian Kinerja adalah untuk meningkatkan akuntabilitas, transparansi, dan"
        " kinerja aparatur sebagai wujud nyata komitmen antara pemberi dan penerima amanah."
        f" {AgreementKind(story.agreement.kind).label} {unit.name} Tahun {story.agreement.year}{between} adalah"
        " rencana kinerja yang menjadi acuan pelaksanaan kegiatan, sebagaimana terdapat pada ",
        table_reference("agreement"),
        ":",
    )


def agreed_parties(story: Story) -> str:
    """Say between whom the agreement was made: 'antara Camat Candipuro dengan Bupati Lumajang'; '' where unknown."""
    superior = story.agreement.superior_title or (story.inputs.superior.title if story.inputs.superior else "")
    return f"antara {story.inputs.signer.title} dengan {superior}" if superior else ""


# -- realisasi anggaran ----------------------------------------------------------------------------------------


def budget(story: Story) -> Paragraphs:
    """Where targets and money are laid down, and what the table of the budget shows."""
    unit, quarter = story.inputs.facts.unit, story.quarter
    if not story.tree:
        return one(f"Anggaran {unit.name} Tahun {quarter.year} belum dicatat.")
    parties = agreed_parties(story)
    text = (
        f"Anggaran merupakan bentuk tanggung jawab Pemerintah {unit.regency} dalam mendukung pelaksanaan program,"
        f" kegiatan, dan sub kegiatan pada {unit.name}."
    )
    if parties and story.inputs.agreement is not None:
        text += f" Target kinerja dituangkan dalam Perjanjian Kinerja yang dibuat {parties}."
    if story.ceiling_documents:
        documents = join([document.label for document in story.ceiling_documents])
        text += f" Anggaran yang tersedia dituangkan dalam {documents} {unit.name}."
    (lead,) = one(
        f"Realisasi anggaran yang menjadi tanggung jawab {unit.name} untuk dikelola secara transparan, efektif, dan"
        f" akuntabel sampai dengan {quarter.name} Tahun {quarter.year} adalah sebagaimana terdapat pada ",
        table_reference("budget_tree"),
        ":",
    )
    return (text,), lead


def budget_total(story: Story) -> Paragraphs:
    """What was spent of the whole, and what remains."""
    total = story.tree_total
    if not story.tree or total.spent.value is None or total.ceiling.value is None:
        return ()
    text = (
        f"Sampai dengan {story.quarter.name} Tahun {story.quarter.year}, anggaran yang telah direalisasikan sejumlah"
        f" {story.told(total.spent, format_rupiah(total.spent.value))} dari pagu sejumlah"
        f" {story.told(total.ceiling, format_rupiah(total.ceiling.value))}"
    )
    if total.absorption.value is not None:
        text += f" atau {story.told(total.absorption, format_percent(total.absorption.value))}"
    if total.remaining.value is not None:
        text += f", sehingga sisa anggaran {story.told(total.remaining, format_rupiah(total.remaining.value))}"
    if total.spent.partial:
        text += f"; jumlah ini belum lengkap karena {count_of(total.spent.left_out, 'baris anggaran')} belum terisi"
    return one(f"{text}.")


# -- penutup ---------------------------------------------------------------------------------------------------


def closing_basis(story: Story) -> Paragraphs:
    """What the report is, and under which regulation it was made."""
    unit, quarter = story.inputs.facts.unit, story.quarter
    cited = story.citation(CitationPurpose.REPORTING)
    source = f" Laporan ini disusun berdasarkan {regulation(cited)}." if cited else ""
    return one(
        f"Laporan Kinerja {quarter.name} {unit.name} disusun sebagai bentuk pertanggungjawaban {unit.name} berkaitan"
        f" dengan penyelenggaraan pemerintahan pada {quarter.name} Tahun {quarter.year} atau dalam jangka waktu"
        f" 3 (tiga) bulan.{source}"
    )


def closing_result(story: Story) -> Paragraphs:
    """What was reached and spent, against last year's quarter: never more than the figures say (C07, C08)."""
    if not story.items:
        return one("Capaian kinerja belum dapat disimpulkan karena belum ada indikator kinerja yang diperjanjikan.")
    quarter, found = story.quarter, story.results.counts
    texts = [
        f"Dari laporan ini dapat disimpulkan bahwa sampai dengan {quarter.name} Tahun {quarter.year}, {counts(story)}."
    ]
    reached = [
        f"indikator ke-{place} sebesar {story.told(achieved, format_percent(achieved.value))}"
        for place, item in enumerate(story.agreement.items, start=1)
        if (achieved := story.results.facts.indicators[item.indicator_id].achievement).value is not None
    ]
    if reached:
        texts.append(f"Capaian terhadap target tahun {quarter.year} adalah {join(reached)}.")
    told = changes(story, "realization")
    if told:
        texts.append(f"Dibandingkan dengan {quarter.name} Tahun {quarter.same_last_year.year}, {told}.")
    total = story.tree_total
    if story.tree and total.absorption.value is not None:
        share = story.told(total.absorption, format_percent(total.absorption.value))
        texts.append(f"Serapan anggaran mencapai {share} dari pagu.")
    if found.not_reached and quarter.number < 4:
        texts.append(
            f"Target yang belum tercapai {FULL} diupayakan pencapaiannya pada triwulan berikutnya, dengan"
            " memperhatikan kendala dan solusi yang telah diuraikan dalam laporan ini."
            if story.inputs.obstacles
            else f"Target yang belum tercapai {FULL} diupayakan pencapaiannya pada triwulan berikutnya."
        )
    return one(" ".join(texts))


def closing_thanks(story: Story) -> Paragraphs:
    """Asks for advice on the next report."""
    return one(
        f"Demikian Laporan Kinerja {story.quarter.name} Tahun {story.quarter.year} ini disajikan. Saran dan kritik"
        " selalu diharapkan untuk penyempurnaan penyusunan laporan kinerja pada waktu mendatang, agar dapat memberikan"
        " informasi yang tepat dan akurat sebagai dasar dalam pengambilan keputusan."
    )
