"""Reading workbooks back, as they are and as LibreOffice understands them."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed: apt-get install libreoffice-calc-nogui"
)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def through_libreoffice(content: bytes, folder: Path):
    """Return the workbook as LibreOffice saves it after opening it, and what it said while doing so."""
    source = folder / "asli.xlsx"
    source.write_bytes(content)
    target = folder / "hasil"
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--convert-to", "xlsx"]
    done = subprocess.run(
        [*command, "--outdir", str(target), str(source)], check=True, timeout=180, capture_output=True, text=True
    )
    return openpyxl.load_workbook(target / "asli.xlsx"), done.stderr


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}
