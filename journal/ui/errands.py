"""Work that may wait for a disk or a key, done away from the screen.

The screen is told on its own thread, and only while it is still there and nothing
was locked in between.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from textual.dom import DOMNode

from journal.errors import JournalError

Result = TypeVar("Result")


class Lockable(Protocol):
    """An unlocked journal, as far as an errand looks at it."""

    is_locked: bool


def run(
    node: DOMNode,
    do: Callable[[], Result],
    then: Callable[[Result], object],
    *,
    trouble: Callable[[JournalError], object],
    session: Lockable | None = None,
) -> None:
    """Do something in a thread; then tell what came of it, or what went wrong.

    It is given up when the node goes: what was begun ends in its thread, unheard.
    With a session, nothing is told, whatever happened, once that is locked.
    """

    def is_over() -> bool:
        return session is not None and session.is_locked

    def is_heard() -> bool:
        # A node that is going away has lost its widgets before its workers end.
        return not is_over() and node.display

    async def work() -> None:
        try:
            result = await asyncio.to_thread(do)
        except JournalError as reason:
            if is_heard():
                trouble(reason)
            return
        except Exception:
            # A vault that was closed under the errand fails in its own ways.
            if is_over():
                return
            raise
        if is_heard():
            then(result)

    node.run_worker(work())
