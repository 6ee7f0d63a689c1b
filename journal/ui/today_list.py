"""The list on Today: what has come, what is unfinished, wished, or could be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, unique
from typing import NamedTuple

from rich.cells import cell_len

from journal.domain.drawing import Line, Marks, Span, Tone
from journal.domain.entries import Entry
from journal.domain.insights_returning import Returned
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import Prompt
from journal.domain.text import first_words
from journal.domain.wording import short_day
from journal.domain.wrapping import shorten, wrap
from journal.services.arriving import Arrival, Arrivals
from journal.services.reading import Today
from journal.services.writing import Draft

AND_EARLIER = "and earlier, in Us"
AND_MORE = "and more, in Prompts"
AND_BOTH = "and more, in Us and in Prompts"
A_QUESTION = "a question · "
YESTERDAY = (
    "Yesterday's page is still yours alone. If the two of you came back together, you "
    "could link it."
)
ROW = 64
DAY_CELLS = 8
SHOWN_AT_MOST = 5
WHOLE = 9
"""Lines that hold every question whole."""
_GAP = "  "
_NARROW = 50


@unique
class Group(Enum):
    """The headings of the list; one line of a hard evening has none."""

    YESTERDAY = ""
    FROM = "From"
    UNFINISHED = "Unfinished"
    WISHED = "You wished to offer"
    YEAR_AGO = "A year ago"
    ASKED = "Or one of these"


class Way(NamedTuple):
    """How the list uses its room.

    `blank` rows stand above it, each question in it takes so many `lines` at most,
    and `apart` says that a blank row stands between two of them; where none does,
    the lines of one hang under its first.
    """

    blank: int
    lines: int
    apart: bool


ROOMY = Way(2, WHOLE, apart=True)
_BRIEF, _CLOSE = Way(1, 2, apart=False), Way(1, WHOLE, apart=False)
_WHOLE = (ROOMY, Way(1, WHOLE, apart=True), _CLOSE)
_WAYS = (*_WHOLE, Way(1, 2, apart=True), _BRIEF)
_WAYS_NARROW = (*_WHOLE, Way(1, 3, apart=False))


@dataclass(frozen=True, slots=True)
class Yesterday:
    """The page of a hard evening, on the day after."""

    page: Entry


class Back:
    """What comes back on the page: each stays until it is let be, or the page goes."""

    def __init__(self) -> None:
        self.year_ago: Returned | None = None
        self.evening: Yesterday | None = None
        self._is_year_ago_let_be = False

    def add(self, year_ago: Returned | None, evening: Entry | None) -> None:
        """Let what was read come back; of an evening it is read once."""
        self.year_ago = None if self._is_year_ago_let_be else year_ago
        if evening is not None:
            self.evening = Yesterday(evening)

    def let_be(self, thing: "Returned | Yesterday") -> None:
        """Let one of them be; another day of a year ago does not take its place."""
        if isinstance(thing, Yesterday):
            self.evening = None
        else:
            self.year_ago, self._is_year_ago_let_be = None, True


StandsFor = Arrival | OwnPrompt | Draft | Entry | Returned | Prompt | Yesterday


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the list, and what it stands for; `after` is said under it."""

    group: Group
    id: str
    words: str = field(repr=False)
    stands_for: StandsFor = field(repr=False)
    day: date | None = None
    facts: str = ""
    after: str = ""


def things_of(
    today: Today,
    arrived: Arrivals,
    asked: Callable[[Prompt], str],
    facts: Callable[[Prompt], str],
    back: Back,
) -> list[Thing]:
    """Return the lines of the list, in the order of its headings.

    Args:
        today: what the page shows.
        arrived: what has come, as long as the page is open.
        asked: gives a question as it is put to this person.
        facts: gives what is said beside it.
        back: what comes back today.
    """
    evening, year_ago = back.evening, back.year_ago
    told = year_ago.moment if year_ago else None
    return [
        *(
            [Thing(Group.YESTERDAY, evening.page.id, YESTERDAY, evening)]
            if evening
            else []
        ),
        *_arrived(arrived),
        *(
            Thing(
                Group.UNFINISHED,
                one.id,
                first_words(one.words),
                one,
                one.kept_on or today.day,
            )
            for one in today.drafts
        ),
        *(
            Thing(
                Group.WISHED, one.id, one.title or first_words(one.words), one, one.day
            )
            for one in today.wishes
        ),
        *(
            [Thing(Group.YEAR_AGO, told.id, told.title, year_ago, told.day)]
            if told and year_ago
            else []
        ),
        *(
            Thing(Group.ASKED, one.id, asked(one), one, facts=facts(one))
            for one in today.table.prompts[1:]
        ),
    ]


def _arrived(arrived: Arrivals) -> list[Thing]:
    """Return five at most; under the last is said where the rest of it is."""
    latest = sorted(arrived.moments, key=lambda one: one.day, reverse=True)
    # One question has its place among however many moments.
    moments = latest[: SHOWN_AT_MOST - bool(arrived.prompts)]
    prompts = arrived.prompts[: SHOWN_AT_MOST - len(moments)]
    things = [
        *(Thing(Group.FROM, one.moment, one.title, one, one.day) for one in moments),
        *(Thing(Group.FROM, one.id, one.text, one) for one in prompts),
    ]
    after = {
        (True, False): AND_EARLIER,
        (False, True): AND_MORE,
        (True, True): AND_BOTH,
    }.get((len(moments) < len(latest), len(prompts) < len(arrived.prompts)))
    return [*things[:-1], replace(things[-1], after=after)] if after else things


def mark_among(things: Sequence[Thing], at: int, before: Thing | None) -> int:
    """Return where the mark stands after the things have changed.

    At the top it stays at the top, whatever has come; elsewhere it stays at the same
    thing, if that is there.
    """
    ids = [one.id for one in things]
    if at < 1 or before is None or before.id not in ids:
        return 0
    return ids.index(before.id)


def comes_first(things: Sequence[Thing]) -> bool:
    """Whether the mark begins in the list: something has come, or is said once."""
    return any(one.group in {Group.FROM, Group.YESTERDAY} for one in things)


def row(thing: Thing, width: int, marks: Marks, way: Way = ROOMY) -> list[Line]:
    """Return the lines that draw one thing."""
    measure = min(width, ROW)
    if thing.group is Group.ASKED:
        return _question(thing, measure, marks, way)
    if thing.group is Group.YESTERDAY:
        return [
            (Span(words, Tone.INK),) for words in wrap(thing.words, measure, cell_len)
        ]
    before = f"{marks.unfinished} " if thing.group is Group.UNFINISHED else ""
    said = A_QUESTION if isinstance(thing.stands_for, OwnPrompt) else ""
    day = f"{short_day(thing.day):>{DAY_CELLS}}" if thing.day else ""
    room = measure - cell_len(day) - len(before + said)
    words = shorten(thing.words, room, cell_len, more=marks.more)
    blank = " " * (room - cell_len(words))
    tone = Tone.BOLD if thing.group is Group.FROM else Tone.INK
    line: Line = (
        Span(said, Tone.MUTED),
        Span(before + words, tone),
        Span(blank + day, Tone.MUTED),
    )
    return [line, (Span(thing.after, Tone.MUTED),)] if thing.after else [line]


def heading(
    things: Sequence[Thing], index: int, from_whom: Line, way: Way = ROOMY
) -> Sequence[Line]:
    """Return the lines above a thing: the heading, if it is the first under it."""
    group = things[index].group
    if group is Group.YESTERDAY:
        return ()
    if index and things[index - 1].group is group:
        return [()] if way.apart and group is Group.ASKED else ()
    said = from_whom if group is Group.FROM else (Span(group.value, Tone.MUTED),)
    return [(), said] if index else [said]


def fitting(things: Sequence[Thing], room: int, *, width: int, marks: Marks) -> Way:
    """Return the best way to use the rows there are.

    Where nothing fits whole, the list has to be scrolled.
    """
    is_narrow = width < _NARROW
    for way in _WAYS_NARROW if is_narrow else _WAYS:
        taken = sum(
            len(heading(things, at, (), way)) + len(row(one, width, marks, way))
            for at, one in enumerate(things)
        )
        if way.blank + taken <= room:
            return way
    return _CLOSE if is_narrow else _BRIEF


def _question(thing: Thing, measure: int, marks: Marks, way: Way) -> list[Line]:
    """Draw a question with its facts behind it; a short one leaves them out first."""
    hang = "" if way.apart else _GAP
    told = wrap(thing.words, measure - len(hang), cell_len)
    if len(told) > way.lines:
        rest = " ".join(told[way.lines - 1 :])
        last = shorten(rest, measure - len(hang), cell_len, more=marks.more)
        told = [*told[: way.lines - 1], last]
    told = [told[0], *(hang + words for words in told[1:])]
    drawn: list[Line] = [(Span(words, Tone.INK),) for words in told]
    if cell_len(told[-1] + _GAP + thing.facts) <= measure:
        drawn[-1] = (*drawn[-1], Span(_GAP + thing.facts, Tone.MUTED))
    elif len(told) < way.lines:
        drawn.append((Span(hang + thing.facts, Tone.MUTED),))
    return drawn
