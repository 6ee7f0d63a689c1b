"""One person's writing: what an entry is, what of it is stored, what may be offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    00:00. `unknown` holds what a later version wrote and this one cannot read; it
    is kept and written again.
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
