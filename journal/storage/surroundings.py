"""What lies in the folder of journals: files, their sizes, and who may read them."""

import os
import stat
from dataclasses import dataclass, field
from enum import Enum, auto, unique
from pathlib import Path

from journal.storage.places import VAULT_SUFFIX, place_errors

PLACE_PREFIX = "couple-"


@unique
class What(Enum):
    """What a file in the folder of journals is."""

    VAULT = auto()
    LOCK = auto()
    LOG = auto()
    PLACE = auto()
    LEFT_OVER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Seen:
    """A file, or a folder with all that lies in it.

    `others` says that another account on this computer may read it.
    """

    path: Path = field(repr=False)
    what: What
    size: int
    others: bool
    count: int = 1


def surroundings(home: Path) -> tuple[bool, list[Seen]]:
    """Return whether others may look into the folder, and what is in it by name.

    Raises:
        PlaceTrouble: it cannot be read.
    """
    with place_errors():
        if not home.is_dir():
            return False, []
        found = [_seen(path) for path in sorted(home.iterdir())]
        return _is_open(home.stat().st_mode), found


def _seen(path: Path) -> Seen:
    status = path.lstat()
    what = _what(path, status.st_mode)
    if what is not What.PLACE:
        return Seen(path, what, status.st_size, _is_open(status.st_mode))
    inside = [one.stat(follow_symlinks=False) for one in os.scandir(path)]
    others = _is_open(status.st_mode)
    return Seen(path, what, sum(one.st_size for one in inside), others, len(inside))


def _what(path: Path, mode: int) -> What:
    name = path.name
    if stat.S_ISDIR(mode) and name.startswith(PLACE_PREFIX):
        return What.PLACE
    if name.startswith(".") and name.endswith(".part"):
        return What.LEFT_OVER
    if not stat.S_ISREG(mode):
        return What.OTHER
    for ending, what in (
        (VAULT_SUFFIX, What.VAULT),
        (VAULT_SUFFIX + ".lock", What.LOCK),
        (VAULT_SUFFIX + "-wal", What.LOG),
        (VAULT_SUFFIX + "-shm", What.LOG),
    ):
        if name.endswith(ending):
            return what
    return What.OTHER


def _is_open(mode: int) -> bool:
    return bool(stat.S_IMODE(mode) & 0o077)
