"""What stands offered: the `us` streams of both people, resolved one by one.

Envelopes may arrive in any order and more than once; what stands is always the same
for the same set of them, and so the same for both people.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto

from journal.domain.entries import Entry, EntryId, PartnerId
from journal.domain.own_prompts import OwnPrompt

Told = Entry | OwnPrompt
"""What can be offered: an entry, or a question of one's own."""


class Withdrawal(Enum):
    """How an offered entry stops being offered."""

    TAKEN_BACK = auto()
    DELETED = auto()


@dataclass(slots=True)
class _Story:
    """All that is known of one thing offered, by its place in the author's stream."""

    tellings: dict[int, Told] = field(default_factory=dict)
    withdrawn_at: int = 0
    is_deleted: bool = False


class Offers:
    """What two people have offered, and where in their streams each thing stands."""

    def __init__(self) -> None:
        self._stories: defaultdict[tuple[PartnerId, EntryId], _Story]
        self._stories = defaultdict(_Story)

    def tell(self, told: Told, sequence: int) -> None:
        """Note that something was offered at a place in its author's stream."""
        self._stories[told.author, told.id].tellings[sequence] = told

    def withdraw(
        self, author: PartnerId, entry: EntryId, sequence: int, how: Withdrawal
    ) -> None:
        """Note that an author took an entry back, or deleted it."""
        story = self._stories[author, entry]
        story.withdrawn_at = max(story.withdrawn_at, sequence)
        story.is_deleted = story.is_deleted or how is Withdrawal.DELETED

    def standing(self, author: PartnerId, entry: EntryId) -> Told | None:
        """Return what is offered under an id now, or None."""
        story = self._stories.get((author, entry))
        if story is None or story.is_deleted:
            return None
        latest = max(story.tellings, default=0)
        return story.tellings[latest] if latest > story.withdrawn_at else None

    def all_standing(self, author: PartnerId) -> list[Entry]:
        """Return every entry of an author that is offered now."""
        return [one for one in self._standing(author) if isinstance(one, Entry)]

    def prompts(self, author: PartnerId) -> list[OwnPrompt]:
        """Return every question that an author offers now."""
        return [one for one in self._standing(author) if isinstance(one, OwnPrompt)]

    def _standing(self, author: PartnerId) -> list[Told | None]:
        return [self.standing(*key) for key in self._stories if key[0] == author]

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
