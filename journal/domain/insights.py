"""What may be said over time: gated sentences, from what two people have offered.

Entries are not a sample of a couple: people write when they are moved. So nothing
is said before there is enough, and then only what both have done at least once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from journal.domain.attachment import Context, Landing, Response, Role, SupportFunction
from journal.domain.entries import MomentId, PartnerId
from journal.domain.moments import Moment, Side
from journal.domain.people import Person
from journal.domain.wording import month_heading

# Shared readings begin to mean something after about two weeks; below eight
# accounts chance alone often looks like a pattern.
DAYS_BEFORE_SPEAKING = 14
ACCOUNTS_BEFORE_SPEAKING = 8
ACCOUNTS_FROM_EACH = 3
MOMENTS_WITH_FUNCTION = 8
MONTHS_OF_LATE = 3

ROLES_OF_TURNS = (Role.CARE_SEEKER, Role.CAREGIVER)

# What only ever stands in its author's own column, never in what is said of two.
ONLY_ONES_OWN = frozenset({Response.TOOK_OVER, Response.MOVED_ON, Response.NOT_THERE})
_ONLY_ONES_OWN_LANDINGS = frozenset({Landing.TOO_MUCH, Landing.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CameNext:
    """What someone got back to, or went on to, after a moment."""

    text: str = field(repr=False)
    author: PartnerId
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HavenAndBase:
    """In how many moments something was hard, and possible, with one of each."""

    since: date
    until: date
    hard: int
    hard_such_as: Moment = field(repr=False)
    possible: int
    possible_such_as: Moment = field(repr=False)


class Account(NamedTuple):
    """One person's telling, with the moment it tells."""

    moment: Moment
    side: Side

    @property
    def day(self) -> date:
        """The day of the moment."""
        return self.moment.day


def accounts_of(
    moments: Iterable[Moment], people: Iterable[Person]
) -> tuple[Account, ...]:
    """Return what these people have told of what has been.

    What lies ahead is not an account of anything yet, until someone has said what
    came of it.
    """
    known = {person.id for person in people}
    return tuple(
        Account(moment, side)
        for moment in moments
        if moment.has_been
        for side in moment.sides
        if side.author in known
    )


def is_enough(accounts: Collection[Account], people: Collection[Person]) -> bool:
    """Whether two people have told enough for anything to be said of both."""
    if len(people) != 2 or len(accounts) < ACCOUNTS_BEFORE_SPEAKING:  # noqa: PLR2004 - a couple
        return False
    days = [account.day for account in accounts]
    if (max(days) - min(days)).days < DAYS_BEFORE_SPEAKING:
        return False
    return all(
        sum(one.side.author == person.id for one in accounts) >= ACCOUNTS_FROM_EACH
        for person in people
    )


def is_gentle(side: Side) -> bool:
    """Whether nothing in a telling says that care went wrong."""
    return (
        side.entry.landing not in _ONLY_ONES_OWN_LANDINGS
        and not side.entry.response & ONLY_ONES_OWN
    )


def roles_told(
    accounts: Iterable[Account], people: Iterable[Person]
) -> Mapping[PartnerId, tuple[Role, ...]]:
    """Return which of reaching and being there each person has told of."""
    told = {(one.side.author, one.side.role) for one in accounts}
    return {
        person.id: tuple(role for role in ROLES_OF_TURNS if (person.id, role) in told)
        for person in people
    }


def taking_turns(moments: Iterable[Moment], people: Iterable[Person]) -> str | None:
    """Return the sentence that both have reached and both have been there.

    None while there is too little to go by, and while any of the four has not
    been told: what is absent is never pointed at.
    """
    both = tuple(people)
    accounts = accounts_of(moments, both)
    if not is_enough(accounts, both):
        return None
    if any(
        len(roles) < len(ROLES_OF_TURNS)
        for roles in roles_told(accounts, both).values()
    ):
        return None
    since = _since(accounts, _newest(accounts))
    return f"Both of you have reached, and both of you have been there, since {since}."


def of_late(moments: Iterable[Moment], people: Iterable[Person]) -> str | None:
    """Return that both have done both in the last three months with a telling in them.

    None while those months hold too little, or not all of it: a sentence on what one
    has told of would say by what it leaves out who gives.
    """
    both = tuple(people)
    accounts = accounts_of(moments, both)
    if not accounts:
        return None
    newest = _newest(accounts)
    window = [
        one
        for one in accounts
        if month_number(one.day) > month_number(newest) - MONTHS_OF_LATE
    ]
    roles = roles_told(window, both)
    is_all = all(len(told) == len(ROLES_OF_TURNS) for told in roles.values())
    if not is_enough(window, both) or not is_all:
        return None
    since = _since(window, newest)
    return f"Since {since}, each of you has both reached and been there."


def haven_and_base(
    moments: Iterable[Moment], people: Iterable[Person]
) -> HavenAndBase | None:
    """Return in how many moments something was hard and something was possible.

    No mix of the two is better than another. None while there is too little, and
    while either has not been told.
    """
    both = tuple(people)
    accounts = accounts_of(moments, both)
    if not is_enough(accounts, both):
        return None
    told = [(one.moment, about) for one in accounts if (about := _about(one.side))]
    hard = _those(told, SupportFunction.SAFE_HAVEN)
    possible = _those(told, SupportFunction.SECURE_BASE)
    with_function = {moment.id: moment for moment, _ in told}
    if len(with_function) < MOMENTS_WITH_FUNCTION or not hard or not possible:
        return None
    days = [moment.day for moment in with_function.values()]
    return HavenAndBase(
        since=min(days),
        until=max(days),
        hard=len(hard),
        hard_such_as=_example(hard, besides=possible),
        possible=len(possible),
        possible_such_as=_example(possible, besides=hard),
    )


def what_came_next(moments: Iterable[Moment]) -> tuple[CameNext, ...]:
    """Return what each went on to after a moment, the newest first."""
    return tuple(
        CameNext(text=text, author=side.author, day=moment.day)
        for moment in newest_first(moments)
        for side in moment.sides
        if (text := " ".join((side.entry.returned_to or "").split()))
    )


def newest_first(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments by day, the newest first, then by their id."""
    return sorted(moments, key=lambda one: (-one.day.toordinal(), one.id))


def month_number(day: date) -> int:
    """Return the months since the year nought: one more for each month."""
    return day.year * 12 + day.month - 1


def _newest(accounts: Iterable[Account]) -> date:
    return max(account.day for account in accounts)


def _since(accounts: Iterable[Account], newest: date) -> str:
    return month_heading(min(one.day for one in accounts), newest.year)


def _about(side: Side) -> SupportFunction | None:
    # Good news is told to set out from, unless its writer says otherwise.
    if side.function is None and side.entry.context is Context.GOOD_NEWS:
        return SupportFunction.SECURE_BASE
    return side.function


def _those(
    told: Iterable[tuple[Moment, SupportFunction]], function: SupportFunction
) -> dict[MomentId, Moment]:
    either = {function, SupportFunction.BOTH}
    return {moment.id: moment for moment, about in told if about in either}


def _example(
    moments: Mapping[MomentId, Moment], *, besides: Collection[MomentId]
) -> Moment:
    """Return the one to name: a plain case told gently by both, and the newest."""
    return min(
        newest_first(moments.values()),
        key=lambda one: (
            one.id in besides,
            not all(is_gentle(side) for side in one.sides),
            -len(one.sides),
        ),
    )
