"""Take back in what I offered before: a vault copied back from a backup lacks it.

Until its own later envelopes are held again, such a vault would give their places
to other words, and the partner's journal would hold two for one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import Opened
from journal.crypto.format import Envelope, Husk, parse
from journal.errors import BadTag, Damaged, Fork, JournalError, PlaceTrouble
from journal.exchange.segment import Segment
from journal.services.loading import reload_offers, take_offered
from journal.services.segments import known_runs, retire
from journal.services.session import US, Head, Pen, Session


@dataclass(slots=True)
class _Finds:
    """What a segment of mine has that this vault lacks, or has otherwise."""

    fresh: list[Envelope | Husk]
    clash: int | None = None
    holds_withdrawn_words: bool = False


def adopt(session: Session, name: str, segment: Segment) -> int:
    """Take in a segment of my own; return how many of its envelopes were new here.

    The partner has the keys to make one that says it is mine. It is let lie: nothing
    of mine is damaged by it.

    Raises:
        PlaceTrouble: there was no room for it; it is as new next time.
    """
    try:
        if not _is_mine(session, segment):
            return 0
        finds = _finds(session, segment)
        if finds.clash is not None:
            return _make_way(session, finds.clash, name, segment)
        with session.writing() as pen:
            for parsed in finds.fresh:
                _put(pen, parsed)
            _note(session, pen, name, segment)
            if finds.holds_withdrawn_words:
                retire(pen, name)
        for parsed in finds.fresh:
            take_offered(session, session.identity.id, parsed)
    except PlaceTrouble:
        raise
    except JournalError as trouble:
        session.note(trouble)
        return 0
    return len(finds.fresh)


def _is_mine(session: Session, segment: Segment) -> bool:
    try:
        for data in segment.envelopes:
            _verify(session, parse(data))
    except BadTag:
        return False
    return True


def _finds(session: Session, segment: Segment) -> _Finds:
    finds = _Finds([])
    for data in segment.envelopes:
        parsed = parse(data)
        held = _held(session, parsed.position.sequence)
        if held is None:
            finds.fresh.append(parsed)
        elif held.link != parsed.link:
            finds.clash = finds.clash or parsed.position.sequence
        elif isinstance(held, Husk) and isinstance(parsed, Envelope):
            finds.holds_withdrawn_words = True
    return finds


def _held(session: Session, sequence: int) -> Envelope | Husk | None:
    """Return what I hold at a place; what is damaged there may be replaced."""
    try:
        data = session.vault.envelope(session.streams[US], sequence)
        parsed = parse(data or b"")
        _verify(session, parsed)
    except Damaged:
        return None
    return parsed


def _verify(session: Session, parsed: Envelope | Husk) -> None:
    envelopes.verify_mine(
        parsed, identity=session.identity, direction=session.direction(US)
    )


def _put(pen: Pen, parsed: Envelope | Husk) -> None:
    pen.put(parsed)
    # What lies between may still be on its way; its places stay free for it.
    if parsed.position.sequence >= pen.heads[US].sequence:
        pen.heads[US] = Head(parsed.position.sequence, parsed.link)


def _note(session: Session, pen: Pen, name: str, segment: Segment) -> None:
    stream = session.streams[US]
    pen.change.note_segment(name, stream, segment.first, segment.last, own=True)


def _make_way(session: Session, clash: int, name: str, segment: Segment) -> int:
    """Give places to what was published from them, and say mine again behind it.

    Raises:
        Fork: mine has been published from there as well; both stay as they are.
    """
    stream = session.streams[US]
    waiting = {row for row, data in session.vault.outbox() if data}
    later = [run for run in known_runs(session, stream) if run.last >= clash]
    if any(run.name not in waiting for run in later):
        raise Fork
    mine = _opened_from(session, clash)
    theirs = []
    for parsed in map(parse, segment.envelopes):
        place = parsed.position.sequence
        if place >= clash or _held(session, place) is None:
            theirs.append(parsed)
    with session.writing() as pen:
        for run in later:
            pen.change.drop_outbox(run.name)
            pen.change.forget_segment(run.name)
        _say_again(session, pen, theirs, mine)
        _note(session, pen, name, segment)
    reload_offers(session)
    return len(theirs)


def _opened_from(session: Session, first: int) -> list[Opened]:
    """Return what I say from a place on; what was shredded there says nothing."""
    found = []
    for place in range(first, session.head(US).sequence + 1):
        held = _held(session, place)
        if isinstance(held, Envelope):
            opened = envelopes.open_mine(
                held, identity=session.identity, direction=session.direction(US)
            )
            found.append(opened)
    return found


def _say_again(
    session: Session,
    pen: Pen,
    theirs: Sequence[Envelope | Husk],
    mine: Sequence[Opened],
) -> None:
    last = session.head(US).sequence
    for parsed in theirs:
        pen.put(parsed)
        pen.heads[US] = Head(parsed.position.sequence, parsed.link)
    for opened in mine:
        pen.add(US, replace(opened.facts, dek=bytes(32)), opened.body, anew=True)
    # Places that were mine and are nobody's now would break the chain.
    for place in range(pen.heads[US].sequence + 1, last + 1):
        pen.change.drop_envelope(session.streams[US], place)
