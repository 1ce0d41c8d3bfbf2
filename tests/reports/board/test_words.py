"""Posts in short, and the words of a reminder."""

import datetime

import pytest

from reports.board import reminder_words, short_post
from reports.period import Quarter

QUARTER = Quarter(2024, 2)
DUE = datetime.date(2024, 7, 5)
RETURNED = (
    "laporan Camat Triwulan II 2024 sudah dikembalikan dan belum diajukan lagi. Batas waktunya Jumat, 5 Juli 2024."
)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kepala Seksi Pemerintahan", "Kasi Pemerintahan"),
        ("Kepala Sub Bagian Keuangan", "Kasubbag Keuangan"),
        ("Kepala Bagian Organisasi", "Kabag Organisasi"),
        ("Sekretaris Kecamatan", "Sekretaris"),
        ("Camat", "Camat"),
        ("Pengelola Kepala Seksi Apa", "Pengelola Kepala Seksi Apa"),
    ],
)
def test_posts_are_called_as_offices_call_them(name, short):
    assert short_post(name) == short


@pytest.mark.parametrize(
    ("status", "today", "words"),
    [
        ("draft", DUE, "laporan Camat Triwulan II 2024 belum diajukan. Batas waktunya Jumat, 5 Juli 2024."),
        (
            "draft",
            DUE + datetime.timedelta(days=1),
            "laporan Camat Triwulan II 2024 belum diajukan, padahal batas waktunya Jumat, 5 Juli 2024.",
        ),
        (
            "returned",
            DUE,
            RETURNED,
        ),
    ],
)
def test_reminder_says_what_is_awaited_and_until_when(status, today, words):
    assert reminder_words("Camat", QUARTER, status, DUE, today) == f"Bagian Organisasi mengingatkan: {words}"
