"""Locking that waits for nobody: who is at work in a journal may be slow or stuck."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from contextvars import copy_context
from threading import Thread, Timer
from typing import Final

from journal.services.session import Session

KEYS_HELD: Final = 2.0
"""Seconds after which words and keys are dropped, whoever is still at work."""


def shut(
    sessions: Sequence[Session], keep: Callable[[], object], within: float
) -> None:
    """Keep what is unsaved and close the journals, and return after some seconds.

    What has not come to its end by then goes on behind. The journals are locked at
    once, and their keys are held only a little longer; what could not be kept until
    then is what was typed since the last pause.
    """
    failed: list[Exception] = []

    def work() -> None:
        try:
            with ExitStack() as steps:
                for session in sessions:
                    steps.callback(session.close)
                steps.callback(keep)
        except Exception as reason:  # noqa: BLE001 - told on the thread that asked
            failed.append(reason)

    worker = Thread(target=copy_context().run, args=(work,), daemon=True)
    worker.start()
    worker.join(within)
    if worker.is_alive():
        for session in sessions:
            session.is_locked = True
            late = Timer(KEYS_HELD, session.forget)
            late.daemon = True
            late.start()
    elif failed:
        raise failed[0]
