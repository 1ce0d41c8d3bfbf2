"""Displayed fractions: every part with its name, those that are multiplied with both numbers."""

import pytest

from agreements.numbers import NBSP
from reports.document.blocks import FractionBlock
from reports.document.fractions import fraction_of
from tests.reports.long_report import blocks, document, long_report, story


@pytest.fixture
def made():
    return document(long_report())


def test_fractions_stand_under_their_indicator_without_repeating_its_name(made):
    first, second = blocks(made, FractionBlock)
    assert (first.label, first.numerator, first.denominator) == ("", "19 (Hasil)", "54 (Aktivitas)")
    assert first.result.replace(NBSP, " ") == "35,19 %"
    assert second.numerator == (
        "0 (Desa yang menyusun RKPDes tepat waktu) + 0 (Desa yang menyusun APBDes tepat waktu)"
        " + 10 (Desa yang menyusun LPPDes tepat waktu)"
    )
    assert second.denominator == "30 (10 Desa × 3)"
    assert fraction_of(story(long_report()), story(long_report()).agreement.items[0]).label == "Hasil fasilitasi"
