"""Every form of a report in wrong hands: posted by every account in every state, with all that a page would carry.

The walk over the actions is `tests/reports/test_actions_review.py`; this one goes through the addresses, where a wrong
id, a forgotten check or a page of somebody else could open another way.
"""

import datetime

import pytest
from django.db import transaction
from django.test import Client

from agreements.enums import ReportStatus, Role
from reports.frozen import fingerprint
from reports.models import (
    Comment,
    Decision,
    Event,
    IssuedReport,
    Notice,
    QuarterClosing,
    QuarterReopening,
    Reading,
    Report,
    ReportText,
    Submission,
    SuperiorResponse,
)
from reports.queries import load_inputs
from tests import factories
from tests.pages import client_of
from tests.reports.issuing import issue
from tests.reports.reviewing import draw_cheaply, make_office
from tests.reports.workplace import QUARTER, account_of, appoint

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, APPROVED, RECEIVED = (
    ReportStatus.DRAFT,
    ReportStatus.SUBMITTED,
    ReportStatus.RETURNED,
    ReportStatus.APPROVED,
    ReportStatus.RECEIVED,
)
MAKERS, RECEIVERS, CLOSERS = {"operator", "holder"}, {"organisasi"}, {"organisasi", "admin"}
EDITABLE = (DRAFT, RETURNED)

# address: (what it is sent, in which states who of them all changes anything by it)
FORMS = {
    "ajukan/": dict.fromkeys(EDITABLE, MAKERS),
    "revisi/": {APPROVED: MAKERS, RECEIVED: MAKERS | RECEIVERS},
    "reviu/ setujui": {SUBMITTED: {"superior"}},
    "reviu/ kembalikan": {SUBMITTED: {"superior"}},
    "reviu/dibaca/": {SUBMITTED: {"superior"}, APPROVED: RECEIVERS},
    "reviu/catatan/": {SUBMITTED: {"superior"}, APPROVED: RECEIVERS},
    "catatan/{comment}/diperbaiki/": dict.fromkeys(EDITABLE, MAKERS),
    "teks/closing_counts/": dict.fromkeys(EDITABLE, MAKERS),
    "teks/closing_counts/kembalikan/": dict.fromkeys(EDITABLE, MAKERS),
    "atur/": dict.fromkeys(EDITABLE, MAKERS),
    "/kotak-masuk/": {SUBMITTED: {"superior"}},
    "/penerimaan/2024/2/terima/": {APPROVED: RECEIVERS},
    "/penerimaan/2024/2/{unit}/kasi-desa/kembalikan/": {APPROVED: RECEIVERS},
    "/penerimaan/2024/2/tutup/": dict.fromkeys(ReportStatus, CLOSERS),
    "/penerimaan/2024/1/buka-kembali/": dict.fromkeys(ReportStatus, CLOSERS),
}
OWN_FINGERPRINT = ("teks/closing_counts/", "atur/")
"""Pages that carry a fingerprint of what they show alone."""

KEPT = (
    Report,
    Submission,
    Decision,
    SuperiorResponse,
    IssuedReport,
    Event,
    Notice,
    Reading,
    Comment,
    ReportText,
    QuarterClosing,
    QuarterReopening,
)


def kept():
    """Return what every change of any of it changes: rows are added, reports count versions, remarks are mended."""
    counts = [model.objects.count() for model in KEPT]
    return counts, Comment.objects.filter(mended_at=None).count(), list(Report.objects.values_list("pk", "version"))


@pytest.fixture
def office(monkeypatch, settings, tmp_path, request):
    """The kasi's report in a state, remarked on and with a text of its own, and accounts that have no part in it."""
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)
    office = make_office(request.param)
    place = office.place
    factories.ReportTextFactory(report=office.report, section="closing_counts", text="Sendiri.")
    office.comment = factories.CommentFactory(report=office.report, round=1)
    # The report of the quarter before makes the quarter one that can be reopened.
    factories.ReportFactory(position=place.kasi, quarter=1)
    QuarterClosing.objects.create(year=2024, quarter=1, at="2024-05-01T00:00:00Z", by=office.users["organisasi"])
    office.users = dict(office.users) | others(place)
    if request.param in (APPROVED, RECEIVED):
        issue(office.report)
        Report.objects.filter(pk=office.report.pk).update(status=request.param)
    # What stands now stands before every form: each is undone.
    office.sessions = {who: client_of(user).cookies["sessionid"].value for who, user in office.users.items()}
    office.seen = fingerprint(load_inputs(office.report.position, QUARTER))
    return office


def others(place):
    """Return accounts that only nearly have a part."""
    colleague = factories.PositionFactory(unit=place.unit, superior=place.camat)
    appoint(colleague)
    past, coming = (factories.OfficialFactory(account=factories.UserFactory()) for _ in range(2))
    day = datetime.timedelta(days=1)
    today = datetime.date.today()  # noqa: DTZ011 -- the wall's
    for post in (place.camat, place.kasi):
        factories.AppointmentFactory(position=post, official=past, kind="plt", start=today - 9 * day, end=today - day)
        factories.AppointmentFactory(position=post, official=coming, kind="plt", start=today + day)
    dismissed = factories.OfficialFactory(account=factories.UserFactory(is_active=False))
    factories.AppointmentFactory(position=place.kasi, official=dismissed, kind="plh", start=today - 9 * day)
    return {
        "colleague": account_of(colleague),
        "past": past.account,
        "coming": coming.account,
        "dismissed": dismissed.account,
        "foreign operator": factories.RoleGrantFactory(role=Role.OPERATOR, unit=factories.UnitFactory()).user,
    }


def send(office, form, who):
    """Post a form as its page would send it, with right versions and fingerprints."""
    path, _, step = form.format(comment=office.comment.pk, unit=office.place.unit.slug).partition(" ")
    address = path if path.startswith("/") else office.place.report_address(office.place.kasi, path)
    report, client = office.again(), Client()
    client.cookies["sessionid"] = office.sessions[who]
    fields = {
        "version": report.version,
        "seen": office.seen,
        "line": 0,
        "langkah": step,
        "options": ["good"],
        "reason": "" if step == "setujui" else "Salah salin.",
        "text": "Catatan baru.",
        "place": "",
        "laporan": [str(report.pk), f"{report.pk}-{report.version}"],
        "unit": office.place.unit.slug,
        "until": "31-12-2099",
        "form": "kasi_rinci",
        "signed_on": "05-07-2024",
        # Mass assignment: nothing of this is a field of any form.
        "status": "received",
        "revision": 9,
        "round": 9,
        "by": office.users["superior"].pk,
    }
    if path in OWN_FINGERPRINT:
        page = client.get(address)
        fields["seen"] = page.context["form"].seen if page.status_code == 200 else ""
    return client.post(address, fields)


EVERYBODY = (
    "operator",
    "holder",
    "superior",
    "organisasi",
    "inspector",
    "admin",
    "stranger",
    "colleague",
    "past",
    "coming",
    "dismissed",
    "foreign operator",
)


@pytest.mark.parametrize("office", ReportStatus, indirect=True)
def test_forms_change_something_only_in_right_hands(office):
    status = office.again().status
    before = kept()
    changed = {form: {who for who in EVERYBODY if changes(office, form, who, before)} for form in FORMS}
    assert kept() == before
    assert changed == {form: hands.get(status, set()) for form, hands in FORMS.items()}


def changes(office, form, who, before):
    """Return whether an account changes anything by a form; what it did is undone."""
    mark = transaction.savepoint()
    if form == "/kotak-masuk/":
        # Several are approved from readings: let everybody have one, whoever was allowed to.
        factories.ReadingFactory(
            report=office.report, round=office.again().round, by=office.users[who], fingerprint=office.seen
        )
        before = kept()
    response = send(office, form, who)
    found = kept() != before
    assert response.status_code < 500, (form, who)
    transaction.savepoint_rollback(mark)
    return found
