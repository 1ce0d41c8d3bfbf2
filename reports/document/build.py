"""From inputs and results to the whole document. Pure: the same values give the same document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from agreements.enums import AgreementKind, AppointmentKind
from agreements.numbers import format_nip
from reports.document.annexes import agreement_paper
from reports.document.blocks import Block, Cover, ItemList, Paragraph, ReportDocument
from reports.document.covers import arms_of
from reports.document.mentions import with_mentions
from reports.document.numbering import ContentsPlace, OutlinePlace, Unnumbered, number_blocks
from reports.document.people import NOBODY
from reports.document.sections import BUILDERS
from reports.document.typography import set_texts
from reports.inputs import ReportInputs
from reports.layouts import Layout, layout_for
from reports.narrative import SENTENCES, Story, post_of_unit
from reports.results import Figure, ReportResults

NOT_APPROVED = "Draf – belum disetujui"
NOT_SIGNED = "Draf – belum ditandatangani"


def file_stem(inputs: ReportInputs) -> str:
    """Return the name of a report's files, without their ending: 'lkjip-kecamatan-rowokangkung-camat-2024-tw2'."""
    quarter = inputs.facts.quarter
    return f"lkjip-{inputs.facts.unit.slug}-{inputs.position_slug}-{quarter.year}-tw{quarter.number}"


def build_document(
    inputs: ReportInputs,
    results: ReportResults,
    layout: Layout | None = None,
    key_of: Callable[[Figure], str] | None = None,
) -> ReportDocument:
    """Return the document of a report in its own form, or in `layout`.

    With `key_of`, which names figures, those in its sentences stand apart as a `Mention`: a screen can ask for them.
    """
    story = Story(inputs, results, layout or layout_for(inputs.form), key_of)
    quarter = inputs.facts.quarter
    period = f"{quarter.name} Tahun {quarter.year}"
    document = ReportDocument(
        title=f"Laporan Kinerja {post_of_unit(inputs.position, inputs.facts.unit.name)} {period}",
        slug=file_stem(inputs),
        running_head=f"Laporan Kinerja {inputs.position} – {period}",
        author=inputs.signer.name or inputs.position,
        draft="" if story.final else NOT_APPROVED,
        cover=_cover(story),
        blocks=number_blocks(_blocks(story), story.layout.numbering),
    )
    return set_texts(with_mentions(document) if key_of else document)


def build_agreement_document(inputs: ReportInputs, results: ReportResults, *, to_sign: bool = False) -> ReportDocument:
    """Return the Perjanjian Kinerja of a post as a document of its own, as its report annexes it.

    One without a date is a draft, and marked so; printed `to_sign` it is not, for the mark would stand under the
    signatures for good.

    Raises:
        ValueError: the post has no agreement for the year.
    """
    agreement = inputs.agreement
    if agreement is None:
        raise ValueError(f"{inputs.position} has no agreement for {inputs.facts.quarter.year}")
    story = Story(inputs, results, layout_for(inputs.form))
    party = agreement.first_party or inputs.signer
    kind = AgreementKind(agreement.kind)
    unit = inputs.facts.unit
    document = ReportDocument(
        title=f"{kind.label} {post_of_unit(inputs.position, unit.name)} Tahun {agreement.year}",
        slug=f"{'pk-perubahan' if kind is AgreementKind.PERUBAHAN else 'pk'}-{unit.slug}-{inputs.position_slug}"
        f"-{agreement.year}",
        running_head=f"{kind.label} {inputs.position} – Tahun {agreement.year}",
        author=party.name or inputs.position,
        draft="" if to_sign or agreement.signed_on is not None else NOT_SIGNED,
        cover=Cover(
            regency=f"PEMERINTAH {unit.regency.upper()}",
            title=kind.label.upper(),
            subtitle="",
            quarter="",
            official=party.name or NOBODY,
            nip=format_nip(party.nip),
            position=inputs.position.upper(),
            unit=unit.name.upper(),
            year=f"TAHUN {agreement.year}",
            arms=arms_of(unit),
        ),
        blocks=number_blocks(agreement_paper(story)),
    )
    return set_texts(document)


def generated_sections(
    inputs: ReportInputs, results: ReportResults, layout: Layout | None = None
) -> Mapping[str, tuple[str, str]]:
    """Return the generated text of every section that may be edited: key -> (title, text), in printed order.

    Paragraphs are parted by a blank line, the form in which an edited text comes back.
    """
    return section_texts(build_document(replace(inputs, texts=None), results, layout))


def section_texts(document: ReportDocument) -> Mapping[str, tuple[str, str]]:
    """Return the section texts of a document: key -> (title, text), in printed order."""
    texts: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.key:
            texts.setdefault(block.key, []).append(block.text)
        elif isinstance(block, ItemList):
            for item in block.items:
                if item.key:
                    texts.setdefault(item.key, []).append(item.text)
    return {key: (SENTENCES[key].title, "\n\n".join(paragraphs)) for key, paragraphs in texts.items()}


def _blocks(story: Story) -> Iterator[Block | OutlinePlace | ContentsPlace | Unnumbered]:
    for part in story.layout.parts:
        yield from BUILDERS[type(part)](story, part)


def _held_post(inputs: ReportInputs) -> str:
    """Return the post as its official holds it: 'CAMAT', or 'Plt. CAMAT'."""
    kind, post = inputs.signer.kind, inputs.position.upper()
    return post if kind in (None, AppointmentKind.DEFINITIVE) else f"{AppointmentKind(kind).label} {post}"


def _cover(story: Story) -> Cover:
    inputs, layout = story.inputs, story.layout.cover
    unit = inputs.facts.unit
    return Cover(
        regency=f"PEMERINTAH {unit.regency.upper()}",
        title=layout.title,
        subtitle=layout.subtitle.format_map(story.words),
        quarter=story.quarter.name.upper(),
        official=(inputs.signer.name or NOBODY) if layout.official else "",
        nip=format_nip(inputs.signer.nip) if layout.nip else "",
        position=_held_post(inputs) if layout.position else "",
        unit=unit.name.upper(),
        year=f"TAHUN {story.quarter.year}",
        address=tuple(line for line in (unit.address, unit.phone) if line) if layout.address else (),
        byline=layout.byline,
        arms=arms_of(unit),
    )
