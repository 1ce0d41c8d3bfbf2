"""What differs between two readings of a report."""

from reports.views.changed import Changes

BEFORE = {"indikator-1/target": ["Target – A", "1", "0"], "teks-closing": ["Penutup", "satu dua", "1"]}
AFTER = {"indikator-1/target": ["Target – A", "2", "0"], "teks-closing": ["Penutup", "satu tiga", "1"]}


def test_figures_are_told_apart_from_words():
    found = Changes.between(BEFORE, AFTER)
    assert [row.change.key for row in found.figures] == ["indikator-1/target"]
    assert [[run.text for run in runs if run.changed] for runs in found.words[0].runs] == [["dua"], ["tiga"]]
    assert found.count == 2
    assert Changes.between(BEFORE, BEFORE).count == 0


def test_each_place_leads_where_it_is_changed_only_where_that_is_asked_for():
    found = Changes.between(BEFORE, AFTER, lambda anchor: f"/ubah/#{anchor}")
    assert [row.address for row in found.figures + found.words] == ["/ubah/#indikator-1", "/ubah/#teks-closing"]
    assert {row.address for row in Changes.between(BEFORE, AFTER).figures} == {""}
