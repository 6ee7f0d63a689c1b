"""The moments that are told here: those of Us, as both people see them."""

from collections.abc import Iterable

from journal.domain.entries import Entry, EntryId, MomentId, PartnerId
from journal.domain.joining import own_moment
from journal.domain.moments import Moment, Side, moments_from
from journal.errors import NotFound
from journal.services.session import Session
from journal.services.shipped import questions


def moments(session: Session) -> tuple[Moment, ...]:
    """Return every moment of Us, the newest first."""
    entries = session.library.offered_entries()
    return moments_from(entries, session.bonds(), questions())


def moment(session: Session, id_: MomentId) -> Moment:
    """Return a moment of Us, or raise `NotFound`."""
    for told in moments_near(session, {id_}):
        if told.id == id_:
            return told
    raise NotFound


def moments_near(session: Session, ids: Iterable[MomentId]) -> tuple[Moment, ...]:
    """Return every moment of Us that one of these ids may mean, and perhaps others.

    In one look, however many they are: what no id names and nobody has joined or
    parted is left aside.
    """
    bonds, entries = session.bonds(), session.library.offered_entries()
    # Only what is joined or parted can be told elsewhere than in what it names.
    moved = frozenset[EntryId]().union(*bonds.linked, *bonds.apart)
    near = {one.moment for one in entries if one.id in moved}
    near.update(ids, map(own_moment, moved))
    held = (one for one in entries if one.moment in near)
    return moments_from(held, bonds, questions())


def moment_of(session: Session, author: PartnerId, entry: EntryId) -> Moment:
    """Return the moment of Us in which an entry stands, or raise `NotFound`."""
    for told in moments(session):
        for side in told.sides:
            if (side.author, side.entry.id) == (author, entry):
                return told
    raise NotFound


def is_opened_by_other(session: Session, entry: Entry) -> bool:
    """Whether the partner told the moment of an entry of mine first, as far as read."""
    near = moments_near(session, {entry.moment})
    told = [one for one in near if any(s.entry.id == entry.id for s in one.sides)]
    told += [one for one in near if one.id == entry.moment]
    return bool(told) and told[0].opener != entry.author


def side_of(session: Session, told: Moment, *, mine: bool) -> Side | None:
    """Return my own side of a moment, or the partner's, or None."""
    me = session.identity.id
    return next((one for one in told.sides if (one.author == me) is mine), None)


def names(told: Moment) -> frozenset[MomentId]:
    """Return every id by which a page may mean this moment: its own, and its sides'."""
    parted = {one.entry.id for one in told.sides if told.id == own_moment(one.entry.id)}
    meant = {one.entry.moment for one in told.sides if one.entry.id not in parted}
    return frozenset(meant | {told.id})
