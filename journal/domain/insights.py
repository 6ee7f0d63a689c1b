"""What may be said over time: gated sentences, from what two people have offered.

Entries are not a sample of a couple: people write when they are moved. So nothing
is said before there is enough, and then only what both have done at least once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from journal.domain.attachment import Role
from journal.domain.entries import PartnerId
from journal.domain.moments import Moment
from journal.domain.people import Person
from journal.domain.wording import month_heading

# Shared readings begin to mean something after about two weeks; below eight
# accounts chance alone often looks like a pattern.
DAYS_BEFORE_SPEAKING = 14
ACCOUNTS_BEFORE_SPEAKING = 8
ACCOUNTS_FROM_EACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CameNext:
    """What someone got back to, or went on to, after a moment."""

    text: str = field(repr=False)
    author: PartnerId
    day: date


def taking_turns(moments: Iterable[Moment], people: Iterable[Person]) -> str | None:
    """Return the sentence that both have reached and both have been there.

    None while there is too little to go by, and while any of the four has not
    been told: what is absent is never pointed at.
    """
    days = []
    roles: dict[PartnerId, list[Role | None]] = {person.id: [] for person in people}
    for moment in moments:
        days.append(moment.day)
        for side in moment.sides:
            roles.get(side.author, []).append(side.role)
    told = [len(said) for said in roles.values()]
    if len(told) != 2 or sum(told) < ACCOUNTS_BEFORE_SPEAKING:  # noqa: PLR2004 - a couple
        return None
    first, last = min(days), max(days)
    if (last - first).days < DAYS_BEFORE_SPEAKING or min(told) < ACCOUNTS_FROM_EACH:
        return None
    if not all({Role.CARE_SEEKER, Role.CAREGIVER} <= set(r) for r in roles.values()):
        return None
    since = month_heading(first, last.year)
    return f"Both of you have reached, and both of you have been there, since {since}."


def what_came_next(moments: Iterable[Moment]) -> tuple[CameNext, ...]:
    """Return what each went on to after a moment, the newest first."""
    newest_first = sorted(moments, key=lambda one: (-one.day.toordinal(), one.id))
    return tuple(
        CameNext(text=text, author=side.author, day=moment.day)
        for moment in newest_first
        for side in moment.sides
        if (text := " ".join((side.entry.returned_to or "").split()))
    )
