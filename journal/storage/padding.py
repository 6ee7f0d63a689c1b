"""The size of a vault file, in coarse steps: it tells little of how much is in it.

The room up to the next step is free pages of the database, which it uses as it
grows. So the file is written larger only when a step is full.
"""

import sqlite3
from contextlib import suppress
from typing import Final

from journal.errors import Busy, Damaged, PlaceTrouble
from journal.storage.faults import sqlite_errors

LEAST: Final = 256 * 1024
_DOUBLES_UP_TO: Final = 16 * 1024 * 1024
# In the one table whose rows always fit a single page beside this.
_FILL: Final = (
    "INSERT INTO slot (kind, copy, bytes, sum) VALUES (-1, 0, zeroblob(?), x'')"
)
_FREE: Final = "DELETE FROM slot WHERE kind = -1 AND length(bytes) = ?"
# What of a page that goes on from another is not its number.
_NEXT: Final = 4


def padded_file(size: int) -> int:
    """Return the step a file of a size is brought to: doubled up to 16 MiB."""
    if size > _DOUBLES_UP_TO:
        return -(-size // _DOUBLES_UP_TO) * _DOUBLES_UP_TO
    step = LEAST
    while step < size:
        step *= 2
    return step


def pad_file(connection: sqlite3.Connection) -> bool:
    """Bring the file to its step; False when there is no room for that now."""
    page = _number(connection, "page_size")
    pages = _number(connection, "page_count")
    lacking = padded_file(pages * page) // page - pages
    if lacking <= 0:
        return True
    # What is free already is used first. A little less than whole pages fills as many.
    filled = lacking + _number(connection, "freelist_count")
    room = filled * (page - _NEXT) - page // 4
    with suppress(Busy, Damaged, PlaceTrouble), sqlite_errors():
        limit = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, room + page)
        try:
            _fill_and_free(connection, room)
        finally:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)
        return True
    return False


def _fill_and_free(connection: sqlite3.Connection, room: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for sql in (_FILL, _FREE):
            connection.execute(sql, (room,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
