"""What a line of the trail says, as a sentence for people. Pure.

The trail is never rewritten, so a sentence copes with whatever an older version of the program left in a line: what is
not there is not told, and an action that nobody knows any more is told by its name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from agreements.enums import ReportForm, ResponseOption
from agreements.numbers import format_exact, format_rupiah, quarter_name
from reports.document.lists import NAMES
from reports.narrative import SENTENCES
from reports.trail_words.parts import (
    Content,
    Line,
    Subject,
    Versions,
    because,
    capital,
    how_moved,
    inner_of,
    number_in,
    quoted,
    round_told,
    rows_in,
    text_in,
    write_date,
    write_figure,
)
from reports.trail_words.plan import (
    add_row,
    change_row,
    delete_agreement,
    lists,
    remove_row,
    save_agreement,
    sign_agreement,
    start_agreement,
)

__all__ = ["SAID", "Line", "Subject", "Versions", "sentence", "versions"]

# -- figures ----------------------------------------------------------------------------------------------------------

REMARKS = {
    "shown": "tulisan tercetak",
    "note": "keterangan",
    "missing_reason": "alasan belum ada angka",
}


def _save_entry(line: Line) -> str:
    before, after = line.before, line.after
    money = "amount" in after
    head = " ".join(filter(None, ["Realisasi anggaran" if money else "Realisasi", quoted(line.subject.name)]))
    key, write = ("amount", format_rupiah) if money else ("value", format_exact)
    figure = how_moved(write_figure(text_in(before, key), write), write_figure(text_in(after, key), write))
    old, new = inner_of(before, "terms"), inner_of(after, "terms")
    others = [
        (
            f"unsur {quoted(line.subject.terms.get(term, term))}",
            write_figure(text_in(old, term)),
            write_figure(text_in(new, term)),
        )
        for term in dict.fromkeys([*line.subject.terms, *old, *new])
    ]
    others += [(name, quoted(text_in(before, key)), quoted(text_in(after, key))) for key, name in REMARKS.items()]
    moved = [f"{name} {how}" for name, was, now in others if (how := how_moved(was, now))]
    if reason := text_in(after, "reason"):
        moved.append(f"alasan perubahan {quoted(reason)}")
    if figure:
        return "; ".join([f"{head} {figure}", *moved])
    return f"{head}: {'; '.join(moved)}" if moved else f"{head} disimpan tanpa perubahan"


# -- what a report says of its own ------------------------------------------------------------------------------------


def _section(content: Content) -> str:
    key = text_in(content, "section")
    return quoted(SENTENCES[key].title if key in SENTENCES else key)


def _save_text(line: Line) -> str:
    return " ".join(filter(None, ["Teks", _section(line.after), "disunting" + (" lagi" if line.before else "")]))


def _reset_text(line: Line) -> str:
    return " ".join(filter(None, ["Teks", _section(line.before), "dikembalikan ke teks otomatis"]))


def _arrange_report(line: Line) -> str:
    forms = [_form(text_in(content, "form")) for content in (line.before, line.after)]
    dates = [write_date(text_in(content, "signed_on")) or "tanggal bawaan" for content in (line.before, line.after)]
    named = [("bentuk laporan", *forms), ("tanggal tanda tangan", *dates)]
    moved = [f"{name} {how}" for name, was, now in named if (how := how_moved(was, now))]
    return capital("; ".join(moved)) or "Bentuk dan tanggal laporan disimpan"


def _form(value: str) -> str:
    if not value:
        return "bentuk jabatannya"
    return quoted(ReportForm(value).label if value in ReportForm else value)


def _save_writing(line: Line) -> str:
    changed = {*line.before, *line.after}
    names = [name for key, name in NAMES.items() if key in changed] + sorted(changed - NAMES.keys())
    return f"Uraian disunting: {', '.join(names)}" if names else "Uraian disunting"


def _copy_forward(line: Line) -> str:
    texts = line.after.get("texts")
    names = [name for key, name in NAMES.items() if line.after.get(key)]
    names += [_section({"section": key}) for key in texts] if isinstance(texts, Mapping) else []
    return f"Disalin dari {_quarter(line.after)}" + (f": {', '.join(names)}" if names else "")


def _read_copies(line: Line) -> str:
    count = len(inner_of(line.after, "copies"))
    return f"{count} salinan dinyatakan sudah dibaca" if count else "Salinan dinyatakan sudah dibaca"


def _save_photos(line: Line) -> str:
    before = {row.get("id"): row for row in rows_in(line.before, "photos")}
    after = {row.get("id"): row for row in rows_in(line.after, "photos")}
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
    return " ".join(filter(None, ["Foto", quoted(text_in(line.before, "text")), "dihapus"]))


def _save_reasons(line: Line) -> str:
    given = [(text_in(row, "where"), text_in(row, "reason")) for row in rows_in(line.after, "reasons")]
    said = "; ".join(f"{place}: {quoted(text)}" if text else f"{place}: dicabut" for place, text in given)
    if len(given) == 1:
        return f"Alasan peringatan, {said}"
    return f"Alasan {len(given)} peringatan disimpan" + (f": {said}" if said else "")


# -- its way ----------------------------------------------------------------------------------------------------------


def _submit_report(line: Line) -> str:
    # Whether a report came in time is told of its first round: what is mended and handed in again is not late for it.
    late = number_in(line.after, "late_days") if number_in(line.after, "round") in (None, 1) else None
    days = "" if late is None else ", terlambat" + (f" {late} hari kerja" if late else "")
    return f"Laporan diajukan{round_told(line.after)}{days}"


def _answer(content: Content) -> str:
    """Return boxes and note of the superior: '; tanggapan: Laporan sudah baik; catatan: “Pertahankan”'."""
    said = ""
    ticked = content.get("options")
    if isinstance(ticked, list) and ticked:
        labels = [ResponseOption(value).label if value in ResponseOption else str(value) for value in ticked]
        said += f"; tanggapan: {', '.join(labels)}"
    if note := text_in(content, "note"):
        said += f"; catatan: {quoted(note)}"
    return f"{said}; dicatat dari kertas" if content.get("on_paper") else said


def _approve_report(line: Line) -> str:
    code = text_in(line.after, "code")
    issued = f", terbit dengan kode {code}" if code else ""
    return f"Laporan disetujui{round_told(line.after)}{issued}{_answer(line.after)}"


def _return_report(line: Line) -> str:
    return f"Laporan dikembalikan atasan{round_told(line.after)}{because(line.after)}{_answer(line.after)}"


def _receive_report(line: Line) -> str:
    return f"Laporan diterima Bagian Organisasi{round_told(line.after)}"


def _send_back_report(line: Line) -> str:
    number = number_in(line.after, "revision")
    goes_on = f", dilanjutkan sebagai revisi {number}" if number else ""
    return f"Laporan dikembalikan Bagian Organisasi{goes_on}{because(line.after)}"


def _revise_report(line: Line) -> str:
    number = number_in(line.after, "revision")
    return f"Laporan dibuka untuk {f'revisi {number}' if number else 'direvisi'}{because(line.after)}"


def _comment(verb: str) -> Callable[[Line], str]:
    def said(line: Line) -> str:
        content = {**line.before, **line.after}
        place, text = quoted(text_in(content, "label")), quoted(text_in(content, "text"))
        return f"Catatan reviu{f' pada {place}' if place else ''} {verb}{f': {text}' if text else ''}"

    return said


def _mark_read(line: Line) -> str:
    again = " lagi, karena isinya berubah" if line.before else ""
    return f"Laporan dibaca{again}{round_told(line.after)}"


def _remind_posts(line: Line) -> str:
    told = line.after.get("told")
    names = ", ".join(str(name) for name in told) if isinstance(told, list) else ""
    due = write_date(text_in(line.after, "due_on"))
    return (
        "Bagian Organisasi mengingatkan bahwa laporan belum diajukan"
        f"{f' (batas waktu {due})' if due else ''}{f', kepada {names}' if names else ''}"
    )


# -- of the whole unit ------------------------------------------------------------------------------------------------


def _quarter(content: Content) -> str:
    number = number_in(content, "quarter")
    name = "Triwulan" if number is None or number not in range(1, 5) else quarter_name(number)
    return f"{name} {text_in(content, 'year')}".strip()


def _open_quarter(line: Line) -> str:
    return f"{_quarter(line.after)} dibuka"


def _close_quarter(line: Line) -> str:
    return f"{_quarter(line.after)} ditutup"


def _reopen_quarter(line: Line) -> str:
    until = write_date(text_in(line.after, "until"))
    return f"{_quarter(line.after)} dibuka kembali{f' sampai {until}' if until else ''}{because(line.after)}"


def _import_budget(line: Line) -> str:
    document = " ".join(filter(None, (text_in(line.after, "document"), text_in(line.after, "from_date"))))
    counts = [
        f"{number_in(line.after, key) or 0} baris {words}" for key, words in (("added", "baru"), ("changed", "berubah"))
    ]
    told = f"Anggaran {text_in(line.after, 'year')} diimpor dari lembar Excel ({document}): {', '.join(counts)}"
    return f"{told}{because(line.after)}"


def _load_demo(line: Line) -> str:
    return " ".join(filter(None, ["Data contoh", quoted(text_in(line.after, "name")), "dimuat"]))


SAID: Mapping[str, Callable[[Line], str]] = {
    "save_entry": _save_entry,
    "save_text": _save_text,
    "reset_text": _reset_text,
    "arrange_report": _arrange_report,
    "save_writing": _save_writing,
    "copy_forward": _copy_forward,
    "read_copies": _read_copies,
    "save_photos": _save_photos,
    "delete_photo": _delete_photo,
    "save_reasons": _save_reasons,
    "submit_report": _submit_report,
    "approve_report": _approve_report,
    "return_report": _return_report,
    "receive_report": _receive_report,
    "send_back_report": _send_back_report,
    "revise_report": _revise_report,
    "mark_read": _mark_read,
    "remind_posts": _remind_posts,
    "add_comment": _comment("ditulis"),
    "mend_comment": _comment("ditandai sudah diperbaiki"),
    "open_quarter": _open_quarter,
    "close_quarter": _close_quarter,
    "reopen_quarter": _reopen_quarter,
    "load_demo": _load_demo,
    "import_budget": _import_budget,
    "add_row": add_row,
    "change_row": change_row,
    "remove_row": remove_row,
    "start_agreement": start_agreement,
    "save_agreement": save_agreement,
    "sign_agreement": sign_agreement,
    "delete_agreement": delete_agreement,
}
"""Name of an action -> its sentence. Every name that the actions record stands here, as a test sees to."""


def sentence(line: Line) -> str:
    """Say what a line tells, without a full stop."""
    if line.action in SAID:
        return SAID[line.action](line)
    about = f" pada {quoted(line.subject.name)}" if line.subject.name else ""
    return f"Tindakan “{line.action}”{about}{because(line.after)}"


# -- texts beside the sentence ----------------------------------------------------------------------------------------


def versions(line: Line) -> tuple[Versions, ...]:
    """Return the longer texts that a line changed, for those who want to read them."""
    return tuple(found for found in _versions(line) if found.before != found.after)


def _versions(line: Line) -> Iterator[Versions]:
    before, after = line.before, line.after
    match line.action:
        case "save_text":
            yield Versions("Teks", text_in(before, "text") or text_in(after, "generated"), text_in(after, "text"))
        case "reset_text":
            yield Versions("Teks", text_in(before, "text"), text_in(before, "generated"))
        case "save_writing":
            for key, name in NAMES.items():
                yield Versions(name, _lines(before.get(key)), _lines(after.get(key)))
        case "save_agreement" | "delete_agreement":
            yield from lists(line)
        case "copy_forward":
            for key, name in NAMES.items():
                yield Versions(name, "", _lines(after.get(key)))
            for key, text in inner_of(after, "texts").items():
                yield Versions(f"Teks {_section({'section': key})}", "", str(text))
        case "read_copies":
            yield Versions("Salinan yang dibaca", "", _lines(list(inner_of(after, "copies").values())))
        case "import_budget":
            yield Versions("Baris yang diimpor", "", _lines(after.get("rows")))
        case "save_photos":
            captions = [[row.get("text") for row in rows_in(content, "photos")] for content in (before, after)]
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
