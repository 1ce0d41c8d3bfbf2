"""Posts in short, and what a reminder says. Pure."""

import datetime
from collections.abc import Mapping

from agreements.enums import ReportStatus
from agreements.numbers import format_long_date, quarter_name
from reports.period import Quarter

SHORT: Mapping[str, str] = {
    "Kepala Seksi ": "Kasi ",
    "Kepala Sub Bagian ": "Kasubbag ",
    "Kepala Subbagian ": "Kasubbag ",
    "Kepala Bagian ": "Kabag ",
    "Sekretaris Kecamatan": "Sekretaris",
}
"""How posts are called in every office, where the full name does not fit."""


def short_post(name: str) -> str:
    """Return a post as offices call it: 'Kasi Pemerintahan'."""
    for full, short in SHORT.items():
        if name.startswith(full):
            return short + name.removeprefix(full)
    return name


def reminder_words(post: str, quarter: Quarter, status: str, due: datetime.date, today: datetime.date) -> str:
    """Say what is awaited and until when; how many days that is would be wrong the day after."""
    state = "sudah dikembalikan dan belum diajukan lagi" if status == ReportStatus.RETURNED else "belum diajukan"
    name, day = f"{post} {quarter_name(quarter.number)} {quarter.year}", format_long_date(due)
    if today > due:
        return f"Bagian Organisasi mengingatkan: laporan {name} {state}, padahal batas waktunya {day}."
    return f"Bagian Organisasi mengingatkan: laporan {name} {state}. Batas waktunya {day}."
