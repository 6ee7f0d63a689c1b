"""Where vaults live, who may read them there, and how a file is put in place whole."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import TYPE_CHECKING

from journal.errors import (
    Busy,
    JournalError,
    MayNotWrite,
    NoRoom,
    NotFound,
    NotPossible,
    PlaceTrouble,
)

if TYPE_CHECKING:
    from filelock import FileLock

VAULT_SUFFIX = ".leanto"
HOME_VARIABLE = "LEANTO_HOME"
# What the database makes beside a vault.
_BESIDE = ("-journal", "-wal", "-shm")
_SCRATCH = re.compile(r"\.[0-9a-f]{16}\.part")
_IN_USE = "in use"
TAKEN_FOR_A_JOURNAL = (
    "A file with that ending would look like a journal. Nothing was made."
)
TAKEN = "Something of that name is there already. Nothing was changed."
ORDERS = (
    "A file beside this journal, of its name and “-journal”, asks for another file to "
    "be deleted. Lean-to made none like it and opened nothing; move it elsewhere first."
)

LINKED = (
    "A file beside this journal, of its name and “{}”, has a second name elsewhere, "
    "and opening the journal would write over it there. Nothing was opened; put a copy "
    "of it in its place first."
)

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MAY_NOT_WRITE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# What folders mounted through FUSE answer when they cannot fsync a directory.
_NO_FSYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
# The last bytes of a rollback journal that names a file above it.
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")


def home_folder(argument: str | None, environ: Mapping[str, str]) -> Path:
    """Return the folder of vaults: as asked, else LEANTO_HOME, else the platform's."""
    chosen = argument or environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415 - not needed when a place is named

    return platformdirs.user_data_path("leanto", appauthor=False)


def prepare_home(path: Path) -> None:
    """Make the folder, readable by its owner alone, or make an old one so.

    Raises:
        MayNotWrite: it cannot be made there.
        PlaceTrouble: something that is not a folder stands in its place.
    """
    with place_errors():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o700)


def vault_paths(home: Path) -> list[Path]:
    """Return the vault files of a folder, by name; none when there is no folder.

    Links and whatever else is not a regular file are passed over: a name in the
    folder must not lead Lean-to to write elsewhere.
    """
    with place_errors():
        try:
            found = [
                Path(entry.path)
                for entry in os.scandir(home)
                if entry.name.endswith(VAULT_SUFFIX)
                and entry.is_file(follow_symlinks=False)
            ]
        except FileNotFoundError:
            return []
    return sorted(found)


def new_vault_path(home: Path, random: Callable[[int], bytes]) -> Path:
    """Return a path for a new vault, with a random name that says nothing."""
    path = home / (random(8).hex() + VAULT_SUFFIX)
    while os.path.lexists(path):
        path = home / (random(8).hex() + VAULT_SUFFIX)
    return path


def require_file(path: Path) -> None:
    """Check that a regular file is there.

    Raises:
        PlaceTrouble: nothing is there, or a link, a folder or a device.
    """
    with place_errors():
        modes = [path.lstat().st_mode]
        for suffix in _BESIDE:
            beside = path.with_name(path.name + suffix)
            if os.path.lexists(beside):
                # The database opens these as well, and would wait on a pipe for ever.
                modes.append(beside.lstat().st_mode)
    if not all(stat.S_ISREG(mode) for mode in modes):
        raise PlaceTrouble


def refuse_orders(path: Path) -> None:
    """Check that nothing beside a vault would have the database delete a file.

    A rollback journal may name another file, which SQLite deletes when it has rolled
    back. One vault alone never makes such a journal.

    Raises:
        PlaceTrouble: such a journal lies there, or one that cannot be read.
    """
    beside = path.with_name(path.name + "-journal")
    with place_errors():
        if not os.path.lexists(beside):
            return
        if not stat.S_ISREG(beside.lstat().st_mode):
            raise PlaceTrouble
        with beside.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - len(_NAMES_ANOTHER)))
            if file.read() == _NAMES_ANOTHER:
                raise PlaceTrouble(ORDERS)


def refuse_links(path: Path) -> None:
    """Check that what the database would write beside a vault is no other file too.

    Raises:
        PlaceTrouble: one of those files has a second name, under which it may be
            anything.
    """
    for suffix in _BESIDE:
        beside = path.with_name(path.name + suffix)
        with place_errors():
            if os.path.lexists(beside) and beside.lstat().st_nlink > 1:
                raise PlaceTrouble(LINKED.format(suffix))


def read_small(path: Path, *, most: int) -> bytes | None:
    """Return what a regular file holds, or None where it is more than `most` bytes.

    Raises:
        NotFound: there is no file of that name.
        PlaceTrouble: it is no regular file, or cannot be read.
    """
    name = path.name or str(path)
    unreadable = f"{name!r} is not a file that can be read."
    with place_errors():
        try:
            number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except FileNotFoundError:
            say = f"There is no file {name!r} there."
            raise NotFound(say) from None
        except PermissionError:
            raise PlaceTrouble(unreadable) from None
        if not stat.S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            raise PlaceTrouble(unreadable)
        with open(number, "rb") as file:  # noqa: PTH123 - by its number
            data = file.read(most + 1)
    return data if len(data) <= most else None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that its name holds the old bytes or all the new ones."""
    with part_beside(path) as part, place_errors():
        with part.open("r+b") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, whole or not at all; replace nothing.

    Raises:
        NotPossible: something has that name already, or it would be taken for a
            journal.
        PlaceTrouble: it cannot be written there.
    """
    if path.name.endswith(VAULT_SUFFIX):
        raise NotPossible(TAKEN_FOR_A_JOURNAL)
    with part_beside(path) as part:
        with place_errors(), part.open("r+b") as file:
            file.write(data)
        put_in_place(part, path, taken=NotPossible(TAKEN))


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """Give an empty file beside path, for its owner alone, to be renamed when whole.

    What has not been renamed at the end is removed.
    """
    part = path.with_name(f".{token_hex(8)}.part")
    with place_errors():
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """Give an empty folder beside path, for its owner alone; it is removed again.

    So are those that killed programs left there.
    """
    _remove_left(path.parent)
    scratch = path.with_name(f".{token_hex(8)}.part")
    with place_errors():
        scratch.mkdir(mode=0o700)
    try:
        with ExitStack() as held:
            with suppress(PlaceTrouble):
                # Where nothing can be locked, what a killed program leaves stays.
                held.callback(VaultLock(scratch / _IN_USE).release)
            yield scratch
    finally:
        rmtree(scratch, ignore_errors=True)


def _remove_left(folder: Path) -> None:
    """Remove the scratch folders that no program uses any more."""
    with suppress(OSError):
        for left in folder.iterdir():
            if not _SCRATCH.fullmatch(left.name) or left.is_symlink():
                continue
            with suppress(OSError):
                left.rmdir()  # Killed before it made anything in it.
            with suppress(Busy, PlaceTrouble):
                # A scratch folder is known by the lock that was made in it.
                if (left / f"{_IN_USE}.lock").is_file():
                    VaultLock(left / _IN_USE).release()
                    rmtree(left, ignore_errors=True)


def put_in_place(part: Path, path: Path, *, taken: JournalError) -> None:
    """Give a finished file its name, durably, and never replace another file.

    Where that cannot be said for certain, it does not keep the name.

    Raises:
        JournalError: `taken`, when something has that name already.
        PlaceTrouble: part of a database lies in its log still, and would stay there.
    """
    with place_errors():
        log = part.with_name(part.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise PlaceTrouble
        with part.open("rb") as file:
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            raise taken from None
        except OSError:
            # Some file systems have no hard links. There a look and a rename must do.
            if os.path.lexists(path):
                raise taken from None
            part.rename(path)
        try:
            part.unlink(missing_ok=True)
            sync_folder(path.parent)
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can do that."""
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as reason:
        if reason.errno not in _NO_FSYNC:
            raise
    finally:
        os.close(handle)


class VaultLock:
    """Holds a vault for one program until it is released or the program ends.

    The lock is the operating system's, so a killed program leaves none behind. Its
    file stays beside the vault: removing it could let two programs in.

    Raises:
        Busy: another Lean-to has the vault open.
    """

    def __init__(self, path: Path) -> None:
        import filelock  # noqa: PLC0415 - only those who open a vault pay for it

        self._lock: FileLock = filelock.FileLock(
            path.with_name(path.name + ".lock"),
            timeout=0,
            mode=0o600,
            thread_local=False,
            # A lock that is only a file's existence would outlive a killed program.
            fallback_to_soft=False,
        )
        with place_errors():
            # A folder that has vanished must be told, and not be made anew.
            path.parent.stat()
            try:
                self._lock.acquire()
            except filelock.Timeout:
                raise Busy from None

    def release(self) -> None:
        """Let others in; doing it twice is harmless."""
        self._lock.release()


@contextmanager
def place_errors() -> Iterator[None]:
    """Turn what the system says about a place or a disk into what we say."""
    try:
        yield
    except OSError as reason:
        raise _place_error(reason) from reason


def _place_error(reason: OSError) -> PlaceTrouble:
    if reason.errno in _NO_ROOM:
        return NoRoom()
    if reason.errno in _MAY_NOT_WRITE:
        return MayNotWrite()
    return PlaceTrouble()
