"""Ordinary files: whole or not there, for their owner, and nothing beside them."""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from journal.errors import NoRoom, NotPossible
from journal.storage.plain_files import write_folder, write_pieces, write_zip


def broken_off() -> Iterator[str]:
    yield "a heron"
    raise OSError(errno.ENOSPC, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        write_pieces(tmp_path / "a.json", broken_off())
    with pytest.raises(NoRoom):
        write_zip(tmp_path / "a.zip", [("a.json", broken_off())])
    with pytest.raises(NoRoom):
        write_folder(tmp_path / "a", ((one, one) for one in broken_off()))
    assert names(tmp_path) == []


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("before")
    with pytest.raises(NoRoom):
        write_pieces(path, broken_off(), over=True)
    assert (names(tmp_path), path.read_text()) == (["a.json"], "before")


def test_while_it_is_written_it_lies_beside_its_place_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    def watched() -> Iterator[str]:
        yield "a heron" * 100_000
        (beside,) = tmp_path.iterdir()
        assert stat.S_IMODE(beside.stat().st_mode) == 0o700
        assert stat.S_IMODE((beside / "part").stat().st_mode) == 0o600
        yield "."

    write_pieces(tmp_path / "a.json", watched())
    assert names(tmp_path) == ["a.json"]


def test_a_folder_and_all_in_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_folder(folder, [("one.md", "Über"), ("two.md", "")])
    assert names(folder) == ["one.md", "two.md"]
    assert (folder / "one.md").read_text("utf-8") == "Über"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert names(tmp_path) == ["a"]


def test_a_folder_takes_the_place_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(NotPossible):
        write_folder(tmp_path / "a", [("one.md", "One.")])
    assert names(tmp_path / "a") == []


def test_a_zip_tells_no_time_and_holds_its_texts_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_zip(path, [("One.json", ["{", "}"]), ("Two.json", ["Über"])])
    with ZipFile(path) as zipped:
        assert zipped.testzip() is None
        assert [one.date_time[0] for one in zipped.infolist()] == [1980, 1980]
        assert zipped.read("Two.json").decode() == "Über"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
