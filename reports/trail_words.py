"""What a line of the trail says, as a sentence for people. Pure.

The trail is never rewritten, so a sentence copes with whatever an older version of the program left in a line: what is
not there is not told, and an action that nobody knows any more is told by its name.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from agreements.enums import ReportForm, ResponseOption
from agreements.numbers import format_date, format_exact, format_rupiah, quarter_name
from reports.document.lists import NAMES
from reports.narrative import SENTENCES

Content = Mapping[str, object]


@dataclass(frozen=True)
class Subject:
    """What a line is about: the name of a fact, and the labels of its terms by id; '' for a report or a unit."""

    name: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of the trail: what was done to what, and what it held before and after."""

    action: str
    subject: Subject = Subject()
    before: Content = field(default_factory=dict)
    after: Content = field(default_factory=dict)


@dataclass(frozen=True)
class Versions:
    """A text too long for a sentence, before and after; '' where there was none."""

    label: str
    before: str
    after: str


# -- parts of sentences -----------------------------------------------------------------------------------------------


def _text(content: Content, key: str) -> str:
    value = content.get(key)
    return "" if value is None else str(value)


def _inner(content: Content, key: str) -> Content:
    value = content.get(key)
    return value if isinstance(value, Mapping) else {}


def _rows(content: Content, key: str) -> list[Content]:
    value = content.get(key)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _number(content: Content, key: str) -> int | None:
    value = content.get(key)
    return value if isinstance(value, int) else None


def _figure(text: str, write: Callable[[Decimal], str] = format_exact) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return write(value) if value.is_finite() else text


def _date(text: str) -> str:
    try:
        return format_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _quoted(text: str) -> str:
    return text and f"“{text}”"


def _moved(old: str, new: str) -> str:
    """Say how something changed: 'diubah dari 20 menjadi 21'; '' where it did not."""
    if old == new:
        return ""
    if not old:
        return f"diisi {new}"
    return f"diubah dari {old} menjadi {new}" if new else f"dikosongkan (semula {old})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _because(content: Content) -> str:
    """Return the reason that was given: ': “Salah ketik.”'; '' where there is none."""
    reason = _text(content, "reason")
    return f": {_quoted(reason)}" if reason else ""


def _round(content: Content) -> str:
    """Return round, and revision from the second one on: ' (putaran 2, revisi 2)'."""
    parts = []
    if number := _number(content, "round"):
        parts.append(f"putaran {number}")
    if (number := _number(content, "revision")) and number > 1:
        parts.append(f"revisi {number}")
    return f" ({', '.join(parts)})" if parts else ""


# -- figures ----------------------------------------------------------------------------------------------------------

REMARKS = {
    "shown": "tulisan tercetak",
    "note": "keterangan",
    "missing_reason": "alasan belum ada angka",
}


def _save_entry(line: Line) -> str:
    before, after = line.before, line.after
    money = "amount" in after
    head = " ".join(filter(None, ["Realisasi anggaran" if money else "Realisasi", _quoted(line.subject.name)]))
    key, write = ("amount", format_rupiah) if money else ("value", format_exact)
    figure = _moved(_figure(_text(before, key), write), _figure(_text(after, key), write))
    old, new = _inner(before, "terms"), _inner(after, "terms")
    others = [
        (f"unsur {_quoted(line.subject.terms.get(term, term))}", _figure(_text(old, term)), _figure(_text(new, term)))
        for term in dict.fromkeys([*line.subject.terms, *old, *new])
    ]
    others += [(name, _quoted(_text(before, key)), _quoted(_text(after, key))) for key, name in REMARKS.items()]
    moved = [f"{name} {how}" for name, was, now in others if (how := _moved(was, now))]
    if reason := _text(after, "reason"):
        moved.append(f"alasan perubahan {_quoted(reason)}")
    if figure:
        return "; ".join([f"{head} {figure}", *moved])
    return f"{head}: {'; '.join(moved)}" if moved else f"{head} disimpan tanpa perubahan"


# -- what a report says of its own ------------------------------------------------------------------------------------


def _section(content: Content) -> str:
    key = _text(content, "section")
    return _quoted(SENTENCES[key].title if key in SENTENCES else key)


def _save_text(line: Line) -> str:
    return " ".join(filter(None, ["Teks", _section(line.after), "disunting" + (" lagi" if line.before else "")]))


def _reset_text(line: Line) -> str:
    return " ".join(filter(None, ["Teks", _section(line.before), "dikembalikan ke teks otomatis"]))


def _arrange_report(line: Line) -> str:
    forms = [_form(_text(content, "form")) for content in (line.before, line.after)]
    dates = [_date(_text(content, "signed_on")) or "tanggal bawaan" for content in (line.before, line.after)]
    named = [("bentuk laporan", *forms), ("tanggal tanda tangan", *dates)]
    moved = [f"{name} {how}" for name, was, now in named if (how := _moved(was, now))]
    return _capital("; ".join(moved)) or "Bentuk dan tanggal laporan disimpan"


def _form(value: str) -> str:
    if not value:
        return "bentuk jabatannya"
    return _quoted(ReportForm(value).label if value in ReportForm else value)


def _save_writing(line: Line) -> str:
    changed = {*line.before, *line.after}
    names = [name for key, name in NAMES.items() if key in changed] + sorted(changed - NAMES.keys())
    return f"Uraian disunting: {', '.join(names)}" if names else "Uraian disunting"


def _save_photos(line: Line) -> str:
    before = {row.get("id"): row for row in _rows(line.before, "photos")}
    after = {row.get("id"): row for row in _rows(line.after, "photos")}
    stayed = [key for key in after if key in before]
    changed = [key for key in stayed if before[key] != after[key]]
    said = [
        f"{len(keys)} foto {what}"
        for keys, what in ((after.keys() - before.keys(), "ditambah"), (changed, "diubah"))
        if keys
    ]
    if stayed != [key for key in before if key in after]:
        said.append("urutan diubah")
    return f"Dokumentasi kegiatan disimpan: {', '.join(said)}" if said else "Dokumentasi kegiatan disimpan"


def _delete_photo(line: Line) -> str:
    return " ".join(filter(None, ["Foto", _quoted(_text(line.before, "text")), "dihapus"]))


# -- its way ----------------------------------------------------------------------------------------------------------


def _submit_report(line: Line) -> str:
    # Whether a report came in time is told of its first round: what is mended and handed in again is not late for it.
    late = _number(line.after, "late_days") if _number(line.after, "round") in (None, 1) else None
    days = "" if late is None else ", terlambat" + (f" {late} hari kerja" if late else "")
    return f"Laporan diajukan{_round(line.after)}{days}"


def _answer(content: Content) -> str:
    """Return boxes and note of the superior: '; tanggapan: Laporan sudah baik; catatan: “Pertahankan”'."""
    said = ""
    ticked = content.get("options")
    if isinstance(ticked, list) and ticked:
        labels = [ResponseOption(value).label if value in ResponseOption else str(value) for value in ticked]
        said += f"; tanggapan: {', '.join(labels)}"
    if note := _text(content, "note"):
        said += f"; catatan: {_quoted(note)}"
    return f"{said}; dicatat dari kertas" if content.get("on_paper") else said


def _approve_report(line: Line) -> str:
    code = _text(line.after, "code")
    issued = f", terbit dengan kode {code}" if code else ""
    return f"Laporan disetujui{_round(line.after)}{issued}{_answer(line.after)}"


def _return_report(line: Line) -> str:
    return f"Laporan dikembalikan atasan{_round(line.after)}{_because(line.after)}{_answer(line.after)}"


def _receive_report(line: Line) -> str:
    return f"Laporan diterima Bagian Organisasi{_round(line.after)}"


def _send_back_report(line: Line) -> str:
    number = _number(line.after, "revision")
    goes_on = f", dilanjutkan sebagai revisi {number}" if number else ""
    return f"Laporan dikembalikan Bagian Organisasi{goes_on}{_because(line.after)}"


def _revise_report(line: Line) -> str:
    number = _number(line.after, "revision")
    return f"Laporan dibuka untuk {f'revisi {number}' if number else 'direvisi'}{_because(line.after)}"


def _comment(verb: str) -> Callable[[Line], str]:
    def said(line: Line) -> str:
        content = {**line.before, **line.after}
        place, text = _quoted(_text(content, "label")), _quoted(_text(content, "text"))
        return f"Catatan reviu{f' pada {place}' if place else ''} {verb}{f': {text}' if text else ''}"

    return said


def _mark_read(line: Line) -> str:
    again = " lagi, karena isinya berubah" if line.before else ""
    return f"Laporan dibaca{again}{_round(line.after)}"


# -- of the whole unit ------------------------------------------------------------------------------------------------


def _quarter(content: Content) -> str:
    number = _number(content, "quarter")
    name = "Triwulan" if number is None or number not in range(1, 5) else quarter_name(number)
    return f"{name} {_text(content, 'year')}".strip()


def _open_quarter(line: Line) -> str:
    return f"{_quarter(line.after)} dibuka"


def _close_quarter(line: Line) -> str:
    return f"{_quarter(line.after)} ditutup"


def _reopen_quarter(line: Line) -> str:
    until = _date(_text(line.after, "until"))
    return f"{_quarter(line.after)} dibuka kembali{f' sampai {until}' if until else ''}{_because(line.after)}"


def _load_demo(line: Line) -> str:
    return " ".join(filter(None, ["Data contoh", _quoted(_text(line.after, "name")), "dimuat"]))


SAID: Mapping[str, Callable[[Line], str]] = {
    "save_entry": _save_entry,
    "save_text": _save_text,
    "reset_text": _reset_text,
    "arrange_report": _arrange_report,
    "save_writing": _save_writing,
    "save_photos": _save_photos,
    "delete_photo": _delete_photo,
    "submit_report": _submit_report,
    "approve_report": _approve_report,
    "return_report": _return_report,
    "receive_report": _receive_report,
    "send_back_report": _send_back_report,
    "revise_report": _revise_report,
    "mark_read": _mark_read,
    "add_comment": _comment("ditulis"),
    "mend_comment": _comment("ditandai sudah diperbaiki"),
    "open_quarter": _open_quarter,
    "close_quarter": _close_quarter,
    "reopen_quarter": _reopen_quarter,
    "load_demo": _load_demo,
}
"""Name of an action -> its sentence. Every name that the actions record stands here, as a test sees to."""


def sentence(line: Line) -> str:
    """Say what a line tells, without a full stop."""
    if line.action in SAID:
        return SAID[line.action](line)
    about = f" pada {_quoted(line.subject.name)}" if line.subject.name else ""
    return f"Tindakan “{line.action}”{about}{_because(line.after)}"


# -- texts beside the sentence ----------------------------------------------------------------------------------------


def versions(line: Line) -> tuple[Versions, ...]:
    """Return the longer texts that a line changed, for those who want to read them."""
    return tuple(found for found in _versions(line) if found.before != found.after)


def _versions(line: Line) -> Iterator[Versions]:
    before, after = line.before, line.after
    match line.action:
        case "save_text":
            yield Versions("Teks", _text(before, "text") or _text(after, "generated"), _text(after, "text"))
        case "reset_text":
            yield Versions("Teks", _text(before, "text"), _text(before, "generated"))
        case "save_writing":
            for key, name in NAMES.items():
                yield Versions(name, _lines(before.get(key)), _lines(after.get(key)))
        case "save_photos":
            captions = [[row.get("text") for row in _rows(content, "photos")] for content in (before, after)]
            yield Versions("Keterangan foto", _lines(captions[0]), _lines(captions[1]))


STRATEGY = ("lead_in", "months", "items")
"""Fields of a strategy, in the order in which they are read."""


def _lines(value: object) -> str:
    """Write a list of any depth one text a line; keys of rows are no text."""
    return "\n".join(_texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        # PostgreSQL keeps the keys of JSON in an order of its own.
        for key in sorted(value, key=lambda key: (STRATEGY.index(key) if key in STRATEGY else len(STRATEGY), key)):
            yield from _texts(value[key])
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)
