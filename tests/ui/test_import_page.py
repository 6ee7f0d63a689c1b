"""What was written elsewhere is brought in from Settings."""

import os
from pathlib import Path
from threading import Event

import pytest

from journal.errors import NoRoom
from journal.services import importing, pages, reading
from journal.ui.import_page import LOOKING, ImportPage, ImportWherePage
from journal.ui.settings import ELSEWHERE, SettingsPage
from tests.imports.exports import day_one, folder, zipped
from tests.ui.conftest import footer_row, screen_text
from tests.ui.houses import begun, conditions, fill, house, press, settle, shown
from tests.ui.test_lock_settings import at


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [
        {"text": f"Day {year}.", "creationDate": f"20{year:02}-03-18T08:00:00Z"}
        for year in range(9, 26)
    ]
    broken = {"text": "[b]never[/b]", "creationDate": "?"}
    return zipped(tmp_path / "a.zip", {"[b]J[/b].json": day_one(*rows, broken)})


async def test_it_is_looked_at_and_then_comes_in_private(
    tmp_path: Path, export: Path
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place = house(tmp_path / "home", given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await at(pilot, place, ana, ELSEWHERE)
        assert shown(place) is ImportWherePage
        await press(pilot, "enter")
        await fill(pilot, str(tmp_path / "none"))
        assert "There is nothing called 'none' there." in screen_text(place.app)
        await fill(pilot, str(tmp_path))
        assert "Nothing in it looks like a journal" in screen_text(place.app)
        await fill(pilot, f"'{export}'")
        assert shown(place) is ImportPage
        drawn = screen_text(place.app)
        assert "17 entries, 2009 to 2025, from Day One." in drawn
        assert "[b]J[/b].json, entry 18: it has no date" in drawn
        assert "They come in private" in drawn
        assert "never" not in drawn
        assert not reading.my_journal(ana)

        await press(pilot, "enter")
        drawn = screen_text(place.app)
        assert "17 entries were brought in. Only you can read them." in drawn
        assert "bring in" not in footer_row(place.app)
        assert len(reading.my_journal(ana)) == 17
        await press(pilot, "enter", "escape")
        assert shown(place) is SettingsPage

        await press(pilot, "enter")
        await fill(pilot, str(export))
        drawn = screen_text(place.app)
        assert "17 of them are here already." in drawn
        assert "There is nothing new in it." in drawn
        assert "bring in" not in footer_row(place.app)


async def test_it_can_be_left_at_every_step(tmp_path: Path, export: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place = house(tmp_path / "home", given=given)
    async with place.app.run_test(size=(44, 24)) as pilot:
        await at(pilot, place, ana, ELSEWHERE)
        await press(pilot, "escape")
        assert shown(place) is SettingsPage
        await press(pilot, "enter")
        await fill(pilot, str(export))
        await press(pilot, "escape")
        assert shown(place) is SettingsPage
        assert not reading.my_journal(ana)


async def test_it_says_how_far_it_is_and_does_it_once(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place = house(tmp_path / "home", given=given)
    monkeypatch.setattr(importing, "BATCH", 5)
    go_on, kept, times = Event(), pages.keep_entry, []

    def slowly(*given: object) -> None:
        times.append(given)
        if len(times) == 6:
            go_on.wait(20)
        kept(*given)  # type: ignore[arg-type]  # as they were given

    monkeypatch.setattr(importing, "keep_entry", slowly)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await at(pilot, place, ana, ELSEWHERE)
        await fill(pilot, str(export))
        page = place.app.screen
        assert isinstance(page, ImportPage)
        page.action_bring()
        while "5 of 17" not in screen_text(place.app):
            await pilot.pause()
        # Neither a second time, nor away from it.
        page.action_bring()
        page.action_leave()
        assert place.app.screen is page
        go_on.set()
        await settle(pilot)
        assert "17 entries were brought in." in screen_text(place.app)
    assert len(times) == 17


async def test_what_hinders_it_is_said_and_it_can_be_tried_again(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place = house(tmp_path / "home", given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await at(pilot, place, ana, ELSEWHERE)
        await fill(pilot, str(export))
        with monkeypatch.context() as disk:

            def full() -> None:
                raise NoRoom

            disk.setattr(ana.vault, "change", full)
            await press(pilot, "enter")
            assert "This disk is full." in screen_text(place.app)
        await press(pilot, "enter")
        assert "17 entries were brought in." in screen_text(place.app)


async def test_while_it_is_looked_at_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = conditions()
    (ana,) = begun(tmp_path / "home", "Ana", given=given)
    place = house(tmp_path / "home", given=given)
    notes = folder(tmp_path / "notes", {"2024-01-01.md": b"Words."})
    go_on, read, times = Event(), importing.read, []

    def slowly(*given: object, **named: object) -> object:
        times.append(given)
        go_on.wait(20)
        return read(*given, **named)  # type: ignore[arg-type]  # as they were given

    monkeypatch.setattr(importing, "read", slowly)
    monkeypatch.setitem(os.environ, "HOME", str(tmp_path))
    async with place.app.run_test(size=(80, 24)) as pilot:
        await at(pilot, place, ana, ELSEWHERE)
        await pilot.press(*"~/notes", "enter", "enter")
        while LOOKING not in screen_text(place.app):
            await pilot.pause()
        go_on.set()
        await settle(pilot)
        assert "1 entry, 2024, from Markdown." in screen_text(place.app)
    assert len(times) == 1
    assert notes.exists()
