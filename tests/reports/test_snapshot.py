"""What a report says, place by place, and what differs between two readings."""

import datetime
import json
from dataclasses import replace

import pytest

from agreements.enums import AppointmentKind, Echelon, ReportForm
from reports.inputs import CeilingEntry, PhotoEntry, StrategyEntry
from reports.layouts import layout_for
from reports.snapshot import LISTS, Change, changes, places, snapshot_of
from tests.reports.builders import (
    budget,
    compute,
    facts,
    indicator,
    item,
    line,
    ratio_terms,
    realization,
    report,
    signer,
    target,
)


def office(reached=21, spent=2_918_000, **more):
    """A promised indicator (12), and a line (7) that pays for an output of its own (30)."""
    return report(
        facts(
            [
                indicator(12, reached, target=35, unit="keluarga", name="Jumlah keluarga yang dibina"),
                indicator(30, 6, target=12, unit="laporan", name="Jumlah laporan"),
            ],
            [line(7, 10_000_000, spent, pays_for=[30], name="Pembinaan keluarga")],
        ),
        items=[12],
        budgets=[7],
        **more,
    )


def said(inputs, key=None):
    """Return (label, text) by key, with plain results of the form."""
    snapshot = snapshot_of(inputs, compute(inputs, combined=layout_for(inputs.form).cost_table.combined))
    found = {name: (entry[0], entry[1]) for name, entry in snapshot.items()}
    return found if key is None else found[key]


def whole(inputs):
    return snapshot_of(inputs, compute(inputs, combined=layout_for(inputs.form).cost_table.combined))


def strategy(*items, item_id=None, indicator_id=None, line_id=None, lead_in="", months=""):
    return StrategyEntry(item_id, indicator_id, line_id, lead_in, months, tuple(items))


# -- figures -----------------------------------------------------------------------------------------------------------


def test_figures_stand_at_the_anchors_of_the_entry_grid_with_their_units():
    found = said(office())

    assert {key: found[key] for key in found if key.startswith(("indikator-12/", "anggaran-7/"))} == {
        "indikator-12/target": ("Target – Jumlah keluarga yang dibina", "35 keluarga"),
        "indikator-12/realisasi": ("Realisasi – Jumlah keluarga yang dibina", "21 keluarga"),
        "indikator-12/capaian": ("Capaian – Jumlah keluarga yang dibina", "60,00 %"),
        "anggaran-7/pagu": ("Pagu – Pembinaan keluarga", "Rp 10.000.000"),
        "anggaran-7/realisasi": ("Realisasi anggaran – Pembinaan keluarga", "Rp 2.918.000"),
        "anggaran-7/serapan": ("Serapan – Pembinaan keluarga", "29,18 %"),
    }
    assert found["jumlah/pagu"] == ("Jumlah pagu", "Rp 10.000.000")
    assert found["jumlah/realisasi"] == ("Jumlah realisasi anggaran", "Rp 2.918.000")
    assert found["jumlah/serapan"] == ("Serapan seluruhnya", "29,18 %")


def test_outcomes_of_budget_lines_are_said_where_the_form_prints_them():
    assert said(office(), "indikator-30/realisasi") == ("Realisasi – Jumlah laporan", "6 laporan")
    assert said(office(form=ReportForm.SEKRETARIS), "indikator-30/capaian")[1] == "50,00 %"
    # Kasubbag prints money alone on its budget rows.
    assert not [key for key in said(office(form=ReportForm.KASUBBAG)) if key.startswith("indikator-30/")]


def test_means_and_efficiency_are_said_where_the_form_prints_them():
    found = said(office(form=ReportForm.KEPALA_BAGIAN))

    # Of the two rows: 60 and 50 per cent reached, 29,18 per cent spent.
    assert found["jumlah/rata-rata-serapan"] == ("Rata-rata serapan", "29,18 %")
    assert found["jumlah/rata-rata-capaian"][1].endswith(" %")
    assert found["jumlah/efisiensi"][0] == "Efisiensi"
    assert "jumlah/efisiensi" not in said(office(form=ReportForm.KASI))


def test_signed_amounts_are_said_where_the_form_prints_them():
    base = office()
    signed = [budget(7, amount_signed=base.facts.lines[7].ceiling.amount)]
    inputs = replace(base, agreement=replace(base.agreement, budgets=tuple(signed)))

    label = "Anggaran dalam Perjanjian Kinerja – Pembinaan keluarga"
    assert said(replace(inputs, form=ReportForm.KASI_RINCI), "anggaran-7/perjanjian") == (label, "Rp 10.000.000")
    assert said(replace(inputs, form=ReportForm.KEPALA_BAGIAN), "anggaran-7/perjanjian") == (label, "Rp 10.000.000")
    assert "anggaran-7/perjanjian" not in said(replace(inputs, form=ReportForm.KASUBBAG))


def test_the_budget_tree_and_fractions_are_said_by_the_long_form():
    inputs = report(
        facts(
            [indicator(5, target=100, terms=ratio_terms([19], [54]), formula="ratio", name="Hasil")],
            [line(1, name="Program"), line(2, 100, 40, parent=1, name="Kegiatan")],
        ),
        items=[5],
        form=ReportForm.CAMAT_LENGKAP,
        signer=signer("Camat", echelon=Echelon.III_A),
    )
    found = said(inputs)

    assert found["anggaran-1/realisasi"] == ("Realisasi anggaran – Program", "Rp 40")
    assert found["anggaran-2/serapan"] == ("Serapan – Kegiatan", "40,00 %")
    assert found["jumlah/pagu"] == ("Jumlah pagu", "Rp 100")
    assert found["indikator-5/pecahan"] == ("Penghitungan – Hasil", "19 (Unsur 1) / 54 (Unsur 101)")
    assert "indikator-5/pecahan" not in said(replace(inputs, form=ReportForm.KASI))


def test_a_missing_figure_is_a_dash_with_its_reason():
    inputs = report(
        facts(
            [indicator(12, reason="Menunggu BPS.", target=35), indicator(13, 4, target=None)],
            [line(7, 1000, reason="Belum dicatat.")],
        ),
        items=[12, 13],
        budgets=[7],
    )
    found = said(inputs)

    assert found["indikator-12/realisasi"][1] == "– (Menunggu BPS)"
    assert found["indikator-13/capaian"][1] == "– (target belum ditetapkan)"
    assert found["anggaran-7/realisasi"][1] == "– (Belum dicatat)"
    assert found["anggaran-7/pagu"][1] == "Rp 1.000"


def test_what_is_shown_instead_of_a_figure_is_said_as_shown():
    inputs = report(
        facts([indicator(12, target=target(11, shown="10 jenis"), values={2: realization(6, shown="5 jenis")})]),
        items=[item(12, wording="Jenis fasilitasi", target_text="11 jenis")],
    )

    assert said(inputs, "indikator-12/target") == (
        "Target – Jenis fasilitasi",
        "10 jenis (target yang ditandatangani: 11 jenis)",
    )
    assert said(inputs, "indikator-12/realisasi")[1] == "5 jenis"


def test_notes_are_said_where_there_are_any():
    inputs = report(
        facts([indicator(12, values={2: realization(5, note="Rapat ditunda.")})], [line(7, 100, 50, note="Termin I.")]),
        items=[12],
        budgets=[7],
    )
    found = said(inputs)

    assert found["indikator-12/keterangan"] == ("Keterangan – Indikator 12", "Rapat ditunda.")
    assert found["anggaran-7/keterangan"] == ("Keterangan – Baris 7", "Termin I.")
    assert not [key for key in said(office()) if key.endswith("keterangan")]


# -- texts, lists, people ----------------------------------------------------------------------------------------------


def test_section_texts_are_those_that_are_printed():
    generated, edited = said(office()), said(office(texts={"closing": "Demikian  laporan ini."}))

    assert generated["teks-closing"][0] == "Pengantar penutup"
    assert generated["teks-achievement"][1].startswith("Dalam kurun waktu 1 Januari s.d. 30 Juni 2024")
    assert edited["teks-closing"] == ("Pengantar penutup", "Demikian  laporan ini.")
    assert "teks-no_follow_up" not in generated


def test_strategies_stand_at_their_subjects():
    inputs = office(
        strategies=(
            strategy(("Rapat", ""), item_id=12),
            strategy(("Rapat", "Mei"), ("Surat", ""), line_id=7, lead_in="Upaya:", months="Juni"),
            strategy(("Kunjungan", ""), indicator_id=30),
            strategy(("Lagi", ""), item_id=12),
        )
    )
    found = {key: entry for key, entry in said(inputs).items() if key.startswith("strategi-")}

    assert found == {
        "strategi-butir-12": ("Strategi – Jumlah keluarga yang dibina", "Rapat"),
        "strategi-anggaran-7": ("Strategi – Pembinaan keluarga", "Upaya:\na. Rapat (Mei)\nb. Surat (Juni)"),
        "strategi-indikator-30": ("Strategi – Jumlah laporan", "Kunjungan"),
        "strategi-butir-12-2": ("Strategi – Jumlah keluarga yang dibina (2)", "Lagi"),
    }


def test_lists_are_numbered():
    inputs = office(
        follow_ups=("Menyusun jadwal", "Rapat"),
        closing_points=("Koordinasi",),
        obstacles=(("Hujan", "Menunggu"), ("Jarak", "")),
    )
    found = said(inputs)

    assert found["tindak-lanjut-1"] == ("Rencana tindak lanjut 1", "Menyusun jadwal")
    assert found["tindak-lanjut-2"][1] == "Rapat"
    assert found["strategi-penutup-1"] == ("Strategi di penutup 1", "Koordinasi")
    assert found["hambatan-1/hambatan"] == ("Hambatan 1", "Hujan")
    assert found["hambatan-1/solusi"] == ("Solusi atas hambatan 1", "Menunggu")
    assert "hambatan-2/solusi" not in found


def test_a_list_that_the_form_does_not_print_is_not_said():
    kinds = ("aktivitas-", "foto-")
    inputs = office(activities=(("Fasilitasi", "Rapat"),), photos=(PhotoEntry("Rapat"),))

    assert not [key for key in said(inputs) if key.startswith(kinds)]
    assert said(replace(inputs, form=ReportForm.CAMAT_LENGKAP), "aktivitas-1") == ("Aktivitas 1 – Fasilitasi", "Rapat")
    assert said(replace(inputs, form=ReportForm.KEPALA_BAGIAN), "foto-1") == ("Foto 1", "Rapat")


def test_a_photograph_is_known_by_its_picture():
    def with_photos(*photos):
        return whole(office(form=ReportForm.KEPALA_BAGIAN, photos=photos))

    day = datetime.date(2024, 6, 3)
    first, other = PhotoEntry("Rapat", day, "foto/aaaa.jpg"), PhotoEntry("Rapat", day, "foto/bbbb.jpg")

    assert with_photos(first)["foto-aaaa"][:2] == ["Foto 1", "Rapat (3 Juni 2024)"]
    assert set(with_photos(first, first)) >= {"foto-aaaa", "foto-aaaa-2"}
    assert changes(with_photos(first), with_photos(other)) == (
        Change("foto-aaaa", "Foto 1", "Rapat (3 Juni 2024)", ""),
        Change("foto-bbbb", "Foto 1", "", "Rapat (3 Juni 2024)"),
    )


def test_people_and_date_are_said_as_they_sign():
    inputs = office(
        signer=signer("Camat", "SRI", echelon=Echelon.III_A, kind=AppointmentKind.PLT, nip="198302022002011002"),
        signed_on=datetime.date(2024, 7, 1),
    )
    found = said(inputs)

    assert found["tanda-tangan/pejabat"] == ("Pejabat yang melapor", "Plt. CAMAT\nSRI\nNIP. 19830202 200201 1 002")
    assert found["tanda-tangan/atasan"][1].endswith("SITI RAHAYU, S.Sos")
    assert found["tanda-tangan/tanggal"] == ("Tempat dan tanggal laporan", "Contoh, 1 Juli 2024")
    assert "tanda-tangan/atasan" not in said(replace(inputs, superior=None))


def test_a_report_without_agreement_says_its_texts_and_people():
    found = said(replace(office(), agreement=None))

    assert "tanda-tangan/pejabat" in found
    assert not [key for key in found if key.startswith(("indikator-", "anggaran-"))]


def test_lists_are_fields_of_the_inputs():
    assert all(isinstance(getattr(office(), name), tuple) for name in LISTS)


# -- changes -----------------------------------------------------------------------------------------------------------


def kept(snapshot):
    """Return a snapshot as PostgreSQL gives it back: keys by length, then by letters."""
    stored = json.loads(json.dumps(snapshot))
    return {key: stored[key] for key in sorted(stored, key=lambda key: (len(key), key))}


def test_nothing_changed():
    assert changes(kept(whole(office())), whole(office())) == ()


def test_changes_show_both_in_the_order_of_the_report():
    before = kept(whole(office(follow_ups=("Rapat",))))
    after = whole(office(reached=28, spent=3_000_000, follow_ups=("Rapat", "Surat")))
    found = [change for change in changes(before, after) if not change.key.startswith("teks-")]

    assert [(change.key, change.before, change.after) for change in found] == [
        ("indikator-12/realisasi", "21 keluarga", "28 keluarga"),
        ("indikator-12/capaian", "60,00 %", "80,00 %"),
        ("anggaran-7/realisasi", "Rp 2.918.000", "Rp 3.000.000"),
        ("anggaran-7/serapan", "29,18 %", "30,00 %"),
        ("jumlah/realisasi", "Rp 2.918.000", "Rp 3.000.000"),
        ("jumlah/serapan", "29,18 %", "30,00 %"),
        ("tindak-lanjut-2", "", "Surat"),
    ]
    assert found[0].label == "Realisasi – Jumlah keluarga yang dibina"
    assert [change.anchor for change in found[1:3]] == ["indikator-12", "anggaran-7"]
    # Two stored ones give the same.
    assert changes(before, kept(after)) == changes(before, after)


def test_what_vanished_follows_what_it_stood_behind():
    before = {"a": ["A", "1", "0"], "b": ["B", "2", "1"], "c": ["C", "3", "2"], "d": ["D", "4", "3"]}
    after = {"d": ["D", "5", "0"], "b": ["B", "0", "1"], "e": ["E", "6", "2"]}

    assert changes(before, after) == (
        Change("a", "A", "1", ""),
        Change("d", "D", "4", "5"),
        Change("b", "B", "2", "0"),
        Change("c", "C", "3", ""),
        Change("e", "E", "", "6"),
    )


def test_entries_without_a_place_stand_as_they_come():
    assert [change.key for change in changes({}, {"b": ["B", "1"], "a": ["A", "1"]})] == ["b", "a"]
    assert changes({"a": ["A", "1"]}, {}) == (Change("a", "A", "1", ""),)
    assert changes({}, {}) == ()


def test_another_label_alone_is_no_change():
    assert changes({"a": ["Lama", "1"]}, {"a": ["Baru", "1"]}) == ()
    assert changes({"a": ["Lama", "1"]}, {"a": ["Baru", "2"]}) == (Change("a", "Baru", "1", "2"),)


@pytest.mark.parametrize(
    ("key", "anchor"), [("indikator-12/capaian", "indikator-12"), ("teks-closing", "teks-closing"), ("a/b/c", "a")]
)
def test_anchor_is_what_a_remark_is_pinned_to(key, anchor):
    assert Change(key, "", "", "").anchor == anchor


def test_a_ceiling_of_another_document_is_a_change_of_its_amount_alone():
    base = office()
    shared = base.facts
    raised = replace(
        shared.lines[7], ceiling=CeilingEntry(shared.lines[7].ceiling.amount * 2, "dppa", datetime.date(2024, 6, 1))
    )
    after = whole(replace(base, facts=replace(shared, lines={7: raised})))

    found = [change.key for change in changes(whole(base), after) if not change.key.startswith("teks-")]
    assert found == ["anggaran-7/pagu", "anggaran-7/serapan", "jumlah/pagu", "jumlah/serapan"]


# -- places ------------------------------------------------------------------------------------------------------------


def test_places_are_named_once_each_in_printed_order():
    found = places(whole(office(obstacles=(("Hujan", "Menunggu"),))))
    assert found["indikator-12"] == "Indikator – Jumlah keluarga yang dibina"
    assert found["anggaran-7"] == "Anggaran – Pembinaan keluarga"
    assert found["tanda-tangan"] == "Tanda tangan"
    assert next(iter(found)) == "indikator-12"
    assert list(found)[-1] == "tanda-tangan"
    assert all(name and "/" not in anchor for anchor, name in found.items())


def test_places_follow_the_order_of_the_report_whatever_the_database_keeps():
    kept = {"b/x": ["Target – B", "1", "1"], "teks-a": ["Penutup", "…", "2"], "a": ["Hambatan 1", "x", "0"]}
    assert places(kept) == {"a": "Hambatan 1", "b": "Target – B", "teks-a": "Penutup"}


def test_dash_in_a_name_stays():
    assert places({"anggaran-7/pagu": ["Pagu – Bina – desa", "1", "0"]}) == {"anggaran-7": "Anggaran – Bina – desa"}


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("indikator-12/realisasi", True),
        ("anggaran-7/pagu", True),
        ("jumlah/serapan", True),
        ("indikator-12/keterangan", False),
        ("tanda-tangan/pejabat", False),
        ("hambatan-1/solusi", False),
        ("teks-closing", False),
    ],
)
def test_figures_are_told_from_words(key, figure):
    assert Change(key, "", "", "").figure == figure
