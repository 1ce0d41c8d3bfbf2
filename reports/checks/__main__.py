"""`python -m reports.checks` prints `docs/checks.md`, which is drawn from the tables of checks. Pure."""

from agreements.enums import Severity
from reports.checks import CHECKS
from reports.checks.kinds import Check, TextCheck

HEAD = """# What the checks find

Drawn from `reports/checks/table.py` and `text_table.py` (`python -m reports.checks > docs/checks.md`); a test compares
the two. A *galat* blocks the submission of a report, a *peringatan* is shown beside it, a *catatan* only tells. Every
finding says in one sentence where it is and what was read, and in a second one what would mend it. Thresholds stand,
with their reasons, in the module of the check.

Texts are read where people wrote them: edited sections, strategies, next steps, obstacles, activities, captions. What
the application generates is told from the figures and is the evidence, not the suspect. `tests/golden/errata.yaml`
accounts for every proved slip of the fifteen published reports: which check finds it, or why it can't happen.
"""


TAIL = """
## What is left on the corrected reports

The fifteen reports of the demo, corrected, give no *galat*, 22 *peringatan* and 4 *catatan* (listed and held by
`tests/reports/test_checks_demo.py`): amounts of the agreement of Bagian Organisasi that are not the ceilings (7),
indicators without a target (10), wordings that name another unit of measure (4), money spent for nothing yet (1), and
achievement far from absorption (4). Each is in the published report too. Typed as if somebody had written them, all
generated sentences of the fifteen give no finding at all: no false alarm is left that we know of.
"""


def table(title: str, checks: tuple[Check | TextCheck, ...]) -> str:
    """Return the checks of one kind as a section with a table."""
    lines = [f"\n## {title}\n", "| Code | Weight | What it finds | Comes from |", "|---|---|---|---|"]
    for check in checks:
        finds = (check.find.__doc__ or "").partition("\n\n")[0].removeprefix("Find ")
        finds = " ".join(finds.split())
        cells = (f"`{check.code}`", Severity(check.severity).label.lower(), finds, check.source)
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def document() -> str:
    """Return the page on all checks."""
    of_texts = tuple(check for check in CHECKS if isinstance(check, TextCheck))
    others = tuple(check for check in CHECKS if not isinstance(check, TextCheck))
    return HEAD + table("Figures, agreement, people", others) + table("Texts", of_texts) + TAIL


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 -- what the command is for
