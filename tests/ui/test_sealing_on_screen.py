"""Sealing on the screen: what is told before, what is met, what opens, and for whom."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, MomentId, Visibility
from journal.domain.marks import GLYPHS
from journal.domain.prompts import Care, Prompt, PromptRole
from journal.services import (
    answering,
    arriving,
    asking,
    evenings,
    exchanging,
    our_prompts,
    preferences,
    reading,
    sealing,
    sharing,
    shipped,
    writing,
)
from journal.services.session import Session
from journal.services.writing import About, Draft
from journal.ui.choice import ChoicePage
from journal.ui.entry_page import EntryPage
from journal.ui.house import House
from journal.ui.moment import MomentPage
from journal.ui.my_journal import MyJournalPage
from journal.ui.offering import KEEP_PRIVATE, LEAVE_IT, SEAL_IT
from journal.ui.page import Page
from journal.ui.saved import ONLY_YOU
from journal.ui.sealed import SAYS_MORE, STANDS, STAYS
from journal.ui.then_and_now import ThenAndNowPage
from journal.ui.today import TodayPage
from journal.ui.tomorrow import ASKS
from journal.ui.write import WritePage
from tests.ui.conftest import footer_row, rows, screen_text
from tests.ui.houses import (
    begun,
    conditions,
    house,
    offered,
    press,
    settle,
    shown,
    two_who_met,
    write,
)

DOTS = [" ".join("·" * many) for many in (14, 9)]
SIZES = [(80, 24), (120, 40), (44, 24)]
SHOWS = "its opening shows that you unlocked."
ORDER = (
    "Ana has answered. Ana's opens when Ana next unlocks, and yours when you next "
    "unlock after that"
)
FIXED = "nothing of what is sealed can be changed: not the words, not the question"

PAIR = next(
    one
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER and one.care is Care.NONE
)
assert PAIR.mirror is not None
MIRROR = shipped.library().prompt(PAIR.mirror)


class Couple:
    """Ana and Ben, both open, and the program of the one who sits there."""

    def __init__(self, home: Path) -> None:
        self.home, self.given = home, conditions()
        self.ana, self.ben = two_who_met(home, given=self.given)

    def exchange(self) -> None:
        for session in (self.ana, self.ben):
            exchanging.exchange(session)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Couple]:
    couple = Couple(tmp_path)
    yield couple
    couple.ana.close()
    couple.ben.close()


def begun_with(session: Session, prompt: Prompt) -> Draft:
    asked = asking.asked(session, prompt)
    return writing.new_draft(session, prompt=prompt.id, asked=asked)


def answered(
    session: Session, words: str, prompt: Prompt = PAIR, said: About | None = None
) -> Entry:
    page = replace(begun_with(session, prompt), words=words)
    return writing.save(session, page, said or About())


def sealed(session: Session, words: str, prompt: Prompt = PAIR, **said: Any) -> Entry:
    entry = answered(session, words, prompt, About(**said))
    sharing.seal(session, entry.id)
    return entry


def told_by_ben(two: Couple) -> MomentId:
    """The moment that Ben has told, and Ana has collected."""
    offered(two.ben, "I said I was fine.", "Before the interview")
    two.exchange()
    (mine,) = two.ben.library.own_entries()
    return mine.moment


def sealed_side(two: Couple, moment: MomentId, words: str = "You looked up.") -> Entry:
    page = replace(sharing.tell_my_side(two.ana, moment), words=words)
    entry = writing.save(two.ana, page)
    sharing.seal(two.ana, entry.id)
    return entry


async def let_in(pilot: Pilot[Any], place: House, session: Session) -> None:
    await settle(pilot)
    place.let_in(session)
    await settle(pilot)


async def open_page(pilot: Pilot[Any], place: House, page: Any) -> None:
    place.app.open_page(page)
    await settle(pilot)


def text(place: House) -> str:
    return " ".join(" ".join(rows(place.app)).replace("│", " ").split())


# Sealing one's own.


async def test_before_sealing_the_writer_is_told_what_opening_shows_and_what_is_fixed(
    two: Couple,
) -> None:
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        page = WritePage(two.ana, begun_with(two.ana, PAIR))
        await open_page(pilot, place, page)
        await write(pilot, "I stood in the kitchen.")
        await press(pilot, "ctrl+s", "1", "o")
        assert f"{KEEP_PRIVATE} Ben can read it seal it until Ben answers" in text(
            place
        )
        assert "unlock" not in text(place)
        await press(pilot, "down", "down", "enter")
        assert SHOWS in text(place)
        assert FIXED in text(place)
        # The first answer changes nothing.
        await press(pilot, "enter")
        assert ONLY_YOU in text(place)
        assert not two.ana.offers.all_sealed(two.ana.identity.id)
        await press(pilot, "o", "down", "down", "enter", "down", "enter")
        assert "Saved and sealed." in text(place)
        assert "offer it" not in footer_row(place.app)
    (entry,) = two.ana.library.own_entries()
    assert reading.visibility(two.ana, entry.id) is Visibility.SEALED
    # What was said of it before goes with it.
    mine = sealing.of_mine(two.ana, entry.id)
    assert mine is not None
    assert mine.entry is not None
    assert mine.entry.role is Role.CARE_SEEKER


async def test_offering_says_nothing_of_unlocking(two: Couple) -> None:
    entry = answered(two.ana, "I stood in the kitchen.")
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, EntryPage(two.ana, entry.id))
        await press(pilot, "o", "down", "enter")
        assert "Offered. Ben can read it." in text(place)
        assert "unlock" not in text(place)


def test_only_what_the_other_could_answer_can_be_sealed(two: Couple) -> None:
    ana = two.ana
    first = writing.save(ana, writing.new_draft(ana, words="Out of the blue."))
    assert not answering.can_seal(ana, first.id)
    page = answered(ana, "I stood in the kitchen.")
    assert answering.can_seal(ana, page.id)
    sharing.seal(ana, page.id)
    assert not answering.can_seal(ana, page.id)
    plain = answered(ana, "Again.")
    sharing.offer(ana, plain.id)
    assert not answering.can_seal(ana, plain.id)
    side = replace(sharing.tell_my_side(ana, told_by_ben(two)), words="So did I.")
    assert answering.can_seal(ana, writing.save(ana, side).id)


def test_a_question_for_its_writer_alone_is_not_sealed_to_anyone(
    two: Couple, tmp_path: Path
) -> None:
    ana, library = two.ana, shipped.library().prompts()
    for prompt in (
        next(one for one in library if one.role is PromptRole.SELF),
        next(one for one in library if one.care is Care.HEAVY),
    ):
        assert not answering.can_seal(ana, answered(ana, "Mine.", prompt).id)
    own = our_prompts.write_prompt(ana, "What did you nearly say?")
    page = answered(ana, "Something.", own.prompt)
    assert not answering.can_seal(ana, page.id)
    our_prompts.offer_prompt(ana, own.id)
    assert answering.can_seal(ana, page.id)
    (cleo,) = begun(tmp_path / "else", "Ana", given=two.given)
    assert not answering.can_seal(cleo, answered(cleo, "Alone.").id)
    cleo.close()


async def test_s_seals_where_it_can_and_does_nothing_where_it_cannot(
    two: Couple,
) -> None:
    blank = writing.save(two.ana, writing.new_draft(two.ana, words="A page."))
    entry = answered(two.ana, "I stood in the kitchen.")
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        page = EntryPage(two.ana, blank.id)
        await open_page(pilot, place, page)
        assert "mine.seal" not in page.keys_shown()
        await press(pilot, "s")
        assert shown(place) is EntryPage
        await press(pilot, "escape", "m")
        assert "private" in text(place)
        journal = place.app.screen
        assert isinstance(journal, MyJournalPage)
        if journal.entry_at() == blank.id:
            await press(pilot, "down")
        assert journal.entry_at() == entry.id
        assert "mine.seal" in journal.keys_shown()
        await press(pilot, "s")
        assert shown(place) is ChoicePage
        assert SHOWS in text(place)
        assert f"{LEAVE_IT} {SEAL_IT}" in text(place)
        await press(pilot, "down", "enter")
        assert "Sealed." in text(place)
        assert "sealed" in next(row for row in rows(place.app) if "kitchen" in row)
    assert reading.visibility(two.ana, entry.id) is Visibility.SEALED


async def test_my_sealed_page_is_whole_and_can_be_opened_early_or_taken_back(
    two: Couple,
) -> None:
    early = sealed(two.ana, "I stood in the kitchen.")
    back = sealed(two.ana, "I said nothing.", next(_others()))
    gone = sealed(two.ana, "I went out.", list(_others())[1])
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        page = EntryPage(two.ana, early.id)
        await open_page(pilot, place, page)
        assert "· sealed" in text(place)
        assert early.words in text(place)
        assert "Sealed. It opens for both of you when Ben has answered." in text(place)
        assert "mine.sealed" in page.keys_shown()
        await press(pilot, "s")
        assert f"{LEAVE_IT} open it now for Ben take it back" in text(place)
        await press(pilot, "enter")
        assert "· sealed" in text(place)
        await press(pilot, "s", "down", "enter")
        assert "Opened. Ben can read it as it was sealed." in text(place)
        assert "· offered" in text(place)
        await press(pilot, "escape")
        await open_page(pilot, place, EntryPage(two.ana, back.id))
        await press(pilot, "o", "down", "down", "enter")
        assert "It was sealed, and stays shut: Ben cannot open it." in text(place)
        assert "· private" in text(place)
        await press(pilot, "escape")
        await open_page(pilot, place, EntryPage(two.ana, gone.id))
        await press(pilot, "d", "d")
        assert "Deleted. It was sealed, and stays shut" in text(place)
    two.exchange()
    assert [one.words for one in two.ben.library.offered_entries()] == [early.words]


async def test_what_was_sealed_stays_as_it_was_and_that_is_said_of_a_revision(
    two: Couple,
) -> None:
    entry = sealed(two.ana, "I stood in the kitchen.")
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, EntryPage(two.ana, entry.id))
        await press(pilot, "e")
        await write(pilot, " For an hour.")
        await press(pilot, "ctrl+s")
        assert STAYS in text(place)
        await press(pilot, "escape")
        assert "It opens as it was sealed." in text(place)
    mine = sealing.of_mine(two.ana, entry.id)
    assert mine is not None
    assert mine.entry is not None
    assert mine.entry.words == "I stood in the kitchen."


async def test_after_a_hard_evening_sealing_asks_too_whether_it_is_for_now(
    two: Couple,
) -> None:
    entry = answered(two.ana, "I stood in the kitchen.")
    evenings.begin(two.ana)
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, EntryPage(two.ana, entry.id))
        await press(pilot, "s")
        assert SHOWS in text(place)
        await press(pilot, "down", "enter")
        assert ASKS in text(place)
        await press(pilot, "enter")
        assert reading.visibility(two.ana, entry.id) is Visibility.PRIVATE
        await press(pilot, "s", "down", "enter", "down", "enter")
        assert reading.visibility(two.ana, entry.id) is Visibility.SEALED


async def test_then_and_now_neither_offers_nor_opens_what_is_sealed(
    two: Couple,
) -> None:
    answered(two.ana, "Then.")
    entry = sealed(two.ana, "Now.")
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, ThenAndNowPage(two.ana, PAIR.id))
        assert "· private" in text(place)
        assert "· sealed" in text(place)
        await press(pilot, "o")
        assert shown(place) is ThenAndNowPage
    assert reading.visibility(two.ana, entry.id) is Visibility.SEALED


# Meeting the other's.


async def looks(two: Couple, session: Session, page: Any) -> str:
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await let_in(pilot, place, session)
        await open_page(pilot, place, page(session))
        return screen_text(place.app)


BEHIND: list[dict[str, Any]] = [
    {"words": "."},
    {"words": "I stood in the kitchen and hoped you would ask. " * 200},
    {
        "words": "Short.",
        "title": "The kitchen",
        "role": Role.CARE_SEEKER,
        "function": SupportFunction.SAFE_HAVEN,
        "keep": "Ask again.",
    },
]


async def test_theirs_looks_the_same_whatever_lies_behind_it(tmp_path: Path) -> None:
    on_question, in_moment = set(), set()
    for number, behind in enumerate(BEHIND):
        two = Couple(tmp_path / str(number))
        moment = told_by_ben(two)
        words = behind["words"]
        said = About(**{key: it for key, it in behind.items() if key != "words"})
        page = replace(sharing.tell_my_side(two.ana, moment), words=words)
        sharing.seal(two.ana, writing.save(two.ana, page, said).id)
        sharing.seal(two.ana, answered(two.ana, words, PAIR, said).id)
        two.exchange()
        on_question.add(
            await looks(
                two, two.ben, lambda ben: WritePage(ben, begun_with(ben, MIRROR))
            )
        )
        in_moment.add(
            await looks(two, two.ben, lambda ben, at=moment: MomentPage(ben, at))
        )
        two.ana.close()
        two.ben.close()
    assert len(on_question) == len(in_moment) == 1
    for screen in (*on_question, *in_moment):
        assert [row.count("·") for row in _of_dots(screen)] == [14, 9]
        assert "Ana sealed" in screen


def _of_dots(screen: str) -> list[str]:
    return [row for row in screen.splitlines() if "· · ·" in row]


async def test_nothing_tells_of_it_on_today_in_us_or_in_any_list(two: Couple) -> None:
    moment = told_by_ben(two)

    async def round_about() -> list[str]:
        place = house(two.home, given=two.given)
        async with place.app.run_test(size=(120, 40)) as pilot:
            await let_in(pilot, place, two.ben)
            seen = [screen_text(place.app)]
            for key in ("u", "right", "m", "right", "p"):
                await press(pilot, key)
                seen.append(screen_text(place.app))
        return seen

    before = await round_about()
    sealed(two.ana, "I stood in the kitchen.", _on_the_table(two.ben))
    sealed_side(two, moment)
    two.exchange()
    assert two.ben.offers.all_sealed(two.ana.identity.id)
    assert await round_about() == before


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_met_on_the_question_beside_room_to_write(
    two: Couple, size: tuple[int, int]
) -> None:
    sealed(two.ana, "I stood in the kitchen.")
    two.exchange()
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, two.ben)
        await open_page(pilot, place, WritePage(two.ben, begun_with(two.ben, MIRROR)))
        for _ in range(2):
            assert "Ana sealed" in text(place)
            assert all(dots in text(place) for dots in DOTS)
            said = "Ana next unlocks after you have offered or sealed your own."
            assert set(said.split()) <= set(text(place).split())
            assert place.app.screen.query_one("PageField").size.height >= 6
            await press(pilot, "f3")
        assert "kitchen" not in text(place)


async def test_it_is_met_on_a_question_of_our_own(two: Couple) -> None:
    own = our_prompts.write_prompt(two.ana, "What did you nearly say?")
    our_prompts.offer_prompt(two.ana, own.id)
    sealed(two.ana, "Something.", own.prompt)
    two.exchange()
    (theirs,) = asking.our_prompts(two.ben)
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ben)
        page = WritePage(two.ben, begun_with(two.ben, theirs.prompt))
        await open_page(pilot, place, page)
        assert "Ana sealed" in text(place)


async def test_while_arrivals_are_quiet_it_is_met_only_once_us_was_opened(
    two: Couple,
) -> None:
    moment = told_by_ben(two)
    kept = preferences.preferences(two.ben)
    preferences.keep(two.ben, replace(kept, is_quiet=True))
    arriving.mark_seen(two.ben, in_us=True)
    entry = sealed(two.ana, "I stood in the kitchen.")
    sealed_side(two, moment)
    two.exchange()
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ben)
        pages: list[Callable[[], Page]] = [
            lambda: WritePage(two.ben, begun_with(two.ben, MIRROR)),
            lambda: MomentPage(two.ben, moment),
        ]
        for page in pages:
            await open_page(pilot, place, page())
            assert "Ana" not in text(place).replace("Ana wants", "")
            await press(pilot, "escape")
        mine = answered(two.ben, "You went quiet.", MIRROR)
        await open_page(pilot, place, EntryPage(two.ben, mine.id))
        await press(pilot, "o")
        assert "unlocks" not in text(place)
        assert "seal it until Ana answers" in text(place)
        await press(pilot, "escape", "escape", "u", "t")
        for page in pages:
            await open_page(pilot, place, page())
            assert "Ana sealed" in text(place)
            await press(pilot, "escape")
    # It was met shut; opened, it is news.
    sharing.offer(two.ben, mine.id)
    two.exchange()
    two.exchange()
    assert entry.id not in arriving.seen(two.ben)
    preferences.keep(two.ben, kept)
    assert "I stood in the kitchen." in {
        side.entry.words for one in reading.us(two.ben).moments for side in one.sides
    }
    assert arriving.arrivals(two.ben).moments


# A side of a moment.


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_a_side_of_a_told_moment_can_be_sealed_and_opens_when_it_is_told_anew(
    two: Couple, size: tuple[int, int]
) -> None:
    moment = told_by_ben(two)
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, MomentPage(two.ana, moment))
        await press(pilot, "w")
        await write(pilot, "You looked up.")
        await press(pilot, "ctrl+s", "o")
        assert "seal it until Ben tells it anew" in text(place)
        await press(pilot, "down", "down", "enter")
        assert "after Ben has told it anew" in text(place)
        await press(pilot, "down", "enter", "escape")
        assert shown(place) is MomentPage
        assert "Ana sealed You looked up. Sealed. It opens for both" in text(place)
        assert footer_row(place.app).startswith("s open early")
        # There is one side of mine here already.
        await press(pilot, "w")
        assert shown(place) is MomentPage
        await press(pilot, "s")
        assert f"{LEAVE_IT} open it now for Ben take it back" in text(place)
    two.exchange()
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, two.ben)
        await open_page(pilot, place, MomentPage(two.ben, moment))
        assert "Ana sealed" in text(place)
        assert "after you have offered yours anew." in text(place)
        await press(pilot, "e")
        await write(pilot, " I was not.")
        await press(pilot, "ctrl+s", "o", "down", "enter")
        assert "Ana's answer opens when Ana next unlocks." in text(place)
        await press(pilot, "escape")
        assert "Ana's answer opens when Ana next unlocks." in text(place)
    two.exchange()
    two.exchange()
    assert reading.us(two.ana) == reading.us(two.ben)
    (told,) = reading.us(two.ben).moments
    assert {side.entry.words for side in told.sides} == {
        "You looked up.",
        "I said I was fine. I was not.",
    }


async def test_among_my_moments_a_sealed_one_is_said_to_be_sealed(two: Couple) -> None:
    entry = sealed(two.ana, "I stood in the kitchen.")
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, MomentPage(two.ana, entry.moment, in_us=False))
        assert "Sealed. It opens for both of you" in text(place)
        assert text(place).count(entry.words) == 1
        await press(pilot, "s")
        assert "open it now for Ben" in text(place)


# All of it.


def _others() -> Iterator[Prompt]:
    return (
        one
        for one in shipped.library().prompts()
        if one.role is PromptRole.CARE_SEEKER
        and one.care is Care.NONE
        and one.id not in {PAIR.id, MIRROR.id}
    )


def _on_the_table(session: Session) -> Prompt:
    """The question that lies on Today, which the other seals an answer to."""
    return asking.table(session).prompts[0]


async def seals_on_today(two: Couple, prompt: Prompt) -> None:
    """Ana answers a question and seals it, with the keys."""
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, WritePage(two.ana, begun_with(two.ana, prompt)))
        await write(pilot, "I stood in the kitchen.")
        await press(pilot, "ctrl+s", "o", "down", "down", "enter", "down", "enter")
        assert "Saved and sealed." in text(place)


async def test_one_seals_the_other_answers_and_once_the_first_unlocks_both_read(
    two: Couple,
) -> None:
    """Ana seals; Ben meets it on Today's question and answers; Ana unlocks."""
    prompt = _on_the_table(two.ben)
    await seals_on_today(two, prompt)
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ben)
        assert shown(place) is TodayPage
        assert "Ana sealed" not in text(place)
        await press(pilot, "w")
        assert "Ana sealed" in text(place)
        await write(pilot, "You went quiet by the sink.")
        # To let the other read it is where the mark is.
        await press(pilot, "ctrl+s", "o", "enter")
        assert "Saved. Ana can read it." in text(place)
        assert "Ana's answer opens when Ana next unlocks." in text(place)
        await press(pilot, "escape", "u", "enter")
        assert "You went quiet by the sink." in text(place)
        assert "kitchen" not in text(place)
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await let_in(pilot, place, two.ana)
        assert "From Ben" in text(place)
        await press(pilot, "u", "enter")
        hers = screen_text(place.app)
    exchanging.exchange(two.ben)
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await let_in(pilot, place, two.ben)
        # What has opened arrives as anything does.
        assert "From Ana" in text(place)
        assert "opened" not in text(place)
        await press(pilot, "u", "enter")
        his = screen_text(place.app)
    for screen in (hers, his):
        assert "I stood in the kitchen." in screen
        assert "You went quiet by the sink." in screen
    assert hers == his


async def test_the_one_who_answers_may_seal_too(two: Couple) -> None:
    sealed(two.ana, "I stood in the kitchen.")
    two.exchange()
    place = house(two.home, given=two.given)
    async with place.app.run_test() as pilot:
        await let_in(pilot, place, two.ben)
        await open_page(pilot, place, WritePage(two.ben, begun_with(two.ben, MIRROR)))
        await write(pilot, "You went quiet.")
        await press(pilot, "ctrl+s")
        # What is kept private does not count as an answer, and that is said.
        assert "To meet Ana's, offer this or seal it: o." in text(place)
        await press(pilot, "o")
        assert f"{KEEP_PRIVATE} {GLYPHS.here} Ana can read it seal it too" in text(
            place
        )
        await press(pilot, "down", "enter")
        assert SHOWS in text(place)
        assert ORDER in text(place)
        await press(pilot, "down", "enter")
        assert "Saved and sealed." in text(place)
        assert f"{ORDER}." in text(place)
        (his,) = two.ben.library.own_entries()
        await press(pilot, "escape")
        await open_page(pilot, place, EntryPage(two.ben, his.id))
        assert f"Sealed. {ORDER}." in text(place)
        assert "when Ana has answered" not in text(place)
        # To say more of it is not to save or seal it once more.
        await press(pilot, "f3")
        assert SAYS_MORE in text(place)
        assert "Saved" not in text(place)
    for _ in range(2):
        two.exchange()
    assert reading.us(two.ana) == reading.us(two.ben)
    assert len(two.ben.library.offered_entries()) == 2


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_what_is_changed_after_both_have_read_stands_under_it_for_both(
    two: Couple, size: tuple[int, int]
) -> None:
    entry = sealed(two.ana, "I stood in the kitchen.")
    two.exchange()
    sharing.offer(two.ben, answered(two.ben, "You went quiet.", MIRROR).id)
    two.exchange()
    place = house(two.home, given=two.given)
    async with place.app.run_test(size=size) as pilot:
        await let_in(pilot, place, two.ana)
        await open_page(pilot, place, EntryPage(two.ana, entry.id))
        await press(pilot, "e")
        await write(pilot, " So did you.")
        await press(pilot, "ctrl+s", "o")
        assert STANDS in text(place)
        await press(pilot, "down", "enter")
    two.exchange()
    seen = []
    for session in (two.ana, two.ben):
        place = house(two.home, given=two.given)
        (moment,) = reading.us(session).moments
        async with place.app.run_test(size=size) as pilot:
            await let_in(pilot, place, session)
            await open_page(pilot, place, MomentPage(session, moment.id))
            await press(pilot, "end")
            seen.append(rows(place.app)[2:-2])
            assert "changed after reading" in text(place)
    assert seen[0] == seen[1]
