"""A whole office: its reports, its figures, and what waits for somebody."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import ReportStatus
from reports.queries import load_office
from reports.refreshing import refresh_summaries
from tests import factories
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER, appoint

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)


def load(office, who="superior"):
    return load_office(office.place.unit, QUARTER, office.users[who], TODAY)


def test_only_the_unit_s_reports_are_there_with_their_findings():
    office = make_office()
    found = load(office)
    assert [cell.post.slug for cell in found.cells] == ["camat", "kasi-desa"]
    assert found.cells[1].errors == 0
    assert {row["name"] for row in found.figures.figures["lines"]} >= {"Sub Kegiatan Keluarga"}


def test_what_waits_is_what_the_account_decides_on():
    office = make_office(ReportStatus.SUBMITTED)
    assert [cell.post.slug for cell in load(office).waiting] == ["kasi-desa"]
    assert load(office, "holder").waiting == ()


def test_three_posts_cost_what_one_costs():
    office = make_office(ReportStatus.SUBMITTED)

    def cost():
        refresh_summaries()
        # What is read once for an account has been read.
        load(office)
        with CaptureQueriesContext(connection) as captured:
            load(office)
        return len(captured)

    one = cost()
    for name in ("a", "b"):
        post = factories.PositionFactory(unit=office.place.unit, superior=office.place.camat, name=name, slug=name)
        appoint(post)
        factories.ReportFactory(position=post, status=ReportStatus.SUBMITTED)
    assert cost() == one
