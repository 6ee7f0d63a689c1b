"""What stands offered: the `us` streams of both people, resolved entry by entry.

Envelopes may arrive in any order and more than once; what stands is always the same
for the same set of them, and so the same for both people.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto

from journal.domain.entries import Entry, EntryId, PartnerId


class Withdrawal(Enum):
    """How an offered entry stops being offered."""

    TAKEN_BACK = auto()
    DELETED = auto()


@dataclass(slots=True)
class _Story:
    """All that is known of one offered entry, by its place in the author's stream."""

    tellings: dict[int, Entry] = field(default_factory=dict)
    withdrawn_at: int = 0
    is_deleted: bool = False


class Offers:
    """The offered entries of two people, and where in their streams each stands."""

    def __init__(self) -> None:
        self._stories: defaultdict[tuple[PartnerId, EntryId], _Story]
        self._stories = defaultdict(_Story)

    def tell(self, entry: Entry, sequence: int) -> None:
        """Note that an entry was offered at a place in its author's stream."""
        self._stories[entry.author, entry.id].tellings[sequence] = entry

    def withdraw(
        self, author: PartnerId, entry: EntryId, sequence: int, how: Withdrawal
    ) -> None:
        """Note that an author took an entry back, or deleted it."""
        story = self._stories[author, entry]
        story.withdrawn_at = max(story.withdrawn_at, sequence)
        story.is_deleted = story.is_deleted or how is Withdrawal.DELETED

    def standing(self, author: PartnerId, entry: EntryId) -> Entry | None:
        """Return the entry as it is offered now, or None."""
        story = self._stories.get((author, entry))
        if story is None or story.is_deleted:
            return None
        latest = max(story.tellings, default=0)
        return story.tellings[latest] if latest > story.withdrawn_at else None

    def all_standing(self, author: PartnerId) -> list[Entry]:
        """Return every entry of an author that is offered now."""
        found = (self.standing(*key) for key in self._stories if key[0] == author)
        return [entry for entry in found if entry is not None]

    def is_deleted(self, author: PartnerId, entry: EntryId) -> bool:
        """Whether the author deleted it for good."""
        story = self._stories.get((author, entry))
        return story is not None and story.is_deleted

    def to_shred(self, author: PartnerId) -> list[tuple[EntryId, int]]:
        """Return the places where words lie that their author has withdrawn."""
        return [
            (entry, sequence)
            for (whose, entry), story in self._stories.items()
            if whose == author
            for sequence in story.tellings
            if story.is_deleted or sequence < story.withdrawn_at
        ]

    def places(self, author: PartnerId, entry: EntryId) -> list[int]:
        """Return the sequences in an author's stream that hold this entry's words."""
        story = self._stories.get((author, entry))
        return sorted(story.tellings) if story else []

    def shredded(self, author: PartnerId, entry: EntryId, sequence: int) -> None:
        """Note that nothing but a husk lies at that place any more."""
        self._stories[author, entry].tellings.pop(sequence, None)

    def last_revision(self, author: PartnerId, entry: EntryId) -> int:
        """Return the highest revision offered so far, 0 for none."""
        story = self._stories.get((author, entry))
        if story is None:
            return 0
        return max((one.revision for one in story.tellings.values()), default=0)
