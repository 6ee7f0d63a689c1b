"""A day and a time as programs write them, whichever part of the date comes first.

In one file all of them stand in one order. Which it is, is told by those that can be
read in only one, and by the days following one another; else it is a guess.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import islice, pairwise

from journal.imports.when import clock_on
from journal.imports.worded import day_in_words

_NUMBERS = re.compile(r"\s*(\d{4}|\d{1,2})([-/._])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?!\d)")
_MONTH = re.compile(r"\s*(\d{4})[-/.](\d{1,2})(?![-/.\d])")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?(?!\d)(?:\s*([AaPp])\.?[Mm]\b)?"
)
_BARE_TIME = re.compile(r"(?<!\d)(\d\d)(\d\d)(?:(\d\d))?(?!\d)")
_NOON = 12
_THIS_CENTURY_BEFORE = 69
_ENOUGH = 5_000


class Order(Enum):
    """Where the year, the month and the day stand."""

    YEAR_FIRST = (0, 1, 2)
    DAY_FIRST = (2, 1, 0)
    MONTH_FIRST = (2, 0, 1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a date is written with: three numbers, or a day that is known already."""

    numbers: tuple[str, str, str] | None
    sign: str
    rest: str
    known: date | None = None
    at: datetime | None = None
    is_guess: bool = False

    def day(self, order: Order) -> date | None:
        """Return the day, its numbers being in that order, or None."""
        if self.numbers is None:
            return self.known
        year, month, day = (self.numbers[place] for place in order.value)
        is_short = len(year) == 2  # noqa: PLR2004 - two figures of four
        if len(month) > 2 or len(day) > 2 or not (is_short or len(year) == 4):  # noqa: PLR2004 - figures
            return None
        full = int(year)
        if is_short:
            full += 2000 if full < _THIS_CENTURY_BEFORE else 1900
        try:
            return date(full, int(month), int(day))
        except ValueError:
            return None

    def is_short_of_year(self) -> bool:
        """Whether no year stands in it in full."""
        numbers = self.numbers or ("0000",)
        return all(len(number) < 4 for number in numbers)  # noqa: PLR2004 - figures

    def time_on(self, day: date) -> datetime | None:
        """Return the time that stands beside the day, if one does."""
        if self.at is not None:
            return self.at
        is_compact = self.sign == "" and self.known is None
        found = _TIME.search(self.rest)
        if found is None and is_compact:
            found = _BARE_TIME.search(self.rest)
        if found is None:
            return None
        hour, half = int(found[1]), found.groups()[3:]
        if half and half[0]:
            hour = hour % _NOON + (_NOON if half[0] in "Pp" else 0)
        return clock_on(day, f"{hour:02}:{found[2]}:{found[3] or '00'}")


@dataclass(frozen=True, slots=True)
class Told:
    """A day that a stamp tells, and the time on it if it tells one."""

    day: date
    at: datetime | None
    is_guess: bool


def stamp_in(text: str) -> Stamp | None:
    """Return the stamp that a text is, or None if no day can be read in it."""
    for pattern in (_NUMBERS, _COMPACT):
        found = pattern.match(text)
        if found is None:
            continue
        is_parted = pattern is _NUMBERS
        numbers = (found[1], found[3], found[4]) if is_parted else found.groups()
        stamp = Stamp(
            numbers=(numbers[0], numbers[1], numbers[2]),
            sign=found[2] if is_parted else "",
            rest=text[found.end() :],
        )
        return stamp if any(map(stamp.day, Order)) else None
    found = _MONTH.match(text)
    if found is not None and 1 <= int(found[2]) <= _NOON and int(found[1]):
        first = date(int(found[1]), int(found[2]), 1)
        return Stamp(None, "-", text[found.end() :], known=first, is_guess=True)
    worded = day_in_words(text)
    if worded is None:
        return None
    return Stamp(None, "", text, known=worded.day, at=worded.at)


class Reader:
    """Reads the stamps of one file, all of which are in one order."""

    def __init__(self, stamps: Iterable[Stamp], *, follows: bool = True) -> None:
        """Find the order of stamps, whose days may follow one another or not."""
        few = tuple(islice((one for one in stamps if one.numbers), _ENOUGH))
        ranked = sorted((_rank(few, order, follows), order.name) for order in Order)
        best = [name for rank, name in ranked if rank == ranked[0][0]]
        self._could_be = tuple(Order[name] for name in best)
        self._order = _preferred(few, self._could_be)

    def told(self, stamp: Stamp) -> Told:
        """Return what a stamp tells; where the order does not fit, one that does."""
        orders = (self._order, *Order)
        day = next(day for order in orders if (day := stamp.day(order)))
        others = {stamp.day(order) for order in self._could_be} - {day, None}
        return Told(day, stamp.time_on(day), stamp.is_guess or bool(others))


def _rank(
    stamps: tuple[Stamp, ...],
    order: Order,
    follows: bool,  # noqa: FBT001 - as its caller was told
) -> tuple[int, int]:
    """Return how badly an order fits: how many it cannot read, and steps back."""
    days = [stamp.day(order) for stamp in stamps if _is_written(stamp, order)]
    read = [day for day in days if day]
    back = sum(after < before for before, after in pairwise(read))
    ahead = sum(after > before for before, after in pairwise(read))
    return len(stamps) - len(read), min(back, ahead) if follows else 0


def _is_written(stamp: Stamp, order: Order) -> bool:
    """Whether anybody writes an order with that sign."""
    return not (stamp.sign == "." and order is Order.MONTH_FIRST)


def _preferred(stamps: tuple[Stamp, ...], could_be: tuple[Order, ...]) -> Order:
    """Return the order that is most usual, of those that fit equally well."""
    usual = [Order.YEAR_FIRST, Order.DAY_FIRST, Order.MONTH_FIRST]
    for first in stamps[:1]:
        is_twelve = re.search(r"\d\s*[AaPp]\.?[Mm]\b", first.rest) is not None
        if first.sign == "/" and (first.is_short_of_year() or is_twelve):
            usual.reverse()
        elif first.sign == ".":
            usual = [Order.DAY_FIRST, Order.YEAR_FIRST, Order.MONTH_FIRST]
    return next(order for order in usual if order in could_be)
