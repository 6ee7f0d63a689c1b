"""Whether anyone has been here lately, by two clocks; and forgetting what was drawn.

One clock stands still while the computer sleeps, the other does not. Where they have
drawn apart, the computer slept, or somebody moved the clock.
"""

import functools
import gc
import time
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.dom import DOMNode

SLEPT_AFTER = 30.0
"""Seconds by which the two clocks may part before it is taken for sleep."""
_DRAWS = frozenset({"rich", "textual"})
_Known = type(functools.cache(str))


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


def forget_drawn(app: App[Any]) -> None:
    """Let go of what was drawn: pages that have gone, and texts whose width is known.

    A page to write on is held by what waits for another theme, until there is one.
    The libraries that draw keep the last few thousand texts they measured or styled.
    """
    waiting: dict[str, list[tuple[DOMNode, object]]]
    waiting = getattr(app, "__watchers", {})
    for held in waiting.values():
        held[:] = [one for one in held if one[0].is_attached]
    for known in gc.get_objects():
        if type(known) is _Known and _drawn_by(known) in _DRAWS:
            known.cache_clear()
    gc.collect()


def _drawn_by(known: object) -> str:
    module = getattr(known, "__module__", None)
    return module.partition(".")[0] if isinstance(module, str) else ""
