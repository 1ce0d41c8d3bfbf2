"""What lines about the organisation and the year's plan say (`agreements.recording` describes the rows). Pure."""

from collections.abc import Callable, Mapping

from reports.trail_words.parts import Content, Line, Versions, capital, how_moved, quoted, text_in, write_date


def _pairs(content: Content) -> dict[str, str]:
    """Return the fields that a line of master data holds, by label, in their order."""
    value = content.get("fields")
    rows = value if isinstance(value, list) else []
    return {str(row[0]): str(row[1]) for row in rows if isinstance(row, list) and len(row) == 2}


def _row_of(line: Line) -> str:
    """Name the row that a line is about: 'Jabatan “Camat”'."""
    content = {**line.before, **line.after}
    return " ".join(filter(None, [capital(text_in(content, "kind")) or "Data", quoted(text_in(content, "name"))]))


def _listed(fields: Mapping[str, str]) -> str:
    return "; ".join(f"{label} {value}" for label, value in fields.items())


def _agreement(verb: str) -> Callable[[Line], str]:
    """Return the sentence of an act on an agreement: '<its name> <verb>'."""

    def said(line: Line) -> str:
        content = {**line.before, **line.after}
        copied = text_in(line.after, "from")
        return (
            f"{text_in(content, 'name') or 'Perjanjian Kinerja'} {verb}{f', disalin dari {copied}' if copied else ''}"
        )

    return said


start_agreement = _agreement("dibuat sebagai draf")
delete_agreement = _agreement("dihapus selagi masih draf")
_save_agreement = _agreement("disunting")
_sign_agreement = _agreement("ditandatangani")


def save_agreement(line: Line) -> str:
    """Tell which parts of an agreement were changed."""
    parts = [found.label.lower() for found in lists(line) if found.before != found.after]
    named = ", ".join(parts)
    return f"{_save_agreement(line)}{f': {named}' if named else ''}"


def sign_agreement(line: Line) -> str:
    """Tell when and where an agreement was signed."""
    date, place = write_date(text_in(line.after, "signed_on")), text_in(line.after, "place")
    return f"{_sign_agreement(line)}{f' di {place}' if place else ''}{f' pada {date}' if date else ''}"


def lists(line: Line) -> tuple[Versions, ...]:
    """Return the lists that a line holds before and after."""
    old, new = _lists(line.before), _lists(line.after)
    return tuple(Versions(label, old.get(label, ""), new.get(label, "")) for label in dict.fromkeys([*old, *new]))


def _lists(content: Content) -> dict[str, str]:
    value = content.get("lists")
    rows = value if isinstance(value, list) else []
    return {
        str(row[0]): "\n".join(map(str, row[1]))
        for row in rows
        if isinstance(row, list) and len(row) == 2 and isinstance(row[1], list)
    }


def add_row(line: Line) -> str:
    """Tell what a new row holds."""
    held = _listed(_pairs(line.after))
    return f"{_row_of(line)} ditambahkan{f': {held}' if held else ''}"


def remove_row(line: Line) -> str:
    """Tell what a row held that was deleted."""
    held = _listed(_pairs(line.before))
    return f"{_row_of(line)} dihapus{f' (semula {held})' if held else ''}"


def change_row(line: Line) -> str:
    """Tell which fields of a row changed, from what to what."""
    old, new = _pairs(line.before), _pairs(line.after)
    moved = [
        f"{label} {how}"
        for label in dict.fromkeys([*old, *new])
        if (how := how_moved(old.get(label, ""), new.get(label, "")))
    ]
    told = "; ".join(moved)
    return f"{_row_of(line)} diubah{f': {told}' if told else ''}"
