"""`python -m reports.explanation` prints `docs/figures.md`, which is drawn from the table of formulas. Pure."""

from reports.explanation.equations import in_names
from reports.explanation.table import FORMULAS
from reports.explanation.words import rounding_of
from reports.expressions import Formula

HEAD = """# How each figure is computed

Drawn from `reports/explanation/table.py` (`python -m reports.explanation > docs/figures.md`); a test compares the two.
The application computes with these very formulas and prints them, with the figures that went in, when somebody asks how
a figure came about; the same table stands in it under *Cara menghitung*, in the same words.
"""


def table(title: str, formulas: tuple[Formula, ...]) -> str:
    """Return the formulas of one chapter as a section with a table."""
    lines = [f"\n## {title}\n", "| Angka | Rumus | Aturan | Sumber |", "|---|---|---|---|"]
    for formula in formulas:
        rule = f"{formula.rule} {rounding_of(formula)}".strip()
        cells = (formula.title, in_names(formula) or "–", rule, formula.source)
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def document() -> str:
    """Return the page on all formulas."""
    return HEAD + "".join(table(title, rows) for title, rows in FORMULAS.items())


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 -- what the command is for
