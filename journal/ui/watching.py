"""Whether anyone has been here lately, by two clocks; and forgetting what was drawn.

One clock stands still while the computer sleeps, the other does not. Where they have
drawn apart, the computer slept, or somebody moved the clock.
"""

import asyncio
import functools
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from weakref import ref

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

SLEPT_AFTER = 30.0
"""Seconds by which the two clocks may part before it is taken for sleep."""
LONGEST_END = 5.0
"""Seconds after which what was drawn is let go of, whatever has not ended."""
_Page = TypeVar("_Page", bound=Screen[Any])
_Known = type(functools.cache(str))
_DRAWS = frozenset({"rich", "textual"})


class Watch:
    """Knows when someone was last here."""

    def __init__(
        self,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._steady, self._wall = steady, wall
        self._touched = steady()
        self._apart = wall() - steady()

    def touch(self) -> None:
        """Note that someone is here."""
        self._touched = self._steady()

    def is_idle(self, seconds: float) -> bool:
        """Whether nobody has been here for so long."""
        return self._steady() - self._touched >= seconds

    def has_slept(self) -> bool:
        """Whether the computer slept since this was last asked."""
        apart = self._wall() - self._steady()
        before, self._apart = self._apart, apart
        return abs(apart - before) >= SLEPT_AFTER


async def forget_gone(app: App[Any], gone: Sequence[ref[_Page]]) -> None:
    """Wait until pages have come to their end, then let go of what was drawn."""
    until = time.monotonic() + LONGEST_END
    while any(map(_is_running, gone)) and time.monotonic() < until:  # noqa: ASYNC110 - pages set no event
        await asyncio.sleep(0.01)
    forget_drawn(app)


def _is_running(weak: ref[_Page]) -> bool:
    page = weak()
    return page is not None and page.is_running


def forget_drawn(app: App[Any]) -> None:
    """Let go of what was drawn: pages that have gone, and texts whose width is known.

    A page to write on is held by what waits for another theme, until there is one.
    The libraries that draw keep the last few thousand texts they measured or styled.
    """
    waiting: dict[str, list[tuple[DOMNode, object]]]
    waiting = getattr(app, "__watchers", {})
    for held in waiting.values():
        held[:] = [one for one in held if _is_here(one[0], app)]
    for timer in getattr(asyncio.get_running_loop(), "_scheduled", ()):
        if timer.cancelled():
            # It never runs, and holds the page that set it until it would have.
            timer._context = None  # noqa: SLF001 - nothing else lets go of it
    for known in _all_known():
        known.cache_clear()
    gc.collect()


def _is_here(node: DOMNode, app: App[Any]) -> bool:
    """Whether a node is the program, or of a page that is open still."""
    above = node.ancestors_with_self
    return node is app or any(page in above for page in app.screen_stack)


def _all_known() -> Iterator[Any]:
    """Yield what the libraries that draw remember of what they were asked."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _DRAWS:
            for value in list(vars(module).values()):
                is_class = isinstance(value, type)
                held = list(vars(value).values()) if is_class else [value]
                yield from (one for one in held if type(one) is _Known)
