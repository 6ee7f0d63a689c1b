"""Killed between any two steps, a journal opens with everything it said was saved."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copytree

import pytest

from journal.domain.shared_view import as_json
from journal.errors import AlreadyMet, CannotOpen
from journal.services import (
    exchanging,
    hiding,
    keepsakes,
    leaving,
    loading,
    meeting,
    opening,
    passphrases,
    reading,
    recovery,
    sharing,
    writing,
)
from journal.services.session import Session
from journal.storage.change import Change
from tests.house import PASSPHRASES, House, pass_on, revised, two, wrote

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs processes that split in two"
)

# Every step that reaches the disk, and every statement of a change.
STEPS = ("fsync", "replace", "rename", "unlink", "link", "open")

Say = Callable[[str], None]


def _killed_at(step: int, live: Callable[[Say], None]) -> tuple[bool, list[str]]:
    """Let a process live until a step; return whether it got through, and its words."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the process that is killed
        try:
            os.close(reader)
            _die_at(step)
            live(lambda words: _say(writer, words))
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        lines = said.read().splitlines()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0, lines


def _say(writer: int, words: str) -> None:  # pragma: no cover - as above
    os.write(writer, f"{words}\n".encode())


def _die_at(step: int) -> None:  # pragma: no cover - as above
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*arguments, **named)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    Change._run = counted(Change._run)  # type: ignore[method-assign,assignment]  # in the child only


def _until_it_gets_through(
    root: Path, stride: int, live: Callable[[House, Say], None]
) -> list[tuple[House, list[str]]]:
    """Live in a fresh copy of a house once for each step at which to be killed."""
    found = []
    for step in range(0, 10_000, stride):
        house = House(root / f"killed-at-{step}")
        copytree(root / "before", house.home)
        through, said = _killed_at(step, lambda say, house=house: live(house, say))  # type: ignore[misc]  # bound for this loop
        found.append((house, said))
        if through:
            return found
    raise AssertionError


def _evening(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        (old,) = ana.library.own_entries()
        draft = writing.new_draft(ana, words="Half a")
        writing.keep_draft(ana, draft)
        say("draft Half a")
        page = writing.save(ana, writing.Draft(id=draft.id, words="Half a page."))
        say("saved Half a page.")
        sharing.offer(ana, page.id)
        say("offered Half a page.")
        revised(ana, page.id, "A page.")
        say("saved A page.")
        sharing.offer(ana, page.id)
        say("offered A page.")
        sharing.take_back(ana, page.id)
        say("withdrawn A page.")
        writing.delete(ana, old.id)
        say("deleted Before.")
    say("closed")


def test_killed_at_any_step_of_an_evening(tmp_path: Path) -> None:
    before = House(tmp_path / "before")
    both = two(before)
    sharing.offer(both[0], wrote(both[0], "Before.").id)
    for session in both:
        session.close()
    lives = _until_it_gets_through(tmp_path, 7, _evening)
    assert lives[-1][1][-1] == "closed"
    assert len(lives) > 15
    for house, said in lives:
        with house.open("Ana") as ana, house.open("Ben") as ben:
            pass_on(ana, ben)
            _check(ana, said)
            assert as_json(reading.us(ana)) == as_json(reading.us(ben))
            assert not ana.troubles
            assert not ben.troubles


def _check(ana: Session, said: list[str]) -> None:
    library = ana.library
    pages = library.own_entries()
    kept = {v.words for page in pages for v in library.versions(page.id)}
    offered = {one.words for one in library.offered_entries()}
    for line in said:
        what, _, words = line.partition(" ")
        match what:
            case "saved":
                assert words in kept
            case "draft":
                unfinished = {draft.words for draft in writing.drafts(ana)}
                assert words in unfinished or "Half a page." in kept
            case "withdrawn":
                assert words not in offered
            case "deleted":
                assert words not in kept | offered
            case _:
                assert what in {"offered", "closed"}
    if said and said[-1].startswith("offered"):
        # What came after may have happened without a word.
        assert offered & {said[-1].partition(" ")[2], "A page."} or len(offered) <= 1


def _meet(house: House, say: Say) -> None:  # pragma: no cover - in a child
    first, other = house.unlock("Ana"), house.unlock("Ben")
    for session in (first, other):
        loading.load(session)
    meeting.meet(first, other)
    say("met")


def test_a_meeting_cut_off_anywhere_is_finished_by_meeting_again(
    tmp_path: Path,
) -> None:
    before = House(tmp_path / "before")
    for name in ("Ana", "Ben"):
        session = before.begin(name)
        wrote(session, f"{name} alone.")
        session.close()
    lives = _until_it_gets_through(tmp_path, 2, _meet)
    assert len(lives) > 5
    assert lives[-1][1] == ["met"]
    for house, _ in lives:
        with house.open("Ben") as ben, house.open("Ana") as ana:
            with suppress(AlreadyMet):
                meeting.meet(ben, ana)
            met = [session.require_meeting() for session in (ana, ben)]
            assert met[0] == met[1]
            sharing.offer(ana, ana.library.own_entries()[0].id)
            exchanging.exchange(ben)
            assert [one.words for one in ben.library.offered_entries()] == [
                "Ana alone."
            ]


def _begin(house: House, say: Say) -> None:  # pragma: no cover - in a child
    house.begin("Cleo").close()
    say("begun")


def test_a_beginning_cut_off_anywhere_leaves_a_whole_journal_or_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "before").mkdir()
    lives = _until_it_gets_through(tmp_path, 1, _begin)
    assert len(lives) > 3
    for house, said in lives:
        if opening.doors(house.home):
            house.unlock("Cleo").close()
        else:
            assert not said
            house.begin("Cleo").close()


NEW = "nine quiet rooks"


def _new_locks(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        passphrases.change(ana, PASSPHRASES["Ana"], NEW)
        say("changed")
        code = recovery.new_code(ana)
        say(f"code {code}")
        recovery.keep_code(ana, code, typed=code)
        say("kept")


def test_killed_at_any_step_of_changing_the_locks_one_of_each_opens(
    tmp_path: Path,
) -> None:
    before = House(tmp_path / "before")
    ana = before.begin("Ana")
    wrote(ana, "Before.")
    old_code = recovery.new_code(ana)
    recovery.keep_code(ana, old_code, typed=old_code)
    ana.close()
    lives = _until_it_gets_through(tmp_path, 1, _new_locks)
    assert lives[-1][1][-1] == "kept"
    assert len(lives) > 10
    for house, said in lives:
        door = opening.find_door(house.home, "Ana")
        by_passphrase = _opening(house, opening.unlock, PASSPHRASES["Ana"], NEW)
        assert len(by_passphrase) == 1
        if "changed" in said:
            assert by_passphrase == [NEW]
        codes = [line.removeprefix("code ") for line in said if line.startswith("code")]
        by_code = _opening(house, opening.unlock_by_code, old_code, *codes)
        assert len(by_code) == 1
        if "kept" in said:
            assert by_code == codes
        again = opening.unlock(door, *by_passphrase, conditions=house.conditions)
        loading.load(again)
        assert [one.words for one in again.library.own_entries()] == ["Before."]
        assert not again.troubles
        again.close()


def _opening(house: House, way: Callable[..., Session], *tried: str) -> list[str]:
    """Return which of several words open Ana's journal."""
    found = []
    for words in tried:
        door = opening.find_door(house.home, "Ana")
        with suppress(CannotOpen):
            way(door, words, conditions=house.conditions).close()
            found.append(words)
    return found


def _leave(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        leaving.leave(ana, PASSPHRASES["Ana"])
        say("left")


@pytest.mark.parametrize("hides", [False, True])
def test_killed_at_any_step_of_leaving_one_has_left_or_has_not(
    tmp_path: Path, *, hides: bool
) -> None:
    before = House(tmp_path / "before")
    both = two(before)
    sharing.offer(both[0], wrote(both[0], "Before.").id)
    sharing.offer(both[1], wrote(both[1], "From Ben.").id)
    pass_on(*both)
    hiding.hide(both[0], hides=hides)
    for session in both:
        session.close()
    # In a box there are fewer steps: all of it is written at once.
    lives = _until_it_gets_through(tmp_path, 1 if hides else 2, _leave)
    assert lives[-1][1] == ["left"]
    assert len(lives) > 10
    ways = set()
    for house, said in lives:
        with house.open("Ana") as ana:
            assert [one.words for one in ana.library.own_entries()] == ["Before."]
            assert not ana.troubles
            assert hiding.is_hidden(ana) == hides
            has_left = ana.partner is None
            assert has_left or not said
            ways.add(has_left)
            if has_left:
                (him,) = keepsakes.kept_with(ana)
                assert len(keepsakes.kept_view(ana, him.id).moments) == 2
            else:
                assert len(reading.us(ana).moments) == 2
    assert ways == {True, False}
