"""Offer an entry, take it back, tell one's own side of a moment."""

from dataclasses import replace
from datetime import UTC, datetime

from journal.crypto.envelope import prompt_key
from journal.crypto.format import Audience, Facts, Json, Kind, day_start
from journal.domain.entries import Entry, EntryId, MomentId, Visibility
from journal.domain.moments import Moment
from journal.domain.payload import Place, entry_from, offered_body
from journal.errors import NotFound, NotPossible, SideTaken
from journal.services import (
    arriving,
    exchanging,
    loading,
    sealing,
    telling,
    writing,
)
from journal.services.loading import ACT_TAKE_BACK, ACT_WISH
from journal.services.offers import Sealed
from journal.services.pages import withdraw
from journal.services.preferences import reader
from journal.services.session import SELF, US, Session
from journal.services.writing import Draft

_NOBODY_ANSWERS = "Nobody answers here any more. Nothing was changed."


def offer(session: Session, entry: EntryId) -> exchanging.Exchanged:
    """Let the partner read an entry as it is now.

    Before the two have met it is kept as a wish, and asked again once they have.
    Offering what is offered already, unchanged, does nothing.

    Raises:
        NotFound: it is not an entry of one's own.
        SideTaken: one's side of that moment is offered already, in another entry.
    """
    exchanging.adopt_first(session)
    keep_offer(session, entry)
    return exchanging.exchange(session)


def keep_offer(session: Session, entry: EntryId) -> None:
    """Offer an entry here; it leaves with the next exchange. Raises like `offer`."""
    loading.load(session)
    head = session.library.own(entry)
    if session.meeting is None:
        _wish(session, entry, kept=True)
        return
    with session.lock:
        _refuse_second_side(session, head)
        _open_sealed(session, entry)
        body = _projection(session, head)
        if not _is_offered_so(session, head, body):
            _offer(session, head, body)
        if entry in session.wishes:
            _wish(session, entry, kept=False)


def seal(session: Session, entry: EntryId) -> exchanging.Exchanged:
    """Offer an entry so that it opens once the partner has answered, and not before.

    It says what it says now; what is revised later is offered on its own. Sealing
    what is sealed does nothing.

    Raises:
        NotFound: it is not an entry of one's own.
        NotMet: there is nobody to answer it.
        NotPossible: it is offered already, or there is nothing that could be answered.
        SideTaken: one's side of that moment is offered already, in another entry.
    """
    exchanging.adopt_first(session)
    session.require_meeting()
    head = session.library.own(entry)
    with session.lock:
        refuse_sealing(session, head)
        if sealing.of_mine(session, entry) is None:
            _seal(session, head)
    return exchanging.exchange(session)


def refuse_sealing(session: Session, head: Entry) -> None:
    """Raise, as `seal` does, for an entry of mine that cannot be sealed."""
    if reader(session) is None:
        raise NotPossible(_NOBODY_ANSWERS)
    if session.my_offer(head.id) is not None:
        say = "That entry is offered already, so it cannot be sealed."
        raise NotPossible(say)
    _refuse_second_side(session, head)
    sealing.refuse_unsealable(session, prompt=head.prompt, moment=head.moment)


def open_early(session: Session, entry: EntryId) -> exchanging.Exchanged:
    """Open an answer of mine before the partner has given theirs.

    Raises:
        NotFound: it is not an entry of one's own.
        NotPossible: it is not sealed.
    """
    exchanging.adopt_first(session)
    session.library.own(entry)
    if not _open_sealed(session, entry):
        raise NotPossible("That entry is not sealed. Nothing was changed.")
    return exchanging.exchange(session)


def take_back(session: Session, entry: EntryId) -> exchanging.Exchanged:
    """Stop offering an entry: both views drop it; its author keeps it, private.

    One that is sealed is then never opened.

    Raises:
        NotFound: it is not an entry of one's own.
        NotPossible: it is not offered.
    """
    exchanging.adopt_first(session)
    session.library.own(entry)
    if entry in session.wishes:
        _wish(session, entry, kept=False)
        return exchanging.Exchanged()
    if session.my_offer(entry) is None and sealing.of_mine(session, entry) is None:
        raise NotPossible("That entry is not offered. Nothing was changed.")
    facts = _facts(session, entry, kind=Kind.ACT)
    with session.writing() as pen:
        withdraw(session, pen, facts, {"act": ACT_TAKE_BACK})
    session.scrub()
    return exchanging.exchange(session)


def tell_my_side(session: Session, moment: MomentId) -> Draft:
    """Return a page for one's own side of a moment that the partner offered.

    Raises:
        NotFound: there is no such moment in Us.
        SideTaken: one's side is there already.
    """
    told = moment_in_us(session, moment)
    if arriving.is_hidden(session, moment):
        raise NotFound
    if telling.side_of(session, told, mine=True) is not None:
        raise SideTaken
    if any(one.moment == moment for one in _sealed_by_me(session)):
        raise SideTaken
    for draft in writing.drafts(session):
        if draft.moment == moment and draft.entry is None:
            return draft
    return writing.new_draft(session, moment=moment)


def see_it_now(session: Session, moment: MomentId) -> Draft:
    """Return a page on what the partner showed then and I see only now.

    It is a moment of its own that comes back to theirs.

    Raises:
        NotFound: there is no such moment in Us, or nothing of the partner's in it.
    """
    theirs = telling.side_of(session, moment_in_us(session, moment), mine=False)
    if theirs is None:
        raise NotFound
    for draft in writing.drafts(session):
        if draft.sees_now and draft.repairs == theirs.entry.id and draft.entry is None:
            return draft
    fresh = writing.new_draft(session, repairs=theirs.entry.id)
    return replace(fresh, sees_now=True)


def needed_something_else(session: Session, moment: MomentId) -> Draft:
    """Return a page of my own, when what the partner gave was not what I needed.

    Nothing ties it to the moment, so that it never becomes a reply.

    Raises:
        NotFound: there is no such moment in Us.
    """
    moment_in_us(session, moment)
    return writing.new_draft(session)


def moment_in_us(session: Session, moment: MomentId) -> Moment:
    """Return a moment of Us, whole, or raise `NotFound`."""
    return telling.moment(session, moment)


def _refuse_second_side(session: Session, head: Entry) -> None:
    for told in telling.moments_near(session, {head.moment}):
        mine = telling.side_of(session, told, mine=True)
        is_other = mine is not None and mine.entry.id != head.id
        if is_other and head.moment in telling.names(told):
            raise SideTaken
    for sealed in _sealed_by_me(session):
        if sealed.id != head.id and sealed.moment == head.moment:
            raise SideTaken


def _sealed_by_me(session: Session) -> list[Sealed]:
    return session.offers.all_sealed(session.identity.id)


def _projection(session: Session, head: Entry) -> dict[str, Json]:
    """Return what the partner receives of an entry of mine.

    Which entry it comes back to is named only while both can read that one: else it
    would tell of a page that was never offered.
    """
    body = offered_body(head)
    if all(one.id != head.repairs for one in session.library.offered_entries()):
        body.pop("repairs", None)
    return body


def _open_sealed(session: Session, entry: EntryId) -> bool:
    sealed = sealing.of_mine(session, entry)
    if sealed is None:
        return False
    sealing.reveal(session, sealed, is_early=True)
    loading.settle(session, session.identity.id)
    loading.name_moments(session)
    return True


def _seal(session: Session, head: Entry) -> None:
    me = session.identity.id
    facts = replace(
        _offer_facts(session, head, kind=Kind.ENTRY), audience=Audience.SEALED
    )
    body = _projection(session, head)
    with session.writing() as pen:
        made = pen.add(US, facts, body)
        pen.after(lambda: loading.take_offered(session, me, made))


def _is_offered_so(session: Session, head: Entry, body: dict[str, Json]) -> bool:
    standing = session.my_offer(head.id)
    return standing is not None and offered_body(standing) == body


def _offer(session: Session, head: Entry, body: dict[str, Json]) -> None:
    me = session.identity.id
    facts = _offer_facts(session, head, kind=Kind.ENTRY)
    with session.writing() as pen:
        sealed = pen.add(US, facts, body)
        projected = entry_from(
            body,
            Place(
                id=head.id,
                author=me,
                moment=head.moment,
                revision=facts.revision,
                written_at=datetime.fromtimestamp(facts.created, UTC),
                visibility=Visibility.OFFERED,
            ),
        )

        def follow() -> None:
            place = sealed.position.sequence
            session.offers.tell(projected, place, answers=facts.answers)
            session.library.keep_offered(session.offers.shown(me, head.id) or projected)
            loading.name_moments(session)

        pen.after(follow)


def _offer_facts(session: Session, head: Entry, *, kind: Kind) -> Facts:
    """Return the facts of an entry as it is offered, naming what it answers."""
    me = session.identity.id
    facts = _facts(
        session,
        head.id,
        kind=kind,
        revision=session.offers.last_revision(me, head.id) + 1,
        moment=head.moment,
        prompt=head.prompt,
    )
    name = sealing.name_answered(session, prompt=head.prompt, moment=head.moment)
    return replace(facts, answers=name)


def _facts(  # noqa: PLR0913 - the fields of a slot, by name
    session: Session,
    entry: EntryId,
    *,
    kind: Kind,
    revision: int = 1,
    moment: MomentId | None = None,
    prompt: str | None = None,
) -> Facts:
    # The day only: when in the day something was offered is nobody's business, and
    # both people must read the same.
    return Facts(
        kind=kind,
        audience=Audience.OFFERED,
        entry_id=bytes.fromhex(entry),
        created=day_start(session.conditions.seconds()),
        revision=revision,
        moment_id=bytes.fromhex(moment) if moment else bytes(16),
        prompt_key=prompt_key(prompt),
    )


def _wish(session: Session, entry: EntryId, *, kept: bool) -> None:
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(entry),
        created=session.conditions.seconds(),
    )
    with session.writing() as pen:
        pen.add(SELF, facts, {"act": ACT_WISH, "kept": kept})
        change = session.wishes.add if kept else session.wishes.discard
        pen.after(lambda: change(entry))
