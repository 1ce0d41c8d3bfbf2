"""A sheet of agreements as rows, and held against what stands."""

from decimal import Decimal

import pytest

from agreements.enums import Echelon, ObjectiveLevel
from agreements.importing.promise_rows import read_rows
from agreements.importing.promises import plan_promises
from agreements.promise import Aim, Item, Measured, Promise, Target
from agreements.queries import StandingIndicator, StandingPlan, StandingPost
from agreements.sheets import RowState, Sheet, SheetRefusedError, SheetRow

HEADING = ("Jabatan", "Sasaran", "Indikator Kinerja", "Satuan", "Target", "TW I", "TW II", "TW III", "TW IV")


def sheet(*rows, heading=HEADING):
    return (Sheet("PK", tuple(SheetRow(number, tuple(cells)) for number, cells in enumerate((heading, *rows), 1))),)


def post(key, name, echelon=Echelon.IV_A, promise=None, **more):
    return StandingPost(key, name, (name,), echelon, promise=promise or Promise(), **more)


def standing(*posts, indicators=()):
    return StandingPlan(posts, tuple(indicators), (), ())


def states(plan):
    return [row.state for row in plan.preview.rows]


def test_blank_posts_and_sasaran_are_those_above_and_the_next_post_begins_its_own():
    _, rows = read_rows(
        sheet(
            ("Camat", "Tertib", "A", "desa", Decimal(1)),
            (None, None, "B", "desa", Decimal(2)),
            ("Kasi", None, "C", "desa", Decimal(3)),
            (None, "Aman", "D", "desa", Decimal(4)),
            ("KASI", None, "E", "desa", Decimal(5)),
            (None, None, None, None, None),
        )
    )
    assert [(row.number, row.post, row.aim, row.indicator) for row in rows] == [
        (2, "Camat", "Tertib", "A"),
        (3, "Camat", "Tertib", "B"),
        (4, "Kasi", "", "C"),
        (5, "Kasi", "Aman", "D"),
        (6, "KASI", "Aman", "E"),
    ]


def test_quarters_under_a_joined_heading():
    (found,) = sheet(
        (None, None, None, None, None, "TW I", "TW II", "TW III", "TW IV"),
        ("Camat", "Tertib", "A", "desa", "10 desa", "2,5", None, "7", "10"),
        heading=("Jabatan", "Sasaran", "Indikator", "Satuan", "Target", "Target Triwulan", None, None, None),
    )
    _, (row,) = read_rows((found,))
    assert row.target == Target(Decimal(10), quarters=(Decimal("2.5"), None, Decimal(7), Decimal(10)))


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("Sasaran Strategis", ObjectiveLevel.STRATEGIC),
        ("sub  kegiatan", ObjectiveLevel.SUB_KEGIATAN),
        ("PROGRAM", ObjectiveLevel.PROGRAM),
        (None, None),
    ],
)
def test_levels_as_people_write_them(cell, level):
    rows = sheet(("Camat", "Tertib", "A", "desa", Decimal(1), cell), heading=(*HEADING[:5], "Tingkat"))
    assert read_rows(rows)[1][0].level is level


def test_no_headings():
    with pytest.raises(SheetRefusedError, match="Indikator kinerja"):
        read_rows(sheet(heading=("Jabatan", "Sasaran", "Target")))


@pytest.mark.parametrize(
    ("echelon", "level"),
    [
        (Echelon.III_A, ObjectiveLevel.STRATEGIC),
        (Echelon.III_B, ObjectiveLevel.PROGRAM),
        (Echelon.IV_B, ObjectiveLevel.KEGIATAN),
        (Echelon.STAFF, ObjectiveLevel.SUB_KEGIATAN),
    ],
)
def test_level_of_a_new_sasaran_by_the_echelon_of_its_post(echelon, level):
    plan = plan_promises(
        sheet(("Jabatan A", "Tertib", "A", "desa", Decimal(1))), standing(post(1, "Jabatan A", echelon))
    )
    assert [found for found, _ in plan.asked.indicators] == [level]
    assert [aim.level for aim in plan.asked.promises[1].aims] == [level]


@pytest.mark.parametrize("name", ["Kasi Pemerintahan", "KEPALA SEKSI  PEMERINTAHAN", "Kepala Seksi Pemerintahan"])
def test_posts_are_found_by_short_forms(name):
    plan = plan_promises(
        sheet((name, "Tertib", "A", "desa", Decimal(1))), standing(post(1, "Kepala Seksi Pemerintahan"))
    )
    assert states(plan) == [RowState.NEW]


def test_blank_targets_leave_what_stands():
    indicator = StandingIndicator(7, "Jumlah desa", "desa", ObjectiveLevel.KEGIATAN, None, Measured())
    item = Item(1, 7, target=Target(Decimal(5), quarters=(Decimal(1), None, None, None)), name="Jumlah desa")
    other = Item(2, 8, name="Jumlah lain")
    promise = Promise((Aim(ObjectiveLevel.KEGIATAN, "Tertib", (item, other), key=3),))
    plan = plan_promises(
        sheet(("Camat", None, "jumlah desa", None, None, None, Decimal(3))),
        standing(post(1, "Camat", promise=promise), indicators=[indicator]),
    )
    assert states(plan) == [RowState.CHANGED]
    (changed, untouched) = plan.asked.promises[1].items
    assert changed.target == Target(Decimal(5), quarters=(Decimal(1), Decimal(3), None, None))
    assert untouched == other
    assert plan.preview.remarks == ("1 indikator di perjanjian yang disebut tidak ada di lembar ini, dan dibiarkan.",)


def test_one_new_indicator_for_two_posts_is_made_once():
    rows = (("Camat", "Tertib", "A", "desa", Decimal(1)), ("Kasi", "Aman", "a", "desa", Decimal(1)))
    plan = plan_promises(sheet(*rows), standing(post(1, "Camat"), post(2, "Kasi")))
    assert [new.name for _, new in plan.asked.indicators] == ["A"]
    assert list(plan.asked.promises) == [1, 2]
