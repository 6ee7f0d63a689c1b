"""Two people at one screen: large, turn by turn, and nothing of either's own."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot

from journal.domain.prompts import PromptRole
from journal.errors import Busy, CannotOpen, NotFound, PlaceTrouble
from journal.services import (
    asking,
    exchanging,
    loading,
    opening,
    reading,
    sharing,
    shipped,
    together,
    writing,
)
from journal.services.session import Session
from journal.services.together import KEPT_TITLE
from journal.services.writing import About
from journal.storage.vault import Vault
from journal.ui.fields import LineField
from journal.ui.house import House
from journal.ui.keymap import Meaning
from journal.ui.keys_page import KeysPage
from journal.ui.patience import ONE_MOMENT, Patience
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.together import NOTHING_OPENED, ZOOM, TogetherPage
from journal.ui.together_door import TogetherDoorPage
from journal.ui.together_line import THAT_IS_ALL, EndOfSittingPage, KeepPage
from journal.ui.together_page import SharedPage
from journal.ui.together_question import QuestionPage
from journal.ui.together_reading import SEALED, MomentsPage, ReadAloudPage
from journal.ui.unlock import UnlockPage
from tests.house import texts_in
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.houses import (
    WORDS,
    conditions,
    fill,
    house,
    offered,
    press,
    settle,
    shown,
    two_who_met,
    unlocked,
)

SIZES = [(80, 24), (120, 40), (44, 24)]
PAIR = next(
    one
    for one in shipped.library().prompts()
    if one.mirror and one.role is PromptRole.CARE_SEEKER
)
LONG = "\n".join(f"Paragraph {number}: {'we walked on. ' * 6}" for number in range(6))


def sealed(session: Session, words: str) -> None:
    """An answer that opens once the other has given theirs."""
    asked = PAIR.asked(session.partner.name if session.partner else None)
    draft = writing.new_draft(session, words=words, prompt=PAIR.id, asked=asked)
    sharing.seal(session, writing.save(session, draft).id)


def keep_to_oneself(session: Session) -> None:
    """Pages, a draft, a revision and a choice that are nobody else's business."""
    page = writing.new_draft(session, words="PRIVATE page.")
    writing.save(session, page, About(title="PRIVATE title"))
    writing.keep_draft(session, writing.new_draft(session, words="PRIVATE draft."))
    mine = next(
        one for one in session.library.own_entries() if "PRIVATE" not in one.words
    )
    again = replace(writing.draft_of(session, mine.id), words="PRIVATE revision.")
    writing.save(session, again)
    asking.rest(session, rests=True)
    asking.be_quiet(session, is_quiet=True)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which Ana and Ben have told a little, and one with sealed answers."""
    root = tmp_path_factory.mktemp("homes")
    ana, ben = two_who_met(root / "told", given=conditions())
    offered(ben, "You went quiet by the sink, so I put the kettle on.", "The call")
    offered(ana, LONG, "The long way round")
    for session in (ana, ben):
        keep_to_oneself(session)
        session.close()
    shutil.copytree(root / "told", root / "sealed")
    for name in ("Ana", "Ben"):
        session = unlocked(root / "sealed", name, given=conditions())
        exchanging.exchange(session)
        sealed(session, f"{name}'s sealed answer.")
        session.close()
    return root


Lived = Callable[..., tuple[House, Session]]


@pytest.fixture
def lived(homes: Path, tmp_path: Path) -> Lived:
    """A copy of such a home, in which Ana's journal is open."""

    def copied(*, with_sealed: bool = False) -> tuple[House, Session]:
        home, given = tmp_path / "home", conditions()
        shutil.copytree(homes / ("sealed" if with_sealed else "told"), home)
        ana = unlocked(home, "Ana", given=given)
        exchanging.exchange(ana)
        return house(home, given=given), ana

    return copied


@asynccontextmanager
async def sat(
    place: House, ana: Session, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    """Both sit at the screen."""
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        await fill(pilot, WORDS["Ben"])
        stop_swallowing(place)
        assert shown(place) is TogetherPage
        yield pilot


def stop_swallowing(place: House) -> None:
    """Let the pause have passed after which a key is a key."""
    if place.app._stray is not None:
        place.app._stray.stop()
        place.app._stray = None


def flat(place: House) -> str:
    return " ".join(screen_text(place.app).split())


def is_shut(place: House, name: str) -> bool:
    """Whether someone's journal can be opened anew."""
    try:
        unlocked(place.home, name, given=place.conditions).close()
    except Busy:
        return False
    return True


def both_are_locked(place: House) -> bool:
    """Whether both journals can be opened anew."""
    shut = [is_shut(place, name) for name in ("Ana", "Ben")]
    return shut == [True, True] and place.session is None


# What it looks like.


@pytest.mark.parametrize("size", SIZES)
async def test_together_looks_as_drawn(
    lived: Lived, golden: Golden, size: tuple[int, int]
) -> None:
    place, ana = lived(with_sealed=True)
    seen = []
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        seen.append(screen_text(place.app))
        await fill(pilot, WORDS["Ben"])
        stop_swallowing(place)
        seen.append(screen_text(place.app))
        for keys in ("enter", "space", "space", "space", "space", "space"):
            await press(pilot, keys)
            seen.append(screen_text(place.app))
        golden("\n".join(seen))


async def test_the_first_sentence_is_said_once(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        assert ZOOM in flat(place)
        assert NOTHING_OPENED in flat(place)
        await press(pilot, "enter", "left")
        assert shown(place) is TogetherPage
        assert ZOOM not in flat(place)


async def test_two_who_have_told_nothing_can_talk(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    ben.close()
    place = house(tmp_path, given=given)
    async with sat(place, ana) as pilot:
        assert "opened" not in flat(place)
        assert NOTHING_OPENED not in flat(place)
        await press(pilot, "enter")
        assert shown(place) is QuestionPage


# What each presses to open.


async def test_what_was_sealed_is_shown_when_each_has_pressed(lived: Lived) -> None:
    place, ana = lived(with_sealed=True)
    async with sat(place, ana) as pilot:
        for keys, turn in (("enter", "Ana, press space."), ("space", "Ben, press")):
            await press(pilot, keys)
            assert turn in flat(place)
            assert SEALED in flat(place)
            assert "answer" not in flat(place)
        await press(pilot, "left")
        assert "Ana, press space." in flat(place)
        await press(pilot, "space", "space")
        assert shown(place) is ReadAloudPage
        read = []
        for _ in range(5):
            read.append(flat(place))
            await press(pilot, "space")
        assert shown(place) is TogetherPage
        for words in ("Ana's sealed answer.", "Ben's sealed answer."):
            assert [words in one for one in read].count(True) == 2


async def test_what_only_one_has_sealed_is_nowhere(lived: Lived) -> None:
    place, ana = lived()
    sealed(ana, "PRIVATE as long as it is sealed.")
    async with sat(place, ana):
        assert NOTHING_OPENED in flat(place)
        assert "ealed" not in flat(place)


# Turn by turn.


async def test_a_side_is_read_by_its_author_and_said_back_by_the_other(
    lived: Lived,
) -> None:
    place, ana = lived()
    title = "The call"
    async with sat(place, ana) as pilot:
        await press(pilot, "enter")
        assert shown(place) is MomentsPage
        titles = [one.title for one in reading.us(ana).moments]
        await press(pilot, *["down"] * titles.index(title), "enter")
        assert title in flat(place)
        await press(pilot, "space")
        assert "Ben reads. Ana listens, then says it back." in flat(place)
        assert "so I put the kettle on." in flat(place)
        await press(pilot, "right")
        assert "Ben, did Ana hear it?" in flat(place)
        assert "so I put the kettle on." in flat(place)
        for answer in "yn":
            await press(pilot, answer)
            assert "Ben, did Ana hear it?" in flat(place)
        await press(pilot, "left")
        assert "Ben reads." in flat(place)
        await press(pilot, "left", "left")
        assert shown(place) is MomentsPage
        await press(pilot, "right")
        assert shown(place) is MomentsPage
        await press(pilot, "left")
        assert shown(place) is TogetherPage


@pytest.mark.parametrize("way", [("enter", "enter"), ("down", "enter")])
async def test_one_key_leads_back_from_the_first_page_and_the_footer_says_so(
    lived: Lived, way: tuple[str, ...]
) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await press(pilot, *way)
        assert "← back" in footer_row(place.app)
        await press(pilot, "space")
        assert "←→ turn" in footer_row(place.app)
        await press(pilot, "left")
        assert "← back" in footer_row(place.app)
        await press(pilot, "left")
        if shown(place) is MomentsPage:
            assert "← back" in footer_row(place.app)
            await press(pilot, "right", "left")
        assert shown(place) is TogetherPage
        assert not both_are_locked(place)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_text_goes_by_whole_paragraphs(
    lived: Lived, size: tuple[int, int]
) -> None:
    place, ana = lived()
    titles = [one.title for one in reading.us(ana).moments]
    async with sat(place, ana, size) as pilot:
        await press(pilot, "enter", *["down"] * titles.index("The long way round"))
        await press(pilot, "enter", "space")
        sheets = []
        while "did Ben hear it?" not in flat(place):
            sheets.append(flat(place))
            await press(pilot, "space")
        assert len(sheets) > 1
        for number in range(6):
            (one,) = [at for at in sheets if f"Paragraph {number}:" in at]
            assert one.count("we walked on.") % 6 == 0
        await press(pilot, "left", *["left"] * (len(sheets) - 1))
        assert "Paragraph 0:" in flat(place)
        # Made smaller and larger, the window shows the same words first.
        await press(pilot, "space")
        first = flat(place).split("Paragraph ")[1][0]
        await pilot.resize_terminal(60, 18)
        await settle(pilot)
        assert f"Paragraph {first}:" in flat(place)
        await pilot.resize_terminal(110, 40)
        await settle(pilot)
        assert f"Paragraph {first}:" in flat(place)


async def test_a_question_is_put_to_each_and_there_are_others(lived: Lived) -> None:
    place, ana = lived()
    questions = asking.deck(ana).for_two(ana.today())
    async with sat(place, ana) as pilot:
        await press(pilot, "down", "enter")
        assert questions[0].asked("Ben") in flat(place)
        assert "Ana tells." in flat(place)
        await press(pilot, "space", "space")
        assert questions[0].asked("Ana") in flat(place)
        assert "Ben tells." in flat(place)
        await press(pilot, "n")
        # The one who begins changes.
        assert questions[1].asked("Ana") in flat(place)
        assert "Ben tells." in flat(place)
        await press(pilot, *["space"] * 4)
        assert shown(place) is TogetherPage


# The end of a sitting.


async def keep_a_line(pilot: Pilot[Any], place: House, words: str) -> None:
    await press(pilot, "end", "enter")
    await fill(pilot, words)
    stop_swallowing(place)


async def test_a_line_is_kept_when_each_has_pressed(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await keep_a_line(pilot, place, "  Tea first. ")
        assert shown(place) is KeepPage
        assert "Ana, press space to keep it." in flat(place)
        await press(pilot, "space")
        assert "Ben, press space to keep it." in flat(place)
        assert KEPT_TITLE not in [one.title for one in reading.us(ana).moments]
        await press(pilot, "space")
        assert shown(place) is EndOfSittingPage
        assert THAT_IS_ALL in flat(place)
        await press(pilot, "escape")
        assert shown(place) is UnlockPage
    for name in ("Ana", "Ben"):
        session = unlocked(place.home, name, given=place.conditions)
        loading.load(session)
        told = {one.title: one for one in reading.us(session).moments}
        assert [side.entry.words for side in told[KEPT_TITLE].sides] == [
            "Tea first."
        ] * 2
        session.close()


@pytest.mark.parametrize("words", ["", "   ", None, "Tea first."])
async def test_no_line_has_to_be_kept(lived: Lived, words: str | None) -> None:
    place, ana = lived()
    before = len(reading.us(ana).moments)
    async with sat(place, ana) as pilot:
        if words is None:
            await press(pilot, "end", "enter", "escape")
        else:
            await keep_a_line(pilot, place, words)
        if words == "Tea first.":
            await press(pilot, "space", "escape")
        assert shown(place) is EndOfSittingPage
        assert len(reading.us(ana).moments) == before
        await press(pilot, "space", "enter")
        assert shown(place) is EndOfSittingPage


async def test_where_it_cannot_be_kept_that_is_said_and_it_can_be_tried_again(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await keep_a_line(pilot, place, "Tea first.")
        with monkeypatch.context() as broken:
            broken.setattr(Vault, "change", _full)
            await press(pilot, "space", "space")
        assert shown(place) is KeepPage
        assert "This disk is full." in flat(place)
        await press(pilot, "space")
        assert shown(place) is EndOfSittingPage


def _full(*_given: object) -> object:
    raise PlaceTrouble("This disk is full.")


# Nobody's own.


WAYS: tuple[tuple[str, ...], ...] = (
    (),
    ("enter",),
    ("enter", "space", "space", "space"),
    ("down", "enter"),
    ("down", "enter", "enter", "space"),
    ("down", "down", "enter"),
    ("end", "enter"),
)
ENDS = {"escape", "f1", "ctrl+g", "ctrl+q", "f12", "ctrl+l", "ctrl+p"}


def in_the_tree(place: House) -> str:
    """Every word that any page that is open, or anything on it, holds."""
    pages = place.app.screen_stack
    held = [vars(one) for page in pages for one in (page, *page.walk_children())]
    return "\n".join([screen_text(place.app), *texts_in(held)])


@pytest.mark.parametrize("way", WAYS)
async def test_whatever_is_pressed_nothing_private_appears(
    lived: Lived, way: tuple[str, ...]
) -> None:
    place, ana = lived(with_sealed=True)
    keys = [key for meaning in Meaning for key in meaning.keys if key not in ENDS]
    async with sat(place, ana) as pilot:
        await press(pilot, *way)
        page = place.app.screen
        assert isinstance(page, SharedPage)
        assert "keys" in footer_row(place.app)
        offered = {one.title for one in place.app.get_system_commands(page)}
        places = {"Today", "My journal", "Us", "Prompts", "Settings", "A hard evening"}
        assert not offered & places
        await press(pilot, "f2")
        assert shown(place) is KeysPage
        for words in ("Goes to Today", "Together", "page of your own"):
            assert words not in in_the_tree(place).split("Keys")[-1]
        await press(pilot, *"tmupg", "comma", "f5", "f2")
        assert place.app.screen is page
        assert "so I put the kettle on." in in_the_tree(place)
        for key in keys:
            await pilot.press(key)
            assert "PRIVATE" not in screen_text(place.app)
            pages = place.app.screen_stack[1:]
            assert all(isinstance(one, (SharedPage, KeysPage)) for one in pages)
        await settle(pilot)
        assert "PRIVATE" not in in_the_tree(place)


async def test_the_palette_offers_no_place(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await press(pilot, "ctrl+p")
        assert shown(place) is CommandPalette
        text = screen_text(place.app)
        assert "Lock" in text
        for words in ("My journal", "Settings", "PRIVATE", "evening"):
            assert words not in text
        await press(pilot, "escape")


async def test_nothing_of_the_first_journal_is_left_in_the_tree(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana):
        assert len(place.app.screen_stack) == 2
        assert place.app.aside == ""
        for name in ("today", "mine", "us", "prompts", "settings", "evening"):
            with pytest.raises(RuntimeError):
                place.app._places[name]()


# It ends with one key, and both are locked.


@pytest.mark.parametrize(
    "keys",
    [
        ("escape",),
        ("ctrl+l",),
        ("enter", "escape"),
        ("enter", "space", "space", "escape"),
        ("down", "enter", "escape"),
        ("down", "down", "enter", "space", "ctrl+l"),
        ("end", "enter", "escape", "escape"),
    ],
)
async def test_it_ends_with_one_key_and_both_are_locked(
    lived: Lived, keys: tuple[str, ...]
) -> None:
    place, ana = lived(with_sealed=True)
    async with sat(place, ana) as pilot:
        await press(pilot, *keys)
        assert shown(place) is UnlockPage
        assert both_are_locked(place)
        await press(pilot, *"tug")
        assert shown(place) is UnlockPage


async def test_after_it_one_journal_opens_as_ever(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await press(pilot, "escape")
        await fill(pilot, WORDS["Ana"])
        assert shown(place) is TodayPage
        await press(pilot, "ctrl+l")


async def test_leaving_at_once_and_a_lost_terminal_lock_both(lived: Lived) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await pilot.press("ctrl+q")
        assert both_are_locked(place)
    place = house(place.home, given=place.conditions)
    ana = unlocked(place.home, "Ana", given=place.conditions)
    async with sat(place, ana):
        # What is done on the way out, however the program ends.
        place.drop()
        assert both_are_locked(place)
        place.drop()


async def test_support_leads_back_to_what_is_shared_and_nowhere_else(
    lived: Lived,
) -> None:
    place, ana = lived()
    async with sat(place, ana) as pilot:
        await press(pilot, "enter", "enter", "f1")
        assert shown(place) is SupportPage
        await press(pilot, *"tmup", "f5", "escape")
        assert shown(place) is TogetherPage
        assert NOTHING_OPENED in flat(place)
        await press(pilot, "f1", "ctrl+l")
        assert shown(place) is UnlockPage
        assert both_are_locked(place)


async def test_trouble_while_sitting_down_is_said_and_one_key_locks_both(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, ana = lived()
    monkeypatch.setattr(together, "sit_down", _full)
    async with sat(place, ana) as pilot:
        assert "This disk is full." in flat(place)
        await press(pilot, "enter", "space")
        assert shown(place) is TogetherPage
        await press(pilot, "escape")
        assert both_are_locked(place)


# The way in.


async def test_alone_there_is_no_way_to_it(tmp_path: Path) -> None:
    given = conditions()
    place = house(tmp_path, given=given)
    ana = opening.begin(tmp_path, "Ana", WORDS["Ana"], conditions=given)
    async with place.app.run_test() as pilot:
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        assert shown(place) is TodayPage
        await press(pilot, "question_mark")
        assert "both journals" not in flat(place)


async def test_the_palette_and_the_keys_lead_to_it(lived: Lived) -> None:
    place, ana = lived()
    async with place.app.run_test(size=(120, 40)) as pilot:
        place.let_in(ana)
        await settle(pilot)
        titles = {one.title for one in place.app.get_system_commands(place.app.screen)}
        assert "Together" in titles
        await press(pilot, "question_mark")
        assert "Opens both journals at one screen" in flat(place)
        await press(pilot, "g")
        assert shown(place) is TogetherDoorPage
        await press(pilot, *"tmup", "f5")
        assert place.app.screen.query_one(LineField).value == "tmup"
        await press(pilot, "escape")
        assert shown(place) is TodayPage


async def test_a_wrong_passphrase_is_one_sentence_and_nothing_else(
    lived: Lived,
) -> None:
    place, ana = lived()
    async with place.app.run_test() as pilot:
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        await fill(pilot, "")
        for _ in range(2):
            await fill(pilot, "not the kettle")
            assert shown(place) is TogetherDoorPage
            assert CannotOpen.say in flat(place)
            assert place.app.screen.query_one(LineField).value == ""
        assert not ana.is_locked
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TogetherPage


async def test_whoever_guesses_at_this_door_waits_as_at_the_other(
    lived: Lived,
) -> None:
    place, ana = lived()
    now = [100.0]
    place.patience = Patience(60, steady=lambda: now[0])
    path = together.other_door(ana).path
    async with place.app.run_test() as pilot:
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        await fill(pilot, "not the kettle")
        assert place.patience.left(path)
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TogetherDoorPage
        assert ONE_MOMENT in flat(place)
        # What was typed stands there until its turn has come.
        now[0] += 61
        await press(pilot, "enter")
        assert shown(place) is TogetherPage
        assert not place.patience.left(path)


async def test_a_partner_whose_journal_is_not_here_cannot_sit_down(
    lived: Lived,
    tmp_path: Path,
) -> None:
    place, ana = lived()
    door = together.other_door(ana)
    door.path.rename(tmp_path / "elsewhere.leanto")
    async with place.app.run_test() as pilot:
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        assert "no journal of that name" in flat(place)
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TogetherDoorPage
        with pytest.raises(NotFound):
            together.other_door(ana)


@pytest.mark.parametrize("key", ["escape", "f1", "ctrl+l"])
async def test_left_while_it_opens_the_other_journal_stays_shut(
    lived: Lived, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    place, ana = lived()
    may_go_on = threading.Event()
    opened: list[Session] = []
    real = together.open_other

    def slowly(*given: Any) -> Session:
        may_go_on.wait(20)
        opened.append(real(*given))
        return opened[-1]

    monkeypatch.setattr(together, "open_other", slowly)
    async with place.app.run_test() as pilot:
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "g")
        field = place.app.screen.query_one(LineField)
        field.value = WORDS["Ben"]
        await pilot.press("enter", "enter")
        await pilot.press(key)
        await pilot.pause()
        may_go_on.set()
        await settle(pilot)
        async with asyncio.timeout(10):
            while not is_shut(place, "Ben"):
                await pilot.pause(0.01)
        assert shown(place) is not TogetherPage
        assert len(opened) <= 1
