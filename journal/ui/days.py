"""A day as people type it, and as the pages say it."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from typing_extensions import override

from journal.domain.wording import MONTHS, month_heading, short_day
from journal.errors import NotPossible

NO_SUCH_DAY = (
    "That is no day I know. It could be Sunday, 22, 1 September or 2026-09-01."
)
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
_SHORTEST_NAME = 3
_IN_A_MONTH = re.compile(
    r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>[a-z]{3,})(?: (?P<year>[0-9]{4}))?"
)
# Between two days of one name there are so many years at most.
_LEAP = 8
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


def day_meant(
    typed: str, today: date, *, may_come: bool = False, since: date | None = None
) -> DayMeant | None:
    """Return the day someone means, and whether it is a guess; None for nothing.

    It is the latest that fits, or, where it may be one to come, the next. A month
    alone is around its first day.

    Args:
        typed: what someone typed.
        today: the day it is.
        may_come: it may be a day to come.
        since: the day it began, where an end is asked for: a month is then its last
            day, and one without a year is the first from that day on.

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
        or _in_a_month(words, today, may_come=may_come, since=since)
        or _written(words)
    )
    if day > today and not may_come:
        raise NotPossible(NOT_YET)
    return DayMeant(day, is_around or _is_month_alone(words))


def _named(words: str, today: date) -> date | None:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return today + timedelta(days=days[words]) if words in days else None


def _weekday(words: str, today: date, *, may_come: bool) -> date | None:
    if len(words) < _SHORTEST_NAME:
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


def _in_a_month(
    words: str, today: date, *, may_come: bool, since: date | None
) -> date | None:
    """Return a day said by its month: "1 September", "September", "September 2026"."""
    said = _IN_A_MONTH.fullmatch(" ".join(words.split()))
    month = _month(said["month"]) if said else None
    if said is None or month is None:
        return None

    def last_in(year: int) -> date | None:
        return _day_in(year, month, said["day"] or monthrange(year, month)[1])

    def meant_in(year: int) -> date | None:
        if since is not None:
            return last_in(year)
        return _day_in(year, month, said["day"] or 1)

    if said["year"]:
        return meant_in(int(said["year"]))
    from_ = since or today
    if since is None and not may_come:
        past = (meant_in(today.year - back) for back in range(_LEAP + 1))
        return next((day for day in past if day and day <= today), None)
    for year in range(from_.year, from_.year + _LEAP + 1):
        last, day = last_in(year), meant_in(year)
        if last and day and last >= from_:
            # Of a month that has begun what is left of it is meant.
            return max(day, from_)
    return None


def _is_month_alone(words: str) -> bool:
    said = _IN_A_MONTH.fullmatch(" ".join(words.split()))
    return bool(said and not said["day"] and _month(said["month"]))


def _month(words: str) -> int | None:
    fits = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(words))
    return next(fits, None)


def _day_in(year: int, month: int, day: str | int) -> date | None:
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _written(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise NotPossible(NO_SUCH_DAY) from None
