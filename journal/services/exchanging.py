"""What is offered leaves for the partner, and what the partner offers arrives.

The folder is a mailbox: nothing is ever removed here because it is absent there.
Every step can be interrupted and done again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journal.crypto import envelope as envelopes
from journal.crypto.format import Envelope, Husk, parse
from journal.errors import Damaged, Fork, JournalError, PlaceTrouble
from journal.exchange import sync
from journal.exchange.segment import Segment, alias_of, seal_segment
from journal.exchange.store import Folder, Store
from journal.services.loading import (
    name_moments,
    note,
    settle,
    shred_withdrawn,
    take_offered,
)
from journal.services.pages import agree_with_offers
from journal.services.session import US, Head, Pen, Session

SEGMENT_BYTES: Final = 3 * 1024 * 1024
SEGMENT_COUNT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came of an exchange: how much still waits here, and what to say."""

    arrived: int = 0
    waiting: int = 0
    trouble: str | None = None


def exchange(session: Session) -> Exchanged:
    """Collect what has arrived, then publish what is offered.

    Trouble with the place is returned in words, not raised: what was saved is safe.
    """
    if session.meeting is None:
        return Exchanged()
    with session.lock:
        store = store_of(session)
        arrived = 0
        try:
            arrived = collect(session, store)
            cut_segments(session)
            sync.publish(store, _Desk(session))
            remove_replaced(session, store)
        except PlaceTrouble as trouble:
            return Exchanged(arrived, len(session.vault.outbox()), trouble.say)
        except Damaged as trouble:
            note(session, trouble)
        return Exchanged(arrived, len(session.vault.outbox()))


def store_of(session: Session) -> Store:
    """Return the place that the two people named when they met."""
    place = session.require_meeting().place
    return Folder(session.vault.path.parent / Path(place).name)


def collect(session: Session, store: Store) -> int:
    """Take in what is new in the place; return how many envelopes were.

    Begins with my own: a vault that was copied back from a backup must know what it
    has already offered before it offers anything else.
    """
    meeting = session.require_meeting()
    partner, partners_stream = session.partners_stream()
    me = session.identity.id
    aliases = {
        alias_of(partners_stream, meeting.couple): partner,
        alias_of(session.vault.stream_ids[US], meeting.couple): me,
    }
    found: list[tuple[str, Segment]] = [
        (name, segment)
        for name, segment in sync.collect(store, _Desk(session), meeting.couple)
        if segment.alias in aliases
    ]
    found.sort(key=lambda one: one[1].first)
    arrived = 0
    for name, segment in found:
        if aliases[segment.alias] == me:
            arrived += _adopt(session, name, segment)
    session.has_adopted = True
    for name, segment in found:
        if aliases[segment.alias] == partner:
            arrived += _accept(session, name, segment)
    if arrived:
        for whose in (me, partner):
            settle(session, whose)
        name_moments(session)
    for whose in (me, partner):
        shred_withdrawn(session, whose)
    agree_with_offers(session)
    return arrived


def _accept(session: Session, name: str, segment: Segment) -> int:
    partner, stream = session.partners_stream()
    fresh: list[Envelope | Husk] = []
    for data in segment.envelopes:
        try:
            parsed = parse(data)
            if _is_held(session, stream, parsed):
                continue
            take_offered(session, partner, parsed)
        except Fork as trouble:
            note(session, trouble)
            continue
        except JournalError:
            note(session, Damaged())
            continue
        fresh.append(parsed)
    with session.vault.change() as change:
        for parsed in fresh:
            change.add_envelope(stream, parsed.position.sequence, parsed.packed())
        change.note_segment(name, stream, segment.first, segment.last, own=False)
        end = max(fresh, key=lambda one: one.position.sequence, default=None)
        pin = session.pin("partner")
        if end is not None and end.position.sequence > pin.sequence:
            session.pin_partner(Head(end.position.sequence, end.link), change)
    return len(fresh)


def _is_held(session: Session, stream: bytes, parsed: Envelope | Husk) -> bool:
    held = session.vault.envelope(stream, parsed.position.sequence)
    if held is None:
        return False
    if parse(held).link != parsed.link:
        raise Fork
    return True


def _adopt(session: Session, name: str, segment: Segment) -> int:
    stream = session.vault.stream_ids[US]
    adopted: list[Envelope | Husk] = []
    try:
        with session.writing() as pen:
            for data in segment.envelopes:
                parsed = parse(data)
                if _is_held(session, stream, parsed):
                    continue
                _require_next(pen, parsed)
                envelopes.verify_mine(
                    parsed, identity=session.identity, direction=session.direction(US)
                )
                pen.keep(US, parsed)
                adopted.append(parsed)
            pen.change.note_segment(name, stream, segment.first, segment.last, own=True)
    except JournalError as trouble:
        note(session, trouble)
        return 0
    for parsed in adopted:
        take_offered(session, session.identity.id, parsed)
    return len(adopted)


def _require_next(pen: Pen, parsed: Envelope | Husk) -> None:
    head = pen.heads[US]
    position = parsed.position
    if (position.sequence, position.previous) != (head.sequence + 1, head.link):
        raise Fork


def cut_segments(session: Session) -> None:
    """Seal what I offered and have not published yet into the outbox."""
    stream = session.vault.stream_ids[US]
    rows = session.vault.segments(own=True)
    done = max((row.last for row in rows), default=0)
    end = session.head(US).sequence
    while done < end:
        run = _run(session, stream, done + 1, end)
        with session.vault.change() as change:
            name, data = _sealed(session, stream, done + 1, run)
            change.put_outbox(name, data)
            change.note_segment(name, stream, done + 1, done + len(run), own=True)
        done += len(run)


def recut(session: Session, pen: Pen, sequences: Iterable[int]) -> None:
    """Within a change that leaves husks, seal the segments that held the words anew.

    The old file is removed once the new one is in its place and was read back; until
    then both wait in the outbox, the old one as a name with nothing in it.
    """
    stream = session.vault.stream_ids[US]
    touched = set(sequences)
    for row in session.vault.segments(own=True):
        if not touched.intersection(range(row.first, row.last + 1)):
            continue
        run = _run(session, stream, row.first, row.last, whole=True)
        name, data = _sealed(session, stream, row.first, run)
        pen.change.put_outbox(name, data)
        pen.change.note_segment(name, stream, row.first, row.last, own=True)
        pen.change.put_outbox(row.name, b"")
        pen.change.forget_segment(row.name)


def _run(
    session: Session, stream: bytes, first: int, last: int, *, whole: bool = False
) -> list[bytes]:
    run: list[bytes] = []
    size = 0
    for sequence in range(first, last + 1):
        data = session.vault.envelope(stream, sequence)
        if data is None:
            raise Damaged
        full = size + len(data) > SEGMENT_BYTES or len(run) == SEGMENT_COUNT
        if full and run and not whole:
            break
        run.append(data)
        size += len(data)
    return run


def _sealed(
    session: Session, stream: bytes, first: int, run: Sequence[bytes]
) -> tuple[str, bytes]:
    return seal_segment(
        run,
        stream=stream,
        first=first,
        head=parse(run[-1]).link,
        keys=session.require_meeting().couple,
        random=session.conditions.random,
    )


def remove_replaced(session: Session, store: Store) -> None:
    """Remove files whose words were withdrawn, once all that replaces them is there."""
    rows = session.vault.outbox()
    if any(data for _, data in rows):
        return
    for name, _ in rows:
        store.delete(name)
        with session.vault.change() as change:
            change.drop_outbox(name)
    if rows:
        session.scrub()


class _Desk:
    """What the exchange needs of a vault."""

    def __init__(self, session: Session) -> None:
        self._vault = session.vault
        self._known = {row.name for row in session.vault.segments()}
        self._known.update(name for name, _ in session.vault.outbox())

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
