"""The preview counts its rows, and one that stands in the way stops all."""

from agreements.sheets import Preview, PreviewRow, RowState


def preview(*states):
    return Preview("Lembar1", ("Kode",), tuple(PreviewRow(n, state, ("x",)) for n, state in enumerate(states, 2)))


def test_counts_name_every_state():
    found = preview(RowState.NEW, RowState.SAME, RowState.NEW)
    assert found.counts == {
        RowState.NEW: 2,
        RowState.CHANGED: 0,
        RowState.SAME: 1,
        RowState.REFUSED: 0,
        RowState.STALE: 0,
    }
    assert found.changes_something
    assert not found.is_refused


def test_one_refused_or_overtaken_row_stops_all():
    assert preview(RowState.NEW, RowState.REFUSED).is_refused
    assert preview(RowState.NEW, RowState.STALE).is_refused


def test_nothing_new_changes_nothing():
    assert not preview(RowState.SAME).changes_something


def test_every_state_has_its_words():
    assert {state.words for state in RowState} == {
        "baru",
        "berubah",
        "tetap",
        "ditolak",
        "sudah diubah orang lain",
    }
