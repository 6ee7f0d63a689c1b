"""When a program under test has come to rest, told by its event loop.

Textual's pilot sleeps a fiftieth of a second after every key and pause, and again
while the process is busy, to guess that all is done. Here the loop itself is asked:
at rest, nothing is ready to run, nothing is about to fall due, and no errand is out.
Textual also paints by the clock, sixty times a second; here it paints at rest, once
all that a key has brought about is known, so that the same is painted in every run.
"""

import asyncio
from collections.abc import Iterator
from time import process_time
from typing import Any, cast

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app

_SOON = 0.02
_TURNS = 3


async def still(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Return when nothing more will happen unless someone does something.

    An errand that goes on without working (in a test that holds it up) is not
    waited for; nor is anything for longer than `max_sleep`.
    """
    del min_sleep
    loop = cast("Any", asyncio.get_running_loop())
    end = loop.time() + max_sleep
    turns = 0
    while turns < _TURNS and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            turns = 0
        elif (wait := _until_next(loop)) is not None:
            turns = 0
            await asyncio.sleep(wait)
        elif _errand_is_out():
            turns = 0
            if not await _goes_on(loop, end):
                _paint()
                return
        else:
            _paint()
            turns += 1


def _paint() -> None:
    """Show what has changed, as Textual does when its clock tells it to."""
    app = active_app.get(None)
    if app is not None and app.screen_stack:
        app.screen._on_timer_update()


def _until_next(loop: Any) -> float | None:
    """Return the seconds until the next timer, when that is soon."""
    due = [
        handle.when() - loop.time()
        for handle in loop._scheduled
        if not handle.cancelled()
    ]
    wait = min(due, default=_SOON)
    return max(wait, 0.0) if wait < _SOON else None


def _errand_is_out() -> bool:
    app = active_app.get(None)
    return app is not None and bool(app.workers)


async def _goes_on(loop: Any, end: float) -> bool:
    """Wait while an errand works; False when it stands still instead."""
    began, used = loop.time(), process_time()
    while _errand_is_out() and loop.time() < end:
        await asyncio.sleep(0.001)
        if loop.time() - began >= _SOON:
            if process_time() - used < _SOON / 20:
                return False
            began, used = loop.time(), process_time()
    return True


@pytest.fixture(autouse=True, scope="session")
def pilots_wait_for_stillness() -> Iterator[None]:
    """Let every pilot wait for stillness, and the screen be painted then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.pilot, "wait_for_idle", still)
        patch.setattr(textual.app, "wait_for_idle", still)
        patch.setattr(textual.screen, "UPDATE_PERIOD", 3600)
        yield
