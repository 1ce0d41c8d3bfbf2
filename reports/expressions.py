"""Formulas as values: one tree that is computed with and printed, so that no explanation differs from its figure. Pure.

A `Formula` is a tree of additions, subtractions, products and quotients over its operands, and what is done with the
outcome: how it is rounded, and the limits it is kept in. `Formula.value` computes it; `explanation/equations.py` prints
the same tree with the figures that were put in, `explanation/table.py` with their names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import add, mul, sub, truediv
from typing import Any

Compute = Callable[[Sequence[Any]], Decimal]
"""Computes a node from the values of the operands, by place: a Decimal, or a tuple of them."""


class Node:
    """A part of a formula; parts are put together with + - * /, as they are read."""

    def __add__(self, other: "Node | int") -> "Two":
        return Two("+", self, _node(other))

    def __sub__(self, other: "Node | int") -> "Two":
        return Two("−", self, _node(other))

    def __mul__(self, other: "Node | int") -> "Two":
        return Two("×", self, _node(other))

    def __rmul__(self, other: int) -> "Two":
        return Two("×", _node(other), self)

    def __truediv__(self, other: "Node | int") -> "Two":
        return Two("/", self, _node(other))

    def compiled(self) -> Compute:
        """Return what computes the node."""
        raise NotImplementedError


@dataclass(frozen=True)
class Operand(Node):
    """An operand by its place; `name` is what people call it."""

    place: int
    name: str

    def compiled(self) -> Compute:
        """Return what picks the operand's value."""
        place = self.place
        return lambda values: values[place]


@dataclass(frozen=True)
class Number(Node):
    """A number that stands in the formula itself."""

    value: Decimal

    def compiled(self) -> Compute:
        """Return what returns the number."""
        value = self.value
        return lambda _values: value


@dataclass(frozen=True)
class Added(Node):
    """The sum of an operand with several members; those without a figure don't reach it."""

    of: Operand

    def compiled(self) -> Compute:
        """Return what adds up the members."""
        place = self.of.place
        return lambda values: sum(values[place], Decimal(0))


@dataclass(frozen=True)
class Count(Node):
    """How many members of an operand have a figure."""

    of: Operand

    def compiled(self) -> Compute:
        """Return what counts the members."""
        place = self.of.place
        return lambda values: Decimal(len(values[place]))


@dataclass(frozen=True)
class Only(Node):
    """The one member that an operand with several places has."""

    of: Operand

    def compiled(self) -> Compute:
        """Return what picks the member."""
        place = self.of.place
        return lambda values: values[place][0]


SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"+": add, "−": sub, "×": mul, "/": truediv}


@dataclass(frozen=True)
class Two(Node):
    """Two parts and the sign between them."""

    sign: str
    left: Node
    right: Node

    def compiled(self) -> Compute:
        """Return what computes both parts and puts them together."""
        left, right, operate = self.left.compiled(), self.right.compiled(), SIGNS[self.sign]
        return lambda values: operate(left(values), right(values))


def _node(part: Node | int) -> Node:
    return Number(Decimal(part)) if isinstance(part, int) else part


@dataclass(frozen=True, eq=False)
class Formula:
    """How a kind of figure comes about. Without an expression the figure is not computed: `rule` says who gives it.

    Attributes:
        key: its name in addresses and documents: 'capaian-turun'.
        title: what people call it.
        rule: in a sentence, what goes in and what does not.
        source: the regulation or the published report that it follows.
        names: what its operands are called, in their order.
        expression: the tree, None for what is typed.
        rounding: what is done with the outcome, a function of `rounding.py`; None leaves it exact.
        limits: (lowest, highest) that the rounded outcome is kept in, None for no limit.
        inline: whether a formula that takes its figure prints the whole of it instead.
    """

    key: str
    title: str
    rule: str
    source: str
    names: tuple[str, ...] = ()
    expression: Node | None = None
    rounding: Callable[[Decimal], Decimal] | None = None
    limits: tuple[Decimal | None, Decimal | None] = (None, None)
    inline: bool = False
    _compute: Compute | None = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        if self.expression is not None:
            object.__setattr__(self, "_compute", self.expression.compiled())

    def outcome(self, values: Sequence[Any]) -> Decimal:
        """Return what the expression comes to, rounded, before the limits. Call it in the context of `rounding.py`."""
        assert self._compute is not None
        outcome = self._compute(values)
        return self.rounding(outcome) if self.rounding else outcome

    def value(self, values: Sequence[Any]) -> Decimal:
        """Return the figure: what the expression comes to, rounded and kept in the limits."""
        outcome = self.outcome(values)
        lowest, highest = self.limits
        if lowest is not None and outcome <= lowest:
            return lowest
        return highest if highest is not None and outcome > highest else outcome


def formula(
    key: str,
    title: str,
    rule: str,
    source: str,
    names: Sequence[str],
    expression: Callable[..., Node],
    **more: Any,
) -> Formula:
    """Return the formula that a function of the operands writes down."""
    operands = [Operand(place, name) for place, name in enumerate(names)]
    return Formula(key, title, rule, source, tuple(names), expression(*operands), **more)
