"""Importing a budget writes all of it or nothing, with its line in the trail, and never over what nobody saw."""

import datetime

import pytest

from agreements.enums import BudgetLevel, CeilingDocument, ReportStatus, Role
from agreements.models import BudgetLine, Ceiling
from agreements.policies import Refused
from agreements.sheets import read_workbook
from reports.actions import CorrectionNeedsReasonError, StaleBudgetError, import_budget
from reports.importing.budget_plan import plan_budget
from reports.importing.budget_rows import read_budget
from reports.models import BudgetRealization, Event, Report
from reports.queries import standing_budget
from reports.trail_words import sentence, versions
from reports.trail_words.parts import Line
from tests import factories
from tests.reports.importing_sheets import KECAMATAN, KEGIATAN, PROGRAM, budget_sheet, sub_kegiatan
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

JANUARY, MAY = datetime.date(2024, 1, 1), datetime.date(2024, 5, 2)


@pytest.fixture
def place():
    return make_workplace()


def planned(unit, rows, *, document=CeilingDocument.DPA, from_date=JANUARY, quarter=QUARTER):
    sheet = read_budget(
        read_workbook(budget_sheet(rows)), document=document, quarter=quarter.number if quarter else None
    )
    return plan_budget(sheet, standing_budget(unit, 2024), document=document, from_date=from_date, quarter=quarter)


def imported(place, rows=KECAMATAN, *, by=None, plan=None, reason="", **options):
    plan = plan or planned(place.unit, rows, **options)
    return import_budget(
        unit=place.unit,
        year=2024,
        rows=plan.rows,
        document=options.get("document", CeilingDocument.DPA),
        from_date=options.get("from_date", JANUARY),
        quarter=options.get("quarter", QUARTER),
        seen=plan.preview.seen,
        by=by or place.operator,
        reason=reason,
    )


def lines_of(place):
    return list(BudgetLine.objects.filter(unit=place.unit).exclude(code="").order_by("order"))


def test_a_new_budget_is_written_with_ceilings_and_realizations(place):
    done = imported(place)
    assert (done.added, done.changed) == (4, 0)
    program, kegiatan, first, second = lines_of(place)
    assert [line.code for line in (program, kegiatan, first, second)] == [
        PROGRAM,
        KEGIATAN,
        sub_kegiatan(1),
        sub_kegiatan(2),
    ]
    assert (kegiatan.parent, first.parent, first.level) == (program, kegiatan, BudgetLevel.SUB_KEGIATAN)
    assert [line.holds_amounts for line in (program, kegiatan, first, second)] == [False, False, True, True]
    assert [(row.amount, row.document, row.from_date) for row in first.ceilings.all()] == [(100, "dpa", JANUARY)]
    assert [(row.amount, row.quarter, row.updated_by) for row in second.realizations.all()] == [(10, 2, place.operator)]
    assert program.sheet == {"row": 4, "ceilings": {"2024-01-01": ["150", True]}, "spent": {"2": ["30", True]}}
    assert first.sheet == {"row": 6}


def test_a_second_import_changes_what_differs_and_leaves_the_rest(place):
    imported(place)
    sums = ((PROGRAM, "Program Pemerintahan", 170, 35), (KEGIATAN, "Koordinasi", 170, 35))
    done = imported(place, (*sums, (sub_kegiatan(1), "Fasilitasi desa", 120, 25), KECAMATAN[3]))
    assert (done.added, done.changed) == (0, 1)
    first, second = lines_of(place)[2:]
    assert (first.ceilings.get().amount, first.realizations.get().amount, first.realizations.get().version) == (
        120,
        25,
        2,
    )
    assert second.realizations.get().version == 1


def test_a_document_of_a_later_date_stands_beside_the_first(place):
    imported(place)
    imported(place, document=CeilingDocument.DPPA, from_date=MAY, quarter=None)
    first = lines_of(place)[2]
    assert [(row.document, row.from_date) for row in first.ceilings.order_by("from_date")] == [
        ("dpa", JANUARY),
        ("dppa", MAY),
    ]


def test_new_lines_stand_behind_those_of_their_parent(place):
    imported(place)
    other = ("7.01.03", "Program lain", None, None)
    imported(place, (*KECAMATAN, other))
    imported(place, (*KECAMATAN, (sub_kegiatan(3), "Sub baru", 5, None), other))
    assert [line.code for line in lines_of(place)] == [
        PROGRAM,
        KEGIATAN,
        sub_kegiatan(1),
        sub_kegiatan(2),
        sub_kegiatan(3),
        "7.01.03",
    ]


def test_trail_tells_the_import_and_each_figure(place):
    imported(place)
    told = list(Event.objects.filter(unit=place.unit).order_by("number"))
    assert [event.action for event in told] == ["import_budget", "save_entry", "save_entry"]
    line = Line(told[0].action, told[0].subject, after=told[0].after)
    assert (
        sentence(line) == "Anggaran 2024 diimpor dari lembar Excel (DPA 1 Januari 2024): 4 baris baru, 0 baris berubah"
    )
    (version,) = versions(line)
    assert version.after.splitlines()[0] == f"{PROGRAM} Program Pemerintahan: baru"
    assert "Pagu Rp\N{NO-BREAK SPACE}100" in version.after


def test_nothing_to_change_leaves_no_line_in_the_trail(place):
    imported(place)
    count = Event.objects.count()
    imported(place)
    assert Event.objects.count() == count


def test_budget_that_changed_since_it_was_seen_is_refused(place):
    plan = planned(place.unit, KECAMATAN)
    imported(place)
    with pytest.raises(StaleBudgetError):
        imported(place, plan=plan)


def test_figure_that_was_typed_since_it_was_seen_is_refused(place):
    imported(place)
    plan = planned(place.unit, (*KECAMATAN[:2], (sub_kegiatan(1), "Fasilitasi desa", 120, 25), KECAMATAN[3]))
    BudgetRealization.objects.filter(budget_line=lines_of(place)[2]).update(amount=22, version=2)
    with pytest.raises(StaleBudgetError):
        imported(place, plan=plan)
    assert Ceiling.objects.get(budget_line=lines_of(place)[2]).amount == 100


def test_nothing_is_half_applied(place):
    """That the quarter takes no figures is found after lines and ceilings were written: all of it goes."""
    Report.objects.filter(position__unit=place.unit).delete()
    with pytest.raises(Refused, match="belum dibuka"):
        imported(place)
    assert lines_of(place) == []
    assert not Event.objects.filter(unit=place.unit).exists()


@pytest.mark.parametrize(("role", "may"), [(Role.ORGANISASI, True), (Role.INSPECTOR, False), (None, False)])
def test_who_may(place, role, may):
    user = factories.RoleGrantFactory(role=role, unit=None).user if role else factories.UserFactory()
    if may:
        assert imported(place, by=user, quarter=None).added == 4
    else:
        with pytest.raises(Refused, match="diimpor oleh operator"):
            imported(place, by=user, quarter=None)


def test_figures_belong_to_the_operator(place):
    user = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    with pytest.raises(Refused, match="operator"):
        imported(place, by=user)
    assert lines_of(place) == []


def test_ceiling_that_an_approved_report_prints_needs_a_reason(place, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    BudgetLine.objects.filter(pk=place.program.pk).update(code=PROGRAM, name="Program")
    BudgetLine.objects.filter(pk=place.kegiatan.pk).update(code=KEGIATAN, name="Kegiatan")
    BudgetLine.objects.filter(pk=place.line.pk).update(code=sub_kegiatan(1), name="Satu")
    report = place.report(place.kasi)
    issue(report)
    rows = ((PROGRAM, "Program", None, None), (KEGIATAN, "Kegiatan", None, None), (sub_kegiatan(1), "Satu", 777, None))
    later = {"document": CeilingDocument.DPPA, "from_date": datetime.date(2024, 7, 1), "quarter": None}
    assert imported(place, rows, **later).revised == (), "the report tells of the time before"
    now = {"document": CeilingDocument.DPPA, "from_date": MAY, "quarter": None}
    with pytest.raises(CorrectionNeedsReasonError) as asked:
        imported(place, rows, **now)
    assert [inputs.position_slug for inputs in asked.value.reports] == [place.kasi.slug]
    assert not Ceiling.objects.filter(from_date=MAY).exists()
    done = imported(place, rows, reason="DPPA ditetapkan terlambat", **now)
    assert [row.pk for row in done.revised] == [report.pk]
    report.refresh_from_db()
    assert report.status != ReportStatus.APPROVED


def test_a_sum_that_did_not_fit_is_kept_as_the_sheet_said_it(place):
    rows = ((PROGRAM, "Program", 100, None), (KEGIATAN, "Koordinasi", 100, 30), *KECAMATAN[2:])
    imported(place, rows)
    program, kegiatan = lines_of(place)[:2]
    assert program.sheet == {"row": 4, "ceilings": {"2024-01-01": ["100", True]}}
    assert kegiatan.sheet["ceilings"] == {"2024-01-01": ["100", False]}
    imported(place)
    assert lines_of(place)[1].sheet["ceilings"] == {"2024-01-01": ["150", True]}


def test_five_hundred_rows_cost_a_fixed_number_of_queries(place, django_assert_max_num_queries):
    rows = [*KECAMATAN[:2], *((sub_kegiatan(number), f"Sub {number}", number, None) for number in range(1, 500))]
    plan = planned(place.unit, rows, quarter=None)
    with django_assert_max_num_queries(45):
        imported(place, plan=plan, quarter=None)
