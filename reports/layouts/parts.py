"""What a form is made of: parts in order, each with its options. Data only; `reports.document` builds them.

Headers, captions and titles may hold the words of `reports.narrative.Story.words` in braces, e.g. '{position}'.
"""

from dataclasses import dataclass
from enum import StrEnum

from agreements.enums import ReportForm
from reports.document.blocks import Marker


class RowSource(StrEnum):
    """Which entries a table lists."""

    AGREEMENT = "agreement"
    """The agreement's indicators, as signed."""
    ACHIEVEMENT = "achievement"
    """The agreement's indicators with what was reached."""
    COST = "cost"
    """Indicators and budget lines with performance and money."""
    BUDGET = "budget"
    """The agreement's budget lines with the amounts it was signed with."""
    KEGIATAN_BUDGET = "kegiatan_budget"
    """The same per kegiatan, with the objective and indicators it serves."""
    GROUPED_BUDGET = "grouped_budget"
    """The agreement's budget lines under their kegiatan, each kegiatan with its sum."""
    ACTIVITIES = "activities"
    """Followed-up activities under their kinds."""
    LAST_YEAR = "last_year"
    """The agreement's indicators against the same quarter of last year, with the differences."""
    MEDIUM_TERM = "medium_term"
    """The agreement's indicators against the medium-term target and the two years before."""
    BUDGET_TREE = "budget_tree"
    """All budget lines by code, indented by level."""
    STRATEGIES = "strategies"
    STRATEGIES_REACHED = "strategies_reached"
    STRATEGIES_UNREACHED = "strategies_unreached"


class NumberLine(StrEnum):
    """How the line of column numbers under the header is written."""

    NONE = ""
    PLAIN = "{}"
    BRACKETS = "({})"


class Numbering(StrEnum):
    """How the sections of a chapter are numbered; tables are always numbered by chapter and place."""

    CHAPTER = "chapter"
    """2.1, 2.2"""
    LOWER = "lower"
    """a, b"""
    UPPER = "upper"
    """A, B"""


@dataclass(frozen=True)
class ColumnLayout:
    """A column: which cells it takes, header, share of width, heading over it, what it is the ratio of."""

    key: str
    header: str
    width: int
    group: str = ""
    ratio: tuple[str, str] | tuple[()] = ()
    """Keys of the columns it divides, for the line of column numbers: 6=5/4."""


@dataclass(frozen=True)
class TableLayout:
    """A table: entries, caption, columns, and the rows under them."""

    key: str
    rows: RowSource
    caption: str
    columns: tuple[ColumnLayout, ...]
    number_line: NumberLine = NumberLine.PLAIN
    total: str = ""
    """Label of the row of sums; '' for none."""
    mean: str = ""
    """Label of the row of means; '' for none."""
    landscape: bool = False
    dense: bool = False
    """Whether it is drawn in smaller type."""
    numbered: bool = True
    """False for a table of an annexed paper."""
    levels: bool = False
    """Whether objectives of each level form a block of their own, named and numbered apart."""


MONEY_COLUMNS = frozenset(
    {"ceiling", "spent", "remaining", "absorption", "efficiency", "cost_planned", "cost_realized", "cost_ratio"}
)
"""Columns of the cost table that say nothing without a budget."""


@dataclass(frozen=True)
class CostTable(TableLayout):
    """The cost-per-outcome table.

    `combined` tells the computation to put performance and money in one row. `caption_without_money` and the columns
    with money or efficiency fall away where the agreement names no budget line.
    """

    combined: bool = False
    divider: str = ""
    """Names the budget rows, in a row of its own between the two blocks; '' for none."""
    budget_indicator: bool = True
    """Whether budget rows name the indicator they pay for."""
    budget_performance: bool = True
    """Whether budget rows print its target, realization and achievement."""
    row_efficiency: bool = True
    """Whether each row prints its own efficiency; the table's stands in the row of means."""
    lettered: bool = False
    """Whether budget rows are numbered by the objective they serve: 1.a, 1.b, 2.a."""
    caption_without_money: str = "Kinerja {position} Tahun {year} – {quarter}"

    @property
    def shows_money(self) -> bool:
        """Whether any column tells of money; a form without a cost table may tell of it elsewhere."""
        return not self.columns or any(column.key in MONEY_COLUMNS for column in self.columns)


NO_COST_TABLE = CostTable(key="", rows=RowSource.COST, caption="", columns=())


# -- parts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chapter:
    """Starts a chapter: 'BAB II', 'AKUNTABILITAS KINERJA'. An unnumbered one (kata pengantar) has no number."""

    key: str
    title: str
    numbered: bool = True


@dataclass(frozen=True)
class Title:
    """Starts a section (level 2), a subsection (level 3) or what stands under one (level 4)."""

    key: str
    title: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A generated section text, by its key in `reports.narrative.SENTENCES`."""

    key: str


@dataclass(frozen=True)
class Listing:
    """A list from the inputs, by its key in `reports.document.sections.LISTS`."""

    key: str
    marker: Marker = Marker.ALPHA
    children_marker: Marker = Marker.DECIMAL


@dataclass(frozen=True)
class Outline:
    """The contents in words: chapters with their sections, as they are numbered."""


@dataclass(frozen=True)
class TablePart:
    """A table."""

    table: TableLayout


@dataclass(frozen=True)
class Fractions:
    """The displayed fraction of each ratio indicator, with the names of its parts."""


@dataclass(frozen=True)
class ContentsPart:
    """The table of contents, down to headings of level `depth`; its chapter has the key 'contents'."""

    depth: int = 3


@dataclass(frozen=True)
class OrganisationChart:
    """The chart of the unit's posts, by who is whose superior."""


@dataclass(frozen=True)
class Explanations:
    """Per indicator of the agreement: its formula with the displayed fraction, the table of activities, its rules."""

    activities: TableLayout


@dataclass(frozen=True)
class Prose:
    """A list from the inputs as paragraphs, by its key in `reports.document.sections.LISTS`."""

    key: str


@dataclass(frozen=True)
class Responses:
    """The boxes of tanggapan atasan langsung, as a list or in a table with a note under it."""

    as_table: bool = False


@dataclass(frozen=True)
class ResponseSheet:
    """Tanggapan atasan langsung on a page of its own, for a form without a section for it (lembar tanggapan)."""

    title: str = "LEMBAR TANGGAPAN ATASAN LANGSUNG"


@dataclass(frozen=True)
class AgreementAnnex:
    """The agreement as a lampiran: statement of both parties, table, budget, signatures."""

    title: str = "PERJANJIAN KINERJA"


@dataclass(frozen=True)
class PhotoAnnex:
    """The photographs as a lampiran; nothing where the report has none."""

    title: str = "DOKUMENTASI KEGIATAN {quarter_upper}"


@dataclass(frozen=True)
class Closing:
    """The numbered points of the last chapter, by their keys in `reports.narrative.SENTENCES`."""

    points: tuple[str, ...]
    marker: Marker = Marker.DECIMAL
    strategies_marker: Marker = Marker.ALPHA


@dataclass(frozen=True)
class Signing:
    """The signature block; `acknowledged` puts the direct superior on the left."""

    acknowledged: bool = True


@dataclass(frozen=True)
class Approval:
    """The mark of an approved report: code, QR code and address. Nothing until it is approved."""


@dataclass(frozen=True)
class NewPage:
    """Starts a new page."""


Part = (
    Chapter
    | Title
    | Text
    | Listing
    | Prose
    | Outline
    | ContentsPart
    | OrganisationChart
    | Explanations
    | TablePart
    | Fractions
    | Responses
    | ResponseSheet
    | Closing
    | Signing
    | Approval
    | AgreementAnnex
    | PhotoAnnex
    | NewPage
)


@dataclass(frozen=True)
class CoverLayout:
    """The lines of the cover that differ by form; '' leaves one out."""

    title: str = "LAPORAN KINERJA"
    subtitle: str = ""
    byline: str = ""
    nip: bool = False
    official: bool = True
    position: bool = True
    address: bool = False


@dataclass(frozen=True)
class Layout:
    """A form of report."""

    form: ReportForm
    parts: tuple[Part, ...]
    cover: CoverLayout = CoverLayout()
    numbering: Numbering = Numbering.CHAPTER

    @property
    def tables(self) -> tuple[TableLayout, ...]:
        """All tables, in order."""
        return tuple(part.table for part in self.parts if isinstance(part, TablePart))

    @property
    def cost_table(self) -> CostTable:
        """The cost-per-outcome table; an empty one where the form has none."""
        return next((table for table in self.tables if isinstance(table, CostTable)), NO_COST_TABLE)
