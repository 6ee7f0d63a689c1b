"""Two people at one screen: both journals open, and nothing of them but what is shared.

Both sessions are held by whoever opened them, who closes both. What is shown is made
of a `Sitting` alone, from which neither session can be reached.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from journal.domain.attachment import Role
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId
from journal.domain.moments import Moment
from journal.domain.people import Person
from journal.domain.prompts import Prompt
from journal.domain.shared_view import SharedView
from journal.domain.text import clean_line
from journal.errors import NothingWritten, NotPossible
from journal.services import (
    arriving,
    asking,
    exchanging,
    loading,
    opening,
    preferences,
    reading,
    sharing,
    writing,
)
from journal.services.about import LINE_LIMIT, About
from journal.services.opening import Door
from journal.services.session import PARTNER, US, Session

NOT_A_COUPLE = "Together is for two who have met each other here. Nothing was changed."
KEPT_TITLE = "A line we kept"

# One sealed answer takes three turns at most to be open for both; an old backup a
# few more. What is not carried by then goes on its way at the next opening.
_ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What two people may see at one screen; the same whoever opened first.

    `opened` are the moments in which something has opened since they unlocked, `view`
    is Us, `questions` are for two to talk about. `says` is what the place of exchange
    is up to. `keep` keeps a line for both, `met` notes that both were shown a moment.
    """

    people: tuple[Person, ...]
    opened: tuple[Moment, ...] = field(repr=False)
    view: SharedView = field(repr=False)
    questions: tuple[Prompt, ...] = field(repr=False)
    says: tuple[str, ...]
    keep: Callable[[str], None] = field(repr=False)
    met: Callable[[Moment], None] = field(repr=False)


def other_door(session: Session) -> Door:
    """Return the journal of the partner on this computer.

    Raises:
        NotPossible: there is no partner, or two journals of that name are here.
        NotFound: the partner's journal is not here.
    """
    # Whatever someone has said of the other for themselves: both are here.
    partner = session.partner
    if partner is None:
        raise NotPossible(NOT_A_COUPLE)
    return opening.find_door(session.vault.path.parent, partner.name)


def open_other(session: Session, door: Door, passphrase: str) -> Session:
    """Open the partner's journal beside one that is open.

    Raises:
        NotPossible: it is not the partner's. It is closed again.
        CannotOpen, Busy, Damaged, PlaceTrouble: as `opening.unlock`.
    """
    if door.path == session.vault.path:
        raise NotPossible(NOT_A_COUPLE)
    other = opening.unlock(door, passphrase, conditions=session.conditions)
    if session.meeting is None or session.meeting != other.meeting:
        other.close()
        raise NotPossible(NOT_A_COUPLE)
    return other


def sit_down(first: Session, other: Session) -> Sitting:
    """Carry everything both ways, and return what the two may see.

    What each has sealed in answer to the other is open for both afterwards, its key
    durable in both journals. What only one has sealed stays as it is.
    """
    for session in (first, other):
        loading.load(session)
        # After how long it locks is asked without looking into the vault.
        preferences.preferences(session)
    says = carry(first, other)
    view = reading.us(first)
    opened = first.opened | other.opened
    return Sitting(
        people=first.people,
        opened=tuple(one for one in view.moments if _ids(one) & opened),
        # Who has sealed something that is not open yet is nobody's business here.
        view=replace(view, sealed=frozenset()),
        questions=asking.for_two(first),
        says=says,
        keep=_keeping(first, other),
        met=_meeting_with(first, other),
    )


def carry(first: Session, other: Session) -> tuple[str, ...]:
    """Exchange until both hold the same; return what there is to say of the place."""
    says: dict[str, None] = {}
    for _ in range(_ROUNDS):
        came = [exchanging.exchange(session) for session in (first, other)]
        says |= {one.trouble: None for one in came if one.trouble is not None}
        is_new = any(one.arrived for one in came)
        if says or not (is_new or _lacks(first, other) or _lacks(other, first)):
            break
    return tuple(says)


def _lacks(session: Session, author: Session) -> bool:
    """Whether an author has said more to the other than the other holds."""
    return session.pin(PARTNER).sequence < author.head(US).sequence


def _keeping(first: Session, other: Session) -> Callable[[str], None]:
    """Return what keeps a line for both, the same words in each journal.

    It is one moment with two sides, so that neither owns it: each may take back their
    own, and the other's stays. Done again after it was cut off, it goes on from there.
    """
    kept: dict[PartnerId, Entry] = {}

    def keep(words: str) -> None:
        line = clean_line(words, limit=LINE_LIMIT)
        if not line:
            raise NothingWritten
        for session in (first, other):
            me = session.identity.id
            if me not in kept:
                moment = next((one.moment for one in kept.values()), None)
                kept[me] = _kept(session, line, moment)
            sharing.keep_offer(session, kept[me].id)
        carry(first, other)
        _note_shown((first, other), {one.id for one in kept.values()})
        kept.clear()

    return keep


def _kept(session: Session, line: str, moment: MomentId | None) -> Entry:
    exchanging.adopt_first(session)
    draft = writing.new_draft(session, words=line, moment=moment)
    said = About(title=KEPT_TITLE, role=Role.BOTH)
    return writing.save(session, draft, said)


def _meeting_with(first: Session, other: Session) -> Callable[[Moment], None]:
    def met(moment: Moment) -> None:
        _note_shown((first, other), _ids(moment))

    return met


def _note_shown(sessions: Iterable[Session], entries: Iterable[EntryId]) -> None:
    shown = frozenset(entries)
    for session in sessions:
        arriving.note_met(session, shown)


def _ids(moment: Moment) -> frozenset[EntryId]:
    return frozenset(side.entry.id for side in moment.sides)
