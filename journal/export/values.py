"""What is taken out of a journal, and read back from the file it was taken into."""

from dataclasses import dataclass, field
from datetime import date

from journal.domain.entries import Entry, EntryId, MomentId, PromptId
from journal.domain.own_prompts import OwnPrompt
from journal.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An entry as it stands, and its earlier versions, the first one first.

    `entry.visibility` says who may read it; an earlier version is private. Where both
    sides are taken, pages with the same `told_in` tell one moment, whatever each of
    them names by itself.
    """

    entry: Entry
    earlier: tuple[Entry, ...] = ()
    told_in: MomentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A page that was not finished; `entry` is the one it revises, if it does."""

    words: str = field(repr=False)
    kept_on: date
    prompt: PromptId | None = field(default=None, repr=False)
    asked: str | None = field(default=None, repr=False)
    entry: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one person wrote; of the other, what they offer."""

    person: Person
    pages: tuple[Page, ...] = ()
    questions: tuple[OwnPrompt, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One's own words, the day on which they were taken out, and what others offer."""

    made_on: date
    mine: Words
    others: tuple[Words, ...] = ()
