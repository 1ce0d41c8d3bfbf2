"""The demo: the office files load as written, are valid rows, and loading again touches nothing."""

import datetime
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import authenticate

from agreements.enums import ReportStatus, Role
from agreements.models import (
    Agreement,
    Appointment,
    BudgetLine,
    CalendarYear,
    Ceiling,
    Citation,
    Duty,
    Indicator,
    LongTermTarget,
    Official,
    PastValue,
    Position,
    Regency,
    Regulation,
    RoleGrant,
    Unit,
    User,
    YearTarget,
)
from reports.demo import DEMO_PASSWORD, DEMO_USERS, FIXTURES, OfficeFileError, load_accounts, load_demo, load_offices
from reports.models import (
    Activity,
    BudgetRealization,
    Event,
    FollowUp,
    IndicatorRealization,
    Obstacle,
    Report,
    Strategy,
    SuperiorResponse,
)
from reports.queries import units_visible_to
from tests.reports.validity import faulty_rows

ROWOKANGKUNG = "kecamatan-rowokangkung"


def every_row() -> dict[str, list[dict]]:
    """Return the content of every table of both apps."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for app in ("agreements", "reports")
        for model in apps.get_app_config(app).get_models()
    }


# -- the files ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loaded_rows_are_valid():
    load_demo(issued=False)
    assert faulty_rows() == []


@pytest.mark.django_db
def test_what_the_four_offices_hold():
    load_offices(FIXTURES)

    assert dict(Counter(Report.objects.values_list("position__unit__short_name", flat=True))) == {
        "Rowokangkung": 12,
        "Ranuyoso": 1,
        "Candipuro": 1,
        "Bagian Organisasi": 1,
    }
    assert dict(Counter(BudgetLine.objects.values_list("unit__short_name", flat=True))) == {
        "Rowokangkung": 52,
        "Candipuro": 69,
        "Ranuyoso": 11,
        "Bagian Organisasi": 7,
    }
    assert dict(Counter(Activity.objects.values_list("group", flat=True))) == {
        "Fasilitasi evaluasi penyusunan peraturan desa dan peraturan kepala desa": 1,
        "Fasilitasi administrasi tata Pemerintahan Desa": 1,
        "Fasilitasi pengelolaan keuangan Desa dan pendayagunaan aset Desa": 3,
        "Fasilitasi sinkronisasi perencanaan pembangunan daerah dengan pembangunan Desa": 2,
        "Fasilitasi penyelenggaraan ketenteraman dan ketertiban umum": 2,
        "Fasilitasi penyusunan perencanaan pembangunan partisipatif": 2,
        "Fasilitasi penyusunan program dan pelaksanaan pemberdayaan masyarakat Desa": 2,
        "Fasilitasi Umum dan Kepegawaian": 1,
        "Fasilitasi Keuangan": 4,
        "Koordinasi pendampingan Desa di wilayahnya": 1,
    }
    assert Obstacle.objects.filter(report__position__unit__slug="kecamatan-candipuro").count() == 5


@pytest.mark.django_db
def test_reports_stand_at_every_status():
    load_offices(FIXTURES)
    status = {
        report.position.slug: report.status
        for report in Report.objects.filter(position__unit__slug=ROWOKANGKUNG).select_related("position")
    }

    assert status["camat"] == status["sekretaris-kecamatan"] == ReportStatus.DRAFT
    assert status["kepala-seksi-pemerintahan"] == status["kasubbag-keuangan"] == ReportStatus.SUBMITTED
    assert status["kepala-seksi-pemberdayaan-masyarakat"] == ReportStatus.DRAFT
    assert status["kepala-seksi-pelayanan-umum"] == ReportStatus.RETURNED
    assert status["kasubbag-umum-dan-kepegawaian"] == ReportStatus.APPROVED
    assert Counter(value for slug, value in status.items() if slug.startswith(("bendahara", "pengadministrasi"))) == {
        ReportStatus.APPROVED: 2,
        ReportStatus.SUBMITTED: 1,
        ReportStatus.DRAFT: 2,
    }
    others = Report.objects.exclude(position__unit__slug=ROWOKANGKUNG)
    assert set(others.values_list("status", flat=True)) == {ReportStatus.RECEIVED}


@pytest.mark.django_db
def test_the_third_quarter_is_left_to_the_operator():
    load_offices(FIXTURES)

    assert set(Report.objects.filter(position__unit__slug=ROWOKANGKUNG).values_list("quarter", flat=True)) == {2}
    assert set(IndicatorRealization.objects.filter(indicator__unit__slug=ROWOKANGKUNG).values_list("quarter")) == {(2,)}
    assert set(BudgetRealization.objects.filter(budget_line__unit__slug=ROWOKANGKUNG).values_list("quarter")) == {(2,)}


@pytest.mark.django_db
def test_delegated_authorities_nest():
    """Erratum W01-03: ten authorities, the ninth with four parts; erratum W01-02: ten duties."""
    load_offices(FIXTURES)
    duties = Duty.objects.filter(position__unit__slug=ROWOKANGKUNG, position__slug="camat")

    assert duties.filter(kind="duty").count() == 10
    assert duties.filter(kind="delegated", parent=None).count() == 10
    nested = duties.exclude(parent=None)
    assert [duty.text for duty in nested] == [
        "Anggaran Pendapatan dan Belanja Desa",
        "Pungutan",
        "Tata Ruang",
        "Organisasi Pemerintah Desa",
    ]
    assert {duty.parent.text for duty in nested} == {"evaluasi Rancangan Peraturan Desa tentang"}


@pytest.mark.django_db
def test_an_acting_official_signs_for_candipuro():
    load_offices(FIXTURES)
    held = Appointment.objects.get(official__name="ARIF RAHMAN, SH")

    assert (held.kind, held.position.slug, held.position.unit.slug) == ("plt", "camat", "kecamatan-candipuro")


@pytest.mark.django_db
def test_the_perubahan_keeps_the_amounts_it_was_signed_with():
    load_offices(FIXTURES)
    changed = Agreement.objects.get(kind="perubahan")

    assert changed.supersedes.kind == "murni"
    assert sum(row.amount_signed for row in changed.budgets.all()) == 600_316_428
    assert changed.budgets.first().budget_line.ceilings.get().amount == 19_922_000


@pytest.mark.django_db
def test_ticks_of_the_seeds_stand_with_approved_reports_only():
    load_offices(FIXTURES)
    ticked = SuperiorResponse.objects.exclude(options=[]).values_list(
        "report__position__slug", "report__status", "options"
    )
    noted = SuperiorResponse.objects.values_list("report__status", flat=True)

    assert list(ticked) == [("pengadministrasi-umum-sub-bagian-umum-dan-kepegawaian", ReportStatus.APPROVED, ["good"])]
    assert Counter(noted) == {ReportStatus.APPROVED: 2, ReportStatus.RETURNED: 1}


@pytest.mark.django_db
def test_texts_carry_no_numbering_or_closing_punctuation():
    load_offices(FIXTURES)
    texts = [*Duty.objects.values_list("text", flat=True), *FollowUp.objects.values_list("text", flat=True)]

    assert [text for text in texts if text != text.strip() or text[-1] in ";.,"] == []


# -- loading again -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loading_again_changes_nothing():
    load_demo(issued=False)
    before = every_row()

    again = load_demo(issued=False)

    assert every_row() == before
    assert not any(office.made for office in again.offices)
    assert again.accounts == ()


@pytest.mark.django_db
def test_what_was_typed_renamed_or_deleted_stays_so():
    load_demo(issued=False)
    IndicatorRealization.objects.filter(indicator__name__startswith="Jumlah orang").update(value=7)
    Indicator.objects.filter(name__startswith="Persentase pelayanan PATEN").update(name="Persentase PATEN")
    FollowUp.objects.filter(report__position__slug="camat").delete()
    User.objects.filter(username="camat").update(password="!", first_name="SITI")
    before = every_row()

    load_demo(issued=False)

    assert every_row() == before


@pytest.mark.django_db
def test_an_office_of_the_same_name_is_left_alone():
    regency = Regency.objects.create(name="Kabupaten Lumajang")
    Unit.objects.create(
        regency=regency, name="Kecamatan Ranuyoso", slug="ranuyoso", short_name="Ranuyoso", kind="kecamatan"
    )

    loaded = {office.name: office.made for office in load_offices(FIXTURES)}

    assert not loaded["Kecamatan Ranuyoso"]
    assert loaded["Kecamatan Candipuro"]
    assert Position.objects.filter(unit__slug="ranuyoso").count() == 0


@pytest.mark.django_db
def test_each_office_leaves_a_trace():
    load_offices(FIXTURES)

    assert Event.objects.filter(action="load_demo", by=None).count() == Unit.objects.count() == 6


# -- accounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_accounts_belong_to_officials_and_roles():
    load_demo(issued=False)
    posts = {
        user.username: user.official.appointments.get().position.slug
        for user in User.objects.filter(official__isnull=False).select_related("official")
    }
    grants = {
        (grant.user.username, grant.role, grant.unit and grant.unit.slug)
        for grant in RoleGrant.objects.select_related("user", "unit")
    }

    assert posts == {
        "staf": "bendahara-sub-bagian-keuangan",
        "kasubbag": "kasubbag-keuangan",
        "kasi": "kepala-seksi-pemberdayaan-masyarakat",
        "sekretaris": "sekretaris-kecamatan",
        "camat": "camat",
        "asisten": "asisten-administrasi",
        "organisasi": "kepala-bagian-organisasi",
    }
    assert grants == {
        ("operator", Role.OPERATOR, ROWOKANGKUNG),
        ("operator-ranuyoso", Role.OPERATOR, "kecamatan-ranuyoso"),
        ("operator-candipuro", Role.OPERATOR, "kecamatan-candipuro"),
        ("operator-organisasi", Role.OPERATOR, "bagian-organisasi-sekretariat-daerah"),
        ("organisasi", Role.ORGANISASI, None),
        ("inspektorat", Role.INSPECTOR, None),
    }
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["admin"]
    assert Official.objects.get(nip="197701012000012001").account.first_name == "SITI RAHAYU, S.Sos"


@pytest.mark.django_db
def test_every_account_sees_its_offices():
    load_demo(issued=False)
    seen = {user.username: units_visible_to(user).count() for user in User.objects.all()}

    one = {user.username for user in DEMO_USERS} - {"organisasi", "inspektorat", "admin"}
    assert seen == dict.fromkeys(one, 1) | {"organisasi": 4, "inspektorat": 4, "admin": 4}


@pytest.mark.django_db
@pytest.mark.parametrize("user", DEMO_USERS, ids=lambda user: user.username)
def test_every_account_logs_in(user, rf):
    load_accounts()

    assert authenticate(rf.post("/"), username=user.username, password=DEMO_PASSWORD).username == user.username


@pytest.mark.django_db
def test_the_calendar_comes_along():
    load_demo(issued=False)

    assert set(CalendarYear.objects.values_list("year", flat=True)) == {2023, 2024, 2025, 2026, 2027}


@pytest.mark.django_db
def test_an_account_that_is_there_keeps_its_password():
    mine = User.objects.create_user("admin", password="something else entirely")

    assert "admin" not in load_accounts()
    mine.refresh_from_db()
    assert mine.check_password("something else entirely")
    assert not mine.is_superuser


# -- the format --------------------------------------------------------------------------------------------------------


def copy_files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("superior: camat", "superior: camaat", "positions 2: 'camaat' is not in this file"),
        ("superior: camat", "superior: kecamatan-lain/camat", "positions 2: no post 'kecamatan-lain/camat'"),
        ("year: 2024", "year: 2024\ncolour: red", "unknown: colour"),
        ("year: 2024", "year: 2024\nyear: 2025", "'year' stands there twice"),
        ("regulation: pp-17-2018", "regulation: pp-18-2018", "citations 4: 'pp-18-2018' is not in this file"),
        ("indicators: [musyawarah]", "indicators: [musyawara]", "'musyawara' is not in this file"),
        ("ceiling: 2700000", "ceiling: 2.700.000", "'2.700.000' is not a number"),
        ("{indicator: pemberdayaan-desa, target: 100}", "{indicator: desa}", "items 1: 'desa' is not in this file"),
        ("kesejahteraan-keluarga: 0", "kesejahteraan-keluarga: {terms: [1]}", "1 values for 0 terms"),
        ("kesejahteraan-keluarga: 0", "kesejahteraan-keluarga: {nilai: 1}", "kesejahteraan-keluarga: unknown: nilai"),
        ("sub-musyawarah: 600000", "sub-musyawara: 600000", "'sub-musyawara' is not in this file"),
        ("status: received", "state: received", "'status' is missing"),
        ("unit:", "unit: []\nwas:", "expected fields"),
        ("name: Kecamatan Ranuyoso", "name: 7", "'name' must be text, found 7"),
    ],
)
def test_a_mistake_in_a_file_is_named(old: str, new: str, message: str, tmp_path):
    folder = copy_files(tmp_path)
    replace(folder / "kecamatan-ranuyoso.yaml", old, new)

    with pytest.raises(OfficeFileError, match=r"kecamatan-ranuyoso\.yaml") as caught:
        load_offices(folder)

    assert message in str(caught.value)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_folder_without_a_kabupaten_is_refused(tmp_path):
    folder = copy_files(tmp_path)
    (folder / "kabupaten-lumajang.yaml").unlink()

    with pytest.raises(OfficeFileError, match="regency"):
        load_offices(folder)


@pytest.mark.django_db
def test_every_field_of_the_format(tmp_path):
    """Fields that no demo office uses are read too."""
    (tmp_path / "kabupaten.yaml").write_text(
        """
regency: {name: Kabupaten Contoh}
regulations:
  - {key: perbup, short: Peraturan Bupati Contoh Nomor 1 Tahun 2020, about: Kecamatan}
""",
        encoding="utf-8",
    )
    (tmp_path / "office.yaml").write_text(
        """
unit: {name: Dinas Contoh, short_name: Dinas, kind: dinas}
year: 2025
positions:
  - name: Kepala Dinas
    echelon: II.b
    deadline_days: 7
    held_by:
      - {nip: '197701012000012001', name: A, rank: Pembina, from: 2024-01-01, until: 2025-03-31}
      - {nip: '198302022002011002', name: B, kind: plh, from: 2025-04-01}
    citations: [{for: duties, regulation: perbup, article: Pasal 2}]
    duties: [satu, {text: dua, items: [dua satu, dua dua]}]
  - {name: Sekretaris, echelon: III.a, superior: kepala-dinas, duties_of: kepala-dinas}
indicators:
  - key: kemiskinan
    name: Angka kemiskinan
    level: strategic
    unit: '%'
    direction: range
    aggregation: last
    entered_by: organisasi
    target: 8.5
    upper: 9
    shown: 8,5 s.d. 9
    quarter_targets: [9, 8.9, 8.7, 8.5]
    definition: Diukur BPS
    on_time_rule: [satu, dua]
    note: Catatan
    long_term: [{document: Renstra, year: 2026, target: 8}]
    past: [{year: 2024, quarter: 2, target: 9, realization: 9.25}, {year: 2023, realization: 9.5}]
    parts: [{key: bagian, name: Bagian, level: program, unit: dokumen}]
budget:
  - code: '1.01'
    name: Program
    responsible: sekretaris
    months: [1, 12]
    indicators: [kemiskinan, bagian]
    ceiling: 1000.50
    later_ceilings: [{document: dppa, from: 2025-09-01, amount: 900}]
agreements:
  - position: kepala-dinas
    superior_title: Pj. Bupati
    signed_on: 2025-01-15
    objectives:
      - level: strategic
        text: Sasaran
        items: [{indicator: kemiskinan, target: 8.4, target_text: '8,4 persen', wording: Persentase kemiskinan}]
    budgets: [{line: '1.01', amount: 950, wording: Program utama}]
quarters:
  - quarter: 1
    indicators:
      kemiskinan: {value: 8.75, shown: 8¾, note: Sementara}
      bagian: {missing: Belum ada}
    spent: {'1.01': {amount: 250.25, note: Uang muka}}
    reports:
      kepala-dinas:
        status: draft
        strategies:
          - {item: kemiskinan, lead_in: 'Melalui:', months: Januari, items: [satu, {text: dua, months: Maret}]}
          - {indicator: bagian, items: [satu]}
          - {line: '1.01', items: [satu]}
""",
        encoding="utf-8",
    )

    load_offices(tmp_path)

    head, secretary = Position.objects.order_by("order")
    assert (head.deadline_days, head.signature_title, secretary.superior) == (7, "", head)
    assert [duty.text for duty in secretary.duties.all()] == ["satu", "dua", "dua satu", "dua dua"]
    assert [(row.official.rank, row.kind, row.end) for row in head.appointments.order_by("start")] == [
        ("Pembina", "definitive", datetime.date(2025, 3, 31)),
        ("", "plh", None),
    ]
    citation = Citation.objects.get()
    assert (citation.purpose, citation.article, citation.regulation) == ("duties", "Pasal 2", Regulation.objects.get())

    poverty = Indicator.objects.get(name="Angka kemiskinan")
    assert (poverty.direction, poverty.aggregation, poverty.entered_by) == ("range", "last", "organisasi")
    assert (poverty.definition, poverty.on_time_rule, poverty.note) == ("Diukur BPS", "satu\ndua", "Catatan")
    assert [child.name for child in poverty.children.all()] == ["Bagian"]
    target = YearTarget.objects.get()
    assert (target.year, target.value, target.upper, target.shown) == (2025, Decimal("8.5"), 9, "8,5 s.d. 9")
    assert (target.quarter_1, target.quarter_4) == (9, Decimal("8.5"))
    assert LongTermTarget.objects.get().value == 8
    assert [(row.year, row.quarter, row.target, row.realization) for row in PastValue.objects.order_by("-year")] == [
        (2024, 2, 9, Decimal("9.25")),
        (2023, None, None, Decimal("9.5")),
    ]

    line = BudgetLine.objects.get()
    assert (line.holds_amounts, line.responsible, line.planned_months) == (True, secretary, [1, 12])
    assert [link.indicator.name for link in line.indicator_links.all()] == ["Angka kemiskinan", "Bagian"]
    assert [(row.document, row.from_date, row.amount) for row in Ceiling.objects.all()] == [
        ("dpa", datetime.date(2025, 1, 1), Decimal("1000.50")),
        ("dppa", datetime.date(2025, 9, 1), Decimal(900)),
    ]

    agreement = Agreement.objects.get()
    assert (agreement.superior_title, agreement.signed_on) == ("Pj. Bupati", datetime.date(2025, 1, 15))
    item = agreement.items.get()
    assert (item.wording, item.target_signed, item.target_text) == (
        "Persentase kemiskinan",
        Decimal("8.4"),
        "8,4 persen",
    )
    budget = agreement.budgets.get()
    assert (budget.amount_signed, budget.wording, budget.objective) == (950, "Program utama", None)

    facts = {row.indicator.name: row for row in IndicatorRealization.objects.select_related("indicator")}
    assert (facts["Angka kemiskinan"].value, facts["Angka kemiskinan"].shown) == (Decimal("8.75"), "8¾")
    assert facts["Angka kemiskinan"].note == "Sementara"
    assert (facts["Bagian"].value, facts["Bagian"].missing_reason) == (None, "Belum ada")
    spent = BudgetRealization.objects.get()
    assert (spent.amount, spent.note) == (Decimal("250.25"), "Uang muka")
    first, second, third = Strategy.objects.order_by("order")
    assert (first.item, second.indicator.name, third.budget_line) == (item, "Bagian", line)
    assert [(row.text, row.months) for row in first.items.all()] == [("satu", ""), ("dua", "Maret")]
    assert (first.lead_in, first.months) == ("Melalui:", "Januari")


def test_demo_users_have_names_of_their_own():
    names = [user.username for user in DEMO_USERS]

    assert len(set(names)) == len(names)
