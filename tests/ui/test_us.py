from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from journal.domain import drawing
from journal.domain.entries import EntryId, MomentId, Visibility
from journal.domain.shared_view import EVERYTHING, Chosen
from journal.services import sharing
from journal.services.session import Session
from journal.ui import us as us_module
from journal.ui import us_moments
from journal.ui.app import JournalApp
from journal.ui.moment import MomentPage
from journal.ui.us import UsPage
from journal.ui.us_moments import Moments
from journal.ui.which import WhichPage, chosen_words, months_before
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import (
    HARD,
    REACHED,
    Pair,
    begin,
    lived,
    offered,
    press,
    program,
    settled,
    strangers,
    write,
)

SIZES = [(80, 24), (120, 40), (44, 24)]
HOSTILE = "[@click=app.quit]x[/] [b]bold[/b] \x1b]8;;evil\x07 \u202etxet"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two people with their autumn behind them; nothing here changes them."""
    with lived(tmp_path_factory.mktemp("home")) as two:
        yield two


async def _text(session: Session, size: tuple[int, int], *keys: str) -> str:
    app = program(session)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_us_looks_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    golden(await _text(pair.ana, size))


@pytest.mark.parametrize("size", SIZES)
async def test_both_people_see_the_same_but_for_the_name_in_the_header(
    pair: Pair, size: tuple[int, int]
) -> None:
    for keys in ((), ("end",)):
        hers = (await _text(pair.ana, size, *keys)).splitlines()
        his = (await _text(pair.ben, size, *keys)).splitlines()
        assert hers[1].replace("Ana", "Ben") == his[1]
        assert hers[2:] == his[2:]


async def test_nothing_stands_where_a_second_side_would(pair: Pair) -> None:
    text = await _text(pair.ana, (120, 40))
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if "First day back" in line)
    assert lines[at + 1].split() == ["Ana", "○", "reached", "│"]
    for word in ("missing", "waiting", "so far", "not yet", "nobody", "your side"):
        assert word not in text


async def test_what_may_be_said_over_time_scrolls_away(pair: Pair) -> None:
    assert "Both of you have reached" in await _text(pair.ana, (80, 24))
    assert "Both of you have reached" not in await _text(pair.ana, (80, 24), "end")


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_which_ones_looks_as_drawn(
    pair: Pair, size: tuple[int, int], golden: Golden
) -> None:
    golden(await _text(pair.ana, size, "v", "down", "enter"))


async def test_choosing_shows_those_in_words_and_nothing_else(pair: Pair) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v", "down", "enter", *["down"] * 4, "space", "escape")
        text = screen_text(app)
        assert "Ana reached · something was hard" in text
        assert "The call about Dad" in text
        assert "First day back" not in text
        await press(pilot, "v", "down", "enter", *["down"] * 4, "enter")
        assert page(app).chosen == EVERYTHING
        await press(pilot, "home", "enter", "v")
        assert "First day back" in screen_text(app)


async def test_a_choice_that_empties_it_is_undone_by_the_same_key(pair: Pair) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page(app).choose(Chosen(since=date(2027, 1, 1)))
        await settled(pilot)
        assert us_module.NONE_OF_THOSE in screen_text(app)
        assert footer_row(app).startswith("v which ones")
        await press(pilot, "v")
        assert "Before the interview" in screen_text(app)


async def test_enter_reads_the_moment_and_esc_comes_back_to_it(pair: Pair) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, MomentPage)
        assert "The call about Dad" in screen_text(app)
        await press(pilot, "escape")
        assert "› The call about Dad" in screen_text(app)  # noqa: RUF001 - the mark


async def test_nothing_yet_is_nothing_late(tmp_path: Path, golden: Golden) -> None:
    with strangers(tmp_path) as two:
        text = await _text(two.ana, (80, 24))
        golden(text)
        assert "which ones" not in text


async def test_alone_the_journal_is_whole(tmp_path: Path, golden: Golden) -> None:
    ana = begin(tmp_path, "Ana")
    golden(await _text(ana, (44, 24)))
    ana.close()


async def test_what_comes_while_opening_is_shown_when_all_is_open(
    pair: Pair,
) -> None:
    app = program(pair.ana)
    pair.ana.is_complete = False
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Opening the pages." in screen_text(app)
        pair.ana.is_complete = True
        page(app).look_again()
        await settled(pilot)
        assert "Before the interview" in screen_text(app)


async def test_hostile_words_stay_words(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        offered(two.ana, HOSTILE, title=HOSTILE, role=REACHED)
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            text = screen_text(app)
            assert text.count("[@click=app.quit]x[/] [b]bold[/b]") == 2
            assert "\x1b" not in text
            assert "\u202e" not in text
            await press(pilot, "enter")
            assert "[@click=app.quit]x[/] [b]bold[/b]" in screen_text(app)
            assert app.is_running


async def test_a_moment_taken_back_is_gone_when_one_comes_back(tmp_path: Path) -> None:
    with strangers(tmp_path) as two:
        kept = offered(two.ana, "I reached.", title="Kept")
        gone = offered(two.ana, "I reached again.", title="Gone")
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "Gone" in screen_text(app)
            sharing.take_back(two.ana, gone.id)
            page(app).look_again()
            await settled(pilot)
            assert "Gone" not in screen_text(app)
            assert page(app).query_one(Moments).moment_id == kept.moment


async def test_of_ten_thousand_only_what_is_near_the_window_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def noting(moment, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202
        drawn.append(moment.id)
        return real(moment, *args, **kwargs)

    real = drawing.moment_block
    monkeypatch.setattr(us_moments, "moment_block", noting)
    with strangers(tmp_path) as two:
        seed = write(two.ana, "I sat on the stairs. You came.", role=REACHED)
        for number in range(10_000):
            entry = replace(
                seed,
                id=EntryId(f"{number:032x}"),
                moment=MomentId(f"{number:032x}"),
                happened_on=date(2026, 11, 20) - timedelta(days=number // 9),
                visibility=Visibility.OFFERED,
            )
            two.ana.library.keep_offered(entry)
        app = program(two.ana)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press("down", "pagedown", "end", "up", "home")
            assert page(app).query_one(Moments).count == 10_000
            assert len(drawn) < 80


def test_what_was_chosen_is_said_with_names_or_in_the_first_person(pair: Pair) -> None:
    people = pair.ana.people
    chosen = Chosen(role=REACHED, who=pair.ben.identity.id, function=HARD)
    assert chosen_words(chosen, people) == "Ben reached · something was hard"
    alone = Chosen(role=REACHED, theme="comfort", since=date(2026, 8, 24))
    said = chosen_words(alone, people, mine=True)
    assert said == "I reached · comfort · since August 2026"
    assert chosen_words(EVERYTHING, people) == "everything"


def test_months_before_a_day_end_where_the_month_does() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


async def test_space_does_what_enter_does_among_choices(pair: Pair) -> None:
    app = program(pair.ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v", "end", "space")
        which = app.screen
        assert isinstance(which, WhichPage)
        assert which.chosen == Chosen(since=date(2025, 11, 24))


def page(app: JournalApp) -> UsPage:
    """Us, which is shown or lies below."""
    return next(one for one in app.screen_stack if isinstance(one, UsPage))
