"""All of one's words are taken out from Settings, after plain questions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.export.data_reader import read
from journal.services.exporting import ORDINARY
from journal.services.outside import AMONG_JOURNALS
from journal.services.session import Session
from journal.ui.house import House
from journal.ui.lines import Lines
from journal.ui.settings import SettingsPage
from journal.ui.taking_out import TAKE_OUT, THERE, WHERE, WHOSE, WRITE_OVER
from tests.house import wrote
from tests.ui.conftest import Golden, screen_text
from tests.ui.houses import (
    begun,
    conditions,
    fill,
    house,
    offered,
    press,
    settle,
    shown,
    two_who_met,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "a stick"
    folder.mkdir()
    return folder


@pytest.fixture
def met(tmp_path: Path) -> Iterator[tuple[House, Session]]:
    """Ana has written a page for herself; Ben has offered her one."""
    given = conditions()
    ana, ben = two_who_met(tmp_path / "home", given=given)
    wrote(ana, "I stood in the kitchen.")
    offered(ben, "A heron on the roof.", "The heron")
    ben.close()
    yield house(tmp_path / "home", given=given), ana
    ana.close()


def lying(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def text(one: House) -> str:
    return " ".join(screen_text(one.app).split())


async def ask(pilot: Pilot[Any], one: House, session: Session) -> None:
    """Go to the line of Settings, and open it."""
    await settle(pilot)
    one.let_in(session)
    await settle(pilot)
    await press(pilot, "comma")
    settings = one.app.screen
    assert isinstance(settings, SettingsPage)
    at = [row.says for row in settings._settings].index(TAKE_OUT)
    settings.query_one(Lines).selected = at
    await press(pilot, "enter")


async def test_only_ones_own_words_are_taken_unless_one_says_otherwise(
    met: tuple[House, Session], place: Path
) -> None:
    one, ana = met
    async with one.app.run_test() as pilot:
        await ask(pilot, one, ana)
        assert " ".join(ORDINARY.split()[:6]) in text(one)
        await press(pilot, "enter")
        assert WHOSE in text(one)
        assert "What Ben offered was written for you" in text(one)
        await press(pilot, "enter")
        assert WHERE in text(one)
        await fill(pilot, str(place))
        (path,) = lying(place)
        assert shown(one) is SettingsPage
        assert THERE.format(name=path.name).split(".")[0] in text(one)
    export = read(path.read_bytes())
    assert [page.entry.words for page in export.mine.pages] == [
        "I stood in the kitchen."
    ]
    assert export.others == ()


async def test_what_was_offered_comes_too_when_it_is_chosen(
    met: tuple[House, Session], place: Path
) -> None:
    one, ana = met
    async with one.app.run_test() as pilot:
        await ask(pilot, one, ana)
        await press(pilot, "down", "enter", "down", "enter")
        await fill(pilot, str(place / "notes"))
    assert len(lying(place / "notes")) == 2


async def test_someone_alone_is_asked_about_nobody(tmp_path: Path, place: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    one = house(tmp_path / "home", given=given)
    async with one.app.run_test() as pilot:
        await ask(pilot, one, ana)
        await press(pilot, "enter")
        assert WHERE in text(one)
        await press(pilot, "escape")
        assert shown(one) is SettingsPage
    assert lying(place) == []


@pytest.mark.parametrize("keys", [("enter",), ("escape",), ("down", "enter")])
async def test_a_file_that_is_there_stays_unless_one_says_to_write_over_it(
    met: tuple[House, Session], place: Path, keys: tuple[str, ...]
) -> None:
    one, ana = met
    path = place / "letter.json"
    path.write_text("dear")
    async with one.app.run_test() as pilot:
        await ask(pilot, one, ana)
        await press(pilot, "enter", "enter")
        await fill(pilot, str(path))
        assert WRITE_OVER in text(one)
        await press(pilot, *keys)
        assert shown(one) is SettingsPage
    if "down" in keys:
        assert read(path.read_bytes()).mine.pages
    else:
        assert path.read_text() == "dear"


async def test_a_place_that_will_not_do_is_said(
    met: tuple[House, Session], tmp_path: Path
) -> None:
    one, ana = met
    async with one.app.run_test() as pilot:
        await ask(pilot, one, ana)
        await press(pilot, "enter", "enter")
        await fill(pilot, str(tmp_path / "home"))
        assert shown(one) is SettingsPage
        assert AMONG_JOURNALS.split(",")[0] in text(one)


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_the_question_looks_as_drawn(
    met: tuple[House, Session], golden: Golden, size: tuple[int, int]
) -> None:
    one, ana = met
    async with one.app.run_test(size=size) as pilot:
        await ask(pilot, one, ana)
        golden(screen_text(one.app))
