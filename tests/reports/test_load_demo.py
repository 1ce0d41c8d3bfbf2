"""`manage.py load_demo`: says how to get in, and refuses where it must."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Unit, User
from reports.demo import DEMO_PASSWORD, DEMO_USERS, FIXTURES
from tests.factories import UnitFactory


def run(**options: object) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **{"issued": False, **options})
    return out.getvalue()


@pytest.mark.django_db
def test_it_tells_how_to_get_in():
    text = run()

    assert "Kecamatan Rowokangkung: dimuat" in text
    assert DEMO_PASSWORD in text
    assert all(user.username in text for user in DEMO_USERS)


@pytest.mark.django_db
def test_a_second_run_says_that_everything_is_there():
    run()

    text = run()

    assert "Kecamatan Rowokangkung: sudah ada, dibiarkan" in text
    assert f"Akun contoh baru: 0 dari {len(DEMO_USERS)}" in text


@pytest.mark.django_db
def test_it_refuses_outside_demo_mode(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="mode demo"):
        run()

    assert not User.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_it_refuses_the_database_of_a_real_place():
    UnitFactory()

    with pytest.raises(CommandError, match="bukan contoh"):
        run()

    assert not User.objects.exists()
    assert Unit.objects.count() == 1


@pytest.mark.django_db
def test_a_unit_made_in_the_demo_does_not_stop_the_next_start():
    run()
    UnitFactory()

    assert "Akun contoh baru: 0" in run()


@pytest.mark.django_db
def test_it_names_the_place_of_a_mistake(tmp_path):
    folder = Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))
    office = folder / "kecamatan-ranuyoso.yaml"
    office.write_text(office.read_text(encoding="utf-8").replace("    echelon: IV.a", "    eselon: IV.a"), "utf-8")

    with pytest.raises(CommandError, match=r"kecamatan-ranuyoso\.yaml, positions 2: 'echelon' is missing"):
        run(folder=folder)

    assert not Unit.objects.exists()
