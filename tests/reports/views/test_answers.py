"""A snapshot parted into what the page of answers shows."""

from reports.views.answers import FigureRow, answers_of, printed_in_lists

SNAPSHOT = {
    "indikator-12/target": ["Target – Jumlah keluarga – binaan", "35 keluarga", "0"],
    "indikator-12/realisasi": ["Realisasi – Jumlah keluarga – binaan", "21 keluarga", "1"],
    "anggaran-7/pagu": ["Pagu – Sub Kegiatan", "Rp 10.000.000", "2"],
    "jumlah/pagu": ["Jumlah pagu", "Rp 10.000.000", "3"],
    "teks-closing_counts": ["Penutup", "Satu indikator.", "4"],
    "strategi-butir-3": ["Strategi – Jumlah keluarga", "Mendampingi.", "5"],
    "strategi-penutup-1": ["Strategi di penutup 1", "Melanjutkan.", "6"],
    "tindak-lanjut-1": ["Rencana tindak lanjut 1", "Rapat.", "7"],
    "hambatan-1/hambatan": ["Hambatan 1", "Hujan.", "8"],
    "hambatan-1/solusi": ["Solusi atas hambatan 1", "Tenda.", "9"],
    "aktivitas-1": ["Aktivitas 1 – Fasilitasi", "Kunjungan.", "10"],
    "foto-1a2b": ["Foto 1", "Rapat kader", "11"],
    "tanda-tangan/pejabat": ["Pejabat yang melapor", "KEPALA SEKSI", "12"],
}


def test_everything_finds_its_place():
    found = answers_of(SNAPSHOT)
    assert found.indicators == {
        "indikator-12": FigureRow(
            "indikator-12", "Jumlah keluarga – binaan", {"target": "35 keluarga", "realisasi": "21 keluarga"}
        )
    }
    assert found.lines == {"anggaran-7": FigureRow("anggaran-7", "Sub Kegiatan", {"pagu": "Rp 10.000.000"})}
    assert found.totals == [("Jumlah pagu", "Rp 10.000.000")]
    assert found.texts == [("closing_counts", "Penutup", "Satu indikator.")]
    assert found.lists == {
        "strategies": [("Strategi – Jumlah keluarga", "Mendampingi.")],
        "closing_points": [("Strategi di penutup 1", "Melanjutkan.")],
        "follow_ups": [("Rencana tindak lanjut 1", "Rapat.")],
        "obstacles": [("Hambatan 1", "Hujan."), ("Solusi atas hambatan 1", "Tenda.")],
        "activities": [("Aktivitas 1 – Fasilitasi", "Kunjungan.")],
    }
    assert found.photos == [("Foto 1", "Rapat kader")]
    assert found.people == [("Pejabat yang melapor", "KEPALA SEKSI")]


def test_empty_list_that_the_form_prints_is_shown_and_one_that_it_does_not_print_is_not():
    found = answers_of({"tindak-lanjut-1": ["Rencana tindak lanjut 1", "Rapat.", "0"]})
    assert printed_in_lists(found, frozenset({"follow_ups", "obstacles"})) == (
        ("follow_ups", "Rencana tindak lanjut", [("Rencana tindak lanjut 1", "Rapat.")]),
        ("obstacles", "Hambatan dan solusi", []),
    )
