"""`manage.py refresh_summaries`: all, a unit, a quarter, or a quarter of a unit."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import refresh_summaries as command
from reports.models import UnitSummary
from reports.refreshing import Refreshed
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


def refresh(*what: str) -> str:
    out = StringIO()
    call_command("refresh_summaries", *what, stdout=out)
    return out.getvalue()


def test_a_part_or_everything():
    one, _ = make_workplace(), make_workplace()
    assert refresh(one.unit.slug, "2024", "3") == "Ringkasan yang dihitung: 1\n"
    assert refresh("2024", "2") == "Ringkasan yang dihitung: 2\n"
    assert refresh(one.unit.slug) == "Ringkasan yang dihitung: 0\n"
    UnitSummary.objects.update(changes=5)
    assert refresh(one.unit.slug) == "Ringkasan yang dihitung: 1\n"
    assert refresh() == "Ringkasan yang dihitung: 1\n"


def test_it_says_what_changed_meanwhile(monkeypatch):
    monkeypatch.setattr(command, "refresh_summaries", lambda unit, quarters: Refreshed(1, 2))
    assert "menunggu giliran berikutnya: 2" in refresh()


@pytest.mark.parametrize(
    ("what", "message"),
    [(["2024", "5"], "Triwulan “5”"), (["x", "2024", "2"], "Unit kerja “x”"), (["a", "b", "c", "d"], "Tulis unit")],
)
def test_what_it_cannot_read_is_said(what, message):
    with pytest.raises(CommandError, match=message):
        refresh(*what)
