"""A year ago, on Today: one quiet line that can be let be."""

from datetime import date
from pathlib import Path

import pytest

from journal.domain.attachment import Landing
from journal.services import returning, sharing, writing
from journal.services.session import Session
from journal.services.writing import About
from journal.ui.moment import MomentPage
from journal.ui.today import TodayPage
from journal.ui.us_night import NightPage
from tests.ui.conftest import Golden, footer_row, rows, screen_text
from tests.ui.houses import (
    conditions,
    house,
    press,
    settle,
    shown,
    two_who_met,
)

BENCH = "The bench at the wrong station"


def landed(session: Session, title: str, day: date) -> None:
    """A page about a day, offered, of which its writer says that it landed."""
    draft = writing.new_draft(session, words="You came, with two buns.")
    said = About(title=title, happened_on=day, landing=Landing.LANDED)
    sharing.offer(session, writing.save(session, draft, said).id)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_what_landed_a_year_ago_is_one_line_on_today(
    tmp_path: Path, size: tuple[int, int], golden: Golden
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    landed(ana, BENCH, date(2025, 11, 22))
    landed(ana, "Another of that week", date(2025, 11, 26))
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "down")
        found = rows(place.app)
        # Which questions stand around it depends on the prompts there are.
        at = next(n for n, row in enumerate(found) if "A year ago" in row)
        golden("\n".join(found[at : at + 2]))
        assert screen_text(place.app).count("A year ago") == 1


async def test_it_is_read_by_enter_and_let_be_by_esc_for_good(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    landed(ana, BENCH, date(2025, 11, 22))
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "down")
        assert "esc not now" in footer_row(place.app)
        await press(pilot, "question_mark")
        text = " ".join(screen_text(place.app).replace("│", "").split())
        assert "Lets what the mark is at be. It does not come back." in text
        assert "Begins a page of its own." in text
        await press(pilot, "escape", "enter")
        assert shown(place) is MomentPage
        assert "two buns" in screen_text(place.app)
        await press(pilot, "escape")
        assert BENCH in screen_text(place.app)
        await press(pilot, "escape")
        assert BENCH not in screen_text(place.app)
        assert "esc not now" not in footer_row(place.app)
        await press(pilot, "escape", "m", "t")
        assert shown(place) is TodayPage
        assert BENCH not in screen_text(place.app)
        assert returning.a_year_ago(ana) is None


async def test_no_other_day_takes_its_place_while_the_page_is_open(
    tmp_path: Path,
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    landed(ana, BENCH, date(2025, 11, 24))
    landed(ana, "Another of that week", date(2025, 11, 26))
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "down", "escape")
        assert "A year ago" not in screen_text(place.app)


async def test_a_bad_night_is_one_key_from_today(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "q")
        assert shown(place) is NightPage
        await press(pilot, "escape", "question_mark")
        assert "Shows three moments, large" in screen_text(place.app)
