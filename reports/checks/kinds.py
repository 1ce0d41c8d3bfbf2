"""The two kinds of checks: of figures and people, and of what was written by hand. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from agreements.enums import FindingTopic, Severity
from reports.checks.common import Problem
from reports.checks.passages import Writing
from reports.inputs import ReportInputs
from reports.results import ReportResults

MOST = 40
"""Problems that one check of texts reports at most: whoever has more of them pasted another report."""


@dataclass(frozen=True)
class Check:
    """A check of figures and people: stable code, title, severity, the function that finds, and the slip behind it."""

    code: str
    title: str
    """What people call it: 'Belanja melebihi pagu'."""
    severity: Severity
    find: Callable[[ReportInputs, ReportResults], Iterable[Problem]]
    source: str
    topic: FindingTopic = FindingTopic.FIGURES

    def run(self, writing: Writing) -> Iterable[Problem]:
        """Return what the check finds in a report."""
        return self.find(writing.inputs, writing.results)


@dataclass(frozen=True)
class TextCheck:
    """A check of what was written by hand; the same five, over the passages of a report."""

    code: str
    title: str
    severity: Severity
    find: Callable[[Writing], Iterable[Problem]]
    source: str
    topic: FindingTopic = FindingTopic.TEXTS

    def run(self, writing: Writing) -> Iterable[Problem]:
        """Return what the check finds in a report; of a text that is all wrong, the beginning."""
        return islice(self.find(writing), MOST)
