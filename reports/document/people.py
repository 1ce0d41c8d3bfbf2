"""Signatures, the superior's answer, the mark of approval: who signs where, which boxes are ticked. Pure."""

from agreements.enums import ResponseOption
from agreements.numbers import format_date, format_nip
from reports.document.blocks import ResponseBoxes, SignatureColumn, Signatures, Verification
from reports.inputs import Signer
from reports.narrative import Story, papers, signature_title
from reports.narrative.words import as_agreed

NOBODY = "." * 40
"""Printed for a name where nobody is appointed."""

NO_DATE = "." * 30
"""Printed for a date that is written by hand."""


def place_of(story: Story) -> str:
    """Return where the unit signs."""
    return story.inputs.facts.unit.place or story.inputs.facts.unit.short_name


def superior_of(story: Story) -> Signer | None:
    """Return the direct superior as the papers of the report name them; None where the post has none."""
    superior = story.inputs.superior
    return None if superior is None else as_agreed(superior, story.agreement.superior_title)


def report_signatures(story: Story, *, acknowledged: bool) -> Signatures:
    """Return the block under the report: its official right, the acknowledging superior left."""
    superior = superior_of(story) if acknowledged else None
    return Signatures(
        place_date=f"{place_of(story)}, {format_date(story.inputs.signed_on)}",
        left=signature(superior, ("Mengetahui,", "Atasan Langsung")) if superior else None,
        right=signature(story.inputs.signer, ()),
    )


def signature(signer: Signer, lines: tuple[str, ...], *, titled: bool = True) -> SignatureColumn:
    """Return one signer's column, with the post over the name unless the lines say it."""
    return SignatureColumn(
        lines=lines,
        title=signature_title(signer) if titled else "",
        name=signer.name or NOBODY,
        rank=signer.rank,
        nip=format_nip(signer.nip),
    )


def response_boxes(story: Story, *, as_table: bool = False) -> ResponseBoxes:
    """Return the six boxes: those the superior ticked once the report is approved, and until then none.

    The note, too, stands only with the approval; a paper that is still a draft leaves room for both.
    """
    inputs = story.inputs
    return ResponseBoxes(
        options=tuple((option.label, story.final and option in inputs.response_options) for option in ResponseOption),
        note=inputs.response_note if story.final else "",
        as_table=as_table,
    )


def verification(story: Story) -> Verification | None:
    """Return the mark of an approved document; None for one that is not."""
    approval = story.inputs.approval
    if approval is None:
        return None
    return Verification(sentence=papers.approved(approval), code=approval.code, url=approval.address)
