"""Two people make a pack for their counsellor with the keys alone, each in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.services import packing
from journal.services.packing import Whose
from journal.ui.packing_room import RoomPage
from tests.stories.at_the_screen import Couple
from tests.ui.houses import fill, write

ONCE = "The file can be made once {} has agreed to this text too."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Couple]:
    couple = Couple(tmp_path / "home")
    yield couple
    for session in (couple.ana, couple.ben):
        session.close()


def made(folder: Path) -> list[str]:
    return [one.read_text("utf-8") for one in folder.glob("*.html")]


async def test_one_brings_strikes_and_agrees_the_other_agrees_and_makes_the_file(
    two: Couple, tmp_path: Path
) -> None:
    async with two.sits(two.ana) as ana:
        await ana.offers_a_page("I rang my sister Ines from the kitchen.")
        await ana.press("u")
        assert "In our pack. Ben can see it there" in await ana.press("a")
        await ana.press("x", "down", "enter", "down", "down", "enter", "enter")
        assert "my sister a relative from" in await ana.press("enter", "down", "enter")
        await ana.press("escape", "escape", "down", "down", "enter")
        assert "a relative" in await ana.press("right")
        assert ONCE.format("Ben") in await ana.press("y")
    async with two.sits(two.ben) as ben:
        await ben.press("x", "down", "enter")
        assert "Ana has agreed to this text." in ben.sees
        await ben.press("end", "enter", "right")
        assert "Ines" not in ben.sees
        assert "You have both agreed to this text." in await ben.press("y")
        await ben.press("f", "f", "enter")
        await fill(ben.pilot, str(tmp_path))
        assert "The file is made:" in ben.sees
        # In the room there is the pack, and no way from it to anything else.
        await ben.press("enter", "x", "down", "enter", "end", "enter")
        for key in ("f5", "t", "m", "u", "p", "g", "x", "comma"):
            await ben.press(key)
            assert isinstance(ben.place.app.screen, RoomPage)
    (text,) = made(tmp_path)
    assert "my sister a relative from the kitchen" in text
    assert "Ines" not in text


async def test_a_word_changed_after_the_yes_takes_the_yes_away(two: Couple) -> None:
    async with two.sits(two.ana) as ana:
        await ana.offers_a_page("I stood by the sink.")
        await ana.press("u", "a", "x", "down", "enter", "end", "enter", "y")
    async with two.sits(two.ben) as ben:
        await ben.press("x", "down", "enter", "down", "enter", "enter")
        await write(ben.pilot, "Saying it sooner.")
        assert "It is in our pack." in await ben.press("ctrl+s")
    async with two.sits(two.ana) as ana:
        text = await ana.press("x", "down", "enter", "end", "enter")
        assert "You agreed to an earlier text" in text
        assert packing.bench(two.ana, Whose.OURS).agreed == frozenset()
