"""What a person sees: today, my journal, Us and Mine, a moment, what was found."""

from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.entries import (
    Entry,
    EntryId,
    MomentId,
    PartnerId,
    Visibility,
)
from journal.domain.moments import Moment
from journal.domain.shared_view import EVERYTHING, Chosen, SharedView, shared_view
from journal.errors import NotFound
from journal.services import arriving, asking, sealing, telling, writing
from journal.services.arriving import Arrivals
from journal.services.asking import Table
from journal.services.session import Session
from journal.services.shipped import questions
from journal.services.writing import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the first page shows."""

    day: date
    table: Table = field(repr=False)
    drafts: tuple[Draft, ...]
    arrivals: Arrivals
    wishes: tuple[Entry, ...]


def today(session: Session) -> Today:
    """Return the first page. Arrivals and wishes are there once all is loaded."""
    return Today(
        day=session.today(),
        table=asking.table(session),
        drafts=writing.drafts(session),
        arrivals=arriving.arrivals(session),
        wishes=_wishes(session),
    )


def my_journal(session: Session) -> tuple[Entry, ...]:
    """Return everything I wrote, the newest day first."""
    return session.library.own_entries()


def visibility(session: Session, entry: EntryId) -> Visibility:
    """Return who may read an entry of mine now."""
    if sealing.of_mine(session, entry) is not None:
        return Visibility.SEALED
    offered = session.my_offer(entry)
    return Visibility.PRIVATE if offered is None else offered.visibility


def is_changed_since_offered(session: Session, entry: EntryId) -> bool:
    """Whether the partner reads an earlier version of an entry than mine is now."""
    offered = session.my_offer(entry)
    if offered is None:
        return False
    return offered.words != session.library.own(entry).words


def us(session: Session, chosen: Chosen = EVERYTHING) -> SharedView:
    """Return the shared view: the same for both, whoever asks."""
    view = shared_view(
        session.library.offered_entries(),
        people=session.people,
        chosen=chosen,
        bonds=session.bonds(),
        questions=questions(),
    )
    return _with_sealed(session, view, *(person.id for person in session.people))


def mine(session: Session, chosen: Chosen = EVERYTHING) -> SharedView:
    """Return the same picture over everything I wrote; only I ever see it."""
    # To its own author every page is as readable as an offered one is to both.
    entries = (
        replace(entry, visibility=Visibility.OFFERED)
        for entry in session.library.own_entries()
    )
    view = shared_view(
        entries, people=session.people, chosen=chosen, questions=questions()
    )
    return _with_sealed(session, view, session.identity.id)


def my_moment(session: Session, id_: MomentId) -> Moment:
    """Return my own telling of a moment as Mine shows it, or raise `NotFound`."""
    for found in mine(session).moments:
        if found.id == id_:
            return found
    raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What has the words: my own entries, and moments of Us by their titles."""

    entries: tuple[Entry, ...]
    moments: tuple[Moment, ...]


def find(session: Session, words: str, *, limit: int = 40) -> Found:
    """Search my own words and the titles of moments; never the partner's words."""
    found = session.library.find(words, limit=limit)
    near = telling.moments_near(session, found.moments) if found.moments else ()
    shown = {told.id: told for told in arriving.appearing(session, near)}
    return Found(
        entries=tuple(session.library.own(id_) for id_ in found.entries),
        moments=tuple(shown[id_] for id_ in found.moments if id_ in shown),
    )


def _with_sealed(session: Session, view: SharedView, *authors: PartnerId) -> SharedView:
    """Return a view that says of which moments an answer by these waits, sealed."""
    waiting = {
        sealed.moment
        for author in authors
        for sealed in session.offers.all_sealed(author)
    }
    if not waiting:
        return view
    told = (one for one in view.moments if telling.names(one) & waiting)
    return replace(view, sealed=frozenset(one.id for one in told))


def _wishes(session: Session) -> tuple[Entry, ...]:
    if session.meeting is None:
        return ()
    return tuple(
        entry for entry in session.library.own_entries() if entry.id in session.wishes
    )
