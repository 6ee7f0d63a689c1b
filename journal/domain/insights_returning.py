"""What comes back: repairs, a year ago, three on a bad night, seasons, two answers.

Nothing comes back of itself that its people would not want to meet: not what passed
by, not what was between them, not what is heavy, nor days of a hard time.
"""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from journal.domain.attachment import Context, Landing
from journal.domain.bonds import Bonds, Season
from journal.domain.entries import Entry, PartnerId, PromptId
from journal.domain.insights import is_gentle, newest_first
from journal.domain.moments import NO_QUESTIONS, Moment, Questions, Side
from journal.domain.people import Person

DAYS_AROUND = 3
ON_A_BAD_NIGHT = 3

# The days on which these were told are not brought back unasked.
_NOT_OF_ITSELF = frozenset({Context.BETWEEN_US, Context.LOSS})


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """An earlier moment, and a later one in which its people came back to it."""

    earlier: Moment = field(repr=False)
    later: Moment = field(repr=False)

    @property
    def days_between(self) -> int:
        """The days from one to the other, for whoever opens it."""
        return abs((self.later.day - self.earlier.day).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A telling that comes back, in its moment."""

    moment: Moment
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Which days someone would rather not meet again; with `all_days`, none at all.

    A span has its first and its last day.
    """

    all_days: bool = False
    spans: tuple[tuple[date, date], ...] = field(default=(), repr=False)

    def covers(self, day: date) -> bool:
        """Whether this day is not to come back."""
        return self.all_days or any(first <= day <= last for first, last in self.spans)


NO_MUTE = Mute()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Moments one after another that fall in one season, or in none."""

    season: Season | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenAndNow:
    """One person's first and latest answer to one prompt."""

    author: PartnerId
    then: Entry
    now: Entry
    question: str | None = field(default=None, repr=False)


def coming_back(moments: Iterable[Moment]) -> tuple[CameBack, ...]:
    """Return the repairs of which both moments are there, the newest first."""
    newest = newest_first(moments)
    told_in = {side.entry.id: moment for moment in newest for side in moment.sides}
    found: list[CameBack] = []
    for later in (one for one in newest if one.has_been):
        mended = {
            earlier.id: earlier
            for side in later.sides
            if side.entry.repairs and (earlier := told_in.get(side.entry.repairs))
        }
        mended.pop(later.id, None)
        found += [
            CameBack(earlier=earlier, later=later)
            for earlier in newest_first(mended.values())
        ]
    return tuple(found)


def a_year_ago(  # noqa: PLR0913 - each is a reason to leave something alone
    moments: Iterable[Moment],
    *,
    today: date,
    reader: PartnerId,
    seasons: Iterable[Season] = (),
    mute: Mute = NO_MUTE,
    heavy: Collection[PromptId] = (),
) -> Returned | None:
    """Return a telling of a year ago that landed, or of a few days around it.

    `heavy` are the prompts that ask the most. Never a moment of which either side
    says that it passed by, was too much or was between the two; never a day that
    the reader muted, nor one in a hard season until the reader lets its days return.
    """
    day = _a_year_before(today)
    hard = [one for one in seasons if _is_closed(one, reader)]
    near = [
        moment
        for moment in newest_first(moments)
        if abs((moment.day - day).days) <= DAYS_AROUND
        and not mute.covers(moment.day)
        and not any(season.covers(moment.day) for season in hard)
        and all(_may_return(side, heavy) for side in moment.sides)
    ]
    found = [
        Returned(moment=moment, side=side)
        for moment in sorted(near, key=lambda one: abs((one.day - day).days))
        for side in moment.sides
        if side.entry.landing is Landing.LANDED
    ]
    return found[0] if found else None


def bad_night(  # noqa: PLR0913 - as above
    moments: Iterable[Moment],
    people: Iterable[Person],
    *,
    bonds: Bonds,
    reader: PartnerId,
    key: bytes,
    day: date,
) -> tuple[Returned, ...]:
    """Return three moments, or fewer, that both have said may come back.

    Which three is settled by the key and the day alone, so that pressing again shows
    the same ones.
    """
    both = {person.id for person in people}
    hard = [one for one in bonds.seasons if _is_closed(one, reader)]
    found = []
    for moment in moments:
        allowed = [
            side
            for side in moment.sides
            if both <= bonds.may_return.get(side.entry.id, frozenset())
        ]
        is_kind = all(is_gentle(side) for side in moment.sides)
        is_hard = any(season.covers(moment.day) for season in hard)
        if allowed and is_kind and not is_hard and moment.has_been:
            found.append(Returned(moment=moment, side=allowed[0]))

    def lot(returned: Returned) -> bytes:
        label = f"bad night|{day.isoformat()}|{returned.moment.id}"
        return hmac.digest(key, label.encode(), "sha256")

    return tuple(sorted(found, key=lot)[:ON_A_BAD_NIGHT])


def by_season(
    moments: Iterable[Moment], seasons: Iterable[Season]
) -> tuple[Chapter, ...]:
    """Return the moments in their order, parted where one season gives way.

    A day that lies in several belongs to the one that began last.
    """
    # The last to begin is asked first; the id settles two of the same day.
    latest = sorted(seasons, key=lambda one: (one.first, one.id), reverse=True)

    def season_of(moment: Moment) -> Season | None:
        return next((one for one in latest if one.covers(moment.day)), None)

    return tuple(
        Chapter(season=season, moments=tuple(held))
        for season, held in groupby(moments, key=season_of)
    )


def then_and_now(
    moments: Iterable[Moment], questions: Questions = NO_QUESTIONS
) -> tuple[ThenAndNow, ...]:
    """Return each one's first and latest answers to one prompt, the newest first."""
    answers: defaultdict[tuple[PartnerId, PromptId], list[Entry]] = defaultdict(list)
    for moment in moments:
        for side in moment.sides:
            if side.entry.prompt is not None:
                answers[side.author, side.entry.prompt].append(side.entry)
    pairs = []
    for (author, prompt), told in answers.items():
        then, *later = sorted(told, key=lambda one: (one.day, one.id))
        if later:
            pairs.append(
                ThenAndNow(
                    author=author,
                    then=then,
                    now=later[-1],
                    question=questions.get(prompt),
                )
            )
    return tuple(sorted(pairs, key=lambda one: (-one.now.day.toordinal(), one.now.id)))


def _a_year_before(today: date) -> date:
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # the 29th of February
        return today.replace(year=today.year - 1, day=28)


def _may_return(side: Side, heavy: Collection[PromptId]) -> bool:
    entry = side.entry
    return (
        entry.landing in {None, Landing.LANDED}
        and is_gentle(side)
        and entry.context not in _NOT_OF_ITSELF
        and entry.prompt not in heavy
    )


def _is_closed(season: Season, reader: PartnerId) -> bool:
    return season.is_hard and reader not in season.days_may_return
