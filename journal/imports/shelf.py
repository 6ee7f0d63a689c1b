"""The files of an export, wherever they lie: a file, a folder, a zip.

Nothing is unpacked to a disk, no link is followed, and everything is bounded before it
is read.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from journal.domain.text import clean_line
from journal.errors import NotFound, NotReadable, PlaceTrouble
from journal.imports.plain import NotSafe

MOST_FILES = 50_000
LARGEST = 128 * 1024 * 1024
MOST_BYTES = 1024 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 1024 * 1024
_LARGEST_LIST = 64 * 1024 * 1024
_DEEPEST = 24

TOO_MANY = "There are more files in it than Lean-to looks through. Nothing was read."
TOO_LARGE = "it is larger than Lean-to reads at once"
TOO_MUCH = (
    "There is more text in it than Lean-to reads at once. Nothing was brought in."
)
SWELLS = "This zip swells to far more than it is. Nothing was brought in."
LEADS_OUT = "This zip names files outside itself. Nothing was read."
LOCKED = (
    "This zip is locked with a password. Unpack it first; a folder can be brought in."
)
BROKEN_ZIP = "This zip is damaged, or is none. Nothing was brought in."
NOT_WHOLE = "it is damaged"
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Shelf(Protocol):
    """Files by name; a name is a path within the shelf, with forward slashes."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every file there is, in order."""

    def read(self, name: str) -> bytes:
        """Return what a file holds, or raise `NotReadable`."""

    def changed_on(self, name: str) -> date | None:
        """Return the day on which a file was last changed, if that is known."""


@contextmanager
def opened(path: Path) -> Iterator[Shelf]:
    """Open a file, a folder or a zip to be read.

    Raises:
        NotFound: nothing is there.
        NotReadable: it is a zip that is not sound, or holds too much.
        PlaceTrouble: it cannot be read.
    """
    name = clean_line(path.name or str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield _Folder(path)
            return
        if not stat.S_ISREG(mode):
            raise PlaceTrouble(f"{name!r} is not a file that can be read.")
        with path.open("rb") as file:
            if file.read(2) == b"PK":
                yield zip_of(file)
            else:
                yield _One(path)
    except FileNotFoundError:
        raise NotFound(f"There is nothing called {name!r} there.") from None
    except OSError:
        raise PlaceTrouble(f"{name!r} cannot be read.") from None


def zip_of(file: BinaryIO) -> Shelf:
    """Return what lies in a zip.

    Raises:
        NotReadable: it is not sound, or holds too much.
    """
    return _Zip(file)


class _One:
    """One file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.names: tuple[str, ...] = (path.name,)

    def read(self, name: str) -> bytes:
        del name
        return _bounded(self._path)

    def changed_on(self, name: str) -> date | None:
        del name
        return _changed(self._path)


class _Folder:
    """A folder with all below it, but for what is hidden."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._room = MOST_BYTES
        self.names = tuple(sorted(self._below(path, "", _DEEPEST)))

    def read(self, name: str) -> bytes:
        data = _bounded(self._path / name)
        self._room -= len(data)
        if self._room < 0:
            raise NotSafe(TOO_MUCH)
        return data

    def changed_on(self, name: str) -> date | None:
        return _changed(self._path / name)

    def _below(self, path: Path, before: str, deepest: int) -> list[str]:
        found: list[str] = []
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                name = f"{before}{entry.name}"
                if entry.is_dir(follow_symlinks=False) and deepest:
                    inside = Path(entry.path)
                    found += self._below(inside, f"{name}/", deepest - 1)
                elif entry.is_file(follow_symlinks=False):
                    found.append(name)
                if len(found) > MOST_FILES:
                    raise NotSafe(TOO_MANY)
        return found


class _Zip:
    """What lies in a zip, read member by member."""

    def __init__(self, file: BinaryIO) -> None:
        self._room = MOST_BYTES
        _refuse_long_list(file)
        try:
            self._zip = zipfile.ZipFile(file)
            infos = self._zip.infolist()
        except _ZIP_FAULTS:
            raise NotSafe(BROKEN_ZIP) from None
        if len(infos) > MOST_FILES:
            raise NotSafe(TOO_MANY)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _inside(info.filename)
            if name and not info.is_dir() and not _is_link(info):
                self._infos.setdefault(name, info)
        self.names = tuple(sorted(self._infos))

    def read(self, name: str) -> bytes:
        info = self._infos[name]
        if info.flag_bits & 0x1:
            raise NotSafe(LOCKED)
        if info.file_size > LARGEST:
            raise NotReadable(TOO_LARGE)
        if info.file_size > max(_SMALL, info.compress_size * MOST_RATIO):
            raise NotSafe(SWELLS)
        self._room -= info.file_size
        if self._room < 0:
            raise NotSafe(TOO_MUCH)
        try:
            with self._zip.open(info) as member:
                # No more than was said, whatever is there.
                return member.read(info.file_size + 1)
        except _ZIP_FAULTS:
            raise NotReadable(NOT_WHOLE) from None

    def changed_on(self, name: str) -> date | None:
        try:
            return date(*self._infos[name].date_time[:3])
        except ValueError:
            return None


def _inside(name: str) -> str:
    """Return a member's name as a path inside the zip, or "" for what is hidden.

    Raises:
        NotReadable: it leads out of the zip.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts:
        return ""
    if parts[0] == "/" or ".." in parts or parts[0].endswith(":"):
        raise NotSafe(LEADS_OUT)
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return "" if is_hidden else "/".join(parts)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _refuse_long_list(file: BinaryIO) -> None:
    """Refuse a zip whose list of members alone would fill the memory."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = tail[at + 12 : at + 16]
    if at < 0 or len(size) < 4:  # noqa: PLR2004 - its bytes
        raise NotSafe(BROKEN_ZIP)
    length = int.from_bytes(size, "little")
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if wide >= 0:
        length = max(
            int.from_bytes(tail[wide + 40 : wide + 48], "little"), length % 0xFFFFFFFF
        )
    if length > _LARGEST_LIST:
        raise NotSafe(TOO_MANY)


def _bounded(path: Path) -> bytes:
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(number, "rb") as file:  # noqa: PTH123 - by its number
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise NotReadable(NOT_WHOLE)
            data = file.read(LARGEST + 1)
    except OSError:
        raise NotReadable("it cannot be opened") from None
    if len(data) > LARGEST:
        raise NotReadable(TOO_LARGE)
    return data


def _changed(path: Path) -> date | None:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime).astimezone().date()
    except (OSError, OverflowError, ValueError):
        return None
