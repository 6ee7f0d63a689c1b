"""A bad night: three moments, large, and nothing else on the page."""

from datetime import date
from pathlib import Path

import pytest

from journal.domain.entries import Entry
from journal.services import bonds, returning
from journal.ui.us import UsPage
from journal.ui.us_night import NONE_LET, NightPage
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import (
    REACHED,
    THERE,
    Pair,
    offered,
    press,
    program,
    settled,
    strangers,
)

SIZES = [(80, 24), (120, 40), (44, 24)]
BENCH = (
    "You said to stay on the bench. Then you came, with the wrong coat and two buns."
)


def let_back(pair: Pair, *entries: Entry) -> None:
    """Both let these come back."""
    pair.exchange()
    for entry in entries:
        bonds.let_return(pair.ana, entry.id)
        bonds.let_return(pair.ben, entry.id)
    pair.exchange()


def four(pair: Pair) -> list[Entry]:
    """Four moments, of which both let each come back."""
    told = [
        offered(
            pair.ana,
            f"It rained, and you stood at gate {number}.",
            day=date(2026, 10, number),
            role=REACHED,
        )
        for number in range(1, 5)
    ]
    let_back(pair, *told)
    return told


@pytest.mark.parametrize("size", SIZES)
async def test_one_moment_stands_large_and_alone(
    tmp_path: Path, size: tuple[int, int], golden: Golden
) -> None:
    with strangers(tmp_path) as two:
        told = offered(two.ana, BENCH, title="The wrong station", role=REACHED)
        let_back(two, told)
        app = program(two.ben)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await press(pilot, "q")
            assert isinstance(app.screen, NightPage)
            golden(screen_text(app))


async def test_three_come_one_after_another_and_the_same_for_both(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        four(two)
        three = [one.side.entry.words for one in returning.bad_night(two.ana)]
        assert len(three) == 3
        for session in (two.ana, two.ben):
            app = program(session)
            async with app.run_test(size=(80, 24)) as pilot:
                await settled(pilot)
                await press(pilot, "q")
                for at, words in enumerate(three):
                    text = screen_text(app)
                    assert words in text
                    assert not [one for one in three if one != words and one in text]
                    assert ("go on" in footer_row(app)) is (at < 2)
                    await press(pilot, "space")
                assert three[2] in screen_text(app)
                await press(pilot, "left")
                assert three[1] in screen_text(app)
                await press(pilot, "question_mark")
                assert "Goes to another of the three." in screen_text(app)
                await press(pilot, "escape", "escape")
                assert isinstance(app.screen, UsPage)


async def test_it_brings_what_each_has_let_come_back_where_they_read_it(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        offered(two.ana, BENCH, title="The wrong station", role=REACHED)
        two.exchange()
        for session, is_there in ((two.ana, False), (two.ben, True)):
            app = program(session)
            async with app.run_test(size=(80, 24)) as pilot:
                await settled(pilot)
                await press(pilot, "enter", "k", "escape", "q")
                assert ("with the wrong coat" in screen_text(app)) is is_there
            two.exchange()


async def test_what_only_one_has_let_back_does_not_come(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        told = offered(two.ana, BENCH, role=THERE)
        two.exchange()
        bonds.let_return(two.ana, told.id)
        two.exchange()
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "q")
            assert NONE_LET in " ".join(screen_text(app).split())
            await press(pilot, "right", "space", "t", "m")
            assert isinstance(app.screen, NightPage)


async def test_a_long_one_is_read_to_its_end_before_the_next(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        words = "\n\n".join(f"Paragraph {number}." for number in range(20))
        told = offered(two.ana, words)
        let_back(two, told)
        app = program(two.ana)
        async with app.run_test(size=(44, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "q")
            assert footer_row(app).startswith("space go on")
            await press(pilot, *["space"] * 6)
            assert "Paragraph 19." in screen_text(app)
            assert footer_row(app).startswith("esc back")


async def test_while_the_pages_are_opening_it_says_so(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        four(two)
        two.ana.is_complete = False
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "q")
            assert "Opening the pages." in screen_text(app)
            two.ana.is_complete = True
            night = app.screen
            assert isinstance(night, NightPage)
            night.look_again()
            await settled(pilot)
            assert "It rained" in screen_text(app)
