"""The sealed rows of a vault, read so that damage is told and never passed on."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock

from journal.crypto.format import ENVELOPE_LIMIT, SEQUENCE_LIMIT
from journal.errors import Damaged, NotPossible
from journal.storage.change import slot_aside
from journal.storage.faults import sqlite_errors
from journal.storage.private_box import BOXED_VERSION, PrivateBox
from journal.storage.schema import LONGEST_BYTES

Row = tuple[object, ...]

# A segment of 4 MiB is the longest of what is kept.
_LONGEST_SEALED = LONGEST_BYTES - ENVELOPE_LIMIT
# More than there are, whatever kinds a later version may have.
_LONGEST_SLOT, _MOST_SLOTS = 1024, 64
# More places than one damaged page of pages can hide.
_SALVAGE_REACH = 20_000
_CLOSED = "This journal has been closed. What was saved is still in it."
# Every table, and the order in which its rows stand.
_TABLES = {
    "label": "one",
    "slot": "kind, copy",
    "stream": "role",
    "envelope": "stream, sequence",
    "draft": "id",
    "state": "name",
    "segment": "name",
    "outbox": "name",
    "container": "id",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table holds, and the SHA-256 of all of them."""

    rows: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment file that was published from here (own) or read here."""

    name: str
    stream: bytes
    first: int
    last: int
    own: bool


class SealedRows:
    """What may be read of an open vault. Any thread may call; calls take turns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._turn = RLock()
        self._closed = False
        self._box: PrivateBox | None = None

    def slot(self, kind: int) -> bytes | None:
        """Return a key slot, from a copy whose checksum is right; None if none is kept.

        Raises:
            Damaged: it was kept, and no copy is right any more.
        """
        rows: list[Row] | None = None
        with suppress(Damaged):
            rows = self._slot_rows("WHERE kind = ?", kind)
            rows = [(data, checksum) for _, data, checksum in rows]
        good = [data for data, checksum in rows or () if is_right(data, checksum)]
        if good:
            return blob(good[0])
        aside = self._slot_aside(kind)
        if aside is None and (rows or rows is None):
            raise Damaged
        return aside

    def _slot_rows(self, which: str, *values: object) -> list[Row]:
        """Return copies of key slots: so many of them, and so long, as there can be.

        They are read before anybody has shown that the file is theirs.
        """
        return self._rows(
            "SELECT kind, CASE WHEN length(bytes) <= ? THEN bytes ELSE x'' END,"  # noqa: S608 - fixed words
            f" substr(sum, 1, 33) FROM slot {which} LIMIT ?",
            _LONGEST_SLOT,
            *values,
            _MOST_SLOTS,
        )

    def _slot_aside(self, kind: int) -> bytes | None:
        """Return the third copy of a key slot, which lies in another page."""
        with suppress(Damaged):
            for (data,) in self._rows(
                "SELECT bytes FROM container WHERE id = ?", slot_aside(kind)
            ):
                if isinstance(data, bytes) and is_right(data[32:], data[:32]):
                    return data[32:]
        return None

    def streams(self) -> list[bytes]:
        """Return the id of every stream of which an envelope is here."""
        found: list[bytes] = []
        after = b""
        while rows := self._rows(
            "SELECT stream FROM envelope WHERE stream > ? ORDER BY stream LIMIT 1",
            after,
        ):
            after = blob(rows[0][0])
            found.append(after)
        if self._box is not None and self._box.rows:
            found.append(self._box.stream)
        return found

    def last(self, stream: bytes) -> int:
        """Return the highest sequence of a stream, 0 when it has none."""
        box = self._box_of(stream)
        if box is not None:
            return max(box.rows, default=0)
        rows = self._rows(
            "SELECT sequence FROM envelope WHERE stream = ? AND sequence"
            " BETWEEN 1 AND ? ORDER BY sequence DESC LIMIT 1",
            stream,
            SEQUENCE_LIMIT,
        )
        return whole(rows[0][0]) if rows else 0

    def envelope(self, stream: bytes, sequence: int) -> bytes | None:
        """Return one envelope, or None when it is not here."""
        box = self._box_of(stream)
        if box is not None:
            return box.rows.get(sequence)
        rows = self._rows(
            "SELECT bytes FROM envelope WHERE stream = ? AND sequence = ?",
            stream,
            sequence,
        )
        return blob(rows[0][0]) if rows else None

    def envelopes(
        self,
        stream: bytes,
        *,
        newest_first: bool = False,
        batch: int = 200,
        passes_strays: bool = False,
    ) -> Iterator[tuple[int, bytes]]:
        """Yield the envelopes of a stream with their sequences, in order.

        Others may read and write between two of them. With `passes_strays` nothing is
        raised for rows that lie where no envelope can.

        Raises:
            Damaged: some could not be read; raised after all that could be.
        """
        box = self._box_of(stream)
        if box is not None:
            yield from sorted(box.rows.items(), reverse=newest_first)
            return
        step = -1 if newest_first else 1
        at = 0
        spoilt = False
        try:
            if newest_first:
                at = self.last(stream)
            while found := self._batch(stream, at, batch, step=step):
                for sequence, data in found:
                    if isinstance(data, bytes):
                        yield sequence, data
                    else:
                        # One row, wherever it stands, must not hide what lies behind.
                        spoilt = True
                at = found[-1][0] + step
        except Damaged:
            if newest_first and at == 0:
                there = self._salvage(stream, 0, step=1)
                at = max((sequence for sequence, _ in there), default=0)
            yield from self._salvage(stream, at, step=step)
            raise
        if spoilt or (not passes_strays and self.strays(stream)):
            raise Damaged

    def strays(self, stream: bytes) -> bool:
        """Whether rows of a stream lie where no envelope can: they are none of ours."""
        return any(
            self._rows(
                f"SELECT 1 FROM envelope WHERE stream = ? AND sequence {where} ?"  # noqa: S608 - two fixed signs
                " LIMIT 1",
                stream,
                bound,
            )
            for where, bound in (("<", 1), (">", SEQUENCE_LIMIT))
        )

    def says_box(self) -> bool:
        """Whether the file says of itself that it has a box."""
        return self._rows("PRAGMA user_version") == [(BOXED_VERSION,)]

    def container(self) -> list[tuple[bytes, bytes]]:
        """Return what the box of private writing lies in; nothing if there is none.

        What of it cannot be read comes empty.
        """
        found: list[tuple[bytes, bytes]] = []
        for (name,) in self._rows("SELECT id FROM container WHERE length(id) = 4"):
            if not isinstance(name, bytes):
                continue
            rows: list[Row] = []
            with suppress(Damaged):
                rows = self._rows("SELECT bytes FROM container WHERE id = ?", name)
            data = rows[0][0] if rows else b""
            found.append((name, data if isinstance(data, bytes) else b""))
        return found

    def state(self, name: str) -> bytes | None:
        """Return one named box of sealed state, or None when there is none."""
        rows = self._rows("SELECT sealed FROM state WHERE name = ?", name)
        return blob(rows[0][0]) if rows else None

    def drafts(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield every draft: its id and its sealed box.

        Raises:
            Damaged: some could not be read; raised after all that could be.
        """
        rows = self._rows(
            "SELECT id, CASE WHEN length(sealed) <= ? THEN sealed END FROM draft"
            " ORDER BY id",
            _LONGEST_SEALED,
        )
        for identity, sealed in rows:
            if isinstance(identity, bytes) and isinstance(sealed, bytes):
                yield identity, sealed
        if not all(isinstance(value, bytes) for row in rows for value in row):
            raise Damaged

    def outbox(self) -> list[tuple[str, bytes]]:
        """Return what is still to be published: names and bytes.

        Of what is too long to be ours come a few bytes, which nothing opens.
        """
        rows = self._rows(
            "SELECT name, CASE WHEN length(bytes) <= ? THEN bytes ELSE zeroblob(9) END"
            " FROM outbox ORDER BY name",
            _LONGEST_SEALED,
        )
        return [(text(name), blob(data)) for name, data in rows]

    def segments(self, *, own: bool | None = None) -> list[SegmentRow]:
        """Return the segments known, or only those published (own) or read."""
        rows = self._rows(
            "SELECT name, stream, first, last, own FROM segment ORDER BY name"
        )
        known = [
            SegmentRow(text(name), blob(stream), whole(first), whole(last), bool(mine))
            for name, stream, first, last, mine in rows
        ]
        return [one for one in known if own is None or one.own is own]

    def segment_names(self) -> list[str]:
        """Return the names of the segments known, whatever stands beside them."""
        rows = self._rows("SELECT name FROM segment ORDER BY name")
        return [name for (name,) in rows if isinstance(name, str)]

    def sums(self) -> dict[str, Sum]:
        """Return what tells a vault from any other: a sum of each table.

        Raises:
            Damaged: part of it cannot be read.
        """
        with self._turn, sqlite_errors():
            self._require_open()
            return {table: self._sum(table) for table in _TABLES}

    def slot_copies(self) -> list[tuple[int, bool]]:
        """Return the kind of every copy of a key slot, and whether it is right."""
        rows = self._slot_rows("ORDER BY kind, copy")
        return [(whole(kind), is_right(data, check)) for kind, data, check in rows]

    def state_names(self) -> list[str]:
        """Return the name of every piece of sealed state."""
        rows = self._rows("SELECT name FROM state ORDER BY name")
        return [name for (name,) in rows if isinstance(name, str)]

    def is_whole(self) -> bool:
        """Tell whether every page and every index of the file is as it should be."""
        try:
            return self._rows("PRAGMA integrity_check(1)") == [("ok",)]
        except Damaged:
            return False

    def _box_of(self, stream: bytes) -> PrivateBox | None:
        """Return the box that the rows of a stream lie in, if they do."""
        with self._turn:
            self._require_open()
            box = self._box
            return box if box is not None and box.stream == stream else None

    def _sum(self, table: str) -> Sum:
        digest, count = hashlib.sha256(), 0
        order = _TABLES[table]
        for row in self._connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 - fixed words
            count += 1
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode()
                head = f"{type(value).__name__} {len(data)} "
                digest.update(head.encode() + data)
        return Sum(count, digest.digest())

    def _rows(self, sql: str, *values: object) -> list[Row]:
        # Always all rows: an open cursor would keep old pages alive in the log.
        with self._turn, sqlite_errors():
            self._require_open()
            return self._connection.execute(sql, values).fetchall()

    def _require_open(self) -> None:
        if self._closed:
            raise NotPossible(_CLOSED)

    def _batch(
        self, stream: bytes, at: int, batch: int, *, step: int
    ) -> list[tuple[int, object]]:
        low, high = (max(at, 1), SEQUENCE_LIMIT) if step > 0 else (1, at)
        order = "ASC" if step > 0 else "DESC"
        rows = self._rows(
            "SELECT sequence, CASE WHEN length(bytes) <= ? THEN bytes ELSE x'' END"  # noqa: S608 - two fixed words
            " FROM envelope WHERE stream = ? AND sequence BETWEEN ? AND ?"
            f" ORDER BY sequence {order} LIMIT ?",
            ENVELOPE_LIMIT,
            stream,
            low,
            high,
            batch,
        )
        found = [(whole(sequence), data) for sequence, data in rows]
        # Pages that point at each other would otherwise be read round and round.
        for sequence, _ in found:
            if (sequence - at) * step < 0:
                raise Damaged
            at = sequence + step
        return found

    def _salvage(
        self, stream: bytes, at: int, *, step: int
    ) -> Iterator[tuple[int, bytes]]:
        """Yield what can be read one by one, until nothing has been for long."""
        missed = 0
        while missed < _SALVAGE_REACH and at >= 0:
            data = self._readable(stream, at)
            if data is None:
                missed += 1
            else:
                missed = 0
                yield at, data
            at += step

    def _readable(self, stream: bytes, sequence: int) -> bytes | None:
        try:
            return self.envelope(stream, sequence)
        except Damaged:
            return None


def is_right(data: object, checksum: object) -> bool:
    """Tell whether a slot's copy is what its checksum was made of."""
    return isinstance(data, bytes) and hashlib.sha256(data).digest() == checksum


def blob(value: object) -> bytes:
    """Return bytes; damage can turn a value into one of another kind."""
    if not isinstance(value, bytes):
        raise Damaged
    return value


def text(value: object) -> str:
    """Return text, likewise."""
    if not isinstance(value, str):
        raise Damaged
    return value


def whole(value: object) -> int:
    """Return a whole number, likewise."""
    if not isinstance(value, int):
        raise Damaged
    return value
