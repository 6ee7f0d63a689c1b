"""Locks when nobody is there, before the program is stopped, and after any sleep."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from typing import Any, Final

from textual.app import App

from journal.ui.watching import Watch

LOOKS_EVERY: Final = 5.0
"""Seconds between two looks at the clocks; every key looks as well."""
MINUTE: Final = 60.0


class Guard:
    """Watches over an unlocked journal.

    Args:
        app: the program.
        lock: keeps what is unsaved, forgets the keys, and says whether it was open.
        leave: ends the program at once.
        clear: empties the window.
        minutes: after how many minutes without a key to lock.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        lock: Callable[[], bool],
        leave: Callable[[], object],
        clear: Callable[[], object],
        minutes: Callable[[], int],
    ) -> None:
        self.watch = Watch()
        self._app = app
        self._lock, self._leave, self._minutes = lock, leave, minutes
        self._clear = clear

    def begin(self) -> None:
        """Look at the clocks from now on, and hear what the system says."""
        self._app.set_interval(LOOKS_EVERY, self.look)
        if self._app.is_headless or os.name == "nt":
            return
        loop = asyncio.get_running_loop()
        for name, heard in (
            ("SIGTSTP", self.is_to_stop),
            ("SIGCONT", self.has_gone_on),
            ("SIGHUP", self._leave),
            ("SIGTERM", self._leave),
            # The key of that name comes as a key; this one another program sent.
            ("SIGINT", self._leave),
        ):
            # Only the first thread of a program may listen.
            with contextlib.suppress(ValueError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), heard)

    def someone_is_here(self) -> bool:
        """Note a key or a click; False where it came too late and must do nothing."""
        is_in_time = not self.look()
        self.watch.touch()
        return is_in_time

    def look(self) -> bool:
        """Lock if nobody has been here for long, or the computer slept.

        Return whether anything was open until now.
        """
        has_slept = self.watch.has_slept()
        if not has_slept and not self.watch.is_idle(self._minutes() * MINUTE):
            return False
        self.watch.touch()
        return self._lock()

    def is_to_stop(self) -> None:
        """Lock, then let the terminal have its window back, and stop."""
        self._lock()
        # Not every terminal has a second screen that goes by itself.
        self._clear()
        self._tell_driver("_sigtstp_application")

    def has_gone_on(self) -> None:
        """Take the window again; who goes on may be someone else."""
        self._tell_driver("_sigcont_application")
        self._lock()

    def _tell_driver(self, name: str) -> None:
        # The driver listened itself, before this did in its place.
        tell = getattr(self._app._driver, name, None)  # noqa: SLF001 - see above
        if tell is not None:
            tell()
