"""The words of a report: every sentence with a figure, count, amount, period, place or name is told from results. Pure.

`words` are small wordings, `Story` is what sentences are told from, `sentences` holds one function per section.
"""

from reports.narrative.sentences import SENTENCES, Paragraphs, Parts, Sentence, counts
from reports.narrative.story import Story
from reports.narrative.words import EFFICIENCY, REASONS, signature_title

__all__ = [
    "EFFICIENCY",
    "REASONS",
    "SENTENCES",
    "Paragraphs",
    "Parts",
    "Sentence",
    "Story",
    "counts",
    "signature_title",
]
