"""The digest: what an account was told since its last one, in one mail."""

from collections.abc import Sequence

from agreements.letters import Letter, paragraphs, public_link
from agreements.models import User
from reports.models import Notice
from reports.period import Quarter
from reports.queries import account_name
from reports.templatetags.numbers import tw

MOST_TOLD = 30
"""Notices of one digest; it counts the rest and leads to the list."""

FOOT = """Surel ini dikirim otomatis, paling banyak satu kali sehari; mohon tidak dibalas.
Alamat surel dan ringkasan harian diatur di Akun saya: {account}"""


def digest(user: User, notices: Sequence[Notice]) -> Letter:
    """Return the mail that tells an account of its notices (with their reports, posts and units)."""
    things = f"{len(notices)} hal"
    rest = len(notices) - MOST_TOLD
    told = [_told(number, notice) for number, notice in enumerate(notices[:MOST_TOLD], 1)]
    if rest > 0:
        told.append(f"... dan {rest} hal lain.")
    return Letter(
        subject=f"LKjIP: {things} menunggu Anda",
        text=paragraphs(
            [
                f"Yth. {account_name(user)},",
                f"Ada {things} yang menunggu Anda di LKjIP Triwulanan.",
                *told,
                f"Semua pemberitahuan: {public_link('notices')}",
                FOOT.format(account=public_link("account")),
            ]
        ),
    )


def _told(number: int, notice: Notice) -> str:
    report = notice.report
    if report is None:
        return _told_of_batch(number, notice)
    post = report.position
    quarter = tw(Quarter(report.year, report.quarter))
    lines = [
        f"{number}. {notice.get_kind_display()}: {post.name}, {post.unit.name}, {quarter}",
        " ".join(notice.text.split()),
        public_link("report", post.unit.slug, post.slug, report.year, report.quarter),
    ]
    return "\n   ".join(lines)


def _told_of_batch(number: int, notice: Notice) -> str:
    lines = [
        f"{number}. {notice.get_kind_display()}",
        " ".join(notice.text.split()),
        public_link("download_job", notice.batch_id),
    ]
    return "\n   ".join(lines)
