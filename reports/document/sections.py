"""From the parts of a form to blocks: one builder per kind of part. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.numbers import format_date
from reports.document import long_form
from reports.document.annexes import agreement_annex, photo_annex, response_sheet
from reports.document.blocks import (
    Block,
    Heading,
    ItemList,
    ListItem,
    Marker,
    PageBreak,
    Paragraph,
)
from reports.document.fractions import fraction_of
from reports.document.numbering import ContentsPlace, OutlinePlace, Unnumbered
from reports.document.people import report_signatures, response_boxes, verification
from reports.document.rows import ENTRIES
from reports.document.tables import build_table
from reports.inputs import DutyEntry, LineEntry
from reports.layouts import parts, tables
from reports.narrative import COST_PER_OUTCOME, EFFICIENCY, LISTED, SENTENCES, Story
from reports.narrative.words import join, with_stops

Blocks = Iterable[Block | OutlinePlace | ContentsPlace | Unnumbered]


# -- headings and texts --------------------------------------------------------------------------------------


def chapter(story: Story, part: parts.Chapter) -> Blocks:
    """Start a chapter."""
    heading = Heading(level=1, number="", text=part.title.format_map(story.words), key=part.key)
    yield heading if part.numbered else Unnumbered(heading)


def title(story: Story, part: parts.Title) -> Blocks:
    """Start a section or subsection."""
    yield Heading(level=part.level, number="", text=part.title.format_map(story.words), key=f"{part.key}_section")


def text(story: Story, part: parts.Text) -> Blocks:
    """Write a section text: as edited by hand, else as generated."""
    edited = edited_text(story, part.key)
    if edited:
        for paragraph in edited.split("\n\n"):
            if paragraph.strip():
                yield Paragraph((paragraph.strip(),), key=part.key, edited=True)
        return
    for told in SENTENCES[part.key].tell(story):
        yield Paragraph(told, key=part.key)


def edited_text(story: Story, key: str) -> str:
    """Return the text somebody wrote for a section in place of the generated one, else ''."""
    return (story.inputs.texts or {}).get(key, "").replace("\r\n", "\n").strip()


# -- lists ---------------------------------------------------------------------------------------------------


def listing(story: Story, part: parts.Listing) -> Blocks:
    """Write a list from the inputs; nothing where it is empty."""
    items = LISTS[part.key](story, part)
    if items:
        yield ItemList(items=items, marker=part.marker, key=part.key)


def _duties(
    entries: Sequence[DutyEntry], marker: Marker, children_marker: Marker, stop: str = "."
) -> tuple[ListItem, ...]:
    """List duties with theirs: each level marked unlike the one above it, a full stop after the last item of all."""
    leading = [place for place, entry in enumerate(entries) if entry.children]
    texts = with_stops([entry.text for entry in entries], leading=leading, last=stop)
    below = children_marker if children_marker is not marker else Marker.ALPHA
    return tuple(
        ListItem(
            text,
            children=_duties(entry.children, below, marker, stop if place == len(entries) else ";"),
            children_marker=below,
        )
        for place, (text, entry) in enumerate(zip(texts, entries, strict=True), start=1)
    )


def _lines(texts: Sequence[str]) -> tuple[ListItem, ...]:
    return tuple(ListItem(text) for text in with_stops(texts))


LISTS: Mapping[str, Callable[[Story, parts.Listing], tuple[ListItem, ...]]] = {
    "duties": lambda story, part: _duties(story.inputs.duties, part.marker, part.children_marker),
    "delegated": lambda story, part: _duties(story.inputs.delegated, part.marker, part.children_marker),
    "kegiatan": lambda story, _part: _lines([line.name for line in story.supported[BudgetLevel.KEGIATAN]]),
    "follow_ups": lambda story, _part: _lines(story.inputs.follow_ups),
    **long_form.LISTS,
}
"""Lists that forms may name."""


def prose(story: Story, part: parts.Prose) -> Blocks:
    """Write a list from the inputs as paragraphs."""
    yield from (Paragraph((with_stops([item.text])[0],)) for item in LISTS[part.key](story, parts.Listing(part.key)))


def outline(_story: Story, _part: parts.Outline) -> Blocks:
    """Mark where the contents in words go."""
    yield OutlinePlace()


def closing(story: Story, part: parts.Closing) -> Blocks:
    """Write the closing points; those that lead to a list carry it."""
    points = [point for key in part.points for point in _closing_point(story, key, part.strategies_marker)]
    if not points:
        return
    items = tuple(_finished(point, "." if place == len(points) else ";") for place, point in enumerate(points, start=1))
    yield ItemList(items=items, marker=part.marker, key="closing_points")


def _closing_point(story: Story, key: str, marker: Marker) -> Iterable[ListItem]:
    children = _lines(LISTED[key](story)) if key in LISTED else ()
    edited = edited_text(story, key)
    if edited:
        yield ListItem(edited, children=children, children_marker=marker, key=key, edited=True)
        return
    for told in SENTENCES[key].tell(story):
        yield ListItem(Paragraph(told).text, children=children, children_marker=marker, parts=tuple(told), key=key)


def _finished(point: ListItem, stop: str) -> ListItem:
    """End a generated point with its stop, or with a colon before its list; an edited one stays as written.

    The list under a point ends with the point's stop.
    """
    children = _stopped(point.children, stop)
    if point.edited:
        return replace(point, children=children)
    ending = ":" if children else stop
    return replace(point, text=point.text + ending, parts=(*point.parts, ending), children=children)


def _stopped(items: tuple[ListItem, ...], stop: str) -> tuple[ListItem, ...]:
    texts = with_stops([item.text for item in items], last=stop)
    return tuple(replace(item, text=text) for item, text in zip(items, texts, strict=True))


# -- tables --------------------------------------------------------------------------------------------------


def table(story: Story, part: parts.TablePart) -> Blocks:
    """Build a table; none where it would be empty."""
    layout = part.table
    if isinstance(layout, parts.CostTable) and story.inputs.facts.choices.cost_per_outcome and _has_costs(story):
        layout = tables.with_cost_per_outcome(layout)
    entries = ENTRIES[layout.rows](story, layout)
    if not entries:
        return
    if not isinstance(layout, parts.CostTable):
        made = build_table(layout, entries, story.words)
        yield made if layout.numbered else Unnumbered(made)
    elif story.has_money:
        yield build_table(layout, entries, story.words, remarks=_cost_remarks(story, layout))
    else:
        caption = layout.caption_without_money
        yield build_table(layout, entries, story.words, caption=caption, without=parts.MONEY_COLUMNS)


def _has_costs(story: Story) -> bool:
    return any(row.cost is not None for row in story.results.rows)


def _cost_remarks(story: Story, layout: parts.CostTable) -> tuple[str, ...]:
    keys = {column.key for column in layout.columns}
    remarks = []
    documents = ceiling_documents(story)
    if documents and "ceiling" in keys:
        remarks.append(f"Pagu menurut {join(documents)} yang berlaku pada {format_date(story.quarter.end)}.")
    if "efficiency" in keys and (layout.row_efficiency or layout.mean):
        remarks.append(EFFICIENCY[story.inputs.facts.choices.efficiency])
    if keys & {"cost_planned", "cost_realized"}:
        remarks.append(COST_PER_OUTCOME)
    if layout.mean and layout.total:
        remarks.append(
            f"Baris {layout.total} memuat serapan tertimbang (jumlah realisasi dibagi jumlah pagu); baris {layout.mean}"
            " memuat rata-rata persentase setiap baris."
        )
    return tuple(remarks)


def ceiling_documents(story: Story) -> tuple[str, ...]:
    """Name the budget documents that set the ceilings under the report's lines: ('DPA',)."""
    lines = story.inputs.facts.lines
    named = {row.line_id for row in story.results.rows if row.line_id is not None and row.money is not None}
    found = {
        line.ceiling.document
        for line in lines.values()
        if line.ceiling is not None and line.holds_amounts and named & set(_upwards(line, lines))
    }
    return tuple(document.label for document in CeilingDocument if document in found)


def _upwards(line: LineEntry, lines: Mapping[int, LineEntry]) -> Iterable[int]:
    for _ in BudgetLevel:
        yield line.id
        if line.parent_id is None or line.parent_id not in lines:
            return
        line = lines[line.parent_id]


def fractions(story: Story, _part: parts.Fractions) -> Blocks:
    """Display the fraction of each ratio indicator of the agreement that has one."""
    for item in story.agreement.items:
        shown = fraction_of(story, item)
        if shown is not None:
            yield shown


# -- response and signatures ---------------------------------------------------------------------------------


def responses(story: Story, part: parts.Responses) -> Blocks:
    """Draw the boxes of tanggapan atasan langsung."""
    yield response_boxes(story, as_table=part.as_table)


def signing(story: Story, part: parts.Signing) -> Blocks:
    """Write the signature block."""
    yield report_signatures(story, acknowledged=part.acknowledged)


def approval(story: Story, _part: parts.Approval) -> Blocks:
    """Mark the document as approved; nothing until it is."""
    mark = verification(story)
    if mark is not None:
        yield mark


def new_page(_story: Story, _part: parts.NewPage) -> Blocks:
    """Start a new page."""
    yield PageBreak()


BUILDERS: Mapping[type, Callable[..., Blocks]] = {
    parts.Chapter: chapter,
    parts.Title: title,
    parts.Text: text,
    parts.Listing: listing,
    parts.Outline: outline,
    parts.TablePart: table,
    parts.Fractions: fractions,
    parts.Responses: responses,
    parts.ResponseSheet: response_sheet,
    parts.AgreementAnnex: agreement_annex,
    parts.PhotoAnnex: photo_annex,
    parts.Prose: prose,
    parts.ContentsPart: long_form.contents,
    parts.OrganisationChart: long_form.organisation_chart,
    parts.Explanations: long_form.explanations,
    parts.Closing: closing,
    parts.Signing: signing,
    parts.Approval: approval,
    parts.NewPage: new_page,
}
"""What builds each kind of part."""
