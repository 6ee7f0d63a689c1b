from pathlib import Path

import pytest
from textual import events

from journal.errors import PassphraseTooShort
from journal.services import opening, recovery
from journal.ui.code_page import COST, CodePage
from journal.ui.fields import LineField
from journal.ui.first_run import (
    LOOK_AROUND,
    NO_NAME,
    NOT_THE_SAME,
    TAKEN,
    FirstRunPage,
    PlainWordsPage,
)
from journal.ui.reader import Text
from journal.ui.today import TodayPage
from tests.ui.conftest import Golden, screen_text
from tests.ui.houses import WORDS, begun, conditions, fill, house, press, settle, shown

SIZES = [(80, 24), (120, 40), (44, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_first_run_begins_with_three_lines(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    place = house(tmp_path)
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        golden(screen_text(place.app))


@pytest.mark.parametrize("size", SIZES)
async def test_a_journal_is_begun_with_a_code_on_paper(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    place = house(tmp_path)
    seen = []
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        await fill(pilot, "Ana", line="#name")
        await fill(pilot, WORDS["Ana"], line="#first")
        await fill(pilot, WORDS["Ana"], line="#second")
        page = place.app.screen
        assert isinstance(page, PlainWordsPage)
        assert not opening.doors(tmp_path)
        seen.append(screen_text(place.app))
        while not page.query_one(Text).is_at_end:
            await press(pilot, "enter")
            assert place.app.screen is page
        await press(pilot, "enter")
        page = place.app.screen
        assert isinstance(page, CodePage)
        seen.append(screen_text(place.app))
        code = page._code
        await fill(pilot, "0000")
        assert not recovery.has_code(place.session)  # type: ignore[arg-type]
        await fill(pilot, code.rpartition("-")[2].lower())
        assert shown(place) is TodayPage
        assert place.session is not None
        assert recovery.has_code(place.session)
        assert not page._code
        golden("\n".join(seen))


async def test_going_without_a_code_says_its_cost_and_goes_on(tmp_path: Path) -> None:
    place = house(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, "Ana", line="#name")
        await fill(pilot, WORDS["Ana"], line="#first")
        await fill(pilot, WORDS["Ana"], line="#second")
        await press(pilot, "enter", "escape")
        assert COST.split(" if ")[0] in screen_text(place.app)
        await press(pilot, "escape")
        assert shown(place) is TodayPage
        assert place.session is not None
        assert not recovery.has_code(place.session)


async def test_what_will_not_do_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    given = conditions()
    for session in begun(tmp_path, "Ana", given=given):
        session.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        place.app.push_screen(FirstRunPage(place))
        await settle(pilot)
        await fill(pilot, WORDS["Ana"], line="#second")
        assert NO_NAME in screen_text(place.app)
        await fill(pilot, "ana", line="#name")
        await fill(pilot, WORDS["Ana"], line="#first")
        await fill(pilot, "something else", line="#second")
        assert NOT_THE_SAME in screen_text(place.app)
        lines = list(place.app.screen.query(LineField))
        assert [line.value for line in lines] == ["ana", "", ""]
        await fill(pilot, "short", line="#first")
        await fill(pilot, "short", line="#second")
        assert PassphraseTooShort.say in screen_text(place.app)
        await fill(pilot, WORDS["Ana"], line="#first")
        await fill(pilot, WORDS["Ana"], line="#second")
        assert shown(place) is FirstRunPage
        assert TAKEN in screen_text(place.app)
        assert place.app.focused is place.app.screen.query_one("#name")
        await fill(pilot, "Anna", line="#name")
        await press(pilot, "enter", "enter")
        assert shown(place) is PlainWordsPage
        await press(pilot, "escape")
        assert shown(place) is FirstRunPage
        assert len(opening.doors(tmp_path)) == 1


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_what_is_typed_in_haste_falls_into_its_own_line(
    tmp_path: Path, key: str
) -> None:
    place = house(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        for one in (*"Ana", key, *"word", key, *"again"):
            event = events.Key(one, one if len(one) == 1 else None)
            place.app.post_message(event)
        await settle(pilot)
        lines = list(place.app.screen.query(LineField))
        assert [line.value for line in lines] == ["Ana", "word", "again"]


async def test_six_words_are_suggested_and_the_demo_named(tmp_path: Path) -> None:
    place = house(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        assert "Six words would be: " in screen_text(place.app)
        lines = list(place.app.screen.query(LineField))
        for line, words in zip(lines, ("Ana", "half", "an orange"), strict=True):
            line.value = words
        await press(pilot, "f4")
        assert LOOK_AROUND.split(" and ")[0] in screen_text(place.app)
        assert [line.value for line in lines] == ["Ana", "half", "an orange"]


async def test_a_name_that_was_taken_meanwhile_is_said_to_be(tmp_path: Path) -> None:
    given = conditions()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await fill(pilot, "ana", line="#name")
        await fill(pilot, WORDS["Ana"], line="#first")
        await fill(pilot, WORDS["Ana"], line="#second")
        assert shown(place) is PlainWordsPage
        begun(tmp_path, "Ana", given=given)[0].close()
        await press(pilot, "enter")
        assert shown(place) is FirstRunPage
        assert "That name is taken here." in screen_text(place.app)
        assert len(opening.doors(tmp_path)) == 1
