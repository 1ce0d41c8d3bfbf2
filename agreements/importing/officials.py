"""A sheet of officials, held against the posts of a unit: who would take which post, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.enums import AppointmentKind
from agreements.forms.seen import fingerprint
from agreements.numbers import format_date, format_nip, nip_fault
from agreements.organisation import NewSpan, Seat, Span, SpanError, fit, overlap
from agreements.queries.organisation import KnownOfficial, StandingPeople
from agreements.sheets import (
    Column,
    Difference,
    Heading,
    Preview,
    PreviewRow,
    RowState,
    Sheet,
    SheetRow,
    cell_date,
    cell_text,
    find_heading,
    rows_below,
)
from agreements.sheets.headings import words_of

COLUMNS = (
    Column("post", "Jabatan", ("jabatan", "nama jabatan")),
    Column("name", "Nama dan gelar", ("nama dan gelar", "nama pejabat", "nama")),
    Column("nip", "NIP", ("nip",)),
    Column("rank", "Pangkat/golongan", ("pangkat golongan", "pangkat", "golongan"), required=False),
    Column("kind", "Status", ("status", "jenis penugasan"), required=False),
    Column("start", "Mulai", ("mulai", "mulai bertugas", "tmt")),
)
"""What an import of officials looks for; the template has these headings in this order."""

KIND_WORDS: Mapping[str, AppointmentKind] = {
    words_of(word): kind for kind in AppointmentKind for word in (kind.label, kind.label.rstrip("."), kind.value)
}

LOST_DIGITS = (
    "NIP tersimpan sebagai angka, jadi angka terakhirnya hilang di Excel."
    " Ubah format kolomnya menjadi Teks, lalu ketik lagi."
)
MOST_LONG = {"name": 120, "rank": 60}


@dataclass(frozen=True)
class OfficialRow:
    """A row as it was read: `faults` are sentences on cells that could not be read."""

    number: int
    post: str
    name: str
    nip: str
    rank: str
    kind: AppointmentKind
    start: date | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficialsPlan:
    """What a sheet asks for: its preview, and the seats to take when it is applied."""

    preview: Preview
    seats: tuple[Seat, ...]


def read_officials(sheets: Sequence[Sheet]) -> tuple[str, tuple[OfficialRow, ...]]:
    """Return the name of the sheet of officials, and its rows that name one.

    Raises:
        SheetRefusedError: no sheet has the headings.
    """
    sheet, heading = find_heading(sheets, COLUMNS)
    rows = [_read(row, heading) for row in rows_below(sheet, heading)]
    return sheet.name, tuple(row for row in rows if row.name or row.nip)


def _read(row: SheetRow, heading: Heading) -> OfficialRow:
    faults = []
    texts = {key: cell_text(heading.value(row, key)) for key in ("post", "name", "rank", "kind")}
    for key, most in MOST_LONG.items():
        if len(texts[key]) > most:
            faults.append(f"“{texts[key][:30]}…” terlalu panjang: paling banyak {most} huruf.")
    nip, fault = _nip(heading.value(row, "nip"))
    faults += [fault] if fault else []
    kind = KIND_WORDS.get(words_of(texts["kind"]), None) if texts["kind"] else AppointmentKind.DEFINITIVE
    if kind is None:
        faults.append(f"Status “{texts['kind']}” tidak dikenal. Tulis Definitif, Plt., Plh. atau Pj.")
    start, fault = cell_date(heading.value(row, "start"))
    if fault or start is None:
        faults.append(fault or "Tanggal mulai belum ditulis.")
    if not texts["name"]:
        faults.append("Nama belum ditulis.")
    return OfficialRow(
        row.number,
        texts["post"],
        texts["name"],
        nip,
        texts["rank"],
        kind or AppointmentKind.DEFINITIVE,
        start,
        tuple(faults),
    )


def _nip(value: object) -> tuple[str, str]:
    """Return an NIP and what is wrong with it: of a number Excel keeps 15 digits, so three of an NIP are lost."""
    if isinstance(value, Decimal):
        return f"{value:f}", LOST_DIGITS
    nip = "".join(cell_text(value).split())
    fault = nip_fault(nip) if nip else ""
    return nip, f"NIP “{nip}” {fault}." if fault else ""


def plan_officials(name: str, rows: Sequence[OfficialRow], standing: StandingPeople, *, move: bool) -> OfficialsPlan:
    """Hold rows against the posts of a unit and who holds them.

    Args:
        name: of the sheet.
        rows: as they were read.
        standing: posts and people of this moment.
        move: whether definitive appointments elsewhere end for the new ones.
    """
    posts = {words_of(post): key for key, post in standing.posts.items()}
    known = {official.nip: official for official in standing.officials}
    shown, seats = [], []
    taken: dict[int, list[Span]] = {}
    persons: dict[str, int] = {}
    for row in rows:
        key = posts.get(words_of(row.post))
        faults = list(row.faults)
        if key is None:
            faults.append(_no_post(row.post, standing))
        if faults or key is None or row.start is None:
            shown.append(_shown(row, RowState.REFUSED, faults))
            continue
        spans = standing.spans.get(key, ())
        if any(_is_same(row, span, standing) for span in spans):
            shown.append(_shown(row, RowState.SAME))
            continue
        faults += _person_faults(row, key, known.get(row.nip), move)
        if row.nip and row.nip in persons and row.kind == AppointmentKind.DEFINITIVE:
            faults.append(f"NIP ini juga ada di baris {persons[row.nip]}.")
        new = NewSpan(row.kind, row.start)
        try:
            ended = fit(new, [*spans, *taken.get(key, ())])
        except SpanError as error:
            faults.append(str(error))
            ended = {}
        if faults:
            shown.append(_shown(row, RowState.REFUSED, faults))
            continue
        if row.kind == AppointmentKind.DEFINITIVE:
            persons[row.nip] = row.number
        taken.setdefault(key, []).append(Span(-row.number, row.kind, row.start, None, row.name))
        seats.append(Seat(key, row.name, row.nip, row.rank, row.kind, row.start))
        shown.append(_taking(row, [span for span in spans if span.key in ended], ended))
    columns = tuple(column.label for column in COLUMNS)
    return OfficialsPlan(Preview(name, columns, tuple(shown), fingerprint((standing, move))), tuple(seats))


def _no_post(post: str, standing: StandingPeople) -> str:
    if not post:
        return "Jabatan belum ditulis."
    return f"{standing.unit} tidak punya jabatan “{post}”. Tulis seperti di halaman organisasi, atau tambahkan dulu."


def _is_same(row: OfficialRow, span: Span, standing: StandingPeople) -> bool:
    holder = standing.holders.get(span.key)
    same = (row.nip and row.nip == holder) or (not row.nip and words_of(span.name) == words_of(row.name))
    return bool(same) and span.kind == row.kind and span.start == row.start


def _person_faults(row: OfficialRow, post: int, official: KnownOfficial | None, move: bool) -> list[str]:
    if official is None:
        return []
    faults = []
    if official.name.casefold() != row.name.casefold():
        faults.append(f"NIP ini tercatat atas nama {official.name}. Samakan namanya, atau perbaiki NIP-nya.")
    if row.kind == AppointmentKind.DEFINITIVE and not move:
        new = NewSpan(row.kind, row.start)
        elsewhere = [span for key, span in official.definitive if key != post and overlap(new, span)]
        faults += [
            f"{official.name} tercatat definitif di jabatan lain mulai {format_date(span.start)}."
            " Centang “Pindahkan” saat mengunggah bila ia pindah."
            for span in elsewhere
        ]
    return faults


def _cells(row: OfficialRow) -> tuple[str, ...]:
    start = format_date(row.start) if row.start else ""
    return row.post, row.name, format_nip(row.nip), row.rank, row.kind.label, start


def _shown(row: OfficialRow, state: RowState, reasons: Sequence[str] = ()) -> PreviewRow:
    return PreviewRow(row.number, state, _cells(row), reasons=tuple(reasons))


def _taking(row: OfficialRow, before: Sequence[Span], ended: Mapping[int, date]) -> PreviewRow:
    if not before:
        return _shown(row, RowState.NEW)
    return PreviewRow(
        row.number,
        RowState.CHANGED,
        _cells(row),
        changes=tuple(Difference("Pejabat", span.name, row.name) for span in before),
        reasons=tuple(f"{span.name} berakhir {format_date(ended[span.key])}." for span in before),
    )
