"""Where a place of a report is mended: findings, remarks and changes all lead there, to the very field where one is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from reports import anchors
from reports.inputs import ReportInputs
from reports.period import Quarter
from reports.usage import is_entered
from reports.views.desk import Desk

LISTS: Mapping[str, tuple[str, str]] = {
    anchors.CLOSING_POINT: ("penutup", "text"),
    anchors.FOLLOW_UP: ("lanjut", "text"),
    anchors.OBSTACLE: ("hambatan", "text"),
    anchors.ACTIVITY: ("aktivitas", "text"),
}
"""What the anchors of numbered lists begin with -> prefix of the rows on their page, and the field to stand in."""


@dataclass(frozen=True)
class Spot:
    """A report as its addresses need it: whose it is, what it holds, and whether the account may edit it."""

    unit: str
    position: str
    quarter: Quarter
    inputs: ReportInputs
    may_edit: bool

    @classmethod
    def of(cls, desk: Desk) -> "Spot":
        """Return the report on a desk."""
        unit, position, _, _ = desk.place
        return cls(unit, position, desk.quarter, desk.prepared.inputs, not desk.refusal)

    def address(self, name: str, *more: object) -> str:
        """Return an address about the report."""
        return reverse(name, args=[self.unit, self.position, self.quarter.year, self.quarter.number, *more])

    def entry(self, alone: bool = True) -> str:
        """Return the address of the report's figures, `alone` or among all of the unit, where they are hard to find."""
        address = reverse("entry", args=[self.unit, self.quarter.year, self.quarter.number])
        return f"{address}?laporan={self.position}" if alone else address

    def place(self, anchor: str) -> str:
        """Return the address at which a place of the report is changed; '' for the report as a whole.

        `anchor` is one of a finding, a remark or a change (`reports.anchors`).
        """
        if anchor.startswith(anchors.ENTRY_CELLS):
            return f"{self.entry(alone=anchor not in self._computed)}#{anchor}"
        if anchor == anchors.TOTALS:
            return self.entry()
        if anchor.startswith(anchors.TEXT):
            page = self.address("report_text", anchor.removeprefix(anchors.TEXT))
            return f"{page}#id_text" if self.may_edit else page
        if anchor.startswith(anchors.PHOTO):
            return self._photo(anchor)
        if anchor == anchors.SIGNATURES:
            page = self.address("report_arrangement")
            return f"{page}#id_signed_on" if self.may_edit else page
        return self._row(anchor)

    def _photo(self, anchor: str) -> str:
        page = self.address("report_photos")
        names = anchors.apart(anchors.photo_anchor(number, row) for number, row in enumerate(self.inputs.photos, 1))
        return f"{page}#id_foto-{names.index(anchor)}-text" if self.may_edit and anchor in names else page

    def _row(self, anchor: str) -> str:
        """Return the address of a row on the page of lists."""
        page = self.address("report_writing")
        for start, (prefix, field) in LISTS.items():
            if anchor.startswith(start):
                number = anchor.removeprefix(start)
                known = self.may_edit and number.isdecimal()
                return f"{page}#id_{prefix}-{int(number) - 1}-{field}" if known else f"{page}#daftar-{prefix}"
        if anchor.startswith(anchors.STRATEGY):
            names = anchors.apart(anchors.strategy_anchor(row) for row in self.inputs.strategies)
            strategy, _, field = anchor.partition("/")
            if self.may_edit and strategy in names:
                return f"{page}#id_strategi-{names.index(strategy)}-{field or 'subject'}"
            return f"{page}#daftar-strategi"
        return ""

    @cached_property
    def _computed(self) -> set[str]:
        """Figures that nobody types: they may stand only in the grid of all of the unit, not in that of the report."""
        facts = self.inputs.facts
        computed = {anchors.indicator_anchor(entry.id) for entry in facts.indicators.values() if not is_entered(entry)}
        computed |= {anchors.line_anchor(line.id) for line in facts.lines.values() if not line.holds_amounts}
        return computed
