"""The pohon kinerja: order, depth and gaps."""

import pytest

from agreements.cascade import Gap, Node, grow, in_order
from agreements.enums import Formula, ObjectiveLevel

WHOLE = {"target": "10 desa", "quarters": True, "posts": ("Camat",)}


def node(key, level=ObjectiveLevel.KEGIATAN, parent=None, **more):
    return Node(key, f"Indikator {key}", level, parent_id=parent, **{**WHOLE, **more})


def gaps(*nodes):
    return {branch.node.id: set(branch.gaps) for _, branch in in_order(grow(nodes))}


def test_parents_come_before_what_feeds_them():
    nodes = [
        node(1, ObjectiveLevel.SUB_KEGIATAN, 3),
        node(2, ObjectiveLevel.STRATEGIC),
        node(3, ObjectiveLevel.PROGRAM, 2),
        node(4, ObjectiveLevel.PROGRAM, 2),
        node(5, ObjectiveLevel.SUB_KEGIATAN, 99),
    ]
    assert [(depth, branch.node.id) for depth, branch in in_order(grow(nodes))] == [
        (0, 2),
        (1, 3),
        (2, 1),
        (1, 4),
        (0, 5),
    ]


def test_a_whole_tree_has_no_gap():
    nodes = [node(1, ObjectiveLevel.STRATEGIC, formula=Formula.MEAN_OF_CHILDREN), node(2, parent=1)]
    assert gaps(*nodes) == {1: set(), 2: set()}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"posts": ()}, {Gap.NO_POST}),
        ({"target": "", "quarters": False}, {Gap.NO_TARGET}),
        ({"quarters": False}, {Gap.NO_QUARTERS}),
        ({"formula": Formula.MEAN_OF_CHILDREN}, {Gap.NO_CHILDREN}),
        ({"formula": Formula.RATIO, "terms": False}, {Gap.NO_TERMS}),
        ({"formula": Formula.RATIO}, set()),
    ],
)
def test_gaps_of_an_indicator(more, expected):
    assert gaps(node(1, ObjectiveLevel.STRATEGIC, **more)) == {1: expected}


def test_below_the_highest_level_an_indicator_feeds_another():
    assert gaps(node(1, ObjectiveLevel.PROGRAM), node(2)) == {1: set(), 2: {Gap.FEEDS_NOTHING}}


def test_no_nodes_no_tree():
    assert grow([]) == ()
