"""The pohon kinerja of a unit and year: which indicator feeds which, who promises it, where it has gaps. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agreements.enums import EnteredBy, Formula, ObjectiveLevel

LEVELS = tuple(ObjectiveLevel)


class Gap(StrEnum):
    """What an indicator lacks, in the words of the pages."""

    NO_POST = "tidak ada di Perjanjian Kinerja mana pun"
    NO_TARGET = "belum ada target"
    NO_QUARTERS = "target triwulan belum lengkap"
    NO_CHILDREN = "rata-rata, tetapi tidak ada indikator yang mendukungnya"
    NO_TERMS = "rasio tanpa pembilang atau penyebut"
    FEEDS_NOTHING = "tidak mendukung indikator di atasnya"


SOFT = frozenset({Gap.NO_QUARTERS})
"""What a tree holds without; the others break it."""


@dataclass(frozen=True)
class Node:
    """An indicator of the unit in a year. `target` is '' where there is none; `posts` promise it."""

    id: int
    name: str
    level: ObjectiveLevel
    unit_of_measure: str = ""
    parent_id: int | None = None
    formula: Formula = Formula.ENTERED
    entered_by: EnteredBy = EnteredBy.UNIT
    target: str = ""
    quarters: bool = False
    """Whether all four quarters have a target."""
    terms: bool = True
    """Whether a ratio has parts on both sides of the bar."""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Branch:
    """A node of the tree with its gaps and what feeds it."""

    node: Node
    gaps: tuple[Gap, ...]
    below: tuple["Branch", ...] = ()

    @property
    def broken(self) -> bool:
        """Whether something is missing that the tree does not hold without."""
        return not SOFT.issuperset(self.gaps)

    @property
    def walk(self) -> Iterator[tuple[int, "Branch"]]:
        """The branch and all below it, each with how deep it stands under this one."""
        yield 0, self
        for branch in self.below:
            for depth, found in branch.walk:
                yield depth + 1, found


def gaps_of(node: Node, *, fed: bool, topmost: bool) -> tuple[Gap, ...]:
    """Return what a node lacks. `fed`: something feeds it; `topmost`: nothing of the year stands on a higher level."""
    found = (
        (Gap.NO_POST, not node.posts),
        (Gap.NO_TARGET, not node.target),
        (Gap.NO_QUARTERS, bool(node.target) and not node.quarters),
        (Gap.NO_CHILDREN, node.formula == Formula.MEAN_OF_CHILDREN and not fed),
        (Gap.NO_TERMS, node.formula == Formula.RATIO and not node.terms),
        (Gap.FEEDS_NOTHING, node.parent_id is None and not topmost),
    )
    return tuple(gap for gap, missing in found if missing)


def grow(nodes: Iterable[Node]) -> tuple[Branch, ...]:
    """Return the trees of the nodes, the highest level first; a parent outside the nodes counts as none."""
    rows = list(nodes)
    known = {node.id for node in rows}
    highest = min((LEVELS.index(node.level) for node in rows), default=0)
    below: Mapping[int | None, list[Node]] = defaultdict(list)
    for node in sorted(rows, key=lambda node: LEVELS.index(node.level)):
        below[node.parent_id if node.parent_id in known else None].append(node)

    def branch(node: Node) -> Branch:
        own = tuple(branch(child) for child in below.get(node.id, ()))
        return Branch(node, gaps_of(node, fed=bool(own), topmost=LEVELS.index(node.level) == highest), own)

    return tuple(branch(node) for node in below.get(None, ()))


def in_order(trees: Iterable[Branch]) -> tuple[tuple[int, Branch], ...]:
    """Return all branches as a list, each with its depth, parents before what feeds them."""
    return tuple(found for tree in trees for found in tree.walk)
