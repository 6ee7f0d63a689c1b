"""A home with journals in it, and the program over it, for tests of whole pages."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from journal.crypto.stretch import Stretch
from journal.services import meeting, opening, sharing, writing
from journal.services.conditions import Conditions
from journal.services.session import Session
from journal.services.writing import About
from journal.ui.fields import LineField, PageField
from journal.ui.house import Demo, House
from journal.ui.patience import Patience
from tests.ui.conftest import Ending

NOW = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
WORDS = {"Ana": "half an orange", "Ben": "the kettle is on"}


def chance() -> Callable[[int], bytes]:
    """Bytes that look like chance and are the same in every run."""
    count = 0

    def bytes_of(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(count.to_bytes(8, "big")).digest(size)

    return bytes_of


def conditions() -> Conditions:
    return Conditions(
        clock=lambda: NOW,
        random=chance(),
        stretch=Stretch(m_kib=64, t=1, p=1, floor_kib=8),
    )


def house(
    home: Path, *, given: Conditions | None = None, demo: Demo | None = None
) -> House:
    return House(
        home,
        conditions=given or conditions(),
        demo=demo,
        end=Ending(),
        patience=Patience(0),
    )


def begun(home: Path, *names: str, given: Conditions) -> list[Session]:
    """Journals of these people, open."""
    return [opening.begin(home, name, WORDS[name], conditions=given) for name in names]


def two_who_met(home: Path, *, given: Conditions) -> tuple[Session, Session]:
    """Ana and Ben, met, both open."""
    ana, ben = begun(home, "Ana", "Ben", given=given)
    meeting.meet(ana, ben)
    return ana, ben


def offered(session: Session, words: str, title: str) -> None:
    """A page that its writer has offered."""
    draft = writing.new_draft(session, words=words)
    entry = writing.save(session, draft, About(title=title))
    sharing.offer(session, entry.id)


def unlocked(home: Path, name: str, *, given: Conditions) -> Session:
    return opening.unlock(opening.find_door(home, name), WORDS[name], conditions=given)


def shown(place: House) -> type[object]:
    """What kind of page is shown."""
    return type(place.app.screen)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being done and all that was said is shown."""
    await pilot.pause()
    while pilot.app.workers:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once the one before has come to its end."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def fill(pilot: Pilot[Any], words: str, *, line: str = "LineField") -> None:
    """Type words on a line, and press Enter."""
    field = pilot.app.screen.query_one(line, LineField)
    field.focus()
    field.value = words
    await press(pilot, "enter")


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type words on the page, all at once."""
    pilot.app.screen.query_one(PageField).insert(words)
    await settle(pilot)
