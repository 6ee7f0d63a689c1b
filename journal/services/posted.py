"""Look at every file of the two in the folder they share; put there again what is here.

The folder is a mailbox. What is not there may only not have come yet; it is told of
files that this journal put there itself.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from journal.crypto.format import parse
from journal.errors import Damaged, PlaceTrouble
from journal.exchange import sync
from journal.exchange.segment import Segment, alias_of
from journal.services.checking import Finding, Part
from journal.services.exchanging import exchange, store_of
from journal.services.loading import verify_offered
from journal.services.segments import known_runs, retire, runs_in
from journal.services.session import US, Session

Names = AbstractSet[str]
SPOILT: Final = (
    "{} of yours in the folder you share cannot be read there any more. What you "
    "offered is whole in this journal."
)
GONE: Final = (
    "{} that this journal put into the folder you share {} not there any more. What "
    "you offered is whole in this journal."
)
NOT_OURS: Final = (
    "{} under a name that looks like yours cannot be read in the folder you share."
)
HELD: Final = (
    "{} of your partner's in the folder you share cannot be read there any more. What "
    "was in it is in this journal."
)
NOT_CAME: Final = (
    "{} of your partner's in the folder you share cannot be read, and what is in it "
    "has not come here."
)
NEWER: Final = (
    "{} in the folder you share {} of a newer Lean-to; update Lean-to to read it."
)


@dataclass(frozen=True, slots=True)
class Posted:
    """What lies in the folder: how many parcels are as they were put there.

    `note` says why it could not be looked into. `spoilt` are the names of files of
    mine that cannot be read there, and `gone` of those that are not there any more,
    all of whose words this journal has.
    """

    sound: int = 0
    findings: tuple[Finding, ...] = ()
    note: str | None = None
    spoilt: frozenset[str] = field(default=frozenset(), repr=False)
    gone: frozenset[str] = field(default=frozenset(), repr=False)


def look_at_folder(session: Session) -> Posted:
    """Read every file of the two in the folder they share; nothing is changed."""
    if session.meeting is None:
        return Posted()
    try:
        store = store_of(session)
        walk = sync.collect(store, _Everything(), session.meeting.couple)
        right = {name for name, one in walk if _is_right(session, one)}
    except (PlaceTrouble, Damaged) as trouble:
        return Posted(note=trouble.say)
    with session.lock:
        return _found(session, right, walk.names - right, walk.newer_names)


def put_again(session: Session, found: Posted) -> str | None:
    """Put what of mine is spoilt or gone into the folder again, from this journal.

    Returns:
        What there is to say of the folder, if it could not be done now; then it is
        done at the next opening.

    Raises:
        NoRoom, MayNotWrite, Damaged: nothing was changed.
    """
    with session.writing() as pen:
        for name in found.spoilt:
            retire(pen, name)
        for name in found.gone:
            pen.change.forget_segment(name)
    return exchange(session).trouble


def _found(session: Session, right: set[str], bad: Names, newer: Names) -> Posted:
    mine, (_, theirs) = session.streams[US], session.partners_stream()
    known = {run.name for run in known_runs(session, mine)}
    came = {run.name for run in known_runs(session, theirs)}
    waiting = {name for name, _ in session.vault.outbox()}
    bad -= waiting | newer
    of_mine = {run.name for run in runs_in(session, mine, bad)}
    of_theirs = {run.name for run in runs_in(session, theirs, bad)}
    spoilt = frozenset(of_mine & known)
    gone = frozenset(known - right - bad - newer - waiting)
    counts = {
        SPOILT: len(spoilt),
        GONE: len(gone),
        NOT_OURS: len(of_mine - known),
        HELD: len(of_theirs & came),
        NOT_CAME: len(of_theirs - came),
        NEWER: len(newer),
    }
    findings = tuple(
        Finding(Part.POSTED, say.format(_parcels(count), _are(count)), is_lost=False)
        for say, count in counts.items()
        if count
    )
    return Posted(len(right), findings, None, spoilt, gone)


def _is_right(session: Session, segment: Segment) -> bool:
    """Whether the one in whose stream it says it is wrote all of it."""
    couple = session.require_meeting().couple
    partner, theirs = session.partners_stream()
    writers = {
        alias_of(session.streams[US], couple): session.identity.id,
        alias_of(theirs, couple): partner,
    }
    writer = writers.get(segment.alias)
    if writer is None:
        return False
    try:
        for data in segment.envelopes:
            verify_offered(session, writer, parse(data))
    except Damaged:
        return False
    return True


def _parcels(count: int) -> str:
    return "1 parcel" if count == 1 else f"{count} parcels"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


class _Everything:
    """Reads whatever lies there, whether or not it was read before."""

    def outbox(self) -> list[tuple[str, bytes]]:
        """Put nothing there."""
        return []

    def posted(self, name: str) -> None:
        """Note nothing."""

    def has_read(self, _name: str) -> bool:
        """Nothing was."""
        return False

    def is_closing(self) -> bool:
        """Read on."""
        return False
