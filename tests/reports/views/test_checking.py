"""The pages of what the checks found: the way to each field, why warnings stand, and an office in a fixed number of queries."""

import datetime

import pytest

from agreements.enums import ReportStatus, Role
from agreements.models import Unit
from reports.models import BudgetRealization, FindingReason, IndicatorRealization, Report
from reports.refreshing import refresh_summaries
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.explaining import WHY, warn, warn_twice, warnings_of
from tests.reports.reviewing import make_office, seen_of
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def page(office):
    return office.place.report_address(office.place.kasi, "periksa/")


def submission(office):
    return office.place.report_address(office.place.kasi, "ajukan/")


def client(office, who="holder"):
    return client_of(office.users[who])


def reasons(office, text=WHY):
    return {"version": office.again().version} | {f"alasan-{row.key}": text for row in warnings_of(office.report)}


# -- one report --------------------------------------------------------------------------------------------------------


def test_each_finding_tells_what_would_mend_it_and_leads_there(office):
    place = office.place
    warn(office)
    BudgetRealization.objects.filter(budget_line=place.line).delete()
    factories.ReportTextFactory(report=office.report, section="closing", text="Sampai 31 Juni 2024 ....")
    response = client(office, "operator").get(page(office))
    words, links = text_of(response), read(response).links
    assert "Galat 3" in words
    assert "Peringatan 1 1 belum ada alasannya" in words
    assert "target yang ditandatangani 30 keluarga, target yang berlaku 35 keluarga." in words
    assert "Buat Perubahan Perjanjian Kinerja" in words
    assert place.address("isian/") + f"?laporan=kasi-desa#anggaran-{place.line.pk}" in links
    assert place.report_address(place.kasi, "teks/closing/#id_text") in links
    headings = [word for word in ("Angka", "Teks") if word in words]
    assert headings == ["Angka", "Teks"]


def test_findings_stand_under_who_mends_them(office):
    warn(office)
    factories.ReportTextFactory(report=office.report, section="closing", text="Pada triwulan I telah tercapai semua.")
    response = client(office).get(page(office))
    body = response.content.decode()
    assert body.index("<h3>Angka</h3>") < body.index("<h3>Teks</h3>")
    assert "<h3>Pejabat</h3>" not in body


def test_who_may_not_type_the_figure_is_led_to_look_at_it(office):
    """Bagian Organisasi enters a few figures of every unit, and none of what its operator enters."""
    BudgetRealization.objects.filter(budget_line=office.place.line).delete()
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    for address in (page(office), office.place.address("periksa/")):
        assert "Perbaiki" in text_of(client(office, "operator").get(address))
        words = text_of(client_of(organisasi).get(address))
        assert "Lihat" in words
        assert "Perbaiki" not in words.replace("Perbaiki, atau tuliskan alasannya", "")


def test_a_reason_is_kept_and_shown_with_who_and_when(office):
    warn(office)
    response = client(office).post(page(office), reasons(office), follow=True)
    assert "1 alasan disimpan." in text_of(response)
    assert "semua ada alasannya" in text_of(response)
    words = text_of(client(office, "superior").get(page(office)))
    holder = office.place.kasi.appointments.get().official.name
    assert f"Alasan: {WHY} {holder}" in words
    assert "<textarea" not in client(office, "superior").get(page(office)).content.decode()


def test_a_finding_that_changed_shows_what_was_said_and_answered_before(office):
    warn(office)
    (before,) = warnings_of(office.report)
    client(office).post(page(office), reasons(office))
    warn(office, 31)
    words = text_of(client(office).get(page(office)))
    assert f"Temuan ini sudah berubah. Bunyinya dulu: {before.message} Alasannya dulu: {WHY}" in words
    assert "1 belum ada alasannya" in words


def test_one_reason_for_two(office):
    warn_twice(office)
    first, second = warnings_of(office.report)
    data = {"version": office.report.version, "alasan-bersama": WHY}
    client(office).post(page(office), data | {f"pilih-{row.key}": "on" for row in (first, second)})
    assert list(FindingReason.objects.values_list("text", flat=True)) == [WHY, WHY]


def test_what_was_typed_stays_when_it_is_not_enough(office):
    warn(office)
    response = client(office).post(page(office), reasons(office, "--"))
    assert response.status_code == 422
    assert "Belum ada yang disimpan." in text_of(response)
    assert ">\n--</textarea>" in response.content.decode()
    assert not FindingReason.objects.exists()


def test_a_page_that_is_too_old_saves_nothing_and_keeps_the_typing(office):
    warn_twice(office)
    data = reasons(office)
    Report.objects.filter(pk=office.report.pk).update(version=7)
    warn(office, signed=35)
    response = client(office).post(page(office), data)
    assert response.status_code == 409
    words = text_of(response)
    assert "Alasan belum disimpan." in words
    assert words.count(WHY) == 1, "that of the warning that is gone"
    assert f">\n{WHY}</textarea>" in response.content.decode(), "that of the other, in its field"
    assert not FindingReason.objects.exists()


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin"])
def test_others_may_not_give_reasons(office, who):
    warn(office)
    assert client(office, who).post(page(office), reasons(office)).status_code == 403


def test_a_report_in_order_says_so_and_leads_on(office):
    office.place.kasi.agreements.update(signed_on=datetime.date(2024, 1, 10))
    response = client(office).get(page(office))
    assert "Tidak ada temuan." in text_of(response)
    assert submission(office) in read(response).links


def test_the_pages_say_what_other_offices_they_could_not_compare_with(office):
    place = office.place
    kind = {"regency": place.unit.regency, "kind": place.unit.kind}
    units = Unit.objects.filter(**kind).exclude(pk=place.unit.pk)
    factories.UnitFactory.create_batch(4 - units.count(), **kind)
    whole = place.address("periksa/")
    for address in (page(office), whole):
        assert "dibandingkan" not in text_of(client(office, "operator").get(address)).casefold(), "too few, ever"
    factories.UnitFactory.create_batch(2, **kind)
    others = list(units)
    nothing = "Belum dibandingkan dengan unit lain: rekap 6 dari 6 unit sejenis belum dihitung."
    for address in (page(office), whole):
        assert nothing in text_of(client(office, "operator").get(address))
    for other in others[:5]:
        refresh_summaries(other, [QUARTER])
    for address in (page(office), whole):
        words = text_of(client(office, "operator").get(address))
        assert "Dibandingkan dengan 5 dari 6 unit sejenis; rekap yang lain belum dihitung." in words
    refresh_summaries(others[5], [QUARTER])
    for address in (page(office), whole):
        assert "dibandingkan" not in text_of(client(office, "operator").get(address)).casefold()


def test_the_page_costs_the_same_for_more_warnings(office):
    warn(office)
    few = queries_of(client(office), page(office))
    warn_twice(office)
    client(office).post(page(office), reasons(office))
    assert queries_of(client(office), page(office)) == few


# -- handing in --------------------------------------------------------------------------------------------------------


def sent(office, **more):
    report = office.again()
    return {"version": report.version, "seen": seen_of(report), "line": 0} | more


def test_the_report_is_not_handed_in_without_a_reason(office):
    warn(office)
    response = client(office).post(submission(office), sent(office))
    assert response.status_code == 422
    assert "Belum ada alasannya. Tuliskan mengapa begitu, atau perbaiki yang ditemukan." in text_of(response)
    assert office.again().status == ReportStatus.DRAFT


def test_the_reason_is_given_on_the_page_on_which_it_is_handed_in(office):
    warn(office)
    shown = text_of(client(office).get(submission(office)))
    assert "1 peringatan perlu alasan" in shown
    (warning,) = warnings_of(office.report)
    response = client(office).post(submission(office), sent(office, **{f"alasan-{warning.key}": WHY}))
    assert response.status_code == 302
    assert FindingReason.objects.get().text == WHY
    assert office.again().status == ReportStatus.SUBMITTED


def test_a_reason_that_stands_is_not_asked_again(office):
    warn(office)
    client(office).post(page(office), reasons(office))
    shown = client(office).get(submission(office))
    assert "perlu alasan" not in text_of(shown)
    assert WHY in text_of(shown)


def test_the_superior_reads_the_warning_with_its_reason(office):
    warn(office)
    (warning,) = warnings_of(office.report)
    client(office).post(submission(office), sent(office, **{f"alasan-{warning.key}": WHY}))
    review = office.place.report_address(office.place.kasi, "reviu/")
    words = text_of(client(office, "superior").get(review))
    assert "target yang berlaku 35 keluarga." in words
    assert f"Alasan: {WHY}" in words
    # A figure that changes afterwards brings a warning that nobody has answered.
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=70)
    assert "Belum ada alasannya." in text_of(client(office, "superior").get(review))


# -- a whole office ----------------------------------------------------------------------------------------------------


def test_the_office_counts_each_report_and_tells_a_shared_figure_once(office):
    place = office.place
    warn(office)
    IndicatorRealization.objects.filter(indicator=place.direct).update(value=70)
    factories.AgreementItemFactory(
        agreement=place.camat.agreements.get(),
        indicator=place.direct,
        objective=place.camat.agreements.get().objectives.first(),
    )
    response = client(office, "operator").get(place.address("periksa/"))
    words = text_of(response)
    assert words.count("capaiannya 200,00 %, jauh di atas 100 %.") == 1
    assert "Laporan Camat, Kepala Seksi Desa" in words
    assert words.count("target yang ditandatangani 30 keluarga") == 1
    assert place.report_address(place.camat, "periksa/") in read(response).links


def test_an_office_that_opened_nothing_is_told_so(office):
    words = text_of(client(office, "operator").get(f"/unit/{office.place.unit.slug}/2024/4/periksa/"))
    assert "Triwulan ini belum dibuka" in words


def test_the_office_costs_the_same_for_more_reports(office):
    place = office.place
    address = place.address("periksa/")
    costs = []
    # Ways to what is kept elsewhere are read once, when the first finding asks: that of a post without an agreement.
    for names in (("Kasi 1",), ("Kasi 2", "Kasi 3")):
        for name in names:
            post = factories.PositionFactory(unit=place.unit, superior=place.camat, name=name)
            factories.ReportFactory(position=post)
        costs.append(queries_of(client(office, "operator"), address))
    assert costs[0] == costs[1]
