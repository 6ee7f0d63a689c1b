"""Open the full-screen journal."""

import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journal.ui.house import Demo, House
from journal.ui.theme import DEFAULT

if TYPE_CHECKING:
    from journal.services.conditions import Conditions


def run(
    home: Path,
    *,
    conditions: "Conditions",
    demo: Demo | None = None,
    theme: str = DEFAULT,
) -> int:
    """Show the journals of a home until someone leaves; return the exit code.

    With a demo, the first of its people is unlocked already, at Us.
    """
    # Leaving ends the process at once, so what must go goes on the way out.
    end = os._exit if demo is None else partial(_end_of_demo, home)
    house = House(home, conditions=conditions, demo=demo, theme=theme, end=end)
    try:
        if demo is not None:
            open_first(house, demo)
        house.app.run()
    finally:
        house.drop()
        house.app.forget_crash()
    return house.app.return_code or 0


def open_first(house: House, demo: Demo) -> None:
    """Unlock the journal of the first person of a demo, and read it."""
    from journal.services import exchanging, loading, opening  # noqa: PLC0415

    name, passphrase = demo.people[0]
    door = opening.find_door(house.home, name)
    session = opening.unlock(door, passphrase, conditions=house.conditions)
    loading.load(session)
    exchanging.exchange(session)
    house.hold(session)


def _end_of_demo(home: Path, code: int) -> None:
    shutil.rmtree(home, ignore_errors=True)
    os._exit(code)
