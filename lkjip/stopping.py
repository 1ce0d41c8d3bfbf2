"""What gunicorn is told beside its command line (`--config python:lkjip.stopping`): who is stopped while loading ends.

A process that is told to stop raises `SystemExit` wherever it stands. While it loads modules that may be a callback of
Python's own, which prints a traceback, swallows the end, and goes on loading for nobody.
"""

import signal

STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGQUIT}


def post_fork(server: object, worker: object) -> None:  # noqa: ARG001 -- gunicorn gives them by place
    """Let signals wait, in a new process, before it loads."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


def post_worker_init(worker: object) -> None:  # noqa: ARG001
    """Take what came meanwhile, now that all is loaded."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
