"""Lines of the trail as sentences: every action, every kind of change, and lines that older programs left."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import ResponseOption
from reports.trail_words import SAID, Line, Subject, Versions, sentence, versions
from tests.architecture import ROOT

FAMILIES = Subject("Jumlah keluarga")
RATIO = Subject("Desa tepat waktu", {"4": "Tepat waktu", "5": "Seluruh desa"})
MONEY = Subject("7.01.01 Program Penunjang")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def fact(value=None, *, key="value", **more):
    return {key: value, "note": "", "missing_reason": "", "version": 1, **more}


def entry(subject, before, after):
    return Line("save_entry", subject, before or {}, after)


def terms(first, second):
    return fact(terms={"4": first, "5": second}, shown="")


LINES = {
    "Anggaran 2024 diimpor dari lembar Excel (DPPA 2 Mei 2024): 3 baris baru, 0 baris berubah: “terlambat”": Line(
        "import_budget",
        after={"year": "2024", "document": "DPPA", "from_date": "2 Mei 2024", "added": 3, "reason": "terlambat"},
    ),
    # figures
    "Realisasi “Jumlah keluarga” diisi 20": entry(FAMILIES, None, fact("20")),
    "Realisasi “Jumlah keluarga” diubah dari 20 menjadi 21": entry(FAMILIES, fact("20"), fact("21")),
    "Realisasi “Jumlah keluarga” diubah dari 0 menjadi 1.234,5": entry(FAMILIES, fact("0"), fact("1234.5")),
    "Realisasi “Jumlah keluarga” dikosongkan (semula 20); alasan belum ada angka diisi “Survei belum selesai”": entry(
        FAMILIES, fact("20"), fact(None, missing_reason="Survei belum selesai")
    ),
    "Realisasi “Jumlah keluarga”: keterangan diubah dari “Data Mei” menjadi “Data Juni”": entry(
        FAMILIES, fact("20", note="Data Mei"), fact("20", note="Data Juni")
    ),
    "Realisasi “Jumlah keluarga”: tulisan tercetak dikosongkan (semula “5 jenis”)": entry(
        FAMILIES, fact("5", shown="5 jenis"), fact("5", shown="")
    ),
    "Realisasi “Jumlah keluarga” disimpan tanpa perubahan": entry(FAMILIES, fact("20"), fact("20", version=2)),
    "Realisasi “Desa tepat waktu”: unsur “Tepat waktu” diubah dari 7 menjadi 8; unsur “Seluruh desa” diisi 10": entry(
        RATIO, terms("7", None), terms("8", "10")
    ),
    "Realisasi “Desa tepat waktu”: unsur “Seluruh desa” dikosongkan (semula 10); unsur “9” diisi 1": entry(
        RATIO, terms("7", "10"), fact(terms={"4": "7", "9": "1"})
    ),
    "Realisasi anggaran “7.01.01 Program Penunjang” diisi Rp 2.660.000": entry(
        MONEY, None, fact("2660000", key="amount")
    ),
    "Realisasi anggaran “7.01.01 Program Penunjang” diubah dari Rp 2.660.000 menjadi Rp 2.660.000,50; "
    "alasan perubahan “Salah ketik”": entry(
        MONEY, fact("2660000", key="amount"), fact("2660000.5", key="amount", reason="Salah ketik")
    ),
    # what a report says of its own
    "Teks “Penutup: realisasi anggaran” disunting": Line(
        "save_text", after={"section": "closing_absorption", "text": "x"}
    ),
    "Teks “Penutup: realisasi anggaran” disunting lagi": Line(
        "save_text", before={"section": "closing_absorption"}, after={"section": "closing_absorption", "text": "x"}
    ),
    "Teks “Penutup: realisasi anggaran” dikembalikan ke teks otomatis": Line(
        "reset_text", before={"section": "closing_absorption"}
    ),
    "Teks “bagian-lama” disunting": Line("save_text", after={"section": "bagian-lama"}),
    "Disalin dari Triwulan I 2024: Rencana tindak lanjut, “Penutup: realisasi anggaran”": Line(
        "copy_forward",
        after={"year": 2024, "quarter": 1, "follow_ups": ["x"], "texts": {"closing_absorption": "y"}},
    ),
    "Disalin dari Triwulan": Line("copy_forward"),
    "2 salinan dinyatakan sudah dibaca": Line("read_copies", after={"copies": {"lanjut-1": "x", "lanjut-2": "y"}}),
    "Salinan dinyatakan sudah dibaca": Line("read_copies"),
    "Bentuk laporan diubah dari bentuk jabatannya menjadi “Kasi rinci”; "
    "tanggal tanda tangan diubah dari tanggal bawaan menjadi 5 Juli 2024": Line(
        "arrange_report",
        before={"form": "", "signed_on": None},
        after={"form": "kasi_rinci", "signed_on": "2024-07-05"},
    ),
    "Bentuk laporan diubah dari “bentuk_lama” menjadi bentuk jabatannya": Line(
        "arrange_report", before={"form": "bentuk_lama"}, after={"form": ""}
    ),
    "Uraian disunting: Rencana tindak lanjut, Hambatan dan solusi, kolom_lama": Line(
        "save_writing", before={"obstacles": []}, after={"follow_ups": ["a"], "kolom_lama": []}
    ),
    "Dokumentasi kegiatan disimpan: 1 foto ditambah, 2 foto diubah, urutan diubah": Line(
        "save_photos",
        before={"photos": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}, {"id": 3, "text": "c"}]},
        after={"photos": [{"id": 2, "text": "b!"}, {"id": 1, "text": "a!"}, {"id": 3, "text": "c"}, {"id": 4}]},
    ),
    "Dokumentasi kegiatan disimpan": Line("save_photos"),
    "Foto “Kunjungan” dihapus": Line("delete_photo", before={"id": 1, "text": "Kunjungan"}),
    "Alasan peringatan, Indikator: Jumlah keluarga: “Daftar hadir menyusul”": Line(
        "save_reasons", after={"reasons": [{"where": "Indikator: Jumlah keluarga", "reason": "Daftar hadir menyusul"}]}
    ),
    "Alasan 2 peringatan disimpan: Anggaran: Program: “DPPA”; Perjanjian Kinerja: dicabut": Line(
        "save_reasons",
        after={
            "reasons": [
                {"where": "Anggaran: Program", "reason": "DPPA"},
                {"where": "Perjanjian Kinerja", "reason": ""},
            ]
        },
    ),
    "Alasan 0 peringatan disimpan": Line("save_reasons"),
    # its way
    "Laporan diajukan (putaran 1)": Line("submit_report", after={"round": 1, "revision": 1, "late_days": None}),
    "Laporan diajukan (putaran 1), terlambat 3 hari kerja": Line("submit_report", after={"round": 1, "late_days": 3}),
    "Laporan diajukan (putaran 2, revisi 2)": Line("submit_report", after={"round": 2, "revision": 2, "late_days": 3}),
    "Laporan diajukan (putaran 1), terlambat": Line("submit_report", after={"round": 1, "late_days": 0}),
    "Laporan disetujui (putaran 2); tanggapan: Laporan sudah baik, Lain-lain, dulu; catatan: “Pertahankan”": Line(
        "approve_report",
        after={"round": 2, "revision": 1, "options": ["good", "other", "dulu"], "note": "Pertahankan"},
    ),
    "Laporan disetujui (putaran 1)": Line("approve_report", after={"round": 1, "options": [], "note": ""}),
    "Laporan disetujui (putaran 1), terbit dengan kode 7K3M-9QXT; tanggapan: Laporan sudah baik; dicatat dari kertas": Line(
        "approve_report", after={"round": 1, "code": "7K3M-9QXT", "options": ["good"], "on_paper": True}
    ),
    "Laporan dikembalikan atasan (putaran 1): “Angka keliru”; tanggapan: Capaian diteliti ulang; catatan: “Segera”": Line(
        "return_report",
        after={
            "round": 1,
            "reason": "Angka keliru",
            "options": ["recheck_achievement"],
            "note": "Segera",
            "on_paper": False,
        },
    ),
    "Laporan diterima Bagian Organisasi (putaran 1)": Line("receive_report", after={"round": 1}),
    "Laporan dikembalikan Bagian Organisasi, dilanjutkan sebagai revisi 2: “Tanpa lampiran”": Line(
        "send_back_report", after={"round": 1, "revision": 2, "reason": "Tanpa lampiran"}
    ),
    "Laporan dibuka untuk revisi 2: “Temuan”": Line("revise_report", after={"revision": 2, "reason": "Temuan"}),
    "Laporan dibuka untuk direvisi": Line("revise_report"),
    "Laporan dibaca (putaran 1)": Line("mark_read", after={"round": 1, "revision": 1, "fingerprint": "ab"}),
    "Laporan dibaca lagi, karena isinya berubah (putaran 2, revisi 2)": Line(
        "mark_read", before={"fingerprint": "ab"}, after={"round": 2, "revision": 2, "fingerprint": "cd"}
    ),
    "Catatan reviu pada “Tabel 2.1” ditulis: “Periksa”": Line(
        "add_comment", after={"label": "Tabel 2.1", "text": "Periksa"}
    ),
    "Catatan reviu pada “Tabel 2.1” ditandai sudah diperbaiki": Line("mend_comment", before={"label": "Tabel 2.1"}),
    # of the whole unit
    "Bagian Organisasi mengingatkan bahwa laporan belum diajukan (batas waktu 5 Juli 2024), kepada ANI, BUDI": Line(
        "remind_posts", after={"due_on": "2024-07-05", "told": ["ANI", "BUDI"]}
    ),
    "Bagian Organisasi mengingatkan bahwa laporan belum diajukan": Line("remind_posts", after={"told": "x"}),
    "Triwulan II 2024 dibuka": Line("open_quarter", after={"year": 2024, "quarter": 2, "positions": ["camat"]}),
    "Triwulan II 2024 ditutup": Line("close_quarter", after={"year": 2024, "quarter": 2}),
    "Triwulan II 2024 dibuka kembali sampai 30 Agustus 2024: “Koreksi”": Line(
        "reopen_quarter", after={"year": 2024, "quarter": 2, "until": "2024-08-30", "reason": "Koreksi"}
    ),
    "Triwulan dibuka kembali": Line("reopen_quarter"),
    "Data contoh “Kecamatan Contoh” dimuat": Line("load_demo", after={"name": "Kecamatan Contoh"}),
    # the organisation and the year's plan
    "Jabatan “Camat” ditambahkan: eselon III.a; atasan langsung Bupati": Line(
        "add_row",
        after={"kind": "jabatan", "name": "Camat", "fields": [["eselon", "III.a"], ["atasan langsung", "Bupati"]]},
    ),
    "Jabatan “Camat” diubah: eselon diubah dari III.a menjadi III.b; golongan diisi IV": Line(
        "change_row",
        before={"kind": "jabatan", "name": "Camat", "fields": [["eselon", "III.a"]]},
        after={"kind": "jabatan", "name": "Camat", "fields": [["eselon", "III.b"], ["golongan", "IV"]]},
    ),
    "Jabatan “Camat” dihapus (semula eselon III.a)": Line(
        "remove_row", before={"kind": "jabatan", "name": "Camat", "fields": [["eselon", "III.a"]]}
    ),
    "Perjanjian Kinerja 2025, Camat dibuat sebagai draf, disalin dari Perjanjian Kinerja 2024, Camat": Line(
        "start_agreement",
        after={"name": "Perjanjian Kinerja 2025, Camat", "from": "Perjanjian Kinerja 2024, Camat"},
    ),
    "Perjanjian Kinerja dibuat sebagai draf": Line("start_agreement"),
    "Perjanjian Kinerja 2025, Camat disunting: anggaran": Line(
        "save_agreement",
        before={"lists": [["Sasaran dan indikator", ["a"]], ["Anggaran", []]]},
        after={
            "name": "Perjanjian Kinerja 2025, Camat",
            "lists": [["Sasaran dan indikator", ["a"]], ["Anggaran", ["b"]]],
        },
    ),
    "Perjanjian Kinerja 2025, Camat ditandatangani di Rowokangkung pada 6 Januari 2025": Line(
        "sign_agreement",
        after={"name": "Perjanjian Kinerja 2025, Camat", "place": "Rowokangkung", "signed_on": "2025-01-06"},
    ),
    "Perjanjian Kinerja 2025, Camat dihapus selagi masih draf": Line(
        "delete_agreement", before={"name": "Perjanjian Kinerja 2025, Camat"}
    ),
    "Data diubah": Line("change_row", after={"fields": [["eselon"], 3]}),
    # what nobody knows any more
    "Tindakan “weigh_report”: “Iseng”": Line("weigh_report", after={"reason": "Iseng"}),
    "Tindakan “weigh_fact” pada “Jumlah keluarga”": Line("weigh_fact", FAMILIES),
}


@pytest.mark.parametrize("said", LINES)
def test_sentence(said):
    assert plain(sentence(LINES[said])) == said


def recorded():
    """Return the names of all actions that the sources record.

    Where actions share what writes the line, it is told the name: that of the public function.
    """
    apps = (ROOT / "reports", ROOT / "agreements")
    sources = [path for app in apps for path in app.rglob("*.py") if path.name != "__init__.py"]
    told = set(re.findall(r"(?:\bLine|\bChange|\.finish)\(\s*\"(\w+)\"", "".join(map(Path.read_text, sources))))
    actions = "".join(path.read_text() for path in sources if path.parent.name == "actions")
    return told | set(re.findall(r"^def ([a-z]+_\w+)", actions, re.MULTILINE)) & set(re.findall(r"\"(\w+)\"", actions))


def test_every_recorded_action_has_its_sentence():
    assert {"save_entry", "save_text", "load_demo", "open_quarter", "send_back_report", "add_row"} <= recorded()
    assert recorded() - SAID.keys() == set()


def test_every_sentence_is_tried():
    assert {line.action for line in LINES.values()} >= SAID.keys()


def test_every_box_of_the_response_has_its_words():
    said = sentence(Line("approve_report", after={"options": [option.value for option in ResponseOption]}))
    assert said == f"Laporan disetujui; tanggapan: {', '.join(ResponseOption.labels)}"


KEYS = [
    "value",
    "amount",
    "terms",
    "shown",
    "note",
    "reason",
    "section",
    "text",
    "generated",
    "form",
    "signed_on",
    "label",
]
KEYS += [
    "kind",
    "lists",
    "name",
    "fields",
    "photos",
    "options",
    "round",
    "revision",
    "late_days",
    "year",
    "quarter",
    "until",
    "strategies",
    "obstacles",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "20", "NaN", "2024-13-40", "kata"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "4"]), inner, max_size=3)
    ),
    max_leaves=6,
)
CONTENTS = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6)


@given(st.sampled_from(sorted(SAID)), CONTENTS, CONTENTS)
def test_whatever_a_line_holds_it_is_told(action, before, after):
    line = Line(action, RATIO, before, after)
    assert sentence(line)
    assert all(found.label and found.before != found.after for found in versions(line))


# -- longer texts -------------------------------------------------------------------------------------------------------


def test_first_edit_of_a_text_is_shown_beside_what_was_generated():
    line = Line("save_text", after={"section": "closing_absorption", "text": "Baru", "generated": "Otomatis"})
    assert versions(line) == (Versions("Teks", "Otomatis", "Baru"),)


def test_later_edit_of_a_text_is_shown_beside_the_one_before():
    line = Line("save_text", before={"text": "Lama", "generated": "x"}, after={"text": "Baru", "generated": "Otomatis"})
    assert versions(line) == (Versions("Teks", "Lama", "Baru"),)


def test_text_that_was_reset():
    assert versions(Line("reset_text", before={"text": "Lama", "generated": "x"})) == (Versions("Teks", "Lama", "x"),)


def test_lists_are_shown_one_text_a_line():
    items = [["Rakor", "Juni"], ["Kunjungan", ""]]
    # In the order of keys that PostgreSQL gives back.
    strategy = {"items": items, "months": "Mei", "item_id": 1, "lead_in": "Melalui"}
    line = Line(
        "save_writing",
        before={"strategies": [], "obstacles": [["Sebab", "Solusi"]]},
        after={"strategies": [strategy], "obstacles": [["Sebab", "Solusi"]]},
    )
    assert versions(line) == (Versions("Strategi", "", "Melalui\nMei\nRakor\nJuni\nKunjungan"),)


def test_captions_of_photographs():
    line = Line(
        "save_photos",
        before={"photos": [{"id": 1, "text": "Rakor", "image": "foto/a.jpg"}]},
        after={"photos": [{"id": 1, "text": "Rakor", "image": "foto/b.jpg"}, {"id": 2, "text": "Kunjungan"}]},
    )
    assert versions(line) == (Versions("Keterangan foto", "Rakor", "Rakor\nKunjungan"),)


def test_figure_has_no_longer_text():
    assert versions(LINES["Realisasi “Jumlah keluarga” diisi 20"]) == ()
