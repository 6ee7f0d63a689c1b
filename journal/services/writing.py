"""Write, keep as one types, say a little about it, revise, delete."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from journal.crypto.format import (
    Audience,
    Json,
    decode_json,
    encode_json,
    pad,
    unpad,
)
from journal.crypto.primitives import open_box, seal_box
from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, EntryId, MomentId, PromptId, Visibility
from journal.domain.text import TITLE_LIMIT, clean_line, clean_text, clean_words
from journal.errors import CannotOpen, Damaged, Malformed
from journal.services import exchanging
from journal.services.pages import keep_entry, shred_page, tombstone, withdraw
from journal.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page that is not finished. `entry` is set when it revises one."""

    id: str
    words: str = field(default="", repr=False)
    prompt: PromptId | None = field(default=None, repr=False)
    asked: str | None = field(default=None, repr=False)
    moment: MomentId | None = None
    entry: EntryId | None = None
    kept_on: date | None = None


def new_draft(
    session: Session,
    *,
    words: str = "",
    prompt: PromptId | None = None,
    asked: str | None = None,
    moment: MomentId | None = None,
) -> Draft:
    """Return a fresh page; nothing is stored until it is kept."""
    id_ = session.conditions.random(16).hex()
    return Draft(id=id_, words=words, prompt=prompt, asked=asked, moment=moment)


def draft_of(session: Session, entry: EntryId) -> Draft:
    """Return a page that revises an entry of one's own: the unfinished one, if any."""
    for draft in drafts(session):
        if draft.entry == entry:
            return draft
    head = session.library.own(entry)
    fresh = new_draft(session, words=head.words, prompt=head.prompt, asked=head.asked)
    return replace(fresh, entry=head.id, moment=head.moment)


def keep_draft(session: Session, draft: Draft) -> None:
    """Seal a page as it is now, in place of what was kept of it before."""
    body: dict[str, Json] = {
        "words": clean_text(draft.words),
        "kept_on": session.today().isoformat(),
    }
    named = {
        "prompt": draft.prompt,
        "asked": draft.asked,
        "moment": draft.moment,
        "entry": draft.entry,
    }
    body |= {key: value for key, value in named.items() if value is not None}
    id_ = bytes.fromhex(draft.id)
    box = seal_box(
        session.identity.draft_key,
        "draft",
        id_,
        pad(encode_json(body)),
        random=session.conditions.random,
    )
    with session.lock, session.vault.change() as change:
        change.put_draft(id_, box)


def drafts(session: Session) -> tuple[Draft, ...]:
    """Return the unfinished pages, the latest first; one that is damaged is said."""
    found = []
    try:
        kept = session.vault.drafts()
    except Damaged as trouble:
        session.note(trouble)
        return ()
    for id_, box in kept:
        try:
            plain = open_box(session.identity.draft_key, "draft", id_, box)
            found.append(_draft(id_.hex(), decode_json(unpad(plain))))
        except (CannotOpen, Damaged):
            session.note(Damaged())
    return tuple(
        sorted(found, key=lambda one: (one.kept_on or date.min, one.id), reverse=True)
    )


def drop_draft(session: Session, draft: Draft) -> None:
    """Remove an unfinished page for good."""
    with session.lock, session.vault.change() as change:
        change.drop_draft(bytes.fromhex(draft.id))
        session.owe_scrub(change)
    session.scrub()


def save(session: Session, draft: Draft, said: "About | None" = None) -> Entry:
    """Keep a page as an entry, or as a new revision of the one it revises.

    It is on the disk when this returns, and its draft is gone in the same step. What
    the writer says about it may be kept at once or, with `describe`, later.

    Raises:
        NothingWritten, TooLong: the draft stays as it is.
        NoRoom, MayNotWrite, Busy: nothing was changed.
    """
    words = clean_words(draft.words)
    if draft.entry is None:
        entry = _new_entry(session, draft, words)
    else:
        head = session.library.own(draft.entry)
        entry = _next(session, head, words=words)
    if said is not None:
        entry = _said(entry, said)
    with session.writing() as pen:
        keep_entry(pen, entry)
        pen.change.drop_draft(bytes.fromhex(draft.id))
    return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a writer may say about an entry; None is not said."""

    role: Role | None = None
    function: SupportFunction | None = None
    title: str | None = field(default=None, repr=False)
    happened_on: date | None = None
    returned_to: str | None = field(default=None, repr=False)


def about(entry: Entry) -> About:
    """Return what its writer has said about an entry so far."""
    return About(
        role=entry.role,
        function=entry.function,
        title=entry.title,
        happened_on=entry.happened_on,
        returned_to=entry.returned_to,
    )


def describe(session: Session, entry: EntryId, said: About) -> Entry:
    """Keep what the writer says about an entry; the words stay as they are."""
    head = session.library.own(entry)
    changed = _said(_next(session, head), said)
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
    )


def _said(entry: Entry, said: About) -> Entry:
    return replace(
        entry,
        role=said.role,
        function=said.function,
        title=_line(said.title),
        happened_on=said.happened_on or entry.happened_on,
        returned_to=_line(said.returned_to),
    )


def _answered(session: Session, moment: MomentId | None) -> Entry | None:
    """Return the partner's offered side of a moment: readable, so taken as read."""
    for entry in session.library.offered_entries() if moment else ():
        if entry.moment == moment and entry.author != session.identity.id:
            return entry
    return None


def _told_blind(session: Session, moment: MomentId | None) -> bool | None:
    """Return False where a page answers what the partner has sealed, else None."""
    partner = session.partner
    waiting = session.offers.all_sealed(partner.id) if partner else []
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


def _line(text: str | None) -> str | None:
    return clean_line(text, limit=TITLE_LIMIT) or None if text else None


def _draft(id_: str, body: dict[str, Json]) -> Draft:
    words, kept_on = body.get("words"), body.get("kept_on")
    if not isinstance(words, str) or not isinstance(kept_on, str):
        raise Malformed
    try:
        day = date.fromisoformat(kept_on)
    except ValueError as reason:
        raise Malformed from reason
    named = {
        key: value
        for key in ("prompt", "asked", "moment", "entry")
        if isinstance(value := body.get(key), str)
    }
    return Draft(
        id=id_,
        words=words,
        kept_on=day,
        prompt=PromptId(named["prompt"]) if "prompt" in named else None,
        asked=named.get("asked"),
        moment=MomentId(named["moment"]) if "moment" in named else None,
        entry=EntryId(named["entry"]) if "entry" in named else None,
    )
