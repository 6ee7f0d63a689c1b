"""Two people who sit at one screen in turn, and what they do there with the keys."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from journal.domain.shared_view import as_json, linear
from journal.services import exchanging, loading, reading
from journal.services.session import Session
from journal.ui.house import House
from tests.house import Clock
from tests.ui.conftest import rows
from tests.ui.houses import conditions, house, press, settle, two_who_met, unlocked
from tests.ui.houses import write as types

EVENING = datetime(2026, 11, 24, 21, tzinfo=UTC)
SEALED = "Saved and sealed."
# Once a page is saved: who may read it, the first or the second answer below private.
LET_READ, SEAL = ("o", "down", "enter"), ("o", "down", "down", "enter", "down", "enter")
# Where it answers what is sealed, the mark is at the second answer already.
SEAL_TOO = ("o", "down", "enter", "down", "enter")


class Sitting:
    """Someone at the screen, with their journal open."""

    def __init__(self, pilot: Pilot[Any], place: House, session: Session) -> None:
        self.pilot, self.place, self.session = pilot, place, session

    @property
    def sees(self) -> str:
        """All that stands on the screen."""
        shown = " ".join(rows(self.place.app)).replace("│", " ")
        return " ".join(shown.replace(self.place.app.marks.here, " ").split())

    async def press(self, *keys: str) -> str:
        await press(self.pilot, *keys)
        return self.sees

    async def writes(self, words: str, *then: str) -> str:
        """Type on the page that is open, save it, and press what then follows."""
        await types(self.pilot, words)
        return await self.press("ctrl+s", *then)

    async def offers_a_page(self, words: str, *said: str) -> None:
        await self.press("t", "b")
        assert "can read it" in await self.writes(words, *said, *LET_READ)
        await self.press("escape")

    async def seals_an_answer(self, words: str, *keys: str) -> None:
        """Answer the first question of Today, and seal it."""
        await self.press("t", "w")
        assert SEALED in await self.writes(words, *keys)
        await self.press("escape")

    async def opens(self, words: str) -> str:
        """Open the moment of Us in which these words are told."""
        moments = reading.us(self.session).moments
        at = next(
            number
            for number, one in enumerate(moments)
            if words in {side.entry.words for side in one.sides}
        )
        return await self.press("u", "home", *["down"] * at, "enter")


class Couple:
    """Ana and Ben at one computer, whose clock stands still until it is moved."""

    def __init__(self, home: Path) -> None:
        self.clock = Clock(EVENING)
        self.given = replace(conditions(), clock=self.clock)
        self.home = home
        self.ana, self.ben = two_who_met(home, given=self.given)

    @asynccontextmanager
    async def sits(self, session: Session) -> AsyncIterator[Sitting]:
        """Someone comes to the screen; when they have gone, both see the same."""
        exchanging.exchange(session)
        place = house(self.home, given=self.given)
        async with place.app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            place.let_in(session)
            await settle(pilot)
            yield Sitting(pilot, place, session)
        if not self.ben.is_locked and not self.ana.is_locked:
            self.both_see_the_same()

    def both_see_the_same(self) -> None:
        for session in (self.ana, self.ben, self.ana):
            exchanging.exchange(session)
        hers, his = (reading.us(session) for session in (self.ana, self.ben))
        assert as_json(hers) == as_json(his)
        assert linear(hers) == linear(his)

    async def both_look(self, words: str) -> str:
        """Both look at every view of Us and at one moment of it; what both saw."""
        seen = []
        for session in (self.ana, self.ben):
            screens: list[str] = []
            async with self.sits(session) as one:
                await one.press("u")
                for key in ("home", *["right"] * 4):
                    await one.press(key)
                    screens += rows(one.place.app)[2:-2]
                await one.opens(words)
                screens += [row for row in rows(one.place.app)[2:-2] if row]
            seen.append("\n".join(screens))
        assert seen[0] == seen[1]
        return seen[0]

    def told(self) -> list[set[str]]:
        """What is told of each moment of Us."""
        return [
            {side.entry.words for side in one.sides}
            for one in reading.us(self.ana).moments
        ]


@contextmanager
def opened(two: Couple, name: str) -> Iterator[Session]:
    """Somebody's journal, opened anew."""
    session = unlocked(two.home, name, given=two.given)
    loading.load(session)
    exchanging.exchange(session)
    yield session
    session.close()
