"""Killed while a copy is made, put back, saved or moved into its box."""

import os
from pathlib import Path

import pytest

from journal.errors import NotPossible
from journal.services import (
    checking,
    hiding,
    keeping,
    loading,
    restoring,
    saving,
)
from journal.storage.vault import label_of
from tests.house import House, wrote
from tests.services.test_kills import Say, _until_it_gets_through

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs processes that split in two"
)


def _lived(root: Path) -> None:
    before = House(root / "before")
    ana = before.begin("Ana")
    for number in range(4):
        wrote(ana, f"Page {number}.")
    keeping.backup(ana, before.home / "older.kept")
    ana.close()


def _is_whole(house: House, *, pages: int = 4) -> None:
    with house.open("Ana") as ana:
        assert len(ana.library.own_entries()) == pages
        assert checking.examine(ana).is_whole
        assert not ana.troubles


def _backup(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        keeping.backup(ana, house.home / "new.kept")
        say("copied")


def test_killed_while_a_copy_is_made_there_is_a_whole_one_or_none(
    tmp_path: Path,
) -> None:
    _lived(tmp_path)
    lives = _until_it_gets_through(tmp_path, 1, _backup)
    assert len(lives) > 7
    for house, said in lives:
        _is_whole(house)
        copy = house.home / "new.kept"
        assert copy.exists() or not said
        if copy.exists():
            session = restoring.open_copy(
                copy, house.key("Ana"), conditions=house.conditions
            )
            assert checking.examine(session).is_whole
            session.close()
        # What a killed one left there goes with the next.
        with house.open("Ana") as ana:
            keeping.backup(ana, house.home / "next.kept")
        assert not list(house.home.glob(".*.part"))


def _restore(house: House, say: Say) -> None:  # pragma: no cover - in a child
    restoring.restore(
        house.home / "older.kept",
        house.key("Ana"),
        home=house.home,
        into=house.home / "other",
        conditions=house.conditions,
    )
    say("put back")


def test_killed_while_a_copy_is_put_back_it_is_there_whole_or_not_at_all(
    tmp_path: Path,
) -> None:
    _lived(tmp_path)
    lives = _until_it_gets_through(tmp_path, 1, _restore)
    assert len(lives) > 6
    for house, said in lives:
        other = House(house.home / "other", house.clock)
        there = list(other.home.glob("*.leanto"))
        assert there or not said
        if there:
            _is_whole(other)
        else:
            # Done again, it is done.
            _restore(house, lambda _: None)
            _is_whole(other)


def _hide(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        hiding.hide(ana, hides=True)
        say("hidden")
        wrote(ana, "Page 4.")
        say("written")
        hiding.hide(ana, hides=False)
        say("laid out")


def test_killed_while_all_is_moved_into_the_box_or_out_it_is_in_one_of_the_two(
    tmp_path: Path,
) -> None:
    _lived(tmp_path)
    lives = _until_it_gets_through(tmp_path, 1, _hide)
    assert len(lives) > 10
    ways = set()
    for house, said in lives:
        with house.open("Ana") as ana:
            loading.load(ana)
            ways.add(hiding.is_hidden(ana))
            if said:
                assert hiding.is_hidden(ana) or len(said) > 1
            pages = len(ana.library.own_entries())
        assert pages == 5 if "written" in said else pages in {4, 5}
        _is_whole(house, pages=pages)
    assert ways == {True, False}


def _save(house: House, say: Say) -> None:  # pragma: no cover - in a child
    with house.open("Ana") as ana:
        saving.save_into(ana, house.home / "saved.kept")
        say("saved")


def test_killed_while_all_is_saved_anew_it_is_there_whole_or_not_at_all(
    tmp_path: Path,
) -> None:
    _lived(tmp_path)
    lives = _until_it_gets_through(tmp_path, 3, _save)
    assert len(lives) > 10
    for house, said in lives:
        _is_whole(house)
        saved = house.home / "saved.kept"
        assert saved.exists() or not said
        if saved.exists():
            assert label_of(saved) == "Ana"
            session = restoring.open_copy(
                saved, house.key("Ana"), conditions=house.conditions
            )
            assert checking.examine(session).is_whole
            session.close()
            with house.open("Ana") as ana, pytest.raises(NotPossible):
                saving.save_into(ana, saved)
