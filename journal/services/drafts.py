"""Unfinished pages: each is one sealed box, overwritten as one types."""

from dataclasses import dataclass, field
from datetime import date

from journal.crypto.format import Json, decode_json, encode_json, pad, unpad
from journal.crypto.primitives import open_box, seal_box
from journal.domain.entries import EntryId, MomentId, PromptId
from journal.domain.text import clean_text
from journal.errors import CannotOpen, Damaged, Malformed
from journal.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page that is not finished. `entry` is set when it revises one.

    `repairs` is the entry it comes back to; with `sees_now` it is about a need that
    its writer did not see then. `is_ahead` is a page about a day to come.
    """

    id: str
    words: str = field(default="", repr=False)
    prompt: PromptId | None = field(default=None, repr=False)
    asked: str | None = field(default=None, repr=False)
    moment: MomentId | None = None
    entry: EntryId | None = None
    repairs: EntryId | None = None
    sees_now: bool = field(default=False, repr=False)
    is_ahead: bool = field(default=False, repr=False)
    is_hard_evening: bool = field(default=False, repr=False)
    kept_on: date | None = None


def new_draft(  # noqa: PLR0913 - what a page begins with, by name
    session: Session,
    *,
    words: str = "",
    prompt: PromptId | None = None,
    asked: str | None = None,
    moment: MomentId | None = None,
    repairs: EntryId | None = None,
    is_ahead: bool = False,
) -> Draft:
    """Return a fresh page; nothing is stored until it is kept."""
    return Draft(
        id=session.conditions.random(16).hex(),
        words=words,
        prompt=prompt,
        asked=asked,
        moment=moment,
        repairs=repairs,
        is_ahead=is_ahead,
    )


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
        "repairs": draft.repairs,
        "sees_now": draft.sees_now or None,
        "ahead": draft.is_ahead or None,
        "hard_evening": draft.is_hard_evening or None,
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
        for id_, box in session.vault.drafts():
            try:
                found.append(opened_draft(session, id_, box))
            except (CannotOpen, Damaged):
                session.note(Damaged())
    except Damaged as trouble:
        session.note(trouble)
    return tuple(
        sorted(found, key=lambda one: (one.kept_on or date.min, one.id), reverse=True)
    )


def opened_draft(session: Session, id_: bytes, box: bytes) -> Draft:
    """Return the unfinished page that a box holds.

    Raises:
        CannotOpen, Damaged: it cannot be read.
    """
    plain = open_box(session.identity.draft_key, "draft", id_, box)
    return _draft(id_.hex(), decode_json(unpad(plain)))


def drop_draft(session: Session, draft: Draft) -> None:
    """Remove an unfinished page for good."""
    with session.lock, session.vault.change() as change:
        change.drop_draft(bytes.fromhex(draft.id))
        session.owe_scrub(change)
    session.scrub()


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
        for key in ("prompt", "asked", "moment", "entry", "repairs")
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
        repairs=EntryId(named["repairs"]) if "repairs" in named else None,
        sees_now=body.get("sees_now") is True,
        is_ahead=body.get("ahead") is True,
        is_hard_evening=body.get("hard_evening") is True,
    )
