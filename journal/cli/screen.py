"""The full-screen journal; what it needs of the rest is imported once it is drawn."""

import os
from collections.abc import Callable
from datetime import datetime

from journal.cli.talk import Talk
from journal.crypto.stretch import Stretch
from journal.errors import NotPossible
from journal.services.conditions import Conditions, system_clock
from journal.storage.places import home_folder

NEEDS_A_TERMINAL = "The full screen needs a terminal. For the commands: leanto --help"


def show(
    home: str | None,
    talk: Talk,
    stretch: Stretch | None,
    clock: Callable[[], datetime] | None,
) -> int:
    """Show the journals of a home until someone leaves; return the exit code."""
    if not (talk.is_terminal and talk.stdout.isatty()):
        raise NotPossible(NEEDS_A_TERMINAL)
    from journal.ui import launch

    conditions = Conditions(stretch=stretch or Stretch(), clock=clock or system_clock)
    return launch.run(home_folder(home, os.environ), conditions=conditions)
