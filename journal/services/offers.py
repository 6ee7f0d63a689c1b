"""What stands offered: the `us` streams of both people, resolved one by one.

Envelopes may arrive in any order and more than once; what stands is always the same
for the same set of them, and so the same for both people. A sealed answer stands
here without being offered, until the reveal of its author.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Final

from journal.domain.bonds import Pairing
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId, as_released
from journal.domain.own_prompts import OwnPrompt

Told = Entry | OwnPrompt
"""What can be offered: an entry, or a question of one's own."""

NOTHING: Final = bytes(16)


class Withdrawal(Enum):
    """How an offered entry stops being offered."""

    TAKEN_BACK = auto()
    DELETED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An answer that waits for the other's. Only its author has the entry itself.

    `name` is the start of its commitment, by which an answer names it, and `answers`
    the name of the sealed one that this one answers, or zeros.
    """

    author: PartnerId
    id: EntryId
    sequence: int
    name: bytes
    answers: bytes
    prompt_key: bytes
    moment: MomentId
    day: date
    entry: Entry | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Story:
    """All that is known of one thing offered, by its place in the author's stream."""

    tellings: dict[int, Told] = field(default_factory=dict)
    sealed: dict[int, Sealed] = field(default_factory=dict)
    reveals: dict[int, int] = field(default_factory=dict)
    opened_early: set[int] = field(default_factory=set)
    answers: dict[int, bytes] = field(default_factory=dict)
    withdrawn_at: int = 0
    is_deleted: bool = False

    def stands(self, sequence: int) -> bool:
        """Whether what was said at a place has not been withdrawn since."""
        return not self.is_deleted and sequence > self.withdrawn_at

    def released(self) -> Entry | None:
        """Return what was opened because it had been answered, as it was sealed."""
        # One that answers another's stays as it was, however it says it was opened.
        early = self.opened_early - self.answers.keys()
        for at in sorted(self.sealed.keys() & self.reveals.keys() - early):
            told = self.tellings.get(at)
            if self.stands(at) and isinstance(told, Entry):
                return told
        return None


def _nothing(_: EntryId) -> bool:
    return False


class Offers:
    """What two people have offered, and where in their streams each thing stands.

    Args:
        me: whose journal it is.
        owns: whether an id is that of an entry of mine. Chance gives no two people the
            same, so what the partner tells under it is not believed.
    """

    def __init__(
        self, me: PartnerId | None = None, owns: Callable[[EntryId], bool] = _nothing
    ) -> None:
        self._me, self._owns = me, owns
        self._stories: defaultdict[tuple[PartnerId, EntryId], _Story]
        self._stories = defaultdict(_Story)
        # Few are ever sealed or answer one; these are found without all the others.
        self._ever_sealed: dict[tuple[PartnerId, EntryId], None] = {}
        self._ever_answering: dict[tuple[PartnerId, EntryId], None] = {}
        self._named: dict[bytes, tuple[PartnerId, EntryId, int]] = {}

    def tell(self, told: Told, sequence: int, *, answers: bytes = NOTHING) -> None:
        """Note that something was offered at a place in its author's stream."""
        story = self._stories[told.author, told.id]
        story.tellings[sequence] = told
        self.answer(told.author, told.id, sequence, answers)

    def seal(self, sealed: Sealed) -> None:
        """Note that an answer was sealed at a place in its author's stream."""
        story = self._stories[sealed.author, sealed.id]
        story.sealed[sealed.sequence] = sealed
        self._ever_sealed[sealed.author, sealed.id] = None
        self._named[sealed.name] = sealed.author, sealed.id, sealed.sequence
        self.answer(sealed.author, sealed.id, sealed.sequence, sealed.answers)

    def answer(
        self, author: PartnerId, entry: EntryId, sequence: int, answers: bytes
    ) -> None:
        """Note that an entry answers a sealed one, as said at that place."""
        if answers != NOTHING:
            self._stories[author, entry].answers[sequence] = answers
            self._ever_answering[author, entry] = None

    def reveal(
        self,
        author: PartnerId,
        entry: EntryId,
        sealed_at: int,
        sequence: int,
        *,
        is_early: bool = False,
    ) -> None:
        """Note that an author opened what they sealed at a place.

        The first time counts: `is_early` says that it was not for an answer.
        """
        story = self._stories[author, entry]
        if sequence > story.reveals.get(sealed_at, sequence):
            return
        story.reveals[sealed_at] = sequence
        change = story.opened_early.add if is_early else story.opened_early.discard
        change(sealed_at)

    def withdraw(
        self, author: PartnerId, entry: EntryId, sequence: int, how: Withdrawal
    ) -> None:
        """Note that an author took an entry back, or deleted it."""
        story = self._stories[author, entry]
        story.withdrawn_at = max(story.withdrawn_at, sequence)
        story.is_deleted = story.is_deleted or how is Withdrawal.DELETED

    def standing(self, author: PartnerId, entry: EntryId) -> Told | None:
        """Return what is offered under an id now, or None."""
        story = self._believed(author, entry)
        if story is None:
            return None
        latest = max(story.tellings, default=0)
        return story.tellings[latest] if latest and story.stands(latest) else None

    def shown(self, author: PartnerId, entry: EntryId) -> Entry | None:
        """Return what is offered under an id as both read it, or None.

        What was opened for an answer stays as it was sealed, whatever came after.
        """
        latest = self.standing(author, entry)
        if not isinstance(latest, Entry):
            return None
        first = self._stories[author, entry].released()
        return latest if first is None else as_released(first, latest)

    def is_released(self, author: PartnerId, entry: EntryId) -> bool:
        """Whether an entry stands as it was sealed, opened because it was answered."""
        story = self._believed(author, entry)
        return story is not None and story.released() is not None

    def all_shown(self, author: PartnerId) -> list[Entry]:
        """Return every entry of an author that is offered now, as both read it."""
        found = (self.shown(*key) for key in self._stories if key[0] == author)
        return [one for one in found if one is not None]

    def ids(self, author: PartnerId) -> frozenset[EntryId]:
        """Return the id of all that an author ever offered or sealed, or said it of."""
        return frozenset(id_ for whose, id_ in self._stories if whose == author)

    def all_standing(self, author: PartnerId) -> list[Entry]:
        """Return every entry of an author that is offered now."""
        return [one for one in self._standing(author) if isinstance(one, Entry)]

    def prompts(self, author: PartnerId) -> list[OwnPrompt]:
        """Return every question that an author offers now."""
        return [one for one in self._standing(author) if isinstance(one, OwnPrompt)]

    # What is sealed.

    def sealed(self, author: PartnerId, entry: EntryId) -> Sealed | None:
        """Return an answer of an author that waits to be opened, or None."""
        story = self._believed(author, entry)
        if story is None:
            return None
        waiting = [at for at in story.sealed if at not in story.reveals]
        latest = max(waiting, default=0)
        is_passed = any(at > latest for at in story.tellings)
        if not latest or is_passed or not story.stands(latest):
            return None
        return story.sealed[latest]

    def all_sealed(self, author: PartnerId) -> list[Sealed]:
        """Return every answer of an author that waits, the earliest first."""
        found = (self.sealed(*key) for key in self._ever_sealed if key[0] == author)
        return sorted(
            (one for one in found if one is not None), key=lambda one: one.sequence
        )

    def unopened(self, author: PartnerId) -> Iterator[tuple[Sealed, int]]:
        """Yield what has been revealed and is not told yet, with the reveal's place."""
        for key in list(self._ever_sealed):
            story = self._believed(*key)
            if key[0] == author and story is not None:
                for at, reveal in list(story.reveals.items()):
                    if at in story.sealed and at not in story.tellings:
                        yield story.sealed[at], reveal

    def names_answered(self, author: PartnerId, entry: EntryId) -> frozenset[bytes]:
        """Return the names of the sealed ones that an entry answers, as it stands."""
        story = self._believed(author, entry)
        if story is None:
            return frozenset()
        # A question of one's own is no answer, whatever it says that it names.
        is_told = isinstance(self.standing(author, entry), Entry)
        has_words = is_told or self.sealed(author, entry) is not None
        said = (name for at, name in story.answers.items() if story.stands(at))
        return frozenset(said) if has_words else frozenset()

    def all_names_answered(self, author: PartnerId) -> frozenset[bytes]:
        """Return the names of all sealed ones that an author has answered."""
        ids = [id_ for whose, id_ in self._ever_answering if whose == author]
        return frozenset().union(*(self.names_answered(author, id_) for id_ in ids))

    def answered_pairs(self) -> frozenset[Pairing]:
        """Return each sealed answer with what was given to it, while both stand.

        The two were written to stand side by side: that was the first yes, and the
        answer the second.
        """
        pairs = set()
        for author, id_ in self._ever_answering:
            for name in self.names_answered(author, id_) & self._named.keys():
                whose, other, at = self._named[name]
                sealed = self._believed(whose, other)
                if whose != author and sealed is not None and sealed.stands(at):
                    pairs.add(frozenset({id_, other}))
        return frozenset(pairs)

    def names_of(self, author: PartnerId, entry: EntryId) -> frozenset[bytes]:
        """Return the names under which an entry was ever sealed."""
        story = self._stories.get((author, entry))
        found = story.sealed.values() if story else ()
        return frozenset(one.name for one in found)

    def names_revealed(self, author: PartnerId) -> frozenset[bytes]:
        """Return the names of what an author sealed and has truly opened.

        A key that opens nothing opens nothing here either, and neither does one that
        came with the taking back of what it opens.
        """
        stories = (
            self._believed(*key) for key in self._ever_sealed if key[0] == author
        )
        return frozenset(
            story.sealed[at].name
            for story in stories
            if story is not None
            for at in story.reveals
            if at in story.sealed and at in story.tellings and story.stands(at)
        )

    def hidden_behind_sealed(self, author: PartnerId) -> frozenset[EntryId]:
        """Return what an author would put in the place of an answer they keep shut.

        Of all that names one sealed answer, the first is the answer to it. Nothing else
        that names it is shown beside it or while it is shut: else its author could seal
        several, and open the one that suits.
        """
        naming: defaultdict[bytes, list[tuple[int, EntryId]]] = defaultdict(list)
        for key in self._ever_answering:
            story = self._believed(*key) if key[0] == author else None
            if story is not None:
                for at, name in story.answers.items():
                    if story.stands(at):
                        naming[name].append((at, key[1]))
        hidden: set[EntryId] = set()
        for said in naming.values():
            at, first = min(said)
            hidden.update(entry for _, entry in said if entry != first)
            story = self._stories[author, first]
            if at in story.sealed and at not in story.reveals:
                hidden.add(first)
        return frozenset(hidden)

    # What is withdrawn.

    def is_deleted(self, author: PartnerId, entry: EntryId) -> bool:
        """Whether the author deleted it for good."""
        story = self._stories.get((author, entry))
        return story is not None and story.is_deleted

    def to_shred(self, author: PartnerId) -> list[tuple[EntryId, int]]:
        """Return the places where words lie that their author has withdrawn."""
        return [
            (entry, place)
            for (whose, entry), story in self._stories.items()
            if whose == author
            for place in sorted(_places(story))
            if not story.stands(_said_at(story, place))
        ]

    def places(self, author: PartnerId, entry: EntryId) -> list[int]:
        """Return the sequences in an author's stream that hold this entry's words."""
        story = self._stories.get((author, entry))
        return sorted(_places(story)) if story else []

    def shredded(self, author: PartnerId, entry: EntryId, sequence: int) -> None:
        """Note that nothing but a husk lies at that place any more."""
        story = self._stories[author, entry]
        story.tellings.pop(sequence, None)
        story.sealed.pop(sequence, None)
        for at in [at for at, place in story.reveals.items() if place == sequence]:
            del story.reveals[at]

    def last_revision(self, author: PartnerId, entry: EntryId) -> int:
        """Return the highest revision offered or sealed so far, 0 for none."""
        story = self._stories.get((author, entry))
        if story is None:
            return 0
        told = [one.revision for one in story.tellings.values()]
        told += [one.entry.revision for one in story.sealed.values() if one.entry]
        return max(told, default=0)

    def _believed(self, author: PartnerId, entry: EntryId) -> _Story | None:
        """Return what is known of a thing, unless it goes by an id of mine."""
        me, by_me = self._me, (self._me, entry)
        is_foreign = me not in {None, author} and (
            by_me in self._stories or self._owns(entry)
        )
        return None if is_foreign else self._stories.get((author, entry))

    def _standing(self, author: PartnerId) -> list[Told | None]:
        return [self.standing(*key) for key in self._stories if key[0] == author]


def _places(story: _Story) -> set[int]:
    """Return where an entry's words lie, or a key that opens them."""
    return {*story.tellings, *story.sealed, *story.reveals.values()}


def _said_at(story: _Story, place: int) -> int:
    """Return the place of the words that a place holds the key to; else itself."""
    return next((at for at, reveal in story.reveals.items() if reveal == place), place)
