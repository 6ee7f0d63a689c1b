"""A hard evening: one key from every screen, a page that asks nothing, and time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.domain.entries import Entry, Visibility
from journal.services import (
    evenings,
    exchanging,
    reading,
    sharing,
    shipped,
    writing,
)
from journal.services.session import Session
from journal.ui.code_page import CodePage
from journal.ui.house import House
from journal.ui.keys_page import KeysPage
from journal.ui.meet import MeetPage
from journal.ui.next_day import LINKED
from journal.ui.page import Page
from journal.ui.saved import ABOUT, ONLY_YOU
from journal.ui.saved_evening import SavedEveningPage
from journal.ui.then_and_now import ThenAndNowPage
from journal.ui.today import TodayPage
from journal.ui.tomorrow import ASKS, NOT_SENT, send_now_or_tomorrow
from journal.ui.unlock import UnlockPage
from journal.ui.us import UsPage
from journal.ui.write import OF_AN_EVENING, WritePage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
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
        assert OF_AN_EVENING in text(place)
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
        await press(pilot, "t", "down", "enter")
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


# The day after, and until the evening of it.

LATER = "We sat on the step and it was all right."


class Clock:
    """Stands still until someone moves it."""

    now = datetime(2026, 11, 24, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def day_after(tmp_path: Path) -> Iterator[tuple[House, Session, Session]]:
    """Ana wrote a page on a hard evening, and another on the day after, at nine."""
    clock = Clock()
    given = replace(conditions(), clock=clock)
    ana, ben = two_who_met(tmp_path, given=given)
    evenings.begin(ana)
    writing.save(ana, replace(evenings.page(ana), words=THEN))
    clock.now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    writing.save(ana, writing.new_draft(ana, words=LATER))
    yield house(tmp_path, given=given), ana, ben
    ana.close()
    ben.close()


def page_saying(session: Session, words: str) -> Entry:
    return next(one for one in session.library.own_entries() if one.words == words)


def is_private(session: Session, words: str) -> bool:
    page = page_saying(session, words)
    return reading.visibility(session, page.id) is Visibility.PRIVATE


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_the_day_after_one_line_says_so_once(
    day_after: tuple[House, Session, Session], size: tuple[int, int], golden: Golden
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        # Which questions stand around it depends on the prompts there are.
        found = rows(place.app)
        at = next(n for n, row in enumerate(found) if "Yesterday's page" in row)
        golden("\n".join(found[at - 1 : found.index("", at) + 1]))
        assert text(place).count("Yesterday's page is still yours alone.") == 1
        assert THEN not in text(place)
        await press(pilot, "escape")
        assert "Yesterday's page" not in text(place)
        assert shown(place) is TodayPage


async def test_it_is_said_once_even_if_nobody_answers(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "w", "escape")
        assert "still yours alone" in text(place)
        await press(pilot, "m", "t")
        assert "still yours alone" not in text(place)
        assert evenings.next_day(ana) is None


async def test_it_may_stay_or_be_softened(
    day_after: tuple[House, Session, Session], golden: Golden
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter")
        golden(screen_text(place.app))
        await press(pilot, "down", "enter")
        assert shown(place) is WritePage
        await write(pilot, " I was tired.")
        await press(pilot, "ctrl+s", "escape")
        assert shown(place) is TodayPage
        assert "still yours alone" not in text(place)
    assert is_private(ana, f"{THEN} I was tired.")


@pytest.mark.parametrize("keys", [["enter"], ["escape"]])
async def test_keeping_it_changes_nothing(
    day_after: tuple[House, Session, Session], keys: list[str]
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", *keys)
        assert shown(place) is TodayPage
        assert "If the two of you" not in text(place)
    assert is_private(ana, THEN)
    assert page_saying(ana, THEN).revision == 1


async def test_it_may_be_offered_and_that_asks_now_or_tomorrow(
    day_after: tuple[House, Session, Session], golden: Golden
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", "down", "down", "enter", "down", "enter")
        golden(screen_text(place.app))
        await press(pilot, "enter")
        assert NOT_SENT in text(place)
        assert is_private(ana, THEN)


async def test_it_may_be_linked_to_a_page_in_which_they_came_back(
    day_after: tuple[House, Session, Session], golden: Golden
) -> None:
    place, ana, ben = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", "end", "enter")
        golden(screen_text(place.app))
        await press(pilot, "end", "enter")
        assert LINKED in text(place)
    then, later = page_saying(ana, THEN), page_saying(ana, LATER)
    assert later.repairs == then.id
    sharing.offer(ana, later.id)
    exchanging.exchange(ben)
    # That it comes back to a private page is nobody else's.
    (his,) = ben.library.offered_entries()
    assert (his.words, his.repairs) == (LATER, None)


async def test_skipping_the_link_links_nothing(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", "end", "enter", "escape", "m", "t")
        assert "still yours alone" not in text(place)
    assert page_saying(ana, LATER).repairs is None


async def test_the_page_that_is_written_then_comes_back_to_it(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "enter", "end", "enter", "enter")
        assert shown(place) is WritePage
        await write(pilot, "Over toast.")
        await press(pilot, "ctrl+s")
    assert page_saying(ana, "Over toast.").repairs == page_saying(ana, THEN).id


async def offer_in_my_journal(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "enter", "o", "down", "enter")


@pytest.mark.parametrize("answer", [["enter"], ["escape"], ["down", "enter"]])
async def test_until_that_evening_any_page_is_sent_only_after_asking(
    day_after: tuple[House, Session, Session], answer: list[str]
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await offer_in_my_journal(pilot)
        assert ASKS in text(place)
        assert is_private(ana, LATER)
        await press(pilot, *answer)
        assert is_private(ana, LATER) is (len(answer) == 1)
        assert (NOT_SENT in text(place)) is (len(answer) == 1)
        # Taking back is asked as ever.
        if not is_private(ana, LATER):
            await press(pilot, "o", "end", "enter")
            assert is_private(ana, LATER)


async def test_from_that_evening_on_nothing_is_asked(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        clock = ana.conditions.clock
        assert isinstance(clock, Clock)
        clock.now = datetime(2026, 11, 25, 18, tzinfo=UTC)
        await offer_in_my_journal(pilot)
        assert not is_private(ana, LATER)
        assert ASKS not in text(place)


async def test_two_answers_beside_each_other_are_sent_only_after_asking(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    prompt = shipped.library().prompts()[0].id
    for words in ("Now.", "Now."):
        writing.save(ana, writing.new_draft(ana, words=words, prompt=prompt))

    def are_private() -> set[bool]:
        answers = [one for one in ana.library.own_entries() if one.words == "Now."]
        kinds = {reading.visibility(ana, one.id) for one in answers}
        return {kind is Visibility.PRIVATE for kind in kinds}

    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        place.app.open_page(ThenAndNowPage(ana, prompt))
        await settle(pilot)
        await press(pilot, "o", "down", "enter", "enter")
        assert NOT_SENT in text(place)
        assert are_private() == {True}
        await press(pilot, "o", "down", "enter", "down", "enter")
        assert are_private() == {True, False}


async def test_a_page_just_saved_is_sent_only_after_asking(
    day_after: tuple[House, Session, Session],
) -> None:
    place, ana, _ = day_after
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, FIRST)
        await press(pilot, "ctrl+s", "o", "down", "enter", "enter")
        assert NOT_SENT in text(place)
        assert is_private(ana, FIRST)
        await press(pilot, "o", "down", "enter", "down", "enter")
        assert not is_private(ana, FIRST)


async def test_alone_a_wish_to_offer_is_asked_nothing(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    evenings.begin(ana)
    writing.save(ana, writing.new_draft(ana, words=LATER))
    sent: list[str] = []
    host = house(tmp_path, given=given).app
    send_now_or_tomorrow(host, ana, lambda: sent.append("sent"), told=sent.append)
    assert sent == ["sent"]
    ana.close()
