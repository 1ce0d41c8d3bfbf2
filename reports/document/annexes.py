"""What stands behind a report: the response sheet, the agreement as it was signed, the photographs. Pure.

The agreement is also a document of its own: `build.build_agreement_document` takes the same blocks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from agreements.enums import AgreementKind
from agreements.numbers import format_date, roman
from reports.document.blocks import (
    Banner,
    Block,
    Definitions,
    Heading,
    PageBreak,
    Paragraph,
    PhotoGrid,
    Picture,
    Signatures,
)
from reports.document.numbering import Unnumbered
from reports.document.people import NO_DATE, NOBODY, place_of, response_boxes, signature, superior_of
from reports.document.rows import ENTRIES
from reports.document.tables import build_table
from reports.inputs import Signer
from reports.layouts import annexes, parts
from reports.narrative import Story, papers, signature_title
from reports.narrative.words import named_title

Blocks = Iterable[Block | Unnumbered]


# -- response sheet ------------------------------------------------------------------------------------------


def response_sheet(story: Story, part: parts.ResponseSheet) -> Blocks:
    """Give the superior's answer a page of its own; nothing where the post has no superior."""
    superior = superior_of(story)
    if superior is None:
        return
    yield Unnumbered(Heading(level=1, number="", text=part.title, key="response_sheet"))
    yield Paragraph((papers.answer(story, superior),))
    yield response_boxes(story)
    yield Signatures(
        place_date=f"{place_of(story)}, {NO_DATE}",
        left=None,
        right=signature(superior, ("Atasan Langsung",)),
    )


# -- lampiran ------------------------------------------------------------------------------------------------


def agreement_annex(story: Story, part: parts.AgreementAnnex) -> Blocks:
    """Annex the agreement; nothing where there is none."""
    if story.inputs.agreement is None:
        return
    yield _annex(story, part, "agreement_annex")
    yield from agreement_paper(story)


def photo_annex(story: Story, part: parts.PhotoAnnex) -> Blocks:
    """Annex the photographs; nothing where there are none."""
    if not story.inputs.photos:
        return
    yield _annex(story, part, "photo_annex")
    yield PhotoGrid(
        tuple(
            Picture(photo.caption, format_date(photo.taken_on) if photo.taken_on else "", photo.file)
            for photo in story.inputs.photos
        )
    )


def _annex(story: Story, part: parts.AgreementAnnex | parts.PhotoAnnex, key: str) -> Unnumbered:
    number = f"LAMPIRAN {roman(annexes_of(story).index(part) + 1)}"
    return Unnumbered(Heading(level=1, number=number, text=part.title.format_map(story.words), key=key))


def annexes_of(story: Story) -> list[parts.AgreementAnnex | parts.PhotoAnnex]:
    """Return the annexes that the report really has, in order, so that none is numbered for a missing one."""
    return [
        part
        for part in story.layout.parts
        if (isinstance(part, parts.AgreementAnnex) and story.inputs.agreement is not None)
        or (isinstance(part, parts.PhotoAnnex) and story.inputs.photos)
    ]


# -- the agreement as signed ---------------------------------------------------------------------------------


def agreement_paper(story: Story) -> Iterator[Block | Unnumbered]:
    """Write the Perjanjian Kinerja: statement of both parties, its table and its money, signed twice.

    The form is that of Permenpan RB 53/2014 lampiran I, as Lampiran I of Bagian Organisasi has it.
    """
    agreement = story.agreement
    first, second = agreement.first_party or story.inputs.signer, agreement.second_party
    kind = AgreementKind(agreement.kind).label.upper()
    title = f"{kind} TAHUN {agreement.year}"
    yield Banner((title,))
    yield Paragraph((papers.OPENING,))
    yield Definitions((("Nama", first.name or NOBODY), ("Jabatan", post(first, ""))))
    yield Paragraph((papers.FIRST_PARTY,))
    yield Definitions(
        (
            ("Nama", (second.name if second else "") or NOBODY),
            ("Jabatan", post(second, agreement.superior_title)),
        )
    )
    yield Paragraph((papers.SECOND_PARTY,))
    yield Paragraph((papers.PROMISE,))
    yield Paragraph((papers.SUPERVISION,))
    yield _signed(story, first, second, titled=False)
    yield PageBreak()
    yield Banner((f"LAMPIRAN {title}", story.post.upper()))
    for layout in (annexes.SIGNED_AGREEMENT, annexes.SIGNED_BUDGET):
        entries = ENTRIES[layout.rows](story, layout)
        if entries:
            yield Unnumbered(build_table(layout, entries, story.words))
    yield _signed(story, first, second, titled=True)


def post(signer: Signer | None, title: str) -> str:
    """Name a party's post: as the agreement names it, else with Plt. or Plh. where it was held so."""
    if title:
        return title
    return signature_title(signer, capitals=False) if signer else NOBODY


def _signed(story: Story, first: Signer, second: Signer | None, *, titled: bool) -> Signatures:
    agreement = story.agreement
    date = format_date(agreement.signed_on) if agreement.signed_on else f"{NO_DATE} {agreement.year}"
    left = None
    if second is not None:
        left = signature(second, () if titled else ("Pihak Kedua,",), titled=titled)
        if titled and agreement.superior_title:
            left = replace(left, title=named_title(agreement.superior_title, second))
    return Signatures(
        place_date=f"{agreement.signed_place or place_of(story)}, {date}",
        left=left,
        right=signature(first, () if titled else ("Pihak Pertama,",), titled=titled),
    )
