"""A day as people type it, and as the pages say it."""

from datetime import date, timedelta
from typing import NamedTuple

from typing_extensions import override

from journal.domain.wording import month_heading, short_day
from journal.errors import NotPossible

NO_SUCH_DAY = "That is no day I know. It could be 2026-11-22, 22, yesterday or Sunday."
NOT_YET = "That day has not come yet."
_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_SHORTEST_WEEKDAY = 3
_AROUND = "around"


def day_words(day: date, today: date) -> str:
    """Return a day as it is said alone: "Sun 22 November", the year if another."""
    return f"{short_day(day)} {month_heading(day, today.year)}"


class DayMeant(NamedTuple):
    """A day as someone means it: that one, or around then."""

    day: date
    is_around: bool = False

    @override
    def __str__(self) -> str:
        said = self.day.isoformat()
        return f"{_AROUND} {said}" if self.is_around else said


def day_meant(typed: str, today: date, *, may_come: bool = False) -> DayMeant | None:
    """Return the day someone means, and whether it is a guess; None for nothing.

    It is the latest that fits, or, where it may be one to come, the next.

    Raises:
        NotPossible: it is no day, or one that has not come where it should have.
    """
    words = typed.strip().casefold()
    before, _, rest = words.partition(" ")
    is_around = before == _AROUND
    if is_around:
        words = rest.strip()
    if not words:
        return None
    day = (
        _named(words, today)
        or _weekday(words, today, may_come=may_come)
        or _number(words, today, may_come=may_come)
        or _written(words)
    )
    if day > today and not may_come:
        raise NotPossible(NOT_YET)
    return DayMeant(day, is_around)


def _named(words: str, today: date) -> date | None:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return today + timedelta(days=days[words]) if words in days else None


def _weekday(words: str, today: date, *, may_come: bool) -> date | None:
    if len(words) < _SHORTEST_WEEKDAY:
        return None
    for number, name in enumerate(_WEEKDAYS):
        if name.startswith(words):
            # Someone who meant today would have left it or said so.
            if may_come:
                return today + timedelta(days=(number - today.weekday()) % 7 or 7)
            return today - timedelta(days=(today.weekday() - number) % 7 or 7)
    return None


def _number(words: str, today: date, *, may_come: bool) -> date | None:
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:3]) <= 31):  # noqa: PLR2004 - the days of a month
        return None
    day = today
    while day.day != int(words[:3]):
        day += timedelta(days=1 if may_come else -1)
    return day


def _written(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise NotPossible(NO_SUCH_DAY) from None
