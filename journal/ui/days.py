"""A day as people type it, and as the pages say it."""

from datetime import date, timedelta

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


def day_words(day: date, today: date) -> str:
    """Return a day as it is said alone: "Sun 22 November", the year if another."""
    return f"{short_day(day)} {month_heading(day, today.year)}"


def day_meant(typed: str, today: date) -> date | None:
    """Return the day someone means, the latest one that fits; None for nothing.

    Raises:
        NotPossible: it is no day, or one that has not come.
    """
    words = typed.strip().casefold()
    if not words:
        return None
    if words in {"today", "yesterday"}:
        return today - timedelta(days=words == "yesterday")
    day = _weekday(words, today) or _number(words, today) or _written(words)
    if day > today:
        raise NotPossible(NOT_YET)
    return day


def _weekday(words: str, today: date) -> date | None:
    if len(words) < _SHORTEST_WEEKDAY:
        return None
    for number, name in enumerate(_WEEKDAYS):
        if name.startswith(words):
            # Someone who meant today would have left it or said so.
            back = (today.weekday() - number) % 7 or 7
            return today - timedelta(days=back)
    return None


def _number(words: str, today: date) -> date | None:
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:3]) <= 31):  # noqa: PLR2004 - the days of a month
        return None
    day = today
    while day.day != int(words[:3]):
        day -= timedelta(days=1)
    return day


def _written(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise NotPossible(NO_SUCH_DAY) from None
