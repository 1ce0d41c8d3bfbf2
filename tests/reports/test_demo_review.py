"""How far the demo's reports have come, as pages, lists and the verification find it."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import override_settings

from agreements.enums import ReportStatus
from reports.demo import load_demo, load_reviews
from reports.document.blocks import RenderedFile
from reports.frozen import thaw
from reports.issuing import sha256
from reports.models import Comment, Decision, IssuedReport, Report, Submission, SuperiorResponse
from tests.reports.reviewing import draw_cheaply

pytestmark = pytest.mark.django_db

FINAL = {ReportStatus.APPROVED, ReportStatus.RECEIVED}


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load once for the module, without drawing."""
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        draw_cheaply(patch)
        load_demo()
        yield
        transaction.set_rollback(True)


def test_every_state_is_there():
    assert set(Report.objects.values_list("status", flat=True)) == set(ReportStatus)


def test_whatever_was_handed_in_has_its_round():
    for report in Report.objects.all():
        handed_in = report.status != ReportStatus.DRAFT
        assert report.round == report.submissions.count() == handed_in
    assert all(row.snapshot and row.late_days is None for row in Submission.objects.all())


def test_decisions_fit_the_states():
    for report in Report.objects.all():
        outcomes = set(report.decisions.values_list("outcome", flat=True))
        assert (
            outcomes
            == {
                ReportStatus.DRAFT: set(),
                ReportStatus.SUBMITTED: set(),
                ReportStatus.RETURNED: {"returned"},
                ReportStatus.APPROVED: {"approved"},
                ReportStatus.RECEIVED: {"approved", "received"},
            }[ReportStatus(report.status)]
        )
    assert all(row.at.date() > row.report.submissions.get().at.date() for row in Decision.objects.all())


def test_returned_report_says_why_and_where():
    decision = Decision.objects.get(outcome="returned")
    comment = Comment.objects.get()
    assert decision.reason == comment.text == "Satuan target agar disesuaikan dengan bunyi indikatornya"
    assert comment.anchor.startswith("indikator-")
    assert comment.label.startswith("Target – ")


def test_approved_reports_are_issued_with_a_ticked_box():
    assert {row.report_id for row in IssuedReport.objects.all()} == {
        row.pk for row in Report.objects.filter(status__in=FINAL)
    }
    for row in IssuedReport.objects.all():
        inputs = thaw(row.inputs)
        assert inputs.response_options
        assert inputs.approval.code == row.code
        with default_storage.open(row.pdf.name) as file:
            assert sha256(RenderedFile("", "", file.read())) == row.pdf_sha256
    assert all(row.options for row in SuperiorResponse.objects.filter(report__status__in=FINAL))


def test_camat_is_answered_on_paper_by_a_bupati_without_account():
    issued = IssuedReport.objects.get(report__position__unit__slug="kecamatan-candipuro")
    approval = thaw(issued.inputs).approval
    assert approval.on_paper
    assert approval.title == "Bupati Lumajang"


def test_loading_again_adds_nothing():
    before = [model.objects.count() for model in (Submission, Decision, Comment, IssuedReport, SuperiorResponse)]
    assert load_reviews() == 0
    assert [
        model.objects.count() for model in (Submission, Decision, Comment, IssuedReport, SuperiorResponse)
    ] == before


def test_files_can_be_left_undrawn():
    for model in (Comment, Decision, SuperiorResponse, Submission):
        model.objects.all().delete()
    issued = IssuedReport.objects.count()
    assert load_reviews(issued=False) == 10
    assert IssuedReport.objects.count() == issued
