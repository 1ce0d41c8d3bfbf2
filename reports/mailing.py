"""What a scheduler does once a day: tell who owes a report soon, and mail each account its digest.

**At most once.** A digest's notices are marked as mailed before it goes out, in a transaction of its own that compares
and swaps (`claim_digest`). A crash between the mark and the sending, or a line that breaks while the server answers,
loses that one digest and never sends it twice. We err on this side because nothing is lost with the mail: every notice
stands unread in the application, whereas an office that gets everything twice stops reading. Only where the mail
certainly did not go out, because the server said so, is the mark taken back, and the next day tries again. The
connection is opened before the first mark, so that a mail server that is down costs no digest.
"""

import datetime
import logging
from dataclasses import dataclass
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from agreements.enums import NoticeKind
from agreements.models import User
from agreements.numbers import format_long_date, quarter_name
from reports.actions import claim_digest, notify, release_digest
from reports.letters import digest
from reports.models import Notice
from reports.queries import DueSoon, digest_readers, due_soon

logger = logging.getLogger(__name__)

CERTAINLY_NOT_SENT = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError)
"""The server refused, or the address can't be written into a mail (`ValueError`, as Django raises it)."""


class MailServerError(Exception):
    """The mail server does not answer; `sent` digests went out before."""

    def __init__(self, cause: Exception, sent: int) -> None:
        super().__init__(str(cause))
        self.sent = sent


@dataclass
class Mailed:
    """How many digests went out, and how many did not (each of those is in the log)."""

    sent: int = 0
    failed: int = 0


def remind(today: datetime.date) -> int:
    """Tell holders and operators of every report that is due soon; return how many reports those are."""
    found = due_soon(today)
    for soon in found:
        notify(
            report=soon.report,
            kind=NoticeKind.DUE,
            key=soon.date.isoformat(),
            text=reminder(soon),
            users=soon.users,
            by=None,
        )
    return len(found)


def reminder(soon: DueSoon) -> str:
    """Say until when a report is awaited; how many days that leaves would be wrong the day after."""
    report = soon.report
    open_calendar = "" if soon.final else f" (libur {soon.date.year} belum ditetapkan)"
    return (
        f"Laporan {report.position.name} {quarter_name(report.quarter)} {report.year} belum diajukan. "
        f"Batas waktunya {format_long_date(soon.date)}{open_calendar}."
    )


def send_digests(today: datetime.date) -> Mailed:
    """Send every account that wants one its digest of the day; one bad address does not stop the rest.

    Raises:
        MailServerError: the server is not there (any more); who has not got a digest yet gets it with the next run.
    """
    mailed = Mailed()
    readers = digest_readers()
    if not readers:
        return mailed
    connection = get_connection()
    _open(connection, mailed)
    for user in readers:
        notices = claim_digest(user=user, today=today, by=None)
        if not notices:
            continue
        if _sent(user, notices, connection):
            mailed.sent += 1
        else:
            mailed.failed += 1
            # The server may have hung up on us.
            connection.close()
            _open(connection, mailed)
    connection.close()
    return mailed


def _open(connection: BaseEmailBackend, mailed: Mailed) -> None:
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        raise MailServerError(error, mailed.sent) from error


def _sent(user: User, notices: tuple[Notice, ...], connection: BaseEmailBackend) -> bool:
    """Send the digest of claimed notices; give the claim back where it certainly did not go out."""
    try:
        digest(user, notices).to(user.email, connection).send()
    except CERTAINLY_NOT_SENT as error:
        release_digest(notices=notices, by=None)
        logger.warning("Digest of %s refused, tried again tomorrow: %s", user.username, error)
    except (SMTPException, OSError) as error:
        logger.warning("Digest of %s may be lost, its notices stand in the application: %s", user.username, error)
    else:
        return True
    return False
