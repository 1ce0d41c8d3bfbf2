"""What an address narrows the board to: read, applied, written back."""

import datetime
from urllib.parse import parse_qsl

import pytest

from agreements.enums import ReportStatus
from reports.board import Handing, Narrowing, PostKind, in_order, rows_of
from reports.board.narrowing import KINDS, MARKS, MOST_SOUGHT, ORDERS, POSTS, STATE_CHOICES, TIMES
from tests.reports.board.making import DUE, cell

DRAFT, SUBMITTED, RETURNED, APPROVED, RECEIVED = ReportStatus
LATER = DUE + datetime.timedelta(days=3)

CELLS = {
    "unopened": cell(None, unit=1, today=LATER, left=-1),
    "today": cell(Handing(1, DRAFT), unit=1, official="BUDI", name="Camat", kind=PostKind.CAMAT),
    "wrong": cell(Handing(2, DRAFT), unit=2, today=DUE - datetime.timedelta(days=1), left=1, findings=(1, 0)),
    "warned": cell(Handing(3, SUBMITTED, due_on=DUE), unit=2, findings=(0, 2)),
    "late": cell(Handing(4, RECEIVED, due_on=DUE, late_days=2), unit=2, unit_kind="bagian"),
    "changed": cell(Handing(5, APPROVED, changed=True, due_on=DUE), unit=3),
    "back": cell(Handing(6, RETURNED, changed=True, due_on=DUE, reminded_on=DUE), unit=3),
}

# query -> the cells that stay
KEPT = {
    "": set(CELLS),
    "status=belum-diajukan": {"unopened", "today", "wrong", "back"},
    "status=unopened": {"unopened"},
    "status=received": {"late"},
    "waktu=terlambat": {"unopened", "late"},
    "waktu=lewat": {"unopened"},
    "waktu=jatuh-tempo": {"unopened", "today", "back"},
    "waktu=diajukan-terlambat": {"late"},
    "waktu=tepat": {"warned", "changed", "back"},
    "jabatan=camat": {"today"},
    "jenis=bagian": {"late"},
    "tanda=galat": {"wrong"},
    "tanda=peringatan": {"warned"},
    "tanda=temuan": {"wrong", "warned"},
    "tanda=berubah": {"changed", "back"},
    "tanda=diingatkan": {"back"},
    "tanda=belum-diingatkan": {"unopened", "today"},
    "unit=kecamatan-contoh-2": {"wrong", "warned", "late"},
    "cari=budi": {"today"},
    "cari=contoh+3": {"changed", "back"},
    "cari=Seksi++DESA+2": {"wrong", "warned", "late"},
    "cari=nobody": set(),
    "status=draft&cari=contoh+2": {"wrong"},
    # What can't be meant narrows nothing.
    "status=nothing&waktu=&jabatan=%00&urut=x": set(CELLS),
}


@pytest.mark.parametrize("query", KEPT)
def test_address_keeps_what_it_asks_for(query):
    narrowing = Narrowing.of(dict(parse_qsl(query)))
    kept = narrowing.keep(CELLS.values())
    assert {name for name, found in CELLS.items() if found in kept} == KEPT[query]
    assert bool(narrowing) == (KEPT[query] != set(CELLS))


@pytest.mark.parametrize("query", [query for query in KEPT if "nothing" not in query])
def test_address_is_written_as_it_is_read(query):
    narrowing = Narrowing.of(dict(parse_qsl(query)))
    assert Narrowing.of(dict(parse_qsl(narrowing.query))) == narrowing


def test_every_choice_can_be_asked_for():
    for name, choices in (
        ("status", STATE_CHOICES),
        ("waktu", TIMES),
        ("jabatan", POSTS),
        ("jenis", KINDS),
        ("tanda", MARKS),
    ):
        for value in choices:
            narrowing = Narrowing.of({name: value})
            assert narrowing.parameters == {name: value}
            narrowing.keep(CELLS.values())


def test_search_is_of_bounded_length_and_holds_no_null():
    assert len(Narrowing.of({"cari": "a" * 5_000}).words) == MOST_SOUGHT
    assert Narrowing.of({"cari": "budi\0 "}).words == "budi"


def test_order_alone_leaves_nothing_out():
    assert not Narrowing.of({"urut": "terlambat"})


@pytest.mark.parametrize(
    ("order", "units"),
    [("", [1, 2, 3]), ("terlambat", [1, 2, 3]), ("diterima", [3, 1, 2]), ("temuan", [2, 1, 3])],
)
def test_units_stand_in_the_order_that_is_asked_for(order, units):
    rows = rows_of([*CELLS.values(), cell(Handing(7, APPROVED, due_on=DUE), unit=3)])
    assert [row.id for row in in_order(rows, order)] == units


def test_orders_are_all_known():
    assert all(in_order(rows_of(CELLS.values()), order) for order in ORDERS)
