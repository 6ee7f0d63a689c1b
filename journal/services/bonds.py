"""Say something about what is told: ask, link, part, thank, let come back, say no.

What is meant for both is an act in `us`, and both see the same of it. A no to an ask
or a suggestion is kept for oneself: it leaves no byte that the other could receive.
"""

from collections.abc import Collection

from journal.crypto.format import Audience, Facts, Json, Kind, day_start
from journal.domain import moments
from journal.domain.bonds import Pairing, Thanks
from journal.domain.entries import Entry, EntryId, MomentId
from journal.domain.joining import when
from journal.errors import NotFound, NotPossible
from journal.services import exchanging, loading, telling
from journal.services.exchanging import Exchanged
from journal.services.preferences import reader
from journal.services.sayings import (
    ACT_ASK,
    ACT_HELPS,
    ACT_LINK,
    ACT_NOT_THIS,
    ACT_RETURN,
    ACT_THANK,
    ACT_UNLINK,
    NO_ENTRY,
)
from journal.services.session import SELF, US, Session

_NOT_OFFERED = "That entry is not offered. Nothing was changed."
_NOBODY_TO_ASK = "Nobody is asked here any more. Nothing was changed."
_TOLD_BY_BOTH = "The two of you have told this moment already. Nothing was changed."
_LIES_AHEAD = "Its day is still to come. You can ask when it is there."
_TOLD_BY_ONE = "That moment is told by one of you. Nothing was changed."
_PARTED = "Those two were parted before, and stay so. Nothing was changed."
_BESIDE_ANOTHER = "One of those stands beside another side already. Unlink that first."


# The other side.


def ask(session: Session, entry: EntryId) -> Exchanged:
    """Say that I would like the other side of an entry of mine.

    The partner meets it inside the moment and nowhere else. Twice changes nothing.

    Raises:
        NotFound: it is not an entry of one's own.
        NotPossible: it is not offered, it lies ahead, or the other side is there.
    """
    exchanging.adopt_first(session)
    with session.lock:
        _refuse_not_offered(session, entry)
        if reader(session) is None:
            raise NotPossible(_NOBODY_TO_ASK)
        me = session.identity.id
        told = telling.moment_of(session, me, entry)
        if len(told.sides) > 1:
            raise NotPossible(_TOLD_BY_BOTH)
        if told.lies_ahead(session.today()):
            raise NotPossible(_LIES_AHEAD)
        if not session.sayings.asks(me, entry):
            say(session, {"act": ACT_ASK, "kept": True}, about=entry)
    return exchanging.exchange(session)


def stop_asking(session: Session, entry: EntryId) -> Exchanged:
    """No longer ask for the other side of an entry of mine."""
    exchanging.adopt_first(session)
    with session.lock:
        if session.sayings.asks(session.identity.id, entry):
            say(session, {"act": ACT_ASK, "kept": False}, about=entry)
    return exchanging.exchange(session)


def asks(session: Session, moment: MomentId) -> bool:
    """Whether I have asked for the other side of a moment. Raises `NotFound`."""
    mine = telling.side_of(session, telling.moment(session, moment), mine=True)
    return mine is not None and mine.entry.id in session.bonds().asked


def is_asked(session: Session, moment: MomentId) -> bool:
    """Whether the partner would like my side of a moment, and I have not said no.

    Raises:
        NotFound: there is no such moment in Us.
    """
    told = telling.moment(session, moment)
    theirs = telling.side_of(session, told, mine=False)
    if reader(session) is None or theirs is None or len(told.sides) > 1:
        return False
    sealed = session.offers.all_sealed(session.identity.id)
    if any(one.moment in telling.names(told) for one in sealed):
        return False
    asked, id_ = session.bonds().asked, theirs.entry.id
    return id_ in asked and not session.asides.declined(id_)


def decline(session: Session, entry: EntryId, *, beside: EntryId | None = None) -> None:
    """Say no, for myself alone, to telling my side of an entry of the partner's.

    With `beside`, an entry of mine, no to those two being one moment. The partner
    cannot tell, and I am not asked again.

    Raises:
        NotFound: the partner offers no such entry.
    """
    loading.load(session)
    with session.lock:
        _theirs(session, entry)
        if not session.asides.declined(entry, beside or ""):
            body: dict[str, Json] = {"act": ACT_NOT_THIS, "of": entry}
            say_alone(session, body | ({"with": beside} if beside else {}))


# Two tellings of one moment.


def suggestions(session: Session) -> tuple[tuple[Entry, Entry], ...]:
    """Return pairs that may be one moment, mine first in each, the likeliest first.

    What the partner has said yes to comes before all others, however far apart the
    days. Not those to which I have said yes or no already. None once the partner has
    died: it takes a yes from each.
    """
    if reader(session) is None:
        return ()
    me = session.identity.id
    said = session.asides.declined_pairs | session.sayings.linked_by(me)
    meant = _meant_by_partner(session, said)
    taken = {one.id for pair in meant for one in pair}
    found = moments.suggestions(
        session.library.offered_entries(), session.bonds(), besides=said
    )
    likely = [pair for pair in found if taken.isdisjoint(one.id for one in pair)]
    return tuple((a, b) if a.author == me else (b, a) for a, b in (*meant, *likely))


def _meant_by_partner(
    session: Session, said: Collection[Pairing]
) -> list[tuple[Entry, Entry]]:
    """Return the pairs to which the partner alone has said yes, each entry once."""
    partner = session.partner
    meant = session.sayings.linked_by(partner.id) if partner else frozenset()
    open_pairs = meant - frozenset(said) - session.bonds().apart
    if not open_pairs:
        return []
    told = (one.sides for one in telling.moments(session) if len(one.sides) == 1)
    alone = {side.entry.id: side.entry for (side,) in told}
    pairs = [
        (alone[one], alone[other])
        for one, other in map(sorted, open_pairs)
        if {one, other} <= alone.keys() and alone[one].author != alone[other].author
    ]
    taken: set[EntryId] = set()
    found = []
    for one, other in sorted(pairs, key=lambda pair: [when(entry) for entry in pair]):
        if taken.isdisjoint({one.id, other.id}):
            taken |= {one.id, other.id}
            found.append((one, other))
    return found


def link(session: Session, mine: EntryId, theirs: EntryId) -> Exchanged:
    """Say that an entry of mine and one of the partner's tell one moment.

    They do once both have said so. Twice changes nothing.

    Raises:
        NotFound: it is not an entry of one's own, or not one that the partner offers.
        NotPossible: mine is not offered, the two were parted before, or one of them
            stands beside another side.
    """
    exchanging.adopt_first(session)
    with session.lock:
        _refuse_not_offered(session, mine)
        other = _theirs(session, theirs)
        me = session.identity.id
        if session.sayings.has_parted(frozenset({mine, theirs})):
            raise NotPossible(_PARTED)
        here = telling.moment_of(session, me, mine)
        there = telling.moment_of(session, other.author, theirs)
        if here.id != there.id:
            if len(here.sides) > 1 or len(there.sides) > 1:
                raise NotPossible(_BESIDE_ANOTHER)
            if not session.sayings.has_linked(me, mine, theirs):
                say(session, {"act": ACT_LINK, "with": theirs}, about=mine)
                loading.name_moments(session)
    return exchanging.exchange(session)


def unlink(session: Session, moment: MomentId) -> Exchanged:
    """Part the two sides of a moment, at once and for good; both are kept.

    Raises:
        NotFound: there is no such moment in Us.
        NotPossible: one person told it.
    """
    exchanging.adopt_first(session)
    with session.lock:
        told = telling.moment(session, moment)
        mine = telling.side_of(session, told, mine=True)
        theirs = telling.side_of(session, told, mine=False)
        if mine is None or theirs is None:
            raise NotPossible(_TOLD_BY_ONE)
        body: dict[str, Json] = {"act": ACT_UNLINK, "with": theirs.entry.id}
        say(session, body, about=mine.entry.id)
        loading.name_moments(session)
    return exchanging.exchange(session)


# What came of it.


def thank(session: Session, entry: EntryId, words: Thanks | None) -> Exchanged:
    """Say of an entry of the partner's that it helped; None takes that away.

    Raises:
        NotFound: the partner offers no such entry.
    """
    exchanging.adopt_first(session)
    with session.lock:
        _theirs(session, entry)
        if session.bonds().thanks.get(entry) is not words:
            body: dict[str, Json] = {"act": ACT_THANK, "words": words and words.value}
            say(session, body, about=entry)
    return exchanging.exchange(session)


def let_return(session: Session, entry: EntryId, *, kept: bool = True) -> Exchanged:
    """Let an entry of either's come back of itself, once both have; or no longer.

    Raises:
        NotFound: nobody offers such an entry.
    """
    exchanging.adopt_first(session)
    with session.lock:
        if session.my_offer(entry) is None:
            _theirs(session, entry)
        _let_return(session, entry, kept=kept)
    return exchanging.exchange(session)


def let_moment_return(
    session: Session, moment: MomentId, *, kept: bool = True
) -> Exchanged:
    """Let a moment come back of itself, with each of its sides; or no longer.

    Raises:
        NotFound: there is no such moment in Us.
    """
    exchanging.adopt_first(session)
    with session.lock:
        for side in telling.moment(session, moment).sides:
            _let_return(session, side.entry.id, kept=kept)
    return exchanging.exchange(session)


def lets_return(session: Session, moment: MomentId) -> bool:
    """Whether I let a moment come back of itself. Raises `NotFound`."""
    me, told = session.identity.id, telling.moment(session, moment)
    return all(session.sayings.lets_return(me, side.entry.id) for side in told.sides)


def _let_return(session: Session, entry: EntryId, *, kept: bool) -> None:
    if session.sayings.lets_return(session.identity.id, entry) is not kept:
        say(session, {"act": ACT_RETURN, "kept": kept}, about=entry)


def tell_what_helps(session: Session, *, kept: bool = True) -> Exchanged:
    """Let Us show what helped me, in my own words; or no longer.

    Raises:
        NotMet: there is nobody to show it to.
    """
    exchanging.adopt_first(session)
    session.require_meeting()
    with session.lock:
        if session.sayings.tells_what_helps(session.identity.id) is not kept:
            say(session, {"act": ACT_HELPS, "kept": kept})
    return exchanging.exchange(session)


# How it is said.


def say(session: Session, body: dict[str, Json], *, about: EntryId = NO_ENTRY) -> None:
    """Keep an act for both; it leaves with the next exchange."""
    me = session.identity.id
    # The day only, as with all that is offered.
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.OFFERED,
        entry_id=bytes.fromhex(about),
        created=day_start(session.conditions.seconds()),
    )
    with session.writing() as pen:
        place = pen.add(US, facts, body).position.sequence
        pen.after(lambda: session.sayings.say(me, about, body, place))


def say_alone(session: Session, body: dict[str, Json]) -> None:
    """Keep an act for myself."""
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(NO_ENTRY),
        created=session.conditions.seconds(),
    )
    with session.writing() as pen:
        place = pen.add(SELF, facts, body).position.sequence
        pen.after(lambda: session.asides.say(body, place))


def _refuse_not_offered(session: Session, entry: EntryId) -> None:
    session.library.own(entry)
    if session.my_offer(entry) is None:
        raise NotPossible(_NOT_OFFERED)


def _theirs(session: Session, entry: EntryId) -> Entry:
    partner = session.partner
    found = session.library.offered(partner.id, entry) if partner else None
    if found is None:
        raise NotFound
    return found
