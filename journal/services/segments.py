"""Which runs of a stream lie in segments, and how mine are cut.

A segment's name is sealed under the couple's keys and says whose run it is and how
far it goes. That, and no column beside it, is what is believed here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from journal.crypto import envelope as envelopes
from journal.crypto.format import Envelope, Husk, parse
from journal.errors import CannotOpen, Damaged
from journal.exchange.segment import (
    NameFacts,
    alias_of,
    open_segment,
    read_name,
    seal_segment,
)
from journal.services.session import US, Pen, Session

SEGMENT_BYTES: Final = 3 * 1024 * 1024
SEGMENT_COUNT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a stream that lies in a segment of this name."""

    name: str
    first: int
    last: int
    head: bytes

    @property
    def places(self) -> range:
        """The sequences in it."""
        return range(self.first, self.last + 1)


def known_runs(session: Session, stream: bytes) -> list[Run]:
    """Return the runs of a stream in the segments that are known here."""
    return runs_in(session, stream, session.vault.segment_names())


def holds(session: Session, run: Run) -> bool:
    """Whether I hold the end of a run of mine as its name says it."""
    held = _mine_at(session, run.last)
    return held is not None and held.link.startswith(run.head)


def runs_in(session: Session, stream: bytes, names: Iterable[str]) -> list[Run]:
    """Return the runs of a stream among segments of these names."""
    couple = session.require_meeting().couple
    alias = alias_of(stream, couple)
    found = ((name, _facts(session, name)) for name in names)
    return [
        Run(name, facts.first, facts.last, facts.head)
        for name, facts in found
        if facts is not None and facts.alias == alias
    ]


def cut(session: Session) -> None:
    """Seal what I offered and have not published yet into the outbox."""
    stream = session.streams[US]
    for first, run in list(_linked_runs(session, uncut(session))):
        with session.vault.change() as change:
            name, data = _sealed(session, first, run)
            change.put_outbox(name, data)
            change.note_segment(name, stream, first, first + len(run) - 1, own=True)


def uncut(session: Session) -> list[int]:
    """Return the places of my stream that lie in no segment yet."""
    known = known_runs(session, session.streams[US])
    whole = range(1, session.head(US).sequence + 1)
    lying = merged(run.places for run in known)
    return [place for gap in without([whole], lying) for place in gap]


def merged(places: Iterable[range]) -> list[range]:
    """Return runs of places in order, those that touch or overlap as one."""
    found: list[range] = []
    for one in sorted(places, key=lambda run: run.start):
        if found and one.start <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, one.stop))
        elif one:
            found.append(one)
    return found


def without(whole: Iterable[range], taken: Sequence[range]) -> Iterator[range]:
    """Yield what of merged runs lies in none of other merged runs, as runs.

    However far apart places say they are, no place is counted one by one.
    """
    at = 0
    for one in whole:
        start = one.start
        while at < len(taken) and taken[at].stop <= start:
            at += 1
        last = at
        while last < len(taken) and taken[last].start < one.stop:
            if start < taken[last].start:
                yield range(start, taken[last].start)
            start = max(start, taken[last].stop)
            last += 1
        if start < one.stop:
            yield range(start, one.stop)


def recut(session: Session, pen: Pen, sequences: Iterable[int]) -> None:
    """Within a change that leaves husks, seal the segments that held the words anew.

    The old file is removed once the new one is in its place and was read back; until
    then both wait in the outbox, the old one as a name with nothing in it.
    """
    stream = session.streams[US]
    touched = set(sequences)
    for known in known_runs(session, stream):
        if touched.isdisjoint(known.places):
            continue
        for first, run in _linked_runs(session, known.places):
            name, data = _sealed(session, first, run)
            pen.change.put_outbox(name, data)
            last = first + len(run) - 1
            pen.change.note_segment(name, stream, first, last, own=True)
        retire(pen, known.name)


def retire(pen: Pen, name: str) -> None:
    """Within a change: let a segment leave the place once all else is there."""
    pen.change.put_outbox(name, b"")
    pen.change.forget_segment(name)


def refuse_damaged(session: Session, lying_there: Iterable[str]) -> bool:
    """Let nothing damaged leave the outbox; tell whether something was.

    What it held is cut anew. When a name was damaged there is no telling which it
    was, so everything of mine that neither waits here nor lies in the place is.
    """
    waiting = [(name, data) for name, data in session.vault.outbox() if data]
    bad = [name for name, data in waiting if not _is_sound(session, name, data)]
    if not bad:
        return False
    kept = {name for name, _ in waiting} - set(bad) | set(lying_there)
    with session.vault.change() as change:
        for name in bad:
            change.drop_outbox(name)
        for known in known_runs(session, session.streams[US]):
            if known.name not in kept:
                change.forget_segment(known.name)
    return True


def _is_sound(session: Session, name: str, data: bytes) -> bool:
    couple = session.require_meeting().couple
    try:
        opened = open_segment(data, name=name, keys=couple)
    except (CannotOpen, Damaged):
        return False
    return opened.alias == alias_of(session.streams[US], couple)


def _facts(session: Session, name: str) -> NameFacts | None:
    try:
        return read_name(name, session.require_meeting().couple)
    except CannotOpen:
        return None


def _linked_runs(
    session: Session, places: Iterable[int]
) -> Iterator[tuple[int, list[bytes]]]:
    """Yield runs that one segment can hold; what is damaged stays out of them."""
    run: list[bytes] = []
    first, size = 0, 0
    above: Envelope | Husk | None = None
    for place in places:
        one = _mine_at(session, place)
        if one is None:
            continue
        data = one.packed()
        follows = above is not None and _follows(above, one)
        full = size + len(data) > SEGMENT_BYTES or len(run) == SEGMENT_COUNT
        if run and (full or not follows):
            yield first, run
            run = []
        if not run:
            first, size = place, 0
        run.append(data)
        size += len(data)
        above = one
    if run:
        yield first, run


def _follows(above: Envelope | Husk, one: Envelope | Husk) -> bool:
    at, here = above.position, one.position
    return (here.sequence, here.previous) == (at.sequence + 1, above.link)


def _mine_at(session: Session, place: int) -> Envelope | Husk | None:
    try:
        parsed = parse(session.vault.envelope(session.streams[US], place) or b"")
        envelopes.verify_mine(
            parsed, identity=session.identity, direction=session.direction(US)
        )
    except Damaged:
        return None
    return parsed if parsed.position.sequence == place else None


def _sealed(session: Session, first: int, run: Sequence[bytes]) -> tuple[str, bytes]:
    return seal_segment(
        run,
        stream=session.streams[US],
        first=first,
        head=parse(run[-1]).link,
        keys=session.require_meeting().couple,
        random=session.conditions.random,
    )
