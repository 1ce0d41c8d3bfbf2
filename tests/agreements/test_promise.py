"""What an agreement promises, as plain values."""

import datetime
from decimal import Decimal

import pytest

from agreements.enums import AgreementKind, ObjectiveLevel
from agreements.promise import Aim, Item, Money, Promise, Target, holds, target_words, told

DAY = datetime.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("kind", "signed_on", "expected"),
    [
        (AgreementKind.MURNI, None, True),
        (AgreementKind.PERUBAHAN, None, False),
        (AgreementKind.MURNI, DAY, True),
        (AgreementKind.PERUBAHAN, DAY, True),
        (AgreementKind.PERUBAHAN, DAY + datetime.timedelta(days=1), False),
    ],
)
def test_from_when_an_agreement_holds(kind, signed_on, expected):
    assert holds(kind, signed_on, DAY) is expected


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(), ""),
        (Target(Decimal(35)), "35 keluarga"),
        (Target(Decimal(40), Decimal(60)), "40–60 keluarga"),
        (Target(Decimal(3), shown="3 jenis"), "3 jenis"),
    ],
)
def test_target_in_words(target, words):
    assert target_words(target, "keluarga") == words


def test_all_that_is_promised_is_told():
    quarters = (Decimal(1), None, None, Decimal(4))
    item = Item(name="Jumlah laporan", target=Target(Decimal(4), quarters=quarters), unit_of_measure="laporan")
    money = Money(1, Decimal(1500), months=(1, 2), name="7.01 Program", responsible="Camat")
    promise = Promise((Aim(ObjectiveLevel.PROGRAM, "Tertib", (item,)),), (money, Money(2, name="7.02")), "Pj. Bupati")
    assert [[label, [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]] for label, lines in told(promise)] == [
        [
            "Sasaran dan indikator",
            ["Sasaran Program: Tertib", "- Jumlah laporan; target 4 laporan; per triwulan 1 / – / – / 4"],
        ],
        ["Anggaran", ["7.01 Program; Rp 1.500; Januari dan Februari; penanggung jawab Camat", "7.02"]],
        ["Jabatan pihak kedua", ["Pj. Bupati"]],
    ]


def test_a_copy_has_no_stored_rows_and_leaves_out_what_it_is_told_to():
    items = tuple(Item(key=key, indicator_id=key, target=Target(Decimal(key))) for key in (1, 2))
    promise = Promise((Aim(ObjectiveLevel.PROGRAM, "Tertib", items, key=9),), (Money(1),))
    copy = promise.copied(without={2})
    assert [aim.key for aim in copy.aims] == [None]
    assert [(item.key, item.target.value) for item in copy.items] == [(None, 1), (None, None)]
    assert copy.money == promise.money
    assert [item.target for item in promise.copied(targets=False).items] == [Target(), Target()]
