"""Write, keep as one types, say a little about it, revise, delete."""

from dataclasses import replace
from datetime import datetime

from journal.crypto.format import Audience
from journal.domain.attachment import Landing, Signal
from journal.domain.entries import Entry, EntryId, MomentId, Visibility
from journal.domain.text import clean_words
from journal.errors import NotFound, NotPossible
from journal.services import exchanging, preferences, telling
from journal.services.about import About, about, with_said
from journal.services.drafts import Draft, drafts, drop_draft, keep_draft, new_draft
from journal.services.pages import keep_entry, shred_page, tombstone, withdraw
from journal.services.session import Session

__all__ = [
    "About",
    "Draft",
    "about",
    "delete",
    "describe",
    "draft_of",
    "drafts",
    "drop_draft",
    "keep_draft",
    "new_draft",
    "save",
    "versions",
]

AHEAD_STILL = (
    "What you went on to can be said once that day has come. Nothing was changed."
)


def draft_of(session: Session, entry: EntryId) -> Draft:
    """Return a page that revises an entry of one's own: the unfinished one, if any."""
    for draft in drafts(session):
        if draft.entry == entry:
            return draft
    head = session.library.own(entry)
    fresh = new_draft(session, words=head.words, prompt=head.prompt, asked=head.asked)
    return replace(fresh, entry=head.id, moment=head.moment)


def save(session: Session, draft: Draft, said: About | None = None) -> Entry:
    """Keep a page as an entry, or as a new revision of the one it revises.

    It is on the disk when this returns, and its draft is gone in the same step. What
    the writer says about it may be kept at once or, with `describe`, later.

    Raises:
        NothingWritten, TooLong: the draft stays as it is.
        NotPossible: it says what came after a day that lies ahead still.
        NoRoom, MayNotWrite, Busy: nothing was changed.
    """
    words = clean_words(draft.words)
    if draft.entry is None:
        entry = _new_entry(session, draft, words)
    else:
        head = session.library.own(draft.entry)
        entry = _next(session, head, words=words)
    if said is not None:
        entry = with_said(entry, said if draft.entry else _begun(entry, said))
    _refuse_foresight(session, entry)
    with session.writing() as pen:
        keep_entry(pen, entry)
        pen.change.drop_draft(bytes.fromhex(draft.id))
        is_of_evening = draft.is_hard_evening and draft.entry is None
        preferences.put_evening(session, pen, entry.id if is_of_evening else None)
    return entry


def describe(session: Session, entry: EntryId, said: About) -> Entry:
    """Keep what the writer says about an entry; the words stay as they are.

    Raises:
        NotFound: it is not an entry of one's own.
        NotPossible: it says what came after a day that lies ahead still.
    """
    head = session.library.own(entry)
    changed = with_said(_next(session, head), said)
    if about(changed) == about(head):
        return head
    _refuse_foresight(session, changed)
    with session.writing() as pen:
        keep_entry(pen, changed)
    return changed


def versions(session: Session, entry: EntryId) -> tuple[Entry, ...]:
    """Return every version of an entry of one's own, the first one first."""
    return session.library.versions(entry)


def delete(session: Session, entry: EntryId) -> None:
    """Shred an entry: its keys, its versions, its drafts, and what was offered of it.

    What the partner has read they may have kept; their copy goes when their journal
    next opens.
    """
    exchanging.adopt_first(session)
    session.library.own(entry)
    offered = session.my_offer(entry) or session.offers.places(
        session.identity.id, entry
    )
    unfinished = [one for one in drafts(session) if one.entry == entry]
    with session.writing() as pen:
        shred_page(session, pen, entry)
        for draft in unfinished:
            pen.change.drop_draft(bytes.fromhex(draft.id))
        if offered:
            withdraw(session, pen, tombstone(session, entry, Audience.OFFERED), {})
    session.scrub()
    exchanging.exchange(session)


def _new_entry(session: Session, draft: Draft, words: str) -> Entry:
    random = session.conditions.random
    answered = _answered(session, draft.moment)
    return Entry(
        id=EntryId(random(16).hex()),
        author=session.identity.id,
        moment=draft.moment or MomentId(random(16).hex()),
        revision=1,
        written_at=_now(session),
        written_on=session.today(),
        words=words,
        prompt=draft.prompt,
        asked=draft.asked,
        happened_on=answered.day if answered else None,
        read_other_first=True if answered else _told_blind(session, draft.moment),
        signal=Signal.NOT_SEEN if draft.sees_now else None,
        landing=Landing.LATER if draft.sees_now else None,
        ahead=draft.is_ahead,
        repairs=draft.repairs,
    )


def _begun(entry: Entry, said: About) -> About:
    """Return what is said, and of what is not said what its page began with."""
    return replace(
        said,
        signal=said.signal or entry.signal,
        landing=said.landing or entry.landing,
        ahead=said.ahead or entry.ahead,
        repairs=said.repairs or entry.repairs,
    )


def _refuse_foresight(session: Session, entry: Entry) -> None:
    if entry.ahead and entry.returned_to and entry.day > session.today():
        raise NotPossible(AHEAD_STILL)


def _answered(session: Session, moment: MomentId | None) -> Entry | None:
    """Return the partner's offered side of a moment: readable, so taken as read."""
    if moment is None:
        return None
    try:
        told = telling.moment(session, moment)
    except NotFound:
        return None
    side = telling.side_of(session, told, mine=False)
    return side.entry if side else None


def _told_blind(session: Session, moment: MomentId | None) -> bool | None:
    """Return False where a page answers what the partner has sealed, else None."""
    partner = session.partner
    if partner is None or moment is None:
        return None
    waiting = session.offers.all_sealed(partner.id)
    return False if any(one.moment == moment for one in waiting) else None


def _next(session: Session, head: Entry, **changes: object) -> Entry:
    return replace(
        head,
        revision=head.revision + 1,
        written_at=_now(session),
        visibility=Visibility.PRIVATE,
        **changes,  # type: ignore[arg-type]  # names of Entry's fields, from here only
    )


def _now(session: Session) -> datetime:
    return session.conditions.clock().replace(microsecond=0)
