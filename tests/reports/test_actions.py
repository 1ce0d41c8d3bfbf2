"""Opening a quarter and saving figures: all or none, with versions, refusals and a trail."""

from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus, Role
from agreements.policies import Refused
from reports.actions import (
    BudgetChange,
    CorrectionNeedsReasonError,
    IndicatorChange,
    StaleEntriesError,
    entries,
    open_quarter,
    save_entries,
)
from reports.models import BudgetRealization, Event, IndicatorRealization, QuarterClosing, Report, TermValue
from reports.period import Quarter
from tests import factories
from tests.reports.issuing import issue
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def save(place, *changes, by=None, quarter=QUARTER, reason=""):
    """Save and return how many facts were written."""
    return saved(place, *changes, by=by, quarter=quarter, reason=reason).count


def saved(place, *changes, by=None, quarter=QUARTER, reason=""):
    return save_entries(unit=place.unit, quarter=quarter, changes=changes, by=by or place.operator, reason=reason)


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
    count = save(
        place,
        IndicatorChange(place.direct.pk, 0, value=Decimal(21), note="Data Juni"),
        IndicatorChange(place.ratio.pk, 0, terms={place.on_time.pk: Decimal(7), place.villages.pk: Decimal(10)}),
        BudgetChange(place.line.pk, 0, amount=Decimal("2660000")),
        BudgetChange(place.other_line.pk, 0, missing_reason="Belum ada SPJ"),
    )
    assert count == 4
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


# -- correcting what approved reports print ----------------------------------------------------------------------------


def test_fact_of_an_approved_report_is_not_changed_without_a_reason(place):
    place.approve(place.kasi)
    with pytest.raises(CorrectionNeedsReasonError) as needed:
        save(
            place,
            BudgetChange(place.other_line.pk, 0, amount=Decimal(1)),
            IndicatorChange(place.direct.pk, 0, value=Decimal(21)),
            reason=" ",
        )
    assert needed.value.keys == (f"indikator-{place.direct.pk}",)
    assert [inputs.position for inputs in needed.value.reports] == ["Kepala Seksi Desa"]
    assert not BudgetRealization.objects.exists()
    assert not IndicatorRealization.objects.exists()
    assert not Event.objects.exists()
    assert place.report(place.kasi).status == ReportStatus.APPROVED


def test_corrected_fact_opens_a_marked_revision_of_each_report_once(place):
    for position in (place.camat, place.kasi):
        place.approve(position)
    done = saved(
        place,
        IndicatorChange(place.direct.pk, 0, value=Decimal(21)),
        BudgetChange(place.line.pk, 0, amount=Decimal(1)),
        reason=" Salah salin dari SPJ. ",
    )
    assert done.count == 2
    assert [report.position for report in done.revised] == [place.camat, place.kasi]
    for position in (place.camat, place.kasi):
        report = place.report(position)
        assert (report.status, report.revision, report.changed_since_approval) == (ReportStatus.DRAFT, 2, True)
    facts, opened = Event.objects.filter(action="save_entry"), Event.objects.filter(action="revise_report")
    assert [event.after["reason"] for event in (*facts, *opened)] == 4 * ["Salah salin dari SPJ."]
    assert save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(22))) == 1


def test_reason_stands_only_in_the_lines_of_facts_that_an_approved_report_prints(place):
    place.approve(place.kasi)
    changes = BudgetChange(place.line.pk, 0, amount=Decimal(1)), BudgetChange(place.other_line.pk, 0, amount=Decimal(2))
    assert save(place, *changes, reason="Salah salin.") == 2
    told = {event.after["amount"]: event.after.get("reason") for event in Event.objects.filter(action="save_entry")}
    assert told == {"1": "Salah salin.", "2": None}
    assert place.report(place.camat).revision == 1


@pytest.mark.parametrize("content", [{"note": "Data Juli"}, {"missing_reason": "Menunggu BPS.", "value": None}])
def test_changed_text_of_a_fact_is_a_correction_too(place, content):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20))
    place.approve(place.kasi)
    change = IndicatorChange(**({"indicator_id": place.direct.pk, "version": 1, "value": Decimal(20)} | content))
    with pytest.raises(CorrectionNeedsReasonError):
        save(place, change)
    assert len(saved(place, change, reason="Keterangannya keliru.").revised) == 1


def test_fact_that_says_the_same_again_is_no_correction(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal("20.00"))
    place.approve(place.kasi)
    assert saved(place, IndicatorChange(place.direct.pk, 1, value=Decimal(20))).revised == ()
    assert place.report(place.kasi).status == ReportStatus.APPROVED


def test_stale_correction_is_stale_first(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(20), version=2)
    place.approve(place.kasi)
    with pytest.raises(StaleEntriesError):
        save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(21)), reason="Salah salin.")
    assert place.report(place.kasi).status == ReportStatus.APPROVED


def test_what_an_approved_report_prints_is_told_by_what_was_issued(place, settings, tmp_path):
    """An agreement that was mended meanwhile prints the fact no more; the approved paper still does."""
    settings.MEDIA_ROOT = tmp_path
    issue(place.report(place.kasi))
    place.kasi.agreements.get().items.filter(indicator=place.direct).delete()
    # The post may be called otherwise by now, too.
    type(place.kasi).objects.filter(pk=place.kasi.pk).update(slug="kasi-lain")
    change = IndicatorChange(place.direct.pk, 0, value=Decimal(21))
    with pytest.raises(CorrectionNeedsReasonError):
        save(place, change)
    assert len(saved(place, change, reason="Salah salin.").revised) == 1
    assert place.report(place.kasi).changed_since_approval


def test_fact_that_no_approved_report_uses_needs_no_reason(place):
    place.approve(place.kasi)
    assert save(place, BudgetChange(place.other_line.pk, 0, amount=Decimal(1))) == 1


@pytest.mark.parametrize("status", [ReportStatus.APPROVED, ReportStatus.RECEIVED])
@pytest.mark.parametrize("aggregation", ["sum", "mean", "last"])
def test_fact_that_a_later_approved_report_rests_on_opens_that_report(place, status, aggregation):
    place.direct.aggregation = aggregation
    place.direct.save()
    for number in (1, 3):
        factories.ReportFactory(position=place.camat, quarter=number)
    later = Report.objects.filter(position=place.camat, quarter=3)
    change = IndicatorChange(place.direct.pk, 0, value=Decimal(21))
    for quarter in (Quarter(2024, 1), QUARTER):
        later.update(status=status, round=1, revision=1)
        with pytest.raises(CorrectionNeedsReasonError):
            save(place, change, quarter=quarter)
        (opened,) = saved(place, change, quarter=quarter, reason="Salah salin.").revised
        assert (opened.position, opened.quarter) == (place.camat, 3)
        assert later.get().revision == 2
    later.update(status=ReportStatus.SUBMITTED, round=1)
    assert save(place, IndicatorChange(place.direct.pk, 1, value=Decimal(22))) == 1


def test_fact_that_a_report_of_a_closed_quarter_rests_on_is_refused(place):
    place.direct.aggregation = "sum"
    place.direct.save()
    factories.ReportFactory(position=place.camat, quarter=3, status=ReportStatus.APPROVED, round=1)
    QuarterClosing.objects.create(year=2024, quarter=3, at=timezone.now(), by=place.operator)
    change = IndicatorChange(place.direct.pk, 0, value=Decimal(21))
    with pytest.raises(Refused, match="Triwulan III 2024 sudah ditutup"):
        save(place, change, reason="Salah salin.")
    assert not IndicatorRealization.objects.exists()
    assert Report.objects.get(quarter=3).revision == 1


def test_cumulative_facts_of_an_earlier_quarter_stay_open(place):
    factories.ReportFactory(position=place.camat, quarter=1)
    Report.objects.filter(quarter=2).update(status=ReportStatus.APPROVED, round=1)
    changes = (IndicatorChange(place.direct.pk, 0, value=Decimal(1)), BudgetChange(place.line.pk, 0, amount=Decimal(1)))
    assert save(place, *changes, quarter=Quarter(2024, 1)) == 2


def test_approved_report_of_another_year_opens_nothing(place):
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
