"""Sentences of BAB I: who must report, what for, and what the post rests on. Pure."""

from agreements.enums import CitationPurpose, UnitKind
from reports.narrative.story import Story, office_noun
from reports.narrative.told import Paragraphs, one
from reports.narrative.words import (
    HEADS,
    capitalized,
    count_of,
    join,
    post_of_unit,
    regulation,
    reporter_and_addressee,
    with_article,
)


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
    return one(
        f"{text} Oleh karena itu, {story.position} tentunya juga berkewajiban dalam penyusunan laporan kinerja"
        " dimaksud."
    )


def purpose(story: Story) -> Paragraphs:
    """What the report is for, in this quarter and year."""
    return one(
        "Pelaporan kinerja triwulanan sebagaimana dimaksud di atas merupakan perwujudan sikap akuntabilitas"
        f" {story.position} dalam mengidentifikasi hal-hal yang telah dicapai maupun hal-hal yang belum dapat dicapai"
        f" dalam kurun waktu {story.quarter.name} tahun anggaran {story.quarter.year}. Di samping itu,"
        " pelaporan kinerja dimaksud juga bertujuan untuk memberikan gambaran mengenai efisiensi dan efektivitas antara"
        " perencanaan kegiatan dan perencanaan anggaran dengan pelaksanaan kegiatan dan pelaksanaan anggaran."
    )


def purpose_of_staff(story: Story) -> Paragraphs:
    """What the report is for, with the part on improvement that reports of staff add."""
    ((general,),) = purpose(story)
    return one(
        f"{general} Pelaporan ini juga merupakan upaya perbaikan berkesinambungan bagi {story.position}"
        f" {story.inputs.facts.unit.name} untuk meningkatkan kinerjanya. Hal terpenting yang diperlukan dalam"
        " penyusunannya yaitu pengukuran kinerja dan evaluasi yang terukur serta pengungkapan (disclosure) secara"
        " memadai hasil analisis terhadap pengukuran kinerja."
    )


def outline(story: Story) -> Paragraphs:
    """Leads to the contents in words."""
    guides = [row for row in story.citations(CitationPurpose.REPORTING) if row != story.citation(row.purpose)]
    source = f" telah disesuaikan dengan {join([regulation(row) for row in guides])}, yang" if guides else ""
    return one(
        f"Sistematika penyusunan Laporan Kinerja {post_of_unit(story.position, story.inputs.facts.unit.name)} pada"
        f" {story.quarter.name} Tahun {story.quarter.year}{source} terdiri atas:"
    )


def formation(story: Story) -> Paragraphs:
    """What the office and the post rest on."""
    formed = [with_article(row) for row in story.citations(CitationPurpose.FORMATION)]
    cited = story.citation(CitationPurpose.DUTIES)
    texts = []
    if formed:
        texts.append(f"Dasar hukum pembentukan {story.inputs.facts.unit.name} adalah {join(formed)}.")
    if cited:
        texts.append(f"Kedudukan, tugas, dan fungsi {story.position} diatur lebih rinci dalam {regulation(cited)}.")
    return one(" ".join(texts)) if texts else one("Dasar hukum pembentukan belum dicatat.")


def duties_of_staff(story: Story) -> Paragraphs:
    """Leads to the duties that the work of a member of staff belongs to."""
    if not story.inputs.duties:
        return one(f"Uraian tugas {story.position} belum dicatat.")
    cited = story.citation(CitationPurpose.DUTIES)
    source = f"Berdasarkan {f'{cited.article} {cited.regulation}'.strip()}, tugas" if cited else "Tugas"
    return one(f"{source} dan fungsi yang menjadi lingkup pekerjaan {story.position} adalah sebagai berikut:")


def duties(story: Story) -> Paragraphs:
    """What the duties rest on, with the one article; nothing where neither duties nor a regulation are known."""
    cited = story.citation(CitationPurpose.DUTIES)
    lead = f"tugas dan fungsi {story.position} adalah sebagai berikut:"
    main = main_duty(story)
    if cited is None:
        return one(main or capitalized(lead)) if main or story.inputs.duties else ()
    formed = story.citations(CitationPurpose.FORMATION)
    unit = story.inputs.facts.unit
    if formed:
        text = (
            f"Berdasarkan {join([with_article(row) for row in formed])}, maka selanjutnya tugas pokok dan fungsi"
            f" organisasi {office_noun(unit.kind)} ditetapkan melalui {regulation(cited)}."
        )
    else:
        role = "pimpinan" if _leads(story) else "salah satu jabatan yang ada di"
        text = f"{story.position} merupakan {role} {unit.name} {unit.regency} sebagaimana amanat {regulation(cited)}."
    if not (main or story.inputs.duties):
        return one(text)
    article = f" khususnya {cited.article}," if cited.article else ""
    return one(f"{text} Berdasarkan ketentuan tersebut,{article} {main or f'telah diamanatkan bahwa {lead}'}")


def _leads(story: Story) -> bool:
    """Tell whether the post leads the whole unit: a camat, a kepala bagian, or a post named after the unit.

    An asisten is an eselon II of the Sekretariat Daerah without leading it; the Kepala Dinas Pertanian leads his dinas.
    """
    unit, signer = story.inputs.facts.unit, story.inputs.signer
    if signer.echelon not in HEADS:
        return False
    named = unit.name.casefold() in signer.position.casefold()
    return named or unit.kind in (UnitKind.KECAMATAN, UnitKind.BAGIAN)


def main_duty(story: Story) -> str:
    """Say what the post is for, and lead to its functions where any are listed; '' where no main duty is known."""
    duty = story.inputs.main_duty.strip().rstrip(".;, ")
    if not duty:
        return ""
    text = f"{story.position} mempunyai tugas {duty}."
    if not story.inputs.duties:
        return text
    return f"{text} Untuk melaksanakan tugas tersebut, {story.position} mempunyai fungsi sebagai berikut:"


def delegated(story: Story) -> Paragraphs:
    """The authorities that the Bupati delegated, where there are any."""
    if not story.inputs.delegated:
        return ()
    cited = story.citation(CitationPurpose.DELEGATION)
    source = f" sesuai dengan {cited.regulation}" if cited else ""
    return one(
        f"Selain tugas sebagaimana dimaksud, {story.position} juga melaksanakan kewenangan pemerintahan yang"
        f" dilimpahkan oleh Bupati untuk menangani sebagian urusan otonomi daerah{source}, yang meliputi aspek:"
    )
