"""What can be said about an entry besides its words, as options in words.

Every value has a word, and none has a figure. What is not given is left as it was, and
`none`, or an empty line, takes away what was said.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import Generic, TypeVar

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.bonds import Thanks
from journal.domain.entries import Okay
from journal.domain.wording import (
    context_words,
    function_words,
    landing_words,
    okay_words,
    response_words,
    role_words,
    signal_words,
)
from journal.errors import NotPossible
from journal.services.about import About

NONE = "none"

T = TypeVar("T")
Kind = TypeVar("Kind", bound=StrEnum)


class NotSaid(Enum):
    """What was said is taken away."""

    NOW = auto()


@dataclass(frozen=True, slots=True)
class Words(Generic[T]):
    """The words of an option, and what each of them means.

    `also` are other words for the same, as they stand on the screen.
    """

    option: str
    known: Mapping[str, T]
    also: Mapping[str, T]

    def meant(self, typed: str) -> T | NotSaid:
        """Return what one word means.

        Raises:
            NotPossible: it is none of them; the sentence lists them.
        """
        if _plain(typed) == NONE:
            return NotSaid.NOW
        return self._found(typed, *self.known, NONE)

    def one(self, typed: str) -> T:
        """Return what one word means, where there is nothing to take away."""
        return self._found(typed, *self.known)

    def several(self, typed: str) -> frozenset[T]:
        """Return what some words mean, with commas between them. Raises likewise."""
        is_one = _plain(typed) in map(_plain, (*self.known, *self.also))
        parts = [typed] if is_one else typed.split(",")
        meant = [self.meant(part) for part in parts]
        return frozenset(one for one in meant if not isinstance(one, NotSaid))

    @property
    def help(self) -> str:
        """The words, for the help of a command."""
        return ", ".join(self.known)

    def _found(self, typed: str, *listed: str) -> T:
        word = _plain(typed)
        for known in (self.known, self.also):
            for said, meaning in known.items():
                if _plain(said) == word:
                    return meaning
        # What was typed is not said again: it may be someone's words.
        raise NotPossible(f"The words for {self.option} are: {', '.join(listed)}.")


def words_of(option: str, kind: type[Kind], said: Callable[[Kind], str]) -> Words[Kind]:
    """Return the words of an option that takes one of a kind."""
    known = {one.value: one for one in kind}
    return Words(option, known, {said(one): one for one in kind})


ROLE = words_of("--role", Role, lambda one: role_words(one, first_person=True))
THANKS = words_of("--words", Thanks, str)
FUNCTION = words_of("--function", SupportFunction, function_words)
_CONTEXT = words_of("--context", Context, context_words)
_SIGNAL = words_of("--signal", Signal, signal_words)
_LANDING = words_of("--landing", Landing, landing_words)
_HOPED = words_of("--hoped", Response, lambda one: response_words(one, hoped=True))
_RESPONSE = words_of("--response", Response, response_words)
_OKAY = {okay_words(one): one for one in range(1, 6)}
_AFTER_ME = Words("--after-me", _OKAY, {})
_AFTER_US = Words("--after-us", _OKAY, {})
_YES_OR_NO = {
    option: Words(option, {"yes": True, "no": False}, {})
    for option in ("--held", "--swapped", "--ahead", "--around")
}
_FIELDS = {
    "role": "role",
    "function": "function",
    "title": "title",
    "on": "happened_on",
    "context": "context",
    "signal": "signal",
    "held": "signal_held",
    "underneath": "underneath",
    "guess": "guess",
    "landing": "landing",
    "went_on": "returned_to",
    "keep": "keep",
    "swapped": "swapped",
    "ahead": "ahead",
    "around": "about_when",
}
_NEVER_UNSAID = {"ahead", "about_when"}


def add_arc(command: argparse.ArgumentParser) -> None:
    """Add what a command takes about the arc of a moment, in its order."""
    _add(command, _CONTEXT)
    _add(command, _SIGNAL)
    _add_yes_or_no(command, "--held", "it kept showing")
    _add_line(command, "--underneath", "what lay underneath; yours alone")
    for many in (_HOPED, _RESPONSE):
        command.add_argument(
            many.option,
            metavar="W",
            action="append",
            type=many.several,
            help=f"{many.help}; several with commas",
        )
    _add_line(command, "--guess", "what you thought was needed")
    _add(command, _LANDING)
    _add(command, _AFTER_ME)
    _add(command, _AFTER_US)
    _add_line(command, "--went-on", "what you went on to")
    _add_line(command, "--keep", "one line worth keeping")
    _add_yes_or_no(command, "--swapped", "we changed places partway")
    _add_yes_or_no(command, "--ahead", "it lies ahead; hoped is what would help")
    _add_yes_or_no(command, "--around", "the day is about then")
    command.add_argument(
        "--back-to", metavar="ENTRY", help="the entry of either that it comes back to"
    )


def _add(command: argparse.ArgumentParser, words: Words[T]) -> None:
    command.add_argument(words.option, metavar="W", type=words.meant, help=words.help)


def _add_line(command: argparse.ArgumentParser, option: str, help_: str) -> None:
    command.add_argument(option, metavar="LINE", help=help_)


def _add_yes_or_no(command: argparse.ArgumentParser, option: str, help_: str) -> None:
    command.add_argument(
        option,
        metavar="yes|no",
        nargs="?",
        const=True,
        type=_YES_OR_NO[option].meant,
        help=help_,
    )


def with_arc(arguments: argparse.Namespace, about: About) -> About:
    """Return what is said with what was given; what was not given is as it was."""
    given: dict[str, object] = {}
    for option, name in _FIELDS.items():
        value = getattr(arguments, option)
        if isinstance(value, NotSaid):
            given[name] = False if name in _NEVER_UNSAID else None
        elif value is not None:
            given[name] = value
    for name in ("hoped", "response"):
        several = getattr(arguments, name)
        if several is not None:
            given[name] = frozenset[Response]().union(*several)
    before = about.after or Okay()
    after = Okay(
        i=_felt(arguments.after_me, before.i), we=_felt(arguments.after_us, before.we)
    )
    given["after"] = after if after != Okay() else None
    return replace(about, **given)  # type: ignore[arg-type]  # names of its fields


def _felt(given: int | NotSaid | None, before: int | None) -> int | None:
    if given is None:
        return before
    return None if isinstance(given, NotSaid) else given


def _plain(typed: str) -> str:
    """Return a word as it is compared: hyphens, case and white space aside."""
    told = typed.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("-", " ")
    return " ".join(told.split()).casefold()
