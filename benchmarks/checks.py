"""What the checks of 20,000 hand-written characters cost. Run from the top: `python -m benchmarks.checks [--json]`.

The report is Candipuro's, the longest form (69 budget lines), from the frozen inputs of the suite. Processor time is
measured, so that neighbours on the machine don't count: the evidence (the report as it is generated, built once
whatever the texts are), and on top of it all checks over several kinds of text, ordinary and hostile. `growth` is the
cost of 40,000 characters over that of 20,000: about 2 where time is in proportion to length.
"""

import json
import statistics
import time
from collections.abc import Mapping
from dataclasses import replace

from benchmarks.common import TOP, options, show
from reports.checks import CHECKS
from reports.checks.evidence import read_amount
from reports.checks.passages import Writing
from reports.checks.regulations import cited
from reports.computation import compute_facts
from reports.frozen import thaw
from reports.inputs import Background, ReportInputs
from reports.layouts import compute_in_form
from reports.results import ReportResults

CASE = TOP / "tests" / "reports" / "cases" / "frozen-1" / "candipuro-camat.json"
CHARACTERS = 20_000
ROUNDS = 9

HOSTILE: Mapping[str, str] = {
    "one finding a word": "dari 72 indikator di Ranuyoso pada 31 Juni 2023 sebesar Rp 22.90.000 atau 99,99 %. ",
    "digits": "1234567890",
    "points": "1.",
    "dots": ".",
    "brackets": "(1) (2 ",
    "short sentences": "Ya. ",
    "one letter": "a",
    "half a count": "dari dua puluh ",
    "half a regulation": "Peraturan Menteri Dalam Negeri dan ",
    "half a span": "1 Januari 2024 sampai dengan ",
    "capital letters": "TELAH TERCAPAI SELURUH ",
}


def main() -> None:
    """Print the medians in milliseconds, as a table or as JSON."""
    as_json = options(__doc__).parse_args().json
    show(measure(), as_json=as_json)


def measure() -> dict[str, float]:
    """Return the medians by name."""
    inputs, results = report()
    prose = Writing(inputs, results).printed.replace("\n", " ")
    figures = {"evidence": median(inputs, results, "", evidence=True)}
    texts = {"prose": prose, **HOSTILE}
    for name, part in texts.items():
        figures[name] = median(inputs, results, repeated(part, CHARACTERS))
    figures["worst"] = max(figures[name] for name in texts)
    worst = max(texts, key=lambda name: figures[name])
    twice = median(inputs, results, repeated(texts[worst], CHARACTERS * 2))
    figures["growth"] = twice / figures[worst]
    return {name: round(figure, 2) for name, figure in figures.items()}


def report() -> tuple[ReportInputs, ReportResults]:
    """Return the report with its results, and with something to hold texts against."""
    inputs = thaw(json.loads(CASE.read_text(encoding="utf-8")))
    register = tuple((citation.regulation, citation.about) for citation in inputs.citations)
    inputs = replace(inputs, background=Background(("Ranuyoso", "Rowokangkung"), register))
    return inputs, compute_in_form(inputs, compute_facts(inputs.facts))


def repeated(part: str, length: int) -> str:
    """Return a text of exactly `length` characters."""
    return (part * (length // len(part) + 1))[:length]


def median(inputs: ReportInputs, results: ReportResults, text: str, *, evidence: bool = False) -> float:
    """Return the median cost in ms: of the evidence, or of all checks over a text once the evidence is there."""
    typed = replace(inputs, texts={"closing_result": text}, generated={}) if text else inputs
    found = []
    for _ in range(ROUNDS):
        writing = Writing(typed, results)
        begun = time.process_time()
        if not evidence:
            prepare(writing)
            begun = time.process_time()
            for check in CHECKS:
                list(check.run(writing))
        else:
            prepare(writing)
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found)


def prepare(writing: Writing) -> None:
    """Work out what texts are held against, and forget what was read in them the round before."""
    cited.cache_clear()
    assert writing.printed
    assert writing.known.rounded
    assert writing.rows
    read_amount.cache_clear()


if __name__ == "__main__":
    main()
