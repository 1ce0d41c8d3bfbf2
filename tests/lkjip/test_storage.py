"""Static files as a real place serves them."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command

from lkjip.storage import ModuleStorage


def test_modules_import_each_other_by_their_hashed_names(tmp_path, monkeypatch):
    storage = ModuleStorage(location=tmp_path, base_url="/static/")
    monkeypatch.setattr(Command, "storage", storage, raising=False)
    monkeypatch.setattr("django.contrib.staticfiles.management.commands.collectstatic.staticfiles_storage", storage)
    call_command("collectstatic", interactive=False, verbosity=0)
    name = storage.hashed_files["js/grid.js"]
    imported = re.findall(r'from "\./([^"]+)"', (tmp_path / name).read_text(encoding="utf-8"))
    written = re.findall(
        r'from "\./([^"]+)"', (Path(settings.BASE_DIR) / "static/js/grid.js").read_text(encoding="utf-8")
    )
    assert len(imported) == len(written) > 0
    assert not set(imported) & set(written)
    assert all((tmp_path / "js" / file).exists() for file in imported)
    assert (tmp_path / f"{name}.gz").exists()
