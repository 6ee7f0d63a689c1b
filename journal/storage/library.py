"""The unlocked journal in memory: what lists and searches, gone when it is locked.

A library holds words in clear and writes none of them anywhere. Any thread may
call; calls take turns. Once closed it is empty and stays so, whoever still calls.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import TypeVar

from journal.domain.entries import Entry, EntryId, MomentId, PartnerId
from journal.domain.text import clean_line
from journal.errors import NotFound, NotPossible
from journal.storage.word_index import WordIndex, scan

Id = TypeVar("Id", EntryId, MomentId)

_SHORTEST_ID = 4
_LONGEST_SEARCH = 200
_SEVERAL = "More than one begins with that id. A few more of its letters will tell."


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, newest first: one's own entries, and moments by title."""

    entries: tuple[EntryId, ...] = ()
    moments: tuple[MomentId, ...] = ()


class Library:
    """Everything that the person who unlocked may read, by id, in order, by word."""

    def __init__(self) -> None:
        self._turn = RLock()
        self._closed = False
        self.complete = False
        self._own: dict[EntryId, dict[int, Entry]] = {}
        self._heads: dict[EntryId, Entry] = {}
        self._offered: dict[tuple[PartnerId, EntryId], Entry] = {}
        self._titles: dict[MomentId, str] = {}
        self._moments: frozenset[MomentId] = frozenset()
        self._own_in_order: tuple[Entry, ...] | None = None
        self._offered_in_order: tuple[Entry, ...] | None = None
        self._entry_words = WordIndex()
        self._moment_titles = WordIndex()

    def close(self) -> None:
        """Forget everything; twice is harmless."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            for held in (self._own, self._heads, self._offered, self._titles):
                held.clear()
            self._own_in_order = self._offered_in_order = ()
            self._entry_words.close()
            self._moment_titles.close()

    def mark_complete(self) -> None:
        """Say that everything the vault holds has been taken in."""
        with self._turn:
            if not self._closed:
                self._entry_words.settle()
                self.complete = True

    def owns(self, entry: EntryId) -> bool:
        """Whether an entry is one of mine."""
        with self._turn:
            return entry in self._own

    def keep_own(self, entry: Entry) -> None:
        """Take in one revision of an entry of one's own, in any order."""
        with self._turn:
            if self._closed:
                return
            self._own.setdefault(entry.id, {})[entry.revision] = entry
            head = self._heads.get(entry.id)
            if head is None or entry.revision >= head.revision:
                self._heads[entry.id] = entry
                self._own_in_order = None
                self._entry_words.put(entry.id, (entry.title or "", entry.words))

    def drop_own(self, entry: EntryId) -> None:
        """Forget an entry of one's own with all its revisions."""
        with self._turn:
            if self._own.pop(entry, None):
                del self._heads[entry]
                self._own_in_order = None
                self._entry_words.drop(entry)

    def own(self, entry: EntryId) -> Entry:
        """Return an entry of one's own as it stands now.

        Raises:
            NotFound: there is none of that id.
        """
        with self._turn:
            if entry not in self._heads:
                raise NotFound
            return self._heads[entry]

    def own_entries(self) -> tuple[Entry, ...]:
        """Return one's own entries as they stand now, newest first."""
        with self._turn:
            if self._own_in_order is None:
                self._own_in_order = _newest_first(self._heads.values())
            return self._own_in_order

    def versions(self, entry: EntryId) -> tuple[Entry, ...]:
        """Return every revision of an entry of one's own, the first one first.

        Raises:
            NotFound: there is none of that id.
        """
        with self._turn:
            if entry not in self._own:
                raise NotFound
            return tuple(held for _, held in sorted(self._own[entry].items()))

    def keep_offered(self, entry: Entry) -> None:
        """Take in what either of the two has offered; the highest revision stays."""
        with self._turn:
            if self._closed:
                return
            key = entry.author, entry.id
            head = self._offered.get(key)
            if head is None or entry.revision >= head.revision:
                self._offered[key] = entry
                self._offered_in_order = None

    def drop_offered(self, author: PartnerId, entry: EntryId) -> None:
        """Forget what was offered and is offered no more."""
        with self._turn:
            if self._offered.pop((author, entry), None):
                self._offered_in_order = None

    def offered(self, author: PartnerId, entry: EntryId) -> Entry | None:
        """Return an author's entry as it is offered, or None when it is not.

        By author as well: an id that the other has used too hides nothing of mine.
        """
        with self._turn:
            return self._offered.get((author, entry))

    def offered_entries(self) -> tuple[Entry, ...]:
        """Return everything that either has offered, newest first."""
        with self._turn:
            if self._offered_in_order is None:
                self._offered_in_order = _newest_first(self._offered.values())
            return self._offered_in_order

    def name_moments(self, titles: Mapping[MomentId, str | None]) -> None:
        """Know these moments and no others, each to be found by its title, if any."""
        with self._turn:
            if self._closed:
                return
            named = {one: title for one, title in titles.items() if title is not None}
            for moment in self._titles.keys() - named.keys():
                self._moment_titles.drop(moment)
            for moment, title in named.items():
                if self._titles.get(moment) != title:
                    self._moment_titles.put(moment, (title, ""))
            self._titles, self._moments = named, frozenset(titles)

    def find(self, words: str, limit: int = 40) -> Found:
        """Return the newest of one's own entries, and of moments, with all these words.

        The last word may be a beginning; accents and capitals do not count. The words
        of one's partner are never looked at, only the titles of moments.
        """
        sought = clean_line(words, limit=_LONGEST_SEARCH)
        with self._turn:
            if self._closed or not sought:
                return Found()
            entries = self._entry_words.matches(sought)
            moments = self._moment_titles.matches(sought)
            if not entries and not moments:
                return self._scan(sought, limit)
            mine = [one.id for one in self.own_entries() if one.id in entries]
            theirs = [one for one in self._moments_in_order() if one in moments]
        return Found(tuple(mine[:limit]), tuple(theirs[:limit]))

    def resolve_own(self, start: str) -> EntryId:
        """Return the entry of one's own whose id begins so.

        Raises:
            NotFound: none does, or fewer than four letters were given.
            NotPossible: several do.
        """
        with self._turn:
            return _resolve(start, self._heads)

    def resolve_offered(self, author: PartnerId, start: str) -> EntryId:
        """Return the entry that an author offers whose id begins so.

        Raises:
            NotFound: none does, or fewer than four letters were given.
            NotPossible: several do.
        """
        known = (one.id for one in self.offered_entries() if one.author == author)
        return _resolve(start, known)

    def resolve_moment(self, start: str) -> MomentId:
        """Return the moment, of one's own entries or offered, whose id begins so.

        Raises:
            NotFound: none does, or fewer than four letters were given.
            NotPossible: several do.
        """
        with self._turn:
            known = {entry.moment for entry in self._heads.values()}
            known.update(entry.moment for entry in self._offered.values())
            return _resolve(start, known | self._moments)

    def _scan(self, sought: str, limit: int) -> Found:
        own = ((one.id, (one.title or "", one.words)) for one in self.own_entries())
        titles = ((one, (self._titles[one], "")) for one in self._moments_in_order())
        return Found(
            tuple(EntryId(key) for key in scan(own, sought, limit=limit)),
            tuple(MomentId(key) for key in scan(titles, sought, limit=limit)),
        )

    def _moments_in_order(self) -> list[MomentId]:
        offered = [entry.moment for entry in self.offered_entries()]
        place = {moment: at for at, moment in reversed(list(enumerate(offered)))}
        last = len(offered)
        return sorted(self._titles, key=lambda one: (place.get(one, last), one))


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    by_id = sorted(entries, key=lambda entry: entry.id)
    return tuple(
        sorted(by_id, key=lambda entry: (entry.day, entry.written_at), reverse=True)
    )


def _resolve(start: str, known: Iterable[Id]) -> Id:
    start = start.strip().lower()
    found = [one for one in known if one.startswith(start)]
    if len(start) < _SHORTEST_ID or not found:
        raise NotFound
    if len(found) > 1:
        raise NotPossible(_SEVERAL)
    return found[0]
