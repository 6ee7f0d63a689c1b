"""One moment whole, and what one person can do about it now.

The moment, its thanks and its sentences are the same for both. What else stands here
is for the one who looks: what they are asked, what they said, what is theirs to do.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from journal.domain.attachment import Landing, Role, Signal
from journal.domain.bonds import NO_BONDS, Bonds, Thanks
from journal.domain.entries import Entry, EntryId, MomentId
from journal.domain.moments import HELD_BOTH, Moment, Pair, pair_of
from journal.errors import NotFound
from journal.services import arriving, bonds, telling, writing
from journal.services.preferences import reader
from journal.services.session import Session
from journal.services.writing import Draft

_RECEIVED = frozenset({Role.CARE_SEEKER, Role.BOTH})
_GAVE = frozenset({Role.CAREGIVER, Role.BOTH})
_NOT_SAID_TO_LAND = frozenset({None, Landing.MISSED, Landing.LATER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A moment of Us, as one of its people meets it.

    `is_asked`: the partner would like my side. `asks`: I would like theirs.
    `thankful_for`: the telling of which I may say that it helped, and `thanks` what I
    have said of it. `may_see_now`: they reached, and it may not have been seen by me
    then; `was_missed`: one of us says that it was not.
    `is_both_reaching`: nobody was free to be the one who holds. `lets_return`: I let
    it come back of itself. `perhaps`: a moment that may be the same one.
    `lies_ahead`: its day is still to come, so that there is nothing yet to ask for, to
    see afterwards or to give thanks for.
    """

    moment: Moment
    bonds: Bonds = field(default=NO_BONDS, repr=False)
    mine: Entry | None = field(default=None, repr=False)
    theirs: Entry | None = field(default=None, repr=False)
    is_asked: bool = False
    asks: bool = False
    thankful_for: EntryId | None = None
    thanks: Thanks | None = field(default=None, repr=False)
    may_see_now: bool = False
    was_missed: bool = False
    is_both_reaching: bool = False
    lets_return: bool = False
    perhaps: Moment | None = field(default=None, repr=False)
    lies_ahead: bool = False

    @property
    def is_told_by_both(self) -> bool:
        """Whether each of the two has told it."""
        return self.mine is not None and self.theirs is not None


def whole(session: Session, moment: MomentId) -> Whole:
    """Return a moment of Us with what there is to do about it.

    Raises:
        NotFound: there is no such moment in Us.
    """
    told = telling.moment(session, moment)
    held = session.bonds()
    mine = telling.side_of(session, told, mine=True)
    theirs = telling.side_of(session, told, mine=False)
    own = mine.entry if mine else None
    other = theirs.entry if theirs else None
    lies_ahead = told.lies_ahead(session.today())
    thankful_for = None if lies_ahead else _thankful_for(own, other, held)
    return Whole(
        moment=told,
        bonds=held,
        mine=own,
        theirs=other,
        is_asked=not lies_ahead and bonds.is_asked(session, moment),
        asks=bonds.asks(session, moment),
        thankful_for=thankful_for,
        thanks=held.thanks.get(thankful_for) if thankful_for else None,
        may_see_now=not lies_ahead
        and other is not None
        and _may_see_now(session, own, other),
        was_missed=other is not None and _was_missed(own, other),
        is_both_reaching=pair_of(told) is Pair.BOTH_REACHING,
        lets_return=bonds.lets_return(session, moment),
        perhaps=_perhaps(session, told) if own is None or other is None else None,
        lies_ahead=lies_ahead,
    )


def holding(session: Session, entry: Entry) -> Whole:
    """Return the moment in which an entry stands now, or raise `NotFound`."""
    return whole(session, telling.moment_of(session, entry.author, entry.id).id)


def others(session: Session, moment: MomentId) -> tuple[Moment, ...]:
    """Return what the other one of us has told alone, the nearest day first.

    Any of them might be this moment, if both of us say so; not those that were parted
    from it, nor one to which I have said yes.

    Raises:
        NotFound: there is no such moment in Us.
    """
    told = telling.moment(session, moment)
    if len(told.sides) > 1 or reader(session) is None:
        return ()
    (side,) = told.sides
    me = session.identity.id
    shut = session.bonds().apart | session.sayings.linked_by(me)

    def may_be(other: Moment) -> bool:
        if len(other.sides) > 1 or other.sides[0].author == side.author:
            return False
        return frozenset({side.entry.id, other.sides[0].entry.id}) not in shut

    def distance(other: Moment) -> tuple[int, date, MomentId]:
        return abs((other.day - told.day).days), other.day, other.id

    found = filter(may_be, telling.moments(session))
    return tuple(sorted(arriving.appearing(session, found), key=distance))


def meant_by(session: Session, draft: Draft) -> Moment | None:
    """Return the moment that a new page tells my side of, or sees only now."""
    if draft.entry is not None:
        return None
    with suppress(NotFound):
        if draft.moment is not None:
            return telling.moment(session, draft.moment)
        if draft.sees_now and draft.repairs and session.partner:
            return telling.moment_of(session, session.partner.id, draft.repairs)
    return None


def what_could_hold_us(session: Session) -> Draft:
    """Return a page of my own on what could have held two who were both reaching.

    Nothing ties it to the moment.
    """
    for draft in writing.drafts(session):
        if draft.asked == HELD_BOTH and draft.prompt is None and draft.entry is None:
            return draft
    return writing.new_draft(session, asked=HELD_BOTH)


def _perhaps(session: Session, told: Moment) -> Moment | None:
    id_ = told.sides[0].entry.id
    for pair in bonds.suggestions(session):
        if id_ in {one.id for one in pair}:
            (other,) = (one for one in pair if one.id != id_)
            found = telling.moment_of(session, other.author, other.id)
            return next(iter(arriving.appearing(session, (found,))), None)
    return None


def _thankful_for(
    mine: Entry | None, theirs: Entry | None, held: Bonds
) -> EntryId | None:
    """Return the partner's telling, if the partner was there and I received.

    Each says so of themselves, and of nobody else; what was said stays in reach.
    """
    if theirs is None:
        return None
    they_gave = theirs.role in _GAVE
    i_received = mine is not None and mine.role in _RECEIVED
    is_open = theirs.role is not Role.CARE_SEEKER
    said = theirs.id in held.thanks
    return theirs.id if said or they_gave or (i_received and is_open) else None


def _may_see_now(session: Session, mine: Entry | None, theirs: Entry) -> bool:
    """Whether the partner reached, and I have not told that I saw it, nor come back."""
    if theirs.role not in _RECEIVED:
        return False
    is_untold = mine is None and theirs.landing in _NOT_SAID_TO_LAND
    if not (is_untold or _was_missed(mine, theirs)):
        return False
    return all(one.repairs != theirs.id for one in session.library.own_entries())


def _was_missed(mine: Entry | None, theirs: Entry) -> bool:
    was_unseen = mine is not None and mine.signal is Signal.NOT_SEEN
    return was_unseen or theirs.landing is Landing.MISSED
