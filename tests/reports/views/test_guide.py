"""The five steps of a quarter: which are done, which is for now, and where each goes on."""

from decimal import Decimal

import pytest

from reports.models import Report
from reports.views.common import QuarterWork
from reports.views.guide import guide
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def steps(place):
    opened = dict(Report.objects.filter(position__unit=place.unit).values_list("position__slug", "status"))
    return guide(QuarterWork.load(place.unit, QUARTER), opened)


def states(place):
    return [step.state for step in steps(place)]


def fill(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    fact = factories.IndicatorRealizationFactory(indicator=place.ratio, value=None)
    for term in (place.on_time, place.villages):
        factories.TermValueFactory(realization=fact, term=term, value=Decimal(7))
    for line in (place.line, place.other_line):
        factories.BudgetRealizationFactory(budget_line=line, amount=Decimal(1000))


def write(place, *posts):
    for post in posts:
        factories.FollowUpFactory(report=place.report(post))
        factories.StrategyItemFactory(strategy__report=place.report(post), strategy__indicator=place.direct)


def test_a_quarter_that_is_not_opened_begins_with_opening():
    found = steps(make_workplace(opened=False))
    assert [step.state for step in found] == ["sekarang", "nanti", "nanti", "nanti", "nanti"]
    assert found[0].address == "#buka-triwulan"


def test_a_unit_without_a_plan_begins_with_budget_and_agreements():
    unit = factories.UnitFactory()
    post = factories.PositionFactory(unit=unit)

    def begin():
        found = guide(QuarterWork.load(unit, QUARTER), {})
        return [(step.name, step.state, step.address) for step in found[:3]]

    budget, plan = f"/unit/{unit.slug}/2024/anggaran/impor/", f"/perjanjian/{unit.slug}/2024/"
    assert begin() == [
        ("Impor anggaran", "sekarang", budget),
        ("Perjanjian Kinerja", "nanti", plan),
        ("Buka triwulan", "nanti", ""),
    ]
    factories.BudgetLineFactory(unit=unit)
    assert [state for _, state, _ in begin()] == ["selesai", "sekarang", "nanti"]
    factories.AgreementFactory(position=post)
    assert begin()[0] == ("Buka triwulan", "sekarang", "#buka-triwulan")


def test_a_budget_that_is_missing_is_asked_for_until_the_quarter_is_opened():
    post = factories.PositionFactory()
    factories.AgreementFactory(position=post)
    work = QuarterWork.load(post.unit, QUARTER)
    assert [(step.name, step.state) for step in guide(work, {})[:3]] == [
        ("Impor anggaran", "sekarang"),
        ("Perjanjian Kinerja", "selesai"),
        ("Buka triwulan", "nanti"),
    ]
    assert guide(work, {post.slug: "draft"})[0].name == "Buka triwulan"


def test_steps_are_put_away_and_called_back_for_this_account_alone(place):
    client, other = client_of(place.operator), client_of(place.operator)
    address = place.address()
    assert client.post("/langkah/", {"tampil": "tidak", "kembali": address}).url == address
    for page in ("/", address):
        words = text_of(client.get(page))
        assert "Tampilkan langkah triwulan ini" in words
        assert "Buka triwulan" not in words
    assert "Sembunyikan langkah" in text_of(other.get("/"))
    client.force_login(account_with_the_unit(place))
    assert "Sembunyikan langkah" in text_of(client.get("/"))
    client.force_login(place.operator)
    client.post("/langkah/", {"tampil": "ya", "kembali": "/"})
    assert "Sembunyikan langkah" in text_of(client.get("/"))


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_only_own_pages_are_returned_to(place, back):
    assert client_of(place.operator).post("/langkah/", {"tampil": "tidak", "kembali": back}).url == "/"


def account_with_the_unit(place):
    return factories.RoleGrantFactory(unit=place.unit, role="operator").user


def test_steps_follow_the_work(place):
    found = steps(place)
    assert [step.state for step in found] == ["selesai", "sekarang", "nanti", "nanti", "nanti"]
    assert (found[1].told, found[1].address) == ("0 dari 4 angka", place.address("isian/"))
    fill(place)
    write(place, place.camat)
    found = steps(place)
    assert [step.state for step in found] == ["selesai", "selesai", "sekarang", "nanti", "nanti"]
    assert found[2].told == "1 dari 2 laporan sudah ditulis"
    assert found[2].address == place.report_address(place.kasi, "uraian/")
    write(place, place.kasi)
    assert states(place) == ["selesai", "selesai", "selesai", "sekarang", "nanti"]
    Report.objects.filter(position=place.kasi).update(status="submitted", round=1)
    found = steps(place)
    assert (found[4].told, found[3].state) == ("1 dari 2 laporan diajukan", "sekarang")


def test_an_empty_report_that_was_handed_in_is_not_counted_as_written(place):
    """It is no work any more, as long as nobody returns it, and still is what it is."""
    fill(place)
    write(place, place.camat)
    Report.objects.filter(position=place.kasi).update(status="submitted", round=1)
    found = steps(place)
    assert (found[2].told, found[2].state) == ("1 dari 2 laporan sudah ditulis", "selesai")
    Report.objects.filter(position=place.kasi).update(status="returned")
    assert [steps(place)[2].state, steps(place)[2].address] == ["sekarang", place.report_address(place.kasi, "uraian/")]


def test_nothing_is_left_to_tell_once_all_is_handed_in(place):
    fill(place)
    Report.objects.update(status="submitted", round=1)
    assert steps(place) == ()


def test_operator_sees_the_steps_and_a_reader_does_not(place):
    response = client_of(place.operator).get("/")
    assert "Langkah triwulan ini" in text_of(response)
    assert place.address("isian/") in read(response).links
    reader = client_of(account_of(place.kasi)).get(place.address())
    assert reader.status_code == 200
    assert "Langkah triwulan ini" not in text_of(reader)
