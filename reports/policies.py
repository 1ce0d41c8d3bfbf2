"""Who may do what with a quarter. `check_can_x` raises `Refused` with a sentence for the user, `can_x` asks it.

What an account may not see is no matter of this module: a stranger's object is not found (`queries.units_visible_to`).
"""

import datetime
from collections.abc import Sequence

from agreements.enums import EnteredBy, ReportStatus
from agreements.models import Unit, User
from agreements.policies import Refused, allowed, standing_of
from reports.inputs import ReportInputs
from reports.models import Report
from reports.period import Quarter
from reports.queries import positions_held, quarter_is_open

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


def can_enter_quarter(user: User, unit: Unit, quarter: Quarter) -> bool:
    """Return whether the account enters figures of the unit in the quarter."""
    return allowed(check_can_enter_quarter, user, unit, quarter)


def check_can_change_fact(user: User, unit: Unit, entered_by: EnteredBy, approved: Sequence[ReportInputs]) -> None:
    """Refuse a fact that somebody else supplies, or that an approved report prints (`approved`: those reports)."""
    check_can_enter(user, unit)
    standing = standing_of(user)
    if entered_by == EnteredBy.ORGANISASI and not standing.organisasi:
        raise Refused("Angka ini diisi oleh Bagian Organisasi.")
    if entered_by == EnteredBy.UNIT and unit.pk not in standing.operated:
        raise Refused(f"Angka ini diisi oleh operator {unit.name}.")
    if approved:
        names = "; ".join(f"{inputs.position}, {inputs.facts.quarter.name}" for inputs in approved)
        raise Refused(f"Terkunci: sudah dipakai laporan yang disetujui ({names}).")


def can_change_fact(user: User, unit: Unit, entered_by: EnteredBy, approved: Sequence[ReportInputs]) -> bool:
    """Return whether the account may change the fact."""
    return allowed(check_can_change_fact, user, unit, entered_by, approved)


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


def can_edit_report(user: User, report: Report, today: datetime.date) -> bool:
    """Return whether the account may change the report's texts, lists, photographs, form and date."""
    return allowed(check_can_edit_report, user, report, today)


def check_can_compare_forms(user: User) -> None:
    """Refuse everybody but administrators and Bagian Organisasi, who decide which form a post uses."""
    standing = standing_of(user)
    if not standing.admin and not standing.organisasi:
        raise Refused("Bentuk lain dari laporan ini hanya dapat dilihat administrator dan Bagian Organisasi.")


def can_compare_forms(user: User) -> bool:
    """Return whether the account may see a report in all forms."""
    return allowed(check_can_compare_forms, user)
