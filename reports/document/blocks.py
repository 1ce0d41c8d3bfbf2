"""Parts a document is made of. Pure data: builders make them, templates and the spreadsheet draw them.

Every text is final Indonesian text and never markup. A cell carries both what is printed (`text`) and what a
spreadsheet stores (`value`), taken from the same `Figure`, so that HTML, PDF and Excel can't disagree.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reports.document.rendered import RenderedFile as RenderedFile
from reports.results import Figure


class CellKind(StrEnum):
    """How a cell is aligned and which number format a spreadsheet gives it."""

    TEXT = "text"
    NUMBER = "number"
    """A figure in an indicator's unit of measure."""
    PERCENT = "percent"
    """50.84 means 50,84 %."""
    MONEY = "money"
    """Rupiah."""
    ROW_NUMBER = "row_number"


class RowStyle(StrEnum):
    """What a table row is."""

    BODY = "body"
    DIVIDER = "divider"
    """One cell over all columns that names the rows below, e.g. 'Anggaran Program'."""
    GROUP = "group"
    """Sums the rows below it, as a program does its kegiatan; stays with the next row."""
    SUBGROUP = "subgroup"
    """The same inside a group."""
    SUBTOTAL = "subtotal"
    MEAN = "mean"
    TOTAL = "total"


class Marker(StrEnum):
    """How list items are marked."""

    ALPHA = "alpha"
    DECIMAL = "decimal"
    BULLET = "bullet"
    NONE = "none"


@dataclass(frozen=True)
class Cell:
    """A table cell. Cells hidden under a rowspan are left out of their row."""

    text: str
    kind: CellKind = CellKind.TEXT
    value: Decimal | None = None
    rowspan: int = 1
    colspan: int = 1
    indent: int = 0
    footnote: str = ""
    """Marker of the footnote that explains this cell ('a'), drawn raised."""
    items: tuple[str, ...] = ()
    """A list inside the cell, drawn with `marker` below `text`."""
    marker: Marker = Marker.ALPHA
    anchor: str = ""
    hanging: bool = False
    """Whether the text begins with a number, under which its further lines do not run."""
    figure: Figure | None = field(default=None, compare=False, repr=False)
    """The figure that it prints, as the results hold it; None for words and for what was signed otherwise."""
    ask: str = ""
    """Where the page answers how the figure came about; '' in every file, for there nobody can ask."""


@dataclass(frozen=True)
class Column:
    """A column: header, heading over it (`group`, spans neighbours of the same group), number line, share of width."""

    key: str
    header: str
    width: int
    """Share of the table's width in per cent; the shares of a table add up to 100."""
    kind: CellKind = CellKind.TEXT
    group: str = ""
    formula: str = ""
    """What the line of column numbers prints: '4', or '6=5/4'."""


@dataclass(frozen=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    style: RowStyle = RowStyle.BODY


@dataclass(frozen=True)
class Table:
    """A table; `notes` are its footnotes as (marker, sentence); a remark on the whole table has no marker.

    `number` is '' for the tables of an annexed paper, which have no place in the report's count.
    """

    key: str
    number: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    dense: bool = False
    """Drawn in smaller type, for long tables upright."""

    @property
    def anchor(self) -> str:
        """Target of references: 'tabel-2-3'; an unnumbered table's is its key."""
        return "tabel-" + (self.number or self.key).replace(".", "-")


@dataclass(frozen=True)
class Heading:
    """A chapter (level 1: 'BAB I', 'PENDAHULUAN'), section (2), subsection (3) or what stands under one (4)."""

    level: int
    number: str
    text: str
    key: str

    @property
    def anchor(self) -> str:
        """Target of references and of the outline."""
        return "bagian-" + self.key

    @property
    def label(self) -> str:
        """The number as it stands before the text: 'BAB I', '2.1', but 'A.' and '1.'."""
        plain = self.level > 1 and self.number and "." not in self.number
        return f"{self.number}." if plain else self.number


@dataclass(frozen=True)
class TableRef:
    """A reference to a table inside a sentence; print adds the page ('Tabel 2.3 halaman 5')."""

    table_key: str
    number: str
    with_page: bool = False

    @property
    def text(self) -> str:
        """What a sentence prints for it."""
        return f"Tabel {self.number}"


@dataclass(frozen=True)
class Mention:
    """A figure inside a sentence, in a document for the screen; every file holds its text alone."""

    text: str
    key: str = ""
    """The name of the figure (`reports.explanation.keys`)."""
    ask: str = ""
    """Where the page answers how the figure came about."""


Parts = tuple[str | TableRef | Mention, ...]
"""A sentence in parts."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in parts. `key` names the section text it came from ('' for fixed sentences)."""

    parts: Parts
    key: str = ""
    edited: bool = False

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class ListItem:
    """An item with its sub-items. `parts`, where given, holds the same text with its references and figures."""

    text: str
    children: tuple["ListItem", ...] = ()
    children_marker: Marker = Marker.DECIMAL
    parts: Parts = ()
    key: str = ""
    """Section text it came from, as in `Paragraph`."""
    edited: bool = False


@dataclass(frozen=True)
class ItemList:
    """A marked list."""

    items: tuple[ListItem, ...]
    marker: Marker = Marker.ALPHA
    key: str = ""


@dataclass(frozen=True)
class FractionBlock:
    """A displayed fraction with the names of its parts: label = numerator / denominator x 100 % = result."""

    label: str
    numerator: str
    denominator: str
    result: str
    figure: Figure | None = field(default=None, compare=False, repr=False)
    """The figure that it prints, which was computed from the two sides."""
    ask: str = ""
    """Where the page answers how it came about, as of a cell."""


@dataclass(frozen=True)
class ResponseBoxes:
    """The boxes of tanggapan atasan: (label, ticked) in printed order, and the note ('' leaves dotted lines).

    `as_table` draws options and boxes as the two columns of a table, with room for the note below.
    """

    options: tuple[tuple[str, bool], ...]
    note: str = ""
    as_table: bool = False


@dataclass(frozen=True)
class Banner:
    """Centred lines that name a paper inside the document: 'PERUBAHAN PERJANJIAN KINERJA TAHUN 2023'."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Definitions:
    """Names with what they stand for, on aligned colons: (('Nama', 'DIAN PERMATA'), ('Jabatan', ...))."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A photograph with its caption and date ('' for none).

    `file` is its name in the store of uploads; '' draws an empty frame that says so.
    """

    caption: str
    date: str
    file: str = ""


@dataclass(frozen=True)
class PhotoGrid:
    """Photographs, two in a row."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class SignatureColumn:
    """One signer: lines above ('Mengetahui,', 'Atasan Langsung'), title ('Plt. CAMAT ...'), name, rank, NIP.

    `nip` is grouped ('19770101 200001 2 001') and without the word NIP; '' prints no line. `name` is dots where nobody
    is appointed.
    """

    lines: tuple[str, ...]
    title: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True)
class Signatures:
    """The signature block: acknowledging superior left (or None), place, date and official right."""

    place_date: str
    left: SignatureColumn | None
    right: SignatureColumn


@dataclass(frozen=True)
class Verification:
    """The mark of an approved document: what was approved, its code in groups, and the address that answers for it.

    The address is drawn as a QR code, as text and as a link.
    """

    sentence: str
    code: str
    url: str


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: label and text of a heading, and the anchor whose page print adds."""

    label: str
    text: str
    level: int
    anchor: str


@dataclass(frozen=True)
class Contents:
    """The table of contents (daftar isi)."""

    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True)
class ChartPost:
    """A box of a chart: a post, who holds it ('' for nobody), and the posts below it."""

    name: str
    holder: str = ""
    below: tuple["ChartPost", ...] = ()


@dataclass(frozen=True)
class Chart:
    """An organisation chart. `summary` says in words what it shows, for those who cannot see it."""

    caption: tuple[str, ...]
    summary: str
    posts: tuple[ChartPost, ...]


@dataclass(frozen=True)
class PageBreak:
    """Starts a new page."""


Block = (
    Heading
    | Paragraph
    | ItemList
    | Table
    | FractionBlock
    | ResponseBoxes
    | Banner
    | Definitions
    | PhotoGrid
    | Signatures
    | Verification
    | Contents
    | Chart
    | PageBreak
)


@dataclass(frozen=True)
class Cover:
    """The cover, from top to bottom. Any line may be ''; `byline` stands above the official's name.

    Without `arms`, or where the store has lost them, a neutral shield keeps their place.
    """

    regency: str
    title: str
    subtitle: str
    quarter: str
    official: str
    nip: str
    position: str
    unit: str
    year: str
    address: tuple[str, ...] = ()
    byline: str = ""
    arms: Picture | None = None


@dataclass(frozen=True)
class ReportDocument:
    """A whole report. `slug` makes file names.

    `draft` says what is not done yet, and draws the watermark while it says anything.
    """

    title: str
    slug: str
    running_head: str
    author: str
    draft: str
    cover: Cover
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The outline."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def verification(self) -> Verification | None:
        """The mark of an approved document, None on any other."""
        return next((block for block in self.blocks if isinstance(block, Verification)), None)
