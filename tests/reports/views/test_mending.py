"""The ways from findings to what is kept apart from the report: each ends at a field that this account can save."""

import datetime
from urllib.parse import urldefrag

import pytest
from django.test import RequestFactory

from agreements.enums import AppointmentKind, BudgetLevel, CeilingDocument, Formula
from agreements.models import Agreement, AgreementBudget, AgreementItem, BudgetLine, Ceiling, Official, User, YearTarget
from reports.anchors import ENTRY_CELLS
from reports.checks import check_report
from reports.models import BudgetRealization, IndicatorRealization
from reports.queries import load_inputs
from reports.results import Finding, Kept
from reports.views.desk import Desk
from reports.views.findings import DATED, Finder
from reports.views.mending import AMENDED, WAYS, Mending
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.builders import compute
from tests.reports.reviewing import make_office
from tests.reports.test_check_pairs import PAIRS
from tests.reports.workplace import QUARTER, line

pytestmark = pytest.mark.django_db

JANUARY = datetime.date(2024, 1, 15)
PLANS = "Perjanjian Kinerja {unit} disiapkan oleh operator unit itu atau Bagian Organisasi."
BUDGET = "Anggaran {unit} diimpor oleh operator unit itu, Bagian Organisasi, atau administrator."
KEEPS = "Unit, jabatan dan pejabat dicatat oleh Bagian Organisasi dan administrator."


@pytest.fixture
def office():
    return make_office()


def pk(office, file="sunting/", kind="murni"):
    return office.place.agreement_address(office.place.kasi, file, kind)


def organisation(position, file):
    return f"/organisasi/{position.unit.slug}/jabatan/{position.slug}/{file}"


def plan(office, file=""):
    return f"/perjanjian/{office.place.unit.slug}/2024/{file}"


def budget(office):
    return f"/unit/{office.place.unit.slug}/2024/anggaran/impor/#id_sheet"


# -- what is wrong, and the ways of those who plan and of those who keep the organisation ------------------------------


def no_agreement(office):
    office.place.kasi.agreements.all().delete()
    return [f"{plan(office)}#jabatan-{office.place.kasi.pk}"], []


def empty_agreement(office):
    AgreementItem.objects.filter(agreement__position=office.place.kasi).delete()
    return [f"{pk(office)}#daftar-sasaran"], []


def no_target(office):
    YearTarget.objects.filter(indicator=office.place.ratio).delete()
    return [f"{pk(office)}#id_sasaran-1-butir-0-target"], []


def another_target(office):
    AgreementItem.objects.filter(indicator=office.place.direct).update(target_signed=30)
    return [f"{pk(office)}#id_sasaran-0-butir-0-target"], []


def another_target_signed(office):
    another_target(office)
    Agreement.objects.filter(position=office.place.kasi).update(signed_on=JANUARY)
    return [f"{pk(office, '')}#perubahan"], []


def another_target_with_a_draft(office):
    another_target_signed(office)
    old = Agreement.objects.get(position=office.place.kasi)
    new = factories.AgreementFactory(position=office.place.kasi, kind="perubahan", supersedes=old)
    factories.AgreementItemFactory(agreement=new, indicator=office.place.direct)
    return [f"{pk(office, kind='perubahan')}#id_sasaran-0-butir-0-target"], []


def another_amount(office):
    other = line(office.place.unit, office.place.kegiatan, BudgetLevel.SUB_KEGIATAN, "Sub Kegiatan Lain", 9_000_000)
    BudgetRealization.objects.create(budget_line=other, quarter=2, amount=1)
    factories.AgreementBudgetFactory(agreement=office.place.kasi.agreements.get(), budget_line=other)
    AgreementBudget.objects.filter(budget_line=other).update(amount_signed=8_000_000)
    return [f"{pk(office)}#id_anggaran-1-amount", budget(office)], []


def another_total(office):
    agreement = office.place.kasi.agreements.get()
    factories.AgreementBudgetFactory(agreement=agreement, budget_line=office.place.other_line)
    agreement.budgets.update(amount_signed=1_000_000)
    return [f"{pk(office)}#daftar-anggaran", budget(office)], []


def too_much_for_the_agreement(office):
    AgreementBudget.objects.filter(budget_line=office.place.line).update(amount_signed=1_000_000)
    return [f"{pk(office)}#id_anggaran-0-amount"], []


def no_ceiling(office):
    Ceiling.objects.filter(budget_line=office.place.line).delete()
    BudgetRealization.objects.filter(budget_line=office.place.line).update(amount=0)
    return [budget(office)], []


def over_the_ceiling(office):
    Ceiling.objects.filter(budget_line=office.place.line).update(amount=1)
    return [budget(office)], []


def no_target_of_what_nobody_promises(office):
    """The line of the kasi pays for one indicator more, which stands in no agreement."""
    loose = factories.IndicatorFactory(unit=office.place.unit, unit_of_measure="laporan")
    IndicatorRealization.objects.create(indicator=loose, year=2024, quarter=2, value=1)
    factories.IndicatorBudgetLineFactory(budget_line=office.place.line, indicator=loose)
    return [f"{pk(office)}#id_sasaran-1-butir-1-indicator"], []


def a_name_of_another_unit(office):
    direct = office.place.direct
    type(direct).objects.filter(pk=direct.pk).update(name="Persentase keluarga")
    page = plan(office, f"indikator/{direct.pk}/")
    return [f"{page}#id_name", f"{page}#id_unit_of_measure"], []


def a_signed_name_of_another_unit(office):
    """The unit of measure is held by the signature, and its page would refuse another."""
    Agreement.objects.filter(position=office.place.kasi).update(signed_on=JANUARY)
    return a_name_of_another_unit(office)[0][:1], []


def a_wording_of_another_unit(office):
    AgreementItem.objects.filter(indicator=office.place.direct).update(wording="Persentase keluarga")
    page = plan(office, f"indikator/{office.place.direct.pk}/")
    return [f"{pk(office)}#id_sasaran-0-butir-0-wording", f"{page}#id_unit_of_measure"], []


def a_signed_wording_of_another_unit(office):
    a_wording_of_another_unit(office)
    Agreement.objects.filter(position=office.place.kasi).update(signed_on=JANUARY)
    return [f"{pk(office, '')}#perubahan"], []


def a_target_told_in_another_unit(office):
    YearTarget.objects.filter(indicator=office.place.direct).update(shown="35 laporan")
    return [f"{pk(office)}#id_sasaran-0-butir-0-shown"], []


def a_target_told_in_several_units(office):
    YearTarget.objects.filter(indicator=office.place.direct).update(shown="10 jenis fasilitasi 1 jenis koordinasi")
    return [f"{pk(office)}#id_sasaran-0-butir-0-shown"], []


def a_draft(office):
    return [f"{pk(office, 'tanda-tangan/')}#id_signed_on"], []


def an_older_ceiling(office):
    changed = Ceiling.objects.filter(budget_line=office.place.other_line)
    changed.update(document=CeilingDocument.DPPA, from_date=datetime.date(2024, 5, 1))
    return [budget(office)], []


def another_sum_imported(office):
    said = {"row": 3, "ceilings": {}, "spent": {"2": ["5230000", False]}}
    BudgetLine.objects.filter(pk=office.place.kegiatan.pk).update(sheet=said)
    return [budget(office)], []


def a_mean_of_nothing(office):
    direct = office.place.direct
    type(direct).objects.filter(pk=direct.pk).update(formula=Formula.MEAN_OF_CHILDREN, unit_of_measure="%")
    return [f"{plan(office, f'indikator/{direct.pk}/')}#id_formula"], []


def nobody_holds_the_post(office):
    office.place.kasi.appointments.update(start=datetime.date(2024, 8, 1))
    return [], [f"{organisation(office.place.kasi, 'tunjuk/')}#id_official"]


def nobody_holds_the_post_above(office):
    office.place.camat.appointments.update(start=datetime.date(2024, 8, 1))
    return [], [f"{organisation(office.place.camat, 'tunjuk/')}#id_official"]


def another_status(office):
    Agreement.objects.filter(position=office.place.kasi).update(superior_title="Camat")
    office.place.camat.appointments.update(kind=AppointmentKind.PLT)
    held = office.place.camat.appointments.get()
    return (
        [f"{pk(office)}#id_superior_title"],
        [f"{organisation(office.place.camat, f'penugasan/{held.pk}/')}#id_kind"],
    )


def another_superior(office):
    Agreement.objects.filter(position=office.place.kasi).update(superior_title="Sekretaris")
    return [f"{pk(office)}#id_superior_title"], [f"{organisation(office.place.kasi, 'ubah/')}#id_superior"]


def an_impossible_nip(office):
    official = Official.objects.get(appointments__position=office.place.camat)
    Official.objects.filter(pk=official.pk).update(nip="198030012005012001")
    return [], [f"/organisasi/pejabat/{official.pk}/#id_nip"]


CASES = {
    "missing_agreement": (no_agreement, PLANS),
    "missing_agreement, empty": (empty_agreement, PLANS),
    "missing_target": (no_target, PLANS),
    "missing_target, promised nowhere": (no_target_of_what_nobody_promises, PLANS),
    "unsigned_agreement": (a_draft, PLANS),
    "unit_of_measure": (a_target_told_in_another_unit, PLANS),
    "old_ceiling": (an_older_ceiling, BUDGET),
    "imported_sum": (another_sum_imported, BUDGET),
    "target_changed": (another_target, PLANS),
    "target_changed, signed": (another_target_signed, PLANS),
    "target_changed, draft": (another_target_with_a_draft, PLANS),
    "amount_changed": (another_amount, PLANS),
    "amount_changed, total": (another_total, PLANS),
    "over_agreement": (too_much_for_the_agreement, PLANS),
    "missing_ceiling": (no_ceiling, BUDGET),
    "over_ceiling": (over_the_ceiling, BUDGET),
    "unit_wording": (a_name_of_another_unit, PLANS),
    "unit_wording, name, signed": (a_signed_name_of_another_unit, PLANS),
    "unit_wording, wording": (a_wording_of_another_unit, PLANS),
    "unit_wording, wording, signed": (a_signed_wording_of_another_unit, PLANS),
    "unit_wording, target": (a_target_told_in_several_units, PLANS),
    "missing_figure, mean": (a_mean_of_nothing, PLANS),
    "signer_not_appointed": (nobody_holds_the_post, KEEPS),
    "signer_not_appointed, superior": (nobody_holds_the_post_above, KEEPS),
    "acting_title": (another_status, PLANS),
    "other_superior_agreed": (another_superior, PLANS),
    "faulty_nip": (an_impossible_nip, KEEPS),
}


def links_on(office, who, address):
    links = read(client_of(office.users[who]).get(address)).links
    return [
        link for link in links if link.startswith(("/pk/", "/perjanjian/", "/organisasi/", "/admin/", budget(office)))
    ]


def check_it_can_be_mended_at(client, address):
    """See that the page opens with a form that saves, and that the field is on it."""
    page, field = urldefrag(address)
    response = client.get(page)
    assert response.status_code == 200, address
    body = response.content.decode()
    main = body[body.index("<main") :]
    assert '<form method="post"' in main, address
    assert field in read(response).ids, address
    if field == "perubahan":
        assert "Buat Perubahan" in main


def lines_of(office, who, code):
    """Return the findings of a check in the kasi's report as pages show them to an account."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=office.users[who].pk)
    desk = Desk.take(request, office.place.unit.slug, office.place.kasi.slug, 2024, 2)
    return Finder.of(request, desk).lines(row for row in desk.prepared.findings if row.code == code)


@pytest.mark.parametrize("case", CASES)
def test_each_way_ends_where_this_account_can_mend_it(office, case):
    wrong, sentence = CASES[case]
    planned, kept = wrong(office)
    pages = [office.place.report_address(office.place.kasi, "periksa/"), office.place.address("periksa/")]
    expected = {"operator": planned, "organisasi": planned + kept, "admin": planned + kept}
    for who, ways in expected.items():
        for page in pages:
            links = links_on(office, who, page)
            assert set(ways) <= set(links), (who, page)
            assert not any(link.startswith("/admin/agreements/") for link in links)
        for way in ways:
            check_it_can_be_mended_at(client_of(office.users[who]), way)
    told = sentence.format(unit=office.place.unit.name)
    code = case.partition(",")[0]
    for who in ("operator", "holder", "inspector"):
        told_to = lines_of(office, who, code)
        assert told_to, case
        for told_line in told_to:
            assert told_line.elsewhere or told_line.keeper, (who, "either a way, or the name of who has one")
            check_it_leads_somewhere(client_of(office.users[who]), told_line)
            signed = any(way.endswith("#perubahan") for way in planned)
            assert (AMENDED in told_line.keeper) is (signed and who != "operator")
    for who in ("inspector", *(() if planned else ("operator",))):
        for page in pages:
            assert not set(planned + kept) & set(links_on(office, who, page))
            assert told in text_of(client_of(office.users[who]).get(page)), who
    assert told not in text_of(client_of(office.users["organisasi"]).get(pages[0]))


def check_it_leads_somewhere(client, told):
    """See that every link of a finding opens for the account, at a place that is there."""
    for way in (*([told.way] if told.way else []), *told.elsewhere):
        page, place = urldefrag(way.address)
        response = client.get(page)
        assert response.status_code == 200, way
        assert not place or place in read(response).ids, way


def test_every_check_has_its_place():
    """A new check of figures or people that is mended elsewhere has a case above; the others lead into the report."""
    elsewhere = set()
    for code, (inputs, _) in PAIRS.items():
        found = [row for row in check_report(inputs, compute(inputs)) if row.code == code]
        if any(row.kept for row in found):
            elsewhere.add(code)
        for row in found:
            assert row.kept or row.link.startswith(ENTRY_CELLS) or row.code in DATED, code
    assert elsewhere - {"goal_figures"} <= {case.partition(",")[0] for case in CASES}


def test_figures_lead_to_their_rows(office):
    """What is typed in the grid is mended in its row, also where nobody types it: those stand among all of the unit."""
    place = office.place
    place.direct.realizations.all().delete()
    BudgetRealization.objects.all().delete()
    codes = {"missing_figure", "partial_sum"}
    for who in ("operator", "holder", "organisasi", "inspector"):
        for code in codes:
            for found in lines_of(office, who, code):
                assert found.way.label == ("Perbaiki" if who == "operator" else "Lihat")
                assert "#" in found.way.address
                check_it_leads_somewhere(client_of(office.users[who]), found)


def test_a_ratio_that_takes_a_target_leads_to_the_agreement_that_promises_it(office):
    """The target stands in the agreement of another post, and a post that ended takes nobody."""
    place = office.place
    camat = place.camat.agreements.get()
    finding = Finding(
        "missing_target", "warning", "Target.", "A", link=f"indikator-{place.mean.pk}", kept=(Kept.TARGET,)
    )
    inputs = inputs_of(office)
    (way,) = Mending(place.operator, place.unit, 2024).ways(finding, inputs)
    assert way.address == f"{place.agreement_address(camat.position, 'sunting/')}#id_sasaran-0-butir-0-target"
    unknown = Finding("missing_target", "warning", "Target.", "A", link="indikator-0", kept=(Kept.TARGET,))
    (way,) = Mending(place.operator, place.unit, 2024).ways(unknown, inputs)
    assert (way.address, way.label) == (f"{pk(office)}#id_sasaran-1-butir-1-indicator", "Tambahkan ke PK")
    place.kasi.ended_on, place.kasi.reports = datetime.date(2024, 5, 1), False
    place.kasi.save()
    finding = Finding("signer_not_appointed", "error", "Kosong.", "A", kept=(Kept.HOLDER,))
    (way,) = Mending(office.users["admin"], place.unit, 2024).ways(finding, inputs)
    assert way.address == organisation(place.kasi, "")


def inputs_of(office):
    return load_inputs(office.place.kasi, QUARTER)


def test_the_register_is_the_administrators(office):
    finding = Finding("unknown_regulation", "warning", "Perbup.", "A", page="uraian", kept=(Kept.FIGURE, Kept.REGISTER))
    inputs = inputs_of(office)
    (way,) = Mending(office.users["admin"], office.place.unit, 2024).ways(finding, inputs)
    assert client_of(office.users["admin"]).get(way.address).status_code == 200
    for who in ("operator", "organisasi"):
        mending = Mending(office.users[who], office.place.unit, 2024)
        assert mending.ways(finding, inputs) == ()
        assert mending.keeper(finding, inputs) == "Register peraturan dicatat oleh administrator."


def test_the_indicator_of_the_goal_is_linked_by_the_administrator(office):
    finding = Finding("goal_figures", "note", "Tujuan.", "A", kept=(Kept.GOAL,))
    inputs = inputs_of(office)
    (way,) = Mending(office.users["admin"], office.place.unit, 2024).ways(finding, inputs)
    page, field = urldefrag(way.address)
    assert field in read(client_of(office.users["admin"]).get(page)).ids
    mending = Mending(office.users["organisasi"], office.place.unit, 2024)
    assert (mending.ways(finding, inputs), mending.keeper(finding, inputs)) == (
        (),
        "Indikator tujuan dan targetnya dicatat oleh administrator.",
    )


def test_an_agreement_signed_after_the_quarter_has_its_date_mended_by_the_administrator(office):
    Agreement.objects.filter(position=office.place.kasi).update(signed_on=datetime.date(2024, 7, 5))
    page = office.place.report_address(office.place.kasi, "periksa/")
    (agreement,) = office.place.kasi.agreements.all()
    told = "ditandatangani 5 Juli 2024, sesudah triwulan berakhir. Bila tanggal itu salah catat, administrator yang"
    mend = f"/admin/agreements/agreement/{agreement.pk}/change/#id_signed_on"
    for who in ("operator", "organisasi", "inspector"):
        response = client_of(office.users[who]).get(page)
        assert told in text_of(response), who
        assert mend not in read(response).links
    response = client_of(office.users["admin"]).get(page)
    assert told not in text_of(response)
    assert mend in read(response).links
    assert "id_signed_on" in read(client_of(office.users["admin"]).get(urldefrag(mend).url)).ids


def test_every_kind_has_its_way():
    assert WAYS.keys() == set(Kept) - {Kept.FIGURE}


def test_ways_cost_the_same_for_more_findings(office):
    another_target(office)
    page = office.place.report_address(office.place.kasi, "periksa/")
    few = {who: queries_of(client_of(office.users[who]), page) for who in ("operator", "admin")}
    AgreementItem.objects.filter(agreement__position=office.place.kasi).update(target_signed=30)
    no_target(office)
    for who, count in few.items():
        assert queries_of(client_of(office.users[who]), page) == count
