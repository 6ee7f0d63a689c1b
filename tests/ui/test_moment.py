from pathlib import Path

import pytest

from journal.services import reading
from journal.ui.moment import MomentPage
from journal.ui.write import WritePage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
from tests.ui.couple import (
    Pair,
    lived,
    moment_titled,
    offered,
    open_moment,
    press,
    program,
    settled,
    strangers,
    write,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_a_moment_whole_looks_as_drawn(
    tmp_path: Path, size: tuple[int, int], golden: Golden
) -> None:
    with lived(tmp_path) as two:
        app = program(two.ana)
        async with app.run_test(size=size) as pilot:
            app.open_page(open_moment(two.ana, "Before the interview"))
            await settled(pilot)
            golden(screen_text(app))


async def test_both_sides_scroll_together_to_the_last_sentence(tmp_path: Path) -> None:
    with lived(tmp_path) as two:
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_page(open_moment(two.ana, "Before the interview"))
            await settled(pilot)
            await press(pilot, "end")
            assert "You both tell this with Ben reaching and Ana there." in screen_text(
                app
            )


async def test_my_side_can_be_told_where_only_the_other_has(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        offered(two.ana, "I wanted you to be proud.", title="First day back")
        two.exchange()
        app = program(two.ben)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_page(open_moment(two.ben, "First day back"))
            await settled(pilot)
            assert footer_row(app).split("   ")[:2] == ["w my side", "l other side"]
            assert "Ben" not in "".join(rows(app)[2:-2])
            await press(pilot, "e", "o")
            assert type(app.screen) is MomentPage
            await press(pilot, "w")
            assert "Ben is writing" in screen_text(app)


async def test_taking_my_side_back_says_what_that_can_and_cannot_do(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as two:
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_page(open_moment(two.ana, "Before the interview"))
            await settled(pilot)
            await press(pilot, "w")
            assert isinstance(app.screen, MomentPage)
            await press(pilot, "o", "down", "enter")
            text = " ".join(screen_text(app).split())
            assert "Ben's Lean-to removes its copy when it next opens" in text
            assert "Ben may have read or kept it." in text
            assert "Ana ●" not in text
            assert footer_row(app).startswith("w my side")
        two.exchange()
        (moment,) = (m for m in reading.us(two.ben).moments if "inter" in m.title)
        assert len(moment.sides) == 1


async def test_a_moment_that_goes_with_my_side_is_said_to_be_gone(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as two:
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            gone = moment_titled(two.ana, "First day back")
            app.open_page(MomentPage(two.ana, gone))
            await settled(pilot)
            await press(pilot, "o", "down", "enter")
            assert "Taken back." in screen_text(app)
            assert footer_row(app).startswith("esc back")
            await press(pilot, "escape")
            assert "First day back" not in screen_text(app)
            app.open_page(MomentPage(two.ana, gone))
            await settled(pilot)
            assert "This moment is not in Us any more." in screen_text(app)


async def test_a_moment_of_my_own_can_be_edited_and_offered(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        mine = write(two.ana, "I wanted you to be proud.", title="First day back")
        app = program(two.ana, "mine")
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_page(MomentPage(two.ana, mine.moment, in_us=False))
            await settled(pilot)
            assert "My journal · November" in screen_text(app)
            assert footer_row(app).startswith("e edit   o offer   a to my pack")
            await press(pilot, "o", "down", "enter")
            assert "Offered. Ben can read it." in screen_text(app)
            assert footer_row(app).startswith("e edit   o take back")
            assert moment_titled(two.ana, "First day back") == mine.moment
            await press(pilot, "e")
            assert isinstance(app.screen, WritePage)
            assert mine.words in screen_text(app)


async def test_a_folder_that_is_not_there_is_said_beside_what_was_done(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as two:
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_page(open_moment(two.ana, "First day back"))
            await settled(pilot)
            place = two.ana.require_meeting().place
            (tmp_path / place).rename(tmp_path / "elsewhere")
            await press(pilot, "o", "down", "enter")
            said = " ".join(screen_text(app).split())
            assert "Taken back." in said
            assert "The folder you share is not there at the moment." in said


def test_two_people_hold_the_same_moments(tmp_path: Path) -> None:
    with lived(tmp_path) as two:
        hers, his = (_ids(two, who) for who in ("ana", "ben"))
        assert hers == his


def _ids(two: Pair, who: str) -> list[str]:
    return [moment.id for moment in reading.us(getattr(two, who)).moments]
