"""manage.py load_holidays."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreements.holidays import known_until, public_holidays
from agreements.models import CalendarYear, Holiday

pytestmark = pytest.mark.django_db


def run(*years: int) -> str:
    out = StringIO()
    call_command("load_holidays", *years, stdout=out)
    return out.getvalue()


def test_years_given():
    count = len(public_holidays(2025))
    assert run(2025) == f"2025: {count} hari libur ditambahkan, sudah ditetapkan.\n"
    assert run(2025) == "2025: 0 hari libur ditambahkan, sudah ditetapkan.\n"
    assert Holiday.objects.count() == count


def test_this_year_and_the_next_by_default(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 12, 31))
    run()
    assert list(CalendarYear.objects.order_by("year").values_list("year", flat=True)) == [2024, 2025]


def test_open_year_says_so():
    assert "belum ditetapkan seluruhnya" in run(known_until() + 1)


def test_removed_estimate_is_named():
    Holiday.objects.create(date=datetime.date(2025, 3, 30), name="Hari Raya Idul Fitri (perkiraan)")
    assert "30 Maret 2025 dihapus" in run(2025)


def test_unknown_year_is_an_error():
    with pytest.raises(CommandError, match="tahun 1900 tidak dikenal"):
        run(1900)
