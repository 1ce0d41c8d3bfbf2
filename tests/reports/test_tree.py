"""Walks up and down the budget tree, also where it is broken."""

from dataclasses import replace

import pytest

from reports.tree import above, ids_above, leaves_under, with_below
from tests.reports.builders import line


@pytest.fixture
def lines():
    """1 over 2 over 3; 4 under a line of another year; 5 and 6 over each other; 7 over itself."""
    parents = {1: None, 2: 1, 3: 2, 4: 99, 5: 6, 6: 5, 7: 7}
    return {key: line(key, parent=parent) for key, parent in parents.items()}


@pytest.mark.parametrize(
    ("key", "ids", "known"),
    [(1, (), []), (3, (2, 1), [2, 1]), (4, (99,), []), (5, (6,), [6]), (7, (), []), (99, (), [])],
)
def test_up_nearest_first(lines, key, ids, known):
    assert ids_above(key, lines) == ids
    assert [found.id for found in above(key, lines)] == known


@pytest.mark.parametrize(
    ("keys", "found"),
    [({1}, {1, 2, 3}), ({2}, {2, 3}), ({3, 5}, {3, 5, 6}), ({7}, {7}), ({99}, {99, 4}), ((), set())],
)
def test_down_with_the_start(lines, keys, found):
    assert with_below(keys, lines) == found


@pytest.mark.parametrize(
    ("named", "found"),
    [({1}, [(3, 1)]), ({2}, [(3, 2)]), ({1, 2}, [(3, 2)]), ({3}, [(3, None)]), ({1, 3}, [(3, None)]), ((), [])],
)
def test_leaves_with_the_nearest_named_sum_above_them(lines, named, found):
    """Money is typed on 3; 4, below it, breaks it down and is no leaf."""
    tree = {1: lines[1], 2: lines[2], 3: lines[3], 4: line(4, 100, 50, parent=3)}
    tree |= {key: replace(tree[key], holds_amounts=key > 2) for key in tree}
    assert [(leaf.id, above and above.id) for leaf, above in leaves_under(named, tree)] == found
