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

AHEAD_STILL = "What came of it can be said once that day has come. Nothing was changed."
NOT_YET = (
    "That day has not come yet, and nothing says that it lies ahead. Nothing was "
    "changed."
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
        NotPossible: it says what came of a day that lies ahead still, or is about a
            day to come and does not lie ahead.
        NoRoom, MayNotWrite, Busy: nothing was changed.
    """
    words = clean_words(draft.words)
    if draft.entry is None:
        entry = _new_entry(session, draft, words)
    else:
        head = session.library.own(draft.entry)
        entry = _next(session, head, words=words)
    if said is not None:
        said = said if draft.entry else _begun(entry, said)
        entry = _in_time(session, entry, with_said(entry, said))
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
        NotPossible: as for `save`.
    """
    head = session.library.own(entry)
    changed = _in_time(session, head, with_said(_next(session, head), said))
    if about(changed) == about(head):
        return head
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
        # The day is the other's; while it is to come, nobody was there on it yet.
        ahead=draft.is_ahead or _lies_ahead(session, answered),
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


def _in_time(session: Session, before: Entry, entry: Entry) -> Entry:
    """Return an entry about whose day nothing is said that cannot be known yet.

    What does not lie ahead after all is about the day on which it was written.
    """
    today = session.today()
    if entry.day <= today:
        return entry
    if entry.ahead:
        if not entry.has_been:
            return entry
        raise NotPossible(AHEAD_STILL)
    if before.ahead:
        return replace(entry, happened_on=None, about_when=False)
    # A day that was known stays: the clock may have been set back since.
    if entry.happened_on == before.happened_on:
        return entry
    raise NotPossible(NOT_YET)


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


def _lies_ahead(session: Session, answered: Entry | None) -> bool:
    return bool(answered and answered.ahead and answered.day > session.today())


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
