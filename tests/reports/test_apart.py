"""Documents are drawn in a process of their own, which is bounded, killed, exchanged, rested, and ends with this one.

Every process costs a second to start, so most tests share one; bounds are shown by stopping it, not by making it work.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agreements.images import clean_image
from reports import apart, engine, pdf
from reports.apart import Drawer
from reports.document.blocks import PhotoGrid, Picture, RenderedFile
from reports.pdf import render_pdf
from reports.undrawable import BusyError, RenderError, TooMuchError
from tests.agreements.test_images import picture
from tests.architecture import ROOT
from tests.reports.sample_document import achievement_table, sample_document

PATIENCE = 60
"""Seconds: the machine may be busy with the rest of the suite."""


def page(words: str) -> str:
    return f'<html lang="id"><title>x</title><p>{words}</p>'


@pytest.fixture(scope="module")
def shared():
    drawer = Drawer()
    yield drawer
    drawer.close()


@pytest.fixture
def drawer(shared):
    """Return the one of all tests, with its bounds as they are by default."""
    bounds = {name: getattr(shared, name) for name in ("_seconds", "_patience", "_most")}
    yield shared
    vars(shared).update(bounds)


def is_running(pid: int) -> bool:
    """Whether a process is there and no mere entry that waits for whoever started it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


# -- the same document -------------------------------------------------------------------------------------------------


def test_a_document_with_pictures_and_files_is_the_same_to_the_last_byte(drawer, monkeypatch):
    photograph = default_storage.save("foto/rapat.jpg", ContentFile(clean_image(picture())))
    document = sample_document((achievement_table(), PhotoGrid((Picture("Rapat", "", photograph),))), draft=True)
    data = RenderedFile("data.json", "application/json", b"{}")
    try:
        here = render_pdf(document, [data])
        monkeypatch.setattr(pdf, "_draw", drawer.draw)
        assert render_pdf(document, [data]) == here
    finally:
        default_storage.delete(photograph)


def test_threads_get_each_its_own_document(drawer):
    pages = [page(f"Baris {number}. " * number) for number in range(1, 9)]
    drawn = {}
    threads = [threading.Thread(target=lambda one=one: drawn.update({one: drawer.draw(one)})) for one in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == {one: engine.draw_page(one) for one in pages}


def test_what_the_engine_refuses_is_told_and_the_next_one_is_drawn(drawer):
    with pytest.raises(RenderError, match="refused: file:///etc/passwd"):
        drawer.draw(page('<img alt=x src="file:///etc/passwd">'))
    before = drawer.pid
    assert drawer.draw(page("Baris.")).startswith(b"%PDF")
    assert drawer.pid == before


# -- bounds ------------------------------------------------------------------------------------------------------------


def test_a_process_that_does_not_come_back_is_killed_and_the_next_document_is_drawn(drawer):
    drawer.draw(page("Baris."))
    stopped = drawer.pid
    os.kill(stopped, signal.SIGSTOP)
    drawer._seconds = 1
    told = []

    def ask():
        with pytest.raises(TooMuchError) as raised:
            drawer.draw(page("Tidak kembali."))
        told.append(str(raised.value))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(PATIENCE)
    assert told == ["not drawn within 1 s"]
    assert not is_running(stopped)
    # Tried again, the same is answered at once, without a process.
    with pytest.raises(TooMuchError, match="a moment ago"):
        drawer.draw(page("Tidak kembali."))
    assert drawer.pid is None
    drawer._seconds = apart.SECONDS
    assert drawer.draw(page("Baris.")).startswith(b"%PDF")


def test_a_document_that_ends_its_process_is_told_so(drawer, monkeypatch):
    """As one does that the system ends for its memory, or that lets a library in C fall."""
    drawer.draw(page("Baris."))
    stopped = drawer.pid
    os.kill(stopped, signal.SIGSTOP)

    def fall():
        os.kill(stopped, signal.SIGSEGV)
        os.kill(stopped, signal.SIGCONT)

    threading.Timer(0.3, fall).start()
    with pytest.raises(TooMuchError, match=f"ended with {-signal.SIGSEGV}"):
        drawer.draw(page("Jatuh."))
    assert drawer.pid is None


def test_a_document_that_fills_the_memory_is_told_so():
    drawer = Drawer(memory=100 * 1024 * 1024)
    try:
        with pytest.raises(TooMuchError, match=r"more memory|ended with"):
            drawer.draw(page("<p>Baris." * 8_000))
        assert drawer.pid is None
        assert drawer.draw(page("Baris.")).startswith(b"%PDF")
    finally:
        drawer.close()


def test_whoever_s_turn_does_not_come_is_told():
    drawer = Drawer(patience=0)
    with drawer._turn, pytest.raises(BusyError):
        drawer.draw(page("Baris."))
    assert drawer.pid is None


def test_a_process_that_does_not_start_is_no_fault_of_the_document(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    drawer = Drawer()
    with pytest.raises(RuntimeError, match="did not start: it ended with 1"):
        drawer.draw(page("Baris."))
    monkeypatch.undo()
    assert drawer._too_much == drawer._too_much.__class__()


# -- its life ----------------------------------------------------------------------------------------------------------


def test_it_is_exchanged_after_so_many_documents_and_rests_when_nobody_asks():
    drawer = Drawer(most=2, idle=1)
    try:
        drawer.draw(page("Satu."))
        first = drawer.pid
        drawer.draw(page("Dua."))
        assert drawer.pid is None
        assert not is_running(first)
        drawer.draw(page("Tiga."))
        second = drawer.pid
        assert second not in (None, first)
        wait_until(lambda: not is_running(second))
        wait_until(lambda: drawer.pid is None)
    finally:
        drawer.close()


def test_one_that_died_meanwhile_is_replaced(drawer):
    drawer.draw(page("Baris."))
    os.kill(drawer.pid, signal.SIGKILL)
    wait_until(lambda: not is_running(drawer.pid))
    assert drawer.draw(page("Baris.")).startswith(b"%PDF")


def test_a_forked_process_asks_none_of_its_parent(monkeypatch):
    monkeypatch.setattr(pdf._drawer, "_process", "of the parent")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover - the child
        os.write(writing, b"y" if pdf._drawer._process is None else b"n")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"y"


PAGES = """
import os, signal, sys
import django
django.setup()
import lkjip.urls
from reports import pdf
print(pdf.draw_page({page!r})[:4])
print("weasyprint" in sys.modules, pdf._drawer.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_pages_draw_apart_without_the_engine_and_what_draws_ends_with_them(tmp_path):
    """As a place starts, with nothing said: the process of the pages is killed, and leaves neither process nor folder."""
    done = subprocess.run(
        [sys.executable, "-c", PAGES.format(page=page("Baris."))],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lkjip.settings", "LKJIP_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    drawn, told = done.stdout.splitlines()
    loaded, pid = told.split()
    assert (drawn, loaded) == ("b'%PDF'", "False")
    wait_until(lambda: not is_running(int(pid)))
    wait_until(lambda: not any((tmp_path / "tmp").iterdir()))
