"""A document takes so much and no more, and a text made to hang the engine does not."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from reports import tasks
from reports.bounds import MEMORY, SECONDS, bounded_time
from reports.document.blocks import Cell, Paragraph
from reports.engine import breakable
from reports.pdf import draw_page, render_pdf
from reports.undrawable import RenderError, TooMuchError
from tests.architecture import ROOT
from tests.hostile import ALL
from tests.reports.sample_document import agreement_table, sample_document

LONG = 20_000

HOSTILE = {
    "one word": "a" * LONG,
    "blanks": " \N{NO-BREAK SPACE}" * (LONG // 2),
    "soft hyphens": "a\N{SOFT HYPHEN}" * (LONG // 2),
    "joined": "a\N{ZERO WIDTH JOINER}" * (LONG // 2),
    "marks on one letter": "a" + "\N{COMBINING ACUTE ACCENT}" * LONG,
    "both directions": ("abc \N{RIGHT-TO-LEFT OVERRIDE}אבג \N{LEFT-TO-RIGHT EMBEDDING}" * LONG)[:LONG],
    "payloads": (ALL * LONG)[:LONG],
    "brackets": "(((((" * (LONG // 5),
    "hyphens": "a-" * (LONG // 2),
}


IN_A_CELL = ("payloads", "hyphens", "blanks")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_twenty_thousand_characters_is_drawn_in_seconds(name):
    """In a paragraph, and some in a cell of a table, where a row must find its page."""
    text, table = HOSTILE[name], agreement_table()
    if name in IN_A_CELL:
        first = replace(table.rows[0], cells=(*table.rows[0].cells[:2], Cell(text), table.rows[0].cells[3]))
        table = replace(table, rows=(first, *table.rows[1:]))
    document = sample_document((Paragraph((text,)), table))
    try:
        with bounded_time(SECONDS // 2):
            assert render_pdf(document).content.startswith(b"%PDF")
    except TooMuchError:
        pytest.fail(f"not drawn in {SECONDS // 2} s")


def test_words_of_people_are_left_as_they_are():
    page = f'<p class="{"a" * 500}">{"Kata " * 200}{"b" * 199}&amp;{"c" * 199}</p>'
    assert breakable(page) == page
    assert breakable(f'<p title="{"a" * 500}">{"b" * 450}</p>').replace("\N{ZERO WIDTH SPACE}", "|") == (
        f'<p title="{"a" * 500}">{"b" * 200}|{"b" * 200}|{"b" * 50}</p>'
    )


def draw_on(seconds):
    """Draw until so much processor time is up: longer than the bound, and not for ever where there is none."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        draw_page('<html lang="id"><title>x</title>' + "<p>Baris.</p>" * 200)


# The first alarm may go off in a callback of the collector, where it is lost; the next one counts.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_takes_too_long_ends():
    started = time.process_time()
    with pytest.raises(TooMuchError), bounded_time(1):
        draw_on(10)
    assert time.process_time() - started < 10
    # The engine draws the next one, and nothing is left that would go off later.
    assert draw_page('<html lang="id"><title>x</title><p>Baris.</p>').startswith(b"%PDF")


def test_it_is_told_as_a_document_that_can_not_be_drawn():
    assert issubclass(TooMuchError, RenderError)


def test_outside_the_main_thread_nothing_is_bounded():
    done = []

    def work():
        with bounded_time(1):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


BUSY = """
from reports.bounds import bound_processor, leave_no_core
leave_no_core()
bound_processor(0)
while True:
    pass
"""


def test_a_process_that_works_for_nobody_is_ended_by_the_system():
    """Not even Python has to come to its next step for that."""
    done = subprocess.run([sys.executable, "-c", BUSY], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU


GREEDY = """
import django
django.setup()
from reports.bounds import bound_memory
{bound}
try:
    print(len(bytearray(400 * 1024 * 1024)))
except MemoryError:
    print("refused")
"""


@pytest.mark.parametrize(
    ("bound", "told"),
    [("bound_memory(300 * 1024 * 1024)", "refused"), ("", str(400 * 1024 * 1024))],
    ids=["bound", "free"],
)
def test_a_process_that_draws_gets_no_more_memory(bound, told):
    done = subprocess.run(
        [sys.executable, "-c", GREEDY.format(bound=bound)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == told
    assert MEMORY == 1024**3


def test_workers_draw_within_the_bounds(monkeypatch):
    """The task that draws, and the hook of every process that a worker starts."""
    from reports import worker

    assert tasks.bounded_time is bounded_time
    seen = []
    monkeypatch.setattr(worker, "bound_memory", lambda: seen.append(True))
    worker._bound_memory(sender="django_q", proc_name="x")
    assert seen == [True]
