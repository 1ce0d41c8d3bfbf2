"""Constants that regulations fix."""

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from reports import rules

CITATION = re.compile(r"\b(?:Permenpan RB|Permendagri|PMK|Perbup|PP|UU) [\w./ ]*\d+")
LINES = Path(rules.__file__).read_text(encoding="utf-8").splitlines()
NAMES = {
    target.id: node.lineno
    for node in ast.parse("\n".join(LINES)).body
    if isinstance(node, ast.Assign | ast.AnnAssign)
    for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    if isinstance(target, ast.Name)
}


def comment_above(line: int) -> str:
    """Return the comment that ends right above a line (counted from 1), '' where there is none."""
    comment = []
    for text in reversed(LINES[: line - 1]):
        if not text.startswith("#"):
            break
        comment.append(text)
    return " ".join(reversed(comment))


def test_names_are_found():
    assert {"RULES_VERSION", "REACHED", "PREDICATE_BANDS", "PMK_EFFICIENCY_LIMITS"} <= NAMES.keys()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_constant_cites_its_source(name):
    assert CITATION.search(comment_above(NAMES[name])), f"{name} has no regulation in the comment above it"


def test_a_constant_without_citation_would_be_seen():
    assert comment_above(1) == ""
    assert not CITATION.search("# as everybody does it")


def test_bands_fall_and_cover_everything():
    lowers = [lower for lower, _ in rules.PREDICATE_BANDS]
    assert lowers == sorted(lowers, reverse=True) == [91, 76, 66, 51, 0]
    assert all(isinstance(lower, Decimal) for lower in lowers)
