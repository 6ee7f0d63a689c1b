"""Names for stretches of time: said by one, agreed to by both, and then in Us."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journal.services import naming, reading
from journal.services.session import Session
from journal.ui.app import JournalApp
from journal.ui.season_asked import BACKWARDS, HARD, LAST, NO_DAY, NO_NAME
from journal.ui.seasons import (
    ABOUT,
    DECLINED,
    IN_US,
    LEFT,
    ONCE_BOTH,
    RETURN,
    RETURN_NO_MORE,
    TAKEN_BACK,
    SeasonsPage,
)
from journal.ui.us import UsPage
from tests.ui.conftest import Golden, screen_text
from tests.ui.couple import (
    Pair,
    begin,
    lived,
    press,
    program,
    settled,
    strangers,
)
from tests.ui.houses import fill

NAME = "The winter of Dad"
NOVEMBER = date(2026, 11, 15)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path) as two:
        yield two


def text(app: JournalApp) -> str:
    return " ".join(screen_text(app).split())


def hard_one(pair: Pair, *, last: date | None = None) -> str:
    """A season that both call hard; its id."""
    season = naming.propose_season(
        pair.ana, NAME, first=NOVEMBER, last=last, is_hard=True
    )
    pair.exchange()
    naming.agree_season(pair.ben, season.id)
    pair.exchange()
    return season.id


def names_in_us(session: Session) -> list[str]:
    return [one.name for one in reading.us(session).seasons]


async def test_one_names_it_and_the_other_says_yes(pair: Pair) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4")
        assert isinstance(app.screen, SeasonsPage)
        assert ABOUT in text(app)
        await press(pilot, "plus")
        await fill(pilot, " ")
        assert NO_NAME in text(app)
        await fill(pilot, NAME)
        await fill(pilot, "")
        assert NO_DAY in text(app)
        await fill(pilot, "2026-11-15")
        await fill(pilot, "2026-11-14")
        assert BACKWARDS in text(app)
        await fill(pilot, "")
        assert HARD in text(app)
        await press(pilot, "down", "enter")
        assert ONCE_BOTH.format(partner="Ben") in text(app)
        assert "Named by you" in text(app)
    pair.exchange()
    assert names_in_us(pair.ana) == []
    app = program(pair.ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        # It is met here, and announced nowhere.
        assert NAME not in text(app)
        await press(pilot, "f4")
        assert "From Ana" in text(app)
        assert f"{NAME} since Sun 15 November 2026 · a hard time" in text(app)
        await press(pilot, "enter", "down", "enter")
        assert IN_US in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, UsPage)
    pair.exchange()
    assert names_in_us(pair.ana) == names_in_us(pair.ben) == [NAME]


async def test_its_days_may_be_months_and_what_would_not_do_is_typed_over(
    pair: Pair,
) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "plus")
        await fill(pilot, NAME)
        await press(pilot, *"some day", "enter")
        assert "That is no day I know." in text(app)
        await press(pilot, *"September", "enter")
        assert LAST in text(app)
        await press(pilot, *"October", "enter")
        assert HARD in text(app)
        await press(pilot, "enter")
    (season,) = naming.named(pair.ana).mine
    assert (season.first, season.last) == (date(2026, 9, 1), date(2026, 10, 31))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_the_names_look_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    hard_one(pair)
    naming.propose_season(pair.ana, "The first year here", first=date(2025, 9, 1))
    naming.propose_season(
        pair.ben, "Two weeks by the sea", first=NOVEMBER, last=date(2026, 11, 29)
    )
    pair.exchange()
    app = program(pair.ana)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "f4")
        golden(screen_text(app))


async def test_a_no_is_silent_and_for_good(pair: Pair) -> None:
    naming.propose_season(pair.ana, NAME, first=NOVEMBER)
    pair.exchange()
    app = program(pair.ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "enter", "enter")
        assert NAME in text(app)
        await press(pilot, "enter", "end", "enter")
        assert DECLINED.format(partner="Ana") in text(app)
        assert NAME not in text(app)
    pair.exchange()
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4")
        assert "Named by you" in text(app)
        await press(pilot, "enter", "end", "enter")
        assert TAKEN_BACK in text(app)
        assert NAME not in text(app)


async def test_it_is_changed_by_the_yes_of_both(pair: Pair) -> None:
    hard_one(pair)
    app = program(pair.ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "enter", "down", "down", "enter", "enter", "enter")
        assert LAST in text(app)
        await fill(pilot, "2026-11-22")
        await press(pilot, "enter")
        assert ONCE_BOTH.format(partner="Ana") in text(app)
    pair.exchange()
    (standing,) = reading.us(pair.ana).seasons
    assert (standing.last, standing.is_hard) == (None, True)
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "enter", "down", "enter")
        assert IN_US in text(app)
    (standing,) = reading.us(pair.ana).seasons
    assert (standing.last, standing.is_hard) == (date(2026, 11, 22), True)


@pytest.mark.parametrize("many", [0, 1, 2, 3])
async def test_esc_at_any_question_says_nothing(pair: Pair, many: int) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "plus")
        for words in (NAME, "2026-11-15", "")[:many]:
            await fill(pilot, words)
        await press(pilot, "escape")
        assert isinstance(app.screen, SeasonsPage)
        assert NAME not in text(app)
    assert naming.named(pair.ana) == naming.Named()


async def test_either_lets_it_go_at_once(pair: Pair) -> None:
    hard_one(pair)
    app = program(pair.ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "enter", "end", "enter")
        assert LEFT in text(app)
    pair.exchange()
    assert names_in_us(pair.ana) == names_in_us(pair.ben) == []


async def test_days_of_a_hard_time_come_back_to_the_one_who_lets_them(
    pair: Pair,
) -> None:
    season = hard_one(pair)
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4", "enter", "down", "enter")
        assert RETURN in text(app)
        let = pair.ana.sayings.seasons.lets_return
        assert let(pair.ana.me.id, season)
        assert not let(pair.ben.me.id, season)
        await press(pilot, "enter", "down", "enter")
        assert RETURN_NO_MORE in text(app)
        assert not let(pair.ana.me.id, season)


@pytest.mark.parametrize("size", [(80, 30), (44, 30)])
async def test_in_us_its_moments_stand_together_under_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    long = "The winter when Dad was ill and the boiler went and we slept downstairs"
    with lived(tmp_path) as pair:
        season = naming.propose_season(
            pair.ana, long, first=NOVEMBER, last=date(2026, 11, 20)
        )
        pair.exchange()
        naming.agree_season(pair.ben, season.id)
        pair.exchange()
        shown = []
        for session in (pair.ana, pair.ben):
            app = program(session)
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                await press(pilot, "down")
                shown.append(text(app).replace("│ ", ""))
        assert all(long in one for one in shown)
        hers, his = (one.replace("Ana · ", "").replace("Ben · ", "") for one in shown)
        assert hers.partition("everything")[2] == his.partition("everything")[2]


async def test_alone_there_are_no_seasons_to_name(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    app = program(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4")
        assert isinstance(app.screen, UsPage)
    ana.close()
