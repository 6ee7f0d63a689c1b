from pathlib import Path

import pytest

from journal.errors import Busy, CannotOpen, CodeDoesNotOpen, Damaged
from journal.services import recovery
from journal.ui.app import JournalApp
from journal.ui.fields import LineField
from journal.ui.first_run import FirstRunPage
from journal.ui.house import House
from journal.ui.lock_settings import CAME_BY_CODE
from journal.ui.my_journal import MyJournalPage
from journal.ui.patience import LONGEST, ONE_MOMENT, Patience
from journal.ui.support import SupportPage
from journal.ui.today import TodayPage
from journal.ui.today_top import NOTHING_ASKED
from journal.ui.unlock import IF_GONE, UnlockPage
from tests.ui.conftest import Golden, footer_row, screen_text
from tests.ui.couple import until
from tests.ui.houses import (
    WORDS,
    begun,
    conditions,
    fill,
    house,
    press,
    settle,
    shown,
    unlocked,
)


def closed_home(home: Path, *names: str) -> House:
    given = conditions()
    for session in begun(home, *names, given=given):
        session.close()
    return house(home, given=given)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 24)])
async def test_the_door_asks_who_is_writing(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    place = closed_home(tmp_path, "Ben", "Ana")
    async with place.app.run_test(size=size) as pilot:
        await settle(pilot)
        golden(screen_text(place.app))


async def test_the_right_passphrase_opens_the_chosen_journal(tmp_path: Path) -> None:
    place = closed_home(tmp_path, "Ana", "Ben")
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "down")
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TodayPage
        assert place.session is not None
        assert place.session.me.name == "Ben"
        session = place.session
        await press(pilot, "ctrl+l")
        assert shown(place) is UnlockPage
        assert session.is_locked
        await press(pilot, "up")
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TodayPage


async def test_a_wrong_passphrase_is_refused_in_one_sentence(tmp_path: Path) -> None:
    place = closed_home(tmp_path, "Ana")
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Who is writing?" not in screen_text(place.app)
        assert "who" not in footer_row(place.app)
        for _ in range(2):
            await fill(pilot, "not the orange")
            assert not pilot.app.screen.query_one(LineField).value
            assert CannotOpen.say.split(". ")[0] in screen_text(place.app)
            assert IF_GONE not in screen_text(place.app)
        await fill(pilot, "not the orange")
        assert IF_GONE in screen_text(place.app)
        assert place.session is None
        await fill(pilot, WORDS["Ana"])
        assert shown(place) is TodayPage


async def test_after_a_wrong_passphrase_the_next_waits_a_little_and_goes_on_itself(
    tmp_path: Path,
) -> None:
    now = [100.0]
    place = closed_home(tmp_path, "Ana", "Ben")
    place.patience = Patience(0.05, steady=lambda: now[0])
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await fill(pilot, "not the orange")
        await fill(pilot, WORDS["Ana"])
        assert ONE_MOMENT in " ".join(screen_text(place.app).split())
        assert place.app.session is None
        # The other is not made to wait.
        await press(pilot, "down")
        assert "One moment" not in screen_text(place.app)
        await press(pilot, "up", "enter")
        now[0] += 1
        await until(pilot, lambda: place.session is not None)
        session = place.session
        assert session is not None
        assert not place.patience.left(session.vault.path)


def test_the_wait_grows_and_ends_and_is_never_long() -> None:
    now = [0.0]
    patience = Patience(steady=lambda: now[0])
    path, other = Path("a"), Path("b")
    waits = []
    for _ in range(12):
        patience.refused(path)
        waits.append(patience.left(path))
    assert waits[:6] == [1, 2, 4, 8, 16, 16]
    assert max(waits) == LONGEST
    assert patience.left(other) == 0
    now[0] += LONGEST
    assert patience.left(path) == 0
    patience.refused(path)
    patience.opened(path)
    assert patience.left(path) == 0
    # Nothing of it is kept: whoever starts anew does not wait.
    assert Patience().left(path) == 0


async def test_after_a_passphrase_that_did_not_open_nothing_is_asked(
    tmp_path: Path,
) -> None:
    place = closed_home(tmp_path, "Ana", "Ben")
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await fill(pilot, "not the orange")
        # Nor if another person goes on from there.
        await press(pilot, "down")
        await fill(pilot, WORDS["Ben"])
        assert shown(place) is TodayPage
        assert NOTHING_ASKED in screen_text(place.app)
        assert not place.app.screen.query_one("#question").display
        await press(pilot, "n")
        assert place.app.screen.query_one("#question").display
        assert NOTHING_ASKED not in screen_text(place.app)
        await press(pilot, "ctrl+l")
        await fill(pilot, WORDS["Ana"])
        assert NOTHING_ASKED not in screen_text(place.app)


@pytest.mark.parametrize("way_back", ["escape", "ctrl+l"])
async def test_after_support_nothing_is_asked_even_across_the_door(
    tmp_path: Path, way_back: str
) -> None:
    place = closed_home(tmp_path, "Ana")
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        if way_back == "ctrl+l":
            await fill(pilot, WORDS["Ana"])
        await press(pilot, "f1")
        assert shown(place) is SupportPage
        await press(pilot, way_back)
        assert shown(place) is UnlockPage
        await fill(pilot, WORDS["Ana"])
        assert shown(place) is TodayPage
        assert NOTHING_ASKED in screen_text(place.app)


async def test_the_code_from_the_paper_opens_too(tmp_path: Path) -> None:
    given = conditions()
    (session,) = begun(tmp_path, "Ana", given=given)
    code = recovery.new_code(session)
    recovery.keep_code(session, code, typed=code[:4])
    session.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        assert "Recovery code" in screen_text(place.app)
        await fill(pilot, "0000-0000")
        assert CodeDoesNotOpen.say.split(". ")[0] in screen_text(place.app)
        await press(pilot, "escape", "f3")
        await fill(pilot, code)
        assert CAME_BY_CODE in " ".join(screen_text(place.app).split())
        await press(pilot, "escape")
        assert shown(place) is TodayPage
        assert NOTHING_ASKED in screen_text(place.app)


async def test_the_code_is_tried_on_the_one_who_is_chosen(tmp_path: Path) -> None:
    given = conditions()
    ana, ben = begun(tmp_path, "Ana", "Ben", given=given)
    ana.close()
    code = recovery.new_code(ben)
    recovery.keep_code(ben, code, typed=code[:4])
    ben.close()
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "down")
        assert "› Ben" in screen_text(place.app)  # noqa: RUF001 - the mark
        assert "↑↓ who" in footer_row(place.app)
        field = place.app.screen.query_one(LineField)
        field.value = code
        await settle(pilot)
        assert code in screen_text(place.app)
        await press(pilot, "enter")
        assert place.session is not None
        assert place.session.me.name == "Ben"


async def test_what_is_still_typed_when_it_opens_is_no_key_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JournalApp, "PAUSE", 600.0)
    place = closed_home(tmp_path, "Ana")
    async with place.app.run_test() as pilot:
        await settle(pilot)
        page = place.app.screen
        assert isinstance(page, UnlockPage)
        page.query_one(LineField).value = "and more"
        page._let_in(unlocked(tmp_path, "Ana", given=place.conditions))
        await settle(pilot)
        assert shown(place) is TodayPage
        await press(pilot, *"mub", "enter")
        assert shown(place) is TodayPage
        place.app._typing_has_ended()
        await press(pilot, "m")
        assert shown(place) is MyJournalPage


async def test_a_journal_open_elsewhere_is_said_to_be(tmp_path: Path) -> None:
    given = conditions()
    (session,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        assert Busy.say.split(". ")[0] in screen_text(place.app)
    session.close()


async def test_a_journal_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "spoilt.leanto").write_bytes(b"nothing of ours")
    place = house(tmp_path)
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert Damaged.say.split(". ")[0] in screen_text(place.app)
        await press(pilot, "enter")
        assert shown(place) is UnlockPage


async def test_another_person_can_begin_at_the_same_door(tmp_path: Path) -> None:
    place = closed_home(tmp_path, "Ana")
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f4")
        assert shown(place) is FirstRunPage
        await press(pilot, "escape")
        assert shown(place) is UnlockPage


async def test_what_opens_under_support_is_closed_again(tmp_path: Path) -> None:
    given = conditions()
    begun(tmp_path, "Ana", given=given)[0].close()
    place = house(tmp_path, given=given)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        page = place.app.screen
        assert isinstance(page, UnlockPage)
        await press(pilot, "f1")
        assert shown(place) is SupportPage
        session = unlocked(tmp_path, "Ana", given=given)
        page._let_in(session)
        assert session.is_locked
        assert place.session is None


async def test_the_demo_shows_its_passphrases_when_it_is_locked(tmp_path: Path) -> None:
    class Couple:
        people = tuple(WORDS.items())

    given = conditions()
    for session in begun(tmp_path, "Ana", "Ben", given=given):
        session.close()
    place = house(tmp_path, given=given, demo=Couple())
    async with place.app.run_test() as pilot:
        await settle(pilot)
        text = screen_text(place.app)
        assert "Ana: half an orange" in text
        assert "Ben: the kettle is on" in text
