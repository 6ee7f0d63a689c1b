"""One evening of two people at one computer, told through the screens alone."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from journal.services import loading, reading, recovery, writing
from journal.ui.code_page import CodePage
from journal.ui.fields import PageField
from journal.ui.house import House
from journal.ui.today import TodayPage
from journal.ui.unlock import UnlockPage
from journal.ui.write import WritePage
from tests.ui.conftest import screen_text
from tests.ui.houses import (
    WORDS,
    begun,
    conditions,
    fill,
    house,
    press,
    settle,
    shown,
    unlocked,
    write,
)


def text(place: House) -> str:
    return " ".join(screen_text(place.app).split())


async def begin(pilot: Pilot[None], place: House, name: str, *, code: bool) -> None:
    await fill(pilot, name, line="#name")
    await fill(pilot, WORDS[name], line="#first")
    await fill(pilot, WORDS[name], line="#second")
    await press(pilot, "enter")
    page = place.app.screen
    assert isinstance(page, CodePage)
    if code:
        await fill(pilot, page._code[:4])
    else:
        await press(pilot, "escape", "escape")
    assert shown(place) is TodayPage
    assert place.session is not None
    assert recovery.has_code(place.session) is code


async def test_two_begin_meet_and_set_two_sides_next_to_each_other(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    place = house(home)
    async with place.app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await begin(pilot, place, "Ana", code=True)

        await press(pilot, "b")
        await write(pilot, "You'd been watching me not eat.")
        await press(pilot, "ctrl+s", "1", "enter")
        await fill(pilot, "The oranges")
        await fill(pilot, "yesterday")
        # That is enough.
        await press(pilot, "end", "enter")
        await press(pilot, "o", "down", "enter")
        assert "Kept as a wish" in text(place)
        await press(pilot, "escape", "b")
        await write(pilot, "For me alone: the scan frightens me.")
        await press(pilot, "ctrl+s", "escape", "ctrl+l", "f4")

        await begin(pilot, place, "Ben", code=False)
        await press(pilot, "ctrl+l")
        assert shown(place) is UnlockPage

        await fill(pilot, WORDS["Ana"])
        await press(pilot, "j", "enter", "enter", "enter")
        await fill(pilot, WORDS["Ben"])
        assert "You have met." in text(place)
        await press(pilot, "enter")
        assert shown(place) is UnlockPage
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "down", "o", "down", "enter", "ctrl+l")

        await press(pilot, "down")
        await fill(pilot, WORDS["Ben"])
        assert "From Ana › The oranges" in text(place)  # noqa: RUF001 - the mark
        await press(pilot, "enter", "down", "enter")
        await write(pilot, "I peeled them for something to do with my hands.")
        await press(pilot, "ctrl+s", "2", "o", "down", "enter", "u")
        bens_us = screen_text(place.app)
        assert "scan" not in bens_us

        await press(pilot, "ctrl+l")
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "u")
        assert screen_text(place.app).replace("Ana · Tue", "Ben · Tue") == bens_us
        for words in ("The oranges", "Ana ○ reached", "Ben ● was there", "not eat"):
            assert words in bens_us


async def test_a_program_that_dies_loses_at_most_what_came_after_the_last_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WritePage, "PAUSE", 0.01)
    given = conditions()
    (session,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        place.let_in(session)
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, "Saved for good.")
        await press(pilot, "ctrl+s", "escape", "b")
        page = place.app.screen
        assert isinstance(page, WritePage)
        await write(pilot, "Kept at the pause.")
        while not page.is_kept:
            await settle(pilot)
        page.query_one(PageField).insert(" Typed as the lights went out.")
        # As when the process is killed: nothing is told, and only the system lets
        # the lock go. What the dead program would still do is not done.
        session.vault._lock.release()
        again = unlocked(tmp_path, "Ana", given=given)
        session.is_locked = True
    loading.load(again)
    assert [one.words for one in reading.my_journal(again)] == ["Saved for good."]
    assert [one.words for one in writing.drafts(again)] == ["Kept at the pause."]
    again.close()
