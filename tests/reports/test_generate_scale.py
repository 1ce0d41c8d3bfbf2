"""`manage.py generate_scale`: a believable kabupaten, the same for the same numbers."""

from random import Random

import pytest
from django.db import transaction
from django.db.models import F
from django.test import override_settings

from agreements.enums import ReportStatus
from agreements.models import (
    BudgetLine,
    Ceiling,
    Official,
    Position,
    Unit,
    User,
)
from agreements.numbers import nip_fault
from reports.demo import FIXTURES
from reports.demo.files import read_yaml
from reports.demo.names import MOST_PLACES, official, place_names
from reports.demo.scale import TEMPLATE
from reports.demo.synthetic import TEMPERS, earlier_data, office_data
from reports.models import (
    BudgetRealization,
    Decision,
    IndicatorRealization,
    IssuedReport,
    Report,
    ReportSummary,
    Submission,
    UnitSummary,
)
from reports.period import Quarter
from reports.queries.summaries import stale_summaries
from reports.triggers import install
from tests.reports.scaling import made, scale
from tests.reports.validity import faulty_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True


@pytest.fixture(scope="module", autouse=True)
def printed(django_db_setup, django_db_blocker) -> str:
    """Make a kecamatan once for the module, and return what the command told of it."""
    with override_settings(DEMO=True), django_db_blocker.unblock(), transaction.atomic():
        install()
        yield scale(units=1)
        transaction.set_rollback(True)


def test_a_kabupaten_with_everything(printed):
    assert "Kecamatan rekaan baru: 1" in printed
    assert "Kecamatan rekaan baru: 2" in scale(units=3)
    units = made()
    assert len(units) == 3
    for unit in units:
        assert Position.objects.filter(unit=unit, reports=True).count() == 12
        lines = BudgetLine.objects.filter(unit=unit)
        assert lines.count() == 71
        assert not lines.filter(code="").exists()
        assert Ceiling.objects.filter(budget_line__unit=unit).count() == lines.filter(holds_amounts=True).count()
        assert Report.objects.filter(position__unit=unit).count() == 48
        assert User.objects.filter(official__appointments__position__unit=unit).distinct().count() >= 11
    statuses = set(Report.objects.filter(year=2025).values_list("status", flat=True))
    assert statuses == {status.value for status in ReportStatus}
    late = Submission.objects.filter(report__year=2025)
    assert late.filter(late_days=None).count() > late.exclude(late_days=None).count() > 0
    # A report in which the checks find an error is not handed in.
    rows = ReportSummary.objects.filter(year=2025, position__unit__in=units, errors__gt=0)
    wrong = Report.objects.filter(year=2025, position__in=rows.values("position")).exclude(status=ReportStatus.DRAFT)
    assert not [row for row in wrong if rows.filter(position=row.position_id, quarter=row.quarter).exists()]
    decided = Decision.objects.filter(report__year=2025)
    assert decided.exists()
    assert not decided.filter(by=None).exists()


def test_everything_is_valid_and_summarized():
    # What was decided keeps no copy of what was handed in.
    assert faulty_rows({Submission: ["snapshot"]}) == []
    (unit,) = made()
    assert stale_summaries({unit.pk}, [Quarter(2025, number) for number in range(1, 5)]) == set()
    shares = UnitSummary.objects.filter(unit=unit, year=2025).order_by("quarter").values_list("absorption", flat=True)
    assert list(shares) == sorted(shares)


def test_figures_never_fall_within_the_year():
    (unit,) = made()
    for model, owner, value in (
        (IndicatorRealization, "indicator", "value"),
        (BudgetRealization, "budget_line", "amount"),
    ):
        before: dict[int, object] = {}
        rows = model.objects.filter(**{f"{owner}__unit": unit}).exclude(**{value: None}).order_by("quarter")
        for key, figure in rows.values_list(owner, value):
            assert figure >= before.get(key, 0)
            before[key] = figure
        assert len(before) > 30


def test_the_last_year_is_the_same_however_many_there_are():
    template = read_yaml(FIXTURES / TEMPLATE)
    one, _ = office_data(template, "Contoh", 3, range(2025, 2026), Random(1))
    many, nature = office_data(template, "Contoh", 3, range(2021, 2026), Random(1))
    for post in (*one["positions"], *many["positions"]):
        del post["held_by"]
    assert one == many
    years = [earlier_data(template, nature, 2024, 1, Random(2)) for _ in range(2)]
    assert years[0] == years[1]
    ceilings = [list(_amounts(data["budget"])) for data in (years[0], many)]
    assert len(ceilings[0]) == len(ceilings[1])
    assert sum(ceilings[0]) != sum(ceilings[1])


def _amounts(entries):
    for entry in entries:
        yield from [entry["ceiling"]] if "ceiling" in entry else []
        yield from _amounts(entry.get("lines", []))


def figures() -> list[tuple]:
    rows = UnitSummary.objects.filter(year=2025, unit__in=made()).order_by("unit__slug", "quarter")
    return list(rows.values_list("unit__name", "quarter", "spent", "achievement", "ceiling"))


def test_the_same_numbers_give_the_same_kabupaten():
    first = figures()
    Unit.objects.filter(pk=made()[0].pk).update(name="Kecamatan Lama", slug="lama", short_name="Lama")
    Official.objects.filter(appointments__position__unit__slug="lama").update(nip=None)
    User.objects.filter(is_superuser=False).update(username=F("pk"))
    scale(units=1)
    assert [row[2:] for row in figures()] == [row[2:] for row in first]
    assert first


def test_another_run_leaves_what_is_there_and_adds_what_is_missing():
    before = {unit.pk for unit in made()}
    assert "baru: 0" in scale(units=1)
    assert "baru: 1" in scale(units=2)
    assert before < {unit.pk for unit in made()}


def test_files_are_drawn_where_asked():
    scale(units=1, issue=1)
    assert IssuedReport.objects.count() == 1
    assert "berkasnya digambar: 1" in scale(units=1, issue=1)


def test_names_and_numbers_of_people_are_different():
    names = place_names(MOST_PLACES, Random(1))
    assert len(set(names)) == MOST_PLACES
    assert place_names(5, Random(1)) == names[:5] != place_names(5, Random(2))
    people = [official(number, Random(number)) for number in range(12 * 2000)]
    assert len({nip for _, nip in people}) == len(people)
    assert not any(nip_fault(nip) for _, nip in people)
    with pytest.raises(ValueError, match="names"):
        place_names(MOST_PLACES + 1, Random(1))


def test_no_temper_goes_back():
    for temper in TEMPERS:
        assert list(temper.outcome) == sorted(temper.outcome)
        assert list(temper.money) == sorted(temper.money)
