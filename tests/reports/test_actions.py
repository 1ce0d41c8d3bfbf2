"""Opening a quarter and saving figures: all or none, with versions, refusals and a trail."""

from decimal import Decimal

import pytest

from agreements.enums import ReportStatus, Role
from agreements.policies import Refused
from reports.actions import BudgetChange, IndicatorChange, StaleEntriesError, entries, open_quarter, save_entries
from reports.models import BudgetRealization, Event, IndicatorRealization, Report, TermValue
from reports.period import Quarter
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def save(place, *changes, by=None, quarter=QUARTER):
    return save_entries(unit=place.unit, quarter=quarter, changes=changes, by=by or place.operator)


# -- opening -----------------------------------------------------------------------------------------------------------


def test_opening_makes_a_draft_for_each_post_with_an_agreement(place):
    factories.PositionFactory(unit=place.unit, name="Tanpa perjanjian")
    silent = factories.PositionFactory(unit=place.unit, reports=False)
    factories.AgreementFactory(position=silent)
    made = open_quarter(unit=place.unit, quarter=Quarter(2024, 3), by=place.operator)
    assert [report.position for report in made] == [place.camat, place.kasi]
    assert set(Report.objects.filter(quarter=3).values_list("position__slug", "status")) == {
        ("camat", "draft"),
        ("kasi-desa", "draft"),
    }
    event = Event.objects.get()
    assert (event.action, event.by, event.unit) == ("open_quarter", place.operator, place.unit)
    assert event.after == {"year": 2024, "quarter": 3, "positions": ["camat", "kasi-desa"]}


def test_opening_twice_changes_nothing(place):
    assert open_quarter(unit=place.unit, quarter=QUARTER, by=place.operator) == ()
    assert Report.objects.count() == 2
    assert not Event.objects.exists()


def test_opening_a_year_without_agreements_makes_nothing(place):
    assert open_quarter(unit=place.unit, quarter=Quarter(2025, 1), by=place.operator) == ()


def test_strangers_may_not_open(place):
    with pytest.raises(Refused):
        open_quarter(unit=place.unit, quarter=Quarter(2024, 3), by=make_workplace().operator)
    assert not Report.objects.filter(quarter=3).exists()


# -- saving ------------------------------------------------------------------------------------------------------------


def test_saving_writes_every_kind_of_fact(place):
    saved = save(
        place,
        IndicatorChange(place.direct.pk, 0, value=Decimal(21), note="Data Juni"),
        IndicatorChange(place.ratio.pk, 0, terms={place.on_time.pk: Decimal(7), place.villages.pk: Decimal(10)}),
        BudgetChange(place.line.pk, 0, amount=Decimal("2660000")),
        BudgetChange(place.other_line.pk, 0, missing_reason="Belum ada SPJ"),
    )
    assert saved == 4
    direct = IndicatorRealization.objects.get(indicator=place.direct)
    assert (direct.value, direct.note, direct.version, direct.updated_by) == (21, "Data Juni", 1, place.operator)
    assert dict(TermValue.objects.values_list("term", "value")) == {place.on_time.pk: 7, place.villages.pk: 10}
    assert BudgetRealization.objects.get(budget_line=place.line).amount == 2660000
    assert BudgetRealization.objects.get(budget_line=place.other_line).missing_reason == "Belum ada SPJ"


def test_each_fact_leaves_before_and_after_in_the_trail(place):
    save(place, IndicatorChange(place.direct.pk, 0, value=Decimal("21.50")))
    save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(22), note="Koreksi"))
    fact = IndicatorRealization.objects.get()
    first, second = Event.objects.order_by("id")
    assert first.subject == second.subject == f"reports.indicatorrealization:{fact.pk}"
    assert (first.by, first.action, first.before) == (place.operator, "save_entry", None)
    assert first.after == {
        "value": "21.5",
        "terms": {},
        "shown": "",
        "note": "",
        "missing_reason": "",
        "version": 1,
    }
    assert second.before == first.after
    assert (second.after["value"], second.after["note"], second.after["version"]) == ("22", "Koreksi", 2)


def test_amounts_keep_their_digits_in_the_trail(place):
    save(place, BudgetChange(place.line.pk, 0, amount=Decimal("1885065699.50")))
    assert Event.objects.get().after["amount"] == "1885065699.5"


def test_emptied_term_disappears(place):
    both = {place.on_time.pk: Decimal(7), place.villages.pk: Decimal(10)}
    save(place, IndicatorChange(place.ratio.pk, 0, terms=both))
    save(place, IndicatorChange(place.ratio.pk, 1, terms={place.on_time.pk: None, place.villages.pk: Decimal(10)}))
    assert list(TermValue.objects.values_list("term", flat=True)) == [place.villages.pk]


def test_a_taken_term_is_not_typed(place):
    place.on_time.source = place.direct
    place.on_time.save()
    with pytest.raises(ValueError, match="other terms"):
        save(place, IndicatorChange(place.ratio.pk, 0, terms={place.on_time.pk: Decimal(7)}))
    save(place, IndicatorChange(place.ratio.pk, 0, terms={place.villages.pk: Decimal(10)}))
    place.villages.source = place.direct
    place.villages.save()
    with pytest.raises(ValueError, match="not a typed indicator"):
        save(place, IndicatorChange(place.ratio.pk, 1))


@pytest.mark.parametrize("version", [0, 1, 3])
def test_stale_save_is_refused_and_writes_nothing(place, version):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20), version=2)
    with pytest.raises(StaleEntriesError) as stale:
        save(
            place,
            BudgetChange(place.line.pk, 0, amount=Decimal(1)),
            IndicatorChange(place.direct.pk, version, value=Decimal(21)),
        )
    assert stale.value.keys == (f"indikator-{place.direct.pk}",)
    assert IndicatorRealization.objects.get().value == 20
    assert not BudgetRealization.objects.exists()
    assert not Event.objects.exists()


def test_fact_saved_between_reading_and_writing_is_stale(place, monkeypatch):
    """The version is compared in the UPDATE itself, not only when the row was read."""
    fact = factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20), version=1)
    read = entries._standing_facts

    def read_then_lose(*args):
        found = read(*args)
        IndicatorRealization.objects.filter(pk=fact.pk).update(value=Decimal(99), version=2)
        return found

    monkeypatch.setattr(entries, "_standing_facts", read_then_lose)
    with pytest.raises(StaleEntriesError):
        save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(21)))


def test_fact_first_typed_by_somebody_else_meanwhile_is_stale(place, monkeypatch):
    read = entries._standing_facts

    def read_then_lose(*args):
        found = read(*args)
        factories.BudgetRealizationFactory(budget_line=place.line, amount=Decimal(99))
        return found

    monkeypatch.setattr(entries, "_standing_facts", read_then_lose)
    with pytest.raises(StaleEntriesError):
        save(place, BudgetChange(place.line.pk, 0, amount=Decimal(1)))


def test_fact_of_an_approved_report_is_refused_with_everything_else(place):
    place.approve(place.kasi)
    with pytest.raises(Refused, match="Kepala Seksi Desa"):
        save(
            place,
            BudgetChange(place.other_line.pk, 0, amount=Decimal(1)),
            IndicatorChange(place.direct.pk, 0, value=Decimal(21)),
        )
    assert not BudgetRealization.objects.exists()


def test_fact_that_no_approved_report_uses_stays_open(place):
    place.approve(place.kasi)
    assert save(place, BudgetChange(place.other_line.pk, 0, amount=Decimal(1))) == 1


@pytest.mark.parametrize("status", [ReportStatus.APPROVED, ReportStatus.RECEIVED])
@pytest.mark.parametrize("aggregation", ["sum", "mean", "last"])
def test_fact_that_a_later_approved_report_rests_on_is_refused(place, status, aggregation):
    place.direct.aggregation = aggregation
    place.direct.save()
    for number in (1, 3):
        factories.ReportFactory(position=place.camat, quarter=number)
    Report.objects.filter(position=place.camat, quarter=3).update(status=status, round=1)
    change = IndicatorChange(place.direct.pk, 0, value=Decimal(21))
    with pytest.raises(Refused, match="Camat, Triwulan III"):
        save(place, change, quarter=Quarter(2024, 1))
    with pytest.raises(Refused, match="Camat, Triwulan III"):
        save(place, change)
    Report.objects.filter(quarter=3).update(status=ReportStatus.SUBMITTED, round=1)
    assert save(place, change) == 1


def test_cumulative_facts_of_an_earlier_quarter_stay_open(place):
    factories.ReportFactory(position=place.camat, quarter=1)
    Report.objects.filter(quarter=2).update(status=ReportStatus.APPROVED, round=1)
    changes = (IndicatorChange(place.direct.pk, 0, value=Decimal(1)), BudgetChange(place.line.pk, 0, amount=Decimal(1)))
    assert save(place, *changes, quarter=Quarter(2024, 1)) == 2


def test_approved_report_of_another_year_locks_nothing(place):
    place.direct.aggregation = "sum"
    place.direct.save()
    factories.ReportFactory(position=place.kasi, year=2025, quarter=3, status=ReportStatus.APPROVED)
    assert save(place, IndicatorChange(place.direct.pk, 0, value=Decimal(1))) == 1


def test_operator_of_another_unit_is_refused(place):
    with pytest.raises(Refused):
        save(place, BudgetChange(place.line.pk, 0, amount=Decimal(1)), by=make_workplace().operator)


def test_quarter_that_is_not_open_is_refused(place):
    with pytest.raises(Refused, match="belum dibuka"):
        save(place, BudgetChange(place.line.pk, 0, amount=Decimal(1)), quarter=Quarter(2024, 3))


def test_bagian_organisasi_enters_only_what_it_supplies(place):
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    change = IndicatorChange(place.direct.pk, 0, value=Decimal(21))
    with pytest.raises(Refused):
        save(place, change, by=organisasi)
    place.direct.entered_by = "organisasi"
    place.direct.save()
    assert save(place, change, by=organisasi) == 1
    with pytest.raises(Refused):
        save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(22)))


@pytest.mark.parametrize(
    "change",
    [
        lambda place: IndicatorChange(make_workplace().direct.pk, 0, value=Decimal(1)),
        lambda place: IndicatorChange(place.mean.pk, 0, value=Decimal(1)),
        lambda place: IndicatorChange(place.direct.pk, 0, terms={place.on_time.pk: Decimal(1)}),
        lambda place: BudgetChange(place.program.pk, 0, amount=Decimal(1)),
        lambda place: BudgetChange(make_workplace().line.pk, 0, amount=Decimal(1)),
    ],
    ids=["foreign indicator", "computed indicator", "foreign term", "sum of lines", "foreign line"],
)
def test_what_nobody_types_is_no_fact(place, change):
    with pytest.raises(ValueError):
        save(place, change(place))


def test_saving_nothing_writes_nothing(place):
    assert save(place) == 0
    assert not Event.objects.exists()
