"""The list on Today: what has come, what is unfinished, what one wished to offer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, unique

from rich.cells import cell_len

from journal.domain.drawing import Line, Marks, Span, Tone
from journal.domain.entries import Entry
from journal.domain.text import first_words
from journal.domain.wording import short_day
from journal.domain.wrapping import shorten
from journal.services.arriving import Arrival
from journal.services.reading import Today
from journal.services.writing import Draft

AND_EARLIER = "and earlier, in Us"
ROW = 64
DAY_CELLS = 8
SHOWN_AT_MOST = 5


@unique
class Group(Enum):
    """The headings of the list."""

    FROM = "From"
    UNFINISHED = "Unfinished"
    WISHED = "You wished to offer"


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the list, and what it stands for."""

    group: Group
    words: str = field(repr=False)
    day: date
    stands_for: Arrival | Draft | Entry = field(repr=False)
    has_earlier: bool = False


def things_of(today: Today, arrived: Iterable[Arrival]) -> list[Thing]:
    """Return the lines of the list, in the order of its headings."""
    latest = sorted(arrived, key=lambda one: one.day, reverse=True)
    last = SHOWN_AT_MOST - 1
    return [
        *(
            Thing(
                Group.FROM,
                one.title,
                one.day,
                one,
                has_earlier=number == last and len(latest) > SHOWN_AT_MOST,
            )
            for number, one in enumerate(latest[:SHOWN_AT_MOST])
        ),
        *(
            Thing(
                Group.UNFINISHED, first_words(one.words), one.kept_on or today.day, one
            )
            for one in today.drafts
        ),
        *(
            Thing(Group.WISHED, one.title or first_words(one.words), one.day, one)
            for one in today.wishes
        ),
    ]


def row(thing: Thing, width: int, marks: Marks) -> Sequence[Line]:
    """Return the lines that draw one thing."""
    measure = min(width, ROW)
    before = f"{marks.unfinished} " if thing.group is Group.UNFINISHED else ""
    room = measure - DAY_CELLS - len(before)
    words = shorten(thing.words, room, cell_len, more=marks.more)
    blank = " " * (measure - DAY_CELLS - cell_len(before + words))
    tone = Tone.BOLD if thing.group is Group.FROM else Tone.INK
    day = f"{short_day(thing.day):>{DAY_CELLS}}"
    line: Line = (Span(before + words, tone), Span(blank + day, Tone.MUTED))
    if not thing.has_earlier:
        return [line]
    return [line, (Span(AND_EARLIER, Tone.MUTED),)]


def heading(things: Sequence[Thing], index: int, from_whom: Line) -> Sequence[Line]:
    """Return the lines above a thing: the heading, if it is the first under it."""
    group = things[index].group
    if index and things[index - 1].group is group:
        return ()
    said = from_whom if group is Group.FROM else (Span(group.value, Tone.MUTED),)
    return [(), said] if index else [said]
