"""What SQLite's faults mean to the person whose journal it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from journal.errors import (
    Busy,
    Damaged,
    JournalError,
    MayNotWrite,
    NoRoom,
    PlaceTrouble,
)


@contextmanager
def sqlite_errors() -> Iterator[None]:
    """Turn what SQLite says into what we say; our own mistakes still crash."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as reason:
        raise _meaning(reason) from reason


_MEANINGS: dict[int, type[JournalError]] = {
    sqlite3.SQLITE_FULL: NoRoom,
    sqlite3.SQLITE_READONLY: MayNotWrite,
    sqlite3.SQLITE_CANTOPEN: MayNotWrite,
    sqlite3.SQLITE_PERM: MayNotWrite,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_IOERR: PlaceTrouble,
    sqlite3.SQLITE_NOMEM: PlaceTrouble,
    sqlite3.SQLITE_PROTOCOL: PlaceTrouble,
    # The small file beside a log cannot grow: in practice, a full disk.
    sqlite3.SQLITE_IOERR_SHMSIZE: NoRoom,
}


def _meaning(reason: sqlite3.Error) -> JournalError:
    code = getattr(reason, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    # The low byte is the kind of fault, the rest its detail. Statements here are
    # fixed and tested: any other fault comes from the file.
    return (_MEANINGS.get(code) or _MEANINGS.get(code & 0xFF) or Damaged)()
