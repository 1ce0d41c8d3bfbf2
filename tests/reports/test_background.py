"""What stands beside a report: it comes with the inputs, changes nothing of what was read, and is kept when it is issued."""

import datetime
from dataclasses import replace
from decimal import Decimal

from reports.background import Background, PeerEntry, ReasonEntry
from reports.frozen import fingerprint, freeze, thaw
from tests.reports.builders import facts, indicator, report


def test_it_is_kept_but_is_nothing_that_was_read():
    bare = report(facts([indicator(1, 20)]))
    reason = ReasonEntry("fallen", "indikator-1", "Turun.", "Koreksi.", "Siti", datetime.date(2024, 7, 1))
    peer = PeerEntry("indikator-1", "achievement", Decimal("90.00"), Decimal("4.00"), 20)
    full = replace(bare, reasons=(reason,), background=Background(peers=(peer,)))
    assert thaw(freeze(full)) == full
    assert fingerprint(full) == fingerprint(bare)
