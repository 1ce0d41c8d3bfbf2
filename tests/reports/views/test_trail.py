"""The trail of a report: its own lines, those of the facts it uses and of its quarter, newest first, page by page."""

from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.numbers import format_date
from agreements.recording import added
from reports.actions import (
    BudgetChange,
    IndicatorChange,
    add_comment,
    approve_report,
    close_quarter,
    mend_comment,
    open_quarter,
    receive_report,
    reopen_quarter,
    return_report,
    revise_report,
    save_entries,
    save_text,
    submit_report,
)
from reports.actions.trail import Line, record, record_changes
from reports.issuing import Answer
from reports.models import subject_of
from reports.period import Quarter
from reports.queries import sealed_lines
from reports.sealing import walk
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import draw_cheaply, drawn_for, make_office, seen_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def save(place, *changes, quarter=QUARTER):
    save_entries(unit=place.unit, quarter=quarter, changes=changes, by=place.operator)


def page(place, client, position=None, query=""):
    return text_of(client.get(place.report_address(position or place.kasi, f"jejak/{query}")))


def said(place, line, position=None):
    """Record a line about the report of a post."""
    subject = subject_of(place.report(position or place.kasi))
    record(unit=place.unit, by=None, lines=[Line(line, subject, None, {"reason": "Sebab"})])


def test_figures_of_the_report_before_and_after(place, client):
    save(place, IndicatorChange(place.direct.pk, 0, value=Decimal(20)))
    save(
        place,
        IndicatorChange(place.direct.pk, 1, value=Decimal(21)),
        IndicatorChange(place.ratio.pk, 0, terms={place.on_time.pk: Decimal(7), place.villages.pk: Decimal(10)}),
        BudgetChange(place.line.pk, 0, amount=Decimal(2660000)),
    )
    words = page(place, client).replace("\N{NO-BREAK SPACE}", " ")
    expected = [
        "Realisasi anggaran “Sub Kegiatan Keluarga” diisi Rp 2.660.000",
        "Realisasi “Persentase desa tepat waktu”: unsur “Desa tepat waktu” diisi 7; unsur “Seluruh desa” diisi 10",
        "Realisasi “Jumlah keluarga yang diberdayakan” diubah dari 20 menjadi 21",
        "Realisasi “Jumlah keluarga yang diberdayakan” diisi 20",
    ]
    places = [words.index(one) for one in expected]
    assert places == sorted(places)
    assert f"{place.operator.username} baris 4 Realisasi anggaran" in words
    assert words.count(" WIB ") == 4


def test_facts_of_others_and_of_other_quarters_are_left_out(place, client):
    open_quarter(unit=place.unit, quarter=Quarter(2024, 1), by=place.operator)
    save(place, BudgetChange(place.other_line.pk, 0, amount=Decimal(1)))
    save(place, BudgetChange(place.line.pk, 0, amount=Decimal(2)), quarter=Quarter(2024, 1))
    assert "Belum ada perubahan yang tercatat." in page(place, client)
    # The camat's report sums the other line too.
    assert "“Sub Kegiatan Desa” diisi Rp" in page(place, client, place.camat)
    assert "“Sub Kegiatan Keluarga”" not in page(place, client, place.camat)


def test_own_lines_and_nobody_elses(place, client):
    save_text(
        report=place.report(place.kasi),
        section="closing_absorption",
        text="Serapan kami baik.",
        generated="Serapan 0 %.",
        version=1,
        by=account_of(place.kasi),
    )
    words = page(place, client)
    assert (
        f"{place.kasi.appointments.get().official.name} baris 1 Teks “Penutup: realisasi anggaran” disunting" in words
    )
    assert "Semula Serapan 0 %. Menjadi Serapan kami baik." in words
    assert "disunting" not in page(place, client, place.camat)


def test_lines_of_the_unit_about_the_quarter_or_none(place, client):
    lines = [
        Line("close_quarter", subject_of(place.unit), None, {"year": 2024, "quarter": number}) for number in (1, 2)
    ]
    lines.append(Line("close_quarter", subject_of(place.unit), None, {"year": 2023, "quarter": 2}))
    lines.append(Line("load_demo", subject_of(place.unit), None, {"name": "Contoh"}))
    record(unit=place.unit, by=None, lines=lines)
    words = page(place, client)
    assert "Triwulan II 2024 ditutup" in words
    assert "sistem baris 4 Data contoh “Contoh” dimuat" in words
    assert words.count("ditutup") == 1


def test_lines_of_another_unit_are_never_shown(place, client):
    other = make_workplace()
    subject = subject_of(place.report(place.kasi))
    record(unit=other.unit, by=None, lines=[Line("revise_report", subject, None, {"reason": "Bukan di sini"})])
    assert "Belum ada perubahan" in page(place, client)


def test_unknown_action_is_shown(place, client):
    said(place, "weigh_report")
    assert "Tindakan “weigh_report”: “Sebab”" in page(place, client)


def test_words_of_people_stay_text(place, client):
    subject = subject_of(place.report(place.kasi))
    after = {"reason": "<script>alert(1)</script>", "round": 1}
    record(unit=place.unit, by=None, lines=[Line("return_report", subject, None, after)])
    response = client.get(place.report_address(place.kasi, "jejak/"))
    assert read(response).inline == []
    assert "“<script>alert(1)</script>”" in text_of(response)


def test_life_of_a_report_told_by_its_own_actions(settings, tmp_path, monkeypatch):
    """Every line in words, under the name that its actions record it with; and the chain they leave is whole."""
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)
    office = make_office()
    users, again = office.users, office.again
    submit_report(report=again(), version=again().version, by=users["holder"])
    comment = add_comment(report=again(), anchor="", text="Periksa lagi", by=users["superior"])
    return_report(
        report=again(), version=again().version, reason="Angka keliru", answer=Answer(()), by=users["superior"]
    )
    mend_comment(comment=comment, by=users["operator"])
    submit_report(report=again(), version=again().version, by=users["operator"])
    drawn = drawn_for(again(), users["superior"])
    issued = approve_report(report=again(), seen=seen_of(again()), drawn=drawn, by=users["superior"])
    receive_report(report=again(), version=again().version, by=users["organisasi"])
    closing = close_quarter(quarter=QUARTER, by=users["organisasi"])
    until = timezone.localdate()
    reopen_quarter(closing=closing, unit=office.place.unit, reason="Temuan", until=until, by=users["organisasi"])
    revise_report(report=again(), version=again().version, reason="Salah pagu", by=users["organisasi"])

    words = page(office.place, client_of(users["inspector"]))
    late = again().submissions.get(round=1).late_days
    said_of_approval = f"terbit dengan kode {issued.code}; tanggapan: Laporan sudah baik; catatan: “Pertahankan.”"
    told = [
        "Laporan dibuka untuk revisi 2: “Salah pagu”",
        f"Triwulan II 2024 dibuka kembali sampai {format_date(until)}: “Temuan”",
        "Triwulan II 2024 ditutup",
        "Laporan diterima Bagian Organisasi (putaran 2)",
        f"Laporan disetujui (putaran 2), {said_of_approval}",
        "Laporan diajukan (putaran 2)",
        "Catatan reviu pada “Seluruh laporan” ditandai sudah diperbaiki: “Periksa lagi”",
        "Laporan dikembalikan atasan (putaran 1): “Angka keliru”",
        "Catatan reviu pada “Seluruh laporan” ditulis: “Periksa lagi”",
        f"Laporan diajukan (putaran 1), terlambat {late} hari kerja",
    ]
    places = [words.find(one) for one in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)
    assert "Tindakan “" not in words
    assert walk(sealed_lines(office.place.unit)).broken is None


def test_fifty_lines_a_page(place, client):
    for _ in range(51):
        said(place, "revise_report")
    first, second = page(place, client), page(place, client, query="?halaman=2")
    assert "Halaman 1 dari 2" in first
    assert "baris 51 " in first
    assert "baris 2 " in first
    assert "baris 1 " not in first
    assert "baris 1 Laporan dibuka" in second
    assert "Halaman 2 dari 2" in page(place, client, query="?halaman=99")
    assert "Halaman 1 dari 2" in page(place, client, query="?halaman=x")


def test_report_without_agreement_has_its_own_lines(place, client):
    position = factories.PositionFactory(unit=place.unit)
    factories.ReportFactory(position=position)
    said(place, "revise_report", position)
    assert "Laporan dibuka untuk direvisi" in page(place, client, position)


def test_every_page_of_the_report_leads_here(place, client):
    for file in ("", "teks/", "uraian/", "foto/", "atur/", "jejak/"):
        links = read(client.get(place.report_address(place.kasi, file))).links
        assert place.report_address(place.kasi, "jejak/") in links


def test_page_costs_the_same_with_few_and_many_lines(place, client):
    address = place.report_address(place.kasi, "jejak/")
    subject = subject_of(place.report(place.kasi))
    save(
        place, IndicatorChange(place.direct.pk, 0, value=Decimal(20)), BudgetChange(place.line.pk, 0, amount=Decimal(1))
    )
    few = queries_of(client, address)
    ratio = IndicatorChange(place.ratio.pk, 0, terms={place.on_time.pk: Decimal(7), place.villages.pk: Decimal(10)})
    save(place, ratio, IndicatorChange(place.direct.pk, 1, value=Decimal(21)))
    for user in (account_of(place.kasi), account_of(place.camat), None):
        record(unit=place.unit, by=user, lines=[Line("revise_report", subject)] * 3)
    assert queries_of(client, address) == few


# -- of a unit ---------------------------------------------------------------------------------------------------------


def unit_page(place, client, query=""):
    return client.get(f"/unit/{place.unit.slug}/jejak/{query}")


def test_organisation_plan_and_quarters_of_a_unit_but_no_reports(place, client):
    other = make_workplace()
    for unit in (place.unit, other.unit):
        changes = [added(place.kasi, name=f"Jabatan {unit.slug}")]
        record_changes(unit=unit, by=place.operator, changes=changes)
    record(
        unit=place.unit,
        by=None,
        lines=[Line("close_quarter", subject_of(place.unit), None, {"year": 2024, "quarter": 1})],
    )
    said(place, "revise_report")
    words = text_of(unit_page(place, client))
    assert f"{place.operator.username} baris 1 Jabatan “Jabatan {place.unit.slug}” ditambahkan" in words
    assert "Triwulan I 2024 ditutup" in words
    assert "Laporan dibuka" not in words
    assert f"“Jabatan {other.unit.slug}”" not in words


def test_trail_of_a_unit_costs_the_same_with_few_and_many_lines(place, client):
    record_changes(unit=place.unit, by=place.operator, changes=[added(place.kasi)])
    address = f"/unit/{place.unit.slug}/jejak/"
    few = queries_of(client, address)
    for user in (account_of(place.kasi), account_of(place.camat), None):
        record_changes(unit=place.unit, by=user, changes=[added(place.kasi), added(place.camat)])
    assert queries_of(client, address) == few


def test_unit_without_lines_says_so_and_the_unit_leads_here(place, client):
    assert "Belum ada perubahan yang tercatat." in text_of(unit_page(place, client))
    assert f"/unit/{place.unit.slug}/jejak/" in read(client.get(place.address())).links
