from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.errors import AlreadyMet
from journal.services import writing
from journal.services.session import Session
from journal.ui.fields import LineField
from journal.ui.house import NOT_MET, House
from journal.ui.keymap import Meaning
from journal.ui.keys_page import KeysPage
from journal.ui.meet import MET, EndPage, HandOverPage, MeetPage, OtherOpensPage
from journal.ui.reader import Text
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.unlock import UnlockPage
from journal.ui.us import SOMEONE_HERE, UsPage
from tests.ui.conftest import Golden, screen_text
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
)


async def let_in(pilot: Pilot[Any], place: House, session: Session) -> None:
    await settle(pilot)
    place.let_in(session)
    await settle(pilot)


async def sat_down(pilot: Pilot[Any], place: House, session: Session) -> None:
    await let_in(pilot, place, session)
    await press(pilot, "j")
    assert shown(place) is MeetPage


async def read(pilot: Pilot[Any]) -> None:
    """Read the page that is shown to its end, and go on."""
    page = pilot.app.screen
    while not page.query_one(Text).is_at_end:
        await press(pilot, "enter")
        assert pilot.app.screen is page
    await press(pilot, "enter")


def two(home: Path) -> tuple[House, Session]:
    given = conditions()
    ana, ben = begun(home, "Ana", "Ben", given=given)
    ben.close()
    return house(home, given=given), ana


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_two_people_meet_in_one_sitting(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    place, ana = two(tmp_path)
    seen = []
    async with place.app.run_test(size=size) as pilot:
        await sat_down(pilot, place, ana)
        seen.append(screen_text(place.app))
        await read(pilot)
        assert shown(place) is HandOverPage
        seen.append(screen_text(place.app))
        await press(pilot, "enter")
        assert "Ben, this part is for you alone." in screen_text(place.app)
        await read(pilot)
        seen.append(screen_text(place.app))
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is EndPage
        seen.append(screen_text(place.app))
        assert MET in " ".join(screen_text(place.app).split())
        # The other person has the keyboard: nothing of the first one's is open.
        assert ana.is_locked
        assert place.session is None
        await press(pilot, *"tmup", "f5", "enter")
        assert shown(place) is UnlockPage
        again = unlocked(tmp_path, "Ana", given=place.conditions)
        await let_in(pilot, place, again)
        assert shown(place) is TodayPage
        assert "you can meet" not in screen_text(place.app)
        assert again.partner is not None
        ben = unlocked(tmp_path, "Ben", given=place.conditions)
        assert ben.partner is not None
        ben.close()
        golden("\n".join(seen))


async def test_before_the_two_have_met_it_is_said_how_they_can(tmp_path: Path) -> None:
    place, ana = two(tmp_path)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, ana)
        await press(pilot, "g")
        assert shown(place) is TodayPage
        assert NOT_MET in screen_text(place.app)
        await press(pilot, "u")
        assert SOMEONE_HERE in screen_text(place.app)
        await press(pilot, "g")
        assert shown(place) is UsPage
        assert NOT_MET in screen_text(place.app)


async def test_what_shows_without_a_word_is_said_before_the_two_meet(
    tmp_path: Path,
) -> None:
    place, ana = two(tmp_path)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await sat_down(pilot, place, ana)
        said = " ".join(screen_text(place.app).split())
        assert "shows that whoever wrote it has unlocked" in said
        assert "can count its private entries" in said


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
async def test_not_now_at_any_point_changes_nothing_and_says_one_sentence(
    tmp_path: Path, steps: int
) -> None:
    place, ana = two(tmp_path)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await sat_down(pilot, place, ana)
        await press(pilot, *["enter"] * steps, "escape")
        assert shown(place) is EndPage
        assert AlreadyMet.say in screen_text(place.app)
        await press(pilot, "escape")
        assert shown(place) is TodayPage
        assert ana.partner is None


async def test_a_failure_ends_with_the_same_sentence_as_not_now(tmp_path: Path) -> None:
    place, ana = two(tmp_path)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await sat_down(pilot, place, ana)
        await press(pilot, "enter", "enter", "enter")
        assert shown(place) is OtherOpensPage
        await fill(pilot, "")
        assert place.app.screen.query_one(LineField).value == ""
        await fill(pilot, "not the kettle")
        assert shown(place) is EndPage
        assert AlreadyMet.say in screen_text(place.app)
        assert ana.partner is None
    unlocked(tmp_path, "Ben", given=place.conditions).close()


async def test_what_is_still_typed_when_the_sitting_has_ended_does_nothing(
    tmp_path: Path,
) -> None:
    place, ana = two(tmp_path)
    writing.keep_draft(ana, writing.new_draft(ana, words="For me alone."))
    async with place.app.run_test(size=(120, 40)) as pilot:
        await sat_down(pilot, place, ana)
        await press(pilot, "enter", "enter", "enter")
        await fill(pilot, "not the kettle")
        page = place.app.screen
        keys = [key for meaning in Meaning for key in meaning.keys]
        alive = {"escape", "enter", "f1", "ctrl+g", "ctrl+q", "f12", "ctrl+l"}
        for key in (*"the kettle is on?", *(key for key in keys if key not in alive)):
            await pilot.press(key)
            await settle(pilot)
            assert place.app.screen is page
        await press(pilot, "f1")
        assert shown(place) is SupportPage


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
async def test_the_keys_page_does_not_lead_out_of_the_sitting(
    tmp_path: Path, steps: int
) -> None:
    place, ana = two(tmp_path)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await sat_down(pilot, place, ana)
        await press(pilot, *["enter"] * steps, "f2")
        assert shown(place) is KeysPage
        await press(pilot, *"tmupb")
        assert shown(place) is KeysPage
