"""What only the long form has: contents, organisation list and chart, and the explanation of each indicator. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from agreements.enums import CitationPurpose, Echelon
from reports.document.blocks import Block, Chart, ChartPost, Heading, ItemList, ListItem, Marker, Paragraph
from reports.document.fractions import fraction_of
from reports.document.long_tables import activity_entries
from reports.document.numbering import ContentsPlace
from reports.document.tables import build_table
from reports.inputs import ItemEntry, PostEntry
from reports.layouts import parts
from reports.narrative import Story, comparisons
from reports.narrative.words import join, regulation, with_stops

Blocks = Iterable[Block | ContentsPlace]


def contents(_story: Story, part: parts.ContentsPart) -> Blocks:
    """Mark where the table of contents goes."""
    yield ContentsPlace(part.depth)


# -- the organisation ------------------------------------------------------------------------------------------


def organisation_chart(story: Story, _part: parts.OrganisationChart) -> Blocks:
    """Draw the structural posts of the unit by who is whose superior; nothing where none is known."""
    posts = tuple(_chart_posts(structural_posts(story)))
    if not posts:
        return
    unit = story.inputs.facts.unit
    formed = [regulation(row) for row in story.citations(CitationPurpose.FORMATION)]
    source = (f"menurut {join(formed)}",) if formed else ()
    title = f"Bagan Organisasi {unit.name}"
    told = "; ".join(sentence for post in posts for sentence in _told(post))
    yield Chart(caption=(title, *source), summary=f"{title}: {told}.", posts=posts)


def structural_posts(story: Story) -> tuple[PostEntry, ...]:
    """Return the posts of the unit with an echelon: staff stand in no chart."""
    return tuple(post for post in story.inputs.facts.unit.posts if post.echelon is not Echelon.STAFF)


def _tops(posts: Sequence[PostEntry]) -> list[PostEntry]:
    """Return the posts whose superior is none of the unit's."""
    ids = {post.id for post in posts}
    return [post for post in posts if post.superior_id not in ids]


def _below(post: PostEntry, posts: Sequence[PostEntry]) -> list[PostEntry]:
    return [other for other in posts if other.superior_id == post.id]


def _chart_posts(posts: Sequence[PostEntry]) -> Iterator[ChartPost]:
    def grow(post: PostEntry) -> ChartPost:
        return ChartPost(post.name, post.holder, tuple(grow(below) for below in _below(post, posts)))

    return map(grow, _tops(posts))


def _told(post: ChartPost) -> Iterator[str]:
    """Say in words who stands under whom."""
    name = f"{post.name} ({post.holder})" if post.holder else post.name
    yield f"{name} membawahi {join([below.name for below in post.below])}" if post.below else name
    for below in post.below:
        if below.below or below.holder:
            yield from _told(below)


def _organisation(story: Story) -> tuple[ListItem, ...]:
    """List what the unit consists of: its head, and every part with the parts of that."""
    posts = structural_posts(story)
    tops = _tops(posts)
    parts_of_unit = [post for top in tops for post in _below(top, posts)]
    return _listed([top.name for top in tops], [()] * len(tops), last=not parts_of_unit) + _listed(
        [body_of(post.name) for post in parts_of_unit],
        [[body_of(below.name) for below in _below(post, posts)] for post in parts_of_unit],
    )


def _listed(names: Sequence[str], below: Sequence[Sequence[str]], *, last: bool = True) -> tuple[ListItem, ...]:
    leading = [place for place, names_below in enumerate(below) if names_below]
    stop = "." if last else ";"
    texts = with_stops(
        [f"{name}, yang terdiri atas" if place in leading else name for place, name in enumerate(names)],
        leading=leading,
        last=stop,
    )
    return tuple(
        ListItem(text, children=_lines(parts_below, stop=stop if place == len(texts) else ";"))
        for place, (text, parts_below) in enumerate(zip(texts, below, strict=True), start=1)
    )


BODIES: Mapping[str, str] = {
    "Kepala ": "",
    "Sekretaris ": "Sekretariat ",
    "Kasubbag ": "Sub Bagian ",
    "Kasubag ": "Sub Bagian ",
    "Kasi ": "Seksi ",
}
"""How the name of a post begins, and what the part of the unit that it leads is called."""


def body_of(post: str) -> str:
    """Return the part of a unit that a post leads: 'Seksi Pemerintahan' for 'Kepala Seksi Pemerintahan'."""
    for start, body in BODIES.items():
        if post.startswith(start):
            return body + post.removeprefix(start)
    return post


# -- lists -----------------------------------------------------------------------------------------------------


def _lines(texts: Sequence[str], stop: str = ".") -> tuple[ListItem, ...]:
    return tuple(ListItem(text) for text in with_stops(texts, last=stop))


def _issues(story: Story) -> tuple[ListItem, ...]:
    """List the groups of issues, each with its own."""
    groups: dict[str, list[str]] = {}
    for group, text in story.inputs.facts.unit.issues:
        groups.setdefault(group, []).append(text)
    return tuple(
        ListItem(
            f"{group}:",
            children=_lines(texts, stop="." if place == len(groups) else ";"),
            children_marker=Marker.DECIMAL,
        )
        for place, (group, texts) in enumerate(groups.items(), start=1)
    )


def _formulas(story: Story) -> tuple[ListItem, ...]:
    """List the agreement's indicators, each with its formula in words."""
    items = []
    for item in story.agreement.items:
        definition = story.inputs.facts.indicators[item.indicator_id].definition.strip()
        told = f"Cara penghitungan: {definition}" if definition else "Cara penghitungan belum dicatat."
        items.append(ListItem(story.item_name(item), children=(ListItem(told),), children_marker=Marker.NONE))
    return tuple(items)


def _rules(story: Story) -> tuple[ListItem, ...]:
    """List the rules on what counts as on time."""
    return tuple(
        ListItem(line)
        for item in story.on_time_items
        for line in story.inputs.facts.indicators[item.indicator_id].on_time_rule.splitlines()
        if line.strip()
    )


LISTS: Mapping[str, Callable[[Story, parts.Listing], tuple[ListItem, ...]]] = {
    "organisation": lambda story, _part: _organisation(story),
    "issues": lambda story, _part: _issues(story),
    "goal_aspects": lambda story, _part: _lines(story.inputs.facts.unit.goal_aspects),
    "objectives": lambda story, _part: _lines([row.text for row in story.agreement.objectives]),
    "formulas": lambda story, _part: _formulas(story),
    "on_time": lambda story, _part: _rules(story),
    "causes": lambda story, _part: _lines([text for text, _ in story.inputs.obstacles]),
    "solutions": lambda story, _part: _lines(story.solutions),
    "programmes": lambda story, _part: _lines([comparisons.programme_line(story, line) for line in story.programmes]),
}
"""Lists of the long form, by the key under which a layout names them."""


# -- each indicator --------------------------------------------------------------------------------------------


def explanations(story: Story, part: parts.Explanations) -> Blocks:
    """Explain each indicator: formula, fraction, the activities behind it, and when something counts as on time."""
    with_activities = _counts_activities(story)
    for place, item in enumerate(story.agreement.items, start=1):
        yield Heading(level=4, number="", text=f"Indikator: {story.item_name(item)}", key=f"indicator_{place}")
        yield Paragraph((comparisons.explanation(story, item),))
        fraction = fraction_of(story, item, named=False)
        if fraction is not None:
            yield fraction
        if item is with_activities:
            yield from _activities(story, part)
        yield from _parts_reached(story, item)
    if with_activities is None:
        yield from _activities(story, part)


def _counts_activities(story: Story) -> ItemEntry | None:
    """Return the first indicator that counts one thing out of another: the activities are what it counts."""
    for item in story.agreement.items:
        fraction = story.results.facts.indicators[item.indicator_id].fraction
        if fraction is not None and len(fraction.numerator_terms) == 1:
            return item
    return None


def _activities(story: Story, part: parts.Explanations) -> Blocks:
    entries = activity_entries(story, part.activities)
    if entries:
        yield from (Paragraph(told) for told in comparisons.activities(story))
        yield build_table(part.activities, entries, story.words)


def _parts_reached(story: Story, item: ItemEntry) -> Blocks:
    """Repeat the rules beside what they led to, where the indicator has several parts."""
    rules = story.inputs.facts.indicators[item.indicator_id].on_time_rule.splitlines()
    if rules:
        yield Paragraph(("Dokumen dinyatakan tepat waktu dengan ketentuan sebagai berikut:",))
        yield ItemList(tuple(ListItem(rule) for rule in rules if rule.strip()), Marker.DECIMAL)
    told = comparisons.parts_reached(story, story.results.facts.indicators[item.indicator_id])
    if told:
        yield Paragraph((told,))
