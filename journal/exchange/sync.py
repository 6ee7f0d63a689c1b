"""Publish what waits, and collect what came.

Killed anywhere, each can be repeated. Collecting takes files in any order, as often
as one likes, and concludes nothing from a file that is not there.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from typing_extensions import override

from journal.crypto.keys import CoupleKeys
from journal.errors import (
    CannotOpen,
    Damaged,
    NoRoom,
    NotFound,
    PlaceTrouble,
    Unsupported,
)
from journal.exchange.segment import (
    NameFacts,
    Segment,
    name_inside,
    open_segment,
    read_name,
)
from journal.exchange.store import Found, Store

# Copies of one file come from other software: a few, where it is well meant.
MOST_COPIES: Final = 4
# What may be read in vain before of each file only one copy is tried.
VAIN_BYTES: Final = 32 * 1024 * 1024
NOT_KEPT: Final = (
    "The folder you share did not keep what was put there. "
    "It is still here and will be put there again."
)


class Desk(Protocol):
    """What the exchange needs of a vault."""

    def outbox(self) -> Iterable[tuple[str, bytes]]:
        """Return the sealed segments not yet known to lie in the place."""
        ...

    def posted(self, name: str) -> None:
        """Note that a segment of the outbox lies in the place."""
        ...

    def has_read(self, name: str) -> bool:
        """Whether all that the segment of that name holds is here."""
        ...

    def is_closing(self) -> bool:
        """Whether the vault is about to be closed, so that no more is to be read."""
        ...


def publish(store: Store, desk: Desk) -> int:
    """Put every segment of the outbox in the place, and return how many there were.

    One counts as posted only when it reads back as it was written. Trouble with one
    does not keep the others.

    Raises:
        NoRoom: the place is full; what did not go is still in the outbox.
        PlaceTrouble: other trouble, as for NoRoom.
    """
    waiting = list(desk.outbox())
    troubles: list[PlaceTrouble] = []
    for name, data in waiting:
        try:
            _put_and_compare(store, name, data)
        except PlaceTrouble as reason:
            troubles.append(reason)
        else:
            desk.posted(name)
    if troubles:
        # A full disk is what a person can do something about: say that first.
        raise min(troubles, key=lambda trouble: not isinstance(trouble, NoRoom))
    return len(waiting)


def _put_and_compare(store: Store, name: str, data: bytes) -> None:
    store.put(name, data)
    try:
        kept = store.get(name)
    except NotFound as reason:
        raise PlaceTrouble(NOT_KEPT) from reason
    if kept != data:
        raise PlaceTrouble(NOT_KEPT)


class Collected(Iterator[tuple[str, Segment]]):
    """The segments that lie in the place and were not read before; walk it once.

    Whoever walks it checks the envelopes' tags, keeps them, and notes the name as
    read. The counts are whole when the walk is over, and start anew next time:

    `unreadable`: segments of this couple no copy of which opens.
    `newer`: segments that a newer version wrote.
    `foreign`: files that are none of this couple's segments.
    `names`: those of all the couple's segments that lie there, and `newer_names` of
    the `newer` ones among them.
    """

    def __init__(
        self, store: Store, desk: Desk, keys: CoupleKeys, in_vain: set[Found]
    ) -> None:
        self.unreadable = 0
        self.newer_names: set[str] = set()
        self.foreign = 0
        self._store = store
        self._desk = desk
        self._keys = keys
        self._in_vain = in_vain
        ours = self._ours(store.list())
        self.names = frozenset(ours)
        self._walk = self._new_segments(ours)

    @property
    def newer(self) -> int:
        """How many of them a newer version wrote."""
        return len(self.newer_names)

    @override
    def __next__(self) -> tuple[str, Segment]:
        return next(self._walk)

    def _ours(self, listed: Iterable[Found]) -> dict[str, list[Found]]:
        """Return the files that claim each of our names, oldest run first."""
        files: dict[str, list[Found]] = {}
        facts: dict[str, NameFacts] = {}
        for found in listed:
            if self._desk.is_closing():
                break
            name = name_inside(found.name)
            if name is not None and name not in facts:
                try:
                    facts[name] = read_name(name, self._keys)
                except CannotOpen:
                    name = None
            if name is None:
                self.foreign += 1
                continue
            files.setdefault(name, []).append(found)
        # The order is a courtesy: run after run, a stream shows fewer gaps meanwhile.
        return {
            name: files[name]
            for name in sorted(files, key=lambda one: (facts[one].first, one))
        }

    def _new_segments(
        self, ours: dict[str, list[Found]]
    ) -> Iterator[tuple[str, Segment]]:
        for name, copies in ours.items():
            if self._desk.is_closing():
                return
            if self._desk.has_read(name):
                continue
            segment = self._opened(name, copies)
            if segment is not None:
                yield name, segment

    def _opened(self, name: str, copies: Iterable[Found]) -> Segment | None:
        newer = unreadable = False
        # The one that bears the name itself, then those that bear little more.
        few = sorted(copies, key=lambda one: (len(one.name), one.name))[:MOST_COPIES]
        for at, found in enumerate(few):
            if self._desk.is_closing():
                return None
            if found in self._in_vain or (at > 0 and self._has_tried_enough()):
                unreadable = True
                continue
            try:
                data = self._store.get(found.name)
                return open_segment(data, name=name, keys=self._keys)
            except NotFound:
                continue  # Gone since it was listed: not a fact about its bytes.
            except Unsupported:
                newer = True
            except PlaceTrouble:
                unreadable = True
            except (CannotOpen, Damaged):
                unreadable = True
                self._in_vain.add(found)
        if newer:
            self.newer_names.add(name)
        self.unreadable += unreadable and not newer
        return None

    def _has_tried_enough(self) -> bool:
        """Whether copies have cost so much already that no more of them are read.

        Whoever keeps the place can lay any number there, for nothing.
        """
        return sum(found.size for found in self._in_vain) >= VAIN_BYTES


def collect(
    store: Store, desk: Desk, keys: CoupleKeys, in_vain: set[Found] | None = None
) -> Collected:
    """Return what lies in the place and was not read before, in whatever shape.

    Never raises for a file, whatever is in it; it is counted and tried again next
    time, but for those `in_vain`: what did not open is added there, and is not read
    again until it has changed.

    Raises:
        PlaceTrouble: the place cannot be listed.
    """
    return Collected(store, desk, keys, set() if in_vain is None else in_vain)


def replace_segment(store: Store, *, old: str, new_name: str, data: bytes) -> None:
    """Put a segment written anew in the place, then remove the old one's every copy.

    Killed anywhere it can be repeated: the old one goes only when the new one reads
    back.

    Raises:
        PlaceTrouble: the old one, or a copy of it, may still be there.
    """
    if old == new_name:
        message = "A segment written anew has a new name."
        raise ValueError(message)
    _put_and_compare(store, new_name, data)
    for found in store.list():
        if name_inside(found.name) == old:
            store.delete(found.name)
    # Unlisted, it may be there all the same.
    store.delete(old)
