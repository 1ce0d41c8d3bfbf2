"""The trail of a report in Chromium: no barrier in both widths, with long and short lines and two pages."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from agreements.models import User
from reports.actions import BudgetChange, save_entries, save_text, save_writing
from reports.actions.trail import Line, record
from reports.models import BudgetRealization, Report, subject_of
from reports.period import Quarter
from reports.queries import Writing
from tests.browser.accessibility import complaints

pytestmark = pytest.mark.browser

POST = "kepala-seksi-pemberdayaan-masyarakat"
TRAIL = f"/laporan/kecamatan-rowokangkung/{POST}/2024/2/jejak/"


@pytest.fixture
def report(demo):
    """Return a report with lines of many kinds, sixty in all."""
    Report.objects.filter(position__unit__slug="kecamatan-rowokangkung").update(status="draft")
    report = Report.objects.get(position__slug=POST, year=2024, quarter=2)
    unit, operator, official = (
        report.position.unit,
        User.objects.get(username="operator"),
        User.objects.get(username="kasi"),
    )
    way = [
        Line("submit_report", subject_of(report), None, {"round": 1, "late_days": 2}),
        Line("return_report", subject_of(report), None, {"round": 1, "reason": "Serapan belum cocok dengan SPJ. " * 4}),
        Line("submit_report", subject_of(report), None, {"round": 2, "late_days": None}),
        Line("approve_report", subject_of(report), None, {"round": 2, "options": ["good", "recheck_figures"]}),
    ]
    record(unit=unit, by=official, lines=[*way] * 14)
    for row in BudgetRealization.objects.filter(budget_line__unit=unit, budget_line__year=2024, quarter=2):
        change = BudgetChange(
            row.budget_line_id, row.version, amount=(row.amount or 0) + Decimal("1000.5"), note="Nota " * 9
        )
        save_entries(unit=unit, quarter=Quarter(2024, 2), changes=[change], by=operator)
    version = report.version
    save_text(
        report=report,
        section="closing_absorption",
        text="Serapan kami 7,81 %, sisanya menyusul pada triwulan berikutnya. " * 6,
        generated="Realisasi anggaran mencapai 7,81 %.",
        version=version,
        by=official,
    )
    save_writing(
        report=report,
        writing=Writing(follow_ups=("Melengkapi SPJ", "Rapat koordinasi"), obstacles=(("Sebab", "Solusi"),)),
        version=version + 1,
        by=official,
    )
    return report


def test_trail_is_read_without_barrier(live_server, page: Page, report, sign_in):
    sign_in("inspektorat")
    page.goto(live_server.url + TRAIL.removesuffix("jejak/"))
    page.get_by_role("link", name="Jejak", exact=True).click()
    expect(page.get_by_role("heading", name="Jejak perubahan")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Uraian disunting")).to_be_visible()
    page.get_by_text("Semula dan menjadi").nth(1).press("Enter")
    expect(page.get_by_text("Realisasi anggaran mencapai 7,81 %.")).to_be_visible()
    page.get_by_role("link", name="Lebih lama").click()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    assert complaints(page, live_server.url + TRAIL) == []
    assert complaints(page, live_server.url + TRAIL + "?halaman=2") == []
