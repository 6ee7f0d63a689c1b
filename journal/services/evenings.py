"""A hard evening: a page that asks nothing, and time before it is offered.

Only the last one is known, among what its writer has chosen, and sealed with it.
None is counted, listed or told apart from any other page.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from journal.domain.entries import Entry, EntryId, Visibility
from journal.errors import MayNotWrite, NoRoom, NotFound
from journal.services import reading, writing
from journal.services.drafts import Draft, new_draft
from journal.services.preferences import Evening, keep, preferences
from journal.services.session import Session

EVENING: Final = time(18)
NIGHT_ENDS: Final = timedelta(hours=4)
"""What is written after midnight belongs to the evening before."""


def page(session: Session) -> Draft:
    """Return a private page without a prompt; nothing is asked about it."""
    return replace(new_draft(session), is_hard_evening=True)


def begin(session: Session) -> None:
    """Note that it is a hard evening: from now on offering asks first.

    Where that cannot be stored it holds while the journal is open.
    """
    evening = Evening(day=_evening_of(session.conditions.clock()))
    with suppress(MayNotWrite, NoRoom):
        keep(session, replace(preferences(session), evening=evening))


def is_cooling(session: Session) -> bool:
    """Whether offering should ask first: now, or look at it tomorrow?

    Until the evening after a hard one, whatever the page.
    """
    evening = preferences(session).evening
    if evening is None:
        return False
    now = session.conditions.clock()
    after = datetime.combine(evening.day + timedelta(days=1), EVENING, now.tzinfo)
    return evening.day <= now.date() and now < after


def next_day(session: Session) -> Entry | None:
    """Return yesterday evening's page, of which one line may be said, or None.

    On the day after and no later, while only its writer can read it, and once.
    """
    evening = preferences(session).evening
    if evening is None or evening.page is None or evening.is_over:
        return None
    today = _evening_of(session.conditions.clock())
    if today - evening.day != timedelta(days=1):
        return None
    try:
        page = session.library.own(evening.page)
    except NotFound:
        return None
    is_private = reading.visibility(session, page.id) is Visibility.PRIVATE
    return page if is_private else None


def let_rest(session: Session) -> None:
    """Note that the line was seen: nothing is said of that evening again.

    It is written down with whatever else a look at the first page writes, so that
    nobody who watches the vault can tell one such look from another.
    """
    with session.lock:
        chosen = preferences(session)
        if chosen.evening is not None:
            rested = replace(chosen.evening, is_over=True)
            session.preferences = replace(chosen, evening=rested)


def written_since(session: Session, page: Entry) -> tuple[Entry, ...]:
    """Return my pages from that day on, the newest first, that come back to none."""
    found = session.library.own_entries()
    return tuple(
        one
        for one in found
        if one.id != page.id and one.day >= page.day and one.repairs is None
    )


def link(session: Session, page: EntryId, later: EntryId) -> None:
    """Say of a later page of mine that in it the two came back to this one.

    Nobody else sees that but where both pages are offered.

    Raises:
        NotFound: one of them is not a page of mine.
    """
    session.library.own(page)
    said = writing.about(session.library.own(later))
    writing.describe(session, later, replace(said, repairs=page))


def _evening_of(now: datetime) -> date:
    return (now - NIGHT_ENDS).date()
