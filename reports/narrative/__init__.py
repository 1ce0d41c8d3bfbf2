"""The words of a report: every sentence with a figure, count, amount, period, place or name is told from results. Pure.

`words` are small wordings, `Story` is what sentences are told from; `introduction`, `accountability` and `conclusion`
hold one function per section of their chapters, `sentences` the register of them all.
"""

from reports.narrative.accountability import counts
from reports.narrative.sentences import LISTED, SENTENCES, Sentence
from reports.narrative.story import Story
from reports.narrative.told import Paragraphs, Parts
from reports.narrative.words import COST_PER_OUTCOME, EFFICIENCY, REASONS, post_of_unit, signature_title

__all__ = [
    "COST_PER_OUTCOME",
    "EFFICIENCY",
    "LISTED",
    "REASONS",
    "SENTENCES",
    "Paragraphs",
    "Parts",
    "Sentence",
    "Story",
    "counts",
    "post_of_unit",
    "signature_title",
]
