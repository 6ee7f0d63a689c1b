"""What was told with someone one has left: read by oneself alone, and offered nowhere.

Each telling is an act in one's own stream, with all that stood offered of it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from journal.crypto.envelope import Opened
from journal.crypto.format import Audience, Facts, Json, Kind
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId, Visibility
from journal.domain.moments import Moment
from journal.domain.payload import Place, entry_from, offered_body
from journal.domain.people import Person
from journal.domain.shared_view import SharedView, shared_view
from journal.domain.text import NAME_LIMIT, clean_line
from journal.errors import Malformed, NotFound
from journal.services.session import Session
from journal.services.shipped import questions

ACT_KEEPSAKE = "keepsake"
_ID_DIGITS = 32


@dataclass(slots=True, kw_only=True)
class Kept:
    """What was told with one person; `is_first` says that they stood first of two."""

    person: Person
    is_first: bool
    tellings: dict[tuple[PartnerId, EntryId], Entry] = field(
        default_factory=dict, repr=False
    )


def keepsake_of(
    told: Moment, entry: Entry, *, me: Person, people: tuple[Person, ...]
) -> tuple[Facts, dict[str, Json]]:
    """Return what is sealed to keep one side of a moment, when one leaves."""
    partner = next(one for one in people if one.id != me.id)
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(entry.id),
        created=int(entry.written_at.timestamp()),
        revision=entry.revision,
        moment_id=bytes.fromhex(told.id),
    )
    return facts, {
        "act": ACT_KEEPSAKE,
        "with": partner.id,
        "name": partner.name,
        "first": people[0].id == partner.id,
        "mine": entry.author == me.id,
        "told": offered_body(entry),
    }


def is_of_mine(opened: Opened) -> bool:
    """Whether an envelope of my own stream keeps what I told myself."""
    body = opened.body
    is_keepsake = opened.facts.kind is Kind.ACT and body.get("act") == ACT_KEEPSAKE
    return is_keepsake and body.get("mine") is True


def take(session: Session, opened: Opened, sequence: int) -> None:
    """Take one keepsake into memory.

    Raises:
        Malformed: it is none.
    """
    facts, body = opened.facts, opened.body
    match body:
        case {
            "with": str(id_),
            "name": str(name),
            "first": bool(is_first),
            "mine": bool(is_mine),
            "told": dict(told),
        } if len(id_) == _ID_DIGITS:
            pass
        case _:
            raise Malformed
    person = Person(id=PartnerId(id_), name=clean_line(name, limit=NAME_LIMIT))
    author = session.identity.id if is_mine else person.id
    entry = entry_from(
        told,
        Place(
            id=EntryId(facts.entry_id.hex()),
            author=author,
            moment=MomentId(facts.moment_id.hex()),
            revision=facts.revision,
            written_at=datetime.fromtimestamp(facts.created, UTC),
            visibility=Visibility.OFFERED,
        ),
    )
    kept = session.keepsakes.setdefault(
        person.id, Kept(person=person, is_first=is_first)
    )
    kept.tellings[author, entry.id] = entry
    if is_mine:
        # The page it was told from may be deleted, and this goes with it.
        session.places[entry.id].add(sequence)


def drop_mine(session: Session, entry: EntryId) -> None:
    """Drop from memory what I told under an id, with whomever that was."""
    for whose, kept in list(session.keepsakes.items()):
        kept.tellings.pop((session.identity.id, entry), None)
        if not kept.tellings:
            del session.keepsakes[whose]


def kept_with(session: Session) -> tuple[Person, ...]:
    """Return those with whom something was told before one left, by their names."""
    people = (one.person for one in session.keepsakes.values())
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.id)))


def kept_view(session: Session, whose: PartnerId) -> SharedView:
    """Return what was told with someone, as Us showed it when one left.

    Raises:
        NotFound: nothing was told with them.
    """
    kept = session.keepsakes.get(whose)
    if kept is None:
        raise NotFound
    me = Person(id=session.identity.id, name=session.vault.label)
    people = (kept.person, me) if kept.is_first else (me, kept.person)
    told = kept.tellings.values()
    return shared_view(told, people=people, questions=questions())


def kept_moment(session: Session, whose: PartnerId, id_: MomentId) -> Moment:
    """Return one moment of those, or raise `NotFound`."""
    for told in kept_view(session, whose).moments:
        if told.id == id_:
            return told
    raise NotFound
