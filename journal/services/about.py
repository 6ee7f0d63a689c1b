"""What a writer may say about a page besides its words. None of it is ever needed."""

from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Entry, EntryId, Okay
from journal.domain.text import TITLE_LIMIT, clean_line

LINE_LIMIT = 400
"""Characters of what is said in one line, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a writer says about an entry; None, False or empty is not said.

    `after` and `underneath` stay the writer's own. `ahead` is about a day to come:
    `hoped` is then what would help.
    """

    role: Role | None = None
    function: SupportFunction | None = None
    title: str | None = field(default=None, repr=False)
    happened_on: date | None = None
    about_when: bool = False
    context: Context | None = field(default=None, repr=False)
    signal: Signal | None = field(default=None, repr=False)
    signal_held: bool | None = field(default=None, repr=False)
    underneath: str | None = field(default=None, repr=False)
    swapped: bool | None = field(default=None, repr=False)
    ahead: bool = field(default=False, repr=False)
    hoped: frozenset[Response] = field(default=frozenset(), repr=False)
    response: frozenset[Response] = field(default=frozenset(), repr=False)
    guess: str | None = field(default=None, repr=False)
    landing: Landing | None = field(default=None, repr=False)
    after: Okay | None = field(default=None, repr=False)
    returned_to: str | None = field(default=None, repr=False)
    repairs: EntryId | None = field(default=None, repr=False)
    keep: str | None = field(default=None, repr=False)


def about(entry: Entry) -> About:
    """Return what its writer has said about an entry so far."""
    return About(
        role=entry.role,
        function=entry.function,
        title=entry.title,
        happened_on=entry.happened_on,
        about_when=entry.about_when,
        context=entry.context,
        signal=entry.signal,
        signal_held=entry.signal_held,
        underneath=entry.underneath,
        swapped=entry.swapped,
        ahead=entry.ahead,
        hoped=entry.hoped,
        response=entry.response,
        guess=entry.guess,
        landing=entry.landing,
        after=entry.after,
        returned_to=entry.returned_to,
        repairs=entry.repairs,
        keep=entry.keep,
    )


def with_said(entry: Entry, said: About) -> Entry:
    """Return an entry about which this is said and no more; a known day stays."""
    after = said.after
    return replace(
        entry,
        role=said.role,
        function=said.function,
        title=_line(said.title, limit=TITLE_LIMIT),
        happened_on=said.happened_on or entry.happened_on,
        about_when=said.about_when,
        context=said.context,
        signal=said.signal,
        signal_held=said.signal_held,
        underneath=_line(said.underneath),
        swapped=said.swapped,
        ahead=said.ahead,
        hoped=said.hoped,
        response=said.response,
        guess=_line(said.guess),
        landing=said.landing,
        after=after if after != Okay() else None,
        returned_to=_line(said.returned_to),
        repairs=said.repairs,
        keep=_line(said.keep),
    )


def _line(text: str | None, *, limit: int = LINE_LIMIT) -> str | None:
    return clean_line(text, limit=limit) or None if text else None
