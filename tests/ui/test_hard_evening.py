"""A hard evening: one key from every screen, a page that asks nothing, and time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.services import evenings, reading, writing
from journal.services.session import Session
from journal.ui.code_page import CodePage
from journal.ui.house import House
from journal.ui.keys_page import KeysPage
from journal.ui.meet import MeetPage
from journal.ui.page import Page
from journal.ui.saved import ABOUT, ONLY_YOU
from journal.ui.saved_evening import SavedEveningPage
from journal.ui.today import TodayPage
from journal.ui.unlock import UnlockPage
from journal.ui.us import UsPage
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.houses import (
    begun,
    conditions,
    house,
    press,
    settle,
    shown,
    two_who_met,
    write,
)

FIRST, THEN = "I was on about the bins.", "I shouted about the bins."


@pytest.fixture
def couple(tmp_path: Path) -> Iterator[tuple[House, Session, Session]]:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    yield house(tmp_path, given=given), ana, ben
    ana.close()
    ben.close()


def text(place: House) -> str:
    return " ".join(screen_text(place.app).split())


async def test_it_puts_away_what_is_open_and_asks_nothing_before_or_after(
    couple: tuple[House, Session, Session], golden: Golden
) -> None:
    place, ana, _ = couple
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, FIRST)
        await press(pilot, "f5")
        assert shown(place) is WritePage
        assert FIRST not in text(place)
        assert evenings.is_cooling(ana)
        assert [draft.words for draft in writing.drafts(ana)] == [FIRST]
        await write(pilot, THEN)
        await press(pilot, "ctrl+s")
        assert shown(place) is SavedEveningPage
        golden(screen_text(place.app))
        assert ONLY_YOU in text(place)
        assert ABOUT not in text(place)
        await press(pilot, "1", "o", "enter")
        assert shown(place) is SavedEveningPage
        await press(pilot, "escape")
        assert shown(place) is TodayPage
    (page,) = ana.library.own_entries()
    assert (page.words, page.role) == (THEN, None)
    assert reading.visibility(ana, page.id).value == "private"


@pytest.mark.parametrize(
    "before",
    [["m"], ["u", "q"], ["p"], ["comma"], ["b"], ["b", "f1"], ["f2"], ["ctrl+p"]],
)
async def test_it_is_one_key_from_every_screen(
    couple: tuple[House, Session, Session], before: list[str]
) -> None:
    place, ana, _ = couple
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, *before, "f5")
        assert shown(place) is WritePage
        await write(pilot, THEN)
        await press(pilot, "ctrl+s", "escape")
        assert isinstance(place.app.screen, Page)
        assert shown(place) not in {WritePage, KeysPage}


async def test_pressed_again_it_is_the_same_page(
    couple: tuple[House, Session, Session],
) -> None:
    place, ana, _ = couple
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "u", "f5")
        await write(pilot, FIRST)
        await press(pilot, "f5", "f2")
        assert "Opens a page of your own. Nothing is asked about it." in text(place)
        await press(pilot, "f1", "f5")
        assert FIRST in text(place)
        await press(pilot, "escape")
        assert shown(place) is UsPage
        assert [draft.words for draft in writing.drafts(ana)] == [FIRST]
        await press(pilot, "t", "enter")
        assert FIRST in text(place)
        await press(pilot, "ctrl+s")
        assert shown(place) is SavedEveningPage


async def test_after_the_lock_it_begins_anew(
    couple: tuple[House, Session, Session],
) -> None:
    place, ana, ben = couple
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "f5")
        await write(pilot, FIRST)
        await press(pilot, "ctrl+l", "f5")
        assert shown(place) is UnlockPage
        place.let_in(ben)
        await settle(pilot)
        await press(pilot, "f5")
        assert FIRST not in text(place)


async def test_it_is_not_there_before_a_journal_is_open_or_where_two_sit(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f5", "f2")
        assert "a page of your own" not in text(place)
        await press(pilot, "f2")
        assert shown(place) is UnlockPage
        place.hold(ana)
        for page in (CodePage(place, ana), MeetPage(ana)):
            place.app.open_page(page)
            await settle(pilot)
            await press(pilot, "f5")
            assert place.app.screen is page
        assert not evenings.is_cooling(ana)


async def test_it_is_in_the_palette_by_name(
    couple: tuple[House, Session, Session],
) -> None:
    place, ana, _ = couple
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        commands = place.app.get_system_commands(place.app.screen)
        (command,) = (one for one in commands if one.title == "A hard evening")
        command.callback()
        await settle(pilot)
        assert shown(place) is WritePage
        assert "ctrl+s save" in footer_row(place.app)
