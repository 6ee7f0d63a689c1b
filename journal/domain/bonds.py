"""What two people have said about their moments, besides telling them.

All of it comes from acts that both hold, so both see the same. It joins and parts
tellings, thanks for one, lets one come back, names a stretch of time; it counts
nothing and weighs nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from journal.domain.entries import EntryId, PartnerId

Pairing = frozenset[EntryId]
"""Two entries, one by each."""


@unique
class Thanks(StrEnum):
    """What the one who received says of an offered entry of the one who gave."""

    IT_HELPED = "it helped"
    NOT_NOTICED_THEN = "I didn't notice then"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A name for a stretch of time, once both have said yes to it.

    `days_may_return` says who lets its days come back, as a year ago.
    """

    id: str
    name: str = field(repr=False)
    first: date = field(repr=False)
    last: date | None = field(default=None, repr=False)
    is_hard: bool = field(default=False, repr=False)
    days_may_return: frozenset[PartnerId] = field(default=frozenset(), repr=False)

    def covers(self, day: date) -> bool:
        """Whether a day lies in it; without a last day it goes on."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """What stands now between two people's tellings.

    `linked` holds the pairs to which both have said yes, `apart` those that either has
    parted, `asked` the entries whose author would like the other side, `may_return`
    who lets an entry come back of itself, `tells_what_helps` who shows what helped.
    """

    linked: frozenset[Pairing] = frozenset()
    apart: frozenset[Pairing] = frozenset()
    asked: frozenset[EntryId] = frozenset()
    thanks: Mapping[EntryId, Thanks] = field(default_factory=dict)
    may_return: Mapping[EntryId, frozenset[PartnerId]] = field(default_factory=dict)
    tells_what_helps: frozenset[PartnerId] = frozenset()
    seasons: tuple[Season, ...] = ()


NO_BONDS = Bonds()
