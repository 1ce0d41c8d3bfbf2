"""Where money runs ahead of results, and results ahead of money."""

from decimal import Decimal

import pytest

from reports.office import APART, balances, money_ahead, results_ahead


def figures(*lines):
    """Return a unit's figures: each line is (absorption, spent, achievements of its outcomes)."""
    indicators, rows = [], []
    for number, (absorption, spent, achievements) in enumerate(lines, 1):
        keys = []
        for achievement in achievements:
            key = 100 + len(indicators)
            keys.append(key)
            indicators.append({"id": key, "name": f"Indikator {key}", "achievement": achievement})
        rows.append(
            {
                "id": number,
                "name": f"Kegiatan {number}",
                "code": None,
                "responsible": "kasi-desa",
                "responsible_name": "Kepala Seksi Desa",
                "absorption": absorption,
                "spent": spent,
                "indicators": keys,
            }
        )
    return {"indicators": indicators, "lines": rows}


def names(rows):
    return [row.name for row in rows]


def test_lines_need_both_halves():
    found = tuple(
        balances(figures(("50.00", "5", ["40.00"]), (None, None, ["40.00"]), ("50.00", "5", [None]), ("1", "1", [])))
    )
    assert names(found) == ["Kegiatan 1"]
    assert (found[0].anchor, found[0].post, found[0].post_name) == ("anggaran-1", "kasi-desa", "Kepala Seksi Desa")
    assert found[0].absorption == Decimal(50)


def test_missing_post_and_code_are_empty():
    given = figures(("50.00", "5", ["40.00"]))
    given["lines"][0] |= {"responsible": None, "responsible_name": None, "code": "7.01.01"}
    found = next(balances(given))
    assert (found.post, found.post_name, found.code) == ("", "", "7.01.01")


@pytest.mark.parametrize(
    ("line", "ahead"),
    [
        (("50.00", "5", ["25.00"]), True),
        (("50.00", "5", ["25.01"]), False),
        # All that it pays for has to be behind.
        (("50.00", "5", ["10.00", "40.00"]), False),
        (("50.00", "5", ["10.00", "20.00"]), True),
        # Money for nothing counts however little it is.
        (("0.01", "1000", ["0.00"]), True),
        (("0.00", "0", ["0.00"]), False),
    ],
)
def test_money_is_ahead_where_everything_it_pays_for_is_far_behind(line, ahead):
    assert bool(money_ahead(balances(figures(line)))) is ahead


@pytest.mark.parametrize(
    ("line", "ahead"),
    [
        (("25.00", "5", ["50.00"]), True),
        (("25.01", "5", ["50.00"]), False),
        (("25.00", "5", ["40.00", "90.00"]), False),
        (("0.00", "0", ["100.00"]), True),
    ],
)
def test_results_are_ahead_where_all_of_them_are_far_before_the_money(line, ahead):
    assert bool(results_ahead(balances(figures(line)))) is ahead


def test_nothing_reached_stands_in_front_and_then_the_widest_gap():
    rows = tuple(
        balances(
            figures(
                ("60.00", "6", ["30.00"]), ("5.00", "1", ["0.00"]), ("90.00", "9", ["10.00"]), ("30.00", "3", ["0.00"])
            )
        )
    )
    assert names(money_ahead(rows)) == ["Kegiatan 4", "Kegiatan 2", "Kegiatan 3", "Kegiatan 1"]
    assert [row.fruitless for row in money_ahead(rows)] == [True, True, False, False]


def test_widest_gap_of_results_stands_in_front():
    rows = balances(figures(("10.00", "1", ["50.00"]), ("0.00", "0", ["100.00"])))
    assert names(results_ahead(rows)) == ["Kegiatan 2", "Kegiatan 1"]


def test_no_line_is_both():
    rows = tuple(
        balances(figures(*((f"{a}.00", str(a), [f"{b}.00"]) for a in range(0, 120, 7) for b in range(0, 120, 7))))
    )
    assert not set(names(money_ahead(rows))) & set(names(results_ahead(rows)))
    assert APART > 0
