"""One report that is owed: how far it is, whether it is late, and the counts over many."""

import datetime

import pytest

from agreements.enums import Echelon, ReportForm, ReportStatus, UnitKind
from reports.board import STATES, Handing, PostKind, Timing, counts_of, examined, make_cell, post_kind, rows_of
from reports.board.cells import KIND_OF_FORM, REMIND_AGAIN
from tests.reports.board.making import DUE, cell, post

DRAFT, SUBMITTED, RETURNED, APPROVED, RECEIVED = ReportStatus
BEFORE, AFTER = DUE - datetime.timedelta(days=2), DUE + datetime.timedelta(days=3)

# (report, today, working days left) -> (timing, days, owed, late, pressing, words)
CASES = {
    "nobody opened it, and days are left": (
        None,
        BEFORE,
        2,
        (Timing.RUNNING, 2, True, False, False, "2 hari kerja lagi"),
    ),
    "nobody opened it, due today": (None, DUE, 0, (Timing.TODAY, 0, True, False, True, "batas hari ini")),
    "nobody opened it, and it is late": (
        None,
        AFTER,
        -1,
        (Timing.OVERDUE, 1, True, True, True, "lewat batas 1 hari kerja"),
    ),
    "a weekend after the date": (
        Handing(1, DRAFT),
        AFTER,
        0,
        (Timing.OVERDUE, 0, True, True, True, "baru lewat batas"),
    ),
    "months after the date": (
        Handing(1, DRAFT),
        AFTER,
        -451,
        (Timing.OVERDUE, 451, True, True, True, "lewat batas 451 hari kerja"),
    ),
    "handed in in time": (
        Handing(1, SUBMITTED, due_on=DUE),
        AFTER,
        -1,
        (Timing.IN_TIME, 0, False, False, False, "tepat waktu"),
    ),
    "handed in late": (
        Handing(1, RECEIVED, due_on=DUE, late_days=3),
        AFTER,
        -9,
        (Timing.LATE, 3, False, True, False, "diajukan terlambat 3 hari kerja"),
    ),
    "handed in on the weekend after": (
        Handing(1, APPROVED, due_on=DUE, late_days=0),
        AFTER,
        -9,
        (Timing.LATE, 0, False, True, False, "diajukan terlambat, belum satu hari kerja"),
    ),
    # A return makes nobody late afterwards, but it still has to be handed in again.
    "returned after it came in time": (
        Handing(1, RETURNED, due_on=DUE),
        AFTER,
        -1,
        (Timing.IN_TIME, 0, True, False, True, "tepat waktu"),
    ),
    "returned before its date": (
        Handing(1, RETURNED, due_on=DUE),
        BEFORE,
        2,
        (Timing.IN_TIME, 0, True, False, False, "tepat waktu"),
    ),
    "handed in, and nobody kept when": (
        Handing(1, APPROVED),
        AFTER,
        -1,
        (Timing.UNKNOWN, 0, False, False, False, "waktu tidak tercatat"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_lateness_is_that_of_the_first_submission_or_of_today(name):
    report, today, left, expected = CASES[name]
    made = make_cell(post(), report, DUE, left, today)
    found = (made.timing, made.days, made.owed, made.late, made.pressing, made.told_of_time)
    assert found == expected


@pytest.mark.parametrize(
    ("status", "days", "words", "lately"),
    [
        (DRAFT, 0, "diingatkan hari ini", True),
        (RETURNED, 1, "diingatkan kemarin", True),
        (DRAFT, REMIND_AGAIN - 1, f"diingatkan {REMIND_AGAIN - 1} hari lalu", True),
        (DRAFT, REMIND_AGAIN, f"diingatkan {REMIND_AGAIN} hari lalu", False),
        (DRAFT, None, "", False),
        # Whoever handed it in has heard.
        (SUBMITTED, 0, "", False),
    ],
)
def test_reminder_is_told_while_its_makers_have_the_report(status, days, words, lately):
    reminded = None if days is None else AFTER - datetime.timedelta(days=days)
    made = make_cell(post(), Handing(1, status, reminded_on=reminded), DUE, -1, AFTER)
    assert (made.told_of_reminder, made.reminded_lately) == (words, lately)
    assert made.unreminded == (made.owed and not lately)


def test_every_timing_has_a_case_and_words():
    assert {expected[0] for *_, expected in CASES.values()} == set(Timing)
    assert all(words for *_, (*_, words) in CASES.values())


@pytest.mark.parametrize(
    ("status", "then", "now", "moved"),
    [
        (SUBMITTED, "a", "b", True),
        (SUBMITTED, "a", "a", False),
        # Handed in before anybody kept it, or not worked out: nobody can say.
        (SUBMITTED, "", "b", False),
        (SUBMITTED, "a", "", False),
        (RETURNED, "a", "b", False),
    ],
)
def test_report_that_says_something_else_than_was_handed_in_is_marked(status, then, now, moved):
    made = examined(cell(Handing(1, status, fingerprint=then)), 2, 3, now)
    assert (made.errors, made.warnings, made.moved, made.changed) == (2, 3, moved, moved)


def test_post_without_report_can_be_examined():
    assert not examined(cell(None), 1, 0, "a").changed


def test_date_is_the_one_that_counted_when_it_was_handed_in():
    then = DUE + datetime.timedelta(days=9)
    assert make_cell(post(), Handing(1, SUBMITTED, due_on=then), DUE, 0, DUE).due == then
    assert make_cell(post(), Handing(1, DRAFT), DUE, 0, DUE).due == DUE


def test_state_is_told_in_words():
    assert cell(None).label == "Belum dibuka"
    assert cell(Handing(1, RETURNED)).label == "Dikembalikan"
    assert list(STATES) == ["unopened", "draft", "submitted", "returned", "approved", "received"]


def test_counts_tell_states_in_the_order_of_a_report_s_life():
    cells = [
        cell(Handing(1, RECEIVED, due_on=DUE, late_days=2)),
        cell(None, today=AFTER, left=-1),
        cell(Handing(2, DRAFT), findings=(2, 1)),
        cell(Handing(3, APPROVED, changed=True, due_on=DUE), findings=(0, 4)),
        cell(Handing(4, SUBMITTED, due_on=DUE), moved=True),
    ]
    counts = counts_of(cells)
    assert [(state, number) for state, _, number in counts.told] == [
        ("unopened", 1), ("draft", 1), ("submitted", 1), ("approved", 1), ("received", 1),
    ]  # fmt: skip
    assert (counts.total, counts.received, counts.approved) == (5, 1, 1)
    assert (counts.late, counts.overdue, counts.pressing) == (2, 1, 2)
    assert (counts.errors, counts.warnings, counts.changed) == (1, 2, 2)


def test_nothing_counts_as_nothing():
    counts = counts_of([])
    assert (counts.total, counts.told, counts.received, counts.late) == (0, (), 0, 0)


def test_cells_are_put_together_by_unit_in_their_order():
    first, second = cell(None, unit=1), cell(None, unit=2)
    rows = rows_of([second, first, cell(None, unit=2)])
    assert [(row.id, len(row.cells)) for row in rows] == [(2, 2), (1, 1)]
    assert rows[0].shown == rows[0].cells
    assert rows[0].counts.total == 2


@pytest.mark.parametrize(
    ("form", "unit_kind", "echelon", "kind"),
    [
        ("", UnitKind.KECAMATAN, Echelon.III_A, PostKind.CAMAT),
        ("", UnitKind.KECAMATAN, Echelon.III_B, PostKind.SEKRETARIS),
        ("", UnitKind.KECAMATAN, Echelon.IV_A, PostKind.KASI),
        ("", UnitKind.KECAMATAN, Echelon.STAFF, PostKind.STAF),
        ("", UnitKind.BAGIAN, Echelon.III_A, PostKind.HEAD),
        ("kasubbag_gabungan", UnitKind.KECAMATAN, Echelon.IV_A, PostKind.KASUBBAG),
    ],
)
def test_kind_of_a_post_comes_from_its_form(form, unit_kind, echelon, kind):
    assert post_kind(form, unit_kind, echelon) == kind


def test_every_form_has_its_kind():
    assert KIND_OF_FORM.keys() == set(ReportForm)
