"""What has come from the partner: shown once, then at rest in Us.

With quiet arrivals nothing of it appears anywhere until Us is opened. What has been
shown is written down anew at every look, whether or not there was anything, and what
was not shown beside it: someone who watches the vault cannot tell reading from not
reading, neither by when it is written nor by its size.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from journal.crypto.format import Json
from journal.domain.entries import Entry, EntryId, MomentId
from journal.domain.moments import Moment
from journal.domain.own_prompts import OwnPrompt
from journal.errors import Damaged, MayNotWrite, NoRoom
from journal.services import own_pack, packs, preferences, telling
from journal.services.offers import Sealed
from journal.services.session import Session

STATE = "shown"
# No less is written down, so that a few names more or less do not show.
LEAST_SIZE = 16 * 1024
# Signs of one length before each name that is written down.
_SEEN, _UNSEEN = "+", "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A moment that has come from the partner, shown once."""

    moment: MomentId
    title: str = field(repr=False)
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What has come since it was last looked at: moments, and questions."""

    moments: tuple[Arrival, ...] = ()
    prompts: tuple[OwnPrompt, ...] = ()


def arrivals(session: Session) -> Arrivals:
    """Return what has come; nothing while arrivals are quiet or loading goes on."""
    if preferences.reader(session) is None or not session.is_complete:
        return Arrivals()
    if session.shown_before is None:
        session.shown_before = seen(session)
    if is_quiet(session):
        return Arrivals()
    before = session.shown_before
    fresh = {one.id for one in _entries(session) if one.id not in before}
    return Arrivals(
        moments=tuple(
            Arrival(moment=one.id, title=one.title, day=one.day)
            for one in telling.moments(session)
            if any(side.entry.id in fresh for side in one.sides)
        ),
        prompts=tuple(one for one in _prompts(session) if one.id not in before),
    )


def seen(session: Session) -> frozenset[str]:
    """Return the ids of what the partner offered and I was shown."""
    return frozenset(one for one in _noted(session) if not one.startswith(_UNSEEN))


def _noted(session: Session) -> frozenset[str]:
    try:
        state = session.state(STATE)
    except Damaged as trouble:
        session.note(trouble)
        return frozenset()
    ids: Json = state.get("entries") if state else None
    return (
        frozenset(str(one).removeprefix(_SEEN) for one in ids)
        if isinstance(ids, list)
        else frozenset()
    )


def mark_seen(session: Session, *, in_us: bool) -> None:
    """Note that what has come was shown: on Today, unless arrivals are quiet; in Us.

    Where that cannot be stored it is shown once more.
    """
    if not session.is_complete:
        return
    with session.lock:
        ids = seen(session)
        if in_us or not is_quiet(session):
            ids = _here(session)
        if in_us and is_quiet(session):
            # What was met in Us is not news when arrivals are shown again.
            session.shown_before = ids
        _put(session, ids)


def note_met(session: Session, entries: frozenset[EntryId]) -> None:
    """Note that these were shown, wherever that was; what is mine is no news anyway."""
    with session.lock:
        theirs = {one.id for one in _entries(session)}
        _put(session, seen(session) | (entries & theirs))


def seal_anew(session: Session) -> None:
    """Write what was shown and what was chosen anew, as it is.

    So that a visit that shows and changes nothing of it looks like any other.
    """
    with session.lock:
        _put(session, seen(session))


def _put(session: Session, shown: frozenset[str]) -> None:
    here = _here(session)
    if not session.is_complete:
        # What is not read yet may be here as well.
        here |= {one.removeprefix(_UNSEEN) for one in _noted(session)}
    signed = [(_SEEN if one in shown else _UNSEEN) + one for one in sorted(here)]
    may_fail = suppress(Damaged, MayNotWrite, NoRoom)
    with may_fail, session.vault.change() as change:
        body: dict[str, Json] = {"entries": list[Json](signed)}
        change.put_state(STATE, session.sealed_state(STATE, body, least=LEAST_SIZE))
        preferences.put(session, change)
        packs.put_anew(session, change)
        own_pack.put_anew(session, change)


def _here(session: Session) -> frozenset[str]:
    """Return the names of all that the partner offers now."""
    return frozenset(
        chain(
            (one.id for one in _entries(session)),
            (one.id for one in _prompts(session)),
            (_named(one) for one in _sealed(session)),
        )
    )


def is_quiet(session: Session) -> bool:
    """Whether nothing of the partner's appears until Us is opened."""
    return preferences.preferences(session).is_quiet


def is_hidden(session: Session, moment: MomentId) -> bool:
    """Whether a moment holds something of the partner's that is not to appear yet.

    Raises:
        NotFound: there is no such moment in Us.
    """
    return is_quiet(session) and not appearing(
        session, (telling.moment(session, moment),)
    )


def appearing(session: Session, told: Iterable[Moment]) -> tuple[Moment, ...]:
    """Return those of these moments that may appear already."""
    if not is_quiet(session):
        return tuple(told)
    known = seen(session)
    sides = ((one, telling.side_of(session, one, mine=False)) for one in told)
    return tuple(one for one, side in sides if side is None or side.entry.id in known)


def sealed_appearing(session: Session, found: Iterable[Sealed]) -> list[Sealed]:
    """Return those of these sealed answers of the partner's that may be met already."""
    if not is_quiet(session):
        return list(found)
    known = seen(session)
    return [one for one in found if _named(one) in known]


def sealed_to_ask(session: Session) -> list[Sealed]:
    """Return what the partner has sealed and I may be asked too; none while quiet."""
    return [] if is_quiet(session) else _sealed(session)


def appeared(session: Session) -> list[Entry]:
    """Return what the partner offers, while arrivals are quiet only what was shown."""
    if not is_quiet(session):
        return _entries(session)
    known = seen(session)
    return [one for one in _entries(session) if one.id in known]


def _entries(session: Session) -> list[Entry]:
    me = session.identity.id
    return [one for one in session.library.offered_entries() if one.author != me]


def _prompts(session: Session) -> list[OwnPrompt]:
    partner = session.partner
    return session.offers.prompts(partner.id) if partner else []


def _sealed(session: Session) -> list[Sealed]:
    partner = session.partner
    return session.offers.all_sealed(partner.id) if partner else []


def _named(sealed: Sealed) -> str:
    """Return what a sealed answer is noted by: opened, its entry is news again."""
    return sealed.name.hex()
