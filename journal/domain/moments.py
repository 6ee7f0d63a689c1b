"""Moments: what happened between two people, told by one of them or by both.

There is never a third, true version. How two tellings stand to each other is said
in words only, the same whichever side comes first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique
from itertools import permutations
from types import MappingProxyType

from journal.domain.attachment import Role, Signal, SupportFunction
from journal.domain.bonds import NO_BONDS, Bonds, Pairing
from journal.domain.entries import (
    Entry,
    EntryId,
    MomentId,
    PartnerId,
    PromptId,
    Visibility,
)
from journal.domain.joining import opening, told_together, when
from journal.domain.text import first_words

Questions = Mapping[PromptId, str]
"""What prompts ask, in words that name neither of the two."""
NO_QUESTIONS: Questions = MappingProxyType({})

DAYS_AROUND = 1
DAYS_AROUND_A_GUESS = 3
"""How far apart two tellings of one moment may lie, and where a day is a guess."""

HELD_BOTH = "Who or what could have held you both?"
"""What each of two who were both reaching may ask themselves, for themselves."""

_IN_THE_OPEN = frozenset({Signal.ASKED, Signal.HINTED, Signal.SHOWED})
_NOTICED_UNTOLD = frozenset(
    {Signal.HINTED, Signal.SHOWED, Signal.SIDEWAYS, Signal.UNPROMPTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One person's telling of a moment."""

    entry: Entry

    @property
    def author(self) -> PartnerId:
        """Whose telling it is."""
        return self.entry.author

    @property
    def role(self) -> Role | None:
        """Which side of the moment its author was on, if they said."""
        return self.entry.role

    @property
    def function(self) -> SupportFunction | None:
        """What the moment was about for its author, if they said."""
        return self.entry.function

    @property
    def told_after_reading(self) -> bool | None:
        """Whether its author had read the other side; None if it is not an answer."""
        return self.entry.read_other_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What happened, with one or two sides in the order in which they are shown."""

    id: MomentId
    title: str = field(repr=False)
    day: date
    sides: tuple[Side, ...]
    opener: PartnerId

    @property
    def has_been(self) -> bool:
        """Whether either tells of what was; else it is only known to lie ahead."""
        return any(side.entry.has_been for side in self.sides)

    def lies_ahead(self, today: date) -> bool:
        """Whether its day, of which someone wrote beforehand, is still to come."""
        return self.day > today and any(side.entry.ahead for side in self.sides)


@unique
class Pair(StrEnum):
    """What two tellings of one moment look like beside each other."""

    COMPLEMENTARY = "complementary"
    BOTH_REACHING = "both-reaching"
    BOTH_GIVING = "both-giving"
    MUTUAL = "mutual"
    CHANGED_PLACES = "changed-places"
    OPEN = "open"


_PAIRS = {
    frozenset({Role.CARE_SEEKER, Role.CAREGIVER}): Pair.COMPLEMENTARY,
    frozenset({Role.CARE_SEEKER}): Pair.BOTH_REACHING,
    frozenset({Role.CAREGIVER}): Pair.BOTH_GIVING,
    frozenset({Role.BOTH}): Pair.MUTUAL,
}

_PAIR_SENTENCES = {
    Pair.BOTH_REACHING: "You were both reaching here.",
    Pair.BOTH_GIVING: "You were each looking after the other here.",
    Pair.MUTUAL: "You both tell this as going both ways.",
    Pair.CHANGED_PLACES: "You changed places partway.",
}


def moments_from(
    entries: Iterable[Entry],
    bonds: Bonds = NO_BONDS,
    questions: Questions = NO_QUESTIONS,
) -> tuple[Moment, ...]:
    """Return the moments that the entries tell, the newest day first.

    The order of the entries does not matter. What both have linked is one moment, and
    what either has parted is two. The questions may name what nobody gave a title.
    """
    told = told_together(entries, bonds)
    moments = [_moment(id_, held, questions) for id_, held in told.items()]
    return tuple(sorted(moments, key=lambda one: (-one.day.toordinal(), one.id)))


def retold(
    id_: MomentId, entries: Iterable[Entry], questions: Questions = NO_QUESTIONS
) -> Moment:
    """Return a moment as these entries alone tell it: at least one, one by each."""
    return _moment(id_, list(entries), questions)


def name_of(entry: Entry, questions: Questions) -> str | None:
    """Return the title of what an entry tells, or the question it answers.

    The question is never as it was asked: then it has the name of whoever reads along.
    """
    return entry.title or (questions.get(entry.prompt) if entry.prompt else None)


def title_of(entry: Entry, questions: Questions) -> str:
    """Return the name of what an entry tells, or its first words."""
    return name_of(entry, questions) or first_words(entry.words)


def suggestions(
    entries: Iterable[Entry],
    bonds: Bonds = NO_BONDS,
    *,
    besides: Collection[Pairing] = (),
) -> tuple[tuple[Entry, Entry], ...]:
    """Return pairs of tellings that may be of one moment, the likeliest first.

    Only among what both have offered and nobody has linked or parted, by the day, and
    none of those that are given as `besides`. Each is in one pair at most, and stands
    first in it if it was offered first.
    """
    shut = bonds.apart | bonds.linked | frozenset(besides)
    offered = [one for one in entries if one.visibility is Visibility.OFFERED]
    told = (one.sides for one in moments_from(offered, bonds) if len(one.sides) == 1)
    # By whom as well: one person may have told a thousand things of one day.
    by_day: defaultdict[PartnerId, defaultdict[int, list[Entry]]]
    by_day = defaultdict(lambda: defaultdict(list))
    for (side,) in told:
        by_day[side.author][side.entry.day.toordinal()].append(side.entry)
    pairs = [
        (one, other)
        for mine, theirs in permutations(by_day.values(), 2)
        for day, held in mine.items()
        for one in held
        for away in range(-DAYS_AROUND_A_GUESS, DAYS_AROUND_A_GUESS + 1)
        for other in theirs.get(day + away, ())
        if when(one) < when(other)
        and abs(away) <= _days_around(one, other)
        and frozenset({one.id, other.id}) not in shut
    ]
    taken: set[EntryId] = set()
    found = []
    for one, other in sorted(pairs, key=_likelihood):
        if taken.isdisjoint({one.id, other.id}):
            taken |= {one.id, other.id}
            found.append((one, other))
    return tuple(found)


def pair_of(moment: Moment) -> Pair | None:
    """Return how the two sides stand to each other; None when one person told it."""
    if len(moment.sides) == 1:
        return None
    if any(side.entry.swapped for side in moment.sides):
        return Pair.CHANGED_PLACES
    roles = frozenset(side.role for side in moment.sides)
    return _PAIRS.get(roles, Pair.OPEN)  # type: ignore[arg-type]  # None is in no key


def sentences(moment: Moment, names: Mapping[PartnerId, str]) -> tuple[str, ...]:
    """Return what can be said of the two sides, without a word on who is right."""
    pair = pair_of(moment)
    if pair is None:
        return ()
    said = (
        _about_roles(moment, names),
        _PAIR_SENTENCES.get(pair),
        function_sentence(moment, names),
        _about_signal(moment, names),
    )
    return tuple(sentence for sentence in said if sentence is not None)


def _days_around(one: Entry, other: Entry) -> int:
    is_about_when = one.about_when or other.about_when
    return DAYS_AROUND_A_GUESS if is_about_when else DAYS_AROUND


def _likelihood(pair: tuple[Entry, Entry]) -> tuple[object, ...]:
    one, other = pair
    days = [entry.day.toordinal() for entry in pair]
    is_complementary = {one.role, other.role} == {Role.CARE_SEEKER, Role.CAREGIVER}
    apart = abs(days[0] - days[1])
    return not is_complementary, apart, -max(days), when(one), when(other)


def _moment(id_: MomentId, told: list[Entry], questions: Questions) -> Moment:
    opener = min(told, key=opening)
    if {one.role for one in told} == {Role.CARE_SEEKER, Role.CAREGIVER}:
        told = sorted(told, key=lambda one: one.role is not Role.CARE_SEEKER)
    else:
        told = sorted(told, key=lambda one: one is not opener)
    return Moment(
        id=id_,
        title=title_of(opener, questions),
        day=opener.day,
        sides=tuple(Side(entry=one) for one in told),
        opener=opener.author,
    )


def _about_roles(moment: Moment, names: Mapping[PartnerId, str]) -> str | None:
    if pair_of(moment) is not Pair.COMPLEMENTARY:
        return None
    by = {side.role: names[side.author] for side in moment.sides}
    seeker, giver = by[Role.CARE_SEEKER], by[Role.CAREGIVER]
    return f"You both tell this with {seeker} reaching and {giver} there."


def function_sentence(moment: Moment, names: Mapping[PartnerId, str]) -> str | None:
    """Return how two sides differ in what it was about; None where they do not."""
    by = {side.function: names[side.author] for side in moment.sides}
    hard = by.get(SupportFunction.SAFE_HAVEN)
    possible = by.get(SupportFunction.SECURE_BASE)
    if hard is None or possible is None:
        return None
    return (
        f"For {hard} this was about something hard; "
        f"for {possible}, about something possible."
    )


def _about_signal(moment: Moment, names: Mapping[PartnerId, str]) -> str | None:
    by = {side.role: side for side in moment.sides}
    seeker, giver = by.get(Role.CARE_SEEKER), by.get(Role.CAREGIVER)
    if seeker is None or giver is None:
        return None
    shown, seen = seeker.entry.signal, giver.entry.signal
    if shown in _IN_THE_OPEN and seen is Signal.NOT_SEEN:
        return "This one was easier to see afterwards."
    if shown is Signal.KEPT_BACK and seen in _NOTICED_UNTOLD:
        return f"{names[giver.author]} saw this without being told."
    return None
