"""One person's sealed journal on this computer: every row of it, and no key.

Promises: a change is kept whole or not at all, and is on the disk when it returns;
one program has a vault open at a time; damage is told, and what can still be read
is read. Any thread may call; calls take turns.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from journal.crypto.keys import SlotKind
from journal.domain.text import clean_line
from journal.errors import Busy, Damaged, MayNotWrite, NotPossible, PlaceTrouble
from journal.storage import schema
from journal.storage.change import SLOT_COPIES, Change
from journal.storage.faults import sqlite_errors
from journal.storage.header import forget_counts
from journal.storage.padding import pad_file
from journal.storage.places import (
    TAKEN,
    VaultLock,
    part_beside,
    put_in_place,
    require_file,
    scratch_beside,
)
from journal.storage.private_box import PrivateBox
from journal.storage.rows import SealedRows, Sum, text

_NOT_THE_SAME = (
    "The copy was read again and is not the same as the journal: do not rely on it. "
    "The disk it is on may be failing. The journal itself is as it was."
)
NOTHING_OPENS = (
    "Nothing in this file can be opened: it is damaged, or no journal. It is left as "
    "it is. If there is a copy of the journal, it can be put back: leanto restore FILE."
)


def label_of(path: Path) -> str:
    """Return the label of a vault, open elsewhere or not, without touching it.

    Raises:
        Damaged: the file is not a vault, or cannot be read as one.
        Unsupported: a newer version made it.
        PlaceTrouble: it is not there.
    """
    require_file(path)
    try:
        return clean_line(schema.label_in(path))
    except Damaged:
        # Where a program was killed while it moved the log into the file, the file
        # alone makes no sense, and the two together do.
        with _nothing_opens():
            return clean_line(schema.label_in(path, see_log=True))


class Vault(SealedRows):
    """The only connection to one vault file."""

    def __init__(self, path: Path, lock: VaultLock) -> None:
        """Open a file of which the caller holds the lock; use `open` or `create`."""
        self.path = path
        self._lock = lock
        with _nothing_opens():
            self.label = clean_line(schema.label_in(path, see_log=True))
        with ExitStack() as undo, _nothing_opens(), sqlite_errors():
            super().__init__(undo.enter_context(closing(schema.connect(path))))
            self._database = schema.database_over(self._connection)
            # What was shredded before a crash is still in the log. On a full disk it
            # stays there: reading must be possible.
            self._emptied()
            schema.migrate(self._database)
            schema.require_tables(self._connection)
            self.stream_ids = self._read_stream_ids()
            self.sound = schema.is_sound(self._connection)
            self.slots_found = self._slots_found()
            undo.pop_all()
        self._heal_slots()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        label: str,
        slots: Mapping[int, bytes],
        streams: Mapping[str, bytes],
    ) -> "Vault":
        """Make a vault and open it; its name is given when it is whole.

        Raises:
            NotPossible: something has that name already.
            PlaceTrouble: it cannot be made there.
        """
        with ExitStack() as undo:
            lock = VaultLock(path)
            undo.callback(lock.release)
            if os.path.lexists(path):
                raise NotPossible(TAKEN)
            with part_beside(path) as part, sqlite_errors():
                with closing(schema.connect(part)) as connection:
                    _fill(connection, clean_line(label), slots, streams)
                    pad_file(connection)
                put_in_place(part, path, taken=NotPossible(TAKEN))
            vault = cls(path, lock)
            undo.pop_all()
        return vault

    @classmethod
    def open(cls, path: Path) -> "Vault":
        """Open a vault for this program alone.

        When pages of it are damaged it opens all the same, with `sound` False: what
        can be read is read, and nothing is written.

        Raises:
            Busy: it is open elsewhere.
            Damaged: the file is not a vault, or cannot be read as one.
            Unsupported: a newer version made it; no byte was changed.
            PlaceTrouble: it is not there or cannot be written to.
        """
        require_file(path)
        with ExitStack() as undo:
            lock = VaultLock(path)
            undo.callback(lock.release)
            vault = cls(path, lock)
            undo.pop_all()
        return vault

    def close(self) -> None:
        """Empty the log into the file and let others in; twice is harmless."""
        with self._turn:
            if self._closed:
                return
            try:
                # What cannot be done now is done at the next closing or opening.
                with suppress(Busy, Damaged, PlaceTrouble):
                    self._tidy_to_close()
                with suppress(Damaged):
                    self._emptied()
            finally:
                self._closed = True
                self._connection.close()
                if self.sound:
                    forget_counts(self.path)
                self._lock.release()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Keep everything that is written inside, or nothing of it.

        It is on the disk when the block ends. Within a change, another is part of it.

        Raises:
            NoRoom: the disk is full; the vault is as it was before.
            Damaged: the vault is not sound, and is left as it is.
        """
        with self._turn, sqlite_errors():
            self._require_open()
            if not self.sound:
                raise Damaged
            with self._box_kept(), self._database.atomic():
                # atomic() begins without the right to write. This takes it at once
                # and touches no page.
                self._connection.execute("DELETE FROM draft WHERE 0")
                change = Change(self._connection, self._box)
                yield change
                self._box = change.box
                if self._box is not None and self._box.is_changed:
                    self._box.write(self._connection)

    @contextmanager
    def _box_kept(self) -> Iterator[None]:
        """Let the box be as before if the change is not kept."""
        before = self._box.copied() if self._box is not None else None
        try:
            yield
        except BaseException:
            self._box = before
            raise

    @property
    def box(self) -> PrivateBox | None:
        """The box that the private stream lies in, if it does."""
        return self._box

    @box.setter
    def box(self, box: PrivateBox | None) -> None:
        """Read a stream from a box from now on, or from the rows again."""
        with self._turn:
            self._box = box

    def scrub(self) -> bool:
        """Make what was replaced or dropped unreadable; True when that is certain.

        Takes time in proportion to the vault: meant for after a shred, not for every
        save. When it could not be done now, it can be tried again.
        """
        with self._turn:
            self._require_open()
            rewritten = self.sound and self._rewritten()
            # Even on a full disk, which holds the new pages of no rewriting, the log
            # can be emptied.
            return self._emptied() and rewritten

    def backup(self, target: Path) -> dict[str, Sum]:
        """Write a consistent copy of the sealed vault to a new file; return its sums.

        Only what is alive is copied; nothing that was replaced leaves with it. Before
        it has its name it is read again and compared with the vault, row for row, and
        afterwards once more.

        Raises:
            NotPossible: something has that name already.
            PlaceTrouble: it cannot be written there, or did not come out the same.
            Damaged: the vault itself cannot be read in full.
        """
        target = target.absolute()
        if os.path.lexists(target):
            raise NotPossible(TAKEN)
        # In a folder of its own, of which a later backup knows that it was left behind.
        with scratch_beside(target) as own, part_beside(own / target.name) as part:
            with self._turn, sqlite_errors():
                self._require_open()
                # On a full disk a copy is worth more than what it tells.
                with suppress(Busy, Damaged, PlaceTrouble):
                    self._seal_box_anew()
                self._connection.execute("VACUUM INTO ?", (str(part),))
                sums = self.sums()
            _pad(part)
            _require_same(part, sums)
            put_in_place(part, target, taken=NotPossible(TAKEN))
        _require_same(target, sums)
        return sums

    def _tidy_to_close(self) -> None:
        """Let the closed file tell as little as it can of what was done."""
        self._seal_box_anew()
        if self._box is not None:
            # Which page stands where would tell whether anything was written.
            self._rewritten()
        if self.sound:
            pad_file(self._connection)

    def _seal_box_anew(self) -> None:
        """Leave no telling by comparing two copies whether anything was added."""
        box = self._box
        if box is not None:
            with self.change():
                box.write(self._connection, anew=True)

    def _rewritten(self) -> bool:
        try:
            # secure_delete clears a row where it stood, but not the copies that were
            # left behind when rows moved between pages.
            self._rows("VACUUM")
        except (Busy, PlaceTrouble):
            return False
        return True

    def _emptied(self) -> bool:
        """Move the log into the file and cut it off; False when that must wait."""
        try:
            answer = self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        except (Busy, PlaceTrouble):
            return False
        return answer == [(0, 0, 0)]

    def _read_stream_ids(self) -> dict[str, bytes]:
        """Return the ids of the writer's streams, but for any that is damaged."""
        rows = self._rows("SELECT role, id FROM stream LIMIT 9")
        return {text(role): id_ for role, id_ in rows if isinstance(id_, bytes)}

    def _slots_found(self) -> list[tuple[int, bool]]:
        """Return the copies of key slots as they were before any was healed."""
        try:
            return self.slot_copies()
        except Damaged:
            return []

    def _heal_slots(self) -> None:
        """Write a slot anew while one of its copies is still right.

        A second fault could otherwise take the only good one. It is tried again at
        the next opening if it cannot be done now.
        """
        # A third copy is looked for even where nothing else is left of a slot. What is
        # of no kind of ours is left as it lies.
        for kind in SlotKind:
            with suppress(Busy, Damaged, PlaceTrouble):
                right = self.slot(kind)
                copies = [good for one, good in self.slots_found if one == kind]
                aside = self._slot_aside(kind)
                whole_copies = copies == [True] * SLOT_COPIES and aside == right
                if right is not None and not whole_copies:
                    with self.change() as change:
                        change.put_slot(kind, right)


class VaultCopy(Vault):
    """A vault file that is read and never written, such as a backup.

    It may lie on a disk that cannot be written to. Beside one that was closed nothing
    is made; where a log lies beside it, SQLite may make its own index of that log.
    """

    def __init__(self, path: Path) -> None:
        """Open a file for reading.

        Raises:
            Damaged: it is not a vault, or can no longer be read as one.
            Unsupported: a newer version made it.
            PlaceTrouble: it is not there, or cannot be read.
        """
        require_file(path)
        self.path = path.absolute()
        with _nothing_opens():
            self.label = clean_line(schema.label_in(path, see_log=True))
        with ExitStack() as undo, _nothing_opens(), sqlite_errors():
            SealedRows.__init__(
                self, undo.enter_context(closing(schema.connect_to_read(path)))
            )
            schema.require_tables(self._connection)
            self.stream_ids = self._read_stream_ids()
            self.sound = schema.is_sound(self._connection)
            self.slots_found = self._slots_found()
            undo.pop_all()

    @override
    def close(self) -> None:
        """Let the file go; twice is harmless."""
        with self._turn:
            self._closed = True
            self._connection.close()

    @override
    def change(self) -> NoReturn:
        """Refuse: a copy is left as it is.

        Raises:
            MayNotWrite: always.
        """
        raise MayNotWrite

    @override
    def scrub(self) -> bool:
        """Leave the file as it is."""
        return False


@contextmanager
def _nothing_opens() -> Iterator[None]:
    """Say of what is damaged from the first page on that nothing of it can be shown."""
    try:
        yield
    except Damaged as reason:
        if type(reason) is not Damaged:
            raise
        raise Damaged(NOTHING_OPENS) from reason


def _pad(part: Path) -> None:
    with sqlite_errors(), closing(schema.connect(part)) as connection:
        # A copy needs no log beside it, so that it can be read from anywhere.
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        pad_file(connection)
    forget_counts(part)


def _require_same(copy: Path, sums: Mapping[str, Sum]) -> None:
    try:
        with closing(VaultCopy(copy)) as again:
            same = again.sums() == sums
    except Damaged:
        same = False
    if not same:
        raise PlaceTrouble(_NOT_THE_SAME)


def _fill(
    connection: sqlite3.Connection,
    label: str,
    slots: Mapping[int, bytes],
    streams: Mapping[str, bytes],
) -> None:
    database = schema.database_over(connection)
    schema.migrate(database)
    with database.atomic():
        connection.execute("INSERT INTO label (one, words) VALUES (1, ?)", (label,))
        connection.executemany(
            "INSERT INTO stream (role, id) VALUES (?, ?)", streams.items()
        )
        change = Change(connection)
        for kind, data in slots.items():
            change.put_slot(kind, data)
