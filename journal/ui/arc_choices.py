"""What is asked after writing, in the order in which such a moment goes.

A step looks at what was said so far and gives what it asks, or nothing where that
makes no sense. Nothing here is ever needed, and each can be unsaid again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.attachment import Context, Landing, Response, Role, Signal
from journal.domain.entries import Okay
from journal.domain.insights import ONLY_ONES_OWN
from journal.domain.text import TITLE_LIMIT
from journal.domain.wording import (
    context_words,
    held_words,
    landing_words,
    okay_words,
    response_words,
    signal_words,
)
from journal.services.about import LINE_LIMIT, About
from journal.ui.days import DayMeant, day_meant

UNSAID = "leave it unsaid"
ENOUGH = "that is enough"
ONLY_YOU = "Nobody but you is shown this, even where the page is offered."
DAY_HINT = "Such as Sunday, 22, 1 September, 2026-09-01; or around Sunday."
DAY_AHEAD_HINT = "Such as tomorrow, 28, 1 December, 2026-12-01; or around Sunday."
AHEAD = (
    Response.MADE_ROOM,
    Response.ASKED_ABOUT,
    Response.STAYED_NEAR,
    Response.ENCOURAGED,
    Response.PRACTICAL_HELP,
)
"""What one may ask for on the way to something; nothing is an answer too."""
# A need can go on showing only where it showed.
_SHOWN = frozenset({Signal.ASKED, Signal.HINTED, Signal.SHOWED, Signal.SIDEWAYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known when something is asked.

    Args:
        about: what was said so far.
        written_on: the day it was written.
        today: the day it is.
        is_side: the title and the day are the other's, who told it first.
    """

    about: About = field(repr=False)
    written_on: date
    today: date
    is_side: bool = False

    @property
    def is_to_come(self) -> bool:
        """Does it lie ahead still? Without a day, until the day of writing is over."""
        day = self.about.happened_on
        if day is None:
            return self.about.ahead and self.written_on >= self.today
        return self.about.ahead and day > self.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question; `notes` are said under it."""

    question: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Ask):
    """A list of words, at most one of which is said.

    `answers` are the words, each with what is said by it; `said` is the one of them
    that stands now.
    """

    answers: tuple[tuple[str, About], ...] = field(repr=False)
    unsaid: About = field(repr=False)
    said: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Ask):
    """A list of words, any number of which are said; `say` tells what is said then."""

    answers: tuple[tuple[str, Response], ...]
    said: frozenset[Response]
    say: Callable[[frozenset[Response]], About] = field(repr=False)
    none: str = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLine(Ask):
    """A line in one's own words; an empty one is unsaid.

    `say` tells what is said by it, and raises `NotPossible` for one that will not do.
    """

    value: str = field(repr=False)
    say: Callable[[str], About] = field(repr=False)
    limit: int = LINE_LIMIT


Asked = OneOf | Several | OneLine
Step = Callable[[Told], Asked | None]


def steps_of(told: Told) -> tuple[Step, ...]:
    """Return what is asked of a page, in order.

    Of what lies ahead, what it is and what would help; once its day has come, first
    what one went on to.
    """
    if not told.about.ahead:
        return (*_WHICH, *_HOW_IT_SHOWED, *_EXCHANGE, *_AFTERWARDS)
    beforehand = (*_WHICH, _context, _hoped)
    if told.is_to_come:
        return beforehand
    return (_went_on, _response, _landing, _okay, _we_okay, _keep, *beforehand)


# Which moment it was.


def _title(told: Told) -> OneLine | None:
    return None if told.is_side else _line(told, "title", "What could it be called?")


def ask_day(told: Told) -> OneLine | None:
    """Return the question for the day, unless the day is the other's to say."""
    if told.is_side:
        return None
    about = told.about
    may_come = about.ahead and not has_come(about)

    def say(typed: str) -> About:
        meant = day_meant(typed, told.today, may_come=may_come)
        if meant is None:
            return about
        return replace(about, happened_on=meant.day, about_when=meant.is_around)

    known = DayMeant(about.happened_on, about.about_when) if about.happened_on else None
    return OneLine(
        question="Which day will it be?" if may_come else "Which day was it?",
        notes=(DAY_AHEAD_HINT if may_come else DAY_HINT,),
        value=str(known) if known else "",
        say=say,
    )


def has_come(about: About) -> bool:
    """Whether something is said of what came, so that it cannot lie ahead."""
    return bool(about.returned_to or about.landing or about.response)


def _swapped(told: Told) -> OneOf | None:
    if told.about.role is not Role.BOTH and told.about.swapped is None:
        return None
    words = {
        "we changed places partway": True,
        "it stayed as it was": False,
    }
    return _one_of(told, "swapped", "Both of you. Did it stay that way round?", words)


def _context(told: Told) -> OneOf:
    words = {context_words(one): one for one in Context}
    is_to_come = told.is_to_come
    question = "What kind of time is it?" if is_to_come else "What kind of time was it?"
    return _one_of(told, "context", question, words)


# How it showed.


def _signal(told: Told) -> OneOf:
    role = told.about.role
    known = told.about.signal
    # Not to have seen it is for the one to say who was turned to.
    not_mine = {Signal.NOT_SEEN} if role is Role.CARE_SEEKER else set()
    words = {
        signal_words(one, role): one
        for one in Signal
        if one not in not_mine or one is known
    }
    question = {
        Role.CARE_SEEKER: "How did it show, what you needed?",
        Role.CAREGIVER: "How did it reach you, that something was needed?",
    }.get(role, "How did it show, what was needed?")  # type: ignore[arg-type]  # None too
    return _one_of(told, "signal", question, words)


def _held(told: Told) -> OneOf | None:
    about = told.about
    if about.signal not in _SHOWN and about.signal_held is None:
        return None
    words = {held_words(held=held): held for held in (True, False)}
    question = "Did it keep showing, until it was met?"
    return _one_of(told, "signal_held", question, words)


def _underneath(told: Told) -> OneLine:
    return _line(told, "underneath", "What was underneath?", ONLY_YOU)


# What was hoped for, and what came.


def _hoped(told: Told) -> Several:
    about = told.about
    if about.ahead:
        given = [one for one in Response if one in {*AHEAD, *about.hoped}]
        return _several(told, "hoped", "What would help?", given, none="nothing")
    question = {
        Role.CARE_SEEKER: "What did you hope for?",
        Role.CAREGIVER: "What did you mean to give?",
    }.get(about.role, "What was hoped for?")  # type: ignore[arg-type]  # None too
    # Nobody hopes for these, but what was said can be unsaid.
    given = [one for one in Response if one not in ONLY_ONES_OWN - about.hoped]
    return _several(told, "hoped", question, given)


def _response(told: Told) -> Several:
    gave = told.about.role is Role.CAREGIVER
    question = "What did you do?" if gave else "What came?"
    return _several(told, "response", question, Response)


def _guess(told: Told) -> OneLine | None:
    if told.about.role is not Role.CAREGIVER and not told.about.guess:
        return None
    return _line(told, "guess", "What did you think was needed?")


def _landing(told: Told) -> OneOf:
    role = told.about.role
    words = {landing_words(one, role): one for one in Landing}
    gave = role is Role.CAREGIVER
    question = "How do you think it landed?" if gave else "How did it land?"
    return _one_of(told, "landing", question, words)


# Afterwards.


def _okay(told: Told) -> OneOf:
    return _felt(told, "i", "And how were you, after?")


def _we_okay(told: Told) -> OneOf:
    return _felt(told, "we", "And the two of you?")


def _felt(told: Told, part: str, question: str) -> OneOf:
    before = told.about.after or Okay()

    def said(reading: int | None) -> About:
        after = replace(before, **{part: reading})
        return replace(told.about, after=after if after != Okay() else None)

    known: int | None = getattr(before, part)
    return OneOf(
        question=question,
        notes=(ONLY_YOU,),
        answers=tuple((okay_words(one), said(one)) for one in range(1, 6)),
        unsaid=said(None),
        said=known - 1 if known else None,
    )


def _went_on(told: Told) -> OneLine:
    return _line(told, "returned_to", "What did you go on to?")


def _keep(told: Told) -> OneLine:
    return _line(told, "keep", "Is there one line worth keeping?")


_WHICH: tuple[Step, ...] = (_title, ask_day)
_HOW_IT_SHOWED: tuple[Step, ...] = (_swapped, _context, _signal, _held, _underneath)
_EXCHANGE: tuple[Step, ...] = (_hoped, _response, _guess, _landing)
_AFTERWARDS: tuple[Step, ...] = (_okay, _we_okay, _went_on, _keep)


def _one_of(told: Told, name: str, question: str, words: Mapping[str, object]) -> OneOf:
    about = told.about
    values = list(words.values())
    known = getattr(about, name)
    return OneOf(
        question=question,
        answers=tuple(
            (said, _with(about, name, value)) for said, value in words.items()
        ),
        unsaid=_with(about, name, None),
        said=None if known is None else values.index(known),
    )


def _several(
    told: Told,
    name: str,
    question: str,
    given: Iterable[Response],
    *,
    none: str = UNSAID,
) -> Several:
    is_hoped = name == "hoped"
    return Several(
        question=question,
        answers=tuple((response_words(one, hoped=is_hoped), one) for one in given),
        said=getattr(told.about, name),
        say=lambda chosen: _with(told.about, name, chosen),
        none=none,
    )


def _line(told: Told, name: str, question: str, *notes: str) -> OneLine:
    about = told.about
    return OneLine(
        question=question,
        notes=notes,
        value=getattr(about, name) or "",
        say=lambda typed: _with(about, name, typed.strip() or None),
        limit=TITLE_LIMIT if name == "title" else LINE_LIMIT,
    )


def _with(about: About, name: str, value: object) -> About:
    return replace(about, **{name: value})  # type: ignore[arg-type]  # its own names
