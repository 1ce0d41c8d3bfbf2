"""What is drawn before a report is approved, and what it carries."""

import datetime

import pytest

from agreements.enums import AppointmentKind, ReportStatus, ResponseOption
from reports.issuing import Answer, draw_issue, sha256
from tests import factories
from tests.reports.reviewing import GOOD, draw_cheaply, make_office, seen_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 8)


@pytest.fixture
def office(monkeypatch):
    draw_cheaply(monkeypatch)
    return make_office(ReportStatus.SUBMITTED)


def draw(office, who="superior", answer=GOOD):
    return draw_issue(report=office.again(), answer=answer, by=office.users[who], today=TODAY)


def test_answer_has_its_boxes_in_printed_order_each_once():
    answer = Answer.of(["other", "good", "other"], " Pertahankan. ")
    assert answer == Answer((ResponseOption.GOOD, ResponseOption.OTHER), "Pertahankan.")
    with pytest.raises(ValueError, match="bagus"):
        Answer.of(["bagus"])


def test_document_is_drawn_as_approved(office, settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id"
    drawn = draw(office)
    inputs = drawn.prepared.inputs
    assert not drawn.prepared.document.draft
    assert (inputs.response_options, inputs.response_note) == (GOOD.options, GOOD.note)
    approval = drawn.approval
    assert approval.name == office.place.camat.appointments.get().official.name
    assert (approval.title, approval.approved_on, approval.revision) == ("Camat", TODAY, 1)
    assert approval.address == f"https://lkjip.example.go.id/verifikasi/{approval.code}/"
    assert approval.code.encode() in drawn.pdf.content
    assert len(sha256(drawn.pdf)) == 64


def test_fingerprint_is_of_what_was_read_and_codes_differ(office):
    first, second = draw(office), draw(office, answer=Answer((ResponseOption.POOR,)))
    assert first.fingerprint == second.fingerprint == seen_of(office.again())
    assert first.approval.code != second.approval.code


def test_acting_superior_signs_as_such(office):
    acting = factories.AppointmentFactory(
        position=office.place.camat, kind=AppointmentKind.PLT, start=datetime.date(2024, 7, 1)
    ).official
    acting.account = factories.UserFactory()
    acting.save()
    drawn = draw_issue(report=office.again(), answer=GOOD, by=acting.account, today=TODAY)
    assert (drawn.approval.name, drawn.approval.title) == (acting.name, "Plt. Camat")
