"""What has been said about what is told: by both in `us`, and by one person alone.

Acts may arrive in any order and more than once; of what one person has said of one
thing the last counts. What stands is the same for the same set of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from journal.crypto.format import Json
from journal.domain.bonds import Bonds, Pairing, Thanks
from journal.domain.entries import Entry, EntryId, PartnerId
from journal.services.parts import Parts
from journal.services.seasons import Seasons

# Both read these.
ACT_ASK: Final = "ask"
ACT_LINK: Final = "link"
ACT_UNLINK: Final = "unlink"
ACT_THANK: Final = "thank"
ACT_RETURN: Final = "return"
ACT_HELPS: Final = "helps"
# And these nobody but who says them.
ACT_NOT_THIS: Final = "not this"
ACT_MUTE: Final = "mute"

ALL_DAYS: Final = "all"
NO_ENTRY: Final = EntryId("0" * 32)
"""Stands in an act that is about no entry."""

Span = tuple[date, date]
_Said = tuple[int, bool]

_ID = re.compile(r"[0-9a-f]{32}")
_NOT_SAID: Final[_Said] = (0, False)


class Sayings:
    """What two people have said in their `us` streams about what is told there."""

    def __init__(self) -> None:
        self.seasons = Seasons()
        self.parts = Parts()
        self._asked: dict[tuple[PartnerId, EntryId], _Said] = {}
        self._returns: dict[tuple[PartnerId, EntryId], _Said] = {}
        self._helps: dict[PartnerId, _Said] = {}
        self._links: dict[tuple[PartnerId, EntryId, EntryId], int] = {}
        self._apart: set[Pairing] = set()
        self._thanks: dict[tuple[PartnerId, EntryId], tuple[int, str]] = {}
        self._withdrawn: dict[tuple[PartnerId, EntryId], int] = {}

    def say(
        self, who: PartnerId, about: EntryId, body: Mapping[str, Json], sequence: int
    ) -> None:
        """Note an act at a place in someone's stream; an unknown one says nothing."""
        key = who, about
        match body:
            case {"act": "ask", "kept": bool(kept)}:
                self._asked[key] = _last(self._asked.get(key), (sequence, kept))
            case {"act": "return", "kept": bool(kept)}:
                self._returns[key] = _last(self._returns.get(key), (sequence, kept))
            case {"act": "helps", "kept": bool(kept)}:
                self._helps[who] = _last(self._helps.get(who), (sequence, kept))
            case {"act": "thank", "words": str() | None as words}:
                said = sequence, words or ""
                self._thanks[key] = max(said, self._thanks.get(key, said))
            case {"act": "link", "with": str(other)} if _are_two(about, other):
                pair = who, about, EntryId(other)
                self._links[pair] = max(sequence, self._links.get(pair, 0))
            case {"act": "unlink", "with": str(other)} if _are_two(about, other):
                self._apart.add(frozenset({about, EntryId(other)}))
            case _:
                self.seasons.say(who, body, sequence)
                self.parts.say(who, about, body, sequence)

    def withdraw(self, who: PartnerId, entry: EntryId, sequence: int) -> None:
        """Note that an author withdrew an entry, and with it what they said of it."""
        key = who, entry
        self._withdrawn[key] = max(sequence, self._withdrawn.get(key, 0))

    def bonds(self, offered: Iterable[Entry]) -> Bonds:
        """Return what stands, of what is said about these entries."""
        # Should both have used one id, the same one counts for both.
        in_order = sorted(offered, key=lambda one: one.author)
        authors = {entry.id: entry.author for entry in in_order}
        return Bonds(
            linked=self._linked(authors) - self._apart,
            apart=frozenset(self._apart),
            asked=frozenset(
                about
                for who, about in self._asked
                if authors.get(about) == who and self.asks(who, about)
            ),
            thanks=self._thanked(authors),
            may_return=self._may_return(authors),
            tells_what_helps=frozenset(filter(self.tells_what_helps, self._helps)),
            seasons=self.seasons.agreed(),
        )

    def asks(self, who: PartnerId, entry: EntryId) -> bool:
        """Whether someone would like the other side of an entry of theirs."""
        return self._stands(who, entry, self._asked.get((who, entry), _NOT_SAID))

    def has_linked(self, who: PartnerId, own: EntryId, other: EntryId) -> bool:
        """Whether someone has said that an entry of theirs tells what another does."""
        at = self._links.get((who, own, other), 0)
        return self._stands(who, own, (at, True))

    def linked_by(self, who: PartnerId) -> frozenset[Pairing]:
        """Return each pair of which someone has said that the two are one moment."""
        return frozenset(
            frozenset({own, other})
            for whose, own, other in self._links
            if whose == who and self.has_linked(who, own, other)
        )

    def has_parted(self, pair: Pairing) -> bool:
        """Whether either has parted two entries, which is for good."""
        return pair in self._apart

    def lets_return(self, who: PartnerId, entry: EntryId) -> bool:
        """Whether someone lets an entry come back of itself."""
        return self._stands(who, entry, self._returns.get((who, entry), _NOT_SAID))

    def tells_what_helps(self, who: PartnerId) -> bool:
        """Whether someone shows what helped them."""
        _, kept = self._helps.get(who, _NOT_SAID)
        return kept

    def _stands(self, who: PartnerId, entry: EntryId, said: _Said) -> bool:
        """Whether a yes holds, said since its author last withdrew the entry."""
        sequence, kept = said
        return kept and sequence > self._withdrawn.get((who, entry), 0)

    def _linked(self, authors: Mapping[EntryId, PartnerId]) -> frozenset[Pairing]:
        said: defaultdict[Pairing, set[PartnerId]] = defaultdict(set)
        for who, own, other in self._links:
            is_of_two = authors.get(own) == who and authors.get(other, who) != who
            if is_of_two and self.has_linked(who, own, other):
                said[frozenset({own, other})].add(who)
        return frozenset(pair for pair, both in said.items() if len(both) > 1)

    def _may_return(
        self, authors: Mapping[EntryId, PartnerId]
    ) -> dict[EntryId, frozenset[PartnerId]]:
        found: defaultdict[EntryId, set[PartnerId]] = defaultdict(set)
        for who, about in self._returns:
            if about in authors and self.lets_return(who, about):
                found[about].add(who)
        return {about: frozenset(those) for about, those in found.items()}

    def _thanked(self, authors: Mapping[EntryId, PartnerId]) -> dict[EntryId, Thanks]:
        # Words that a later version may know are kept, and say nothing here.
        known = {one.value: one for one in Thanks}
        return {
            about: known[words]
            for (who, about), (_, words) in sorted(self._thanks.items())
            if words in known and authors.get(about, who) != who
        }


class Asides:
    """What one person has said for themselves alone, in their `self` stream."""

    def __init__(self) -> None:
        self._not_this: set[tuple[str, str]] = set()
        self._mute: dict[Span | None, _Said] = {}

    def say(self, body: Mapping[str, Json], sequence: int) -> None:
        """Note an act at a place in the stream; what is not known says nothing."""
        match body:
            case {"act": "not this", "of": str(of), "with": str(beside)}:
                self._not_this.add((of, beside))
            case {"act": "not this", "of": str(of)}:
                self._not_this.add((of, ""))
            case {"act": "mute", "days": "all", "kept": bool(kept)}:
                self._mute[None] = _last(self._mute.get(None), (sequence, kept))
            case {"act": "mute", "days": [str(first), str(last)], "kept": bool(kept)}:
                try:
                    span = date.fromisoformat(first), date.fromisoformat(last)
                except ValueError:
                    return
                self._mute[span] = _last(self._mute.get(span), (sequence, kept))
            case _:
                pass

    def declined(self, of: str, beside: str = "") -> bool:
        """Whether someone would not be asked this again."""
        return (of, beside) in self._not_this

    @property
    def declined_pairs(self) -> frozenset[Pairing]:
        """The two entries of each suggestion that someone said no to."""
        return frozenset(
            frozenset({EntryId(of), EntryId(beside)})
            for of, beside in self._not_this
            if beside
        )

    @property
    def mutes_all(self) -> bool:
        """Whether no day of a year ago is to come back."""
        _, kept = self._mute.get(None, _NOT_SAID)
        return kept

    @property
    def muted(self) -> tuple[Span, ...]:
        """The days that are not to come back, each from its first to its last."""
        spans = (
            span for span, (_, kept) in self._mute.items() if span is not None and kept
        )
        return tuple(sorted(spans))


def _last(known: _Said | None, said: _Said) -> _Said:
    return max(said, known or _NOT_SAID)


def _are_two(one: str, other: str) -> bool:
    return one != other and _ID.fullmatch(other) is not None
