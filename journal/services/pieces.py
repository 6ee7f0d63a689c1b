"""What can be made of each place of a stream, damaged or not."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import Opened
from journal.crypto.format import Envelope, Facts, Husk, parse
from journal.errors import CannotOpen, Damaged, Unsupported
from journal.services.session import PARTNER, SELF, Session


@dataclass(slots=True)
class Piece:
    """One place of a stream, and what can be made of it."""

    sequence: int
    data: bytes = field(repr=False)
    parsed: Envelope | Husk | None = None
    opened: Opened | None = field(default=None, repr=False)
    facts: Facts | None = field(default=None, repr=False)
    is_newer: bool = False
    is_sound: bool = False

    @property
    def day(self) -> date | None:
        """The day it was kept, or offered, where that can still be told."""
        facts = self.facts
        return datetime.fromtimestamp(facts.created, UTC).date() if facts else None


def pieces(session: Session, whose: str) -> list[Piece]:
    """Return what can be read of a stream, in its order."""
    found = []
    stream = stream_of(session, whose)
    with suppress(Damaged):
        for sequence, data in session.vault.envelopes(stream):
            piece = Piece(sequence, data)
            with suppress(CannotOpen, Damaged):
                _open(session, whose, piece)
            found.append(piece)
    return found


def own_rows(session: Session) -> Iterator[tuple[int, bytes]]:
    """Yield every row of my own stream up to its end, in order.

    What somebody put behind the end, or where no envelope can be, is none of mine and
    is passed over.

    Raises:
        Damaged: part of it cannot be read; raised after all that can be.
    """
    stream, end = session.streams[SELF], session.head(SELF).sequence
    for sequence, data in session.vault.envelopes(stream, passes_strays=True):
        if sequence <= end:
            yield sequence, data


def stream_of(session: Session, whose: str) -> bytes:
    """Return the id of one of the three streams of a vault."""
    return session.partners_stream()[1] if whose == PARTNER else session.streams[whose]


def _open(session: Session, whose: str, piece: Piece) -> None:
    """Make of a piece what can be made; it raises where that ends."""
    try:
        piece.parsed = parse(piece.data)
        if isinstance(piece.parsed, Envelope):
            meeting = session.meeting
            piece.facts = envelopes.facts_left(
                piece.parsed,
                identity=session.identity,
                couple=meeting.couple if meeting and whose != SELF else None,
            )
        if piece.parsed.position.sequence != piece.sequence:
            return
        piece.opened = _opened(session, whose, piece.parsed)
    except Unsupported:
        piece.is_newer = True
        raise
    piece.is_sound = True


def _opened(session: Session, whose: str, parsed: Envelope | Husk) -> Opened | None:
    """Open a piece, with every check there is; None for what nobody here can open."""
    if whose == PARTNER:
        direction = session.partners_direction()
        envelopes.verify_partners(parsed, direction=direction)
        if isinstance(parsed, Husk):
            return None
        if envelopes.withheld_facts(parsed, direction=direction) is not None:
            return None
        return envelopes.open_partners(parsed, direction=direction)
    mine = session.direction(whose)
    envelopes.verify_mine(parsed, identity=session.identity, direction=mine)
    if isinstance(parsed, Husk):
        return None
    return envelopes.open_mine(parsed, identity=session.identity, direction=mine)
