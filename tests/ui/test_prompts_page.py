from pathlib import Path

import pytest

from journal.domain.prompts import Depth
from journal.services import asking
from journal.ui.prompts import DEEP, prompts_in_order
from journal.ui.write import LEAD_IN, WritePage
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import begin, press, program, settled, strangers


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_prompts_look_as_drawn(
    tmp_path: Path, size: tuple[int, int], golden: Golden
) -> None:
    with strangers(tmp_path) as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            golden(screen_text(app))


async def test_deep_questions_come_last_after_a_word_of_care(tmp_path: Path) -> None:
    for theme in asking.library().themes:
        depths = [prompt.depth is Depth.DEEP for prompt in prompts_in_order(theme)]
        assert depths == sorted(depths)
        assert True in depths
    ana = begin(tmp_path, "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "right", "right", "end")
        text = screen_text(app)
        assert DEEP in text
        assert text.count("This one can stir things up.") >= 1
        assert any(lead.startswith("This one") for lead in LEAD_IN.values())
    ana.close()


async def test_themes_turn_by_arrows_and_by_their_own_list(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        titles = [theme.title for theme in asking.library().themes]
        await press(pilot, "left")
        assert _first_of(app_text := screen_text(app), titles[-1])
        await press(pilot, "right")
        assert screen_text(app) != app_text
        await press(pilot, "shift+tab", "down", "enter")
        second = asking.library().themes[1]
        assert asking.asked(ana, prompts_in_order(second)[0])[:20] in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, WritePage)
    ana.close()


async def test_enter_begins_a_page_with_the_question_as_it_is_asked(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        app = program(two.ana, "prompts")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert footer_row(app).startswith("enter write   ←→ theme")
            await press(pilot, "down", "enter")
            assert isinstance(app.screen, WritePage)
            prompt = prompts_in_order(asking.library().themes[0])[1]
            assert asking.asked(two.ana, prompt)[:30] in screen_text(app)


async def test_narrow_the_theme_is_one_line_and_turns(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana, "prompts")
    async with app.run_test(size=(44, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right")
        title = asking.library().themes[1].title
        assert f"‹ {title} ›   2 of 3" in screen_text(app)  # noqa: RUF001 - marks
    ana.close()


def _first_of(text: str, title: str) -> bool:
    return title in text
