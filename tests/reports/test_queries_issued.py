"""Where an issued revision stands, what is told of it, and that a stored file is what was issued."""

import logging

import pytest
from django.core.files.storage import default_storage

from agreements.enums import DecisionOutcome, DecisionStage, ReportForm, ReportStatus
from agreements.models import Official
from reports.models import Report
from reports.queries import (
    DamagedFileError,
    Standing,
    current_issue,
    issued_by_code,
    issued_by_hash,
    issues_of,
    open_issued,
)
from tests import factories
from tests.reports.issuing import content_of, issue, reopen
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = make_workplace()
    return place.report(place.kasi)


def send_back(report):
    factories.DecisionFactory(
        report=report,
        round=report.round,
        stage=DecisionStage.ORGANISASI,
        outcome=DecisionOutcome.RETURNED,
        reason="Angka keliru",
    )
    reopen(report, ReportStatus.RETURNED)


def standing(row):
    return issued_by_code(row.code).standing


# -- standing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [ReportStatus.APPROVED, ReportStatus.RECEIVED])
def test_the_last_approved_revision_is_valid(report, status):
    row = issue(report)
    Report.objects.filter(pk=report.pk).update(status=status)
    assert standing(row) is Standing.VALID


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.SUBMITTED])
def test_it_stays_valid_while_the_next_revision_is_written(report, status):
    row = issue(report)
    reopen(report, status)
    assert standing(row) is Standing.REVISING


def test_a_superior_who_returns_the_next_revision_does_not_touch_this_one(report):
    row = issue(report)
    reopen(report, ReportStatus.RETURNED)
    report.round = 2
    report.save()
    factories.SubmissionFactory(report=report, round=2, revision=2)
    factories.DecisionFactory(report=report, round=2, outcome=DecisionOutcome.RETURNED, reason="Perbaiki")
    assert standing(row) is Standing.REVISING


@pytest.mark.parametrize("status", [ReportStatus.RETURNED, ReportStatus.SUBMITTED])
def test_what_bagian_organisasi_returned_is_returned_until_its_successor_is_approved(report, status):
    row = issue(report)
    send_back(report)
    Report.objects.filter(pk=report.pk).update(status=status)
    assert standing(row) is Standing.RETURNED


def test_a_newer_revision_supersedes_all_older_ones(report):
    first = issue(report)
    send_back(report)
    second = issue(report, 2)
    reopen(report)
    third = issue(report, 3)
    assert [standing(row) for row in (first, second, third)] == [
        Standing.SUPERSEDED,
        Standing.SUPERSEDED,
        Standing.VALID,
    ]
    assert issued_by_code(first.code).latest == third
    assert [row.revision for row in issues_of(report)] == [3, 2, 1]


def test_a_returned_report_of_another_post_changes_nothing(report):
    row = issue(report)
    place = make_workplace()
    other = place.report(place.kasi)
    issue(other, 2)
    send_back(other)
    assert standing(row) is Standing.VALID


# -- finding -----------------------------------------------------------------------------------------------------------


def test_what_is_told_is_what_was_printed_and_not_what_holds_today(report):
    row = issue(report)
    before = issued_by_code(row.code)
    assert before.official
    Official.objects.update(name="ORANG LAIN")
    report.position.name = "Jabatan Lain"
    report.position.save()
    report.position.unit.name = "Unit Lain"
    report.position.unit.save()
    after = issued_by_code(row.code)
    assert (after.title, after.unit, after.position, after.official) == (
        before.title,
        before.unit,
        before.position,
        before.official,
    )


def test_frozen_words_of_another_shape_leave_the_rows_to_speak(report):
    row = issue(report, inputs={"schema": 9})
    found = issued_by_code(row.code)
    assert (found.position, found.unit, found.official) == (report.position.name, report.position.unit.name, "")


def test_a_cover_that_names_nobody_is_not_outdone(report):
    row = issue(report)
    assert issued_by_code(row.code).official
    reopen(report)
    Report.objects.filter(pk=report.pk).update(form=ReportForm.KEPALA_BAGIAN)
    assert issued_by_code(issue(report, 2).code).official == ""


@pytest.mark.parametrize(("ending", "name"), [("pdf", "PDF"), ("xlsx", "Excel")])
def test_a_file_is_found_by_its_hash(report, ending, name):
    row = issue(report)
    sha256 = getattr(row, f"{ending}_sha256")
    found = issued_by_hash(sha256)
    assert (found.row, found.kind_of(sha256), found.kind_of("0" * 64)) == (row, name, "")


def test_unknown_codes_and_hashes_find_nothing(report):
    issue(report)
    assert issued_by_code("0000-0000-0000-0000") is None
    assert issued_by_hash("0" * 64) is None


def test_the_current_issue_is_that_of_an_approved_revision_only(report):
    assert current_issue(report) is None
    row = issue(report)
    assert current_issue(report) == row
    reopen(report)
    assert current_issue(report) is None


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_an_intact_file_is_opened_at_its_beginning(report, ending):
    row = issue(report)
    with open_issued(row, ending) as stored:
        assert stored.read() == content_of(row, ending)


def test_one_flipped_byte_is_refused_and_logged(report, caplog):
    row = issue(report)
    content = bytearray(content_of(row))
    content[50_000] ^= 1
    with open(default_storage.path(row.pdf.name), "wb") as stored:
        stored.write(content)
    with caplog.at_level(logging.ERROR), pytest.raises(DamagedFileError):
        open_issued(row, "pdf")
    assert [(record.levelname, row.code in record.getMessage()) for record in caplog.records] == [("ERROR", True)]
    with open_issued(row, "xlsx"):
        pass


def test_a_lost_file_is_refused_and_logged(report, caplog):
    row = issue(report)
    default_storage.delete(row.pdf.name)
    with caplog.at_level(logging.ERROR), pytest.raises(DamagedFileError):
        open_issued(row, "pdf")
    assert row.code in caplog.text
