"""`backup`: what it says, and what it refuses; what it writes is in `test_backups.py`."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments, **options):
    out = io.StringIO()
    call_command("backup", *arguments, stdout=out, **options)
    return out.getvalue()


def test_says_where_and_how_much(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    factories.UnitFactory()
    told = run(tmp_path / "cadangan")
    (path,) = (tmp_path / "cadangan").iterdir()
    assert told.startswith(f"{path}: ")
    assert told.endswith(" baris dan 0 berkas, sudah dibaca ulang.\n")


def test_keeps_the_newest(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    old = tmp_path / "lkjip-20240701-060000.zip"
    old.write_bytes(b"")
    told = run(tmp_path, keep=1)
    assert told.endswith(f"{old}: dihapus.\n")
    assert len([*tmp_path.glob("*.zip")]) == 1


def test_keeps_one_at_least(tmp_path):
    with pytest.raises(CommandError, match="paling sedikit satu cadangan harus tinggal"):
        run(tmp_path, keep=0)


def test_folder_that_can_not_be_made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(CommandError, match="tidak dapat ditulis ke"):
        run(tmp_path / "berkas")
