"""The views of Us as plain text: one sentence after another, for the ear as well.

The same is said here as is drawn, without columns, marks or tones.
"""

from collections.abc import Collection, Iterable, Mapping

from journal.domain.attachment import Role
from journal.domain.drawing_over_time import NOT_ALL_OF_YOU, NOT_YET, said_over_time
from journal.domain.drawing_what_helps import NOT_CHOSEN, SENTENCES_SHOWN, UNSEEN
from journal.domain.entries import MomentId, PartnerId
from journal.domain.insights import HavenAndBase
from journal.domain.moments import Moment
from journal.domain.over_time import OverTime
from journal.domain.people import names_of
from journal.domain.shared_view import SharedView
from journal.domain.what_helps import named_by_both_sentence
from journal.domain.wording import (
    as_sentence,
    days_between_words,
    listed,
    long_day,
    month_heading,
)
from journal.domain.wrapping import excerpt

# Read aloud there are no lines; this is about two of them.
_SENTENCE_CHARACTERS = 160
_TOLD_AS = {Role.CARE_SEEKER: "reached", Role.CAREGIVER: "was there"}


def linear_over_time(view: SharedView) -> str:
    """Return what may be seen over time, month by month, the newest first."""
    said = said_over_time(view)
    months = list(_months(view.over_time, view)) if view.over_time else []
    both = _haven_and_base(view.haven_and_base) if view.haven_and_base else []
    if not (said or months or both):
        return _text([NOT_YET])
    blocks = ["\n".join(lines) for lines in (months, said, both) if lines]
    return _text([NOT_ALL_OF_YOU, *blocks])


def linear_what_helps(view: SharedView) -> str:
    """Return what helped whoever chose to tell it, and what both have named."""
    names = names_of(view.people)
    parts = []
    for helps in view.helps:
        name = names[helps.person]
        own = [
            "  " + excerpt(one.words, _SENTENCE_CHARACTERS, len, lines=1)[0]
            for one in helps.landed[:SENTENCES_SHOWN]
        ]
        parts.append("\n".join([f"{name}, on what landed:", *own]))
        said = helps.sentence(name)
        parts += [said] if said else []
    if view.named_by_both:
        parts.append(named_by_both_sentence(view.named_by_both))
    if view.unseen is not None:
        parts.append(f"{UNSEEN} Such as: {_title(view.unseen)}")
    return _text(parts or [NOT_CHOSEN])


def linear_coming_back(view: SharedView, *, opened: Collection[MomentId] = ()) -> str:
    """Return each repair by its two titles; with those opened, the days between."""
    parts = []
    for one in view.coming_back:
        said = f"{_title(one.earlier)} And later: {_title(one.later)}"
        if one.later.id in opened:
            said += f" {as_sentence(days_between_words(one.days_between).capitalize())}"
        parts.append(said)
    return _text(parts)


def linear_came_next(view: SharedView) -> str:
    """Return what each went on to, the newest first."""
    names = names_of(view.people)
    return _text(
        f"{long_day(thing.day)}. {names[thing.author]}, afterwards: "
        f"{as_sentence(thing.text)}"
        for thing in view.next_things
    )


def _text(parts: Iterable[str]) -> str:
    text = "\n\n".join(parts)
    return f"{text}\n" if text else ""


def _title(moment: Moment) -> str:
    return as_sentence(" ".join(moment.title.split()))


def _months(over: OverTime, view: SharedView) -> Iterable[str]:
    names = names_of(view.people)
    months = {month for strip in over.strips for month in strip.months}
    for month in sorted(months, reverse=True):
        told: dict[PartnerId, list[str]] = {}
        for strip in over.strips:
            if month in strip.months:
                told.setdefault(strip.person, []).append(_TOLD_AS[strip.role])
        heading = month_heading(month, over.last.year)
        yield f"{heading}: {_sentences(told, names)}"


def _sentences(
    told: Mapping[PartnerId, list[str]], names: Mapping[PartnerId, str]
) -> str:
    return " ".join(f"{names[who]} {listed(said)}." for who, said in told.items())


def _haven_and_base(both: HavenAndBase) -> list[str]:
    hard, possible = _title(both.hard_such_as), _title(both.possible_such_as)
    return [
        f"Since {month_heading(both.since, both.until.year)}:",
        f"{both.hard} about something hard, such as {hard}",
        f"{both.possible} about something possible, such as {possible}",
    ]
