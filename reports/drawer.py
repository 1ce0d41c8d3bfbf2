"""The process that draws for another one, which starts it (`reports.apart`): `python -m reports.drawer SECONDS MEMORY`.

It reads documents from its input and writes each as PDF to its output, until its input ends. It knows no database and
no page: what it needs comes with the document, but for stored pictures.
"""

import gc
import logging.config
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from reports.apart import BROKEN, DRAWN, OF_SYSTEM, READY, TOO_MUCH, UNDRAWABLE, pack_error, send, unpack
from reports.bounds import bound_memory, bound_processor, leave_no_core
from reports.engine import draw_page, give_back_memory
from reports.folders import OwnFolder
from reports.undrawable import RenderError


def main(seconds: int, memory: int) -> None:
    """Draw until there is no more to draw."""
    # Ctrl-C at a console is for the process that started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _own_output()
    # Not Django's own, whose mails and pages of errors would be 16 MB here.
    logging.config.dictConfig(settings.LOGGING)
    leave_no_core()
    bound_memory(memory)
    try:
        folder = OwnFolder(Path(settings.VAR_DIR) / "tmp")
    except OSError as error:
        send(answers, bytes([OF_SYSTEM]) + pack_error(error))
        return
    gc.freeze()
    try:
        send(answers, bytes([READY]))
        serve(sys.stdin.buffer, answers, seconds)
    except (EOFError, BrokenPipeError):
        # Nobody is there any more.
        return
    finally:
        folder.remove()


def serve(documents: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answer documents one after another.

    Raises:
        EOFError, BrokenPipeError: nobody asks any more, or nobody waits for the answer.
    """
    while True:
        document = unpack(documents)
        # Whoever asked watches the clock; where he is gone, nobody else would end this.
        bound_processor(seconds)
        kind, content = answer_to(document)
        del document
        send(answers, bytes([kind]) + content)
        give_back_memory()


def answer_to(document: dict) -> tuple[int, bytes]:
    """Draw a document, and return what came of it: what kind of answer it is, and the PDF or a message."""
    try:
        return DRAWN, draw_page(**document)
    except RenderError as error:
        return UNDRAWABLE, str(error).encode()
    except OSError as error:
        return OF_SYSTEM, pack_error(error)
    except MemoryError:
        return TOO_MUCH, b"took more memory than any report does"
    except Exception:  # noqa: BLE001 -- told whole to the process that asked, which raises and logs it
        return BROKEN, traceback.format_exc().encode()


def _own_output() -> BinaryIO:
    """Return what was the standard output, for answers alone; what anything else prints goes to the errors."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
