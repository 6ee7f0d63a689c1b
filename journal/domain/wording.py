"""How days, roles and what passed between two people are said, everywhere the same.

The names of days are our own because a platform's depend on its language settings.
"""

from collections.abc import Sequence
from datetime import date

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Okay
from journal.domain.prompts import PromptRole

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_IN_THE_FIRST_PERSON = {
    Role.CARE_SEEKER: "I reached",
    Role.CAREGIVER: "I was there",
    Role.BOTH: "both of us",
    Role.UNCLEAR: "hard to say",
}
_BESIDE_A_NAME = _IN_THE_FIRST_PERSON | {
    Role.CARE_SEEKER: "reached",
    Role.CAREGIVER: "was there",
}

_FUNCTIONS = {
    SupportFunction.SAFE_HAVEN: "something was hard",
    SupportFunction.SECURE_BASE: "something was possible",
    SupportFunction.BOTH: "something was hard, and possible",
}

_SIGNALS = {
    Signal.ASKED: "asked, in words",
    Signal.HINTED: "hinted at it",
    Signal.SHOWED: "showed it, without words",
    Signal.KEPT_BACK: "kept it back",
    Signal.SIDEWAYS: "came out sideways",
    Signal.UNPROMPTED: "the other came before I said anything",
    Signal.NOT_SEEN: "I didn't see it then",
}
_SIGNALS_AS_SEEN = _SIGNALS | {
    Signal.ASKED: "was asked, in words",
    Signal.HINTED: "noticed the hints",
    Signal.SHOWED: "noticed, without words",
    Signal.KEPT_BACK: "it was kept back",
    Signal.SIDEWAYS: "it came out sideways",
    Signal.UNPROMPTED: "I came before anything was said",
}

# What was done, and the same as something to hope for.
_RESPONSES = {
    Response.WAS_REACHABLE: ("was reachable", "being reachable"),
    Response.ASKED_ABOUT: ("asked about it", "asking"),
    Response.LISTENED: ("listened", "listening"),
    Response.STAYED_NEAR: ("stayed near", "staying near"),
    Response.TOUCH: ("touch", "touch"),
    Response.TOOK_SERIOUSLY: ("took it seriously", "taking it seriously"),
    Response.REASSURED: ("reassured", "reassurance"),
    Response.PRACTICAL_HELP: ("practical help", "practical help"),
    Response.IDEAS: ("ideas", "ideas"),
    Response.ENCOURAGED: ("encouraged", "encouragement"),
    Response.MADE_ROOM: ("made room", "making room"),
    Response.CAME_BACK: ("said not now, and came back", "a not now that comes back"),
    Response.CELEBRATED: ("celebrated", "celebrating"),
    Response.TOOK_OVER: ("took over", "taking over"),
    Response.MOVED_ON: ("moved on", "moving on"),
    Response.NOT_THERE: ("was not there", "not being there"),
}

_LANDINGS = {
    Landing.LANDED: "landed",
    Landing.PARTLY: "landed in part",
    Landing.TOO_MUCH: "more than I needed",
    Landing.MISSED: "passed by",
    Landing.LATER: "landed later",
}
_LANDINGS_AS_SEEN = _LANDINGS | {Landing.TOO_MUCH: "more than was needed"}
_LANDING_VERBS = {Landing.TOO_MUCH: "was "}

_CONTEXTS = {
    Context.ORDINARY: "an ordinary day",
    Context.HARD_DAY: "a hard day",
    Context.WORRY: "a worry",
    Context.LOSS: "a loss",
    Context.ILLNESS: "an illness",
    Context.BETWEEN_US: "something between us",
    Context.GOAL: "something to reach for",
    Context.RISK: "something daring",
    Context.GOOD_NEWS: "good news",
    Context.PARTING: "parting, or meeting again",
}

PROMPT_ROLE_WORDS = {
    PromptRole.CARE_SEEKER: "you reached",
    PromptRole.CAREGIVER: "you were there",
    PromptRole.BOTH: "both of you",
    PromptRole.SELF: "yourself",
}
"""Whose part in it a question asks about."""

AHEAD = "ahead"
"""Said beside the day of a moment that lies ahead."""

_OKAY = ("not okay", "shaky", "in between", "mostly okay", "okay")
_COUNTS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten",
)  # fmt: skip


def month_heading(day: date, newest_year: int) -> str:
    """Return the month's name, with its year when that is not the newest one."""
    name = MONTHS[day.month - 1]
    return name if day.year == newest_year else f"{name} {day.year}"


def short_month(day: date) -> str:
    """Return the month's name in three letters, for the head of a narrow column."""
    return MONTHS[day.month - 1][:3]


def short_day(day: date) -> str:
    """Return a day as it is said under its month, such as "Sun 22"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day}"


def long_day(day: date) -> str:
    """Return a day as it is said alone, such as "Sun 22 November 2026"."""
    return f"{short_day(day)} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: date, last: date | None) -> str:
    """Return from when to when; without a last day, that it goes on."""
    if last is None:
        return f"since {long_day(first)}"
    if first == last:
        return long_day(first)
    return f"{long_day(first)} to {long_day(last)}"


def role_words(role: Role | None, *, first_person: bool) -> str:
    """Return a role in plain words, and nothing for one that was not said."""
    if role is None:
        return ""
    return (_IN_THE_FIRST_PERSON if first_person else _BESIDE_A_NAME)[role]


def function_words(function: SupportFunction) -> str:
    """Return what a moment was about."""
    return _FUNCTIONS[function]


def signal_words(signal: Signal, role: Role | None = None) -> str:
    """Return how a need showed, as the one in this role would say it."""
    return (_SIGNALS_AS_SEEN if role is Role.CAREGIVER else _SIGNALS)[signal]


def held_words(*, held: bool) -> str:
    """Return whether a need kept showing until it was met."""
    return "it kept showing" if held else "it did not keep showing"


def response_words(response: Response, *, hoped: bool = False) -> str:
    """Return what came back, or, hoped for, the same as something to come."""
    done, to_come = _RESPONSES[response]
    return to_come if hoped else done


def landing_words(landing: Landing, role: Role | None = None) -> str:
    """Return how it landed, as the one in this role would say it."""
    return (_LANDINGS_AS_SEEN if role is Role.CAREGIVER else _LANDINGS)[landing]


def landing_sentence(landing: Landing, role: Role | None = None) -> str:
    """Return how it landed as its author's own reading, such as "it passed by"."""
    said = f"it {_LANDING_VERBS.get(landing, '')}{landing_words(landing, role)}"
    return f"I think {said}" if role is Role.CAREGIVER else said


def context_words(context: Context) -> str:
    """Return what kind of time it was."""
    return _CONTEXTS[context]


def okay_words(reading: int) -> str:
    """Return how someone felt after, from 1 to 5, in words and never in figures."""
    return _OKAY[reading - 1]


def after_words(after: Okay) -> str:
    """Return how someone felt, and felt the two of them were; nothing if not said."""
    said = (("I felt", after.i), ("we felt", after.we))
    return ", ".join(f"{who} {okay_words(it)}" for who, it in said if it is not None)


def count_words(count: int) -> str:
    """Return a number as it is said in a sentence: in words up to ten."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def days_between_words(days: int) -> str:
    """Return the days from one moment to another, such as "nine days between"."""
    if days == 0:
        return "the same day"
    return f"{count_words(days)} {'day' if days == 1 else 'days'} between"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, such as "asking, touch and ideas"."""
    if len(words) < 2:  # noqa: PLR2004 - one, or none
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def as_sentence(text: str) -> str:
    """Return text with a full stop, unless it ends like a sentence already."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
