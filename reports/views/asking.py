"""Where a page answers how a figure came about: the address of each figure, and documents whose figures carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from reports.comparison.sections import Section
from reports.comparison.values import Question
from reports.document.blocks import ReportDocument
from reports.document.build import build_document
from reports.explanation.asking import askable
from reports.explanation.keys import Index, report_index
from reports.outputs import Prepared
from reports.period import Quarter
from reports.results import Figure


def asking(address: str, key: str) -> str:
    """Return the address that answers for a key; the page's own may have a query already."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'angka': key})}"


def askable_sections(sections: Iterable[Section], quarter: Quarter) -> tuple[Section, ...]:
    """Return parts of a comparison for a page, where each figure of a table leads to how it came about."""

    def address(question: Question) -> str:
        if not question.unit:
            return f"{reverse('formulas')}#{question.key}"
        then = question.quarter or quarter
        return asking(reverse("unit_calculation", args=[question.unit, then.year, then.number]), question.key)

    return tuple(section.askable(address) for section in sections)


@dataclass(frozen=True)
class Questions:
    """The figures of a report that can be asked, and the page that answers."""

    prepared: Prepared
    index: Index
    address: str

    @classmethod
    def about_report(cls, prepared: Prepared, address: str) -> "Questions":
        """Return the questions about a report."""
        return cls(prepared, report_index(prepared.inputs, prepared.results), address)

    def about(self, figure: Figure | None) -> str:
        """Return the address that answers for a figure, '' where it has no name of its own."""
        key = self.index.key_of(figure)
        return asking(self.address, key) if key else ""

    @property
    def document(self) -> ReportDocument:
        """The document for the page, where each figure leads to how it came about."""
        document = build_document(self.prepared.inputs, self.prepared.results, key_of=self.index.key_of)
        return askable(document, self.index, lambda key: asking(self.address, key))
