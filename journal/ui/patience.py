"""A wait that grows after passphrases that did not open; kept in memory, and short.

It slows down whoever tries many. It never shuts anyone out: leaving and coming back
ends it, and so does the right passphrase, once its turn has come.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

ONE_MOMENT: Final = "One moment: after what did not open it, this waits a little."
FIRST: Final = 1.0
"""Seconds after the first; each further one doubles them."""
LONGEST: Final = 16.0


class Patience:
    """Knows how long a journal is not to be tried again."""

    def __init__(
        self, first: float = FIRST, *, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._first, self._steady = first, steady
        self._times: defaultdict[Path, int] = defaultdict(int)
        self._until: dict[Path, float] = {}

    def refused(self, path: Path) -> None:
        """Note that a passphrase did not open a journal."""
        wait = min(LONGEST, self._first * 2.0 ** min(self._times[path], 8))
        self._times[path] += 1
        self._until[path] = self._steady() + wait

    def opened(self, path: Path) -> None:
        """Note that one did."""
        self._times.pop(path, None)
        self._until.pop(path, None)

    def left(self, path: Path) -> float:
        """Return the seconds until it may be tried again, 0 for now."""
        return max(0.0, self._until.get(path, 0.0) - self._steady())
