from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Never

import pytest
from textual.pilot import Pilot

from journal.errors import NoRoom, PlaceTrouble
from journal.services import (
    arriving,
    asking,
    hiding,
    our_prompts,
    reading,
    returning,
)
from journal.services.preferences import preferences
from journal.services.session import Session
from journal.ui import disk_page
from journal.ui.disk_page import DiskPage
from journal.ui.fields import PageField
from journal.ui.house import House
from journal.ui.my_journal import MyJournalPage
from journal.ui.outlived import HAS_DIED
from journal.ui.prompts import PromptsPage
from journal.ui.seasons import SeasonsPage
from journal.ui.settings import (
    COUNTED,
    DEALT,
    HIDDEN,
    QUIET,
    RESTING,
    SHOWN,
    YEAR_AGO,
    SettingsPage,
)
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.today_top import RESTING as NOTHING_OWED
from journal.ui.unlock import UnlockPage
from journal.ui.us import UsPage
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, screen_text
from tests.ui.houses import (
    begun,
    conditions,
    house,
    offered,
    press,
    settle,
    shown,
    two_who_met,
    unlocked,
    write,
)

TITLE = "The heron on the weir"
QUESTION = "Which heron have you not told me about?"


@contextmanager
def together(home: Path) -> Iterator[tuple[House, Session, Session]]:
    given = conditions()
    ana, ben = two_who_met(home, given=given)
    yield house(home, given=given), ana, ben
    ben.close()


async def let_in(pilot: Pilot[Any], place: House, session: Session) -> None:
    await settle(pilot)
    place.let_in(session)
    await settle(pilot)


def text(place: House) -> str:
    return " ".join(screen_text(place.app).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_settings_look_as_drawn(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test(size=size) as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma", "down", "enter")
            golden(screen_text(place.app))


async def test_each_line_is_changed_by_enter_and_back_again(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma")
            assert shown(place) is SettingsPage
            assert "Ben cannot tell." in text(place)
            assert DEALT in text(place)
            assert SHOWN in text(place)
            await press(pilot, "enter")
            assert RESTING in text(place)
            assert preferences(ana).rests
            assert not preferences(ana).is_quiet
            await press(pilot, "down", "enter")
            assert QUIET in text(place)
            assert preferences(ana).is_quiet
            await press(pilot, "enter", "up", "enter")
            assert not preferences(ana).rests
            assert not preferences(ana).is_quiet


async def test_a_year_ago_never_comes_back_where_one_says_so(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma")
            assert YEAR_AGO in text(place)
            await press(pilot, "down", "down", "enter")
            assert YEAR_AGO not in text(place)
            assert returning.muted(ana).all_days
            assert not returning.muted(ben).all_days
            await press(pilot, "enter")
            assert YEAR_AGO in text(place)
            assert not returning.muted(ana).all_days


async def test_seasons_are_found_here_too(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma", "down", "down", "down", "enter")
            assert shown(place) is SeasonsPage
            await press(pilot, "escape")
            assert shown(place) is SettingsPage


async def test_it_is_said_gently_that_someone_has_died(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, ben):
        offered(ben, "At the rail.", "The ferry")
        async with place.app.run_test(size=(80, 40)) as pilot:
            await let_in(pilot, place, ana)
            assert "The ferry" in text(place)
            await press(pilot, "comma", "end", "up", "enter")
            assert "yours to read" in text(place)
            await press(pilot, "enter")
            assert not preferences(ana).is_bereaved
            await press(pilot, "enter", "down", "enter")
            assert HAS_DIED in text(place)
            assert "What comes from Ben" not in text(place)
            await press(pilot, "t")
            assert "Ben" not in text(place)
            await press(pilot, "u")
            assert "The ferry" in text(place)
            assert "g together" not in text(place)
            await press(pilot, "g")
            assert shown(place) is UsPage
            await press(pilot, "t", "b")
            await write(pilot, "A page after.")
            await press(pilot, "ctrl+s")
            assert "Ben" not in text(place)
            await press(pilot, "escape", "comma", "end", "up", "enter")
            await press(pilot, "down", "enter")
            assert not preferences(ana).is_bereaved


async def test_resting_is_the_same_thing_here_and_on_today(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma", "enter", "escape")
            assert shown(place) is TodayPage
            assert NOTHING_OWED in text(place)
            await press(pilot, "z", "comma")
            assert DEALT in text(place)


async def test_alone_there_is_nobody_to_be_quiet_about(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, ana)
        await press(pilot, "comma", "enter")
        assert preferences(ana).rests
        assert not preferences(ana).is_quiet
        assert "cannot tell" not in text(place)
        assert "What comes from" not in text(place)


async def test_what_cannot_be_stored_holds_while_the_journal_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Never:
        raise NoRoom

    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma")
            with monkeypatch.context() as disk:
                disk.setattr(ana.vault, "change", full)
                await press(pilot, "enter")
            assert RESTING in text(place)
            assert NoRoom.say.split(". ")[0] in text(place)
            await press(pilot, "enter")
            assert DEALT in text(place)
            assert NoRoom.say.split(". ")[0] not in text(place)


async def test_settings_are_one_key_away_wherever_nothing_is_typed(
    tmp_path: Path,
) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await settle(pilot)
            assert shown(place) is UnlockPage
            page = place.app.screen
            page.set_focus(None)
            await press(pilot, "comma")
            assert shown(place) is UnlockPage
            await let_in(pilot, place, ana)
            for place_key in ("t", "m", "u", "p", "comma"):
                await press(pilot, place_key, "comma")
                assert shown(place) is SettingsPage
            await press(pilot, "t", "b", "comma")
            assert shown(place) is WritePage
            assert place.app.screen.query_one(PageField).text == ","
            await press(pilot, "f1", "comma")
            assert shown(place) is SupportPage


async def test_settings_are_in_the_palette_and_among_the_keys(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test(size=(80, 40)) as pilot:
            await let_in(pilot, place, ana)
            commands = {
                one.title: one
                for one in place.app.get_system_commands(place.app.screen)
            }
            assert "Settings" in commands
            assert "Rest" in commands
            await press(pilot, "question_mark")
            assert "Goes to settings." in text(place)
            assert "Lets the questions rest, or begins again." in text(place)
            await press(pilot, "escape")
            commands["Settings"].callback()
            await settle(pilot)
            assert shown(place) is SettingsPage


async def seen_everywhere_but_in_us(pilot: Pilot[Any], place: House) -> str:
    """Go through Today, My journal, finding and every theme of Prompts."""
    pages = []
    await press(pilot, "t")
    assert shown(place) is TodayPage
    pages.append(text(place))
    await press(pilot, "m")
    assert shown(place) is MyJournalPage
    pages.append(text(place))
    await press(pilot, "right")
    pages.append(text(place))
    await press(pilot, "slash", *"heron")
    await pilot.pause(0.2)
    await settle(pilot)
    pages.append(text(place))
    await press(pilot, "escape", "p")
    assert shown(place) is PromptsPage
    for _ in range(18):
        pages.append(text(place))
        await press(pilot, "right")
    return "\n".join(pages)


async def test_with_quiet_arrivals_nothing_of_the_others_appears_until_us_is_opened(
    tmp_path: Path,
) -> None:
    with together(tmp_path) as (place, ana, ben):
        asking.be_quiet(ana, is_quiet=True)
        offered(ben, "It stood there all morning.", TITLE)
        question = our_prompts.write_prompt(ben, QUESTION)
        our_prompts.offer_prompt(ben, question.id)
        async with place.app.run_test(size=(120, 40)) as pilot:
            await let_in(pilot, place, ana)
            everywhere = await seen_everywhere_but_in_us(pilot, place)
            # What is typed to find it stands there.
            assert "heron on the weir" not in everywhere
            assert "Which heron" not in everywhere
            assert "From Ben" not in everywhere
            assert "It stood there" not in everywhere
            await press(pilot, "u")
            assert shown(place) is UsPage
            assert TITLE in text(place)
            # What was met in Us is no secret any more, and no news either.
            everywhere = await seen_everywhere_but_in_us(pilot, place)
            assert TITLE in everywhere
            assert "From Ben" not in everywhere
            assert QUESTION in everywhere


async def test_what_was_seen_in_us_is_not_shown_on_today_at_the_next_opening(
    tmp_path: Path,
) -> None:
    with together(tmp_path) as (place, ana, ben):
        offered(ben, "It stood there all morning.", TITLE)
        async with place.app.run_test() as pilot:
            place.hold(ana)
            place.app.go("us")
            place.read(ana)
            await settle(pilot)
            assert TITLE in text(place)
        ana.close()
        again = unlocked(tmp_path, "Ana", given=place.conditions)
        later = house(tmp_path, given=place.conditions)
        async with later.app.run_test() as pilot:
            await let_in(pilot, later, again)
            assert TITLE not in text(later)


async def test_us_is_not_seen_before_it_has_shown_itself(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, ben):
        asking.be_quiet(ana, is_quiet=True)
        offered(ben, "It stood there all morning.", TITLE)
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            assert not arriving.seen(ana)
            await press(pilot, "u")
            (entry,) = ana.library.offered_entries()
            assert arriving.seen(ana) == {entry.id}
            await press(pilot, "t")
            assert not reading.today(ana).arrivals.moments


async def test_the_other_cannot_tell_what_is_chosen(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, ben):
        folder = tmp_path / ana.require_meeting().place
        offered(ben, "It stood there all morning.", TITLE)
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            before = {path.name for path in folder.iterdir()}
            await press(pilot, "comma", "enter", "down", "enter", "t", "z", "n", "u")
            assert {path.name for path in folder.iterdir()} == before
            await press(pilot, "t", "b")
            await write(pilot, "For me alone.")
            await press(pilot, "ctrl+s", "escape")
            assert {path.name for path in folder.iterdir()} == before


async def test_private_pages_go_into_a_box_and_out_again(tmp_path: Path) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma", *["down"] * 4, "enter")
            assert HIDDEN in text(place)
            assert hiding.is_hidden(ana)
            await press(pilot, "enter")
            assert COUNTED in text(place)
            assert not hiding.is_hidden(ana)


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_what_is_on_this_disk_is_read_from_settings(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test(size=size) as pilot:
            await let_in(pilot, place, ana)
            await press(pilot, "comma", *["down"] * 5, "enter")
            assert shown(place) is DiskPage
            assert "What opens your journal" in text(place)
            assert "Nothing of your partner's opens it." in text(place)
            await press(pilot, "end")
            assert ana.vault.path.name in text(place)
            await press(pilot, "escape")
            assert shown(place) is SettingsPage


async def test_where_the_folder_cannot_be_read_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> Never:
        raise PlaceTrouble

    with together(tmp_path) as (place, ana, _ben):
        async with place.app.run_test() as pilot:
            await let_in(pilot, place, ana)
            monkeypatch.setattr(disk_page, "audit", gone)
            await press(pilot, "comma", *["down"] * 5, "enter")
            assert shown(place) is DiskPage
            assert "cannot read or write its folder" in text(place)
