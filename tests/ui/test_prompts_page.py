from datetime import date
from pathlib import Path

import pytest
from textual.app import App

from journal.domain.prompts import LEAD_IN, Care, Depth
from journal.errors import NotFound
from journal.services import asking, our_prompts, packs, shipped
from journal.ui.choice import ChoicePage
from journal.ui.entry_page import EntryPage
from journal.ui.ideas_page import IdeasPage
from journal.ui.prompt_list import DEEP
from journal.ui.prompt_shelf import NONE_KEPT, read_shelf
from journal.ui.prompt_view import NOT_FOUND, ShelfView
from journal.ui.prompt_which import PromptWhichPage
from journal.ui.prompts import PromptsPage
from journal.ui.then_and_now import ThenAndNowPage
from journal.ui.us import NONE_OF_THOSE, UsPage
from journal.ui.working import OPENING
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
from tests.ui.couple import begin, press, program, settled, strangers
from tests.ui.shelf import EVENINGS, Clock, answer, pair_in_time, turn_to, typed

THEMES = [
    "signal",
    "comfort",
    "launch",
    "room",
    "goodnews",
    "presence",
    "missed",
    "repair",
    "okay",
    "turns",
    "roots",
    "seasons",
]
DOOR = "What did you hope Ben would see at the door?"
SINK = "What did Ben not quite say by the sink?"


def view(app: App[None]) -> ShelfView:
    page = app.screen
    assert isinstance(page, PromptsPage)
    return page.view


def shown(app: App[None]) -> type[object]:
    """What kind of page is shown."""
    return type(app.screen)


def flat(app: App[None]) -> str:
    """What is on the screen, without the breaks between lines."""
    return " ".join(screen_text(app).split())


def beside(app: App[None]) -> str:
    """What is beside the sections, in the same way."""
    return " ".join(" ".join(row[31:] for row in rows(app)).split())


# Everything there is.


def test_the_themes_come_in_their_order_and_deep_questions_last_in_each(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path, "Ana")
    sections = read_shelf(ana).sections
    themes = [one.id for one in sections if one.id in THEMES]
    assert themes == THEMES
    assert [one.title for one in sections[len(themes) :]] == [
        "kept",
        "our own",
        "about the ideas",
    ]
    for section in sections[: len(themes)]:
        depths = [one.prompt.depth is Depth.DEEP for one in section.questions]
        assert depths == sorted(depths)
        assert len(depths) == len(shipped.library().prompts(theme=section.id))
    ana.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
@pytest.mark.usefixtures("little_library")
async def test_prompts_look_as_drawn(
    tmp_path: Path, size: tuple[int, int], golden: Golden
) -> None:
    clock = Clock()
    with pair_in_time(tmp_path / "home", clock) as two:
        clock.move_to(date(2026, 11, 22))
        answer(two.ana, "signal-sink", "The tap was running.")
        clock.move_to(date(2026, 11, 24))
        packs.add_pack(two.ana, EVENINGS, file="evenings.toml")
        asking.keep_prompt(two.ana, shipped.library().prompts()[-1].id, is_kept=True)
        app = program(two.ana, "prompts")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            golden(screen_text(app))


@pytest.mark.usefixtures("little_library")
async def test_deep_questions_stand_under_a_word_of_care_and_their_lead_in(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert DEEP not in screen_text(app)
        await turn_to(pilot, "comfort")
        text = beside(app)
        order = ["something warm?", DEEP, "who lit it?", "This one can stir things up."]
        assert sorted(order, key=text.index) == order
        await turn_to(pilot, "roots")
        assert "Choose a time when you have an hour" in beside(app)
        await press(pilot, "enter")
        assert shown(app) is WritePage
        assert LEAD_IN[Care.HEAVY] in flat(app)
    ana.close()


@pytest.mark.usefixtures("little_library")
async def test_sections_turn_round_by_arrows_and_by_their_own_list(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path / "home") as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert footer_row(app).startswith("enter write   ←→ theme   k keep")
            await press(pilot, "left")
            assert view(app).look.at == "ideas"
            await press(pilot, "right", "right")
            assert view(app).look.at == "comfort"
            await press(pilot, "shift+tab", "down", "down", "up", "enter")
            assert view(app).look.at == "launch"
            assert "at the café this week?" in flat(app)
            # Faster than the screen follows.
            await pilot.press("right", "right", "right")
            await settled(pilot)
            assert view(app).look.at == "own"
            await press(pilot, "escape")
            assert shown(app) is UsPage


@pytest.mark.usefixtures("little_library")
async def test_enter_begins_a_page_with_the_question_as_it_is_asked(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path / "home") as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "down", "enter")
            assert shown(app) is WritePage
            assert SINK in screen_text(app)


@pytest.mark.usefixtures("little_library")
async def test_narrow_the_section_is_one_line_and_turns(tmp_path: Path) -> None:
    ana = begin(tmp_path / "home", "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(44, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right")
        assert "‹ comfort ›   2 of 7" in screen_text(app)  # noqa: RUF001 - marks
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "2 of 7" not in screen_text(app)
        assert "where we come from" in screen_text(app)
    ana.close()


@pytest.mark.usefixtures("little_library")
async def test_what_is_not_read_yet_is_said_to_be_opening(tmp_path: Path) -> None:
    ana = begin(tmp_path / "home", "Ana")
    ana.is_complete = False
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert OPENING not in screen_text(app)
        await turn_to(pilot, "own")
        assert OPENING in screen_text(app)
    ana.close()


# Which ones.


@pytest.mark.usefixtures("little_library")
async def test_which_ones_go_across_the_themes_and_are_said_in_words(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path / "home") as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "v")
            assert shown(app) is PromptWhichPage
            assert "something was hard" in screen_text(app)
            await press(pilot, "down", "space")
            assert "you reached only these" in flat(app)
            await press(pilot, "v")
            text = beside(app)
            assert "you reached" in screen_text(app).splitlines()[3]
            for words in ("at the door?", "something warm?", "who lit it?"):
                assert words in text
            assert "by the sink?" not in text
            assert "all themes" in screen_text(app)
            # In a theme that has none of them.
            await turn_to(pilot, "launch")
            assert NONE_OF_THOSE in beside(app)
            await press(pilot, "v")
            assert "at the café" in beside(app)
            assert shown(app) is PromptsPage


@pytest.mark.usefixtures("little_library")
async def test_depth_and_function_choose_together_and_both_is_either(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path / "home") as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 30)) as pilot:
            await settled(pilot)
            await turn_to(pilot, "roots")
            # light, then something was possible.
            await press(pilot, "v", *["down"] * 5, "enter", *["down"] * 4, "enter")
            await press(pilot, "escape")
            assert "light · something was possible" in screen_text(app)
            text = beside(app)
            assert "at the café" in text
            assert "at the door?" in text
            assert "something warm?" not in text
            assert "dark?" not in text
            # Everything again, where one was before.
            await press(pilot, "v", "home", "enter", "escape")
            assert view(app).look.at == "roots"
            assert "something was possible" not in screen_text(app)


# Finding.


@pytest.mark.usefixtures("little_library")
async def test_words_are_found_across_themes_our_own_and_packs(tmp_path: Path) -> None:
    with strangers(tmp_path / "home") as two:
        packs.add_pack(two.ana, EVENINGS, file="evenings.toml")
        own = our_prompts.write_prompt(two.ana, "What did I say?")
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 40)) as pilot:
            await settled(pilot)
            await press(pilot, "slash")
            await typed(pilot, "CAFE what")
            assert "at the café this week?" in beside(app)
            assert "by the sink?" not in beside(app)
            await typed(pilot, "sa ?")
            text = beside(app)
            for words in (SINK, "our own", own.text, "Evenings", "on the stairs?"):
                assert words in text
            assert footer_row(app).startswith("enter write   esc back")
            await press(pilot, "down", "down", "enter")
            assert shown(app) is WritePage
            await press(pilot, "escape", "escape")
            assert not view(app).look.terms
            assert view(app).look.at == "signal"


@pytest.mark.usefixtures("little_library")
async def test_what_nobody_asks_is_said_and_another_section_ends_the_search(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path / "home", "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(44, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"zebra")
        assert NOT_FOUND in screen_text(app)
        await press(pilot, "enter")
        assert shown(app) is PromptsPage
        await typed(pilot, "dark")
        await press(pilot, "tab", "right")
        assert not app.screen.has_class("-finding")
        assert view(app).look.at == "comfort"
        await press(pilot, "slash", "v")
        assert view(app).look.terms == ("v",)
        await press(pilot, "tab", "v", "escape")
        assert not view(app).look.terms
    ana.close()


@pytest.mark.usefixtures("little_library")
async def test_words_that_are_found_are_bold_whatever_their_accents(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path / "home", "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await typed(pilot, "CAFE")
        shown = view(app).questions
        lines = shown._block(0, 60)
        assert [span.text for span in lines[0] if span.tone == "bold"] == ["café"]
    ana.close()


# Kept ones.


@pytest.mark.usefixtures("little_library")
async def test_a_question_is_kept_and_let_go(tmp_path: Path) -> None:
    with strangers(tmp_path / "home") as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "down", "k")
            assert "you were there · warm · kept" in screen_text(app)
            assert view(app).questions.selected == 1
            await turn_to(pilot, "kept")
            assert SINK in beside(app)
            await press(pilot, "k")
            assert NONE_KEPT in screen_text(app)
            assert asking.kept_prompts(two.ana) == ()
            await press(pilot, "k", "enter", "d", "o")
            assert shown(app) is PromptsPage


@pytest.mark.usefixtures("little_library")
async def test_a_kept_question_that_is_asked_no_more_is_still_there(
    tmp_path: Path,
) -> None:
    ana = begin(tmp_path / "home", "Ana")
    gone = asking.find_prompt(ana, "signal-gone")
    asking.keep_prompt(ana, gone.id, is_kept=True)
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert gone.text not in flat(app)
        await turn_to(pilot, "kept")
        assert gone.text in flat(app)
    ana.close()


# Answered before.


@pytest.mark.usefixtures("little_library")
async def test_a_question_answered_before_says_when_and_asks_what_now(
    tmp_path: Path,
) -> None:
    clock = Clock()
    with pair_in_time(tmp_path / "home", clock) as two:
        clock.move_to(date(2026, 11, 22))
        answer(two.ana, "signal-door", "That the bag was heavy.")
        clock.move_to(date(2026, 11, 24))
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "answered Sun 22 November" in screen_text(app)
            await press(pilot, "enter")
            assert shown(app) is ChoicePage
            assert DOOR in flat(app)
            assert "then and now" not in screen_text(app)
            await press(pilot, "down", "enter")
            assert shown(app) is EntryPage
            assert "That the bag was heavy." in screen_text(app)
            await press(pilot, "escape", "enter", "enter")
            assert shown(app) is WritePage
            assert "bag was heavy" not in screen_text(app)
            await press(pilot, *"Again", "ctrl+s", "escape")
            assert "answered Tue 24 November" in screen_text(app)
            await press(pilot, "enter", "end", "enter")
            assert shown(app) is ThenAndNowPage


@pytest.mark.usefixtures("little_library")
async def test_esc_at_what_now_does_nothing(tmp_path: Path) -> None:
    ana = begin(tmp_path / "home", "Ana")
    answer(ana, "signal-door", "That the bag was heavy.")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "escape")
        assert shown(app) is PromptsPage
    ana.close()


# About the ideas.


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_the_ideas_are_read_from_prompts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "left")
        assert footer_row(app).startswith("enter open")
        await press(pilot, "enter")
        assert shown(app) is IdeasPage
        assert "About the ideas" in screen_text(app)
        await press(pilot, "end")
        assert "from memory" in flat(app)
        await press(pilot, "escape")
        assert view(app).look.at == "ideas"
    ana.close()


def test_the_library_is_what_it_was() -> None:
    """The little one of these tests is put away after each."""
    assert shipped.library().prompts(theme="room")
    with pytest.raises(NotFound):
        asking.find_prompt(None, "comfort-stove")
