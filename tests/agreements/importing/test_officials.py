"""Rows of a sheet of officials, held against posts and people."""

import datetime
from decimal import Decimal

import pytest

from agreements.enums import AppointmentKind as Kind
from agreements.importing.officials import plan_officials, read_officials
from agreements.organisation import Span
from agreements.queries.organisation import KnownOfficial, StandingPeople
from agreements.sheets import RowState, SheetRefusedError, read_workbook
from tests.sheets import workbook

HEAD = ["No", "Jabatan", "Nama", "NIP", "Pangkat/Gol.", "Status", "TMT"]
NIP = "198001012005011001"
OTHER = "198001012005011002"


def day(number, month=1, year=2026):
    return datetime.date(year, month, number)


def people(*, spans=None, holders=None, officials=()):
    return StandingPeople("Kecamatan Senduro", {1: "Camat", 2: "Kasi Desa"}, spans or {}, holders or {}, officials)


def plan(rows, standing=None, *, move=False):
    content = workbook([["DAFTAR PEJABAT"], [], HEAD, *([n, *row] for n, row in enumerate(rows, 1))])
    name, read = read_officials(read_workbook(content))
    return plan_officials(name, read, standing or people(), move=move)


def states(found):
    return [row.state for row in found.preview.rows]


def reasons(found):
    return " ".join(reason for row in found.preview.rows for reason in row.reasons)


def test_rows_become_seats():
    found = plan(
        [
            ["CAMAT", "Siti Rahayu, S.Sos", "19800101 200501 1 001", "Pembina", "", day(1)],
            ["Kasi  Desa", "Budi", "", None, "plt", "5 Februari 2026"],
            ["Kasi Desa", "", "", "", "", ""],
        ]
    )
    assert states(found) == [RowState.NEW, RowState.NEW]
    assert [(seat.post, seat.name, seat.nip, seat.rank, seat.kind, seat.start) for seat in found.seats] == [
        (1, "Siti Rahayu, S.Sos", NIP, "Pembina", Kind.DEFINITIVE, day(1)),
        (2, "Budi", "", "", Kind.PLT, day(5, 2)),
    ]
    assert found.preview.rows[0].cells == (
        "CAMAT",
        "Siti Rahayu, S.Sos",
        "19800101 200501 1 001",
        "Pembina",
        "Definitif",
        "1 Januari 2026",
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Lurah", "Siti", NIP, "", "", day(1)], "tidak punya jabatan “Lurah”"),
        (["", "Siti", NIP, "", "", day(1)], "Jabatan belum ditulis"),
        (["Camat", "", NIP, "", "", day(1)], "Nama belum ditulis"),
        (["Camat", "Siti", "198013012005011001", "", "", day(1)], "tanggal lahir"),
        (["Camat", "Siti", Decimal(NIP), "", "", day(1)], "angka terakhirnya hilang"),
        (["Camat", "Siti", NIP, "", "Pelaksana", day(1)], "“Pelaksana” tidak dikenal"),
        (["Camat", "Siti", NIP, "", "", ""], "mulai belum ditulis"),
        (["Camat", "Siti", NIP, "", "", "31 Juni 2026"], "31 Juni 2026"),
        (["Camat", "S" * 121, NIP, "", "", day(1)], "terlalu panjang"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(row, sentence):
    found = plan([row])
    assert states(found) == [RowState.REFUSED]
    assert sentence in reasons(found)
    assert found.seats == ()


def test_who_stands_there_already_is_the_same_and_another_follows():
    held = Span(7, Kind.DEFINITIVE, day(1, year=2024), None, "Siti Rahayu")
    standing = people(
        spans={1: (held,)}, holders={7: NIP}, officials=(KnownOfficial(NIP, "Siti Rahayu", ((1, held),)),)
    )
    found = plan([["Camat", "Siti Rahayu", NIP, "", "", day(1, year=2024)]], standing)
    assert (states(found), found.seats) == ([RowState.SAME], ())
    found = plan([["Camat", "Budi", OTHER, "", "", day(10)]], standing)
    [row] = found.preview.rows
    assert row.state == RowState.CHANGED
    assert [(change.old, change.new) for change in row.changes] == [("Siti Rahayu", "Budi")]
    assert row.reasons == ("Siti Rahayu berakhir 9 Januari 2026.",)


def test_days_of_somebody_else_are_refused_also_those_of_a_row_above():
    held = Span(7, Kind.DEFINITIVE, day(20), None, "Andi")
    found = plan([["Camat", "Budi", "", "", "", day(10)]], people(spans={1: (held,)}, holders={7: None}))
    assert (states(found), "Andi sudah ditunjuk mulai" in reasons(found)) == ([RowState.REFUSED], True)
    found = plan([["Camat", "Budi", "", "", "", day(10)], ["Camat", "Andi", "", "", "", day(10)]])
    assert states(found) == [RowState.NEW, RowState.REFUSED]


def test_a_known_nip_keeps_its_name_and_one_definitive_post():
    elsewhere = Span(9, Kind.DEFINITIVE, day(1, year=2024), None, "Siti")
    standing = people(officials=(KnownOfficial(NIP, "Siti", ((99, elsewhere),)),))
    row = ["Camat", "Siti", NIP, "", "", day(10)]
    assert "definitif di jabatan lain mulai 1 Januari 2024" in reasons(plan([row], standing))
    assert states(plan([row], standing, move=True)) == [RowState.NEW]
    assert states(plan([[*row[:4], "Plh.", row[5]]], standing)) == [RowState.NEW]
    assert "tercatat atas nama Siti" in reasons(plan([["Camat", "Budi", NIP, "", "Plh.", day(10)]], standing))


def test_one_person_stands_once_in_the_sheet():
    found = plan([["Camat", "Siti", NIP, "", "", day(1)], ["Kasi Desa", "Siti", NIP, "", "", day(1)]])
    assert states(found) == [RowState.NEW, RowState.REFUSED]
    assert "juga ada di baris 4" in reasons(found)


def test_a_sheet_without_the_headings_is_refused():
    with pytest.raises(SheetRefusedError, match="NIP"):
        read_officials(read_workbook(workbook([["Jabatan", "Nama"], ["Camat", "Siti"]])))


def test_what_was_seen_changes_with_what_stands_and_with_moving():
    row = ["Camat", "Budi", "", "", "", day(10)]
    held = Span(7, Kind.DEFINITIVE, day(1, year=2024), None, "Siti")
    seen = {
        plan([row]).preview.seen,
        plan([row], move=True).preview.seen,
        plan([row], people(spans={1: (held,)}, holders={7: None})).preview.seen,
    }
    assert len(seen) == 3
