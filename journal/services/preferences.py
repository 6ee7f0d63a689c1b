"""What one person has chosen about questions and arrivals. Nobody else can tell.

All of it is one sealed piece of state of a steady size, written anew at every opening
whether or not anything changed: someone who watches the vault learns nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from journal.crypto.format import Json
from journal.domain.entries import EntryId, PromptId
from journal.domain.people import Person
from journal.errors import Damaged, NotPossible
from journal.services.session import Pen, Session
from journal.storage.change import Change

STATE = "preferences"
LEAST_SIZE = 32 * 1024
"""Bytes it takes when sealed, until there is more: as much as a full history needs."""

LOCKS_AFTER = 3
"""Minutes without a key after which a journal locks, unless someone chose others."""
FEWEST_MINUTES, MOST_MINUTES = 1, 15

Days = Mapping[PromptId, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """The last hard evening, and no other: its day, and its page once it is saved.

    `is_over` once its line has been seen.
    """

    day: date
    page: EntryId | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`table` is what Today shows on `table_day`, `passed` what was set aside then.

    `skipped` holds the last day each prompt was set aside, `resting` until when one
    rests. With `rests` no question is dealt; with `is_quiet` nothing of the partner's
    appears until Us is opened. `drilled` is the day on which the paper with the
    recovery code was made, tried, or let be; `locks_after` the minutes after which an
    idle journal locks. `is_bereaved` says that the partner has died.
    """

    dealt: Days = field(default_factory=dict, repr=False)
    skipped: Days = field(default_factory=dict, repr=False)
    resting: Days = field(default_factory=dict, repr=False)
    kept: tuple[PromptId, ...] = field(default=(), repr=False)
    table_day: date | None = None
    table: tuple[PromptId, ...] = field(default=(), repr=False)
    passed: tuple[PromptId, ...] = field(default=(), repr=False)
    rests: bool = False
    is_quiet: bool = False
    drilled: date | None = None
    locks_after: int = LOCKS_AFTER
    evening: Evening | None = field(default=None, repr=False)
    is_bereaved: bool = False


def preferences(session: Session) -> Preferences:
    """Return what this person has chosen; the ordinary ways where it is damaged.

    And once the journal is locked: a page that goes may still ask.
    """
    if session.is_locked:
        return Preferences()
    if session.preferences is None:
        try:
            body = session.state(STATE)
        except Damaged as trouble:
            session.note(trouble)
            body = None
        session.preferences = _read(body or {})
    return session.preferences


def reader(session: Session) -> Person | None:
    """Return the partner, if there is one, and nobody said that they have died.

    Whatever asks something of the partner, or waits for it, asks here.
    """
    return None if preferences(session).is_bereaved else session.partner


def keep(session: Session, chosen: Preferences) -> None:
    """Store what this person has chosen, durably.

    It holds while the journal is open, even where it cannot be stored.
    """
    with session.lock:
        session.preferences = chosen
        with session.vault.change() as change:
            put(session, change)


def put(session: Session, change: Change) -> None:
    """Within a change: seal and store what this person has chosen."""
    _put(session, change, preferences(session))


def put_chosen(session: Session, change: Change, chosen: Preferences) -> None:
    """Within a change: seal and store a choice that the memory follows afterwards."""
    _put(session, change, chosen)


def lock_after(session: Session, minutes: int) -> None:
    """Choose after how many minutes without a key the journal locks.

    Raises:
        NotPossible: fewer than one or more than fifteen.
    """
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        say = "It can lock after one to fifteen minutes. Nothing was changed."
        raise NotPossible(say)
    keep(session, replace(preferences(session), locks_after=minutes))


def put_evening(session: Session, pen: Pen, page: EntryId | None) -> None:
    """Within a change: store all anew, with the page of the last hard evening, if any.

    Written with every page, so that the vault does not tell the one from the others.
    """
    chosen = preferences(session)
    if page is not None and chosen.evening is not None:
        chosen = replace(chosen, evening=replace(chosen.evening, page=page))
    _put(session, pen.change, chosen)

    def follow() -> None:
        session.preferences = chosen

    pen.after(follow)


def _put(session: Session, change: Change, chosen: Preferences) -> None:
    sealed = session.sealed_state(STATE, _body(chosen), least=LEAST_SIZE)
    change.put_state(STATE, sealed)


def _body(chosen: Preferences) -> dict[str, Json]:
    return {
        "dealt": _days(chosen.dealt),
        "skipped": _days(chosen.skipped),
        "resting": _days(chosen.resting),
        "kept": list(chosen.kept),
        "table_day": chosen.table_day.isoformat() if chosen.table_day else None,
        "table": list(chosen.table),
        "passed": list(chosen.passed),
        "rests": chosen.rests,
        "is_quiet": chosen.is_quiet,
        "drilled": chosen.drilled.isoformat() if chosen.drilled else None,
        "locks_after": chosen.locks_after,
        "evening": _evening_body(chosen.evening),
        "is_bereaved": chosen.is_bereaved,
    }


def _read(body: Mapping[str, Json]) -> Preferences:
    return Preferences(
        dealt=_read_days(body.get("dealt")),
        skipped=_read_days(body.get("skipped")),
        resting=_read_days(body.get("resting")),
        kept=_read_ids(body.get("kept")),
        table_day=_read_day(body.get("table_day")),
        table=_read_ids(body.get("table")),
        passed=_read_ids(body.get("passed")),
        rests=body.get("rests") is True,
        is_quiet=body.get("is_quiet") is True,
        drilled=_read_day(body.get("drilled")),
        locks_after=_read_minutes(body.get("locks_after")),
        evening=_read_evening(body.get("evening")),
        is_bereaved=body.get("is_bereaved") is True,
    )


def _evening_body(evening: Evening | None) -> Json:
    if evening is None:
        return None
    return {
        "day": evening.day.isoformat(),
        "page": evening.page,
        "is_over": evening.is_over,
    }


def _read_evening(value: Json) -> Evening | None:
    found = value if isinstance(value, dict) else {}
    day, page = _read_day(found.get("day")), found.get("page")
    if day is None:
        return None
    return Evening(
        day=day,
        page=EntryId(page) if isinstance(page, str) else None,
        is_over=found.get("is_over") is True,
    )


def _days(days: Days) -> Json:
    return {prompt: day.isoformat() for prompt, day in days.items()}


def _read_days(value: Json) -> dict[PromptId, date]:
    found = value.items() if isinstance(value, dict) else ()
    days = ((PromptId(prompt), _read_day(day)) for prompt, day in found)
    return {prompt: day for prompt, day in days if day is not None}


def _read_day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _read_minutes(value: Json) -> int:
    is_sound = type(value) is int and FEWEST_MINUTES <= value <= MOST_MINUTES
    return value if is_sound and isinstance(value, int) else LOCKS_AFTER


def _read_ids(value: Json) -> tuple[PromptId, ...]:
    found = value if isinstance(value, list) else ()
    return tuple(PromptId(one) for one in found if isinstance(one, str))
