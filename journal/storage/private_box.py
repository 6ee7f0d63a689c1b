"""A whole stream in boxes of one size, whose number says little of what is in them.

The rows of the stream lie one after the other, cut into pieces of equal length; the
number of pieces is a power of two. A piece that is spoilt costs the rows in it, and
none in the others. What seals and opens a piece is given by those who hold the key.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterable
from copy import copy
from typing import Final

from journal.errors import CannotOpen, Damaged

PIECE: Final = 16 * 1024
FEWEST: Final = 4
# A vault with a box is not opened by versions that know of none.
BOXED_VERSION: Final = 2

_HEAD = struct.Struct(">16sII")
_ROW = struct.Struct(">QI")
_ROOM: Final = PIECE - _HEAD.size
_NO_START: Final = 2**32 - 1
_ASIDE: Final = b"aside"
_ID_SIZE: Final = 4

Seal = Callable[[bytes, bytes], bytes]
Rows = dict[int, bytes]


def cut(stream: bytes, rows: Rows) -> list[bytes]:
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
        _HEAD.pack(stream, first[at], count)
        + whole[at * _ROOM : (at + 1) * _ROOM].ljust(_ROOM, b"\0")
        for at in range(count)
    ]


def joined(pieces: Iterable[bytes | None]) -> tuple[Rows, bool]:
    """Return the rows in pieces, and whether some of them are lost with a piece."""
    rows: Rows = {}
    is_spoilt = False
    open_end: bytes | None = b""
    for piece in pieces:
        if piece is None:
            is_spoilt, open_end = True, None
            continue
        _, start, _ = _HEAD.unpack_from(piece)
        data = piece[_HEAD.size :]
        if open_end is None:
            # What began in the lost piece ends before the next row starts.
            if start == _NO_START:
                continue
            data, open_end = data[start:], b""
        open_end = _take_rows(open_end + data, rows)
    return rows, is_spoilt


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

    def __init__(self, stream: bytes, seal: Seal) -> None:
        self.stream = stream
        self.rows: Rows = {}
        self.is_spoilt = False
        self.is_changed = False
        self.has_strays = False
        self._seal = seal
        self._written: list[bytes | None] = []
        self._aside: list[tuple[bytes, bytes]] = []

    @classmethod
    def opened(
        cls, stored: list[tuple[bytes, bytes]], *, seal: Seal, unseal: Seal
    ) -> "PrivateBox":
        """Return the box that lies in a vault.

        Raises:
            Damaged: no piece of it opens.
        """
        numbered = {id_: data for id_, data in stored if len(id_) == _ID_SIZE}
        pieces: dict[int, bytes] = {}
        spoilt = []
        for id_, data in numbered.items():
            try:
                piece = unseal(id_, data)
            except CannotOpen:
                piece = b""
            if len(piece) == PIECE:
                pieces[int.from_bytes(id_, "big")] = piece
            else:
                spoilt.append((id_, data))
        if not pieces:
            raise Damaged
        # What is spoilt stays until the box is next written, and then beside it.
        heads = [_HEAD.unpack_from(piece) for piece in pieces.values()]
        box = cls(heads[0][0], seal)
        count = max(head[2] for head in heads)
        box._written = [pieces.get(at) for at in range(count)]
        box.rows, box.is_spoilt = joined(box._written)
        box._aside = spoilt
        box.has_strays = any(int.from_bytes(id_, "big") >= count for id_, _ in spoilt)
        return box

    def write(self, connection: sqlite3.Connection, *, anew: bool = False) -> None:
        """Within a change: seal the pieces that are not as they lie there, or all.

        What could not be opened is put aside and kept as it is.
        """
        pieces = cut(self.stream, self.rows)
        for id_, data in self._aside:
            connection.execute("DELETE FROM container WHERE id = ?", (id_,))
            if not data:
                continue
            name = _ASIDE + id_ + data[:16]
            connection.execute(
                "INSERT OR REPLACE INTO container (id, bytes) VALUES (?, ?)",
                (name, data),
            )
        had = [] if anew else self._written
        for at, piece in enumerate(pieces):
            if at < len(had) and had[at] == piece:
                continue
            id_ = _id(at)
            connection.execute(
                "INSERT OR REPLACE INTO container (id, bytes) VALUES (?, ?)",
                (id_, self._seal(id_, piece)),
            )
        for at in range(len(pieces), len(self._written)):
            connection.execute("DELETE FROM container WHERE id = ?", (_id(at),))
        # New lists: the box as it was before may have to come back.
        self._written = list(pieces)
        self._aside = []
        self.is_changed = False

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
