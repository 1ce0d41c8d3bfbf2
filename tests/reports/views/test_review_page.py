"""What is put together for somebody who decides."""

from decimal import Decimal

import pytest

from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus
from reports import actions
from reports.issuing import Answer
from reports.models import IndicatorRealization, Report
from reports.results import Figure, Reason
from reports.views.desk import Desk
from reports.views.review_page import Folder, Share
from tests import factories
from tests.reports.reviewing import make_office, seen_of

pytestmark = pytest.mark.django_db


def folder(office, rf, who="superior"):
    request = rf.get("/")
    request.user = office.users[who]
    return Folder.take(Desk.take(request, office.place.unit.slug, office.place.kasi.slug, 2024, 2))


def hand_in(office, number, snapshot):
    factories.SubmissionFactory(report=office.report, round=number, snapshot=snapshot)


@pytest.mark.parametrize(
    ("figure", "share"),
    [
        (Figure(Decimal("49.23")), ("49,23\N{NO-BREAK SPACE}%", "49.23")),
        (Figure(Decimal(200)), ("200,00\N{NO-BREAK SPACE}%", "200")),
        (Figure(None, Reason.NO_TARGET), ("–", "")),
    ],
)
def test_bar_is_written_with_a_point_and_a_missing_figure_has_none(figure, share):
    assert (Share.of(figure).text, Share.of(figure).bar) == share


@pytest.mark.parametrize(
    ("status", "rounds", "compared_with"),
    [
        (ReportStatus.DRAFT, 0, None),
        (ReportStatus.SUBMITTED, 1, None),
        (ReportStatus.SUBMITTED, 3, 2),
        (ReportStatus.RETURNED, 3, 3),
        (ReportStatus.DRAFT, 2, 2),
    ],
)
def test_present_state_is_compared_with_the_round_before(rf, status, rounds, compared_with):
    office = make_office(status)
    Report.objects.filter(pk=office.report.pk).update(round=rounds)
    for number in range(1, rounds + 1):
        hand_in(office, number, {})
    found = folder(office, rf).before
    assert (found.round if found else None) == compared_with


def test_round_whose_content_nobody_kept_is_passed_over(rf):
    office = make_office(ReportStatus.SUBMITTED)
    Report.objects.filter(pk=office.report.pk).update(round=3)
    hand_in(office, 1, {})
    assert folder(office, rf).before.round == 1
    assert folder(office, rf).submission is None
    assert folder(office, rf).waited == 0


def test_change_is_told_against_what_was_read_else_against_what_was_handed_in(rf):
    office = make_office(ReportStatus.SUBMITTED)
    key = f"indikator-{office.place.direct.pk}/realisasi"
    hand_in(office, 1, folder(office, rf).snapshot)
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=22)
    seen = seen_of(office.again())
    actions.mark_read(report=office.again(), seen=seen, by=office.users["superior"])
    assert folder(office, rf).read
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=25)
    found = folder(office, rf)
    assert not found.read
    for asked, before in ((seen, "22 keluarga"), ("", "21 keluarga")):
        texts = {row.change.key: row.change.before for row in found.since_seen(asked).figures}
        assert texts[key] == before


def test_decision_of_the_round_is_the_superiors(rf):
    office = make_office(ReportStatus.RECEIVED)
    assert folder(office, rf).decision is None
    options = {"stage": DecisionStage.ORGANISASI, "outcome": DecisionOutcome.RECEIVED}
    factories.DecisionFactory(report=office.report, round=1, **options)
    assert folder(office, rf).decision is None
    made = factories.DecisionFactory(report=office.report, round=1)
    assert folder(office, rf).decision.at == made.at


def test_remarks_stand_in_their_round_and_the_present_round_is_always_told(rf):
    office = make_office(ReportStatus.SUBMITTED)
    Report.objects.filter(pk=office.report.pk).update(round=3)
    factories.CommentFactory(report=office.report, round=1)
    factories.CommentFactory(report=office.report, round=3)
    hand_in(office, 2, {})
    found = folder(office, rf)
    assert [(told.round.number, len(told.remarks)) for told in found.rounds] == [(3, 1), (2, 0), (1, 1)]
    assert len(found.remarks) == len(found.open_remarks) == 2
    report = office.again()
    why = {"reason": "Periksa.", "answer": Answer((), "")}
    actions.return_report(report=report, version=report.version, by=office.users["superior"], **why)
    actions.mend_comment(comment=found.remarks[0].remark.row, by=office.users["holder"])
    assert [line.remark.row.round for line in folder(office, rf).open_remarks] == [1]


def test_rows_of_the_balance_name_what_they_tell_of(rf):
    office = make_office(ReportStatus.SUBMITTED)
    rows = {row.name: row for row in folder(office, rf).balance}
    assert rows[office.place.direct.name].anchor == f"indikator-{office.place.direct.pk}"
    line = rows[office.place.line.name]
    assert (line.anchor, line.absorption.text) == (f"anggaran-{office.place.line.pk}", "26,60\N{NO-BREAK SPACE}%")
    assert not any(row.fruitless for row in rows.values())


def test_outcomes_below_a_budget_line_offer_a_remark_of_their_own(rf):
    office = make_office(ReportStatus.SUBMITTED)
    office.place.direct.budget_lines.add(office.place.line)
    rows = {row.name: row for row in folder(office, rf).balance}
    named = [(name, anchor) for name, anchor, _ in rows[office.place.line.name].achievements]
    assert (office.place.direct.name, f"indikator-{office.place.direct.pk}") in named
