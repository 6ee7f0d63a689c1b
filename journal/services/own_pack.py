"""What one person puts into their own pack. Nobody else can tell that there is one.

It is one sealed piece of state of a steady size, which every journal has and which is
written anew at every opening, as `preferences` is.
"""

from collections.abc import Mapping
from contextlib import suppress

from journal.crypto.format import Json
from journal.domain.brought import (
    TEXT_LIMIT,
    Brought,
    body_of_brought,
    body_of_struck,
    brought_from,
    struck_from,
)
from journal.domain.entries import EntryId
from journal.domain.striking import Struck
from journal.domain.text import clean_text
from journal.errors import Damaged
from journal.services.session import Session
from journal.storage.change import Change

STATE = "pack"
LEAST_SIZE = 16 * 1024
"""Bytes it takes when sealed, with nothing in it as with an ordinary pack."""


def own_part(session: Session) -> Brought:
    """Return what this person has put into a pack of their own."""
    body = _kept(session)
    named = body.get("struck")
    held = named.items() if isinstance(named, dict) else ()
    struck = {
        EntryId(id_): (struck_from(said) if isinstance(said, dict) else None)
        or Struck(of="")
        for id_, said in held
    }
    return brought_from(body, struck)


def keep_own_part(session: Session, part: Brought) -> None:
    """Store what this person has put into a pack of their own, durably."""
    with session.lock:
        _keep(session, {**_kept(session), **_body(part)})


def half_said(session: Session, what: str) -> str | None:
    """Return what was typed for a pack, one's own or ours, and is in neither yet."""
    text = _half_said(_kept(session)).get(what)
    return clean_text(text) if isinstance(text, str) else None


def keep_half_said(session: Session, what: str, text: str | None) -> None:
    """Keep what was typed and is in no pack yet, or let it go; nobody else sees it."""
    with session.lock:
        body = _kept(session)
        held = {name: one for name, one in _half_said(body).items() if name != what}
        if text is not None:
            held[what] = text[:TEXT_LIMIT]
        if held != _half_said(body):
            _keep(session, {**body, "half_said": held})


def put_anew(session: Session, change: Change) -> None:
    """Within a change: seal anew what is here, though it be nothing."""
    with suppress(Damaged):
        change.put_state(STATE, _sealed(session, session.state(STATE) or {}))


def _kept(session: Session) -> Mapping[str, Json]:
    try:
        return session.state(STATE) or {}
    except Damaged as trouble:
        session.note(trouble)
        return {}


def _half_said(body: Mapping[str, Json]) -> dict[str, Json]:
    held = body.get("half_said")
    return dict(held) if isinstance(held, dict) else {}


def _keep(session: Session, body: Mapping[str, Json]) -> None:
    with session.vault.change() as change:
        change.put_state(STATE, _sealed(session, dict(body)))


def _body(part: Brought) -> dict[str, Json]:
    struck: dict[str, Json] = {
        id_: body_of_struck(cuts) for id_, cuts in sorted(part.struck.items())
    }
    return {**body_of_brought(part), "struck": struck}


def _sealed(session: Session, body: dict[str, Json]) -> bytes:
    return session.sealed_state(STATE, body, least=LEAST_SIZE)
