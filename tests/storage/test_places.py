"""The places where vaults live, and how files come to stand there."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journal.errors import Busy, MayNotWrite, NoRoom, NotPossible, PlaceTrouble
from journal.storage import places
from journal.storage.places import (
    VaultLock,
    home_folder,
    new_vault_path,
    part_beside,
    place_errors,
    prepare_home,
    put_in_place,
    scratch_beside,
    vault_paths,
    write_whole,
)


def test_the_place_named_comes_first_then_the_variable_then_the_platforms(
    tmp_path: Path,
) -> None:
    variable = {"LEANTO_HOME": str(tmp_path / "b")}
    assert home_folder(str(tmp_path / "a"), variable) == tmp_path / "a"
    assert home_folder(None, variable) == tmp_path / "b"
    assert home_folder(None, {}).name == "leanto"
    assert home_folder(None, {"LEANTO_HOME": ""}).is_absolute()
    assert home_folder("here", {}) == Path.cwd() / "here"
    assert home_folder("~/here", {}) == Path.home() / "here"


def test_a_new_home_is_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    prepare_home(home)
    prepare_home(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_home_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    prepare_home(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_file_where_the_home_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"dear")
    for home in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(PlaceTrouble):
            prepare_home(home)
    with pytest.raises(PlaceTrouble):
        vault_paths(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"dear"


def test_only_regular_files_are_vaults(tmp_path: Path) -> None:
    (tmp_path / "b.leanto").write_bytes(b"")
    (tmp_path / "a.leanto").write_bytes(b"")
    (tmp_path / "a.leanto.lock").write_bytes(b"")
    (tmp_path / "a.leanto-wal").write_bytes(b"")
    (tmp_path / "folder.leanto").mkdir()
    (tmp_path / "link.leanto").symlink_to(tmp_path / "a.leanto")
    os.mkfifo(tmp_path / "pipe.leanto")
    assert vault_paths(tmp_path) == [tmp_path / "a.leanto", tmp_path / "b.leanto"]
    assert vault_paths(tmp_path / "none") == []


def test_a_new_vault_gets_a_name_that_says_nothing_and_is_free(tmp_path: Path) -> None:
    (tmp_path / f"{'00' * 8}.leanto").write_bytes(b"")
    given = iter([bytes(8), bytes(8), b"\x01" * 8])
    path = new_vault_path(tmp_path, lambda _: next(given))
    assert path == tmp_path / f"{'01' * 8}.leanto"


def test_a_file_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    write_whole(path, b"new words")
    assert path.read_bytes() == b"new words"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_file_is_durable_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after the rename must not leave a name without its bytes."""
    told: list[str] = []
    real_fsync = os.fsync
    real_replace = Path.replace

    def fsync(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    def replace(self: Path, target: Path) -> Path:
        told.append("named")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_whole(tmp_path / "file", b"words")
    assert told == ["file", "named", "folder"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").write_bytes(b"dear")
    with pytest.raises(PlaceTrouble):
        write_whole(tmp_path / "folder", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]
    with pytest.raises(PlaceTrouble):
        write_whole(tmp_path / "none" / "file", b"new")


@pytest.mark.parametrize("links", [True, False])
def test_a_finished_file_never_takes_anothers_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    if not links:

        def refuse(*_: object) -> None:
            raise PermissionError(errno.EPERM, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "file"
    for data in (b"first", b"second"):
        with part_beside(path) as part:
            part.write_bytes(data)
            if data == b"first":
                put_in_place(part, path, taken=NotPossible())
            else:
                with pytest.raises(NotPossible):
                    put_in_place(part, path, taken=NotPossible())
    assert path.read_bytes() == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        (errno.ENOSPC, NoRoom),
        (errno.EDQUOT, NoRoom),
        (errno.EFBIG, NoRoom),
        (errno.EACCES, MayNotWrite),
        (errno.EPERM, MayNotWrite),
        (errno.EROFS, MayNotWrite),
        (errno.EIO, PlaceTrouble),
        (errno.ENOENT, PlaceTrouble),
        (errno.ENOTDIR, PlaceTrouble),
    ],
)
def test_what_the_system_says_is_told_as_what_it_means(
    number: int, meaning: type[PlaceTrouble]
) -> None:
    with pytest.raises(PlaceTrouble) as told, place_errors():
        raise OSError(number, "as the system puts it")
    assert type(told.value) is meaning


def test_a_lock_keeps_others_out_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "v.leanto"
    lock = VaultLock(path)
    with pytest.raises(Busy):
        VaultLock(path)
    lock.release()
    lock.release()
    VaultLock(path).release()


def test_a_folder_that_vanished_is_not_made_anew_for_a_lock(tmp_path: Path) -> None:
    with pytest.raises(PlaceTrouble):
        VaultLock(tmp_path / "none" / "v.leanto")
    assert not (tmp_path / "none").exists()


def test_a_scratch_folder_left_behind_is_removed_and_one_in_use_is_not(
    tmp_path: Path,
) -> None:
    left = tmp_path / ".0123456789abcdef.part"
    left.mkdir()
    (left / "in use.lock").touch()
    (left / "half.leanto").write_bytes(b"half")
    other = tmp_path / ".fedcba9876543210.part"
    other.mkdir()
    (other / "somebody's").touch()
    kept = tmp_path / "kept"
    with scratch_beside(kept) as one, scratch_beside(kept) as two:
        assert {one, two, other} == set(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == [other]


def test_a_database_part_of_which_lies_in_its_log_gets_no_name(tmp_path: Path) -> None:
    part, path = tmp_path / "part", tmp_path / "whole"
    part.write_bytes(b"half")
    log = tmp_path / "part-wal"
    log.write_bytes(b"the other half")
    with pytest.raises(PlaceTrouble):
        put_in_place(part, path, taken=NotPossible())
    assert not path.exists()
    log.write_bytes(b"")
    put_in_place(part, path, taken=NotPossible())
    assert path.read_bytes() == b"half"


def test_asking_for_places_loads_nothing_heavy() -> None:
    loaded = "import sys, journal.storage.places; print(*sys.modules)"
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", loaded],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(places.__file__).parents[2],
    )
    heavy = {"sqlite3", "sqlite_utils", "filelock", "platformdirs", "cryptography"}
    assert not heavy & set(ran.stdout.split())
