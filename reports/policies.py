"""Who may do what with a quarter. `check_can_x` raises `Refused` with a sentence for the user, `can_x` asks it.

What an account may not see is no matter of this module: a stranger's object is not found (`queries.units_visible_to`).
"""

import datetime
from collections.abc import Iterable, Mapping

from django.utils import timezone

from agreements.enums import EnteredBy, ReportStatus
from agreements.models import Unit, User
from agreements.policies import Refused, allowed, standing_of
from reports.models import QuarterClosing, Report
from reports.period import Quarter
from reports.queries import People, is_closed, people_of, positions_held, quarter_is_open, units_visible_to
from reports.workflow import PASSIVE, Part, Step, parts_of, transition


class QuarterClosedError(Refused):
    """A quarter that Bagian Organisasi closed, and has not reopened for the unit."""


EDITABLE = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED})
"""States in which a report's texts, lists and photographs may change."""


def check_can_enter(user: User, unit: Unit) -> None:
    """Refuse everybody but the unit's operators, and Bagian Organisasi for the figures that it supplies."""
    standing = standing_of(user)
    if unit.pk not in standing.operated and not standing.organisasi:
        raise Refused(f"Realisasi {unit.name} diisi oleh operator unit itu. Akun Anda hanya dapat membacanya.")


def can_enter(user: User, unit: Unit) -> bool:
    """Return whether the account enters figures of the unit."""
    return allowed(check_can_enter, user, unit)


def check_can_enter_quarter(user: User, unit: Unit, quarter: Quarter) -> None:
    """Refuse figures of a quarter whose reports nobody opened."""
    check_can_enter(user, unit)
    if not quarter_is_open(unit, quarter):
        raise Refused("Triwulan ini belum dibuka, jadi belum ada laporan yang menunggu angkanya.")
    _check_not_closed(user, unit, quarter, timezone.localdate())


def can_enter_quarter(user: User, unit: Unit, quarter: Quarter) -> bool:
    """Return whether the account enters figures of the unit in the quarter."""
    return allowed(check_can_enter_quarter, user, unit, quarter)


def check_can_change_fact(user: User, unit: Unit, entered_by: EnteredBy) -> None:
    """Refuse a fact that somebody else supplies."""
    check_can_enter(user, unit)
    standing = standing_of(user)
    if entered_by == EnteredBy.ORGANISASI and not standing.organisasi:
        raise Refused("Angka ini diisi oleh Bagian Organisasi.")
    if entered_by == EnteredBy.UNIT and unit.pk not in standing.operated:
        raise Refused(f"Angka ini diisi oleh operator {unit.name}.")


def can_change_fact(user: User, unit: Unit, entered_by: EnteredBy) -> bool:
    """Return whether the account may change the fact."""
    return allowed(check_can_change_fact, user, unit, entered_by)


def check_can_correct(user: User, unit: Unit, quarters: Iterable[Quarter], today: datetime.date) -> None:
    """Refuse to change what approved reports of `quarters` print where one of these is closed.

    Its revision could not be handed in, and what was approved would stand beside a figure that contradicts it.
    """
    check_can_enter(user, unit)
    for quarter in quarters:
        _check_not_closed(user, unit, quarter, today)


def can_correct(user: User, unit: Unit, quarters: Iterable[Quarter], today: datetime.date) -> bool:
    """Return whether the account may change what approved reports of the quarters print."""
    return allowed(check_can_correct, user, unit, quarters, today)


def check_can_open_quarter(user: User, unit: Unit, quarter: Quarter, today: datetime.date) -> None:
    """Refuse strangers to the unit's work, and a quarter that has not begun."""
    standing = standing_of(user)
    if unit.pk not in standing.operated and not standing.organisasi:
        raise Refused(f"Triwulan {unit.name} dibuka oleh operator unit itu atau oleh Bagian Organisasi.")
    if today < quarter.start:
        raise Refused("Triwulan ini belum dimulai.")


def can_open_quarter(user: User, unit: Unit, quarter: Quarter, today: datetime.date) -> bool:
    """Return whether the account may open the quarter."""
    return allowed(check_can_open_quarter, user, unit, quarter, today)


def check_can_edit_report(user: User, report: Report, today: datetime.date) -> None:
    """Refuse everybody but the unit's operators and who holds the post today; and a report that was handed in."""
    position = report.position
    held = {post.pk for post in positions_held(user, today)} if user.is_active else set()
    if position.unit_id not in standing_of(user).operated and position.pk not in held:
        raise Refused(
            f"Isi laporan ini disunting oleh pejabatnya atau operator {position.unit.name}."
            " Akun Anda hanya dapat membacanya."
        )
    if report.status not in EDITABLE:
        status = ReportStatus(report.status).label.lower()
        raise Refused(f"Laporan ini berstatus {status}, jadi isinya tidak dapat diubah lagi.")
    _check_not_closed(user, position.unit, Quarter(report.year, report.quarter), today)


def can_edit_report(user: User, report: Report, today: datetime.date) -> bool:
    """Return whether the account may change the report's texts, lists, photographs, form and date."""
    return allowed(check_can_edit_report, user, report, today)


# -- the review --------------------------------------------------------------------------------------------------------


WHO: Mapping[Part, str] = {
    Part.HOLDER: "pejabatnya",
    Part.OPERATOR: "operator unitnya",
    Part.SUPERIOR: "atasan langsungnya",
    Part.RECEIVER: "Bagian Organisasi",
}
"""Parts as refusals name them."""


def check_can_take(user: User, report: Report, step: Step, today: datetime.date, people: People | None = None) -> None:
    """Refuse a step that the state does not allow, or that is somebody else's; `people` spares looking them up.

    Whether the checks found errors, and whether reason and answer are there, the action itself looks at.
    """
    found = transition(ReportStatus(report.status), step)
    if found is None:
        status = ReportStatus(report.status).label.lower()
        raise Refused(f"Laporan ini berstatus {status}, jadi tidak dapat {PASSIVE[step]}.")
    played = (people or people_of(report, today)).parts_played(user)
    if not played & found.parts:
        who = _in_words(found.parts)
        if Part.HOLDER in played and Part.SUPERIOR in parts_of(step):
            raise Refused(f"Laporan sendiri {PASSIVE[step]} oleh {who}, bukan oleh pejabatnya.")
        raise Refused(f"Laporan ini {PASSIVE[step]} oleh {who}.")
    if found.open_quarter:
        _check_not_closed(user, report.position.unit, Quarter(report.year, report.quarter), today)


def can_take(user: User, report: Report, step: Step, today: datetime.date, people: People | None = None) -> bool:
    """Return whether the account may take the step with the report now."""
    return allowed(check_can_take, user, report, step, today, people)


def _in_words(parts: frozenset[Part]) -> str:
    return " atau ".join(WHO[part] for part in Part if part in parts)


REVIEWED_BY: Mapping[ReportStatus, Part] = {
    ReportStatus.SUBMITTED: Part.SUPERIOR,
    ReportStatus.APPROVED: Part.RECEIVER,
}
"""Who looks at a report in a state, and may pin comments to it."""


def check_can_review(user: User, report: Report, today: datetime.date, people: People | None = None) -> None:
    """Refuse everybody but those whom the report waits for: the superior, then Bagian Organisasi."""
    part = REVIEWED_BY.get(ReportStatus(report.status))
    if part is None:
        status = ReportStatus(report.status).label.lower()
        raise Refused(f"Laporan ini berstatus {status}, jadi tidak sedang menunggu tanggapan.")
    if part not in (people or people_of(report, today)).parts_played(user):
        raise Refused(f"Laporan ini sedang ditelaah oleh {WHO[part]}.")


def can_review(user: User, report: Report, today: datetime.date, people: People | None = None) -> bool:
    """Return whether the report waits for this account."""
    return allowed(check_can_review, user, report, today, people)


def check_can_mend(user: User, report: Report, today: datetime.date) -> None:
    """Refuse to call a comment mended to everybody who may not edit the report now."""
    check_can_edit_report(user, report, today)


def can_mend(user: User, report: Report, today: datetime.date) -> bool:
    """Return whether the account may call a comment mended."""
    return allowed(check_can_mend, user, report, today)


def check_can_explain(user: User, report: Report, today: datetime.date) -> None:
    """Refuse reasons for the warnings of the checks to everybody who may not edit the report now."""
    check_can_edit_report(user, report, today)


def can_explain(user: User, report: Report, today: datetime.date) -> bool:
    """Return whether the account may say why warnings of the checks stand."""
    return allowed(check_can_explain, user, report, today)


def check_can_open_reception(user: User, receives: bool) -> None:
    """Refuse everybody but Bagian Organisasi, administrators, and who receives any report of the quarter."""
    if not receives and not can_close_quarter(user):
        raise Refused("Halaman penerimaan dipakai Bagian Organisasi untuk menerima laporan semua unit.")


def can_open_reception(user: User, receives: bool) -> bool:
    """Return whether the account may see the page on which reports are received."""
    return allowed(check_can_open_reception, user, receives)


# -- the board ---------------------------------------------------------------------------------------------------------


def check_can_open_board(user: User) -> None:
    """Refuse everybody from whom units are hidden: the board shows them all."""
    if not standing_of(user).sees_all:
        raise Refused("Papan ini memuat laporan semua unit, dan hanya dilihat Bagian Organisasi dan pemeriksa.")


def can_open_board(user: User) -> bool:
    """Return whether the account may see what all units owe."""
    return allowed(check_can_open_board, user)


def check_can_compare(user: User) -> None:
    """Refuse everybody from whom units are hidden: a comparison shows the figures of them all."""
    if not standing_of(user).sees_all:
        raise Refused("Perbandingan ini memuat angka semua unit, dan hanya dilihat Bagian Organisasi dan pemeriksa.")


def can_compare(user: User) -> bool:
    """Return whether the account may see units side by side."""
    return allowed(check_can_compare, user)


def check_can_remind(user: User) -> None:
    """Refuse everybody but Bagian Organisasi and administrators."""
    standing = standing_of(user)
    if not standing.organisasi and not standing.admin:
        raise Refused("Pengingat dikirim oleh Bagian Organisasi.")


def can_remind(user: User) -> bool:
    """Return whether the account may remind officials of their reports."""
    return allowed(check_can_remind, user)


# -- closing a quarter -------------------------------------------------------------------------------------------------


def check_can_close_quarter(user: User) -> None:
    """Refuse everybody but Bagian Organisasi and administrators, who also reopen."""
    standing = standing_of(user)
    if not standing.organisasi and not standing.admin:
        raise Refused("Triwulan ditutup dan dibuka kembali oleh Bagian Organisasi.")


def can_close_quarter(user: User) -> bool:
    """Return whether the account closes and reopens quarters."""
    return allowed(check_can_close_quarter, user)


def check_can_reopen_quarter(user: User, closing: QuarterClosing | None) -> None:
    """Refuse to reopen what is not closed."""
    check_can_close_quarter(user)
    if closing is None:
        raise Refused("Triwulan ini belum ditutup, jadi tidak ada yang perlu dibuka kembali.")


def can_reopen_quarter(user: User, closing: QuarterClosing | None) -> bool:
    """Return whether the account may reopen the quarter for a unit."""
    return allowed(check_can_reopen_quarter, user, closing)


def _check_not_closed(user: User, unit: Unit, quarter: Quarter, today: datetime.date) -> None:
    if is_closed(unit, quarter, today):
        way = "Buka kembali dulu" if can_close_quarter(user) else "Mintalah agar dibuka kembali"
        raise QuarterClosedError(
            f"{quarter.name} {quarter.year} sudah ditutup oleh Bagian Organisasi. {way} untuk {unit.name}."
        )


# -- the JSON of the recaps --------------------------------------------------------------------------------------------


def check_can_keep_api_tokens(user: User) -> None:
    """Refuse everybody but administrators: a key reads what its consumer shows to others."""
    if not standing_of(user).admin:
        raise Refused("Kunci API dibuat dan dicabut oleh administrator.")


def can_keep_api_tokens(user: User) -> bool:
    """Return whether the account makes and revokes keys of the JSON."""
    return allowed(check_can_keep_api_tokens, user)


# -- downloads of a quarter --------------------------------------------------------------------------------------------


def check_can_download(user: User, unit: Unit | None) -> None:
    """Refuse the files of all units to who does not see all, and those of a unit to strangers."""
    if unit is None and not standing_of(user).sees_all:
        raise Refused("Unduhan semua unit hanya untuk Bagian Organisasi, Inspektorat, dan administrator.")
    if unit is not None and not units_visible_to(user).filter(pk=unit.pk).exists():
        raise Refused("Unit ini tidak termasuk yang dapat Anda lihat.")


def can_download(user: User, unit: Unit | None) -> bool:
    """Return whether the account may download the files of a unit, or of all (None)."""
    return allowed(check_can_download, user, unit)


# -- the forms of a report ---------------------------------------------------------------------------------------------


def check_can_compare_forms(user: User) -> None:
    """Refuse everybody but administrators and Bagian Organisasi, who decide which form a post uses."""
    standing = standing_of(user)
    if not standing.admin and not standing.organisasi:
        raise Refused("Bentuk lain dari laporan ini hanya dapat dilihat administrator dan Bagian Organisasi.")


def can_compare_forms(user: User) -> bool:
    """Return whether the account may see a report in all forms."""
    return allowed(check_can_compare_forms, user)
