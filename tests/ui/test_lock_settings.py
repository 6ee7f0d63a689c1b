"""Settings: the lock, the passphrase, the paper, what is kept, leaving."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.errors import CannotOpen
from journal.services import leaving, opening, passphrases, recovery
from journal.services.preferences import preferences
from journal.services.session import Session
from journal.ui import lock_settings
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.code_page import AS_BEFORE, CodePage
from journal.ui.fields import LineField
from journal.ui.hidden_lines import HiddenLinesPage, TellPage
from journal.ui.house import House
from journal.ui.kept_page import ONLY_YOU, KeptMomentPage, KeptPage
from journal.ui.lines import Lines
from journal.ui.patience import ONE_MOMENT, Patience
from journal.ui.settings import SettingsPage
from journal.ui.today import DRILL, TodayPage
from journal.ui.unlock import UnlockPage
from tests.ui.conftest import Golden, screen_text
from tests.ui.houses import (
    WORDS,
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

NEW = "nine quiet rooks"


@contextmanager
def alone(home: Path) -> Iterator[tuple[House, Session]]:
    given = conditions()
    (ana,) = begun(home, "Ana", given=given)
    yield house(home, given=given), ana


def text(place: House) -> str:
    return " ".join(screen_text(place.app).split())


async def at(pilot: Pilot[Any], place: House, session: Session, says: str) -> None:
    """Go to Settings, and open what says so."""
    await settle(pilot)
    if place.session is None:
        place.let_in(session)
        await settle(pilot)
    await press(pilot, "comma")
    page = place.app.screen
    assert isinstance(page, SettingsPage)
    found = [n for n, row in enumerate(page._settings) if row.says.startswith(says)]
    lines = page.query_one(Lines)
    lines.show(lines.count, selected=found[0])
    await press(pilot, "enter")


async def typed(pilot: Pilot[Any], *values: str) -> None:
    """Type on the lines of the page, one after the other, and press Enter."""
    fields = list(pilot.app.screen.query(LineField))
    for field, value in zip(fields, values, strict=True):
        field.value = value
    fields[-1].focus()
    await press(pilot, "enter")


def opens(place: House, name: str, passphrase: str) -> bool:
    door = opening.find_door(place.home, name)
    try:
        opening.unlock(door, passphrase, conditions=place.conditions).close()
    except CannotOpen:
        return False
    return True


@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_all_of_settings_looks_as_drawn(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        place.let_in(ana)
        await settle(pilot)
        await press(pilot, "comma", "end")
        golden(screen_text(place.app))
    ben.close()


async def test_the_passphrase_is_changed_with_the_old_one(tmp_path: Path) -> None:
    with alone(tmp_path) as (place, ana):
        async with place.app.run_test(size=(80, 24)) as pilot:
            await at(pilot, place, ana, lock_settings.PASSPHRASE)
            assert shown(place) is HiddenLinesPage
            await typed(pilot, WORDS["Ana"], NEW, "other words")
            assert lock_settings.NOT_THE_SAME in text(place)
            await typed(pilot, WORDS["Ben"], NEW, NEW)
            assert CannotOpen.say.split(". ")[0] in text(place)
            assert not any(one.value for one in place.app.screen.query(LineField))
            await typed(pilot, WORDS["Ana"], NEW, NEW)
            assert shown(place) is TellPage
            assert passphrases.CHANGED in text(place)
            assert passphrases.OLD_COPIES in text(place)
            await press(pilot, "enter")
            assert shown(place) is SettingsPage
        place.drop()
        assert opens(place, "Ana", NEW)
        assert not opens(place, "Ana", WORDS["Ana"])


async def test_each_line_leads_to_the_next_and_esc_changes_nothing(
    tmp_path: Path,
) -> None:
    with alone(tmp_path) as (place, ana):
        async with place.app.run_test(size=(80, 24)) as pilot:
            await at(pilot, place, ana, lock_settings.PASSPHRASE)
            await press(pilot, "a", "enter", "b", "tab", "c")
            fields = place.app.screen.query(LineField)
            assert [one.value for one in fields] == ["a", "b", "c"]
            await press(pilot, "escape")
            assert shown(place) is SettingsPage
            await at(pilot, place, ana, lock_settings.PASSPHRASE)
            await typed(pilot, "", "", "")
            assert shown(place) is HiddenLinesPage


async def test_guesses_at_an_open_journal_are_slowed_down_too(tmp_path: Path) -> None:
    with alone(tmp_path) as (place, ana):
        place.patience = Patience(60)
        async with place.app.run_test(size=(80, 24)) as pilot:
            await at(pilot, place, ana, lock_settings.PAPER)
            await typed(pilot, WORDS["Ben"])
            await typed(pilot, WORDS["Ana"])
            assert ONE_MOMENT in text(place)
            assert shown(place) is HiddenLinesPage


async def test_a_code_is_made_later_and_a_page_to_print(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    with alone(tmp_path / "home") as (place, ana):
        async with place.app.run_test(size=(80, 24)) as pilot:
            await at(pilot, place, ana, lock_settings.PAPER)
            await typed(pilot, WORDS["Ana"])
            page = place.app.screen
            assert isinstance(page, CodePage)
            code = page._code
            for path, said in (
                (str(sheet), lock_settings.SHEET_THERE),
                (str(sheet), "already"),
                ("", ""),
            ):
                await press(pilot, "f3")
                assert shown(place) is LinePage
                await fill(pilot, path)
                assert place.app.screen is page
                assert said.replace("already", "there already") in text(place)
            groups = re.findall(r"<td>(\w{4})</td>", sheet.read_text("utf-8"))
            assert "-".join(groups) == code
            await press(pilot, "escape")
            assert AS_BEFORE in text(place)
            assert not recovery.has_code(ana)
            await fill(pilot, code[-4:])
            assert shown(place) is SettingsPage
            assert recovery.opens(ana, code)
            assert lock_settings.THERE_IS in text(place)


async def test_the_paper_is_tried(tmp_path: Path) -> None:
    with alone(tmp_path) as (place, ana):
        code = recovery.new_code(ana)
        recovery.keep_code(ana, code, typed=code)
        async with place.app.run_test(size=(80, 24)) as pilot:
            await at(pilot, place, ana, lock_settings.TRY)
            await typed(pilot, recovery.new_code(ana))
            assert "does not open" in text(place)
            await typed(pilot, code.lower())
            assert shown(place) is TellPage
            assert lock_settings.IT_OPENS in text(place)


async def test_today_speaks_of_the_paper_at_one_visit_a_year(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    code = recovery.new_code(ana)
    recovery.keep_code(ana, code, typed=code)
    ana.close()
    later = replace(given, clock=lambda: given.clock() + timedelta(days=366))
    place = house(tmp_path, given=later)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        assert DRILL in text(place)
        await press(pilot, "u", "t")
        assert DRILL in text(place)
        await press(pilot, "ctrl+l")
        await fill(pilot, WORDS["Ana"])
        assert shown(place) is TodayPage
        assert DRILL not in text(place)


async def test_the_minutes_go_round(tmp_path: Path) -> None:
    with alone(tmp_path) as (place, ana):
        async with place.app.run_test(size=(80, 24)) as pilot:
            seen = []
            await at(pilot, place, ana, lock_settings.LOCK)
            for _ in lock_settings.STEPS:
                seen.append(preferences(ana).locks_after)
                await press(pilot, "enter")
            assert seen == [5, 10, 15, 1, 2, 3]


async def test_who_came_in_by_the_code_sets_a_new_passphrase(tmp_path: Path) -> None:
    with alone(tmp_path) as (place, ana):
        code = recovery.new_code(ana)
        recovery.keep_code(ana, code, typed=code)
        ana.close()
        async with place.app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "f3")
            await fill(pilot, code)
            assert lock_settings.CAME_BY_CODE in text(place)
            await typed(pilot, NEW, NEW)
            assert passphrases.CHANGED in text(place)
            await press(pilot, "escape")
            assert shown(place) is TodayPage
        place.drop()
        assert opens(place, "Ana", NEW)


@pytest.mark.parametrize("says", [lock_settings.LEAVE, "If Ben has died"])
async def test_in_a_small_window_the_answers_can_be_seen(
    tmp_path: Path, says: str
) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(44, 24)) as pilot:
        await at(pilot, place, ana, says)
        while isinstance(page := place.app.screen, ChoicePage):
            shown_now = text(place)
            assert all(one in shown_now for one in page.choices)
            assert "enter choose" in shown_now
            if lock_settings.READ_ON not in page.choices:
                break
            await press(pilot, "down", "enter")
        await press(pilot, "down", "enter")
        if says == lock_settings.LEAVE:
            assert shown(place) is HiddenLinesPage
        assert ana.partner is not None
    ben.close()


async def test_someone_leaves_and_reads_what_was_told_before(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = two_who_met(tmp_path, given=given)
    offered(ana, "By the sink.", "The call")
    offered(ben, "At the rail.", "The ferry")
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 40)) as pilot:
        await at(pilot, place, ana, lock_settings.LEAVE)
        assert "nobody is told" in text(place)
        await press(pilot, "enter")
        assert shown(place) is SettingsPage
        assert ana.partner is not None
        await at(pilot, place, ana, lock_settings.LEAVE)
        await press(pilot, "down", "enter")
        await typed(pilot, WORDS["Ben"])
        assert ana.partner is not None
        await typed(pilot, WORDS["Ana"])
        assert shown(place) is TellPage
        assert leaving.LEFT in text(place)
        assert place.app.session is None
        await press(pilot, "escape")
        assert shown(place) is UnlockPage
        await fill(pilot, WORDS["Ana"])
        again = place.session
        assert again is not None
        assert again.partner is None
        await at(pilot, place, again, "What Ben")
        assert shown(place) is KeptPage
        assert ONLY_YOU in text(place)
        assert "The ferry" in text(place)
        await press(pilot, "enter")
        assert shown(place) is KeptMomentPage
        assert "With Ben" in text(place)
        await press(pilot, "escape", "escape")
        assert shown(place) is SettingsPage
        assert lock_settings.ALONE not in text(place)
    ben.close()
