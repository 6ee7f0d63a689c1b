"""What is offered leaves for the partner, and what the partner offers arrives.

The folder is a mailbox: nothing is ever removed here because it is absent there.
Every step can be interrupted and done again.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from journal.crypto.format import Envelope, Husk, parse
from journal.errors import (
    Damaged,
    Fork,
    JournalError,
    PlaceTrouble,
    Unsupported,
)
from journal.exchange import sync
from journal.exchange.segment import Segment, alias_of, name_inside
from journal.exchange.store import Folder, Store
from journal.services.adopting import adopt
from journal.services.loading import (
    load,
    name_moments,
    open_revealed,
    settle,
    shred_withdrawn,
    take_offered,
    verify_offered,
)
from journal.services.pages import agree_with_offers
from journal.services.sealing import release
from journal.services.segments import (
    cut,
    holds,
    known_runs,
    refuse_damaged,
    runs_in,
    uncut,
)
from journal.services.session import US, Session

# The one place there is so far: a folder beside the vaults.
_PLACE = re.compile(r"couple-[0-9a-f]{8}")
NOT_WHOLE: Final = (
    "Part of what you offered before cannot be read in the folder you share at the "
    "moment. What you write is kept here and will go when it can."
)
ELSEWHERE: Final = (
    "The folder you share is not where it was: a link stands in its place. "
    "What you write is kept here and will go when the folder is back."
)


@dataclass(frozen=True, slots=True)
class Came:
    """What lies in the place: what of it is new here, and the names of all of it."""

    fresh: list[tuple[str, Segment]] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    is_newer: bool


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came of an exchange: how much still waits here, and what to say."""

    arrived: int = 0
    waiting: int = 0
    trouble: str | None = None

    def said_after(self, words: str) -> str:
        """Return what was done, in words, and what the place is up to."""
        return " ".join(filter(None, (words, self.trouble)))


def exchange(session: Session) -> Exchanged:
    """Collect what has arrived, then publish what is offered.

    Trouble with the place is returned in words, not raised, and what is damaged here
    is said with the session's troubles: what was saved is safe.
    """
    load(session)
    if session.meeting is None:
        return Exchanged()
    with session.place_turn:
        arrived, said = 0, None
        try:
            store = store_of(session)
            came = look(session, store)
            with session.lock:
                if not session.is_locked:
                    arrived = take_in(session, came)
                    said = _sent(session, store, came.names)
        except PlaceTrouble as trouble:
            said = trouble.say
        except JournalError as trouble:
            session.note(trouble)
        with session.lock:
            return Exchanged(arrived, _waiting(session), said)


def adopt_first(session: Session) -> None:
    """Know all that I have offered before I say anything more to the partner."""
    load(session)
    if session.meeting is not None and not session.has_adopted:
        exchange(session)


def _sent(session: Session, store: Store, there: frozenset[str]) -> str | None:
    """Publish what is offered, and return what to say if that may not be."""
    if session.is_closing:
        return None
    if not session.has_adopted:
        return NOT_WHOLE
    _publish(session, store, there)
    return None


def _waiting(session: Session) -> int:
    if session.is_closing:
        return 0
    try:
        return len(session.vault.outbox()) + len(uncut(session))
    except Damaged as trouble:
        session.note(trouble)
        return 0


def store_of(session: Session) -> Store:
    """Return the place that the two people named when they met."""
    place = session.require_meeting().place
    if not _PLACE.fullmatch(place):
        raise Damaged
    folder = session.vault.path.parent / place
    if folder.is_symlink():
        raise PlaceTrouble(ELSEWHERE)
    return Folder(folder)


def only_collect(session: Session) -> None:
    """Take in what has arrived, and send nothing: for someone who is leaving.

    What the place or its files are up to is no reason to stay.
    """
    load(session)
    if session.meeting is not None:
        with session.place_turn, suppress(JournalError):
            came = look(session, store_of(session))
            with session.lock:
                take_in(session, came, opens_mine=False)


def look(session: Session, store: Store) -> Came:
    """Read what is new in the place; nothing is taken in.

    However long that takes, pages are kept and the journal is locked meanwhile.
    """
    with session.lock:
        couple = session.require_meeting().couple
        desk = _Desk(session)
    walk = sync.collect(store, desk, couple, session.in_vain)
    found = sorted(walk, key=lambda one: one[1].first)
    return Came(found, walk.names, is_newer=walk.newer > 0)


def take_in(session: Session, came: Came, *, opens_mine: bool = True) -> int:
    """Take in what was new in the place; return how many envelopes were.

    Without `opens_mine` nothing that I sealed is opened for what has come.

    Begins with my own: a vault that was copied back from a backup must know what it
    has already offered before it offers anything else.
    """
    me = session.identity.id
    partner, partners_stream = session.partners_stream()
    if came.is_newer:
        session.note(Unsupported())
    arrived = 0
    for name, segment in _of(session, came, session.streams[US]):
        arrived += adopt(session, name, segment)
    session.has_adopted = _knows_all_of_mine(session, came)
    for name, segment in _of(session, came, partners_stream):
        arrived += _accept(session, name, segment)
    if session.is_closing:
        return arrived
    session.damaged.clear()
    # What I sealed is opened for the partner before I am shown what they answered; and
    # only for a key of theirs that has truly opened what they sealed.
    open_revealed(session, partner)
    may_open = opens_mine and session.has_adopted
    opened_now = release(session) if may_open else 0
    if arrived or opened_now:
        for whose in (me, partner):
            settle(session, whose)
        name_moments(session)
    for whose in (me, partner):
        shred_withdrawn(session, whose)
    agree_with_offers(session)
    return arrived


def _of(session: Session, came: Came, stream: bytes) -> Iterator[tuple[str, Segment]]:
    """Yield what has come of a stream, until the journal is to be locked."""
    alias = alias_of(stream, session.require_meeting().couple)
    for name, segment in came.fresh:
        if session.is_closing:
            return
        if segment.alias == alias:
            yield name, segment


def _knows_all_of_mine(session: Session, came: Came) -> bool:
    """Whether no segment of mine lies in the place whose end I neither saw nor hold."""
    opened = {name for name, _ in came.fresh}
    known = opened | set(session.vault.segment_names())
    mine = runs_in(session, session.streams[US], came.names - known)
    return all(holds(session, run) for run in mine)


def _accept(session: Session, name: str, segment: Segment) -> int:
    """Keep a segment of the partner's: whatever they wrote, understood here or not."""
    partner, stream = session.partners_stream()
    fresh: list[Envelope | Husk] = []
    for data in segment.envelopes:
        try:
            parsed = parse(data)
            verify_offered(session, partner, parsed)
            if not _is_held(session, parsed):
                fresh.append(parsed)
        except JournalError as trouble:
            session.note(trouble)
    with session.writing() as pen:
        for parsed in fresh:
            pen.put(parsed)
            pen.pin_partner(parsed)
        first, last = segment.first, segment.last
        pen.change.note_segment(name, stream, first, last, own=False)
    for parsed in fresh:
        try:
            take_offered(session, partner, parsed)
        except JournalError as trouble:
            session.note(trouble if isinstance(trouble, Damaged) else Damaged())
    return len(fresh)


def _is_held(session: Session, parsed: Envelope | Husk) -> bool:
    partner, stream = session.partners_stream()
    try:
        held = parse(session.vault.envelope(stream, parsed.position.sequence) or b"")
        verify_offered(session, partner, held)
    except Damaged:
        return False
    if held.link != parsed.link:
        raise Fork
    return True


def _publish(session: Session, store: Store, there: frozenset[str]) -> None:
    cut(session)
    if refuse_damaged(session, there):
        session.note(Damaged())
        cut(session)
    sync.publish(store, _Desk(session))
    _remove_replaced(session, store)


def _remove_replaced(session: Session, store: Store) -> None:
    """Remove files whose words were withdrawn, once all that replaces them is there.

    Their copies too, under whatever names other software has given them.
    """
    rows = session.vault.outbox()
    if not rows or any(data for _, data in rows):
        return
    named = {name for name, _ in rows}
    # A name that was slipped in here could be that of a file the partner put there.
    replaced = {run.name for run in runs_in(session, session.streams[US], named)}
    replaced -= set(session.vault.segment_names())
    for name in named - replaced:
        session.note(Damaged())
        with session.vault.change() as change:
            change.drop_outbox(name)
    if not replaced:
        return
    for found in store.list():
        if name_inside(found.name) in replaced:
            store.delete(found.name)
    for name in replaced:
        store.delete(name)
        with session.vault.change() as change:
            change.drop_outbox(name)
            session.owe_scrub(change)
    session.scrub()


class _Desk:
    """What the exchange needs of a vault."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._vault = session.vault
        waiting = [name for name, _ in session.vault.outbox()]
        mine = runs_in(session, session.streams[US], waiting)
        self._known = {run.name for run in mine}
        lost: set[str] = set()
        for whose in session.damaged:
            meeting = session.require_meeting()
            stream = meeting.streams[meeting.people.index(whose)]
            # What has been damaged here may still be whole there.
            lost.update(run.name for run in known_runs(session, stream))
        self._known.update(session.vault.segment_names())
        self._known -= lost

    def outbox(self) -> list[tuple[str, bytes]]:
        """Return the files to publish; a name without bytes is one to remove."""
        return [(name, data) for name, data in self._vault.outbox() if data]

    def posted(self, name: str) -> None:
        """Forget the bytes of a file that is in the place."""
        with self._vault.change() as change:
            change.drop_outbox(name)

    def has_read(self, name: str) -> bool:
        """Whether this segment is held already, or is mine to remove."""
        return name in self._known

    def is_closing(self) -> bool:
        """Whether the journal is being locked."""
        return self._session.is_closing
