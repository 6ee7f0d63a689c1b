"""It locks by itself, and what is locked is gone: from the screen and from memory."""

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer
from threading import enumerate as threads
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from journal.services import hiding, preferences, shutting, writing
from journal.services.session import Session
from journal.ui import app as app_module
from journal.ui.app import COPIED
from journal.ui.code_page import CodePage
from journal.ui.fields import LineField, PageField
from journal.ui.house import House
from journal.ui.keymap import KEYMAP
from journal.ui.page import Page
from journal.ui.today import TodayPage
from journal.ui.together import TogetherPage
from journal.ui.unlock import UnlockPage
from journal.ui.watching import SLEPT_AFTER, Watch
from journal.ui.write import WritePage
from tests.ui.conftest import Ending, screen_text
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
    unlocked,
    write,
)

MARKER = "heliotrope"
HIS = "and what it cost"


@dataclass
class Clocks:
    """Two clocks; only the one on the wall goes on while the computer sleeps."""

    steady: float = 1000.0
    wall: float = 5000.0

    def pass_time(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds

    def watch(self) -> Watch:
        return Watch(lambda: self.steady, lambda: self.wall)


def closed_home(home: Path) -> House:
    given = conditions()
    for session in begun(home, "Ana", given=given):
        session.close()
    return house(home, given=given)


@contextmanager
def lived(home: Path) -> Iterator[House]:
    """Ana and Ben have written about a heliotrope; nobody has it open."""
    given = conditions()
    ana, ben = two_who_met(home, given=given)
    offered(ana, f"The {MARKER} by the door.", f"A {MARKER}")
    offered(ben, f"His {MARKER}, {HIS}.", f"Ben's {MARKER}")
    writing.save(ana, writing.new_draft(ana, words=f"Private {MARKER}."))
    writing.keep_draft(ana, writing.new_draft(ana, words=f"Unfinished {MARKER}"))
    for session in (ana, ben):
        session.close()
    yield house(home, given=given)


async def look_around(pilot: Pilot[Any]) -> None:
    """Read everything, search for it, type it, take it back, copy it."""
    await press(pilot, "u", "enter", "m", "slash", MARKER[0], "escape", "t", "b")
    await write(pilot, f"Typing {MARKER} now")
    await press(pilot, "a", "ctrl+z", "shift+home", "ctrl+c")


def _says(held: object, marker: str) -> bool:
    if isinstance(held, bytes):
        return marker.encode() in held
    # The words alone are those that a test names.
    return isinstance(held, str) and marker in held and held != marker


def holders(marker: str) -> list[str]:
    """Return what in this process holds a text with these words."""
    found: list[str] = []
    objects = gc.get_objects()
    # Everything at once is quick, and mostly there is nothing.
    if not any(_says(held, marker) for held in gc.get_referents(*objects)):
        return found
    for one in objects:
        for held in gc.get_referents(one):
            is_held = _says(held, marker)
            if is_held and type(one).__module__ not in {"builtins", "types"}:
                found.append(f"{type(one).__module__}.{type(one).__qualname__}")
            elif is_held and isinstance(one, (dict, list, tuple, set)):
                found.append(type(one).__name__)
    return found


async def test_after_the_lock_no_word_is_left_in_memory_and_no_key(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as place:
        async with place.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await fill(pilot, WORDS["Ana"])
            await look_around(pilot)
            assert place.session is not None
            assert holders(HIS)
            session = weakref.ref(place.session)
            identity = weakref.ref(place.session.identity)
            await press(pilot, "ctrl+l")
            await place.app.workers.wait_for_complete()
            await settle(pilot)
            gc.collect()
            assert session() is None
            assert identity() is None
            assert not holders(HIS)
            assert not holders(f"Typing {MARKER}")
            assert place.app._clipboard == ""


def held_by(widget: Widget) -> str:
    """Everything a widget has of its own, its caches too, as text."""
    seen: set[int] = set()
    parts: list[str] = []

    def take(one: object, depth: int) -> None:
        if depth > 6 or id(one) in seen:
            return
        seen.add(id(one))
        if isinstance(one, (str, bytes)):
            parts.append(str(one))
        elif not isinstance(one, type) and type(one).__name__ != "module":
            for held in gc.get_referents(one):
                take(held, depth + 1)

    take(vars(widget), 0)
    return "\n".join(parts)


async def test_after_the_lock_no_widget_and_no_cache_of_one_has_a_word(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as place:
        async with place.app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await fill(pilot, WORDS["Ana"])
            await look_around(pilot)
            assert MARKER in held_by(place.app.screen.query_one(PageField))
            await press(pilot, "ctrl+l")
            widgets = [
                one
                for screen in place.app.screen_stack
                for one in (screen, *screen.query("*"))
            ]
            assert len(widgets) > 5
            for one in widgets:
                assert MARKER not in held_by(one)
            assert MARKER not in screen_text(place.app)


async def test_idle_for_three_minutes_it_locks_and_keeps_the_page(
    tmp_path: Path,
) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "b")
        await write(pilot, "Half a page")
        for _ in range(3):
            clocks.pass_time(179)
            # Any key counts.
            await press(pilot, "left")
            assert shown(place) is WritePage
        clocks.pass_time(179)
        assert not place.app.guard.look()
        clocks.pass_time(1)
        assert place.app.guard.look()
        await settle(pilot)
        assert shown(place) is UnlockPage
        assert place.app.session is None
        assert not place.app.guard.look()
        await fill(pilot, WORDS["Ana"])
        assert place.session is not None
        assert [one.words for one in writing.drafts(place.session)] == ["Half a page"]


async def test_a_page_of_a_hard_evening_is_locked_and_kept_like_any_other(
    tmp_path: Path,
) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "u", "f5")
        await write(pilot, "Not to be seen")
        clocks.pass_time(180)
        await press(pilot, "f5")
        assert shown(place) is UnlockPage
        # Locked, the key opens nothing.
        await press(pilot, "f5")
        assert shown(place) is UnlockPage
        assert "Not to be seen" not in screen_text(place.app)
        await fill(pilot, WORDS["Ana"])
        assert place.session is not None
        (kept,) = writing.drafts(place.session)
        assert kept.words == "Not to be seen"


async def test_where_two_sit_together_both_are_locked_when_nobody_is_there(
    tmp_path: Path,
) -> None:
    with lived(tmp_path) as place:
        clocks = Clocks()
        place.app.guard.watch = clocks.watch()
        async with place.app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await fill(pilot, WORDS["Ana"])
            assert place.session is not None
            preferences.lock_after(place.session, 15)
            await press(pilot, "g")
            await fill(pilot, WORDS["Ben"])
            assert shown(place) is TogetherPage
            assert place._other is not None
            preferences.lock_after(place._other, 10)
            # Of the two, it is the one who wants it sooner.
            clocks.pass_time(599)
            assert not place.app.guard.look()
            clocks.pass_time(1)
            assert place.app.guard.look()
            await settle(pilot)
            assert shown(place) is UnlockPage
            assert MARKER not in screen_text(place.app)
            for name in ("Ana", "Ben"):
                unlocked(place.home, name, given=place.conditions).close()


async def test_a_key_that_comes_too_late_locks_and_does_nothing_else(
    tmp_path: Path,
) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        clocks.pass_time(180)
        await press(pilot, "b")
        assert shown(place) is UnlockPage
        assert not place.app.screen.query_one(LineField).value
        # What is typed then is typed, also after a long while.
        clocks.pass_time(600)
        await press(pilot, "b")
        assert place.app.screen.query_one(LineField).value == "b"


async def test_the_minutes_are_ones_own_from_one_to_fifteen(tmp_path: Path) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        assert place.locks_after() == 3
        await fill(pilot, WORDS["Ana"])
        assert place.session is not None
        preferences.lock_after(place.session, 15)
        clocks.pass_time(15 * 60 - 1)
        assert not place.app.guard.look()
        clocks.pass_time(1)
        assert place.app.guard.look()
        await settle(pilot)


async def test_after_sleep_it_is_locked(tmp_path: Path) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        clocks.sleep(SLEPT_AFTER - 1)
        await press(pilot, "down")
        assert shown(place) is TodayPage
        clocks.sleep(SLEPT_AFTER)
        await press(pilot, "b")
        assert shown(place) is UnlockPage
        assert place.session is None


def test_a_clock_that_was_moved_is_taken_for_sleep() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    for seconds in (-3600.0, 3600.0):
        clocks.sleep(seconds)
        assert watch.has_slept()
        assert not watch.has_slept()


async def test_when_the_program_is_stopped_or_goes_on_it_locks(
    tmp_path: Path,
) -> None:
    place = closed_home(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "b")
        await write(pilot, "Half a page")
        place.app.guard.is_to_stop()
        assert place.app.session is None
        await settle(pilot)
        assert shown(place) is UnlockPage
        await fill(pilot, WORDS["Ana"])
        place.app.guard.has_gone_on()
        assert place.app.session is None
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        assert place.session is not None
        assert [one.words for one in writing.drafts(place.session)] == ["Half a page"]


async def test_a_passphrase_half_typed_is_forgotten_too(tmp_path: Path) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, *"half an")
        clocks.pass_time(180)
        assert not place.app.guard.look()
        await settle(pilot)
        assert not place.app.screen.query_one(LineField).value


async def test_at_the_door_too_what_was_opened_or_half_typed_is_put_away(
    tmp_path: Path,
) -> None:
    place, clocks = closed_home(tmp_path), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in (("f1",), ("f3", *"0000", "f2"), ("ctrl+p", *"half"), ("f4",)):
            await press(pilot, *keys)
            clocks.pass_time(180)
            assert not place.app.guard.look()
            await settle(pilot)
            assert shown(place) is UnlockPage
            assert len(place.app.screen_stack) == 2
            assert not place.app.screen.query_one(LineField).value
            assert "Passphrase" in screen_text(place.app)


async def test_a_suggested_passphrase_does_not_stay_on_the_page(
    tmp_path: Path,
) -> None:
    place, clocks = house(tmp_path, given=conditions()), Clocks()
    place.app.guard.watch = clocks.watch()
    async with place.app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        before = screen_text(place.app)
        await press(pilot, KEYMAP["first.suggest"].key)
        await settle(pilot)
        assert screen_text(place.app) != before
        clocks.pass_time(180)
        assert not place.app.guard.look()
        await settle(pilot)
        assert screen_text(place.app) == before


@contextmanager
def at_work(session: Session) -> Iterator[Event]:
    """Another thread is in the journal, and stays there until the event is set."""
    is_in, may_go = Event(), Event()

    def stay() -> None:
        with session.lock:
            is_in.set()
            may_go.wait(60)

    thread = Thread(target=stay)
    thread.start()
    assert is_in.wait(60)
    try:
        yield may_go
    finally:
        may_go.set()
        thread.join()


async def test_it_locks_while_another_is_at_work_and_keeps_the_page_afterwards(
    tmp_path: Path,
) -> None:
    place = closed_home(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "b")
        pilot.app.screen.query_one(PageField).insert("Not kept yet")
        ana = place.session
        assert ana is not None
        with at_work(ana):
            place.app.lock()
            assert ana.is_locked
            await settle(pilot)
            assert shown(place) is UnlockPage
        with ana.lock:
            pass
        for thread in threads():
            if thread.daemon and thread.name.endswith("(run)"):
                thread.join()
    again = unlocked(tmp_path, "Ana", given=place.conditions)
    assert [one.words for one in writing.drafts(again)] == ["Not kept yet"]
    again.close()


@pytest.mark.parametrize("in_a_box", [False, True])
def test_the_keys_are_forgotten_while_another_stays_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_a_box: bool
) -> None:
    monkeypatch.setattr(shutting, "KEYS_HELD", 0)
    (ana,) = begun(tmp_path, "Ana", given=conditions())
    hiding.hide(ana, hides=in_a_box)
    with at_work(ana):
        shutting.shut([ana], lambda: None, 0)
        for thread in threads():
            if isinstance(thread, Timer):
                thread.join()
        assert not any(ana.identity.root)
    for thread in threads():
        if thread.daemon and thread.name.endswith("(run)"):
            thread.join()
    # Once that one has gone the vault is let go of too.
    unlocked(tmp_path, "Ana", given=conditions()).close()


async def test_leaving_ends_while_another_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "LEAVES_WITHIN", 0)
    place, ending = closed_home(tmp_path), Ending()
    place.app._end = ending
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        assert place.session is not None
        with at_work(place.session):
            place.app.leave()
            assert ending.codes == [0]


EVERYWHERE: tuple[tuple[str, ...], ...] = (
    ("t",),
    ("m", "enter"),
    ("u",),
    ("p",),
    ("comma",),
    ("question_mark",),
    ("f1",),
    ("ctrl+p",),
    ("t", "b"),
    ("t", "b", "ctrl+p"),
    ("f5",),
)


async def test_one_key_leaves_at_once_from_everywhere(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    writing.save(ana, writing.new_draft(ana, words="A page."))
    place, ending = house(tmp_path, given=given), Ending()
    place.app._end = ending
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for count, keys in enumerate(EVERYWHERE, start=1):
            # The end is not one here, so that each can be come to.
            place.let_in(ana)
            await settle(pilot)
            await press(pilot, *keys)
            await pilot.press("ctrl+q")
            assert ending.codes == [0] * count
            assert ana.is_locked
            assert place.app.session is None
            while not isinstance(place.app.screen, Page):
                place.app.pop_screen()
            ana = unlocked(tmp_path, "Ana", given=given)
        ana.close()


async def test_before_anything_is_open_one_key_leaves_too(tmp_path: Path) -> None:
    place, ending = closed_home(tmp_path), Ending()
    place.app._end = ending
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, *"half", "f4", "ctrl+q")
        assert ending.codes == [0]


async def test_copying_is_asked_for_and_says_what_it_means(tmp_path: Path) -> None:
    place = closed_home(tmp_path)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "b")
        await write(pilot, "Some words")
        assert place.app._clipboard == ""
        await press(pilot, "shift+home", "ctrl+c")
        assert place.app._clipboard == "Some words"
        assert COPIED in screen_text(place.app)
        await press(pilot, "ctrl+l")
        assert place.app._clipboard == ""


async def test_what_is_hidden_as_it_is_typed_is_never_copied(tmp_path: Path) -> None:
    place = closed_home(tmp_path)
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, *"half", "shift+home", "ctrl+c", "ctrl+x")
        assert place.app._clipboard == ""
        assert place.app.screen.query_one(LineField).value == "half"
        await press(pilot, "f3", *"0000", "ctrl+x")
        assert place.app._clipboard == ""
        await press(pilot, "shift+home", "ctrl+c")
        assert place.app._clipboard == "0000"
        await press(pilot, "ctrl+x")
        assert not place.app.screen.query_one(LineField).value


async def test_a_recovery_code_cannot_be_marked_to_be_copied(tmp_path: Path) -> None:
    given = conditions()
    (ana,) = begun(tmp_path, "Ana", given=given)
    place = house(tmp_path, given=given)
    async with place.app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place.hold(ana)
        place.app.open_page(CodePage(place, ana))
        await settle(pilot)
        place.app.screen.text_select_all()
        assert not place.app.screen.allow_select
        await press(pilot, "ctrl+c")
        assert place.app._clipboard == ""


async def test_a_page_of_writing_is_kept_when_the_terminal_hangs_up(
    tmp_path: Path,
) -> None:
    place, ending = closed_home(tmp_path), Ending()
    place.app._end = ending
    async with place.app.run_test() as pilot:
        await settle(pilot)
        await fill(pilot, WORDS["Ana"])
        await press(pilot, "b")
        pilot.app.screen.query_one(PageField).insert("Not kept yet")
        place.app.guard._leave()
        assert ending.codes == [0]
    again = unlocked(tmp_path, "Ana", given=place.conditions)
    assert [one.words for one in writing.drafts(again)] == ["Not kept yet"]
    again.close()
