"""The tables of a vault file, and how one is opened safely.

A vault is a SQLite file with our application id and, as its user version, the
number of migrations it has had. No table of migrations is kept: their times in
clear would date the journal.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import sqlite_utils

from journal.errors import Damaged, Unsupported
from journal.storage.faults import sqlite_errors
from journal.storage.places import refuse_links, refuse_orders

APPLICATION_ID = 0x4C746F31  # "Lto1"
# Most envelopes fit into a page of this size beside others; at 4 KiB a vault takes
# more than twice the room, since each envelope spills into a page of its own.
PAGE_BYTES = 16 * 1024
_BUSY_SECONDS = 2.0
# More than any value we keep, the largest of which is a segment of 4 MiB. What a file
# says is longer is taken for damage, and never into memory.
LONGEST_BYTES = 5 * 1024 * 1024
# Of a file of which nothing is known yet, only its label and table names are read.
_LONGEST_LABEL = 16 * 1024
# Steps of the database that reading a label takes at most; it takes a few hundred.
_MOST_STEPS = 100_000

# Read before anything else of a file is known, and so alike in every version: no
# migration changes it.
_LABEL = (
    "CREATE TABLE label (one INTEGER PRIMARY KEY CHECK (one = 1), words TEXT NOT NULL)"
)
# Rows stand in the order of their keys, so that no hidden row number tells the order
# in which they were written.
_TABLES = f"""
{_LABEL};
CREATE TABLE slot (kind INTEGER, copy INTEGER, bytes BLOB NOT NULL, sum BLOB NOT NULL,
  PRIMARY KEY (kind, copy)) WITHOUT ROWID;
CREATE TABLE stream (role TEXT PRIMARY KEY CHECK (role IN ('self', 'us')),
  id BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE envelope (stream BLOB, sequence INTEGER, bytes BLOB NOT NULL,
  PRIMARY KEY (stream, sequence)) WITHOUT ROWID;
CREATE TABLE draft (id BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE segment (name TEXT PRIMARY KEY, stream BLOB NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, own INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
-- The pieces of the box that holds all private writing and hides how much there is.
CREATE TABLE container (id BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
"""


def _first_tables(database: sqlite_utils.Database) -> None:
    # Within a transaction, unlike the connection's own, this commits nothing.
    database.executescript(_TABLES)


# One function for each step, never changed once it has been released.
MIGRATIONS: tuple[Callable[[sqlite_utils.Database], None], ...] = (_first_tables,)
VERSION = len(MIGRATIONS)
# The newest that can be opened: a vault says it has a private box by a version more.
NEWEST = VERSION + 1


def migrate(database: sqlite_utils.Database) -> None:
    """Bring the tables up to this version, all or nothing."""
    with database.atomic():
        had = _number(database.conn, "user_version")
        for step in MIGRATIONS[had:]:
            step(database)
        if had < VERSION:
            database.execute(f"PRAGMA user_version = {VERSION}")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file for reading and writing, with everything we rely on set.

    Raises:
        PlaceTrouble: a file beside it would have another file deleted or changed.
    """
    refuse_orders(path)
    refuse_links(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_BYTES)
    try:
        for pragma in (
            f"page_size = {PAGE_BYTES}",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "secure_delete = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
            # On macOS an fsync alone leaves the bytes in the drive's cache.
            "fullfsync = ON",
            "checkpoint_fullfsync = ON",
            "wal_autocheckpoint = 256",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing file so that no byte of it can be changed."""
    connection = sqlite3.connect(
        _to_read(path, see_log=True),
        uri=True,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_BYTES)
    try:
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _to_read(path: Path, *, see_log: bool) -> str:
    # A file said to be immutable is read without a log, and none is made beside it.
    has_log = see_log and path.with_name(path.name + "-wal").exists()
    if has_log:
        # Its index is written even by those who only read.
        refuse_links(path)
    how = "mode=ro" if has_log else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{how}"


def label_in(path: Path, *, see_log: bool = False) -> str:
    """Return the label of a vault file, having changed no byte of it.

    Also proves that the file is a vault of a version we can open. Unless `see_log`,
    only the file itself is read, which needs no lock and no right to write.

    Raises:
        Damaged: it is not a vault, or can no longer be read as one.
        Unsupported: a newer version made it.
    """
    uri = _to_read(path, see_log=see_log)
    with sqlite_errors(), closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_LABEL)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        # Nobody has asked for this file: what it holds may not keep anyone waiting.
        connection.set_progress_handler(lambda: 1, _MOST_STEPS)
        if _number(connection, "application_id") != APPLICATION_ID:
            raise Damaged
        version = _number(connection, "user_version")
        if version > NEWEST:
            raise Unsupported
        if version < 1:
            raise Damaged
        if not _has_our_label(connection):
            # A view could be made to answer without end, and so could a table that
            # is one in name only, or one that works its values out.
            raise Damaged
        rows = connection.execute(
            "SELECT substr(words, 1, 400) FROM label LIMIT 2"
        ).fetchall()
    if len(rows) != 1 or not isinstance(rows[0][0], str):
        raise Damaged
    return rows[0][0]


def _has_our_label(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT type, sql FROM sqlite_master WHERE name = 'label'"
    ).fetchall()
    return found == [("table", _LABEL)]


def require_tables(connection: sqlite3.Connection) -> None:
    """Check that the tables are exactly ours.

    A table more, or a trigger, would let whoever changed the file act when we write.

    Raises:
        Damaged: they are not.
    """
    if _tables(connection) != _our_tables():
        raise Damaged


@cache
def _our_tables() -> list[tuple[object, ...]]:
    """Return the tables of a new vault: they are the same at every opening."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        migrate(database_over(fresh))
        return _tables(fresh)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether every page of the file is where and what it should be."""
    try:
        with sqlite_errors():
            return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except Damaged:
        return False


def database_over(connection: sqlite3.Connection) -> sqlite_utils.Database:
    """Return the connection with transactions that hold."""
    # Plugins would be other people's code with a hand on the journal.
    return sqlite_utils.Database(connection, execute_plugins=False)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(row[0])


def _tables(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).fetchall()
