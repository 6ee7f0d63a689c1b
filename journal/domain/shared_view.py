"""The picture both people see, computed from what each has offered and nothing else.

It is a pure function of the offered entries: whoever asks and in whatever order the
entries arrived, two people who hold the same ones see the same, byte for byte.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from textwrap import indent

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, Json, PartnerId, Visibility
from journal.domain.insights import CameNext, taking_turns, what_came_next
from journal.domain.moments import Moment, Side, moments_from, pair_of
from journal.domain.people import Person, names_of
from journal.domain.wording import long_day, month_heading, role_words


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
    """The moments that were chosen, and what may be said of all of them."""

    moments: tuple[Moment, ...]
    people: tuple[Person, ...]
    chosen: Chosen
    turns: str | None
    next_things: tuple[CameNext, ...] = field(repr=False)


def shared_view(
    entries: Iterable[Entry], *, people: Iterable[Person], chosen: Chosen = EVERYTHING
) -> SharedView:
    """Return the picture of the offered entries of these people.

    What is private or sealed is left out here whatever the caller passes. What is
    said over time is computed from all moments, never from the chosen ones only.
    """
    both = tuple(people)
    known = {person.id for person in both}
    moments = moments_from(
        entry
        for entry in entries
        if entry.visibility is Visibility.OFFERED and entry.author in known
    )
    return SharedView(
        moments=tuple(moment for moment in moments if _is_chosen(moment, chosen)),
        people=both,
        chosen=chosen,
        turns=taking_turns(moments, both),
        next_things=what_came_next(moments),
    )


def as_json(view: SharedView) -> dict[str, Json]:
    """Return the moments as JSON values; null stands for what was not said."""
    names = names_of(view.people)
    return {"moments": [_moment_json(moment, names) for moment in view.moments]}


def linear(view: SharedView) -> str:
    """Return the view as plain text to be read from top to bottom or aloud.

    Empty when there is no moment in it: what to say then depends on the place.
    """
    if not view.moments:
        return ""
    names = names_of(view.people)
    newest_year = view.moments[0].day.year
    parts: list[str] = []
    month = ""
    for moment in view.moments:
        heading = month_heading(moment.day, newest_year)
        if heading != month:
            parts.append(month := heading)
        parts.append(f"{long_day(moment.day)}. {_as_sentence(moment.title)}")
        parts[-1] += "\n" + _side_lines(moment.sides[0], names)
        parts.extend(_side_lines(side, names) for side in moment.sides[1:])
    if view.turns is not None:
        parts.append(view.turns)
    parts.extend(
        f"{names[thing.author]} went on to: {_as_sentence(thing.text)}"
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


def _moment_json(moment: Moment, names: dict[PartnerId, str]) -> Json:
    pair = pair_of(moment)
    return {
        "id": moment.id,
        "title": moment.title,
        "day": moment.day.isoformat(),
        "pair": pair.value if pair else None,
        "sides": [
            {
                "entry": side.entry.id,
                "author": names[side.author],
                "role": side.role.value if side.role else None,
                "function": side.function.value if side.function else None,
                "prompt": side.entry.prompt,
                "words": side.entry.words,
                "told_after_reading": side.told_after_reading,
            }
            for side in moment.sides
        ],
    }


def _side_lines(side: Side, names: dict[PartnerId, str]) -> str:
    # Set in, so that no one's words can look like the other's opening line.
    words = indent(side.entry.words, "  ")
    return f"{_opening(names[side.author], side.role)}:\n{words}"


def _opening(name: str, role: Role | None) -> str:
    words = role_words(role, first_person=False)
    if role in {Role.CARE_SEEKER, Role.CAREGIVER}:
        return f"{name} {words}"
    return f"{name}, {words}" if words else name


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
