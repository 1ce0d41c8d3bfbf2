"""The command that helps the last administrator, on the server."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from agreements.models import SecondFactor
from tests.agreements.signing_in import Clock, with_phone
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_server_helps_the_last_administrator(monkeypatch, capsys):
    with_phone(UserFactory(username="ani", is_superuser=True), Clock(monkeypatch))
    call_command("reset_second_factor", "ani")
    assert "disetel ulang" in capsys.readouterr().out
    assert not SecondFactor.objects.exists()
    assert "baris perintah" in LogEntry.objects.latest("pk").get_change_message()
    for name in ("ani", "tiada"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)
