"""The writes that one change of a vault may hold."""

import hashlib
import sqlite3
from collections.abc import Mapping

from journal.errors import Fork, NotFound
from journal.storage.private_box import BOXED_VERSION, PrivateBox

SLOT_COPIES = 2
_ALL_BUT_THE_LABEL = (
    "slot",
    "stream",
    "envelope",
    "draft",
    "state",
    "segment",
    "outbox",
    "container",
)
_SLOT_ASIDE = b"slot"
# What lies in the container beside the box: the third copies of key slots.
_NO_BOX = "DELETE FROM container WHERE substr(id, 1, 4) <> x'736c6f74'"


def slot_aside(kind: int) -> bytes:
    """Return under what the third copy of a key slot is kept."""
    return _SLOT_ASIDE + kind.to_bytes(1, "big")


class Change:
    """What may be written to a vault; all of it is kept, or none."""

    def __init__(
        self, connection: sqlite3.Connection, box: PrivateBox | None = None
    ) -> None:
        self._connection = connection
        self.box = box

    def put_slot(self, kind: int, data: bytes) -> None:
        """Keep a key slot, in place of the one there was, with its checksum.

        Twice in one page, and once more in another, since a page is what a disk loses.
        """
        for copy in range(SLOT_COPIES):
            self._run(
                "INSERT OR REPLACE INTO slot (kind, copy, bytes, sum)"
                " VALUES (?, ?, ?, ?)",
                (kind, copy, data, hashlib.sha256(data).digest()),
            )
        self._run(
            "INSERT OR REPLACE INTO container (id, bytes) VALUES (?, ?)",
            (slot_aside(kind), hashlib.sha256(data).digest() + data),
        )

    def drop_slot(self, kind: int) -> None:
        """Remove a key slot."""
        self._run("DELETE FROM slot WHERE kind = ?", (kind,))
        self._run("DELETE FROM container WHERE id = ?", (slot_aside(kind),))

    def begin_anew(
        self, streams: Mapping[str, bytes], box: PrivateBox | None = None
    ) -> None:
        """Drop all that is kept here but for the label; begin these streams.

        The one that `box` is for lies in it from now on; without it, none does. What
        was there lies in the gaps of the file until the next scrub.
        """
        for table in _ALL_BUT_THE_LABEL:
            self._run(f"DELETE FROM {table}", ())  # noqa: S608 - our own names
        for role, id_ in streams.items():
            self._run("INSERT INTO stream (role, id) VALUES (?, ?)", (role, id_))
        self.box = box
        if box is not None:
            # Written with the rest of the change, whatever comes into it.
            box.is_changed = True
        version = BOXED_VERSION if box is not None else BOXED_VERSION - 1
        self._connection.execute(f"PRAGMA user_version = {version}")

    def add_envelope(self, stream: bytes, sequence: int, data: bytes) -> None:
        """Keep an envelope; one that is here already, byte for byte, changes nothing.

        Raises:
            Fork: another envelope has that place.
        """
        held = self._held(stream, sequence)
        if held is not None:
            if held != data:
                raise Fork
        elif (box := self._box_of(stream)) is not None:
            box.put(sequence, data)
        else:
            self._run(
                "INSERT INTO envelope (stream, sequence, bytes) VALUES (?, ?, ?)",
                (stream, sequence, data),
            )

    def replace_envelope(self, stream: bytes, sequence: int, data: bytes) -> None:
        """Put a husk in an envelope's place. The old bytes go with the next scrub.

        Raises:
            NotFound: no envelope has that place.
        """
        if (box := self._box_of(stream)) is not None:
            if sequence not in box.rows:
                raise NotFound
            box.put(sequence, data)
            return
        done = self._run(
            "UPDATE envelope SET bytes = ? WHERE stream = ? AND sequence = ?",
            (data, stream, sequence),
        )
        if done.rowcount != 1:
            raise NotFound

    def drop_envelope(self, stream: bytes, sequence: int) -> None:
        """Remove an envelope that was never published, if it is there."""
        if (box := self._box_of(stream)) is not None:
            box.drop(sequence)
            return
        self._run(
            "DELETE FROM envelope WHERE stream = ? AND sequence = ?", (stream, sequence)
        )

    def put_state(self, name: str, sealed: bytes) -> None:
        """Keep one named box of sealed state, in place of the one there was."""
        self._run(
            "INSERT OR REPLACE INTO state (name, sealed) VALUES (?, ?)", (name, sealed)
        )

    def put_draft(self, identity: bytes, sealed: bytes) -> None:
        """Keep a draft, in place of what it was before."""
        self._run(
            "INSERT OR REPLACE INTO draft (id, sealed) VALUES (?, ?)",
            (identity, sealed),
        )

    def drop_draft(self, identity: bytes) -> None:
        """Remove a draft, if it is there."""
        self._run("DELETE FROM draft WHERE id = ?", (identity,))

    def put_outbox(self, name: str, data: bytes) -> None:
        """Keep a file that is to be published."""
        self._run(
            "INSERT OR REPLACE INTO outbox (name, bytes) VALUES (?, ?)", (name, data)
        )

    def drop_outbox(self, name: str) -> None:
        """Remove a file from what is to be published, if it is there."""
        self._run("DELETE FROM outbox WHERE name = ?", (name,))

    def note_segment(
        self, name: str, stream: bytes, first: int, last: int, *, own: bool
    ) -> None:
        """Remember a segment that was published (own) or read."""
        self._run(
            "INSERT OR REPLACE INTO segment (name, stream, first, last, own)"
            " VALUES (?, ?, ?, ?, ?)",
            (name, stream, first, last, int(own)),
        )

    def forget_segment(self, name: str) -> None:
        """Forget a segment, if it is known."""
        self._run("DELETE FROM segment WHERE name = ?", (name,))

    def fill_box(self, box: PrivateBox) -> None:
        """Move the rows of a stream into a box of their own."""
        self._run(_NO_BOX, ())
        box.write(self._connection, anew=True)
        self._run("DELETE FROM envelope WHERE stream = ?", (box.stream,))
        self._connection.execute(f"PRAGMA user_version = {BOXED_VERSION}")

    def empty_box(self, box: PrivateBox) -> None:
        """Move the rows of a box back among the others, and drop the box."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO envelope (stream, sequence, bytes)"
            " VALUES (?, ?, ?)",
            [(box.stream, sequence, data) for sequence, data in box.rows.items()],
        )
        self._run(_NO_BOX, ())
        self._connection.execute(f"PRAGMA user_version = {BOXED_VERSION - 1}")

    def _box_of(self, stream: bytes) -> PrivateBox | None:
        return self.box if self.box and self.box.stream == stream else None

    def _held(self, stream: bytes, sequence: int) -> object:
        if (box := self._box_of(stream)) is not None:
            return box.rows.get(sequence)
        row = self._run(
            "SELECT bytes FROM envelope WHERE stream = ? AND sequence = ?",
            (stream, sequence),
        ).fetchone()
        return None if row is None else row[0]

    def _run(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)
