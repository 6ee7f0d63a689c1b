"""What was found in another program's files: drafts of entries, and what stays there.

What cannot be read is told by its place, never by its words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, unique
from hashlib import sha256
from itertools import islice

from journal.domain.text import TITLE_LIMIT, clean_line, clean_text
from journal.imports.parts import in_parts
from journal.imports.plain import NotSafe

# As Lean-to writes the id of an entry, and Day One too but for its capitals.
OWN_ID = re.compile("[0-9a-fA-F]{32}")
MOST_ENTRIES = 200_000
TOO_MANY = "There are more entries in it than Lean-to can bring in at once."
_MOST_TAGS = 50
_MOST_LOOKED_AT = 500
_TAG_LIMIT = 60
_ASKED_LIMIT = 400


@unique
class Media(StrEnum):
    """What is not text, and stays where it is."""

    PHOTOS = "photos"
    VIDEOS = "videos"
    RECORDINGS = "recordings"
    DOCUMENTS = "documents"
    OTHER = "files of other kinds"


@unique
class Note(StrEnum):
    """Something to know about when entries were written."""

    ZONE_UNKNOWN = "zone unknown"
    ZONE_UNSAID = "zone unsaid"
    FILE_DAY = "day of the file"
    AHEAD = "a day to come"
    IN_PARTS = "in parts"
    UNSURE = "a day unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry as it can be brought in; `key` is its id in the source.

    `at` is when it was written there, if that is known to the second or the minute.
    """

    source: str
    key: str = field(repr=False)
    day: date
    words: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    asked: str | None = field(default=None, repr=False)
    at: datetime | None = None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Where something stands that cannot be read, and why."""

    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found, the earliest day first."""

    entries: tuple[Found, ...]
    wordless: int = 0
    unread: tuple[Unread, ...] = ()
    left: tuple[tuple[Media, int], ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[tuple[Note, int], ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Which programs they are from."""
        return tuple(sorted({one.source for one in self.entries}))


@dataclass(kw_only=True, slots=True)
class Written:
    """One entry as its parser found it, before it passes the gate.

    With no `key`, its content stands for it.
    """

    day: date
    words: str
    key: str = ""
    title: str = ""
    asked: str = ""
    at: datetime | None = None
    tags: Iterable[object] = ()
    is_guess: bool = False


class Gathering:
    """Takes in what the parsers find."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._entries: dict[tuple[str, str], Found] = {}
        self._same: Counter[str] = Counter()
        self._unread: list[Unread] = []
        self._dropped: set[str] = set()
        self._wordless = 0
        self._mentioned: Counter[Media] = Counter()
        self.media: Counter[Media] = Counter()
        self.notes: Counter[Note] = Counter()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a journal was found at all."""
        return not (self._entries or self._wordless or self._unread)

    def take(self, source: str, written: Written) -> None:
        """Take in one entry, cleaned; one without words is only counted."""
        if len(self._entries) >= MOST_ENTRIES:
            raise NotSafe(TOO_MANY)
        title, words = _titled(written.title, clean_text(written.words).strip("\n"))
        if not words.strip():
            self._wordless += 1
            return
        key = written.key or self._content_key(written, title, words)
        day, is_guess = written.day, written.is_guess
        if day > self._today:
            self.notes[Note.AHEAD] += 1
            day, is_guess = self._today, True
        parts = in_parts(words + _tag_lines(written.tags, words))
        if len(parts) > 1:
            self.notes[Note.IN_PARTS] += 1
        for number, part in enumerate(parts, start=1):
            found = Found(
                source=source,
                key=key if number == 1 else f"{key}#{number}",
                day=day,
                words=part,
                title=title or None,
                asked=clean_line(written.asked, limit=_ASKED_LIMIT) or None,
                at=written.at,
                is_guess=is_guess,
            )
            # Of what is there twice under one id, what came first holds.
            self._entries.setdefault((source, found.key), found)

    def refuse(self, place: str, why: str) -> None:
        """Note where something stands that cannot be read."""
        self._unread.append(Unread(clean_line(place), why))

    def mention(self, kind: Media, count: int = 1) -> None:
        """Note that an entry speaks of files, which may lie there or not."""
        self._mentioned[kind] += count

    def drop(self, *kinds: str) -> None:
        """Note what is known about entries and is not taken along."""
        self._dropped.update(kinds)

    def reading(self) -> Reading:
        """Return all of it."""
        entries = sorted(self._entries.values(), key=_when)
        left = self.media | self._mentioned
        return Reading(
            entries=tuple(entries),
            wordless=self._wordless,
            unread=tuple(self._unread),
            left=tuple((one, left[one]) for one in Media if left[one]),
            dropped=tuple(sorted(self._dropped)),
            notes=tuple((one, self.notes[one]) for one in Note if self.notes[one]),
        )

    def _content_key(self, written: Written, title: str, words: str) -> str:
        at = written.at.isoformat() if written.at else ""
        digest = digest_of(written.day.isoformat(), at, title, words)
        # Two may be the same to the letter, and are two.
        self._same[digest] += 1
        count = self._same[digest]
        return digest if count == 1 else f"{digest}+{count}"


def digest_of(*texts: str) -> str:
    """Return what stands for content that has no id of its own."""
    whole = "\0".join(texts)
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _titled(title: str, words: str) -> tuple[str, str]:
    """Return a title and words; a title too long for one, or alone, is words."""
    title = clean_text(title).strip()
    if not title:
        return "", words
    if not words.strip():
        return "", title
    if len(title) > TITLE_LIMIT or "\n" in title:
        return "", f"{title}\n\n{words}"
    return clean_line(title), words


def _tag_lines(tags: Iterable[object], words: str) -> str:
    """Return tags as they stand at the end of the words: those not in them already."""
    lines: dict[str, None] = {}
    folded = words.casefold()
    # Each is looked for in all the words.
    for tag in islice(tags, _MOST_LOOKED_AT):
        name = _tag_name(tag)
        if name and not any(f"{sign}{name.casefold()}" in folded for sign in "#@"):
            lines[f"#{name}"] = None
        if len(lines) == _MOST_TAGS:
            break
    return "\n\n" + "\n".join(lines) if lines else ""


def _tag_name(tag: object) -> str:
    if not isinstance(tag, str):
        return ""
    return "-".join(clean_line(tag.strip().lstrip("#@"), limit=_TAG_LIMIT).split())


def _when(found: Found) -> tuple[date, float]:
    # What tells no time stays in the order of its file.
    return found.day, found.at.timestamp() if found.at else 0.0
