"""`python -m reports.checks` prints `docs/checks.md`, which is drawn from the tables of checks. Pure."""

from agreements.enums import Severity
from reports.checks import CHECKS
from reports.checks.kinds import Check, TextCheck

HEAD = """# What the checks find

Drawn from `reports/checks/table.py` and `text_table.py` (`python -m reports.checks > docs/checks.md`); a test compares
the two. A *galat* blocks the submission of a report. A *peringatan* is mended or gets a reason, which is kept with the
report, read by the superior, and good for as long as the warning says the same. A *catatan* only tells. Every finding
says in one sentence where it is and what was read, and in a second one what would mend it; a link leads to the very
field. Thresholds stand, with their reasons, in the module of the check.

Texts are read where people wrote them: edited sections, strategies, next steps, obstacles, activities, captions. What
the application generates is told from the figures and is the evidence, not the suspect. `tests/golden/errata.yaml`
accounts for every proved slip of the fifteen published reports: which check finds it, or why it can't happen; the few
that are out of reach stand in [the listing of these reports](golden.md).
"""


TAIL = """
## What is left on the corrected reports

The fifteen reports of the demo, corrected, give no *galat*, 21 *peringatan* and 19 *catatan* (listed and held by
`tests/reports/test_checks_demo.py`): amounts of the agreement of Bagian Organisasi that are not the ceilings (7),
indicators without a target (10), wordings that name another unit of measure (4), achievement far from absorption (4),
and an indicator of the goal without figures (1): each is in the published report too. Of fourteen posts no seed tells
when the agreement was signed (14). Typed as if somebody had written them, all
generated sentences of the fifteen give no finding at all: no false alarm is left that we know of.

On the synthetic kabupaten of `generate_scale --units 21 --year 2024`, where a result of 0 is made on purpose in one
indicator of eight, `spent_without_outcome` is said 57, 77, 24 and 0 times in the four quarters of 252 reports: each
beside a plan of two pieces or more, or beside half of the money.

## What is said of a kabupaten that does not exist

Counted over the 96 reports of each quarter of `generate_scale --units 8 --year 2024` (after `refresh_summaries`, with
`check_reports 2024 1 --format json` and so on; the demo's own offices left out). Some of these offices lag, spend and
deliver little, or forget figures on purpose. A finding on a shared figure counts in every report that prints it; checks that
are not listed say nothing.

| Check | Weight | TW I | TW II | TW III | TW IV | Read by hand |
|---|---|---|---|---|---|---|
| `missing_figure` | galat | 0 | 0 | 0 | 12 | right: forgotten on purpose |
| `partial_sum` | galat | 0 | 0 | 0 | 19 | right: the sums above these |
| `over_ceiling` | galat | 0 | 0 | 0 | 3 | right: one line, in three reports |
| `spent_without_outcome` | peringatan | 26 | 29 | 7 | 0 | right: see above |
| `unit_wording` | peringatan | 16 | 16 | 16 | 16 | right: two names of the published report (W05-07, W05-08) in every office |
| `far_apart` | catatan | 0 | 18 | 14 | 1 | right: all results with a third of the money, or a tenth of them with three quarters |
| `far_from_others` | catatan | 17 | 46 | 47 | 16 | right, most of them of the three offices that lag or waste; was 20, 58, 62, 21 |
| `copied_plan` | catatan | 0 | 42 | 38 | 39 | right: these offices do copy; was 0, 60, 57, 59 |

Ten and more of each of the last two were read. Wrong were, and are said no more: a cost held against others of which most
had spent nothing (median Rp 0); an achievement that more than a quarter of the other offices share (three of seven at
41,67 % beside four at 0); and plans called copied though somebody had taken one of them out.
"""  # noqa: E501 -- rows of a table do not break


def table(title: str, checks: tuple[Check | TextCheck, ...]) -> str:
    """Return the checks of one kind as a section with a table."""
    lines = [f"\n## {title}\n", "| Code | Title | Weight | What it finds | Comes from |", "|---|---|---|---|---|"]
    for check in checks:
        finds = (check.find.__doc__ or "").partition("\n\n")[0].removeprefix("Find ")
        finds = " ".join(finds.split())
        cells = (f"`{check.code}`", check.title, Severity(check.severity).label.lower(), finds, check.source)
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def document() -> str:
    """Return the page on all checks."""
    of_texts = tuple(check for check in CHECKS if isinstance(check, TextCheck))
    others = tuple(check for check in CHECKS if not isinstance(check, TextCheck))
    return HEAD + table("Figures, agreement, people", others) + table("Texts", of_texts) + TAIL


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 -- what the command is for
