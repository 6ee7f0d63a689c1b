"""A year as a book: the moments two people told each other, in the order of the days.

It is made of what both read in Us, so that both make the same one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from journal.domain.as_read import WORTH_KEEPING, Asked, Scribe
from journal.domain.bonds import Season
from journal.domain.counselling import Told
from journal.domain.insights_returning import by_season
from journal.domain.moments import Moment, Questions
from journal.domain.people import Person, names_of
from journal.domain.wording import MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch of the year: a season by its name, or a month."""

    heading: str = field(repr=False)
    moments: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The moments of one year, the oldest first, in chapters."""

    year: int
    names: tuple[str, ...] = field(repr=False)
    chapters: tuple[Chapter, ...]


def years_told(moments: Iterable[Moment]) -> tuple[int, ...]:
    """Return the years of which there is something to read, the newest first."""
    years = {one.day.year for one in moments if one.has_been}
    return tuple(sorted(years, reverse=True))


def book_of(
    moments: Iterable[Moment],
    people: Iterable[Person],
    year: int,
    *,
    seasons: Iterable[Season] = (),
    questions: Questions,
) -> Book:
    """Return the book of a year; what only lies ahead is not in it."""
    both = tuple(people)
    told = [one for one in moments if one.day.year == year and one.has_been]
    oldest = sorted(told, key=lambda one: (one.day, one.id))
    scribe = Scribe(names=names_of(both), asked=Asked(questions=questions))
    return Book(
        year=year,
        names=tuple(person.name for person in both),
        chapters=tuple(
            Chapter(
                heading=heading,
                moments=tuple(_as_kept(scribe.told(one)) for one in held),
            )
            for part in by_season(oldest, seasons)
            for heading, held in _headed(part.season, part.moments)
        ),
    )


def _headed(
    season: Season | None, moments: tuple[Moment, ...]
) -> Iterator[tuple[str, tuple[Moment, ...]]]:
    if season is not None:
        yield season.name, moments
        return
    for month, held in groupby(moments, key=lambda one: one.day.month):
        yield MONTHS[month - 1], tuple(held)


def _as_kept(told: Told) -> Told:
    """Return a moment without what only somebody who studies it would want."""
    accounts = (
        replace(
            one,
            depth="",
            lines=tuple(line for line in one.lines if line[0] == WORTH_KEEPING),
            told_after_reading=None,
            is_edited=False,
        )
        for one in told.accounts
    )
    return replace(told, accounts=tuple(accounts), said=())
