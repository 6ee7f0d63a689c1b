from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from journal.domain.own_prompts import LONGEST
from journal.domain.prompts import PromptRole
from journal.services import asking, loading, our_prompts, packs
from journal.services.session import Session
from journal.ui.choice import ChoicePage
from journal.ui.entry_page import EntryPage
from journal.ui.fields import LineField
from journal.ui.house import House
from journal.ui.pack_page import PackFilePage, PackPage, days_said
from journal.ui.prompt_own import REMOVE
from journal.ui.prompts import PromptsPage
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
from tests.ui.couple import Pair, begin, press, program, settled, strangers
from tests.ui.houses import begun, conditions, house, settle, unlocked
from tests.ui.shelf import EVENINGS, PACK, answer, turn_to, typed

pytestmark = pytest.mark.usefixtures("little_library")
RADIO = "What would you have said, if the radio had not been on?"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path / "home") as two:
        yield two


def unlocked_place(home: Path) -> tuple[House, Session]:
    given = conditions()
    (session,) = begun(home, "Ana", given=given)
    place = house(home, given=given)
    place.hold(session)
    return place, session


def reopened_at(home: Path, session: Session) -> Session:
    session.close()
    again = unlocked(home, "Ana", given=conditions())
    loading.load(again)
    return again


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "evenings.toml"
    path.write_text(EVENINGS, "utf-8")
    return path


def flat(app: App[None]) -> str:
    return " ".join(screen_text(app).split())


def beside(app: App[None]) -> str:
    """What is beside the sections, without the breaks between lines."""
    return " ".join(" ".join(row[31:] for row in rows(app)).split())


def shown(app: App[None]) -> type[object]:
    return type(app.screen)


def choices(app: App[None]) -> list[str]:
    """Who may be asked, in the order in which it is offered to be chosen."""
    found = [row.strip(" ›") for row in rows(app)]  # noqa: RUF001 - the mark
    return [row for row in found if row in {"only me", "Ben too"}]


async def fill(pilot: Pilot[None], words: str) -> None:
    await typed(pilot, words)
    await press(pilot, "enter")


# Our own.


async def test_one_writes_what_one_would_like_to_be_asked(pair: Pair) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        assert "Write one you would like to be asked: +." in beside(app)
        await press(pilot, "plus")
        assert "What would you like to be asked?" in screen_text(app)
        await fill(pilot, RADIO)
        assert shown(app) is ChoicePage
        await press(pilot, "down", "enter")
        text = beside(app)
        assert RADIO in text
        assert "yours · you were there · only you" in text
        assert "Kept. Only you are asked it." in flat(app)
        (own,) = asking.our_prompts(pair.ana)
        assert own.role is PromptRole.CAREGIVER
        await press(pilot, "enter")
        assert shown(app) is WritePage
        assert RADIO in screen_text(app)


@pytest.mark.parametrize("keys", [("escape",), ("ctrl+l",), ("enter", "t")])
async def test_a_question_that_was_typed_is_kept_however_one_goes(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    place, session = unlocked_place(tmp_path)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "p", "plus")
        await typed(pilot, RADIO)
        await press(pilot, *keys)
        await settle(pilot)
    again = reopened_at(tmp_path, session)
    assert [own.text for own in asking.our_prompts(again)] == [RADIO]
    again.close()


async def test_whose_moment_it_is_may_be_left_open_and_an_empty_line_is_no_question(
    pair: Pair,
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(44, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "plus", "enter")
        assert shown(app) is PromptsPage
        await press(pilot, "plus", "escape")
        assert asking.our_prompts(pair.ana) == ()
        await press(pilot, "plus")
        await fill(pilot, RADIO)
        await press(pilot, "escape")
        (own,) = asking.our_prompts(pair.ana)
        assert own.role is PromptRole.BOTH
        # From wherever one was, to where it stands now.
        assert "‹ our own ›" in screen_text(app)  # noqa: RUF001 - marks of turning


async def test_a_long_question_fits_and_one_that_cannot_be_kept_is_not_lost(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path / "home", "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "plus")
        field = app.screen.query_one(LineField)
        field.on_paste(events.Paste("x" * 1000))
        assert len(field.value) == LONGEST
        await typed(pilot, RADIO)
        ana.vault.close()
        await press(pilot, "enter")
        assert shown(app) is PromptsPage
        await press(pilot, "plus")
        assert app.screen.query_one(LineField).value == RADIO
    ana.close()


async def test_the_partner_is_asked_too_once_that_is_chosen_and_no_longer_when_not(
    pair: Pair,
) -> None:
    own = our_prompts.write_prompt(pair.ana, RADIO, role=PromptRole.CARE_SEEKER)
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        assert footer_row(app).startswith(
            "enter write   + our own   o offer   d remove"
        )
        await press(pilot, "o")
        assert shown(app) is ChoicePage
        assert choices(app) == ["only me", "Ben too"]
        await press(pilot, "enter")
        assert not our_prompts.is_offered(pair.ana, own)
        await press(pilot, "o", "down", "enter")
        assert "Ben may be asked it now." in flat(app)
        assert "yours · you reached · Ben too" in beside(app)
        pair.exchange()
        assert asking.our_prompts(pair.ben)[0].text == RADIO
        await press(pilot, "o")
        assert choices(app) == ["Ben too", "only me"]
        await press(pilot, "down", "enter")
        assert "Taken back. Ben's Lean-to removes its copy" in flat(app)
        assert "yours · you reached · only you" in beside(app)
        pair.exchange()
        assert asking.our_prompts(pair.ben) == ()


async def test_what_the_partner_asks_is_theirs_to_offer_and_remove(pair: Pair) -> None:
    own = our_prompts.write_prompt(pair.ben, RADIO)
    our_prompts.offer_prompt(pair.ben, own.id)
    pair.exchange()
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        assert "from Ben · both of you" in beside(app)
        assert "remove" not in footer_row(app)
        await press(pilot, "o", "d")
        assert shown(app) is PromptsPage
        assert REMOVE not in flat(app)
        await press(pilot, "k")
        assert "from Ben · both of you · kept" in beside(app)
        await turn_to(pilot, "kept")
        assert "from Ben" in beside(app)


async def test_alone_a_question_is_only_ones_own(tmp_path: Path) -> None:
    ana = begin(tmp_path / "home", "Ana")
    our_prompts.write_prompt(ana, RADIO)
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        assert "yours · both of you" in beside(app)
        assert "only you" not in beside(app)
        assert "offer" not in footer_row(app)
        await press(pilot, "o")
        assert shown(app) is PromptsPage
    ana.close()


async def test_a_question_of_mine_is_removed_after_asking_and_answers_stay(
    pair: Pair,
) -> None:
    own = our_prompts.write_prompt(pair.ana, RADIO)
    answer(pair.ana, own.prompt.id, "That I was sorry to leave.")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        await press(pilot, "d")
        assert REMOVE in flat(app)
        await press(pilot, "down")
        assert REMOVE not in flat(app)
        await press(pilot, "d", "d")
        assert "Removed. What was written to it stays." in flat(app)
        assert asking.our_prompts(pair.ana) == ()
        assert len(pair.ana.library.own_entries()) == 1


async def test_the_partners_copy_goes_too_and_that_is_said(pair: Pair) -> None:
    own = our_prompts.write_prompt(pair.ana, RADIO)
    our_prompts.offer_prompt(pair.ana, own.id)
    pair.exchange()
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        await press(pilot, "d", "d")
        assert "Ben's Lean-to removes its copy" in flat(app)
        pair.exchange()
        assert asking.our_prompts(pair.ben) == ()


async def test_words_in_a_question_are_never_markup(pair: Pair) -> None:
    hostile = "[bold]What[/] of [@click=app.quit]this[/]?"
    our_prompts.write_prompt(pair.ana, hostile)
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "own")
        assert hostile in screen_text(app)
        await press(pilot, "o")
        assert hostile in screen_text(app)


# Packs.


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_a_pack_looks_as_drawn(
    pair: Pair, file: Path, size: tuple[int, int], golden: Golden
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await fill(pilot, str(file))
        golden(screen_text(app))


async def test_a_pack_is_shown_whole_before_anything_is_kept(
    pair: Pair, file: Path
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        assert shown(app) is PackFilePage
        await fill(pilot, str(file))
        assert shown(app) is PackPage
        text = flat(app)
        for words in (
            "Evenings from Dr Ama Okafor · for 21 days",
            "To look at how a day ends.",
            "When not to use it: In a week in which something frightening",
            "Who took whose coat? you were there · light Where did it go?",
            "What was said on the stairs? both of you · deep This one can stir",
            "Nothing is kept yet.",
        ):
            assert words in text
        assert packs.packs(pair.ana) == ()
        await press(pilot, "escape")
        assert shown(app) is PromptsPage
        assert packs.packs(pair.ana) == ()


async def test_a_pack_that_is_used_stands_among_the_prompts_under_what_it_says(
    pair: Pair, file: Path
) -> None:
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await fill(pilot, str(file))
        await press(pilot, "enter")
        assert shown(app) is PromptsPage
        assert "Kept. It is among your prompts." in flat(app)
        text = beside(app)
        order = [
            "Evenings",
            "from Dr Ama Okafor",
            "To look at how a day ends.",
            "When not to use it:",
            "Meant until Mon 14 December.",
            "Who took whose coat?",
            "These take longer.",
            "What was said on the stairs?",
        ]
        assert sorted(order, key=text.index) == order
        assert footer_row(app).startswith("enter open   ←→ theme   d remove")
        await press(pilot, "enter")
        assert shown(app) is PackPage
        assert "use it" not in footer_row(app)
        await press(pilot, "enter", "escape", "down", "enter")
        assert shown(app) is WritePage
        assert "Who took whose coat?" in screen_text(app)


async def test_what_is_no_pack_is_said_and_the_path_is_not_lost(
    pair: Pair, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(EVENINGS.replace("days = 21", "days = 0"), "utf-8")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "i", "enter")
        assert shown(app) is PackFilePage
        for path, said in (
            (str(broken), "broken.toml, pack, line 8: days is not a number"),
            (str(tmp_path / "none.toml"), "There is no file 'none.toml' there."),
            (str(tmp_path), "is not a file that can be read."),
        ):
            await fill(pilot, path)
            assert said in flat(app)
            assert app.screen.query_one(Input).value == path
        await press(pilot, "escape")
        assert shown(app) is PromptsPage


async def test_a_tilde_stands_for_home(
    pair: Pair, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(file.parent))
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await fill(pilot, "~nobody-of-that-name/evenings.toml")
        assert "There is no file 'evenings.toml' there." in flat(app)
        await fill(pilot, f" ~/{file.name} ")
        assert shown(app) is PackPage


async def test_a_pack_of_that_name_is_kept_once(pair: Pair, file: Path) -> None:
    packs.add_pack(pair.ana, EVENINGS, file="evenings.toml")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "i")
        await fill(pilot, str(file))
        assert shown(app) is PackFilePage
        assert "The pack 'Evenings' is here already." in flat(app)
        await press(pilot, "escape")
        assert len(packs.packs(pair.ana)) == 1


async def test_packs_stand_by_title_and_one_is_removed_after_asking(pair: Pair) -> None:
    for name in ("Évening", "Mornings", "dawn"):
        text = PACK.format(id=f"p{len(packs.packs(pair.ana))}", title=name)
        packs.add_pack(pair.ana, text, file="pack.toml")
    answer(pair.ana, "pack-p1-coat", "I took yours.")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = screen_text(app)
        titles = ["our own", "dawn", "Évening", "Mornings", "about the ideas"]
        assert sorted(titles, key=text.index) == titles
        await turn_to(pilot, "pack-p1")
        await press(pilot, "down", "d", "k")
        assert len(packs.packs(pair.ana)) == 3
        assert asking.kept_prompts(pair.ana) == ()
        await press(pilot, "d", "d")
        assert "Removed. What was written to it stays." in flat(app)
        assert "Mornings" not in screen_text(app)
        (entry,) = pair.ana.library.own_entries()
        assert entry.asked == "Who took whose coat?"
        app.push_screen(EntryPage(pair.ana, entry.id))
        await settled(pilot)
        assert "Who took whose coat?" in screen_text(app)


async def test_nothing_of_a_pack_is_removed_while_one_looks_for_words(
    pair: Pair,
) -> None:
    packs.add_pack(pair.ana, EVENINGS, file="evenings.toml")
    app = program(pair.ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await turn_to(pilot, "pack-evenings")
        await press(pilot, "slash")
        await typed(pilot, "door")
        await press(pilot, "tab", "d")
        assert REMOVE not in flat(app)


def test_days_are_said_in_words_up_to_nine() -> None:
    assert [days_said(days) for days in (1, 2, 9, 21)] == [
        "one day",
        "two days",
        "nine days",
        "21 days",
    ]
