"""A whole stream in boxes of one size, whose number says little of what is in them.

The rows of the stream lie one after the other, cut into pieces of equal length; the
number of pieces is a power of two. A piece that is spoilt costs the rows in it, and
none in the others. All pieces bear the mark of the last time they were sealed
together: one that was put back from an older copy of the file is spoilt too. What
seals and opens a piece is given by those who hold the key.
"""

import sqlite3
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from typing import Final

from journal.crypto.chance import Randomness
from journal.errors import CannotOpen, Damaged

PIECE: Final = 16 * 1024
FEWEST: Final = 4
# A vault with a box is not opened by versions that know of none.
BOXED_VERSION: Final = 2

_HEAD = struct.Struct(">16s16sII")
_ROW = struct.Struct(">QI")
_ROOM: Final = PIECE - _HEAD.size
_NO_START: Final = 2**32 - 1
_ASIDE: Final = b"aside"
_ID_SIZE: Final = 4
_MARK_SIZE: Final = 16

Seal = Callable[[bytes, bytes], bytes]
Rows = dict[int, bytes]


def cut(stream: bytes, rows: Rows, mark: bytes) -> list[bytes]:
    """Return the rows of a stream as pieces of one length, in a power of two."""
    starts: list[int] = []
    parts: list[bytes] = []
    size = 0
    for sequence in sorted(rows):
        starts.append(size)
        parts += [_ROW.pack(sequence, len(rows[sequence])), rows[sequence]]
        size += _ROW.size + len(rows[sequence])
    count = FEWEST
    while count * _ROOM < size + _ROW.size:
        count *= 2
    whole = b"".join(parts)
    first = dict.fromkeys(range(count), _NO_START)
    for start in reversed(starts):
        first[start // _ROOM] = start % _ROOM
    return [
        _HEAD.pack(stream, mark, first[at], count)
        + whole[at * _ROOM : (at + 1) * _ROOM].ljust(_ROOM, b"\0")
        for at in range(count)
    ]


def joined(pieces: Sequence[bytes | None]) -> tuple[Rows, set[int]]:
    """Return the rows in pieces, and which pieces are not there or do not fit."""
    rows: Rows = {}
    lost: set[int] = set()
    carried: bytes | None = b""
    for at, piece in enumerate(pieces):
        if piece is None:
            lost.add(at)
            carried = None
            continue
        start, data = _start(piece), piece[_HEAD.size :]
        if carried is not None and not _goes_on(carried, data, start):
            # One of the two is not of the same time; which, cannot be told.
            lost |= {max(at - 1, 0), at}
            carried = None
        if carried is None:
            # What began in the lost piece ends before the next row starts.
            if start == _NO_START:
                continue
            data, carried = data[start:], b""
        carried = _take_rows(carried + data, rows)
    if carried:
        lost.add(len(pieces) - 1)
    return rows, lost


def _goes_on(carried: bytes, data: bytes, start: int) -> bool:
    """Whether the row that a piece begins in is the one that was carried over to it."""
    if not carried and start != _NO_START:
        return start == 0
    _, length = _ROW.unpack_from(carried + data)
    if length == 0:
        return start == _NO_START
    end = _ROW.size + length - len(carried)
    return end == start or (
        start == _NO_START and bool(carried) and _is_last(data, end)
    )


def _is_last(data: bytes, end: int) -> bool:
    return not data[end:].strip(b"\0")


def _touched(lost: set[int], pieces: Sequence[bytes | None]) -> set[int]:
    """Return the pieces in which a row lies that goes into, or out of, a lost one."""
    found = set(lost)
    for at in lost:
        for near in (range(at - 1, -1, -1), range(at + 1, len(pieces))):
            for other in near:
                found.add(other)
                piece = pieces[other]
                if piece is not None and _start(piece) != _NO_START:
                    break
    return found


def _start(piece: bytes) -> int:
    _, _, start, _ = _HEAD.unpack_from(piece)
    return int(start)


def _take_rows(data: bytes, rows: Rows) -> bytes:
    """Take whole rows from the start of data; return what is left of it."""
    at = 0
    while len(data) - at >= _ROW.size:
        sequence, length = _ROW.unpack_from(data, at)
        if length == 0:
            return b""
        end = at + _ROW.size + length
        if end > len(data):
            break
        rows[sequence] = data[at + _ROW.size : end]
        at = end
    return data[at:]


class PrivateBox:
    """The rows of one stream while its vault is open, and the pieces they lie in."""

    def __init__(self, stream: bytes, seal: Seal, random: Randomness) -> None:
        self.stream = stream
        self.rows: Rows = {}
        self.is_spoilt = False
        self.is_changed = False
        self._seal = seal
        self._random = random
        self._mark = b""
        self.has_strays = False
        self._written: list[bytes | None] = []
        self._aside: list[tuple[bytes, bytes]] = []

    @classmethod
    def opened(
        cls,
        stored: list[tuple[bytes, bytes]],
        *,
        seal: Seal,
        unseal: Seal,
        random: Randomness,
    ) -> "PrivateBox":
        """Return the box that lies in a vault.

        Raises:
            Damaged: no piece of it opens.
        """
        sealed = {
            int.from_bytes(id_, "big"): data
            for id_, data in stored
            if len(id_) == _ID_SIZE
        }
        found = {at: _opened(at, data, unseal) for at, data in sealed.items()}
        # Of a piece from another time, which the same key opens, nothing is believed.
        times = Counter(map(_time, filter(None, found.values())))
        if not times:
            raise Damaged
        time = times.most_common(1)[0][0]
        stream, mark, count = time
        box = cls(stream, seal, random)
        box._mark = mark
        pieces = [found.get(at) for at in range(count)]
        box._written = [
            piece if piece is not None and _time(piece) == time else None
            for piece in pieces
        ]
        box.rows, lost = joined(box._written)
        box.is_spoilt = bool(lost)
        # What lies beyond the last piece was never one of these.
        box.has_strays = any(at >= count for at in sealed)
        # What is spoilt stays until the box is next written, and then beside it.
        aside = _touched(lost, box._written) | {at for at in sealed if at >= count}
        box._aside = [(_id(at), sealed[at]) for at in sorted(aside) if at in sealed]
        return box

    def write(self, connection: sqlite3.Connection, *, anew: bool = False) -> None:
        """Within a change: seal the pieces that are not as they lie there, or all.

        What could not be read is put aside and kept as it is. While there is nothing
        new to keep, it is not sealed over.
        """
        if anew and self.is_spoilt and self._aside and not self.is_changed:
            return
        self._put_aside(connection)
        if anew or not self._mark:
            self._mark = self._random(_MARK_SIZE)
        pieces = cut(self.stream, self.rows, self._mark)
        for at, piece in enumerate(pieces):
            if at < len(self._written) and self._written[at] == piece:
                continue
            id_ = _id(at)
            connection.execute(
                "INSERT OR REPLACE INTO container (id, bytes) VALUES (?, ?)",
                (id_, self._seal(id_, piece)),
            )
        connection.execute(
            "DELETE FROM container WHERE length(id) = ? AND id >= ?",
            (_ID_SIZE, _id(len(pieces))),
        )
        # New lists: the box as it was before may have to come back.
        self._written = list(pieces)
        self.is_changed = False

    def _put_aside(self, connection: sqlite3.Connection) -> None:
        for id_, data in self._aside:
            connection.execute("DELETE FROM container WHERE id = ?", (id_,))
            if not data:
                continue
            name = _ASIDE + id_ + data[:16]
            connection.execute(
                "INSERT OR REPLACE INTO container (id, bytes) VALUES (?, ?)",
                (name, data),
            )
        self._aside = []

    def put(self, sequence: int, data: bytes) -> None:
        """Keep a row, in place of what may be there."""
        self.rows[sequence] = data
        self.is_changed = True

    def drop(self, sequence: int) -> None:
        """Remove a row, if it is there."""
        if self.rows.pop(sequence, None) is not None:
            self.is_changed = True

    def copied(self) -> "PrivateBox":
        """Return the box as it is now, for when a change is not kept."""
        kept = copy(self)
        kept.rows = dict(self.rows)
        return kept


def _id(at: int) -> bytes:
    return at.to_bytes(_ID_SIZE, "big")


def _opened(at: int, data: bytes, unseal: Seal) -> bytes | None:
    try:
        piece = unseal(_id(at), data)
    except CannotOpen:
        return None
    return piece if len(piece) == PIECE else None


def _time(piece: bytes) -> tuple[bytes, bytes, int]:
    """Return what all pieces that were sealed together have in common."""
    stream, mark, _, count = _HEAD.unpack_from(piece)
    return stream, mark, count
