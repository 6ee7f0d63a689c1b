"""What every place must do, and what a folder does with whatever lies in it."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from journal.errors import JournalError, MayNotWrite, NoRoom, NotFound, PlaceTrouble
from journal.exchange import store as store_module
from journal.exchange.store import FILE_LIMIT, NOT_THERE, Folder, Store

NAME = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.create(tmp_path / "shared")


@pytest.fixture(params=["folder", "memory"])
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    store_over: Callable[[dict[str, bytes]], Store],
) -> Store:
    if request.param == "memory":
        return store_over({})
    return Folder.create(tmp_path / "shared")


def names(store: Store) -> set[str]:
    return {found.name for found in store.list()}


def all_names(folder: Folder) -> set[str]:
    return {path.name for path in folder.path.iterdir()}


# Every place.


def test_a_new_place_is_empty(place: Store) -> None:
    assert names(place) == set()


def test_what_is_put_is_listed_and_can_be_got(place: Store) -> None:
    place.put(NAME, b"sealed")
    place.put("b", b"")
    assert {(found.name, found.size) for found in place.list()} == {(NAME, 6), ("b", 0)}
    assert place.get(NAME) == b"sealed"
    assert place.get("b") == b""


def test_putting_again_is_harmless_and_other_bytes_replace(place: Store) -> None:
    for data in (b"sealed", b"sealed", b"new"):
        place.put(NAME, data)
        assert place.get(NAME) == data
        assert names(place) == {NAME}


def test_what_is_deleted_is_gone_and_deleting_again_is_harmless(place: Store) -> None:
    place.put(NAME, b"sealed")
    place.put("kept", b"sealed")
    place.delete(NAME)
    place.delete(NAME)
    assert names(place) == {"kept"}
    with pytest.raises(NotFound):
        place.get(NAME)


def test_what_was_never_there_is_not_found(place: Store) -> None:
    with pytest.raises(NotFound):
        place.get(NAME)


def test_every_byte_comes_back_at_every_size(place: Store) -> None:
    for size in (1, 255, 65_537, 4 * 1024 * 1024):
        data = bytes(range(256)) * (size // 256 + 1)
        place.put(NAME, data[:size])
        assert place.get(NAME) == data[:size]


def test_hundreds_of_files_are_all_listed(place: Store) -> None:
    wanted = {f"segment-{number}" for number in range(300)}
    for name in wanted:
        place.put(name, b"sealed")
    assert names(place) == wanted


# A folder: who may read it, and what if it is not there.


def test_a_folder_and_its_files_are_for_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = Folder.create(tmp_path / "shared")
        folder.put(NAME, b"sealed")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / NAME).stat().st_mode) == 0o600


def test_making_a_folder_that_is_there_changes_nothing(folder: Folder) -> None:
    folder.put(NAME, b"sealed")
    assert Folder.create(folder.path).get(NAME) == b"sealed"


def test_a_missing_folder_is_said_and_never_made(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "stick")
    calls: list[Callable[[], object]] = [
        folder.list,
        lambda: folder.put(NAME, b"sealed"),
        lambda: folder.delete(NAME),
    ]
    for call in calls:
        with pytest.raises(PlaceTrouble) as caught:
            call()
        assert caught.value.say == NOT_THERE
    with pytest.raises(NotFound):
        folder.get(NAME)
    assert not folder.path.exists()


def test_a_file_where_the_folder_was_is_a_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "shared").write_bytes(b"")
    with pytest.raises(PlaceTrouble) as caught:
        Folder(tmp_path / "shared").list()
    assert caught.value.say == NOT_THERE
    with pytest.raises(PlaceTrouble):
        Folder.create(tmp_path / "shared")


def test_where_its_parent_is_missing_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(PlaceTrouble) as caught:
        Folder.create(tmp_path / "stick" / "shared")
    assert caught.value.say == NOT_THERE


def test_a_folder_does_not_say_where_it_is(folder: Folder) -> None:
    assert str(folder.path) not in repr(folder)


# A folder: what is no file of ours.


@contextmanager
def all_but_one_skipped(folder: Folder) -> Iterator[None]:
    folder.put("sound", b"sealed")
    yield
    assert names(folder) == {"sound"}


def refuses(folder: Folder, name: str) -> None:
    with pytest.raises(PlaceTrouble):
        folder.get(name)


def test_links_are_not_followed(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not for the exchange")
    with all_but_one_skipped(folder):
        (folder.path / "away").symlink_to(outside)
        (folder.path / "within").symlink_to(folder.path / "sound")
        (folder.path / "dangling").symlink_to(tmp_path / "nothing")
        (folder.path / "round").symlink_to(folder.path / "round")
    for name in ("away", "within", "dangling", "round"):
        refuses(folder, name)


def test_a_link_in_the_place_of_a_file_is_replaced_not_written_through(
    folder: Folder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"untouched")
    for name in (NAME, f".{NAME}.part"):
        (folder.path / name).symlink_to(outside)
    folder.put(NAME, b"sealed")
    assert outside.read_bytes() == b"untouched"
    assert all_names(folder) == {NAME}
    assert folder.get(NAME) == b"sealed"
    (folder.path / "away").symlink_to(outside)
    folder.delete("away")
    assert outside.read_bytes() == b"untouched"


def test_a_pipe_is_neither_listed_nor_waited_for(folder: Folder) -> None:
    with all_but_one_skipped(folder):
        os.mkfifo(folder.path / NAME)
        os.mkfifo(folder.path / f".{NAME}.part")
    refuses(folder, NAME)
    folder.put(NAME, b"sealed")
    assert folder.get(NAME) == b"sealed"


def test_a_folder_in_the_folder_is_left_alone(folder: Folder) -> None:
    with all_but_one_skipped(folder):
        (folder.path / NAME).mkdir()
    refuses(folder, NAME)
    with pytest.raises(PlaceTrouble):
        folder.put(NAME, b"sealed")
    assert all_names(folder) == {NAME, "sound"}
    (folder.path / ".other.part").mkdir()
    with pytest.raises(PlaceTrouble):
        folder.put("other", b"sealed")


def test_a_huge_file_is_neither_listed_nor_read(folder: Folder) -> None:
    with all_but_one_skipped(folder):
        (folder.path / "huge").write_bytes(b"")
        os.truncate(folder.path / "huge", FILE_LIMIT + 1)
    refuses(folder, "huge")
    os.truncate(folder.path / "huge", FILE_LIMIT)
    assert names(folder) == {"sound", "huge"}
    assert folder.get("huge") == bytes(FILE_LIMIT)


def test_hidden_and_odd_names_are_neither_listed_nor_touched(folder: Folder) -> None:
    odd = [
        ".hidden",
        ".a.part",
        "two\nlines",
        "back\\slash",
        "col:on",
        "\udcff",
        "\x1b[",
    ]
    with all_but_one_skipped(folder):
        for name in odd:
            (folder.path / name).write_bytes(b"")
    for name in ("", ".", "..", "../sound", "/etc/passwd", "a/b", "nul\x00", *odd):
        refuses(folder, name)
        with pytest.raises(PlaceTrouble):
            folder.put(name, b"sealed")
        with pytest.raises(PlaceTrouble):
            folder.delete(name)
    assert all_names(folder) == {"sound", *odd}


def test_only_plain_names_are_put_but_conflict_copies_can_be_read_and_removed(
    folder: Folder,
) -> None:
    copy = f"{NAME} (Ana's conflicted copy é)"
    (folder.path / copy).write_bytes(b"sealed")
    assert names(folder) == {copy}
    assert folder.get(copy) == b"sealed"
    with pytest.raises(PlaceTrouble):
        folder.put(copy, b"sealed")
    folder.delete(copy)
    assert all_names(folder) == set()


def test_the_longest_name_can_be_put_and_a_longer_one_is_refused(
    folder: Folder,
) -> None:
    folder.put("a" * 249, b"sealed")
    with pytest.raises(PlaceTrouble):
        folder.put("a" * 250, b"sealed")
    assert names(folder) == {"a" * 249}


def test_no_more_names_are_looked_at_than_the_limit(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "NAMES_LIMIT", 5)
    for number in range(9):
        folder.put(f"segment-{number}", b"sealed")
    assert len(folder.list()) == 5


def test_a_file_that_goes_while_the_folder_is_listed_is_not_listed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("sound", b"sealed")
    folder.put("leaving", b"sealed")
    scan = os.scandir

    @contextmanager
    def late(path: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scan(path) as entries:
            seen = list(entries)
        (path / "leaving").unlink()
        yield iter(seen)

    monkeypatch.setattr(os, "scandir", late)
    assert names(folder) == {"sound"}


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(NAME, b"sealed" * 100)
    path = folder.path / NAME
    read = os.read

    def meanwhile(handle: int, size: int) -> bytes:
        match change:
            case "grows":
                os.truncate(path, 10_000)
            case "shrinks":
                os.truncate(path, 10)
            case _:
                os.utime(path, ns=(1, 1))
        return read(handle, size)

    monkeypatch.setattr(os, "read", meanwhile)
    refuses(folder, NAME)


def test_a_file_that_is_handed_over_in_pieces_is_read_whole(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(NAME, b"sealed" * 100)
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: read(handle, min(size, 7)))
    assert folder.get(NAME) == b"sealed" * 100


def test_a_file_that_ends_before_its_end_is_refused(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(NAME, b"sealed")
    monkeypatch.setattr(os, "read", lambda _handle, _size: b"")
    refuses(folder, NAME)


# A folder: what is written is whole or not there.


def test_bytes_reach_the_disk_before_the_name_and_the_name_before_it_is_said(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, rename, remove = os.fsync, os.replace, os.unlink

    def recorded_sync(handle: int) -> None:
        facts = os.fstat(handle)
        what = "folder" if stat.S_ISDIR(facts.st_mode) else f"{facts.st_size} bytes"
        steps.append(f"fsync {what}")
        sync(handle)

    def recorded_rename(source: Path, target: Path) -> None:
        steps.append(f"rename {source.name} to {target.name}")
        rename(source, target)

    def recorded_unlink(path: Path) -> None:
        steps.append(f"unlink {path.name}")
        remove(path)

    monkeypatch.setattr(os, "fsync", recorded_sync)
    monkeypatch.setattr(os, "replace", recorded_rename)
    folder.put("one", b"sealed")
    assert steps == ["fsync 6 bytes", "rename .one.part to one", "fsync folder"]
    steps.clear()
    monkeypatch.setattr(os, "unlink", recorded_unlink)
    folder.delete("one")
    assert steps == ["unlink one", "unlink .one.part", "fsync folder"]
    steps.clear()
    Folder.create(folder.path.parent / "another")
    assert steps == ["fsync folder"]


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "fact"),
    [
        (errno.ENOSPC, NoRoom),
        (errno.EDQUOT, NoRoom),
        (errno.EROFS, MayNotWrite),
        (errno.EACCES, MayNotWrite),
        (errno.EPERM, MayNotWrite),
        (errno.EIO, PlaceTrouble),
    ],
)
def test_trouble_at_any_step_is_said_and_leaves_the_old_file_and_no_half_one(
    step: str,
    number: int,
    fact: type[JournalError],
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder.put(NAME, b"old")

    def fails(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as trouble:
        trouble.setattr(os, step, fails)
        with pytest.raises(fact) as caught:
            folder.put(NAME, b"new")
    assert type(caught.value) is fact
    assert all_names(folder) == {NAME}
    assert folder.get(NAME) == b"old"
    folder.put(NAME, b"new")
    assert folder.get(NAME) == b"new"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_what_may_not_be_read_is_not_called_unwritable(
    number: int, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fails)
    monkeypatch.setattr(os, "scandir", fails)
    for call in (folder.list, lambda: folder.get(NAME)):
        with pytest.raises(PlaceTrouble) as caught:
            call()
        assert type(caught.value) is PlaceTrouble


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_program_killed_while_it_puts_leaves_nothing_that_is_listed(
    step: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as kill:
        kill.setattr(os, step, killed)
        with pytest.raises(KeyboardInterrupt):
            folder.put(NAME, b"sealed")
    assert all_names(folder) == {f".{NAME}.part"}
    assert names(folder) == set()
    folder.delete(NAME)
    assert all_names(folder) == set()


def fsync_of_folders_raises(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def picky(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", picky)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_folder_that_cannot_be_forced_to_disk_serves_all_the_same(
    number: int, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync_of_folders_raises(number, monkeypatch)
    folder.put(NAME, b"sealed")
    assert folder.get(NAME) == b"sealed"


def test_a_disk_that_fails_at_the_last_step_is_not_taken_for_done(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync_of_folders_raises(errno.EIO, monkeypatch)
    with pytest.raises(PlaceTrouble):
        folder.put(NAME, b"sealed")


def test_where_folders_cannot_be_opened_their_names_are_not_forced(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    fsync_of_folders_raises(errno.EIO, monkeypatch)
    folder.put(NAME, b"sealed")
    assert folder.get(NAME) == b"sealed"
