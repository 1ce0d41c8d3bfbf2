"""How wide a text is, so that pictures can set it where nothing else stands. Pure.

The widths are those of Arimo, in which PDFs are set, in thousandths of the size; the screen's letters are narrower.
"""

_WIDTHS = {
    191: "'",
    223: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft\N{NO-BREAK SPACE}",
    334: "()-`r{}·",
    355: '"',
    390: "*",
    470: "^",
    500: "Jcksvxyz",
    557: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    723: "CDHNRUw",
    778: "GOQ",
    834: "Mm",
    890: "%",
    944: "W",
}
WIDTHS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
WIDEST = 1016
"""Of letters that are not in the table."""
ELLIPSIS = "…"


def text_width(text: str, size: int) -> int:
    """Return how much room a line of text takes at most, in the units that `size` is in."""
    return -(-sum(WIDTHS.get(letter, WIDEST) for letter in text) * size // 1000)


def shortened(text: str, size: int, room: int) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}{ELLIPSIS}", size) > room:
        text = text[:-1].rstrip()
    return f"{text}{ELLIPSIS}"


def wrapped(text: str, size: int, room: int, most: int) -> tuple[str, ...]:
    """Return the text in lines that fit the room, `most` at the most; what is left over is cut with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) + 1 < most:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(shortened(line, size, room))
    return (*lines, shortened(" ".join(words), size, room)) if words else tuple(lines)
