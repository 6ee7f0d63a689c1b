"""One person's writing: what an entry is, what of it is stored, what may be offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum, unique
from typing import NewType

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)

EntryId = NewType("EntryId", str)
MomentId = NewType("MomentId", str)
PartnerId = NewType("PartnerId", str)
PromptId = NewType("PromptId", str)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@unique
class Visibility(StrEnum):
    """Who may read an entry."""

    PRIVATE = "private"
    OFFERED = "offered"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Okay:
    """How a person felt after, from 1 (not okay) to 5 (okay); None is not said."""

    i: int | None = None
    we: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person's writing, as it stands after its latest revision.

    Ids are 32 lower-case hexadecimal digits. `written_at` is aware UTC: when this
    revision was written, or, in what the partner receives, the day of offering at
    00:00. `changed_after_reading` are the words that its author offered in place of
    those that were sealed, once these had been opened for both. `unknown` holds what
    a later version wrote and this one cannot read; it is kept and written again.
    """

    id: EntryId
    author: PartnerId
    moment: MomentId
    revision: int
    written_at: datetime
    written_on: date
    words: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    happened_on: date | None = field(default=None, repr=False)
    about_when: bool = field(default=False, repr=False)
    prompt: PromptId | None = field(default=None, repr=False)
    asked: str | None = field(default=None, repr=False)
    role: Role | None = field(default=None, repr=False)
    function: SupportFunction | None = field(default=None, repr=False)
    context: Context | None = field(default=None, repr=False)
    signal: Signal | None = field(default=None, repr=False)
    signal_held: bool | None = field(default=None, repr=False)
    underneath: str | None = field(default=None, repr=False)
    read_other_first: bool | None = field(default=None, repr=False)
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
    visibility: Visibility = Visibility.PRIVATE
    changed_after_reading: str | None = field(default=None, repr=False)
    unknown: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @property
    def day(self) -> date:
        """The day it is about: the one its writer gave, else the day of writing."""
        return self.happened_on or self.written_on

    @property
    def has_been(self) -> bool:
        """Whether it tells of what was, or of what came of a day that lay ahead."""
        came = self.returned_to or self.landing or self.response
        return not self.ahead or bool(came)


# What may be said of a page after it was opened; of these nothing that stood is moved.
_SAID_BESIDE = (
    "title",
    "role",
    "function",
    "context",
    "signal",
    "signal_held",
    "swapped",
    "hoped",
    "response",
    "guess",
    "landing",
    "returned_to",
    "repairs",
    "keep",
)


def as_released(sealed: Entry, latest: Entry) -> Entry:
    """Return an entry as it was sealed, with what its author has offered of it since.

    Nothing that was sealed is replaced: what was left unsaid beside the words may be
    said, and changed words stand under the first.
    """
    unsaid = (name for name in _SAID_BESIDE if not getattr(sealed, name))
    said = {name: getattr(latest, name) for name in unsaid}
    is_changed = latest.words != sealed.words
    changed = latest.words if is_changed else None
    return replace(sealed, **said, changed_after_reading=changed)
