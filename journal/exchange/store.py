"""The place two people share, as four calls, and a folder that is such a place.

No locks, no index, no clocks, no order of listing: none of them can be relied on
where a folder is kept in step by other software. A file appears under its name
only when it is whole, and putting the same bytes again is harmless.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, Protocol, Self

from journal.errors import MayNotWrite, NoRoom, NotFound, PlaceTrouble

FILE_LIMIT: Final = 4 * 1024 * 1024 + 64 * 1024
NAMES_LIMIT: Final = 100_000
NOT_THERE: Final = (
    "The folder you share is not there at the moment. "
    "What you write is kept here and will go when it is."
)

# Room for the dot and ".part" within the 255 bytes that file systems allow.
_OUR_NAME: Final = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,249}")
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_MAY_NOT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# What folders mounted through FUSE answer when they cannot fsync a directory.
_NO_FSYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
# Windows has neither links to follow here nor pipes to wait for, but has text mode.
_CAREFUL: Final[int] = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_READ: Final[int] = os.O_RDONLY | _CAREFUL | getattr(os, "O_NONBLOCK", 0)
_WRITE: Final[int] = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFUL


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the place: its name, its bytes, when it changed (nanoseconds)."""

    name: str
    size: int
    changed: int


class Store(Protocol):
    """Any place that holds files by name. Every call may raise `PlaceTrouble`."""

    def list(self) -> Sequence[Found]:
        """Return what is there, in any order; some of it may be missing."""
        ...

    def get(self, name: str) -> bytes:
        """Return a file's bytes, or raise `NotFound`; they may not be what was put."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Make data the whole content of name, replacing what was there."""
        ...

    def delete(self, name: str) -> None:
        """Remove name; harmless when it is not there."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, perhaps kept in step with another computer by other software."""

    path: Path = field(repr=False)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Return the folder at path, made for this person only if it is not there."""
        with _place_errors():
            path.mkdir(mode=0o700, exist_ok=True)
            _sync_directory(path.parent)
        return cls(path)

    def list(self) -> Sequence[Found]:
        """Return the regular files of a size we may read, none of them hidden.

        Conflict copies and strangers' files are among them. At most `NAMES_LIMIT`
        names are looked at.
        """
        with _place_errors(writing=False), os.scandir(self.path) as entries:
            looked_at = [_found(entry) for entry in islice(entries, NAMES_LIMIT)]
        return [found for found in looked_at if found is not None]

    def get(self, name: str) -> bytes:
        """Return the bytes of a regular file that holds still while it is read.

        Raises:
            NotFound: there is no such file.
            PlaceTrouble: it is a link, a pipe, a folder, too large, or changing.
        """
        if not _is_plain(name):
            raise PlaceTrouble
        with _place_errors(writing=False):
            try:
                handle = os.open(self.path / name, _READ)
            except FileNotFoundError as reason:
                raise NotFound from reason
            try:
                return _read_still(handle)
            finally:
                os.close(handle)

    def put(self, name: str, data: bytes) -> None:
        """Write data beside its place, force it to the disk, then rename it.

        Killed at any point it leaves the old file or the new one, never half.

        Raises:
            NoRoom, MayNotWrite, PlaceTrouble: it could not; nothing half is left.
        """
        part = self._part(name)
        with _place_errors():
            try:
                # Whatever a killed program or a stranger left there: not followed.
                part.unlink(missing_ok=True)
                _write_through(part, data)
                part.replace(self.path / name)
            except OSError:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
            _sync_directory(self.path)

    def delete(self, name: str) -> None:
        """Remove a file, and what a killed `put` of it may have left."""
        if not _is_plain(name):
            raise PlaceTrouble
        with _place_errors():
            (self.path / name).unlink(missing_ok=True)
            if _OUR_NAME.fullmatch(name):
                self._part(name).unlink(missing_ok=True)
            _sync_directory(self.path)

    def _part(self, name: str) -> Path:
        if not _OUR_NAME.fullmatch(name):
            raise PlaceTrouble
        return self.path / f".{name}.part"


def _is_plain(name: str) -> bool:
    # Wider than the names we give: conflict copies have blanks and brackets.
    return (
        bool(name)
        and not name.startswith(".")
        and name.isprintable()
        and not set(name) & set("/\\:")
    )


def _found(entry: os.DirEntry[str]) -> Found | None:
    if not _is_plain(entry.name):
        return None
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return None  # Gone since it was listed.
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > FILE_LIMIT:
        return None
    return Found(entry.name, facts.st_size, facts.st_mtime_ns)


def _read_still(handle: int) -> bytes:
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode) or before.st_size > FILE_LIMIT:
        raise PlaceTrouble
    wanted = before.st_size + 1
    parts: list[bytes] = []
    while wanted and (part := os.read(handle, wanted)):
        parts.append(part)
        wanted -= len(part)
    after = os.fstat(handle)
    still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if wanted != 1 or not still:
        raise PlaceTrouble
    return b"".join(parts)


def _write_through(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, _WRITE, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(path: Path) -> None:
    """Make names in path survive a loss of power, where the system can."""
    directory: int | None = getattr(os, "O_DIRECTORY", None)
    if directory is None:
        return
    handle = os.open(path, os.O_RDONLY | directory)
    try:
        os.fsync(handle)
    except OSError as reason:
        if reason.errno not in _NO_FSYNC:
            raise
    finally:
        os.close(handle)


@contextmanager
def _place_errors(*, writing: bool = True) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as reason:
        raise PlaceTrouble(NOT_THERE) from reason
    except OSError as reason:
        if reason.errno in _NO_ROOM:
            raise NoRoom from reason
        if writing and reason.errno in _MAY_NOT:
            raise MayNotWrite from reason
        raise PlaceTrouble from reason
