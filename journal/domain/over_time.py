"""Reaching and being there, month by month: that it was told, and never how often.

More than one dot would say nothing but which of the two has more of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from journal.domain.attachment import Role
from journal.domain.entries import Json, PartnerId
from journal.domain.insights import (
    ROLES_OF_TURNS,
    Account,
    accounts_of,
    is_enough,
    month_number,
    roles_told,
)
from journal.domain.moments import Moment
from journal.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The months of which one person told of one role, each by its first day."""

    person: PartnerId
    role: Role
    months: tuple[date, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """The strips of both people: reached, then was there, the first person's first."""

    first: date
    last: date
    strips: tuple[Strip, ...]

    @property
    def span(self) -> int:
        """How many months there are from the first to the last."""
        return month_number(self.last) - month_number(self.first) + 1

    def window(self, months: int, *, back: int = 0) -> tuple[date, ...]:
        """Return the latest months, the oldest of them first, or some months back.

        Never further back than the first of them, nor more than there are.
        """
        shown = min(months, self.span)
        last = month_number(self.last) - min(max(back, 0), self.span - shown)
        return tuple(_month(number) for number in range(last - shown + 1, last + 1))


def over_time(moments: Iterable[Moment], people: Iterable[Person]) -> OverTime | None:
    """Return the dots of both people.

    None while there is too little, and while any of the four rows would be empty:
    what is absent is never pointed at.
    """
    both = tuple(people)
    accounts = accounts_of(moments, both)
    if not is_enough(accounts, both):
        return None
    told = roles_told(accounts, both)
    if any(len(roles) < len(ROLES_OF_TURNS) for roles in told.values()):
        return None
    return OverTime(
        first=min(one.day for one in accounts).replace(day=1),
        last=max(one.day for one in accounts).replace(day=1),
        strips=tuple(
            Strip(person=person.id, role=role, months=_months(accounts, person, role))
            for person in both
            for role in ROLES_OF_TURNS
        ),
    )


def strip_json(strip: Strip, name: str) -> Json:
    """Return a strip as JSON values."""
    return {
        "author": name,
        "role": strip.role.value,
        "months": [day.isoformat()[:7] for day in strip.months],
    }


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _months(
    accounts: Iterable[Account], person: Person, role: Role
) -> tuple[date, ...]:
    months = {
        one.day.replace(day=1)
        for one in accounts
        if one.side.author == person.id and one.side.role is role
    }
    return tuple(sorted(months))
