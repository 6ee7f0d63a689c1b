"""The picture both people see, computed from what each has offered and nothing else.

It is a pure function of the offered entries: whoever asks and in whatever order the
entries arrived, two people who hold the same ones see the same, byte for byte.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from textwrap import indent

from journal.domain.attachment import Response, Role, SupportFunction
from journal.domain.bonds import NO_BONDS, Bonds, Season
from journal.domain.entries import Entry, EntryId, Json, MomentId, PartnerId, Visibility
from journal.domain.insights import (
    CameNext,
    HavenAndBase,
    haven_and_base,
    of_late,
    taking_turns,
    what_came_next,
)
from journal.domain.insights_returning import (
    CameBack,
    Chapter,
    ThenAndNow,
    by_season,
    coming_back,
    then_and_now,
)
from journal.domain.moments import (
    NO_QUESTIONS,
    Moment,
    Questions,
    Side,
    moments_from,
    pair_of,
)
from journal.domain.over_time import OverTime, over_time, strip_json
from journal.domain.people import Person, names_of
from journal.domain.what_helps import (
    WhatHelps,
    helps_json,
    hoped_and_received,
    unseen_care,
    what_helps,
)
from journal.domain.wording import (
    AHEAD,
    as_sentence,
    long_day,
    month_heading,
    role_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which moments someone would like to see; nothing chosen means all of them."""

    role: Role | None = None
    who: PartnerId | None = None
    function: SupportFunction | None = None
    theme: str | None = None
    since: date | None = None


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """The moments that were chosen, and what may be said of all of them.

    What is None or empty is silent: there is too little to say, or it was not chosen
    to be said. `sealed` are those of which someone's answer waits to be opened.
    """

    moments: tuple[Moment, ...]
    people: tuple[Person, ...]
    chosen: Chosen
    turns: str | None
    next_things: tuple[CameNext, ...] = field(repr=False)
    over_time: OverTime | None = field(default=None, repr=False)
    of_late: str | None = field(default=None, repr=False)
    haven_and_base: HavenAndBase | None = field(default=None, repr=False)
    helps: tuple[WhatHelps, ...] = field(default=(), repr=False)
    named_by_both: tuple[Response, ...] = field(default=(), repr=False)
    unseen: Moment | None = field(default=None, repr=False)
    coming_back: tuple[CameBack, ...] = field(default=(), repr=False)
    then_and_now: tuple[ThenAndNow, ...] = field(default=(), repr=False)
    seasons: tuple[Season, ...] = field(default=(), repr=False)
    sealed: frozenset[MomentId] = frozenset()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chosen moments in their order, parted by season."""
        return by_season(self.moments, self.seasons)


def shared_view(
    entries: Iterable[Entry],
    *,
    people: Iterable[Person],
    chosen: Chosen = EVERYTHING,
    bonds: Bonds = NO_BONDS,
    questions: Questions = NO_QUESTIONS,
) -> SharedView:
    """Return the picture of the offered entries of these people.

    What is private or sealed is left out here whatever the caller passes. What is
    said over time is computed from all moments, never from the chosen ones only.
    """
    both = tuple(people)
    known = {person.id for person in both}
    offered = (
        entry
        for entry in entries
        if entry.visibility is Visibility.OFFERED and entry.author in known
    )
    moments = moments_from(offered, bonds, questions)
    shown = tuple(moment for moment in moments if _is_chosen(moment, chosen))
    tells = bonds.tells_what_helps
    return SharedView(
        moments=shown,
        people=both,
        chosen=chosen,
        turns=taking_turns(moments, both),
        next_things=what_came_next(moments),
        over_time=over_time(moments, both),
        of_late=of_late(moments, both),
        haven_and_base=haven_and_base(moments, both),
        helps=what_helps(moments, both, tells),
        named_by_both=hoped_and_received(moments, both),
        unseen=unseen_care(moments, both, tells),
        coming_back=coming_back(moments),
        then_and_now=then_and_now(moments, questions),
        seasons=bonds.seasons,
    )


def as_json(view: SharedView) -> dict[str, Json]:
    """Return the view as JSON values; null stands for what was not said.

    The moments are always there. What is silent has no key at all.
    """
    names = names_of(view.people)
    said: dict[str, Json] = {
        "over_time": _over_time_json(view, names),
        "what_helps": _what_helps_json(view, names),
        "coming_back": [
            {"earlier": _named(one.earlier), "later": _named(one.later)}
            for one in view.coming_back
        ],
        "came_next": [
            {"author": names[one.author], "text": one.text, "day": one.day.isoformat()}
            for one in view.next_things
        ],
        "then_and_now": [
            {
                "author": names[one.author],
                "prompt": one.now.prompt,
                "then": one.then.id,
                "now": one.now.id,
            }
            for one in view.then_and_now
        ],
        "seasons": _seasons_json(view),
    }
    moments: Json = [
        moment_json(moment, names, is_sealed=moment.id in view.sealed)
        for moment in view.moments
    ]
    return {"moments": moments, **{key: one for key, one in said.items() if one}}


def linear(
    view: SharedView,
    today: date | None = None,
    *,
    who_reads: Callable[[EntryId], str] | None = None,
) -> str:
    """Return the view as plain text to be read from top to bottom or aloud.

    With `who_reads` that is said of each moment, beside its title. Empty when there is
    no moment in it: what to say then depends on the place.
    """
    if not view.moments:
        return ""
    names = names_of(view.people)
    newest_year = view.moments[0].day.year
    parts: list[str] = []
    for chapter in view.chapters:
        month = ""
        if chapter.season is not None:
            parts.append(as_sentence(chapter.season.name))
        for moment in chapter.moments:
            heading = month_heading(moment.day, newest_year)
            if heading != month:
                parts.append(month := heading)
            is_ahead = today is not None and moment.lies_ahead(today)
            day = (
                f"{long_day(moment.day)}, {AHEAD}" if is_ahead else long_day(moment.day)
            )
            parts.append(f"{day}. {as_sentence(moment.title)}")
            if who_reads is not None:
                read = dict.fromkeys(who_reads(side.entry.id) for side in moment.sides)
                parts[-1] += "".join(f" {as_sentence(one)}" for one in read)
            parts[-1] += "\n" + side_lines(moment.sides[0], names)
            parts.extend(side_lines(side, names) for side in moment.sides[1:])
    if view.turns is not None:
        parts.append(view.turns)
    parts.extend(
        f"{names[thing.author]}, afterwards: {as_sentence(thing.text)}"
        for thing in view.next_things
    )
    return "\n\n".join(parts) + "\n"


def _is_chosen(moment: Moment, chosen: Chosen) -> bool:
    sides = [s for s in moment.sides if chosen.who is None or s.author == chosen.who]
    return (
        bool(sides)
        and (chosen.role is None or any(s.role is chosen.role for s in sides))
        and (chosen.function is None or any(_is_about(s, chosen) for s in sides))
        and (chosen.theme is None or any(_asked(s, chosen) for s in moment.sides))
        and (chosen.since is None or moment.day >= chosen.since)
    )


def _is_about(side: Side, chosen: Chosen) -> bool:
    return side.function in {chosen.function, SupportFunction.BOTH}


def _asked(side: Side, chosen: Chosen) -> bool:
    return (side.entry.prompt or "").partition("-")[0] == chosen.theme


def moment_json(
    moment: Moment, names: dict[PartnerId, str], *, is_sealed: bool
) -> dict[str, Json]:
    """Return a moment as JSON values, its sides in the order they are shown."""
    pair = pair_of(moment)
    return {
        **_named(moment),
        "day": moment.day.isoformat(),
        "pair": pair.value if pair else None,
        "sealed": is_sealed,
        "sides": [side_json(side, names) for side in moment.sides],
    }


def side_json(side: Side, names: dict[PartnerId, str]) -> dict[str, Json]:
    """Return one side of a moment as JSON values."""
    return {
        "entry": side.entry.id,
        "author": names[side.author],
        "role": side.role.value if side.role else None,
        "function": side.function.value if side.function else None,
        "prompt": side.entry.prompt,
        "words": side.entry.words,
        "changed_after_reading": side.entry.changed_after_reading,
        "told_after_reading": side.told_after_reading,
    }


def _named(moment: Moment) -> dict[str, Json]:
    return {"id": moment.id, "title": moment.title}


def _over_time_json(view: SharedView, names: dict[PartnerId, str]) -> Json:
    said: dict[str, Json] = {}
    if view.over_time is not None:
        said["strips"] = [
            strip_json(strip, names[strip.person]) for strip in view.over_time.strips
        ]
    said |= {"turns": view.turns} if view.turns is not None else {}
    said |= {"of_late": view.of_late} if view.of_late is not None else {}
    both = view.haven_and_base
    if both is not None:
        said["haven_and_base"] = {
            "since": both.since.isoformat(),
            "until": both.until.isoformat(),
            "safe-haven": {"moments": both.hard, "such_as": _named(both.hard_such_as)},
            "secure-base": {
                "moments": both.possible,
                "such_as": _named(both.possible_such_as),
            },
        }
    return said


def _what_helps_json(view: SharedView, names: dict[PartnerId, str]) -> Json:
    said: dict[str, Json] = {}
    if view.helps:
        said["people"] = [
            helps_json(helps, names[helps.person]) for helps in view.helps
        ]
    if view.named_by_both:
        said["named_by_both"] = [one.value for one in view.named_by_both]
    if view.unseen is not None:
        said["went_unnoticed_then"] = _named(view.unseen)
    return said


def _seasons_json(view: SharedView) -> Json:
    return [
        {
            "id": season.id,
            "name": season.name,
            "first": season.first.isoformat(),
            "last": season.last.isoformat() if season.last else None,
            "hard": season.is_hard,
            "moments": [
                moment.id
                for chapter in view.chapters
                if chapter.season == season
                for moment in chapter.moments
            ],
        }
        for season in view.seasons
    ]


def side_lines(side: Side, names: dict[PartnerId, str]) -> str:
    """Return a side as it is read aloud: who tells it, and every word."""
    # Set in, so that no one's words can look like the other's opening line.
    words = indent(side.entry.words, "  ")
    said = f"{_opening(names[side.author], side.role)}:\n{words}"
    changed = side.entry.changed_after_reading
    if changed is None:
        return said
    return (
        f"{said}\n{names[side.author]}, changed after reading:\n{indent(changed, '  ')}"
    )


def _opening(name: str, role: Role | None) -> str:
    words = role_words(role, first_person=False)
    if role in {Role.CARE_SEEKER, Role.CAREGIVER}:
        return f"{name} {words}"
    return f"{name}, {words}" if words else name
