"""When a program under test has come to rest, told by its event loop.

Textual's pilot sleeps a fiftieth of a second after every key and pause, and again
while the process is busy, to guess that all is done. Here the loop itself is asked:
at rest, nothing is ready to run, nothing is about to fall due, and no errand is out.
Textual also paints at each step and by the clock, sixty times a second; here it paints
at rest, once all that a key has brought about is known, so that the same is painted in
every run. Style sheets are the same in every program and are parsed once.
"""

import asyncio
from collections.abc import Callable, Iterator
from time import process_time, thread_time
from typing import Any, cast
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

_SOON = 0.02
_TURNS = 3

_paint = Screen._compositor_refresh
_unpainted = WeakSet[Screen[Any]]()


async def still(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Return when nothing more will happen unless someone does something.

    An errand that goes on without working (in a test that holds it up) is not
    waited for; nor is anything for longer than `max_sleep`.
    """
    del min_sleep
    loop = cast("Any", asyncio.get_running_loop())
    end = loop.time() + max_sleep
    await _rest(loop, end)
    while _unpainted and loop.time() < end:
        for screen in list(_unpainted):
            _unpainted.discard(screen)
            # The screen paints itself, so that what fails there fails as it would.
            screen.call_later(_paint, screen)
        await _rest(loop, end)


async def _rest(loop: Any, end: float) -> None:
    turns = 0
    while turns < _TURNS and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            turns = 0
        elif (wait := _until_next(loop)) is not None:
            turns = 0
            await asyncio.sleep(wait)
        elif _errand_is_out() and await _goes_on(loop, end):
            turns = 0
        else:
            _lay_out()
            turns += 1


def _lay_out() -> None:
    """Put everything where it now belongs, as Textual's clock would ask for."""
    app = active_app.get(None)
    if app is not None and app.screen_stack and app._exception is None:
        app.screen._on_timer_update()


async def _all_have_read(*_: object) -> bool:
    await still()
    return True


def _paint_later(screen: Screen[Any]) -> None:
    _unpainted.add(screen)


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
    began, used = loop.time(), _used_elsewhere()
    while _errand_is_out() and loop.time() < end:
        await asyncio.sleep(0.002)
        if loop.time() - began >= _SOON:
            if _used_elsewhere() - used < _SOON / 20:
                return False
            began, used = loop.time(), _used_elsewhere()
    return True


def _used_elsewhere() -> float:
    """Return what the threads of errands have used of the processor."""
    return process_time() - thread_time()


@pytest.fixture(autouse=True, scope="session")
def pilots_wait_for_stillness() -> Iterator[None]:
    """Let every pilot wait for stillness, and the screen be painted then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.pilot, "wait_for_idle", still)
        patch.setattr(textual.app, "wait_for_idle", still)
        # At rest, every widget has read its post: it need not be asked one by one.
        patch.setattr(textual.pilot.Pilot, "_wait_for_screen", _all_have_read)
        patch.setattr(textual.screen, "UPDATE_PERIOD", 3600)
        patch.setattr(Screen, "_compositor_refresh", _paint_later)
        patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))
        yield


def _parsed_once(parse: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def parsed(sheet: Stylesheet, css: str, **told: Any) -> Any:
        variables = frozenset(sheet._variables.items())
        key = css, frozenset(told.items()), variables
        if key not in known:
            known[key] = parse(sheet, css, **told)
        return known[key]

    return parsed
