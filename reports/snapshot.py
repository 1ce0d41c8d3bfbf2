"""What a report says, place by place, as printed; and what differs between two such readings. Pure.

A snapshot is kept with each submission and each approval, so that a superior sees what changed since the report was
returned. Its texts are compared and shown, never computed with. Keys are addresses: 'indikator-12/realisasi' is the
realization of the indicator whose cell in the entry grid is 'indikator-12' (`reports.anchors`); remarks are pinned to
the part before the slash.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from agreements.numbers import format_date, format_rupiah
from reports.anchors import (
    ACTIVITY,
    CLOSING_POINT,
    ENTRY_CELLS,
    FOLLOW_UP,
    INDICATOR,
    LINE,
    OBSTACLE,
    SIGNATURES,
    TOTALS,
    apart,
    indicator_anchor,
    line_anchor,
    photo_anchor,
    strategy_anchor,
    text_anchor,
)
from reports.document import figures
from reports.document.blocks import Cell, SignatureColumn
from reports.document.edited import plain, sections
from reports.document.fractions import fraction_of
from reports.document.lists import printed_lists
from reports.document.numbering import letters
from reports.document.people import report_signatures
from reports.document.rows import strategy_subject
from reports.inputs import ItemEntry, PhotoEntry, ReportInputs, StrategyEntry
from reports.layouts import layout_for, parts
from reports.layouts.parts import RowSource
from reports.narrative import Story
from reports.results import CostRow, CostTotals, Figure, LineResult, OutcomeHalf, ReportResults

Snapshot = dict[str, list[str]]
"""Key -> [label, printed text, place]. The place orders them: PostgreSQL keeps keys of an object in its own order."""

Said = tuple[str, str, str]
"""Key, label, printed text."""

NOTE = "keterangan"
"""What stands beside a figure in words."""

FIGURES = (*ENTRY_CELLS, TOTALS)
"""How the anchors of figures start."""

LISTS = ("strategies", "follow_ups", "obstacles", "activities", "closing_points", "photos")
"""Fields of `ReportInputs` that hold lists."""

PLACES: Mapping[str, str] = {
    INDICATOR: "Indikator",
    LINE: "Anggaran",
    TOTALS: "Jumlah dan rata-rata",
    SIGNATURES: "Tanda tangan",
}
"""What holds several figures, by the start of its anchor, as remarks name it."""

SIGNED_MONEY = frozenset({RowSource.BUDGET, RowSource.KEGIATAN_BUDGET, RowSource.GROUPED_BUDGET})
"""Tables that print the amounts the agreement was signed with."""


@dataclass(frozen=True)
class Change:
    """A place that says something else than before; '' where it said or says nothing."""

    key: str
    label: str
    before: str
    after: str

    @property
    def anchor(self) -> str:
        """What a remark on this place is pinned to: 'indikator-12' for 'indikator-12/realisasi'."""
        return self.key.partition("/")[0]

    @property
    def figure(self) -> bool:
        """Whether a figure differs, and not words, a list or a name."""
        anchor, _, what = self.key.partition("/")
        return bool(what) and what != NOTE and anchor.startswith(FIGURES)


def snapshot_of(inputs: ReportInputs, results: ReportResults) -> Snapshot:
    """Return everything that people decide on in a report: figures, notes, texts, lists, names and the date."""
    story = Story(inputs, results, layout_for(inputs.form))
    found: Snapshot = {}
    for key, label, text in _said(story):
        shown = plain(text)
        if shown and key not in found:
            found[key] = [plain(label), shown, str(len(found))]
    return found


def changes(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> tuple[Change, ...]:
    """Return what differs, in the order of `after`; what vanished follows what it stood behind."""
    old, new = _texts(before), _texts(after)
    behind: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in new:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    order = [*behind.get("", ()), *(each for key in new for each in (key, *behind.get(key, ())))]
    nothing = ("", "")
    return tuple(
        Change(key, new.get(key, old.get(key, nothing))[0], old.get(key, nothing)[1], new.get(key, nothing)[1])
        for key in order
        if old.get(key, nothing)[1] != new.get(key, nothing)[1]
    )


def places(snapshot: Mapping[str, list[str]]) -> dict[str, str]:
    """Return what remarks can be pinned to, in the order in which the report says it: anchor -> name.

    An indicator is one place with its target, realization and achievement: 'Indikator – Jumlah keluarga'.
    """
    found: dict[str, str] = {}
    for key, (label, _) in _texts(snapshot).items():
        anchor, _, figure = key.partition("/")
        found.setdefault(anchor, _place_name(anchor, label) if figure else label)
    return found


def _place_name(anchor: str, label: str) -> str:
    """Return the name of a place from the label of its first figure: 'Target – Jumlah keluarga', 'Hambatan 1'."""
    _, _, name = label.partition(" – ")
    kind = next((word for start, word in PLACES.items() if anchor.startswith(start)), "")
    return f"{kind} – {name}" if kind and name else kind or label


def _texts(snapshot: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    """Return label and text by key, in the order in which the report says them."""
    placed = sorted(snapshot.items(), key=lambda row: [int(place) for place in row[1][2:]])
    return {key: (entry[0], entry[1]) for key, entry in placed}


def _said(story: Story) -> Iterator[Said]:
    yield from _promised(story)
    for row in story.results.rows:
        yield from _row(story, row)
    yield from _tree(story)
    yield from _signed_money(story)
    yield from _totals(story)
    for section in sections(story.inputs, story.results):
        yield text_anchor(section.key), section.title, section.printed
    yield from _lists(story)
    yield from _people(story)


# -- figures -----------------------------------------------------------------------------------------------------------


def _cell(cell: Cell) -> str:
    """Return a figure with the footnote that it carries: '–' and why, or what a sum left out."""
    return f"{cell.text} ({cell.footnote})" if cell.footnote else cell.text


def _rupiah(figure: Figure, typed: str = "") -> str:
    cell = figures.money(figure, typed)
    return _cell(cell if figure.value is None else replace(cell, text=format_rupiah(figure.value)))


def _promised(story: Story) -> Iterator[Said]:
    """Say what the agreement promised and what was reached."""
    fractions = any(isinstance(part, parts.Fractions | parts.Explanations) for part in story.layout.parts)
    for item in story.agreement.items:
        result = story.results.facts.indicators[item.indicator_id]
        half = OutcomeHalf(result.id, result.target, result.realization, result.achievement)
        yield from _performance(story, half, item)
        shown = fraction_of(story, item) if fractions else None
        if shown is not None:
            key = f"{indicator_anchor(item.indicator_id)}/pecahan"
            yield key, f"Penghitungan – {shown.label}", f"{shown.numerator} / {shown.denominator}"


def _performance(story: Story, half: OutcomeHalf, item: ItemEntry | None) -> Iterator[Said]:
    indicator = story.inputs.facts.indicators[half.indicator_id]
    typed = indicator.realizations.get(story.quarter.number)
    name = story.item_name(item) if item else indicator.name
    cap = story.inputs.facts.choices.display_cap
    texts = {
        "Target": _cell(figures.current_target(item, indicator, half.target)),
        "Realisasi": _cell(figures.realization(indicator, half.realization, story.quarter.number)),
        "Capaian": _cell(figures.percent(half.achievement, typed.missing_reason if typed else "", cap)),
        "Keterangan": typed.note if typed else "",
    }
    for what, text in texts.items():
        yield f"{indicator_anchor(half.indicator_id)}/{what.lower()}", f"{what} – {name}", text


def _row(story: Story, row: CostRow) -> Iterator[Said]:
    """Say the outcomes and the money of a row of the cost table."""
    table = story.layout.cost_table
    if row.kind == "indicator" or table.combined or table.budget_performance:
        for half in row.outcomes:
            yield from _performance(story, half, story.item_of(half.indicator_id))
    if row.money is not None and row.line_id is not None and story.has_money:
        yield from _line(story, row.line_id, row.money)


def _line(story: Story, line_id: int, money: LineResult) -> Iterator[Said]:
    line = story.inputs.facts.lines.get(line_id)
    typed = line.missing_reason if line else ""
    name = story.line_name(line_id)
    anchor = line_anchor(line_id)
    yield f"{anchor}/pagu", f"Pagu – {name}", _rupiah(money.ceiling)
    yield f"{anchor}/realisasi", f"Realisasi anggaran – {name}", _rupiah(money.spent, typed)
    yield f"{anchor}/serapan", f"Serapan – {name}", _cell(figures.percent(money.absorption, typed))
    yield f"{anchor}/keterangan", f"Keterangan – {name}", line.note if line else ""


def _tables(story: Story) -> frozenset[RowSource]:
    return frozenset(table.rows for table in story.layout.tables)


def _tree(story: Story) -> Iterator[Said]:
    """Say the lines of the budget tree, where the form prints it."""
    if RowSource.BUDGET_TREE in _tables(story):
        for line in story.tree:
            yield from _line(story, line.id, story.results.facts.lines[line.id])


def _signed_money(story: Story) -> Iterator[Said]:
    """Say the amounts of the signed agreement, where the form prints them."""
    annexed = any(isinstance(part, parts.AgreementAnnex) for part in story.layout.parts)
    if annexed or SIGNED_MONEY & _tables(story):
        for key, amount in story.results.signed.amounts.items():
            label = f"Anggaran dalam Perjanjian Kinerja – {story.line_name(key)}"
            yield f"{line_anchor(key)}/perjanjian", label, _rupiah(amount)


def _totals(story: Story) -> Iterator[Said]:
    """Say the sums and means under the tables, where the form prints them."""
    totals, table = story.results.totals, story.layout.cost_table
    if story.has_money and table.total:
        yield from _sums(totals)
    if story.has_money and table.mean:
        yield f"{TOTALS}/rata-rata-capaian", "Rata-rata capaian", _cell(figures.percent(totals.mean_achievement))
        yield f"{TOTALS}/rata-rata-serapan", "Rata-rata serapan", _cell(figures.percent(totals.mean_absorption))
        yield f"{TOTALS}/efisiensi", "Efisiensi", _cell(figures.points(totals.efficiency))
    if story.tree and RowSource.BUDGET_TREE in _tables(story):
        yield from _sums(story.tree_total)


def _sums(totals: CostTotals | LineResult) -> Iterator[Said]:
    yield f"{TOTALS}/pagu", "Jumlah pagu", _rupiah(totals.ceiling)
    yield f"{TOTALS}/realisasi", "Jumlah realisasi anggaran", _rupiah(totals.spent)
    yield f"{TOTALS}/serapan", "Serapan seluruhnya", _cell(figures.percent(totals.absorption))


# -- lists -------------------------------------------------------------------------------------------------------------


def _lists(story: Story) -> Iterator[Said]:
    """Say what people wrote in lists, as far as the form prints them."""
    inputs = story.inputs
    filled = [name for name in LISTS if getattr(inputs, name)]
    printed = printed_lists(inputs, story.results, filled)
    if "strategies" in printed:
        yield from _apart(_strategy(story, row) for row in inputs.strategies)
    if "follow_ups" in printed:
        yield from _numbered(FOLLOW_UP, "Rencana tindak lanjut", inputs.follow_ups)
    if "obstacles" in printed:
        for number, (obstacle, solution) in enumerate(inputs.obstacles, start=1):
            yield f"{OBSTACLE}{number}/hambatan", f"Hambatan {number}", obstacle
            yield f"{OBSTACLE}{number}/solusi", f"Solusi atas hambatan {number}", solution
    if "activities" in printed:
        for number, (group, text) in enumerate(inputs.activities, start=1):
            yield f"{ACTIVITY}{number}", f"Aktivitas {number} – {group}", text
    if "closing_points" in printed:
        yield from _numbered(CLOSING_POINT, "Strategi di penutup", inputs.closing_points)
    if "photos" in printed:
        yield from _apart(_photo(number, row) for number, row in enumerate(inputs.photos, start=1))


def _photo(number: int, row: PhotoEntry) -> Said:
    """Return a caption at the address of its picture: another picture under the same caption is another photograph."""
    dated = f"{row.caption} ({format_date(row.taken_on)})" if row.taken_on else row.caption
    return photo_anchor(number, row), f"Foto {number}", dated


def _numbered(start: str, label: str, texts: Iterable[str]) -> Iterator[Said]:
    for number, text in enumerate(texts, start=1):
        yield f"{start}{number}", f"{label} {number}", text


def _apart(entries: Iterable[Said]) -> Iterator[Said]:
    """Number what stands under the same key from the second on: 'foto-a-2', 'Foto 3 (2)'."""
    rows = tuple(entries)
    for (key, label, text), name in zip(rows, apart(key for key, _, _ in rows), strict=True):
        yield name, label if name == key else f"{label} ({name.removeprefix(f'{key}-')})", text


def _strategy(story: Story, row: StrategyEntry) -> Said:
    """Return the strategies for one subject, a line each, with their months."""
    subject = strategy_subject(story, row)
    lines = [row.lead_in] if row.lead_in else []
    for place, (text, own) in enumerate(row.items, start=1):
        months = own or row.months
        marked = f"{letters(place)}. {text}" if len(row.items) > 1 else text
        lines.append(f"{marked} ({months})" if months else marked)
    return strategy_anchor(row), f"Strategi – {subject}", "\n".join(lines)


# -- signatures --------------------------------------------------------------------------------------------------------


def _people(story: Story) -> Iterator[Said]:
    """Say who signs, and when."""
    signed = report_signatures(story, acknowledged=True)
    yield f"{SIGNATURES}/pejabat", "Pejabat yang melapor", _signer(signed.right)
    yield f"{SIGNATURES}/atasan", "Atasan langsung", _signer(signed.left) if signed.left else ""
    yield f"{SIGNATURES}/tanggal", "Tempat dan tanggal laporan", signed.place_date


def _signer(column: SignatureColumn) -> str:
    return "\n".join(
        text for text in (column.title, column.name, column.rank, column.nip and f"NIP. {column.nip}") if text
    )
