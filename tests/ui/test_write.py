from pathlib import Path
from typing import Any, Never

import pytest
from textual.pilot import Pilot

from journal.domain.attachment import Role
from journal.domain.entries import Visibility
from journal.domain.prompts import AFTER_CARE, LEAD_IN, Care, Prompt, PromptRole
from journal.errors import NoRoom, NothingWritten
from journal.services import asking, our_prompts, reading, sharing, shipped, writing
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui.fields import PageField
from journal.ui.house import House
from journal.ui.keeper import Keeper
from journal.ui.keys_page import KeysPage
from journal.ui.offering import WISH
from journal.ui.page import Words
from journal.ui.saved import ONLY_YOU, SavedPage
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.unlock import UnlockPage
from journal.ui.write import PUT_AWAY, WritePage
from tests.ui.conftest import Golden, footer_row, plain, screen_text
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

SIZES = [(80, 24), (120, 40), (44, 24)]
WORDS = (
    "You'd been watching me not eat. I said I was tired, and you said all right, and "
    "then you put the radio on low.\n\nI think you saw [that]."
)


def alone(home: Path) -> tuple[House, Session]:
    given = conditions()
    (session,) = begun(home, "Ana", given=given)
    return house(home, given=given), session


def together(home: Path) -> tuple[House, Session]:
    given = conditions()
    ana, ben = two_who_met(home, given=given)
    ben.close()
    return house(home, given=given), ana


async def open_page(
    pilot: Pilot[Any], place: House, session: Session, draft: Draft | None = None
) -> WritePage:
    await settle(pilot)
    place.let_in(session)
    await settle(pilot)
    page = WritePage(session, draft or writing.new_draft(session))
    place.app.open_page(page)
    await settle(pilot)
    return page


def text(place: House) -> str:
    return " ".join(screen_text(place.app).split())


def read(place: House) -> str:
    """What stands around the page, however it was broken into lines."""
    shown = place.app.screen.query(Words)
    return "\n".join(" ".join(plain(one).split()) for one in shown if one.display)


@pytest.mark.parametrize("size", SIZES)
async def test_one_page_is_written_and_one_line_said_about_it(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    place, session = together(tmp_path)
    async with place.app.run_test(size=size) as pilot:
        asked = "When did Ben notice something was up before you said so?"
        draft = writing.new_draft(session, asked=asked)
        await open_page(pilot, place, session, draft)
        await write(pilot, WORDS)
        seen = [screen_text(place.app)]
        await press(pilot, "ctrl+s", "1", "6")
        seen.append(screen_text(place.app))
        golden("\n".join(seen))


async def test_a_page_put_away_is_on_today_and_goes_on_from_there(
    tmp_path: Path,
) -> None:
    place, session = alone(tmp_path)
    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        await press(pilot, "escape")
        assert PUT_AWAY not in text(place)
        await press(pilot, "b")
        await write(pilot, "Half a thought")
        await press(pilot, "escape")
        assert PUT_AWAY in text(place)
        await press(pilot, "down", "enter")
        await write(pilot, " more")
        await press(pilot, "escape")
        assert [one.words for one in writing.drafts(session)] == ["Half a thought more"]
        await press(pilot, "enter", "ctrl+a", "backspace", "ctrl+u")
        place.app.screen.query_one(PageField).clear()
        await settle(pilot)
        await press(pilot, "escape")
        assert not writing.drafts(session)


async def test_the_page_is_kept_at_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WritePage, "PAUSE", 0.01)
    place, session = alone(tmp_path)
    async with place.app.run_test() as pilot:
        page = await open_page(pilot, place, session)
        await write(pilot, "The first line.")
        while not page.is_kept:
            await settle(pilot)
        assert [one.words for one in writing.drafts(session)] == ["The first line."]
        assert shown(place) is WritePage


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+q", "f1", "ctrl+s"])
async def test_whatever_takes_the_page_away_nothing_is_lost(
    tmp_path: Path, key: str
) -> None:
    place, session = alone(tmp_path)
    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        place.app.screen.query_one(PageField).insert("Not yet kept.")
        await pilot.press(key)
        await settle(pilot)
        if key == "f1":
            assert shown(place) is SupportPage
            await press(pilot, "escape")
            assert shown(place) is TodayPage
        if key == "ctrl+l":
            assert shown(place) is UnlockPage
    session.close()
    again = unlocked(tmp_path, "Ana", given=place.conditions)
    from journal.services import loading  # noqa: PLC0415

    loading.load(again)
    kept = [one.words for one in writing.drafts(again)]
    kept += [one.words for one in reading.my_journal(again)]
    assert kept == ["Not yet kept."]
    again.close()


async def test_a_full_disk_leaves_the_words_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, session = alone(tmp_path)

    def full(*_: object) -> Never:
        raise NoRoom

    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        await press(pilot, "ctrl+s")
        assert NothingWritten.say in text(place)
        await write(pilot, "Words.")
        with monkeypatch.context() as disk:
            disk.setattr(session.vault, "change", full)
            await press(pilot, "ctrl+s")
            assert "! This disk is full. Your page is still here" in text(place)
            await press(pilot, "escape")
            assert shown(place) is WritePage
        await write(pilot, " And more.")
        await press(pilot, "ctrl+s")
        assert shown(place) is SavedPage
        assert "Words. And more." in text(place)


async def test_offering_says_who_can_read_it_and_what_was_said_goes_with_it(
    tmp_path: Path,
) -> None:
    place, session = together(tmp_path)
    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        await write(pilot, WORDS)
        await press(pilot, "ctrl+s", "1", "o")
        assert "keep it private Ben can read it" in text(place)
        await press(pilot, "enter")
        assert ONLY_YOU in text(place)
        await press(pilot, "o", "down", "enter")
        assert "Saved. Ben can read it." in text(place)
        assert "offer it" not in footer_row(place.app)
        (entry,) = session.library.offered_entries()
        assert entry.role is Role.CARE_SEEKER
        assert entry.visibility is Visibility.OFFERED
        await press(pilot, "escape")
        draft = writing.draft_of(session, entry.id)
        place.app.open_page(WritePage(session, draft))
        await settle(pilot)
        await write(pilot, " Later.")
        await press(pilot, "ctrl+s")
        assert "Saved. Ben reads it as it was." in text(place)
        assert "offer it" in footer_row(place.app)


async def test_before_meeting_an_offer_is_kept_as_a_wish(tmp_path: Path) -> None:
    place, session = alone(tmp_path)
    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        await write(pilot, WORDS)
        await press(pilot, "ctrl+s")
        assert "offer it" not in footer_row(place.app)
        await press(pilot, "o", "down", "enter")
        assert WISH in text(place)
        assert session.wishes == {session.library.own_entries()[0].id}


async def test_a_side_is_offered_next_and_private_unless_chosen(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ben, "I stood there.", "The doorway")
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", "down", "enter")
        await write(pilot, "So did I.")
        await press(pilot, "ctrl+s")
        assert "Ben can read your side: o." in text(place)
        await press(pilot, "o", "enter")
        assert len(ana.library.offered_entries()) == 1
        await press(pilot, "o", "down", "enter")
        assert "Saved. Ben can read it." in text(place)
        entry = ana.library.own_entries()[0]
        assert len(sharing.moment_in_us(ana, entry.moment).sides) == 2


def longest(*, care: Care) -> Prompt:
    """The prompt with the most to say above a page."""
    every = shipped.library().prompts()
    return max(
        (one for one in every if one.care is care),
        key=lambda one: len(one.text) + max(map(len, one.follow_ups)),
    )


def begun_with(session: Session, prompt: Prompt) -> Draft:
    asked = asking.asked(session, prompt)
    return writing.new_draft(session, prompt=prompt.id, asked=asked)


@pytest.mark.parametrize("size", SIZES)
async def test_more_is_asked_one_thing_at_a_time_and_in_the_end_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    place, session = together(tmp_path)
    prompt = longest(care=Care.NONE)
    question, *more = (
        asking.asked(session, prompt),
        *asking.asked_after(session, prompt),
    )
    async with place.app.run_test(size=size) as pilot:
        page = await open_page(pilot, place, session, begun_with(session, prompt))
        assert "write.follow-up" in page.keys_shown()
        await write(pilot, "I was late.")
        for _ in range(2):
            assert not [one for one in more if one in read(place)]
            for one in more:
                await press(pilot, "f3")
                assert [other for other in more if other in read(place)] == [one]
                assert question in read(place)
                assert place.app.focused is page.query_one(PageField)
            await press(pilot, "f3")
        await press(pilot, *" And")
        assert page.query_one(PageField).text == "I was late. And"
        await press(pilot, "f3", "ctrl+s")
        (entry,) = session.library.own_entries()
        assert entry.words == "I was late. And"
        assert entry.asked == question


async def test_where_there_is_room_what_is_asked_on_stands_beside_the_page(
    tmp_path: Path,
) -> None:
    place, session = together(tmp_path)
    prompt = longest(care=Care.NONE)
    async with place.app.run_test(size=(108, 24)) as pilot:
        page = await open_page(pilot, place, session, begun_with(session, prompt))
        field = page.query_one(PageField)
        before = field.region
        await press(pilot, "f3")
        assert field.region == before
        beside = page.query_one("#beside", Words)
        assert beside.region.x >= field.region.right
        assert beside.region.y == field.region.y
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert not beside.display
        assert asking.asked_after(session, prompt)[0] in read(place)
        assert field.size.width == 68
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert beside.region.x >= field.region.right


@pytest.mark.parametrize("size", [(80, 24), (44, 24), (44, 16)])
@pytest.mark.parametrize("care", Care)
async def test_what_is_asked_on_never_pushes_the_page_out(
    tmp_path: Path, size: tuple[int, int], care: Care
) -> None:
    place, session = together(tmp_path)
    prompt = longest(care=care)
    async with place.app.run_test(size=size) as pilot:
        page = await open_page(pilot, place, session, begun_with(session, prompt))
        field = page.query_one(PageField)
        for one in asking.asked_after(session, prompt):
            await press(pilot, "f3")
            assert one in read(place)
            assert field.size.height >= (6 if size[1] == 24 else 3)
            assert field.region.bottom <= size[1] - 3


async def test_the_longest_question_of_ones_own_leaves_a_page_to_write_on(
    tmp_path: Path,
) -> None:
    place, session = together(tmp_path)
    own = our_prompts.write_prompt(session, "and then " * 44)
    async with place.app.run_test(size=(44, 16)) as pilot:
        page = await open_page(pilot, place, session, begun_with(session, own.prompt))
        assert page.query_one(PageField).size.height >= 3
        # It asks nothing more.
        assert "write.follow-up" not in page.keys_shown()
        await press(pilot, "f3")
        assert page.query_one(PageField).size.height >= 3


async def test_a_page_without_a_question_asks_nothing_more(tmp_path: Path) -> None:
    place, session = alone(tmp_path)
    async with place.app.run_test(size=(80, 24)) as pilot:
        page = await open_page(pilot, place, session)
        assert "ask me more" not in footer_row(place.app)
        before = screen_text(place.app)
        await press(pilot, "f3")
        assert screen_text(place.app) == before
        assert shown(place) is type(page)


@pytest.mark.parametrize("care", [Care.TENDER, Care.HEAVY])
async def test_what_can_stir_things_up_is_led_into_and_out_of(
    tmp_path: Path, care: Care
) -> None:
    place, session = together(tmp_path)
    prompt = longest(care=care)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await open_page(pilot, place, session, begun_with(session, prompt))
        assert LEAD_IN[care] in read(place)
        await write(pilot, WORDS)
        await press(pilot, "ctrl+s")
        for sentence in AFTER_CARE:
            assert sentence in read(place)


async def test_what_is_for_oneself_or_heavy_is_not_offered_here(tmp_path: Path) -> None:
    place, session = together(tmp_path)
    every = shipped.library().prompts()
    mine = next(one for one in every if one.role is PromptRole.SELF)
    heavy = next(one for one in every if one.care is Care.HEAVY)
    async with place.app.run_test() as pilot:
        for prompt in (mine, heavy):
            draft = writing.new_draft(session, prompt=prompt.id, asked=prompt.text)
            await open_page(pilot, place, session, draft)
            if prompt is heavy:
                assert LEAD_IN[Care.HEAVY] in text(place)
            await write(pilot, WORDS)
            await press(pilot, "ctrl+s", "o")
            assert shown(place) is SavedPage
            assert "offer it" not in footer_row(place.app)
            if prompt is heavy:
                assert AFTER_CARE[0] in text(place)
            await press(pilot, "enter", "escape", "escape", "escape")


async def test_what_was_chosen_is_kept_when_another_place_is_opened(
    tmp_path: Path,
) -> None:
    place, session = alone(tmp_path)
    async with place.app.run_test() as pilot:
        await open_page(pilot, place, session)
        await write(pilot, WORDS)
        await press(pilot, "ctrl+s", "3", "t")
        assert shown(place) is TodayPage
        assert session.library.own_entries()[0].role is Role.BOTH


def test_the_newest_words_win_and_nothing_returns_once_saved(tmp_path: Path) -> None:
    (session,) = begun(tmp_path, "Ana", given=conditions())
    keeper = Keeper(session, writing.new_draft(session))
    assert not keeper.keep("  ", 1)
    assert keeper.keep("newer", 3)
    assert keeper.keep("older", 2)
    assert [one.words for one in writing.drafts(session)] == ["newer"]
    assert not keeper.keep("", 4)
    assert keeper.keep("again", 5)
    keeper.save("again, whole")
    keeper.keep("late", 6)
    assert not writing.drafts(session)
    session.close()


async def test_the_keys_of_a_page_that_is_written_on_name_no_letter(
    tmp_path: Path,
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "f2")
        assert "Goes to Us." in screen_text(place.app)
        await press(pilot, "escape", "b", "f2")
        assert shown(place) is KeysPage
        said = screen_text(place.app)
        assert "Goes to Us." not in said
        assert "Closes the journal until it is opened." in said
        await press(pilot, "u")
        assert shown(place) is KeysPage
