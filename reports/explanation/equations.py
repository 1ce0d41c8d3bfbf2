"""A figure's formula, printed with the figures that went into it: '(2 × 5 − 4) / 5 × 100'. Pure.

What is printed is the tree that `expressions.Formula` computed with, and the operands are those that `results.How`
kept, so there is nothing here that could come to another figure.
"""

from collections.abc import Callable
from decimal import Decimal

from agreements.numbers import format_exact, format_figure
from reports.expressions import Added, Count, Formula, Node, Number, Only, Operand, Two
from reports.results import Figure, How, members

SUM, PRODUCT, WHOLE = 1, 2, 3
"""How strongly a printed text holds together: parts that hold less than their sign asks for stand in brackets."""

STRENGTH = {"+": SUM, "−": SUM, "×": PRODUCT, "/": PRODUCT}
Printed = tuple[str, int]


def exact(value: Decimal) -> str:
    """Return a figure with all the decimals it has: '33,3333', '1.500', '17.000.000,125'."""
    decimals = len(f"{value:f}".partition(".")[2].rstrip("0"))
    return format_figure(value, decimals=decimals) if decimals > 4 else format_exact(value)


def expression(figure: Figure) -> str:
    """Return what a figure was computed from, '' where nobody computed it or there is no figure."""
    if figure.value is None or figure.how is None or figure.how.formula.expression is None:
        return ""
    return _with_figures(figure.how.formula.expression, figure.how)[0]


def is_copied(figure: Figure) -> bool:
    """Return whether the formula only takes over one figure as it stands, so that its equation would say nothing."""
    text = expression(figure)
    return not text or (figure.value is not None and text == exact(figure.value))


def in_names(rule: Formula) -> str:
    """Return a formula with what its operands are called: '(2 × target − realisasi) / target × 100'; '' for none."""
    return "" if rule.expression is None else _printed(rule.expression, _name)[0]


def _name(node: Node) -> Printed:
    match node:
        case Operand(_, name) | Only(Operand(_, name)):
            return name, WHOLE
        case Added(of):
            return f"jumlah {of.name}", WHOLE
        case Count(of):
            return f"banyaknya {of.name}", WHOLE
    raise TypeError(f"no way to print {node!r}")


def _with_figures(node: Node, how: How) -> Printed:
    def write(part: Node) -> Printed:
        match part:
            case Operand(place):
                return _operand(how.operands[place])
            case Added(of) | Only(of):
                return _sum([_operand(member) for member in _there(how, of.place)])
            case Count(of):
                return str(len(_there(how, of.place))), WHOLE
        raise TypeError(f"no way to print {part!r}")

    return _printed(node, write)


def _printed(node: Node, write: Callable[[Node], Printed]) -> Printed:
    """Print numbers and signs; `write` prints the operands."""
    match node:
        case Number(value):
            return exact(value), WHOLE
        case Two(sign, left, right):
            strength = STRENGTH[sign]
            # On the right of a minus or a slash even what holds as strongly needs its brackets.
            after = strength + (sign in "−/")
            return f"{_held(_printed(left, write), strength)} {sign} {_held(_printed(right, write), after)}", strength
    return write(node)


def _there(how: How, place: int) -> list[Figure]:
    """Return the figures of an operand that have a value."""
    return [member for member in members(how.operands[place]) if member.value is not None]


def _operand(operand: Figure | tuple[Figure, ...]) -> Printed:
    assert isinstance(operand, Figure)
    assert operand.value is not None
    how = operand.how
    if how is not None and how.formula.inline and how.formula.expression is not None:
        return _with_figures(how.formula.expression, how)
    return exact(operand.value), WHOLE


def _sum(parts: list[Printed]) -> Printed:
    if len(parts) == 1:
        return parts[0]
    return " + ".join(_held(part, SUM) for part in parts), SUM


def _held(part: Printed, strength: int) -> str:
    text, own = part
    return f"({text})" if own < strength or text.startswith("−") else text
