"""What Us shows besides the moments, over a year of two people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journal.domain.drawing_over_time import NOT_YET
from journal.domain.drawing_what_helps import NOT_CHOSEN
from journal.domain.entries import Entry
from journal.services import bonds, exchanging, naming
from journal.services.session import Session
from journal.ui.choice import ChoicePage
from journal.ui.lines import Lines
from journal.ui.moment import MomentPage
from journal.ui.us import UsPage
from journal.ui.us_moments import Moments, TheseMomentsPage
from journal.ui.us_views import NOTHING_CAME_BACK, NOTHING_CAME_NEXT, View
from tests.domain.builders import ANA, BEN
from tests.domain.couples_year import both_ways
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import (
    Pair,
    begin,
    offered,
    page_of,
    press,
    program,
    settled,
    strangers,
)

SIZES = [(80, 24), (120, 40), (44, 24)]
STEPS = [(View.OVER_TIME, 1), (View.WHAT_HELPS, 2), (View.COMING_BACK, 3)]
STEPS += [(View.CAME_NEXT, 4)]
TALLY = ("%", "total", "more than", "the most", "balance", "score", "average", "gives")


def remember(pair: Pair, entries: list[Entry]) -> None:
    """Let both hold these as offered."""
    ids = {ANA: pair.ana.identity.id, BEN: pair.ben.identity.id}
    for session in (pair.ana, pair.ben):
        for entry in entries:
            session.library.keep_offered(replace(entry, author=ids[entry.author]))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two people with a year behind them, who both show what helped."""
    with strangers(tmp_path_factory.mktemp("home")) as two:
        bonds.tell_what_helps(two.ana)
        bonds.tell_what_helps(two.ben)
        season = naming.propose_season(
            two.ana,
            "The autumn of Dad",
            first=date(2026, 9, 1),
            last=date(2026, 10, 31),
            is_hard=True,
        )
        two.exchange()
        naming.agree_season(two.ben, season.id)
        two.exchange()
        remember(two, both_ways())
        yield two


async def _text(session: Session, size: tuple[int, int], *keys: str) -> str:
    app = program(session)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("view", "steps"), STEPS)
async def test_each_view_looks_as_drawn(
    year: Pair, view: View, steps: int, size: tuple[int, int], golden: Golden
) -> None:
    text = await _text(year.ana, size, *["right"] * steps)
    assert view.value in text
    golden(text)


@pytest.mark.parametrize("size", SIZES)
async def test_both_people_see_the_same_views_to_the_last_line(
    year: Pair, size: tuple[int, int]
) -> None:
    for _, steps in STEPS:
        for keys in ([], ["end"]):
            way = ["right"] * steps + keys
            hers = (await _text(year.ana, size, *way)).splitlines()
            his = (await _text(year.ben, size, *way)).splitlines()
            assert hers[2:] == his[2:]


async def test_no_view_tells_who_gives_more(year: Pair) -> None:
    for _, steps in STEPS:
        for keys in ([], ["end"]):
            text = await _text(year.ana, (120, 40), *["right"] * steps, *keys)
            assert not [word for word in TALLY if word in text.casefold()]


async def test_the_views_go_round_in_both_directions(year: Pair) -> None:
    app = program(year.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "left")
        assert page(app).view is View.CAME_NEXT
        await press(pilot, "right")
        assert page(app).view is View.MOMENTS


async def test_moments_stand_under_the_season_both_have_named(year: Pair) -> None:
    text = await _text(year.ben, (120, 40), *["down"] * 4)
    lines = [line.strip(" │") for line in text.splitlines()]
    assert lines[lines.index("The autumn of Dad") + 1] == "October"


async def test_over_time_moves_by_months_and_no_further_than_they_go(
    year: Pair,
) -> None:
    app = program(year.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right")
        assert months(screen_text(app)) == "‹ Jun Jul Aug Sep Oct Nov"  # noqa: RUF001
        await press(pilot, "pageup")
        assert months(screen_text(app)) == "‹ May Jun Jul Aug Sep Oct"  # noqa: RUF001
        await press(pilot, *["pageup"] * 20)
        first = months(screen_text(app))
        assert first == "Nov Dec Jan Feb Mar Apr"
        await press(pilot, "pagedown")
        assert months(screen_text(app)) == "‹ Dec Jan Feb Mar Apr May"  # noqa: RUF001
        await press(pilot, *["pagedown"] * 20)
        assert months(screen_text(app)) == "‹ Jun Jul Aug Sep Oct Nov"  # noqa: RUF001
        await press(pilot, "question_mark")
        assert "Moves to earlier or later months." in screen_text(app)


async def test_in_a_low_window_the_rest_of_a_view_is_reached_by_space(
    year: Pair,
) -> None:
    text = await _text(year.ana, (44, 24), "right")
    assert "not all of you." in text
    assert "something was possible" not in text
    text = await _text(year.ana, (44, 24), "right", "space")
    assert "something was possible" in text


async def test_what_came_next_is_read_on_by_the_keys_of_pages(year: Pair) -> None:
    first = await _text(year.ana, (44, 16), *["right"] * 4)
    assert await _text(year.ana, (44, 16), *["right"] * 4, "pagedown") != first


async def test_enter_on_over_time_reads_the_moments_of_the_months_in_sight(
    year: Pair,
) -> None:
    app = program(year.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right", *["pageup"] * 20, "enter")
        assert isinstance(page_of(app), TheseMomentsPage)
        text = screen_text(app)
        assert "Us · over time" in text
        assert "The wrong station" in text
        assert "Before the interview" not in text
        await press(pilot, "enter")
        assert isinstance(page_of(app), MomentPage)
        await press(pilot, "escape", "escape")
        assert page(app).view is View.OVER_TIME


async def test_enter_on_coming_back_reads_the_two_and_says_the_days_between(
    year: Pair,
) -> None:
    app = program(year.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *["right"] * 3)
        assert "days between" not in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TheseMomentsPage)
        text = screen_text(app)
        assert "Nine days between." in text
        assert "I see it now" in text
        assert "A burnt pan" in text
        assert app.screen.query_one(Moments).count == 2


async def test_a_choice_among_moments_changes_nothing_that_is_said_over_time(
    year: Pair,
) -> None:
    plain = await _text(year.ana, (80, 24), "right")
    chosen = ("v", "down", "enter", "escape", "right")
    assert await _text(year.ana, (80, 24), *chosen) == plain


async def test_a_choice_in_words_stands_where_there_is_room_for_it(
    year: Pair,
) -> None:
    for size in SIZES:
        text = await _text(year.ana, size, "v", "down", "enter", "escape")
        assert "Ana reached" in "\n".join(text.splitlines()[3:8])
    assert "everything" in await _text(year.ana, (120, 40))


async def test_what_helped_is_shown_only_by_choice_and_taken_away_again(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        remember(two, both_ways())
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "right", "right")
            assert "For Ana," not in screen_text(app)
            assert footer_row(app).startswith("enter what helped")
            await press(pilot, "enter")
            assert isinstance(app.screen, ChoicePage)
            await press(pilot, "down", "enter")
            assert "For Ana," in screen_text(app)
        exchanging.exchange(two.ben)
        remember(two, both_ways())
        assert "For Ana," in await _text(two.ben, (80, 24), "right", "right")
        await _text(two.ana, (80, 24), "right", "right", "enter", "enter")
        exchanging.exchange(two.ben)
        remember(two, both_ways())
        assert "For Ana," not in await _text(two.ben, (80, 24), "right", "right")


@pytest.mark.parametrize("size", SIZES)
async def test_before_there_is_enough_each_view_says_so_and_counts_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with strangers(tmp_path) as two:
        offered(two.ana, "I reached.", title="The one")
        app = program(two.ana)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            for said in (NOT_YET, NOT_CHOSEN, NOTHING_CAME_BACK, NOTHING_CAME_NEXT):
                await press(pilot, "right")
                assert said in " ".join(screen_text(app).split())
                await press(pilot, "v", "pageup")
                if said is not NOT_CHOSEN:
                    await press(pilot, "enter")
                assert app.screen is page(app)


async def test_alone_there_is_one_view(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = screen_text(app)
        assert "over time" not in before
        await press(pilot, "right", "enter", "pageup", "q")
        assert screen_text(app) == before
    ana.close()


async def test_the_views_stay_in_place_while_more_comes(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        remember(two, both_ways())
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, *["right"] * 3, "down")
            assert page(app).query_one("#repairs", Lines).selected == 1
            page(app).look_again()
            await settled(pilot)
            assert page(app).view is View.COMING_BACK
            assert page(app).query_one("#repairs", Lines).selected == 1


async def test_moments_taken_back_meanwhile_are_said_to_be_gone(
    tmp_path: Path,
) -> None:
    with strangers(tmp_path) as two:
        remember(two, both_ways())
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, *["right"] * 3, "enter")
            for session in (two.ana, two.ben):
                for entry in session.library.offered_entries():
                    two.ana.library.drop_offered(entry.author, entry.id)
            these = app.screen
            assert isinstance(these, TheseMomentsPage)
            these.look_again()
            await settled(pilot)
            assert "not in Us any more" in screen_text(app)
            await press(pilot, "enter")
            assert app.screen is these


def months(text: str) -> str:
    """The heads of the columns."""
    heads = (
        line.strip(" │").split() for line in text.split("all of you.")[1].splitlines()
    )
    return " ".join(next(one for one in heads if one and not one[0].isdigit()))


def page(app: object) -> UsPage:
    """Us, which is shown or lies below."""
    stack = getattr(app, "screen_stack", ())
    return next(one for one in stack if isinstance(one, UsPage))
