"""The daily run: reminders once per report and due date, one digest a day, and no event by mail twice."""

import datetime
import logging
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from reports import mailing
from reports.actions import claim_digest, read_notices, release_digest
from reports.mailing import MailServerError, remind, send_digests
from reports.models import Notice
from tests import factories
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db

THURSDAY = datetime.date(2024, 7, 4)
TODAY = timezone.localdate()


@pytest.fixture
def place():
    return make_workplace()


# -- reminders -----------------------------------------------------------------------------------------------------------


def test_report_is_told_once_per_due_date(place):
    kasi = account_of(place.kasi)
    assert remind(datetime.date(2024, 7, 2)) == remind(THURSDAY) == 2
    notice = Notice.objects.get(user=kasi)
    assert (notice.kind, notice.key, notice.report) == ("due", "2024-07-05", place.report(place.kasi))
    assert notice.text == (
        "Laporan Kepala Seksi Desa Triwulan II 2024 belum diajukan. "
        "Batas waktunya Jumat, 5 Juli 2024 (libur 2024 belum ditetapkan)."
    )
    assert Notice.objects.filter(user=place.operator).count() == 2

    factories.HolidayFactory(date=datetime.date(2024, 7, 5))
    factories.CalendarYearFactory(year=2024, final=True)
    remind(THURSDAY)
    moved = Notice.objects.exclude(pk=notice.pk).get(user=kasi)
    assert (moved.key, moved.text[-34:]) == ("2024-07-08", "Batas waktunya Senin, 8 Juli 2024.")


# -- digests -------------------------------------------------------------------------------------------------------------


def reader(name="ani", waiting=1, **options):
    user = factories.UserFactory(**{"username": name, "email": f"{name}@example.go.id"} | options)
    for _ in range(waiting):
        factories.NoticeFactory(user=user)
    return user


def mailed_to():
    return [message.to[0] for message in mail.outbox]


def test_account_gets_everything_in_one_mail():
    reader(waiting=3)
    assert send_digests(TODAY).sent == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ani@example.go.id"], "LKjIP: 3 hal menunggu Anda")
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_second_run_of_the_day_sends_nothing_not_even_what_is_new():
    user = reader()
    send_digests(TODAY)
    factories.NoticeFactory(user=user)
    assert send_digests(TODAY).sent == 0
    assert len(mail.outbox) == 1


def test_next_day_sends_only_what_is_new():
    user = reader(waiting=2)
    send_digests(TODAY)
    factories.NoticeFactory(user=user, text="Yang baru.")
    assert send_digests(TODAY + datetime.timedelta(days=1)).sent == 1
    assert mail.outbox[1].subject == "LKjIP: 1 hal menunggu Anda"
    assert "Yang baru." in mail.outbox[1].body


def test_nothing_is_mailed_to_who_wants_none_or_waits_for_nothing():
    reader("tanpa-alamat", email="")
    reader("tidak-mau", mail_digest=False)
    reader("keluar", is_active=False)
    reader("tanpa-kabar", waiting=0)
    user = reader("sudah-membaca")
    read_notices(by=user)
    send_digests(TODAY)
    assert mail.outbox == []
    assert not Notice.objects.exclude(mailed_at=None).exists()


def test_account_that_changed_its_mind_meanwhile_is_asked_again():
    user = reader()
    type(user).objects.update(mail_digest=False)
    assert claim_digest(user=user, today=TODAY, by=None) == ()
    assert Notice.objects.get().mailed_at is None


# -- when it goes wrong --------------------------------------------------------------------------------------------------


class PostOffice(EmailBackend):
    """Delivers into the outbox, but for addresses that fail as they say."""

    def __init__(self) -> None:
        super().__init__()
        self.failing: dict[str, Exception] = {}
        self.down_after = 99
        self.opened = 0

    def open(self):
        self.opened += 1
        if self.opened > self.down_after:
            raise ConnectionRefusedError("connection refused")

    def send_messages(self, messages):
        for message in messages:
            error = self.failing.get(message.to[0])
            if error:
                raise error
        return super().send_messages(messages)


@pytest.fixture
def office(monkeypatch):
    office = PostOffice()
    monkeypatch.setattr(mailing, "get_connection", lambda: office)
    return office


def refused(address):
    return SMTPRecipientsRefused({address: (550, b"no such user")})


def mailed_at(user):
    return Notice.objects.get(user=user).mailed_at


@pytest.mark.parametrize(
    "error", [refused("ani@example.go.id"), ValueError("no address")], ids=["refused", "unwritable"]
)
def test_bad_address_is_logged_tried_again_and_stops_nobody(office, caplog, error):
    ani, budi = reader("ani"), reader("budi")
    office.failing = {ani.email: error}
    with caplog.at_level(logging.WARNING, "reports.mailing"):
        mailed = send_digests(TODAY)
    assert (mailed.sent, mailed.failed) == (1, 1)
    assert mailed_to() == [budi.email]
    assert "Digest of ani refused" in caplog.text
    assert mailed_at(ani) is None

    office.failing = {}
    assert send_digests(TODAY).sent == 1
    assert mailed_to() == [budi.email, ani.email]


def test_broken_line_may_have_delivered_so_nothing_is_sent_again(office, caplog):
    ani, budi = reader("ani"), reader("budi")
    office.failing = {ani.email: SMTPServerDisconnected("connection unexpectedly closed")}
    with caplog.at_level(logging.WARNING, "reports.mailing"):
        send_digests(TODAY)
    assert mailed_to() == [budi.email]
    assert "may be lost" in caplog.text
    assert mailed_at(ani) is not None

    office.failing = {}
    for day in range(3):
        send_digests(TODAY + datetime.timedelta(days=day))
    assert mailed_to() == [budi.email]
    assert ani.notices.filter(read_at=None).exists()


def test_crash_after_the_claim_never_sends_twice(office):
    ani = reader("ani")
    office.failing = {ani.email: KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        send_digests(TODAY)
    office.failing = {}
    send_digests(TODAY)
    send_digests(TODAY + datetime.timedelta(days=1))
    assert mail.outbox == []


def test_server_that_is_down_costs_no_digest(office):
    ani = reader("ani")
    office.down_after = 0
    with pytest.raises(MailServerError, match="connection refused"):
        send_digests(TODAY)
    assert mailed_at(ani) is None

    office.down_after = 99
    assert send_digests(TODAY).sent == 1


def test_server_that_goes_down_meanwhile_leaves_the_rest_for_the_next_run(office):
    ani, budi, citra = reader("ani"), reader("budi"), reader("citra")
    office.failing = {budi.email: refused(budi.email)}
    office.down_after = 1
    with pytest.raises(MailServerError) as raised:
        send_digests(TODAY)
    assert raised.value.sent == 1
    assert mailed_to() == [ani.email]
    assert mailed_at(citra) is None


def test_nobody_waits_so_no_server_is_asked(office):
    reader(waiting=0)
    send_digests(TODAY)
    assert office.opened == 0


def test_only_the_own_claim_is_given_back():
    user = reader()
    claimed = claim_digest(user=user, today=TODAY, by=None)
    later = timezone.now()
    Notice.objects.update(mailed_at=later)
    release_digest(notices=claimed, by=None)
    assert Notice.objects.get().mailed_at == later
