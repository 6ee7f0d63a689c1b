"""What can come into a pack, and what of it has: to pick from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from journal.domain.balance import holds_only_hard
from journal.domain.brought import Brought
from journal.domain.entries import Entry, EntryId, MomentId
from journal.domain.moments import Moment
from journal.errors import NotFound
from journal.services import packing, telling
from journal.services.packing import Bench, Whose
from journal.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A moment of Us, or an entry of my own, and how it stands to a pack.

    `mine` is my own telling in it. Of my own pack only `by_me` is ever true.
    """

    of: Moment | Entry = field(repr=False)
    by_me: bool = False
    by_other: bool = False
    mine: EntryId | None = None
    is_left_out: bool = False
    is_changed: bool = False

    @property
    def day(self) -> date:
        """The day it is of."""
        return self.of.day

    @property
    def is_brought(self) -> bool:
        """Whether either of the two brings it."""
        return self.by_me or self.by_other


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A pack as it stands, and all that could be in it, the newest first."""

    bench: Bench
    choices: tuple[Choice, ...]

    @property
    def brought(self) -> tuple[Choice, ...]:
        """What either brings."""
        return tuple(one for one in self.choices if one.is_brought)

    @property
    def holds_only_hard(self) -> bool:
        """Whether our pack tells of nothing but what was hard; of my own, never."""
        if self.bench.whose is Whose.MINE:
            return False
        moments = (one.of for one in self.brought)
        return holds_only_hard(one for one in moments if isinstance(one, Moment))


def table(session: Session, whose: Whose) -> Table:
    """Return what a pack could be made of.

    Raises:
        NotMet: our pack, before there are two.
        NotPossible: our pack, when there is nobody to agree to it.
    """
    now = packing.bench(session, whose)
    with session.lock:
        found = _own(session, now) if whose is Whose.MINE else _ours(session, now)
        return Table(bench=now, choices=tuple(found))


def add_or_take_out(session: Session, whose: Whose, choice: Choice) -> Table:
    """Bring it to the pack, or no longer; what the other brings stays."""
    if choice.by_me:
        brings = packing.bench(session, whose).part.brings & _entries_of(choice.of)
        packing.bring(session, whose, brings, kept=False)
    else:
        entry = choice.mine or min(_entries_of(choice.of))
        packing.bring(session, whose, [entry])
    return table(session, whose)


def choice_of(session: Session, whose: Whose, id_: EntryId | MomentId) -> Choice:
    """Return how an entry of mine, or a moment of Us, stands to a pack.

    Raises:
        NotFound: there is no such thing that could be in it.
        NotMet, NotPossible: as with `table`.
    """
    for one in table(session, whose).choices:
        if one.of.id == id_:
            return one
    raise NotFound


def _own(session: Session, now: Bench) -> Iterator[Choice]:
    changed = {one.id for one in now.changed}
    for entry in session.library.own_entries():
        yield Choice(
            of=entry,
            by_me=entry.id in now.part.brings,
            mine=entry.id,
            is_changed=entry.id in changed,
        )


def _ours(session: Session, now: Bench) -> Iterator[Choice]:
    partner = session.partner
    theirs = packing.part_of(session, partner.id) if partner else Brought()
    changed = {one.id for one in now.changed}
    for moment in telling.moments(session):
        ids, side = _entries_of(moment), telling.side_of(session, moment, mine=True)
        mine = side.entry.id if side is not None else None
        yield Choice(
            of=moment,
            by_me=bool(now.part.brings & ids),
            by_other=bool(theirs.brings & ids),
            mine=mine,
            is_left_out=mine in now.part.leaves,
            is_changed=mine in changed,
        )


def _entries_of(told: Moment | Entry) -> frozenset[EntryId]:
    if isinstance(told, Moment):
        return frozenset(side.entry.id for side in told.sides)
    return frozenset({told.id})
