"""Days as they are written in words: 17 December 2023, December 17, 2023."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

_MONTHS = (
    "jan ene gen янв",
    "feb fév fev фев",
    "mar mär mär мар",
    "apr abr avr апр",
    "may mai mag mei maj май мая",
    "jun giu juin июн",
    "jul lug juil июл",
    "aug ago aoû aou авг",
    "sep set сен",
    "oct okt ott out окт",
    "nov ноя",
    "dec dez déc dic дек",
)
_MONTH_OF = {
    start: number
    for number, starts in enumerate(_MONTHS, start=1)
    for start in starts.split()
}
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_WORD = re.compile(r"[^\W\d_]{3,12}")
_YEAR = re.compile(r"\b(\d{4})\b")
_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?!\d)(?:[\s\u202f]*([AaPp])\.?[Mm]\b)?"
    r"(?:\s*(?:GMT|UTC)?([+-]\d{1,2})(?::?(\d\d))?)?"
)
_LONGEST = 120
_NOON = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A day, and the time on it if one was told."""

    day: date
    at: datetime | None = None


def day_in_words(line: str) -> Told | None:
    """Return the day that a line tells in words, or None.

    Months in English, and by their beginnings in a few more languages.
    """
    line = line[:_LONGEST]
    numbers = _CJK.search(line)
    told = (numbers[1], int(numbers[2]), numbers[3]) if numbers else _parts(line)
    if told is None:
        return None
    year, month, number = told
    try:
        day = date(int(year), month, int(number))
    except ValueError:
        return None
    return Told(day, _time_on(day, line))


def _parts(line: str) -> tuple[str, int, str] | None:
    """Return the year, the month and the day that stand in a line, the month a word."""
    year = _YEAR.search(line)
    if year is None:
        return None
    found = [
        (word.start(), at) for word in _WORD.finditer(line) if (at := _month(word[0]))
    ]
    before = [at for start, at in found if start < year.start()]
    number = _DAY.search(_TIME.sub(" ", line).replace(year[0], " ", 1))
    if not found or number is None:
        return None
    # A weekday stands first and may begin as a month does; a zone stands last.
    return year[1], before[-1] if before else found[0][1], number[1]


def _month(word: str) -> int | None:
    folded = word.casefold()
    return _MONTH_OF.get(folded[:4]) or _MONTH_OF.get(folded[:3])


def _time_on(day: date, line: str) -> datetime | None:
    """Return the instant a line tells, as of Greenwich where it names no offset."""
    found = _TIME.search(line)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % _NOON + (_NOON if found[4] in "Pp" else 0)
    try:
        east = timedelta(hours=int(found[5] or 0), minutes=int(found[6] or 0))
        zone = timezone(east) if found[5] else UTC
        return datetime.combine(day, time(hour, minute, second), zone)
    except ValueError:
        return None
